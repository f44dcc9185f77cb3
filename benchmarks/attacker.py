"""
A client of chatd.v1 for attacks: sends whatever it is told as fast as it is taken, and counts what it is refused.
"""

import asyncio
import base64
import json
import os
import re
from collections import Counter
from typing import Any

_HEAD = re.compile(rb"HTTP/1\.1 (\d\d\d)")


def text_frame(payload: bytes) -> bytes:
    """
    A text frame of a client.  A zero mask is a mask, and leaves the payload as it is.
    """
    if len(payload) < 126:
        head = bytes((0x81, 0x80 | len(payload)))
    elif len(payload) < 65536:
        head = b"\x81\xfe" + len(payload).to_bytes(2)
    else:
        head = b"\x81\xff" + len(payload).to_bytes(8)
    return head + bytes(4) + payload


def command(**fields: object) -> bytes:
    """
    The frame of a command.
    """
    return text_frame(json.dumps(fields, ensure_ascii=False).encode())


class Attacker(asyncio.Protocol):
    """
    One connection from the address `source`.  `verdicts` counts answers: ``ok``, the codes of refusals, ``close CODE``,
    and ``http STATUS`` for refused handshakes; it may be shared.
    """

    def __init__(self, port: int, source: str, verdicts: Counter[str]) -> None:
        self._port = port
        self._source = source
        self.verdicts = verdicts
        self.open = False
        self.user = ""
        self.answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._transport: asyncio.Transport | None = None
        self._data = b""
        self._shaken: asyncio.Future[bool] | None = None
        self._ready = asyncio.Event()
        self._ref = 0

    async def connect(self, headers: str = "") -> bool:
        """
        Connect and shake hands, with more header lines; returns whether it is a WebSocket.
        """
        loop = asyncio.get_running_loop()
        self._data, self._shaken = b"", loop.create_future()
        try:
            await loop.create_connection(lambda: self, "127.0.0.1", self._port, local_addr=(self._source, 0))
        except OSError as error:
            self.verdicts[f"connect {error.errno}"] += 1
            return False
        key = base64.b64encode(os.urandom(16)).decode()
        self.write(
            f"GET /ws HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n"
            f"Sec-WebSocket-Protocol: chatd.v1\r\n{headers}\r\n".encode()
        )
        return await self._shaken

    def write(self, data: bytes) -> None:
        """
        Send bytes as they are.
        """
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(data)

    async def drain(self) -> None:
        """
        Wait until the server has taken nearly all.
        """
        await self._ready.wait()

    async def ask(self, **fields: object) -> dict[str, Any]:
        """
        Send a command and return its answer; an empty one if the connection was closed.
        """
        self._ref += 1
        answer: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        if not self.open:
            return {}
        self.answers[self._ref] = answer
        self.write(command(**fields, ref=self._ref))
        return await answer

    def stop_reading(self) -> None:
        """
        Read nothing any more.
        """
        if self._transport is not None:
            self._transport.pause_reading()

    def leave(self) -> None:
        """
        Reset the connection.
        """
        if self._transport is not None:
            self._transport.abort()

    # Called by asyncio

    def connection_made(self, transport: Any) -> None:
        self._transport = transport
        transport.set_write_buffer_limits(65536)
        self._ready.set()

    def pause_writing(self) -> None:
        self._ready.clear()

    def resume_writing(self) -> None:
        self._ready.set()

    def connection_lost(self, error: Exception | None) -> None:
        self.open = False
        self._transport = None
        self._ready.set()
        if self._shaken is not None and not self._shaken.done():
            self._shaken.set_result(False)
        answers, self.answers = self.answers, {}
        for answer in answers.values():
            if not answer.done():
                answer.set_result({})

    def data_received(self, data: bytes) -> None:
        self._data += data
        if not self.open:
            head, found, rest = self._data.partition(b"\r\n\r\n")
            if not found or self._shaken is None or self._shaken.done():
                return
            status = _HEAD.match(head)
            self.open = status is not None and status[1] == b"101"
            if not self.open:
                self.verdicts[f"http {status[1].decode() if status else '?'}"] += 1
            self._shaken.set_result(self.open)
            self._data = rest
        at, data = 0, self._data
        while len(data) - at >= 2:
            first, size = data[at], data[at + 1]
            begin = at + 2 + (2 if size == 126 else 8 if size == 127 else 0)
            if len(data) < begin:
                break
            if size >= 126:
                size = int.from_bytes(data[at + 2 : begin])
            if len(data) < begin + size:
                break
            at = begin + size
            self._hear(first, data[begin:at])
        self._data = data[at:]

    def _hear(self, first: int, payload: bytes) -> None:
        if first == 0x88:
            self.verdicts[f"close {int.from_bytes(payload[:2])}"] += 1
            self.leave()
        elif first == 0x89:
            self.write(b"\x8a" + bytes((0x80 | len(payload),)) + bytes(4) + payload)
        elif first == 0x81 and (b'"ref":' in payload or payload.startswith(b'{"type":"error"')):
            said = json.loads(payload)
            self.verdicts[said["code"] if said["type"] == "error" else "ok"] += 1
            answer = self.answers.pop(said.get("ref"), None)
            if answer is not None and not answer.done():
                answer.set_result(said)
