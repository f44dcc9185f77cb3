"""
The heads of requests.
"""

from hypothesis import given, settings
from hypothesis import strategies as st
from twisted.trial.unittest import SynchronousTestCase

from chatd.http.head import END, BadHead, Head, cookie_value, parse, same_origin
from tests.support.fuzz_effort import examples


def head_of(*lines: str) -> Head:
    """
    The head of a GET with these fields.
    """
    return parse("\r\n".join(("GET /ws?x=1 HTTP/1.1", *lines)).encode("latin-1") + END)


class ParseTests(SynchronousTestCase):
    """
    What is plainly right is read; all else is refused.
    """

    def refused(self, text: str, status: int = 400) -> None:
        """
        These bytes are answered with `status`.
        """
        error = self.assertRaises(BadHead, parse, text.encode("latin-1") + END)
        self.assertEqual(error.status, status, text)

    def test_first_line_is_taken_apart(self) -> None:
        """
        Method, target and version.
        """
        head = head_of("Host: a")
        self.assertEqual((head.method, head.target, head.version), ("GET", "/ws?x=1", (1, 1)))

    def test_path_is_the_target_without_its_query(self) -> None:
        """
        What decides who answers.
        """
        self.assertEqual(head_of("Host: a").path, "/ws")

    def test_names_of_fields_are_the_same_in_any_case(self) -> None:
        """
        Repeated fields are one list.
        """
        head = head_of("Host: a", "X-Y: 1", "x-y:\t2 ")
        self.assertEqual((head.get("x-y"), head.tokens("x-y"), head.get("other")), ("1, 2", ["1", "2"], ""))

    def test_empty_elements_of_a_list_do_not_count(self) -> None:
        """
        RFC 9110, section 5.6.1.
        """
        self.assertEqual(head_of("Host: a", "X: a,, b ,").tokens("x"), ["a", "b"])

    def test_upgrade_to_a_websocket_is_seen(self) -> None:
        """
        In any case, among others.
        """
        self.assertTrue(head_of("Host: a", "Upgrade: h2c, WebSocket").wants_websocket)
        self.assertFalse(head_of("Host: a", "Upgrade: websockets").wants_websocket)

    def test_body_is_announced_by_length_or_chunks(self) -> None:
        """
        ``Content-Length: 0`` announces no body.
        """
        self.assertTrue(head_of("Host: a", "Content-Length: 5").has_body)
        self.assertTrue(head_of("Host: a", "Transfer-Encoding: Chunked").has_body)
        self.assertFalse(head_of("Host: a", "Content-Length: 0").has_body)
        self.assertFalse(head_of("Host: a").has_body)

    def test_first_line_of_nothing_is_refused(self) -> None:
        """
        Noise, TLS on the plain port, missing or doubled spaces, control characters.
        """
        for line in (
            "",
            "GET",
            "GET /",
            "GET  / HTTP/1.1",
            "GET / HTTP/1.1 ",
            "G\x16T / HTTP/1.1",
            "GET /\x7f HTTP/1.1",
        ):
            self.refused(f"{line}\r\nHost: a")

    def test_other_versions_are_refused_as_such(self) -> None:
        """
        505 says which are spoken.
        """
        for version in ("0.9", "2.0", "3.0"):
            self.refused(f"GET / HTTP/{version}\r\nHost: a", 505)

    def test_malformed_fields_are_refused(self) -> None:
        """
        A space before the colon, a folded line, a bare line feed, a null.
        """
        for field in ("X : 1", " X: 1", "X", ": 1", "X: a\nY: b", "X: a\x00", "X: a\rb"):
            self.refused(f"GET / HTTP/1.1\r\nHost: a\r\n{field}")

    def test_exactly_one_host_is_needed(self) -> None:
        """
        HTTP/1.0 knew none.
        """
        self.refused("GET / HTTP/1.1")
        self.refused("GET / HTTP/1.1\r\nHost: a\r\nHost: a")
        self.assertEqual(parse(b"GET / HTTP/1.0" + END).version, (1, 0))

    def test_lengths_that_readers_disagree_about_are_refused(self) -> None:
        """
        Two of them, signs, lists, other digits, numbers beyond reason.
        """
        for length in ("+5", "-1", "5, 5", "0x5", "5 5", "", "\xb2", "9" * 16):
            self.refused(f"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: {length}")
        self.refused("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 5")

    def test_of_codings_only_a_lone_chunked_is_understood(self) -> None:
        """
        Not beside a length, not in a chain, not in HTTP/1.0.
        """
        for coding in ("identity", "gzip, chunked", "chunked, chunked", "xchunked", ""):
            status = 501 if coding.startswith("gzip") else 400
            self.refused(f"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: {coding}", status)
        self.refused("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 5")
        self.refused("POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked")

    @settings(max_examples=examples(30), deadline=None)
    @given(st.binary(max_size=200))
    def test_noise_is_refused_and_nothing_else(self, noise: bytes) -> None:
        """
        Whatever comes, it is a head or a `BadHead`.
        """
        for data in (noise, b"GET / HTTP/1.1\r\n" + noise, b"GET / HTTP/1.1\r\nHost: " + noise):
            try:
                parse(data + END)
            except BadHead as error:
                self.assertIn(error.status, (400, 501, 505))


class SameOriginTests(SynchronousTestCase):
    """
    Stricter than who may connect: name, port, and TLS where that is known.
    """

    def test_name_and_port_are_equal(self) -> None:
        """
        The default port goes without saying, on either side.
        """
        for origin, host in (
            ("http://chat.example", "chat.example"),
            ("https://chat.example", "chat.example:443"),
            ("https://chat.example:443", "CHAT.example"),
            ("http://chat.example:8080", "chat.example:8080"),
            ("http://[::1]:8080", "[::1]:8080"),
        ):
            self.assertTrue(same_origin(origin, host), origin)

    def test_anything_else_is_another_origin(self) -> None:
        """
        Another port, another name, no name, no web page.
        """
        for origin, host in (
            ("http://chat.example", "chat.example:8080"),
            ("http://chat.example:8080", "chat.example"),
            ("http://chat.example.", "chat.example"),
            ("http://chat.example@evil.example", "evil.example"),
            ("http://chat.example:x", "chat.example:x"),
            ("http://", ""),
            ("null", "null"),
            ("", ""),
            ("http://[", "["),
            ("ws://chat.example", "chat.example"),
            ("chat.example", "chat.example"),
        ):
            self.assertFalse(same_origin(origin, host), origin)

    def test_page_without_tls_is_not_that_with_it(self) -> None:
        """
        Whoever sits between could have written it.
        """
        self.assertFalse(same_origin("http://chat.example", "chat.example", secure=True))
        self.assertTrue(same_origin("https://chat.example", "chat.example", secure=True))


class CookieValueTests(SynchronousTestCase):
    def test_cookie_is_found_among_others(self) -> None:
        """
        By its exact name; what is no pair is nothing.
        """
        for field, value in (
            ("a=1", "1"),
            ("b=2; a=1;c", "1"),
            ("xa=2; a=1", "1"),
            ("a=", ""),
            ("a=1=2", "1=2"),
            ("A=1", None),
            ("", None),
            (";;=;a", ""),
        ):
            self.assertEqual(cookie_value(field, "a"), value, field)

    def test_two_that_differ_are_none(self) -> None:
        """
        Somebody else may have put one there; the same one twice does no harm.
        """
        self.assertIsNone(cookie_value("a=1; a=2", "a"))
        self.assertEqual(cookie_value("a=1; a=1", "a"), "1")
