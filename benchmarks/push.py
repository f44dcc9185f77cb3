"""
What a message over HTTP costs the server, one by one and in batches, and how soon a listener has it.

    python -m benchmarks.push [--posts 4000] [--batches 40] [--connections 32] [--profile FILE]

A back end sends with a key on kept-alive connections; a listener is in the room.  The cost is the processor time of
the server's process, user and system, with all its threads.  The store is durable.

It is measured twice.  On several connections at once, as a back end pushes, messages share commits.  On one, where
each request waits for the answer to the one before, every message is a commit of its own, and most of its cost is the
kernel's and the disk's.  The goal is held against the first.

Prints microseconds of processor time for a POST and for a message of a batch of 100, and the median milliseconds from
the start of a POST on one connection until the listener has the event, as JSON; exit status 1 if a cost is above its
goal.
"""

import argparse
import asyncio
import base64
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median

from benchmarks.servers import SERVERS, WORK, Running, running

POST_MOST = 350.0
MESSAGE_MOST = 80.0
"""Goals, in microseconds of processor time."""

BATCH = 100
WARM = 200


def main(arguments: Sequence[str]) -> int:
    """
    Measure and judge.
    """
    parser = argparse.ArgumentParser(prog="python -m benchmarks.push", description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument("--posts", type=int, default=4000, help="how many messages one by one (4000)")
    parser.add_argument("--batches", type=int, default=40, help="how many batches of 100 (40)")
    parser.add_argument("--connections", type=int, default=32, help="how many POSTs at once (32)")
    parser.add_argument("--profile", help="write a profile of the server's event loop here; it spoils the figures")
    options = parser.parse_args(arguments)
    server = SERVERS["chatd"]
    if options.profile:
        twistd, *words = server.command
        profiler = ("--profile", str(Path(options.profile).absolute()), "--profiler", "cprofile", "--savestats")
        server = replace(server, command=(twistd, *profiler, *words))
    with running(server) as target:
        figures = asyncio.run(_measure(target, options.posts, options.batches, options.connections))
    print(json.dumps(figures, indent=1))
    return 0 if figures["post_cpu_us"] <= POST_MOST and figures["batch_message_cpu_us"] <= MESSAGE_MOST else 1


async def _measure(target: Running, posts: int, batches: int, connections: int) -> dict[str, float]:
    key = make_key(target)
    listener = _Listener()
    await listener.come(target.port)
    back_ends = [BackEnd(target.port, key) for _ in range(connections)]
    for back_end in back_ends:
        await back_end.connect()
        await back_end.say("warm")
    back_end = back_ends[0]
    for number in range(WARM):
        await back_end.say(f"warm {number}")

    before = cpu_seconds(target.pid)
    numbers = iter(range(posts))
    await asyncio.gather(*(_push(each, numbers) for each in back_ends))
    together = (cpu_seconds(target.pid) - before) / posts

    waits = []
    singles = max(posts // 4, 1)
    before = cpu_seconds(target.pid)
    for number in range(singles):
        began = time.perf_counter()
        heard = listener.next_event()
        await back_end.say(f"Build {number} is green", f"s{number}")
        waits.append((await heard) - began)
    alone = (cpu_seconds(target.pid) - before) / singles

    batch = {"messages": [{"room": "news", "text": f"Build {number} is green"} for number in range(BATCH)]}
    await back_end.post("/api/messages", batch)
    before = cpu_seconds(target.pid)
    for _ in range(batches):
        await back_end.post("/api/messages", batch)
    batched = (cpu_seconds(target.pid) - before) / (batches * BATCH)
    return {
        "post_cpu_us": round(together * 1e6, 1),
        "post_cpu_us_alone": round(alone * 1e6, 1),
        "batch_message_cpu_us": round(batched * 1e6, 1),
        "post_to_event_ms": round(median(waits) * 1e3, 2),
    }


async def _push(back_end: "BackEnd", numbers: Iterator[int]) -> None:
    for number in numbers:
        await back_end.say(f"Build {number} is green", f"k{number}")


def cpu_seconds(pid: int) -> float:
    """
    Processor time of a process since its start, user and system, with all its threads.
    """
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def make_key(target: Running) -> str:
    """
    The token of a new key that may do everything in all rooms.
    """
    command = [
        *(
            str(Path(sys.executable).with_name("chatd")),
            "--data",
            str(WORK / "run" / target.server.name / "data"),
            "--json",
        ),
        *("key", "create", "push", "--rooms", "*=*", "--per-second", "100000", "--burst", "100000"),
    ]
    made = subprocess.run(command, capture_output=True, check=True, text=True)
    return str(json.loads(made.stdout)["token"])


class BackEnd:
    """
    A back end with one kept-alive connection.
    """

    def __init__(self, port: int, key: str) -> None:
        self._port = port
        self._key = key

    async def connect(self) -> None:
        """
        Open the connection.
        """
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)

    def close(self) -> None:
        """
        Close the connection.
        """
        self._writer.close()

    async def say(self, text: str, key: str | None = None) -> None:
        """
        Send one message and wait until it is stored.
        """
        await self.post("/api/rooms/news/messages", {"text": text, "key": key})

    async def post(self, path: str, body: object) -> None:
        """
        Send a request and read its answer; SystemExit if it is refused.
        """
        raw = json.dumps(body).encode()
        head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\nAuthorization: Bearer {self._key}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(raw)}\r\n\r\n"
        )
        self._writer.write(head.encode() + raw)
        answer = await self._reader.readuntil(b"\r\n\r\n")
        length = next(line for line in answer.split(b"\r\n") if line.lower().startswith(b"content-length:"))
        content = await self._reader.readexactly(int(length.partition(b":")[2]))
        if not answer.startswith((b"HTTP/1.1 200", b"HTTP/1.1 201")):
            raise SystemExit(f"refused: {content.decode()}")


class _Listener:
    async def come(self, port: int) -> None:
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", port)
        key = base64.b64encode(os.urandom(16)).decode()
        self._writer.write(
            f"GET /ws HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n"
            "Sec-WebSocket-Protocol: chatd.v1\r\n\r\n".encode()
        )
        await self._reader.readuntil(b"\r\n\r\n")
        self._waiting: asyncio.Future[float] | None = None
        self._send({"type": "login", "guest": "Ann"})
        self._send({"type": "join", "room": "news", "ref": "j"})
        self._listening = asyncio.create_task(self._listen())

    def next_event(self) -> "asyncio.Future[float]":
        self._waiting = asyncio.get_running_loop().create_future()
        return self._waiting

    async def _listen(self) -> None:
        while True:
            head = await self._reader.readexactly(2)
            size = head[1] & 127
            if size == 126:
                size = int.from_bytes(await self._reader.readexactly(2), "big")
            frame = await self._reader.readexactly(size)
            if b'"type":"message"' in frame[:40] and self._waiting is not None and not self._waiting.done():
                self._waiting.set_result(time.perf_counter())

    def _send(self, command: object) -> None:
        raw = json.dumps(command).encode()
        # A mask of zeros changes nothing.
        size = bytes((0x80 | len(raw),)) if len(raw) < 126 else b"\xfe" + len(raw).to_bytes(2, "big")
        self._writer.write(b"\x81" + size + bytes(4) + raw)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
