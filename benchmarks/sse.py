"""
What a reader of server-sent events costs beside one of a WebSocket: processor time of a delivery, and memory.

    python -m benchmarks.sse [--readers N] [--rounds N] [--messages N] [--idle N]

One daemon, two rooms with as many readers each: WebSockets in one, streams in the other.  The same messages are said
in both by turns, and the processor time of the reactor's thread is read before and after (`schedstat`), so whatever
else the machine does concerns both alike.  Then idle readers are opened, WebSockets in one room and streams in
another, the daemon's memory is read before and after, and one message is said to all of the streams.
"""

import argparse
import multiprocessing
import resource
import select
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from multiprocessing.synchronize import Event
from pathlib import Path

from benchmarks.instructions import Line
from benchmarks.machine import describe
from benchmarks.servers import ROOT

_LIMITS = """[limits]
requests_per_second = 1000000.0
requests_burst = 1000000
"""
_CONFIG = """
[heartbeat]
ping_seconds = 600
dead_seconds = 1200
"""
_PATIENCE = 600.0
Start = Callable[[str, int, str], None]
"""Opens readers: the room, how many, and of which kind."""


def hold(port: int, room: str, token: str, readers_of: tuple[int, str], ready: Event, end: Event) -> None:
    """
    Open readers of `room`, as many and of the kind `readers_of` says, and read what comes until `end` is set.
    """
    count, kind = readers_of
    watched = select.epoll()
    readers: dict[int, socket.socket] = {}
    for _ in range(count):
        one = socket.create_connection(("127.0.0.1", port), _PATIENCE)
        if kind == "sse":
            target = f"GET /api/rooms/{room}/events HTTP/1.1\r\nHost: localhost\r\n"
            one.sendall(f"{target}Authorization: Bearer {token}\r\n\r\n".encode())
            until(one, b"event: joined", b"\n\n")
        else:
            one.sendall(
                b"GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                b"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n"
                b"Sec-WebSocket-Protocol: chatd.v1\r\nAuthorization: Bearer " + token.encode() + b"\r\n\r\n"
            )
            text = b'{"type":"join","room":"%b","ref":7}' % room.encode()
            one.sendall(b"\x81" + bytes((0x80 | len(text),)) + bytes(4) + text)
            until(one, b'"ref":7')
        one.setblocking(False)
        watched.register(one, select.EPOLLIN)
        readers[one.fileno()] = one
    ready.set()
    while not end.is_set():
        for number, _ in watched.poll(0.2):
            if not readers[number].recv(1 << 16):
                raise SystemExit("a reader was cut off")


def until(one: socket.socket, *parts: bytes) -> None:
    """
    Read until all parts have come, one after the other.
    """
    data = b""
    for part in parts:
        while part not in data:
            more = one.recv(1 << 16)
            if not more:
                sys.exit(f"refused: {data[:500]!r}")
            data += more
        data = data[data.index(part) + len(part) :]


class Daemon:
    """
    The daemon that is measured.
    """

    def __init__(self, folder: Path) -> None:
        config = folder / "chatd.toml"
        usual = (ROOT / "benchmarks" / "bench.toml").read_text()
        config.write_text(usual.replace("[limits]\n", _LIMITS) + _CONFIG)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        listen = f"tcp:{self.port}:interface=127.0.0.1:backlog=4096"
        run = [sys.executable, "-c", "from twisted.scripts.twistd import run; run()", "-n", "--pidfile=", "chatd"]
        self.process = subprocess.Popen(
            [*run, "--port", listen, "--data", str(folder / "data"), "--config", str(config)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if "listening on" in line:
                return
        sys.exit("chatd did not start")

    def seconds(self) -> float:
        """
        The processor time that the reactor's thread has taken.
        """
        pid = self.process.pid
        return int(Path(f"/proc/{pid}/task/{pid}/schedstat").read_text().split()[0]) / 1e9

    def memory(self) -> int:
        """
        The bytes that it holds of the machine's memory.
        """
        text = Path(f"/proc/{self.process.pid}/smaps_rollup").read_text()
        return int(next(line.split()[1] for line in text.splitlines() if line.startswith("Pss:"))) * 1024

    def settled(self) -> float:
        """
        The processor time when it has nothing to do any more.
        """
        before = self.seconds()
        while True:
            time.sleep(0.3)
            now = self.seconds()
            if now - before < 0.01:
                return now
            before = now


def guest(port: int) -> str:
    """
    The token of a new guest.
    """
    token: str = Line(port).answer(type="login", guest="Reader")["token"]
    return token


def main() -> None:
    """
    Measure, and print one table.
    """
    parser = argparse.ArgumentParser(description="Deliveries by server-sent events and by WebSockets, and memory.")
    parser.add_argument("--readers", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--messages", type=int, default=50)
    parser.add_argument("--idle", type=int, default=10_000)
    options = parser.parse_args()
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    for name, value in describe().items():
        print(f"{name}: {value}")
    with tempfile.TemporaryDirectory() as folder:
        daemon = Daemon(Path(folder))
        end = multiprocessing.Event()
        children = []

        def start(room: str, count: int, kind: str) -> None:
            ready = multiprocessing.Event()
            given = (daemon.port, room, guest(daemon.port), (count, kind), ready, end)
            child = multiprocessing.Process(target=hold, args=given, daemon=True)
            child.start()
            children.append(child)
            if not ready.wait(_PATIENCE):
                sys.exit("the readers did not come in")

        try:
            measure(daemon, options, start)
        finally:
            end.set()
            for child in children:
                child.join(5)
            daemon.process.terminate()
            daemon.process.wait(_PATIENCE)


def measure(daemon: Daemon, options: argparse.Namespace, start: Start) -> None:
    """
    Count deliveries, then idle readers.
    """
    ann = Line(daemon.port)
    ann.ask(type="login", guest="Ann")
    spent: dict[str, list[float]] = {"ws": [], "sse": []}
    for kind in spent:
        ann.ask(type="join", room=kind)
        start(kind, options.readers, kind)
    for _ in range(options.rounds):
        for kind, found in spent.items():
            before = daemon.settled()
            for number in range(options.messages):
                ann.ask(type="say", room=kind, text=f"This is message number {number}.")
            found.append((daemon.settled() - before) / options.messages / options.readers * 1e6)
    each = {kind: statistics.median(found) for kind, found in spent.items()}
    ratios = [sse / ws for sse, ws in zip(spent["sse"], spent["ws"], strict=True)]
    print(f"\ndelivery to a WebSocket  {each['ws']:8.2f} us of CPU")
    print(f"delivery to a stream     {each['sse']:8.2f} us of CPU")
    print(f"ratio                    {statistics.median(ratios):8.2f} ({min(ratios):.2f} to {max(ratios):.2f})")
    for kind, count in (("ws", options.idle // 5), ("sse", options.idle)):
        daemon.settled()
        memory = daemon.memory()
        start(f"idle-{kind}", count, kind)
        daemon.settled()
        print(f"{count} idle readers ({kind}): {(daemon.memory() - memory) / count / 1024:.1f} KiB each", flush=True)
    ann.ask(type="join", room="idle-sse")
    before = daemon.settled()
    ann.ask(type="say", room="idle-sse", text="Hello, all of you.")
    print(f"one message to {options.idle} streams: {(daemon.settled() - before) * 1000:.0f} ms of CPU")


if __name__ == "__main__":
    main()
