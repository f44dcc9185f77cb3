"""
HTTP beside the WebSocket: Twisted's channel with bounds it does not have.

A body is bounded by its announced length and while it arrives in chunks; a whole request has one deadline, which no
byte moves; the framings that readers have disagreed about are refused.
"""

from collections.abc import Callable
from typing import Any

from twisted.internet.protocol import connectionDone
from twisted.logger import Logger
from twisted.python.failure import Failure
from twisted.web.http import HTTPChannel
from twisted.web.resource import Resource
from twisted.web.server import Request, Site

from chatd.api.problems import MEDIA_TYPE, PREFIX, problem
from chatd.counters import Counters
from chatd.head import Head
from chatd.limits import Limits
from chatd.ports import Clock
from chatd.site import SECURITY_HEADERS, refusal
from chatd.turns import Turns

EACH_TURN = 1
"""How many HTTP connections are read from in one turn of the reactor, before messages have theirs."""


class BoundedRequest(Request):
    """
    A request whose body is no longer than the limit; one that asks to become a WebSocket is handed over.
    """

    _log = Logger()
    channel: "BoundedChannel"
    _taken = 0

    def gotLength(self, length: int | None) -> None:  # noqa: N802
        """
        The length of the body is known, or None while it comes in chunks.
        """
        if length is not None and length > self.channel.site.limits.body:
            self.channel.refuse(413, f"a body has at most {self.channel.site.limits.body} bytes")
        super().gotLength(0 if length is None else min(length, self.channel.site.limits.body))

    def handleContentChunk(self, data: bytes) -> None:
        """
        Some of the body has come.
        """
        self._taken += len(data)
        if self._taken <= self.channel.site.limits.body:
            super().handleContentChunk(data)
        else:
            self.channel.refuse(413, f"a body has at most {self.channel.site.limits.body} bytes")

    def process(self) -> None:
        """
        The request is whole.
        """
        if self.channel.refused:
            return
        self.channel.site.counters.http_requests += 1
        for name, value in SECURITY_HEADERS:
            self.setHeader(name, value)
        if self.requestHeaders.hasHeader("Upgrade"):
            head = self._head()
            if head.upgrade:
                self.channel.become_websocket(head)
                return
        super().process()

    def setHeader(self, name: str | bytes, value: str | bytes) -> None:  # noqa: N802
        """
        A field of the answer; what we are made of is nobody's business.
        """
        super().setHeader(name, b"chatd" if name == b"Server" else value)

    def processingFailed(self, reason: Failure) -> Failure:
        """
        A fault of ours: logged, and told without its text.
        """
        self._log.failure("a request for {path!r} failed", reason, path=self.path)
        self.channel.refuse(500, "the server made a mistake; it has been logged", self.path)
        return reason

    def _head(self) -> Head:
        fields = {
            name.decode("latin-1").lower(): [value.decode("latin-1") for value in values]
            for name, values in self.requestHeaders.getAllRawHeaders()
        }
        version = (1, 1) if self.clientproto == b"HTTP/1.1" else (1, 0)
        return Head(self.method.decode("latin-1"), self.uri.decode("latin-1"), version, fields)


class BoundedChannel(HTTPChannel):
    """
    One connection that speaks HTTP.
    """

    site: "BoundedSite"
    transport: Any
    deadline: float | None = None
    _idle = False
    _path: Any = None
    _lost = False
    _held = b""
    _paused = False
    refused = False

    def connectionMade(self) -> None:
        """
        The front has handed this connection over.
        """
        self.totalHeadersSize = self.MAX_LENGTH = self.site.limits.head
        self.maxHeaders = 100
        super().connectionMade()

    def dataReceived(self, data: bytes) -> None:
        """
        Bytes have come; the first of a request start its deadline.
        """
        if self.refused:
            return
        if self._idle:
            self._idle = False
            self.deadline = self.site.clock.seconds() + self.site.limits.handshake_seconds
        waits, self._held = bool(self._held), self._held + data
        if not waits and not self.site.turns.do(self._read):
            # Until it is their turn nothing more is read: what follows waits with the peer, and not here.
            self._paused = True
            self.transport.pauseProducing()

    def _read(self) -> None:
        data, self._held = self._held, b""
        # The other end may have gone, or been refused, while its bytes waited.
        if self.refused or self._lost:
            return
        if self._paused:
            self._paused = False
            if not self._waitingForTransport:
                self.transport.resumeProducing()
        super().dataReceived(data)

    def headerReceived(self, line: bytes) -> bool:  # noqa: N802
        """
        One field of the head is whole.
        """
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"transfer-encoding" and value.strip().lower() != b"chunked":
            self._respondToBadRequestAndDisconnect()
            return False
        return bool(super().headerReceived(line))

    def checkPersistence(self, request: Request, version: bytes) -> bool:  # noqa: N802
        """
        Never after a body in chunks: where it ends is what readers disagree about.  Nor while the answers before
        wait for the peer to read them: it could ask for more than fits into memory.
        """
        if request.requestHeaders.hasHeader("Transfer-Encoding") or self._waitingForTransport:
            request.responseHeaders.setRawHeaders("Connection", ["close"])
            return False
        return bool(super().checkPersistence(request, version))

    def requestDone(self, request: Request) -> None:  # noqa: N802
        """
        A request has been answered; another may come on this connection.
        """
        self._idle = True
        self.deadline = self.site.clock.seconds() + self.site.limits.idle_seconds
        super().requestDone(request)

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        """
        The connection is gone.
        """
        self._lost = True
        super().connectionLost(reason)
        self.site.gone(self)

    def refuse(self, status: int, message: str, path: bytes = b"") -> None:
        """
        Answer and close, whatever else has been sent to us; below the API's path as a problem document.
        """
        if not self.refused:
            self.refused = True
            below_api = (path or self._path or b"").startswith(PREFIX)
            answer = refusal(status, problem(status, message), kind=MEDIA_TYPE) if below_api else None
            self.transport.write(answer or refusal(status, message))
            self.loseConnection()

    def become_websocket(self, head: Head) -> None:
        """
        Leave this connection to the WebSocket edge, with nothing of HTTP behind it.
        """
        rest = b"".join(self._dataBuffer) + self.clearLineBuffer() + self._held
        if self._paused:
            # What waited for its turn goes along.
            self._paused = False
            self.transport.resumeProducing()
        self.refused = True
        self.requests.clear()
        self._networkProducer.unregisterProducer()
        self.site.upgrade(self, head, rest)

    def lineLengthExceeded(self, line: bytes) -> None:
        """
        The head is longer than the limit, in one line.
        """
        self._refuse_head()

    def _respondToBadRequestAndDisconnect(self) -> None:
        if self._receivedHeaderSize > self.totalHeadersSize or self._receivedHeaderCount > self.maxHeaders:
            self._refuse_head()
        else:
            self.refuse(400, "the request is malformed")

    def _refuse_head(self) -> None:
        self.refuse(431, f"a request's head has at most {self.totalHeadersSize} bytes and {self.maxHeaders} fields")

    def _send100Continue(self) -> None:
        if not self.refused:
            super()._send100Continue()


class BoundedSite(Site):
    """
    Makes HTTP channels around one resource.

    `upgrade` takes over a connection whose request asks for it: its channel, the head, and what was sent after it.
    `gone` hears of each channel that has ended.
    """

    requestFactory = BoundedRequest

    def __init__(
        self,
        resource: Resource,
        *,
        clock: Clock,
        limits: Limits,
        counters: Counters,
        upgrade: Callable[[BoundedChannel, Head, bytes], None],
        gone: Callable[[BoundedChannel], None],
    ) -> None:
        reactor: Any = clock
        # Nobody here sends forms, and looking for them takes a seventh of the time that a small request does.
        super().__init__(resource, reactor=reactor, timeout=None, parsePOSTFormSubmission=False)
        self.limits = limits
        self.counters = counters
        self.clock = clock
        self.upgrade = upgrade
        self.gone = gone
        self.turns = Turns(clock, EACH_TURN)

    def channel(self, deadline: float) -> BoundedChannel:
        """
        A channel for a connection whose first request has to be whole by `deadline`.
        """
        channel = BoundedChannel()
        channel.site = self
        channel.factory = self
        channel.requestFactory = self.requestFactory
        channel.timeOut = None
        channel.deadline = deadline
        return channel
