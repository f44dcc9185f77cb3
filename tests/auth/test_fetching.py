"""
Getting a small document from somebody who may be slow, broken or malicious: over real sockets.
"""

import gzip
from typing import Any

from twisted.internet import reactor
from twisted.internet.defer import Deferred
from twisted.internet.endpoints import serverFromString
from twisted.internet.protocol import Factory, Protocol
from twisted.internet.task import Clock
from twisted.trial.unittest import TestCase
from twisted.web.client import Agent

from chatd.auth.jwks import FetchError, TreqFetch


class Stub(Protocol):
    """
    A server that sends what it was told to, piece by piece, and remembers how it ended.
    """

    def __init__(self, answer: bytes, *, close: bool, lost: Deferred[None], asked: Deferred[bytes]) -> None:
        self._answer = answer
        self._close = close
        self._lost = lost
        self._asked = asked
        self._request = b""

    def dataReceived(self, data: bytes) -> None:
        """
        The request has come; here is the answer.
        """
        self._request += data
        if b"\r\n\r\n" in self._request and not self._asked.called:
            transport: Any = self.transport
            transport.write(self._answer)
            if self._close:
                transport.loseConnection()
            self._asked.callback(self._request)

    def connectionLost(self, reason: object = None) -> None:
        """
        The other end is gone.
        """
        self._lost.callback(None)


class TreqFetchTests(TestCase):
    """
    One document.
    """

    def serve(self, answer: bytes, *, close: bool = False) -> None:
        """
        A server that gives that answer.
        """
        self.lost: Deferred[None] = Deferred()
        self.asked: Deferred[bytes] = Deferred()
        factory = Factory.forProtocol(lambda: Stub(answer, close=close, lost=self.lost, asked=self.asked))
        listening = serverFromString(reactor, "tcp:0:interface=127.0.0.1").listen(factory)
        self.port = self.successResultOf(listening)
        self.number = self.port.getHost().port
        self.addCleanup(self.port.stopListening)
        self.clock = Clock()

    def fetch(self, most: int = 65536) -> Deferred[bytes]:
        """
        Ask for it, with a clock that only the test moves.
        """
        fetching = TreqFetch(Agent(reactor), self.clock, seconds=5.0, most=most)
        return fetching(f"http://127.0.0.1:{self.number}/keys?a=1")

    async def error(self, fetching: Deferred[bytes]) -> str:
        """
        What is said of it; and nothing stays connected.
        """
        error = await self.assertFailure(fetching, FetchError)
        await self.lost
        self.assertEqual(self.clock.getDelayedCalls(), [])
        return str(error)

    async def test_document_comes_whole(self) -> None:
        """
        By its length; the request says what is wanted.
        """
        self.serve(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n{}\r\n")
        self.assertEqual(await self.fetch(), b"{}\r\n")
        request = await self.asked
        self.assertTrue(request.startswith(b"GET /keys?a=1 HTTP/1.1\r\n"))
        self.assertIn(b"Accept: application/json\r\n", request)
        await self.lost

    async def test_document_ends_with_the_connection(self) -> None:
        """
        As old servers do it.
        """
        self.serve(b"HTTP/1.0 200 OK\r\n\r\n{}", close=True)
        self.assertEqual(await self.fetch(), b"{}")
        await self.lost

    async def test_ten_megabytes_are_cut_off(self) -> None:
        """
        Without waiting for the rest.
        """
        self.serve(b"HTTP/1.1 200 OK\r\nContent-Length: 10000000\r\n\r\n" + b"x" * 10_000_000)
        self.assertEqual(await self.error(self.fetch()), "more than 65536 bytes")

    async def test_bound_is_exact(self) -> None:
        """
        What just fits is taken.
        """
        self.serve(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n" + b"x" * 100)
        self.assertEqual(await self.fetch(most=100), b"x" * 100)
        await self.lost

    async def test_small_body_that_grows_is_cut_off(self) -> None:
        """
        What counts is what comes out of the compression.
        """
        bomb = gzip.compress(b"x" * 1_000_000)
        head = f"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {len(bomb)}\r\n\r\n"
        self.serve(head.encode() + bomb)
        self.assertEqual(await self.error(self.fetch()), "more than 65536 bytes")

    async def test_server_that_says_nothing_is_given_up_on(self) -> None:
        """
        After five seconds in all.
        """
        self.serve(b"")
        fetching = self.fetch()
        await self.asked
        self.clock.advance(4.9)
        self.assertNoResult(fetching)
        self.clock.advance(0.1)
        self.assertEqual(await self.error(fetching), "no answer in time")

    async def test_server_that_stops_in_the_middle_is_given_up_on(self) -> None:
        """
        The same five seconds.
        """
        self.serve(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")
        fetching = self.fetch()
        await self.asked
        # The head and the first byte are on their way; whether they have come makes no difference.
        self.clock.advance(5.0)
        self.assertEqual(await self.error(fetching), "no answer in time")

    async def test_answer_that_breaks_off_is_none(self) -> None:
        self.serve(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{}", close=True)
        self.assertEqual(await self.error(self.fetch()), "the answer broke off")

    async def test_other_statuses_are_errors(self) -> None:
        """
        A redirection is not followed: what is believed comes from where the operator said.
        """
        self.serve(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 2\r\n\r\n{}")
        self.assertEqual(await self.error(self.fetch()), "status 302")

    async def test_what_is_no_http_is_an_error(self) -> None:
        self.serve(b"SSH-2.0-OpenSSH\r\n\r\n", close=True)
        self.assertIn("ParseError", await self.error(self.fetch()))

    async def test_nobody_there_is_an_error(self) -> None:
        """
        Told as the system says it.
        """
        self.serve(b"")
        await self.port.stopListening()
        error = await self.assertFailure(self.fetch(), FetchError)
        self.assertIn("refused", str(error))
