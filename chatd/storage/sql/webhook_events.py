"""
Stores the events of webhooks that are in no log, in the transaction of what has happened.
"""

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Select, bindparam, delete, insert, select

from chatd.domain.events import User
from chatd.domain.moderation import AuditEntry, Report
from chatd.domain.webhooks import (
    SANCTION_ACTIONS,
    NumberedEvent,
    PresenceEvent,
    presence_event,
    report_event,
    sanction_event,
)
from chatd.storage.sql.tables import acts, reports, webhook_events, webhook_present, webhooks

_ANY_WEBHOOK = select(webhooks.c.id).where(webhooks.c.id > "").limit(1)
_ADD = insert(webhook_events)
_AFTER = (
    select(
        webhook_events,
        webhook_events.c.count.label("present"),
        acts.c.action,
        acts.c.by.label("act_by"),
        acts.c.by_name.label("act_by_name"),
        acts.c.target,
        acts.c.target_name,
        acts.c.until,
        acts.c.reason.label("act_reason"),
        reports.c.id.label("report"),
        reports.c.seq,
        reports.c.author,
        reports.c.author_name,
        reports.c.by.label("report_by"),
        reports.c.by_name.label("report_by_name"),
        reports.c.reason.label("report_reason"),
    )
    .outerjoin(acts, (acts.c.id == webhook_events.c.ref) & (webhook_events.c.event == "sanction"))
    .outerjoin(reports, (reports.c.id == webhook_events.c.ref) & (webhook_events.c.event == "report"))
    .where(webhook_events.c.room == bindparam("in_room"), webhook_events.c.id > bindparam("after"))
    .order_by(webhook_events.c.id)
    .limit(bindparam("most"))
)


def add_sanction_event(connection: Connection, act: AuditEntry, ref: int) -> None:
    """
    Add the event of an entry of the audit log, the row `ref`, if it is about a sanction.
    """
    if act.action in SANCTION_ACTIONS:
        _add_reference(connection, "sanction", act.room or "", act.time, ref)


def add_report_event(connection: Connection, room: str, time: int, ref: int) -> None:
    """
    Add the event of a new report, the row `ref`.
    """
    _add_reference(connection, "report", room, time, ref)


def _add_reference(connection: Connection, event: str, room: str, time: int, ref: int) -> None:
    if connection.execute(_ANY_WEBHOOK).first() is not None:
        connection.execute(_ADD, {"event": event, "room": room, "time": time, "ref": ref})


def add_presence_events(connection: Connection, events: Sequence[PresenceEvent]) -> None:
    """
    Add events, and store who is present after them.
    """
    connection.execute(_ADD, [msgspec.structs.asdict(event) for event in events])
    for event in events:
        if event.user:
            where = (webhook_present.c.room == event.room) & (webhook_present.c.user == event.user)
            connection.execute(delete(webhook_present).where(where))
            if event.event == "member.joined":
                row = {"room": event.room, "user": event.user, "name": event.name}
                connection.execute(insert(webhook_present).values(row))


def read_events_after(connection: Connection, room: str, after: int, limit: int) -> list[NumberedEvent]:
    """
    The first `limit` events of a room after the one with the id `after`, with the present content of what they are
    about.
    """
    wanted: Select[Any] = _AFTER
    rows = connection.execute(wanted, {"in_room": room, "after": after, "most": limit})
    return [_numbered(row) for row in rows]


def forget_user_in_events(connection: Connection, user_id: str) -> None:
    """
    Remove the events about an erased user who came or left.
    """
    connection.execute(delete(webhook_events).where(webhook_events.c.user == user_id))
    connection.execute(delete(webhook_present).where(webhook_present.c.user == user_id))


def _numbered(row: Row[Any]) -> NumberedEvent:
    if row.event == "sanction":
        if row.action is None:
            return NumberedEvent(row.id, row.time, None)
        act = AuditEntry(
            action=row.action,
            by=User(row.act_by, row.act_by_name),
            time=row.time,
            user=None if row.target is None else User(row.target, row.target_name),
            room=row.room or None,
            until=row.until,
            reason=row.act_reason,
        )
        return NumberedEvent(row.id, row.time, sanction_event(row.id, act))
    if row.event == "report":
        if row.report is None:
            return NumberedEvent(row.id, row.time, None)
        return NumberedEvent(row.id, row.time, report_event(row.id, _report(row)))
    happened = PresenceEvent(row.event, row.room, row.time, row.user, row.name, row.present)
    return NumberedEvent(row.id, row.time, presence_event(row.id, happened))


def _report(row: Row[Any]) -> Report:
    return Report(
        id=row.report,
        room=row.room,
        seq=row.seq,
        author=User(row.author, row.author_name),
        by=User(row.report_by, row.report_by_name),
        time=row.time,
        reason=row.report_reason,
    )
