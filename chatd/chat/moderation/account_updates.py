"""
Changes of accounts, made in a browser or at the command line, applied to live sessions.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from msgspec.structs import replace
from twisted.internet.defer import Deferred
from twisted.logger import Logger
from twisted.python.failure import Failure

from chatd.chat.moderation.authorization import Authorizer
from chatd.chat.moderation.live_sessions import LiveSessions
from chatd.chat.rooms.feeds import RoomFeeds
from chatd.chat.rooms.hub import Hub
from chatd.chat.rooms.members import RoomMembers
from chatd.chat.rooms.presence import PresenceTracker
from chatd.chat.session import Session
from chatd.clock import Now
from chatd.domain.accounts import Change, Promoted, Renamed, SignedOut, TokensRevoked, issuer_mark
from chatd.domain.events import User, UserRenamed
from chatd.domain.revocations import Revocation, RevocationRegister
from chatd.errors import Close
from chatd.interfaces.storage import RoomDirectory
from chatd.protocol.replies import OwnUserChanged

RECONNECT_MS = 500


class AccountUpdates:
    """
    Applies changes of accounts to the sessions of their users.
    """

    _log = Logger()

    def __init__(
        self,
        *,
        hub: Hub[Session],
        presence: PresenceTracker,
        feeds: RoomFeeds,
        authorizer: Authorizer,
        members: RoomMembers,
        live_sessions: LiveSessions,
        roster: RoomDirectory,
        now: Now,
        sessions: Callable[[], Iterable[Session | None]],
    ) -> None:
        self._hub = hub
        self._roster = roster
        self._now = now
        self._sessions = sessions
        self._presence = presence
        self._feeds = feeds
        self._authorizer = authorizer
        self._members = members
        self._live_sessions = live_sessions
        self._followers: dict[int, set[str]] = {}

    def apply_change(self, change: Change) -> None:
        """
        Apply `change` to all live sessions that it concerns.
        """
        for changed in self._followers.values():
            changed.add(_mark_of(change))
        match change:
            case Renamed():
                self.rename_sessions(change.user)
                self._rename_history(change.user)
                # The lists of members show the new name a little later.
                Deferred.fromCoroutine(self._keep_name(change.user)).addErrback(self._not_kept)
            case SignedOut():
                self._sign_out(change)
            case TokensRevoked():
                self._end_revoked(change.revocation)
            case Promoted():
                self._authorizer.invalidate()
                for session in self._hub.sessions_of(change.user):
                    if session.principal is not None and session.principal.kind == "account":
                        session.set_principal(replace(session.principal, admin=change.admin), self._now())
                        session.send_answer(
                            OwnUserChanged(session.who, self._authorizer.site_standing(session, session.principal))
                        )
                        self._live_sessions.refresh_rights(session)

    @contextmanager
    def track_changes(self) -> Iterator[set[str]]:
        """
        Collects the marks of logins that change in the ``with`` block (`chatd.domain.accounts.Principal.marks`): what
        was read about them may be outdated.
        """
        changed: set[str] = set()
        self._followers[id(changed)] = changed
        try:
            yield changed
        finally:
            del self._followers[id(changed)]

    def grants_changed(self, session: Session) -> None:
        """
        Apply the new grants of a session whose user has logged in again.
        """
        self._authorizer.invalidate()
        self._live_sessions.refresh_rights(session)

    def rename_sessions(self, user: User, *, but: Session | None = None) -> None:
        """
        Change the user's name in all of their sessions, and tell each except `but`.
        """
        rooms: set[str] = set()
        for session in self._hub.sessions_of(user.id):
            if session.principal is None or session.who == user:
                continue
            session.set_principal(replace(session.principal, user=user), self._now())
            if session.present:
                rooms.update(session.rooms)
            if session is not but:
                session.send_answer(OwnUserChanged(user, self._authorizer.site_standing(session, session.principal)))
        self._presence.rename_user(rooms, user)

    def _rename_history(self, user: User) -> None:
        # Logs that are read from now on contain the new name.  Clients that hold the old one are told: in the rooms
        # that the account has joined, belongs to, or wrote to lately.
        rooms = {*self._feeds.rename_author(user), *self._members.rooms_of(user.id)}
        for session in self._hub.sessions_of(user.id):
            rooms.update(session.rooms)
        for room in rooms:
            self._hub.post(room, UserRenamed(room, user))

    async def _keep_name(self, user: User) -> None:
        await self._roster.rename_member(user)
        self._members.rename_member(user)

    def _not_kept(self, failure: Failure) -> None:
        self._log.failure("a new name could not be kept in the lists of members", failure)

    def _end_revoked(self, revocation: Revocation) -> None:
        register = RevocationRegister()
        register.add(revocation)
        for session in [session for user in self._hub.users() for session in self._hub.sessions_of(user)]:
            token = None if session.principal is None else session.principal.token
            if token is not None and register.is_revoked(session.who.id, token):
                session.peer.close_connection(Close.LOGIN_ENDED, "signed out", RECONNECT_MS)

    def _sign_out(self, change: SignedOut) -> None:
        concerned = list(self._hub.sessions_of(change.user))
        if change.user.startswith("k."):
            # The sessions of a back end may speak as other users.
            concerned += [
                s for s in self._sessions() if s and s.principal is not None and s.principal.via == change.user
            ]
        for session in concerned:
            principal = session.principal
            if principal is None:
                continue
            if change.session is None:
                ends = change.keep is None or principal.session != change.keep
            else:
                ends = principal.session == change.session
            if ends:
                session.peer.close_connection(Close.LOGIN_ENDED, "signed out", RECONNECT_MS)


def _mark_of(change: Change) -> str:
    # What a login that is under way is compared with: `chatd.domain.accounts.Principal.marks`.
    match change:
        case Renamed():
            return change.user.id
        case TokensRevoked():
            return issuer_mark(change.revocation.issuer)
        case _:
            return change.user
