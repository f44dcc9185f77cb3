"""
Twisted's HTTP channel with limits on heads, bodies and time.

`chatd.http.head.parse` reads the head of each request (the front reads the first one), so that there is only one
interpretation.  Plain requests to the API are read here; all others are passed to Twisted in a normalised form.

The limit on a body applies to its announced length, and while it arrives in chunks.
"""

from collections.abc import Callable, Iterable
from typing import Any

from twisted.internet.protocol import connectionDone
from twisted.python.failure import Failure
from twisted.web.http import HTTPChannel
from twisted.web.http_headers import Headers
from twisted.web.resource import Resource
from twisted.web.server import Request, Site

from chatd.clock import Clock
from chatd.domain.addresses import address_group_of
from chatd.domain.counters import Counters
from chatd.domain.limits import Limits
from chatd.http.event_request import wants_events
from chatd.http.exchange import Exchange, PlainBody, is_for_api, is_plain, write_at_once
from chatd.http.head import END, BadHead, Head, check_begun, host_name, parse, too_large
from chatd.http.hosts import is_local
from chatd.http.problems import listed, refused
from chatd.http.proxies import Client
from chatd.http.responses import BUSY, EarlyRefusal, RawResponse, answer_head, complete_answer
from chatd.http.twisted_request import BoundedRequest
from chatd.refusal_log import RefusalLog
from chatd.websocket.address_turns import AddressTurns


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
    # The body of a plain request, while it arrives.
    _plain: PlainBody | None = None
    # The request that the API is answering.
    _exchange: Exchange | None = None
    # Whether the last one was of a back end within its budget: it does not wait for turns, as strangers do.
    _of_back_end = False
    refused = False

    def serve_first_request(self, head: Head, client: Client, rest: bytes) -> None:
        """
        Serves the first request: `head` as read by the front, and `rest`, the bytes that came with it.
        """
        self._first, self.client = head, client
        self._held = rest
        self._read_in_turn()

    def connectionMade(self) -> None:
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
        elif self._paused:
            self.transport.pauseProducing()  # Twisted has resumed it after an answer.

    def setLineMode(self, extra: bytes = b"") -> None:  # noqa: N802
        """
        Reads on after an answer: `extra`, then bytes that came later and wait for their turn.
        """
        if self._held:
            self._stop_idling()
            extra, self._held = b"", extra + self._held
        super().setLineMode(extra)

    def _stop_idling(self) -> None:
        if self._idle:
            self._idle = False
            self.site.work(self)
            self.deadline = self.site.clock.seconds() + self.site.limits.handshake_seconds

    def _read_in_turn(self) -> None:
        if not self.site.turns.schedule(self, known=self._of_back_end) and not self.refused:
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
        if first is None and self.line_mode and not (self._lines or self._buffer):
            end = data.find(END) + len(END)
            if len(END) <= end <= self.MAX_LENGTH:
                first, data = self._parse(data[:end]), data[end:]
                if first is None:
                    return
        if first is not None:
            self._buffer, data = data, b""
            self._head_received(first)
            if not self._buffer or self.refused:
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
            self._lines, self._size = [], 0
            head = self._parse(raw)
            if head is not None:
                self._head_received(head)

    def _parse(self, raw: bytes) -> Head | None:
        # None: it is refused.
        try:
            head = parse(raw)
        except BadHead as bad:
            self._refuse_head(bad)
            return None
        self.client = self.site.read_client(self.transport, head)
        return head

    def _head_received(self, head: Head) -> None:
        self.head = head
        self._stop_idling()
        if head.scheme == "https" and not self.client.secure:
            # RFC 9110, section 4.2.2.
            self.refuse(421, "this connection is not over TLS")
            return
        if not self._waitingForTransport and is_plain(head, self.body_max):
            early = self.site.refuse_early(head, self.client)
            if early is not None or (self.for_api and not wants_events(head)):
                self._plain = plain = PlainBody(int(head.get("content-length") or 0), early)
                # Also for what comes behind it, as in Twisted's `allContentReceived`.
                self.setRawMode()
                if not plain.left:
                    self._plain_received(plain)
                return
        for line in (*head.lines(), b""):
            super().lineReceived(line)

    def rawDataReceived(self, data: bytes) -> None:  # noqa: N802
        """
        Receives a part of the body of a request, or bytes behind one that is being answered.
        """
        plain = self._plain
        if plain is None:
            super().rawDataReceived(data)
            return
        rest = plain.add_part(data)
        if not plain.left:
            self._plain_received(plain, rest)

    def _plain_received(self, plain: PlainBody, rest: bytes = b"") -> None:
        self._plain = None
        self._handlingRequest = True
        if rest:
            # Kept until the answer is sent.
            super().rawDataReceived(rest)
        if not self.admit_request():
            return
        early = plain.refusal
        if early is None:
            self.serve_exchange(plain.body, self._send_plain)
        else:
            self.site.counters.refused["http", early.code] += 1
            self.site.turns.mark_refused()
            write_at_once(self.transport, early.answer)
            self._plain_answered(closes=self.head.has_token("connection", "close"))

    def _send_plain(self, exchange: Exchange, status: int, content: bytes) -> None:
        if not self.refused:
            closes = self._is_last(exchange.head)
            self.write_answer(exchange, status, content, closes=closes)
            self._of_back_end = exchange.by_back_end and status != 429
            self._plain_answered(closes=closes)

    def _plain_answered(self, *, closes: bool) -> None:
        if closes:
            self.refused = True
            self.loseConnection()
            return
        self._wait_for_next()
        rest, self._dataBuffer = b"".join(self._dataBuffer), []
        # Where much waits, Twisted has stopped reading; as in its `requestDone`.
        if rest and not self._waitingForTransport:
            self.transport.resumeProducing()
        self._handlingRequest = False
        self.setLineMode(rest)

    @property
    def for_api(self) -> bool:
        """
        Whether the API answers the present request.
        """
        return self.site.serve_api is not None and is_for_api(self.head)

    def serve_exchange(self, body: bytes, send: Callable[[Exchange, int, bytes], None]) -> None:
        """
        Gives the present request to the API, whose answer goes to `send`.
        """
        site = self.site
        self._exchange = exchange = Exchange(self.head, self.client, body, site, send)
        assert site.serve_api is not None
        site.serve_api(exchange)

    def admit_request(self) -> bool:
        """
        Counts a whole request; returns whether it may be served.  Otherwise it has been refused.
        """
        site = self.site
        site.counters.http_requests += 1
        # The deadline covers the whole request, whenever its bytes come, and not its answer.
        self.deadline = None
        self._of_back_end = False
        if (why := site.admit(self)) is not None:
            self.turn_away(why)
        return why is None

    def hsts_fields(self) -> tuple[tuple[str, str], ...]:
        """
        Returns the field that tells browsers to use TLS (RFC 6797, section 7.2); a proxy with the TLS sends its own.
        """
        if self.site.hsts and self.client.own_tls and not is_local(host_name("//" + self.head.get("host"))):
            return (("Strict-Transport-Security", self.site.hsts),)
        return ()

    def write_answer(self, exchange: Exchange, status: int, content: bytes, *, closes: bool) -> None:
        """
        Writes the answer to an exchange.
        """
        self._exchange = None
        exchange.fields += self.hsts_fields()
        headed = exchange.head.method == "HEAD"
        write_at_once(self.transport, complete_answer(status, exchange.fields, content, headed=headed, closes=closes))

    def checkPersistence(self, request: Request, version: bytes) -> bool:  # noqa: N802
        """
        Whether the connection stays open after `request`.

        False after a chunked body, whose end other readers may see elsewhere, during a stop, and while earlier answers
        wait for the peer to read them, since it could request more than fits into memory.
        """
        if last := self._is_last(self.head):
            request.responseHeaders.setRawHeaders("Connection", ["close"])
        return not last

    def _is_last(self, head: Head) -> bool:
        ends = head.version == (1, 0) or head.has_token("connection", "close") or "transfer-encoding" in head.fields
        return ends or self.site.draining or self._waitingForTransport

    def writeHeaders(self, version: bytes, code: bytes, reason: bytes, headers: Headers) -> None:  # noqa: N802
        """
        Writes the head of an answer with the security headers, as HTTP/1.1 whatever version the request had (RFC 9110,
        section 2.5).
        """
        self.transport.write(answer_head(code, reason, headers.getAllRawHeaders()))

    def requestDone(self, request: Request) -> None:  # noqa: N802
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
        if self._exchange is not None:
            self._exchange.left = True
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

    def refuse_body(self) -> None:
        """
        Refuses a body over the limit.
        """
        self.site.refusals.record_too_large("body", self.body_max)
        self.refuse(413, f"a body has at most {self.body_max} bytes")

    @property
    def body_max(self) -> int:
        """
        The limit of a body, in bytes.
        """
        return self.site.limits.body

    def make_room(self) -> None:
        self.refused = True
        self.transport.loseConnection()

    def hand_over(self) -> bool:
        """
        Hands this connection over if the present request makes it a WebSocket or a stream of events, and drops all HTTP
        objects then; returns whether it does.
        """
        if not (self.head.wants_websocket or wants_events(self.head)):
            return False
        self.site.counters.http_requests += 1
        self.deadline = None
        rest = b"".join(self._dataBuffer) + self.clearLineBuffer() + self._held
        if self._paused:
            # Bytes that waited for their turn go to the WebSocket.
            self._paused = False
            self.transport.resumeProducing()
        self.refused = True
        self.requests.clear()
        self._networkProducer.unregisterProducer()
        self.site.upgrade(self, self.client, self.head, rest)
        return True

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
    Makes HTTP channels that serve one resource, and is the `ExchangeSite` of their requests.

    `read_client` returns the client of a request from its transport and head.  `upgrade` takes over a connection that
    becomes a WebSocket or a stream of events: channel, client, head, and the bytes after it.  `gone` is called with
    each closed channel.  `serve_api` answers the requests below the API's paths; without it, `resource` does.  `admit`
    returns the refusal of a channel's request, or None.  `rest` is called when a channel becomes idle, `work` when its
    next request begins.  Requests are read by `turns`.  `refuse_early` returns the refusal of a request whatever its
    body is, or None to read it.  Answers over the own TLS tell browsers to use it for `hsts_seconds`.
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
        serve_api: Callable[[Exchange], None] | None = None,
        admit: Callable[[BoundedChannel], RawResponse | None] = lambda channel: None,
        recognised: Callable[[Client, bool], None] = lambda client, charged: None,
        rest: Callable[[BoundedChannel], None] = lambda channel: None,
        work: Callable[[BoundedChannel], None] = lambda channel: None,
        refusals: RefusalLog | None = None,
        turns: AddressTurns | None = None,
        hsts_seconds: int = 0,
        frame_cookies: bool = False,
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
        self.serve_api = serve_api
        self.admit = admit
        self.recognised = recognised
        self.set_hsts(hsts_seconds)
        self.frame_cookies = frame_cookies
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
