"""
HTTP beside the WebSocket: bounded bodies, one deadline, nothing that readers may understand differently.
"""

import re
from itertools import count
from typing import Any

from twisted.internet.address import IPv4Address
from twisted.internet.task import Clock
from twisted.trial.unittest import SynchronousTestCase
from twisted.web.resource import Resource
from twisted.web.server import Request

from chatd.domain.counters import Counters
from chatd.domain.limits import Limits
from chatd.http import channel
from chatd.http.channel import BoundedChannel, BoundedSite
from chatd.http.exchange import Exchange
from chatd.http.head import Head
from chatd.http.proxies import Client
from chatd.http.responses import SECURITY_HEADERS
from chatd.websocket.address_turns import SLICE_SECONDS, AddressTurns
from tests.support.memory_node import Wire

GET = b"GET /a HTTP/1.1\r\nHost: a\r\n\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"


class Echo(Resource):
    """
    Answers with the method, the path and the length of the body; breaks at ``/broken``.
    """

    isLeaf = True

    def render(self, request: Request) -> bytes:
        """
        See `Resource`.
        """
        if request.path == b"/broken":
            raise RuntimeError("secret words")
        assert request.content is not None
        body = request.content.read()
        request.setHeader("Content-Type", "text/plain")
        return b"%s %s %d %s" % (request.method, request.path, len(body), b"." * 1000)


class HttpTests(SynchronousTestCase):
    api = False
    """Whether the API answers, as `Echo` does, and reads plain requests without Twisted."""

    def setUp(self) -> None:
        if self.api:
            self.patch(channel, "is_for_api", lambda head: True)
        self.clock = Clock()
        self.upgraded: list[tuple[Head, bytes]] = []
        self.ended: list[BoundedChannel] = []
        self.site = BoundedSite(
            Echo(),
            clock=self.clock,
            limits=Limits(body=1000, head=2048),
            counters=Counters(),
            read_client=lambda transport, head: Client("192.0.2.1", secure=True),
            upgrade=lambda channel, client, head, rest: self.upgraded.append((head, rest)),
            gone=self.ended.append,
            serve_api=self.echo if self.api else None,
            # Each piece of work takes as long as one turn lets it.
            turns=AddressTurns(self.clock, measure=count(0.0, 2 * SLICE_SECONDS).__next__),
        )

    def echo(self, exchange: Exchange) -> None:
        """
        Answers as `Echo` does.
        """
        head, body = exchange.head, exchange.body
        exchange.fields.append(("Content-Type", "text/plain"))
        exchange.respond(200, f"{head.method} {head.path} {len(body)} {'.' * 1000}".encode())

    def connect(self) -> Wire:
        """
        A connection that the front has handed over.
        """
        wire = Wire(IPv4Address("TCP", "192.0.2.1", 4000), self.clock)
        wire.protocol = self.site.channel(self.clock.seconds() + 10)
        wire.protocol.makeConnection(wire)
        return wire

    def exchange(self, *pieces: bytes) -> tuple[list[int], bytes, Wire]:
        """
        The statuses of all answers to what is sent, the answers, and the connection.
        """
        wire = self.connect()
        for piece in pieces:
            wire.receive(piece)
        answer = wire.take()
        return [int(code) for code in re.findall(rb"HTTP/1\.[01] (\d\d\d) ", answer)], answer, wire

    def refused(self, code: int, *pieces: bytes, before: tuple[int, ...] = ()) -> bytes:
        """
        Check that the last answer is `code`, with security headers, and that nothing follows it.
        """
        codes, answer, wire = self.exchange(*pieces)
        self.assertEqual(codes, [*before, code])
        self.assertTrue(wire.disconnecting)
        last = answer[answer.rindex(b"HTTP/1.") :]
        for name, value in SECURITY_HEADERS:
            self.assertIn(f"\r\n{name}: {value}\r\n".encode(), last)
        return last


class PersistenceTests(HttpTests):
    def test_requests_on_one_connection_are_answered_in_order(self) -> None:
        """
        Whether they come one by one or all at once.
        """
        for pieces in (
            (GET, GET.replace(b"/a", b"/b"), GET.replace(b"/a", b"/c")),
            (GET + GET.replace(b"/a", b"/b") + GET.replace(b"/a", b"/c"),),
            tuple(bytes((byte,)) for byte in GET + GET.replace(b"/a", b"/b") + GET.replace(b"/a", b"/c")),
        ):
            codes, answer, wire = self.exchange(*pieces)
            self.assertEqual(codes, [200] * 3)
            self.assertEqual(re.findall(rb"GET (/\w) 0", answer), [b"/a", b"/b", b"/c"])
            self.assertFalse(wire.disconnecting)

    def test_bodies_of_pipelined_requests_are_kept_apart(self) -> None:
        """
        Each ends where its length says.
        """
        post = b"POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
        codes, answer, _ = self.exchange(post + GET + post)
        self.assertEqual(codes, [200] * 3)
        self.assertEqual(re.findall(rb"(\w+ /\w \d)", answer), [b"POST /p 3", b"GET /a 0", b"POST /p 3"])

    def test_http_1_0_and_close_end_the_connection(self) -> None:
        for request in (b"GET /a HTTP/1.0\r\n\r\n", GET.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")):
            codes, _, wire = self.exchange(request)
            self.assertEqual(codes, [200])
            self.assertTrue(wire.disconnecting)

    def test_connection_ends_after_a_body_in_chunks(self) -> None:
        """
        Where it ends is what readers disagree about: nothing behind it is a request.
        """
        chunked = b"POST /p HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
        codes, answer, wire = self.exchange(chunked + GET)
        self.assertEqual(codes, [200])
        self.assertIn(b"POST /p 3", answer)
        self.assertIn(b"Connection: close\r\n", answer)
        self.assertTrue(wire.disconnecting)

    def test_reader_who_does_not_read_gets_no_second_answer(self) -> None:
        """
        A thousand requests in one packet do not become a thousand answers in memory.
        """
        wire = self.connect()
        wire.stalls = True
        wire.receive(GET * 1000)
        self.assertLess(len(wire.take()), 5000)
        self.assertTrue(wire.disconnecting)

    def test_end_of_the_connection_is_told_once(self) -> None:
        """
        Otherwise the connection would be uncounted twice.
        """
        wire = self.connect()
        wire.receive(GET)
        wire.hang_up()
        self.assertEqual(len(self.ended), 1)


class TurnTests(HttpTests):
    """
    Others are read from first.
    """

    def setUp(self) -> None:
        super().setUp()
        self.others = self.silent()
        self.others.receive(GET)

    def silent(self) -> Wire:
        """
        A connection on which the turn of the reactor does not end with what is sent.
        """
        wire = Wire(IPv4Address("TCP", "192.0.2.1", 4000))
        wire.protocol = self.site.channel(self.clock.seconds() + 10)
        wire.protocol.makeConnection(wire)
        return wire

    def test_nothing_more_is_read_until_it_is_their_turn(self) -> None:
        """
        What they send meanwhile waits with them: many who send much at once fill no memory of ours.
        """
        wire = self.silent()
        wire.receive(GET)
        self.assertEqual((wire.take(), wire.producerState), (b"", "paused"))
        self.clock.advance(0)
        self.assertEqual(wire.producerState, "producing")
        self.assertIn(b"GET /a 0", wire.take())

    def test_what_came_in_the_same_turn_stays_together(self) -> None:
        """
        Frames behind an upgrade belong to the WebSocket, also if TLS hands them over one by one.
        """
        wire = self.silent()
        upgrade = b"\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"
        for piece in (GET.replace(b"\r\n\r\n", upgrade), b"one", b"two"):
            wire.receive(piece)
        self.clock.advance(0)
        self.assertEqual([rest for _, rest in self.upgraded], [b"onetwo"])

    def test_who_is_gone_when_it_is_their_turn_is_not_read(self) -> None:
        """
        Nothing is left to be done for them.
        """
        wire = self.silent()
        wire.receive(GET)
        wire.hang_up()
        self.clock.advance(0)
        self.assertEqual(wire.take(), b"")


class BodyTests(HttpTests):
    def post(self, length: int, body: bytes, extra: bytes = b"") -> bytes:
        """
        A request with a body of an announced length.
        """
        return b"POST /p HTTP/1.1\r\nHost: a\r\n%sContent-Length: %d\r\n\r\n%s" % (extra, length, body)

    def chunked(self, *chunks: bytes) -> bytes:
        """
        A request with a body in chunks.
        """
        head = b"POST /p HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        return head + b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in (*chunks, b""))

    def test_body_of_the_limit_is_taken(self) -> None:
        """
        By length and in chunks.
        """
        for request in (self.post(1000, b"x" * 1000), self.chunked(b"x" * 400, b"x" * 600)):
            _, answer, _ = self.exchange(request)
            self.assertIn(b"POST /p 1000", answer)

    def test_forms_are_not_looked_into(self) -> None:
        """
        A body is bytes to us, also where it says it were a form and is none.
        """
        for kind in (b"application/x-www-form-urlencoded", b"multipart/form-data"):
            request = self.post(3, b"a=b", b"Content-Type: %s\r\n" % kind)
            codes, answer, _ = self.exchange(request)
            self.assertEqual(codes, [200])
            self.assertIn(b"POST /p 3", answer)

    def test_longer_body_is_413_by_its_length_alone(self) -> None:
        """
        Before any of it has come.
        """
        self.assertIn(b"1000 bytes", self.refused(413, self.post(1001, b"")))
        self.refused(413, self.post(10**14, b""))

    def test_longer_body_is_413_once_even_if_it_is_all_there(self) -> None:
        """
        Nothing in it is taken for a request.
        """
        self.refused(413, self.post(1001, b"x" * 1001) + GET)
        self.refused(413, self.post(2000, GET * 50))

    def test_longer_body_in_chunks_is_413_once(self) -> None:
        """
        As soon as it is too long, with or without its end.
        """
        self.refused(413, self.chunked(b"x" * 600, b"x" * 600))
        self.refused(413, self.chunked(*[b"x"] * 1001))
        self.refused(413, *(bytes((byte,)) for byte in self.chunked(b"x" * 1001)))
        self.refused(413, self.chunked(b"x" * 600, b"x" * 600)[:-5], b"more")

    def test_longer_body_is_not_asked_for(self) -> None:
        """
        A client that waits for `100 Continue` is told 413 and nothing else.
        """
        self.refused(413, self.post(1001, b"", b"Expect: 100-continue\r\n"))

    def test_body_within_the_limit_is_asked_for(self) -> None:
        """
        RFC 9110, section 10.1.1.
        """
        codes, _, _ = self.exchange(self.post(3, b"", b"Expect: 100-continue\r\n"), b"abc")
        self.assertEqual(codes, [100, 200])

    def test_malformed_chunks_are_400(self) -> None:
        """
        Sizes that are none, signs, a missing end of line, endless extensions.
        """
        head = b"POST /p HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        for body in (
            b"zz\r\n",
            b"-1\r\n",
            b"+1\r\na\r\n",
            b"0x1\r\na\r\n",
            b"1\r\nab\r\n",
            b"1" * 5000,
            b"1;" + b"x" * 5000,
        ):
            with self.subTest(body=body[:10]):
                self.refused(400, head + body)

    def test_bytes_after_a_refusal_are_nothing(self) -> None:
        wire = self.connect()
        wire.receive(self.post(1001, b""))
        wire.take()
        wire.protocol.dataReceived(GET)
        self.assertEqual(wire.take(), b"")


class LaterRequestTests(HttpTests):
    def test_later_head_that_readers_disagree_about_is_400(self) -> None:
        """
        The first request was looked at by the front; the next ones are refused for the same.
        """
        for fields in (
            b"Transfer-Encoding: identity\r\n",
            b"Transfer-Encoding: gzip, chunked\r\n",
            b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
            b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n",
            b"Transfer-Encoding: chunked\r\nContent-Length: 3\r\n",
            b"Content-Length: 3\r\nContent-Length: 3\r\n",
            b"Content-Length: +3\r\n",
            b"Content-Length: 3, 3\r\n",
            b"Content-Length: -3\r\n",
            b"Bad Name: 3\r\n",
            b"No colon\r\n",
        ):
            for head in (
                b"POST /p HTTP/1.1\r\nHost: a\r\n" + fields,
                b"POST /p HTTP/1.1\r\n" + fields + b"Host: a\r\n",
            ):
                with self.subTest(head=head):
                    code = 501 if b"gzip" in fields else 400
                    self.refused(code, GET + head + b"\r\nabc" + GET, before=(200,))
                    self.refused(code, GET, head + b"\r\nabc", GET, before=(200,))

    def test_later_line_that_is_no_request_is_400(self) -> None:
        self.refused(400, GET + b"nonsense\r\n\r\n", before=(200,))

    def test_later_head_above_the_limit_is_431(self) -> None:
        """
        In one line or in many, with its end or without.
        """
        begin = b"GET / HTTP/1.1\r\nHost: a\r\n"
        self.refused(431, GET + begin + b"X: " + b"x" * 3000 + b"\r\n\r\n", before=(200,))
        self.refused(431, GET + begin + b"X: " + b"x" * 3000, before=(200,))
        self.refused(431, GET, begin, *[b"X: " + b"x" * 100 + b"\r\n"] * 30, before=(200,))
        self.refused(431, GET, begin, *[b"X: x\r\n"] * 150, b"\r\n", before=(200,))


class AnswerTests(HttpTests):
    def test_fault_of_ours_is_500_without_its_text(self) -> None:
        """
        The log has it, the client has not.
        """
        answer = self.refused(500, GET.replace(b"/a", b"/broken"))
        self.assertTrue(answer.startswith(b"HTTP/1.1 500 Internal Server Error\r\n"))
        self.assertNotIn(b"secret", answer)
        self.assertEqual(len(self.flushLoggedErrors(RuntimeError)), 1)

    def test_server_does_not_tell_what_it_is_made_of(self) -> None:
        """
        Neither on a page nor on a refusal.
        """
        for request in (GET, b"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n"):
            _, answer, _ = self.exchange(request)
            self.assertNotIn(b"Twisted", answer)

    def test_every_answer_has_security_headers(self) -> None:
        for request in (GET, b"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", b"TRACE /a HTTP/1.1\r\nHost: a\r\n\r\n"):
            _, answer, _ = self.exchange(request)
            for name, value in SECURITY_HEADERS:
                self.assertIn(f"\r\n{name}: {value}\r\n".encode(), answer)

    def test_upgrade_is_handed_over_with_what_was_sent_behind_it(self) -> None:
        """
        The head as it came, and the bytes after it.
        """
        request = b"GET /ws?x HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nCookie: a\r\nCookie: b\r\n\r\n"
        _, _, wire = self.exchange(request + b"\x81\x00")
        found: Any = self.upgraded[0]
        head, rest = found
        self.assertEqual((head.method, head.target, head.version), ("GET", "/ws?x", (1, 1)))
        self.assertEqual((head.get("cookie"), rest), ("a, b", b"\x81\x00"))
        self.assertIsNone(wire.producer)


class PlainPersistenceTests(PersistenceTests):
    api = True


class PlainTurnTests(TurnTests):
    api = True


class PlainBodyTests(BodyTests):
    api = True


class PlainLaterRequestTests(LaterRequestTests):
    api = True


class LateAnswerTests(HttpTests):
    """
    The API takes its time.
    """

    api = True
    post = b"POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"

    def setUp(self) -> None:
        super().setUp()
        self.asked: list[Exchange] = []

    def echo(self, exchange: Exchange) -> None:
        """
        Keeps the request.
        """
        self.asked.append(exchange)

    def answer(self, wire: Wire) -> bytes:
        """
        What comes of the answer to the request that waits.
        """
        super().echo(self.asked.pop())
        self.clock.advance(0)
        return wire.take()

    def test_next_request_waits_for_the_answer(self) -> None:
        """
        Whether it came with the one before or later; nothing more is read then.
        """
        for pieces in ((self.post + GET,), (self.post, GET), (self.post[:-1], b"c" + GET[:9], GET[9:])):
            wire = self.connect()
            for piece in pieces:
                wire.receive(piece)
            self.assertEqual(len(self.asked), 1)
            self.assertTrue(wire.protocol.request_begun)
            self.assertIn(b"POST /p 3", self.answer(wire))
            self.assertEqual(len(self.asked), 1)
            self.assertTrue(wire.protocol.request_begun)
            self.assertIn(b"GET /a 0", self.answer(wire))
            self.assertFalse(wire.protocol.request_begun)

    def test_what_waits_for_its_turn_follows_what_came_before(self) -> None:
        """
        And nothing more is read until that turn, though Twisted reads on after an answer.
        """
        wire = Wire(IPv4Address("TCP", "192.0.2.1", 4000))
        wire.protocol = self.site.channel(self.clock.seconds() + 10)
        wire.protocol.makeConnection(wire)
        wire.receive(self.post)
        self.clock.advance(0)
        # The first piece is read at once and takes the whole slice; the second waits.
        wire.receive(GET[:9])
        wire.receive(GET[9:])
        self.assertEqual(wire.producerState, "paused")
        super().echo(self.asked.pop())
        self.assertTrue(wire.protocol.request_begun)
        wire.receive(GET.replace(b"/a", b"/b"))
        self.assertEqual(wire.producerState, "paused")
        self.assertIn(b"POST /p 3", wire.take())
        self.clock.advance(0)
        self.assertIn(b"GET /a 0", self.answer(wire))
        self.assertIn(b"GET /b 0", self.answer(wire))

    def test_much_behind_a_request_is_left_with_the_peer(self) -> None:
        wire = self.connect()
        wire.receive(self.post + b"x" * 100_000)
        self.assertEqual(wire.producerState, "paused")

    def test_answer_for_somebody_who_has_left_is_dropped(self) -> None:
        """
        The request is not.
        """
        for request in (self.post, self.post.replace(b"Content-Length: 3\r\n\r\nabc", CHUNKED)):
            wire = self.connect()
            wire.receive(request)
            wire.hang_up()
            (exchange,) = self.asked
            self.assertEqual((exchange.left, exchange.body), (True, b"abc"))
            self.assertEqual(self.answer(wire), b"")

    def test_deadline_ends_with_the_body_and_begins_with_the_next_request(self) -> None:
        wire = self.connect()
        wire.receive(self.post[:-1])
        self.assertIsNotNone(wire.protocol.deadline)
        wire.receive(b"c")
        self.assertIsNone(wire.protocol.deadline)
        self.answer(wire)
        self.assertEqual(wire.protocol.deadline, self.clock.seconds() + wire.protocol.idle_seconds)

    def test_answer_during_a_stop_is_the_last_one(self) -> None:
        wire = self.connect()
        wire.receive(self.post)
        self.site.draining = True
        self.assertIn(b"\r\nConnection: close\r\n", self.answer(wire))
        self.assertTrue(wire.disconnecting)

    def test_peer_who_does_not_read_gets_no_second_answer(self) -> None:
        wire = self.connect()
        wire.receive(self.post + self.post)
        wire.stalls = True
        wire.protocol.pauseProducing()
        self.assertIn(b"\r\nConnection: close\r\n", self.answer(wire))
        self.assertEqual(self.asked, [])

    def test_field_with_a_line_break_is_a_fault(self) -> None:
        """
        Nobody adds a field of their own to an answer.
        """
        wire = self.connect()
        wire.receive(self.post)
        exchange = self.asked.pop()
        exchange.fields.append(("Location", "/a\r\nSet-Cookie: b"))
        self.assertRaises(ValueError, exchange.respond, 200, b"")
        self.assertEqual(wire.take(), b"")
