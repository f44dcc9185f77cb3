"""
What administrators do with other people's accounts.  Whether somebody is one is for the caller to ask.
"""

from collections.abc import Callable, Sequence

from chatd.auth.accounts import new_account_id
from chatd.auth.passwords import Passwords, checked
from chatd.auth.settings import AccountSettings
from chatd.auth.tokens import LINK, Secret, digest, new_secret, new_token
from chatd.clock import Now
from chatd.domain import account_errors
from chatd.domain.accounts import Account, Changed, Link, LinkKind, Promoted, SignedOut
from chatd.domain.display_names import NameRules
from chatd.domain.events import User
from chatd.domain.moderation import AuditEntry
from chatd.interfaces.accounts import PeopleStore

HOUR_MS = 3_600_000


class AccountAdmin:
    """
    The use cases; `by` is who does it.  All of it is in the audit log with the commit that does it.
    """

    def __init__(
        self,
        people: PeopleStore,
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
        self._rest_ms = settings.name_rest_ms
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
        The account with that sign-in or display name, in whatever case; `not_found` if there is none.
        """
        letters = self._names.likeness(name).letters
        account = await self._people.account_with_login(letters) or await self._people.account_named(letters)
        if account is None:
            raise account_errors.no_account()
        return account

    async def get(self, account_id: str) -> Account:
        """
        The account with that id; `not_found` if there is none.
        """
        account = await self._people.account(account_id)
        if account is None:
            raise account_errors.no_account()
        return account

    async def list_accounts(self, after: str = "", *, limit: int) -> Sequence[Account]:
        """
        The first `limit` accounts that come after the name `after`, which need not be anybody's.
        """
        letters = self._names.likeness(after).letters if after else ""
        return await self._people.list_accounts(after=letters, limit=limit)

    async def add(self, name: str, password: str | None, *, by: User, admin: bool = False) -> Account:
        """
        A new account.  Without a password it takes a link to get in.
        """
        secret = None if password is None else checked(password)
        cleaned = self._names.account_name(name)
        hashed = None if secret is None else await self._passwords.hash(secret)
        now = self._now()
        likeness = self._names.likeness(cleaned)
        account = Account(self._new_id(), cleaned, likeness, cleaned, likeness, hashed, now, admin)
        act = self._act("add_account", by, account.user, "admin" if admin else "")
        await self._people.add_account(account, now=now, act=act)
        return account

    async def reset_link(self, account_id: str, by: User) -> str:
        """
        A token with which that account's password can be set once, shown only now; earlier ones work no more.
        """
        account = await self.get(account_id)
        return await self._link("reset", by, self._act("reset_password", by, account.user), account_id)

    async def first_link(self, account: Account, by: User) -> str:
        """
        The same for an account that was made by now, of which nothing else is to be said.
        """
        return await self._link("reset", by, None, account.id)

    async def invite(self, by: User) -> str:
        """
        A token with which one account can be made, shown only now.
        """
        return await self._link("invitation", by, self._act("invite_account", by))

    async def set_password(self, account_id: str, password: str, *, by: User) -> Account:
        """
        Another password, without the old one; all sessions end.
        """
        secret = checked(password)
        act = self._act("reset_password", by, (await self.get(account_id)).user)
        hashed = await self._passwords.hash(secret)
        account = await self._people.set_password(account_id, hashed, act=act)
        self._changed(SignedOut(account_id))
        return account

    async def set_disabled(self, account_id: str, *, by: User, disabled: bool) -> Account:
        """
        Let nobody in with that account, at once and everywhere; or let them in again.
        """
        act = self._act("disable" if disabled else "enable", by, (await self.get(account_id)).user)
        account = await self._people.flag_account(account_id, disabled=disabled, act=act)
        if disabled:
            self._changed(SignedOut(account_id))
        return account

    async def set_admin(self, account_id: str, *, by: User, admin: bool) -> Account:
        """
        Make somebody an administrator of the site, or no longer one.
        """
        act = self._act("promote" if admin else "demote", by, (await self.get(account_id)).user)
        account = await self._people.flag_account(account_id, admin=admin, act=act)
        self._changed(Promoted(account_id, admin))
        return account

    async def delete(self, account_id: str, *, by: User) -> Account:
        """
        Remove an account, the first part of erasing somebody.  What it said is for the caller to erase.
        """
        act = self._act("erase", by, (await self.get(account_id)).user)
        account = await self._people.delete_account(account_id, act, now=self._now(), rest_ms=self._rest_ms)
        self._changed(SignedOut(account_id))
        return account

    async def _link(self, kind: LinkKind, by: User, act: AuditEntry | None, account_id: str | None = None) -> str:
        token = new_token(LINK, self._secret)
        now = self._now()
        await self._people.add_link(Link(digest(token), kind, by.id, now, now + self._link_ms, account_id), act)
        return token

    def _act(self, action: str, by: User, user: User | None = None, detail: str = "") -> AuditEntry:
        return AuditEntry(action=action, by=by, time=self._now(), user=user, detail=detail)
