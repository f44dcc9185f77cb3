"""
The audit log in SQL: the table `acts`, which is append-only except that names of erased users are removed.
"""

from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from chatd.domain.events import User
from chatd.domain.moderation import AuditEntry
from chatd.storage.sqlite.tables import acts

# A statement costs more to make than to execute.
_ADD_ACT = insert(acts)


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
    connection.execute(_ADD_ACT, row)


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


def forget_names_in_acts(connection: Connection, user_id: str) -> None:
    """
    Remove a user's name from all entries, in the open transaction; the id stays.
    """
    for user, name in ((acts.c.by, "by_name"), (acts.c.target, "target_name")):
        connection.execute(update(acts).where(user == user_id).values({name: ""}))


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
