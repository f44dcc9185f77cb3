"""
Parses the head of an HTTP request, as far as needed to decide who answers it.

Strict where proxies and servers are known to disagree (RFC 9112, sections 3, 5 and 6): anything ambiguous is refused.
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
"""All methods that some resource supports."""
TARGET_MAX = 8192
FIELDS_MAX = 100
DEFAULT_PORTS = {"http": 80, "https": 443}


class BadHead(ValueError):
    """
    The data is not an HTTP request, or readers may interpret it differently.  `status` is the status of the answer.

    `method` and `path` are those of the request, as far as they could be read.
    """

    def __init__(self, status: int, message: str, *, fields: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(message)
        self.status = status
        self.fields = fields
        self.method = self.path = ""


class Head(Struct, frozen=True):
    """
    The first line of a request and its header fields; field names are in lower case.

    `target` is a path with its query, or ``*``.  For an absolute target, `scheme` is set, and the field ``host`` is
    replaced by its authority (RFC 9112, section 3.2.2).
    """

    method: str
    target: str
    version: tuple[int, int]
    fields: dict[str, list[str]]
    scheme: str = ""

    @property
    def path(self) -> str:
        """
        The target without the query.
        """
        return self.target.partition("?")[0]

    def get(self, name: str) -> str:
        """
        Returns the value of a field, repeated ones joined by commas; empty if there is none.
        """
        return ", ".join(self.fields.get(name, ()))

    def tokens(self, name: str) -> list[str]:
        """
        Returns the comma-separated elements of a field.
        """
        return _elements(self.get(name))

    def has_token(self, name: str, token: str) -> bool:
        """
        Whether `token`, given in lower case, is an element of a field; compared without case.
        """
        if name not in self.fields:
            return False
        value = self.get(name).lower()
        return value == token or token in _elements(value)

    def lines(self) -> Iterator[bytes]:
        """
        Yields the lines of the head in normalised form.
        """
        yield f"{self.method} {self.target} HTTP/{self.version[0]}.{self.version[1]}".encode("latin-1")
        for name, values in self.fields.items():
            for value in values:
                yield f"{name}: {value}".encode("latin-1")

    @property
    def wants_websocket(self) -> bool:
        """
        Whether the request asks to become a WebSocket.  An upgrade in HTTP/1.0 is ignored (RFC 9110, section 7.8).
        """
        return "upgrade" in self.fields and self.version == (1, 1) and self.has_token("upgrade", "websocket")

    @property
    def has_body(self) -> bool:
        """
        Whether a body is announced; true for an empty chunked one.
        """
        return "transfer-encoding" in self.fields or self.get("content-length") not in {"", "0"}


def _elements(value: str) -> list[str]:
    return [element for part in value.split(",") if (element := part.strip())]


def parse(data: bytes) -> Head:
    """
    Parses the head in `data`, which ends with an empty line; raises `BadHead`.

    One empty line before it is skipped (RFC 9112, section 2.2).
    """
    # Latin-1 decodes every byte; those above ASCII are allowed only in field values.
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
    Raises `BadHead` if the incomplete head `data` can no longer become valid.  Everything before `begin` has been
    checked.

    Without this, a client that sends LF line ends or TLS would wait for an answer until the deadline.
    """
    if not begin and _NO_METHOD.match(data):
        raise BadHead(400, "the first line is no HTTP request line")
    if data.count(b"\n", begin) != data.count(b"\r\n", max(0, begin - 1)):
        raise BadHead(400, "a line ends with CR LF")


def too_large(data: bytes, most: int) -> BadHead:
    """
    Returns the refusal of `data`, which exceeds the `most` bytes of a head: for a long target, or for long fields.
    """
    if b"\r\n" not in data.removeprefix(b"\r\n"):
        return BadHead(414, f"a request's target has at most {TARGET_MAX} characters")
    return BadHead(431, f"a request's head has at most {most} bytes and {FIELDS_MAX} fields")


def _read_head(line: re.Match[str], text: str) -> Head:
    method = line[1]
    if line[3] != "1":
        raise BadHead(505, "only HTTP/1.0 and HTTP/1.1 are spoken here")
    # A later HTTP/1.x is treated as the latest known version (RFC 9110, section 2.5).
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
        # If the last coding is chunked, the end of the body can be found (RFC 9112, section 6.1).
        *others, last = [part.strip() for part in coding.split(",")]
        known = _CODING.fullmatch(coding) and last == "chunked" and not {"chunked", "identity"}.intersection(others)
        raise BadHead(501 if known else 400, "of all transfer codings only a lone chunked is understood")


def same_origin(origin: str, host: str, *, secure: bool = False) -> bool:
    """
    Whether `origin` has the host and port of `host`, a ``Host`` field, and, with `secure`, uses TLS.
    """
    scheme = origin.partition(":")[0].lower()
    if scheme not in DEFAULT_PORTS or (secure and scheme != "https"):
        return False
    page = _authority(origin.lower(), DEFAULT_PORTS[scheme])
    return page is not None and page == _authority("//" + host.lower(), DEFAULT_PORTS[scheme])


def cookie_value(field: str, name: str) -> str | None:
    """
    Returns the value of a cookie in a ``Cookie`` field; None if it is missing or has several values.

    A page on another host of the same domain may have set a second one (RFC 6265, section 8.6); they cannot be told
    apart.
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
    Returns the host name in `url`, without a dot at its end; empty if there is none.
    """
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""
