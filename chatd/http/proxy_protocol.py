"""
The PROXY protocol of HAProxy, versions 1 and 2: a balancer says whose connection it passes on, before its first byte.

https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt has the format; numbers in brackets are its sections.
Twisted's own wrapper stays between the connection and its protocol, keeps the balancer's address until the header has
come, and refuses a header in two pieces and the short form of UNKNOWN.
"""

import re
import struct
from ipaddress import IPv4Address as IPv4
from ipaddress import IPv6Address as IPv6
from typing import Any

from twisted.internet.address import IPv4Address, IPv6Address, UNIXAddress
from twisted.internet.interfaces import IAddress
from twisted.internet.protocol import Factory, Protocol, connectionDone
from twisted.logger import Logger
from twisted.python.failure import Failure

Address = IPv4Address | IPv6Address | UNIXAddress
NOBODY = UNIXAddress(None)
"""The peer of a connection whose header names no IP address: a check by the balancer itself, a Unix socket, unknown."""
SECONDS = 10.0
"""How long a header may take."""
LINE_MAX = 107
"""The longest header of version 1 in bytes, with its end [2.1]."""
WAITING_MAX = 1000
"""How many connections at once may have sent no whole header yet; a balancer sends it first of all."""
BINARY_MAX = 4096
"""The longest header of version 2 that is taken; those of balancers have some hundred bytes."""

_TEXT = b"PROXY "
_BINARY = b"\r\n\r\n\0\r\nQUIT\n"
_PORT = r"(0|[1-9][0-9]{0,4})"
_LINE = re.compile(rf"PROXY (TCP4|TCP6) ([0-9A-Fa-f.:]+) ([0-9A-Fa-f.:]+) {_PORT} {_PORT}")


class BadHeader(ValueError):
    """
    What came is no header of the PROXY protocol.
    """


def parse(data: bytes) -> tuple[Address, int] | None:
    """
    The peer that the header at the beginning of `data` names, and how many bytes the header has.

    None if there is more to come.  Raises BadHeader.
    """
    if data.startswith(_BINARY[: len(data)]):
        return _parse_binary(data) if len(data) >= 16 else None
    if data.startswith(_TEXT[: len(data)]):
        end = data.find(b"\r\n", 0, LINE_MAX)
        if end >= 0:
            return _parse_line(data[:end]), end + 2
        if len(data) < LINE_MAX:
            return None
    raise BadHeader("no header of the PROXY protocol")


def _parse_line(line: bytes) -> Address:
    # Version 1 [2.1].  Behind UNKNOWN there may be anything.
    if line == b"PROXY UNKNOWN" or line.startswith(b"PROXY UNKNOWN "):
        return NOBODY
    found = _LINE.fullmatch(line.decode("latin-1"))
    if found is None:
        raise BadHeader("a malformed header of version 1")
    family, host, _, port, _ = found.groups()
    try:
        if family == "TCP4":
            return IPv4Address("TCP", str(IPv4(host)), _port(port))
        return IPv6Address("TCP", str(IPv6(host)), _port(port))
    except ValueError:
        raise BadHeader("a malformed address in a header of version 1") from None


def _port(digits: str) -> int:
    if int(digits) > 65535:
        raise ValueError(digits)
    return int(digits)


def _parse_binary(data: bytes) -> tuple[Address, int] | None:
    # Version 2 [2.2]: version and command, family and protocol, length; addresses, and then what is not read (TLV).
    command, family, length = struct.unpack_from("!BBH", data, 12)
    if command not in {0x20, 0x21}:
        raise BadHeader("an unknown version or command in a header of version 2")
    size = 16 + length
    if size > BINARY_MAX:
        raise BadHeader(f"a header of version 2 with more than {BINARY_MAX} bytes")
    if len(data) < size:
        return None
    if command == 0x20:
        return NOBODY, size
    if family == 0x11:
        _need(length, 12)
        return IPv4Address("TCP", str(IPv4(data[16:20])), *struct.unpack_from("!H", data, 24)), size
    if family == 0x21:
        _need(length, 36)
        return IPv6Address("TCP", str(IPv6(data[16:32])), *struct.unpack_from("!H", data, 48)), size
    return NOBODY, size


def _need(length: int, least: int) -> None:
    if length < least:
        raise BadHeader("a header of version 2 is too short for its addresses")


class ProxiedFactory(Factory):
    """
    Reads the header of each connection, then leaves the connection to a protocol of `inner` and is gone from it.

    From then on the connection's peer is the one that the header names.
    """

    _log = Logger()
    noisy = False

    def __init__(self, inner: Any, clock: Any) -> None:
        self.inner = inner
        self.clock = clock
        self.waiting = 0
        self._told: set[str] = set()

    def startFactory(self) -> None:
        self.inner.doStart()

    def stopFactory(self) -> None:
        self.inner.doStop()

    def buildProtocol(self, addr: IAddress | None) -> Protocol:
        reader = _HeaderReader()
        reader.factory = self
        return reader

    def tell(self, error: str) -> None:
        """
        Log what is wrong, once for each kind: whoever connects may cause it.
        """
        if error not in self._told:
            self._told.add(error)
            self._log.warn(
                "cut off a connection to a haproxy: endpoint: {error}; does the balancer send it (send-proxy-v2)?",
                error=error,
            )


class _HeaderReader(Protocol):
    """
    One connection whose header is still on its way.
    """

    factory: ProxiedFactory
    transport: Any

    def connectionMade(self) -> None:
        self._data = b""
        self._waits = True
        self.factory.waiting += 1
        self._late = self.factory.clock.callLater(SECONDS, self._give_up, f"no header within {SECONDS:.0f} seconds")
        if self.factory.waiting > WAITING_MAX:
            self._give_up(f"more than {WAITING_MAX} connections without a header")

    def dataReceived(self, data: bytes) -> None:
        if not self._waits:
            return
        self._data += data
        try:
            found = parse(self._data)
        except BadHeader as error:
            self._give_up(str(error))
            return
        if found is None:
            return
        self._stop_waiting()
        peer, size = found
        rest, self._data = self._data[size:], b""
        transport = self.transport
        transport.getPeer = lambda: peer
        protocol: Any = self.factory.inner.buildProtocol(peer)
        transport.protocol = protocol
        protocol.makeConnection(transport)
        if rest:
            protocol.dataReceived(rest)

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        self._stop_waiting()

    def _give_up(self, error: str) -> None:
        self.factory.tell(error)
        self._stop_waiting()
        self.transport.abortConnection()

    def _stop_waiting(self) -> None:
        if self._waits:
            self._waits = False
            self.factory.waiting -= 1
        if self._late.active():
            self._late.cancel()
