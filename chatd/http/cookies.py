"""
The cookies of a request: which of them count, and the line that sets one.
"""

from chatd.auth.cookies import COOKIE
from chatd.auth.known_browsers import BROWSER_COOKIE
from chatd.auth.tokens import TLS_SESSION
from chatd.http.head import cookie_value

HOST_PREFIX = "__Host-"
"""
The prefix of a cookie's name with TLS: browsers take such a cookie only from this very host, over TLS (RFC 6265bis,
section 4.1.3.2).  No other host of the domain can set one.
"""


def session_token(field: str, *, secure: bool) -> str | None:
    """
    Returns the session token in a ``Cookie`` field, unverified; None if there is none.

    The cookie with the prefix counts before the one without.  A session that began over TLS counts only with it:
    another host of the domain could have set the other one, to sign somebody in to an account that is not theirs.  So
    does a token of the site's own login on a connection that is `secure`: it does not say how the session began.
    """
    token = cookie_value(field, HOST_PREFIX + COOKIE)
    if token is not None:
        return token
    former = former_session_token(field)
    if former is None or former.startswith(TLS_SESSION) or (secure and "." in former):
        return None
    return former


def former_session_token(field: str) -> str | None:
    """
    Returns the token in the session cookie without the prefix.
    """
    return cookie_value(field, COOKIE)


def browser_token(field: str) -> str | None:
    """
    Returns the token of a known browser in a ``Cookie`` field, unverified.  It needs no care: it opens nothing.
    """
    token = cookie_value(field, HOST_PREFIX + BROWSER_COOKIE)
    return token if token is not None else cookie_value(field, BROWSER_COOKIE)


def cookie_line(name: str, value: str, seconds: int, *, secure: bool, same_site: str, framed: bool = False) -> str:
    """
    Returns the value of ``Set-Cookie`` for a cookie of this host that no script can read; with `secure`, over TLS.

    With `framed` a cookie over TLS is sent in frames of other sites, too, but apart for each site around the frame
    (``Partitioned``); whether it counts is decided by the origin of the request.
    """
    if framed and secure:
        return f"{HOST_PREFIX}{name}={value}; Max-Age={seconds}; Path=/; HttpOnly; SameSite=None; Secure; Partitioned"
    prefix, flag = (HOST_PREFIX, "; Secure") if secure else ("", "")
    return f"{prefix}{name}={value}; Max-Age={seconds}; Path=/; HttpOnly; SameSite={same_site}{flag}"
