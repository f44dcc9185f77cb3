"""
What administrators do with other people's accounts.  Whether somebody is one is for the caller to ask.
"""

from collections.abc import Callable, Sequence

from chatd.auth import refusals
from chatd.auth.accounts import new_account_id
from chatd.auth.changes import Changed, Promoted, SignedOut
from chatd.auth.config import AccountSettings
from chatd.auth.opaque import LINK, Secret, digest, new_secret, new_token
from chatd.auth.passwords import Passwords, checked
from chatd.auth.ports import People
from chatd.auth.records import Account, Link, LinkKind
from chatd.lookalikes import NameRules
from chatd.ports import Now

HOUR_MS = 3_600_000


class Administration:
    """
    The use cases; `by` is the id of who does it.
    """

    def __init__(
        self,
        people: People,
        *,
        settings: AccountSettings,
        names: NameRules,
        passwords: Passwords,
        now: Now,
        changed: Changed,
        secret: Secret = new_secret,
        new_id: Callable[[], str] = new_account_id,
    ) -> None:
        self._people = people
        self._names = names
        self._passwords = passwords
        self._link_ms = int(settings.link_hours * HOUR_MS)
        self._now = now
        self._changed = changed
        self._secret = secret
        self._new_id = new_id

    async def has_admin(self) -> bool:
        """
        Whether there is anybody who can administrate this site.
        """
        return bool(await self._people.list_accounts(admins=True, limit=1))

    async def find(self, name: str) -> Account:
        """
        The account of that name, in whatever case; `not_found` if there is none.
        """
        account = await self._people.account_named(self._names.likeness(name).letters)
        if account is None:
            raise refusals.no_account()
        return account

    async def get(self, account_id: str) -> Account:
        """
        The account with that id; `not_found` if there is none.
        """
        account = await self._people.account(account_id)
        if account is None:
            raise refusals.no_account()
        return account

    async def list_accounts(self, after: str = "", *, limit: int) -> Sequence[Account]:
        """
        The first `limit` accounts that come after the name `after`, which need not be anybody's.
        """
        letters = self._names.likeness(after).letters if after else ""
        return await self._people.list_accounts(after=letters, limit=limit)

    async def add(self, name: str, password: str | None, *, admin: bool = False) -> Account:
        """
        A new account.  Without a password it takes a link to get in.
        """
        secret = None if password is None else checked(password)
        cleaned = self._names.account_name(name)
        hashed = None if secret is None else await self._passwords.hash(secret)
        now = self._now()
        account = Account(self._new_id(), cleaned, self._names.likeness(cleaned), hashed, now, admin)
        await self._people.add_account(account, now=now)
        return account

    async def reset_link(self, account_id: str, by: str) -> str:
        """
        A token with which that account's password can be set once, shown only now; earlier ones work no more.
        """
        return await self._link("reset", by, account_id)

    async def invite(self, by: str) -> str:
        """
        A token with which one account can be made, shown only now.
        """
        return await self._link("invitation", by)

    async def set_password(self, account_id: str, password: str) -> Account:
        """
        Another password, without the old one; all sessions end.
        """
        secret = checked(password)
        hashed = await self._passwords.hash(secret)
        account = await self._people.set_password(account_id, hashed)
        self._changed(SignedOut(account_id))
        return account

    async def set_disabled(self, account_id: str, *, disabled: bool) -> Account:
        """
        Let nobody in with that account, at once and everywhere; or let them in again.
        """
        account = await self._people.flag_account(account_id, disabled=disabled)
        if disabled:
            self._changed(SignedOut(account_id))
        return account

    async def set_admin(self, account_id: str, *, admin: bool) -> Account:
        """
        Make somebody an administrator of the site, or no longer one.
        """
        account = await self._people.flag_account(account_id, admin=admin)
        self._changed(Promoted(account_id, admin))
        return account

    async def delete(self, account_id: str) -> Account:
        """
        Remove an account.  What it said is for the caller to erase.
        """
        account = await self._people.delete_account(account_id)
        self._changed(SignedOut(account_id))
        return account

    async def _link(self, kind: LinkKind, by: str, account_id: str | None = None) -> str:
        token = new_token(LINK, self._secret)
        now = self._now()
        await self._people.add_link(Link(digest(token), kind, by, now, now + self._link_ms, account_id))
        return token
