"""
Whose connection is it, and how many has that address?

The only place that knows about proxies.  IPv6 counts by /64: one subscriber has all of it.
"""

from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from chatd.ratelimit import Bucket

UNIX = "unix"
"""How a peer on a Unix socket is named, in `trusted_proxies` too."""

Network = IPv4Network | IPv6Network


class Proxies:
    """
    The proxies whose word about an address is taken: networks, or ``unix`` for Unix sockets.

    Raises ValueError with the entry that is wrong.
    """

    def __init__(self, trusted: Sequence[str]) -> None:
        self._unix = UNIX in trusted
        self._networks: list[Network] = []
        for entry in trusted:
            if entry != UNIX:
                try:
                    self._networks.append(ip_network(entry))
                except ValueError:
                    raise ValueError(f"{entry!r}: expected an address, a network or {UNIX!r}") from None

    def trust(self, peer: str) -> bool:
        """
        Whether `peer`, an address or ``unix``, is a proxy of ours.
        """
        if peer == UNIX:
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

    def real_address(self, peer: str, forwarded_for: str) -> str:
        """
        The address that speaks: `peer` itself, or the last one in the ``X-Forwarded-For`` that is no proxy of ours.

        A header that somebody else wrote changes nothing; one that makes no sense stops where it does.
        """
        address = peer
        for hop in reversed([part.strip() for part in forwarded_for.split(",")]):
            if not self.trust(address):
                break
            try:
                address = str(ip_address(hop.removeprefix("[").partition("]")[0]))
            except ValueError:
                break
        return address

    def over_tls(self, peer: str, forwarded_proto: str, *, encrypted: bool) -> bool:
        """
        Whether the client speaks TLS: with us (`encrypted`), or as the ``X-Forwarded-Proto`` of a proxy of ours says.
        """
        return encrypted or (self.trust(peer) and forwarded_proto.partition(",")[0].strip().lower() == "https")


def peer_of(addr: object) -> str:
    """
    What `Proxies` calls the other end of a connection: its host, or ``unix``.
    """
    return getattr(addr, "host", None) or UNIX


def group(address: str) -> str:
    """
    What limits per address count together: the address itself, the /64 of an IPv6 one.
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


class AddressLimits:
    """
    At most `most` connections of one group of addresses at once, and `rate` new ones a second.
    """

    def __init__(self, most: int, rate: float) -> None:
        self._most = most
        self._rate = rate
        self._open: dict[str, int] = {}
        self._buckets: dict[str, Bucket] = {}

    def admit(self, group: str, now: float) -> bool:
        """
        Count one more connection of `group`, or refuse it.
        """
        bucket = self._buckets.get(group)
        if bucket is None:
            bucket = self._buckets[group] = Bucket(self._rate, max(self._rate, float(self._most)), now)
        held = self._open.get(group, 0)
        if held >= self._most or not bucket.take(now):
            return False
        self._open[group] = held + 1
        return True

    def release(self, group: str) -> None:
        """
        One admitted connection of `group` has ended.
        """
        held = self._open.pop(group) - 1
        if held:
            self._open[group] = held

    def sweep(self, now: float) -> None:
        """
        Forget the addresses that have no connection and nothing to wait for.
        """
        idle = [g for g, bucket in self._buckets.items() if g not in self._open and bucket.full_at() <= now]
        for g in idle:
            del self._buckets[g]

    def __len__(self) -> int:
        return len(self._buckets)
