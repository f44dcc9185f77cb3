"""
What those do who keep order, in SQL: sanctions, reports, and the audit log that knows of all of it.
"""

from collections.abc import Awaitable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, true, update

from chatd.model import User
from chatd.roster import Act, Outcome, Report, no_report
from chatd.sanctions import Kind, Sanction
from chatd.storage.roster_tables import acts, reports, sanctions
from chatd.storage.transactions import Transactions


class Acts:
    """
    See `chatd.storage.roster.SqlRoster`.
    """

    def __init__(self, store: Transactions) -> None:
        self._store = store

    # Sanctions

    def sanctions(self) -> Awaitable[Sequence[Sanction]]:
        """
        See `chatd.roster.Roster`.
        """
        wanted = select(sanctions).order_by(sanctions.c.at)
        return self._store.query(lambda connection: [_sanction(row) for row in connection.execute(wanted)])

    def impose(self, sanction: Sanction, act: Act) -> Awaitable[None]:
        """
        See `chatd.roster.Roster`.
        """

        def step(connection: Connection) -> None:
            if sanction.kind != "kick":
                _lift(connection, sanction.kind, sanction.subject, sanction.room)
                connection.execute(insert(sanctions).values(_sanction_row(sanction)))
            note(connection, act)

        return self._store.commit(step)

    def lift(self, kind: Kind, subject: str, room: str | None, act: Act) -> Awaitable[None]:
        """
        See `chatd.roster.Roster`.
        """

        def step(connection: Connection) -> None:
            _lift(connection, kind, subject, room)
            note(connection, act)

        return self._store.commit(step)

    def purge(self, now: int) -> Awaitable[None]:
        """
        See `chatd.roster.Roster`.
        """

        def step(connection: Connection) -> None:
            connection.execute(delete(sanctions).where(sanctions.c.until <= now))

        return self._store.commit(step)

    # Reports

    def add_report(self, report: Report) -> Awaitable[Report]:
        """
        See `chatd.roster.Roster`.
        """
        same = select(reports).where(
            reports.c.by == report.by.id,
            reports.c.room == report.room,
            reports.c.seq == report.seq,
            reports.c.open == true(),
        )

        def step(connection: Connection) -> Report:
            row = connection.execute(same).one_or_none()
            if row is not None:
                return _report(row)
            made = connection.execute(insert(reports).values(_report_row(report))).inserted_primary_key
            assert made is not None
            return _get_report(connection, made[0])

        return self._store.commit(step)

    def report(self, report_id: int) -> Awaitable[Report | None]:
        """
        See `chatd.roster.Roster`.
        """
        return self._store.query(lambda connection: _find_report(connection, report_id))

    def reports(
        self, rooms: Sequence[str] | None, *, closed: bool = False, before: int | None = None, limit: int
    ) -> Awaitable[Sequence[Report]]:
        """
        See `chatd.roster.Roster`.
        """
        wanted = select(reports).where(reports.c.open == (not closed)).order_by(reports.c.id.desc()).limit(limit)
        if rooms is not None:
            wanted = wanted.where(reports.c.room.in_(rooms))
        if before is not None:
            wanted = wanted.where(reports.c.id < before)
        return self._store.query(lambda connection: [_report(row) for row in connection.execute(wanted)])

    def open_reports(self, rooms: Sequence[str] | None) -> Awaitable[Mapping[str, int]]:
        """
        See `chatd.roster.Roster`.
        """
        wanted = select(reports.c.room, func.count()).where(reports.c.open == true()).group_by(reports.c.room)
        if rooms is not None:
            wanted = wanted.where(reports.c.room.in_(rooms))
        return self._store.query(lambda connection: dict(connection.execute(wanted).all()))

    def close_report(self, report_id: int, outcome: Outcome, act: Act) -> Awaitable[Report]:
        """
        See `chatd.roster.Roster`.
        """
        closing = (
            update(reports)
            .where(reports.c.id == report_id, reports.c.open == true())
            .values(open=False, outcome=outcome, closed=act.time, closed_by=act.by.id, closed_by_name=act.by.name)
        )

        def step(connection: Connection) -> Report:
            if connection.execute(closing).rowcount:
                note(connection, act)
            return _get_report(connection, report_id)

        return self._store.commit(step)

    # The audit log

    def record(self, act: Act) -> Awaitable[None]:
        """
        See `chatd.roster.Roster`.
        """
        return self._store.commit(lambda connection: note(connection, act))

    def acts(self, room: str | None = None, *, before: int | None = None, limit: int) -> Awaitable[Sequence[Act]]:
        """
        See `chatd.roster.Roster`.
        """
        wanted = select(acts).order_by(acts.c.id.desc()).limit(limit)
        if room is not None:
            wanted = wanted.where(acts.c.room == room)
        if before is not None:
            wanted = wanted.where(acts.c.id < before)
        return self._store.query(lambda connection: [_act(row) for row in connection.execute(wanted)])


def note(connection: Connection, act: Act | None) -> None:
    """
    Put an act into the audit log, in the open transaction.
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
    connection.execute(insert(acts).values(row))


def forget_names(connection: Connection, user_id: str) -> None:
    """
    Take a user's name out of sanctions, reports and the audit log, and the reasons that they gave for reports.
    """
    for one, name in (
        (sanctions.c.subject, "name"),
        (reports.c.author, "author_name"),
        (reports.c.closed_by, "closed_by_name"),
        (acts.c.by, "by_name"),
        (acts.c.target, "target_name"),
    ):
        connection.execute(update(one.table).where(one == user_id).values({name: ""}))
    connection.execute(update(reports).where(reports.c.by == user_id).values(by_name="", reason=""))


def _lift(connection: Connection, kind: Kind, subject: str, room: str | None) -> None:
    sanction = (sanctions.c.subject == subject, sanctions.c.kind == kind, sanctions.c.room == (room or ""))
    connection.execute(delete(sanctions).where(*sanction))


def _sanction_row(sanction: Sanction) -> dict[str, Any]:
    return {
        "subject": sanction.subject,
        "kind": sanction.kind,
        "room": sanction.room or "",
        "target": sanction.user,
        "name": sanction.name,
        "address": sanction.address,
        "until": sanction.until,
        "reason": sanction.reason,
        "by": sanction.by,
        "at": sanction.at,
    }


def _sanction(row: Row[Any]) -> Sanction:
    return Sanction(
        kind=row.kind,
        user=row.target,
        name=row.name,
        address=row.address,
        room=row.room or None,
        until=row.until,
        reason=row.reason,
        by=row.by,
        at=row.at,
    )


def _find_report(connection: Connection, report_id: int) -> Report | None:
    row = connection.execute(select(reports).where(reports.c.id == report_id)).one_or_none()
    return None if row is None else _report(row)


def _get_report(connection: Connection, report_id: int) -> Report:
    report = _find_report(connection, report_id)
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


def _act(row: Row[Any]) -> Act:
    return Act(
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
