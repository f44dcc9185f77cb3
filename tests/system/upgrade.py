"""
A daemon is replaced by another, as systemd does at ``systemctl restart`` with a socket unit, while many people talk.

The parent holds the listening socket and passes it on.  ``make upgrade`` runs the long form and prints the times.
"""

import argparse
import asyncio
import json
import resource
import signal
import socket
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from tests.support.coroutines import run_coroutine
from tests.support.daemon import EXECUTED, Daemon
from tests.support.timeouts import PATIENCE
from tests.support.wsclient import CLOSE, TEXT, Frame, handshake, mask, split

DRAIN_SECONDS = 4.0
CONFIG = f"server.drain_seconds = {DRAIN_SECONDS}\n"
IN_ROOM = 5

PASS = """
import os, sys
given, *command = sys.argv[1:]
os.dup2(int(given), 3)
os.set_inheritable(3, True)
os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS="1", LISTEN_FDNAMES="chatd")
os.execv(command[0], command)
"""
"""Passes a listening socket as systemd does (sd_listen_fds(3)): as descriptor 3, to a process with this very id."""


class Return(NamedTuple):
    """
    One person's return: the hint of the server, and the seconds from the close of the connection to the answered join.
    """

    hint: float
    seconds: float


class Talker:
    """
    A client that keeps the rules of docs/protocol.md: it waits as long as it is told, comes back as itself, goes on
    from its position, and sends again what was not acknowledged.
    """

    def __init__(self, port: int, number: int) -> None:
        self.name, self.room = f"p{number}", f"room{number // IN_ROOM}"
        # Everybody has an address of their own, so that the limits may be the usual ones.
        self._address = f"127.{16 + (number >> 16)}.{number >> 8 & 255}.{number & 255}"
        self.log: list[str] = []
        self.pending: dict[str, None] = {}
        self.returned: list[Return] = []
        self.refused = 0
        self.joined = asyncio.Event()
        self.came_back = asyncio.Event()
        self.acknowledged = asyncio.Event()
        self.has_all = asyncio.Event()
        self._port = port
        self._token = ""
        self._epoch = ""
        self._hint = 0.5
        self._writer: asyncio.StreamWriter | None = None

    async def live(self) -> None:
        """
        Connects again whenever the connection ends, until it is cancelled.
        """
        left: float | None = None
        while True:
            try:
                await self._connect(left)
            except ConnectionRefusedError:
                self.refused += 1
            except (ConnectionError, EOFError):
                # Cut off in the handshake.
                pass
            self.joined.clear()
            left = time.monotonic() if left is None or self._epoch_told else left
            await asyncio.sleep(self._hint)

    def say(self, text: str) -> None:
        """
        Says something under a key of its own, now or after the return.
        """
        self.pending[f"{self.name}-{text}"] = None
        self.acknowledged.clear()
        if self.joined.is_set():
            self._tell(type="say", room=self.room, text=text, key=f"{self.name}-{text}", ref=f"{self.name}-{text}")

    async def _connect(self, left: float | None) -> None:
        self._epoch_told = False
        reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port, local_addr=(self._address, 0))
        try:
            self._writer.write(handshake())
            head = await reader.readuntil(b"\r\n\r\n")
            if b" 101 " not in head.partition(b"\r\n")[0]:
                return
            self._tell(type="login", ref="login", **({"token": self._token} if self._token else {"guest": self.name}))
            since = {"since": {"epoch": self._epoch, "seq": len(self.log)}} if self._epoch else {}
            self._tell(type="join", ref="join", room=self.room, **since)
            rest = b""
            while data := await reader.read(65536):
                frames, rest = split(rest + data)
                for frame in frames:
                    self._take(frame, left)
        finally:
            self._writer.close()

    def _take(self, frame: Frame, left: float | None) -> None:
        if frame.opcode == CLOSE:
            assert self._writer is not None
            self._writer.write(mask(CLOSE, frame.payload[:2]))
        if frame.opcode != TEXT:
            return
        found: dict[str, Any] = json.loads(frame.payload)
        ref = found.get("ref")
        # What comes too late for the old daemon stays pending, and is sent again to the new one.
        assert found["type"] != "error" or (found["code"] == "unavailable" and ref in self.pending), found
        if found["type"] == "bye":
            self._hint = found["retry_after"] / 1000
        elif ref == "login":
            self._token = found["token"]
        elif ref == "join":
            self._enter(found, left)
        elif found["type"] == "message":
            self._show(found["seq"], found["key"])
        elif found["type"] == "ok" and ref in self.pending:
            if found["seq"] > len(self.log):
                self._show(found["seq"], ref)
            assert self.log[found["seq"] - 1] == ref
            del self.pending[ref]
            if not self.pending:
                self.acknowledged.set()

    def _enter(self, found: dict[str, Any], left: float | None) -> None:
        assert not found["gap"] or not self._epoch
        self._epoch, self._epoch_told = found["epoch"], True
        for event in found["events"]:
            self._show(event["seq"], event["key"])
        self.joined.set()
        if left is not None:
            self.returned.append(Return(self._hint, time.monotonic() - left))
            self.came_back.set()
        for key in self.pending:
            self._tell(type="say", room=self.room, text=key, key=key, ref=key)

    def _show(self, seq: int, key: str) -> None:
        assert seq == len(self.log) + 1, (self.name, seq, len(self.log))
        self.log.append(key)
        if len(self.log) == 3 * IN_ROOM:
            self.has_all.set()

    def _tell(self, **command: Any) -> None:
        assert self._writer is not None
        self._writer.write(mask(TEXT, json.dumps(command).encode()))


def start(folder: Path, passed: socket.socket) -> Daemon:
    """
    A daemon that gets the socket.
    """
    program = (sys.executable, "-c", PASS, str(passed.fileno()), *EXECUTED)
    port = "systemd:domain=INET:name=chatd"
    return Daemon(folder, ports=(port,), config=CONFIG, program=program, pass_fds=(passed.fileno(),))


async def until(events: Sequence[asyncio.Event], lives: Sequence["asyncio.Task[None]"], patience: float) -> None:
    """
    Waits for all events; raises what one of the lives has raised.
    """
    waiting: asyncio.Task[None] = asyncio.create_task(_all_set(events))
    done, _ = await asyncio.wait([waiting, *lives], timeout=patience, return_when=asyncio.FIRST_COMPLETED)
    if waiting not in done:
        waiting.cancel()
        for ended in done:
            await ended
        raise TimeoutError(f"{sum(not event.is_set() for event in events)} of {len(events)} have not come")


async def _all_set(events: Sequence[asyncio.Event]) -> None:
    for event in events:
        await event.wait()


async def upgrade(folder: Path, people: int, patience: float) -> list[Talker]:
    """
    Everybody talks, the daemon is replaced, everybody talks again; returns them when each has what all have said.
    """
    with socket.socket() as passed:
        passed.bind(("127.0.0.1", 0))
        passed.listen(4096)
        daemon = start(folder, passed)
        talkers = [Talker(daemon.port, n) for n in range(people)]
        lives: list[asyncio.Task[None]] = []
        try:
            for talker in talkers:
                lives.append(asyncio.create_task(talker.live()))
                if len(lives) % 50 == 0:
                    await until([talker.joined], lives, patience)
            await until([talker.joined for talker in talkers], lives, patience)
            for talker in talkers:
                talker.say("before")
            daemon.signal(signal.SIGTERM)
            for number, talker in enumerate(talkers):
                talker.say("during")
                if number % 20 == 0:
                    await asyncio.sleep(0)
            assert await asyncio.to_thread(daemon.wait) == 0, daemon.log
            assert "Traceback" not in daemon.log
            daemon = await asyncio.to_thread(start, folder, passed)
            # Also those whose connection was never told: each of them comes back.
            await until([talker.came_back for talker in talkers], lives, patience)
            for talker in talkers:
                talker.say("after")
            await until([talker.acknowledged for talker in talkers], lives, patience)
            await until([talker.has_all for talker in talkers], lives, patience)
        finally:
            for life in lives:
                life.cancel()
            await asyncio.gather(*lives, return_exceptions=True)
            daemon.close()
        for life in lives:
            assert life.cancelled(), life
    return talkers


def run(folder: Path, people: int, patience: float = PATIENCE) -> list[Talker]:
    """
    Does it with so many people, a multiple of `IN_ROOM`.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < people + 1000:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return run_coroutine(upgrade(folder, people, patience))


def main() -> None:
    """
    The long form.
    """
    parser = argparse.ArgumentParser(prog="make upgrade")
    parser.add_argument("--people", type=int, default=5000)
    with TemporaryDirectory() as folder:
        talkers = run(Path(folder), parser.parse_args().people, 300)
    late = sorted(back.seconds - back.hint for talker in talkers for back in talker.returned)
    hints = [back.hint for talker in talkers for back in talker.returned]
    print(f"{len(talkers)} people, none refused: {sum(talker.refused for talker in talkers) == 0}")  # noqa: T201
    print(f"messages lost: {sum(len(set(t.log)) != 3 * IN_ROOM for t in talkers)}; longest hint {max(hints):.1f} s")  # noqa: T201
    print(f"back after the hint: median {late[len(late) // 2]:.1f} s, slowest {late[-1]:.1f} s")  # noqa: T201
    if late[-1] > DRAIN_SECONDS:
        print(f"the slowest took longer than its hint and server.drain_seconds ({DRAIN_SECONDS:g} s)")  # noqa: T201
        sys.exit(1)


if __name__ == "__main__":
    main()
