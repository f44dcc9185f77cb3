"""
How far each user has read: written by the writer, read by readers.
"""

from collections.abc import Sequence

from sqlalchemy import Connection

from chatd.model import Followed, SeenMark
from chatd.storage.catalogue import ROOM, find_all, head_of, last_seq
from chatd.storage.sqlite import Sqlite
from chatd.storage.tables import rooms, seen


def mark(connection: Connection, dialect: Sqlite, marks: Sequence[SeenMark]) -> None:
    """
    See `chatd.ports.Marks.mark_seen`; in the open transaction.
    """
    there = find_all(connection, {mark.room for mark in marks})
    rows = [
        (mark.user_id, room.number, min(mark.seq, room.seq))
        for mark in marks
        if (room := there.get(mark.room)) is not None and mark.seq > 0 and room.seq > 0
    ]
    if rows:
        dialect.mark_seen(connection, rows)


def followed(connection: Connection, user_id: str) -> list[Followed]:
    """
    See `chatd.ports.Marks.followed`.
    """
    rows = connection.execute(
        ROOM.add_columns(seen.c.seq.label("mark"))
        .join_from(rooms, seen, seen.c.room == rooms.c.number)
        .where(seen.c.reader == user_id, rooms.c.name.is_not(None))
        .order_by(rooms.c.name)
    ).all()
    return [
        Followed(row.name, row.title, head_of(row), row.mark, last_seq(row) - max(row.mark, row.first - 1))
        for row in rows
    ]
