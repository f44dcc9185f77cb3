"""
Checks that the tables and the search index are consistent.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, bindparam, case, func, or_, select

from chatd.storage.search_text import spaced
from chatd.storage.sql.dialect import SqlDialect
from chatd.storage.sql.room_table import ROOM, entry_range, last_seq
from chatd.storage.sql.tables import (
    DELETE,
    EDIT,
    MESSAGE,
    SEQ_MASK,
    authored,
    entry_id,
    events,
    members,
    places,
    room_of,
    rooms,
    seen,
    seq_of,
)

_FINDINGS_MAX = 100

_made = events.alias("made")
_LINKED = (
    select(events.c.id, events.c.kind, events.c.text, events.c.link, _made.c.kind.label("made"))
    .select_from(events.outerjoin(_made, _made.c.id == events.c.id - events.c.id.op("&")(SEQ_MASK) + events.c.link))
    .where(events.c.id > bindparam("low"), events.c.id < bindparam("high"), events.c.link.is_not(None))
)
_DOUBLES = (
    select(authored.c.author, authored.c.key, func.count())
    .where(authored.c.room == bindparam("room"), authored.c.key != "")
    .group_by(authored.c.author, authored.c.key)
    .having(func.count() > 1)
)
_STRAYS = (
    select(members.c.room, members.c.member)
    .outerjoin(places, places.c.room == members.c.room)
    .where(places.c.room.is_(None))
    .order_by(members.c.room, members.c.member)
)
_PAIRS = (
    select(places.c.one, places.c.other, func.count())
    .where(places.c.one.is_not(None))
    .group_by(places.c.one, places.c.other)
    .having(func.count() > 1)
)
_OF_TWO = or_(members.c.member == places.c.one, members.c.member == places.c.other)
_DIRECT = (
    select(
        places.c.room,
        places.c.forgotten,
        func.count(members.c.member).label("present"),
        func.count(case((_OF_TWO, 1))).label("theirs"),
    )
    .outerjoin(members, members.c.room == places.c.room)
    .where(places.c.kind == "direct")
    .group_by(places.c.room, places.c.forgotten)
    .order_by(places.c.room)
)


def find_inconsistencies(connection: Connection, dialect: SqlDialect) -> list[str]:
    """
    One line for each inconsistency, at most a hundred; empty if there is none.  Called in one transaction of a reader.
    """
    found = dialect.defects(quick=False)
    for row in connection.execute(ROOM.where(rooms.c.name.is_not(None)).order_by(rooms.c.name)).all():
        low, high = entry_range(row.number)
        head = last_seq(row)
        count = connection.execute(
            select(func.count()).where(events.c.id >= entry_id(row.number, row.first), events.c.id < high)
        ).scalar_one()
        if count != head - row.first + 1:
            found.append(
                f"{row.name}: {head - row.first + 1 - count} entries are missing between {row.first} and {head}"
            )
        for entry in connection.execute(_LINKED, {"low": low, "high": high}):
            gone = entry.made is None and entry.kind != MESSAGE and entry.link < row.first
            wanted = {EDIT, DELETE} if entry.kind == MESSAGE else {MESSAGE}
            if not gone and entry.made not in wanted:
                found.append(f"{row.name}: the entry {seq_of(entry.id)} speaks of {entry.link}, which is not there")
        for author, key, times in connection.execute(_DOUBLES, {"room": row.number}):
            found.append(f"{row.name}: the key {key!r} of {author} stands {times} times")
        marks = select(func.count()).where(seen.c.room == row.number, seen.c.seq > head)
        if connection.execute(marks).scalar_one():
            found.append(f"{row.name}: somebody has seen more than there is")
    found += _misplaced(connection)
    found += [] if found else _disagreements(connection, dialect)
    return found[:_FINDINGS_MAX]


def _misplaced(connection: Connection) -> list[str]:
    found = [
        f"{room}: {member} is a member, but nothing is kept of the room"
        for room, member in connection.execute(_STRAYS.limit(_FINDINGS_MAX))
    ]
    for one, other, times in connection.execute(_PAIRS.limit(_FINDINGS_MAX)):
        found.append(f"{one} and {other} have {times} direct rooms")
    for row in connection.execute(_DIRECT):
        if row.present != row.theirs:
            found.append(f"{row.room}: a direct room with somebody in it whom it is not for")
        elif row.theirs < 2 and not row.forgotten:
            found.append(f"{row.room}: a direct room in which somebody is missing")
    return found


def _disagreements(connection: Connection, dialect: SqlDialect) -> list[str]:
    numbers = {row.number: row for row in connection.execute(select(rooms)).all()}

    def texts() -> Iterator[tuple[int, str]]:
        for number, row in sorted(numbers.items()):
            low, high = entry_id(number, row.reindex), entry_id(number, row.indexed + 1)
            said = select(events.c.id, events.c.text).where(events.c.id > low, events.c.id < high)
            rows = connection.execute(said.where(events.c.text.is_not(None)).order_by(events.c.id))
            yield from ((entry, spaced(text)) for entry, text in rows if text is not None)

    entry = dialect.find_wrong_entry(connection, texts())
    if entry is None:
        return []
    known = numbers.get(room_of(entry))
    name = None if known is None else known.name
    return [f"{name or 'a log left behind'}: the index does not agree with the entry {seq_of(entry)}"]
