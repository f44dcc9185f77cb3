"""
Requests and expected answers: a row for each line of the tables in docs/http-conformance.md.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from tests.support.wsclient import KEY

HOST = "Host: localhost"
OPENING = f"{HOST}|Upgrade: websocket|Connection: Upgrade|Sec-WebSocket-Key: {KEY}|Sec-WebSocket-Version: 13"
V1 = f"{OPENING}|Sec-WebSocket-Protocol: chatd.v1"
JSON = f"{HOST}|Content-Type: application/json"


class Row(NamedTuple):
    """
    A request and its answer: the `status`, header fields in `has` (None: the field is absent), and whether the
    connection is `kept` for another request. `interim` is a status that comes before.
    """

    name: str
    request: bytes
    status: int
    has: Mapping[str, str | None] = MappingProxyType({})
    kept: bool = True
    interim: int | None = None
    deflate: bool = False

    @property
    def method(self) -> str:
        """
        The method of the request.
        """
        return self.request.split(maxsplit=1)[0].decode("latin-1")


def lines(first: str, fields: str = HOST, body: bytes = b"") -> bytes:
    """
    A request with this first line and these fields, which are separated by ``|``.
    """
    return "\r\n".join((first, *fields.split("|"), "", "")).encode("latin-1") + body


def get(fields: str = HOST, target: str = "/", body: bytes = b"") -> bytes:
    """
    A GET of HTTP/1.1.
    """
    return lines(f"GET {target} HTTP/1.1", fields, body)


def post(framing: str, body: bytes = b"", version: str = "1.1") -> bytes:
    """
    A POST to the page, which accepts none.
    """
    return lines(f"POST / HTTP/{version}", f"{HOST}|{framing}", body)


CLOSED = {"connection": "close"}
PAGE = {"content-type": "text/html; charset=utf-8", "connection": None}
ALLOW = {"allow": "GET, HEAD, OPTIONS"}
WEBSOCKET = {"upgrade": "websocket", "sec-websocket-version": "13", "connection": "close, upgrade"}
CHUNKS = b"3\r\nabc\r\n0\r\n\r\n"


def bad(name: str, request: bytes, status: int = 400) -> Row:
    """
    A request that is refused, and after which the connection is closed.
    """
    return Row(name, request, status, CLOSED, kept=False)


REQUEST_LINE = (
    Row("plain-request", get(), 200, PAGE),
    Row("empty-line-before", b"\r\n" + get(), 200, PAGE),
    bad("two-empty-lines-before", b"\r\n\r\n" + get()),
    bad("bare-lf", b"GET / HTTP/1.1\nHost: localhost\n\n"),
    bad("bare-lf-among-crlf", b"GET / HTTP/1.1\r\nHost: localhost\nX: y\r\n\r\n"),
    bad("tab-in-request-line", b"GET\t/ HTTP/1.1\r\nHost: localhost\r\n\r\n"),
    bad("two-spaces", lines("GET  / HTTP/1.1")),
    bad("space-at-end", lines("GET / HTTP/1.1 ")),
    bad("http-0.9", lines("GET /")),
    Row("http-1.0", lines("GET / HTTP/1.0"), 200, {**PAGE, **CLOSED}, kept=False),
    Row("http-1.0-without-host", lines("GET / HTTP/1.0", "X: y"), 200, {**PAGE, **CLOSED}, kept=False),
    Row("http-1.2", lines("GET / HTTP/1.2"), 200, PAGE),
    bad("http-2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
    bad("tls-on-plain-port", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"),
    bad("target-too-long", get(target="/" + "a" * 8192), 414),
    bad("request-line-without-end", b"GET /" + b"a" * 17000, 414),
)
TARGETS = (
    Row("absolute-form", get("Host: localhost", "http://localhost/app.js"), 200, {"content-type": "text/javascript.*"}),
    Row("absolute-form-without-path", get(HOST, "HTTP://localhost:8080"), 200, PAGE),
    Row("absolute-form-with-query", get(HOST, "http://localhost?x"), 200, PAGE),
    Row("absolute-form-and-another-host", get("Host: other.example", "http://localhost/"), 200, PAGE),
    bad("absolute-form-without-host", get("X: y", "http://localhost/")),
    bad("absolute-form-with-user", get(HOST, "http://user@localhost/")),
    bad("absolute-form-of-no-host", get(HOST, "http:///")),
    bad("absolute-form-of-another-scheme", get(HOST, "ftp://localhost/")),
    bad("absolute-form-of-https-without-tls", get(HOST, "https://localhost/"), 421),
    Row("options-of-all", lines("OPTIONS * HTTP/1.1"), 204, {"allow": ".*DELETE.*", "content-length": None}),
    Row("options-of-all-by-a-proxy", lines("OPTIONS http://localhost HTTP/1.1"), 204, {"allow": ".*DELETE.*"}),
    bad("asterisk-of-get", get(HOST, "*")),
    bad("authority-form", lines("CONNECT localhost:80 HTTP/1.1"), 501),
    bad("target-without-slash", get(HOST, "app.js")),
    bad("fragment", get(HOST, "/#x")),
    bad("target-not-ascii", get(HOST, "/\xe4")),
    Row("percent-encoded-file", get(HOST, "/%61pp.js"), 200),
    Row("percent-encoded-prefix", get(HOST, "/%61pi/site"), 404),
    Row("percent-encoded-api", get(HOST, "/api/s%69te"), 200),
    Row("percent-encoded-twice", get(HOST, "/%2561pp.js"), 404),
    Row("percent-encoded-slash", get(HOST, "/lang%2Fen.js"), 200),
    Row("percent-without-digits", get(HOST, "/%zz"), 404),
    Row("percent-encoded-null", get(HOST, "/app.js%00"), 404),
    Row("percent-encoded-not-utf-8", get(HOST, "/%ff"), 404),
    Row("percent-encoded-not-utf-8-api", get(HOST, "/api/%ff"), 400, {"content-type": "application/problem.json"}),
    Row("dot-segments", get(HOST, "/./app.js"), 404),
    Row("dot-segments-up", get(HOST, "/lang/../app.js"), 404),
    Row("two-slashes", get(HOST, "//app.js"), 404),
    Row("two-slashes-api", get(HOST, "/api//site"), 404),
    Row("query-of-a-file", get(HOST, "/app.js?v=1&x"), 200),
    Row("unknown-query-of-the-api", get(HOST, "/api/site?x=1"), 400, {"content-type": "application/problem.json"}),
)
HOSTS = (
    bad("no-host", get("X: y")),
    bad("two-hosts", get("Host: localhost|Host: localhost")),
    bad("host-with-space", get("Host: a b")),
    bad("host-list", get("Host: a, b")),
    bad("host-with-user", get("Host: u@localhost")),
    bad("host-with-path", get("Host: localhost/x")),
    bad("host-not-ascii", get("Host: \xe4")),
    bad("host-port-no-number", get("Host: localhost:x")),
    bad("host-port-too-large", get("Host: localhost:65536")),
    bad("host-ipv6-without-brackets", get("Host: ::1")),
    Row("host-empty", get("Host:"), 200, PAGE),
    Row("host-ipv6", get("Host: [::1]:8080"), 200, PAGE),
    Row("host-any-name", get("Host: other.example"), 200, PAGE),
)
FIELDS = (
    bad("space-before-colon", get("Host : localhost")),
    bad("folded-line", get(f"{HOST}|X: a| b")),
    bad("line-without-colon", get(f"{HOST}|nonsense")),
    bad("field-without-name", get(f"{HOST}|: x")),
    bad("null-in-field", get(f"{HOST}|X: \x00")),
    bad("cr-in-field", get(f"{HOST}|X: a\rb")),
    Row("field-not-ascii", get(f"{HOST}|X: \xe4"), 200),
    bad("head-too-large", get(HOST + f"|X: {'x' * 1000}" * 17), 431),
    bad("too-many-fields", get(HOST + "|X: y" * 100), 431),
)
METHODS = (
    Row("head", lines("HEAD / HTTP/1.1"), 200, PAGE),
    Row("head-of-the-api", lines("HEAD /api/site HTTP/1.1"), 200, {"content-type": "application/json"}),
    Row("head-of-nothing", lines("HEAD /none HTTP/1.1"), 404),
    bad("head-refused", lines("HEAD / HTTP/1.1", "X: y")),
    Row("options", lines("OPTIONS / HTTP/1.1"), 204, {**ALLOW, "content-length": None}),
    Row("options-of-http-1.0", b"OPTIONS / HTTP/1.0\r\n\r\n", 204, {**ALLOW, **CLOSED}, kept=False),
    Row(
        "options-of-the-api", lines("OPTIONS /api/session HTTP/1.1"), 204, {"allow": "DELETE, GET, HEAD, OPTIONS, POST"}
    ),
    Row("options-of-nothing", lines("OPTIONS /none HTTP/1.1"), 404),
    Row("method-not-allowed", lines("DELETE / HTTP/1.1"), 405, ALLOW),
    Row("method-not-allowed-api", lines("PUT /api/site HTTP/1.1"), 405, ALLOW),
    bad("trace", lines("TRACE / HTTP/1.1"), 501),
    bad("unknown-method", lines("BREW / HTTP/1.1"), 501),
    bad("method-in-lower-case", lines("get / HTTP/1.1"), 501),
    bad("long-method", lines("A" * 100 + " / HTTP/1.1"), 501),
)
BODIES = (
    Row("content-length", post("Content-Length: 3", b"abc"), 405),
    Row("body-of-get", get(f"{HOST}|Content-Length: 3", body=b"abc"), 200),
    Row("chunked", post("Transfer-Encoding: chunked", CHUNKS), 405, CLOSED, kept=False),
    Row(
        "chunk-extensions",
        post("Transfer-Encoding: chunked", b'3;a=b;c="d"\r\nabc\r\n0;x\r\n\r\n'),
        405,
        CLOSED,
        kept=False,
    ),
    Row("trailers", post("Transfer-Encoding: chunked", b"3\r\nabc\r\n0\r\nX: y\r\n\r\n"), 405, CLOSED, kept=False),
    bad("chunk-size-no-number", post("Transfer-Encoding: chunked", b"x\r\n")),
    bad("chunk-size-with-sign", post("Transfer-Encoding: chunked", b"+3\r\nabc\r\n0\r\n\r\n")),
    bad("chunk-of-another-size", post("Transfer-Encoding: chunked", b"2\r\nabc\r\n0\r\n\r\n")),
    bad("chunked-and-content-length", post("Content-Length: 3|Transfer-Encoding: chunked", CHUNKS)),
    bad("chunked-in-http-1.0", post("Transfer-Encoding: chunked", CHUNKS, version="1.0")),
    bad("two-content-lengths", post("Content-Length: 3|Content-Length: 3", b"abc")),
    bad("content-length-list", post("Content-Length: 3, 3", b"abc")),
    bad("content-length-with-sign", post("Content-Length: +3", b"abc")),
    bad("unknown-coding", post("Transfer-Encoding: gzip, chunked", CHUNKS), 501),
    bad("coding-that-does-not-end", post("Transfer-Encoding: gzip")),
    bad("chunked-twice", post("Transfer-Encoding: chunked, chunked", CHUNKS)),
    bad("coding-identity", post("Transfer-Encoding: identity")),
    bad("body-too-large", post("Content-Length: 99999999"), 413),
    Row("expect-continue", post("Content-Length: 3|Expect: 100-Continue", b"abc"), 405, interim=100),
    Row("expect-continue-without-body", get(f"{HOST}|Expect: 100-continue"), 200),
    bad("expect-continue-of-too-much", post("Content-Length: 99999999|Expect: 100-continue"), 413),
    Row("expect-in-http-1.0", lines("GET / HTTP/1.0", "Expect: x"), 200, CLOSED, kept=False),
    bad("expect-something-else", get(f"{HOST}|Expect: 200-ok"), 417),
)
CONNECTION = (
    Row("connection-close", get(f"{HOST}|Connection: close"), 200, CLOSED, kept=False),
    Row("connection-close-in-a-list", get(f"{HOST}|Connection: keep-alive,Close"), 200, CLOSED, kept=False),
    Row("connection-close-in-a-second-field", get(f"{HOST}|Connection: x|Connection: close"), 200, CLOSED, kept=False),
    Row("connection-keep-alive", get(f"{HOST}|Connection: keep-alive"), 200, PAGE),
    Row("http-1.0-keep-alive", lines("GET / HTTP/1.0", f"{HOST}|Connection: keep-alive"), 200, CLOSED, kept=False),
    Row(
        "upgrade-h2c",
        get(f"{HOST}|Connection: Upgrade, HTTP2-Settings|Upgrade: h2c|HTTP2-Settings: AAMAAABk"),
        200,
        PAGE,
    ),
    Row("upgrade-to-something-else", get(f"{HOST}|Connection: Upgrade|Upgrade: TLS/1.3, foo"), 200, PAGE),
)
OPENINGS = (
    Row("websocket", get(V1, "/ws"), 101, {"upgrade": "WebSocket", "sec-websocket-extensions": None}),
    Row("websocket-absolute-form", get(V1, "http://localhost/ws"), 101),
    Row("websocket-among-others", get(V1.replace("websocket", "h2c, websocket", 1), "/ws"), 101),
    Row("websocket-field-not-ascii", get(f"{V1}|User-Agent: \x85\xe4", "/ws"), 101),
    Row("websocket-of-http-1.0", lines("GET /ws HTTP/1.0", V1), 426, WEBSOCKET, kept=False),
    Row("websocket-address-without-upgrade", get(HOST, "/ws"), 426, {**WEBSOCKET, "connection": "upgrade"}),
    Row("websocket-version-8", get(V1.replace("Version: 13", "Version: 8"), "/ws"), 426, WEBSOCKET, kept=False),
    bad("websocket-without-version", get(V1.replace("|Sec-WebSocket-Version: 13", ""), "/ws")),
    bad("websocket-by-post", lines("POST /ws HTTP/1.1", V1)),
    bad("websocket-elsewhere", get(V1, "/none"), 404),
    *(
        Row(name, get(V1 + "".join(f"|Sec-WebSocket-Extensions: {offer}" for offer in offers), "/ws"), 101,
            {"sec-websocket-extensions": answer}, deflate=True)
        for name, offers, answer in (
            ("deflate", ["permessage-deflate"], "permessage-deflate.*"),
            ("deflate-unknown-parameter", ["permessage-deflate; x=1"], None),
            ("deflate-bad-value", ["permessage-deflate; server_max_window_bits=16"], None),
            ("deflate-missing-value", ["permessage-deflate; server_max_window_bits"], None),
            ("deflate-leading-zero", ["permessage-deflate; client_max_window_bits=09"], None),
            ("deflate-value-of-a-flag", ["permessage-deflate; client_no_context_takeover=1"], None),
            ("deflate-parameter-twice", ["permessage-deflate" + "; client_no_context_takeover" * 2], None),
            ("deflate-window-of-256", ["permessage-deflate; server_max_window_bits=8"], None),
            ("deflate-hint-of-256", ["permessage-deflate; client_max_window_bits=8"], "permessage-deflate.*"),
            ("deflate-quoted-value", ['permessage-deflate; server_max_window_bits="10"'], "permessage-deflate.*=10.*"),
            ("deflate-next-offer", ["permessage-deflate; x, permessage-deflate"], "permessage-deflate.*"),
            ("deflate-two-fields", ["permessage-deflate; x", "permessage-deflate"], "permessage-deflate.*"),
            ("deflate-unknown-extension", ["foo; bar=1, permessage-deflate"], "permessage-deflate.*"),
            ("deflate-case", ["Permessage-Deflate; Client_Max_Window_Bits"], "permessage-deflate.*"),
        )
    ),
    bad("extensions-malformed", get(f"{V1}|Sec-WebSocket-Extensions: permessage-deflate; =", "/ws")),
)  # fmt: skip
CACHING = (
    Row("entity-tag", get(HOST, "/app.js"), 200,
        {"etag": '"[0-9a-f]+"', "cache-control": "no-cache", "vary": "Accept-Encoding"}),
    Row("if-none-match-any", get(f"{HOST}|If-None-Match: *", "/app.js"), 304,
        {"etag": '"[0-9a-f]+"', "cache-control": "no-cache", "vary": "Accept-Encoding", "content-length": None}),
    Row("if-none-match-other", get(f'{HOST}|If-None-Match: "x", W/"y"', "/app.js"), 200),
    Row("if-match-any", get(f"{HOST}|If-Match: *", "/app.js"), 200),
    Row("if-match-other", get(f'{HOST}|If-Match: "x"', "/app.js"), 412),
    Row("if-match-before-if-none-match", get(f'{HOST}|If-Match: "x"|If-None-Match: *', "/app.js"), 412),
    Row("if-modified-since", get(f"{HOST}|If-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT", "/app.js"), 200,
        {"last-modified": None}),
    Row("if-unmodified-since", get(f"{HOST}|If-Unmodified-Since: Thu, 01 Jan 1970 00:00:00 GMT", "/app.js"), 200),
    Row("if-none-match-of-nothing", get(f"{HOST}|If-None-Match: *", "/none"), 404),
    Row("range", get(f"{HOST}|Range: bytes=0-9", "/app.js"), 200, {"accept-ranges": "none", "content-range": None}),
    Row("range-out-of-bounds", get(f"{HOST}|Range: bytes=99999999-", "/app.js"), 200),
    Row("if-range", get(f'{HOST}|Range: bytes=0-9|If-Range: "x"', "/app.js"), 200),
    Row("accept-encoding-gzip", get(f"{HOST}|Accept-Encoding: br, gzip", "/app.js"), 200,
        {"content-encoding": "gzip", "etag": '"[0-9a-f]+-gz"'}),
    Row("accept-encoding-in-two-fields", get(f"{HOST}|Accept-Encoding: gzip|Accept-Encoding: br", "/app.js"), 200,
        {"content-encoding": "gzip"}),
    Row("accept-encoding-refused", get(f"{HOST}|Accept-Encoding: gzip;q=0, *", "/app.js"), 200,
        {"content-encoding": None}),
    Row("answer-of-the-api", get(HOST, "/api/site"), 200, {"cache-control": "no-store"}),
    Row("problem", lines("POST /api/session HTTP/1.1", f"{JSON}|Origin: http://localhost|Content-Length: 0"), 400,
        {"content-type": "application/problem.json"}),
)  # fmt: skip
SECTIONS = {
    "The request line": REQUEST_LINE,
    "Targets": TARGETS,
    "Host": HOSTS,
    "Fields": FIELDS,
    "Methods": METHODS,
    "Bodies": BODIES,
    "Connections": CONNECTION,
    "WebSocket handshakes": OPENINGS,
    "Conditions, ranges and codings": CACHING,
}
ROWS = [row for rows in SECTIONS.values() for row in rows]
