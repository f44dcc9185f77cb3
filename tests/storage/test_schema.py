"""
From an older database to the present one.
"""

import sqlite3
import stat
from importlib import import_module
from pkgutil import iter_modules

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from chatd import storage
from chatd.errors import StartError
from chatd.storage import schema
from chatd.storage.sqlite import Sqlite
from chatd.storage.tables import METADATA
from tests.storage.turns import Disk


class SchemaTests(Disk):
    """
    Migrations, done at the start.
    """

    def test_migrations_make_the_tables_that_are_used(self) -> None:
        """
        None was forgotten.
        """
        for module in iter_modules(storage.__path__, "chatd.storage."):
            import_module(module.name)
        self.close(self.open())
        reading = Sqlite(self.path).reading()
        self.addCleanup(reading.dispose)
        with reading.connect() as connection:
            found = compare_metadata(MigrationContext.configure(connection), METADATA)
        # The full-text index is known to SQLite alone.
        self.assertEqual(
            [change for change in found if not str(getattr(change[1], "name", "")).startswith("words")], []
        )

    def test_older_database_is_upgraded_and_a_copy_kept(self) -> None:
        """
        What was said before is there, found and known by its key.
        """
        writing = Sqlite(self.path).writing()
        with writing.connect() as connection:
            schema.upgrade(connection, self.path, target="0001")
            with connection.begin():
                connection.exec_driver_sql("INSERT INTO rooms VALUES (1, 'lobby', 'e', 1, '', '', 0, NULL)")
                connection.exec_driver_sql(
                    "INSERT INTO events VALUES (4294967297, 0, 'g.ann', 'Ann', 5, 'old tea', 'k', NULL, NULL, NULL)"
                )
        writing.dispose()
        store = self.open()
        self.assertEqual((self.texts(store), self.found(store, "tea")), (["old tea"], [1]))
        self.assertEqual(self.say(store, "new tea"), 2)
        self.assertEqual(self.wait(store.check()), [])
        copy = schema.copy_of(self.path, "0001")
        self.assertEqual(stat.S_IMODE(copy.stat().st_mode), 0o600)
        with sqlite3.connect(copy) as former:
            rows = former.execute("SELECT text, version_num FROM events, alembic_version").fetchall()
        former.close()
        self.assertEqual(rows, [("old tea", "0001")])

    def test_present_database_is_left_alone(self) -> None:
        """
        No copy is taken where nothing is done.
        """
        self.close(self.open())
        self.close(self.open())
        self.assertEqual([path.name for path in self.directory.iterdir()], ["chatd.sqlite3"])

    def test_newer_database_ends_the_start(self) -> None:
        """
        An older chatd does not touch what it does not know.
        """
        self.close(self.open())
        with sqlite3.connect(self.path) as connection:
            connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.close()
        with self.assertRaisesRegex(StartError, r"a newer chatd has written it \(schema 9999\)"):
            self.open()

    def test_new_database_can_give_space_back(self) -> None:
        """
        And is written as its promises need it.
        """
        self.close(self.open())
        with sqlite3.connect(self.path) as connection:
            self.assertEqual(connection.execute("PRAGMA auto_vacuum").fetchall(), [(2,)])
            self.assertEqual(connection.execute("PRAGMA journal_mode").fetchall(), [("wal",)])
        connection.close()
