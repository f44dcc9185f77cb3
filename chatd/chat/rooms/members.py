"""
The kinds and members of open rooms, cached.
"""

from collections.abc import Callable, Collection, Mapping, Sequence

from msgspec.structs import replace

from chatd.chat.keyed_lock import KeyedLock
from chatd.chat.rooms.contact_rules import ContactRules
from chatd.chat.rooms.running_reads import RunningReads
from chatd.domain.events import User
from chatd.domain.moderation import Member, RoomRecord
from chatd.domain.roles import RoomFacts, Rules
from chatd.interfaces.storage import RoomDirectory


class OpenRoom:
    """
    An open room: its rules, and its members by user id; of a direct room also who began it, and which of the two may
    not write to the other.
    """

    __slots__ = ("facts", "members", "opened_by", "shut_out")

    def __init__(self, facts: RoomFacts, members: Mapping[str, Member]) -> None:
        self.facts = facts
        self.members = dict(members)
        self.opened_by: str | None = None
        self.shut_out: frozenset[str] = frozenset()


class _PlaceRead:
    """
    One read of a room: the changes to apply to its result, and the `users` of a direct room when they are known.
    """

    __slots__ = ("changes", "users")

    def __init__(self) -> None:
        self.changes: list[Callable[[OpenRoom], object]] = []
        self.users: Collection[str] = ()


class RoomMembers:
    """
    Caches the kind and members of rooms from the first request until the last subscriber leaves.

    Changes are applied here after they are stored.  A room that is not stored is public, unless its id begins with
    ``~``: then it does not exist.
    """

    def __init__(self, roster: RoomDirectory, rules: Rules, contact_rules: ContactRules) -> None:
        self._roster = roster
        self._rules = rules
        self._contact_rules = contact_rules
        # One read of contact rules at a time for each direct room: the last one has seen all changes.
        self._rule_locks = KeyedLock()
        self._open: dict[str, OpenRoom] = {}
        self._reads: RunningReads[_PlaceRead] = RunningReads()

    def get_open(self, room: str) -> OpenRoom | None:
        """
        The room, if it is open.
        """
        return self._open.get(room)

    async def open_room(self, room: str, *, inbox_of: User | None = None) -> OpenRoom | None:
        """
        Open a room; None if there is no such room.  The caller closes it if it has no subscribers.  The inbox of a user
        is there for them before it is stored.

        Whether a user may know of it is checked by `chatd.chat.moderation.authorization.Authorizer.open_room`.
        """
        here = self._open.get(room)
        if here is not None:
            return here
        with self._reads.track(room, _PlaceRead()) as read:
            place = await self._roster.room_record(room)
            if place is None and inbox_of is not None:
                place = RoomRecord(room, "inbox", {inbox_of.id: Member(inbox_of, "member", 0)})
            if place is None or place.kind != "direct":
                return self._add(room, place, read, frozenset())
            read.users = place.members.keys()
            async with self._rule_locks.hold(room):
                return self._add(room, place, read, await self._contact_rules.shut_out(place))

    async def belongs(self, room: str, user_id: str) -> bool:
        """
        Whether a user is a member of a room, after the same time whether the room exists or not.
        """
        return await self._roster.is_member(room, user_id)

    def close_room(self, room: str) -> None:
        """
        Drop a room without subscribers.
        """
        self._open.pop(room, None)

    def set_member(self, room: str, member: Member) -> None:
        """
        Add or replace a member.
        """
        self._change(room, lambda here: here.members.update({member.user.id: member}))

    def remove_member(self, room: str, user_id: str) -> None:
        """
        Remove a member.
        """
        self._change(room, lambda here: here.members.pop(user_id, None))

    def set_kind(self, room: str, kind: str) -> None:
        """
        Change the kind of a room.
        """
        self._change(room, lambda here: setattr(here, "facts", self._rules.facts(room, kind)))

    def apply_rules(self) -> None:
        """
        Use the present rules in all open rooms.  Called after the rules have changed.
        """
        for room, here in self._open.items():
            here.facts = self._rules.facts(room, here.facts.kind)

    def rooms_of(self, user_id: str) -> list[str]:
        """
        The open rooms of which a user is a member.
        """
        return [room for room, here in self._open.items() if user_id in here.members]

    def rename_member(self, user: User) -> None:
        """
        Apply the new name of a user in all rooms.
        """
        for here in self._open.values():
            member = here.members.get(user.id)
            if member is not None:
                here.members[user.id] = replace(member, user=user)

    def remove_user(self, user_id: str) -> None:
        """
        Remove a user from all rooms.
        """
        for room in {*self._open, *self._reads}:
            self.remove_member(room, user_id)

    def direct_rooms_of(self, user_id: str) -> Sequence[str]:
        """
        The direct rooms of a user that are open, or being opened.
        """
        opened = [room for room in self.rooms_of(user_id) if self._open[room].facts.kind == "direct"]
        opening = (room for room, reads in self._reads.items() if any(user_id in read.users for read in reads))
        return [*opened, *opening]

    async def refresh_contacts(self, room: str) -> bool:
        """
        Decide again who may write in a direct room, if it is open; returns whether that has changed.
        """
        async with self._rule_locks.hold(room):
            here = self._open.get(room)
            if here is None:
                return False
            shut_out = await self._contact_rules.shut_out(RoomRecord(room, "direct", here.members, here.opened_by))
            changed, here.shut_out = shut_out != here.shut_out, shut_out
            return changed

    def _add(self, room: str, place: RoomRecord | None, read: _PlaceRead, shut_out: frozenset[str]) -> OpenRoom | None:
        # The result of `read`, with what has changed meanwhile; another request may have opened the room earlier.
        here = self._open.get(room)
        if here is None and (place is not None or not room.startswith("~")):
            facts = self._rules.facts(room, "public" if place is None else place.kind)
            here = self._open[room] = OpenRoom(facts, {} if place is None else place.members)
            here.opened_by, here.shut_out = None if place is None else place.opened_by, shut_out
            for change in read.changes:
                change(here)
        return here

    def _change(self, room: str, change: Callable[[OpenRoom], object]) -> None:
        for read in self._reads.get(room, ()):
            read.changes.append(change)
        here = self._open.get(room)
        if here is not None:
            change(here)
