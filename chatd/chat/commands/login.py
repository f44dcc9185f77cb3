"""
Login, logout, names, ignored users and expiry of sessions.
"""

from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

from msgspec import UNSET
from msgspec.structs import replace

from chatd.chat.commands.context import ChatContext, CommandRow
from chatd.chat.field_filters import FieldFilters
from chatd.chat.moderation.account_updates import AccountUpdates
from chatd.chat.moderation.claimed_roles import ClaimedRoles
from chatd.chat.moderation.contacts import Contacts
from chatd.chat.moderation.targets import Targets, nobody
from chatd.chat.session import Session
from chatd.chat.speaking_as import speak_as
from chatd.domain import validation
from chatd.domain.accounts import Author, Principal
from chatd.domain.events import User
from chatd.errors import Close, Refusal
from chatd.interfaces.accounts import Identity, PeopleStore
from chatd.protocol import commands
from chatd.protocol.commands import Ref
from chatd.protocol.paging import list_page
from chatd.protocol.replies import AnyAnswer, Expiring, Ignoring, LoggedIn, Ok, OwnPreferences, Pong, Who

WARN_SECONDS = 60.0
"""How long before the end of a login its session is warned."""

RECONNECT_MS = 1000


class LoginCommands:
    """
    The commands about the user of a session.
    """

    def __init__(
        self,
        context: ChatContext,
        *,
        identity: Identity,
        people: PeopleStore,
        account_updates: AccountUpdates,
        targets: Targets,
        claimed_roles: ClaimedRoles,
        field_filters: FieldFilters,
        contacts: Contacts,
        guests: bool,
        ignores: int = 1000,
    ) -> None:
        self._context = context
        self._logins = context.counters.logins
        self._authorizer = context.authorizer
        self._hub = context.hub
        self._limits = context.limits
        self._markers = context.markers
        self._now = context.now
        self._subscriptions = context.subscriptions
        self._identity = identity
        self._people = people
        self._account_updates = account_updates
        self._targets = targets
        self._claimed_roles = claimed_roles
        self._field_filters = field_filters
        self._contacts = contacts
        self.guests = guests
        self.ignores = ignores

    def command_rows(self) -> Iterator[CommandRow]:
        """
        The rows of the command table that are handled here.
        """
        yield CommandRow(commands.Login, self.login, cost=2.0, login_required=False, blocks_queue=True, read_only=True)
        yield CommandRow(commands.Logout, self.logout, blocks_queue=True, always_answered=False)
        yield CommandRow(
            commands.Rename, self.change_name, cost=3.0, blocks_queue=True, always_answered=False, change=True
        )
        yield CommandRow(commands.Ignore, self.ignore, cost=2.0, always_answered=False, query=True, change=True)
        yield CommandRow(commands.Unignore, self.unignore, always_answered=False, change=True)
        yield CommandRow(commands.Ignores, self.list_ignored, read_only=True, large_answer=True, query=True)
        yield CommandRow(commands.Preferences, self.preferences, cost=2.0, query=True)
        yield CommandRow(commands.Find, self.find_person, cost=3.0, read_only=True, query=True)
        yield CommandRow(commands.Ping, _ping, cost=0.5, login_required=False, read_only=True)

    def login(self, session: Session, command: commands.Login) -> AnyAnswer | Coroutine[Any, Any, AnyAnswer]:
        """
        Log in by a token or as a new guest.  A second login renews the first; for another user it is a `conflict`.
        """
        with self._counting_refusals():
            return self._login(session, command)

    def _login(self, session: Session, command: commands.Login) -> AnyAnswer | Coroutine[Any, Any, AnyAnswer]:
        if (command.token is None) == (command.guest is None):
            raise Refusal("invalid", "token: give either token or guest", field="token")
        if command.token is None:
            return self._new_guest(session, command)
        known = self._identity.guest_of_token(command.token)
        if known is None:
            return self._login_by_token(session, command)
        self._refuse_speaks_as(command.speaks_as)
        if not self.guests:
            raise Refusal("login_required", "guests are not allowed here")
        # The guest may have been renamed in another session since the token was made.
        user = next((other.user for other in self._hub.sessions_of(known.id)), None) or known
        self.admit(session, Principal(user, "guest"), field="token", ref=command.ref)
        return self._logged_in(session, command, command.token)

    async def login_by_handshake(self, session: Session, credentials: object) -> None:
        """
        Log in with the credentials of the handshake; refused like a `login` command.
        """
        with self._counting_refusals():
            principal = await self._authenticate(credentials)
            if not session.ended:
                self.admit(session, principal, field="token")

    def admit(self, session: Session, principal: Principal, *, field: str, new: bool = False, ref: Ref = None) -> None:
        """
        Log the session in as `principal`.  Refused as `conflict` if it is logged in as another user, `expired`, or
        `banned` from the site: the refusal is sent with `ref` then, and the connection is closed.
        """
        user = principal.user
        if session.user is not None and session.user.id != user.id:
            raise Refusal("conflict", "this session is somebody else already", field=field)
        if principal.expires is not None and principal.expires <= self._now():
            raise Refusal("expired", field=field)
        before = session.principal
        session.set_principal(principal, self._now())
        if self._authorizer.sanction_register:
            self._check_site_ban(session, ref, first=before is None)
        self._claimed_roles.note_login(principal)
        if before is None:
            self._logins["websocket", "ok"] += 1
            self._context.identities.session_entered(session, new=new)
            self._hub.add_session(user.id, session)
            self._markers.add_session(user.id, new=new)
        elif (before.admin, before.grants) != (principal.admin, principal.grants):
            self._account_updates.grants_changed(session)

    def change_name(self, session: Session, command: commands.Rename) -> AnyAnswer | Coroutine[Any, Any, AnyAnswer]:
        """
        Change the user's name, at once in all of their sessions.
        """
        user = session.who
        self._authorizer.check_not_muted(session)
        if not user.guest:
            return self._rename_account(session, command)
        user = replace(user, name=self._identity.guest_name(command.name, "name"))
        self._field_filters.check_fields(session, None, name=user.name)
        self._account_updates.rename_sessions(user, but=session)
        return LoggedIn(ref=command.ref, user=user, token=self._identity.token_for(user))

    def logout(self, session: Session, command: commands.Logout) -> AnyAnswer:
        """
        Leave all rooms and log the session out.
        """
        self._subscriptions.sign_out(session, lost=False)
        return Ok(ref=command.ref)

    def sign_out(self, session: Session, *, lost: bool) -> None:
        """
        Log the session out because its connection ends; `lost`: without a close of the peer.
        """
        self._subscriptions.sign_out(session, lost=lost)

    def check_expiry(self, session: Session, now: float) -> float:
        """
        Warn a session whose login ends soon and close an expired one; returns the time of the next check on the clock.
        """
        warn = session.expires_at - WARN_SECONDS
        if now >= session.expires_at:
            self.close_expired(session)
        elif now >= warn and not session.expiry_warned:
            session.expiry_warned = True
            assert session.principal is not None
            session.send_answer(Expiring(session.principal.expires or 0))
        return session.expires_at if session.expiry_warned else warn

    def close_expired(self, session: Session) -> None:
        """
        Close the connection of a session whose login has expired.
        """
        session.peer.close_connection(Close.LOGIN_ENDED, "what you logged in with has expired", RECONNECT_MS)

    async def ignore(self, session: Session, command: commands.Ignore) -> AnyAnswer:
        """
        Add a user to the session user's ignore list.
        """
        self._context.require_own_login(session)
        validation.check_user_id(command.user)
        if command.user == session.who.id:
            raise Refusal("invalid", "user: that is yourself", field="user")
        # Whose messages the session can see; to look into all rooms would cost more the more there are.
        if not await self._targets.is_known(command.user, said_in=tuple(session.rooms)):
            raise nobody()
        self._context.charge_stored(session, session.who.id, command.user)
        await self._people.ignore(session.who.id, command.user, limit=self.ignores)
        return Ok(ref=command.ref)

    async def unignore(self, session: Session, command: commands.Unignore) -> AnyAnswer:
        """
        Remove a user from the ignore list.
        """
        self._context.require_own_login(session)
        validation.check_user_id(command.user)
        await self._people.unignore(session.who.id, command.user)
        return Ok(ref=command.ref)

    async def list_ignored(self, session: Session, command: commands.Ignores) -> AnyAnswer:
        """
        A page of the ignore list, in the order of ids.
        """
        self._context.require_own_login(session)
        ignored = sorted(await self._people.ignored(session.who.id))
        users, cursor = list_page(
            ignored, lambda user: (user,), after=command.after, limit=command.limit, most=self._limits.page_bytes
        )
        return Ignoring(ref=command.ref, users=users, more=cursor is not None, next=cursor or UNSET)

    async def preferences(self, session: Session, command: commands.Preferences) -> AnyAnswer:
        """
        The user's preferences, after changing what is given.
        """
        self._context.require_own_login(session)
        user_id = session.who.id
        if command.contact is not None:
            self._context.address_budgets.charge(session, "changes")
            self._context.charge_act(session, user_id)
            await self._contacts.set_rule(user_id, command.contact)
        return OwnPreferences(ref=command.ref, contact=await self._contacts.rule_of(user_id))

    async def find_person(self, session: Session, command: commands.Find) -> AnyAnswer:
        """
        The user whose account has that name.
        """
        account = None
        if len(command.name) <= self._limits.name * 4:
            account = await self._people.account_named(self._identity.name_letters(command.name))
        if account is None or account.disabled:
            raise Refusal("not_found", "name: nobody has an account of this name", field="name")
        return Who(ref=command.ref, user=account.user)

    def _new_guest(self, session: Session, command: commands.Login) -> AnyAnswer:
        self._refuse_speaks_as(command.speaks_as)
        if session.user is not None:
            raise Refusal("conflict", "this session is somebody already", field="guest")
        if not self.guests:
            raise Refusal("login_required", "guests are not allowed here")
        name = self._identity.guest_name(command.guest or "", "guest")
        self._field_filters.check_fields(Author(User("g.", name)), None, guest=name)
        user, token = self._identity.new_guest(name)
        self.admit(session, Principal(user, "guest"), field="guest", new=True, ref=command.ref)
        return self._logged_in(session, command, token)

    async def _login_by_token(self, session: Session, command: commands.Login) -> AnyAnswer:
        assert command.token is not None
        with self._counting_refusals():
            principal = await self._authenticate(command.token, command.speaks_as)
            if session.ended:
                return Ok(ref=command.ref)
            self.admit(session, principal, field="token", ref=command.ref)
        return self._logged_in(session, command, None)

    async def _authenticate(self, credentials: object, speaks_as: commands.SpeaksAs | None = None) -> Principal:
        # A session that is not logged in yet gets no account updates: if the account changed meanwhile, ask again.
        while True:
            with self._account_updates.track_changes() as changed:
                principal = await self._identity.identify(credentials)
                principal = await speak_as(self._identity, principal, speaks_as)
            if changed.isdisjoint(principal.marks):
                return principal

    async def _rename_account(self, session: Session, command: commands.Rename) -> AnyAnswer:
        principal = session.principal
        if principal is None or principal.kind != "account":
            raise Refusal("forbidden", "your name is given to you by what you log in with")
        user = await self._identity.rename_account(principal.user.id, command.name)
        return LoggedIn(ref=command.ref, user=user)

    def _logged_in(self, session: Session, command: commands.Login, token: str | None) -> AnyAnswer:
        account = self._authorizer.site_standing(session, session.principal)
        return LoggedIn(ref=command.ref, user=session.who, token=token, expires=account.expires, account=account)

    def _check_site_ban(self, session: Session, ref: Ref, *, first: bool) -> None:
        # Who is banned from the site gets the refusal, and the connection is closed.
        refusal = self._authorizer.refusal(session, "read", None)
        if refusal is not None and refusal.code == "banned":
            if first:
                session.clear_principal()
            else:
                self._subscriptions.sign_out(session, lost=False)
            session.refuse(refusal, ref)
            session.peer.close_connection(Close.BANNED, refusal.message)
            raise refusal

    @contextmanager
    def _counting_refusals(self) -> Iterator[None]:
        try:
            yield
        except Refusal as refusal:
            self._logins["websocket", refusal.code] += 1
            raise

    def _refuse_speaks_as(self, speaks_as: object) -> None:
        if speaks_as is not None:
            raise Refusal("forbidden", "as: only a back end's key lets you speak as somebody else", field="as")


def _ping(session: Session, command: commands.Ping) -> AnyAnswer:
    return Pong(ref=command.ref)
