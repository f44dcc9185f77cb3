"""
Rows of accounts, and the check whether a name is free: no other account has it, or gave it up recently.

All functions work in an open transaction.  There is one writer, so a name that is free stays free until the commit.
"""

from hashlib import blake2b
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, or_, select

from chatd.domain import account_errors
from chatd.domain.accounts import Account, NameKeys
from chatd.storage.sql.tables import accounts, resting_names


def find_account(connection: Connection, account_id: str) -> Account | None:
    """
    The account with that id, or None.
    """
    row = connection.execute(select(accounts).where(accounts.c.id == account_id)).one_or_none()
    return None if row is None else account_of(row)


def get_account(connection: Connection, account_id: str) -> Account:
    """
    The account with that id; `not_found` if there is none.
    """
    account = find_account(connection, account_id)
    if account is None:
        raise account_errors.no_account()
    return account


def account_of(row: Row[Any]) -> Account:
    """
    Converts a row of `accounts`.
    """
    return Account(
        row.id,
        row.name,
        NameKeys(row.shape, row.letters),
        row.login,
        NameKeys(row.login_shape, row.login_letters),
        row.password,
        row.created,
        row.admin,
        row.disabled,
        row.browsers,
    )


def is_name_free(connection: Connection, likeness: NameKeys, owner: str, now: int) -> bool:
    """
    Whether the account `owner` may take a name, by the rule of `chatd.interfaces.accounts.AccountStore.name_is_free`.
    """
    shape, letters = likeness.shape, likeness.letters
    used = or_(
        accounts.c.shape == shape,
        accounts.c.letters == letters,
        accounts.c.login_shape == shape,
        accounts.c.login_letters == letters,
    )
    if connection.execute(select(accounts.c.id).where(accounts.c.id != owner, used).limit(1)).first():
        return False
    rests = (_alike(likeness), resting_names.c.owner != owner, resting_names.c.until > now)
    return connection.execute(select(resting_names.c.owner).where(*rests).limit(1)).first() is None


def check_name_free(connection: Connection, likeness: NameKeys, owner: str, now: int, field: str = "name") -> None:
    """
    Raise `conflict` for a name that is not free.
    """
    if not is_name_free(connection, likeness, owner, now):
        raise account_errors.name_taken(field)


def reserve_names(connection: Connection, before: Account, after: Account | None, until: int) -> None:
    """
    Reserve the names that the account had `before` and no longer has `after` for their owner until `until`.  `after` is
    None if the account is deleted.
    """
    kept = () if after is None else (after.likeness, after.login_likeness)
    # Mostly both names are the same.
    for likeness in dict.fromkeys((before.likeness, before.login_likeness)):
        if likeness not in kept:
            release_name(connection, likeness)
            shape, letters = _key(likeness)
            values = {"shape": shape, "letters": letters, "owner": before.id, "until": until}
            connection.execute(insert(resting_names).values(values))


def release_name(connection: Connection, likeness: NameKeys) -> None:
    """
    End the reservation of a name.
    """
    shape, letters = _key(likeness)
    row = (resting_names.c.shape == shape, resting_names.c.letters == letters)
    connection.execute(delete(resting_names).where(*row))


def purge_names(connection: Connection, now: int) -> None:
    """
    Remove the reservations that have ended.
    """
    connection.execute(delete(resting_names).where(resting_names.c.until <= now))


def _alike(likeness: NameKeys) -> ColumnElement[Any]:
    shape, letters = _key(likeness)
    return or_(resting_names.c.shape == shape, resting_names.c.letters == letters)


def _key(likeness: NameKeys) -> tuple[str, str]:
    return _digest(likeness.shape), _digest(likeness.letters)


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=16).hexdigest()
