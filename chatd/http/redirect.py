"""
A plain HTTP port that sends every request to the same address over TLS.
"""

from typing import Any

from twisted.internet.interfaces import IAddress
from twisted.internet.protocol import Protocol, connectionDone
from twisted.python.failure import Failure

from chatd.clock import Clock
from chatd.http.factory import HTTPFactory
from chatd.http.head import END, BadHead, host_name, parse, too_large
from chatd.http.hosts import Hosts
from chatd.http.responses import refusal

HEAD_MAX = 16_384
SECONDS = 10.0
"""From accepting a connection to its complete request; after the answer the peer has as long to close."""
CONNECTIONS_MAX = 1000
"""Beyond this number the oldest connection is cut off: whoever has something to ask has asked it."""


class RedirectProtocol(Protocol):
    """
    One connection: answers its first request and closes.
    """

    transport: Any
    factory: "RedirectFactory"

    def __init__(self) -> None:
        self._data: bytes | None = b""
        self._deadline: Any = None

    def connectionMade(self) -> None:
        """
        Starts the deadline.
        """
        self.factory.open[self] = None
        if len(self.factory.open) > CONNECTIONS_MAX:
            next(iter(self.factory.open)).transport.abortConnection()
        self._deadline = self.factory.clock.callLater(SECONDS, self.transport.abortConnection)

    def dataReceived(self, data: bytes) -> None:
        """
        Collects the head of the request.
        """
        if self._data is None:
            return
        self._data += data
        end = self._data.find(END)
        try:
            if end < 0:
                if len(self._data) > HEAD_MAX:
                    raise too_large(self._data, HEAD_MAX)
                return
            answer = self._redirect(self._data[: end + len(END)])
        except BadHead as bad:
            answer = refusal(bad.status, str(bad), headed=bad.method == "HEAD")
        self._data = None
        self.transport.write(answer)
        self.transport.loseConnection()

    def _redirect(self, raw: bytes) -> bytes:
        head = parse(raw)
        headed = head.method == "HEAD"
        name = host_name("//" + head.get("host"))
        if not name:
            return refusal(400, "a redirect needs a Host", headed=headed)
        if not self.factory.hosts.allow(head, secure=True):
            return refusal(421, f"the host name {name[:100]} is not served here", headed=headed)
        shown = f"[{name}]" if ":" in name else name
        port = "" if self.factory.port in {0, 443} else f":{self.factory.port}"
        target = head.target if head.target.startswith("/") else "/"
        where = f"https://{shown}{port}{target}"
        # 308 keeps the method and the body (RFC 9110, section 15.4.9).
        return refusal(308, f"this site is at {where}", [("Location", where)], headed=headed)

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        """
        Ends the deadline.
        """
        self.factory.open.pop(self, None)
        if self._deadline is not None and self._deadline.active():
            self._deadline.cancel()


class RedirectFactory(HTTPFactory):
    """
    Makes connections that are redirected to `port` over TLS, 0 stands for the usual one, if they ask for one of
    `hosts`.
    """

    noisy = False

    def __init__(self, clock: Clock, hosts: Hosts) -> None:
        self.clock = clock
        self.hosts = hosts
        self.port = 0
        self.open: dict[RedirectProtocol, None] = {}

    def buildProtocol(self, addr: IAddress | None) -> Any:
        protocol = RedirectProtocol()
        protocol.factory = self
        return protocol

    def close_all(self) -> None:
        """
        Closes all connections.
        """
        for protocol in tuple(self.open):
            protocol.transport.loseConnection()
