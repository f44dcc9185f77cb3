"""
The kinds and members of open rooms, cached.
"""

from collections.abc import Callable, Mapping, Sequence

from msgspec.structs import replace
from twisted.internet.defer import DeferredLock

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
    One read of a room's kind and members; `stale` if they changed before it returned.
    """

    __slots__ = ("stale",)

    def __init__(self) -> None:
        self.stale = False


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
        self._refreshing = DeferredLock()
        self._open: dict[str, OpenRoom] = {}
        self._reads: RunningReads[_PlaceRead] = RunningReads()

    def get_open(self, room: str) -> OpenRoom | None:
        """
        The room, if it is open.
        """
        return self._open.get(room)

    async def open_room(self, room: str) -> OpenRoom | None:
        """
        Open a room; None if there is no such room.  The caller closes it if it has no subscribers.

        Whether a user may know of it is checked by `chatd.chat.moderation.authorization.Authorizer.open_room`.
        """
        here = self._open.get(room)
        if here is not None:
            return here
        place, shut_out = await self._read_place(room)
        here = self._open.get(room)
        if here is None and (place is not None or not room.startswith("~")):
            facts = self._rules.facts(room, "public" if place is None else place.kind)
            here = self._open[room] = OpenRoom(facts, {} if place is None else place.members)
            here.opened_by, here.shut_out = None if place is None else place.opened_by, shut_out
        return here

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

    async def refresh_contacts(self, user_id: str) -> Sequence[str]:
        """
        Decide again who may write in the open direct rooms of a user; returns those in which that has changed.
        """
        for reads in self._reads.values():
            for read in reads:
                read.stale = True
        changed = []
        await self._refreshing.acquire()
        try:
            for room in self.rooms_of(user_id):
                here = self._open.get(room)
                if here is None or here.facts.kind != "direct":
                    continue
                record = RoomRecord(room, "direct", here.members, here.opened_by)
                shut_out = await self._contact_rules.shut_out(record)
                if shut_out != here.shut_out:
                    here.shut_out = shut_out
                    changed.append(room)
        finally:
            self._refreshing.release()
        return changed

    async def _read_place(self, room: str) -> tuple[RoomRecord | None, frozenset[str]]:
        while True:
            with self._reads.track(room, _PlaceRead()) as read:
                place = await self._roster.room_record(room)
                shut_out = frozenset() if place is None else await self._contact_rules.shut_out(place)
            if not read.stale:
                return place, shut_out

    def _change(self, room: str, change: Callable[[OpenRoom], object]) -> None:
        for read in self._reads.get(room, ()):
            read.stale = True
        here = self._open.get(room)
        if here is not None:
            change(here)
