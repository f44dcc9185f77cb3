"""
Sign-ins, registrations and resets that are refused whatever their body is: answered by their head alone.
"""

import json

from chatd.auth.settings import AccountSettings
from chatd.http.exchange import Exchange
from tests.auth.people import Town
from tests.http.api.visitor import HOME, HOST, ApiTestCase, Reply, read
from tests.support.memory_node import Wire

BODY = b'{"name": "Anna", "password": "wrong horse"}'


def request(path: str = "/api/session", body: bytes = BODY, *, method: str = "POST", more: str = "") -> bytes:
    """
    The bytes of a request by a browser.
    """
    return (
        f"{method} {path} HTTP/1.1\r\nHost: {HOST}\r\nOrigin: {HOME}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n{more}\r\n"
    ).encode() + body


class EarlyRefusalTests(ApiTestCase):
    def setUp(self) -> None:
        """
        An address with no tries left.
        """
        super().setUp()
        self.settle(Town(AccountSettings(tries_burst=1, tries_per_minute=0.001, registrations_per_hour=0.001)))
        self.served: list[str] = []

        def noted(exchange: Exchange) -> None:
            self.served.append(exchange.head.path)
            self.api.serve_exchange(exchange)

        self.patch(self.site, "serve_api", noted)
        self.anna.ask("POST", "/api/session", {"name": "Anna", "password": "wrong horse"})
        self.anna.ask("POST", "/api/account", {"name": "Ben", "password": "correct horse"})
        self.served.clear()

    def connect(self) -> Wire:
        """
        A connection from that address.
        """
        wire = Wire(self.anna.peer, self.site.clock)
        wire.protocol = self.site.channel(10.0)
        wire.protocol.makeConnection(wire)
        return wire

    def answers(self, *pieces: bytes) -> tuple[list[Reply], Wire]:
        """
        The answers to these bytes on one connection.
        """
        wire = self.connect()
        for piece in pieces:
            wire.receive(piece)
        data, found = wire.take(), []
        while data:
            head, _, rest = data.partition(b"\r\n\r\n")
            length = int(read(head + b"\r\n\r\n").field("content-length"))
            found.append(read(head + b"\r\n\r\n" + rest[:length]))
            data = rest[length:]
        return found, wire

    def test_address_that_is_refused_is_busy(self) -> None:
        """
        It shares the processor with all others that are, without a burst; one that is served is not.
        """
        marked: list[str] = []
        self.patch(self.site.turns, "mark_refused", lambda: marked.append("busy"))
        self.answers(request("/api/session", method="GET"))
        self.assertEqual(marked, [])
        self.answers(request())
        self.assertEqual(marked, ["busy"])

    def test_sign_in_without_tries_left_is_refused_unread(self) -> None:
        """
        As the endpoint would: a problem document, with the time to wait and the fields of every answer.
        """
        for path in ("/api/session", "/api/account", "/api/account/reset"):
            (early,), _ = self.answers(request(path))
            # An empty body in chunks has no end that the head tells: it is read.
            late = read(self.slow_answer(path))
            self.assertEqual((early.status, early.body["code"]), (429, "rate_limited"), path)
            self.assertEqual(early.status, late.status)
            self.assertEqual(early.body["code"], late.body["code"])
            self.assertEqual(set(late.fields) - {"connection"}, set(early.fields))
            for name in ("retry-after", "vary", "content-security-policy", "cache-control"):
                self.assertEqual(early.fields[name], late.fields[name])
        self.assertEqual(len(self.served), 3)

    def slow_answer(self, path: str) -> bytes:
        """
        The answer to a request that has to be read.
        """
        wire = self.connect()
        head = f"POST {path} HTTP/1.1\r\nHost: {HOST}\r\nOrigin: {HOME}\r\nTransfer-Encoding: chunked\r\n\r\n"
        wire.receive(head.encode() + b"0\r\n\r\n")
        return wire.take()

    def test_connection_stays_open(self) -> None:
        """
        However the bytes of the requests come, and with others between them.
        """
        other = request("/api/site", b"", method="GET")
        whole = request() + request(body=b"") + other + request() + other
        for pieces in ((whole,), tuple(bytes((byte,)) for byte in whole), (whole[:150], whole[150:400], whole[400:])):
            found, wire = self.answers(*pieces)
            self.assertEqual([reply.status for reply in found], [429, 429, 200, 429, 200])
            self.assertFalse(wire.disconnecting)

    def test_connection_is_closed_if_the_client_wants_that(self) -> None:
        found, wire = self.answers(request(more="Connection: close\r\n") + request())
        self.assertEqual([(reply.status, reply.field("connection")) for reply in found], [(429, "close")])
        self.assertTrue(wire.disconnecting)

    def test_body_is_no_request(self) -> None:
        """
        What is dropped is the announced length, to the byte.
        """
        inner = request("/api/site", b"", method="GET")
        found, _ = self.answers(request(body=inner), inner)
        self.assertEqual([reply.status for reply in found], [429, 200])

    def test_nothing_is_answered_before_the_body_is_there(self) -> None:
        wire = self.connect()
        wire.receive(request()[:-1])
        self.assertEqual(wire.take(), b"")
        wire.receive(BODY[-1:])
        self.assertEqual(read(wire.take()).status, 429)

    def test_known_browser_is_let_through(self) -> None:
        """
        Its cookie is not verified by its head alone: whether it is known, the endpoint's answer says.
        """
        town = Town(AccountSettings(tries_burst=2, tries_per_minute=0.001))
        self.settle(town)
        self.join(self.anna)
        known = self.anna.known
        for _ in range(3):
            self.visitor().ask("POST", "/api/session", {"name": "Anna", "password": "wrong horse"})
        body = json.dumps({"name": "Anna", "password": "correct horse"}).encode()
        (refused,), _ = self.answers(request(body=body))
        (right,), _ = self.answers(request(body=body, more=f"Cookie: {known}\r\n"))
        self.assertEqual((refused.status, right.status), (429, 200))

    def test_token_of_the_sites_login_is_read(self) -> None:
        """
        It costs no hash: who has tried passwords too often, or sits beside somebody who has, signs in with one.
        """
        found, _ = self.answers(request(body=b'{"token": "a.b.c"}'), request(), request(body=b'{"token": "a.b.c"}'))
        self.assertEqual(
            [(reply.status, reply.body["code"]) for reply in found],
            [(401, "bad_token"), (429, "rate_limited"), (401, "bad_token")],
        )
        (named,), _ = self.answers(request(body=b'{"name": "token", "password": "wrong horse"}'))
        self.assertEqual(named.status, 429)

    def test_what_may_succeed_is_read(self) -> None:
        found, _ = self.answers(request("/api/site", b"", method="GET"), request("/api/nowhere", b"{}"))
        self.assertEqual([reply.status for reply in found], [200, 404])
        self.assertEqual(len(self.served), 2)

    def test_body_beyond_the_limit_closes(self) -> None:
        found, wire = self.answers(request(body=b"x" * (self.site.limits.body + 1)))
        self.assertEqual([reply.status for reply in found], [413])
        self.assertTrue(wire.disconnecting)
