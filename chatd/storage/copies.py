"""
Whole database files: copies, and whether they are sound.
"""

import os
import sqlite3
from pathlib import Path


def read_only(path: Path) -> sqlite3.Connection:
    """
    A connection to a file that is there already.
    """
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)


def copy(source: Path, target: Path) -> None:
    """
    Write what `source` holds at this moment to the new file `target`, which only the owner may read.

    FileExistsError if there is one; it appears whole or not at all.
    """
    if target.exists():
        raise FileExistsError(f"{target} is there already")
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    connection = read_only(source)
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
        connection = read_only(path)
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
        connection = read_only(path)
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
