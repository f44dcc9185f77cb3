"""
Checks which pages may open a WebSocket, by the `Origin` that browsers send (RFC 6454, section 7).
"""

import ipaddress
import re
from collections.abc import Collection
from urllib.parse import urlsplit

import idna

from chatd.http.head import DEFAULT_PORTS, Head, host_name

ANY = "*"
NULL = "null"
FILE = "file://"
"""Sent by some browsers for a page from a file; others send ``null``."""

_FORM = re.compile(r"([a-z][a-z0-9+.-]*)://([^/?#]*)(/?)(.*)", re.DOTALL)
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMERIC = re.compile(r"[0-9]+|0x[0-9a-f]*")
_SOCKETS = {"ws": "http", "wss": "https"}
_OPAQUE = frozenset({"about", "blob", "data", "javascript"})


def parse_origin(text: str) -> str:
    """
    Returns a configured origin in the form that browsers send; ``*.`` before the host stands for one label.

    Corrects what is unambiguous: upper case, a slash at the end, the scheme's default port, Unicode host names.  Raises
    ValueError for an origin that can never match, with text that says what to write instead.
    """
    if text.lower() in {ANY, NULL}:
        return text.lower()
    found = _FORM.fullmatch(text.strip().lower())
    if found is None:
        hint = f'"https://{text}"' if re.fullmatch(r"[\w.-]+(:\d+)?", text) else '"https://example.org"'
        raise ValueError(f"{text!r}: expected a scheme and a host; write {hint}")
    scheme, authority, _, rest = found.groups()
    if scheme in _SOCKETS:
        raise ValueError(f'{text!r}: expected the origin of the page; write "{_SOCKETS[scheme]}://{authority}"')
    if scheme == "file" and not authority and not rest:
        return FILE
    if scheme == "file" or scheme in _OPAQUE:
        raise ValueError(f'{text!r}: such pages have no origin of their own; write "{NULL}" or "{FILE}"')
    if rest or "@" in authority:
        host = authority.rpartition("@")[2]
        raise ValueError(f'{text!r}: an origin has no user and no path; write "{scheme}://{host}"')
    try:
        port = urlsplit(f"{scheme}://{authority}").port
    except ValueError:
        raise ValueError(f"{text!r}: expected a port from 1 to 65535 and a host, IPv6 in brackets") from None
    if port == 0 or authority.endswith(":"):
        raise ValueError(f"{text!r}: expected a port from 1 to 65535, or none and no colon")
    host = authority if port is None else authority.rpartition(":")[0]
    if scheme in DEFAULT_PORTS:
        host = parse_host(host, text)
    elif not host.isprintable() or set(host) & {"*", " "} or not host:
        raise ValueError(f"{text!r}: expected a host after {scheme}://, without *")
    return f"{scheme}://{host}" + ("" if port in {None, DEFAULT_PORTS.get(scheme)} else f":{port}")


def parse_host(host: str, text: str) -> str:
    """
    Returns the host of the configured `text` in the form that browsers send; raises ValueError as `parse_origin` does.
    """
    if host.startswith("["):
        try:
            return f"[{ipaddress.IPv6Address(host[1:-1] if host.endswith(']') else '')}]"
        except ValueError:
            raise ValueError(f"{text!r}: expected an IPv6 address in the brackets") from None
    wild, name = ("*.", host[2:]) if host.startswith("*.") else ("", host)
    if ANY in name:
        raise ValueError(f'{text!r}: * stands for one whole label, the first; write "https://*.example.org"')
    name = name.removesuffix(".")
    try:
        name = name if name.isascii() else idna.encode(name, uts46=True, transitional=False).decode()
    except idna.IDNAError:
        raise ValueError(f"{text!r}: {name!r} cannot be the name of a host") from None
    labels = name.split(".")
    if len(name) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise ValueError(f"{text!r}: {name!r} cannot be the name of a host")
    if _NUMERIC.fullmatch(labels[-1]):
        _check_ipv4(name, wild, text)
    if wild and len(labels) < 2 and name != "localhost":
        raise ValueError(f'{text!r}: * for a whole top-level domain is anybody; write "https://*.example.org"')
    return wild + name


def _check_ipv4(name: str, wild: str, text: str) -> None:
    # Browsers write a host whose last label is a number as an IPv4 address (URL Standard, "ends in a number").
    try:
        ipaddress.IPv4Address(name)
    except ValueError:
        raise ValueError(f'{text!r}: expected an IPv4 address such as "https://192.0.2.1"') from None
    if wild:
        raise ValueError(f"{text!r}: an address has no labels for * to stand for")


class Origins:
    """
    The pages that may open a WebSocket: those on the same host name, and the configured origins.

    A request without an Origin is not from a browser and is allowed.  Raises ValueError as `parse_origin` does.
    """

    def __init__(self, listed: Collection[str]) -> None:
        self.replace_origins(listed)

    def replace_origins(self, listed: Collection[str]) -> None:
        """
        Allows these origins from now on.
        """
        origins = frozenset(map(parse_origin, listed))
        self._all = ANY in origins
        self._listed = origins - {ANY}
        self._wild = any("://*." in origin for origin in origins)

    def allow(self, head: Head) -> bool:
        """
        Whether the page that sent this handshake may open a WebSocket.
        """
        origins = head.fields.get("origin", [])
        if not origins:
            return True
        if len(origins) > 1:
            return False
        origin = origins[0].lower()
        if self.lists(origin):
            return True
        return host_name(origin) == host_name("//" + head.get("host").lower()) != ""

    def lists(self, origin: str) -> bool:
        """
        Whether `origin`, as a browser sends it in lower case, is one of the configured ones.
        """
        if self._all or (origin in self._listed and ANY not in origin):
            return True
        return self._wild and self._under_wildcard(origin)

    def _under_wildcard(self, origin: str) -> bool:
        scheme, _, rest = origin.partition("://")
        label, _, parent = rest.partition(".")
        return _LABEL.fullmatch(label) is not None and f"{scheme}://*.{parent}" in self._listed


def advice(origin: str) -> str:
    """
    Returns advice for the operator: how to allow pages of the refused `origin`.
    """
    try:
        return f'to allow it, add "{parse_origin(origin)}" to `origins` in [server]'
    except ValueError:
        return "it is no origin that a browser sends, and cannot be listed in `origins` in [server]"
