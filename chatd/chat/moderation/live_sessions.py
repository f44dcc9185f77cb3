"""
The people who are connected, where powers and an operator's work touch them.
"""

from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from chatd.chat.moderation.authorization import Authorizer
from chatd.chat.rooms.feeds import RoomFeeds
from chatd.chat.rooms.hub import Hub
from chatd.chat.rooms.read_markers import ReadMarkers
from chatd.chat.rooms.subscriptions import Subscriptions
from chatd.chat.rooms.write_queue import WriteQueue
from chatd.chat.session import Session
from chatd.domain.accounts import Grants
from chatd.domain.counters import Counters
from chatd.domain.events import MemberChange, RoomChange, User, UserErased
from chatd.domain.moderation import Member, Sanction
from chatd.domain.roles import outranks
from chatd.errors import Close
from chatd.protocol.replies import Invited, OwnUserChanged, Reported, Sanctioned, StandingHere

COME_BACK_MS = 1000


class OnlineCounts(NamedTuple):
    """
    How many connections there are, how many users speak on them, and how many messages wait for the store.
    """

    connections: int
    users: int
    queue: int


class LiveSessions:
    """
    Counts the people of a node, and tells them what has been done: a `chatd.chat.moderation.notifier.Notifier`.

    `sessions` gives the session of every connection, None for one that has none yet.
    """

    def __init__(
        self,
        *,
        authorizer: Authorizer,
        subscriptions: Subscriptions,
        feeds: RoomFeeds,
        hub: Hub[Session],
        write_queue: WriteQueue,
        markers: ReadMarkers,
        counters: Counters,
        sessions: Callable[[], Iterable[Session | None]],
    ) -> None:
        self.counters = counters
        self._authorizer = authorizer
        self._subscriptions = subscriptions
        self._feeds = feeds
        self._hub = hub
        self._write_queue = write_queue
        self._markers = markers
        self._sessions = sessions

    def count_online(self) -> OnlineCounts:
        """
        Those who are here now.
        """
        sessions = list(self._sessions())
        users = {session.user.id for session in sessions if session is not None and session.user is not None}
        return OnlineCounts(len(sessions), len(users), self._write_queue.queue_length)

    # What an operator does

    async def sign_out_user(self, user_id: str) -> set[str]:
        """
        Log out all sessions of a user and close their connections; the rooms they were in.

        When it returns, all that they said is in the store, and how far they have read.
        """
        rooms: set[str] = set()
        for session in self._hub.sessions_of(user_id):
            rooms.update(session.rooms)
            # No grace: the name goes from the lists of those present at once.
            self._subscriptions.sign_out(session, lost=False)
            session.peer.finish(Close.LOGIN_ENDED, "this user has been erased", COME_BACK_MS)
        await self._write_queue.wait_submitted()
        await self._markers.save()
        return rooms

    async def user_erased(self, user_id: str, rooms: Collection[str]) -> None:
        """
        The store has forgotten a user: so does everybody in `rooms`.
        """
        self._authorizer.members.remove_user(user_id)
        self._authorizer.invalidate()
        for room in sorted(rooms):
            # First what is held here, or somebody who joined now would be shown a text and never told to forget it.
            await self._feeds.reload(room)
            self._hub.post(room, UserErased(room, user_id))

    async def reload_rooms(self, rooms: Collection[str]) -> None:
        """
        The logs of `rooms` are other ones: whoever listens is told to join again.
        """
        for room in rooms:
            await self._feeds.reload(room)

    def refresh_rights(self, session: Session, room: str | None = None) -> None:
        """
        The user of a session may do other things in a room, or in all of its rooms: they are told which, and put out of
        those that they may not see any more.
        """
        for joined in tuple(session.rooms) if room is None else (room,):
            if joined not in session.rooms:
                continue
            if self._authorizer.allows(session, "read", joined):
                session.answer(StandingHere(joined, *self._authorizer.rights(session, joined)))
            else:
                self._remove_from_room(
                    session, joined, Sanctioned(joined, "kick", None, "you are no member of this room any more")
                )

    # What powers do: see `chatd.chat.moderation.notifier.Notifier`

    def online_user(self, user_id: str) -> User | None:
        """
        See `chatd.chat.moderation.notifier.Notifier`.
        """
        return next((session.user for session in self._hub.sessions_of(user_id)), None)

    def token_grants(self, user_id: str) -> Grants | None:
        """
        See `chatd.chat.moderation.notifier.Notifier`.
        """
        given = (session.grants for session in self._hub.sessions_of(user_id))
        return next((some for some in given if some is not None), None)

    def sanction_origin(self, user_id: str, *, wanted: bool) -> str | None:
        """
        See `chatd.chat.moderation.notifier.Notifier`.
        """
        for session in self._hub.sessions_of(user_id):
            if wanted or session.peer.sink.form == "text":
                return session.origin
        return None

    def sanction_imposed(self, sanction: Sanction) -> None:
        """
        See `chatd.chat.moderation.notifier.Notifier`.
        """
        told = Sanctioned(sanction.room, sanction.kind, sanction.until, sanction.reason)
        for session in self._bound_by(sanction):
            if sanction.room is not None and sanction.room not in session.rooms:
                if sanction.user == session.who.id and session.may_know_of(sanction.room):
                    session.answer(told)
            elif sanction.kind == "mute":
                session.answer(told)
                self._mute_changed(session, sanction.room)
            elif sanction.room is None:
                session.answer(told)
                code = Close.BANNED if sanction.kind == "ban" else Close.LOGIN_ENDED
                session.peer.finish(
                    code, sanction.reason or told.action, None if code == Close.BANNED else COME_BACK_MS
                )
            else:
                self._remove_from_room(session, sanction.room, told)

    def sanction_lifted(self, sanction: Sanction, reason: str) -> None:
        """
        See `chatd.chat.moderation.notifier.Notifier`.
        """
        room = sanction.room
        told = Sanctioned(room, f"un{sanction.kind}", None, reason)
        for session in self._hub.sessions_of(sanction.subject):
            if room is None or session.may_know_of(room):
                session.answer(told)
            self._mute_changed(session, room)
        if sanction.address is not None and sanction.kind == "mute":
            # Those who were here with them; whoever was kept out is not here to be told.
            for session in self._signed_in():
                if session.origin == sanction.address and self._was_muted(session, sanction):
                    session.answer(told)
                    self._mute_changed(session, room)

    def member_changed(self, room: str, user: User, member: Member | None) -> None:
        """
        See `chatd.chat.moderation.notifier.Notifier`.
        """
        role, invited = (None, False) if member is None else (member.role, member.invited)
        self._hub.post(room, MemberChange(room, user, role, invited))
        for session in self._hub.sessions_of(user.id):
            if room in session.rooms:
                self.refresh_rights(session, room)

    def user_invited(self, user_id: str, invitation: Invited) -> None:
        """
        See `chatd.chat.moderation.notifier.Notifier`.
        """
        for session in self._hub.sessions_of(user_id):
            if session.may_know_of(invitation.room):
                session.answer(invitation)

    def room_changed(self, change: RoomChange) -> None:
        """
        See `chatd.chat.moderation.notifier.Notifier`.
        """
        self._feeds.apply_settings(change)
        self._hub.post(change.room, change)
        if change.kind is not None:
            # What everybody may do there is another thing now.
            for session in self._signed_in():
                if change.room in session.rooms:
                    self.refresh_rights(session, change.room)

    def reports_changed(self, room: str, count: int) -> None:
        """
        See `chatd.chat.moderation.notifier.Notifier`.
        """
        for session in self._signed_in():
            if room in session.rooms and self._authorizer.allows(session, "review", room):
                session.answer(Reported(room, count))

    def release_room(self, room: str) -> None:
        """
        See `chatd.chat.moderation.notifier.Notifier`.
        """
        self._subscriptions.close_if_empty(room)

    def _mute_changed(self, session: Session, room: str | None) -> None:
        # A mute has begun or ended.  On the site it takes what one may do beside all rooms, too.
        if room is None:
            session.answer(OwnUserChanged(session.who, self._authorizer.site_standing(session, session.principal)))
        self.refresh_rights(session, room)

    def _signed_in(self) -> list[Session]:
        return [session for session in self._sessions() if session is not None and session.user is not None]

    def _bound_by(self, sanction: Sanction) -> list[Session]:
        if sanction.address is None:
            return list(self._hub.sessions_of(sanction.subject))
        return [
            session
            for session in self._signed_in()
            if session.who.id == sanction.user
            or (session.origin == sanction.address and self._is_bound(session, sanction))
        ]

    def _is_bound(self, session: Session, sanction: Sanction) -> bool:
        # Who keeps order is not bound by what somebody else at the same address did.
        return self._authorizer.mute_or_ban(session, sanction.room) is not None

    def _was_muted(self, session: Session, sanction: Sanction) -> bool:
        room = sanction.room
        here = (room is None or room in session.rooms) and session.who.id != sanction.user
        return here and outranks("moderator", self._authorizer.role(session, room))

    def _remove_from_room(self, session: Session, room: str, told: Sanctioned) -> None:
        self._subscriptions.unsubscribe(session, room, lost=False)
        session.answer(told)
        if session.peer.sink.form == "text":
            session.peer.finish(Close.LOGIN_ENDED, told.reason or told.action)
