"""
The head of an HTTP request, as far as one has to read it to know who should answer.

Strict where proxies and servers have disagreed before (RFC 9112, sections 3, 5 and 6): what is not plainly right is
refused.
"""

import re
from collections.abc import Collection
from urllib.parse import urlsplit

from msgspec import Struct

_LINE = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]{1,32}) ([\x21-\x7e]{1,8192}) HTTP/([0-9])\.([0-9])\r\n")
_FIELD = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+):([^\x00-\x08\x0a-\x1f\x7f]*)\r\n")
_FIELDS = re.compile(f"(?:{_FIELD.pattern})*")
END = b"\r\n\r\n"
DEFAULT_PORTS = {"http": 80, "https": 443}


class BadHead(ValueError):
    """
    It is no HTTP request, or one that different readers may read differently; `status` is the answer.
    """

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class Head(Struct, frozen=True):
    """
    A request's first line and its header fields, names in lower case.
    """

    method: str
    target: str
    version: tuple[int, int]
    fields: dict[str, list[str]]

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

    def lists(self, name: str, token: str) -> bool:
        """
        Whether `token`, in lower case, is an element of a field, in whatever case it stands there.
        """
        value = self.get(name).lower()
        return value == token or token in _elements(value)

    @property
    def upgrade(self) -> bool:
        """
        Whether it asks to become a WebSocket.
        """
        return self.lists("upgrade", "websocket")

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
    """
    # All bytes are characters of this encoding; those above ASCII may stand in values alone.
    text = data[:-2].decode("latin-1")
    line = _LINE.match(text)
    if line is None:
        raise BadHead(400, "the first line is no HTTP request line")
    version = int(line[3]), int(line[4])
    if version not in {(1, 0), (1, 1)}:
        raise BadHead(505, "only HTTP/1.0 and HTTP/1.1 are spoken here")
    fields: dict[str, list[str]] = {}
    if _FIELDS.fullmatch(text, line.end()) is None:
        raise BadHead(400, "a header field is malformed")
    for name, value in _FIELD.findall(text, line.end()):
        fields.setdefault(name.lower(), []).append(value.strip(" \t"))
    head = Head(line[1], line[2], version, fields)
    _check_framing(head)
    return head


def _check_framing(head: Head) -> None:
    hosts = head.fields.get("host", [])
    if len(hosts) > 1 or (not hosts and head.version == (1, 1)):
        raise BadHead(400, "exactly one Host is needed")
    lengths = head.fields.get("content-length", [])
    codings = head.fields.get("transfer-encoding", [])
    if len(lengths) > 1 or any(not (n.isascii() and n.isdigit()) or len(n) > 15 for n in lengths):
        raise BadHead(400, "Content-Length is not one number")
    if codings and (lengths or [c.lower() for c in codings] != ["chunked"] or head.version != (1, 1)):
        raise BadHead(400, "of all transfer codings only a lone chunked is understood")


class Origins:
    """
    Which pages may open a WebSocket here: those on the same host name, and those listed.

    A request without an Origin comes from no browser and is allowed.
    """

    def __init__(self, listed: Collection[str]) -> None:
        self._listed = frozenset(origin.lower().rstrip("/") for origin in listed)

    def allow(self, head: Head) -> bool:
        """
        Whether the page that sent this handshake may.
        """
        origins = head.fields.get("origin", [])
        if not origins:
            return True
        if len(origins) > 1:
            return False
        origin = origins[0].lower()
        if origin in self._listed or "*" in self._listed:
            return True
        return _host_name(origin) == _host_name("//" + head.get("host").lower()) != ""


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


def _host_name(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""
