"""
Database files: copies, checks, and whether an open file is still the one under its name.
"""

import os
import sqlite3
from collections.abc import Iterable
from pathlib import Path


def open_read_only(path: Path) -> sqlite3.Connection:
    """
    A connection to a file that is there already.
    """
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)


def copy_database(source: Path, target: Path) -> None:
    """
    Write what `source` holds at this moment to the new file `target`, which only the owner may read.

    FileExistsError if there is one; it appears whole or not at all.
    """
    if target.exists():
        raise FileExistsError(f"{target} is there already")
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    connection = open_read_only(source)
    try:
        # As bytes, which need not be UTF-8.
        connection.execute("VACUUM INTO CAST(? AS TEXT)", (os.fsencode(part),))
        _sync(part)
        os.link(part, target)
    finally:
        connection.close()
        part.unlink(missing_ok=True)
    _sync(target.parent)


def defects(path: Path, *, quick: bool = True) -> list[str]:
    """
    What is wrong with the structure of the file; empty if it is sound.
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
    Why the file is no database that can be opened, in a few words; None if it seems to be one.
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


class DatabaseMoved(Exception):
    """
    The file that is open is not the one that has its name any more.
    """


class OpenFiles:
    """
    The files of an open database, each known by its device and its number there.  Once one of them has moved, nothing
    brings it back.
    """

    def __init__(self) -> None:
        self.moved = False
        self._main: tuple[int, int] | None = None
        self._known: list[tuple[str, tuple[int, int] | None]] = []

    def remember(self, files: Iterable[Path]) -> None:
        """
        Remember files just opened, the database first; `DatabaseMoved` if that is another file than the last time.
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
        The connection is about to be closed: SQLite itself may remove what stands beside the database.
        """
        self._known = self._known[:1]

    def check_unmoved(self) -> None:
        """
        `DatabaseMoved` if a file has been removed or replaced: SQLite would go on committing to a file without a name.
        """
        if self.moved or any(_identity(path) != identity for path, identity in self._known):
            self.moved = True
            raise DatabaseMoved


def _identity(path: str) -> tuple[int, int] | None:
    try:
        state = os.stat(path)  # noqa: PTH116 - asked before every commit
    except OSError:
        return None
    return state.st_dev, state.st_ino
