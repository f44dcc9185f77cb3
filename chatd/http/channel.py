"""
Twisted's HTTP channel with limits on heads, bodies and time.

`chatd.http.head.parse` reads the head of each request (the front reads the first one) and passes it to Twisted in a
normalised form, so that there is only one interpretation.

The limit on a body applies to its announced length, and while it arrives in chunks. A whole request has one deadline,
which arriving bytes do not extend.
"""

from collections.abc import Callable, Iterable
from typing import Any

from twisted.internet.interfaces import IProtocolNegotiationFactory
from twisted.internet.protocol import Factory, connectionDone
from twisted.logger import Logger
from twisted.python.failure import Failure
from twisted.web.http import HTTPChannel
from twisted.web.http_headers import Headers
from twisted.web.resource import Resource
from twisted.web.server import Request, Site
from zope.interface import implementer

from chatd.clock import Clock
from chatd.domain.addresses import address_group_of
from chatd.domain.counters import Counters
from chatd.domain.limits import Limits
from chatd.http.event_request import wants_events
from chatd.http.head import FRAMING, METHODS, BadHead, Head, check_begun, host_name, parse, too_large
from chatd.http.hosts import is_local
from chatd.http.problems import PREFIX, listed, refused, shown_path
from chatd.http.proxies import Client
from chatd.http.responses import EarlyRefusal, RawResponse, answer_head
from chatd.refusal_log import RefusalLog
from chatd.websocket.address_turns import AddressTurns

_API = f"{PREFIX.decode()}/"
BUSY = RawResponse(503, "too much waits", (("Retry-After", "10"),))
"""More bytes wait for their turn than the server holds."""


@implementer(IProtocolNegotiationFactory)
class HTTPFactory(Factory):
    """
    Makes HTTP/1.1 connections, plain or over TLS.
    """

    def acceptableProtocols(self) -> list[bytes]:  # noqa: N802
        """
        Returns the protocols of ALPN (RFC 7301).  Browsers offer several in the TLS handshake, and Twisted aborts it if
        none is acceptable.
        """
        return [b"http/1.1"]


class BoundedRequest(Request):
    """
    A request with a limited body.  One that becomes a WebSocket or a stream of events is handed over.
    """

    _log = Logger()
    channel: "BoundedChannel"
    _taken = 0

    def gotLength(self, length: int | None) -> None:  # noqa: N802
        """
        Refuses a body whose announced length exceeds the limit; None: it comes in chunks.
        """
        if length is not None and length > self.channel.site.limits.body:
            self._refuse_body()
        super().gotLength(0 if length is None else min(length, self.channel.site.limits.body))

    def handleContentChunk(self, data: bytes) -> None:
        """
        Receives a part of the body, up to the limit.
        """
        self._taken += len(data)
        if self._taken <= self.channel.site.limits.body:
            super().handleContentChunk(data)
        else:
            self._refuse_body()

    def _refuse_body(self) -> None:
        site = self.channel.site
        site.refusals.record_too_large("body", site.limits.body)
        self.channel.refuse(413, f"a body has at most {site.limits.body} bytes")

    def process(self) -> None:
        """
        Serves a complete request: hands over an upgrade, refuses a request over a budget.
        """
        if self.channel.refused:
            return
        site = self.channel.site
        site.counters.http_requests += 1
        # The deadline covers the request, not its answer.
        self.channel.deadline = None
        if site.hsts and self.channel.client.own_tls and not is_local(host_name("//" + self.channel.head.get("host"))):
            # RFC 6797, section 7.2; a proxy that has the TLS sends its own.
            self.setHeader("Strict-Transport-Security", site.hsts)
        if self.channel.head.wants_websocket or wants_events(self.channel.head):
            self.channel.hand_over()
            return
        why = site.admit(self.channel)
        if why is not None:
            self.channel.turn_away(why)
            return
        super().process()

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
        self.channel.refuse(500, "the server made a mistake; it has been logged")
        return reason


class BoundedChannel(HTTPChannel):
    """
    One HTTP connection.
    """

    site: "BoundedSite"
    transport: Any
    head: Head
    client = Client(None, secure=False)
    deadline: float | None = None
    idle_seconds = 0.0
    """Seconds that the connection may wait for its next request."""
    _idle = False
    _lost = False
    _held = b""
    _paused = False
    _first: Head | None = None
    _early = b""
    """The refusal of a request whose body is still to come, and is not looked at."""
    _body_left = 0
    refused = False

    def serve_first_request(self, head: Head, client: Client, rest: bytes) -> None:
        """
        Serves the first request: `head` as read by the front, and `rest`, the bytes that came with it.
        """
        self._first, self.client = head, client
        self._held = rest
        self._read_in_turn()

    def connectionMade(self) -> None:
        """
        Sets Twisted's limits, when the front hands over the connection.
        """
        self.MAX_LENGTH = self.site.limits.head
        # The head has been limited here already: Twisted's limits must not apply.
        self.totalHeadersSize = 2 * self.MAX_LENGTH
        self._lines: list[bytes] = []
        self._size = 0
        super().connectionMade()

    def dataReceived(self, data: bytes) -> None:
        """
        Reads bytes when it is this connection's turn.  The first bytes of a request start its deadline.
        """
        if self.refused:
            return
        self._stop_idling()
        waits, self._held = bool(self._held) or self._first is not None, self._held + data
        if not waits:
            self._read_in_turn()

    def _stop_idling(self) -> None:
        if self._idle:
            self._idle = False
            self.site.work(self)
            self.deadline = self.site.clock.seconds() + self.site.limits.handshake_seconds

    def _read_in_turn(self) -> None:
        if not self.site.turns.schedule(self) and not self.refused:
            # Stop reading until then, so that further bytes wait in the kernel.
            self._paused = True
            self.transport.pauseProducing()

    @property
    def turn_group(self) -> str | None:
        return address_group_of(self.client.address)

    @property
    def waiting_bytes(self) -> int:
        return len(self._held)

    def refuse_turn(self) -> None:
        if self._first is not None:
            self.head, self._first = self._first, None
        self._held = b""
        if self._paused:
            self._paused = False
            self.transport.resumeProducing()
        self.turn_away(BUSY)

    def run_turn(self) -> None:
        data, self._held = self._held, b""
        # The connection may have been closed or refused while its bytes waited.
        if self.refused or self._lost:
            return
        if self._paused:
            self._paused = False
            if not self._waitingForTransport:
                self.transport.resumeProducing()
        first, self._first = self._first, None
        if first is not None:
            self._head_received(first, self.client)
            if not data or self.refused:
                return
            # After an answer, these bytes begin another request.
            self._stop_idling()
        super().dataReceived(data)
        if self.line_mode and self._buffer and not self.refused:
            try:
                check_begun(self._buffer, 1 if self._lines else 0)
            except BadHead as bad:
                self._refuse_head(bad)

    def lineReceived(self, line: bytes) -> None:
        """
        Collects a line of a head; passes the complete head to Twisted.
        """
        if self.refused:
            return
        self._size += len(line) + 2
        self._lines.append(line)
        if self._size > self.MAX_LENGTH:
            self.lineLengthExceeded(b"")
        elif not line and len(self._lines) > 1:
            raw = b"\r\n".join(self._lines) + b"\r\n"
            self._lines.clear()
            self._size = 0
            try:
                head = parse(raw)
            except BadHead as bad:
                self._refuse_head(bad)
                return
            self._head_received(head, self.site.read_client(self.transport, head))

    def _head_received(self, head: Head, client: Client) -> None:
        self.head, self.client = head, client
        if head.scheme == "https" and not client.secure:
            # RFC 9110, section 4.2.2.
            self.refuse(421, "this connection is not over TLS")
            return
        if self._is_plain(head) and (early := self.site.refuse_early(head, client)):
            self.site.counters.refused["http", early.code] += 1
            self._refuse_early(early.answer, int(head.get("content-length") or 0))
            return
        # Endpoints of the API read `head`.
        for plain in head.lines(FRAMING if head.target.startswith(_API) else None):
            super().lineReceived(plain)
        super().lineReceived(b"")

    def _is_plain(self, head: Head) -> bool:
        # Whether the end of the request is known.
        if head.version != (1, 1) or self._waitingForTransport or head.wants_websocket:
            return False
        if not head.fields.keys().isdisjoint(("transfer-encoding", "expect")):
            return False
        return int(head.get("content-length") or 0) <= self.site.limits.body

    def _refuse_early(self, answer: bytes, length: int) -> None:
        self.site.counters.http_requests += 1
        why = self.site.admit(self)
        if why is not None:
            self.turn_away(why)
            return
        self._early, self._body_left = answer, length
        if length:
            self.setRawMode()
        else:
            self._answer_early()

    def _answer_early(self) -> None:
        answer, self._early = self._early, b""
        self.transport.write(answer)
        if self.head.has_token("connection", "close"):
            self.refused = True
            self.loseConnection()
        else:
            self._wait_for_next()

    def rawDataReceived(self, data: bytes) -> None:  # noqa: N802
        """
        Receives a part of a body; that of a request which is refused already is dropped.
        """
        if not self._early:
            super().rawDataReceived(data)
            return
        rest = data[self._body_left :]
        self._body_left -= len(data) - len(rest)
        if not self._body_left:
            self._answer_early()
            if not self.refused:
                self.setLineMode(rest)

    def checkPersistence(self, request: Request, version: bytes) -> bool:  # noqa: N802
        """
        Whether the connection stays open after `request`.

        False after a chunked body, whose end other readers may see elsewhere, during a stop, and while earlier answers
        wait for the peer to read them, since it could request more than fits into memory.
        """
        head = self.head
        ends = head.version == (1, 0) or head.has_token("connection", "close") or "transfer-encoding" in head.fields
        if ends or self.site.draining or self._waitingForTransport:
            request.responseHeaders.setRawHeaders("Connection", ["close"])
            return False
        return True

    def writeHeaders(self, version: bytes, code: bytes, reason: bytes, headers: Headers) -> None:  # noqa: N802
        """
        Writes the head of an answer with the security headers, as HTTP/1.1 whatever version the request had (RFC 9110,
        section 2.5).
        """
        self.transport.write(answer_head(code, reason, headers.getAllRawHeaders()))

    def requestDone(self, request: Request) -> None:  # noqa: N802
        """
        Waits for the next request on this connection.
        """
        self._wait_for_next()
        super().requestDone(request)

    def _wait_for_next(self) -> None:
        self._idle = True
        self.deadline = self.site.clock.seconds() + self.idle_seconds
        self.site.rest(self)

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        """
        Tells the site that the connection is closed.
        """
        self._lost = True
        self.site.turns.forget(self)
        super().connectionLost(reason)
        self.site.gone(self)

    def refuse(self, status: int, message: str, fields: Iterable[tuple[str, str]] = ()) -> None:
        """
        Sends an error answer and closes; ignores further bytes.  Below the API's path it is a problem document.
        """
        fields = (*fields, listed(self.site.refusals, self.head, self.client.address, status, message))
        self._refuse(refused(status, message, method=self.head.method, path=self.head.path, fields=fields))

    @property
    def request_begun(self) -> bool:
        """
        Whether a part of an unanswered request has arrived.
        """
        return not self._idle and not self.refused

    def turn_away(self, why: RawResponse) -> None:
        """
        Sends the refusal `why`, and counts it.
        """
        self.site.counters.refused["http", str(why.status)] += 1
        self.refuse(why.status, why.text, why.fields)

    def make_room(self) -> None:
        self.refused = True
        self.transport.loseConnection()

    def hand_over(self) -> None:
        """
        Hands this connection over as a WebSocket or a stream of events, and drops all HTTP objects.
        """
        rest = b"".join(self._dataBuffer) + self.clearLineBuffer() + self._held
        if self._paused:
            # Bytes that waited for their turn go to the WebSocket.
            self._paused = False
            self.transport.resumeProducing()
        self.refused = True
        self.requests.clear()
        self._networkProducer.unregisterProducer()
        self.site.upgrade(self, self.client, self.head, rest)

    def lineLengthExceeded(self, line: bytes) -> None:
        """
        Refuses a head over the limit.
        """
        self.site.refusals.record_too_large("head", self.MAX_LENGTH)
        self._refuse_head(too_large(b"\r\n".join((*self._lines, line)), self.MAX_LENGTH))

    def _refuse(self, answer: bytes) -> None:
        if not self.refused:
            self.refused = True
            self.transport.write(answer)
            self.loseConnection()

    def _refuse_head(self, bad: BadHead) -> None:
        self._refuse(refused(bad.status, str(bad), method=bad.method, path=bad.path))

    def _respondToBadRequestAndDisconnect(self) -> None:
        self.refuse(400, "the request is malformed")

    def _send100Continue(self) -> None:
        # Only for requests that announce a body (RFC 9110, section 10.1.1).
        if not self.refused and self.head.has_body:
            super()._send100Continue()


class BoundedSite(Site):
    """
    Makes HTTP channels that serve one resource.

    `read_client` returns the client of a request from its transport and head.  `upgrade` takes over a connection that
    becomes a WebSocket or a stream of events: channel, client, head, and the bytes after it.  `gone` is called with
    each closed channel.  `admit` returns the refusal of a channel's request, or None; `recognised` is called when its
    sender is known.  `rest` is called when a channel becomes idle, `work` when its next request begins.  Requests are
    read by `turns`.  `refuse_early` returns the refusal of a request that is refused whatever its body is, or None to
    read it.  Answers over the server's own TLS tell browsers to use TLS for `hsts_seconds`.
    """

    requestFactory = BoundedRequest
    draining = False
    """Whether the server stops: each answer is then the last one of its connection."""

    def __init__(
        self,
        resource: Resource,
        *,
        clock: Clock,
        limits: Limits,
        counters: Counters,
        read_client: Callable[[Any, Head], Client],
        upgrade: Callable[[BoundedChannel, Client, Head, bytes], None],
        gone: Callable[[BoundedChannel], None],
        admit: Callable[[BoundedChannel], RawResponse | None] = lambda channel: None,
        recognised: Callable[[BoundedChannel], None] = lambda channel: None,
        rest: Callable[[BoundedChannel], None] = lambda channel: None,
        work: Callable[[BoundedChannel], None] = lambda channel: None,
        refusals: RefusalLog | None = None,
        turns: AddressTurns | None = None,
        hsts_seconds: int = 0,
        refuse_early: Callable[[Head, Client], EarlyRefusal | None] = lambda head, client: None,
    ) -> None:
        reactor: Any = clock
        # No endpoint takes forms; looking for them costs a seventh of a small request.
        super().__init__(resource, reactor=reactor, timeout=None, parsePOSTFormSubmission=False)
        self.limits = limits
        self.counters = counters
        self.clock = clock
        self.upgrade = upgrade
        self.gone = gone
        self.read_client = read_client
        self.admit = admit
        self.recognised = recognised
        self.set_hsts(hsts_seconds)
        self.rest = rest
        self.work = work
        self.refuse_early = refuse_early
        self.refusals = refusals or RefusalLog(clock)
        self.turns = turns or AddressTurns(clock)

    def set_hsts(self, seconds: int) -> None:
        """
        Tells browsers to use TLS for `seconds`; 0: tells them nothing.
        """
        self.hsts = f"max-age={seconds}" if seconds else ""

    def channel(self, deadline: float, idle_seconds: float | None = None) -> BoundedChannel:
        """
        Returns a channel.  `deadline` is the time by which its first request must be complete; `idle_seconds` is how
        long it may wait for each later one.
        """
        channel = BoundedChannel()
        channel.site = self
        channel.factory = self
        channel.requestFactory = self.requestFactory
        channel.timeOut = None
        channel.deadline = deadline
        channel.idle_seconds = self.limits.idle_seconds if idle_seconds is None else idle_seconds
        return channel
