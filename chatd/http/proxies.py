"""
The address of a client, directly or through trusted proxies.

The only place that knows about proxies and the header fields they write.
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
"""A peer on a Unix socket, as an entry of `trusted_proxies`."""

ForwardedHeader = Literal["x-forwarded-for", "forwarded"]

Network = IPv4Network | IPv6Network
GetField = Callable[[str], str]
"""Gives the value of a header field by its name: repeated ones joined by commas, empty if there is none."""

# RFC 7239, section 6: a port is a number or obfuscated.
_PORT = re.compile(r":(?:[0-9]{1,5}|_[A-Za-z0-9._-]+)")
_PAIR = r'([!#$%&\'*+.^_`|~0-9A-Za-z-]+)=("(?:[^"\\]|\\.)*"|[^\s";,]+)'
_PAIRS = re.compile(rf"{_PAIR}(?:\s*;\s*{_PAIR})*")
_ONE_PAIR = re.compile(_PAIR)


class Client(Struct, frozen=True):
    """
    Who sent a request: the address, None if there is none to know, and whether the client speaks TLS.

    `unread` is what a trusted proxy wrote where the address should be, if that is no address; empty if it wrote
    nothing.  It is None where nothing was unreadable.
    """

    address: str | None
    secure: bool
    unread: str | None = None


class Proxies:
    """
    The proxies that are believed: networks, or ``unix`` for Unix sockets; and the header field that they set.

    The other header is never read: a proxy passes on what it does not set, as the client wrote it.
    Raises ValueError with the entry that is wrong.
    """

    def __init__(self, trusted: Sequence[str], header: ForwardedHeader = "x-forwarded-for") -> None:
        self.header = header
        self._unix = UNIX in trusted
        self._networks: list[Network] = []
        for entry in trusted:
            if entry != UNIX:
                try:
                    self._networks.append(_plain_network(ip_network(entry)))
                except ValueError:
                    raise ValueError(f"{entry!r}: expected an address, a network or {UNIX!r}") from None

    def is_trusted(self, peer: str | None) -> bool:
        """
        Whether a peer at that address is a trusted proxy; None is a peer on a Unix socket.
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
        Who sent a request that came from `peer`, over TLS if `encrypted`.

        Behind a trusted proxy that is the last hop in the header that is no trusted proxy itself, or the first of all
        if each is.  A hop that cannot be read ends the search without an address: what stands left of it was written
        by somebody unknown.
        """
        if not self.is_trusted(peer):
            return Client(peer, encrypted)
        hops = _forwarded(field) if self.header == "forwarded" else _x_forwarded(field)
        found, unread, proto = None, "", ""
        for hop, proto in hops:  # noqa: B007 - what was said of the last one counts
            if hop.strip('" ') in {UNIX, f"{UNIX}:"} and self._unix:
                # How nginx writes a proxy before it on a Unix socket.
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
    Reads who sent the requests of a node: once for each.
    """

    def __init__(self, proxies: Proxies, refusals: RefusalLog) -> None:
        self._proxies = proxies
        self._refusals = refusals

    def read_client(self, transport: Any, head: Head) -> Client:
        """
        Who sent the request with that head on that connection.
        """
        peer = peer_of(transport.getPeer())
        return self._proxies.client_of(peer, head.get, encrypted=ISSLTransport.providedBy(transport))

    def is_proxy(self, peer: str | None) -> bool:
        """
        Whether connections from that address belong to a trusted proxy.
        """
        return self._proxies.is_trusted(peer)

    def log_unread(self, unread: str | None) -> None:
        """
        Log that a client has no address, by what `Client.unread` says.
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
    # The hops from the last to the first, each with the scheme that the client used.
    proto = field("x-forwarded-proto").partition(",")[0].strip().lower()
    hops = field("x-forwarded-for")
    if not hops.strip():
        yield "", proto
        return
    for hop in reversed(hops.split(",")):
        yield hop.strip(), proto


def _forwarded(field: GetField) -> Iterator[tuple[str, str]]:
    # RFC 7239, section 4.  Read from the end: what the client itself wrote at the begin, quotes that it has opened
    # and not closed for instance, does not change how the proxies' elements are read.
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
    The address in one hop of a header, in every form that proxies write: with a port, in brackets, in quotes, with a
    zone, IPv4 inside of IPv6.  None for ``unknown``, hidden names (``_x``), nothing, and what is no address.
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
    # The address as it is counted and shown everywhere: without a zone, IPv4 as IPv4.
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
    # One of IPv4 as IPv4, as `_plain` has its addresses.
    mapped = network.network_address.ipv4_mapped if isinstance(network, IPv6Network) else None
    if mapped is None or network.prefixlen < 96:
        return network
    return IPv4Network((int(mapped), network.prefixlen - 96))


def peer_of(addr: object) -> str | None:
    """
    The address of the other end of a connection; None for a Unix socket, which has none.
    """
    host = getattr(addr, "host", None)
    if not host:
        return None
    return (_plain(host) or host) if ":" in host else host
