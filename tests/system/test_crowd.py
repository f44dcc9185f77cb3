"""
A room of many on a real daemon: with io_uring, without it, and where a rule forbids it.
"""

from pathlib import Path

import pytest

from tests.support.daemon import Daemon, running
from tests.support.fake_io_uring import needs_ring, rings
from tests.support.forked_programs import TWISTD
from tests.support.without_io_uring import FORBIDDING, needs_rules
from tests.support.wsclient import Person, dial

MEMBERS = 42
LINE = "0123456789abcdef" * 200
LINES = 60
"""More than the kernel holds for a peer who does not read."""

CONFIG = """
[limits]
send_buffer = 8192
reader_seconds = 60
connects_per_second = 1000
connections_per_address = 1000
commands_per_second = 1000
commands_burst = 1000
user_per_second = 1000
user_burst = 1000

[heartbeat]
ping_seconds = 60
dead_seconds = 120
"""
NONE = "no io_uring, so each member of a room is sent to by itself"


class Room:
    """
    Many people in one room, and somebody who speaks; `said` is all that was said.
    """

    def __init__(self, port: int) -> None:
        self.said: list[str] = []
        self.speaker = Person(dial(port), "speaker", "hall")
        # One of them with little room, who will stop reading.
        self.members = [Person(dial(port, small=n == 0), f"member{n}", "hall") for n in range(MEMBERS)]
        self.heard: dict[Person, int] = dict.fromkeys(self.members, 0)

    def say(self, text: str) -> None:
        """
        The speaker has its answer when this returns.
        """
        self.said.append(text)
        self.speaker.ask(type="say", room="hall", text=text)

    def hear(self, person: Person) -> None:
        """
        A member hears what was said since it last did, in order.
        """
        while self.heard[person] < len(self.said):
            assert person.hear("message")["text"] == self.said[self.heard[person]]
            self.heard[person] += 1

    def leave(self, person: Person) -> None:
        """
        A member goes, and has heard nothing more than that.
        """
        self.hear(person)
        person.tell(type="ping")
        while (found := person.next())["type"] != "pong":
            assert found["type"] != "message", found
        person.close()


def converse(daemon: Daemon) -> None:
    """
    Everybody hears everything once, also while one has stopped reading and after another one has left.
    """
    room = Room(daemon.port)
    stalled, leaver, *others = room.members
    for number in range(5):
        room.say(f"hello {number}")
    for person in (leaver, *others):
        room.hear(person)
    room.leave(leaver)
    for number in range(LINES):
        room.say(f"{number} {LINE}")
        for person in others:
            room.hear(person)
    room.hear(stalled)
    room.say("good-bye")
    for person in (stalled, *others):
        room.leave(person)
    room.speaker.close()


def test_crowd_is_told_through_the_ring(tmp_path: Path) -> None:
    """
    io_uring is used without a setting.
    """
    needs_ring().release()
    with running(tmp_path, config=CONFIG) as daemon:
        converse(daemon)
        assert rings(daemon.process.pid) > 0
        assert NONE not in daemon.log


@pytest.mark.slow
def test_setting_does_without_it(tmp_path: Path) -> None:
    """
    With ``server.io_uring = false`` the results are the same, and the log has no line about it.
    """
    with running(tmp_path, config=f"[server]\nio_uring = false\n{CONFIG}") as daemon:
        converse(daemon)
        assert rings(daemon.process.pid) == 0
        assert NONE not in daemon.log


@pytest.mark.slow
def test_container_may_forbid_it(tmp_path: Path) -> None:
    """
    The results are the same; one line in the log says why.
    """
    needs_rules()
    with running(tmp_path, config=CONFIG, program=(*FORBIDDING, TWISTD)) as daemon:
        converse(daemon)
        assert rings(daemon.process.pid) == 0
        daemon.wait_for(NONE + ": io_uring_setup: Operation not permitted")
