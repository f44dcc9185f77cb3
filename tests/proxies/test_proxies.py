"""
Whose requests they are that come through nginx, Caddy and HAProxy as deploy/README.md configures them.
"""

import http.client
import json

import pytest

from tests.proxies.scene import GUEST, KINDS, Start
from tests.support.forked_programs import CHATD, run_program
from tests.support.wsclient import trusting

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("kind", KINDS)
def test_address_is_the_one_of_the_person(start: Start, kind: str) -> None:
    """
    Whatever the client writes into the header.
    """
    scene = start(kind)
    lies = "X-Forwarded-For: 198.51.100.1\r\nForwarded: for=198.51.100.1\r\n"
    for name, extra in (("ann", ""), ("ben", lies)):
        assert f"everybody at {GUEST}" in scene.mute(name, extra)
    assert scene.refusals() == []


def test_five_hundred_requests_of_one_person_are_answered(start: Start) -> None:
    """
    Nginx opens a connection for each.
    """
    scene = start("nginx")
    plain = http.client.HTTPSConnection("localhost", scene.port, context=trusting(), source_address=(GUEST, 0))
    statuses = []
    for _ in range(500):
        plain.request("GET", "/ready")
        answer = plain.getresponse()
        answer.read()
        statuses.append(answer.status)
    plain.close()
    assert statuses == [200] * 500
    assert scene.refusals() == []


@pytest.mark.parametrize("kind", KINDS)
def test_events_come_through_at_once(start: Start, kind: str) -> None:
    """
    No proxy collects them: one is there while the stream goes on.
    """
    scene = start(kind)
    command = [CHATD, "key", "create", "shop", "--rooms", "news=read,history_all,say", "--data", "chatd-data"]
    made = run_program(command, scene.daemon.folder)
    head = {"Authorization": f"Bearer {made.stdout.split()[0]}", "Content-Type": "application/json"}
    reader, writer = (http.client.HTTPSConnection("localhost", scene.port, context=trusting()) for _ in range(2))
    reader.request("GET", "/api/rooms/news/events", headers=head)
    stream = reader.getresponse()
    assert (stream.status, stream.getheader("Content-Type")) == (200, "text/event-stream")
    while stream.readline().strip() != b"event: joined":
        pass
    for text in ("one", "two"):
        writer.request("POST", "/api/rooms/news/messages", body=json.dumps({"text": text}), headers=head)
        assert writer.getresponse().read()
        while not (line := stream.readline()).startswith(b'data: {"type":"message"'):
            pass
        assert json.loads(line.removeprefix(b"data: "))["text"] == text
    reader.close()
    writer.close()
    assert scene.refusals() == []
