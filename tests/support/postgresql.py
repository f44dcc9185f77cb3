"""
A private PostgreSQL server for tests: Debian's binaries, a directory of its own, a Unix socket, no port.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from itertools import count
from pathlib import Path

import pytest

from chatd.storage.sql.dialect import SqlDialect

REQUIRED = "CHATD_REQUIRE_POSTGRESQL"
_FAST = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")
_USER = "chatd"


def binaries() -> Path | None:
    """
    The directory of the newest server that is installed; None if there is none.
    """
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/postgres")]
    return max(found, key=lambda path: int(path.parent.name), default=None)


def missing() -> str:
    """
    What these tests need and is not there; empty if all of it is.
    """
    if find_spec("psycopg") is None:
        return "there is no driver for PostgreSQL (psycopg)"
    return "there is no PostgreSQL server (Debian: postgresql)" if binaries() is None else ""


needs_postgresql = pytest.mark.skipif(bool(missing()) and not os.environ.get(REQUIRED), reason=missing())


class PostgreSqlServer:
    """
    A server in a temporary directory.  It refuses to run as root: then it runs as nobody.
    """

    def __init__(self) -> None:
        found = binaries()
        assert found is not None, "there is no PostgreSQL server (Debian: postgresql)"
        self._bin = found
        # The path of a Unix socket has 107 bytes at most.
        self.directory = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
        self._owner = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
        if self._owner is not None:
            os.chown(self.directory, self._owner.pw_uid, self._owner.pw_gid)
        self.directory.chmod(0o711)
        self.data = self.directory / "data"
        self._run("initdb", "-D", self.data, "-U", _USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        self._numbers = count(1)

    def start(self, *settings: str) -> None:
        """
        Start the server; returns when it answers.
        """
        options = " ".join(f"-c {one}" for one in (*_FAST, "max_connections=200", *settings))
        self._control("start", "-l", self.directory / "log", "-o", f"-h '' -k {self.directory} {options}")

    def stop(self, how: str = "fast") -> None:
        """
        Stop the server: ``fast`` ends its connections, ``immediate`` is a crash.
        """
        self._control("stop", "-m", how)

    def url(self, database: str, user: str = _USER) -> str:
        """
        The URL of a database.
        """
        return f"postgresql://{user}@/{database}?host={self.directory}"

    def admin(self, statement: str) -> None:
        """
        Execute a statement outside of a transaction.
        """
        import psycopg

        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())

    def create(self, template: str = "template0") -> str:
        """
        Make a new database, a copy of another one; returns its name.
        """
        name = f"test{os.getpid()}_{next(self._numbers)}"
        self.admin(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop(self, database: str) -> None:
        """
        Drop a database and end its connections.
        """
        self.admin(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")

    def end_connections(self, database: str) -> None:
        """
        End the sessions of a database, as an administrator does.
        """
        self.admin(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'")

    def remove(self) -> None:
        """
        Stop the server and remove its directory.
        """
        if (self.data / "postmaster.pid").exists():
            self.stop("immediate")
        shutil.rmtree(self.directory, ignore_errors=True)

    def _control(self, command: str, *more: object) -> None:
        self._run("pg_ctl", "-D", self.data, "-w", "-s", command, *more)

    def _run(self, program: str, *arguments: object) -> None:
        owner = self._owner
        done = subprocess.run(
            [str(self._bin / program), *map(str, arguments)],
            check=False,
            user=None if owner is None else owner.pw_uid,
            group=None if owner is None else owner.pw_gid,
            extra_groups=None if owner is None else [],
            cwd=self.directory,
            stdin=subprocess.DEVNULL,
            # The server must not hold a pipe of ours.
            stdout=(output := (self.directory / "output").open("w")),
            stderr=output,
        )
        output.close()
        assert done.returncode == 0, (self.directory / "output").read_text()


@contextmanager
def private_server() -> Iterator[PostgreSqlServer]:
    """
    A running server that is removed at the end.
    """
    server = PostgreSqlServer()
    try:
        server.start()
        yield server
    finally:
        server.remove()


# What a migrated database has, before anything is stored.
_EMPTY = """
DO $$
DECLARE name text;
BEGIN
    FOR name IN SELECT quote_ident(relname) FROM pg_class
        WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace AND relname <> 'alembic_version'
    LOOP EXECUTE 'DELETE FROM ' || name; END LOOP;
    FOR name IN SELECT quote_ident(relname) FROM pg_class
        WHERE relkind = 'S' AND relnamespace = current_schema()::regnamespace
    LOOP EXECUTE 'ALTER SEQUENCE ' || name || ' RESTART'; END LOOP;
    INSERT INTO meta (name, value) VALUES ('seed', md5(random()::text));
END $$
"""


@cache
def _shared_database() -> str:
    url = shared_server().url(shared_server().create())
    database = open_postgresql(url)
    engine = database.writing()
    with engine.connect() as connection:
        database.upgrade_tables(connection)
    engine.dispose()
    return url


def empty_postgresql() -> str:
    """
    The URL of a database with its tables and nothing in them.  It is always the same: no test leaves it open.
    """
    import psycopg

    url = _shared_database()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(_EMPTY)
    return url


def open_postgresql(url: str = "") -> SqlDialect:
    """
    The database of a URL, or that of `empty_postgresql`.
    """
    # Where it is not installed, its tests are skipped.
    from chatd.storage.postgresql.database import PostgreSql

    return PostgreSql(url or empty_postgresql())


@cache
def shared_server() -> PostgreSqlServer:
    """
    The server of this test process, started for the first test that needs it; `end_shared_server` removes it.
    """
    server = PostgreSqlServer()
    server.start()
    return server


def end_shared_server() -> None:
    """
    Remove the server of this process, if there is one.
    """
    if shared_server.cache_info().currsize:
        shared_server().remove()
        shared_server.cache_clear()
        _shared_database.cache_clear()
