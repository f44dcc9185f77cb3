"""
The register of mutes and bans in force.

A sanction ends at its `until` without a sweep: a lookup compares times.  The register is in memory only; callers store
changes, audit them and notify sessions.
"""

import heapq
import math
from collections import Counter
from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from chatd.domain.addresses import network_covers, parse_network
from chatd.domain.inheritance import Inheritance, Scope
from chatd.domain.moderation import Kind, Sanction
from chatd.errors import Refusal


class Imposed(Struct, frozen=True):
    """
    The result of imposing: the registered sanction and the one that it replaced, if any.
    """

    sanction: Sanction
    replaced: Sanction | None


class InForce(Struct, frozen=True):
    """
    The sanctions on a user in a room now, by user and by address; of each kind the one that ends last.
    """

    banned: Sanction | None = None
    muted: Sanction | None = None
    banned_here: Sanction | None = None
    muted_here: Sanction | None = None

    def ban(self, *, staff: bool) -> Sanction | None:
        """
        Returns the ban that applies.  Moderators (`staff`) are exempt from sanctions on other users of their address.
        """
        return self.banned if staff else _longest(self.banned, self.banned_here)

    def mute(self, *, staff: bool) -> Sanction | None:
        """
        Returns the mute that applies, by the same rule as `ban`.
        """
        return self.muted if staff else _longest(self.muted, self.muted_here)


NONE = InForce()

COVERING_MAX = 10_000
"""The number of address groups of which the register remembers which networks hold them."""


class SanctionRegister:
    """
    Holds one sanction per kind, room and subject; a new one replaces the old one.

    A new identity may take over the sanctions of former ones (`inheritance`).
    """

    def __init__(self) -> None:
        self._of: dict[str, dict[Scope, Sanction]] = {}
        # The same sanctions, by the address that they bind in addition to a user.
        self._at: dict[str, dict[tuple[str, Scope], Sanction]] = {}
        self._ends: list[tuple[int, int, Sanction]] = []
        self._count = 0
        # The networks among those addresses that are wider than an address group, and by group which of them hold it.
        self._networks: dict[str, None] = {}
        self._covering: dict[str, tuple[str, ...]] = {}
        # The same by room, and their number by who imposed them.
        self._in: dict[str | None, dict[tuple[Kind, str], Sanction]] = {}
        self._by: Counter[str] = Counter()
        self.inheritance = Inheritance(self._of)
        self._serial = 0

    def __len__(self) -> int:
        return self._count

    def count(self, room: str | None) -> int:
        """
        Returns the number of sanctions in `room`, or on the site if None; includes ended ones that are not yet removed.
        """
        return len(self._in.get(room, ()))

    def count_by(self, maker: str) -> int:
        """
        Returns the number of sanctions in rooms that the user `maker` has imposed; counted as by `count`.
        """
        return self._by[maker]

    def has(self, kind: Kind, subject: str, room: str | None) -> bool:
        """
        Whether a sanction of that kind, subject and room is registered, so that another would replace it.
        """
        return (kind, room) in self._of.get(subject, {})

    def impose(self, sanction: Sanction, now: int) -> Imposed:
        """
        Registers `sanction`.  A kick has no duration: it is returned and not kept.

        Raises Refusal `invalid` if the sanction has no subject or has already ended.
        """
        if not sanction.subject:
            raise Refusal("invalid", "user: a sanction needs a user or an address", field="user")
        if not sanction.in_force(now):
            raise Refusal("invalid", "until: expected a time to come", field="until")
        # Always a copy, so that imposing an equal sanction twice gives two distinct entries in the heap.
        sanction = replace(sanction, address=None if sanction.address is None else _bound(sanction.address))
        if sanction.kind == "kick":
            return Imposed(sanction, None)
        since = self.inheritance.bound_since(sanction.subject)
        replaced = self._take(sanction)
        self._put(sanction, sanction.at if since is None else since)
        return Imposed(sanction, replaced if replaced is not None and replaced.in_force(now) else None)

    def lift(self, kind: Kind, subject: str, room: str | None, now: int) -> Sanction | None:
        """
        Removes a sanction and returns it; None if none of that kind, subject and room is in force.
        """
        found = self._of.get(subject, {}).get((kind, room))
        if found is None or not found.in_force(now):
            return None
        return self._take(found)

    def find(self, user: str, address: str | None, room: str | None, now: int) -> InForce:
        """
        Returns the sanctions on `user`, who connects from `address`, in `room` (None: site-wide ones only).

        Costs four lookups for a user without sanctions, independent of the total.
        """
        own = self._of.get(user)
        here = self._at.get(address) if address is not None else None
        if self._networks and address is not None:
            here = self._with_networks(address, here)
        taken_over = self.inheritance.binding(user, room, now)
        if own is None and here is None and taken_over is None:
            return NONE
        binding = [s for s in (own or {}).values() if s.room in {None, room} and s.in_force(now)]
        nearby = [s for s in (here or {}).values() if s.room in {None, room} and s.in_force(now)]
        if taken_over is not None:
            nearby += taken_over
        return InForce(
            _longest(*(s for s in binding if s.kind == "ban")),
            _longest(*(s for s in binding if s.kind == "mute")),
            _longest(*(s for s in nearby if s.kind == "ban")),
            _longest(*(s for s in nearby if s.kind == "mute")),
        )

    def expire(self, now: int) -> list[Sanction]:
        """
        Removes and returns the sanctions that have ended, earliest first.
        """
        ended = []
        while self._ends and self._ends[0][0] <= now:
            sanction = heapq.heappop(self._ends)[2]
            if self._holds(sanction):
                self._take(sanction)
                ended.append(sanction)
        return ended

    def listed(self, room: str | None, now: int) -> list[Sanction]:
        """
        Returns the sanctions in force in `room`, or on the site if None, newest first.
        """
        found = [sanction for sanction in self._in.get(room, {}).values() if sanction.in_force(now)]
        return sorted(found, key=newest_first)

    def listed_everywhere(self, now: int) -> list[Sanction]:
        """
        Returns all sanctions in force, newest first.
        """
        found = [sanction for sanction in self.snapshot() if sanction.in_force(now)]
        return sorted(found, key=newest_first)

    def drop_room(self, room: str) -> None:
        """
        Removes all sanctions in a room that has gone.
        """
        for sanction in list(self._in.get(room, {}).values()):
            self._take(sanction)

    def forget_user(self, user_id: str) -> None:
        """
        Removes what an erased user leaves in sanctions; those on them stay in force.
        """
        self._replace([(one, one.without_user(user_id)) for one in self.snapshot()])

    def forget_addresses(self, before: int) -> None:
        """
        Removes the addresses of users from sanctions imposed before that time; those on an address alone stay.
        """
        old = [one for one in self.snapshot() if one.user is not None and one.address is not None and one.at < before]
        self._replace([(one, replace(one, address=None)) for one in old])

    def _replace(self, changes: Iterable[tuple[Sanction, Sanction]]) -> None:
        for before, after in changes:
            if after != before:
                since = self.inheritance.bound_since(before.subject)
                self._take(before)
                self._put(after, before.at if since is None else since)

    def snapshot(self) -> list[Sanction]:
        """
        Returns all registered sanctions, as `restore` takes them.
        """
        return [sanction for scopes in self._of.values() for sanction in scopes.values()]

    def restore(self, rows: Iterable[Sanction], now: int) -> None:
        """
        Registers those of `rows` that are still in force; of two for the same subject the later one wins.
        """
        for sanction in sorted(rows, key=lambda sanction: sanction.at):
            if sanction.in_force(now):
                self.impose(sanction, now)

    def _with_networks(
        self, group: str, here: dict[tuple[str, Scope], Sanction] | None
    ) -> dict[tuple[str, Scope], Sanction] | None:
        covering = self._covering.get(group)
        if covering is None:
            if len(self._covering) >= COVERING_MAX:
                self._covering.clear()
            covering = self._covering[group] = tuple(one for one in self._networks if network_covers(one, group))
        if not covering:
            return here
        found = dict(here or {})
        for network in covering:
            found.update(self._at[network])
        return found

    def _holds(self, sanction: Sanction) -> bool:
        return self._of.get(sanction.subject, {}).get((sanction.kind, sanction.room)) is sanction

    def _put(self, sanction: Sanction, since: int) -> None:
        scope = (sanction.kind, sanction.room)
        self._of.setdefault(sanction.subject, {})[scope] = sanction
        self.inheritance.put(sanction, since)
        if sanction.address is not None:
            self._at.setdefault(sanction.address, {})[sanction.subject, scope] = sanction
            if _is_wide(sanction.address):
                self._networks[sanction.address] = None
                self._covering.clear()
        self._count += 1
        self._in.setdefault(sanction.room, {})[sanction.kind, sanction.subject] = sanction
        if sanction.room is not None:
            self._by[sanction.by] += 1
        if sanction.until is not None:
            if len(self._ends) > 2 * self._count + 64:
                # Most entries were lifted or replaced early.
                self._ends = [entry for entry in self._ends if self._holds(entry[2])]
                heapq.heapify(self._ends)
            self._serial += 1
            heapq.heappush(self._ends, (sanction.until, self._serial, sanction))

    def _take(self, sanction: Sanction) -> Sanction | None:
        """
        Removes and returns the registered sanction with the kind, room and subject of `sanction`, if any.
        """
        scope = (sanction.kind, sanction.room)
        scopes = self._of.get(sanction.subject, {})
        old = scopes.pop(scope, None)
        if old is None:
            return None
        self._count -= 1
        inside = self._in[old.room]
        del inside[old.kind, old.subject]
        if not inside:
            del self._in[old.room]
        if old.room is not None:
            self._by[old.by] -= 1
            if not self._by[old.by]:
                del self._by[old.by]
        if not scopes:
            del self._of[sanction.subject]
        self.inheritance.take(old)
        if old.address is not None:
            bound = self._at[old.address]
            del bound[old.subject, scope]
            if not bound:
                del self._at[old.address]
                if self._networks.pop(old.address, old) is None:
                    self._covering.clear()
        return old


def newest_first(sanction: Sanction) -> tuple[int, str, str, str]:
    """
    The sort key of lists of sanctions.
    """
    return -sanction.at, sanction.kind, sanction.subject, sanction.room or ""


def _longest(*sanctions: Sanction | None) -> Sanction | None:
    lasting = [sanction for sanction in sanctions if sanction is not None]
    return max(lasting, key=lambda s: math.inf if s.until is None else s.until, default=None)


def _bound(address: str) -> str:
    """
    Returns what is bound: an IPv4 address, the /64 of an IPv6 address, or a network.

    Raises Refusal `invalid` for anything else.
    """
    network = parse_network(address)
    if network is None:
        raise Refusal(
            "invalid", "address: expected an address, or a network of /16 (IPv6: /32) or smaller", field="address"
        )
    return network


def _is_wide(network: str) -> bool:
    return "/" in network and not network.endswith("/64")
