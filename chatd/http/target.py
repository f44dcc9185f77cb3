"""
The target of a request (RFC 9112, section 3.2), whichever of its forms it was sent in.
"""

import re

from msgspec import Struct

_ABSOLUTE = re.compile(r"(https?)://([^/?]*)([^#]*)", re.IGNORECASE)
# Of reg-name (RFC 3986, section 3.2.2) all but the comma: two names joined by one are what proxies make of two fields.
_HOST = re.compile(r"(?:[A-Za-z0-9._~%!$&'()*+;=-]*|\[[0-9A-Fa-f:.]+\])(?::(\d{0,5}))?")
_PORT_MAX = 65535


class Target(Struct, frozen=True):
    """
    `text` is the path with its query, or ``*``; `scheme` and `authority` are those of an absolute target, else empty.
    """

    text: str
    scheme: str = ""
    authority: str = ""


def read_target(method: str, text: str) -> Target | None:
    """
    The target that `text` is in a request of `method`; None if it is none.

    An absolute one is what a client sends to a proxy, and every server has to take (section 3.2.2).  ``*`` is for
    OPTIONS alone (section 3.2.4).  The form of CONNECT, a host with a port, is not known here.
    """
    if "#" in text:
        # A fragment stays with the client (RFC 9110, section 4.2.5).
        return None
    if text.startswith("/"):
        return Target(text)
    if text == "*":
        return Target(text) if method == "OPTIONS" else None
    found = _ABSOLUTE.fullmatch(text)
    # A name and a password before the host, or no host, make an address that is refused (RFC 9110, section 4.2).
    if found is None or not found[2] or found[2].startswith(":") or not is_host(found[2]):
        return None
    rest = found[3]
    if not rest:
        rest = "*" if method == "OPTIONS" else "/"
    elif not rest.startswith("/"):
        rest = "/" + rest
    return Target(rest, found[1].lower(), found[2])


def is_host(value: str) -> bool:
    """
    Whether `value` may stand in a ``Host`` field: a name or an address, and perhaps a port.  Empty is allowed (RFC
    9112, section 3.2).
    """
    found = _HOST.fullmatch(value)
    return found is not None and int(found[1] or 0) <= _PORT_MAX
