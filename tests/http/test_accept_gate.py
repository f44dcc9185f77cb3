"""
How many connections are accepted, and how many wait in the kernel.
"""

import contextlib
import socket
import ssl
from collections.abc import Callable
from typing import Any

from twisted.internet.defer import Deferred
from twisted.internet.epollreactor import EPollReactor
from twisted.internet.task import Clock
from twisted.logger import formatEvent, globalLogPublisher
from twisted.trial.unittest import SynchronousTestCase

from chatd.domain.limits import Limits
from chatd.http.accept_gate import (
    LATE_SECONDS,
    PER_TURN_FIRST,
    PER_TURN_MAX,
    PER_TURN_MIN,
    PLACE_SECONDS,
    SHARES,
    AcceptGate,
)
from chatd.refusal_log import RefusalLog
from chatd.server.binding import waiting_connections
from chatd.server.endpoint_reactor import EndpointReactor
from chatd.server.listen import Endpoint
from chatd.server.settings import Settings
from tests.support.daemon import self_signed
from tests.support.memory_node import Listener, with_limits
from tests.support.tmp_dirs import new_place
from tests.support.wsclient import handshake

GET = b"GET /live HTTP/1.1\r\nHost: localhost\r\n\r\n"


class FakePort:
    """
    A listening port of Twisted, as far as the gate uses it.
    """

    numberAccepts = 100
    reading = True

    def startReading(self) -> None:  # noqa: N802
        self.reading = True

    def stopReading(self) -> None:  # noqa: N802
        self.reading = False


class GateTests(SynchronousTestCase):
    def begin(self, handshakes: int, ports: int = 1) -> None:
        self.clock = Clock()
        limits = Limits(handshakes=handshakes)
        self.gate = AcceptGate(limits, self.clock, RefusalLog(self.clock))
        self.ports = [FakePort() for _ in range(ports)]
        for port in self.ports:
            self.gate.add_port(port)
        self.gate.open_ports()

    def enter(self, *addresses: str | None, proxy: bool = False) -> list[object]:
        """
        Connections that are accepted in one turn.
        """
        made = [object() for _ in addresses]
        for connection, address in zip(made, addresses, strict=True):
            self.gate.enter(connection, address, proxy=proxy)
        self.clock.advance(0)
        return made

    def reading(self) -> list[bool]:
        return [port.reading for port in self.ports]

    def test_ports_wait_until_they_are_opened(self) -> None:
        gate = AcceptGate(Limits(), Clock(), RefusalLog(Clock()))
        port = FakePort()
        gate.add_port(port)
        self.assertFalse(port.reading)
        gate.open_ports()
        self.assertTrue(port.reading)

    def test_port_accepts_no_more_in_a_turn_than_there_are_places(self) -> None:
        self.begin(8)
        self.assertEqual(self.ports[0].numberAccepts, 8)
        self.enter("192.0.2.1", "192.0.2.2", "192.0.2.3")
        self.assertEqual((self.ports[0].numberAccepts, self.gate.held), (5, 3))

    def test_ports_share_the_places(self) -> None:
        """
        And each may have one while there is one.
        """
        self.begin(8, ports=3)
        self.assertEqual([port.numberAccepts for port in self.ports], [2, 2, 2])
        self.enter(*(f"192.0.2.{n}" for n in range(7)))
        self.assertEqual([port.numberAccepts for port in self.ports], [1, 1, 1])

    def test_all_ports_stop_while_all_places_are_taken_and_go_on_as_they_get_free(self) -> None:
        self.begin(8, ports=2)
        first, *_ = self.enter(*(f"192.0.2.{n}" for n in range(8)))
        self.assertEqual(self.reading(), [False, False])
        self.gate.leave(first)
        self.clock.advance(0)
        self.assertEqual(self.reading(), [True, True])
        self.gate.leave(first)
        self.assertEqual(self.gate.held, 7)

    def test_stop_is_logged_with_the_setting(self) -> None:
        lines: list[str | None] = []
        observer: Any = lambda event: lines.append(formatEvent(event))  # noqa: E731
        globalLogPublisher.addObserver(observer)
        self.addCleanup(globalLogPublisher.removeObserver, observer)
        self.begin(8)
        self.enter(*(f"192.0.2.{n}" for n in range(8)))
        (line,) = lines
        self.assertEqual(
            line,
            "let new connections wait in the kernel, because 8 others are not served or logged in yet; the setting is"
            " limits.handshakes",
        )

    def test_one_address_holds_a_share_of_the_places(self) -> None:
        """
        What it has beyond is accepted, and keeps nobody out.
        """
        self.begin(80)
        self.enter(*["192.0.2.1"] * 50)
        self.assertEqual(self.gate.held, 80 // SHARES)
        self.enter("192.0.2.2")
        self.assertEqual(self.gate.held, 80 // SHARES + 1)

    def test_ipv6_network_is_one_address(self) -> None:
        """
        A /48; an IPv4 address in IPv6 form is itself.
        """
        self.begin(8)
        self.enter("2001:db8:0:1::1", "2001:db8:0:2::1", "::ffff:192.0.2.1", "::ffff:192.0.2.2")
        self.assertEqual(self.gate.held, 3)

    def test_proxy_and_those_without_address_have_no_share(self) -> None:
        self.begin(8)
        self.enter(*["127.0.0.1"] * 3, proxy=True)
        self.enter(None, None)
        self.assertEqual(self.gate.held, 5)

    def test_connection_that_does_nothing_loses_its_place(self) -> None:
        """
        It counts for the share of its address until it is closed: one address does not take all places by and by.
        """
        self.begin(8)
        lazy, *_ = self.enter(*(f"192.0.2.{n}" for n in range(8)))
        self.gate.free_overdue(PLACE_SECONDS - 0.1)
        self.clock.advance(0)
        self.assertEqual(self.reading(), [False])
        self.gate.free_overdue(PLACE_SECONDS)
        self.clock.advance(0)
        self.assertEqual((self.reading(), self.gate.held), ([True], 0))
        self.enter("192.0.2.0")
        self.assertEqual(self.gate.held, 0)
        self.gate.leave(lazy)
        self.enter("192.0.2.0")
        self.assertEqual(self.gate.held, 0)

    def test_place_is_kept_over_a_change_of_the_protocol(self) -> None:
        self.begin(8)
        (old,) = self.enter("192.0.2.1")
        new = object()
        self.gate.replace_connection(old, new)
        self.gate.leave(old)
        self.assertEqual(self.gate.held, 1)
        self.gate.leave(new)
        self.assertEqual(self.gate.held, 0)

    def test_late_reactor_accepts_fewer_in_a_turn(self) -> None:
        """
        Half as many for each late tick, down to a few.
        """
        self.begin(500)
        self.assertEqual(self.ports[0].numberAccepts, PER_TURN_FIRST)
        self.gate.note_delay(LATE_SECONDS * 2)
        self.clock.advance(0)
        self.assertEqual(self.ports[0].numberAccepts, PER_TURN_FIRST // 2)
        for _ in range(10):
            self.gate.note_delay(1.0)
        self.clock.advance(0)
        self.assertEqual(self.ports[0].numberAccepts, PER_TURN_MIN)

    def test_punctual_reactor_accepts_more_while_many_come(self) -> None:
        """
        Not because of ticks in which nobody came.
        """
        self.begin(1_000_000)
        for _ in range(20):
            self.gate.note_delay(0.0)
        self.gate.update_ports()
        self.assertEqual(self.ports[0].numberAccepts, PER_TURN_FIRST)
        for _ in range(20):
            self.enter(*["192.0.2.1"] * self.ports[0].numberAccepts)
            self.gate.note_delay(0.0)
        self.gate.update_ports()
        self.assertEqual(self.ports[0].numberAccepts, PER_TURN_MAX)

    def test_ports_that_are_closed_are_left_alone(self) -> None:
        self.begin(8)
        first, *_ = self.enter(*(f"192.0.2.{n}" for n in range(8)))
        self.gate.forget_ports()
        self.gate.leave(first)
        self.clock.advance(0)
        self.assertEqual(self.reading(), [False])


class InFlightTests(SynchronousTestCase):
    """
    From when until when a connection holds its place.
    """

    def setUp(self) -> None:
        self.listener = Listener()
        self.gate = self.listener.front.gate

    def test_websocket_until_its_login(self) -> None:
        browser = self.listener.open()
        self.assertEqual(self.gate.held, 1)
        browser.tell(type="login", guest="ann")
        self.assertEqual(self.gate.held, 0)

    def test_plain_websocket_until_it_is_open(self) -> None:
        """
        It is logged in by then.
        """
        self.listener.open(protocol=None)
        self.assertEqual(self.gate.held, 0)

    def test_stream_of_events_until_its_login(self) -> None:
        ben = self.listener.open()
        ben.tell(type="login", guest="Ben")
        token = ben.hear()[-1]["token"]
        wire = self.listener.connect()
        self.assertEqual(self.gate.held, 1)
        ask = f"GET /api/events?room=lobby HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n\r\n"
        wire.receive(ask.encode())
        self.listener.turns()
        self.assertIn(b"\r\nContent-Type: text/event-stream", wire.take())
        self.assertEqual((self.gate.held, wire.gone), (0, False))

    def test_http_until_its_first_answer(self) -> None:
        wire = self.listener.connect()
        wire.receive(GET[:-2])
        self.assertEqual(self.gate.held, 1)
        wire.receive(b"\r\n")
        self.listener.turns()
        self.assertIn(b" 200 OK\r\n", wire.take())
        self.assertEqual((self.gate.held, wire.gone), (0, False))

    def test_refused_connection_until_its_answer(self) -> None:
        for data in (b"nonsense\r\n\r\n", handshake(extra="Origin: https://elsewhere.example\r\n")):
            self.listener.request(data)
            self.assertEqual(self.gate.held, 0)

    def test_connection_until_it_is_closed(self) -> None:
        for data in (b"", b"GET / HT", handshake()):
            wire = self.listener.connect()
            wire.receive(data)
            self.assertEqual(self.gate.held, 1)
            wire.hang_up()
            self.assertEqual(self.gate.held, 0)

    def test_silent_connection_for_two_seconds(self) -> None:
        self.listener.connect()
        self.listener.wait(int(PLACE_SECONDS) + 1)
        self.assertEqual(self.gate.held, 0)

    def test_limit_is_changed_by_a_reload(self) -> None:
        port = FakePort()
        self.gate.add_port(port)
        self.gate.open_ports()
        for number in range(8):
            self.listener.connect(f"192.0.2.{number}")
        self.assertTrue(port.reading)
        for limit, reading in ((8, False), (9, True)):
            self.successResultOf(_change(self.listener, with_limits(handshakes=limit)))
            self.assertEqual(port.reading, reading)


def _change(listener: Listener, settings: Settings) -> Any:

    return Deferred.fromCoroutine(listener.node.live.change(settings))


class RealSocketTests(SynchronousTestCase):
    """
    Twisted's ports and the kernel's backlog; the clock of the node stands still.
    """

    def setUp(self) -> None:
        self.reactor = EPollReactor()
        self.listener = Listener(with_limits(handshakes=16))
        self.gate = self.listener.front.gate

    def listen(self, text: str) -> Any:
        (port,) = self.successResultOf(Endpoint(self.reactor, text).listen(self.listener.front))
        self.add(port)
        return port

    def add(self, port: Any) -> None:
        self.gate.add_port(port)
        self.addCleanup(self._close, port)

    def _close(self, port: Any) -> None:
        self.gate.forget_ports()
        port.stopListening()
        self.turns()
        self.reactor.disconnectAll()

    def turns(self) -> None:
        """
        Enough of them: each accepts all that waits or all it may.
        """
        for _ in range(30):
            self.reactor.iterate(0)
            self.listener.turn()

    def connect(self, make: Callable[[int], socket.socket], count: int) -> list[socket.socket]:
        made = [make(number) for number in range(count)]
        for plug in made:
            self.addCleanup(plug.close)
        return made

    def check(self, port: Any, make: Callable[[int], socket.socket], *, counted: bool = True) -> list[socket.socket]:
        """
        Twenty connect: 16 are accepted; as two of them leave, two more.
        """
        plugs = self.connect(make, 20)
        self.turns()
        self.assertEqual(self.listener.counters.accepted, 0)
        self.gate.open_ports()
        self.turns()
        self.assertEqual((self.listener.counters.accepted, self.gate.held), (16, 16))
        self.assertEqual(waiting_connections(port), 4 if counted else 0)
        for plug in plugs[:2]:
            plug.close()
        self.turns()
        self.assertEqual((self.listener.counters.accepted, self.gate.held), (18, 16))
        self.assertEqual(waiting_connections(port), 2 if counted else 0)
        return plugs

    def test_tcp(self) -> None:
        """
        Who waited is served as if nothing had been.
        """
        port = self.listen("tcp:0:interface=127.0.0.1")
        number = port.getHost().port
        plugs = self.check(port, lambda n: _dial(number, n))
        plugs[-1].sendall(GET)
        for plug in plugs[2:6]:
            plug.close()
        self.turns()
        self.assertIn(b" 200 OK\r\n", plugs[-1].recv(1000))

    def test_one_address_does_not_close_the_gate(self) -> None:
        port = self.listen("tcp:0:interface=127.0.0.1")
        number = port.getHost().port
        self.gate.open_ports()
        self.connect(lambda n: _dial(number, 0), 40)
        self.turns()
        self.assertEqual((self.listener.counters.accepted, self.gate.held), (40, 2))

    def test_tls(self) -> None:
        """
        A connection that is only in the handshake of TLS holds its place.
        """
        folder = new_place(self).parent
        key, certificate = self_signed(folder)
        port = self.listen(f"ssl:0:interface=127.0.0.1:privateKey={key}:certKey={certificate}")
        number = port.getHost().port
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE

        def dial(n: int) -> socket.socket:
            plug = context.wrap_socket(_dial(number, n), do_handshake_on_connect=False)
            plug.setblocking(False)
            with contextlib.suppress(ssl.SSLWantReadError):
                plug.do_handshake()
            return plug

        self.check(port, dial)

    def test_unix(self) -> None:
        path = new_place(self)
        port = self.listen(f"unix:{path}")
        self.check(port, lambda n: _dial_unix(str(path)), counted=False)

    def test_sockets_of_systemd(self) -> None:
        """
        Of both families.
        """
        path = new_place(self)
        for family, address in ((socket.AF_INET, ("127.0.0.1", 0)), (socket.AF_UNIX, str(path))):
            self.setUp()
            passed = socket.socket(family)
            self.addCleanup(passed.close)
            passed.bind(address)
            passed.listen(100)
            passed.setblocking(False)
            where = passed.getsockname()

            def dial(n: int, family: int = family, where: Any = where) -> socket.socket:
                return _dial(where[1], n) if family == socket.AF_INET else _dial_unix(where)

            port = EndpointReactor(self.reactor, proxied=False).adoptStreamPort(
                passed.fileno(), family, self.listener.front
            )
            self.add(port)
            self.check(port, dial, counted=family == socket.AF_INET)
            self._close(port)


def _dial_unix(path: str) -> socket.socket:
    plug = socket.socket(socket.AF_UNIX)
    plug.connect(path)
    return plug


def _dial(port: int, number: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), source_address=(f"127.0.3.{number + 1}", 0))
