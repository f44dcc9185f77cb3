"""
Which host names are served, and what browsers are told about TLS.
"""

from typing import Any

from twisted.internet.interfaces import ISSLTransport
from twisted.internet.task import Clock
from twisted.trial.unittest import SynchronousTestCase
from zope.interface import directlyProvides

from chatd.http.head import Head
from chatd.http.hosts import Hosts, parse_host_name
from chatd.refusal_log import RefusalLog
from tests.support.memory_node import Listener, with_server
from tests.support.wsclient import handshake

LOCAL = (
    "localhost:8080",
    "app.localhost",
    "127.0.0.1",
    "192.0.2.1:8080",
    "[::1]:8080",
    "[2001:db8::1]",
    "chatd:8080",
    "",
)
"""Values of ``Host`` that are always served."""

REBOUND = (
    "evil.example",
    "EVIL.example:8080",
    "chat.example.org.evil.example",
    "127.0.0.1.evil.example",
    "a.chat.example.org",
)


def head(host: str, path: str = "/", **fields: str) -> Head:
    """
    A request to that host.
    """
    return Head("GET", path, (1, 1), {"host": [host], **{name: [value] for name, value in fields.items()}})


def get(path: str, host: str) -> bytes:
    """
    A request as a browser sends it.
    """
    return f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode()


class HostsTests(SynchronousTestCase):
    """
    The decision.
    """

    def hosts(self, *listed: str) -> Hosts:
        """
        With these names in the configuration.
        """
        self.saved: list[str] = []
        self.refusals = RefusalLog(Clock())
        return Hosts(listed, self.refusals, self.saved.append)

    def test_new_site_serves_every_name(self) -> None:
        hosts = self.hosts()
        self.assertTrue(all(hosts.allow(head(host)) for host in (*LOCAL, *REBOUND)))

    def test_name_of_the_first_administrator_is_the_only_one(self) -> None:
        """
        Beside addresses, loopback names and names without a dot.
        """
        hosts = self.hosts()
        hosts.administrator_signed_in("Chat.Example.org:8080")
        self.assertEqual(self.saved, ["chat.example.org"])
        hosts.administrator_signed_in("other.example.org")
        self.assertEqual(self.saved, ["chat.example.org"])
        served = ("chat.example.org", "CHAT.example.ORG:443", "chat.example.org.", *LOCAL)
        self.assertEqual([host for host in served if not hosts.allow(head(host))], [])
        self.assertEqual([host for host in REBOUND if hosts.allow(head(host))], [])

    def test_administrator_at_a_local_name_teaches_nothing(self) -> None:
        """
        Somebody who sets a site up through a tunnel does not lock out its public name.
        """
        hosts = self.hosts()
        for host in LOCAL:
            hosts.administrator_signed_in(host)
        self.assertEqual(self.saved, [])
        self.assertTrue(hosts.allow(head("chat.example.org")))

    def test_learned_name_is_restored(self) -> None:
        hosts = self.hosts()
        hosts.restore(None)
        self.assertTrue(hosts.allow(head("evil.example")))
        hosts.restore("chat.example.org")
        self.assertFalse(hosts.allow(head("evil.example")))

    def test_listed_names_take_the_place_of_learned_ones(self) -> None:
        hosts = self.hosts("a.example", "*.b.example")
        hosts.restore("c.example")
        hosts.administrator_signed_in("c.example")
        found = [
            hosts.allow(head(host)) for host in ("a.example", "x.b.example", "b.example", "x.y.b.example", "c.example")
        ]
        self.assertEqual((found, self.saved), ([True, True, False, False, False], []))
        self.assertTrue(self.hosts("*").allow(head("evil.example")))

    def test_refusal_names_the_setting_and_is_counted(self) -> None:
        hosts = self.hosts("a.example")
        why = hosts.refusal_of(head("evil.example"), "2001:db8::1")
        assert why is not None
        self.assertEqual(why.status, 421)
        self.assertIn("server.hosts", why.text)
        (found,) = self.refusals.top_sources(5)
        self.assertEqual((found.kind, found.who), ("server.hosts", "2001:db8::/64"))

    def test_health_checks_and_programs_may_use_any_name(self) -> None:
        """
        A handshake without an origin is of no browser; a token without a cookie opens what it opens.
        """
        hosts = self.hosts("a.example")
        program = head("internal.example", "/ws", upgrade="websocket", connection="upgrade")
        self.assertIsNone(hosts.refusal_of(program, None))
        self.assertIsNone(hosts.refusal_of(head("internal.example", "/ready"), None))
        back_end = head("internal.example", "/api/session", authorization="Bearer x")
        self.assertIsNone(hosts.refusal_of(back_end, None))
        pages = (
            head("evil.example", "/ws", upgrade="websocket", origin="http://evil.example"),
            head("evil.example", "/api/session", authorization="Bearer x", cookie="chatd_session=x"),
            head("evil.example", "/api/session", authorization="Bearer x", origin="http://evil.example"),
        )
        for page in pages:
            self.assertIsNotNone(hosts.refusal_of(page, None))

    def test_api_of_programs_may_use_any_name(self) -> None:
        """
        A back end shows a token, and nothing that browsers add.
        """
        hosts = self.hosts()
        hosts.administrator_signed_in("chat.example.org")
        backend = {"authorization": "Bearer chatd_key_x"}
        self.assertIsNone(hosts.refusal_of(head("chatd.internal.example", "/api/messages", **backend), None))
        self.assertIsNone(hosts.refusal_of(head("chatd.internal.example", "/hooks/chatd_hook_x"), None))
        for path, fields in (
            ("/api/messages", {}),
            ("/api/messages", {"authorization": "Basic eDp5"}),
            ("/api/messages", backend | {"cookie": "a=b"}),
            ("/api/messages", backend | {"origin": "http://evil.example"}),
            ("/api/messages", backend | {"sec-fetch-site": "same-origin"}),
            ("/", backend),
            ("/hooks", {}),
            ("/hooks/chatd_hook_x", {"origin": "http://evil.example"}),
        ):
            self.assertIsNotNone(hosts.refusal_of(head("evil.example", path, **fields), None), (path, fields))

    def test_learned_name_does_not_count_over_tls(self) -> None:
        """
        An administrator who signs in at an internal name first does not shut out the public one.
        """
        hosts = self.hosts()
        hosts.administrator_signed_in("chat.internal.example")
        self.assertIsNone(hosts.refusal_of(head("chat.example.org"), None, secure=True))
        self.assertIsNotNone(hosts.refusal_of(head("chat.example.org"), None))
        self.assertIsNotNone(self.hosts("a.example").refusal_of(head("chat.example.org"), None, secure=True))

    def test_names_are_read_as_people_write_them(self) -> None:
        for text, name in (
            ("Chat.Example.ORG", "chat.example.org"),
            ("*", "*"),
            ("*.example.org", "*.example.org"),
            ("b\u00fccher.example", "xn--bcher-kva.example"),
            ("[2001:DB8::1]", "2001:db8::1"),
        ):
            self.assertEqual(parse_host_name(text), name)

    def test_what_is_no_name_is_told_what_to_write(self) -> None:
        for text, wanted in (
            ("https://chat.example.org/", "chat.example.org"),
            ("chat.example.org:8080", "chat.example.org"),
            ("chat.example.org/path", "chat.example.org"),
            ("a b", "cannot be"),
            ("", "cannot be"),
            ("*.", "cannot be"),
        ):
            self.assertIn(wanted, str(self.assertRaises(ValueError, parse_host_name, text)))


class ServedTests(SynchronousTestCase):
    """
    What is answered on the port.
    """

    def test_page_of_another_site_is_told_that_the_name_is_not_served(self) -> None:
        """
        Where it asks why it cannot connect, and nowhere else.
        """
        listener = Listener(with_server(hosts=("chat.example.org",)))
        readable = b"Access-Control-Allow-Origin: *"
        self.assertIn(readable, listener.request(get("/ws", "chat.example")))
        self.assertNotIn(readable, listener.request(get("/api/site", "chat.example")))

    def test_rebound_name_gets_nothing(self) -> None:
        """
        Neither the page nor the API nor a WebSocket, also on a connection that was good before.
        """
        listener = Listener(with_server(hosts=("chat.example.org",)))
        for path in ("/", "/api/site", "/assets/x", "/ws"):
            self.assertIn(b"HTTP/1.1 421 ", listener.request(get(path, "evil.example")), path)
        problem = listener.request(get("/api/site", "evil.example"))
        self.assertIn(b"application/problem+json", problem)
        self.assertIn(b"server.hosts", problem)
        page = handshake(host="evil.example", extra="Origin: http://evil.example\r\n")
        self.assertIn(b"HTTP/1.1 421 ", listener.request(page))
        wire = listener.connect()
        wire.receive(get("/", "chat.example.org"))
        listener.turn()
        self.assertIn(b"HTTP/1.1 200 ", wire.take())
        wire.receive(get("/", "evil.example"))
        listener.turn()
        self.assertIn(b"HTTP/1.1 421 ", wire.take())
        self.assertEqual(sum(count for (_, code), count in listener.counters.refused.items() if code == "421"), 7)

    def test_served_names_work(self) -> None:
        listener = Listener(with_server(hosts=("chat.example.org",)))
        for host in ("chat.example.org", "localhost:8080", "192.0.2.7"):
            self.assertIn(b"HTTP/1.1 200 ", listener.request(get("/api/site", host)))
            self.assertIn(b"HTTP/1.1 101 ", listener.request(handshake(host=host, extra=f"Origin: http://{host}\r\n")))
        self.assertIn(b"HTTP/1.1 200 ", listener.request(get("/ready", "whatever.example")))


class LearnedTests(SynchronousTestCase):
    """
    What is answered once an administrator has signed in.
    """

    def test_back_end_and_the_public_name_go_on(self) -> None:
        """
        The one with its token, the other over TLS, of the server's own or a proxy's.
        """
        listener = Listener(with_server(trusted_proxies=("192.0.2.1",)))
        listener.node.hosts.administrator_signed_in("chat.internal.example")
        request = "GET {} HTTP/1.1\r\nHost: {}\r\n{}\r\n"

        def answer(path: str, extra: str) -> bytes:
            return listener.request(request.format(path, "chat.example.org", extra).encode())

        self.assertIn(b"HTTP/1.1 421 ", answer("/api/rooms", ""))
        # The token is wrong: the request has come as far as that.
        self.assertIn(b"HTTP/1.1 401 ", answer("/api/rooms", "Authorization: Bearer chatd_key_x\r\n"))
        self.assertIn(b"HTTP/1.1 200 ", answer("/", "X-Forwarded-Proto: https\r\nX-Forwarded-For: 192.0.2.9\r\n"))


class TlsTests(SynchronousTestCase):
    """
    Strict-Transport-Security (RFC 6797).
    """

    def said(self, host: str, *, own: bool = True, **server: Any) -> str:
        """
        The field that a browser at 192.0.2.1 is sent.
        """
        listener = Listener(with_server(**server))
        wire = listener.connect()
        if own:
            directlyProvides(wire, ISSLTransport)
        forwarded = "" if own else "X-Forwarded-Proto: https\r\nX-Forwarded-For: 198.51.100.1\r\n"
        wire.receive(f"GET / HTTP/1.1\r\nHost: {host}\r\n{forwarded}\r\n".encode())
        listener.turn()
        lines = wire.take().partition(b"\r\n\r\n")[0].decode().split("\r\n")
        return "".join(line for line in lines if line.startswith("Strict-Transport-Security"))

    def test_own_tls_is_remembered_by_browsers(self) -> None:
        self.assertEqual(self.said("chat.example.org"), "Strict-Transport-Security: max-age=2592000")
        self.assertEqual(self.said("chat.example.org", hsts_seconds=60), "Strict-Transport-Security: max-age=60")
        self.assertEqual(self.said("chat.example.org", hsts_seconds=0), "")

    def test_it_is_not_said_where_it_does_harm(self) -> None:
        """
        Not for names that every machine has, not without TLS, and not in the place of a proxy.
        """
        for host in ("localhost:8443", "app.localhost", "127.0.0.1", "[::1]", "chatd"):
            self.assertEqual(self.said(host), "", host)
        self.assertEqual(self.said("chat.example.org", own=False), "")
        self.assertEqual(self.said("chat.example.org", own=False, trusted_proxies=("192.0.2.1",)), "")
        self.assertEqual(self.said("chat.example.org", trusted_proxies=("192.0.2.1",)), "")
