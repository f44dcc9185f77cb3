"""
The addresses that a webhook may be sent to: public ones, and those of the networks of `webhooks.allow`.
"""

from collections.abc import Iterator, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

# The IANA special-purpose registries, and multicast.  Listed here since what `ipaddress` calls global depends on the
# version of Python.
_CLOSED_4 = tuple(
    map(
        IPv4Network,
        (
            "0.0.0.0/8",  # this network
            "10.0.0.0/8",  # private
            "100.64.0.0/10",  # shared by the customers of a carrier
            "127.0.0.0/8",  # loopback
            "169.254.0.0/16",  # link-local
            "172.16.0.0/12",  # private
            "192.0.0.0/24",  # protocol assignments
            "192.0.2.0/24",  # documentation
            "192.31.196.0/24",  # AS112
            "192.52.193.0/24",  # AMT
            "192.88.99.0/24",  # 6to4 relays
            "192.168.0.0/16",  # private
            "192.175.48.0/24",  # AS112
            "198.18.0.0/15",  # benchmarks
            "198.51.100.0/24",  # documentation
            "203.0.113.0/24",  # documentation
            "224.0.0.0/4",  # multicast
            "240.0.0.0/4",  # reserved, broadcast
        ),
    )
)
# Only 2000::/3 is assigned for addresses of hosts.
_OPEN_6 = IPv6Network("2000::/3")
_CLOSED_6 = tuple(
    map(
        IPv6Network,
        (
            "2001::/23",  # protocol assignments, Teredo, ORCHID
            "2001:db8::/32",  # documentation
            "2620:4f:8000::/48",  # AS112
            "3fff::/20",  # documentation
        ),
    )
)
_NAT64 = IPv6Network("64:ff9b::/96")
_SIX_TO_FOUR = IPv6Network("2002::/16")
"""Addresses in these, and IPv4-mapped ones, contain an IPv4 address that decides.  The other prefix of NAT64,
64:ff9b:1::/48, is for use within a site: never public."""


class AddressRules:
    """
    Decides which addresses a webhook may be sent to.  Raises ValueError for what is no network in `allow`.
    """

    def __init__(self, allow: Sequence[str] = ()) -> None:
        self._allowed: list[Network] = []
        for text in allow:
            try:
                self._allowed.append(ip_network(text))
            except ValueError:
                raise ValueError(
                    f"{text!r}: expected an address or a network, such as 10.1.2.3 or 10.1.0.0/16"
                ) from None

    def permits(self, text: str) -> bool:
        """
        Whether a connection to the address `text` is allowed; False for what is no address.
        """
        try:
            address = ip_address(text)
        except ValueError:
            return False
        forms = tuple(_forms(address))
        return _is_public(forms) or any(form in network for form in forms for network in self._allowed)


def _forms(address: Address) -> Iterator[Address]:
    # The address, and the IPv4 address in it.
    yield address
    if not isinstance(address, IPv6Address):
        return
    if address.ipv4_mapped is not None:
        yield address.ipv4_mapped
    elif address in _NAT64:
        yield IPv4Address(int(address) & 0xFFFFFFFF)
    elif address in _SIX_TO_FOUR:
        yield IPv4Address(int(address) >> 80 & 0xFFFFFFFF)


def _is_public(forms: Sequence[Address]) -> bool:
    inner = forms[-1]
    if isinstance(inner, IPv4Address):
        return not any(inner in network for network in _CLOSED_4)
    if inner.scope_id is not None:
        return False
    return inner in _OPEN_6 and not any(inner in network for network in _CLOSED_6)
