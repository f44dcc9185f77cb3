"""
Whose requests they are that come through nginx, Caddy and HAProxy as deploy/README.md configures them.
"""

import http.client

import pytest

from tests.proxies.scene import GUEST, KINDS, Start
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
