"""
Whole HTTP answers as bytes, and the security headers of every answer.
"""

from collections.abc import Iterable
from functools import lru_cache
from time import time
from typing import NamedTuple

from msgspec import Struct
from twisted.web.http import RESPONSES, datetimeToString

SECURITY_HEADERS = (
    (
        "Content-Security-Policy",
        (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
            "font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        ),
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)
REASONS = {
    308: "Permanent Redirect",
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    406: "Not Acceptable",
    408: "Request Timeout",
    413: "Content Too Large",
    414: "URI Too Long",
    417: "Expectation Failed",
    421: "Misdirected Request",
    422: "Unprocessable Content",
    426: "Upgrade Required",
    429: "Too Many Requests",
    431: "Request Header Fields Too Large",
    500: "Internal Server Error",
    501: "Not Implemented",
    503: "Service Unavailable",
    505: "HTTP Version Not Supported",
}
WEBSOCKET = b"/ws"
UPGRADE = (("Upgrade", "websocket"), ("Connection", "upgrade"), ("Sec-WebSocket-Version", "13"))
"""Header fields of an answer that requires an upgrade to a WebSocket."""
ALLOWED = "GET, HEAD, OPTIONS"
TEXT = "text/plain; charset=utf-8"


def http_date() -> str:
    """
    Returns the present time as the value of a ``Date`` field; it is written once a second.
    """
    return _date_of(int(time()))


@lru_cache(maxsize=1)
def _date_of(second: int) -> str:
    text: str = datetimeToString(second).decode()
    return text


def refusal(
    status: int, message: str, fields: Iterable[tuple[str, str]] = (), kind: str = TEXT, *, headed: bool = False
) -> bytes:
    """
    Returns the bytes of a complete HTTP answer that closes the connection; `message` is its body, of the media type
    `kind`.  With `headed` it answers a HEAD: no body.
    """
    body = (message + "\n").encode("utf-8", "replace")
    lines = [
        f"HTTP/1.1 {status} {REASONS.get(status, 'Refused')}",
        f"Date: {http_date()}",
        f"Content-Type: {kind}",
        f"Content-Length: {len(body)}",
        "Connection: close",
        "Cache-Control: no-store",
        *(f"{name}: {value}" for name, value in (*SECURITY_HEADERS, *fields)),
    ]
    return "\r\n".join(lines).encode("latin-1", "replace") + b"\r\n\r\n" + (b"" if headed else body)


class EarlyRefusal(NamedTuple):
    """
    The refusal of a request whose body was not read: its code, and the whole answer.  It does not hold for a body that
    has `unless` in it.
    """

    code: str
    answer: bytes
    unless: bytes | None = None


_SECURITY = "".join(f"{name}: {value}\r\n" for name, value in SECURITY_HEADERS)
_SECURITY_BYTES = _SECURITY.encode()
_FRAMED = "".join(
    f"{name}: {value}\r\n"
    for name, value in SECURITY_HEADERS
    if name not in {"Content-Security-Policy", "X-Frame-Options"}
).encode()


def answer_head(code: bytes, reason: bytes, fields: Iterable[tuple[bytes, Iterable[bytes]]]) -> bytes:
    """
    Returns the head of an answer: its status, the security headers, and `fields` with their values.

    An answer with a policy of its own says there which pages may have it in a frame: it has no X-Frame-Options, which
    could not name them.
    """
    own = [b"%b: %b\r\n" % (name, value) for name, values in fields for value in values]
    framed = any(line[:24].lower() == b"content-security-policy:" for line in own)
    lines = [b"HTTP/1.1 %b %b\r\n" % (code, reason), _FRAMED if framed else _SECURITY_BYTES, *own]
    lines.append(b"\r\n")
    return b"".join(lines)


def complete_answer(
    status: int, fields: Iterable[tuple[str, str]], content: bytes, *, headed: bool = False, closes: bool = False
) -> bytes:
    """
    Returns the bytes of a complete HTTP answer with these `fields` beside those that every answer has.

    With `headed` it answers a HEAD: no body.  With `closes` it is the last one of its connection.  An answer without
    content has no Content-Length (RFC 9110, section 8.6).
    """
    lines = [f"{name}: {value}\r\n" for name, value in fields]
    if status not in {204, 304}:
        lines.append(f"Content-Length: {len(content)}\r\n")
    if closes:
        lines.append("Connection: close\r\n")
    more = "".join(lines)
    if not more.count("\r") == more.count("\n") == len(lines):
        raise ValueError("a field of an answer has a line break in it")
    head = f"{_first_lines(status)}Date: {http_date()}\r\n{more}\r\n".encode("latin-1")
    return head if headed else head + content


@lru_cache
def _first_lines(status: int) -> str:
    # Twisted does not know them all.
    reason = REASONS.get(status) or RESPONSES.get(status, b"Unknown Status").decode()
    return f"HTTP/1.1 {status} {reason}\r\n{_SECURITY}Server: chatd\r\n"


class RawResponse(Struct, frozen=True):
    """
    A refusal of a connection or request, as an HTTP answer: status, text, and additional header fields.
    """

    status: int
    text: str
    fields: tuple[tuple[str, str], ...] = ()

    def answer(self, *, headed: bool = False) -> bytes:
        """
        Returns the bytes of the answer, as `refusal` does.  Pages of other sites may read a 429.
        """
        readable = (("Access-Control-Allow-Origin", "*"),) if self.status in {429, 503} else ()
        return refusal(self.status, self.text, (*self.fields, *readable), headed=headed)


BUSY = RawResponse(503, "too much waits", (("Retry-After", "10"),))
"""More bytes wait for their turn than the server holds."""
