"""
The SQLite database: connections, its own SQL, and statements that take many rows at once.

Each step of a statement releases the interpreter's lock, and a busy reactor gives it back half a millisecond later: so
one step handles many rows.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, cast

import msgspec
from sqlalchemy import Connection, Engine, Select, create_engine, event, func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool, StaticPool

from chatd.storage.sqlite.fulltext import SECURE, TemporaryIndex, walk_terms
from chatd.storage.sqlite.scrubbing import PageScrubber


class MultiRowStatement:
    """
    A statement with one `{}`, for rows of so many values.

    It is prepared for 64 rows, for 16, for 4 and for one, once each.
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


_EVENTS = MultiRowStatement("INSERT INTO events (id, kind, author, name, time, text, key, reply_to, link) VALUES {}", 9)
_AUTHORED = MultiRowStatement("INSERT OR IGNORE INTO authored (room, author, key, seq) VALUES {}", 4)
# Not `(room, author, key) IN (VALUES …)`: SQLite would walk the whole table for it.
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
    One database file.  A transaction of the writer is `BEGIN IMMEDIATE`: it waits `busy_ms` for a lock and then fails.
    """

    def __init__(self, path: Path, *, busy_ms: int = 1000, readers: int = 3) -> None:
        self.path = path
        self._busy_ms = busy_ms
        self.readers = readers
        self.scrubber = PageScrubber(path)

    def connect(self) -> sqlite3.Connection:
        """
        A bare connection, in no transaction.
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
        The one connection that writes.
        """
        return self._open_pool(self._writer, "BEGIN IMMEDIATE", StaticPool)

    def reading(self) -> Engine:
        """
        A few connections that only read; a transaction of theirs sees one moment.
        """
        return self._open_pool(self._reader, "BEGIN", QueuePool, pool_size=self.readers, max_overflow=0)

    def files(self) -> tuple[Path, ...]:
        """
        The files that must stay where they are while the database is open.
        """
        return self.path, Path(f"{self.path}-wal")

    def fault(self, error: BaseException) -> str | None:
        """
        The fault of the database in one phrase; None if `error` is no fault of the database.
        """
        code = _code(error)
        return None if code is None else _FAULTS.get(code)

    def is_damaged(self, error: BaseException) -> bool:
        """
        Whether the file is no database or is damaged.
        """
        return _code(error) in _DAMAGED

    # What is written with every message

    def insert_events(self, connection: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
        """
        Rows of id, kind, author, name, time, text, key, reply_to, link.
        """
        _EVENTS.execute_rows(_bare(connection), rows)

    def find_keys(
        self, connection: Connection, keys: Sequence[tuple[int, str, str]]
    ) -> list[tuple[int, str, str, int]]:
        """
        Those of the keys (room, author, key) that `authored` knows, each with its seq.
        """
        return _KEYS.execute_rows(_bare(connection), keys)

    def upsert_read_markers(self, connection: Connection, marks: Sequence[tuple[str, int, int]]) -> None:
        """
        Marks of reader, room, seq; never backwards.
        """
        connection.exec_driver_sql(_SEEN, list(marks))

    # What follows in large steps

    def insert_authored(self, connection: Connection, rows: Sequence[tuple[int, str, str, int]]) -> None:
        """
        Rows of room, author, key, seq; what is there already stays.
        """
        _AUTHORED.execute_rows(_bare(connection), rows)

    def remove_authored(self, connection: Connection, rows: Sequence[tuple[int, str, str, int]]) -> None:
        """
        Take rows of room, author, key, seq away.
        """
        _bare(connection).executemany(_FORGET, rows)

    def add_words(self, connection: Connection, texts: Sequence[tuple[int, str]]) -> None:
        """
        Take texts into the search index, by entry id, in ascending order.
        """
        _WORDS.execute_rows(_bare(connection), texts)

    def remove_words(self, connection: Connection, texts: Sequence[tuple[int, str]]) -> None:
        """
        Take texts out of the search index: exactly those that went in.
        """
        _WORDLESS.execute_rows(_bare(connection), [("delete", entry, text) for entry, text in texts])

    def find_words(self, connection: Connection, query: str, low: int, high: int, limit: int) -> list[int]:
        """
        The newest entries between two ids that match, newest first.
        """
        statement = (
            "SELECT rowid FROM words WHERE words MATCH ? AND rowid > ? AND rowid < ? ORDER BY rowid DESC LIMIT ?"
        )
        return list(connection.exec_driver_sql(statement, (query, low, high, limit)).scalars())

    def clear_words(self, connection: Connection) -> None:
        """
        Empty the search index.
        """
        _bare(connection).execute("INSERT INTO words (words) VALUES ('delete-all')")

    def empty_index(self) -> TemporaryIndex:
        """
        An empty index of the same kind as the search index, in a temporary database.
        """
        return TemporaryIndex()

    def walk_terms(self, connection: Connection) -> Iterator[tuple[str, int, int]]:
        """
        Every word of the search index with the entry and the place where it stands, in order.
        """
        bare = _bare(connection)
        # A temporary view of it, which is no writing; the connection's transaction goes on.
        bare.execute("PRAGMA query_only=OFF")
        try:
            yield from walk_terms(bare)
        finally:
            bare.execute("PRAGMA query_only=ON")

    # Reading

    def as_json(self, rows: Select[Any]) -> Select[Any]:
        """
        The rows of a statement as one value, for `decode`.
        """
        inner = rows.subquery()
        return select(func.json_group_array(func.json_array(*inner.c)))

    def read_json(self, connection: Connection, statement: Select[Any], values: dict[str, Any], kind: Any) -> list[Any]:
        """
        The rows of a statement made by `in_one_step`, each as `kind`.
        """
        return msgspec.json.decode(connection.execute(statement, values).scalar_one(), type=list[kind])

    # Maintenance, outside of transactions

    def sync(self, connection: Connection, *, full: bool) -> None:
        """
        Set whether a commit waits for the disk: `full` for messages, not for what can be made from them again.
        """
        _bare(connection).execute(f"PRAGMA synchronous={'FULL' if full else 'NORMAL'}")

    def merge(self, connection: Connection, *, begin: bool) -> bool:
        """
        A step of rewriting the search index without what has been removed from it; whether there is more to do.

        To be called in a transaction, first with `begin`.
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
        Move everything from the write-ahead log to the file and empty it; False if a reader is in the way.
        """
        ((busy, *_),) = _bare(connection).execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        return not busy

    def shrink(self, connection: Connection) -> bool:
        """
        Give some free pages back to the file system; whether there are more.
        """
        bare = _bare(connection)
        bare.execute(f"PRAGMA incremental_vacuum({VACUUM_PAGES})").fetchall()
        ((free,),) = bare.execute("PRAGMA freelist_count").fetchall()
        return bool(free)

    def _writer(self) -> sqlite3.Connection:
        bare = self.connect()
        ((pages,),) = bare.execute("PRAGMA page_count").fetchall()
        if not pages:
            # Ignored once there is a write-ahead log, and not to be said to a file that cannot be written to.
            bare.execute("PRAGMA auto_vacuum=INCREMENTAL")
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
            bare.execute(f"PRAGMA {pragma}")
        bare.execute("PRAGMA cache_size=-16000")
        # What a statement would be taken back with: small, and nobody would scrub the texts in a temporary file.
        bare.execute("PRAGMA temp_store=MEMORY")
        # Now the write-ahead log is there, and can be told from another one.
        bare.execute("SELECT count(*) FROM sqlite_schema").fetchall()
        return bare

    def _reader(self) -> sqlite3.Connection:
        bare = self.connect()
        bare.execute("PRAGMA query_only=ON")
        return bare

    def _open_pool(self, creator: Any, begin: str, pool: Any, **options: Any) -> Engine:
        opened = create_engine(
            # An error tells its statement, but never what somebody said.
            "sqlite://",
            creator=creator,
            poolclass=pool,
            hide_parameters=True,
            **options,
        )
        # Told to the driver itself: SQLAlchemy would make of it a statement with parameters and a result.
        event.listen(opened, "begin", lambda connection: _bare(connection).execute(begin))
        return opened


def _bare(connection: Connection) -> sqlite3.Connection:
    bare: sqlite3.Connection = cast("Any", connection.connection.dbapi_connection)
    return bare


def _code(error: BaseException) -> int | None:
    cause = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(cause, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF
