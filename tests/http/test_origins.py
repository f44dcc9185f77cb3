"""
The origins whose pages may open a WebSocket.
"""

from twisted.trial.unittest import SynchronousTestCase

from chatd.http.head import END, Head, parse
from chatd.http.origins import Origins, advice, parse_origin


def head_of(*fields: str) -> Head:
    """
    The head of a request with these lines.
    """
    return parse("\r\n".join(("GET / HTTP/1.1", *fields)).encode("latin-1") + END)


class OriginsTests(SynchronousTestCase):
    """
    Which pages may open a WebSocket here.
    """

    def allowed(self, origin: str | None, host: str = "chat.example:8080", listed: tuple[str, ...] = ()) -> bool:
        """
        Whether a page of `origin` may.
        """
        fields = [f"Host: {host}"] + ([] if origin is None else [f"Origin: {origin}"])
        return Origins(listed).allow(head_of(*fields))

    def test_no_origin_is_no_browser(self) -> None:
        """
        A back end connects without one.
        """
        self.assertTrue(self.allowed(None))

    def test_same_host_on_another_port_may(self) -> None:
        """
        The article's page is served by something else on the same machine.
        """
        for origin in ("http://chat.example", "https://CHAT.example:444", "http://chat.example.:80"):
            self.assertTrue(self.allowed(origin), origin)

    def test_same_host_may_be_an_address(self) -> None:
        """
        IPv6 in brackets, too.
        """
        self.assertTrue(self.allowed("http://[::1]:80", "[::1]:8080"))

    def test_other_hosts_may_not(self) -> None:
        """
        Nor hosts of which the own name is a part.
        """
        for origin in (
            "http://evil.example",
            "http://chat.example.evil.example",
            "http://xchat.example",
            "http://chat.example@evil.example",
            "null",
            "",
            "http://[",
            "chat.example",
        ):
            self.assertFalse(self.allowed(origin), origin)

    def test_listed_ones_may(self) -> None:
        """
        As written, without a slash, in any case; null only if it is listed.
        """
        listed = ("https://Site.example/", "null")
        self.assertTrue(self.allowed("https://site.example", listed=listed))
        self.assertTrue(self.allowed("null", listed=listed))
        self.assertFalse(self.allowed("http://site.example", listed=listed))

    def test_star_lets_all_in(self) -> None:
        """
        For somebody who knows what they do.
        """
        self.assertTrue(self.allowed("https://anything.example", listed=("*",)))

    def test_two_origins_are_none(self) -> None:
        """
        No browser sends two.
        """
        head = head_of("Host: a", "Origin: http://a", "Origin: http://a")
        self.assertFalse(Origins([]).allow(head))

    def test_empty_host_equals_nothing(self) -> None:
        """
        Two unknown names are not the same name.
        """
        self.assertFalse(self.allowed("null", host=""))
        self.assertFalse(self.allowed("http://a", host=""))

    def test_wildcard_is_one_label(self) -> None:
        """
        Not none, not two, not another scheme or port.
        """
        listed = ("https://*.example.org", "http://*.localhost:3000")
        for origin in ("https://a.example.org", "https://A-1.EXAMPLE.org", "http://x.localhost:3000"):
            self.assertTrue(self.allowed(origin, listed=listed), origin)
        for origin in (
            "https://example.org",
            "https://.example.org",
            "https://a.b.example.org",
            "http://a.example.org",
            "https://a.example.org:444",
            "https://a.example.org.evil.example",
            "https://evilexample.org",
            "https://evil.example/a.example.org",
            "https://x@a.example.org",
            "https://*.example.org",
            "https://-.example.org",
            "http://x.localhost",
            "null",
        ):
            self.assertFalse(self.allowed(origin, listed=listed), origin)

    def test_page_of_a_file_may_where_it_is_listed(self) -> None:
        """
        Under either name, each by itself.
        """
        for listed in ("file://", "null"):
            for origin in ("file://", "null"):
                self.assertEqual(self.allowed(origin, listed=(listed,)), listed == origin)


class ParseTests(SynchronousTestCase):
    """
    What can be listed, and what can never match.
    """

    def test_what_has_one_meaning_is_mended(self) -> None:
        """
        Into the form in which browsers send it.
        """
        for text, origin in (
            ("https://example.org", "https://example.org"),
            ("HTTPS://Example.ORG/", "https://example.org"),
            ("https://example.org:443", "https://example.org"),
            ("http://example.org:80/", "http://example.org"),
            ("http://example.org:443", "http://example.org:443"),
            ("https://example.org.", "https://example.org"),
            ("https://Bücher.example", "https://xn--bcher-kva.example"),
            ("https://faß.example", "https://xn--fa-hia.example"),
            ("https://例え.テスト:8443", "https://xn--r8jz45g.xn--zckzah:8443"),
            ("https://*.bücher.example", "https://*.xn--bcher-kva.example"),
            ("https://*.Example.org:443", "https://*.example.org"),
            ("http://[0:0:0:0:0:0:0:1]:3000", "http://[::1]:3000"),
            ("http://192.0.2.1", "http://192.0.2.1"),
            ("http://my_host:3000", "http://my_host:3000"),
            ("capacitor://localhost", "capacitor://localhost"),
            ("chrome-extension://abcdefgh", "chrome-extension://abcdefgh"),
            ("file:///", "file://"),
            ("NULL", "null"),
            ("*", "*"),
        ):
            self.assertEqual(parse_origin(text), origin, text)
            self.assertEqual(parse_origin(origin), origin)

    def test_what_can_never_match_is_refused(self) -> None:
        """
        With what to write instead.
        """
        for text, hint in (
            ("example.org", '"https://example.org"'),
            ("example.org:8080", '"https://example.org:8080"'),
            ("", '"https://example.org"'),
            ("wss://example.org", '"https://example.org"'),
            ("ws://example.org:8080", '"http://example.org:8080"'),
            ("https://example.org/chat", '"https://example.org"'),
            ("https://example.org?x", '"https://example.org"'),
            ("https://me@example.org", '"https://example.org"'),
            ("https://*", "https://*.example.org"),
            ("https://*.org", "https://*.example.org"),
            ("https://*.*.example.org", "https://*.example.org"),
            ("https://a*.example.org", "https://*.example.org"),
            ("https://a.*.example.org", "https://*.example.org"),
            ("https://*.192.0.2.1", "no labels"),
            ("https://example.org:*", "port"),
            ("https://example.org:", "port"),
            ("https://example.org:0", "port"),
            ("https://example.org:70000", "port"),
            ("https://", "host"),
            ("https://exa mple.org", "host"),
            ("https://exa%6dple.org", "host"),
            ("https://-example.org", "host"),
            ("https://example..org", "host"),
            ("https://[::1", "IPv6"),
            ("http://127.1", "IPv4"),
            ("http://0x7f.0.0.1", "IPv4"),
            ("file:///home/me/page.html", "null"),
            ("data://x", "null"),
            ("capacitor://*", "without *"),
        ):
            error = self.assertRaises(ValueError, parse_origin, text)
            self.assertIn(hint, str(error), text)
            self.assertIn(repr(text), str(error))

    def test_advice_for_a_refused_origin_can_be_followed(self) -> None:
        """
        What it says to list is what lets that origin in.
        """
        for origin in ("https://site.example:8443", "null", "file://", "capacitor://localhost", "HTTP://X.example"):
            self.assertIn(f'add "{parse_origin(origin)}" to `origins`', advice(origin))
        self.assertIn("cannot be listed", advice("https://a/b"))
