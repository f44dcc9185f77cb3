"""
What the handshake of a WebSocket shows of who it is.
"""

from chatd.auth.credentials import ApiKeyToken, Cookie, GuestToken, WebToken, bearer
from chatd.errors import Refusal
from chatd.head import Head, cookie_value, same_origin

COOKIE = "chatd_session"
"""The name of the cookie that a browser which has signed in carries."""

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
