"""
HAProxy's PROXY protocol, versions 1 and 2: a load balancer sends the address of its client before the first byte.

Format: https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt; numbers in brackets are its sections. Twisted's own
wrapper is not used: it stays between the connection and its protocol, reports the balancer's address until the header
has arrived, and refuses a split header and the short form of UNKNOWN.
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
"""The peer of a connection whose header names no IP address: a health check, a Unix socket, or unknown."""
SECONDS = 10.0
"""Seconds until the header must be complete."""
LINE_MAX = 107
"""The maximum bytes of a version 1 header, with its line end [2.1]."""
WAITING_MAX = 1000
"""The maximum number of connections with an incomplete header; a balancer sends it first."""
BINARY_MAX = 4096
"""The maximum bytes of a version 2 header; balancers send some hundred."""

_TEXT = b"PROXY "
_BINARY = b"\r\n\r\n\0\r\nQUIT\n"
_PORT = r"(0|[1-9][0-9]{0,4})"
_LINE = re.compile(rf"PROXY (TCP4|TCP6) ([0-9A-Fa-f.:]+) ([0-9A-Fa-f.:]+) {_PORT} {_PORT}")


class BadHeader(ValueError):
    """
    The data is not a header of the PROXY protocol.
    """


def parse(data: bytes) -> tuple[Address, int] | None:
    """
    Returns the client's address in the header at the beginning of `data`, and the header's length in bytes.

    None if the header is incomplete.  Raises BadHeader.
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
    # Version 1 [2.1].  Anything may follow UNKNOWN.
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
    # Version 2 [2.2]: version and command, family and protocol, length; then addresses, and extensions (TLV) that are
    # ignored.
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
    Reads the header of each connection, then replaces itself by a protocol of `inner`.

    From then on, the peer of the connection is the address in the header.
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
        Logs the error, once per kind: clients can cause it.
        """
        if error not in self._told:
            self._told.add(error)
            self._log.warn(
                "cut off a connection to a haproxy: endpoint: {error}; does the balancer send it (send-proxy-v2)?",
                error=error,
            )


class _HeaderReader(Protocol):
    """
    A connection whose header is incomplete.
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
