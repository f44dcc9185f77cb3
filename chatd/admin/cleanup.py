"""
Operators' use cases that remove much at once: rooms, the messages of a user, reports.
"""

from collections.abc import Collection, Sequence

from twisted.internet.defer import Deferred, FirstError, gatherResults

from chatd.auth.apikeys import ApiKeys
from chatd.chat.moderation.live_sessions import LiveSessions
from chatd.clock import Now
from chatd.domain.accounts import OPERATOR
from chatd.domain.events import DeleteMessage, Message, Stored
from chatd.domain.moderation import AuditEntry, Outcome, Report, resolve_entry
from chatd.domain.validation import check_room_id
from chatd.errors import Refusal
from chatd.interfaces.storage import MessageLog, MessageSearch, RoomDirectory, StoreMaintenance

PAGE = 200
"""The number of messages or reports that are read, and changed together."""

UNUSED_MAX = 100
"""The number of unused rooms that are deleted at once."""


class Cleanup:
    """
    The use cases.  `live_sessions` are the sessions of the daemon; None without one.

    All methods may raise Refusal `unavailable`.
    """

    def __init__(
        self,
        *,
        log: MessageLog,
        search: MessageSearch,
        upkeep: StoreMaintenance,
        roster: RoomDirectory,
        keys: ApiKeys,
        now: Now,
        live_sessions: LiveSessions | None = None,
    ) -> None:
        self._log = log
        self._search = search
        self._upkeep = upkeep
        self._roster = roster
        self._keys = keys
        self._now = now
        self._live_sessions = live_sessions

    def users_from(self, network: str) -> Sequence[str]:
        """
        Returns the users whose last session came from an address or network; raises Refusal `unavailable` without a
        daemon, which alone knows that.
        """
        if self._live_sessions is None:
            raise Refusal("unavailable", "only a running daemon knows who came from where")
        return self._live_sessions.users_from(network)

    async def delete_room(self, room: str) -> None:
        """
        Deletes a room with all that belongs to it, and ends its incoming webhooks, which would make it anew; who is in
        it is told and leaves it.  Raises Refusal `not_found`.
        """
        check_room_id(room)
        hooks = await self._keys.revoke_room_hooks(room, OPERATOR.who)
        if self._live_sessions is not None:
            await self._live_sessions.empty_room(room)
        if not await self._upkeep.delete_room(room, self._deletion(room)) and not hooks:
            raise Refusal("not_found", f"there is no room {room}", field="room")
        if self._live_sessions is not None:
            self._live_sessions.room_deleted(room)

    async def delete_unused_rooms(self, before: int) -> None:
        """
        Deletes rooms in which nothing was ever said, that only guests belong to, or that are direct, and that nobody is
        in now or has come to belong to since `before`, or has made an incoming webhook of since then.
        """
        left, after = UNUSED_MAX, ""
        while left:
            page = await self._upkeep.unused_rooms(before, after=after, limit=UNUSED_MAX)
            # Rooms with subscribers stay, however many there are, and do not keep others from being deleted.
            for room in [room for room in page if not self._has_subscribers(room)][:left]:
                left -= await self._delete_unused(room, before)
            if len(page) < UNUSED_MAX:
                return
            after = page[-1]

    async def _delete_unused(self, room: str, before: int) -> bool:
        if any(hook.created >= before for hook in await self._keys.list_room_hooks(room)):
            return False
        if self._live_sessions is not None:
            await self._live_sessions.empty_room(room)
        # Meanwhile somebody may have come, or said something.
        if self._has_subscribers(room):
            return False
        await self._keys.revoke_room_hooks(room, OPERATOR.who)
        deleted = await self._upkeep.delete_room(room, self._deletion(room, "unused"), unused_since=before)
        if deleted and self._live_sessions is not None:
            self._live_sessions.room_deleted(room)
        return deleted

    def _has_subscribers(self, room: str) -> bool:
        return self._live_sessions is not None and self._live_sessions.has_subscribers(room)

    def _deletion(self, room: str, detail: str = "") -> AuditEntry:
        return AuditEntry(action="delete_room", by=OPERATOR.who, time=self._now(), room=room, detail=detail)

    async def rooms_owned_by(self, user_id: str) -> Sequence[str]:
        """
        Returns the rooms whose only owner is a user; if the user is a guest, those that they moderate alone.
        """
        found = []
        for one in await self._roster.memberships_of(user_id):
            record = await self._roster.room_record(one.room)
            if record is None or record.kind == "direct" or one.member.invited:
                continue
            heads = [user for user, one in record.members.items() if one.present_role in {"owner", "moderator"}]
            owners = [user for user in heads if record.members[user].present_role == "owner"]
            if (owners or heads) == [user_id]:
                found.append(one.room)
        return found

    async def delete_messages(self, user_id: str, room: str | None) -> int:
        """
        Deletes all messages of a user, in `room` or everywhere, as a moderator would; returns how many.
        """
        if room is not None:
            check_room_id(room)
        deleted, after = 0, None
        while True:
            page = await self._search.messages_of(user_id, after=after, limit=PAGE)
            drafts = [
                DeleteMessage(message.room, OPERATOR.who, self._now(), message.seq, any=True)
                for message in page
                if isinstance(message.seq, int) and message.deleted is None and room in {None, message.room}
            ]
            if drafts:
                deleted += await self._delete(drafts)
            if len(page) < PAGE:
                return deleted
            after = _position(page[-1])

    async def close_reports(
        self,
        outcome: Outcome,
        *,
        about: str | None = None,
        by: Collection[str] | None = None,
        room: str | None = None,
    ) -> int:
        """
        Closes the open reports about the messages of a user, by some reporters, in a room, or all; returns how many.
        """
        if room is not None:
            check_room_id(room)
        closed, rooms = 0, set[str]()
        before: int | None = None
        while True:
            page = await self._roster.reports(None if room is None else [room], before=before, limit=PAGE)
            found = [one for one in page if about in {None, one.author.id} and (by is None or one.by.id in by)]
            # Begun together: those that wait for the store share a commit.
            closing = [Deferred.fromCoroutine(self._close_report(report, outcome)) for report in found]
            try:
                await gatherResults(closing, consumeErrors=True)
            except FirstError as error:
                error.subFailure.raiseException()
            closed += len(found)
            rooms.update(report.room for report in found)
            if len(page) < PAGE:
                break
            before = page[-1].id
        await self._notify_moderators(rooms)
        return closed

    async def _close_report(self, report: Report, outcome: Outcome) -> None:
        act = resolve_entry(report, outcome, by=OPERATOR.who, time=self._now())
        await self._roster.close_report(report.id, outcome, act)

    async def _delete(self, drafts: Sequence[DeleteMessage]) -> int:
        if self._live_sessions is not None:
            return await self._live_sessions.delete_messages(drafts)
        return sum(isinstance(result, Stored) for result in await self._log.append(drafts))

    async def _notify_moderators(self, rooms: set[str]) -> None:
        if self._live_sessions is not None and rooms:
            counts = await self._roster.open_reports(sorted(rooms))
            for room in sorted(rooms):
                self._live_sessions.reports_changed(room, counts.get(room, 0))


def _position(message: Message) -> tuple[str, int]:
    assert isinstance(message.seq, int)
    return message.room, message.seq
