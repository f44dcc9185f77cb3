"""
What goes by its age: entries of the audit log, reports, invitations, and what is kept for guests who stay away.

Each function that writes is one step of a transaction, so short that messages do not wait for it.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update

from chatd.domain.rooms import INBOX
from chatd.storage.sql.tables import contacts, guests, ignores, members, seen

STEP = 500
"""The number of rows, or of guests, that one step takes."""

_GUESTS = ("g.", "g/")
"""The ids of guests are between these."""

_TOUCH = update(guests).where(guests.c.id == bindparam("guest")).values(seen=bindparam("now"))


def find_old_records(connection: Connection, table: Table, before: int, after: int) -> list[int]:
    """
    The ids of some rows of `table` that are older than `before`, in order, of those greater than `after`.

    Reads younger rows between them: ids do not follow the time if a clock was set.
    """
    old = select(table.c.id).where(table.c.id > after, table.c.time < before)
    return list(connection.execute(old.order_by(table.c.id).limit(STEP)).scalars())


def drop_records(connection: Connection, table: Table, ids: Sequence[int]) -> None:
    """
    Remove the rows of `table` with these ids.
    """
    connection.execute(delete(table).where(table.c.id.in_(ids)))


def drop_invitations(connection: Connection, before: int) -> bool:
    """
    Remove some invitations that are older than `before`; returns whether there may be more.
    """
    old = (
        select(members.c.room, members.c.member)
        .where(members.c.invited_by >= "", members.c.since < before)
        .order_by(members.c.invited_by)
        .limit(STEP)
    )
    found = connection.execute(old).all()
    for row in found:
        connection.execute(delete(members).where(members.c.room == row.room, members.c.member == row.member))
    return len(found) == STEP


def touch_guests(connection: Connection, ids: Sequence[str], now: int) -> None:
    """
    Note that these guests were here at `now`, if anything is kept for them.
    """
    if ids:
        connection.execute(_TOUCH, [{"guest": one, "now": now} for one in ids])


def note_guests(connection: Connection, after: str, now: int) -> str | None:
    """
    Note some guests with an id greater than `after` for whom something is kept; returns the last id, None at the end.
    """
    found: set[str] = set()
    for column in (contacts.c.reader, ignores.c.reader, seen.c.reader, members.c.member):
        wanted = select(column).distinct().where(column > max(after, _GUESTS[0]), column < _GUESTS[1])
        if column is members.c.member:
            wanted = wanted.where(members.c.room.startswith(INBOX, autoescape=True))
        found.update(connection.execute(wanted.order_by(column).limit(STEP)).scalars())
    part = sorted(found)[:STEP]
    if not part:
        return None
    known = set(connection.execute(select(guests.c.id).where(guests.c.id.in_(part))).scalars())
    fresh = [{"id": one, "seen": now} for one in part if one not in known]
    if fresh:
        connection.execute(insert(guests), fresh)
    return part[-1]


def drop_guests(connection: Connection, before: int) -> bool:
    """
    Remove what is kept for some guests who were last here before `before`; returns whether there may be more.
    """
    gone = connection.execute(select(guests.c.id).where(guests.c.seen < before).limit(STEP)).scalars().all()
    if gone:
        for column in (contacts.c.reader, ignores.c.reader, seen.c.reader, guests.c.id):
            connection.execute(delete(column.table).where(column.in_(gone)))
    return len(gone) == STEP
