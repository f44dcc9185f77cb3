"""
Parses the target of a request (RFC 9112, section 3.2) in all its forms.
"""

import re
from functools import lru_cache

from msgspec import Struct

_ABSOLUTE = re.compile(r"(https?)://([^/?]*)([^#]*)", re.IGNORECASE)
# The characters of reg-name (RFC 3986, section 3.2.2) without the comma: proxies join two fields into one by a comma.
_HOST = re.compile(r"(?:[A-Za-z0-9._~%!$&'()*+;=-]*|\[[0-9A-Fa-f:.]+\])(?::(\d{0,5}))?")
_PORT_MAX = 65535


class Target(Struct, frozen=True):
    """
    A parsed target: `text` is the path with its query, or ``*``; `scheme` and `authority` are empty unless it was
    absolute.
    """

    text: str
    scheme: str = ""
    authority: str = ""


def read_target(method: str, text: str) -> Target | None:
    """
    Parses the target `text` of a request with `method`; None if it is invalid.

    Proxies get absolute targets, and every server must accept them (section 3.2.2).  ``*`` is allowed only for OPTIONS
    (section 3.2.4).  The form of CONNECT, a host with a port, is not supported.
    """
    if "#" in text:
        # Clients do not send the fragment (RFC 9110, section 4.2.5).
        return None
    if text.startswith("/"):
        return Target(text)
    if text == "*":
        return Target(text) if method == "OPTIONS" else None
    found = _ABSOLUTE.fullmatch(text)
    # A target with user information, or without a host, is refused (RFC 9110, section 4.2).
    if found is None or not found[2] or found[2].startswith(":") or not is_host(found[2]):
        return None
    rest = found[3]
    if not rest:
        rest = "*" if method == "OPTIONS" else "/"
    elif not rest.startswith("/"):
        rest = "/" + rest
    return Target(rest, found[1].lower(), found[2])


@lru_cache(256)
def is_host(value: str) -> bool:
    """
    Whether `value` is valid in a ``Host`` field: a name or an address, with an optional port.  Empty is valid (RFC
    9112, section 3.2).
    """
    found = _HOST.fullmatch(value)
    return found is not None and int(found[1] or 0) <= _PORT_MAX
