"""
The PROXY protocol, byte by byte.
"""

import socket
import struct
from typing import Any

from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.protocol import Factory, Protocol
from twisted.internet.task import Clock
from twisted.internet.testing import StringTransport
from twisted.trial.unittest import SynchronousTestCase

from chatd.http.proxy_protocol import BINARY_MAX, NOBODY, SECONDS, WAITING_MAX, BadHeader, ProxiedFactory, parse

SIGNATURE = b"\r\n\r\n\0\r\nQUIT\n"
FOUR = IPv4Address("TCP", "198.51.100.7", 56324)
SIX = IPv6Address("TCP", "2001:db8::7", 56324)
ADDRESSES_4 = bytes((198, 51, 100, 7, 192, 0, 2, 1)) + struct.pack("!HH", 56324, 443)
ADDRESSES_6 = socket.inet_pton(socket.AF_INET6, "2001:db8::7") + bytes(16) + struct.pack("!HH", 56324, 443)


def binary(command: int, family: int, body: bytes) -> bytes:
    """
    A header of version 2.
    """
    return SIGNATURE + struct.pack("!BBH", command, family, len(body)) + body


GOOD: dict[bytes, Any] = {
    b"PROXY TCP4 198.51.100.7 192.0.2.1 56324 443\r\n": FOUR,
    b"PROXY TCP6 2001:db8::7 ::1 56324 443\r\n": SIX,
    b"PROXY TCP6 2001:DB8:0:0:0:0:0:7 ::1 56324 443\r\n": SIX,
    b"PROXY UNKNOWN\r\n": NOBODY,
    b"PROXY UNKNOWN ffff::1 ffff::2 65535 65535\r\n": NOBODY,
    binary(0x21, 0x11, ADDRESSES_4): FOUR,
    binary(0x21, 0x11, ADDRESSES_4 + b"\x03\x00\x04abcd"): FOUR,
    binary(0x21, 0x21, ADDRESSES_6): SIX,
    binary(0x20, 0x00, b""): NOBODY,
    binary(0x20, 0x11, ADDRESSES_4): NOBODY,
    binary(0x21, 0x00, b""): NOBODY,
    binary(0x21, 0x31, bytes(216)): NOBODY,
}
BAD = (
    b"GET / HTTP/1.1\r\n",
    b"\x16\x03\x01\x02\x00",
    b"PROXY TCP4 198.51.100.7 192.0.2.1 56324\r\n",
    b"PROXY TCP4 198.51.100.700 192.0.2.1 56324 443\r\n",
    b"PROXY TCP4 2001:db8::7 ::1 56324 443\r\n",
    b"PROXY TCP4 198.51.100.7 192.0.2.1 70000 443\r\n",
    b"PROXY TCP4 198.51.100.7 192.0.2.1 +1 443\r\n",
    b"PROXY TCP5 198.51.100.7 192.0.2.1 1 443\r\n",
    b"PROXY UNKNOWNS\r\n",
    b"PROXY \xff\r\n",
    b"PROXY " + b"x" * 200,
    binary(0x31, 0x11, ADDRESSES_4),
    binary(0x22, 0x11, ADDRESSES_4),
    binary(0x21, 0x11, ADDRESSES_4[:-1]),
    binary(0x21, 0x21, ADDRESSES_4),
    binary(0x21, 0x11, bytes(BINARY_MAX)),
)


class ParseTests(SynchronousTestCase):
    def test_header_names_its_peer_however_it_is_cut(self) -> None:
        for header, peer in GOOD.items():
            for end in range(len(header)):
                self.assertIsNone(parse(header[:end]), header[:end])
            self.assertEqual(parse(header + b"GET"), (peer, len(header)))

    def test_anything_else_is_bad(self) -> None:
        for header in BAD:
            with self.subTest(header=header), self.assertRaises(BadHeader):
                parse(header)


class Listening(StringTransport):
    """
    A transport that may be aborted.
    """

    protocol: Any = None
    aborted = False

    def abortConnection(self) -> None:  # noqa: N802
        """
        See `IAbortingTransport`.
        """
        self.aborted = True


class Hearing(Protocol):
    """
    What is behind the header: notes its peer, and what came.
    """

    heard = b""

    def dataReceived(self, data: bytes) -> None:
        """
        See `IProtocol`.
        """
        self.heard += data


class ProxiedTests(SynchronousTestCase):
    def setUp(self) -> None:
        """
        A factory, and a clock that stands still.
        """
        self.clock = Clock()
        self.factory = ProxiedFactory(Factory.forProtocol(Hearing), self.clock)

    def connect(self) -> Listening:
        """
        A new connection.
        """
        transport = Listening()
        transport.protocol = self.factory.buildProtocol(None)
        transport.protocol.makeConnection(transport)
        return transport

    def test_protocol_behind_sees_the_peer_and_only_what_follows(self) -> None:
        """
        It has the connection to itself: nothing is between them.
        """
        for header, peer in GOOD.items():
            transport = self.connect()
            for byte in header + b"GET /":
                transport.protocol.dataReceived(bytes((byte,)))
            self.assertIsInstance(transport.protocol, Hearing)
            self.assertEqual((transport.getPeer(), transport.protocol.heard), (peer, b"GET /"))
        self.assertEqual((self.clock.getDelayedCalls(), self.factory.waiting), ([], 0))

    def test_connection_without_a_header_is_cut_off(self) -> None:
        """
        At once, or in time; what it sends then is not heard.
        """
        wrong, silent = self.connect(), self.connect()
        wrong.protocol.dataReceived(b"GET / HTTP/1.1\r\n")
        wrong.protocol.dataReceived(b"PROXY UNKNOWN\r\n")
        self.assertEqual((wrong.aborted, silent.aborted), (True, False))
        self.assertNotIsInstance(wrong.protocol, Hearing)
        self.clock.advance(SECONDS)
        self.assertTrue(silent.aborted)
        self.assertEqual(self.factory.waiting, 0)

    def test_no_more_wait_for_a_header_than_may(self) -> None:
        """
        Anybody who reaches the port could open connections and send nothing.
        """
        many = [self.connect() for _ in range(WAITING_MAX + 1)]
        self.assertEqual([transport.aborted for transport in many], [False] * WAITING_MAX + [True])
        for transport in many:
            transport.protocol.connectionLost()
        self.assertEqual((self.clock.getDelayedCalls(), self.factory.waiting), ([], 0))
        self.assertFalse(self.connect().aborted)
