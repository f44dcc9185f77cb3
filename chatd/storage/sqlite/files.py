"""
Database files: copies, checks, and whether an open file is still the one under its name.
"""

import errno
import os
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Self

from chatd.storage.sqlite.checksums import write_checksum


def open_read_only(path: Path) -> sqlite3.Connection:
    """
    Open an existing file for reading only.
    """
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)


def copy_database(source: Path, target: Path) -> None:
    """
    Write a snapshot of the database `source` to the new file `target`, which only the owner may read, with a checksum.

    Raises FileExistsError if `target` exists.  `target` appears when it is complete, or not at all.
    """
    with OpenBackup(source) as backup:
        backup.copy_to(target)


class OpenBackup:
    """
    A database that is read with the rights which the process had when it was opened: a context manager.
    """

    def __init__(self, source: Path) -> None:
        self._connection = open_read_only(source)

    def __enter__(self) -> Self:
        # With the first statement SQLite opens all files of the database.
        try:
            self._connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
        except sqlite3.Error:
            self._connection.close()
            raise
        return self

    def __exit__(self, *error: object) -> None:
        self._connection.close()

    def copy_to(self, target: Path) -> None:
        """
        `copy_database` to `target`, which is written with the rights that the process has now.
        """
        _copy(self._connection, target)


def _copy(connection: sqlite3.Connection, target: Path) -> None:
    if os.path.lexists(target):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        # Passed as bytes, since a path need not be UTF-8.
        connection.execute("VACUUM INTO CAST(? AS TEXT)", (os.fsencode(part),))
        write_checksum(part)
        _sync(part)
        os.link(part, target)
    finally:
        part.unlink(missing_ok=True)
    _sync(target.parent)


def defects(path: Path, *, quick: bool = True) -> list[str]:
    """
    The defects of the file's structure, one line each; empty if it is sound.
    """
    try:
        connection = open_read_only(path)
    except sqlite3.Error as error:
        return [str(error)]
    try:
        check = "quick_check" if quick else "integrity_check"
        found = [line for (line,) in connection.execute(f"PRAGMA {check}")]
    except sqlite3.Error as error:
        return [str(error)]
    finally:
        connection.close()
    return [] if found == ["ok"] else found


def unreadable(path: Path) -> str | None:
    """
    Why the file cannot be opened as a database, in one phrase; None if it seems to be one.
    """
    try:
        connection = open_read_only(path)
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode in {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}:
            return "the database file is damaged"
    return None


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


MOVED = "the database file has been removed or replaced; restart chatd"


CHECK_SECONDS = 0.25
"""How long what was seen of the files counts for transactions that only read."""


class DatabaseMoved(Exception):
    """
    The open database file was removed, moved or replaced.
    """


class OpenFiles:
    """
    The files of an open database, each identified by its device and inode.  `moved`: one of them was removed, moved or
    replaced; this is final.
    """

    def __init__(self) -> None:
        self.moved = False
        self._checked_at = -CHECK_SECONDS
        self._main: tuple[int, int] | None = None
        self._known: list[tuple[str, tuple[int, int] | None]] = []

    def remember(self, files: Iterable[Path]) -> None:
        """
        Remember files just opened, the database first.  Raises DatabaseMoved if that is not the same file as before.
        """
        known = [(str(path), _identity(str(path))) for path in files]
        main = known[0][1]
        if self._main not in {None, main}:
            self.moved = True
            raise DatabaseMoved
        self._main = main
        self._known = [(path, identity) for path, identity in known if identity is not None]

    def expect_close(self) -> None:
        """
        Expect that SQLite removes the files beside the database, as it may do when the connection is closed.
        """
        self._known = self._known[:1]

    def check_unmoved(self) -> None:
        """
        Raise DatabaseMoved if a file was removed or replaced: SQLite would go on committing to a file without a name.
        """
        if self.moved or any(_identity(path) != identity for path, identity in self._known):
            self.moved = True
            raise DatabaseMoved

    def check_unmoved_lately(self, now: float) -> None:
        """
        `check_unmoved`, unless it was done within `CHECK_SECONDS`; `now` is the time of a clock in seconds.
        """
        if self.moved or not 0 <= now - self._checked_at < CHECK_SECONDS:
            self.check_unmoved()
            self._checked_at = now


def _identity(path: str) -> tuple[int, int] | None:
    try:
        state = os.stat(path)  # noqa: PTH116 - called before every commit
    except OSError:
        return None
    return state.st_dev, state.st_ino
