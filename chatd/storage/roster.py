"""
The roster in SQL, in the database of the logs: rooms and their members.

The writer is one: what a step has read stays true until its commit.
"""

from collections.abc import Awaitable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, case, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from chatd.model import User
from chatd.roster import Act, Belonging, Member, Place, room_taken
from chatd.storage.roster_acts import Acts, forget_names, note
from chatd.storage.roster_tables import members, places
from chatd.storage.tables import rooms

_other = members.alias("partner")
_partner = case((places.c.one == members.c.member, places.c.other), else_=places.c.one)
_BELONGINGS = (
    select(members, places.c.kind, rooms.c.title, _partner.label("partner"), _other.c.name.label("partner_name"))
    .join(places, places.c.room == members.c.room)
    .outerjoin(rooms, rooms.c.name == members.c.room)
    .outerjoin(_other, (_other.c.room == members.c.room) & (_other.c.member == _partner))
    .order_by(members.c.room)
)
# Asked for every room that is opened: made once.
_KIND = select(places.c.kind).where(places.c.room == bindparam("room"))
_MEMBERS = select(members).where(members.c.room == bindparam("room"))


class SqlRoster(Acts):
    """
    A `chatd.roster.Roster`.  What it promises to do in one commit is one step of `store`.
    """

    def place(self, room: str) -> Awaitable[Place | None]:
        """
        See `chatd.roster.Roster`.
        """

        def step(connection: Connection) -> Place | None:
            kind = _kind(connection, room)
            if kind is None:
                return None
            found = connection.execute(_MEMBERS, {"room": room})
            return Place(room, kind, {row.member: _member(row) for row in found})

        return self._store.query(step)

    def list_places(self, *, after: str = "", limit: int) -> Awaitable[Sequence[str]]:
        """
        See `chatd.roster.Roster`.
        """
        wanted = select(places.c.room).where(places.c.room > after).order_by(places.c.room).limit(limit)
        return self._store.query(lambda connection: list(connection.execute(wanted).scalars()))

    def belongs(self, room: str, user_id: str) -> Awaitable[bool]:
        """
        See `chatd.roster.Roster`.
        """
        wanted = select(members.c.role).where(members.c.room == room, members.c.member == user_id)
        return self._store.query(lambda connection: connection.execute(wanted).first() is not None)

    def add_place(self, room: str, kind: str, owner: Member | None, act: Act) -> Awaitable[None]:
        """
        See `chatd.roster.Roster`.
        """

        def step(connection: Connection) -> None:
            _make(connection, room, kind)
            if owner is not None:
                _put(connection, room, owner)
            note(connection, act)

        return self._store.commit(step)

    def direct(self, one: User, other: User, room: str, now: int) -> Awaitable[str]:
        """
        See `chatd.roster.Roster`.
        """
        lower, higher = sorted([one.id, other.id])
        theirs = (places.c.one == lower, places.c.other == higher)

        def step(connection: Connection) -> str:
            found: str | None = connection.execute(select(places.c.room).where(*theirs)).scalar_one_or_none()
            if found is None:
                found = room
                _make(connection, room, "direct", one=lower, other=higher)
            here = select(members.c.member).where(members.c.room == found)
            there = set(connection.execute(here).scalars())
            for user in (one, other):
                if user.id not in there:
                    _put(connection, found, Member(user, "member", now))
            connection.execute(update(places).where(*theirs, places.c.forgotten).values(forgotten=False))
            return found

        return self._store.commit(step)

    def set_kind(self, room: str, kind: str, act: Act) -> Awaitable[None]:
        """
        See `chatd.roster.Roster`.
        """
        change = update(places).where(places.c.room == room).values(kind=kind, one=None, other=None, forgotten=False)

        def step(connection: Connection) -> None:
            if not connection.execute(change).rowcount:
                _make(connection, room, kind)
            note(connection, act)

        return self._store.commit(step)

    def put_member(self, room: str, member: Member, act: Act | None) -> Awaitable[None]:
        """
        See `chatd.roster.Roster`.
        """

        def step(connection: Connection) -> None:
            if _kind(connection, room) is None:
                _make(connection, room, "public")
            _put(connection, room, member)
            note(connection, act)

        return self._store.commit(step)

    def drop_member(self, room: str, user_id: str, act: Act | None) -> Awaitable[bool]:
        """
        See `chatd.roster.Roster`.
        """

        def step(connection: Connection) -> bool:
            if not _drop(connection, room, user_id):
                return False
            note(connection, act)
            return True

        return self._store.commit(step)

    def belongings(self, user_id: str) -> Awaitable[Sequence[Belonging]]:
        """
        See `chatd.roster.Roster`.
        """
        wanted = _BELONGINGS.where(members.c.member == user_id)
        return self._store.query(lambda connection: [_belonging(row) for row in connection.execute(wanted)])

    def rename(self, user: User) -> Awaitable[None]:
        """
        See `chatd.roster.Roster`.
        """

        def step(connection: Connection) -> None:
            connection.execute(update(members).where(members.c.member == user.id).values(name=user.name))

        return self._store.commit(step)

    def forget(self, user_id: str) -> Awaitable[None]:
        """
        See `chatd.roster.Roster`.
        """
        return self._store.commit(lambda connection: forget(connection, user_id))


def forget(connection: Connection, user_id: str) -> None:
    """
    `SqlRoster.forget`, in the open transaction.
    """
    mine = select(members.c.room).where(members.c.member == user_id)
    halved = or_(places.c.one == user_id, places.c.other == user_id)
    connection.execute(update(places).where(places.c.room.in_(mine), halved).values(forgotten=True))
    connection.execute(delete(members).where(members.c.member == user_id))
    forget_names(connection, user_id)


def _kind(connection: Connection, room: str) -> str | None:
    return connection.execute(_KIND, {"room": room}).scalar_one_or_none()


def _make(connection: Connection, room: str, kind: str, **two: str) -> None:
    row = {"room": room, "kind": kind, "forgotten": False, **two}
    try:
        connection.execute(insert(places).values(row))
    except IntegrityError:
        raise room_taken() from None


def _put(connection: Connection, room: str, member: Member) -> None:
    row = {
        "room": room,
        "member": member.user.id,
        "name": member.user.name,
        "role": member.role,
        "since": member.since,
        "invited": member.invited,
    }
    _drop(connection, room, member.user.id)
    connection.execute(insert(members).values(row))


def _drop(connection: Connection, room: str, user_id: str) -> bool:
    gone = delete(members).where(members.c.room == room, members.c.member == user_id)
    return connection.execute(gone).rowcount > 0


def _member(row: Row[Any]) -> Member:
    return Member(User(row.member, row.name), row.role, row.since, row.invited)


def _belonging(row: Row[Any]) -> Belonging:
    other = None if row.partner is None else User(row.partner, row.partner_name or "")
    return Belonging(row.room, row.kind, row.title or "", _member(row), other)
