"""
What only PostgreSQL does: servers that cannot be used, connections that are lost, starts at the same time.
"""

import threading
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from chatd.domain.events import AlreadyStored, NewMessage, Result, Stored
from chatd.errors import Refusal, StartError
from chatd.storage.postgresql import database, faults
from chatd.storage.postgresql.database import PostgreSql, place_of
from chatd.storage.postgresql.faults import DatabaseInUse, UnsupportedServer
from chatd.storage.postgresql.fulltext import tsquery, vector
from chatd.storage.search_text import parse_query, spaced
from chatd.storage.sql.revisions import newest_revision, revision_of
from tests.storage.turns import ANN, START, InPostgreSql
from tests.support.postgresql import PostgreSqlServer, empty_postgresql, needs_postgresql, shared_server

pytestmark = needs_postgresql


def name_of(url: str) -> str:
    """
    The name of the database of a URL.
    """
    with psycopg.connect(url) as connection:
        return str(connection.info.dbname)


@pytest.fixture
def fresh() -> Iterator[str]:
    """
    The URL of a database without tables.
    """
    server = shared_server()
    name = server.create()
    yield server.url(name)
    server.drop(name)


def migrate(url: str) -> None:
    """
    Make or upgrade the tables.
    """
    dialect = PostgreSql(url)
    engine = dialect.writing()
    try:
        with engine.connect() as connection:
            dialect.upgrade_tables(connection)
    finally:
        engine.dispose()


class LossTests(InPostgreSql):
    """
    A store whose server goes and comes.
    """

    def setUp(self) -> None:
        super().setUp()
        self.store = self.open()

    def result(self, text: str, key: str | None = None) -> Result:
        """
        What became of a message.
        """
        (result,) = self.append(self.store, NewMessage("lobby", ANN, START, text, key))
        return result

    def check_refused(self, problem: str) -> None:
        """
        A message is refused, and the status tells why.
        """
        refused = self.result("refused", "refused")
        assert isinstance(refused, Refusal)
        self.assertEqual(refused.code, "unavailable")
        self.assertEqual(self.store.status.problem, problem)

    def check_well(self) -> None:
        """
        What was refused can be said, once.
        """
        self.assertIsInstance(self.result("refused", "refused"), Stored)
        self.assertIsInstance(self.result("refused", "refused"), AlreadyStored)
        self.assertIsNone(self.store.status.problem)
        self.assertEqual(self.texts(self.store), ["before", "refused"])

    def test_session_that_is_ended(self) -> None:
        self.say(self.store, "before")
        shared_server().end_connections(name_of(self.url))
        self.check_refused("the PostgreSQL server stops or starts")
        self.check_well()

    def test_reads_do_not_notice_that_all_sessions_were_ended(self) -> None:
        self.say(self.store, "before")
        self.texts(self.store)
        shared_server().end_connections(name_of(self.url))
        self.assertEqual(self.texts(self.store), ["before"])
        self.assertIsNone(self.store.status.problem)

    def test_commit_whose_answer_is_lost_is_found(self) -> None:
        """
        The session ends after the commit: the message is there once, and is answered as stored.
        """
        self.say(self.store, "before")
        writer: Any = self.store.transactions.log_writer
        bare = writer._connection.connection.dbapi_connection

        def commit() -> None:
            type(bare).commit(bare)
            bare.close()
            raise psycopg.OperationalError("the connection is closed")

        self.patch(bare, "commit", commit)
        self.assertIsInstance(self.result("refused", "refused"), Stored)
        self.assertIsInstance(self.result("refused", "refused"), AlreadyStored)
        self.assertEqual(self.texts(self.store), ["before", "refused"])

    def test_disk_that_is_full(self) -> None:
        """
        As the server tells it.
        """
        self.say(self.store, "before")
        with psycopg.connect(self.url, autocommit=True) as other:
            other.execute(
                "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS"
                " $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$"
            )
            self.addCleanup(self.end_fault)
            other.execute("CREATE TRIGGER full_disk BEFORE INSERT ON events EXECUTE FUNCTION full_disk()")
            self.check_refused("the disk of the PostgreSQL server is full")
            other.execute("DROP TRIGGER full_disk ON events")
        self.check_well()

    def end_fault(self) -> None:
        """
        The next test finds no trigger.
        """
        with psycopg.connect(self.url, autocommit=True) as other:
            other.execute("DROP FUNCTION full_disk() CASCADE")

    def test_server_that_becomes_read_only(self) -> None:
        self.say(self.store, "before")
        name = name_of(self.url)
        shared_server().admin(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
        shared_server().end_connections(name)
        self.check_refused("the PostgreSQL server stops or starts")
        problem = "the PostgreSQL server is read-only: a standby, or set to default_transaction_read_only"
        self.check_refused(problem)
        self.assertEqual(self.texts(self.store), ["before"])
        shared_server().admin(f"ALTER DATABASE {name} RESET default_transaction_read_only")
        shared_server().end_connections(name)
        self.append(self.store, NewMessage("lobby", ANN, START, "refused", "refused"))
        self.assertIsInstance(self.result("refused", "refused"), AlreadyStored)
        self.assertIsNone(self.store.status.problem)

    def test_small_write_that_fails_takes_nothing_with_it(self) -> None:
        """
        An error of a statement ends a transaction of PostgreSQL: the other writes are run again without it.
        """

        def wrong(connection: Any) -> None:
            connection.exec_driver_sql("SELECT 1 / 0")

        def right(connection: Any) -> int:
            return int(connection.exec_driver_sql("INSERT INTO meta VALUES ('right', '1')").rowcount)

        transactions = self.store.transactions
        first, second, third = (transactions.commit(one) for one in (right, wrong, lambda connection: 3))
        self.assertEqual(self.wait(first), 1)
        self.assertRaises(DBAPIError, self.wait, second)
        self.assertEqual(self.wait(third), 3)

    def test_second_daemon_is_refused(self) -> None:
        other = PostgreSql(self.url, lock_seconds=0.01)
        with pytest.raises(StartError, match=r"postgresql://chatd@.*: another chatd uses the database$"):
            self.open(other)

    def test_integrity_is_checked_and_a_wrong_index_found(self) -> None:
        self.say(self.store, "before")
        for _ in range(2):
            self.wait(self.store.run_maintenance())
        self.assertEqual(self.wait(self.store.check_integrity()), [])
        with psycopg.connect(self.url, autocommit=True) as other:
            other.execute("UPDATE words SET words = '''other'':1'")
            found = self.wait(self.store.check_integrity())
            other.execute("DELETE FROM words")
        self.assertEqual(found, ["lobby: the index does not agree with the entry 1"])

    def test_backups_are_those_of_the_server(self) -> None:
        with pytest.raises(Refusal) as caught:
            self.wait(self.store.backup(self.directory / "copy"))
        self.assertIn("pg_dump", caught.value.message)


def test_tables_are_made_once_by_several_at_once(fresh: str) -> None:
    """
    Also if no other lock keeps one of them out.
    """
    failed: list[BaseException] = []

    def start() -> None:
        dialect = PostgreSql(fresh)
        engine = dialect._open_pool(dialect.open_connection, "BEGIN", StaticPool)
        try:
            with engine.connect() as connection:
                dialect.upgrade_tables(connection)
        except BaseException as error:
            failed.append(error)
        finally:
            engine.dispose()

    threads = [threading.Thread(target=start) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    engine = PostgreSql(fresh).reading()
    with engine.connect() as connection:
        assert revision_of(connection) == newest_revision()
        assert connection.exec_driver_sql("SELECT count(*) FROM meta WHERE name = 'seed'").scalar_one() == 1
    engine.dispose()


def test_database_of_a_newer_chatd_is_refused_and_stays_as_it_is(fresh: str) -> None:
    migrate(fresh)
    with psycopg.connect(fresh, autocommit=True) as other:
        other.execute("UPDATE alembic_version SET version_num = '9999'")
        other.execute("DROP TABLE acts")
    with pytest.raises(StartError, match=r"a newer chatd has written it \(schema 9999\)"):
        migrate(fresh)
    with psycopg.connect(fresh) as other:
        assert other.execute("SELECT to_regclass('acts')").fetchone() == (None,)


def test_texts_are_ordered_as_in_sqlite(fresh: str) -> None:
    """
    By code points, whatever the language of the database: pages of rooms and accounts are read in that order.
    """
    migrate(fresh)
    with psycopg.connect(fresh) as other:
        found = other.execute(
            "SELECT c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
            " JOIN pg_collation l ON l.oid = a.attcollation WHERE c.relkind = 'r' AND a.attnum > 0"
            " AND c.relnamespace = 'public'::regnamespace AND l.collname <> 'C'"
        ).fetchall()
    assert found == []


def test_server_that_is_too_old_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "OLDEST_SERVER", 99)
    with pytest.raises(UnsupportedServer, match=r"^PostgreSQL \d+ is too old: chatd needs 99 or a later one$"):
        PostgreSql(empty_postgresql()).open_connection()


def test_database_of_another_encoding_is_refused() -> None:
    server = shared_server()
    name = f"latin_{id(server)}"
    server.admin(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'")
    with pytest.raises(UnsupportedServer, match="its encoding is LATIN1"):
        PostgreSql(server.url(name)).open_connection()


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("postgresql://chatd@/nowhere?host={directory}", "there is no database of that name on the PostgreSQL server"),
        (
            "postgresql://nobody:secret@/postgres?host={directory}",
            "the PostgreSQL server refuses the user or the password of store.url",
        ),
        ("postgresql://chatd@/chatd?host={directory}/no", "the PostgreSQL server cannot be reached"),
        ("postgresql://chatd:secret@127.0.0.1:1/chatd", "the PostgreSQL server cannot be reached"),
    ],
)
def test_url_that_leads_nowhere_is_told_in_one_phrase(url: str, problem: str) -> None:
    dialect = PostgreSql(url.format(directory=shared_server().directory))
    with pytest.raises(psycopg.OperationalError) as caught:
        dialect.open_connection()
    assert dialect.start_problem(caught.value) == problem
    assert "secret" not in f"{dialect.place}: {problem}"


@pytest.mark.parametrize(
    ("state", "problem"),
    [
        ("53300", "the PostgreSQL server has no free connections (max_connections)"),
        ("53400", "the PostgreSQL server lacks resources"),
        ("57P03", "the PostgreSQL server stops or starts"),
        ("28P01", "the PostgreSQL server refuses the user or the password of store.url"),
        ("42501", "the user of store.url lacks a right in the database"),
        ("23505", None),
    ],
)
def test_fault_is_told_by_its_code(state: str, problem: str | None) -> None:
    assert faults.fault_of(psycopg.errors.lookup(state)("text of a user")) == problem


def test_other_errors_are_no_faults() -> None:
    assert faults.fault_of(ValueError()) is None
    assert faults.fault_of(psycopg.ProgrammingError("text of a user")) is None
    assert faults.fault_of(DatabaseInUse()) == "another chatd uses the database"


def test_place_has_no_password() -> None:
    assert place_of("postgresql://ann:secret@db.example.org:6432/chat") == "postgresql://ann@db.example.org:6432/chat"
    assert place_of("postgresql:///chat?user=ann&password=secret") == "postgresql://ann@/chat"
    with pytest.raises(ValueError, match=r"^not a URL of PostgreSQL$"):
        place_of("postgresql://ann:secret@[::1/chat")


def test_words_are_quoted() -> None:
    assert vector(1 << 32 | 5, spaced("it's a \\ b\\c a")) is not None
    query = parse_query("foo\\bar '; DROP")
    assert query is not None
    with psycopg.connect(empty_postgresql()) as connection:
        for text in ("a\\b", "C:\\dir", "中文 テスト 한국어", "'quoted'", "x" * 9000, "word " * 20000):
            made = vector(1 << 32 | 1, spaced(text))
            wanted = parse_query(text[:5000])
            assert wanted is not None
            found = connection.execute("SELECT %s::tsvector @@ %s::tsquery", (made, tsquery(wanted, [1]))).fetchone()
            assert found == (True,), text[:20]


def test_server_of_tests_is_private() -> None:
    assert isinstance(shared_server(), PostgreSqlServer)
    assert shared_server().directory.stat().st_mode & 0o077 == 0o011
