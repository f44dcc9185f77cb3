"""
Puts a backup in the place of the database, while no daemon runs.
"""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from chatd.authority import OPERATOR
from chatd.cli.offline import run
from chatd.cli.online import connect
from chatd.cli.way import Trouble, as_owner
from chatd.clocks import now_ms
from chatd.errors import StartError, readable, why
from chatd.roster import Act
from chatd.settings import Settings
from chatd.storage import copies, directory, schema
from chatd.storage.sqlite import Sqlite
from chatd.storage.store import SqlStore
from chatd.stores import data_directory, database

_BESIDE = ("", "-wal", "-shm", ".part")


def restore(settings: Settings, source: Path, now: Callable[[], int] = now_ms) -> dict[str, Any]:
    """
    Put what `source` holds in the place of what there is, under new epochs: clients that come back start anew.

    What was there is kept beside it, and left alone until a whole, sound copy stands ready: stopped at any moment, one
    or the other is there.  Answers with the number of `rooms` and the file `replaced`, or None.
    """
    data = data_directory(settings)
    assert data is not None
    if (running := connect(data)) is not None:
        with running:
            raise Trouble(f"{data}: a daemon is running; stop it first")
    _check(source)
    try:
        directory.prepare(data)
        with as_owner(data):
            lock = directory.lock(data)
        with lock:
            path = database(settings)
            part = path.with_name(f"{path.name}.restore")
            _clear(part)
            try:
                copies.copy(source, part)
                owner = data.stat()
                if os.geteuid() == 0:
                    os.chown(part, owner.st_uid, owner.st_gid)
                with as_owner(data):
                    rooms = run(lambda reactor: _renew(reactor, part, source.name, now))
                replaced = _swap(part, path, datetime.fromtimestamp(now() / 1000, UTC))
            finally:
                _clear(part)
    except StartError as error:
        raise Trouble(str(error)) from None
    except OSError as error:
        raise Trouble(f"{error.filename or data}: {why(error)}") from None
    return {"rooms": rooms, "replaced": None if replaced is None else readable(replaced)}


def _check(source: Path) -> None:
    try:
        with source.open("rb"):
            pass
    except OSError as error:
        raise Trouble(f"{source}: {why(error)}") from None
    if defects := copies.defects(source, quick=False):
        raise Trouble(f"{source}: no sound backup: {defects[0]}")
    reading = Sqlite(source).reading()
    try:
        with reading.connect() as connection:
            revision = schema.revision_of(connection)
    finally:
        reading.dispose()
    if revision is None:
        raise Trouble(f"{source}: a database, but not one of chatd's")


async def _renew(reactor: Any, path: Path, name: str, now: Callable[[], int]) -> int:
    store = SqlStore(Sqlite(path), reactor=reactor, now=now)
    await store.open()
    try:
        # The audit log is the backup's: it has to say so.
        return len(await store.new_epoch(act=Act(action="restore", by=OPERATOR.who, time=now(), detail=readable(name))))
    finally:
        await store.close()


def _swap(part: Path, path: Path, moment: datetime) -> Path | None:
    wal = path.with_name(f"{path.name}-wal")
    aside = None
    if path.exists():
        stamp = f"{path.name}.replaced-{moment:%Y%m%dT%H%M%SZ}"
        aside = next(
            name
            for number in range(1, 1000)
            if not (name := path.with_name(stamp if number == 1 else f"{stamp}.{number}")).exists()
        )
        # Under two names, so that there is never none.
        os.link(path, aside)
        if wal.exists():
            # It belongs to what is replaced; beside the new one it would be taken for its own.
            wal.rename(aside.with_name(f"{aside.name}-wal"))
    else:
        wal.unlink(missing_ok=True)
    path.with_name(f"{path.name}-shm").unlink(missing_ok=True)
    part.replace(path)
    handle = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    return aside


def _clear(part: Path) -> None:
    for suffix in _BESIDE:
        part.with_name(part.name + suffix).unlink(missing_ok=True)
