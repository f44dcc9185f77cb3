"""
Is this name's password this one?  The only place where that is asked.
"""

import secrets
from collections.abc import Callable, Sequence

from chatd.auth.cookies import CookieSessions, SignedIn
from chatd.auth.passwords import Passwords, checked, typed
from chatd.auth.settings import AccountSettings
from chatd.auth.throttle import LoginThrottle
from chatd.auth.tokens import LINK, SESSION, digest, is_token
from chatd.clock import Now
from chatd.domain import account_errors
from chatd.domain.accounts import Account, Changed, CookieSession, Renamed, SignedOut
from chatd.domain.display_names import NameRules
from chatd.errors import Refusal
from chatd.interfaces.accounts import AccountStore, PeopleStore


class PasswordLogin:
    """
    Verifies passwords.  The order is the point: sizes, then budgets, then the store, then the expensive hash; and an
    unknown name goes all of that way like a known one.
    """

    def __init__(self, people: AccountStore, passwords: Passwords, names: NameRules, attempts: LoginThrottle) -> None:
        self._people = people
        self._passwords = passwords
        self._names = names
        self._attempts = attempts

    async def by_name(self, name: str, password: str, address: str | None) -> Account:
        """
        The account with that sign-in name, in whatever case, if that is its password.

        `bad_token` in the same words and after the same work if there is no such name; `forbidden` if the account is
        disabled, which is only told to who knows the password.
        """
        secrets = typed(password)
        if len(name) > self._names.limit * 4:
            raise Refusal("invalid", f"name: expected 1 to {self._names.limit} characters", field="name")
        self._attempts.take_address(address)
        letters = self._names.likeness(name).letters
        self._attempts.sign_in(letters)
        self._passwords.need_room()
        account = await self._verified(await self._people.account_with_login(letters), secrets)
        self._attempts.signed_in(address)
        return account

    async def by_id(self, account_id: str, password: str, address: str | None, field: str = "password") -> Account:
        """
        The same for somebody who is signed in and says so once more, before something that cannot be undone.
        """
        secrets = typed(password, field)
        self._attempts.take_address(address)
        account = await self._people.account(account_id)
        self._attempts.sign_in("" if account is None else account.login_likeness.letters)
        return await self._verified(account, secrets, field)

    async def _verified(self, account: Account | None, secrets: Sequence[bytes], field: str = "password") -> Account:
        right = await self._which(None if account is None else account.password, secrets)
        if account is None or account.password is None or right is None:
            raise account_errors.wrong_password(field)
        if account.disabled:
            raise account_errors.disabled()
        if right == secrets[0] and not self._passwords.outdated(account.password):
            return account
        return await self._rehashed(account, account.password, secrets[0])

    async def _which(self, hashed: str | None, secrets: Sequence[bytes]) -> bytes | None:
        # An unknown name takes as many attempts as a wrong password.
        for secret in secrets:
            if await self._passwords.verify(hashed, secret):
                return secret
        return None

    async def _rehashed(self, account: Account, old: str, secret: bytes) -> Account:
        try:
            new = await self._passwords.hash(secret)
            await self._people.rehash(account.id, old, new)
        except Refusal:
            # There is a next time.
            return account
        return await self._people.account(account.id) or account


def new_account_id() -> str:
    """
    An id that no account has had.
    """
    return "a." + secrets.token_urlsafe(12)


class AccountService:
    """
    The use cases of those who have an account or want one.  `address` is the peer's, `agent` what its browser calls
    itself; `changed` hears of what concerns sessions that may be live.
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
        now: Now,
        changed: Changed,
        new_id: Callable[[], str] = new_account_id,
    ) -> None:
        self._people = people
        self._registration = settings.registration
        self._rest_ms = settings.name_rest_ms
        self._names = names
        self._passwords = passwords
        self._attempts = attempts
        self._cookies = cookies
        self._sign_in = PasswordLogin(people, passwords, names, attempts)
        self._now = now
        self._changed = changed
        self._new_id = new_id

    async def verify(self, name: str, password: str, address: str | None) -> Account:
        """
        See `chatd.auth.accounts.PasswordLogin.by_name`.
        """
        return await self._sign_in.by_name(name, password, address)

    async def register(
        self,
        name: str,
        password: str,
        *,
        address: str | None,
        agent: str,
        invitation: str | None = None,
        replaces: str | None = None,
    ) -> SignedIn:
        """
        A new account, signed in; the session whose token the browser came with, `replaces`, is over.

        `forbidden` if the site makes none, `bad_token` for an invitation that is none, `invalid` or `conflict` for a
        name that cannot be had; the password is hashed after all of that.
        """
        secret = checked(password)
        cleaned = self._names.account_name(name)
        if self._registration == "closed":
            raise Refusal("forbidden", "accounts are made by an administrator here")
        if self._registration == "invitation" and invitation is None:
            raise Refusal("forbidden", "an account needs an invitation here", field="invitation")
        self._attempts.register(address)
        invited = await self._check_invitation(invitation)
        likeness = self._names.likeness(cleaned)
        now = self._now()
        if not await self._people.name_is_free(likeness, now=now):
            raise account_errors.name_taken()
        hashed = await self._passwords.hash(secret)
        account = Account(self._new_id(), cleaned, likeness, cleaned, likeness, hashed, now)
        await self._people.add_account(account, invitation=invited, now=now)
        return await self._begin(account, agent, replaces)

    async def sign_in(
        self, name: str, password: str, *, address: str | None, agent: str, replaces: str | None = None
    ) -> SignedIn:
        """
        A new session; the one whose token the browser came with, `replaces`, is over.
        """
        account = await self._sign_in.by_name(name, password, address)
        return await self._begin(account, agent, replaces)

    async def sessions(self, account_id: str) -> list[CookieSession]:
        """
        Where somebody is signed in, the browser used last first.
        """
        now = self._now()
        return [session for session in await self._people.sessions(account_id) if session.ends > now]

    async def sign_out(self, account_id: str, session: str) -> None:
        """
        End one session of an account, here or in another browser; one that is over already is as good.
        """
        if await self._people.end_session(account_id, session):
            self._changed(SignedOut(account_id, session))

    async def sign_out_everywhere(self, account_id: str, *, keep: str | None = None) -> int:
        """
        End all sessions of an account but `keep`, and say how many that was.
        """
        ended = await self._people.end_sessions(account_id, keep=keep)
        self._changed(SignedOut(account_id, keep=keep))
        return ended

    async def account(self, account_id: str) -> Account:
        """
        Somebody's own account; `not_found` if it is gone.
        """
        account = await self._people.account(account_id)
        if account is None:
            raise account_errors.no_account()
        return account

    async def rename(self, account_id: str, name: str) -> Account:
        """
        Another display name; `invalid` or `conflict` if it cannot be had.  The sign-in name stays.
        """
        cleaned = self._names.account_name(name)
        account = await self._people.rename_account(
            account_id, cleaned, self._names.likeness(cleaned), now=self._now(), rest_ms=self._rest_ms
        )
        self._changed(Renamed(account.user))
        return account

    async def change_login(self, account_id: str, login: str, password: str, *, address: str | None) -> Account:
        """
        Another sign-in name, which takes the password; `invalid` or `conflict` if it cannot be had.  Sessions go on.
        """
        cleaned = self._names.account_name(login, "login")
        await self._sign_in.by_id(account_id, password, address)
        return await self._people.change_login(
            account_id, cleaned, self._names.likeness(cleaned), now=self._now(), rest_ms=self._rest_ms
        )

    async def change_password(
        self, account_id: str, old: str, new: str, *, address: str | None, keep: str | None = None
    ) -> None:
        """
        Another password, which takes the old one; all sessions but `keep` end.
        """
        secret = checked(new, "new")
        account = await self._sign_in.by_id(account_id, old, address, "old")
        hashed = await self._passwords.hash(secret)
        await self._people.set_password(account_id, hashed, old=account.password, keep=keep)
        self._changed(SignedOut(account_id, keep=keep))

    async def reset_password(self, link: str, new: str, *, address: str | None) -> Account:
        """
        Another password, which takes a link that an administrator has made; all sessions end.  `bad_token` if the link
        has been used or has ended.
        """
        secret = checked(new, "new")
        self._attempts.take_address(address)
        known = await self._people.link(digest(link)) if is_token(link, LINK) else None
        # Looked at before hashing; used up by the commit, which looks again.
        if known is None or known.kind != "reset" or known.ends <= self._now():
            raise account_errors.no_reset()
        hashed = await self._passwords.hash(secret)
        account = await self._people.reset_password(known.digest, hashed, now=self._now())
        self._changed(SignedOut(account.id))
        return account

    async def delete(self, account_id: str, password: str, *, address: str | None) -> Account:
        """
        No account any more, which takes its password.  What it said is for the caller to erase.
        """
        await self._sign_in.by_id(account_id, password, address)
        account = await self._people.delete_account(account_id, now=self._now(), rest_ms=self._rest_ms)
        self._changed(SignedOut(account_id))
        return account

    async def _begin(self, account: Account, agent: str, replaces: str | None) -> SignedIn:
        signed_in = await self._cookies.begin(account, agent)
        if replaces is not None and is_token(replaces, SESSION):
            found = await self._people.session(digest(replaces))
            if found is not None:
                await self.sign_out(found[0].account, found[0].digest)
        return signed_in

    async def _check_invitation(self, invitation: str | None) -> str | None:
        if invitation is None:
            return None
        link = await self._people.link(digest(invitation)) if is_token(invitation, LINK) else None
        if link is None or link.kind != "invitation" or link.ends <= self._now():
            raise account_errors.no_invitation()
        return link.digest
