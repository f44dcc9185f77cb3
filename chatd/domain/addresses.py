"""
Network addresses as limits and sanctions count them.
"""

from ipaddress import IPv6Address, IPv6Network, ip_address


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
