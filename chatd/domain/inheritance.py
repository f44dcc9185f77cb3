"""
Which identities are bound by the sanctions on others: those that were the same person before, and newcomers.

What is taken over is kept by reference and indexed by room.  So a login costs the same however many identities came
before it, and a lookup looks only at sanctions that apply in the room.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from chatd.domain.moderation import Kind, Sanction

HEIRS_MAX = 100_000
"""The number of identities that take something over, for good and for a time each; the oldest is dropped first."""

RECENT_MEMBERS = 4
"""The number of former identities without a sanction that a lineage keeps."""

PRUNE_LEAST = 64
"""A lineage of fewer identities is not searched for those without a sanction."""

Scope = tuple[Kind, str | None]

_Bound = dict[str | None, dict[tuple[Kind, str], Sanction]]


class Whereabouts(Protocol):
    """
    Where users are or were last.
    """

    def group_of(self, user_id: str) -> str | None:
        """
        The address group of a user; None if it is not known.
        """

    def was_near(self, user_id: str, at: int) -> bool:
        """
        Whether a user was at their present address group at a time, or a moment before.
        """


class Lineage:
    """
    Identities that were used one after another on a connection, shared by all who take over their sanctions.
    """

    __slots__ = ("_merged_into", "bound", "heirs", "members", "present", "prune_at", "recent")

    def __init__(self) -> None:
        self._merged_into: Lineage | None = None
        self.members: dict[str, None] = {}
        # The members that were used last.
        self.recent: dict[str, None] = {}
        # Only while there are heirs: the sanctions on members, by room.
        self.bound: _Bound = {}
        # The number of heirs, and those of them who may have a session.
        self.heirs = 0
        self.present: dict[str, None] = {}
        self.prune_at = PRUNE_LEAST

    def root(self) -> "Lineage":
        """
        Returns the lineage that this one has been merged into, or itself.
        """
        root = self
        while root._merged_into is not None:
            root = root._merged_into
        one = self
        while one._merged_into is not None:
            one._merged_into, one = root, one._merged_into
        return root

    def merge_into(self, other: "Lineage") -> None:
        """
        From now on this lineage is the `other` one, which has its members already.
        """
        self._merged_into = other
        self.members, self.recent, self.bound, self.present = {}, {}, {}, {}


class _Newcomer(Struct, frozen=True):
    # Who came at a time to an address group, and until when that matters.
    group: str
    at: int
    until: int


class Inheritance:
    """
    Part of the sanction register, whose sanctions by subject are `of`.
    """

    def __init__(self, of: Mapping[str, Mapping[Scope, Sanction]]) -> None:
        self._of = of
        self._whereabouts: Whereabouts | None = None
        self._lineages: dict[str, Lineage] = {}
        # By member the lineages that have heirs.
        self._of_member: dict[str, dict[Lineage, None]] = {}
        # The sanctions that newcomers take over, by the address group of the guests who have them; and since when.
        self._near: dict[str, _Bound] = {}
        self._since: dict[str, int] = {}
        # Those who came first are the first.
        self._newcomers: dict[str, _Newcomer] = {}

    def __len__(self) -> int:
        """
        Returns the number of entries that are kept for identities that take something over.
        """
        return len(self._lineages) + len(self._newcomers)

    def watch(self, whereabouts: Whereabouts) -> None:
        """
        From now on `whereabouts` is asked where users are.  It has to tell when a user moves (`user_moved`).
        """
        self._whereabouts = whereabouts

    def user_left(self, user: str, lineage: Lineage | None) -> Lineage:
        """
        Returns the lineage of a connection that carried `lineage` and was `user` until now.
        """
        lineage = self._merged(lineage, self._lineages.get(user)) or Lineage()
        if user not in lineage.members:
            lineage.members[user] = None
            if lineage.heirs:
                self._index(lineage, user)
        lineage.recent.pop(user, None)
        lineage.recent[user] = None
        while len(lineage.recent) > RECENT_MEMBERS:
            oldest = next(iter(lineage.recent))
            del lineage.recent[oldest]
            if oldest not in self._since:
                self._remove(lineage, oldest)
        if len(lineage.members) >= lineage.prune_at:
            for member in [one for one in lineage.members if one not in self._since and one not in lineage.recent]:
                self._remove(lineage, member)
            lineage.prune_at = max(PRUNE_LEAST, 2 * len(lineage.members))
        return lineage

    def inherit(self, heir: str, lineage: Lineage) -> None:
        """
        From now on the sanctions on all of `lineage` bind `heir` like those on its address.
        """
        own = self._lineages.pop(heir, None)
        if own is None and len(self._lineages) >= HEIRS_MAX:
            self._drop_heir(next(iter(self._lineages)))
        joined = self._merged(lineage, own)
        assert joined is not None
        if own is None:
            if not joined.heirs:
                for member in joined.members:
                    self._index(joined, member)
            joined.heirs += 1
        self._lineages[heir] = joined
        self.user_came(heir)

    def inherit_nearby(self, heir: str, group: str, now: int, until: int) -> bool:
        """
        Before `until`, the sanctions bind `heir` that guests of the address `group` have now.

        Without bans from the site and without reasons: it may be somebody else.  Returns False if there are none.
        """
        if group not in self._near:
            return False
        self._newcomers.pop(heir, None)
        if len(self._newcomers) >= HEIRS_MAX:
            del self._newcomers[next(iter(self._newcomers))]
        self._newcomers[heir] = _Newcomer(group, now, until)
        return True

    def forget_heir(self, heir: str) -> None:
        """
        Drop somebody who takes over nothing: no sanction on the lineage is in the register.
        """
        lineage = self._lineages.get(heir)
        if lineage is not None and not lineage.root().bound:
            self._drop_heir(heir)

    def user_came(self, user: str) -> None:
        """
        A user has a session: `heirs` includes them if they take something over.
        """
        if (lineage := self._lineages.get(user)) is not None:
            lineage.root().present[user] = None

    def user_moved(self, user: str, old: str | None, new: str | None) -> None:
        """
        The address group of a user has changed, or was forgotten.
        """
        if old != new and user in self._since:
            for sanction in self._of[user].values():
                self._take_near(sanction, old)
                self._put_near(sanction, new)

    def heirs(self, user: str, online: Callable[[str], bool]) -> list[str]:
        """
        Returns those who have taken over the sanctions on `user` for good, and are `online`.
        """
        lineages = self._of_member.get(user, ())
        found = {heir: None for lineage in lineages for heir in _still(lineage.present, online)}
        found.pop(user, None)
        return list(found)

    def newcomer_group(self, user: str) -> str | None:
        """
        Returns the address group whose guests' sanctions bind a newcomer; None for others.
        """
        newcomer = self._newcomers.get(user)
        return None if newcomer is None else newcomer.group

    def expire(self, now: int) -> list[str]:
        """
        Drops newcomers whose time is over, and returns them.
        """
        ended = []
        for heir, newcomer in self._newcomers.items():
            if newcomer.until > now:
                break
            ended.append(heir)
        for heir in ended:
            del self._newcomers[heir]
        return ended

    def binding(self, heir: str, room: str | None, now: int) -> list[Sanction] | None:
        """
        Returns the sanctions in force in `room` and on the site that `heir` has taken over; None without any.
        """
        lineage, newcomer = self._lineages.get(heir), self._newcomers.get(heir)
        if lineage is None and newcomer is None:
            return None
        found: list[Sanction] = []
        if lineage is not None:
            taken = _in_room(lineage.root().bound, room)
            found += [one for one in taken if one.subject != heir and one.in_force(now)]
        if newcomer is not None and now < newcomer.until:
            found += self._nearby(heir, newcomer, room, now)
        return found or None

    def put(self, sanction: Sanction, since: int) -> None:
        """
        A sanction was registered; its subject has been bound in rooms `since` then, if this one does that.
        """
        if binds_in_rooms(sanction):
            self._since.setdefault(sanction.subject, since)
        for lineage in self._of_member.get(sanction.subject, ()):
            _put(lineage.bound, sanction)
        self._put_near(sanction, self._group_of(sanction.subject))

    def take(self, sanction: Sanction) -> None:
        """
        A registered sanction was removed.
        """
        user = sanction.subject
        if not any(binds_in_rooms(one) for one in self._of.get(user, {}).values()):
            self._since.pop(user, None)
        for lineage in self._of_member.get(user, ()):
            _take(lineage.bound, sanction)
        self._take_near(sanction, self._group_of(user))

    def bound_since(self, user: str) -> int | None:
        """
        Returns since when a user has had sanctions that bind in rooms; None without any.
        """
        return self._since.get(user)

    def _nearby(self, heir: str, newcomer: _Newcomer, room: str | None, now: int) -> Iterator[Sanction]:
        # Only what ends later than what was found of its kind.
        whereabouts, longest = self._whereabouts, dict[Kind, int]()
        assert whereabouts is not None
        for sanction in _in_room(self._near.get(newcomer.group, {}), room):
            end = newcomer.until if sanction.until is None else min(newcomer.until, sanction.until)
            user = sanction.subject
            if end <= longest.get(sanction.kind, now) or user == heir:
                continue
            if self._since[user] <= newcomer.at and whereabouts.was_near(user, newcomer.at):
                longest[sanction.kind] = end
                yield replace(sanction, until=end, reason="")

    def _group_of(self, user: str) -> str | None:
        return None if self._whereabouts is None else self._whereabouts.group_of(user)

    def _put_near(self, sanction: Sanction, group: str | None) -> None:
        if group is not None and sanction.subject.startswith("g.") and binds_in_rooms(sanction):
            _put(self._near.setdefault(group, {}), sanction)

    def _take_near(self, sanction: Sanction, group: str | None) -> None:
        bound = None if group is None else self._near.get(group)
        if group is not None and bound is not None:
            _take(bound, sanction)
            if not bound:
                del self._near[group]

    def _merged(self, one: Lineage | None, other: Lineage | None) -> Lineage | None:
        # The smaller one is merged into the larger, so that each member is moved a few times at most.
        one, other = one and one.root(), other and other.root()
        if one is None or other is None or one is other:
            return one or other
        large, small = sorted((one, other), key=_size, reverse=True)
        heirs = large.heirs + small.heirs
        if small.heirs:
            for member in small.members:
                self._unindex(small, member)
        if heirs:
            indexed = small.members if large.heirs else large.members | small.members
            for member in indexed:
                self._index(large, member)
        large.members |= small.members
        large.recent = dict.fromkeys([*other.recent, *one.recent])
        large.present |= small.present
        large.heirs, large.prune_at = heirs, max(large.prune_at, small.prune_at)
        small.merge_into(large)
        return large

    def _index(self, lineage: Lineage, member: str) -> None:
        self._of_member.setdefault(member, {})[lineage] = None
        for sanction in self._of.get(member, {}).values():
            _put(lineage.bound, sanction)

    def _unindex(self, lineage: Lineage, member: str) -> None:
        lineages = self._of_member.get(member, {})
        lineages.pop(lineage, None)
        if not lineages:
            self._of_member.pop(member, None)
        for sanction in self._of.get(member, {}).values():
            _take(lineage.bound, sanction)

    def _remove(self, lineage: Lineage, member: str) -> None:
        del lineage.members[member]
        self._unindex(lineage, member)

    def _drop_heir(self, heir: str) -> None:
        lineage = self._lineages.pop(heir).root()
        lineage.present.pop(heir, None)
        lineage.heirs -= 1
        if not lineage.heirs:
            for member in lineage.members:
                self._unindex(lineage, member)


def binds_in_rooms(sanction: Sanction) -> bool:
    """
    Whether a new identity near by takes over the sanction: a mute, or a ban from a room.
    """
    return sanction.kind == "mute" or sanction.room is not None


def _in_room(bound: _Bound, room: str | None) -> Iterator[Sanction]:
    for place in (None,) if room is None else (room, None):
        yield from bound.get(place, {}).values()


def _put(bound: _Bound, sanction: Sanction) -> None:
    bound.setdefault(sanction.room, {})[sanction.kind, sanction.subject] = sanction


def _take(bound: _Bound, sanction: Sanction) -> None:
    here = bound.get(sanction.room)
    if here is not None:
        here.pop((sanction.kind, sanction.subject), None)
        if not here:
            del bound[sanction.room]


def _size(lineage: Lineage) -> int:
    return len(lineage.members) + len(lineage.present)


def _still(present: dict[str, None], online: Callable[[str], bool]) -> list[str]:
    # Who has left is dropped, so that each login is looked at once.
    for user in [one for one in present if not online(one)]:
        del present[user]
    return list(present)
