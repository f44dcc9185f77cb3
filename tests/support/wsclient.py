"""
A synchronous WebSocket client on a plain socket that can also break the protocol.

It waits for bytes; what does not come within `PATIENCE` seconds fails the test.
"""

import json
import socket
import ssl
import struct
import time
from typing import Any, NamedTuple

from tests.support.timeouts import PATIENCE

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
KEY = "dGhlIHNhbXBsZSBub25jZQ=="


class Frame(NamedTuple):
    """
    One received frame.
    """

    opcode: int
    payload: bytes
    fin: bool = True
    rsv: int = 0

    @property
    def code(self) -> int:
        """
        The code of a close frame; 1005 if it has none.
        """
        return int.from_bytes(self.payload[:2], "big") if self.payload else 1005


def mask(opcode: int, payload: bytes = b"", *, fin: bool = True, rsv: int = 0, masked: bool = True) -> bytes:
    """
    The bytes of a client's frame; with `masked` False it is invalid.
    """
    head = bytes(((fin << 7) | (rsv << 4) | opcode,))
    size, bit = len(payload), 0x80 if masked else 0
    if size < 126:
        head += bytes((bit | size,))
    elif size < 65536:
        head += bytes((bit | 126,)) + struct.pack("!H", size)
    else:
        head += bytes((bit | 127,)) + struct.pack("!Q", size)
    if not masked:
        return head + payload
    key = b"\x11\x22\x33\x44"
    whole = (key * (size // 4 + 1))[:size]
    return head + key + (int.from_bytes(payload, "big") ^ int.from_bytes(whole, "big")).to_bytes(size, "big")


def split(data: bytes) -> tuple[list[Frame], bytes]:
    """
    The complete frames at the beginning of a server's bytes, and the rest.
    """
    frames = []
    while (found := cut(data)) is not None:
        frames.append(found[0])
        data = found[1]
    return frames, data


def cut(data: bytes) -> tuple[Frame, bytes] | None:
    """
    The first frame of a server's bytes and the rest, or None if the frame is not complete.
    """
    if len(data) < 2:
        return None
    size, begin = data[1] & 127, 2
    if size == 126:
        size, begin = int.from_bytes(data[2:4], "big"), 4
    elif size == 127:
        size, begin = int.from_bytes(data[2:10], "big"), 10
    if len(data) < begin + size:
        return None
    frame = Frame(data[0] & 15, data[begin : begin + size], bool(data[0] & 128), data[0] >> 4 & 7)
    return frame, data[begin + size :]


def handshake(
    *, path: str | None = None, protocol: str | None = "chatd.v1", host: str = "localhost", extra: str = ""
) -> bytes:
    """
    The request of a WebSocket client; `extra` are whole lines.  The path is that of its dialect, unless it is given.
    """
    path = path or ("/ws" if protocol else "/")
    offered = f"Sec-WebSocket-Protocol: {protocol}\r\n" if protocol else ""
    return (
        f"GET {path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Key: {KEY}\r\nSec-WebSocket-Version: 13\r\n{offered}{extra}\r\n"
    ).encode("latin-1")


def dial(port: int | str, *, source: str = "127.0.0.1", small: bool = False) -> socket.socket:
    """
    A socket connected to a port of the loopback, or to the path of a Unix socket; `small` has a small receive buffer.
    """
    if isinstance(port, str):
        plug = socket.socket(socket.AF_UNIX)
        target: Any = port
    else:
        plug = socket.socket()
        plug.bind((source, 0))
        target = ("127.0.0.1", port)
    if small:
        plug.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    plug.settimeout(PATIENCE)
    plug.connect(target)
    return plug


def trusting() -> ssl.SSLContext:
    """
    A TLS context that accepts any certificate.
    """
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def reset(plug: socket.socket) -> None:
    """
    Close a socket by a reset.
    """
    plug.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    plug.close()


def until_closed(plug: socket.socket) -> bytes:
    """
    All data until the other end closes or resets the connection.
    """
    data = b""
    while True:
        try:
            more = plug.recv(65536)
        except ConnectionError:
            return data
        if not more:
            return data
        data += more


class WebSocket:
    """
    One WebSocket connection over `plug`.
    """

    def __init__(self, plug: socket.socket, **options: Any) -> None:
        self.plug = plug
        self._data = b""
        plug.sendall(handshake(**options))
        while b"\r\n\r\n" not in self._data:
            self._receive()
        self.head, self._data = self._data.split(b"\r\n\r\n", 1)
        assert self.head.startswith(b"HTTP/1.1 101 "), self.head

    def send(self, opcode: int, payload: bytes = b"", **options: Any) -> None:
        """
        One frame, see `mask`.
        """
        self.plug.sendall(mask(opcode, payload, **options))

    def text(self, text: str) -> None:
        """
        A text message.
        """
        self.send(TEXT, text.encode())

    def frame(self) -> Frame:
        """
        The next frame. Pings are answered and left out.
        """
        deadline = time.monotonic() + PATIENCE
        while True:
            found = cut(self._data)
            if found is None:
                self._receive()
                continue
            frame, self._data = found
            if frame.opcode != PING:
                return frame
            assert time.monotonic() < deadline, "nothing but pings"
            self.send(PONG, frame.payload)

    def words(self) -> str:
        """
        The next text.
        """
        frame = self.frame()
        assert frame.opcode == TEXT, frame
        return frame.payload.decode()

    def closed(self) -> tuple[int, list[str]]:
        """
        The code of the server's close frame and the texts before it. The close is answered; nothing may come after it.
        """
        texts = []
        while (frame := self.frame()).opcode != CLOSE:
            texts.append(frame.payload.decode())
        self.send(CLOSE, frame.payload[:2])
        rest = self._data + until_closed(self.plug)
        assert not rest, rest
        self.plug.close()
        return frame.code, texts

    def close(self) -> None:
        """
        Send a close frame and wait for the server's.
        """
        self.send(CLOSE, b"\x03\xe8")
        while self.frame().opcode != CLOSE:
            pass
        until_closed(self.plug)
        self.plug.close()

    def _receive(self) -> None:
        more = self.plug.recv(65536)
        if not more:
            raise EOFError(self._data)
        self._data += more


class Person(WebSocket):
    """
    A client that speaks ``chatd.v1``.
    """

    def __init__(self, plug: socket.socket, name: str = "", room: str = "", **options: Any) -> None:
        super().__init__(plug, protocol="chatd.v1", **options)
        self.welcome = self.hear("welcome")
        self.token = ""
        self.refs = 0
        if name:
            self.token = self.ask(type="login", guest=name)["token"]
        if room:
            self.ask(type="join", room=room)

    def tell(self, **command: Any) -> None:
        """
        Send a command without waiting.
        """
        self.text(json.dumps(command))

    def ask(self, **command: Any) -> dict[str, Any]:
        """
        Send a command and return its answer, which must not be a refusal; other frames meanwhile are dropped.
        """
        self.refs += 1
        self.tell(ref=self.refs, **command)
        while (answer := self.next()).get("ref") != self.refs:
            pass
        assert answer["type"] in {"ok", "pong"}, answer
        return answer

    def next(self) -> dict[str, Any]:
        """
        The next object.
        """
        found: dict[str, Any] = json.loads(self.words())
        return found

    def hear(self, kind: str) -> dict[str, Any]:
        """
        The next object of one type; others are dropped.
        """
        while (found := self.next())["type"] != kind:
            pass
        return found
