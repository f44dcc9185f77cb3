"""
Listening to rooms and reading in them.
"""

from collections.abc import Iterator

from msgspec import UNSET

from chatd.chat.commands.context import ChatContext, CommandRow
from chatd.chat.moderation.services import ModerationServices
from chatd.chat.rooms.feed import RoomFeed
from chatd.chat.rooms.feeds import CatchUp
from chatd.chat.rooms.presence import PresenceTracker
from chatd.chat.session import Session
from chatd.domain import validation
from chatd.domain.events import Followed, LogEvent, LogPage, Position, User
from chatd.domain.moderation import Belonging
from chatd.errors import Refusal
from chatd.interfaces.storage import MessageSearch
from chatd.protocol import commands
from chatd.protocol.paging import first_fitting, history_limit, list_page, one_direction, write_cursor
from chatd.protocol.replies import (
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

_LINE_LEAST = 100
"""No line of a list of rooms has fewer bytes."""


class ReadingCommands:
    """
    The use cases of those who listen.
    """

    def __init__(
        self,
        context: ChatContext,
        *,
        message_search: MessageSearch,
        presence: PresenceTracker,
        moderation: ModerationServices,
    ) -> None:
        self._context = context
        self._authorizer = context.authorizer
        self._hub = context.hub
        self._limits = context.limits
        self._markers = context.markers
        self._feeds = context.feeds
        self._subscriptions = context.subscriptions
        self._message_search = message_search
        self._presence = presence
        self._moderation = moderation

    def command_rows(self) -> Iterator[CommandRow]:
        """
        The rows of the command table that are handled here.
        """
        yield CommandRow(commands.Rooms, self.list_own_rooms, read_only=True, large_answer=True)
        yield CommandRow(commands.Join, self.join_room, blocks_queue=True, read_only=True)
        yield CommandRow(commands.Leave, self.leave_room, blocks_queue=True, always_answered=False)
        yield CommandRow(commands.History, self.history, read_only=True, large_answer=True)
        yield CommandRow(commands.Search, self.search_messages, cost=3.0, read_only=True, large_answer=True)
        yield CommandRow(commands.ExportMessages, self.export, cost=3.0, read_only=True, large_answer=True)
        yield CommandRow(commands.Seen, self.seen, cost=0.5, always_answered=False)
        yield CommandRow(commands.GetPresence, self.list_presence, read_only=True)

    async def join_room(self, session: Session, command: commands.Join) -> AnyAnswer:
        """
        Listen to a room.  The answer has its place in the room's order: nothing of the room before it.
        """
        room = command.room
        validation.check_room_id(room)
        again = room in session.rooms
        if not again and len(session.rooms) >= self._limits.rooms_per_session:
            most = self._limits.rooms_per_session
            raise Refusal("forbidden", f"room: a session joins at most {most} rooms", field="room")
        limit = history_limit(command.limit, self._limits.history)
        await self._markers.wait_loaded(session.who.id)
        try:
            found = await self._open_room(session, room, command.since, limit)
        except BaseException:
            self._subscriptions.close_if_empty(room)
            raise
        # From here to the answer nothing waits: the head told is the head at which this session is a member.
        if session.ended or session.user is None:
            self._subscriptions.close_if_empty(room)
            return Ok(ref=command.ref)
        self._subscriptions.subscribe(session, room)
        return self._joined(session, command, found)

    async def _open_room(self, session: Session, room: str, since: Position | None, limit: int) -> CatchUp:
        # What the room holds, for somebody who may see it when this returns.
        who = session.author
        while True:
            here = await self._authorizer.open_room(who, room)
            version = self._authorizer.version
            self._authorizer.require(who, "read", room)
            await self._moderation.membership.accept_invitation(who.who, room)
            found = await self._feeds.catch_up(room, since, limit)
            if session.ended or session.user is None:
                return found
            if self._authorizer.members.get_open(room) is here:
                break
        if session.author is not who or self._authorizer.version != version:
            self._authorizer.require(session, "read", room)
        return found

    def _joined(self, session: Session, command: commands.Join, found: CatchUp) -> AnyAnswer:
        room, feed, facts = command.room, found.feed, self._authorizer.facts(command.room)
        assert facts is not None
        role, can = self._authorizer.rights(session, room)
        whole = "history_all" in can
        if not whole:
            found = _from_now_on(feed, command.since)
        return Joined(
            ref=command.ref,
            room=room,
            kind=facts.kind,
            title=feed.settings.title,
            topic=feed.settings.topic,
            slow=feed.settings.slow,
            retention=self._feeds.retention_text(feed),
            epoch=None if feed.ephemeral else feed.epoch,
            seq=None if feed.ephemeral else feed.seq,
            first=None if feed.ephemeral else feed.first if whole else feed.seq + 1,
            role=role,
            can=can,
            seen=self._markers.seen(session.who.id, room),
            events=found.events,
            gap=found.gap,
            more=found.more,
            presence=self._presence.list_users(room),
        )

    def leave_room(self, session: Session, command: commands.Leave) -> AnyAnswer:
        """
        Stop listening; no event of the room follows the answer.
        """
        self._context.require_joined(session, command.room)
        self._subscriptions.unsubscribe(session, command.room, lost=False)
        return Ok(ref=command.ref)

    async def list_own_rooms(self, session: Session, command: commands.Rooms) -> AnyAnswer:
        """
        The rooms that the user belongs to, this session has joined, or the user has read in before, by id.
        """
        user, most = session.who, self._limits.page_bytes
        mine = {belonging.room: belonging for belonging in await self._moderation.membership.list_memberships(user)}
        followed = {one.room: one for one in await self._markers.list_followed(user.id)}
        named = [
            room
            for room in sorted({*mine, *followed, *session.rooms})
            # Who was put out of a room that is hidden is not told of it any more.
            if session.may_know_of(room) and (room in session.rooms or room in mine or not room.startswith("~"))
        ]
        limit = history_limit(command.limit, most // _LINE_LEAST, usual=most)
        rooms, cursor = list_page(named, lambda room: (room,), after=command.after, limit=limit, most=most)
        others = [room for room in rooms if room in mine and room not in session.rooms and room not in followed]
        # All at once: a question for each of the rooms that somebody was put into would keep the store busy for long.
        pages = await self._feeds.read_heads(others)
        told = [self._line(session, user, room, mine.get(room), followed.get(room), pages.get(room)) for room in rooms]
        lines = [line for line in told if line is not None]
        page = first_fitting(lines, most)
        if len(page) < len(lines):
            cursor = write_cursor((page[-1].room,))
        return RoomList(ref=command.ref, rooms=page, more=cursor is not None, next=cursor or UNSET)

    def _line(
        self,
        session: Session,
        user: User,
        room: str,
        mine: Belonging | None,
        followed: Followed | None,
        page: LogPage | None,
    ) -> RoomLine | None:
        facts = self._authorizer.facts(room)
        kind = facts.kind if facts is not None else "public" if mine is None else mine.kind
        member = None if mine is None else mine.member
        epoch: str | None
        seq: int | None
        if room in session.rooms:
            feed = self._feeds.feed(room)
            title, epoch, seq = feed.settings.title, feed.epoch, feed.seq
            seen = self._markers.seen(user.id, room)
            unread = feed.seq - seen
            if feed.ephemeral:
                epoch, seq, seen, unread = None, None, 0, 0
        elif followed is not None:
            title, epoch, seq = followed.title, followed.head.epoch, followed.head.seq
            seen, unread = followed.seen, followed.unread
        elif page is None:
            # Left while the store was asked.
            return None
        else:
            title, epoch, seq, seen = page.settings.title, page.head.epoch, page.head.seq, 0
            unread = page.head.seq - page.head.first + 1
        return RoomLine(
            room,
            kind,
            title,
            epoch,
            seq,
            seen,
            unread,
            None if member is None else member.role,
            member is not None and member.invited,
            None if mine is None else mine.other,
        )

    async def history(self, session: Session, command: commands.History) -> AnyAnswer:
        """
        A page of the log.
        """
        self._context.require_joined(session, command.room)
        self._authorizer.require(session, "history_all", command.room)
        self._context.require_log(command.room, "page through")
        one_direction(command.before, command.after)
        limit = history_limit(command.limit, self._limits.history)
        events, first, more = await self._feeds.read_page(
            command.room, before=command.before, after=command.after, limit=limit
        )
        return HistoryPage(ref=command.ref, events=events, first=first, more=more)

    async def search_messages(self, session: Session, command: commands.Search) -> AnyAnswer:
        """
        The messages of a room that hold some words, newest first.
        """
        self._context.require_joined(session, command.room)
        for action in ("history_all", "search"):
            self._authorizer.require(session, action, command.room)
        self._context.require_log(command.room, "search")
        validation.check_text(command.text, self._limits.text)
        limit = history_limit(command.limit, self._limits.history)
        page = await self._message_search.search(command.room, command.text, before=command.before, limit=limit)
        events: list[LogEvent] = first_fitting(page.events, self._limits.page_bytes)
        return Found(ref=command.ref, events=events, more=page.more or len(events) < len(page.events))

    async def export(self, session: Session, command: commands.ExportMessages) -> AnyAnswer:
        """
        What the user has said, in all rooms: everybody may have their own words.
        """
        self._context.require_own_login(session)
        after = None if command.after is None else (command.after.room, command.after.seq)
        limit = history_limit(command.limit, self._limits.history)
        said = await self._message_search.said(session.who.id, after=after, limit=limit + 1)
        events: list[LogEvent] = first_fitting(said[:limit], self._limits.page_bytes)
        return Found(ref=command.ref, events=events, more=len(said) > len(events))

    def seen(self, session: Session, command: commands.Seen) -> AnyAnswer:
        """
        Remember how far the user has read, and tell their other sessions.
        """
        room, user = command.room, session.who
        self._context.require_joined(session, room)
        self._context.require_log(room, "have seen")
        feed = self._feeds.feed(room)
        seq = min(command.seq, feed.seq)
        if self._markers.mark(user.id, room, seq):
            for other in self._hub.sessions_of(user.id):
                if other is not session and other.may_know_of(room):
                    other.answer(SeenElsewhere(room, feed.epoch, seq))
        return Ok(ref=command.ref)

    def list_presence(self, session: Session, command: commands.GetPresence) -> AnyAnswer:
        """
        Who is in the room now.
        """
        self._context.require_joined(session, command.room)
        here = self._presence.list_users(command.room, after=command.after, limit=command.limit)
        return PresenceList(ref=command.ref, users=here.users, count=here.count, more=here.more, next=here.next)

    def send_activity(self) -> None:
        """
        Tell people of what was said in rooms they belong to, or follow, and have not joined; to be called every second
        or so.
        """
        for room, seq in self._markers.take_activity().items():
            here = self._authorizer.members.get_open(room)
            members = () if here is None else here.members
            for user_id in {*self._markers.followers(room), *members}:
                for session in self._hub.sessions_of(user_id):
                    if room not in session.rooms and self._authorizer.allows(session, "read", room):
                        session.answer(Activity(room, seq))


def _from_now_on(feed: RoomFeed, since: Position | None) -> CatchUp:
    # For whom nothing connects to what was before.
    gap = since is not None and not (since.epoch == feed.epoch and since.seq == feed.seq)
    return CatchUp(feed, [], gap=gap, more=False)
