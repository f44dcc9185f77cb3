"""
What the handshake of a WebSocket shows of who it is.
"""

import re
from base64 import b64encode
from hashlib import sha1

from chatd.auth.cookies import COOKIE
from chatd.auth.gate import ApiKeyToken, Cookie, GuestToken, WebToken, bearer
from chatd.errors import Refusal
from chatd.http.extensions import deflate_offers, read_offers
from chatd.http.head import END, Head, cookie_value, same_origin
from chatd.protocol.codec import PROTOCOL

Shown = ApiKeyToken | Cookie | GuestToken | WebToken


def shown(head: Head, *, secure: bool = False) -> Shown | None:
    """
    The credentials in a handshake, for `chatd.auth.gate.Gate.enter`; None if there are none that count.

    A token, if there is one (``Authorization: Bearer``).  Else the cookie, but only on the site's own page: browsers
    send cookies along whichever page opens a WebSocket, and let it read everything.  Over TLS (`secure`) that page has
    to have come over TLS, too.
    """
    scheme, _, token = head.get("authorization").partition(" ")
    # Other schemes are for a proxy before us.
    if scheme.lower() == "bearer":
        try:
            return bearer(token.strip())
        except Refusal:
            # Too long to be any: the gate has the words for it.
            return GuestToken("")
    field = "; ".join(head.fields.get("cookie", ()))
    if not field or not same_origin(head.get("origin"), head.get("host"), secure=secure):
        return None
    cookie = cookie_value(field, COOKIE)
    return None if cookie is None else Cookie(cookie)


_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_KEY = re.compile(r"[A-Za-z0-9+/]{22}==")
_HOST = re.compile(r"(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[1-5]?\d{1,4})?")
_ORIGIN = re.compile(r"https?://[A-Za-z0-9._-]+(?::[1-5]?\d{1,4})?")
_OFFERS = frozenset({"permessage-deflate", "permessage-deflate; client_max_window_bits"})
"""What browsers offer beside the protocol; where it is not wanted, to say nothing of it refuses it."""

_JUDGED = (
    "host",
    "upgrade",
    "connection",
    "origin",
    "sec-websocket-key",
    "sec-websocket-version",
    "sec-websocket-protocol",
)
"""What a handshake is judged by."""

_ANSWER = (
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: WebSocket\r\nConnection: Upgrade\r\n"
    f"Sec-WebSocket-Protocol: {PROTOCOL}\r\nSec-WebSocket-Accept: %b\r\n\r\n"
).encode()


def answer_to(head: Head, *, deflate: bool) -> bytes | None:
    """
    The answer that opens a ``chatd.v1`` WebSocket; None if `head`, an upgrade from an origin that may come in, is not
    the common handshake.

    With `deflate` one that offers an extension is not common: there is something to be agreed upon.
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
        or not head.lists("connection", "upgrade")
    ):
        return None
    if "origin" in fields and _ORIGIN.fullmatch(head.get("origin")) is None:
        return None
    offers = fields.get("sec-websocket-extensions", ())
    if offers and (deflate or len(offers) > 1 or offers[0] not in _OFFERS):
        return None
    accepted = b64encode(sha1(keys[0].encode() + _GUID, usedforsecurity=False).digest())
    return _ANSWER % accepted


def request_of(head: Head, *, deflate: bool) -> bytes:
    """
    The handshake `head`, whose extensions are well formed, for Autobahn to judge: with no field that it does not need,
    and with `deflate` those offers of compression that can be accepted.

    Autobahn refuses a handshake for an offer that has only to be declined (RFC 7692, section 5.1) or for a second field
    of offers (RFC 6455, section 9.1), and ends lines where HTTP does not.
    """
    lines = [f"{head.method} {head.target} HTTP/1.1"]
    lines += [f"{name}: {value}" for name in _JUDGED for value in head.fields.get(name, ())]
    if deflate and (offers := deflate_offers(read_offers(head.fields.get("sec-websocket-extensions", ())) or ())):
        lines.append(f"sec-websocket-extensions: {offers}")
    return "\r\n".join(lines).encode("latin-1") + END
