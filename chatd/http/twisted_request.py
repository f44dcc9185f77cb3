"""
Requests that Twisted reads and answers: those of files, and of the API those that are not plain (`BoundedChannel`).
"""

from collections.abc import Callable
from typing import Any, Protocol

from twisted.logger import Logger
from twisted.python.failure import Failure
from twisted.web.server import Request

from chatd.http.exchange import Exchange
from chatd.http.head import METHODS
from chatd.http.problems import shown_path


class RequestChannel(Protocol):
    """
    The connection of a request.
    """

    refused: bool
    persistent: Any

    @property
    def body_max(self) -> int:
        """
        The limit of a body, in bytes.
        """

    @property
    def for_api(self) -> bool:
        """
        Whether the API answers the present request.
        """

    def refuse_body(self) -> None:
        """
        Refuses a body over the limit.
        """

    def hand_over(self) -> bool:
        """
        Hands the connection over if it becomes a WebSocket or a stream of events; returns whether it does.
        """

    def admit_request(self) -> bool:
        """
        Counts a whole request; returns whether it may be served.  Otherwise it has been refused.
        """

    def hsts_fields(self) -> tuple[tuple[str, str], ...]:
        """
        Returns the field that tells browsers to use TLS, if they should.
        """

    def serve_exchange(self, body: bytes, send: Callable[[Exchange, int, bytes], None]) -> None:
        """
        Gives the present request to the API, whose answer goes to `send`.
        """

    def write_answer(self, exchange: Exchange, status: int, content: bytes, *, closes: bool) -> None:
        """
        Writes the answer to an exchange.
        """


class BoundedRequest(Request):
    """
    A request with a limited body.
    """

    _log = Logger()
    _taken = 0

    @property
    def _connection(self) -> RequestChannel:
        channel: Any = self.channel
        found: RequestChannel = channel
        return found

    def gotLength(self, length: int | None) -> None:  # noqa: N802
        """
        Refuses a body whose announced length exceeds the limit; None: it comes in chunks.
        """
        if length is not None and length > self._connection.body_max:
            self._connection.refuse_body()
        super().gotLength(0 if length is None else min(length, self._connection.body_max))

    def handleContentChunk(self, data: bytes) -> None:
        """
        Receives a part of the body, up to the limit.
        """
        self._taken += len(data)
        if self._taken <= self._connection.body_max:
            super().handleContentChunk(data)
        else:
            self._connection.refuse_body()

    def process(self) -> None:
        """
        Serves a complete request: hands over an upgrade, refuses a request over a budget.
        """
        channel = self._connection
        if channel.refused or channel.hand_over() or not channel.admit_request():
            return
        if channel.for_api:
            content: Any = self.content
            channel.serve_exchange(content.read(), self._send_whole)
            return
        for name, value in channel.hsts_fields():
            self.setHeader(name, value)
        super().process()

    def _send_whole(self, exchange: Exchange, status: int, content: bytes) -> None:
        if not self._connection.refused:
            # Twisted has no head to write then.
            self.startedWriting = 1
            self._connection.write_answer(exchange, status, content, closes=not self._connection.persistent)
            self.finish()

    def write(self, data: bytes) -> None:
        """
        Writes a part of the answer.  An answer without content has no Content-Length (RFC 9110, section 8.6).
        """
        if not self.startedWriting and self.code in {204, 304}:
            self.responseHeaders.removeHeader("Content-Length")
        super().write(data)

    def _handleStar(self) -> None:
        # ``OPTIONS *`` asks about the server as a whole (RFC 9110, section 9.3.7); load balancers use it as a health
        # check.
        self.setResponseCode(204)
        self.setHeader("Allow", ", ".join(METHODS))
        self.finish()

    def setHeader(self, name: str | bytes, value: str | bytes) -> None:  # noqa: N802
        """
        Sets a field of the answer; ``Server`` is ours, not Twisted's.
        """
        super().setHeader(name, b"chatd" if name == b"Server" else value)

    def processingFailed(self, reason: Failure) -> Failure:
        """
        Logs the failure and answers 500 without its text.
        """
        self._log.failure("a request for {path!r} failed", reason, path=shown_path(self.path.decode("latin-1")))
        channel: Any = self.channel
        channel.refuse(500, "the server made a mistake; it has been logged")
        return reason
