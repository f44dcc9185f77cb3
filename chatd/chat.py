"""
The use cases: what people do here, the same through every door.

Permission, order and presence are decided here, once; a door only translates.
"""

from typing import TYPE_CHECKING

from chatd import commands, names, policy
from chatd.answers import AnyAnswer, HistoryPage, Joined, LoggedIn, Ok, PresenceList, RoomLine, RoomList, Said
from chatd.counters import Counters
from chatd.errors import Refusal
from chatd.hub import Hub
from chatd.limits import Limits
from chatd.model import Draft, NewMessage, Result, Signal, Stored, User
from chatd.ports import Identity, Now
from chatd.presence import Presence
from chatd.rooms import Rooms, history_limit, one_direction
from chatd.wire import fits
from chatd.writer import Writer

if TYPE_CHECKING:
    from chatd.session import Session


class Chat:
    """
    What can be done on this node.  Knows no socket and no SQL.
    """

    def __init__(
        self,
        *,
        rooms: Rooms,
        writer: Writer,
        hub: "Hub[Session]",
        presence: Presence,
        identity: Identity,
        now: Now,
        limits: Limits,
        counters: Counters,
        guests: bool,
        signals: frozenset[str],
    ) -> None:
        self._rooms = rooms
        self._writer = writer
        self._hub = hub
        self._presence = presence
        self._identity = identity
        self._now = now
        self._limits = limits
        self._counters = counters
        self._guests = guests
        self._signals = signals
        self._open = True

    def close(self) -> None:
        """
        Accept nothing new to store from now on, and let nobody appear to leave.
        """
        self._open = False
        self._presence.freeze()

    # Who

    def login(self, session: "Session", command: commands.Login) -> AnyAnswer:
        """
        By a token, or as a new guest.  A second login renews; for another user it is a `conflict`.
        """
        if (command.token is None) == (command.guest is None):
            raise Refusal("invalid", "token: give either token or guest", field="token")
        if command.token is not None:
            user = self._identity.recognise(command.token)
            token = command.token
        elif session.user is not None:
            raise Refusal("conflict", "this session is somebody already", field="guest")
        else:
            user, token = self.new_guest(command.guest or "")
        if session.user is not None and session.user.id != user.id:
            raise Refusal("conflict", "this session is somebody else already", field="token")
        others = self._hub.sessions_of(user.id)
        if others and command.token is not None:
            # The same person elsewhere may have been renamed since that token was made.
            user = next(iter(others)).user or user
        if session.user is None:
            session.user = user
            self._hub.sign_in(user.id, session)
        return LoggedIn(ref=command.ref, user=user, token=token, expires=None)

    def new_guest(self, wish: str) -> tuple[User, str]:
        """
        A new guest and its token; refused where guests are not let in.
        """
        if not self._guests:
            raise Refusal("login_required", "guests are not allowed here")
        return self._identity.new_guest(names.clean_name(wish, self._limits.name, "guest"))

    def rename(self, session: "Session", command: commands.Rename) -> AnyAnswer:
        """
        Another name, at once in all sessions of the same user.
        """
        user = User(session.who.id, names.clean_name(command.name, self._limits.name))
        for other in self._hub.sessions_of(user.id):
            other.user = user
        rooms = {room for other in self._hub.sessions_of(user.id) for room in other.rooms}
        self._presence.rename(rooms, user)
        return LoggedIn(ref=command.ref, user=user, token=self._identity.token_for(user))

    def logout(self, session: "Session", command: commands.Logout) -> AnyAnswer:
        """
        Nobody again, in no room.
        """
        self.depart(session, lost=False)
        return Ok(ref=command.ref)

    def depart(self, session: "Session", *, lost: bool) -> None:
        """
        The session's user is gone from its rooms; a `lost` connection has a grace.
        """
        if session.user is None:
            return
        for room in tuple(session.rooms):
            self._exit(session, room, lost=lost)
        self._hub.sign_out(session.user.id, session)
        session.user = None

    # Where

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
            title="",
            topic="",
            slow=0,
            retention="memory",
            epoch=feed.epoch,
            seq=feed.seq,
            first=feed.first,
            role=role,
            can=policy.can(role),
            seen=0,
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

    def list_rooms(self, session: "Session", command: commands.Rooms) -> AnyAnswer:
        """
        The rooms this session has joined.
        """
        lines = []
        for room in session.rooms:
            feed = self._rooms.feed(room)
            lines.append(RoomLine(room, "", feed.epoch, feed.seq, 0, 0))
        return RoomList(ref=command.ref, rooms=lines)

    # What

    def say(self, session: "Session", command: commands.Say) -> None:
        """
        Add a message to the log; the answer comes in the place of the event, after the commit.
        """
        room, user = command.room, session.who
        self._need_joined(session, room)
        names.check_text(command.text, self._limits.text)
        if command.key is not None:
            names.check_key(command.key)
        policy.check(user, "say", room)
        if not self._open:
            raise Refusal("unavailable", "the server is going down", retry_after=1000)
        draft = NewMessage(room, user, self._now(), command.text, command.key, command.reply_to)
        ref = command.ref

        def settle(draft: Draft, result: Result) -> None:
            try:
                self._settle(session, ref, draft, result)
            except Exception:
                session.refuse(Refusal("internal"), ref)
                raise
            finally:
                session.settled()

        self._writer.submit(draft, settle)

    def _settle(self, session: "Session", ref: commands.Ref, draft: Draft, result: Result) -> None:
        if isinstance(result, Stored):
            event = result.event
            self._counters.messages += 1
            reply = Said(ref=ref, seq=event.seq, time=event.time)
            if self._rooms.offer(event):
                self._hub.post(draft.room, event, session.peer.sink, reply)
            else:
                session.answer(reply)
        elif isinstance(result, Refusal):
            session.refuse(result, ref)
        else:
            # An earlier entry of the log: what was posted since keeps its order.
            self._hub.flush_room(draft.room)
            session.answer(Said(ref=ref, seq=result.seq, time=result.time))

    async def history(self, session: "Session", command: commands.History) -> AnyAnswer:
        """
        A page of the log.
        """
        self._need_joined(session, command.room)
        policy.check(session.who, "read", command.room)
        one_direction(command.before, command.after)
        limit = history_limit(command.limit, self._limits.history)
        events, first, more = await self._rooms.page(
            command.room, before=command.before, after=command.after, limit=limit
        )
        return HistoryPage(ref=command.ref, events=events, first=first, more=more)

    def presence(self, session: "Session", command: commands.Presence) -> AnyAnswer:
        """
        Who is in the room now.
        """
        self._need_joined(session, command.room)
        policy.check(session.who, "read", command.room)
        here = self._presence.here(command.room)
        return PresenceList(ref=command.ref, users=here.users, count=here.count)

    def signal(self, session: "Session", command: commands.SendSignal) -> AnyAnswer | None:
        """
        Push something that is not stored; answered, where a `ref` asks for it, in its place.
        """
        room, user, body = command.room, session.who, command.body
        self._need_joined(session, room)
        policy.check(user, "signal", room)
        if command.name not in self._signals:
            allowed = ", ".join(sorted(self._signals))
            raise Refusal("invalid", f"name: this room allows the signals {allowed}", field="name")
        if body and command.name == "typing":
            raise Refusal("invalid", "body: typing has an empty body", field="body")
        if body and not fits(body, self._limits.signal):
            raise Refusal("too_large", f"body: at most {self._limits.signal} bytes of JSON", field="body")
        self._counters.signals += 1
        reply = None if command.ref is None else Ok(ref=command.ref)
        self._hub.post(room, Signal(room, command.name, user, body), session.peer.sink, reply)
        return None

    def _need_joined(self, session: "Session", room: str) -> None:
        if room not in session.rooms:
            names.check_room_id(room)
            raise Refusal("not_joined", f"join {room} first", field="room")

    def _exit(self, session: "Session", room: str, *, lost: bool) -> None:
        del session.rooms[room]
        self._hub.leave(room, session.peer.sink)
        self._presence.leave(room, session.who, lost=lost)
        self._close_if_empty(room)

    def _close_if_empty(self, room: str) -> None:
        if not self._hub.occupied(room):
            self._rooms.close(room)
