"""
What the world does to a store, and what people see of it.
"""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast
from unittest import skipUnless
from unittest.mock import patch

import pytest
from twisted.logger import ILogObserver, LogLevel, globalLogPublisher

from chatd.domain.events import AlreadyStored, DeleteMessage, NewMessage, Result, Stored
from chatd.errors import Refusal, StartError
from chatd.storage.sqlite import files
from chatd.storage.sqlite.database import Sqlite
from chatd.storage.sqlite.files import CHECK_SECONDS, DatabaseMoved, OpenFiles
from tests.storage.programs import ask, hear, lock, squeeze, start, talk
from tests.storage.turns import ANN, START, Disk


class Cramped(Sqlite):
    """
    A database on a disk with room for so many `pages`.
    """

    pages = 1_000_000

    def connect(self) -> sqlite3.Connection:
        """
        See `Sqlite.connect`.
        """
        bare = super().connect()
        bare.execute(f"PRAGMA max_page_count={self.pages}")
        return bare


class Fickle(sqlite3.Connection):
    """
    A connection whose commits end badly while `faults` says so, before or after they have happened.
    """

    faults: list[str]

    def commit(self) -> None:
        """
        See `sqlite3.Connection.commit`.
        """
        fault = self.faults.pop() if self.faults and self.in_transaction else ""
        if fault != "before":
            super().commit()
        if fault:
            raise _input_output_error()


class Unreliable(Sqlite):
    """
    A database on a disk that fails: see `Fickle`.  `dead`: it cannot even be opened.
    """

    dead = False

    def __init__(self, path: Path) -> None:
        super().__init__(path, busy_ms=50)
        self.faults: list[str] = []

    def connect(self) -> sqlite3.Connection:
        """
        See `Sqlite.connect`.
        """
        if self.dead:
            raise _input_output_error()
        bare = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False, factory=Fickle)
        bare.faults = self.faults
        return bare


def _input_output_error() -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR
    return error


class Faults(Disk):
    """
    What these tests have in common: the lines of the log, and drafts.
    """

    def setUp(self) -> None:
        super().setUp()
        self.lines: list[str] = []
        observer = cast("ILogObserver", self._observe)
        globalLogPublisher.addObserver(observer)
        self.addCleanup(globalLogPublisher.removeObserver, observer)

    def _observe(self, event: dict[str, Any]) -> None:
        if event["log_level"] in {LogLevel.error, LogLevel.critical}:
            self.lines.append(event["log_format"].format(**event))

    def assert_unavailable(self, results: Sequence[Result]) -> None:
        """
        All are refused for now, and told when to try again.
        """
        for result in results:
            assert isinstance(result, Refusal), result
            self.assertEqual((result.code, result.retry_after), ("unavailable", 1000))


def drafts(count: int, size: int = 1000) -> list[NewMessage]:
    """
    Messages of that many characters.
    """
    return [NewMessage("lobby", ANN, START, "x" * size) for _ in range(count)]


class FullDiskTests(Faults):
    """
    The disk is full.
    """

    def test_full_disk_passes(self) -> None:
        """
        Nothing is stored, people read, one line says so; when there is room again the store notices by itself.
        """
        dialect = Cramped(self.path, busy_ms=50)
        store = self.open(dialect)
        self.say(store, "before")
        dialect.pages = 60
        self.close(store)
        store = self.open(dialect)
        results = [result for _ in range(20) for result in self.append(store, *drafts(20))]
        refused = [result for result in results if isinstance(result, Refusal)]
        self.assert_unavailable(refused)
        self.assertGreater(len(refused), 200)
        self.assertEqual(self.lines, ["the store cannot write: the disk is full"])
        self.assertEqual((store.status.problem, store.status.refused), ("the disk is full", len(refused)))
        self.assertEqual(len(self.texts(store)), 401 - len(refused))
        dialect.pages = 1_000_000
        self.wait(store.run_maintenance())
        self.assertIsNone(store.status.problem)
        self.assertEqual(self.say(store, "after"), 402 - len(refused))
        self.assertEqual(self.wait(store.check_integrity()), [])

    @pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a small disk")
    def test_disk_that_is_really_full_passes(self) -> None:
        """
        The same with a file system that has no room, until somebody makes some.
        """
        disk = self.directory / "disk"
        disk.mkdir()
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", disk], capture_output=True, check=False
        )
        if mounted.returncode:
            self.skipTest("mounting is not allowed here")
        self.addCleanup(lambda: subprocess.run(["umount", "-l", disk], check=True))
        self.path = disk / "chatd.sqlite3"
        store = self.open()
        ballast = disk / "ballast"
        ballast.write_bytes(bytes(1_500_000))
        results = [result for _ in range(100) for result in self.append(store, *drafts(20))]
        self.assertIsInstance(results[-1], Refusal)
        self.assertEqual(len(self.lines), 1)
        held = len(self.texts(store))
        self.assertGreater(held, 0)
        ballast.unlink()
        self.wait(store.run_maintenance())
        self.assertIsNone(store.status.problem)
        self.say(store, "after")
        self.assertEqual(self.wait(store.check_integrity()), [])


class BackupTests(Faults):
    """
    A backup that cannot be written.
    """

    def test_failed_backup_is_no_problem_of_the_store(self) -> None:
        """
        The status and the log say so until a backup is made; who watches the store is told that it is well.
        """
        store = self.open()
        self.say(store, "before")

        def fail(path: Path) -> None:
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error

        with patch.object(files, "write_checksum", fail), self.assertRaises(Refusal) as caught:
            self.wait(store.backup(self.directory / "copy"))
        self.assertEqual(caught.exception.message, "no backup was made: the disk is full")
        self.assertEqual((store.status.problem, store.status.backup_problem), (None, "the disk is full"))
        with self.assertRaises(Refusal):
            self.wait(store.backup(self.directory / "nowhere" / "copy"))
        self.assertEqual(store.status.backup_problem, "no such file or directory")
        self.assertEqual(
            self.lines, [f"no backup was made: {why}" for why in ("the disk is full", "no such file or directory")]
        )
        self.assertEqual([path.name for path in self.directory.iterdir() if "copy" in path.name], [])
        self.wait(store.backup(self.directory / "copy"))
        self.assertIsNone(store.status.backup_problem)


class ReadOnlyTests(Faults):
    """
    A process without the right to write.
    """

    def setUp(self) -> None:
        super().setUp()
        package = Path(files.__file__).parent
        if os.geteuid() == 0 and any(place.stat().st_mode & 0o005 != 0o005 for place in (package, *package.parents)):
            self.skipTest("others cannot read this checkout, and root has every right")
        self.directory.chmod(0o777)
        store = self.open()
        self.say(store, "before")
        self.close(store)

    def _start(self) -> "subprocess.Popen[str]":
        process = start(talk, self.path)
        self.addCleanup(process.communicate)
        return process

    def test_file_that_cannot_be_written_is_read(self) -> None:
        """
        People read; what they say is refused until the right is given back.
        """
        self.path.chmod(0o444)
        process = self._start()
        self.assertEqual(hear(process), "open")
        problem = "the database cannot be written to"
        self.assertEqual(json.loads(ask(process, "one")), [["before"], "Refusal", problem])
        self.assertEqual(json.loads(ask(process, "two")), [["before"], "Refusal", problem])
        self.path.chmod(0o666)
        for name in ("-wal", "-shm"):
            Path(f"{self.path}{name}").chmod(0o666)
        self.assertEqual(json.loads(ask(process, "three")), [["before"], "Stored", None])
        self.assertEqual(json.loads(ask(process, "four")), [["before", "three"], "Stored", None])

    def test_directory_that_cannot_be_written_ends_the_start(self) -> None:
        """
        Without the files beside the database it cannot even be read: one line says so.
        """
        self.path.chmod(0o444)
        self.directory.chmod(0o555)
        self.addCleanup(self.directory.chmod, 0o777)
        process = self._start()
        self.assertRegex(hear(process), r"^StartError: .*chatd\.sqlite3: the database cannot be (opened|written to)$")


@skipUnless(sys.platform == "linux", "how much of its addresses a process has used is told in another way here")
class ThreadlessTests(Disk):
    """
    A system that has no more threads to give.
    """

    def _open(self, threads: int) -> tuple[str, list[str]]:
        process = start(squeeze, self.path)
        self.addCleanup(process.communicate)
        return ask(process, f"{threads}"), json.loads(hear(process))

    def test_store_without_threads_is_not_opened(self) -> None:
        """
        One line says so, be it the first or the second that is missing, and none is left behind.
        """
        for threads, name in enumerate(["chatd-writer", "chatd-reader"]):
            line, left = self._open(threads)
            self.assertRegex(line, rf"^StartError: {name}: can't start new thread: too many processes, or .* memory$")
            self.assertEqual(left, ["MainThread"])

    @pytest.mark.slow
    def test_two_threads_are_enough(self) -> None:
        """
        One that writes and one that reads.
        """
        self.assertEqual(self._open(2), ("open", ["MainThread", "chatd-reader-0", "chatd-writer-0"]))


class LockedTests(Faults):
    """
    Another process has the lock.
    """

    def test_lock_of_another_process_passes(self) -> None:
        """
        What is said meanwhile is refused, people read, and it goes on when the lock is gone.
        """
        store = self.open()
        self.say(store, "before")
        process = start(lock, self.path)
        self.addCleanup(process.communicate)
        self.assertEqual(hear(process), "locked")
        self.assert_unavailable(self.append(store, *drafts(3)) + self.append(store, *drafts(3)))
        self.assertEqual(self.texts(store), ["before"])
        self.assertEqual(self.lines, ["the store cannot write: the database is locked by another process"])
        self.assertEqual(ask(process, "let go"), "unlocked")
        self.assertEqual(self.say(store, "after"), 2)
        self.assertIsNone(store.status.problem)


class MovedTests(Faults):
    """
    The file is not where it was.
    """

    def _assert_lost(self, store: Any) -> None:
        self.assert_unavailable(self.append(store, *drafts(2)))
        self.wait(store.run_maintenance())
        self.assert_unavailable(self.append(store, *drafts(2)))
        self.assertRegex(store.status.problem, "removed or replaced; restart")
        self.assertEqual(len(self.lines), 1)
        with self.assertRaises(Refusal):
            self.wait(store.read("lobby", limit=1))

    def test_removed_file_is_not_written_to(self) -> None:
        """
        Nothing more is acknowledged; after a restart people talk on in an empty log.
        """
        store = self.open()
        self.say(store, "before")
        for path in self.directory.iterdir():
            path.unlink()
        self._assert_lost(store)
        self.close(store)
        self.assertEqual(self.say(self.open(), "after"), 1)

    def test_reads_look_at_the_files_four_times_a_second(self) -> None:
        """
        Not each of them; and none is answered once it is known that the files are gone.
        """
        path = self.directory / "file"
        path.touch()
        files = OpenFiles()
        files.remember([path])
        files.check_unmoved_lately(100.0)
        path.unlink()
        files.check_unmoved_lately(100.0 + 0.9 * CHECK_SECONDS)
        for now in (100.0 + CHECK_SECONDS, 100.0):
            with self.assertRaises(DatabaseMoved):
                files.check_unmoved_lately(now)

    def test_replaced_file_is_not_written_to(self) -> None:
        """
        A copy in its place is another file, even if it holds the same.
        """
        store = self.open()
        self.say(store, "before")
        self.wait(store.backup(self.directory / "copy"))
        (self.directory / "copy").replace(self.path)
        self._assert_lost(store)
        self.close(store)
        for name in ("-wal", "-shm"):
            Path(f"{self.path}{name}").unlink(missing_ok=True)
        again = self.open()
        self.assertEqual(self.texts(again), ["before"])
        self.assertEqual(self.say(again, "after"), 2)

    def test_removed_write_ahead_log_is_noticed(self) -> None:
        """
        What is committed to a log without a name would be gone after a restart.
        """
        store = self.open()
        self.say(store, "before")
        Path(f"{self.path}-wal").unlink()
        self._assert_lost(store)


class DamageTests(Faults):
    """
    The file is not what it was.
    """

    def test_file_that_is_no_database_ends_the_start(self) -> None:
        """
        The line says what to do.
        """
        self.path.write_bytes(b"not a database, whatever its name says" * 200)
        with self.assertRaisesRegex(StartError, r"chatd\.sqlite3: the database file is damaged; .*chatd restore FILE"):
            self.open()

    def test_damaged_header_ends_the_start(self) -> None:
        """
        The same for a file that has been one.
        """
        store = self.open()
        self.say(store, "before")
        self.close(store)
        with self.path.open("r+b") as file:
            file.write(bytes(4096))
        with self.assertRaisesRegex(StartError, "the database file is damaged"):
            self.open()

    def test_damage_is_found_beside_the_service(self) -> None:
        """
        After a stop that was not in order the file is read through while people talk on.
        """
        store = self.open()
        self.append(store, *drafts(200), NewMessage("lobby", ANN, START, "needle"), *drafts(200))
        for _ in range(2):
            self.wait(store.run_maintenance())
        copy = self.directory / "crashed.sqlite3"
        shutil.copy(self.path, copy)
        shutil.copy(f"{self.path}-wal", f"{copy}-wal")
        with sqlite3.connect(copy) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        with copy.open("r+b") as file:
            # The middle of the log: nothing needs it at the start.
            file.seek(copy.read_bytes().index(b"needle") // 4096 * 4096)
            file.write(b"\xff" * 4096)
        self.path = copy
        crashed = self.open()
        while crashed.status.problem is None:
            self.turns.step()
        self.assertRegex(crashed.status.problem, "its file is damaged .*; stop chatd and restore a backup")


class BadDraftTests(Faults):
    """
    A draft that cannot be stored.
    """

    def test_poison_fails_alone(self) -> None:
        """
        Half a character is no text: it is refused, and what came with it is stored, in order.
        """
        store = self.open()
        self.say(store, "before")
        texts = ["one", "two", "\ud800", "three", "four"]
        results = self.append(store, *[NewMessage("lobby", ANN, START, text) for text in texts])
        self.assertEqual([type(result) for result in results], [Stored, Stored, Refusal, Stored, Stored])
        self.assertEqual(self.texts(store), ["before", "one", "two", "three", "four"])
        self.assertIsNone(store.status.problem)
        self.assertEqual(len(self.lines), 1)
        self.assertNotIn("ud800", self.lines[0])


class FailedCommitTests(Faults):
    """
    A commit fails, and nobody knows whether it has happened.
    """

    def setUp(self) -> None:
        super().setUp()
        self.dialect = Unreliable(self.path)
        self.store = self.open(self.dialect)
        self.say(self.store, "before")
        self.changed: list[str] = []
        self.store.watch_changes(self.changed.append)

    def test_commit_that_happened_is_acknowledged(self) -> None:
        """
        What is there is there, whatever was said of the commit.
        """
        self.dialect.faults.append("after")
        results = self.append(self.store, *drafts(2, 5))
        self.assertEqual([type(result) for result in results], [Stored, Stored])
        self.assertEqual(self.say(self.store, "after"), 4)
        self.assertEqual(self.changed, [])

    def test_commit_that_did_not_happen_is_refused(self) -> None:
        """
        Nothing is there, and the next one has its seq.
        """
        self.dialect.faults.append("before")
        self.assert_unavailable(self.append(self.store, *drafts(2, 5)))
        self.assertEqual(self.store.status.problem, "the disk fails")
        self.assertEqual(self.say(self.store, "after"), 2)
        self.assertIsNone(self.store.status.problem)

    def test_index_whose_commit_is_in_doubt_is_read_again(self) -> None:
        """
        No entry is indexed twice, so that the words of a message that is deleted afterwards leave the index.
        """
        writer = self.store.transactions.log_writer
        for fault in ("before", "after"):
            seq = self.say(self.store, "needle", key=fault)
            self.dialect.faults.append(fault)
            with self.assertRaises(Refusal):
                self.wait(self.store.transactions.call_in_writer(writer.index))
            again = NewMessage("lobby", ANN, START, "needle", fault)
            self.assertEqual(self.append(self.store, again), [AlreadyStored(seq, START)])
            self.assertEqual(self.found(self.store, "needle"), [seq])
            self.append(self.store, DeleteMessage("lobby", ANN, START, seq))
            self.wait(self.store.transactions.call_in_writer(writer.index_all))
            self.assertEqual(self.found(self.store, "needle"), [])
            self.assertEqual(self.wait(self.store.check_integrity()), [])

    def test_commit_nobody_knows_of_is_told_later(self) -> None:
        """
        It was refused while the disk could not be read; when it can, rooms that hold more are read again.
        """
        message = NewMessage("lobby", ANN, START, "unknown", "k")
        self.dialect.faults.append("after")
        self.dialect.dead = True
        self.assert_unavailable(self.append(self.store, message))
        self.dialect.dead = False
        self.assertEqual(self.append(self.store, message), [AlreadyStored(2, START)])
        self.assertEqual(self.changed, ["lobby"])
        self.assertEqual(self.say(self.store, "after"), 3)
        self.assertEqual(self.wait(self.store.check_integrity()), [])
