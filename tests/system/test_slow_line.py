"""
Readers behind a slow line, who take a little for each thing that is said: against the real daemon, over TCP and TLS.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.daemon import LOOPBACK, Daemon, running, self_signed
from tests.support.wsclient import CLOSE, Person, cut, dial, trusting

EMOJI = "\N{GRINNING FACE}" * 4000
LARGE = 50
TAKEN = 8192
"""Bytes that the slow reader takes each time."""
CONFIG = """
[limits]
commands_per_second = 10000
user_per_second = 10000
commands_burst = 10000
user_burst = 10000
reader_seconds = 2

[presence]
grace_seconds = 0
"""


@pytest.fixture(scope="module")
def daemon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Daemon]:
    """
    One whose lobby holds 50 messages of 4,000 emoji: 800 KB.
    """
    folder: Path = tmp_path_factory.mktemp("slow-line")
    key, certificate = self_signed(folder)
    tls = f"ssl:0:interface=127.0.0.1:privateKey={key}:certKey={certificate}"
    with running(folder, config=CONFIG, ports=(LOOPBACK, tls)) as started:
        ann = Person(dial(started.port), "Writer", "lobby")
        for _ in range(LARGE):
            ann.ask(type="say", room="lobby", text=EMOJI)
        ann.close()
        yield started


@pytest.fixture(params=["tcp", "tls"])
def call(request: pytest.FixtureRequest, daemon: Daemon) -> Callable[[], Any]:
    """
    Opens a connection with little room to receive.
    """

    def open_plain() -> Any:
        return dial(daemon.port, small=True)

    def open_tls() -> Any:
        port = int(daemon.urls[1].rstrip("/").rpartition(":")[2])
        return trusting().wrap_socket(dial(port, small=True))

    return open_plain if request.param == "tcp" else open_tls


class SlowReader(Person):
    """
    Takes some bytes each time that `talker` has said something in `room`.
    """

    def __init__(self, plug: Any, talker: Person, room: str) -> None:
        self.talker: Person | None = None
        super().__init__(plug, "Slow")
        self.talker = talker
        self.room = room

    def _receive(self) -> None:
        if self.talker is None:
            super()._receive()
            return
        self.talker.ask(type="say", room=self.room, text="meanwhile")
        more = self.plug.recv(TAKEN)
        if not more:
            raise EOFError(self._data[-200:])
        self._data += more

    def large(self, events: list[dict[str, Any]]) -> list[int]:
        """
        The places of the large messages among `events`.
        """
        return [event["seq"] for event in events if event["text"] == EMOJI]


@pytest.fixture
def slow(daemon: Daemon, call: Callable[[], Any]) -> Iterator[SlowReader]:
    """
    Somebody behind a slow line, and somebody who goes on talking in the lobby.
    """
    talker = Person(dial(daemon.port), "Talker", "lobby")
    reader = SlowReader(call(), talker, "lobby")
    yield reader
    reader.talker = None
    reader.plug.close()
    talker.close()


@pytest.mark.slow
def test_a_room_of_large_messages_can_be_joined_and_read(slow: SlowReader) -> None:
    """
    Page by page, while others talk: nothing is missing, and the reader is not cut off.
    """
    page = slow.ask(type="join", room="lobby", limit=100)
    events = page["events"]
    while page["more"]:
        page = slow.ask(type="history", room="lobby", before=events[0]["seq"], limit=100)
        assert page["events"]
        events = page["events"] + events
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
    assert slow.large(events) == list(range(1, LARGE + 1))


@pytest.mark.slow
def test_what_is_asked_for_at_once_comes_page_by_page(slow: SlowReader) -> None:
    """
    Ten pages are requested before the first is read, and then a message is sent: all of it is answered.
    """
    slow.ask(type="join", room="lobby", limit=1)
    for ref in range(1000, 1010):
        slow.tell(type="history", room="lobby", after=0, ref=ref)
    slow.tell(type="say", room="lobby", text="at last", ref=1010)
    answers: list[dict[str, Any]] = []
    while len(answers) < 11:
        heard = slow.next()
        if heard["type"] == "ok":
            answers.append(heard)
    assert sorted(answer["ref"] for answer in answers) == list(range(1000, 1011))
    pages = [answer["events"] for answer in answers if "events" in answer]
    assert [slow.large(events)[:2] for events in pages] == [[1, 2]] * 10


@pytest.mark.slow
def test_who_takes_nothing_of_what_was_asked_for_is_cut_off(daemon: Daemon, slow: SlowReader) -> None:
    """
    The others see that the user has left.
    """
    talker = slow.talker
    assert talker is not None
    slow.ask(type="join", room="lobby", limit=1)
    user = slow.ask(type="rename", name="Deaf")["user"]["id"]
    for ref in range(40):
        slow.tell(type="history", room="lobby", after=0, ref=ref)
    while user not in talker.hear("presence")["left"]:
        pass
    frames, data = [], slow._data
    while True:
        try:
            more = slow.plug.recv(65536)
        except OSError:
            break
        if not more:
            break
        data += more
    while (found := cut(data)) is not None:
        frames.append(found[0])
        data = found[1]
    answered = [frame for frame in frames if frame.opcode != CLOSE and "events" in json.loads(frame.payload)]
    assert len(answered) < 5
