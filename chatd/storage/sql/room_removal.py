"""
Removing whole rooms, and finding those that nobody uses.
"""

from typing import Any

from sqlalchemy import Connection, Select, delete, exists, func, or_, select, update

from chatd.domain.rooms import INBOX, Retention
from chatd.storage.sql.room_table import NUMBER, abandon_log, find_room
from chatd.storage.sql.tables import (
    SEQ_BITS,
    events,
    guests,
    members,
    places,
    reports,
    rooms,
    sanctions,
    titles,
    webhook_cursors,
)

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
    for column in (places.c.room, members.c.room, sanctions.c.room, reports.c.room, titles.c.room):
        found = connection.execute(delete(column.table).where(column == room)).rowcount > 0 or found
    # Webhooks are told all of the next log of this id.
    connection.execute(update(webhook_cursors).where(webhook_cursors.c.room == room).values(epoch="", seq=0, time=0))
    return found


def find_unused_rooms(connection: Connection, before: int, after: str, limit: int, default: Retention) -> list[str]:
    """
    The first `limit` rooms after the id `after` in which nothing was ever said, whose members are guests or the two of
    a direct room, and have been there since before `before`.  `default` is the retention of rooms without their own.
    """
    wanted = _unused_rooms(before, default).where(places.c.room > after).order_by(places.c.room).limit(limit)
    return list(connection.execute(wanted).scalars())


def find_lost_inboxes(connection: Connection, before: int, limit: int) -> list[str]:
    """
    The first `limit` inboxes made before `before` of guests who are not noted any more.
    """
    wanted = (
        select(members.c.room)
        .join(places, places.c.room == members.c.room)
        .outerjoin(guests, guests.c.id == members.c.member)
        .where(
            members.c.room.startswith(f"{INBOX}g.", autoescape=True),
            places.c.kind == "inbox",
            members.c.since < before,
            guests.c.id.is_(None),
        )
        .limit(limit)
    )
    return list(connection.execute(wanted).scalars())


def is_unused(connection: Connection, room: str, before: int, default: Retention) -> bool:
    """
    Whether `find_unused_rooms` would find a room.
    """
    wanted = _unused_rooms(before, default).where(places.c.room == room)
    return connection.execute(wanted).first() is not None


def _unused_rooms(before: int, default: Retention) -> Select[Any]:
    others = members.alias("others")
    busy = exists().where(
        others.c.room == places.c.room,
        or_(others.c.since >= before, (places.c.kind != "direct") & ~others.c.member.startswith("g.", autoescape=True)),
    )
    # A log whose messages have expired begins later.  What is said where nothing is kept leaves no trace.
    said = exists().where(events.c.id > NUMBER * (1 << SEQ_BITS), events.c.id < (NUMBER + 1) * (1 << SEQ_BITS))
    retention = func.coalesce(rooms.c.retention, str(default))
    silent = or_(rooms.c.number.is_(None), (rooms.c.first == 1) & ~said)
    here = exists().where(members.c.room == places.c.room)
    return (
        select(places.c.room)
        .outerjoin(rooms, rooms.c.name == places.c.room)
        .where(places.c.kind.not_in(USED_KINDS), retention != str(Retention(nothing=True)), here, ~busy, silent)
    )
