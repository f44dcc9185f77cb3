"""
Accounts as administrators manage them.  The caller checks that the user is an administrator.
"""

from collections.abc import Callable, Sequence

from chatd.auth.accounts import new_account_id, require_account
from chatd.auth.hash_queue import OPERATOR_TURN
from chatd.auth.passwords import Passwords, new_password_bytes
from chatd.auth.revocations import TokenRevocations
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
    What administrators do with accounts of others.  `by` is the administrator; each act is written to the audit log in
    the same commit.
    """

    def __init__(
        self,
        people: PeopleStore,
        *,
        settings: AccountSettings,
        names: NameRules,
        passwords: Passwords,
        revocations: TokenRevocations,
        now: Now,
        changed: Changed,
        secret: Secret = new_secret,
        new_id: Callable[[], str] = new_account_id,
    ) -> None:
        self._people = people
        self._names = names
        self._passwords = passwords
        self._revocations = revocations
        self._settings = settings
        self._now = now
        self._changed = changed
        self._secret = secret
        self._new_id = new_id

    async def has_admin(self) -> bool:
        """
        Whether any account is an administrator of the site.
        """
        return bool(await self._people.list_accounts(admins=True, limit=1))

    async def find_account(self, name: str) -> Account:
        """
        The account with the sign-in or display name `name`, in any case; refused as `not_found` if there is none.
        """
        letters = self._names.likeness(name).letters
        account = await self._people.account_with_login(letters) or await self._people.account_named(letters)
        if account is None:
            raise account_errors.no_account()
        return account

    async def get_account(self, account_id: str) -> Account:
        """
        The account with that id; refused as `not_found` if there is none.
        """
        return await require_account(self._people, account_id)

    async def list_accounts(self, after: str = "", *, limit: int) -> Sequence[Account]:
        """
        The first `limit` accounts in the order of names after `after`, which need not be the name of an account.
        """
        letters = self._names.likeness(after).letters if after else ""
        return await self._people.list_accounts(after=letters, limit=limit)

    async def add_account(self, name: str, password: str | None, *, by: User, admin: bool = False) -> Account:
        """
        Create an account.  Without a password, its owner needs a reset link to sign in.
        """
        secret = None if password is None else new_password_bytes(password)
        cleaned = self._names.account_name(name)
        hashed = None if secret is None else await self._passwords.hash(secret, OPERATOR_TURN)
        now = self._now()
        likeness = self._names.likeness(cleaned)
        account = Account(self._new_id(), cleaned, likeness, cleaned, likeness, hashed, now, admin)
        act = self._audit_entry("add_account", by, account.user, "admin" if admin else "")
        await self._people.add_account(account, now=now, act=act)
        return account

    async def reset_link(self, account_id: str, by: User) -> str:
        """
        Create a token with which the account's password can be set once; earlier ones become invalid.
        """
        account = await self.get_account(account_id)
        return await self._link("reset", by, self._audit_entry("reset_password", by, account.user), account_id)

    async def first_link(self, account: Account, by: User) -> str:
        """
        The same for an account that was just created; writes no entry to the audit log.
        """
        return await self._link("reset", by, None, account.id)

    async def invite(self, by: User) -> str:
        """
        Create a token with which one account can be registered.
        """
        return await self._link("invitation", by, self._audit_entry("invite_account", by))

    async def set_password(self, account_id: str, password: str, *, by: User) -> Account:
        """
        Set the password without the old one; all sessions end.
        """
        secret = new_password_bytes(password)
        act = self._audit_entry("reset_password", by, (await self.get_account(account_id)).user)
        hashed = await self._passwords.hash(secret, OPERATOR_TURN)
        account = await self._people.set_password(account_id, hashed, act=act)
        self._changed(SignedOut(account_id))
        return account

    async def set_disabled(self, account_id: str, *, by: User, disabled: bool) -> Account:
        """
        Disable an account and end its sessions at once, or enable it again.
        """
        act = self._audit_entry("disable" if disabled else "enable", by, (await self.get_account(account_id)).user)
        account = await self._people.flag_account(account_id, disabled=disabled, act=act)
        if disabled:
            self._changed(SignedOut(account_id))
        return account

    async def sign_out_everywhere(self, user_id: str, *, by: User) -> None:
        """
        End all sessions of a user at once: cookies, connections, the tokens of a guest, and those that an issuer has
        made for its user until now.  The API key of a back end is not revoked.
        """
        if user_id.startswith("x."):
            issuer, _, subject = user_id.removeprefix("x.").partition(".")
            await self._revocations.revoke(issuer, subject=subject, by=by)
            return
        if user_id.startswith("g."):
            await self._revocations.revoke_guest(user_id, by)
        elif user_id.startswith("a."):
            account = await self.get_account(user_id)
            await self._people.end_sessions(user_id, act=self._audit_entry("sign_out", by, account.user))
        self._changed(SignedOut(user_id))

    async def set_admin(self, account_id: str, *, by: User, admin: bool) -> Account:
        """
        Make an account an administrator of the site, or take that away.
        """
        act = self._audit_entry("promote" if admin else "demote", by, (await self.get_account(account_id)).user)
        account = await self._people.flag_account(account_id, admin=admin, act=act)
        self._changed(Promoted(account_id, admin))
        return account

    async def delete(self, account_id: str, *, by: User) -> Account:
        """
        Delete an account, the first part of an erasure.  Its messages are erased by the caller.
        """
        act = self._audit_entry("erase", by, (await self.get_account(account_id)).user)
        account = await self._people.delete_account(
            account_id, act, now=self._now(), rest_ms=self._settings.name_rest_ms
        )
        self._changed(SignedOut(account_id))
        return account

    async def _link(self, kind: LinkKind, by: User, act: AuditEntry | None, account_id: str | None = None) -> str:
        token = new_token(LINK, self._secret)
        now = self._now()
        await self._people.add_link(
            Link(digest(token), kind, by.id, now, now + int(self._settings.link_hours * HOUR_MS), account_id), act
        )
        return token

    def _audit_entry(self, action: str, by: User, user: User | None = None, detail: str = "") -> AuditEntry:
        return AuditEntry(action=action, by=by, time=self._now(), user=user, detail=detail)
