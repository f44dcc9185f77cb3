"""
An HTTP server that answers what a test tells it to, byte by byte: for clients of servers and proxies that misbehave.
"""

import io
import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import NamedTuple

from tests.support.timeouts import PATIENCE

HOLD = b"\0hold"
"""In the place of an answer: none comes, and the connection stays open until the client closes it."""


class Request(NamedTuple):
    """
    A request that came: its first line, its header fields by lower-case name, its body, and on which connection.
    """

    line: str
    head: dict[str, str]
    body: bytes
    connection: int


class ScriptedServer:
    """
    Answers the requests in their order with `answers`, whatever they ask.  After an answer with ``Connection: close``,
    or one without a whole head, the connection is closed.  `requests` are those that came.
    """

    def __init__(self, answers: Sequence[bytes]) -> None:
        self.requests: list[Request] = []
        self._answers = list(answers)
        self._plug = socket.create_server(("127.0.0.1", 0))
        self._plugs = [self._plug]
        self.url = f"http://127.0.0.1:{self._plug.getsockname()[1]}"
        self._threads = [threading.Thread(target=self._serve, daemon=True)]
        self._threads[0].start()

    def close(self) -> None:
        """
        Close all connections, and wait for the threads.
        """
        for plugs, threads in ((self._plugs[:1], self._threads[:1]), (self._plugs[1:], self._threads[1:])):
            for plug in plugs:
                with suppress(OSError):
                    plug.shutdown(socket.SHUT_RDWR)
            for thread in threads:
                thread.join(PATIENCE)
        self._plug.close()

    def _serve(self) -> None:
        while True:
            try:
                plug, _ = self._plug.accept()
            except OSError:
                return
            plug.settimeout(PATIENCE)
            self._plugs.append(plug)
            thread = threading.Thread(target=self._converse, args=(plug, len(self._threads) - 1), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _converse(self, plug: socket.socket, count: int) -> None:
        with plug, suppress(OSError), plug.makefile("rb") as reader:
            while self._answers and (request := _read_request(reader, count)) is not None:
                self.requests.append(request)
                answer = self._answers.pop(0)
                plug.sendall(answer.removesuffix(HOLD))
                if answer.endswith(HOLD):
                    reader.read()
                    return
                if b"Connection: close" in answer or b"\r\n\r\n" not in answer:
                    return


def _read_request(reader: io.BufferedReader, count: int) -> Request | None:
    line = reader.readline().decode("latin-1").strip()
    if not line:
        return None
    head = {}
    while field := reader.readline().decode("latin-1").strip():
        name, _, value = field.partition(":")
        head[name.lower()] = value.strip()
    body = reader.read(int(head.get("content-length", 0)))
    return Request(line, head, body, count)


@contextmanager
def scripted(*answers: bytes) -> Iterator[ScriptedServer]:
    """
    A server with these answers, closed at the end of the block.
    """
    server = ScriptedServer(answers)
    try:
        yield server
    finally:
        server.close()


def answer(status: str, body: bytes = b"", *fields: str, kind: str = "application/json") -> bytes:
    """
    The bytes of an answer, such as ``answer("200 OK", b"{}")``.
    """
    head = (f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}", *fields, "", "")
    return "\r\n".join(head).encode() + body
