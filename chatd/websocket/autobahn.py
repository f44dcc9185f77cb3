"""
Autobahn's server protocol with limits, and with little memory per connection.

Autobahn sets some sixty attributes on each connection and keeps its handshake forever; both are most of the memory of
an idle connection.  Here the attributes are on the class until they change, and the handshake is dropped.
`chatd.private_api` lists the private parts of Autobahn that this uses.
"""

from collections import deque
from collections.abc import Callable
from typing import Any

from autobahn.twisted.websocket import WebSocketServerFactory, WebSocketServerProtocol
from autobahn.websocket.compress import PerMessageDeflateOffer, PerMessageDeflateOfferAccept
from autobahn.websocket.utf8validator import Utf8Validator
from twisted.internet.protocol import connectionDone
from twisted.python.failure import Failure

from chatd.clock import Clock
from chatd.domain.counters import Counters
from chatd.domain.limits import Limits
from chatd.websocket.frames import DEFLATE_BITS, common_begun, common_text, is_empty_pong


class _NoLog:
    """
    Replaces Autobahn's log: mistakes of clients are counted, not logged.
    """

    def __getattr__(self, level: str) -> Callable[..., None]:
        return _drop


def _drop(*args: object, **kwargs: object) -> None:
    return None


class _NoDeferred:
    """
    Replaces Deferreds that nothing waits for.
    """

    def callback(self, result: object) -> None:
        """
        Does nothing.
        """


class _NoStatistics:
    """
    Replaces the statistics of a connection, which nothing reads.
    """

    def __getattr__(self, name: str) -> int:
        return 0

    def __setattr__(self, name: str, value: object) -> None:
        return None


_HANDSHAKE = (
    "http_headers",
    "http_request_data",
    "http_request_host",
    "http_request_params",
    "http_request_path",
    "http_request_uri",
    "http_response_data",
    "http_status_line",
    "websocket_extensions",
    "websocket_origin",
    "websocket_protocols",
    "_wskey",
)


UNSUPPORTED_DATA = 1003
MESSAGE_TOO_BIG = 1009
FRAMES = 128
"""The maximum number of frames of one connection handled in one turn of the reactor."""
CLOSE_SECONDS = 3.0
"""Seconds that a peer has to answer our close before it is aborted."""


class BoundedProtocol(WebSocketServerProtocol):
    """
    A WebSocket (RFC 6455) with little memory per connection, and with limits that Autobahn lacks: on the number of
    fragments, on data after a failure, and on the work in one turn of the reactor.

    It contains no chat logic; the conformance tests use it for an echo server.
    """

    # What Autobahn sets on each connection (`WebSocketProtocol._connectionMade`), here once per class.
    log = _NoLog()
    transport: Any
    current_frame: Any = None

    is_open = is_closed = _NoDeferred()
    trafficStats: Any = _NoStatistics()
    trackedTimings: Any = None
    trackTimings = False
    state = WebSocketServerProtocol.STATE_CONNECTING
    websocket_version = 13
    send_state = WebSocketServerProtocol.SEND_STATE_GROUND
    send_queue: deque[Any] = deque()  # noqa: RUF012 - only chopped writes use it, and there are none
    triggered = False
    data = b""
    inside_message = False
    peer = "?"
    _transport_details: Any = None
    _perMessageCompress: Any = None
    _utf8: Utf8Validator | None = None

    wasMaxFramePayloadSizeExceeded = False
    wasMaxMessagePayloadSizeExceeded = False
    closedByMe = False
    failedByMe = False
    droppedByMe = False
    wasClean = False
    wasNotCleanReason: Any = None
    wasServerConnectionDropTimeout = False
    wasOpenHandshakeTimeout = False
    wasCloseHandshakeTimeout = False
    wasServingFlashSocketPolicyFile = False
    localCloseCode = None
    localCloseReason = None
    remoteCloseCode = None
    remoteCloseReason = None
    openHandshakeTimeoutCall = None
    closeHandshakeTimeoutCall = None
    autoPingTimeoutCall = None
    autoPingPending = None
    autoPingPendingCall = None
    autoPingPendingSeq = 0
    autoPingPendingSent = None

    # Our own attributes.
    factory: "BoundedFactory"
    common_most = 0
    _fragments = 0
    _held = b""
    _resting = False
    _stopped = False
    _late = 0
    closing_at: float | None = None

    def __init__(self) -> None:
        """
        Sets nothing: all attributes are on the class.
        """

    @property
    def utf8validator(self) -> Utf8Validator:  # type: ignore[override]
        """
        The validator of fragmented messages, created at first use.
        """
        if self._utf8 is None:
            self._utf8 = Utf8Validator()
        return self._utf8

    def connectionMade(self) -> None:
        """
        Counts the connection.  Does not call Autobahn's method, which would set its attributes.
        """
        self.factory.countConnections += 1

    def open_with_answer(self, answer: bytes) -> None:
        """
        Opens the WebSocket with `answer`; `chatd.http.upgrade` has accepted the handshake.
        """
        self.state = self.STATE_OPEN
        self.sendData(answer)
        self.onOpen()

    def _onOpen(self) -> None:
        self.onOpen()
        # The handshake is not needed any more.
        for name in _HANDSHAKE:
            self.__dict__.pop(name, None)

    def dataReceived(self, data: bytes) -> None:
        """
        Receives bytes.  Reads common frames itself; passes the first other frame and everything after it to Autobahn.
        """
        if self.closing_at is not None:
            self._late += len(data)
            if self._late > 2 * self.factory.limits.message:
                # Data after our close is skipped up to a limit, since it costs time and memory.
                self.transport.abortConnection()
                return
        if self._held:
            data, self._held = self._held + data, b""
        if self._resting:
            # A paused TLS transport still delivers what it has decrypted.
            self._held = data
        else:
            self._read_frames(data)

    def _read_frames(self, data: bytes) -> None:
        at, end, left = 0, len(data), FRAMES
        if not self.data and self._between_messages():
            most = self.common_most
            while at < end and left and (found := common_text(data, at, most)) is not None:
                payload, at = found
                left -= 1
                self.onMessage(payload, False)
                if self.state != self.STATE_OPEN:
                    break
            if at:
                data = data[at:]
                if not data:
                    return
                if not left:
                    self._wait_for_turn(data)
                    return
                if common_begun(data, most) and self._between_messages():
                    # The last frame of a read is often incomplete: wait for the rest of it.
                    self._held = data
                    return
            elif is_empty_pong(data):
                # The answer to our ping has no further meaning: that bytes came is noted already.
                return
        self._dataReceived(data)

    def consumeData(self) -> None:  # noqa: N802
        """
        Lets Autobahn process its buffer frame by frame, up to the limit per turn.
        """
        if self.state not in {self.STATE_OPEN, self.STATE_CLOSING}:
            super().consumeData()
            return
        left = FRAMES
        while self.processData() and self.state != self.STATE_CLOSED:
            left -= 1
            if not left:
                self._wait_for_turn()
                return

    def _wait_for_turn(self, data: bytes = b"") -> None:
        # Other connections first: the rest of this data, and data in the kernel, waits for the next turn.
        self._held = data + self._held
        self._resting = True
        self.transport.pauseProducing()
        self.factory.clock.callLater(0, self._continue_reading)

    def _continue_reading(self) -> None:
        self._resting = False
        if self.state == self.STATE_CLOSED:
            return
        if self.data:
            self.consumeData()
        if self._held and not self._resting:
            data, self._held = self._held, b""
            self._read_frames(data)
        if not self._stopped:
            self.resume()

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        """
        Handles the frames that were read and waited for their turn, then ends the connection.

        Does not call Autobahn's method, which composes four lines for its log: thousands may be lost at once.
        """
        while self._resting and self.state == self.STATE_OPEN:
            self._continue_reading()
        self.factory.countConnections -= 1
        self.state = self.STATE_CLOSED
        self.onClose(self.wasClean, self.remoteCloseCode, self.remoteCloseReason)

    def pause(self) -> None:
        self._stopped = True
        self.transport.pauseProducing()

    def resume(self) -> None:
        self._stopped = False
        if not self._resting and self.state != self.STATE_CLOSED:
            self.transport.resumeProducing()

    def _between_messages(self) -> bool:
        return (
            self.state == self.STATE_OPEN
            and self.current_frame is None
            and not self.inside_message
            and self.closing_at is None
        )

    @property
    def accepts_deflated(self) -> bool:
        """
        Whether the peer can read `deflated_frame`: it negotiated compression without a smaller window.
        """
        extension = self._perMessageCompress
        return extension is not None and extension.server_max_window_bits >= DEFLATE_BITS

    def onMessageEnd(self) -> None:
        """
        Ends a message, and drops its decompressor: no context is kept.
        """
        super().onMessageEnd()
        if self._perMessageCompress is not None:
            self._perMessageCompress._decompressor = None  # noqa: SLF001 - Autobahn keeps it until the next message

    def onMessageBegin(self, isBinary: bool) -> None:
        """
        Begins a message.
        """
        self._fragments = 0
        super().onMessageBegin(isBinary)

    def onMessageFrameBegin(self, length: int) -> None:
        """
        Begins a frame of a message; too many of them close with 1009.
        """
        super().onMessageFrameBegin(length)
        self._fragments += 1
        if self._fragments > self.factory.limits.fragments and self.state == self.STATE_OPEN:
            self.sendCloseFrame(MESSAGE_TOO_BIG, b"too many fragments")

    def sendCloseFrame(  # noqa: N802
        self,
        code: int | None = None,
        reasonUtf8: bytes | None = None,
        isReply: bool = False,
    ) -> None:
        """
        Sends a close frame, and starts the time within which the peer must close.
        """
        if self.closing_at is None:
            self.closing_at = self.factory.clock.seconds()
            self.factory.counters.closed[code or 1005] += 1
        super().sendCloseFrame(code, reasonUtf8, isReply)

    def is_close_overdue(self, now: float) -> bool:
        """
        Whether the peer's time to answer our close is over.
        """
        return self.closing_at is not None and now - self.closing_at >= CLOSE_SECONDS

    def sendHttpErrorResponse(  # noqa: N802
        self,
        code: int,
        reason: str,
        responseHeaders: list[tuple[str, str]] | None = None,
    ) -> None:
        """
        Answers a failed handshake in the form that the front uses.
        """
        self.closing_at = self.factory.clock.seconds()
        self.factory.counters.refused["handshake", str(code)] += 1
        self.sendData(self.factory.refusal(code, reason, responseHeaders or ()))


class BoundedFactory(WebSocketServerFactory):
    """
    Sets the options of `BoundedProtocol` once per class instead of once per connection.

    `refusal` returns the bytes of an HTTP answer from a status, a reason and header fields.
    """

    log = _NoLog()
    protocol: Any = BoundedProtocol

    def __init__(
        self,
        *,
        clock: Clock,
        limits: Limits,
        counters: Counters,
        refusal: Callable[..., bytes],
        deflate: bool = False,
    ) -> None:
        super().__init__(server="", reactor=clock)
        self.clock = clock
        self.limits = limits
        self.counters = counters
        self.refusal = refusal
        self.deflate = deflate
        # Autobahn limits the compressed length of a frame: allow slack, and check the true length later.
        slack = 5 / 4 if deflate else 1
        self.setProtocolOptions(
            versions=[13],
            webStatus=False,
            utf8validateIncoming=True,
            failByDrop=False,
            maxFramePayloadSize=int(limits.frame * slack),
            maxMessagePayloadSize=int(limits.message * slack),
            openHandshakeTimeout=0,
            closeHandshakeTimeout=0,
            autoPingInterval=0,
            # The origin has been checked already; Autobahn must not refuse a configured "null".
            allowNullOrigin=True,
            perMessageCompressionAccept=_accept_deflate if deflate else _accept_nothing,
        )
        options: dict[str, Any] = {name: getattr(self, name) for name in self.protocol.CONFIG_ATTRS}
        options["perMessageCompressionAccept"] = staticmethod(options["perMessageCompressionAccept"])
        options["common_most"] = min(limits.frame, limits.message)
        # Autobahn copies options onto each connection unless the class has them.
        self.protocol = type(self.protocol.__name__, (self.protocol,), {**options, "CONFIG_ATTRS": ()})


def _accept_nothing(offers: list[object]) -> None:
    return None


def _accept_deflate(offers: list[object]) -> PerMessageDeflateOfferAccept | None:
    for offer in offers:
        if isinstance(offer, PerMessageDeflateOffer):
            # No context is kept between messages in either direction: memory per connection stays constant.
            accepted = PerMessageDeflateOfferAccept(offer, no_context_takeover=True)
            # A server may request it without a hint of the client (RFC 7692, section 7.1.1.2); Autobahn does not allow
            # that.
            accepted.request_no_context_takeover = True
            return accepted
    return None
