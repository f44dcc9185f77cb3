"""
Joining rooms and reading them: history, search, read markers, presence.
"""

from collections.abc import Iterator

from msgspec import UNSET

from chatd.chat.commands.context import ChatContext, CommandRow
from chatd.chat.commands.room_search import SEARCHING, RoomSearch
from chatd.chat.moderation.services import ModerationServices
from chatd.chat.rooms.feed import RoomFeed
from chatd.chat.rooms.feeds import CatchUp
from chatd.chat.rooms.presence import PresenceTracker
from chatd.chat.session import Session
from chatd.domain import validation
from chatd.domain.events import FollowedRoom, LogEvent, LogPage, Position, User
from chatd.domain.moderation import RoomMembership
from chatd.domain.rooms import INBOX
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

_LINE_BYTES_MIN = 100
_SEARCH_STEP = 20
"""No line of a list of rooms has fewer bytes."""


class ReadingCommands:
    """
    The commands that read.
    """

    def __init__(
        self,
        context: ChatContext,
        *,
        message_search: MessageSearch,
        room_search: RoomSearch,
        presence: PresenceTracker,
        moderation: ModerationServices,
    ) -> None:
        self._context = context
        self._authorizer = context.authorizer
        self._members = context.members
        self._hub = context.hub
        self._limits = context.limits
        self._markers = context.markers
        self._feeds = context.feeds
        self._subscriptions = context.subscriptions
        self._message_search = message_search
        self._room_search = room_search
        self._presence = presence
        self._moderation = moderation

    def command_rows(self) -> Iterator[CommandRow]:
        """
        The rows of the command table that are handled here.
        """
        yield CommandRow(commands.Rooms, self.list_own_rooms, read_only=True, large_answer=True, query=True)
        yield CommandRow(commands.Join, self.join_room, blocks_queue=True, read_only=True)
        yield CommandRow(commands.Leave, self.leave_room, blocks_queue=True, always_answered=False)
        yield CommandRow(commands.History, self.history, read_only=True, large_answer=True, query=True)
        yield CommandRow(commands.Search, self.search, cost=4.0, read_only=True, large_answer=True, query=True)
        yield CommandRow(commands.ExportMessages, self.export, cost=3.0, read_only=True, large_answer=True, query=True)
        yield CommandRow(commands.Seen, self.seen, cost=0.5, always_answered=False)
        yield CommandRow(commands.GetPresence, self.list_presence, read_only=True)

    async def join_room(self, session: Session, command: commands.Join) -> AnyAnswer:
        """
        Join a room.  The answer has a place in the order of the room: no event of the room is sent before it.
        """
        room = command.room
        validation.check_room_id(room)
        if room.startswith(INBOX):
            self._context.require_own_login(session)
        again = room in session.rooms
        if not again and len(session.rooms) >= self._limits.rooms_per_session:
            most = self._limits.rooms_per_session
            raise Refusal("forbidden", f"room: a session joins at most {most} rooms", field="room")
        limit = history_limit(command.limit, self._limits.history)
        await self._markers.wait_loaded(session.who.id)
        try:
            found = await self._open_room(session, room, command.since, limit)
            if not found.feed.seq and not self._hub.has_subscribers(room):
                self._moderation.room_settings.check_new_id(session, room, found.feed.settings)
        except BaseException:
            self._subscriptions.close_if_empty(room)
            raise
        # Nothing waits from here to the answer: the session is a subscriber from the head that the answer names.
        if session.ended or session.user is None:
            self._subscriptions.close_if_empty(room)
            return Ok(ref=command.ref)
        self._subscriptions.subscribe(session, room)
        return self._joined(session, command, found)

    async def _open_room(self, session: Session, room: str, since: Position | None, limit: int) -> CatchUp:
        # Returns the newest events; the permission to read them holds when this returns.
        who = session.author
        while True:
            here = await self._authorizer.open_room(who, room)
            version = self._authorizer.version
            self._authorizer.require(who, "read", room)
            await self._moderation.membership.accept_invitation(who.who, room)
            found = await self._feeds.catch_up(room, since, limit)
            if session.ended or session.user is None:
                return found
            if self._members.get_open(room) is here:
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
        Leave a room; no event of the room follows the answer.
        """
        self._context.require_joined(session, command.room)
        self._subscriptions.unsubscribe(session, command.room, lost=False)
        return Ok(ref=command.ref)

    async def list_own_rooms(self, session: Session, command: commands.Rooms) -> AnyAnswer:
        """
        A page of the rooms that the user is a member of, has joined in this session, or follows, in the order of ids.
        """
        user, page_bytes = session.who, self._limits.page_bytes
        memberships = {one.room: one for one in await self._moderation.membership.list_memberships(user)}
        followed = {one.room: one for one in await self._markers.list_followed(user.id)}
        named = [
            room
            for room in sorted({*memberships, *followed, *session.rooms})
            # A former member of a hidden room is not told of it any more.
            if session.may_know_of(room) and (room in session.rooms or room in memberships or not room.startswith("~"))
        ]
        limit = history_limit(command.limit, page_bytes // _LINE_BYTES_MIN, usual=page_bytes)
        rooms, cursor = list_page(named, lambda room: (room,), after=command.after, limit=limit, most=page_bytes)
        others = [room for room in rooms if room in memberships and room not in session.rooms and room not in followed]
        # One query for all of them: one for each would keep the store busy for long.
        pages = await self._feeds.read_heads(others)
        lines = []
        for room in rooms:
            line = self._line(session, user, room, memberships.get(room), followed.get(room), pages.get(room))
            if line is not None:
                lines.append(line)
        # Not for what others have made for the user beyond that: invitations, conversations.
        own = min(len(memberships), self._limits.memberships)
        self._context.charge_items(session, own + len(followed))
        page = first_fitting(lines, page_bytes)
        if len(page) < len(lines):
            cursor = write_cursor((page[-1].room,))
        return RoomList(ref=command.ref, rooms=page, more=cursor is not None, next=cursor or UNSET)

    def _line(
        self,
        session: Session,
        user: User,
        room: str,
        membership: RoomMembership | None,
        followed: FollowedRoom | None,
        page: LogPage | None,
    ) -> RoomLine | None:
        facts = self._authorizer.facts(room)
        kind = facts.kind if facts is not None else "public" if membership is None else membership.kind
        member = None if membership is None else membership.member
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
            # The session has left the room while the store was queried.
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
            None if membership is None else membership.other,
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

    async def search(self, session: Session, command: commands.Search) -> AnyAnswer:
        """
        A page of the messages that contain some words, the newest first: of a room, or of all that the user may read.
        """
        if command.room is None:
            return await self._room_search.search_rooms(session, command)
        if isinstance(command.before, str):
            raise Refusal("invalid", "before: expected the seq of a message, in one room", field="before")
        self._context.require_joined(session, command.room)
        for action in SEARCHING:
            self._authorizer.require(session, action, command.room)
        self._context.require_log(command.room, "search")
        validation.check_text(command.text, self._limits.text)
        limit = history_limit(command.limit, self._limits.history)
        found: list[LogEvent] = []
        before, step = command.before, _SEARCH_STEP
        # In steps: of long texts few fit, and each that is found costs time.
        while True:
            page = await self._message_search.search_messages(
                command.room, command.text, before=before, limit=min(step, limit - len(found))
            )
            found += page.events
            events = first_fitting(found, self._limits.page_bytes)
            more = page.more or len(events) < len(found)
            if not page.more or len(events) < len(found) or len(found) >= limit:
                return Found(ref=command.ref, events=events, more=more)
            last = page.events[-1].seq
            assert last is not UNSET
            before, step = last, 2 * step

    async def export(self, session: Session, command: commands.ExportMessages) -> AnyAnswer:
        """
        A page of the user's own messages in all rooms.
        """
        self._context.require_own_login(session)
        after = None if command.after is None else (command.after.room, command.after.seq)
        limit = history_limit(command.limit, self._limits.history)
        said = await self._message_search.messages_of(session.who.id, after=after, limit=limit + 1)
        self._context.charge_items(session, len(said))
        events: list[LogEvent] = first_fitting(said[:limit], self._limits.page_bytes)
        return Found(ref=command.ref, events=events, more=len(said) > len(events))

    def seen(self, session: Session, command: commands.Seen) -> AnyAnswer:
        """
        Move the user's read marker, and tell their other sessions.
        """
        room, user = command.room, session.who
        self._context.require_joined(session, room)
        self._context.require_log(room, "have seen")
        feed = self._feeds.feed(room)
        seq = min(command.seq, feed.seq)
        if not self._markers.seen(user.id, room):
            # The first marker in a room is a row of its own; later ones replace it.
            self._context.charge_stored(session, user.id)
        if self._markers.mark(user.id, room, seq):
            for other in self._hub.sessions_of(user.id):
                if other is not session and other.may_know_of(room):
                    other.send_answer(SeenElsewhere(room, feed.epoch, seq))
        return Ok(ref=command.ref)

    def list_presence(self, session: Session, command: commands.GetPresence) -> AnyAnswer:
        """
        A page of the users who are in the room now.
        """
        self._context.require_joined(session, command.room)
        here = self._presence.list_users(command.room, after=command.after, limit=command.limit)
        return PresenceList(ref=command.ref, users=here.users, count=here.count, more=here.more, next=here.next)

    def send_activity(self) -> None:
        """
        Send the new heads of rooms to users who are members or followers and have not joined them.  To be called every
        second or so.
        """
        for room, seq in self._markers.take_activity().items():
            here = self._members.get_open(room)
            members = () if here is None else here.members
            for user_id in {*self._markers.followers(room), *members}:
                for session in self._hub.sessions_of(user_id):
                    if room in session.rooms or not session.may_know_of(room):
                        continue
                    if self._authorizer.allows(session, "read", room):
                        session.send_answer(Activity(room, seq))


def _from_now_on(feed: RoomFeed, since: Position | None) -> CatchUp:
    # For users who may not read the history: no events before now.
    gap = since is not None and not (since.epoch == feed.epoch and since.seq == feed.seq)
    return CatchUp(feed, [], gap=gap, more=False)
