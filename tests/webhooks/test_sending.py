"""
Sending over HTTP: which addresses are connected to, and what a target may answer.
"""

from typing import Any

from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.defer import Deferred
from twisted.internet.error import ConnectError, ConnectionDone
from twisted.internet.testing import MemoryReactorClock, StringTransport
from twisted.python.failure import Failure
from twisted.trial.unittest import SynchronousTestCase

from chatd.webhooks.addresses import AddressRules
from chatd.webhooks.sending import CONNECT_SECONDS, KEPT_SECONDS, RECEIVED_MAX, HttpSender, TargetAnswer

SECONDS = 15.0


class Names:
    """
    A name resolver that gives the addresses of a test, other ones each time.
    """

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[str, int]] = []

    def resolveHostName(self, receiver: Any, host: str, port: int = 0, *more: Any, **options: Any) -> Any:  # noqa: N802 - Twisted's name
        """
        Answer at once.
        """
        self.asked.append((host, port))
        receiver.resolutionBegan(None)
        for address in self.answers.pop(0):
            kind = IPv6Address if ":" in address else IPv4Address
            receiver.addressResolved(kind("TCP", address, port))
        receiver.resolutionComplete()
        return receiver


class Line(StringTransport):
    """
    A connection to a target.
    """

    aborted = False

    def abortConnection(self) -> None:  # noqa: N802 - Twisted's name
        self.aborted = True
        self.loseConnection()


class SendingTests(SynchronousTestCase):
    """
    A target, and who sends to it.
    """

    def send(
        self, *answers: list[str], allow: tuple[str, ...] = (), url: str = "http://example.org/hook?x=1"
    ) -> Deferred[TargetAnswer]:
        """
        Begin to send.
        """
        reactor: Any = MemoryReactorClock()
        self.reactor = reactor
        self.names: Any = Names(*answers)
        self.reactor.nameResolver = self.names
        self.sender = HttpSender(self.reactor, AddressRules(allow), seconds=SECONDS)
        return self.again(url)

    def again(self, url: str = "http://example.org/hook?x=1") -> Deferred[TargetAnswer]:
        """
        Send with the same sender.
        """
        return self.sender(url, [("webhook-id", "msg_1")], b'{"events":[]}')

    def connect(self, number: int = 0) -> Line:
        """
        The target accepts.
        """
        host, port, factory, *_ = self.reactor.tcpClients[number]
        self.line = Line(peerAddress=IPv4Address("TCP", host, port))
        self.protocol: Any = factory.buildProtocol(None)
        self.protocol.makeConnection(self.line)
        return self.line

    def answer(self, data: bytes) -> None:
        """
        The target sends `data`; the connection ends if it was aborted or closed.
        """
        self.protocol.dataReceived(data)
        if self.line.disconnecting:
            self.protocol.connectionLost(Failure(ConnectionDone()))

    def test_body_is_posted_to_the_checked_address(self) -> None:
        sending = self.send(["93.184.216.34"])
        self.assertEqual(self.reactor.tcpClients[0][:2], ("93.184.216.34", 80))
        sent = self.connect().value()
        self.assertTrue(sent.startswith(b"POST /hook?x=1 HTTP/1.1\r\n"))
        self.assertIn(b"Host: example.org\r\n", sent)
        self.assertIn(b"webhook-id: msg_1", sent.replace(b"Webhook-Id", b"webhook-id"))
        self.assertTrue(sent.endswith(b'\r\n\r\n{"events":[]}'))
        self.answer(b"HTTP/1.1 204 No Content\r\n\r\n")
        self.assertEqual(self.successResultOf(sending), TargetAnswer(204))

    def test_connection_is_used_again_while_it_is_young(self) -> None:
        sending = self.send(["93.184.216.34"], ["93.184.216.34"])
        self.connect()
        self.answer(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        self.successResultOf(sending)
        self.reactor.advance(0)
        sending = self.again()
        self.answer(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        self.assertEqual(self.successResultOf(sending).status, 200)
        self.assertEqual(len(self.reactor.tcpClients), 1)
        self.reactor.advance(KEPT_SECONDS)
        self.again()
        self.assertEqual(len(self.reactor.tcpClients), 2)

    def test_no_other_address_is_connected_to(self) -> None:
        for addresses in (["127.0.0.1"], ["93.184.216.34", "10.0.0.1"], ["::1"], ["fe80::1%1"], ["64:ff9b::7f00:1"]):
            answer = self.successResultOf(self.send(addresses))
            self.assertEqual(answer.status, None)
            self.assertIn("is no public address", answer.error)
            self.assertEqual(self.reactor.tcpClients, [])

    def test_name_that_means_another_address_the_next_time_changes_nothing(self) -> None:
        """
        The name is resolved once for each connection, and the checked address is connected to.
        """
        self.send(["93.184.216.34"], ["127.0.0.1"])
        self.assertEqual((self.reactor.tcpClients[0][0], len(self.names.asked)), ("93.184.216.34", 1))
        self.assertIn("127.0.0.1 is no public", self.successResultOf(self.again()).error)

    def test_allowed_network_is_connected_to(self) -> None:
        self.send(["10.1.2.3"], allow=("10.1.0.0/16",))
        self.assertEqual(self.reactor.tcpClients[0][0], "10.1.2.3")

    def test_next_address_is_tried(self) -> None:
        sending = self.send(["93.184.216.34", "2606:4700::1"])
        factory = self.reactor.tcpClients[0][2]
        factory.clientConnectionFailed(None, Failure(ConnectError()))
        self.assertEqual(self.reactor.tcpClients[1][0], "2606:4700::1")
        self.reactor.tcpClients[1][2].clientConnectionFailed(None, Failure(ConnectError()))
        self.assertIn("ConnectError", self.successResultOf(sending).error)

    def test_unknown_name(self) -> None:
        self.assertIn("no address for example.org", self.successResultOf(self.send([])).error)

    def test_connecting_has_a_time(self) -> None:
        self.send(["93.184.216.34"])
        self.assertEqual(self.reactor.tcpClients[0][3], CONNECT_SECONDS)

    def test_redirect_is_an_answer(self) -> None:
        sending = self.send(["93.184.216.34"])
        self.connect()
        self.answer(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/\r\nContent-Length: 0\r\n\r\n")
        self.assertEqual(self.successResultOf(sending).status, 302)
        self.assertEqual(len(self.reactor.tcpClients), 1)

    def test_target_that_never_answers(self) -> None:
        sending = self.send(["93.184.216.34"])
        line = self.connect()
        self.reactor.advance(SECONDS)
        self.assertEqual(self.successResultOf(sending), TargetAnswer(None, "no answer in time"))
        self.assertTrue(line.aborted)

    def test_target_that_answers_byte_by_byte(self) -> None:
        sending = self.send(["93.184.216.34"])
        self.connect()
        for byte in b"HTTP/1.1 200 OK":
            self.answer(bytes([byte]))
            self.reactor.advance(1)
        self.assertEqual(self.successResultOf(sending).error, "no answer in time")

    def test_body_that_does_not_end(self) -> None:
        """
        The status was told: that counts.
        """
        sending = self.send(["93.184.216.34"])
        self.connect()
        self.answer(b"HTTP/1.1 200 OK\r\n\r\n")
        self.reactor.advance(SECONDS / 2)
        self.answer(b"x")
        self.assertNoResult(sending)
        self.reactor.advance(SECONDS / 2)
        self.assertEqual(self.successResultOf(sending).status, 200)
        self.assertTrue(self.line.disconnecting)

    def test_large_body_is_cut_off(self) -> None:
        sending = self.send(["93.184.216.34"])
        self.connect()
        self.answer(b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 8192)
        self.assertEqual(self.successResultOf(sending).status, 200)
        self.assertTrue(self.line.disconnecting)

    def test_endless_head_is_cut_off(self) -> None:
        sending = self.send(["93.184.216.34"])
        self.connect()
        self.answer(b"HTTP/1.1 200 OK\r\n")
        field = b"x: " + b"y" * 997 + b"\r\n"
        for _ in range(RECEIVED_MAX // 1000 + 1):
            if not self.line.disconnecting:
                self.answer(field)
        self.assertTrue(self.line.aborted)
        self.assertEqual(self.successResultOf(sending).status, None)

    def test_connection_that_does_not_end_is_cut_off(self) -> None:
        self.send(["93.184.216.34"])
        self.connect()
        self.answer(b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 8192)
        self.line.aborted = False
        self.reactor.advance(SECONDS + KEPT_SECONDS)
        self.assertEqual(self.reactor.getDelayedCalls(), [])

    def test_nonsense_is_a_failure(self) -> None:
        sending = self.send(["93.184.216.34"])
        self.connect()
        self.answer(b"SSH-2.0-OpenSSH\r\n")
        self.assertEqual(self.successResultOf(sending).status, None)

    def test_retry_after_in_seconds(self) -> None:
        sending = self.send(["93.184.216.34"])
        self.connect()
        self.answer(b"HTTP/1.1 429 Slow\r\nRetry-After: 30\r\nContent-Length: 0\r\n\r\n")
        self.assertEqual(self.successResultOf(sending), TargetAnswer(429, retry_after=30))
