"""
The live sessions of a node, as moderation and operators act on them.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from chatd.chat.identities import Identities
from chatd.chat.moderation.authorization import Authorizer
from chatd.chat.rooms.feeds import RoomFeeds
from chatd.chat.rooms.hub import Hub
from chatd.chat.rooms.members import RoomMembers
from chatd.chat.rooms.presence import PresenceTracker
from chatd.chat.rooms.read_markers import ReadMarkers
from chatd.chat.rooms.subscriptions import Subscriptions
from chatd.chat.rooms.write_queue import WriteQueue
from chatd.chat.session import Session
from chatd.domain.accounts import Grants
from chatd.domain.addresses import network_covers
from chatd.domain.counters import Counters
from chatd.domain.events import DeleteMessage, MemberChange, Result, RoomChange, Stored, User, UserForgotten
from chatd.domain.moderation import Kind, Member, Sanction, quoted
from chatd.domain.roles import outranks
from chatd.domain.rooms import inbox_of
from chatd.errors import Close, Refusal
from chatd.interfaces.delivery import Sink
from chatd.protocol.replies import (
    Announcement,
    Invited,
    OwnUserChanged,
    Reported,
    RoleChanged,
    Sanctioned,
    StandingHere,
)

RECONNECT_MS = 1000


class _OperatorDeletion:
    # A `chatd.chat.rooms.write_queue.Pending`.

    def __init__(self, feeds: RoomFeeds, hub: Hub[Session], draft: DeleteMessage) -> None:
        self.draft = draft
        self.deleted = False
        self._feeds = feeds
        self._hub = hub

    def recheck(self) -> Refusal | None:
        return None

    def report_result(self, result: Result) -> None:
        if isinstance(result, Stored):
            self.deleted = True
            if self._feeds.offer(result.event, result.epoch):
                self._hub.post(self.draft.room, result.event)


class _Ended(NamedTuple):
    # A kind of sanction that has ended in a room, or on the site.
    kind: Kind
    room: str | None


class OnlineCounts(NamedTuple):
    """
    The number of connections, of logged-in users, and of messages that wait for the store.
    """

    connections: int
    users: int
    queue: int


class LiveSessions:
    """
    Counts the users of a node, and applies what was done to their sessions: a `Notifier`.

    `sessions` returns the session of every connection, None for a connection that has none yet.
    """

    def __init__(
        self,
        *,
        authorizer: Authorizer,
        members: RoomMembers,
        subscriptions: Subscriptions,
        feeds: RoomFeeds,
        hub: Hub[Session],
        write_queue: WriteQueue,
        markers: ReadMarkers,
        counters: Counters,
        sessions: Callable[[], Iterable[Session | None]],
        identities: Identities,
        presence: PresenceTracker,
    ) -> None:
        self._identities = identities
        self._presence = presence
        self.counters = counters
        self._authorizer = authorizer
        self._members = members
        self._subscriptions = subscriptions
        self._feeds = feeds
        self._hub = hub
        self._write_queue = write_queue
        self._markers = markers
        self._sessions = sessions
        # Whose rights in which rooms may have grown since the last sweep because a mute or ban of another user ended.
        self._freed: dict[tuple[str, _Ended], None] = {}
        self._freed_groups: dict[tuple[str, _Ended], None] = {}
        # The sessions that have got the notice of an end since then.
        self._told: set[tuple[Session, _Ended]] = set()

    def count_online(self) -> OnlineCounts:
        """
        The numbers of now.
        """
        sessions = list(self._sessions())
        users = {session.user.id for session in sessions if session is not None and session.user is not None}
        return OnlineCounts(len(sessions), len(users), self._write_queue.queue_length)

    # For operators

    async def sign_out_user(self, user_id: str) -> set[str]:
        """
        Log out all sessions of a user and close their connections; returns the rooms they had joined.

        When it fires, all their messages and read markers are in the store.
        """
        rooms: set[str] = set()
        for session in self._hub.sessions_of(user_id):
            rooms.update(session.rooms)
            # Without the grace period: the name is removed from presence at once.
            self._subscriptions.sign_out(session, lost=False)
            session.peer.close_connection(Close.LOGIN_ENDED, "this user has been erased", RECONNECT_MS)
        await self._write_queue.wait_submitted()
        await self._markers.save()
        return rooms

    async def user_erased(self, user_id: str, rooms: Collection[str]) -> None:
        """
        The store has erased a user: reload `rooms` and tell their subscribers.
        """
        self._members.remove_user(user_id)
        self._identities.forget_user(user_id)
        self._authorizer.sanction_register.forget_user(user_id)
        self._authorizer.invalidate()
        inbox = inbox_of(user_id)
        if self._feeds.is_open(inbox):
            await self._feeds.reload(inbox)
        self._markers.forget_room(inbox)
        for room in sorted({*rooms} - {inbox}):
            # Reload first, or a session that joins now would get a text and no event that erases it.
            before = self._feeds.settings_of(room)
            await self._feeds.reload(room)
            self._hub.post(room, UserForgotten(room, user_id))
            after = self._feeds.settings_of(room)
            if before is not None and after is not None and after != before:
                # A title or topic of theirs has gone.
                self._hub.post(room, RoomChange(room, title=after.title, topic=after.topic))

    async def reload_rooms(self, rooms: Collection[str]) -> None:
        """
        The logs of `rooms` were replaced: reload them, and tell their subscribers to join again.
        """
        for room in rooms:
            await self._feeds.reload(room)

    def users_from(self, network: str) -> Sequence[str]:
        """
        The users whose last session came from an address or network.
        """
        return self._identities.users_of(lambda group: network_covers(network, group))

    def has_subscribers(self, room: str) -> bool:
        """
        Whether anybody has joined a room.
        """
        return self._hub.has_subscribers(room)

    def watch_room(self, room: str, sink: Sink) -> Callable[[], None]:
        """
        Sends what happens in a room from now on to `sink` of an operator; returns what ends that.
        """
        self._hub.add_subscriber(room, sink)

        def stop() -> None:
            self._hub.remove_subscriber(room, sink)
            self._subscriptions.close_if_empty(room)

        return stop

    async def empty_room(self, room: str) -> None:
        """
        Remove all sessions from a room that is to be deleted; returns when all that they have said is stored.
        """
        self._remove_all(room)
        await self._write_queue.wait_submitted()
        await self._markers.save()

    def room_deleted(self, room: str) -> None:
        """
        A room was deleted: forget it, and remove those who have joined it meanwhile.
        """
        self._remove_all(room)
        self._markers.forget_room(room)
        self._members.close_room(room)
        self._authorizer.sanction_register.drop_room(room)
        self._authorizer.invalidate()

    def _remove_all(self, room: str) -> None:
        for session in self._signed_in():
            if room in session.rooms:
                self._remove_from_room(session, room, Sanctioned(room, "kick", None, "this room was deleted"))

    async def delete_messages(self, drafts: Sequence[DeleteMessage]) -> int:
        """
        Delete messages for an operator, and deliver the events; returns how many were there to delete.
        """
        pending = [_OperatorDeletion(self._feeds, self._hub, draft) for draft in drafts]
        for one in pending:
            self._write_queue.submit(one)
        await self._write_queue.wait_submitted()
        return sum(one.deleted for one in pending)

    def refresh_rights(self, session: Session, room: str | None = None) -> None:
        """
        Send the user of a session their new rights in `room`, or in all joined rooms, and remove them from rooms that
        they may not read any more.
        """
        for joined in tuple(session.rooms) if room is None else (room,):
            if joined not in session.rooms:
                continue
            if self._authorizer.allows(session, "read", joined):
                session.send_answer(StandingHere(joined, *self._authorizer.rights(session, joined)))
            else:
                self._remove_from_room(
                    session, joined, Sanctioned(joined, "kick", None, "you are no member of this room any more")
                )

    def rules_changed(self) -> None:
        """
        The table of permissions has changed: send all users their rights on the site and in their rooms, and remove
        them from rooms that they may not read any more.
        """
        for session in self._signed_in():
            self._mute_changed(session, None)

    def announce(self, text: str, time: int) -> int:
        """
        Sends an announcement of the operator to all sessions that are logged in; returns how many these are.
        """
        told = list(self._signed_in())
        for session in told:
            session.send_answer(Announcement(text, time))
        return len(told)

    def tell_freed(self, newcomers: Iterable[str]) -> None:
        """
        Send their rights to `newcomers`, who are free now, and to those who had taken over a mute or ban that has
        ended; with the notice that it has, if it bound them and no other does.

        Once for each however many have ended.  To be called every second or so.
        """
        freed, groups, told = self._freed, self._freed_groups, self._told
        self._freed, self._freed_groups, self._told = {}, {}, set()
        if groups:
            group_of = self._authorizer.sanction_register.inheritance.newcomer_group
            ids = {session.who.id for session in self._signed_in()}
            users = [(user, group) for user in ids if (group := group_of(user)) is not None]
            freed |= {(user, ended): None for group, ended in groups for user, here in users if here == group}
        for user, ended in freed:
            for session in self._hub.sessions_of(user):
                self._tell_freed(session, ended, told=(session, ended) in told)
        for user in newcomers:
            for session in self._hub.sessions_of(user):
                self._mute_changed(session, None)

    def _tell_freed(self, session: Session, ended: _Ended, *, told: bool) -> None:
        room = ended.room
        # A user who was banned from a room is not in it.
        here = room is None or room in session.rooms
        if not here and (ended.kind == "mute" or room is None or not session.may_know_of(room)):
            return
        if ended.kind == "mute":
            still_bound = self._authorizer.mute_or_ban(session, room) is not None
        else:
            still_bound = self._authorizer.is_banned(session, room)
        # Moderators were not bound by what others have.
        if not told and not still_bound and outranks("moderator", self._authorizer.role(session, room)):
            session.send_answer(Sanctioned(room, f"un{ended.kind}", None))
        if here:
            self._mute_changed(session, room)

    # `chatd.chat.moderation.notifier.Notifier`

    def online_user(self, user_id: str) -> User | None:
        return next((session.user for session in self._hub.sessions_of(user_id)), None)

    def has_seen(self, user_id: str) -> bool:
        return self.online_user(user_id) is not None or self._identities.has_seen(user_id)

    def has_been_in(self, user_id: str, room: str) -> bool:
        return self._presence.has_been_in(user_id, room)

    def token_grants(self, user_id: str) -> Grants | None:
        given = (session.grants for session in self._hub.sessions_of(user_id))
        return next((some for some in given if some is not None), None)

    def sanction_origin(self, user_id: str, *, wanted: bool, absent: bool) -> str | None:
        sessions = self._hub.sessions_of(user_id)
        for session in sessions:
            if wanted or session.peer.sink.form == "text":
                return session.origin
        return self._identities.group_of(user_id) if wanted and absent and not sessions else None

    def sanction_imposed(self, sanction: Sanction) -> None:
        for session in self._bound_by(sanction):
            notice = _notice(sanction, session.who.id)
            if sanction.room is not None and sanction.room not in session.rooms:
                if sanction.user == session.who.id and session.may_know_of(sanction.room):
                    session.send_answer(notice)
            elif sanction.kind == "mute":
                session.send_answer(notice)
                self._mute_changed(session, sanction.room)
            elif sanction.room is None:
                session.send_answer(notice)
                code = Close.BANNED if sanction.kind == "ban" else Close.LOGIN_ENDED
                session.peer.close_connection(
                    code, _close_reason(notice), None if code == Close.BANNED else RECONNECT_MS
                )
            else:
                self._remove_from_room(session, sanction.room, notice)

    def sanction_lifted(self, sanction: Sanction, *, reason: str = "", by: User | None = None) -> None:
        room = sanction.room
        notice, ended = Sanctioned(room, f"un{sanction.kind}", None), _Ended(sanction.kind, room)
        for session in self._hub.sessions_of(sanction.subject):
            if room is None or session.may_know_of(room):
                session.send_answer(replace(notice, reason=reason, by=by))
                self._told.add((session, ended))
            self._mute_changed(session, room)
        if sanction.kind == "mute" or room is not None:
            self._freed |= {(heir, ended): None for heir in self._heirs(sanction)}
            group = self._identities.group_of(sanction.subject)
            if group is not None:
                self._freed_groups[group, ended] = None
        if sanction.address is not None and sanction.kind == "mute":
            # Also the muted sessions from that address.  Banned ones are not connected.
            for session in self._signed_in():
                if _is_from(session, sanction.address) and self._was_muted(session, sanction):
                    session.send_answer(notice)
                    self._told.add((session, ended))
                    self._mute_changed(session, room)

    def member_changed(self, room: str, user: User, member: Member | None) -> None:
        role, invited = (None, False) if member is None else (member.role, member.invited)
        self._hub.post(room, MemberChange(room, user, role, invited))
        for session in self._hub.sessions_of(user.id):
            if room in session.rooms:
                self.refresh_rights(session, room)

    def rights_changed(self, room: str) -> None:
        for session in self._signed_in():
            if room in session.rooms:
                self.refresh_rights(session, room)

    def user_invited(self, user_id: str, invitation: Invited) -> None:
        for session in self._hub.sessions_of(user_id):
            if session.may_know_of(invitation.room):
                session.send_answer(invitation)

    def role_given(self, user_id: str, change: RoleChanged) -> None:
        for session in self._hub.sessions_of(user_id):
            if session.may_know_of(change.room):
                session.send_answer(change)

    def room_changed(self, change: RoomChange) -> None:
        self._feeds.apply_settings(change)
        self._hub.post(change.room, change)
        if change.kind is not None:
            # The rights of all subscribers change with the kind.
            self.rights_changed(change.room)

    def reports_changed(self, room: str, count: int) -> None:
        for session in self._signed_in():
            if room in session.rooms and self._authorizer.allows(session, "review", room):
                session.send_answer(Reported(room, count))

    def release_room(self, room: str) -> None:
        self._subscriptions.close_if_empty(room)

    def _mute_changed(self, session: Session, room: str | None) -> None:
        # A mute has begun or ended.  A mute on the site changes the rights on the site, too.
        if room is None:
            session.send_answer(OwnUserChanged(session.who, self._authorizer.site_standing(session, session.principal)))
        self.refresh_rights(session, room)

    def _signed_in(self) -> list[Session]:
        return [session for session in self._sessions() if session is not None and session.user is not None]

    def _bound_by(self, sanction: Sanction) -> list[Session]:
        if sanction.address is None:
            heirs = [
                session
                for heir in self._heirs(sanction)
                for session in self._hub.sessions_of(heir)
                if self._is_bound(session, sanction)
            ]
            return [*self._hub.sessions_of(sanction.subject), *heirs]
        return [
            session
            for session in self._signed_in()
            if session.who.id == sanction.user
            or (_is_from(session, sanction.address) and self._is_bound(session, sanction))
        ]

    def _heirs(self, sanction: Sanction) -> list[str]:
        inheritance = self._authorizer.sanction_register.inheritance
        return inheritance.heirs(sanction.subject, lambda user_id: bool(self._hub.sessions_of(user_id)))

    def _is_bound(self, session: Session, sanction: Sanction) -> bool:
        # Moderators are not bound by a sanction on somebody else at the same address.
        return self._authorizer.mute_or_ban(session, sanction.room) is not None

    def _was_muted(self, session: Session, sanction: Sanction) -> bool:
        room = sanction.room
        here = (room is None or room in session.rooms) and session.who.id != sanction.user
        return here and outranks("moderator", self._authorizer.role(session, room))

    def _remove_from_room(self, session: Session, room: str, notice: Sanctioned) -> None:
        self._subscriptions.unsubscribe(session, room, lost=False)
        session.send_answer(notice)
        if session.peer.sink.form == "text":
            session.peer.close_connection(Close.LOGIN_ENDED, _close_reason(notice))


def _notice(sanction: Sanction, user_id: str) -> Sanctioned:
    notice = Sanctioned(sanction.room, sanction.kind, sanction.until)
    if not sanction.tells(user_id):
        return notice
    return replace(notice, reason=sanction.reason, by=User(sanction.by, sanction.by_name))


def _close_reason(notice: Sanctioned) -> str:
    return notice.action if notice.by is None else quoted(notice.by.name, notice.reason)


def _is_from(session: Session, network: str) -> bool:
    return session.origin is not None and network_covers(network, session.origin)
