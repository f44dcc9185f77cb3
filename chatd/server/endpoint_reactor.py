"""
The reactor as endpoints see it: listens, or only tests whether it could.
"""

import socket
from contextlib import ExitStack
from typing import Any, cast

from twisted.internet.interfaces import IAddress, IListeningPort
from twisted.internet.protocol import Factory
from twisted.protocols.tls import TLSMemoryBIOFactory
from zope.interface import implementer

from chatd.http.proxy_protocol import ProxiedFactory
from chatd.server.binding import clear_unix, try_tcp, try_unix
from chatd.server.certificates import Certificates

BACKLOG = 4096
"""Connections that wait in the kernel; net.core.somaxconn bounds them, too."""

_TWISTED_BACKLOG = 50
"""What endpoint strings without `backlog=` have: too few for people who come back after a restart."""


class EndpointReactor:
    """
    The part of a reactor that endpoints use: listens, or during a `trial` only tests whether it could.
    """

    def __init__(self, reactor: Any, *, proxied: bool, certificates: Certificates | None = None) -> None:
        self._reactor = reactor
        self._certificates = certificates
        self._proxied = proxied
        self._held: ExitStack | None = None
        self.chain: list[Any] = []
        """Certificates to send after the first one, if the endpoint names no others."""

    def __getattr__(self, name: str) -> Any:
        # Endpoints may use other parts of the reactor.
        return getattr(self._reactor, name)

    def trial(self, held: ExitStack) -> ExitStack:
        """
        Returns a context; until it ends, listening only tests the address and keeps it bound in `held`.
        """
        self._held = held
        trial = ExitStack()
        trial.callback(setattr, self, "_held", None)
        return trial

    def listenTCP(self, port: int, factory: Factory, backlog: int = 50, interface: str = "") -> Any:  # noqa: N802
        if self._held is not None:
            return try_tcp(port, interface, self._held)
        return self._reactor.listenTCP(port, self._wrapped(factory), _backlog(backlog), interface)

    def listenSSL(  # noqa: N802
        self, port: int, factory: Any, contextFactory: Any, backlog: int = 50, interface: str = ""
    ) -> Any:
        if self.chain and not contextFactory.extraCertChain:
            contextFactory.extraCertChain = self.chain
        contextFactory.getContext()
        secured: Any = TLSMemoryBIOFactory(contextFactory, False, factory)
        return self.listenTCP(port, secured, backlog, interface)

    def listenUNIX(  # noqa: N802
        self, address: str, factory: Factory, backlog: int = 50, mode: int = 0o666, wantPID: int = 0
    ) -> Any:
        if self._held is not None:
            return try_unix(address)
        clear_unix(address)
        return self._reactor.listenUNIX(address, self._wrapped(factory), _backlog(backlog), mode, wantPID)

    def adoptStreamPort(self, fileDescriptor: int, addressFamily: int, factory: Factory) -> Any:  # noqa: N802
        port = self._reactor.adoptStreamPort(fileDescriptor, addressFamily, self._wrapped(factory))
        return _Inherited(port) if addressFamily == socket.AF_UNIX else port

    def _wrapped(self, factory: Factory) -> Factory:
        if self._certificates is not None:
            creator, inner = cast("Any", self._certificates), cast("Any", factory)
            factory = cast("Factory", TLSMemoryBIOFactory(creator, False, inner))
        # The header of the PROXY protocol comes before the handshake of TLS.
        return ProxiedFactory(factory, self._reactor) if self._proxied else factory


def _backlog(given: int) -> int:
    return BACKLOG if given == _TWISTED_BACKLOG else given


@implementer(IListeningPort)
class _Inherited:
    """
    A Unix socket passed by another process.  Its file is kept; Twisted would remove it.

    Later connections wait for the next process that receives the socket.
    """

    def __init__(self, port: Any) -> None:
        self._port = port

    def __getattr__(self, name: str) -> Any:
        return getattr(self._port, name)

    @property
    def numberAccepts(self) -> int:  # noqa: N802
        """
        How many connections it accepts in one turn.
        """
        number: int = self._port.numberAccepts
        return number

    @numberAccepts.setter
    def numberAccepts(self, number: int) -> None:  # noqa: N802
        self._port.numberAccepts = number

    def startListening(self) -> None:  # noqa: N802
        """
        Does nothing: the socket listens already.
        """

    def stopListening(self) -> None:  # noqa: N802
        self._port.stopReading()

    def getHost(self) -> IAddress:  # noqa: N802
        host: IAddress = self._port.getHost()
        return host
