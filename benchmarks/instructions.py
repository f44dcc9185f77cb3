"""
How many instructions the daemon executes for a handshake, for a durable message and for a delivery.

    python -m benchmarks.instructions [--against REVISION]

The daemon runs under valgrind's cachegrind, which counts instructions and no time: the figures hardly depend on what
else the machine does.  Each figure is the difference of two runs, one with twice as much to do, so what the start
costs is in none of them.  With `--against` the same is counted for another revision, checked out beside this one, and
the ratio is printed.  Each revision has the limits of its own ``bench.toml``.  Needs valgrind, and takes about 20
minutes.
"""

import argparse
import base64
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from benchmarks.machine import describe
from benchmarks.servers import ROOT

MESSAGES = 1000
LISTENERS = 100
HANDSHAKES = 300
_PATIENCE = 300.0
_HEARTBEAT = """
[heartbeat]
ping_seconds = 600
dead_seconds = 1200
"""
"""Nobody answers pings here; otherwise a slow run would lose its listeners."""
_CACHEGRIND = ("valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null")
_TWISTD = "from twisted.scripts.twistd import run; run()"


class Line:
    """
    One client of chatd.v1: a plain socket that sends a command and waits for its answer.  `headers` are more lines of
    its handshake.
    """

    def __init__(self, port: int, headers: str = "") -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), _PATIENCE)
        self._file = self._socket.makefile("rb")
        key = base64.b64encode(os.urandom(16)).decode()
        self._socket.sendall(
            f"GET /ws HTTP/1.1\r\nHost: localhost:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Protocol: chatd.v1\r\n{headers}\r\n".encode()
        )
        while self._file.readline().strip():
            pass
        self.receive()

    def receive(self) -> dict[str, Any]:
        """
        The next frame.
        """
        _, size = self._file.read(2)
        if size >= 126:
            size = int.from_bytes(self._file.read(2 if size == 126 else 8), "big")
        answer: dict[str, Any] = json.loads(self._file.read(size))
        return answer

    def ask(self, **command: object) -> None:
        """
        Send a command, and read until its answer; SystemExit if it is refused.
        """
        answer = self.answer(**command)
        if answer["type"] == "error":
            sys.exit(f"{command['type']} is refused: {answer}")

    def answer(self, **command: object) -> dict[str, Any]:
        """
        Send a command; returns its answer.
        """
        text = json.dumps({**command, "ref": 1}).encode()
        size = bytes((0x80 | len(text),)) if len(text) < 126 else b"\xfe" + len(text).to_bytes(2, "big")
        # A mask of zeros is one, too.
        self._socket.sendall(b"\x81" + size + bytes(4) + text)
        while (answer := self.receive()).get("ref") != 1:
            pass
        return answer

    def enter(self) -> None:
        """
        Become a guest in the room that all are in.
        """
        self.ask(type="login", guest="Ann")
        self.ask(type="join", room="lobby")

    def drain(self) -> None:
        """
        Read what has arrived, without looking at it.
        """
        # A socket with a timeout would wait for something to arrive.
        self._socket.setblocking(False)
        with suppress(BlockingIOError):
            while self._socket.recv(1 << 20):
                pass
        self._socket.settimeout(_PATIENCE)

    def close(self) -> None:
        """
        Close the WebSocket in order, so that the user leaves the room at once.
        """
        self._socket.sendall(b"\x88\x82" + bytes(4) + (1000).to_bytes(2, "big"))
        self._file.read()
        self._file.close()
        self._socket.close()


def shake_hands(port: int, count: int) -> None:
    """
    Open, log in, join and close, one after the other, while one user stays in the room.
    """
    host = Line(port)
    host.enter()
    for _ in range(count):
        line = Line(port)
        line.enter()
        line.close()
    host.close()


def talk(port: int, count: int, listeners: int = 0) -> None:
    """
    Say so many messages, each when the one before is acknowledged, to so many others.
    """
    lines = [Line(port) for _ in range(1 + listeners)]
    for line in lines:
        line.enter()
    for number in range(count):
        lines[0].ask(type="say", room="lobby", text=f"This is message number {number}.")
        if number % 100 == 0:
            for line in lines[1:]:
                line.drain()
    for line in lines:
        line.close()


def count(tree: Path, load: Callable[[int], None]) -> int:
    """
    Run the daemon of `tree` for one load; returns the instructions that it has executed.
    """
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "chatd.toml"
        config.write_text((tree / "benchmarks" / "bench.toml").read_text() + _HEARTBEAT)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        daemon = [
            sys.executable,
            "-c",
            _TWISTD,
            "-n",
            "--pidfile=",
            "chatd",
            "--port",
            f"tcp:{port}:interface=127.0.0.1",
        ]
        process = subprocess.Popen(
            [*_CACHEGRIND, *daemon, "--data", f"{folder}/data", "--config", str(config)],
            cwd=tree,
            env=_environment(tree),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert process.stdout is not None
        try:
            log = []
            for line in process.stdout:
                log.append(line)
                if "listening on" in line:
                    break
            else:
                sys.exit("chatd did not start:\n" + "".join(log))
            load(port)
            process.send_signal(signal.SIGTERM)
            rest, _ = process.communicate(timeout=_PATIENCE)
        finally:
            process.kill()
    found = re.search(r"I +refs: +([\d,]+)", rest)
    if found is None:
        sys.exit("valgrind has counted nothing:\n" + rest)
    return int(found[1].replace(",", ""))


def _environment(tree: Path) -> dict[str, str]:
    # Of two revisions the one in `tree` is imported, and sets have the same order in each run.
    environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONHASHSEED": "0"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment


def figures(tree: Path) -> dict[str, float]:
    """
    Instructions of one handshake, one durable message and one delivery, by name.
    """
    # What the first start leaves for the next ones (bytecode, the list of plugins) is in no figure.
    subprocess.run(
        [sys.executable, "-c", _TWISTD, "chatd", "--help"],
        cwd=tree,
        env=_environment(tree),
        check=True,
        stdout=subprocess.DEVNULL,
    )

    def each(load: Callable[[int, int], None], number: int) -> float:
        once = count(tree, lambda port: load(port, number))
        twice = count(tree, lambda port: load(port, 2 * number))
        return (twice - once) / number

    handshake = each(shake_hands, HANDSHAKES)
    alone = each(talk, MESSAGES)
    heard = each(lambda port, number: talk(port, number, LISTENERS), MESSAGES)
    return {
        "handshake, login, join and leave": handshake,
        "durable message": alone,
        "delivery": (heard - alone) / LISTENERS,
    }


def main() -> None:
    """
    Count, and print one table.
    """
    parser = argparse.ArgumentParser(description="Instructions of a handshake, a durable message and a delivery.")
    parser.add_argument("--against", metavar="REVISION", help="the revision that is compared with")
    options = parser.parse_args()
    if shutil.which("valgrind") is None:
        sys.exit("this needs valgrind")
    for name, value in describe().items():
        print(f"{name}: {value}")
    now = figures(ROOT)
    before = {}
    if options.against:
        with tempfile.TemporaryDirectory() as folder:
            tree = Path(folder) / "tree"
            subprocess.run(
                ["git", "worktree", "add", "--detach", "--quiet", tree, options.against], cwd=ROOT, check=True
            )
            try:
                before = figures(tree)
            finally:
                subprocess.run(["git", "worktree", "remove", "--force", tree], cwd=ROOT, check=True)
    print(f"\n{'thousand instructions':34} {'now':>9} {'before':>9} {'ratio':>6}")
    for name, number in now.items():
        row = f"{name:34} {number / 1000:9.1f}"
        if before:
            row += f" {before[name] / 1000:9.1f} {number / before[name]:6.3f}"
        print(row)


if __name__ == "__main__":
    main()
