"""
Over real sockets: nothing is lost of what comes with the handshake, or with the close.
"""

import http.client
import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.daemon import Daemon, running
from tests.support.forked_programs import CHATD, run_program
from tests.support.timeouts import PATIENCE
from tests.support.wsclient import CLOSE, TEXT, Person, dial, handshake, mask, reset, until_closed

GOODBYE = mask(CLOSE, b"\x03\xe8")
TIMES = 10

pytestmark = pytest.mark.slow


def command(daemon: Daemon, *words: str, typed: str = "") -> list[str]:
    """
    What the operators' command prints, line by line.
    """
    done = run_program([CHATD, *words], daemon.folder, given=typed)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def shown(daemon: Daemon) -> dict[str, str]:
    """
    The lines of a handshake by which somebody is known: a cookie, a guest's token and a key.
    """
    command(daemon, "user", "add", "Ann", "--password", typed="a good password of hers\n")
    site = http.client.HTTPConnection("localhost", daemon.port, timeout=PATIENCE)
    own = f"http://localhost:{daemon.port}"
    body = json.dumps({"name": "Ann", "password": "a good password of hers"})
    site.request("POST", "/api/session", body, {"Content-Type": "application/json", "Origin": own})
    answer = site.getresponse()
    assert answer.status < 300, answer.read()
    cookie = (answer.getheader("Set-Cookie") or "").partition(";")[0]
    site.close()
    guest = Person(dial(daemon.port), "Gus")
    key = command(daemon, "key", "create", "shop", "--rooms", "*=read,say,history_all")[0]
    return {
        "cookie": f"Origin: {own}\r\nCookie: {cookie}\r\n",
        "guest": f"Authorization: Bearer {guest.token}\r\n",
        "key": f"Authorization: Bearer {key}\r\n",
    }


def log(daemon: Daemon, count: int, room: str = "lobby") -> list[str]:
    """
    The first `count` texts that the room stores.
    """
    reader = Person(dial(daemon.port), "Reader")
    texts = [event["text"] for event in reader.ask(type="join", room=room, limit=count)["events"]]
    while len(texts) < count:
        texts.append(reader.hear("message")["text"])
    reader.close()
    return texts


@pytest.fixture
def daemon(tmp_path: Path) -> Iterator[Daemon]:
    """
    A daemon that lets one address connect as often as it likes.
    """
    with running(tmp_path, config="[limits]\nconnects_per_second = 1000\n") as started:
        yield started


def test_first_text_of_whoever_is_signed_in_is_said(daemon: Daemon) -> None:
    """
    In the segment of the handshake, as the first request and after another request on the same connection.
    """
    listener = Person(dial(daemon.port), "Listener", "lobby")
    host = f"localhost:{daemon.port}"
    for kind, lines in {**shown(daemon), "nothing": ""}.items():
        for number in range(TIMES // 2):
            for before in (b"", f"GET /none HTTP/1.1\r\nHost: {host}\r\n\r\n".encode()):
                said = f"{kind} {number} {len(before)}"
                plug = dial(daemon.port)
                request = handshake(protocol=None, host=host, extra=lines)
                plug.sendall(before + request + mask(TEXT, said.encode()))
                assert listener.hear("message")["text"] == said
                plug.close()


def test_text_and_close_into_an_empty_room_are_stored(daemon: Daemon) -> None:
    """
    However the connection ends, in both dialects.
    """
    expected = []
    for number in range(TIMES):
        for end in ("close", "fin", "both"):
            expected.append(f"plain {number} {end}")
            plug = dial(daemon.port)
            data = handshake(protocol=None) + mask(TEXT, expected[-1].encode())
            plug.sendall(data + (b"" if end == "fin" else GOODBYE))
            if end != "close":
                plug.shutdown(socket.SHUT_WR)
            until_closed(plug)
            plug.close()
    assert sorted(log(daemon, len(expected))) == sorted(expected)
    for number in range(TIMES):
        room, plug = f"room-{number}", dial(daemon.port)
        frames = (
            {"type": "login", "guest": "Ann"},
            {"type": "join", "room": room},
            {"type": "say", "room": room, "text": "last words"},
        )
        plug.sendall(handshake() + b"".join(mask(TEXT, json.dumps(frame).encode()) for frame in frames) + GOODBYE)
        until_closed(plug)
        plug.close()
        assert log(daemon, 1, room) == ["last words"]


def test_text_before_a_reset_is_stored(daemon: Daemon) -> None:
    """
    As far as it was read, which the answer to a later ping shows.
    """
    for number in range(TIMES):
        room = f"room-{number}"
        ann = Person(dial(daemon.port), "Ann")
        ann.tell(type="join", room=room)
        ann.tell(type="say", room=room, text="last words")
        ann.send(9, b"read?")
        while (frame := ann.frame()).payload != b"read?":
            assert frame.opcode in {TEXT, 10}
        reset(ann.plug)
        assert log(daemon, 1, room) == ["last words"]
