"""
Listening to rooms and reading in them.
"""

from typing import TYPE_CHECKING

from chatd import commands, names, policy
from chatd.answers import (
    Activity,
    AnyAnswer,
    Found,
    HistoryPage,
    Joined,
    Ok,
    PresenceList,
    RoomLine,
    RoomList,
    SeenElsewhere,
)
from chatd.errors import Refusal
from chatd.ground import Ground
from chatd.rooms import history_limit, one_direction

if TYPE_CHECKING:
    from chatd.session import Session


class Reading(Ground):
    """
    The use cases of those who listen.
    """

    async def join(self, session: "Session", command: commands.Join) -> AnyAnswer:
        """
        Listen to a room.  The answer has its place in the room's order: nothing of the room before it.
        """
        room = command.room
        names.check_room_id(room)
        policy.check(session.who, "read", room)
        again = room in session.rooms
        if not again and len(session.rooms) >= self._limits.rooms_per_session:
            most = self._limits.rooms_per_session
            raise Refusal("forbidden", f"room: a session joins at most {most} rooms", field="room")
        limit = history_limit(command.limit, self._limits.history)
        await self._markers.loaded(session.who.id)
        try:
            found = await self._rooms.catch_up(room, command.since, limit)
        except BaseException:
            self._close_if_empty(room)
            raise
        # From here to the answer nothing waits: the head told is the head at which this session is a member.
        if session.gone:
            self._close_if_empty(room)
            return Ok(ref=command.ref)
        user = session.who
        self._hub.enter(room, session.peer.sink)
        if not again:
            session.rooms[room] = None
            self._presence.enter(room, user)
        role = policy.role_of(user, room)
        feed = found.feed
        return Joined(
            ref=command.ref,
            room=room,
            title=feed.settings.title,
            topic=feed.settings.topic,
            slow=feed.settings.slow,
            retention=self._rooms.shown_retention(feed),
            epoch=None if feed.fleeting else feed.epoch,
            seq=None if feed.fleeting else feed.seq,
            first=None if feed.fleeting else feed.first,
            role=role,
            can=policy.can(role),
            seen=self._markers.seen(user.id, room),
            events=found.events,
            gap=found.gap,
            more=found.more,
            presence=self._presence.here(room),
        )

    def leave(self, session: "Session", command: commands.Leave) -> AnyAnswer:
        """
        Stop listening; no event of the room follows the answer.
        """
        self._need_joined(session, command.room)
        self._exit(session, command.room, lost=False)
        return Ok(ref=command.ref)

    async def list_rooms(self, session: "Session", command: commands.Rooms) -> AnyAnswer:
        """
        The rooms this session has joined, and those its user has read in before.
        """
        user = session.who
        lines = {
            followed.room: RoomLine(
                followed.room,
                followed.title,
                followed.head.epoch,
                followed.head.seq,
                followed.seen,
                followed.unread,
            )
            for followed in await self._markers.mine(user.id)
        }
        for room in session.rooms:
            feed = self._rooms.feed(room)
            seen = self._markers.seen(user.id, room)
            if feed.fleeting:
                lines[room] = RoomLine(room, feed.settings.title, None, None, 0, 0)
            else:
                lines[room] = RoomLine(room, feed.settings.title, feed.epoch, feed.seq, seen, feed.seq - seen)
        return RoomList(ref=command.ref, rooms=[lines[room] for room in sorted(lines)])

    async def history(self, session: "Session", command: commands.History) -> AnyAnswer:
        """
        A page of the log.
        """
        self._need_joined(session, command.room)
        policy.check(session.who, "read", command.room)
        self._need_log(command.room, "page through")
        one_direction(command.before, command.after)
        limit = history_limit(command.limit, self._limits.history)
        events, first, more = await self._rooms.page(
            command.room, before=command.before, after=command.after, limit=limit
        )
        return HistoryPage(ref=command.ref, events=events, first=first, more=more)

    async def search(self, session: "Session", command: commands.Search) -> AnyAnswer:
        """
        The messages of a room that hold some words, newest first.
        """
        self._need_joined(session, command.room)
        policy.check(session.who, "read", command.room)
        self._need_log(command.room, "search")
        names.check_text(command.text, self._limits.text)
        limit = history_limit(command.limit, self._limits.history)
        page = await self._recall.search(command.room, command.text, before=command.before, limit=limit)
        return Found(ref=command.ref, events=list(page.events), more=page.more)

    async def export(self, session: "Session", command: commands.Export) -> AnyAnswer:
        """
        What the user has said, in all rooms: everybody may have their own words.
        """
        after = None if command.after is None else (command.after.room, command.after.seq)
        limit = history_limit(command.limit, self._limits.history)
        said = await self._recall.said(session.who.id, after=after, limit=limit + 1)
        return Found(ref=command.ref, events=list(said[:limit]), more=len(said) > limit)

    def seen(self, session: "Session", command: commands.Seen) -> AnyAnswer:
        """
        Remember how far the user has read, and tell their other sessions.
        """
        room, user = command.room, session.who
        self._need_joined(session, room)
        policy.check(user, "read", room)
        self._need_log(room, "have seen")
        feed = self._rooms.feed(room)
        seq = min(command.seq, feed.seq)
        if self._markers.mark(user.id, room, seq):
            for other in self._hub.sessions_of(user.id):
                if other is not session:
                    other.answer(SeenElsewhere(room, feed.epoch, seq))
        return Ok(ref=command.ref)

    def presence(self, session: "Session", command: commands.Presence) -> AnyAnswer:
        """
        Who is in the room now.
        """
        self._need_joined(session, command.room)
        policy.check(session.who, "read", command.room)
        here = self._presence.here(command.room)
        return PresenceList(ref=command.ref, users=here.users, count=here.count)

    def tell_activity(self) -> None:
        """
        Tell people of what was said in rooms they follow and have not joined; to be called every second or so.
        """
        for room, seq in self._markers.stirred().items():
            for user_id in tuple(self._markers.followers(room)):
                for session in self._hub.sessions_of(user_id):
                    if room not in session.rooms:
                        session.answer(Activity(room, seq))
