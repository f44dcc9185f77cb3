"""
Autobahn's server protocol with bounds, and with little memory for each connection.

Autobahn sets some sixty attributes on each connection and keeps its handshake for ever; both are most of the memory of
an idle connection.  Here the attributes stand on the class until they change, and the handshake is dropped.  The
private parts of Autobahn that this uses are listed in `chatd.private_api`.
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
    In the place of Autobahn's log: mistakes of clients are counted, not logged.
    """

    def __getattr__(self, level: str) -> Callable[..., None]:
        return _drop


def _drop(*args: object, **kwargs: object) -> None:
    return None


class _NoDeferred:
    """
    In the place of Deferreds that nothing waits for.
    """

    def callback(self, result: object) -> None:
        """
        Do nothing.
        """


class _NoStatistics:
    """
    In the place of the statistics of one connection, which nothing reads.
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
"""How many frames of one connection are dealt with in one turn of the reactor, before others have theirs."""
CLOSE_SECONDS = 3.0
"""How long a peer has to answer our close before it is cut off."""


class BoundedProtocol(WebSocketServerProtocol):
    """
    RFC 6455 with little memory for each connection, and with bounds on what Autobahn leaves unbounded: the number of
    fragments, what comes after a failure, and how long others have to wait.

    It knows nothing of chat; the conformance run echoes through it.
    """

    # What Autobahn sets on each connection (`WebSocketProtocol._connectionMade`), here once for all.
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

    # Our own.
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
        Leave all attributes to the class.
        """

    @property
    def utf8validator(self) -> Utf8Validator:  # type: ignore[override]
        """
        The validator of messages that come in pieces, made when the first does.
        """
        if self._utf8 is None:
            self._utf8 = Utf8Validator()
        return self._utf8

    def connectionMade(self) -> None:
        """
        Count the connection; Autobahn's own method would also set its attributes.
        """
        self.factory.countConnections += 1

    def open_with_answer(self, answer: bytes) -> None:
        """
        The handshake has been judged (`chatd.http.upgrade`) and `answer` agrees to it: the WebSocket is open.
        """
        self.state = self.STATE_OPEN
        self.sendData(answer)
        self.onOpen()

    def _onOpen(self) -> None:
        self.onOpen()
        # Who connected how has been decided; nobody asks for it again.
        for name in _HANDSHAKE:
            self.__dict__.pop(name, None)

    def dataReceived(self, data: bytes) -> None:
        """
        Bytes have come.  Common frames are read here; the first that is not one, and all after it, goes to Autobahn.
        """
        if self.closing_at is not None:
            self._late += len(data)
            if self._late > 2 * self.factory.limits.message:
                # What was on its way is skipped, but not without end: it costs time, and some of it memory.
                self.transport.abortConnection()
                return
        if self._held:
            data, self._held = self._held + data, b""
        if self._resting:
            # TLS hands over what it had read already.
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
                    # In a stream of common frames the last is mostly cut in two: the next bytes complete it.
                    self._held = data
                    return
            elif is_empty_pong(data):
                # The answer to our ping: that something came is all there is to know.
                return
        self._dataReceived(data)

    def consumeData(self) -> None:  # noqa: N802
        """
        Autobahn deals with what it has, frame by frame; here not without end.
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
        # Others first: what is left of this turn's bytes, and all that is still in the kernel, is for the next turn.
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
        The connection is gone: whole frames that have been read and wait for their turn are dealt with first.
        """
        while self._resting and self.state == self.STATE_OPEN:
            self._continue_reading()
        super().connectionLost(reason)

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
        Whether the peer reads what `deflated_frame` makes: it compresses, and asked for no smaller window.
        """
        extension = self._perMessageCompress
        return extension is not None and extension.server_max_window_bits >= DEFLATE_BITS

    def onMessageEnd(self) -> None:
        """
        A message has ended: what inflated it is let go of, for no context is kept.
        """
        super().onMessageEnd()
        if self._perMessageCompress is not None:
            self._perMessageCompress._decompressor = None  # noqa: SLF001 - Autobahn keeps it until the next message

    def onMessageBegin(self, isBinary: bool) -> None:
        """
        A message begins.
        """
        self._fragments = 0
        super().onMessageBegin(isBinary)

    def onMessageFrameBegin(self, length: int) -> None:
        """
        One more frame of a message; too many of them close 1009.
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
        From here on the peer has a few seconds to close too.
        """
        if self.closing_at is None:
            self.closing_at = self.factory.clock.seconds()
            self.factory.counters.closed[code or 1005] += 1
        super().sendCloseFrame(code, reasonUtf8, isReply)

    def is_close_overdue(self, now: float) -> bool:
        """
        Whether the peer has had enough time to answer our close.
        """
        return self.closing_at is not None and now - self.closing_at >= CLOSE_SECONDS

    def sendHttpErrorResponse(  # noqa: N802
        self,
        code: int,
        reason: str,
        responseHeaders: list[tuple[str, str]] | None = None,
    ) -> None:
        """
        A handshake failed: answer as the front would.
        """
        self.closing_at = self.factory.clock.seconds()
        self.factory.counters.turned_away[str(code)] += 1
        self.sendData(self.factory.refusal(code, reason, responseHeaders or ()))


class BoundedFactory(WebSocketServerFactory):
    """
    Options for `BoundedProtocol`, set once per class and not once per connection.

    `refusal` makes the bytes of an HTTP answer from a status, a reason and header fields.
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
        # Autobahn counts a compressed frame's length before inflating it: give slack, the true length is checked.
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
            # Which origins may come in was decided before; nothing said here would refuse a listed "null".
            allowNullOrigin=True,
            perMessageCompressionAccept=_accept_deflate if deflate else _accept_nothing,
        )
        options: dict[str, Any] = {name: getattr(self, name) for name in self.protocol.CONFIG_ATTRS}
        options["perMessageCompressionAccept"] = staticmethod(options["perMessageCompressionAccept"])
        options["common_most"] = min(limits.frame, limits.message)
        # Autobahn copies each option onto each connection, unless the class has it.
        self.protocol = type(self.protocol.__name__, (self.protocol,), {**options, "CONFIG_ATTRS": ()})


def _accept_nothing(offers: list[object]) -> None:
    return None


def _accept_deflate(offers: list[object]) -> PerMessageDeflateOfferAccept | None:
    for offer in offers:
        if isinstance(offer, PerMessageDeflateOffer):
            # No context is kept between messages, on either side: memory per connection stays what it is.
            accepted = PerMessageDeflateOfferAccept(offer, no_context_takeover=True)
            # A server may ask for it whatever the client has hinted (RFC 7692, section 7.1.1.2); Autobahn thinks not.
            accepted.request_no_context_takeover = True
            return accepted
    return None
