"""
The SQLite database: connections, its own SQL, and statements that take many rows at once.

The driver releases the interpreter's lock for each step of a statement, and a busy reactor gives it back only after
half a millisecond.  So one step handles many rows.
"""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import chain, zip_longest
from pathlib import Path
from typing import Any, cast

import msgspec
from sqlalchemy import Connection, Engine, Select, create_engine, event, func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool, StaticPool

from chatd.domain.events import FoundAt
from chatd.storage.search_text import Query
from chatd.storage.sql.dialect import InWriter, WritingConnection
from chatd.storage.sql.tables import SEQ_BITS, SEQ_MASK
from chatd.storage.sqlite import files, schema
from chatd.storage.sqlite.files import MOVED, DatabaseMoved, OpenFiles
from chatd.storage.sqlite.fulltext import SECURE, TemporaryIndex, walk_terms
from chatd.storage.sqlite.scrubbing import PageScrubber

# One pass through the index for all rooms: to begin anew for each costs as much as that pass if the last word is the
# beginning of many.  What is in other rooms costs a tenth of a microsecond, and nothing is read of it.
_FIND_IN_ROOMS = f"""
WITH searched (number, name, low, high) AS MATERIALIZED (
    SELECT number, name, max(first - 1, reindex), indexed FROM json_each(?) JOIN rooms ON name = value
)
SELECT events.id, events.time, searched.name
FROM words
    CROSS JOIN searched ON searched.number = words.rowid >> {SEQ_BITS}
    CROSS JOIN events ON events.id = words.rowid
WHERE words MATCH ? AND words.rowid & {SEQ_MASK} > low AND words.rowid & {SEQ_MASK} <= high
    AND (events.time, searched.name, events.id & {SEQ_MASK}) < (?, ?, ?)
ORDER BY events.time DESC, searched.name DESC, events.id DESC
LIMIT ?
"""  # noqa: S608 - numbers of ours
_UNINDEXED_TEXTS = f"""
SELECT events.id, events.time, rooms.name, events.text
FROM json_each(?)
    CROSS JOIN rooms ON rooms.name = value
    CROSS JOIN events ON events.id > (rooms.number << {SEQ_BITS}) + max(rooms.indexed, rooms.first - 1)
        AND events.id < (rooms.number + 1) << {SEQ_BITS}
WHERE events.text IS NOT NULL
"""  # noqa: S608 - numbers of ours


class MultiRowStatement:
    """
    A statement with one `{}` for rows of `columns` values each.

    It exists for 64, 16, 4 and 1 rows, so that the driver prepares four statements and reuses them.
    """

    def __init__(self, statement: str, columns: int) -> None:
        row = f"({', '.join('?' * columns)})"
        self._sizes = [(size, statement.format(", ".join([row] * size))) for size in (64, 16, 4, 1)]

    def execute_rows(self, connection: sqlite3.Connection, rows: Sequence[tuple[Any, ...]]) -> list[Any]:
        """
        Execute the statement for `rows`; returns the rows of its result.
        """
        found: list[Any] = []
        begin = 0
        for size, statement in self._sizes:
            while len(rows) - begin >= size:
                part = rows[begin : begin + size]
                found += connection.execute(statement, tuple(chain.from_iterable(part))).fetchall()
                begin += size
        return found


_FAULTS = {
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_READONLY: "the database cannot be written to",
    sqlite3.SQLITE_PERM: "the database cannot be written to",
    sqlite3.SQLITE_BUSY: "the database is locked by another process",
    sqlite3.SQLITE_LOCKED: "the database is locked by another process",
    sqlite3.SQLITE_PROTOCOL: "the database is locked by another process",
    sqlite3.SQLITE_IOERR: "the disk fails",
    sqlite3.SQLITE_CANTOPEN: "the database cannot be opened",
    sqlite3.SQLITE_CORRUPT: "the database file is damaged; stop chatd and restore a backup",
    sqlite3.SQLITE_NOTADB: "the database file is damaged; stop chatd and restore a backup",
    sqlite3.SQLITE_NOMEM: "there is not enough memory",
}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}

MERGE_PAGES = 64
VACUUM_PAGES = 256
SWEEPS = 4
SWEEP_STEP = 50
AGAIN_SECONDS = 30.0
"""The time until another scrub if this one was not enough."""


_EVENTS = MultiRowStatement(
    "INSERT INTO events (id, kind, author, name, time, text, key, reply_to, link, data) VALUES {}", 10
)
_AUTHORED = MultiRowStatement("INSERT OR IGNORE INTO authored (room, author, key, seq) VALUES {}", 4)
# Not `(room, author, key) IN (VALUES …)`: SQLite would scan the whole table for it.
_KEYS = MultiRowStatement(
    "WITH asked (room, author, key) AS (VALUES {})"
    " SELECT known.room, known.author, known.key, known.seq FROM asked CROSS JOIN authored AS known"
    " ON known.room = asked.room AND known.author = asked.author AND known.key = asked.key",
    3,
)
_WORDS = MultiRowStatement("INSERT INTO words (rowid, text) VALUES {}", 2)
_WORDLESS = MultiRowStatement("INSERT INTO words (words, rowid, text) VALUES {}", 3)
_FORGET = "DELETE FROM authored WHERE room = ? AND author = ? AND key = ? AND seq = ?"
_SEEN = (
    "INSERT INTO seen (reader, room, seq) VALUES (?, ?, ?)"
    " ON CONFLICT (reader, room) DO UPDATE SET seq = excluded.seq WHERE excluded.seq > seen.seq"
)


class Sqlite:
    """
    One database file.  Transactions of the writer are `BEGIN IMMEDIATE`: they wait `busy_ms` for a lock, then fail.
    """

    def __init__(self, path: Path, *, busy_ms: int = 1000, readers: int = 3) -> None:
        self.path = path
        self._busy_ms = busy_ms
        self.readers = readers
        self.checked_after_crash = True
        self.scrubber = PageScrubber(path)
        self.open_files = OpenFiles()

    @property
    def place(self) -> str:
        return str(self.path)

    def connect(self) -> sqlite3.Connection:
        """
        A connection of the driver, in no transaction.
        """
        return sqlite3.connect(
            self.path,
            isolation_level=None,
            check_same_thread=False,
            timeout=self._busy_ms / 1000,
            cached_statements=256,
        )

    def writing(self) -> Engine:
        """
        An engine with the one connection that writes.
        """
        return self._open_pool(self._writer, "BEGIN IMMEDIATE", StaticPool)

    def reading(self) -> Engine:
        """
        An engine with a few connections that only read; each transaction sees one snapshot.
        """
        return self._open_pool(self._reader, "BEGIN", QueuePool, pool_size=self.readers, max_overflow=0)

    def files(self) -> tuple[Path, ...]:
        """
        The files that must stay where they are while the database is open.
        """
        return self.path, Path(f"{self.path}-wal")

    def note_connected(self) -> None:
        self.open_files.remember(self.files())

    def expect_close(self) -> None:
        self.open_files.expect_close()

    def close_files(self) -> None:
        self.scrubber.close_file()

    def check_usable(self) -> None:
        if self.open_files.moved:
            raise DatabaseMoved

    def check_unmoved(self) -> None:
        self.open_files.check_unmoved()

    def check_unmoved_lately(self, now: float) -> None:
        self.open_files.check_unmoved_lately(now)

    def fault(self, error: BaseException) -> str | None:
        if isinstance(error, DatabaseMoved):
            return MOVED
        code = _code(error)
        return None if code is None else _FAULTS.get(code)

    def start_problem(self, error: BaseException) -> str | None:
        if _code(error) in _DAMAGED:
            return (
                "the database file is damaged; put a backup in its place with 'chatd restore FILE',"
                " or move it away to begin anew"
            )
        return self.fault(error)

    def is_disconnect(self, error: BaseException) -> bool:
        return False

    # The file

    def upgrade_tables(self, connection: Connection) -> Path | None:
        return schema.upgrade_database(connection, self.path)

    def defects(self, *, quick: bool = True) -> list[str]:
        return files.defects(self.path, quick=quick)

    def back_up(self, path: Path) -> None:
        self.check_unmoved()
        files.copy_database(self.path, path)

    # Transactions within a transaction

    def begin_savepoint(self, connection: Connection) -> None:
        """
        Begin something that can be undone by itself, in the open transaction.
        """
        _bare(connection).execute("SAVEPOINT small_write")

    def end_savepoint(self, connection: Connection, *, keep: bool) -> None:
        """
        End what the last `begin_savepoint` began, and undo it unless `keep`.
        """
        bare = _bare(connection)
        if not keep:
            bare.execute("ROLLBACK TO small_write")
        bare.execute("RELEASE small_write")

    def count_changes(self, connection: Connection) -> int:
        """
        How many rows were changed with this connection, also in transactions that were undone.
        """
        return _bare(connection).total_changes

    # Written with each message

    def insert_events(self, connection: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
        """
        Insert rows of id, kind, author, name, time, text, key, reply_to, link, data.
        """
        _EVENTS.execute_rows(_bare(connection), rows)

    def find_keys(
        self, connection: Connection, keys: Sequence[tuple[int, str, str]]
    ) -> list[tuple[int, str, str, int]]:
        """
        Rows of room, author, key and seq for those of `keys` (room, author, key) that are in `authored`.
        """
        return _KEYS.execute_rows(_bare(connection), keys)

    def upsert_read_markers(self, connection: Connection, marks: Sequence[tuple[str, int, int]]) -> None:
        """
        Store markers of reader, room, seq; a marker is never moved back.
        """
        connection.exec_driver_sql(_SEEN, list(marks))

    # Written later in large steps

    def insert_authored(self, connection: Connection, rows: Sequence[tuple[int, str, str, int]]) -> None:
        """
        Insert rows of room, author, key, seq; rows that exist stay as they are.
        """
        _AUTHORED.execute_rows(_bare(connection), rows)

    def remove_authored(self, connection: Connection, rows: Sequence[tuple[int, str, str, int]]) -> None:
        """
        Delete rows of room, author, key, seq.
        """
        _bare(connection).executemany(_FORGET, rows)

    def add_words(self, connection: Connection, texts: Sequence[tuple[int, str]]) -> None:
        """
        Add texts to the search index; `texts` are pairs of entry id and text, in ascending order of ids.
        """
        _WORDS.execute_rows(_bare(connection), texts)

    def remove_words(self, connection: Connection, texts: Sequence[tuple[int, str]]) -> None:
        """
        Remove texts from the search index; they must be exactly those that were added.
        """
        _WORDLESS.execute_rows(_bare(connection), [("delete", entry, text) for entry, text in texts])

    def find_words(self, connection: Connection, query: Query, low: int, high: int, limit: int) -> list[int]:
        """
        The ids of the newest `limit` entries that match `query`, between `low` and `high` (exclusive), newest first.
        """
        statement = (
            "SELECT rowid FROM words WHERE words MATCH ? AND rowid > ? AND rowid < ? ORDER BY rowid DESC LIMIT ?"
        )
        return list(connection.exec_driver_sql(statement, (query.syntax, low, high, limit)).scalars())

    def find_words_in_rooms(
        self, connection: Connection, query: Query, names: Collection[str], before: FoundAt, limit: int
    ) -> list[tuple[int, int, str]]:
        """
        Id, time and room of the newest `limit` indexed entries of the rooms `names` that match `query`, newest first.
        """
        values = (msgspec.json.encode(list(names)).decode(), query.syntax, *before, limit)
        return [(entry, time, name) for entry, time, name in connection.exec_driver_sql(_FIND_IN_ROOMS, values)]

    def unindexed_texts(self, connection: Connection, names: Collection[str]) -> list[tuple[int, int, str, str]]:
        """
        Id, time, room and text of the messages of the rooms `names` that the search index does not contain yet, because
        they are new.
        """
        values = (msgspec.json.encode(list(names)).decode(),)
        found = connection.exec_driver_sql(_UNINDEXED_TEXTS, values)
        return [(entry, time, name, text) for entry, time, name, text in found]

    def clear_words(self, connection: Connection) -> None:
        """
        Empty the search index.
        """
        _bare(connection).execute("INSERT INTO words (words) VALUES ('delete-all')")

    def find_wrong_entry(self, connection: Connection, texts: Iterable[tuple[int, str]]) -> int | None:
        # Builds a second index; both must have the same words at the same positions.
        again = TemporaryIndex()
        try:
            again.add_texts(texts)
            for wanted, actual in zip_longest(again.walk_terms(), self.walk_terms(connection)):
                if wanted != actual:
                    return min(pair for pair in (wanted, actual) if pair is not None)[1]
        finally:
            again.close_index()
        return None

    def walk_terms(self, connection: Connection) -> Iterator[tuple[str, int, int]]:
        """
        Every word of the search index with its entry id and its position in the text, in order.
        """
        bare = _bare(connection)
        # The list of terms is a temporary table, which `query_only` would forbid.
        bare.execute("PRAGMA query_only=OFF")
        try:
            yield from walk_terms(bare)
        finally:
            bare.execute("PRAGMA query_only=ON")

    # Reading

    def for_rows(self, rows: Select[Any]) -> Select[Any]:
        """
        A statement that returns the rows of `rows` as one JSON array.
        """
        inner = rows.subquery()
        return select(func.json_group_array(func.json_array(*inner.c)))

    def read_rows(self, connection: Connection, statement: Select[Any], values: dict[str, Any], kind: Any) -> list[Any]:
        """
        The rows of a statement from `for_rows`, each decoded as `kind`.
        """
        return msgspec.json.decode(connection.execute(statement, values).scalar_one(), type=list[kind])

    # Maintenance, outside of transactions

    def sync(self, connection: Connection, *, full: bool) -> None:
        """
        Set whether commits wait for the disk: `full` for messages, not for indexes, which can be rebuilt from them.
        """
        _bare(connection).execute(f"PRAGMA synchronous={'FULL' if full else 'NORMAL'}")

    def merge(self, connection: Connection, *, begin: bool) -> bool:
        """
        One step of rewriting the search index without the removed words; returns whether there is more to do.

        Called in a transaction, the first time with `begin`.
        """
        if SECURE:
            return False
        bare = _bare(connection)
        before = bare.total_changes
        pages = -MERGE_PAGES if begin else MERGE_PAGES
        bare.execute("INSERT INTO words (words, rank) VALUES ('merge', ?)", (pages,))
        return bare.total_changes - before >= 2

    def checkpoint(self, connection: Connection) -> bool:
        """
        Move the write-ahead log to the file and empty it; returns False if a reader prevents it.
        """
        ((busy, *_),) = _bare(connection).execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        return not busy

    def shrink(self, connection: Connection) -> bool:
        """
        Return some free pages to the file system; returns whether there are more.
        """
        bare = _bare(connection)
        bare.execute(f"PRAGMA incremental_vacuum({VACUUM_PAGES})").fetchall()
        ((free,),) = bare.execute("PRAGMA freelist_count").fetchall()
        return bool(free)

    async def scrub(self, writer: WritingConnection, call: InWriter, is_ended: Callable[[], bool]) -> float | None:
        begin = True
        while not is_ended():
            first, begin = begin, False
            if not await call(lambda: writer.run_transaction(lambda c: self.merge(c, begin=first))):  # noqa: B023
                break
        for _ in range(SWEEPS):
            if is_ended() or not await call(lambda: writer.run_outside_transaction(self.checkpoint)):
                # A reader prevented the checkpoint, or the store stops: try again.
                return 0
            if not await self._sweep(writer, call, is_ended):
                return None
        return AGAIN_SECONDS

    async def _sweep(self, writer: WritingConnection, call: InWriter, is_ended: Callable[[], bool]) -> bool:
        # Returns whether a gap was found: new gaps may reach the file with the next checkpoint, so sweep once more.
        gaps = self.scrubber
        page: int | None = 1
        swept = False
        while page is not None and not is_ended():
            at = page
            found, page = await call(lambda: gaps.find_gaps(at))  # noqa: B023 - done by then
            for begin in range(0, len(found), SWEEP_STEP):
                part = found[begin : begin + SWEEP_STEP]
                await call(lambda: writer.run_transaction(lambda c: gaps.overwrite_gaps(c, part)))  # noqa: B023
                swept = True
        return swept

    def _writer(self) -> sqlite3.Connection:
        bare = self.connect()
        ((pages,),) = bare.execute("PRAGMA page_count").fetchall()
        if not pages:
            # Only for a new database: it has no effect later, and fails on a read-only file.
            bare.execute("PRAGMA auto_vacuum=INCREMENTAL")
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
            bare.execute(f"PRAGMA {pragma}")
        bare.execute("PRAGMA cache_size=-16000")
        # The journals of single statements are small; in a temporary file, their texts would never be scrubbed.
        bare.execute("PRAGMA temp_store=MEMORY")
        # Creates the write-ahead log, so that its identity can be remembered (`OpenFiles`).
        bare.execute("SELECT count(*) FROM sqlite_schema").fetchall()
        return bare

    def _reader(self) -> sqlite3.Connection:
        bare = self.connect()
        bare.execute("PRAGMA query_only=ON")
        return bare

    def _open_pool(self, creator: Any, begin: str, pool: Any, **options: Any) -> Engine:
        opened = create_engine(
            # With hidden parameters, errors contain the statement, but no text of users.
            "sqlite://",
            creator=creator,
            poolclass=pool,
            hide_parameters=True,
            **options,
        )
        # Executed by the driver directly: cheaper than a statement of SQLAlchemy.
        event.listen(opened, "begin", lambda connection: _bare(connection).execute(begin))
        return opened


def _bare(connection: Connection) -> sqlite3.Connection:
    bare: sqlite3.Connection = cast("Any", connection.connection.dbapi_connection)
    return bare


def _code(error: BaseException) -> int | None:
    cause = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(cause, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF
