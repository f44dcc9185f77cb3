"""
Rebuilds the search index if another version of `chatd.storage.search_text` made it.
"""

from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, bindparam, func, select, update

from chatd.storage.search_text import index_version, spaced
from chatd.storage.sql.dialect import SqlDialect
from chatd.storage.sql.markers import get_marker, set_marker
from chatd.storage.sql.tables import entry_id, events, rooms, seq_of
from chatd.storage.sql.writer_cache import STEP_CHARACTERS

_R = TypeVar("_R", bound=Row[Any, Any])

STEP = 250
"""The most messages in a step: writers wait for one step at most.  Long ones are fewer (`STEP_CHARACTERS`)."""

_STALE = (
    select(rooms.c.number, rooms.c.reindex)
    .where(rooms.c.number > bindparam("after"), rooms.c.reindex > 0, rooms.c.name.is_not(None))
    .order_by(rooms.c.number)
    .limit(STEP)
)
_ENTRIES = (
    select(events.c.id, events.c.text)
    .where(events.c.id > bindparam("low"), events.c.id <= bindparam("high"))
    .order_by(events.c.id.desc())
    .limit(bindparam("limit"))
)
_SET = update(rooms).where(rooms.c.number == bindparam("room")).values(reindex=bindparam("upto"))


def is_outdated(connection: Connection) -> bool:
    """
    Whether the index was made by another version of `chatd.storage.search_text`.
    """
    return get_marker(connection, "words") != index_version()


def begin_reindexing(connection: Connection, dialect: SqlDialect) -> None:
    """
    Empty the index, in the open transaction; `Reindexing` fills it again, each room from seq `reindex` downwards.
    """
    dialect.clear_words(connection)
    connection.execute(update(rooms).values(reindex=rooms.c.indexed))
    set_marker(connection, "words", index_version())


class Reindexing:
    """
    Fills an index that is being rebuilt, in steps of a transaction each, in the writer's thread.
    """

    def __init__(self, dialect: SqlDialect) -> None:
        self._dialect = dialect
        self._after: int | None = 0
        self._taken = 0
        self.remaining = 0

    def count_remaining(self, connection: Connection) -> None:
        """
        Set `remaining` to the approximate number of messages that the index does not contain yet.
        """
        behind = select(func.sum(rooms.c.reindex - rooms.c.first + 1)).where(rooms.c.reindex >= rooms.c.first)
        self.remaining = connection.execute(behind.where(rooms.c.name.is_not(None))).scalar_one() or 0

    @property
    def pending(self) -> bool:
        """
        Whether there may be more to do.
        """
        return self._after is not None

    def reindex_some(self, connection: Connection) -> dict[int, int]:
        """
        Index some messages, in the open transaction, the newest of a room first.

        Returns the new `reindex` by room number, for `step_committed`: up to that seq, messages are not indexed yet.
        """
        done: dict[int, int] = {}
        texts: list[tuple[int, str]] = []
        limit, characters = STEP, STEP_CHARACTERS
        self._taken = 0
        for row in connection.execute(_STALE, {"after": self._after or 0}).all():
            values = {"low": entry_id(row.number, 0), "high": entry_id(row.number, row.reindex), "limit": limit}
            found = connection.execute(_ENTRIES, values).all()
            found, cut = _cut(found, characters)
            characters -= sum(len(row.text or "") for row in found)
            texts += [(entry, spaced(text)) for entry, text in reversed(found) if text is not None]
            done[row.number] = seq_of(found[-1].id) - 1 if cut or len(found) == limit else 0
            limit -= len(found)
            self._taken += len(found)
            if cut or not limit or characters <= 0:
                break
        self._dialect.add_words(connection, texts)
        if done:
            connection.execute(_SET, [{"room": room, "upto": seq} for room, seq in done.items()])
        return done

    def step_committed(self, done: dict[int, int]) -> None:
        """
        Called with the result of `reindex_some` after the commit.
        """
        last = max(done, default=None)
        # The last room may have more messages.
        self._after = None if last is None else last - bool(done[last])
        self.remaining = max(0, self.remaining - self._taken) if self.pending else 0


def _cut(rows: Sequence[_R], characters: int) -> tuple[Sequence[_R], bool]:
    # The first rows with so many characters, at least one, and whether there are more.
    for number, row in enumerate(rows):
        characters -= len(row.text or "")
        if characters < 0 and number:
            return rows[:number], True
    return rows, False
