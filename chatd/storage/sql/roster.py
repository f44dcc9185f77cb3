"""
Rooms and their members, claimed roles, sanctions, reports and the audit log, in SQL.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar

import msgspec
from sqlalchemy import (
    Connection,
    Row,
    Table,
    and_,
    bindparam,
    case,
    delete,
    false,
    func,
    insert,
    or_,
    select,
    true,
    update,
)
from twisted.internet.defer import Deferred

from chatd.domain.events import User
from chatd.domain.moderation import (
    AuditEntry,
    Kind,
    Member,
    Outcome,
    Report,
    RoomMembership,
    RoomRecord,
    Sanction,
    room_taken,
)
from chatd.interfaces.storage import KeptSince, ReportStanding
from chatd.storage.sql.audit import add_act, drop_addresses, find_old_addresses, read_acts
from chatd.storage.sql.expiry import drop_invitations, drop_records, find_old_records
from chatd.storage.sql.reports import (
    add_report,
    close_report,
    count_open_reports,
    find_report,
    read_reports,
)
from chatd.storage.sql.tables import acts, claims, members, places, reports, rooms, sanctions
from chatd.storage.sql.transactions import Transactions
from chatd.storage.sql.upserts import add_row
from chatd.storage.sql.user_removal import forget_user

T = TypeVar("T")

_other = members.alias("partner")
_partner = case((places.c.one == members.c.member, places.c.other), else_=places.c.one)
_BELONGINGS = (
    select(members, places.c.kind, rooms.c.title, _partner.label("partner"), _other.c.name.label("partner_name"))
    .join(places, places.c.room == members.c.room)
    .outerjoin(rooms, rooms.c.name == members.c.room)
    .outerjoin(_other, (_other.c.room == members.c.room) & (_other.c.member == _partner))
    .where(members.c.member == bindparam("member"))
    .order_by(members.c.room)
)
# Built once, since they run for every room that is opened.
_KIND = select(places.c.kind).where(places.c.room == bindparam("room"))
_PLACE = select(places.c.kind, places.c.opened_by).where(places.c.room == bindparam("room"))
_MEMBERS = select(members).where(members.c.room == bindparam("room"))
# Executed for every command of a kind that anybody may send: made once.
_ADD_MEMBER = insert(members)
_DROP_MEMBER = delete(members).where(members.c.room == bindparam("of"), members.c.member == bindparam("who"))
_ADD_SANCTION = insert(sanctions)
_LIFT = delete(sanctions).where(
    sanctions.c.subject == bindparam("whose"),
    sanctions.c.kind == bindparam("what"),
    sanctions.c.room == bindparam("where"),
)


class SqlRoster:
    """
    A `chatd.interfaces.storage.RoomDirectory`.  Each method that writes is one transaction.
    """

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions
        self._event_stored: Callable[[str], object] = len

    def watch_events(self, stored: Callable[[str], None]) -> None:
        self._event_stored = stored

    # Rooms and members

    def room_record(self, room: str) -> Awaitable[RoomRecord | None]:
        def transaction(connection: Connection) -> RoomRecord | None:
            place = connection.execute(_PLACE, {"room": room}).one_or_none()
            if place is None:
                return None
            found = connection.execute(_MEMBERS, {"room": room})
            return RoomRecord(room, place.kind, {row.member: _member(row) for row in found}, place.opened_by)

        return self._transactions.query(transaction)

    def recorded_rooms(self, *, after: str = "", limit: int) -> Awaitable[Sequence[str]]:
        wanted = select(places.c.room).where(places.c.room > after).order_by(places.c.room).limit(limit)
        return self._transactions.query(lambda connection: list(connection.execute(wanted).scalars()))

    def is_member(self, room: str, user_id: str) -> Awaitable[bool]:
        wanted = select(members.c.role).where(members.c.room == room, members.c.member == user_id)
        return self._transactions.query(lambda connection: connection.execute(wanted).first() is not None)

    def add_room(self, room: str, kind: str, owner: Member | None, act: AuditEntry) -> Awaitable[None]:
        def transaction(connection: Connection) -> None:
            _make(connection, room, kind)
            if owner is not None:
                _put(connection, room, owner)
            add_act(connection, act)

        return self._transactions.commit(transaction)

    def open_direct_room(self, one: User, other: User, room: str, now: int) -> Awaitable[str]:
        lower, higher = sorted([one.id, other.id])
        theirs = (places.c.one == lower, places.c.other == higher)

        def transaction(connection: Connection) -> str:
            found: str | None = connection.execute(select(places.c.room).where(*theirs)).scalar_one_or_none()
            if found is None:
                found = room
                _make(connection, room, "direct", one=lower, other=higher, opened_by=one.id)
            here = select(members.c.member).where(members.c.room == found)
            there = set(connection.execute(here).scalars())
            for user in (one, other):
                if user.id not in there:
                    _put(connection, found, Member(user, "member", now))
            connection.execute(update(places).where(*theirs, places.c.forgotten).values(forgotten=False))
            return found

        return self._transactions.commit(transaction)

    def open_inbox(self, user: User, room: str, now: int) -> Awaitable[None]:
        def transaction(connection: Connection) -> None:
            if _kind(connection, room) is None:
                _make(connection, room, "inbox")
                _put(connection, room, Member(user, "member", now))

        return self._transactions.commit(transaction)

    def set_kind(self, room: str, kind: str, act: AuditEntry) -> Awaitable[None]:
        change = (
            update(places)
            .where(places.c.room == room)
            .values(kind=kind, one=None, other=None, opened_by=None, forgotten=False)
        )

        def transaction(connection: Connection) -> None:
            if not connection.execute(change).rowcount:
                _make(connection, room, kind)
            add_act(connection, act)

        return self._transactions.commit(transaction)

    def put_member(self, room: str, member: Member, act: AuditEntry | None) -> Awaitable[None]:
        def transaction(connection: Connection) -> None:
            if _kind(connection, room) is None:
                _make(connection, room, "public")
            _put(connection, room, member, invited_by="" if act is None else act.by.id)
            add_act(connection, act)

        return self._transactions.commit(transaction)

    def drop_member(self, room: str, user_id: str, act: AuditEntry | None) -> Awaitable[bool]:
        def transaction(connection: Connection) -> bool:
            if not _drop(connection, room, user_id):
                return False
            add_act(connection, act)
            return True

        return self._transactions.commit(transaction)

    def count_invitations(self, *, by: str | None = None, of: str | None = None) -> Awaitable[int]:
        wanted = select(func.count()).select_from(members)
        if by is not None:
            wanted = wanted.where(members.c.invited_by == by)
        if of is not None:
            wanted = wanted.where(members.c.member == of, members.c.invited == true())
        return self._transactions.query(lambda connection: connection.execute(wanted).scalar_one())

    def memberships_of(self, user_id: str) -> Awaitable[Sequence[RoomMembership]]:
        return self._transactions.query(
            lambda connection: [_belonging(row) for row in connection.execute(_BELONGINGS, {"member": user_id})]
        )

    def count_memberships(self, user_id: str) -> Awaitable[int]:
        own = and_(
            places.c.kind != "inbox",
            or_(places.c.kind != "direct", places.c.opened_by == user_id),
        )
        wanted = (
            select(func.count())
            .select_from(members)
            .join(places, places.c.room == members.c.room)
            .where(members.c.member == user_id, members.c.invited == false(), own)
        )
        return self._transactions.query(lambda connection: connection.execute(wanted).scalar_one())

    def share_room(self, one: str, other: str) -> Awaitable[bool]:
        wanted = (
            select(members.c.room)
            .join(_other, _other.c.room == members.c.room)
            .join(places, places.c.room == members.c.room)
            .where(
                members.c.member == one,
                members.c.invited == false(),
                _other.c.member == other,
                _other.c.invited == false(),
                places.c.kind != "direct",
            )
            .limit(1)
        )
        return self._transactions.query(lambda connection: connection.execute(wanted).first() is not None)

    def rename_member(self, user: User) -> Awaitable[None]:
        def transaction(connection: Connection) -> None:
            connection.execute(update(members).where(members.c.member == user.id).values(name=user.name))

        return self._transactions.commit(transaction)

    def note_claim(self, user_id: str, roles: Mapping[str, str], now: int) -> Awaitable[None]:
        def transaction(connection: Connection) -> None:
            connection.execute(delete(claims).where(claims.c.user == user_id))
            if roles:
                row = {"user": user_id, "roles": msgspec.json.encode(roles).decode(), "seen": now}
                connection.execute(insert(claims).values(row))

        return self._transactions.commit(transaction)

    def claimed_roles(self, user_id: str) -> Awaitable[Mapping[str, str]]:
        def transaction(connection: Connection) -> Mapping[str, str]:
            text = connection.execute(select(claims.c.roles).where(claims.c.user == user_id)).scalar_one_or_none()
            return {} if text is None else msgspec.json.decode(text, type=dict[str, str])

        return self._transactions.query(transaction)

    def forget_user(self, user_id: str) -> Awaitable[None]:
        return self._transactions.commit_alone(lambda connection: forget_user(connection, user_id))

    # Sanctions

    def sanctions(self) -> Awaitable[Sequence[Sanction]]:
        wanted = select(sanctions).order_by(sanctions.c.at)
        return self._transactions.query(lambda connection: [_sanction(row) for row in connection.execute(wanted)])

    def add_sanction(self, sanction: Sanction, act: AuditEntry) -> Awaitable[None]:
        def transaction(connection: Connection) -> None:
            if sanction.kind != "kick":
                _lift(connection, sanction.kind, sanction.subject, sanction.room)
                connection.execute(_ADD_SANCTION, _sanction_row(sanction))
            add_act(connection, act)

        return self._transactions.commit(transaction).addCallback(self._tell_event, sanction.room)

    def remove_sanction(self, kind: Kind, subject: str, room: str | None, act: AuditEntry) -> Awaitable[None]:
        def transaction(connection: Connection) -> None:
            _lift(connection, kind, subject, room)
            add_act(connection, act)

        return self._transactions.commit(transaction).addCallback(self._tell_event, room)

    def _tell_event(self, result: T, room: str | None) -> T:
        self._event_stored(room or "")
        return result

    def purge_sanctions(self, now: int) -> Awaitable[None]:
        def transaction(connection: Connection) -> None:
            connection.execute(delete(sanctions).where(sanctions.c.until <= now))

        return self._transactions.commit(transaction)

    def purge_old_records(self, since: KeptSince) -> Awaitable[None]:
        return Deferred.fromCoroutine(self._purge_old_records(since))

    async def _purge_old_records(self, since: KeptSince) -> None:
        await self._purge_table(acts, since.acts)
        await self._purge_table(reports, since.reports)
        old = delete(claims).where(claims.c.seen < since.claims)
        await self._transactions.commit_alone(lambda connection: connection.execute(old).rowcount)
        while await self._transactions.commit_alone(lambda connection: drop_invitations(connection, since.invitations)):
            pass
        await self._purge_addresses(since.addresses)

    async def _purge_addresses(self, before: int) -> None:
        old = [0]
        while old := await self._transactions.query(partial(find_old_addresses, before=before, after=old[-1])):
            await self._transactions.commit_alone(partial(drop_addresses, ids=old))
        bound = update(sanctions).where(sanctions.c.at < before, sanctions.c.target.is_not(None))
        forget = bound.where(sanctions.c.address.is_not(None)).values(address=None)

        def transaction(connection: Connection) -> None:
            connection.execute(forget)

        await self._transactions.commit_alone(transaction)

    async def _purge_table(self, table: Table, before: int) -> None:
        old = [0]
        while old := await self._transactions.query(
            partial(find_old_records, table=table, before=before, after=old[-1])
        ):
            await self._transactions.commit_alone(partial(drop_records, table=table, ids=old))

    # Reports

    def add_report(self, report: Report, *, limit: int) -> Awaitable[Report]:
        done = self._transactions.commit(lambda connection: add_report(connection, report, limit))
        return done.addCallback(self._tell_event, report.room)

    def get_report(self, report_id: int) -> Awaitable[Report | None]:
        return self._transactions.query(lambda connection: find_report(connection, report_id))

    def report_and_standing(self, report_id: int, user_id: str) -> Awaitable[ReportStanding | None]:
        def transaction(connection: Connection) -> ReportStanding | None:
            report = find_report(connection, report_id)
            # The same lookups if there is none: the time tells nothing.
            room = "" if report is None else report.room
            kind = _kind(connection, room)
            own = connection.execute(_MEMBERS.where(members.c.member == user_id), {"room": room}).one_or_none()
            return None if report is None else ReportStanding(report, kind, None if own is None else _member(own))

        return self._transactions.query(transaction)

    def reports(
        self, rooms: Sequence[str] | None, *, closed: bool = False, before: int | None = None, limit: int
    ) -> Awaitable[Sequence[Report]]:
        return self._transactions.query(
            lambda connection: read_reports(connection, rooms, closed=closed, before=before, limit=limit)
        )

    def open_reports(self, rooms: Sequence[str] | None) -> Awaitable[Mapping[str, int]]:
        return self._transactions.query(lambda connection: count_open_reports(connection, rooms))

    def close_report(self, report_id: int, outcome: Outcome, act: AuditEntry) -> Awaitable[Report]:
        return self._transactions.commit(lambda connection: close_report(connection, report_id, outcome, act))

    # The audit log

    def record_act(self, act: AuditEntry) -> Awaitable[None]:
        return self._transactions.commit(lambda connection: add_act(connection, act))

    def list_acts(
        self, room: str | None = None, *, before: int | None = None, limit: int
    ) -> Awaitable[Sequence[AuditEntry]]:
        return self._transactions.query(lambda connection: read_acts(connection, room, before, limit))


def _kind(connection: Connection, room: str) -> str | None:
    return connection.execute(_KIND, {"room": room}).scalar_one_or_none()


def _make(connection: Connection, room: str, kind: str, **two: str) -> None:
    row = {"room": room, "kind": kind, "forgotten": False, **two}
    if not add_row(connection, places, row):
        raise room_taken()


def _put(connection: Connection, room: str, member: Member, *, invited_by: str = "") -> None:
    row = {
        "room": room,
        "member": member.user.id,
        "name": member.user.name,
        "role": member.role,
        "since": member.since,
        "invited": member.invited,
        "invited_by": invited_by if member.invited else None,
    }
    _drop(connection, room, member.user.id)
    connection.execute(_ADD_MEMBER, row)


def _drop(connection: Connection, room: str, user_id: str) -> bool:
    return connection.execute(_DROP_MEMBER, {"of": room, "who": user_id}).rowcount > 0


def _member(row: Row[Any]) -> Member:
    return Member(User(row.member, row.name), row.role, row.since, row.invited)


def _belonging(row: Row[Any]) -> RoomMembership:
    other = None if row.partner is None else User(row.partner, row.partner_name or "")
    return RoomMembership(row.room, row.kind, row.title or "", _member(row), other)


def _lift(connection: Connection, kind: Kind, subject: str, room: str | None) -> None:
    connection.execute(_LIFT, {"whose": subject, "what": kind, "where": room or ""})


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
        "by_name": sanction.by_name,
        "told": sanction.told,
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
        by_name=row.by_name,
        told=row.told,
        at=row.at,
    )
