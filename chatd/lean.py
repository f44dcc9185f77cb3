"""
Autobahn's server protocol with nothing on the instance that could stand on the class.

Autobahn sets some sixty attributes on each connection and keeps its handshake for ever; both are most of what an idle
connection weighs.  Here the attributes are the class's until they change, and the handshake is let go of.
"""

from collections import deque
from collections.abc import Callable
from typing import Any

from autobahn.twisted.websocket import WebSocketServerProtocol
from autobahn.websocket.utf8validator import Utf8Validator


class Quiet:
    """
    Autobahn's log: what a client does wrong is counted, not written down.
    """

    def __getattr__(self, level: str) -> Callable[..., None]:
        return _drop


def _drop(*args: object, **kwargs: object) -> None:
    return None


class _Unheard:
    """
    Stands for Deferreds that nobody waits for.
    """

    def callback(self, result: object) -> None:
        """
        It has happened.
        """


class _Uncounted:
    """
    Stands for Autobahn's statistics of one connection, which nobody reads.
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


class LeanProtocol(WebSocketServerProtocol):
    """
    What Autobahn initialises for each connection (`WebSocketProtocol._connectionMade`), once for all.
    """

    log = Quiet()
    transport: Any
    current_frame: Any = None

    is_open = is_closed = _Unheard()
    trafficStats: Any = _Uncounted()
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

    def __init__(self) -> None:
        """
        Nothing: see the class.
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
        Autobahn's own would initialise what stands on the class.
        """
        self.factory.countConnections += 1

    def begin(self, answer: bytes) -> None:
        """
        The handshake has been judged (`chatd.opening`) and `answer` agrees to it: the WebSocket is open.
        """
        self.state = self.STATE_OPEN
        self.sendData(answer)
        self.onOpen()

    def _onOpen(self) -> None:
        self.onOpen()
        # Who connected how has been decided; nobody asks for it again.
        for name in _HANDSHAKE:
            self.__dict__.pop(name, None)
