"""
The load generator finds what a server does wrong: here is a server that does it on purpose.
"""

import asyncio
import json
import subprocess
from collections.abc import Callable

import pytest

from benchmarks.generator import Row, faults
from benchmarks.servers import HERE, WORK
from tests.support.coroutines import run_coroutine

ANSWER = (
    b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n"
)
Frames = list[bytes]
Deliver = Callable[[Frames], Frames]


class Broadcaster:
    """
    Repeats text frames to all others, `batch` at a time; the last of them gets what `deliver` makes of these.
    """

    def __init__(self, deliver: Deliver, batch: int) -> None:
        self._deliver = deliver
        self._batch = batch
        self._online: list[asyncio.StreamWriter] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """
        One connection, to its end.
        """
        await reader.readuntil(b"\r\n\r\n")
        writer.write(ANSWER)
        self._online.append(writer)
        waiting: Frames = []
        try:
            while True:
                waiting.append(await _read_frame(reader))
                if len(waiting) < self._batch:
                    continue
                others = [other for other in self._online if other is not writer]
                for other in others:
                    due = self._deliver(waiting) if other is others[-1] else waiting
                    other.write(b"".join(due))
                waiting = []
        except (asyncio.IncompleteReadError, ConnectionError):
            self._online.remove(writer)


async def _read_frame(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readexactly(2)
    mask = await reader.readexactly(4)
    payload = await reader.readexactly(head[1] & 127)
    text = bytes(byte ^ mask[at & 3] for at, byte in enumerate(payload))
    return bytes((head[0], len(text))) + text


def measured(deliver: Deliver, *, batch: int) -> tuple[int, Row]:
    """
    The exit status and the figures of a short run with five connections, of which the last is lied to.
    """
    subprocess.run(["make", "-s", "-C", str(HERE)], check=True)

    async def run() -> tuple[int, bytes]:
        server = await asyncio.start_server(Broadcaster(deliver, batch).serve, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        words = ["--connections", "5", "--window", "8", "--warmup", "0", "--duration", "0.3", "--settle", "0.1"]
        load = await asyncio.create_subprocess_exec(
            str(WORK / "load"), "--port", str(port), *words, stdout=subprocess.PIPE
        )
        out, _ = await asyncio.wait_for(load.communicate(), 30)
        server.close()
        return load.returncode or 0, out

    status, out = run_coroutine(run())
    return status, json.loads(out)


def same(frames: Frames) -> Frames:
    """
    An honest server.
    """
    return frames


def test_honest_server_has_no_faults() -> None:
    """
    Every delivery arrives once and in order, and the generator says so.
    """
    status, row = measured(same, batch=1)
    assert not faults(row)
    assert status == 0
    assert float(row["delivered"]) > 0


@pytest.mark.parametrize(
    ("deliver", "fault"),
    [
        (lambda frames: [frames[0], *frames[2:]], "skipped"),
        (lambda frames: [*frames, frames[2]], "doubles"),
        (lambda frames: [frames[1], frames[0], *frames[2:]], "late"),
    ],
    ids=["lost", "doubled", "swapped"],
)
def test_fault_is_counted(deliver: Deliver, fault: str) -> None:
    """
    A message that is lost, doubled or out of order for one of many receivers is counted, and fails the run.
    """
    status, row = measured(deliver, batch=4)
    assert status == 3
    assert float(row[fault]) > 0
    assert fault in faults(row)
