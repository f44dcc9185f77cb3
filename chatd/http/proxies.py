"""
Finds the address of a client, directly connected or behind trusted proxies.

The only module that knows about proxies and their header fields.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any, Literal

from msgspec import Struct
from twisted.internet.interfaces import ISSLTransport

from chatd.http.head import Head
from chatd.refusal_log import RefusalLog

UNIX = "unix"
"""The entry of `trusted_proxies` for peers on a Unix socket."""

ForwardedHeader = Literal["x-forwarded-for", "forwarded"]

Network = IPv4Network | IPv6Network
GetField = Callable[[str], str]
"""Returns the value of a header field by name: repeated ones joined by commas, empty if there is none."""

# RFC 7239, section 6: a port is a number or obfuscated.
_PORT = re.compile(r":(?:[0-9]{1,5}|_[A-Za-z0-9._-]+)")
_PAIR = r'([!#$%&\'*+.^_`|~0-9A-Za-z-]+)=("(?:[^"\\]|\\.)*"|[^\s";,]+)'
_PAIRS = re.compile(rf"{_PAIR}(?:\s*;\s*{_PAIR})*")
_ONE_PAIR = re.compile(_PAIR)


class Client(Struct, frozen=True):
    """
    The sender of a request: the address, None if unknown, and whether the client uses TLS.  `own_tls`: it uses TLS to
    this server itself, not to a proxy.

    `unread` is the text that a trusted proxy wrote instead of a valid address; empty if it wrote nothing, None if there
    was no such problem.
    """

    address: str | None
    secure: bool
    unread: str | None = None
    own_tls: bool = False


class Proxies:
    """
    The trusted proxies (networks, or ``unix`` for Unix sockets) and the header field that they set.

    The other header is never read: a proxy forwards fields that it does not set as the client wrote them. Raises
    ValueError with the invalid entry.
    """

    def __init__(self, trusted: Sequence[str], header: ForwardedHeader = "x-forwarded-for") -> None:
        self.replace_proxies(trusted, header)

    def replace_proxies(self, trusted: Sequence[str], header: ForwardedHeader) -> None:
        """
        Trusts these proxies from now on.
        """
        networks: list[Network] = []
        for entry in trusted:
            if entry != UNIX:
                try:
                    networks.append(_plain_network(ip_network(entry)))
                except ValueError:
                    raise ValueError(f"{entry!r}: expected an address, a network or {UNIX!r}") from None
        self.header = header
        self._unix = UNIX in trusted
        self._networks = networks

    def is_trusted(self, peer: str | None) -> bool:
        """
        Whether a peer at that address is a trusted proxy; None means a peer on a Unix socket.
        """
        if peer is None:
            return self._unix
        if not self._networks:
            return False
        try:
            address = ip_address(peer)
        except ValueError:
            return False
        if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
            address = address.ipv4_mapped
        return any(address in network for network in self._networks)

    def client_of(self, peer: str | None, field: GetField, *, encrypted: bool) -> Client:
        """
        Returns the client of a request from `peer`, over TLS if `encrypted`.

        Behind a trusted proxy it is the last hop in the header that is not a trusted proxy, or the first hop if all are
        trusted.  An unreadable hop ends the search without an address: hops to its left are from an unknown source.
        """
        if not self.is_trusted(peer):
            return Client(peer, encrypted, own_tls=encrypted)
        hops = _forwarded(field) if self.header == "forwarded" else _x_forwarded(field)
        found, unread, proto = None, "", ""
        for hop, proto in hops:  # noqa: B007 - what was said of the last one counts
            if hop.strip('" ') in {UNIX, f"{UNIX}:"} and self._unix:
                # nginx writes this for a proxy that is connected over a Unix socket.
                continue
            found = read_address(hop)
            if found is None:
                unread = hop
                break
            if not self.is_trusted(found):
                break
        secure = proto == "https" if proto else encrypted
        return Client(found, secure, unread if found is None else None)


class ClientReader:
    """
    Finds the client of each request of a node.
    """

    def __init__(self, proxies: Proxies, refusals: RefusalLog) -> None:
        self._proxies = proxies
        self._refusals = refusals

    def read_client(self, transport: Any, head: Head) -> Client:
        """
        Returns the client that sent the request with the head `head` on `transport`.
        """
        peer = peer_of(transport.getPeer())
        return self._proxies.client_of(peer, head.get, encrypted=ISSLTransport.providedBy(transport))

    def is_proxy(self, peer: str | None) -> bool:
        """
        Whether connections from `peer` belong to a trusted proxy.
        """
        return self._proxies.is_trusted(peer)

    def log_unread(self, unread: str | None) -> None:
        """
        Logs that a client has no address, with the reason from `Client.unread`.
        """
        name = "X-Forwarded-For" if self._proxies.header == "x-forwarded-for" else "Forwarded"
        if unread is None:
            text = "clients on a Unix socket have no address; if a proxy is there, add `unix` to server.trusted_proxies"
        elif unread:
            text = "a trusted proxy says {unread!r} in {name}, which is no address"
        else:
            text = "a trusted proxy says nothing in {name}"
        self._refusals.record(
            "address",
            text + ": clients without an address share one budget, and no sanction by address binds them;"
            " server.forwarded_header says which field is read",
            name=name,
            unread=(unread or "")[:100],
        )


def _x_forwarded(field: GetField) -> Iterator[tuple[str, str]]:
    # Yields the hops from last to first, each with the scheme that the client used.
    proto = field("x-forwarded-proto").partition(",")[0].strip().lower()
    hops = field("x-forwarded-for")
    if not hops.strip():
        yield "", proto
        return
    for hop in reversed(hops.split(",")):
        yield hop.strip(), proto


def _forwarded(field: GetField) -> Iterator[tuple[str, str]]:
    # RFC 7239, section 4.  Read from the end, so that text from the client at the beginning (an unclosed quote, for
    # instance) cannot change how the proxies' elements are read.
    for element in _elements_from_the_end(field("forwarded")):
        pairs = _ONE_PAIR.findall(element) if _PAIRS.fullmatch(element) else []
        said = {name.lower(): _unquoted(value) for name, value in pairs}
        if len(said) < len(pairs) or not pairs:
            yield f"malformed: {element}" if element else "", ""
            return
        yield said.get("for", ""), said.get("proto", "").lower()


def _elements_from_the_end(value: str) -> Iterator[str]:
    end, quoted = len(value), False
    for at in range(len(value) - 1, -1, -1):
        if value[at] == '"' and not _escapes(value[:at]):
            quoted = not quoted
        elif value[at] == "," and not quoted:
            yield value[at + 1 : end].strip()
            end = at
    yield value[:end].strip()


def _escapes(before: str) -> bool:
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1


def _unquoted(value: str) -> str:
    return re.sub(r"\\(.)", r"\1", value[1:-1]) if value.startswith('"') else value


def read_address(hop: str) -> str | None:
    """
    Returns the address in one hop of a header, in all forms that proxies write: with port, brackets, quotes, zone, or
    as an IPv4-mapped IPv6 address.  None for ``unknown``, obfuscated names (``_x``), nothing, and anything else.
    """
    text = hop.strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = text[1:-1].strip()
    port = ""
    if text.startswith("["):
        text, bracket, port = text[1:].partition("]")
        if not bracket or ":" not in text:
            return None
    elif text.count(":") == 1:
        text, colon, port = text.partition(":")
        port = colon + port
    if port and _PORT.fullmatch(port) is None:
        return None
    return _plain(text)


def _plain(text: str) -> str | None:
    # The canonical address: without a zone, IPv4-mapped as IPv4.
    host, zoned, _ = text.partition("%")
    try:
        address = ip_address(host)
    except ValueError:
        return None
    if isinstance(address, IPv6Address):
        address = address.ipv4_mapped or address
    elif zoned:
        return None
    return None if address.is_unspecified else str(address)


def _plain_network(network: Network) -> Network:
    # An IPv4-mapped network as IPv4, to match the addresses of `_plain`.
    mapped = network.network_address.ipv4_mapped if isinstance(network, IPv6Network) else None
    if mapped is None or network.prefixlen < 96:
        return network
    return IPv4Network((int(mapped), network.prefixlen - 96))


def peer_of(addr: object) -> str | None:
    """
    Returns the address of the peer of a connection; None for a Unix socket.
    """
    host = getattr(addr, "host", None)
    if not host:
        return None
    return (_plain(host) or host) if ":" in host else host
