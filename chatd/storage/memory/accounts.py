"""
Accounts, sessions, links, API keys and ignore lists, in memory.
"""

from collections.abc import Callable, Collection, Mapping, Sequence

from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from chatd.domain import account_errors
from chatd.domain.accounts import Account, ApiKey, ContactRule, CookieSession, Link, NameKeys
from chatd.domain.events import User
from chatd.domain.moderation import AuditEntry
from chatd.domain.revocations import Revocation


class MemoryPeople:
    """
    A `chatd.interfaces.accounts.PeopleStore`.  Its coroutines never wait.

    `add_act` adds an entry to the audit log, `rename_user` renames the author of messages.
    """

    def __init__(self) -> None:
        self.add_act: Callable[[AuditEntry | None], object] = lambda act: None
        self.rename_user: Callable[[User], object] = lambda user: None
        self._accounts: dict[str, Account] = {}
        self._sessions: dict[str, CookieSession] = {}
        self._links: dict[str, Link] = {}
        # Names that accounts gave up: the former owner, and until when nobody else may take the name.
        self._resting: dict[NameKeys, tuple[str, int]] = {}
        self._keys: dict[str, ApiKey] = {}
        self._revocations: dict[tuple[str, str, str], Revocation] = {}
        self._ignores: dict[str, set[str]] = {}
        self._contacts: dict[str, ContactRule] = {}
        # The guests among them, and when they were here.
        self._guests: dict[str, int] = {}

    # Accounts

    async def add_account(
        self, account: Account, *, invitation: str | None = None, now: int, act: AuditEntry | None = None
    ) -> None:
        for likeness in (account.likeness, account.login_likeness):
            await self._check_free(likeness, account.id, now, "name")
        if invitation is not None:
            link = self._links.get(invitation)
            if link is None or link.kind != "invitation" or link.ends <= now:
                raise account_errors.no_invitation()
            del self._links[invitation]
        self._accounts[account.id] = account
        self.add_act(act)

    async def account(self, account_id: str) -> Account | None:
        return self._accounts.get(account_id)

    async def account_named(self, letters: str) -> Account | None:
        return next((account for account in self._accounts.values() if account.likeness.letters == letters), None)

    async def account_with_login(self, letters: str) -> Account | None:
        return next((one for one in self._accounts.values() if one.login_likeness.letters == letters), None)

    async def name_is_free(self, likeness: NameKeys, *, now: int, owner: str = "") -> bool:
        used = (k for one in self._accounts.values() if one.id != owner for k in (one.likeness, one.login_likeness))
        rests = (key for key, (whose, until) in self._resting.items() if whose != owner and until > now)
        return not any(_alike(likeness, other) for other in (*used, *rests))

    async def list_accounts(self, *, after: str = "", admins: bool = False, limit: int) -> Sequence[Account]:
        wanted = [one for one in self._accounts.values() if (one.admin and not one.disabled) or not admins]
        later = [one for one in wanted if one.likeness.letters > after]
        return sorted(later, key=lambda one: one.likeness.letters)[:limit]

    async def rename_account(
        self, account_id: str, name: str, likeness: NameKeys, *, now: int, rest_ms: int
    ) -> Account:
        before = self._get(account_id)
        await self._check_free(likeness, account_id, now, "name")
        after = self._renamed(before, replace(before, name=name, likeness=likeness), now + rest_ms)
        self.rename_user(after.user)
        return after

    async def change_login(self, account_id: str, login: str, likeness: NameKeys, *, now: int, rest_ms: int) -> Account:
        before = self._get(account_id)
        await self._check_free(likeness, account_id, now, "login")
        return self._renamed(before, replace(before, login=login, login_likeness=likeness), now + rest_ms)

    async def set_password(
        self,
        account_id: str,
        password: str,
        *,
        old: str | None = None,
        keep: str | None = None,
        act: AuditEntry | None = None,
    ) -> Account:
        account = self._get(account_id)
        if old is not None and old != account.password:
            raise account_errors.changed_meanwhile()
        self.add_act(act)
        self._put(replace(account, password=password))
        self._end(account_id, keep)
        self._unlink(account_id)
        return self._accounts[account_id]

    async def rehash(self, account_id: str, old: str, new: str) -> bool:
        account = self._accounts.get(account_id)
        if account is None or account.password != old:
            return False
        self._put(replace(account, password=new))
        return True

    async def flag_account(
        self,
        account_id: str,
        *,
        admin: bool | UnsetType = UNSET,
        disabled: bool | UnsetType = UNSET,
        act: AuditEntry | None = None,
    ) -> Account:
        before = account = self._get(account_id)
        if admin is not UNSET:
            account = replace(account, admin=admin)
        if disabled is not UNSET:
            account = replace(account, disabled=disabled)
        if account != before:
            self.add_act(act)
        self._put(account)
        if disabled is True:
            self._end(account_id, None)
            self._unlink(account_id)
        return self._accounts[account_id]

    async def delete_account(
        self, account_id: str, act: AuditEntry | None = None, *, now: int, rest_ms: int
    ) -> Account:
        account = self._get(account_id)
        self._end(account_id, None)
        self._unlink(account_id)
        self._ignores.pop(account_id, None)
        self._contacts.pop(account_id, None)
        for others in self._ignores.values():
            others.discard(account_id)
        del self._accounts[account_id]
        self._rest(account, (), now + rest_ms)
        self.add_act(act)
        return account

    # Sessions

    async def add_session(self, session: CookieSession, *, verified: str, limit: int) -> Collection[str]:
        account = self._accounts.get(session.account)
        if account is None or account.disabled or account.password != verified:
            raise account_errors.no_session()
        ended = [one.digest for one in (await self.sessions(session.account))[limit - 1 :]]
        for digest in ended:
            del self._sessions[digest]
        self._sessions[session.digest] = session
        return ended

    async def session(self, digest: str) -> tuple[CookieSession, Account] | None:
        session = self._sessions.get(digest)
        return None if session is None else (session, self._accounts[session.account])

    async def sessions(self, account_id: str) -> Sequence[CookieSession]:
        found = [session for session in self._sessions.values() if session.account == account_id]
        return sorted(found, key=lambda session: (-session.used, session.digest))

    async def use_session(self, digest: str, *, used: int, ends: int) -> None:
        if (session := self._sessions.get(digest)) is not None:
            self._sessions[digest] = replace(session, used=used, ends=ends)

    async def end_session(self, account_id: str, digest: str) -> bool:
        session = self._sessions.get(digest)
        if session is None or session.account != account_id:
            return False
        del self._sessions[digest]
        return True

    async def end_sessions(self, account_id: str, *, keep: str | None = None, act: AuditEntry | None = None) -> int:
        self.add_act(act)
        return self._end(account_id, keep)

    # Links

    async def add_link(self, link: Link, act: AuditEntry | None = None) -> None:
        if link.account is not None:
            self._get(link.account)
            self._unlink(link.account)
        self._links[link.digest] = link
        self.add_act(act)

    async def link(self, digest: str) -> Link | None:
        return self._links.get(digest)

    async def reset_password(self, digest: str, password: str, *, now: int) -> Account:
        link = self._links.get(digest)
        if link is None or link.kind != "reset" or link.account is None or link.ends <= now:
            raise account_errors.no_reset()
        account = self._get(link.account)
        if account.disabled:
            raise account_errors.no_reset()
        return await self.set_password(account.id, password)

    # Keys

    async def add_key(self, key: ApiKey, act: AuditEntry | None = None) -> None:
        known = self._keys.get(key.name)
        if known is not None and known.revoked is None:
            raise account_errors.key_is_there()
        self._keys[key.name] = key
        self.add_act(act)

    async def key(self, digest: str) -> ApiKey | None:
        return next((key for key in self._keys.values() if key.digest == digest), None)

    async def keys(self) -> Sequence[ApiKey]:
        return [self._keys[name] for name in sorted(self._keys)]

    async def use_key(self, digest: str, used: int) -> None:
        if (key := await self.key(digest)) is not None:
            self._keys[key.name] = replace(key, used=used)

    async def revoke_key(self, name: str, now: int, act: AuditEntry | None = None) -> ApiKey:
        key = self._keys.get(name)
        if key is None or key.revoked is not None:
            raise account_errors.no_key()
        revoked = self._keys[name] = replace(key, revoked=now)
        self.add_act(act)
        return revoked

    # Ignores

    async def ignore(self, user_id: str, other: str, *, limit: int) -> None:
        others = self._ignores.setdefault(user_id, set())
        if other not in others and len(others) >= limit:
            raise account_errors.too_many_ignored(limit)
        others.add(other)

    async def unignore(self, user_id: str, other: str) -> None:
        self._ignores.get(user_id, set()).discard(other)

    async def ignored(self, user_id: str) -> frozenset[str]:
        return frozenset(self._ignores.get(user_id, ()))

    async def add_revocation(self, revocation: Revocation, act: AuditEntry | None = None, *, limit: int) -> Revocation:
        key = revocation.issuer, revocation.kind, revocation.value
        if key not in self._revocations and len(self._revocations) >= limit:
            raise account_errors.too_many_revocations(limit)
        merged = self._revocations[key] = revocation.merge(self._revocations.get(key))
        self.add_act(act)
        return merged

    async def revocations(self) -> Sequence[Revocation]:
        return list(self._revocations.values())

    async def purge_expired(self, now: int) -> None:
        self._revocations = {key: one for key, one in self._revocations.items() if one.ends > now}
        self._sessions = {digest: session for digest, session in self._sessions.items() if session.ends > now}
        self._links = {digest: link for digest, link in self._links.items() if link.ends > now}
        self._resting = {key: rest for key, rest in self._resting.items() if rest[1] > now}

    async def contact_rules(self, user_ids: Collection[str]) -> Mapping[str, ContactRule]:
        return {user: self._contacts[user] for user in user_ids if user in self._contacts}

    async def set_contact_rule(self, user_id: str, rule: ContactRule) -> None:
        if rule == "everybody":
            self._contacts.pop(user_id, None)
        else:
            self._contacts[user_id] = rule

    async def purge_guests(self, here: Collection[str], *, now: int, before: int) -> None:
        kept = {*self._ignores, *self._contacts}
        known = {user: self._guests.get(user, now) for user in kept if user.startswith("g.")}
        self._guests = known | dict.fromkeys(known.keys() & set(here), now)
        for user in [user for user, seen in self._guests.items() if seen < before]:
            del self._guests[user]
            self._ignores.pop(user, None)
            self._contacts.pop(user, None)

    def _get(self, account_id: str) -> Account:
        account = self._accounts.get(account_id)
        if account is None:
            raise account_errors.no_account()
        return account

    def _put(self, account: Account) -> Account:
        self._accounts[account.id] = account
        return account

    async def _check_free(self, likeness: NameKeys, owner: str, now: int, field: str) -> None:
        if not await self.name_is_free(likeness, now=now, owner=owner):
            raise account_errors.name_taken(field)

    def _renamed(self, before: Account, after: Account, until: int) -> Account:
        kept = (after.likeness, after.login_likeness)
        for likeness in kept:
            self._resting.pop(likeness, None)
        self._rest(before, kept, until)
        return self._put(after)

    def _rest(self, account: Account, kept: Sequence[NameKeys], until: int) -> None:
        for likeness in (account.likeness, account.login_likeness):
            if likeness not in kept:
                self._resting[likeness] = (account.id, until)

    def _end(self, account_id: str, keep: str | None) -> int:
        ended = [s.digest for s in self._sessions.values() if s.account == account_id and s.digest != keep]
        for digest in ended:
            del self._sessions[digest]
        if (account := self._accounts.get(account_id)) is not None:
            self._accounts[account_id] = replace(account, browsers=account.browsers + 1)
        return len(ended)

    def _unlink(self, account_id: str) -> None:
        self._links = {digest: link for digest, link in self._links.items() if link.account != account_id}


def _alike(one: NameKeys, other: NameKeys) -> bool:
    return one.shape == other.shape or one.letters == other.letters
