"""
HTTP connections to one server: its address, connections that are kept open, and a deadline for each answer.
"""

import io
import os
import socket
import ssl
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

from chatd.client.errors import ChatdUnreachable

BODY_MAX = 32 * 1024 * 1024
"""No answer of chatd is as long as this."""
_IDLE_MAX = 8
_CHUNK = 65536
BROKEN = (OSError, HTTPException)
"""What a connection fails with."""


class ServerAddress(NamedTuple):
    """
    Where the server is: a host and a port, or the path of a Unix socket; `prefix` stands before each path.
    """

    secure: bool
    host: str
    port: int | None
    prefix: str
    path: str | None = None


class HttpAnswer(NamedTuple):
    """
    A whole answer; the names of `head` are in lower case.
    """

    status: int
    head: Mapping[str, str]
    body: bytes


def parse_url(url: str) -> ServerAddress:
    """
    Returns the address of ``http://…``, ``https://…`` or ``unix:/path/of/the.sock``.

    Raises:
        ValueError: It is none; the message says what is expected.
    """
    expected = "expected a URL such as https://chat.example, http://127.0.0.1:8080 or unix:/run/chatd/chatd.sock"
    if url.startswith("unix:"):
        path = "/" + url.removeprefix("unix:").lstrip("/")
        if path == "/":
            raise ValueError(f"{url!r}: {expected}")
        return ServerAddress(secure=False, host="localhost", port=None, prefix="", path=path)
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise ValueError(f"{url!r}: {expected}") from None
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(f"{url!r}: {expected}")
    if parts.username is not None or parts.query or parts.fragment:
        raise ValueError(f"{parts.hostname}: expected a URL without a user, a query and a fragment; give the key apart")
    if not url.isprintable() or " " in url:
        raise ValueError(f"{url!r}: {expected}")
    return ServerAddress(parts.scheme == "https", parts.hostname, port, quote(parts.path.rstrip("/"), safe="/%"))


class _Deadline:
    """
    The end of what a connection does now.
    """

    def __init__(self, seconds: float) -> None:
        self.extend(seconds)

    def extend(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError("timed out")
        return left


class _TimedReader(io.RawIOBase):
    """
    Reads a socket until a deadline: a peer that sends a byte now and then does not hold the caller for ever.
    """

    def __init__(self, raw: io.RawIOBase, plug: socket.socket, deadline: _Deadline) -> None:
        super().__init__()
        self._raw = raw
        self._plug = plug
        self._deadline = deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self._plug.settimeout(self._deadline.left())
        return self._raw.readinto(buffer)

    def close(self) -> None:
        if not self.closed:
            self._raw.close()
        super().close()


class _TimedResponse(HTTPResponse):
    def __init__(self, sock: socket.socket, *args: Any, deadline: _Deadline, **options: Any) -> None:
        super().__init__(sock, *args, **options)
        self.fp: Any = io.BufferedReader(_TimedReader(self.fp.detach(), sock, deadline), _CHUNK)


class _UnixConnection(HTTPConnection):
    def __init__(self, path: str, timeout: float) -> None:
        super().__init__("localhost", timeout=timeout)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


class Stream:
    """
    An answer that is read while it comes.
    """

    def __init__(self, answer: HTTPResponse, deadline: _Deadline, silence: float) -> None:
        self.status = answer.status
        self.head = _head(answer)
        self._answer = answer
        self._deadline = deadline
        self._silence = silence

    def chunks(self) -> Iterator[bytes]:
        """
        Yields the bytes as they come; raises TimeoutError after so much silence.
        """
        while True:
            self._deadline.extend(self._silence)
            chunk = self._answer.read1(_CHUNK)
            if not chunk:
                return
            yield chunk

    def read(self) -> bytes:
        """
        Returns the whole body.
        """
        return _whole_body(self._answer)


class Connections:
    """
    Requests to one server.  Connections are kept open for the next request; threads may share this, and a process that
    was forked opens its own.

    `timeout` bounds the connecting, the sending and the reading of the answer, each by itself.
    """

    def __init__(self, address: ServerAddress, *, timeout: float, tls: ssl.SSLContext | None = None) -> None:
        self.timeout = timeout
        self._address = address
        self._tls = (tls or ssl.create_default_context()) if address.secure else None
        self._idle: deque[tuple[HTTPConnection, _Deadline]] = deque()
        self._process = os.getpid()

    def exchange(
        self, method: str, target: str, fields: Mapping[str, str], body: bytes | None, *, repeatable: bool
    ) -> HttpAnswer:
        """
        Returns the answer to a request.  A `repeatable` one may use a kept connection, which the server may have
        closed meanwhile: then it is sent once more on a new one.  Raises what is in `BROKEN`.
        """
        kept = self._take_idle() if repeatable else None
        if kept is not None:
            try:
                return self._exchange_on(kept, method, target, fields, body)
            except TimeoutError:
                raise
            except BROKEN:
                # Closed since: on a new connection it is another thing.
                pass
        return self._exchange_on(self._open(), method, target, fields, body)

    @contextmanager
    def stream(self, target: str, fields: Mapping[str, str], silence: float) -> Iterator[Stream]:
        """
        An answer to a ``GET`` on a connection of its own, which is closed at the end of the block.
        """
        connection, deadline = self._open()
        try:
            answer = self._send((connection, deadline), "GET", target, fields, None)
            try:
                yield Stream(answer, deadline, silence)
            finally:
                answer.close()
        finally:
            connection.close()

    def close(self) -> None:
        """
        Closes the connections that are kept.
        """
        while (kept := self._take_idle()) is not None:
            kept[0].close()

    def _take_idle(self) -> tuple[HTTPConnection, _Deadline] | None:
        if self._process != os.getpid():
            # They are the parent's: two processes would read each other's answers.
            self._idle, self._process = deque(), os.getpid()
        try:
            return self._idle.pop()
        except IndexError:
            return None

    def _open(self) -> tuple[HTTPConnection, _Deadline]:
        secure, host, port, _, path = self._address
        connection: HTTPConnection
        if path is not None:
            connection = _UnixConnection(path, self.timeout)
        elif secure:
            connection = HTTPSConnection(host, port, timeout=self.timeout, context=self._tls)
        else:
            connection = HTTPConnection(host, port, timeout=self.timeout)
        deadline = _Deadline(self.timeout)
        make: Callable[..., HTTPResponse] = lambda *args, **options: _TimedResponse(*args, deadline=deadline, **options)  # noqa: E731
        connection.response_class = make  # type: ignore[assignment]
        return connection, deadline

    def _exchange_on(
        self,
        kept: tuple[HTTPConnection, _Deadline],
        method: str,
        target: str,
        fields: Mapping[str, str],
        body: bytes | None,
    ) -> HttpAnswer:
        connection = kept[0]
        try:
            answer = self._send(kept, method, target, fields, body)
            whole = HttpAnswer(answer.status, _head(answer), _whole_body(answer))
        except BaseException:
            connection.close()
            raise
        if answer.will_close or len(self._idle) >= _IDLE_MAX:
            connection.close()
        else:
            self._idle.append(kept)
        return whole

    def _send(
        self,
        kept: tuple[HTTPConnection, _Deadline],
        method: str,
        target: str,
        fields: Mapping[str, str],
        body: bytes | None,
    ) -> HTTPResponse:
        connection, deadline = kept
        if connection.sock is not None:
            connection.sock.settimeout(self.timeout)
        fresh = connection.sock is None
        try:
            connection.request(method, self._address.prefix + target, body, dict(fields))
        except (BrokenPipeError, ConnectionResetError):
            # It may have refused before it had read all: then its answer is there.
            if connection.sock is None or not fresh:
                raise
        deadline.extend(self.timeout)
        return connection.getresponse()


def _head(answer: HTTPResponse) -> dict[str, str]:
    return {name.lower(): value for name, value in answer.getheaders()}


def _whole_body(answer: HTTPResponse) -> bytes:
    body = answer.read(BODY_MAX + 1)
    if len(body) > BODY_MAX:
        raise ChatdUnreachable(f"the answer is longer than {BODY_MAX} bytes: is this the address of chatd?")
    if answer.length:
        # With an amount given, `read` does not tell.
        raise ConnectionError(f"the answer ended {answer.length} bytes too early")
    return body
