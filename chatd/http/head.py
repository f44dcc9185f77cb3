"""
The head of an HTTP request, as far as one has to read it to know who should answer.

Strict where proxies and servers have disagreed before (RFC 9112, sections 3, 5 and 6): what is not plainly right is
refused.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from msgspec import Struct

from chatd.http.target import is_host, read_target

_LINE = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+) ([\x21-\x7e]+) HTTP/([0-9])\.([0-9])\r\n")
_FIELD = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+):([^\x00-\x08\x0a-\x1f\x7f]*)\r\n")
_FIELDS = re.compile(f"(?:{_FIELD.pattern})*")
_CODING = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+(?:[ \t]*,[ \t]*[!#$%&'*+.^_`|~0-9A-Za-z-]+)*")
_NO_METHOD = re.compile(rb"[^!#$%&'*+.^_`|~0-9A-Za-z\r-]")
END = b"\r\n\r\n"
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
"""All that is done somewhere here."""
TARGET_MAX = 8192
FIELDS_MAX = 100
DEFAULT_PORTS = {"http": 80, "https": 443}


class BadHead(ValueError):
    """
    It is no HTTP request, or one that different readers may read differently; `status` is the answer.

    `method` and `path` are what it asked for, as far as that could be read.
    """

    def __init__(self, status: int, message: str, *, fields: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(message)
        self.status = status
        self.fields = fields
        self.method = self.path = ""


class Head(Struct, frozen=True):
    """
    A request's first line and its header fields, names in lower case.

    `target` is a path with its query, or ``*``.  Of an absolute one `scheme` is kept and the authority is the ``host``
    of the fields, whatever was sent as that (RFC 9112, section 3.2.2).
    """

    method: str
    target: str
    version: tuple[int, int]
    fields: dict[str, list[str]]
    scheme: str = ""

    @property
    def path(self) -> str:
        """
        The target without its query.
        """
        return self.target.partition("?")[0]

    def get(self, name: str) -> str:
        """
        The value of a field, repeated ones joined by commas; empty if there is none.
        """
        return ", ".join(self.fields.get(name, ()))

    def tokens(self, name: str) -> list[str]:
        """
        The comma-separated elements of a field.
        """
        return _elements(self.get(name))

    def has_token(self, name: str, token: str) -> bool:
        """
        Whether `token`, in lower case, is an element of a field, in whatever case it stands there.
        """
        value = self.get(name).lower()
        return value == token or token in _elements(value)

    def lines(self) -> Iterator[bytes]:
        """
        The head in its plainest form, line by line.
        """
        yield f"{self.method} {self.target} HTTP/{self.version[0]}.{self.version[1]}".encode("latin-1")
        for name, values in self.fields.items():
            for value in values:
                yield f"{name}: {value}".encode("latin-1")

    @property
    def wants_websocket(self) -> bool:
        """
        Whether it asks to become a WebSocket.  What HTTP/1.0 asks for is ignored (RFC 9110, section 7.8).
        """
        return "upgrade" in self.fields and self.version == (1, 1) and self.has_token("upgrade", "websocket")

    @property
    def has_body(self) -> bool:
        """
        Whether a body is announced, even an empty one in chunks.
        """
        return "transfer-encoding" in self.fields or self.get("content-length") not in {"", "0"}


def _elements(value: str) -> list[str]:
    return [element for part in value.split(",") if (element := part.strip())]


def parse(data: bytes) -> Head:
    """
    The head in `data`, which ends with an empty line; `BadHead` if it is none.

    One empty line before it is skipped (RFC 9112, section 2.2).
    """
    # All bytes are characters of this encoding; those above ASCII may stand in values alone.
    text = data.removeprefix(b"\r\n")[:-2].decode("latin-1")
    line = _LINE.match(text)
    if line is None:
        raise BadHead(400, "the first line is no HTTP request line")
    try:
        return _read_head(line, text)
    except BadHead as bad:
        bad.method, bad.path = line[1], line[2].partition("?")[0]
        raise


def check_begun(data: bytes, begin: int = 0) -> None:
    """
    `BadHead` if what has come of a head, `data`, can become none, whatever follows; all before `begin` has been looked
    at.

    Its sender would wait for an answer until the deadline: lines that end with LF alone, or TLS.
    """
    if not begin and _NO_METHOD.match(data):
        raise BadHead(400, "the first line is no HTTP request line")
    if data.count(b"\n", begin) != data.count(b"\r\n", max(0, begin - 1)):
        raise BadHead(400, "a line ends with CR LF")


def too_large(data: bytes, most: int) -> BadHead:
    """
    Why `data`, of which at most `most` bytes may be a head, is refused: its target is too long, or all the rest.
    """
    if b"\r\n" not in data.removeprefix(b"\r\n"):
        return BadHead(414, f"a request's target has at most {TARGET_MAX} characters")
    return BadHead(431, f"a request's head has at most {most} bytes and {FIELDS_MAX} fields")


def _read_head(line: re.Match[str], text: str) -> Head:
    method = line[1]
    if line[3] != "1":
        raise BadHead(505, "only HTTP/1.0 and HTTP/1.1 are spoken here")
    # A later HTTP/1 is read as the latest that is known (RFC 9110, section 2.5).
    version = (1, min(int(line[4]), 1))
    if len(line[2]) > TARGET_MAX:
        raise BadHead(414, f"a request's target has at most {TARGET_MAX} characters")
    fields: dict[str, list[str]] = {}
    if _FIELDS.fullmatch(text, line.end()) is None:
        raise BadHead(400, "a header field is malformed")
    found = _FIELD.findall(text, line.end())
    if len(found) > FIELDS_MAX:
        raise BadHead(431, f"a request's head has at most {FIELDS_MAX} fields")
    for name, value in found:
        fields.setdefault(name.lower(), []).append(value.strip(" \t"))
    hosts = fields.get("host", [])
    if len(hosts) > 1 or (not hosts and version == (1, 1)):
        raise BadHead(400, "exactly one Host is needed")
    if hosts and not is_host(hosts[0]):
        raise BadHead(400, "Host is no name or address with a port")
    if method not in METHODS:
        raise BadHead(501, f"only {', '.join(METHODS)} are understood here")
    target = read_target(method, line[2])
    if target is None:
        raise BadHead(400, "the target is no path, and no URL of http or https")
    if target.authority:
        fields["host"] = [target.authority]
    head = Head(method, target.text, version, fields, target.scheme)
    _check_framing(head)
    if "expect" in fields and version == (1, 1) and not all(e.lower() == "100-continue" for e in head.tokens("expect")):
        raise BadHead(417, "of all expectations only 100-continue is understood")
    return head


def _check_framing(head: Head) -> None:
    lengths = head.fields.get("content-length", [])
    codings = head.fields.get("transfer-encoding", [])
    if len(lengths) > 1 or any(not (n.isascii() and n.isdigit()) or len(n) > 15 for n in lengths):
        raise BadHead(400, "Content-Length is not one number")
    if not codings:
        return
    coding = codings[0].lower()
    if lengths or len(codings) > 1 or head.version != (1, 1):
        raise BadHead(400, "of all transfer codings only a lone chunked is understood")
    if coding != "chunked":
        # Where the last is chunked, the end of the body could be found (RFC 9112, section 6.1).
        *others, last = [part.strip() for part in coding.split(",")]
        known = _CODING.fullmatch(coding) and last == "chunked" and not {"chunked", "identity"}.intersection(others)
        raise BadHead(501 if known else 400, "of all transfer codings only a lone chunked is understood")


def same_origin(origin: str, host: str, *, secure: bool = False) -> bool:
    """
    Whether a page of `origin` came from `host`, a ``Host`` field: the same name and port, and over TLS if `secure`.
    """
    scheme = origin.partition(":")[0].lower()
    if scheme not in DEFAULT_PORTS or (secure and scheme != "https"):
        return False
    page = _authority(origin.lower(), DEFAULT_PORTS[scheme])
    return page is not None and page == _authority("//" + host.lower(), DEFAULT_PORTS[scheme])


def cookie_value(field: str, name: str) -> str | None:
    """
    The value of a cookie in a ``Cookie`` field; None if it is not there, or there with several values.

    A page of another name of the same domain may have put a second one there (RFC 6265, section 8.6), and nothing says
    which is which.
    """
    pairs = [part.strip().partition("=") for part in field.split(";")]
    values = {value for key, _, value in pairs if key == name}
    return values.pop() if len(values) == 1 else None


def _authority(url: str, port: int) -> tuple[str, int] | None:
    try:
        parts = urlsplit(url)
        named = parts.port
    except ValueError:
        return None
    return None if not parts.hostname or "@" in url else (parts.hostname, port if named is None else named)


def host_name(url: str) -> str:
    """
    The name of the host in `url`, without a dot at its end; empty if there is none.
    """
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""
