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


def prepared_as(user: int, directory: Path) -> str:
    """
    What another user's process says that prepares `directory`.
    """
    program = (
        "import os, sys; from pathlib import Path; from chatd.storage.data_directory import prepare\n"
        "os.setgroups([]); os.setgid(int(sys.argv[1])); os.setuid(int(sys.argv[1]))\n"
        "try: prepare(Path(sys.argv[2])); print('ok')\n"
        "except Exception as error: print(type(error).__name__, error)"
    )
    command = [sys.executable, "-c", program, str(user), str(directory)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


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

    def test_own_directory_in_which_others_could_write_is_narrowed(self) -> None:
        """
        Also with a database of an earlier version in it; the log says so.
        """
        for rights in (0o775, 0o720, 0o702, 0o2777):
            self.directory.mkdir(exist_ok=True)
            (self.directory / "chatd.db").touch()
            self.directory.chmod(rights)
            with capturedLogs() as logs:
                prepare(self.directory)
            self.assertEqual(mode(self.directory) & 0o777, 0o700)
            self.assertEqual([event["did"] for event in logs], ["write in"])

    def test_directory_that_all_users_share_is_refused(self) -> None:
        """
        Like ``/tmp``: narrowed, nobody else could use it any more.
        """
        self.directory.mkdir()
        (self.directory / "file").touch()
        self.directory.chmod(0o1777)
        with self.assertRaisesRegex(StartError, "is shared by all users"):
            prepare(self.directory)
        self.assertEqual(mode(self.directory), 0o1777)

    @skipIf(os.geteuid() != 0, "only root can give a file away")
    def test_file_of_another_user_who_could_write_there_is_refused(self) -> None:
        """
        It may be a secret that they know.  The directory stays as it is, so that the next start says so again.
        """
        self.directory.mkdir()
        self.directory.chmod(0o777)
        (self.directory / "secret").touch()
        os.chown(self.directory / "secret", 65534, 65534)
        with self.assertRaisesRegex(StartError, r"chatd-data/secret: belongs to \w+ .user 65534., who could write"):
            prepare(self.directory)
        self.assertEqual(mode(self.directory), 0o777)

    @skipIf(os.geteuid() != 0, "only root can give a directory away")
    def test_directory_of_another_user_is_refused(self) -> None:
        """
        Also by root: its owner could change what root reads and writes.  What the error says helps.
        """
        self.place.chmod(0o755)
        self.directory.mkdir(mode=0o700)
        os.chown(self.directory, 65534, 65534)
        with self.assertRaisesRegex(
            StartError, r"belongs to \w+ \(user 65534\), and chatd runs as root \(user 0\).*--uid 65534.*chown -R 0 /"
        ):
            prepare(self.directory)
        self.assertIn("ok", prepared_as(65534, self.directory))

    @skipIf(os.geteuid() != 0, "only root can make a volume")
    def test_volume_of_a_container_holds_a_directory(self) -> None:
        """
        A volume is root's, and the group of the container may write in it: chatd makes itself a directory there.
        """
        self.place.chmod(0o755)
        self.directory.mkdir()
        os.chown(self.directory, 0, 65534)
        self.directory.chmod(0o2775)
        inside = self.directory / "chatd"
        said = prepared_as(65534, self.directory)
        self.assertIn(f"StartError {self.directory}: belongs to root, and its group or others may write in it", said)
        self.assertTrue(said.endswith(f"--data {inside}\n"), said)
        self.assertIn("ok", prepared_as(65534, inside))
        self.assertEqual((inside.stat().st_uid, mode(inside) & 0o777), (65534, 0o700))
        # As Kubernetes does at the next mount:
        inside.chmod(0o2770)
        self.assertIn("ok", prepared_as(65534, inside))
        self.assertEqual(mode(inside) & 0o777, 0o700)
        (self.directory / "secret").touch()
        self.assertIn("first move what an earlier version left here", prepared_as(65534, self.directory))

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

    def test_secret_that_its_group_can_read_is_narrowed(self) -> None:
        """
        Kubernetes gives the group of a pod these rights at each mount of a volume.
        """
        prepare(self.directory)
        first = secret(self.directory, "guests")
        (self.directory / "guests").chmod(0o660)
        with capturedLogs() as logs:
            self.assertEqual(secret(self.directory, "guests"), first)
        self.assertEqual((mode(self.directory / "guests"), len(logs)), (0o600, 1))

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
    said = prepared_as(65534, tmp_path)
    assert said.startswith("StartError ")
    assert said.endswith("cannot be the data directory: permission denied\n")
