"""
The line of each session at its end.
"""

import re
import socket
from typing import Any

from twisted.internet.protocol import Protocol
from twisted.internet.tcp import Server
from twisted.logger import formatEvent, globalLogPublisher
from twisted.trial.unittest import SynchronousTestCase

from chatd.errors import Close
from chatd.http.event_stream import EventStream
from chatd.websocket.session_log import traffic_of
from tests.http.test_event_streams import StreamTestCase
from tests.support.memory_node import Listener, with_limits
from tests.support.wsclient import CLOSE


class SessionLogTests(SynchronousTestCase):
    def setUp(self) -> None:
        self.events: list[dict[str, Any]] = []
        observer: Any = self.events.append
        globalLogPublisher.addObserver(observer)
        self.addCleanup(globalLogPublisher.removeObserver, observer)
        self.listener = Listener(with_limits(login_seconds=5))

    def lines(self) -> list[str]:
        self.listener.turns()
        events = [event for event in self.events if event["log_namespace"] == "chatd.sessions"]
        self.events.clear()
        return [formatEvent(event) for event in events]

    def test_line_says_who_from_where_how_long_how_much_and_why(self) -> None:
        ann = self.listener.enter("ann")
        user = next(iter(self.listener.node.hub.users()))
        self.listener.wait(7)
        ann.send(CLOSE, b"\x03\xe8")
        (line,) = self.lines()
        who = rf"session [0-9a-f]{{16}} of {re.escape(user)} at 192\.0\.2\.1"
        what = r"closed by the client \(1000\); 2 commands, unknown bytes in, unknown bytes out"
        self.assertRegex(line, rf"^{who} ended after [78]\.0 s: {what}$")

    def test_reasons(self) -> None:
        """
        A lost connection, a server that goes down, nobody who logs in.
        """
        self.listener.enter("ann").wire.hang_up()
        self.assertIn(": the connection was lost; ", self.lines()[0])
        self.listener.enter("bob")
        for protocol in tuple(self.listener.node.factory.live):
            protocol.close_connection(Close.DRAINING, "the server is going down", 500)
            protocol.transport.loseConnection()
        self.assertIn(": closed by the server (4012 draining); ", self.lines()[0])
        eve = self.listener.open()
        self.listener.wait(6)
        eve.send(CLOSE, b"\x0f\xa1")
        (line,) = self.lines()
        self.assertIn(" of nobody at ", line)
        self.assertIn(": closed by the server (4001 login_deadline); 0 commands", line)

    def test_handshake_that_was_refused_is_no_session(self) -> None:
        self.listener.request(b"GET /ws HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n")
        self.assertEqual(self.lines(), [])


class TrafficTests(SynchronousTestCase):
    def test_kernel_has_counted_the_bytes(self) -> None:
        with (
            socket.create_server(("127.0.0.1", 0)) as listening,
            socket.create_connection(listening.getsockname()) as peer,
        ):
            accepted, address = listening.accept()
            with accepted:
                make: Any = Server
                transport = make(accepted, Protocol(), address, None, 1, None)
                peer.sendall(b"x" * 1000)
                self.assertEqual(len(accepted.recv(1000, socket.MSG_WAITALL)), 1000)
                found = traffic_of(transport)
                assert found is not None
                self.assertEqual(found.received, 1000)

    def test_connection_that_is_no_tcp_has_none(self) -> None:
        ours, theirs = socket.socketpair()
        with ours, theirs:
            make: Any = Server
            self.assertIsNone(traffic_of(make(ours, Protocol(), ("", 0), None, 1, None)))
        self.assertIsNone(traffic_of(object()))


class StreamLogTests(StreamTestCase):
    def test_stream_of_events_has_a_line_too(self) -> None:
        """
        Closed by its reader, and by the server.  A request that is refused is no session.
        """
        events: list[dict[str, Any]] = []
        observer: Any = events.append
        globalLogPublisher.addObserver(observer)
        self.addCleanup(globalLogPublisher.removeObserver, observer)
        self.ask().wire.hang_up()
        self.listener.turns()
        self.ask()
        (live,) = [one for one in self.listener.node.factory.live if isinstance(one, EventStream)]
        live.close_connection(Close.DRAINING, "the server is going down", 1234)
        self.listener.turns()
        self.ask(token="nonsense")
        found = [formatEvent(event) for event in events if event["log_namespace"] == "chatd.sessions"]
        self.assertEqual(len(found), 2)
        self.assertIn(f" of {self.ben_id} at 192.0.2.1 ended after 0.0 s: closed by the client; ", found[0])
        self.assertIn(
            f" of {self.ben_id} at 192.0.2.1 ended after 0.0 s: closed by the server (4012 draining); ", found[1]
        )
