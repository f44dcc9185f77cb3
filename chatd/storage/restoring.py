"""
Putting a backup in the place of a database, while no daemon runs.
"""

import secrets
import sqlite3
from pathlib import Path

from chatd.errors import StartError
from chatd.storage.catalogue import renew
from chatd.storage.copies import copy, defects
from chatd.storage.schema import set_marker, upgrade
from chatd.storage.sqlite import Sqlite


def restore(backup: Path, path: Path) -> Path | None:
    """
    Make the database at `path` what `backup` is, and answer where the former one has been put, if there was one.

    All rooms get another epoch: clients that have seen what the backup does not hold start anew.  The caller holds the
    lock of the data directory.  StartError, and nothing changed, if the backup is no sound database.
    """
    found = defects(backup, quick=False) if backup.is_file() else ["there is no such file"]
    if found:
        raise StartError(f"{backup}: cannot be restored: {found[0]}")
    part = path.with_name(f"{path.name}.restoring")
    part.unlink(missing_ok=True)
    try:
        copy(backup, part)
        _renew(part)
        former = _put_aside(path)
        part.replace(path)
    except sqlite3.Error as error:
        raise StartError(f"{backup}: cannot be restored: {error}") from error
    finally:
        for leftover in (part, Path(f"{part}-wal"), Path(f"{part}-shm")):
            leftover.unlink(missing_ok=True)
    return former


def _renew(path: Path) -> None:
    opened = Sqlite(path).writing()
    try:
        with opened.connect() as connection:
            upgrade(connection, path)
            with connection.begin():
                renew(connection, None)
                # Rooms that the backup does not know are not born with the epoch they had, either.
                set_marker(connection, "seed", secrets.token_hex(16))
                set_marker(connection, "state", "closed")
    finally:
        opened.dispose()


def _put_aside(path: Path) -> Path | None:
    if not path.exists():
        return None
    former = path.with_name(f"{path.name}.before-restore")
    for name in ("", "-wal", "-shm"):
        beside = Path(f"{path}{name}")
        Path(f"{former}{name}").unlink(missing_ok=True)
        if beside.exists():
            beside.replace(f"{former}{name}")
    return former
