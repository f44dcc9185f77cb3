"""
Erasing a user: their messages and names in every room; the logs stay complete.
"""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import Connection, case, delete, select, update

from chatd.domain.accounts import erased_mark
from chatd.storage.search_text import spaced
from chatd.storage.sql.dialect import SqlDialect
from chatd.storage.sql.markers import set_marker
from chatd.storage.sql.tables import MESSAGE, authored, entry_id, erasures, events, meta, rooms, seen, seq_of
from chatd.storage.sql.upserts import add_row
from chatd.storage.sql.user_removal import forget_user

STEP = 200

_ERASED = "erased:"


class Erased(NamedTuple):
    """
    The result of one step: the room's `number` and `name` (None: an abandoned log); `done`: nothing of the user is left
    in it.
    """

    number: int
    name: str | None
    done: bool


def begin_erasure(connection: Connection, user_id: str) -> None:
    """
    Record the start of an erasure, in the open transaction, so that it is finished also after a crash; of a guest it is
    remembered for good.
    """
    if user_id.startswith("g."):
        set_marker(connection, _ERASED + erased_mark(user_id), "")
    add_row(connection, erasures, {"user": user_id})


def erased_guests(connection: Connection) -> Collection[str]:
    """
    The marks of guests whose erasure has begun or ended.
    """
    names = connection.execute(select(meta.c.name).where(meta.c.name.startswith(_ERASED))).scalars()
    return [name.removeprefix(_ERASED) for name in names]


def unfinished_erasures(connection: Connection) -> Collection[str]:
    """
    The ids of users whose erasure has started and not ended.
    """
    return list(connection.execute(select(erasures.c.user)).scalars())


def erase_some(connection: Connection, dialect: SqlDialect, user_id: str, cursor: int) -> Erased | None:
    """
    Erase some messages of the user in the first room with a number > `cursor` that has any, in the open transaction.

    Returns None if there is no such room; then the user was removed from all other tables, and the erasure has ended.
    All entries must be indexed before the call.
    """
    row = connection.execute(
        select(rooms.c.number, rooms.c.name, rooms.c.reindex)
        .where(
            rooms.c.number > cursor,
            select(authored.c.seq).where(authored.c.room == rooms.c.number, authored.c.author == user_id).exists(),
        )
        .order_by(rooms.c.number)
        .limit(1)
    ).one_or_none()
    if row is None:
        connection.execute(delete(seen).where(seen.c.reader == user_id))
        forget_user(connection, user_id)
        connection.execute(delete(erasures).where(erasures.c.user == user_id))
        return None
    number = row.number
    own = (authored.c.room == number) & (authored.c.author == user_id)
    ids = [
        entry_id(number, seq) for seq in connection.execute(select(authored.c.seq).where(own).limit(STEP + 1)).scalars()
    ]
    part = ids[:STEP]
    texts = connection.execute(
        select(events.c.id, events.c.text)
        .where(events.c.id.in_(part), events.c.id > entry_id(number, row.reindex), events.c.text.is_not(None))
        .order_by(events.c.id)
    )
    dialect.remove_words(connection, [(entry, spaced(text)) for entry, text in texts.all() if text is not None])
    connection.execute(
        update(events)
        .where(events.c.id.in_(part))
        .values(
            name="",
            text=None,
            data=None,
            key=None,
            reply_to=None,
            digest=None,
            # A message without text and link was erased with its author; one that was deleted before keeps its link.
            link=case(((events.c.kind == MESSAGE) & events.c.text.is_not(None), None), else_=events.c.link),
        )
    )
    connection.execute(delete(authored).where(own, authored.c.seq.in_(list(map(seq_of, part)))))
    return Erased(number, row.name, done=len(ids) <= STEP)
