"""
A PostgreSQL database: connections, and statements that take many rows at once.

Rows go to the server as one JSON value, so that a statement of any number of rows is one round trip and prepared once.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, cast

import msgspec
import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.pq import TransactionStatus
from sqlalchemy import Connection, Engine, Select, create_engine, event
from sqlalchemy.pool import QueuePool, StaticPool

from chatd.domain.events import FoundAt
from chatd.errors import Refusal
from chatd.storage.postgresql import faults, schema
from chatd.storage.postgresql.faults import DatabaseInUse, UnsupportedServer
from chatd.storage.postgresql.fulltext import tsquery, vector
from chatd.storage.search_text import Query
from chatd.storage.sql.dialect import InWriter, WritingConnection
from chatd.storage.sql.tables import SEQ_BITS, SEQ_MASK, room_of

OLDEST_SERVER = 14
CONNECT_SECONDS = 5
LOCK_SECONDS = 3
"""How long a start waits for the session of a process that has just ended."""

_LOCK = 0x63686174_0000
"""The key of the advisory lock that the one chatd holds which uses the database."""

_DEFAULTS = {
    "application_name": "chatd",
    "connect_timeout": str(CONNECT_SECONDS),
    # A peer that vanished is noticed in half a minute, here and below on the server.
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "25000",
}
_SETTINGS = """
SELECT set_config(name, value, false) FROM (VALUES
    ('jit', 'off'), ('statement_timeout', '0'), ('idle_in_transaction_session_timeout', '0'),
    ('tcp_keepalives_idle', '10'), ('tcp_keepalives_interval', '5'), ('tcp_keepalives_count', '3')
) AS settings (name, value)
"""
# `authored` is looked up by its key also while the server knows nothing of its size.
_WRITER_SETTINGS = """
SELECT set_config(name, value, false) FROM (VALUES
    ('synchronous_commit', 'on'), ('enable_hashjoin', 'off'), ('enable_mergejoin', 'off')
) AS settings (name, value)
"""

_EVENTS = """
INSERT INTO events (id, kind, author, name, time, text, key, reply_to, link, data)
SELECT (r->>0)::bigint, (r->>1)::smallint, r->>2, r->>3, (r->>4)::bigint, r->>5, r->>6, (r->>7)::bigint,
    (r->>8)::bigint, r->>9
FROM jsonb_array_elements(%s::jsonb) AS r
"""
_AUTHORED = """
INSERT INTO authored (room, author, key, seq)
SELECT (r->>0)::integer, r->>1, r->>2, (r->>3)::bigint FROM jsonb_array_elements(%s::jsonb) AS r
ON CONFLICT DO NOTHING
"""
_FORGET = """
DELETE FROM authored USING jsonb_array_elements(%s::jsonb) AS r
WHERE room = (r->>0)::integer AND author = r->>1 AND key = r->>2 AND seq = (r->>3)::bigint
"""
_KEYS = """
SELECT known.room, known.author, known.key, known.seq
FROM jsonb_array_elements(%s::jsonb) AS r
    JOIN authored AS known ON known.room = (r->>0)::integer AND known.author = r->>1 AND known.key = r->>2
"""
_SEEN = """
INSERT INTO seen (reader, room, seq)
SELECT r->>0, (r->>1)::integer, max((r->>2)::bigint) FROM jsonb_array_elements(%s::jsonb) AS r GROUP BY 1, 2
ON CONFLICT (reader, room) DO UPDATE SET seq = excluded.seq WHERE excluded.seq > seen.seq
"""
_WORDS = """
INSERT INTO words (id, words)
SELECT (r->>0)::bigint, (r->>1)::tsvector FROM jsonb_array_elements(%s::jsonb) AS r
ON CONFLICT (id) DO UPDATE SET words = excluded.words
"""
_WORDLESS = "DELETE FROM words WHERE id = ANY(%s::bigint[])"
# All that match are read from the index and sorted: a walk through the ids might find the first one late.
_FIND = """
WITH found AS MATERIALIZED (SELECT id FROM words WHERE words @@ %s::tsquery AND id > %s AND id < %s)
SELECT id FROM found ORDER BY id DESC LIMIT %s
"""
_FIND_IN_ROOMS = f"""
WITH searched AS MATERIALIZED (
    SELECT number, name, greatest(first - 1, reindex) AS low, indexed AS high
    FROM rooms WHERE number = ANY(%s::integer[])
), found AS MATERIALIZED (SELECT id FROM words WHERE words @@ %s::tsquery)
SELECT events.id, events.time, searched.name
FROM found
    JOIN searched ON searched.number = found.id >> {SEQ_BITS}
    JOIN events ON events.id = found.id
WHERE found.id & {SEQ_MASK} > low AND found.id & {SEQ_MASK} <= high
    AND (events.time, searched.name, events.id & {SEQ_MASK}) < (%s, %s, %s)
ORDER BY events.time DESC, searched.name DESC, events.id DESC
LIMIT %s
"""  # noqa: S608 - numbers of ours
_UNINDEXED_TEXTS = f"""
SELECT events.id, events.time, rooms.name, events.text
FROM rooms
    JOIN events ON events.id > (rooms.number::bigint << {SEQ_BITS}) + greatest(rooms.indexed, rooms.first - 1)
        AND events.id < (rooms.number::bigint + 1) << {SEQ_BITS}
WHERE rooms.name = ANY(%s::text[]) AND events.text IS NOT NULL
"""  # noqa: S608 - numbers of ours
_WRONG = """
SELECT min(coalesce(w.id, wanted.id))
FROM (SELECT (r->>0)::bigint AS id, (r->>1)::tsvector AS words FROM jsonb_array_elements(%s::jsonb) AS r) AS wanted
    FULL JOIN (SELECT id, words FROM words WHERE id > %s AND id <= %s) AS w ON w.id = wanted.id
WHERE w.words IS DISTINCT FROM wanted.words
"""
_WRONG_STEP = 500
_LAST_ID = (1 << 63) - 1


def place_of(url: str) -> str:
    """
    The database of a URL as messages name it: without a password.  Raises ValueError if it is no URL of PostgreSQL.
    """
    try:
        given = conninfo_to_dict(url)
    except psycopg.ProgrammingError:
        # Its text has the URL, and so the password.
        raise ValueError("not a URL of PostgreSQL") from None
    user = f"{given['user']}@" if "user" in given else ""
    port = f":{given['port']}" if "port" in given else ""
    return f"postgresql://{user}{given.get('host', '')}{port}/{given.get('dbname', '')}"


class PostgreSql:
    """
    One database on a server, named by a URL as libpq reads it (``postgresql://user@host/database``).
    """

    def __init__(self, url: str, *, readers: int = 3, lock_seconds: float = LOCK_SECONDS) -> None:
        self._place = place_of(url)
        self._conninfo = make_conninfo("", **{**_DEFAULTS, **conninfo_to_dict(url)})
        self._lock_seconds = lock_seconds
        self._changes = 0
        self.readers = readers
        self.checked_after_crash = False

    @property
    def place(self) -> str:
        return self._place

    # Connections

    def open_connection(self) -> psycopg.Connection[Any]:
        """
        A connection of the driver, in no transaction.  Raises UnsupportedServer.
        """
        bare = psycopg.connect(self._conninfo, autocommit=True, client_encoding="UTF8")
        try:
            version = bare.info.server_version
            if version < OLDEST_SERVER * 10000:
                raise UnsupportedServer(
                    f"PostgreSQL {version // 10000} is too old: chatd needs {OLDEST_SERVER} or a later one"
                )
            encoding = bare.info.parameter_status("server_encoding")
            if encoding != "UTF8":
                raise UnsupportedServer(f"its encoding is {encoding}: make the database with ENCODING 'UTF8'")
            bare.execute(_SETTINGS)
        except BaseException:
            bare.close()
            raise
        return bare

    def writing(self) -> Engine:
        opened = self._open_pool(self._writer, "BEGIN ISOLATION LEVEL READ COMMITTED", StaticPool)
        event.listen(opened, "after_cursor_execute", self._count)
        return opened

    def reading(self) -> Engine:
        begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        return self._open_pool(self.open_connection, begin, QueuePool, pool_size=self.readers, max_overflow=0)

    def note_connected(self) -> None:
        """
        A server has no files that could be replaced.
        """

    def expect_close(self) -> None:
        pass

    def close_files(self) -> None:
        pass

    def check_usable(self) -> None:
        pass

    def check_unmoved(self) -> None:
        pass

    def check_unmoved_lately(self, now: float) -> None:
        pass

    # Faults

    def fault(self, error: BaseException) -> str | None:
        return faults.fault_of(error)

    def start_problem(self, error: BaseException) -> str | None:
        return faults.fault_of(error)

    def is_disconnect(self, error: BaseException) -> bool:
        return faults.is_disconnect(error)

    # Tables

    def upgrade_tables(self, connection: Connection) -> Path | None:
        schema.upgrade_tables(connection, self.place)
        return None

    def defects(self, *, quick: bool = True) -> list[str]:
        return []

    def back_up(self, path: Path) -> None:
        raise Refusal("unavailable", "chatd makes no backups of PostgreSQL: use pg_dump")

    # Transactions within a transaction

    def begin_savepoint(self, connection: Connection) -> None:
        _bare(connection).execute("SAVEPOINT small_write")

    def end_savepoint(self, connection: Connection, *, keep: bool) -> None:
        bare = _bare(connection)
        if not keep:
            bare.execute("ROLLBACK TO SAVEPOINT small_write")
        bare.execute("RELEASE SAVEPOINT small_write")

    def count_changes(self, connection: Connection) -> int:
        if _bare(connection).info.transaction_status == TransactionStatus.INERROR:
            # An error of a statement ends all but the savepoint before it.
            return -1
        return self._changes

    # Written with each message

    def insert_events(self, connection: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
        self._write(connection, _EVENTS, rows)

    def find_keys(
        self, connection: Connection, keys: Sequence[tuple[int, str, str]]
    ) -> list[tuple[int, str, str, int]]:
        return _bare(connection).execute(_KEYS, (_json(keys),)).fetchall() if keys else []

    def upsert_read_markers(self, connection: Connection, marks: Sequence[tuple[str, int, int]]) -> None:
        self._write(connection, _SEEN, marks)

    # Written later in large steps

    def insert_authored(self, connection: Connection, rows: Sequence[tuple[int, str, str, int]]) -> None:
        self._write(connection, _AUTHORED, rows)

    def remove_authored(self, connection: Connection, rows: Sequence[tuple[int, str, str, int]]) -> None:
        self._write(connection, _FORGET, rows)

    def add_words(self, connection: Connection, texts: Sequence[tuple[int, str]]) -> None:
        self._write(connection, _WORDS, [(entry, vector(entry, text)) for entry, text in texts])

    def remove_words(self, connection: Connection, texts: Sequence[tuple[int, str]]) -> None:
        if texts:
            _bare(connection).execute(_WORDLESS, ([entry for entry, _ in texts],))
            self._changes += 1

    def clear_words(self, connection: Connection) -> None:
        _bare(connection).execute("TRUNCATE words")
        self._changes += 1

    def find_wrong_entry(self, connection: Connection, texts: Iterable[tuple[int, str]]) -> int | None:
        bare = _bare(connection)
        last = -1
        rest = iter(texts)
        while part := list(islice(rest, _WRONG_STEP)):
            wanted = [(entry, vector(entry, text)) for entry, text in part]
            upto = wanted[-1][0]
            if (found := _first(bare, _WRONG, (_json(wanted), last, upto))) is not None:
                return found
            last = upto
        return _first(bare, _WRONG, ("[]", last, _LAST_ID))

    # Reading

    def find_words(self, connection: Connection, query: Query, low: int, high: int, limit: int) -> list[int]:
        if low + 1 >= high:
            return []
        found = _bare(connection).execute(_FIND, (tsquery(query, [room_of(low)]), low, high, limit))
        return [entry for (entry,) in found.fetchall()]

    def find_words_in_rooms(
        self, connection: Connection, query: Query, names: Collection[str], before: FoundAt, limit: int
    ) -> list[tuple[int, int, str]]:
        bare = _bare(connection)
        known = bare.execute("SELECT number FROM rooms WHERE name = ANY(%s::text[])", (list(names),)).fetchall()
        numbers = [number for (number,) in known]
        if not numbers:
            return []
        values = (numbers, tsquery(query, numbers), *before, limit)
        found: list[tuple[int, int, str]] = bare.execute(_FIND_IN_ROOMS, values).fetchall()
        return found

    def unindexed_texts(self, connection: Connection, names: Collection[str]) -> list[tuple[int, int, str, str]]:
        bare = _bare(connection)
        found: list[tuple[int, int, str, str]] = bare.execute(_UNINDEXED_TEXTS, (list(names),)).fetchall()
        return found

    def for_rows(self, rows: Select[Any]) -> Select[Any]:
        return rows

    def read_rows(self, connection: Connection, statement: Select[Any], values: dict[str, Any], kind: Any) -> list[Any]:
        found = connection.execute(statement, values)
        # A named tuple, or the type of a plain one.
        return [kind(*row) for row in found] if isinstance(kind, type) else list(map(tuple, found))

    # Maintenance

    def sync(self, connection: Connection, *, full: bool) -> None:
        _bare(connection).execute(f"SET synchronous_commit = {'on' if full else 'off'}")

    def shrink(self, connection: Connection) -> bool:
        return False

    async def scrub(self, writer: WritingConnection, call: InWriter, is_ended: Callable[[], bool]) -> float | None:
        # The server's own: autovacuum removes old versions of rows.
        return None

    def _writer(self) -> psycopg.Connection[Any]:
        bare = self.open_connection()
        try:
            bare.execute(_WRITER_SETTINGS)
            bare.execute("SELECT set_config('lock_timeout', %s, false)", (str(int(self._lock_seconds * 1000)),))
            try:
                bare.execute("SELECT pg_advisory_lock(%s)", (_LOCK,))
            except psycopg.errors.LockNotAvailable:
                raise DatabaseInUse from None
            bare.execute("SET lock_timeout = 0")
        except BaseException:
            bare.close()
            raise
        return bare

    def _open_pool(self, creator: Callable[[], Any], begin: str, pool: Any, **options: Any) -> Engine:
        opened = create_engine(
            # With hidden parameters, errors contain the statement, but no text of users.
            "postgresql+psycopg://",
            creator=creator,
            poolclass=pool,
            hide_parameters=True,
            use_native_hstore=False,
            **options,
        )

        def begin_transaction(connection: Connection) -> None:
            try:
                _bare(connection).execute(begin)
            except psycopg.Error as error:
                if faults.is_disconnect(error):
                    connection.invalidate(error)
                raise

        event.listen(opened, "begin", begin_transaction)
        return opened

    def _write(self, connection: Connection, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
        if rows:
            _bare(connection).execute(statement, (_json(rows),))
            self._changes += 1

    def _count(self, connection: Any, cursor: Any, statement: str, *rest: object) -> None:
        if cursor.rowcount > 0 and not statement.lstrip().startswith(("SELECT", "WITH")):
            self._changes += 1


def _bare(connection: Connection) -> psycopg.Connection[Any]:
    bare: psycopg.Connection[Any] = cast("Any", connection.connection.dbapi_connection)
    return bare


def _json(rows: object) -> str:
    return msgspec.json.encode(rows).decode()


def _first(bare: psycopg.Connection[Any], statement: str, values: tuple[Any, ...]) -> int | None:
    row = bare.execute(statement, values).fetchone()
    return None if row is None else row[0]
