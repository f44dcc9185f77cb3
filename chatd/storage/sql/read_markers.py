"""
Read markers in SQL: how far each user has read each room.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam

from chatd.domain.events import FollowedRoom, ReadMarker
from chatd.storage.sql.dialect import SqlDialect
from chatd.storage.sql.room_table import ROOM, head_of, last_seq, load_rooms
from chatd.storage.sql.tables import rooms, seen

# Executed for every list of rooms: made once.
_FOLLOWED = (
    ROOM.add_columns(seen.c.seq.label("mark"))
    .join_from(rooms, seen, seen.c.room == rooms.c.number)
    .where(seen.c.reader == bindparam("reader"), rooms.c.name.is_not(None))
    .order_by(rooms.c.name)
)


def mark_seen(connection: Connection, dialect: SqlDialect, marks: Sequence[ReadMarker]) -> None:
    """
    Store markers, in the open transaction.  A marker is never moved back or beyond the end of its log; one for a room
    without a log is ignored.
    """
    found = load_rooms(connection, {mark.room for mark in marks})
    rows = [
        (mark.user_id, room.number, min(mark.seq, room.seq))
        for mark in marks
        if (room := found.get(mark.room)) is not None and mark.seq > 0 and room.seq > 0
    ]
    if rows:
        dialect.upsert_read_markers(connection, rows)


def followed(connection: Connection, user_id: str) -> list[FollowedRoom]:
    """
    The rooms in which a user has a marker, in order of ids, each with the number of unread events.
    """
    rows = connection.execute(_FOLLOWED, {"reader": user_id}).all()
    return [
        FollowedRoom(row.name, row.title, head_of(row), row.mark, last_seq(row) - max(row.mark, row.first - 1))
        for row in rows
    ]
