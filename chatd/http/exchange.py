"""
One request to the API and its answer, whichever way the request was read.
"""

from collections.abc import Callable
from typing import Any, Protocol

from twisted.internet.tcp import Server

from chatd.domain.counters import Counters
from chatd.http.head import Head
from chatd.http.problems import PREFIXES
from chatd.http.proxies import Client
from chatd.http.responses import EarlyRefusal


class ExchangeSite(Protocol):
    """
    What an exchange needs of the node: its `counters`; whether the session cookie is sent in frames of other sites,
    too; `recognised` is called with the client of a request whose sender is known, and whether its time is charged to
    their address all the same.
    """

    counters: Counters
    frame_cookies: bool
    recognised: Callable[[Client, bool], None]


class Exchange:
    """
    A whole request to a `site`: its `head`, the `client` that sent it, and its `body`.

    `fields` are the header fields of its answer; those that every answer has come by themselves.  `left`: the client
    has gone, and the answer is dropped.  `by_back_end`: its sender is a back end, with a budget of its own.
    """

    __slots__ = ("_send", "body", "by_back_end", "client", "fields", "head", "left", "site")

    def __init__(
        self,
        head: Head,
        client: Client,
        body: bytes,
        site: ExchangeSite,
        send: Callable[["Exchange", int, bytes], None],
    ) -> None:
        self.head = head
        self.client = client
        self.body = body
        self.site = site
        self.fields: list[tuple[str, str]] = []
        self.left = False
        self.by_back_end = False
        self._send = send

    def mark_recognised(self, *, charged: bool = False) -> None:
        """
        Notes that the sender is known; with `charged` the time of the request is still charged to their address.
        """
        self.site.recognised(self.client, charged)

    def respond(self, status: int, content: bytes) -> None:
        """
        Sends the answer, unless the client has gone.
        """
        if not self.left:
            self._send(self, status, content)


class PlainBody:
    """
    The body of a plain request, whose length is known, while it arrives.  `left` is how many bytes are still to come.

    With `early`, the request is refused, and its body is dropped unless that depends on it.
    """

    __slots__ = ("_parts", "early", "left")

    def __init__(self, length: int, early: EarlyRefusal | None) -> None:
        self.left = length
        self.early = early
        self._parts: list[bytes] = []

    def add_part(self, data: bytes) -> bytes:
        """
        Takes the next bytes; returns those behind the body.
        """
        part, rest = data[: self.left], data[self.left :]
        self.left -= len(part)
        if self.early is None or self.early.unless is not None:
            self._parts.append(part)
        return rest

    @property
    def refusal(self) -> EarlyRefusal | None:
        """
        The refusal of the whole request; None to serve it.
        """
        early = self.early
        return None if early is not None and early.unless is not None and early.unless in self.body else early

    @property
    def body(self) -> bytes:
        """
        What has arrived.
        """
        return b"".join(self._parts)


def write_at_once(transport: Any, data: bytes) -> None:
    """
    Writes to a transport: directly to the kernel if nothing waits there, which saves telling the reactor to.
    """
    if type(transport) is Server and transport.connected and not transport.dataBuffer and not transport._tempDataLen:  # noqa: SLF001
        try:
            data = data[transport.getHandle().send(data) :]
        except BlockingIOError:
            pass
        except OSError:
            # The reactor notices the error by itself and calls connectionLost.
            return
    if data:
        transport.write(data)


def is_plain(head: Head, most: int) -> bool:
    """
    Whether the end of a request is known, and nothing but its body of at most `most` bytes is between here and there.
    """
    if head.version != (1, 1) or head.wants_websocket:
        return False
    if not head.fields.keys().isdisjoint(("transfer-encoding", "expect")):
        return False
    return int(head.get("content-length") or 0) <= most


def is_for_api(head: Head) -> bool:
    """
    Whether a request is below one of the API's paths, in plain spelling.
    """
    path = head.path
    return path.startswith(_BELOW) or path in _PREFIXES


_PREFIXES = tuple(prefix.decode() for prefix in PREFIXES)
_BELOW = tuple(f"{prefix}/" for prefix in _PREFIXES)
