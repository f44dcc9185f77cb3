"""
Decides whether a request may become a WebSocket; it may be the first of its connection or a later one.

Also reads the credentials of the handshake, and answers the most common handshake without Autobahn.
"""

import re
from base64 import b64encode
from collections.abc import Collection, Hashable
from hashlib import sha1

from chatd.auth.gate import ApiKeyToken, Cookie, GuestToken, WebToken, bearer, cookie_credentials
from chatd.domain.addresses import shown_group
from chatd.errors import Refusal
from chatd.http.admission import Admission
from chatd.http.connection_query import NO_COOKIE, has_parameter
from chatd.http.cookies import session_token
from chatd.http.extensions import deflate_offers, read_offers
from chatd.http.head import END, Head, same_origin
from chatd.http.hosts import Hosts
from chatd.http.origins import Origins, advice
from chatd.http.proxies import Client, ClientReader
from chatd.http.responses import UPGRADE, RawResponse
from chatd.protocol.codec import PROTOCOL
from chatd.refusal_log import RefusalLog

PLAIN_PATH = "/"
"""Paths that accept a WebSocket without a subprotocol; the article's page connects there."""
PATH = "/ws"
PATHS = (PLAIN_PATH, PATH)
"""Paths that accept an upgrade."""
DRAINING = RawResponse(503, "the server is going down", (("Retry-After", "5"),))
NOT_SECURE = RawResponse(421, "this connection is not over TLS")
"""For a target of https (RFC 9110, section 4.2.2)."""


class UpgradePolicy:
    """
    Refuses WebSockets by path, host, origin, subprotocol and the limits of `admission`.

    `plain` are the paths that accept a WebSocket without a subprotocol.  While `draining` is true, all are refused.
    """

    def __init__(
        self,
        *,
        admission: Admission,
        clients: ClientReader,
        hosts: Hosts,
        origins: Origins,
        plain: Collection[str],
        refusals: RefusalLog,
    ) -> None:
        self.draining = False
        self._admission = admission
        self._clients = clients
        self._hosts = hosts
        self._origins = origins
        self._plain = frozenset(plain)
        self._refusals = refusals
        at = f"; for plain text connect to {PLAIN_PATH} without one" if plain else ""
        self._advice = f"connect to {PATH} with the subprotocol {PROTOCOL}{at}"

    def refusal_of(self, connection: Hashable, client: Client, head: Head) -> RawResponse | None:
        """
        Returns the refusal of `connection`, or None and counts it as a WebSocket from then on.
        """
        if self.draining:
            return DRAINING
        if head.method != "GET" or head.version != (1, 1) or head.has_body:
            return RawResponse(400, "a WebSocket begins with a GET of HTTP/1.1 without a body")
        if client.address is None:
            self._clients.log_unread(client.unread)
        if (why := self._admission.admit_request(client.address)) is not None:
            return why
        if head.path not in PATHS:
            self._refusals.record(
                "path",
                "refused a WebSocket of {who} at {path!r}: they are at {paths} only; a proxy has to take its prefix"
                " away",
                who=shown_group(client.address),
                path=head.path[:100],
                paths=" and ".join(PATHS),
            )
            return RawResponse(404, f"there is no WebSocket at this path: {self._advice}")
        if (why := self._hosts.refusal_of(head, client.address, secure=client.secure)) is not None:
            return why
        if not self._origins.allow(head):
            self._log_origin(head.get("origin"), client)
            return RawResponse(403, "this Origin may not connect")
        if head.scheme == "https" and not client.secure:
            return NOT_SECURE
        return self._refusal_of_handshake(head, client) or self._admission.admit_websocket(connection, client.address)

    def refusal_of_request(self, client: Client, head: Head) -> RawResponse | None:
        """
        Returns the refusal of a request for a stream of events, or None.
        """
        if self.draining:
            return DRAINING
        if client.address is None:
            self._clients.log_unread(client.unread)
        why = self._admission.admit_request(client.address)
        why = why or self._hosts.refusal_of(head, client.address, secure=client.secure)
        return why or (NOT_SECURE if head.scheme == "https" and not client.secure else None)

    def refusal_of_probe(self, client: Client) -> RawResponse | None:
        """
        Returns the refusal that a handshake of `client` would get now for the server's load, or None.
        """
        return DRAINING if self.draining else self._admission.websocket_refusal(client.address)

    def admit_stream(self, connection: Hashable, client: Client) -> RawResponse | None:
        """
        Returns the refusal of a stream of events on `connection`, or None and counts it as a WebSocket from then on.
        """
        return self._admission.admit_websocket(connection, client.address)

    def _refusal_of_handshake(self, head: Head, client: Client) -> RawResponse | None:
        version = head.get("sec-websocket-version")
        if version.isdigit() and version != "13":
            return RawResponse(426, "this server speaks version 13 of the WebSocket protocol", UPGRADE)
        if read_offers(head.fields.get("sec-websocket-extensions", ())) is None:
            return RawResponse(400, "Sec-WebSocket-Extensions is malformed")
        offered = head.tokens("sec-websocket-protocol")
        if offered and PROTOCOL not in offered:
            self._log_subprotocol(head, client)
            return RawResponse(400, f"none of the offered subprotocols is known: {self._advice}")
        if not offered and head.path not in self._plain:
            self._log_subprotocol(head, client)
            return RawResponse(400, f"a WebSocket here needs a subprotocol: {self._advice}")
        return None

    def _log_subprotocol(self, head: Head, client: Client) -> None:
        self._refusals.record(
            "subprotocol",
            "refused a WebSocket of {who} at {path} that offers the subprotocols {offered!r}: {spoken}; the settings"
            " are in [plain]",
            who=shown_group(client.address),
            path=head.path,
            offered=head.get("sec-websocket-protocol")[:100],
            spoken=self._advice,
        )

    def _log_origin(self, origin: str, client: Client) -> None:
        self._refusals.record(
            f"server.origins: {origin[:200]}",
            "refused a WebSocket from the origin {origin!r}, of {who}: {advice}",
            who=shown_group(client.address),
            origin=origin[:200],
            advice=advice(origin)[:300],
        )


Credentials = ApiKeyToken | Cookie | GuestToken | WebToken


def credentials_of(head: Head, *, secure: bool = False) -> Credentials | None:
    """
    Returns the credentials in a handshake, for `chatd.auth.gate.Gate.enter`; None if there are none.

    A token (``Authorization: Bearer``) comes first.  The cookie counts only if the origin is the site's own: browsers
    send cookies with a WebSocket of any page, which could then read everything.  With `secure` (TLS) the page itself
    must have been loaded over TLS.  With ``?cookie=no`` in the address it does not count.
    """
    scheme, _, token = head.get("authorization").partition(" ")
    # Other schemes are meant for a proxy before us.
    if scheme.lower() == "bearer":
        try:
            return bearer(token.strip())
        except Refusal:
            # Too long for any token: an empty one makes the gate refuse it in its usual words.
            return GuestToken("")
    field = "; ".join(head.fields.get("cookie", ()))
    if not field or has_parameter(head, NO_COOKIE):
        return None
    if not same_origin(head.get("origin"), head.get("host"), secure=secure):
        return None
    cookie = session_token(field, secure=secure)
    return None if cookie is None else cookie_credentials(cookie)


_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_KEY = re.compile(r"[A-Za-z0-9+/]{22}==")
_HOST = re.compile(r"(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[1-5]?\d{1,4})?")
_ORIGIN = re.compile(r"https?://[A-Za-z0-9._-]+(?::[1-5]?\d{1,4})?")
_OFFERS = frozenset({"permessage-deflate", "permessage-deflate; client_max_window_bits"})
"""The extension that browsers always offer; leaving it out of the answer declines it."""

_JUDGED = (
    "host",
    "upgrade",
    "connection",
    "origin",
    "sec-websocket-key",
    "sec-websocket-version",
    "sec-websocket-protocol",
)
"""The header fields that decide about a handshake."""

_ANSWER = (
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: WebSocket\r\nConnection: Upgrade\r\n"
    f"Sec-WebSocket-Protocol: {PROTOCOL}\r\nSec-WebSocket-Accept: %b\r\n\r\n"
).encode()


def answer_common(head: Head, *, deflate: bool) -> bytes | None:
    """
    Returns the answer that opens a ``chatd.v1`` WebSocket; None if `head`, an upgrade from an allowed origin, is not
    the common handshake and needs Autobahn.

    With `deflate`, a handshake that offers an extension is not common: it must be negotiated.
    """
    fields = head.fields
    keys = fields.get("sec-websocket-key", ())
    if (
        len(keys) != 1
        or _KEY.fullmatch(keys[0]) is None
        or fields.get("sec-websocket-version") != ["13"]
        or fields.get("sec-websocket-protocol") != [PROTOCOL]
        or "#" in head.target
        or _HOST.fullmatch(head.get("host")) is None
        or not head.has_token("connection", "upgrade")
    ):
        return None
    if "origin" in fields and _ORIGIN.fullmatch(head.get("origin")) is None:
        return None
    offers = fields.get("sec-websocket-extensions", ())
    if offers and (deflate or len(offers) > 1 or offers[0] not in _OFFERS):
        return None
    accepted = b64encode(sha1(keys[0].encode() + _GUID, usedforsecurity=False).digest())
    return _ANSWER % accepted


def request_for_autobahn(head: Head, *, deflate: bool) -> bytes:
    """
    Returns the handshake `head`, whose extensions are well formed, for Autobahn: without unneeded fields, and with
    `deflate` only those compression offers that can be accepted.

    Autobahn wrongly refuses a handshake with an offer that it should decline (RFC 7692, section 5.1) or with a second
    field of offers (RFC 6455, section 9.1), and splits lines where HTTP does not.
    """
    lines = [f"{head.method} {head.target} HTTP/1.1"]
    lines += [f"{name}: {value}" for name in _JUDGED for value in head.fields.get(name, ())]
    if deflate and (offers := deflate_offers(read_offers(head.fields.get("sec-websocket-extensions", ())) or ())):
        lines.append(f"sec-websocket-extensions: {offers}")
    return "\r\n".join(lines).encode("latin-1") + END
