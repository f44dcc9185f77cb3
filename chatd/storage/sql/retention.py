"""
Retention: removes entries past the retention of their room, and abandoned logs, in small steps.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, bindparam, delete, select, update

from chatd.domain.rooms import Retention
from chatd.storage.search_text import spaced
from chatd.storage.sql.append import content_digest
from chatd.storage.sql.dialect import SqlDialect
from chatd.storage.sql.room_table import ROOM, last_seq
from chatd.storage.sql.tables import authored, entry_id, events, room_of, rooms, seen, seq_of

STEP = 200
ROOMS_STEP = 100
LOOK = 400
"""The number of entries of a room that are examined at a time to find the expired ones."""
REACH = 100_000
"""The number of entries with a time in the future that are skipped to find others behind them."""
KEY_MS = 86_400_000
"""How long a key is remembered, even if its message expires earlier."""

_OLDEST: Select[Any] = select(
    events.c.id, events.c.author, events.c.time, events.c.text, events.c.data, events.c.key, events.c.digest
)
_MAKE_TOMBSTONE = (
    update(events)
    .where(events.c.id == bindparam("entry"))
    .values(text=None, data=None, link=None, reply_to=None, digest=bindparam("knows"))
)


class PurgeStep(NamedTuple):
    """
    The result of one step: the `cursor` of the next step (None: all rooms are done), and in `trims` the rooms whose
    first entries were removed, each with its new `first`.
    """

    cursor: int | None
    trims: list[tuple[str, int]]


class RetentionPurge:
    """
    Removes expired entries; `default` is the retention of rooms without one of their own.
    """

    def __init__(self, dialect: SqlDialect, default: Retention) -> None:
        self._dialect = dialect
        self._default = default

    def drop_expired(self, connection: Connection, cursor: int, now: int) -> PurgeStep:
        """
        Remove at most `STEP` expired entries of the rooms with a number > `cursor`, in the open transaction.
        """
        batch = ROOM.where(rooms.c.number > cursor, rooms.c.name.is_not(None)).order_by(rooms.c.number)
        found = connection.execute(batch.limit(ROOMS_STEP)).all()
        trims: list[tuple[str, int]] = []
        for row in found:
            first = self._drop_entries(connection, row, now)
            if first > row.first:
                connection.execute(update(rooms).where(rooms.c.number == row.number).values(first=first))
                trims.append((row.name, first))
            if self._drop_tombstones(connection, row, first, now) or first > row.first:
                # The room may have more expired entries, so the next step begins with it.
                return PurgeStep(row.number - 1, trims)
        return PurgeStep(found[-1].number if len(found) == ROOMS_STEP else None, trims)

    def has_abandoned_logs(self, connection: Connection) -> bool:
        """
        Whether there is an abandoned log.
        """
        return connection.execute(select(rooms.c.number).where(rooms.c.name.is_(None)).limit(1)).first() is not None

    def clear_abandoned(self, connection: Connection) -> bool:
        """
        Remove some entries of an abandoned log, in the open transaction; returns whether there was any.
        """
        row = connection.execute(ROOM.where(rooms.c.name.is_(None)).limit(1)).one_or_none()
        if row is None:
            return False
        low, high = entry_id(row.number, 0), entry_id(row.number + 1, 0)
        found = connection.execute(_OLDEST.where(_between(low, high)).order_by(events.c.id).limit(STEP)).all()
        self._remove_words(connection, row, found)
        if found:
            connection.execute(delete(events).where(_between(low, found[-1].id + 1)))
            return True
        connection.execute(delete(authored).where(authored.c.room == row.number))
        connection.execute(delete(seen).where(seen.c.room == row.number))
        connection.execute(delete(rooms).where(rooms.c.number == row.number))
        return True

    def _drop_entries(self, connection: Connection, row: Row[Any], now: int) -> int:
        # Returns the new `first`.  Only indexed entries are removed, so that they can be removed from the indexes too.
        kept = self._default if row.retention is None else Retention.parse(row.retention)
        last = min(row.first + STEP - 1, row.indexed)
        if last < row.first:
            return int(row.first)
        first = row.first if kept.count is None else last_seq(row) - kept.count + 1
        if kept.age is not None:
            first = max(first, self._first_young(connection, row, now - kept.age, now))
        first = min(first, last + 1)
        if first <= row.first:
            return int(row.first)
        low, high = entry_id(row.number, row.first - 1), entry_id(row.number, first)
        going = connection.execute(_OLDEST.where(_between(low, high)).order_by(events.c.id)).all()
        self._remove_words(connection, row, going)
        tombstones = [entry for entry in going if entry.key is not None and abs(now - entry.time) < KEY_MS]
        if tombstones:
            connection.execute(_MAKE_TOMBSTONE, [{"entry": entry.id, "knows": _knows(entry)} for entry in tombstones])
        kept_ids = {entry.id for entry in tombstones}
        self._delete(connection, [entry for entry in going if entry.id not in kept_ids])
        return int(first)

    def _first_young(self, connection: Connection, row: Row[Any], before: int, now: int) -> int:
        """
        The `first` of a log without its entries from before the time `before`.

        Entries are removed in the order of the log, which may differ from the order of times if the clock was set.  The
        cut is where the fewest entries are on the wrong side, so that a few wrong times neither keep old entries nor
        remove young ones.  Entries with a time after `now` do not count.
        """
        low = entry_id(row.number, row.first - 1)
        dated = events.c.time <= now
        reach = _between(low, entry_id(row.number, min(row.first + REACH, row.indexed + 1)))
        start = connection.execute(select(events.c.id).where(reach, dated).order_by(events.c.id).limit(1)).scalar()
        if start is None:
            return int(row.first)
        near = _between(start - 1, entry_id(row.number, min(seq_of(start) + LOOK, row.indexed + 1)))
        if connection.execute(select(events.c.id).where(near, events.c.time < before).limit(1)).first() is None:
            return int(row.first)
        first, surplus, largest = int(row.first), 0, 0
        for entry in connection.execute(select(events.c.id, events.c.time).where(near, dated).order_by(events.c.id)):
            surplus += 1 if entry.time < before else -1
            if surplus > largest:
                first, largest = seq_of(entry.id) + 1, surplus
        return first

    def _drop_tombstones(self, connection: Connection, row: Row[Any], first: int, now: int) -> bool:
        # Tombstones: expired messages whose keys are still remembered.
        low, high = entry_id(row.number, 0), entry_id(row.number, first)
        outlived = (events.c.time <= now - KEY_MS) | (events.c.time >= now + KEY_MS)
        going = connection.execute(_OLDEST.where(_between(low, high), outlived).order_by(events.c.id).limit(STEP)).all()
        self._delete(connection, going)
        return bool(going)

    def _delete(self, connection: Connection, going: Sequence[Row[Any]]) -> None:
        if not going:
            return
        connection.execute(delete(events).where(events.c.id.in_([entry.id for entry in going])))
        keys = [(room_of(entry.id), entry.author, entry.key or "", seq_of(entry.id)) for entry in going]
        self._dialect.remove_authored(connection, keys)

    def _remove_words(self, connection: Connection, row: Row[Any], going: Sequence[Row[Any]]) -> None:
        texts = [
            (entry.id, spaced(entry.text))
            for entry in going
            if entry.text is not None and row.reindex < seq_of(entry.id) <= row.indexed
        ]
        self._dialect.remove_words(connection, texts)


def _between(low: int, high: int) -> Any:
    return (events.c.id > low) & (events.c.id < high)


def _knows(entry: Row[Any]) -> bytes | None:
    known: bytes | None = entry.digest
    return content_digest(entry.text, entry.data) if known is None and entry.text is not None else known
