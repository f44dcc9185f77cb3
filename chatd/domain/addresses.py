"""
Network addresses as limits and sanctions count them.
"""

import secrets
from base64 import b32encode
from functools import lru_cache
from hashlib import blake2b
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

WIDEST_IPV4 = 16
WIDEST_IPV6 = 32
"""The widest networks that a sanction binds, as lengths of their prefix."""


def address_group(address: str) -> str:
    """
    Returns the group that limits per address count together: the address itself, or the /64 of an IPv6 address, which
    one subscriber usually holds as a whole.
    """
    if ":" not in address:
        return address
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return str(IPv6Network((int(parsed) >> 64 << 64, 64)))
    return address


def address_group_of(address: str | None) -> str | None:
    """
    Returns the `address_group` of an address; None for None.
    """
    return None if address is None else address_group(address)


def shown_group(address: str | None) -> str:
    """
    Returns the `address_group` of an address as operators are shown it, also of None.
    """
    return "all that have no address" if address is None else address_group(address)


def address_network_of(address: str | None) -> str | None:
    """
    Returns the /48 of an IPv6 address, which one site or customer usually holds as a whole; None for IPv4.
    """
    if address is None or ":" not in address:
        return None
    try:
        parsed = ip_address(address)
    except ValueError:
        return None
    if not isinstance(parsed, IPv6Address) or parsed.ipv4_mapped is not None:
        return None
    return str(IPv6Network((int(parsed) >> 80 << 80, 48)))


@lru_cache(4096)
def group_network(group: str) -> str:
    """
    Returns the /48 of the `address_group` of an IPv6 address; the group itself if it is none.
    """
    try:
        network = ip_network(group)
    except ValueError:
        return group
    return str(network.supernet(new_prefix=48)) if network.version == 6 and network.prefixlen >= 48 else group


_HANDLE_KEY = secrets.token_bytes(32)


def address_handle(address: str) -> str:
    """
    Returns what people without the right to see addresses are shown for one: the same for the same address until the
    process ends, and nothing that leads back to it.
    """
    return "address-" + b32encode(blake2b(address.encode(), key=_HANDLE_KEY, digest_size=5).digest()).decode()


def parse_network(text: str) -> str | None:
    """
    Returns what a sanction on the address or network `text` binds: an IPv4 address or network, or an IPv6 network of a
    /64 or wider.  None if it is neither, or too wide.
    """
    try:
        network = ip_network(address_group(text), strict=False)
    except ValueError:
        return None
    if isinstance(network, IPv4Network):
        if network.prefixlen == 32:
            return str(network.network_address)
        return str(network) if network.prefixlen >= WIDEST_IPV4 else None
    if network.prefixlen > 64:
        return address_group(str(network.network_address))
    return str(network) if network.prefixlen >= WIDEST_IPV6 else None


def network_covers(network: str, group: str) -> bool:
    """
    Whether the address group lies in what `parse_network` returned.
    """
    if network == group:
        return True
    if "/" not in network:
        return False
    whole, part = ip_network(network), ip_network(group)
    if isinstance(whole, IPv4Network):
        return isinstance(part, IPv4Network) and part.subnet_of(whole)
    return isinstance(part, IPv6Network) and part.subnet_of(whole)
