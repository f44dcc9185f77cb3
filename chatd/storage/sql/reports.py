"""
Reports in SQL: the table `reports`.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, select, true, update

from chatd.domain.events import User
from chatd.domain.moderation import AuditEntry, Outcome, Report, no_report, too_many_reports
from chatd.storage.sql.audit import add_act
from chatd.storage.sql.tables import reports
from chatd.storage.sql.webhook_events import add_report_event

# A statement costs more to make than to execute.
_ADD_REPORT = insert(reports)
_REPORT = select(reports).where(reports.c.id == bindparam("report"))
_SAME_REPORT = select(reports).where(
    reports.c.by == bindparam("by"),
    reports.c.room == bindparam("room"),
    reports.c.seq == bindparam("seq"),
    reports.c.open == true(),
)
_COUNT_OPEN_REPORTS = select(func.count()).where(reports.c.by == bindparam("by"), reports.c.open == true())
_OPEN_REPORTS = select(reports.c.room, func.count()).where(reports.c.open == true()).group_by(reports.c.room)
_OPEN_REPORTS_OF = _OPEN_REPORTS.where(reports.c.room.in_(bindparam("rooms", expanding=True)))


def add_report(connection: Connection, report: Report, limit: int) -> Report:
    """
    Does the work of `SqlRoster.add_report` in the open transaction.
    """
    row = connection.execute(_SAME_REPORT, {"by": report.by.id, "room": report.room, "seq": report.seq}).one_or_none()
    if row is not None:
        return _report(row)
    counted = connection.execute(_COUNT_OPEN_REPORTS, {"by": report.by.id}).scalar_one()
    if counted >= limit:
        raise too_many_reports(limit)
    made = connection.execute(_ADD_REPORT, _report_row(report)).inserted_primary_key
    assert made is not None
    add_report_event(connection, report.room, report.time, made[0])
    return _get_report(connection, made[0])


def read_reports(
    connection: Connection, rooms: Sequence[str] | None, *, closed: bool, before: int | None, limit: int
) -> list[Report]:
    """
    The newest `limit` reports with an id < `before`, of those rooms or of all.
    """
    wanted = select(reports).where(reports.c.open == (not closed)).order_by(reports.c.id.desc()).limit(limit)
    if rooms is not None:
        wanted = wanted.where(reports.c.room.in_(rooms))
    if before is not None:
        wanted = wanted.where(reports.c.id < before)
    return [_report(row) for row in connection.execute(wanted)]


def count_open_reports(connection: Connection, rooms: Sequence[str] | None) -> dict[str, int]:
    """
    How many open reports there are, by room: of those rooms, or of all, that have any.
    """
    if rooms is None:
        return dict(connection.execute(_OPEN_REPORTS).all())
    return dict(connection.execute(_OPEN_REPORTS_OF, {"rooms": list(rooms)}).all())


def close_report(connection: Connection, report_id: int, outcome: Outcome, act: AuditEntry) -> Report:
    """
    Does the work of `SqlRoster.close_report` in the open transaction.
    """
    closing = (
        update(reports)
        .where(reports.c.id == report_id, reports.c.open == true())
        .values(open=False, outcome=outcome, closed=act.time, closed_by=act.by.id, closed_by_name=act.by.name)
    )
    if connection.execute(closing).rowcount:
        add_act(connection, act)
    return _get_report(connection, report_id)


def find_report(connection: Connection, report_id: int) -> Report | None:
    """
    The report with that id, if any.
    """
    row = connection.execute(_REPORT, {"report": report_id}).one_or_none()
    return None if row is None else _report(row)


def _get_report(connection: Connection, report_id: int) -> Report:
    report = find_report(connection, report_id)
    if report is None:
        raise no_report(report_id)
    return report


def _report_row(report: Report) -> dict[str, Any]:
    return {
        "open": True,
        "room": report.room,
        "seq": report.seq,
        "author": report.author.id,
        "author_name": report.author.name,
        "by": report.by.id,
        "by_name": report.by.name,
        "time": report.time,
        "reason": report.reason,
    }


def _report(row: Row[Any]) -> Report:
    return Report(
        id=row.id,
        room=row.room,
        seq=row.seq,
        author=User(row.author, row.author_name),
        by=User(row.by, row.by_name),
        time=row.time,
        reason=row.reason,
        outcome=row.outcome,
        closed_by=None if row.closed_by is None else User(row.closed_by, row.closed_by_name),
        closed=row.closed,
    )
