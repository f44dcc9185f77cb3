"""
Replaces the database by a backup, while no daemon runs.
"""

import glob
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from chatd.admin.commands.store import StoreRestored
from chatd.cli.client import as_owner, connect_when_ready
from chatd.cli.offline import run
from chatd.clock import now_ms
from chatd.domain.accounts import OPERATOR
from chatd.domain.moderation import AuditEntry
from chatd.errors import CommandError, StartError, os_error_text, readable
from chatd.server.settings import Settings
from chatd.server.storage import database, directory_of, is_postgresql
from chatd.storage import data_directory
from chatd.storage.sql.revisions import revision_of
from chatd.storage.sql.store import SqlStore
from chatd.storage.sqlite import files, schema
from chatd.storage.sqlite.checksums import check_checksum
from chatd.storage.sqlite.database import Sqlite

_BESIDE = ("", "-wal", "-shm", ".part")


def restore(settings: Settings, source: Path, now: Callable[[], int] = now_ms, *, force: bool = False) -> StoreRestored:
    """
    Replaces the database by the backup `source`, with new epochs so that returning clients load everything again.

    The old database is kept next to it, and is moved only when a complete, checked copy is ready: an interruption at
    any time leaves one of the two in place.

    Raises CommandError; also if the checksum of the backup is wrong, unless `force`.
    """
    data = directory_of(settings)
    assert data is not None
    if is_postgresql(settings):
        raise CommandError(
            "store.url: the backups of PostgreSQL are restored by pg_restore; then run 'chatd epoch --all'"
        )
    if (running := connect_when_ready(data)) is not None:
        with running:
            raise CommandError(f"{data}: a daemon is running; stop it first")
    checksum = check_backup(source, force=force)
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        with files.OpenBackup(source) as backup, as_owner(data):
            # Nothing in the directory is opened with rights that its owner does not have.
            data_directory.prepare(data)
            with data_directory.lock(data):
                rooms, replaced = _replace(settings, data, backup, source.name, now)
    except StartError as error:
        raise CommandError(str(error)) from None
    except OSError as error:
        raise CommandError(f"{error.filename or data}: {os_error_text(error)}") from None
    return StoreRestored(rooms, None if replaced is None else readable(replaced), checksum)


def _replace(
    settings: Settings, data: Path, backup: files.OpenBackup, name: str, now: Callable[[], int]
) -> tuple[int, Path | None]:
    path = database(settings)
    data_directory.check_database(data, path)
    part = path.with_name(f"{path.name}.restore")
    _clear(part)
    try:
        backup.copy_to(part)
        rooms = run(lambda reactor: _renew(reactor, part, name, now))
        return rooms, _swap(part, path, datetime.fromtimestamp(now() / 1000, UTC))
    finally:
        _clear(part)


def check_backup(source: Path, *, force: bool = False) -> bool:
    """
    Reads the whole backup; returns whether it carries a checksum.  Raises CommandError if it is damaged, or no backup;
    with `force` not for its checksum.
    """
    try:
        with source.open("rb"):
            pass
    except OSError as error:
        raise CommandError(f"{source}: {os_error_text(error)}") from None
    if defects := files.defects(source, quick=False):
        raise CommandError(f"{source}: no sound backup: {defects[0]}")
    reading = Sqlite(source).reading()
    try:
        with reading.connect() as connection:
            revision = revision_of(connection)
    finally:
        reading.dispose()
    if revision is None:
        raise CommandError(f"{source}: a database, but not one of chatd's")
    right = check_checksum(source)
    if right is False and not force:
        raise CommandError(
            f"{source}: damaged or changed since it was made: its checksum is another; take another backup, or --force"
        )
    return right is not None


async def _renew(reactor: Any, path: Path, name: str, now: Callable[[], int]) -> int:
    store = SqlStore(Sqlite(path), reactor=reactor, now=now)
    await store.open_store()
    try:
        # The audit log is the one of the backup: record the restore in it.
        return len(
            await store.new_epoch(act=AuditEntry(action="restore", by=OPERATOR.who, time=now(), detail=readable(name)))
        )
    finally:
        await store.close_store()


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
        # A link, so that `path` exists at all times.
        os.link(path, aside)
        if wal.exists():
            # The write-ahead log belongs to the old database; SQLite would apply it to the new one.
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
    # The copies of an older backup from before its upgrade: the backup itself is the copy.
    for copy in part.parent.glob(schema.copy_path(Path(glob.escape(part.name)), "*").name):
        copy.unlink()
