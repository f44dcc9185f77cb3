"""
The data directory: whose it is, and who has it.
"""

import os
import sqlite3
import stat
import subprocess
import sys
import tempfile
from pathlib import Path
from unittest import skipIf

import pytest
from twisted.logger import capturedLogs
from twisted.trial.unittest import SynchronousTestCase

from chatd.errors import StartError
from chatd.storage.data_directory import LOCK, is_locked, lock, make_private, prepare, secret

HOLD = """
import sys
from pathlib import Path
from chatd.storage.data_directory import lock
held = lock(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.readline()
"""


def mode(path: Path) -> int:
    """
    Who may do what with a file.
    """
    return stat.S_IMODE(path.stat().st_mode)


class DirectoryTests(SynchronousTestCase):
    """
    A directory of one's own.
    """

    def setUp(self) -> None:
        self.place = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.directory = self.place / "chatd-data"

    def test_directory_is_its_owners_alone(self) -> None:
        """
        Made so, and made so again if it was not.
        """
        prepare(self.directory)
        self.assertEqual(mode(self.directory), 0o700)
        self.directory.chmod(0o755)
        prepare(self.directory)
        self.assertEqual(mode(self.directory), 0o700)

    def test_directory_in_which_others_may_write_is_refused(self) -> None:
        """
        What lies in it may be theirs; of an empty one the right is taken away.
        """
        for rights in (0o720, 0o702, 0o1777):
            self.directory.mkdir(exist_ok=True)
            self.directory.chmod(rights)
            prepare(self.directory)
            self.assertEqual(mode(self.directory), 0o700)
            (self.directory / "secret").touch()
            self.directory.chmod(rights)
            with self.assertRaisesRegex(StartError, f"others may write in it .mode {rights:04o}.*chmod 700"):
                prepare(self.directory)
            (self.directory / "secret").unlink()

    @skipIf(os.geteuid() != 0, "only root can give a directory away")
    def test_directory_of_another_user_is_refused(self) -> None:
        """
        Also by root: its owner could change what root reads and writes.
        """
        self.directory.mkdir(mode=0o700)
        os.chown(self.directory, 65534, 65534)
        with self.assertRaisesRegex(StartError, r"belongs to \w+ \(user 65534\), and chatd runs as root \(user 0\)"):
            prepare(self.directory)

    def test_link_in_it_is_not_followed(self) -> None:
        """
        Neither the lock, nor a secret, nor the database or what is beside it.
        """
        prepare(self.directory)
        elsewhere = self.place / "elsewhere"
        elsewhere.write_text("ab" * 32)
        elsewhere.chmod(0o600)
        database = self.directory / "chatd.db"
        for name in (LOCK, "secret", "chatd.db", "chatd.db-wal", "chatd.db-shm", "chatd.db.before-0003"):
            for target in (elsewhere, self.place / "nowhere"):
                (self.directory / name).symlink_to(target)
                with self.assertRaisesRegex(StartError, f"chatd-data/{name}: is a link"):
                    lock(self.directory).release()
                    secret(self.directory, "secret")
                    make_private(self.directory, database)
                (self.directory / name).unlink()
        self.assertFalse((self.place / "nowhere").exists())
        (self.directory / LOCK).unlink(missing_ok=True)
        (self.directory / LOCK).symlink_to(elsewhere)
        self.assertFalse(is_locked(self.directory))
        self.assertEqual(elsewhere.read_text(), "ab" * 32)

    def test_database_is_its_owners_alone(self) -> None:
        """
        Whatever the umask; a file of an earlier version that others could read is narrowed, and a line says so.
        """
        prepare(self.directory)
        database = self.directory / "chatd.db"
        self.addCleanup(os.umask, os.umask(0o022))
        make_private(self.directory, database)
        self.assertEqual(mode(database), 0o600)
        connection = sqlite3.connect(database)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE t (a)")
        names = ["chatd.db", "chatd.db-shm", "chatd.db-wal"]
        self.assertEqual(sorted(path.name for path in self.directory.iterdir()), names)
        self.assertEqual({mode(path) for path in self.directory.iterdir()}, {0o600})
        connection.close()
        kept = ("chatd.db", "chatd.db.before-0003", "chatd.db.replaced-20260101T000000Z")
        for name in kept:
            (self.directory / name).touch()
            (self.directory / name).chmod(0o644)
        with capturedLogs() as logs:
            make_private(self.directory, database)
        self.assertEqual({mode(self.directory / name) for name in kept}, {0o600})
        self.assertEqual([Path(event["path"]).name for event in logs], list(kept))

    def test_link_that_the_configuration_names_is_followed(self) -> None:
        """
        It is not in the data directory; the file that it leads to is narrowed.
        """
        prepare(self.directory)
        elsewhere, named = self.place / "large-disk.db", self.place / "site.db"
        elsewhere.touch()
        elsewhere.chmod(0o644)
        named.symlink_to(elsewhere)
        make_private(self.directory, named)
        self.assertEqual(mode(elsewhere), 0o600)

    def test_file_is_no_directory(self) -> None:
        self.directory.write_text("")
        with self.assertRaisesRegex(StartError, "chatd-data: cannot be the data directory: file exists"):
            prepare(self.directory)

    def test_second_daemon_is_refused(self) -> None:
        """
        For as long as the first one lives, and not a moment longer, however it ends.
        """
        prepare(self.directory)
        holder = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(self.directory)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert holder.stdout is not None
        self.assertEqual(holder.stdout.readline(), "held\n")
        with self.assertRaisesRegex(StartError, r"^[^\n]*chatd-data: another chatd is running on this data directory$"):
            lock(self.directory)
        holder.kill()
        holder.communicate()
        with lock(self.directory):
            self.assertEqual(mode(self.directory / LOCK), 0o600)
            with self.assertRaises(StartError):
                lock(self.directory)
        lock(self.directory).release()

    def test_lock_needs_a_directory(self) -> None:
        """
        One line says what is missing.
        """
        with self.assertRaisesRegex(StartError, "lock: cannot be locked: no such file or directory"):
            lock(self.directory)

    def test_secret_stays_the_same(self) -> None:
        """
        Random, another one under each name, and nobody else can read it.
        """
        prepare(self.directory)
        first = secret(self.directory, "guests")
        self.assertEqual((len(first), secret(self.directory, "guests")), (32, first))
        self.assertNotEqual(secret(self.directory, "cookies"), first)
        self.assertEqual(mode(self.directory / "guests"), 0o600)
        self.assertEqual(sorted(path.name for path in self.directory.iterdir()), ["cookies", "guests"])

    def test_secret_that_others_can_read_is_none(self) -> None:
        """
        The start ends with a line that says what to do.
        """
        prepare(self.directory)
        secret(self.directory, "guests")
        (self.directory / "guests").chmod(0o644)
        with self.assertRaisesRegex(StartError, "others can read this secret; chmod 600 it"):
            secret(self.directory, "guests")

    def test_secret_that_is_none_of_ours_is_refused(self) -> None:
        """
        Cut short, or something else altogether; the line does not show it.
        """
        prepare(self.directory)
        path = self.directory / "guests"
        for content, reason in (("hello", "this is no secret of chatd's"), ("abcd", "too short")):
            path.write_text(content)
            path.chmod(0o600)
            with self.assertRaisesRegex(StartError, reason) as caught:
                secret(self.directory, "guests")
            self.assertNotIn(content, str(caught.exception))

    def test_secret_needs_a_directory(self) -> None:
        """
        One line says what is missing.
        """
        with self.assertRaisesRegex(StartError, "guests: cannot be read: no such file or directory"):
            secret(self.directory, "guests")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be somebody else")
def test_directory_of_somebody_else_ends_the_start(tmp_path: Path) -> None:
    """
    A daemon that may not look into it says so in one line.
    """
    tmp_path.chmod(0o700)
    program = (
        "import os, sys; from pathlib import Path; from chatd.storage.data_directory import prepare\n"
        "os.setuid(65534)\n"
        "try: prepare(Path(sys.argv[1]))\n"
        "except Exception as error: print(type(error).__name__, error)"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("StartError ")
    assert done.stdout.endswith("cannot be the data directory: permission denied\n")
