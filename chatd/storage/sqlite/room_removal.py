"""
Removing whole rooms, and finding those that nobody uses.
"""

from sqlalchemy import Connection, delete, exists, or_, select

from chatd.storage.sqlite.room_table import abandon_log, find_room
from chatd.storage.sqlite.tables import SEQ_BITS, events, members, places, reports, rooms, sanctions

USED_KINDS = ("announce", "archived")
"""Rooms of these kinds are used without a message and without guests."""


def remove_room(connection: Connection, room: str) -> bool:
    """
    Remove the record, members, sanctions and reports of a room, in the open transaction; returns whether there was one.

    Its log and read markers lose their name, and are removed in small steps afterwards.  The audit log stays.
    """
    found = False
    row = find_room(connection, room)
    if row is not None:
        abandon_log(connection, row.number)
        found = True
    for column in (places.c.room, members.c.room, sanctions.c.room, reports.c.room):
        found = connection.execute(delete(column.table).where(column == room)).rowcount > 0 or found
    return found


def find_unused_rooms(connection: Connection, before: int, limit: int) -> list[str]:
    """
    At most `limit` rooms without a message, whose members are guests or the two of a direct room, and have been there
    since before `before`.
    """
    others = members.alias("others")
    busy = exists().where(
        others.c.room == places.c.room,
        or_(others.c.since >= before, (places.c.kind != "direct") & ~others.c.member.startswith("g.", autoescape=True)),
    )
    said = exists().where(
        rooms.c.name == places.c.room,
        events.c.id > rooms.c.number.op("<<")(SEQ_BITS),
        events.c.id < (rooms.c.number + 1).op("<<")(SEQ_BITS),
    )
    here = exists().where(members.c.room == places.c.room)
    wanted = select(places.c.room).where(places.c.kind.not_in(USED_KINDS), here, ~busy, ~said).limit(limit)
    return list(connection.execute(wanted).scalars())
