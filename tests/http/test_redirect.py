"""
The port that redirects to HTTPS.
"""

from typing import Any

import pytest
from twisted.internet.address import IPv4Address
from twisted.internet.task import Clock
from twisted.internet.testing import StringTransportWithDisconnection

from chatd.http.hosts import Hosts
from chatd.http.redirect import CONNECTIONS_MAX, SECONDS, RedirectFactory
from chatd.refusal_log import RefusalLog


class Wire(StringTransportWithDisconnection):
    """
    A connection that notes whether it was aborted.
    """

    protocol: Any = None
    aborted = False

    def abortConnection(self) -> None:  # noqa: N802
        self.aborted = True
        self.loseConnection()


def connect(factory: RedirectFactory) -> Wire:
    """
    A new connection.
    """
    peer: Any = IPv4Address("TCP", "192.0.2.1", 4000)
    protocol: Any = factory.buildProtocol(peer)
    wire = Wire()
    wire.protocol = protocol
    protocol.makeConnection(wire)
    return wire


def redirecting(clock: Clock, *names: str) -> RedirectFactory:
    """
    A factory that serves these host names; none: all.
    """
    return RedirectFactory(clock, Hosts(names, RefusalLog(clock)))


def answer(request: bytes, port: int = 443, *names: str) -> tuple[str, str]:
    """
    The status and the Location of the answer.
    """
    factory = redirecting(Clock(), *names)
    factory.port = port
    wire = connect(factory)
    for at in range(len(request)):
        if wire.connected:
            wire.protocol.dataReceived(request[at : at + 1])
    assert not wire.connected
    assert not factory.open
    head = wire.value().decode().partition("\r\n\r\n")[0].split("\r\n")
    found = [line.partition(": ")[2] for line in head if line.startswith("Location: ")]
    return head[0].split(" ")[1], "".join(found)


@pytest.mark.parametrize(
    ("line", "host", "port", "where"),
    [
        ("GET / HTTP/1.1", "chat.example", 443, "https://chat.example/"),
        ("GET /a?b=c HTTP/1.1", "chat.example:80", 443, "https://chat.example/a?b=c"),
        ("POST /api/session HTTP/1.1", "chat.example", 8443, "https://chat.example:8443/api/session"),
        ("GET http://chat.example/x HTTP/1.1", "other.example", 443, "https://chat.example/x"),
        ("GET /x HTTP/1.1", "[2001:db8::1]:8080", 8443, "https://[2001:db8::1]:8443/x"),
        ("OPTIONS * HTTP/1.1", "chat.example", 443, "https://chat.example/"),
        ("GET //evil.example HTTP/1.1", "chat.example", 443, "https://chat.example//evil.example"),
    ],
)
def test_same_address_over_tls(line: str, host: str, port: int, where: str) -> None:
    request = f"{line}\r\nHost: {host}\r\n\r\n".encode()
    assert answer(request, port) == ("308", where)


@pytest.mark.parametrize(
    "request_", [b"GET / HTTP/1.0\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n", b"\x16\x03\x01\x02\r\n\r\n", b"GET /\r\n\r\n"]
)
def test_request_that_says_no_host_is_refused(request_: bytes) -> None:
    assert answer(request_) == ("400", "")


@pytest.mark.parametrize(
    ("line", "host", "status"),
    [
        ("GET / HTTP/1.1", "chat.example", "308"),
        ("GET / HTTP/1.1", "CHAT.example:80", "308"),
        ("GET / HTTP/1.1", "192.0.2.1", "308"),
        ("GET / HTTP/1.1", "evil.example", "421"),
        ("GET http://evil.example/x HTTP/1.1", "chat.example", "421"),
    ],
)
def test_host_that_is_not_served_is_refused(line: str, host: str, status: str) -> None:
    request = f"{line}\r\nHost: {host}\r\n\r\n".encode()
    found, where = answer(request, 443, "chat.example")
    assert found == status
    assert (where != "") == (status == "308")


def test_head_without_end_is_refused() -> None:
    assert answer(b"GET / HTTP/1.1\r\nX: " + b"x" * 20_000)[0] == "431"


def test_slow_and_many_connections_are_cut_off() -> None:
    """
    Bytes that arrive do not move the deadline.
    """
    clock = Clock()
    factory = redirecting(clock)
    slow = connect(factory)
    clock.advance(SECONDS - 1)
    slow.protocol.dataReceived(b"GET")
    clock.advance(1)
    assert slow.aborted
    several = [connect(factory) for _ in range(CONNECTIONS_MAX)]
    assert not any(wire.aborted for wire in several)
    late = connect(factory)
    assert not late.aborted
    assert [wire.aborted for wire in several].count(True) == 1
    assert several[0].aborted
    factory.close_all()
    assert not factory.open
    assert not clock.getDelayedCalls()
