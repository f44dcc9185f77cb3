"""
The audit log in SQL: the table `acts`, append-only except that names, words and addresses are removed.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from chatd.domain.events import User
from chatd.domain.moderation import ADDRESS_ACTIONS, WRITTEN_ACTIONS, AuditEntry
from chatd.storage.sql.tables import acts
from chatd.storage.sql.webhook_events import add_sanction_event

# A statement costs more to make than to execute.
_ADD_ACT = insert(acts)

STEP = 500
"""The number of entries that one step changes."""


def add_act(connection: Connection, act: AuditEntry | None) -> None:
    """
    Add an entry to the audit log, in the open transaction; None adds nothing.
    """
    if act is None:
        return
    row = {
        "action": act.action,
        "by": act.by.id,
        "by_name": act.by.name,
        "time": act.time,
        "target": None if act.user is None else act.user.id,
        "target_name": None if act.user is None else act.user.name,
        "room": act.room,
        "seq": act.seq,
        "until": act.until,
        "reason": act.reason,
        "detail": act.detail,
    }
    made = connection.execute(_ADD_ACT, row).inserted_primary_key
    assert made is not None
    add_sanction_event(connection, act, made[0])


def read_acts(connection: Connection, room: str | None, before: int | None, limit: int) -> list[AuditEntry]:
    """
    The newest `limit` entries with an id < `before`, newest first, of `room` or (None) of all rooms and the site.
    """
    wanted = select(acts).order_by(acts.c.id.desc()).limit(limit)
    if room is not None:
        wanted = wanted.where(acts.c.room == room)
    if before is not None:
        wanted = wanted.where(acts.c.id < before)
    return [_act(row) for row in connection.execute(wanted)]


def forget_user_in_acts(connection: Connection, user_id: str) -> None:
    """
    Remove a user's name, address, and what they have written from all entries, in the open transaction; the id stays.
    """
    own, about = acts.c.by == user_id, acts.c.target == user_id
    connection.execute(update(acts).where(own).values(by_name="", reason=""))
    connection.execute(update(acts).where(own, acts.c.action.in_(WRITTEN_ACTIONS)).values(detail=""))
    connection.execute(update(acts).where(about).values(target_name=""))
    connection.execute(update(acts).where(about, acts.c.action.in_(ADDRESS_ACTIONS)).values(detail=""))


def find_old_addresses(connection: Connection, before: int, after: int) -> list[int]:
    """
    The ids of some entries older than `before` that contain an address, in order, of those greater than `after`.
    """
    old = select(acts.c.id).where(acts.c.id > after, acts.c.time < before, acts.c.detail != "")
    named = old.where(acts.c.action.in_(ADDRESS_ACTIONS))
    return list(connection.execute(named.order_by(acts.c.id).limit(STEP)).scalars())


def drop_addresses(connection: Connection, ids: Sequence[int]) -> None:
    """
    Remove the addresses from the entries with these ids, in the open transaction.
    """
    connection.execute(update(acts).where(acts.c.id.in_(ids)).values(detail=""))


def _act(row: Row[Any]) -> AuditEntry:
    return AuditEntry(
        id=row.id,
        action=row.action,
        by=User(row.by, row.by_name),
        time=row.time,
        user=None if row.target is None else User(row.target, row.target_name),
        room=row.room,
        seq=row.seq,
        until=row.until,
        reason=row.reason,
        detail=row.detail,
    )
