"""
The server is killed and comes back, again and again, while two people talk.
"""

import signal
from pathlib import Path
from typing import Any

import pytest

from tests.support.daemon import LOOPBACK, Daemon
from tests.support.free_ports import held_port
from tests.support.wsclient import Person, dial

CONFIG = """
[limits]
commands_per_second = 100000
user_per_second = 100000
commands_burst = 100000
user_burst = 100000
"""
MESSAGES = 1000
KILLS = (200, 500, 777)
IN_FLIGHT = 8


class Talker:
    """
    A client that keeps the rules of docs/protocol.md: a copy of the log, a position, and what is not acknowledged yet.
    """

    def __init__(self, port: int, name: str) -> None:
        self.name = name
        self.copy: list[tuple[str, str]] = []
        self.acknowledged: list[str] = []
        self.pending: dict[str, str] = {}
        self.gaps = 0
        self.again = 0
        self._port = port
        self._epoch: str | None = None
        self._seq = 0
        self._token = ""
        self.connect()

    def connect(self) -> None:
        """
        Come back as who I was, or as a new guest of that name; go on from my position; send again what hangs.
        """
        self.person = Person(dial(self._port))
        if not (self._token and self._log_in(token=self._token)):
            assert self._log_in(guest=self.name)
        since = {} if self._epoch is None else {"since": {"epoch": self._epoch, "seq": self._seq}}
        answer = self.person.ask(type="join", room="lobby", **since)
        # A log in memory is gone with its server, and that is told; a durable one goes on.
        assert answer["gap"] == (self._epoch not in {None, answer["epoch"]})
        if answer["gap"]:
            self.gaps += 1
            self.copy.clear()
            self._seq = answer["first"] - 1
        self._epoch = answer["epoch"]
        for event in answer["events"]:
            self._show(event["seq"], event["key"], event["text"])
        assert self._seq == answer["seq"]
        for key, text in self.pending.items():
            self.again += 1
            self._send(key, text)

    def say(self, text: str) -> None:
        """
        Send it under a key of its own.
        """
        key = f"{self.name}-{text}"
        self.pending[key] = text
        self._send(key, text)

    def read(self, *, pending: int = 0, seq: int = 0) -> None:
        """
        Read until at most so many are unacknowledged and the copy reaches `seq`.
        """
        while len(self.pending) > pending or self._seq < seq:
            self._take(self.person.next())

    def read_to_the_end(self) -> None:
        """
        Read what was still on its way when the server died.
        """
        try:
            while True:
                self._take(self.person.next())
        except (EOFError, ConnectionError):
            self.person.plug.close()

    @property
    def seq(self) -> int:
        """
        The position in the log.
        """
        return self._seq

    def _log_in(self, **who: str) -> bool:
        self.person.tell(type="login", ref="login", **who)
        answer = self.person.next()
        if answer["type"] == "error":
            assert answer["code"] == "bad_token"
            return False
        self._token = answer["token"]
        return True

    def _send(self, key: str, text: str) -> None:
        self.person.tell(type="say", room="lobby", text=text, key=key, ref=key)

    def _take(self, found: dict[str, Any]) -> None:
        if found["type"] == "message":
            self._show(found["seq"], found["key"], found["text"])
        elif found["type"] == "ok" and found.get("ref") in self.pending:
            key = found["ref"]
            text = self.pending.pop(key)
            if found["seq"] > self._seq:
                self._show(found["seq"], key, text)
            # Else it had been stored before the server died, and came with what was missed.
            assert (key, text) in self.copy
            self.acknowledged.append(key)
        else:
            assert found["type"] == "presence", found

    def _show(self, seq: int, key: str, text: str) -> None:
        assert seq == self._seq + 1, (seq, self._seq)
        assert (key, text) not in self.copy
        self._seq = seq
        self.copy.append((key, text))


@pytest.mark.slow
def test_nothing_is_doubled_or_out_of_order_however_often_the_server_is_killed(tmp_path: Path) -> None:
    """
    A thousand messages of two clients; what was not acknowledged is sent again with its key, and the gap is reported.
    """
    with held_port() as port:
        talk_through_kills(tmp_path, port)


def talk_through_kills(folder: Path, port: int) -> None:
    """
    The daemon is killed and started again on the same port; then both copies hold the same, and everything.
    """
    address = LOOPBACK.replace(":0:", f":{port}:")
    daemon = Daemon(folder, config=CONFIG, ports=(address,))
    try:
        ann, bob = Talker(port, "ann"), Talker(port, "bob")
        for number in range(MESSAGES):
            speaker, listener = (ann, bob) if number % 2 else (bob, ann)
            if number in KILLS:
                daemon.signal(signal.SIGSTOP)
            speaker.say(str(number))
            if number - 4 in KILLS:
                daemon.close()
                for talker in (ann, bob):
                    talker.read_to_the_end()
                assert ann.pending
                assert bob.pending
                daemon = Daemon(folder, config=CONFIG, ports=(address,))
                for talker in (ann, bob):
                    talker.connect()
            if not any(kill <= number < kill + 4 for kill in KILLS):
                speaker.read(pending=IN_FLIGHT)
                listener.read(pending=IN_FLIGHT)
        for talker in (ann, bob):
            talker.read()
        last = max(ann.seq, bob.seq)
        for talker in (ann, bob):
            talker.read(seq=last)
        assert ann.copy == bob.copy
        assert ann.gaps == bob.gaps
        assert ann.gaps in {0, len(KILLS)}
        assert min(ann.again, bob.again) >= len(KILLS)
        for talker in (ann, bob):
            # Each is acknowledged once, and in the order in which it was said.
            said = [f"{talker.name}-{n}" for n in range(MESSAGES) if (talker is ann) == bool(n % 2)]
            assert talker.acknowledged == said
            texts = [int(text) for key, text in ann.copy if key.startswith(talker.name)]
            assert texts == sorted(set(texts))
            assert texts[-1] >= MESSAGES - 2
        assert daemon.stop() == 0
        assert "Traceback" not in daemon.log
    finally:
        daemon.close()
