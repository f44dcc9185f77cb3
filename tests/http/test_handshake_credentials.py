"""
Who a WebSocket is, by its handshake alone.
"""

from collections.abc import Callable
from typing import Any

from twisted.internet.interfaces import ISSLTransport
from twisted.trial.unittest import SynchronousTestCase
from zope.interface import directlyProvides

from chatd.auth.gate import ApiKeyToken, Cookie, GuestToken, WebToken
from chatd.auth.jwt import TOKEN_MAX
from chatd.server.settings import Settings
from chatd.websocket.server import ChatProtocol
from tests.support.memory_node import Listener, Wire, with_server
from tests.support.wsclient import handshake

HOST = "chat.example:8080"
OWN = f"Origin: http://{HOST}\r\n"
COOKIE = "Cookie: chatd_session=x\r\n"
GET = f"GET / HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode()


class HandshakeTests(SynchronousTestCase):
    def setUp(self) -> None:
        """
        A listener with the settings that most have.
        """
        self.settle(Settings())

    def settle(self, settings: Settings) -> None:
        """
        Serve with other settings, and keep what each session begins with.
        """
        self.listener = Listener(settings)
        self.began: list[object] = []
        factory = self.listener.node.factory
        make: Callable[[ChatProtocol], Any] = factory._make_session

        def begin(protocol: ChatProtocol) -> Any:
            self.began.append(protocol.credentials)
            return make(protocol)

        factory._make_session = begin

    def shown(self, *extra: str, host: str = HOST, wire: Wire | None = None) -> object:
        """
        What a session begins with whose handshake has these lines; nothing of it stays.
        """
        wire = wire or self.listener.connect()
        wire.receive(handshake(host=host, extra="".join(extra)))
        self.listener.turn()
        self.assertIn(b"HTTP/1.1 101 ", wire.take())
        self.assertIsNone(wire.protocol.credentials)
        return self.began.pop()

    def test_nothing_is_shown_by_most(self) -> None:
        """
        A `login` follows.
        """
        self.assertIsNone(self.shown())
        self.assertIsNone(self.shown(OWN, "Cookie: other=1\r\n"))

    def test_token_is_shown_by_programs(self) -> None:
        """
        Of each kind, in whatever case the scheme is written.
        """
        key = "chatd_key_" + "x" * 43
        self.assertEqual(self.shown(f"Authorization: Bearer {key}\r\n"), ApiKeyToken(key))
        self.assertEqual(self.shown("Authorization: bearer a.b.c\r\n"), WebToken("a.b.c"))
        self.assertEqual(self.shown("Authorization: BEARER  a.b\r\n"), GuestToken("a.b"))

    def test_token_too_long_to_be_one_is_none(self) -> None:
        """
        The session is told so like of any other wrong one.
        """
        token = "x" * (TOKEN_MAX + 1)
        self.assertEqual(self.shown(f"Authorization: Bearer {token}\r\n"), GuestToken(""))

    def test_other_schemes_are_for_somebody_else(self) -> None:
        """
        A proxy that asks for a password does not keep the cookie from us.
        """
        self.assertIsNone(self.shown("Authorization: Basic eDp5\r\n"))
        self.assertEqual(self.shown("Authorization: Basic eDp5\r\n", OWN, COOKIE), Cookie("x"))

    def test_token_goes_before_the_cookie(self) -> None:
        """
        Who shows one wants to be that.
        """
        self.assertEqual(self.shown("Authorization: Bearer a.b\r\n", OWN, COOKIE), GuestToken("a.b"))

    def test_cookie_counts_on_the_own_page(self) -> None:
        """
        The same host and port.
        """
        self.assertEqual(self.shown(OWN, COOKIE), Cookie("x"))
        self.assertEqual(self.shown("Origin: https://chat.example\r\n", COOKIE, host="chat.example"), Cookie("x"))

    def test_cookie_is_nothing_on_another_page(self) -> None:
        """
        It connects, where it may, and is nobody: another port is another program, and no Origin is no browser.
        """
        for extra in ("Origin: http://chat.example\r\n", "Origin: http://chat.example:8081\r\n", ""):
            self.assertIsNone(self.shown(extra, COOKIE), extra)

    def test_listed_origin_is_not_the_own_page(self) -> None:
        """
        It may connect, and does not become whoever is signed in here.
        """
        for origins in (("https://site.example",), ("*",)):
            self.settle(with_server(origins=origins))
            self.assertIsNone(self.shown("Origin: https://site.example\r\n", COOKIE))
            self.assertEqual(self.shown(OWN, COOKIE), Cookie("x"))

    def test_two_cookies_are_none(self) -> None:
        """
        Nothing says which of them is ours.
        """
        self.assertIsNone(self.shown(OWN, "Cookie: chatd_session=x; chatd_session=y\r\n"))
        self.assertIsNone(self.shown(OWN, COOKIE, "Cookie: chatd_session=y\r\n"))

    def test_page_without_tls_is_another_one(self) -> None:
        """
        Where this connection has TLS, with us or as a proxy of ours says.
        """
        wire = self.listener.connect()
        directlyProvides(wire, ISSLTransport)
        self.assertIsNone(self.shown(OWN, COOKIE, wire=wire))
        self.settle(with_server(trusted_proxies=("192.0.2.1",)))
        forwarded = "X-Forwarded-Proto: https\r\n"
        self.assertIsNone(self.shown(OWN, COOKIE, forwarded))
        self.assertEqual(self.shown(OWN.replace("http:", "https:"), COOKIE, forwarded), Cookie("x"))

    def test_late_upgrade_shows_it_too(self) -> None:
        """
        On a connection that has served the page before.
        """
        for extra, found in ((OWN, Cookie("x")), ("Origin: http://chat.example\r\n", None)):
            wire = self.listener.connect()
            wire.receive(GET)
            self.assertIn(b"HTTP/1.1 200 ", wire.take())
            self.assertEqual(self.shown(extra, COOKIE, wire=wire), found)
