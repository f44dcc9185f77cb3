"""
What people do with their own accounts: make one, sign in and out, change it, delete it.

The doors ask who somebody is (`chatd.auth.gate`) and that the request comes from their own page; the rest is here.
"""

import secrets
from collections.abc import Callable

from chatd.auth import refusals
from chatd.auth.attempts import Attempts
from chatd.auth.changes import Changed, Renamed, SignedOut
from chatd.auth.config import AccountSettings
from chatd.auth.cookies import Cookies, SignedIn
from chatd.auth.opaque import LINK, SESSION, digest, is_token
from chatd.auth.passwords import Passwords, checked
from chatd.auth.ports import People
from chatd.auth.records import Account, CookieSession
from chatd.auth.signin import SignIn
from chatd.errors import Refusal
from chatd.lookalikes import NameRules
from chatd.ports import Now


def new_account_id() -> str:
    """
    An id that no account has had.
    """
    return "a." + secrets.token_urlsafe(12)


class OwnAccounts:
    """
    The use cases of those who have an account or want one.  `address` is the peer's, `agent` what its browser calls
    itself; `changed` hears of what concerns sessions that may be live.
    """

    def __init__(
        self,
        people: People,
        *,
        settings: AccountSettings,
        names: NameRules,
        passwords: Passwords,
        attempts: Attempts,
        cookies: Cookies,
        now: Now,
        changed: Changed,
        new_id: Callable[[], str] = new_account_id,
    ) -> None:
        self._people = people
        self._registration = settings.registration
        self._names = names
        self._passwords = passwords
        self._attempts = attempts
        self._cookies = cookies
        self._sign_in = SignIn(people, passwords, names, attempts)
        self._now = now
        self._changed = changed
        self._new_id = new_id

    async def verify(self, name: str, password: str, address: str | None) -> Account:
        """
        See `chatd.auth.signin.SignIn.by_name`.
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
        if await self._people.account_like(likeness) is not None:
            raise refusals.name_taken()
        hashed = await self._passwords.hash(secret)
        now = self._now()
        account = Account(self._new_id(), cleaned, likeness, hashed, now)
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

    async def rename(self, account_id: str, name: str) -> Account:
        """
        Another name; `invalid` or `conflict` if it cannot be had.
        """
        cleaned = self._names.account_name(name)
        account = await self._people.rename_account(account_id, cleaned, self._names.likeness(cleaned))
        self._changed(Renamed(account.user))
        return account

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
        self._attempts.knock(address)
        known = await self._people.link(digest(link)) if is_token(link, LINK) else None
        # Looked at before hashing; used up by the commit, which looks again.
        if known is None or known.kind != "reset" or known.ends <= self._now():
            raise refusals.no_reset()
        hashed = await self._passwords.hash(secret)
        account = await self._people.reset_password(known.digest, hashed, now=self._now())
        self._changed(SignedOut(account.id))
        return account

    async def delete(self, account_id: str, password: str, *, address: str | None) -> Account:
        """
        No account any more, which takes its password.  What it said is for the caller to erase.
        """
        await self._sign_in.by_id(account_id, password, address)
        account = await self._people.delete_account(account_id)
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
            raise refusals.no_invitation()
        return link.digest
