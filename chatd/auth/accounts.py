"""
Accounts as their owners use them: registration, sign-in, names, passwords, sessions, deletion.
"""

import secrets
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from chatd.auth.cookies import CookieSessions, SignedIn
from chatd.auth.first_admin import FirstAdmin
from chatd.auth.hash_queue import Turn, turn_of_account, turn_of_address
from chatd.auth.known_browsers import KnownBrowsers
from chatd.auth.passwords import Passwords, new_password_bytes, typed_password_bytes
from chatd.auth.settings import AccountSettings
from chatd.auth.throttle import LoginThrottle
from chatd.auth.tokens import LINK, SESSION, digest, is_token
from chatd.clock import Now
from chatd.domain import account_errors
from chatd.domain.accounts import Account, Changed, CookieSession, Promoted, Renamed, SignedOut
from chatd.domain.display_names import NameRules
from chatd.domain.events import User
from chatd.domain.moderation import AuditEntry
from chatd.domain.patterns import SITE
from chatd.errors import Refusal
from chatd.filters.chain import Chain, FilterInput
from chatd.interfaces.accounts import AccountStore, PeopleStore


class PasswordLogin:
    """
    Verifies passwords; nothing else does.

    The order matters: sizes, then rate limits, then the store, then the expensive hash.  An unknown name goes through
    the same steps as a known one.
    """

    def __init__(
        self,
        people: AccountStore,
        passwords: Passwords,
        names: NameRules,
        attempts: LoginThrottle,
        browsers: KnownBrowsers,
    ) -> None:
        self._people = people
        self._passwords = passwords
        self._names = names
        self._throttle = attempts
        self._browsers = browsers

    async def by_name(self, name: str, password: str, address: str | None, browser: str | None = None) -> Account:
        """
        The account with the sign-in name `name`, in any case, if `password` is right.  With the token `browser` of a
        browser that knows the account, only its budget and that of all such browsers count, while there is some.

        Refused as `bad_token`, with the same text and after the same work, if there is no such name; as `forbidden` if
        the account is disabled, which only who knows the password learns.
        """
        secrets = typed_password_bytes(password)
        if len(name) > self._names.limit * 4:
            raise Refusal("invalid", f"name: expected 1 to {self._names.limit} characters", field="name")
        known = None if browser is None else self._browsers.read(browser)
        if known is not None and self._throttle.take_browser(known.account, known.ident):
            account = await self._people.account_with_login(self._names.likeness(name).letters)
            knows = account is not None and (account.id, account.browsers) == (known.account, known.version)
            if account is not None and knows and self._throttle.take_known(account.id):
                return await self._verify(account, secrets, turn_of_account(account.id))
        self._throttle.take_address(address)
        letters = self._names.likeness(name).letters
        self._throttle.take_name(letters, address)
        turn = turn_of_address(address)
        self._passwords.check_room(turn)
        account = await self._verify(await self._people.account_with_login(letters), secrets, turn)
        self._throttle.refund_address(address)
        return account

    async def by_id(self, account_id: str, password: str, field: str = "password") -> Account:
        """
        The same by id, for a signed-in user who confirms an action that cannot be undone.
        """
        secrets = typed_password_bytes(password, field)
        self._throttle.take_signed_in(account_id)
        account = await self._people.account(account_id)
        return await self._verify(account, secrets, turn_of_account(account_id), field)

    async def _verify(
        self, account: Account | None, secrets: Sequence[bytes], turn: Turn, field: str = "password"
    ) -> Account:
        right = await self._matching_secret(None if account is None else account.password, secrets, turn)
        if account is None or account.password is None or right is None:
            raise account_errors.wrong_password(field)
        if account.disabled:
            raise account_errors.disabled()
        if right == secrets[0] and not self._passwords.outdated(account.password):
            return account
        return await self._rehash(account, account.password, secrets[0])

    async def _matching_secret(self, hashed: str | None, secrets: Sequence[bytes], turn: Turn) -> bytes | None:
        # An unknown name costs as many hashes as a wrong password.
        for secret in secrets:
            if await self._passwords.verify(hashed, secret, turn):
                return secret
        return None

    async def _rehash(self, account: Account, old: str, secret: bytes) -> Account:
        try:
            # Only who knows the password gets here.
            new = await self._passwords.hash(secret, turn_of_account(account.id))
            await self._people.rehash(account.id, old, new)
        except Refusal:
            # The next sign-in tries again.
            return account
        return await self._people.account(account.id) or account


def new_account_id() -> str:
    """
    A new random account id.
    """
    return "a." + secrets.token_urlsafe(12)


async def require_account(people: AccountStore, account_id: str) -> Account:
    """
    The account with that id; refused as `not_found` if there is none.
    """
    account = await people.account(account_id)
    if account is None:
        raise account_errors.no_account()
    return account


class AccountService:
    """
    What users do with their own accounts.

    `address` is the peer's, `agent` the browser's ``User-Agent``.  `changed` is called with every change that concerns
    live sessions.  New display names are judged by `filters`.
    """

    def __init__(
        self,
        people: PeopleStore,
        *,
        settings: AccountSettings,
        names: NameRules,
        passwords: Passwords,
        attempts: LoginThrottle,
        cookies: CookieSessions,
        browsers: KnownBrowsers,
        now: Now,
        changed: Changed,
        filters: Chain | None = None,
        first_admin: FirstAdmin | None = None,
        new_id: Callable[[], str] = new_account_id,
    ) -> None:
        self._filters = filters
        self._first_admin = first_admin
        self._people = people
        self._settings = settings
        self._names = names
        self._passwords = passwords
        self._throttle = attempts
        self._cookies = cookies
        self._browsers = browsers
        self._password_login = PasswordLogin(people, passwords, names, attempts, browsers)
        self._now = now
        self._changed = changed
        self._new_id = new_id

    def check_tries(self, address: str | None, browser: str | None = None) -> None:
        """
        Refuse at once what a sign-in or reset from `address` would be refused as, whatever its password: there are no
        tries left, or the hash queue is full.  A known browser with the token `browser` is let through.
        """
        if browser is None or self._browsers.read(browser) is None:
            self._throttle.check_address(address)
            self._passwords.check_room(turn_of_address(address))

    def check_registrations(self, address: str | None) -> None:
        """
        Refuse at once what a registration from `address` would be refused as.
        """
        self._throttle.check_registrations(address)
        self._passwords.check_room(turn_of_address(address))

    async def register(
        self,
        name: str,
        password: str,
        *,
        address: str | None,
        agent: str,
        invitation: str | None = None,
        replaces: str | None = None,
        tls: bool = False,
    ) -> SignedIn:
        """
        Create an account and sign it in; ends the session with the token `replaces`, which the browser sent.

        Refused as `forbidden` if registration is closed, `bad_token` for a wrong invitation, `invalid` or `conflict`
        for a name that cannot be used.  The password is hashed after these checks.  With the link of `FirstAdmin` as
        the invitation it becomes an administrator, whatever the settings say of registration.
        """
        admin = self._first_admin is not None and self._first_admin.claim_link(invitation)
        try:
            account = await self._make_account(name, password, address, invitation, admin=admin)
        except BaseException:
            if admin and self._first_admin is not None and invitation is not None:
                self._first_admin.give_back(invitation)
            raise
        if admin:
            self._changed(Promoted(account.id, True))
        return await self._start_session(account, agent, replaces, None, tls=tls)

    async def _make_account(
        self, name: str, password: str, address: str | None, invitation: str | None, *, admin: bool
    ) -> Account:
        secret = new_password_bytes(password)
        cleaned = self._names.account_name(name)
        if admin:
            # One was made otherwise since the link was logged.
            if await self._people.list_accounts(admins=True, limit=1):
                raise account_errors.no_invitation()
        elif self._settings.registration == "closed":
            raise Refusal("forbidden", "accounts are made by an administrator here")
        elif self._settings.registration == "invitation" and invitation is None:
            raise Refusal("forbidden", "an account needs an invitation here", field="invitation")
        self._throttle.take_registration(address)
        self._check_name(User("a.", cleaned), admin=False)
        invited = None if admin else await self._check_invitation(invitation)
        likeness = self._names.likeness(cleaned)
        now = self._now()
        if not await self._people.name_is_free(likeness, now=now):
            raise account_errors.name_taken()
        hashed = await self._passwords.hash(secret, turn_of_address(address))
        account = Account(self._new_id(), cleaned, likeness, cleaned, likeness, hashed, now, admin)
        act = AuditEntry(action="add_account", by=account.user, time=now, user=account.user, detail="admin")
        await self._people.add_account(account, invitation=invited, now=now, act=act if admin else None)
        return account

    async def sign_in(
        self,
        name: str,
        password: str,
        *,
        address: str | None,
        agent: str,
        replaces: str | None = None,
        browser: str | None = None,
        tls: bool = False,
    ) -> SignedIn:
        """
        Start a session, over TLS or not; ends the one with the token `replaces`, which the browser sent.  `browser` is
        its token as a known browser.
        """
        account = await self._password_login.by_name(name, password, address, browser)
        return await self._start_session(account, agent, replaces, browser, tls=tls)

    async def sessions(self, account_id: str) -> list[CookieSession]:
        """
        The sessions of an account, the most recently used first.
        """
        now = self._now()
        return [session for session in await self._people.sessions(account_id) if session.ends > now]

    async def sign_out(self, account_id: str, session: str) -> None:
        """
        End one session of an account; does nothing if it has ended already.
        """
        if await self._people.end_session(account_id, session):
            self._changed(SignedOut(account_id, session))

    async def end_replaced_session(self, token: str | None) -> None:
        """
        End the session with this token, which the browser showed when it signed in anew; None: it showed none.
        """
        if token is not None and is_token(token, SESSION):
            found = await self._people.session(digest(token))
            if found is not None:
                await self.sign_out(found[0].account, found[0].digest)

    async def sign_out_everywhere(self, account_id: str, *, keep: str | None = None) -> int:
        """
        End all sessions of an account except `keep`; returns how many ended.
        """
        ended = await self._people.end_sessions(account_id, keep=keep)
        self._changed(SignedOut(account_id, keep=keep))
        return ended

    async def account(self, account_id: str) -> Account:
        """
        The account with that id; refused as `not_found` if it was deleted.
        """
        return await require_account(self._people, account_id)

    async def browser_token(self, account_id: str, present: str | None) -> str:
        """
        The token by which a signed-in browser, which showed the token `present`, is known to the account from now on.
        """
        return self._browsers.token_for(await self.account(account_id), present)

    async def rename_account(self, account_id: str, name: str) -> Account:
        """
        Change the display name; refused as `invalid` or `conflict` if the name cannot be used.  The sign-in name stays.
        """
        cleaned = self._names.account_name(name)
        if self._filters:
            before = await require_account(self._people, account_id)
            self._check_name(User(account_id, cleaned), admin=before.admin)
        account = await self._people.rename_account(
            account_id, cleaned, self._names.likeness(cleaned), now=self._now(), rest_ms=self._settings.name_rest_ms
        )
        self._changed(Renamed(account.user))
        return account

    async def change_login(self, account_id: str, login: str, password: str) -> Account:
        """
        Change the sign-in name, after checking the password; refused as `invalid` or `conflict` if the name cannot be
        used.  Sessions continue.
        """
        cleaned = self._names.account_name(login, "login")
        await self._password_login.by_id(account_id, password)
        return await self._people.change_login(
            account_id, cleaned, self._names.likeness(cleaned), now=self._now(), rest_ms=self._settings.name_rest_ms
        )

    async def change_password(self, account_id: str, old: str, new: str, *, keep: str | None = None) -> None:
        """
        Change the password, after checking the old one; all sessions except `keep` end.
        """
        secret = new_password_bytes(new, "new")
        account = await self._password_login.by_id(account_id, old, "old")
        hashed = await self._passwords.hash(secret, turn_of_account(account_id))
        await self._people.set_password(account_id, hashed, old=account.password, keep=keep)
        self._changed(SignedOut(account_id, keep=keep))

    async def reset_password(self, link: str, new: str, *, address: str | None) -> Account:
        """
        Set a new password with a link that an administrator has made; all sessions end.  Refused as `bad_token` if the
        link was used or has expired.
        """
        secret = new_password_bytes(new, "new")
        self._throttle.take_address(address)
        known = await self._people.link(digest(link)) if is_token(link, LINK) else None
        # Checked before hashing, and once more by the commit, which uses it up.
        if known is None or known.kind != "reset" or known.ends <= self._now():
            raise account_errors.no_reset()
        hashed = await self._passwords.hash(secret, turn_of_address(address))
        account = await self._people.reset_password(known.digest, hashed, now=self._now())
        self._changed(SignedOut(account.id))
        return account

    async def delete(self, account_id: str, password: str) -> Account:
        """
        Delete the account, after checking its password.  Its messages are erased by the caller.
        """
        await self._password_login.by_id(account_id, password)
        account = await self._people.delete_account(account_id, now=self._now(), rest_ms=self._settings.name_rest_ms)
        self._changed(SignedOut(account_id))
        return account

    def _check_name(self, user: User, *, admin: bool) -> None:
        # The filters of messages judge display names, too.
        if self._filters:
            self._filters.check_field(FilterInput(SITE, user, "admin" if admin else "member", user.name, "name"))

    async def _start_session(
        self, account: Account, agent: str, replaces: str | None, browser: str | None, *, tls: bool
    ) -> SignedIn:
        signed_in = await self._cookies.start_session(account, agent, tls=tls)
        for ended in signed_in.ended:
            self._changed(SignedOut(account.id, ended))
        await self.end_replaced_session(replaces)
        return replace(signed_in, browser=self._browsers.token_for(account, browser))

    async def _check_invitation(self, invitation: str | None) -> str | None:
        if invitation is None:
            return None
        link = await self._people.link(digest(invitation)) if is_token(invitation, LINK) else None
        if link is None or link.kind != "invitation" or link.ends <= self._now():
            raise account_errors.no_invitation()
        return link.digest
