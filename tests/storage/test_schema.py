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
from chatd.domain.events import DeleteMessage, EditMessage, Stored
from chatd.domain.rooms import Retention
from chatd.errors import StartError
from chatd.storage.search_text import index_version
from chatd.storage.sql import reindexing
from chatd.storage.sql.reindexing import STEP
from chatd.storage.sql.store import SqlStore
from chatd.storage.sql.tables import METADATA
from chatd.storage.sqlite import schema
from chatd.storage.sqlite.database import Sqlite
from tests.storage.turns import ANN, START, Disk

VERSIONS = "chatd.storage.sql.migrations.versions"


class SchemaTests(Disk):
    """
    Migrations, done at the start.
    """

    def test_migrations_make_the_tables_that_are_used(self) -> None:
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

    def test_migrations_are_one_line(self) -> None:
        """
        Two of the same number, made at the same time, would leave the order to chance.
        """
        versions = sorted(module.name for module in iter_modules(import_module(VERSIONS).__path__))
        found = [import_module(f"{VERSIONS}.{name}") for name in versions]
        numbers = sorted((module.revision, module.down_revision or "0000") for module in found)
        self.assertEqual(numbers, [(f"{n:04}", f"{n - 1:04}") for n in range(1, len(found) + 1)])
        self.assertEqual({module.revision for module in found}, {name[-4:] for name in versions})

    def test_older_database_is_upgraded_and_a_copy_kept(self) -> None:
        """
        What was said before is there, found and known by its key.
        """
        writing = Sqlite(self.path).writing()
        with writing.connect() as connection:
            schema.upgrade_database(connection, self.path, target="0001")
            with connection.begin():
                connection.exec_driver_sql("INSERT INTO rooms VALUES (1, 'lobby', 'e', 1, '', '', 0, NULL)")
                connection.exec_driver_sql(
                    "INSERT INTO events VALUES (4294967297, 0, 'g.ann', 'Ann', 5, 'old tea', 'k', NULL, NULL, NULL)"
                )
        writing.dispose()
        store = self.open()
        self.assertEqual((self.texts(store), self.found(store, "tea")), (["old tea"], [1]))
        self.assertEqual(self.say(store, "new tea"), 2)
        self.assertEqual(self.wait(store.check_integrity()), [])
        copy = schema.copy_path(self.path, "0001")
        self.assertEqual(stat.S_IMODE(copy.stat().st_mode), 0o600)
        with sqlite3.connect(copy) as former:
            rows = former.execute("SELECT text, version_num FROM events, alembic_version").fetchall()
        former.close()
        self.assertEqual(rows, [("old tea", "0001")])

    def older(self, revision: str, texts: list[str]) -> None:
        """
        A database of an earlier revision, with an index of words that are not those of today.
        """
        writing = Sqlite(self.path).writing()
        with writing.connect() as connection:
            schema.upgrade_database(connection, self.path, target=revision)
            with connection.begin():
                connection.exec_driver_sql(
                    "INSERT INTO rooms (number, name, epoch, first, indexed, title, topic, slow)"
                    f" VALUES (1, 'lobby', 'e', 1, {len(texts)}, '', '', 0)"
                )
                for seq, text in enumerate(texts, 1):
                    entry = (1 << 32) + seq
                    connection.exec_driver_sql(
                        "INSERT INTO events (id, kind, author, name, time, text) VALUES (?, 0, 'g.ann', 'Ann', 5, ?)",
                        (entry, text),
                    )
                    connection.exec_driver_sql("INSERT INTO authored VALUES (1, 'g.ann', '', ?)", (seq,))
                    connection.exec_driver_sql("INSERT INTO words (rowid, text) VALUES (?, ?)", (entry, text))
        writing.dispose()

    def newest(self, store: SqlStore, text: str, limit: int = 1000) -> list[int]:
        """
        The seqs of the newest messages that a search finds.
        """
        return [int(event.seq) for event in self.wait(store.search_messages("lobby", text, limit=limit)).events]  # type: ignore[arg-type]

    def reindex(self, store: SqlStore) -> bool:
        """
        A step of making the index anew; whether there is more to do.
        """
        return self.wait(store.transactions.call_in_writer(store._log_writer.reindex))

    def test_search_is_right_while_the_index_is_made_anew(self) -> None:
        """
        What it does not hold yet is found all the same.
        """
        count = 2 * STEP + 100
        self.older("0004", [f"tea{'' if seq % 2 else ' ภาษาไทย'} {seq}" for seq in range(1, count + 1)])
        store = self.open()
        steps = 0
        while True:
            self.assertEqual(self.newest(store, "ไทย", limit=3), [count, count - 2, count - 4])
            self.assertEqual(self.newest(store, "tea"), list(range(count, 0, -1)))
            self.assertEqual(self.newest(store, "tea 100 "), [100])
            self.assertEqual(self.wait(store.check_integrity()), [])
            self.assertEqual(store.status.unindexed, max(0, count - steps * STEP))
            if not self.reindex(store):
                break
            steps += 1
        self.assertEqual((steps, store.status.unindexed), (3, 0))
        with sqlite3.connect(self.path) as connection:
            self.assertEqual(connection.execute("SELECT reindex FROM rooms").fetchall(), [(0,)])
        connection.close()

    def test_long_messages_are_few_in_a_step(self) -> None:
        self.patch(reindexing, "STEP_CHARACTERS", 10)
        self.older("0004", ["tea and coffee", "tea", "cup tea", "tea tea tea tea"])
        store = self.open()
        steps = 1
        while self.reindex(store):
            self.assertEqual(self.newest(store, "tea"), [4, 3, 2, 1])
            steps += 1
        # The newest first: one long message, two short ones, one long message; then there is none.
        self.assertEqual((steps, self.newest(store, "tea")), (4, [4, 3, 2, 1]))

    def test_old_messages_change_while_the_index_is_made_anew(self) -> None:
        """
        Each on its side of where the index has come to.
        """
        count = 2 * STEP
        self.older("0004", [f"tea {seq}" for seq in range(1, count + 1)])
        store = self.open()
        self.reindex(store)
        for seq in (3, count - 3):
            drafts = [EditMessage("lobby", ANN, START, seq, f"cake {seq}"), DeleteMessage("lobby", ANN, START, seq + 1)]
            for result in self.append(store, *drafts):
                self.assertIsInstance(result, Stored)
        for _ in range(3):
            self.assertEqual(self.newest(store, "cake"), [count - 3, 3])
            self.assertEqual(self.newest(store, "tea 3 "), [])
            self.assertEqual(self.newest(store, "tea 4 "), [])
            self.assertEqual(self.wait(store.check_integrity()), [])
            self.reindex(store)
        self.assertEqual(list(self.wait(store.erase_user("g.ann"))), ["lobby"])
        self.assertEqual((self.newest(store, "cake"), self.wait(store.check_integrity())), ([], []))

    def test_erasing_and_dropping_leave_an_unfinished_index_alone(self) -> None:
        """
        What is not in it is not taken out of it.
        """
        self.older("0004", [f"tea {seq}" for seq in range(1, STEP + 10)])
        store = self.open()
        self.reindex(store)
        self.wait(store.change_settings("lobby", retention=Retention(count=STEP + 5)))
        self.wait(store.run_maintenance())
        self.assertEqual(self.wait(store.check_integrity()), [])
        self.wait(store.erase_user("g.ann"))
        self.assertEqual((self.newest(store, "tea"), self.wait(store.check_integrity())), ([], []))

    def test_index_of_another_version_is_made_anew(self) -> None:
        """
        By itself, in the background.
        """
        store = self.open()
        self.say(store, "old tea")
        self.close(store)
        with sqlite3.connect(self.path) as connection:
            connection.execute("UPDATE meta SET value = '1/9.0.0' WHERE name = 'words'")
        connection.close()
        store = self.open()
        self.assertEqual(self.newest(store, "tea"), [1])
        self.wait(store.run_maintenance())
        self.close(store)
        with sqlite3.connect(self.path) as connection:
            self.assertEqual(connection.execute("SELECT reindex FROM rooms").fetchall(), [(0,)])
            version = connection.execute("SELECT value FROM meta WHERE name = 'words'").fetchall()
        connection.close()
        self.assertEqual(version, [(index_version(),)])
        store = self.open()
        self.assertEqual((self.newest(store, "tea"), self.wait(store.check_integrity())), ([1], []))

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
        before = {path.name: path.read_bytes() for path in self.directory.iterdir()}
        with self.assertRaisesRegex(StartError, r"a newer chatd has written it \(schema 9999\)"):
            self.open()
        self.assertEqual(before[self.path.name], self.path.read_bytes())
        # Of a database in WAL mode a reader may leave an index, and an empty log.
        left = {path for path in self.directory.iterdir() if path.name not in before and path.stat().st_size}
        self.assertEqual([path.name for path in left if not path.name.endswith("-shm")], [])

    def test_new_database_can_give_space_back(self) -> None:
        """
        And is written as its promises need it.
        """
        self.close(self.open())
        with sqlite3.connect(self.path) as connection:
            self.assertEqual(connection.execute("PRAGMA auto_vacuum").fetchall(), [(2,)])
            self.assertEqual(connection.execute("PRAGMA journal_mode").fetchall(), [("wal",)])
        connection.close()
