"""
People in SQL, in the database of the logs.
"""

from collections.abc import Awaitable, Sequence

from msgspec import UNSET, UnsetType
from sqlalchemy import Connection, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from chatd.auth import refusals
from chatd.auth.records import Account
from chatd.lookalikes import Likeness
from chatd.roster import Act
from chatd.storage import erasure
from chatd.storage.people_access import (
    Access,
    account_of,
    change_password,
    end_links,
    end_sessions,
    find_account,
    find_link,
    get_account,
)
from chatd.storage.people_tables import accounts, ignores, links, sessions
from chatd.storage.roster_acts import note


class SqlPeople(Access):
    """
    A `chatd.auth.ports.People`.  What it promises to do in one commit is one step of `store`.
    """

    # Accounts

    def add_account(
        self, account: Account, *, invitation: str | None = None, now: int, act: Act | None = None
    ) -> Awaitable[None]:
        """
        See `chatd.auth.ports.Accounts`.
        """

        def step(connection: Connection) -> None:
            if invitation is not None:
                link = find_link(connection, invitation)
                if link is None or link.kind != "invitation" or link.ends <= now:
                    raise refusals.no_invitation()
                connection.execute(delete(links).where(links.c.digest == invitation))
            row = {
                "id": account.id,
                "name": account.name,
                "shape": account.likeness.shape,
                "letters": account.likeness.letters,
                "password": account.password,
                "created": account.created,
                "admin": account.admin,
                "disabled": account.disabled,
            }
            try:
                connection.execute(insert(accounts).values(row))
            except IntegrityError:
                raise refusals.name_taken() from None
            note(connection, act)

        return self._store.commit(step)

    def account(self, account_id: str) -> Awaitable[Account | None]:
        """
        See `chatd.auth.ports.Accounts`.
        """
        return self._store.query(lambda connection: find_account(connection, account_id))

    def account_named(self, letters: str) -> Awaitable[Account | None]:
        """
        See `chatd.auth.ports.Accounts`.
        """

        def step(connection: Connection) -> Account | None:
            row = connection.execute(select(accounts).where(accounts.c.letters == letters)).one_or_none()
            return None if row is None else account_of(row)

        return self._store.query(step)

    def account_like(self, likeness: Likeness) -> Awaitable[Account | None]:
        """
        See `chatd.auth.ports.Accounts`.
        """
        alike = or_(accounts.c.shape == likeness.shape, accounts.c.letters == likeness.letters)

        def step(connection: Connection) -> Account | None:
            row = connection.execute(select(accounts).where(alike).limit(1)).one_or_none()
            return None if row is None else account_of(row)

        return self._store.query(step)

    def list_accounts(self, *, after: str = "", admins: bool = False, limit: int) -> Awaitable[Sequence[Account]]:
        """
        See `chatd.auth.ports.Accounts`.
        """
        wanted = select(accounts).where(accounts.c.letters > after).order_by(accounts.c.letters).limit(limit)
        if admins:
            wanted = wanted.where(accounts.c.admin, accounts.c.disabled.is_(False))
        return self._store.query(lambda connection: [account_of(row) for row in connection.execute(wanted)])

    def rename_account(self, account_id: str, name: str, likeness: Likeness) -> Awaitable[Account]:
        """
        See `chatd.auth.ports.Accounts`.
        """

        def step(connection: Connection) -> Account:
            get_account(connection, account_id)
            values = {"name": name, "shape": likeness.shape, "letters": likeness.letters}
            try:
                connection.execute(update(accounts).where(accounts.c.id == account_id).values(values))
            except IntegrityError:
                raise refusals.name_taken() from None
            return get_account(connection, account_id)

        return self._store.commit(step)

    def set_password(
        self,
        account_id: str,
        password: str,
        *,
        old: str | None = None,
        keep: str | None = None,
        act: Act | None = None,
    ) -> Awaitable[Account]:
        """
        See `chatd.auth.ports.Accounts`.
        """

        def step(connection: Connection) -> Account:
            account = get_account(connection, account_id)
            if old is not None and old != account.password:
                raise refusals.changed_meanwhile()
            note(connection, act)
            return change_password(connection, account, password, keep=keep)

        return self._store.commit(step)

    def rehash(self, account_id: str, old: str, new: str) -> Awaitable[bool]:
        """
        See `chatd.auth.ports.Accounts`.
        """
        change = update(accounts).where(accounts.c.id == account_id, accounts.c.password == old).values(password=new)
        return self._store.commit(lambda connection: connection.execute(change).rowcount > 0)

    def flag_account(
        self,
        account_id: str,
        *,
        admin: bool | UnsetType = UNSET,
        disabled: bool | UnsetType = UNSET,
        act: Act | None = None,
    ) -> Awaitable[Account]:
        """
        See `chatd.auth.ports.Accounts`.
        """
        given = {"admin": admin, "disabled": disabled}
        values = {name: value for name, value in given.items() if value is not UNSET}

        def step(connection: Connection) -> Account:
            before = get_account(connection, account_id)
            if values:
                connection.execute(update(accounts).where(accounts.c.id == account_id).values(values))
            if disabled is True:
                end_sessions(connection, account_id, None)
                end_links(connection, account_id)
            after = get_account(connection, account_id)
            if after != before:
                note(connection, act)
            return after

        return self._store.commit(step)

    def delete_account(self, account_id: str, act: Act | None = None) -> Awaitable[Account]:
        """
        See `chatd.auth.ports.Accounts`.
        """

        def step(connection: Connection) -> Account:
            account = get_account(connection, account_id)
            end_sessions(connection, account_id, None)
            end_links(connection, account_id)
            connection.execute(
                delete(ignores).where(or_(ignores.c.reader == account_id, ignores.c.other == account_id))
            )
            connection.execute(delete(accounts).where(accounts.c.id == account_id))
            erasure.begin(connection, account_id)
            note(connection, act)
            return account

        return self._store.commit(step)

    def purge(self, now: int) -> Awaitable[None]:
        """
        See `chatd.auth.ports.People`.
        """

        def step(connection: Connection) -> None:
            for table in (sessions, links):
                connection.execute(delete(table).where(table.c.ends <= now))

        return self._store.commit(step)
