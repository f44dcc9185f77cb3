"""
Accounts, sessions, links, API keys and ignore lists, in SQL.

There is one writer, so rows that a transaction has read do not change before its commit.
"""

from collections.abc import Awaitable, Collection, Mapping, Sequence
from typing import Any

import msgspec
from msgspec import UNSET, UnsetType
from sqlalchemy import Connection, Row, bindparam, delete, func, insert, or_, select, update
from twisted.internet.defer import Deferred

from chatd.domain import account_errors
from chatd.domain.accounts import Account, ApiKey, ContactRule, CookieSession, Link, NameKeys, Scope
from chatd.domain.moderation import AuditEntry
from chatd.domain.revocations import Revocation
from chatd.storage.sql import account_table, erasure, expiry
from chatd.storage.sql.account_table import account_of, find_account, get_account
from chatd.storage.sql.audit import add_act
from chatd.storage.sql.tables import accounts, api_keys, contacts, ignores, links, revocations, sessions
from chatd.storage.sql.transactions import Transactions

# Executed for every command of a kind that anybody may send: made once.
_OWN = ignores.c.reader == bindparam("reader")
_THEIRS = ignores.c.other == bindparam("other")
_IGNORES = select(ignores.c.other).where(_OWN, _THEIRS)
_COUNT_IGNORED = select(func.count()).select_from(ignores).where(_OWN)
_IGNORE = insert(ignores)
_UNIGNORE = delete(ignores).where(_OWN, _THEIRS)


class SqlPeople:
    """
    A `chatd.interfaces.accounts.PeopleStore`.  Each method that writes is one transaction.
    """

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    # Accounts

    def add_account(
        self, account: Account, *, invitation: str | None = None, now: int, act: AuditEntry | None = None
    ) -> Awaitable[None]:
        def transaction(connection: Connection) -> None:
            if invitation is not None:
                link = find_link(connection, invitation)
                if link is None or link.kind != "invitation" or link.ends <= now:
                    raise account_errors.no_invitation()
                connection.execute(delete(links).where(links.c.digest == invitation))
            row = {
                "id": account.id,
                "name": account.name,
                "shape": account.likeness.shape,
                "letters": account.likeness.letters,
                "login": account.login,
                "login_shape": account.login_likeness.shape,
                "login_letters": account.login_likeness.letters,
                "password": account.password,
                "created": account.created,
                "admin": account.admin,
                "disabled": account.disabled,
                "browsers": account.browsers,
            }
            for likeness in (account.likeness, account.login_likeness):
                account_table.check_name_free(connection, likeness, account.id, now)
            connection.execute(insert(accounts).values(row))
            add_act(connection, act)

        return self._transactions.commit(transaction)

    def account(self, account_id: str) -> Awaitable[Account | None]:
        return self._transactions.query(lambda connection: find_account(connection, account_id))

    def account_named(self, letters: str) -> Awaitable[Account | None]:
        def transaction(connection: Connection) -> Account | None:
            row = connection.execute(select(accounts).where(accounts.c.letters == letters)).one_or_none()
            return None if row is None else account_of(row)

        return self._transactions.query(transaction)

    def account_with_login(self, letters: str) -> Awaitable[Account | None]:
        def transaction(connection: Connection) -> Account | None:
            row = connection.execute(select(accounts).where(accounts.c.login_letters == letters)).one_or_none()
            return None if row is None else account_of(row)

        return self._transactions.query(transaction)

    def name_is_free(self, likeness: NameKeys, *, now: int, owner: str = "") -> Awaitable[bool]:
        return self._transactions.query(lambda connection: account_table.is_name_free(connection, likeness, owner, now))

    def list_accounts(self, *, after: str = "", admins: bool = False, limit: int) -> Awaitable[Sequence[Account]]:
        wanted = select(accounts).where(accounts.c.letters > after).order_by(accounts.c.letters).limit(limit)
        if admins:
            wanted = wanted.where(accounts.c.admin, accounts.c.disabled.is_(False))
        return self._transactions.query(lambda connection: [account_of(row) for row in connection.execute(wanted)])

    def rename_account(
        self, account_id: str, name: str, likeness: NameKeys, *, now: int, rest_ms: int
    ) -> Awaitable[Account]:
        values = {"name": name, "shape": likeness.shape, "letters": likeness.letters}
        return self._change_name(account_id, values, likeness, now, rest_ms, "name")

    def change_login(
        self, account_id: str, login: str, likeness: NameKeys, *, now: int, rest_ms: int
    ) -> Awaitable[Account]:
        values = {"login": login, "login_shape": likeness.shape, "login_letters": likeness.letters}
        return self._change_name(account_id, values, likeness, now, rest_ms, "login")

    def _change_name(
        self, account_id: str, values: dict[str, str], likeness: NameKeys, now: int, rest_ms: int, field: str
    ) -> Awaitable[Account]:
        def transaction(connection: Connection) -> Account:
            before = get_account(connection, account_id)
            account_table.check_name_free(connection, likeness, account_id, now, field)
            connection.execute(update(accounts).where(accounts.c.id == account_id).values(values))
            after = get_account(connection, account_id)
            account_table.release_name(connection, likeness)
            account_table.reserve_names(connection, before, after, now + rest_ms)
            return after

        return self._transactions.commit(transaction)

    def set_password(
        self,
        account_id: str,
        password: str,
        *,
        old: str | None = None,
        keep: str | None = None,
        act: AuditEntry | None = None,
    ) -> Awaitable[Account]:
        def transaction(connection: Connection) -> Account:
            account = get_account(connection, account_id)
            if old is not None and old != account.password:
                raise account_errors.changed_meanwhile()
            add_act(connection, act)
            return change_password(connection, account, password, keep=keep)

        return self._transactions.commit(transaction)

    def rehash(self, account_id: str, old: str, new: str) -> Awaitable[bool]:
        change = update(accounts).where(accounts.c.id == account_id, accounts.c.password == old).values(password=new)
        return self._transactions.commit(lambda connection: connection.execute(change).rowcount > 0)

    def flag_account(
        self,
        account_id: str,
        *,
        admin: bool | UnsetType = UNSET,
        disabled: bool | UnsetType = UNSET,
        act: AuditEntry | None = None,
    ) -> Awaitable[Account]:
        given = {"admin": admin, "disabled": disabled}
        values = {name: value for name, value in given.items() if value is not UNSET}

        def transaction(connection: Connection) -> Account:
            before = get_account(connection, account_id)
            if values:
                connection.execute(update(accounts).where(accounts.c.id == account_id).values(values))
            if disabled is True:
                end_sessions(connection, account_id, None)
                end_links(connection, account_id)
            after = get_account(connection, account_id)
            if (after.admin, after.disabled) != (before.admin, before.disabled):
                add_act(connection, act)
            return after

        return self._transactions.commit(transaction)

    def delete_account(
        self, account_id: str, act: AuditEntry | None = None, *, now: int, rest_ms: int
    ) -> Awaitable[Account]:
        def transaction(connection: Connection) -> Account:
            account = get_account(connection, account_id)
            end_sessions(connection, account_id, None)
            end_links(connection, account_id)
            connection.execute(
                delete(ignores).where(or_(ignores.c.reader == account_id, ignores.c.other == account_id))
            )
            connection.execute(delete(accounts).where(accounts.c.id == account_id))
            account_table.reserve_names(connection, account, None, now + rest_ms)
            erasure.begin_erasure(connection, account_id)
            add_act(connection, act)
            return account

        return self._transactions.commit(transaction)

    # Sessions

    def add_session(self, session: CookieSession, *, verified: str, limit: int) -> Awaitable[Collection[str]]:
        def transaction(connection: Connection) -> Collection[str]:
            account = find_account(connection, session.account)
            if account is None or account.disabled or account.password != verified:
                raise account_errors.no_session()
            own = select(sessions.c.digest).where(sessions.c.account == session.account)
            newest = own.order_by(sessions.c.used.desc(), sessions.c.digest)
            ended = connection.execute(newest.offset(limit - 1)).scalars().all()
            connection.execute(delete(sessions).where(sessions.c.digest.in_(ended)))
            connection.execute(insert(sessions).values(msgspec.structs.asdict(session)))
            return ended

        return self._transactions.commit(transaction)

    def session(self, digest: str) -> Awaitable[tuple[CookieSession, Account] | None]:
        def transaction(connection: Connection) -> tuple[CookieSession, Account] | None:
            row = connection.execute(select(sessions).where(sessions.c.digest == digest)).one_or_none()
            account = None if row is None else find_account(connection, row.account)
            return None if row is None or account is None else (CookieSession(*row), account)

        return self._transactions.query(transaction)

    def sessions(self, account_id: str) -> Awaitable[Sequence[CookieSession]]:
        wanted = (
            select(sessions).where(sessions.c.account == account_id).order_by(sessions.c.used.desc(), sessions.c.digest)
        )
        return self._transactions.query(lambda connection: [CookieSession(*row) for row in connection.execute(wanted)])

    def use_session(self, digest: str, *, used: int, ends: int) -> Awaitable[None]:
        change = update(sessions).where(sessions.c.digest == digest).values(used=used, ends=ends)
        return self._transactions.commit(lambda connection: execute(connection, change))

    def end_session(self, account_id: str, digest: str) -> Awaitable[bool]:
        end = delete(sessions).where(sessions.c.account == account_id, sessions.c.digest == digest)
        return self._transactions.commit(lambda connection: connection.execute(end).rowcount > 0)

    def end_sessions(
        self, account_id: str, *, keep: str | None = None, act: AuditEntry | None = None
    ) -> Awaitable[int]:
        def transaction(connection: Connection) -> int:
            add_act(connection, act)
            return end_sessions(connection, account_id, keep)

        return self._transactions.commit(transaction)

    # Links

    def add_link(self, link: Link, act: AuditEntry | None = None) -> Awaitable[None]:
        def transaction(connection: Connection) -> None:
            if link.account is not None:
                get_account(connection, link.account)
                end_links(connection, link.account)
            connection.execute(insert(links).values(msgspec.structs.asdict(link)))
            add_act(connection, act)

        return self._transactions.commit(transaction)

    def link(self, digest: str) -> Awaitable[Link | None]:
        return self._transactions.query(lambda connection: find_link(connection, digest))

    def reset_password(self, digest: str, password: str, *, now: int) -> Awaitable[Account]:
        def transaction(connection: Connection) -> Account:
            link = find_link(connection, digest)
            if link is None or link.kind != "reset" or link.account is None or link.ends <= now:
                raise account_errors.no_reset()
            account = get_account(connection, link.account)
            if account.disabled:
                raise account_errors.no_reset()
            return change_password(connection, account, password, keep=None)

        return self._transactions.commit(transaction)

    # Keys

    def add_key(self, key: ApiKey, act: AuditEntry | None = None) -> Awaitable[None]:
        def transaction(connection: Connection) -> None:
            named = api_keys.c.name == key.name
            if connection.execute(select(api_keys.c.name).where(named, api_keys.c.revoked.is_(None))).first():
                raise account_errors.key_is_there()
            connection.execute(delete(api_keys).where(named))
            row = msgspec.structs.asdict(key) | {"scope": msgspec.json.encode(key.scope).decode()}
            connection.execute(insert(api_keys).values(row))
            add_act(connection, act)

        return self._transactions.commit(transaction)

    def key(self, digest: str) -> Awaitable[ApiKey | None]:
        def transaction(connection: Connection) -> ApiKey | None:
            row = connection.execute(select(api_keys).where(api_keys.c.digest == digest)).one_or_none()
            return None if row is None else _key(row)

        return self._transactions.query(transaction)

    def keys(self) -> Awaitable[Sequence[ApiKey]]:
        wanted = select(api_keys).order_by(api_keys.c.name)
        return self._transactions.query(lambda connection: [_key(row) for row in connection.execute(wanted)])

    def use_key(self, digest: str, used: int) -> Awaitable[None]:
        change = update(api_keys).where(api_keys.c.digest == digest).values(used=used)
        return self._transactions.commit(lambda connection: execute(connection, change))

    def revoke_key(self, name: str, now: int, act: AuditEntry | None = None) -> Awaitable[ApiKey]:
        def transaction(connection: Connection) -> ApiKey:
            in_force = update(api_keys).where(api_keys.c.name == name, api_keys.c.revoked.is_(None))
            if not connection.execute(in_force.values(revoked=now)).rowcount:
                raise account_errors.no_key()
            add_act(connection, act)
            return _key(connection.execute(select(api_keys).where(api_keys.c.name == name)).one())

        return self._transactions.commit(transaction)

    # Revocations

    def add_revocation(
        self, revocation: Revocation, act: AuditEntry | None = None, *, limit: int
    ) -> Awaitable[Revocation]:
        def transaction(connection: Connection) -> Revocation:
            same = (
                revocations.c.issuer == revocation.issuer,
                revocations.c.kind == revocation.kind,
                revocations.c.value == revocation.value,
            )
            earlier = connection.execute(select(revocations).where(*same)).first()
            merged = revocation.merge(None if earlier is None else Revocation(*earlier))
            connection.execute(delete(revocations).where(*same))
            if connection.execute(select(func.count()).select_from(revocations)).scalar_one() >= limit:
                raise account_errors.too_many_revocations(limit)
            connection.execute(insert(revocations).values(msgspec.structs.asdict(merged)))
            add_act(connection, act)
            return merged

        return self._transactions.commit(transaction)

    def revocations(self) -> Awaitable[Sequence[Revocation]]:
        wanted = select(revocations)
        return self._transactions.query(lambda connection: [Revocation(*row) for row in connection.execute(wanted)])

    # Ignores

    def ignore(self, user_id: str, other: str, *, limit: int) -> Awaitable[None]:
        def transaction(connection: Connection) -> None:
            row = {"reader": user_id, "other": other}
            if connection.execute(_IGNORES, row).first() is not None:
                return
            if connection.execute(_COUNT_IGNORED, {"reader": user_id}).scalar_one() >= limit:
                raise account_errors.too_many_ignored(limit)
            connection.execute(_IGNORE, row)

        return self._transactions.commit(transaction)

    def unignore(self, user_id: str, other: str) -> Awaitable[None]:
        row = {"reader": user_id, "other": other}

        def transaction(connection: Connection) -> None:
            connection.execute(_UNIGNORE, row)

        return self._transactions.commit(transaction)

    def ignored(self, user_id: str) -> Awaitable[frozenset[str]]:
        wanted = select(ignores.c.other).where(ignores.c.reader == user_id)
        return self._transactions.query(lambda connection: frozenset(connection.execute(wanted).scalars()))

    def contact_rules(self, user_ids: Collection[str]) -> Awaitable[Mapping[str, ContactRule]]:
        wanted = select(contacts.c.reader, contacts.c.rule).where(contacts.c.reader.in_(user_ids))
        return self._transactions.query(lambda connection: dict(connection.execute(wanted).all()))

    def set_contact_rule(self, user_id: str, rule: ContactRule) -> Awaitable[None]:
        def transaction(connection: Connection) -> None:
            connection.execute(delete(contacts).where(contacts.c.reader == user_id))
            if rule != "everybody":
                connection.execute(insert(contacts).values(reader=user_id, rule=rule))

        return self._transactions.commit(transaction)

    def purge_expired(self, now: int) -> Awaitable[None]:
        def transaction(connection: Connection) -> None:
            for table in (sessions, links, revocations):
                connection.execute(delete(table).where(table.c.ends <= now))
            account_table.purge_names(connection, now)

        return self._transactions.commit(transaction)

    def purge_guests(self, here: Collection[str], *, now: int, before: int) -> Awaitable[None]:
        return Deferred.fromCoroutine(self._purge_guests(list(here), now, before))

    async def _purge_guests(self, here: Sequence[str], now: int, before: int) -> None:
        commit = self._transactions.commit_alone
        for begin in range(0, len(here), expiry.STEP):
            part = here[begin : begin + expiry.STEP]
            await commit(lambda connection: expiry.touch_guests(connection, part, now))  # noqa: B023 - done by then
        last: str | None = ""
        while last is not None:
            after = last
            last = await commit(lambda connection: expiry.note_guests(connection, after, now))  # noqa: B023
        while await commit(lambda connection: expiry.drop_guests(connection, before)):
            pass


def execute(connection: Connection, statement: Any) -> None:
    """
    Run a statement and ignore its result: a transaction for callers that return nothing.
    """
    connection.execute(statement)


def find_link(connection: Connection, digest: str) -> Link | None:
    """
    The link with that digest, or None.
    """
    row = connection.execute(select(links).where(links.c.digest == digest)).one_or_none()
    return None if row is None else Link(*row)


def change_password(connection: Connection, account: Account, password: str, *, keep: str | None) -> Account:
    """
    Store the hash `password`, and remove the account's links and its sessions except `keep`; returns the new account.
    """
    connection.execute(update(accounts).where(accounts.c.id == account.id).values(password=password))
    end_sessions(connection, account.id, keep)
    end_links(connection, account.id)
    return get_account(connection, account.id)


def end_sessions(connection: Connection, account_id: str, keep: str | None) -> int:
    """
    Remove an account's sessions except `keep`, and forget the browsers that know it; returns how many were removed.
    """
    forget = update(accounts).where(accounts.c.id == account_id)
    connection.execute(forget.values(browsers=accounts.c.browsers + 1))
    own = delete(sessions).where(sessions.c.account == account_id)
    if keep is not None:
        own = own.where(sessions.c.digest != keep)
    return connection.execute(own).rowcount


def end_links(connection: Connection, account_id: str) -> None:
    """
    Remove an account's links.
    """
    connection.execute(delete(links).where(links.c.account == account_id))


def _key(row: Row[Any]) -> ApiKey:
    scope = msgspec.json.decode(row.scope, type=Scope)
    return ApiKey(row.name, row.digest, scope, row.by, row.created, row.used, row.revoked)
