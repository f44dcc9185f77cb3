"""
Where backups go, and which of them stay.
"""

import sqlite3
from pathlib import Path

import pytest

from chatd.admin.commands.store import BackupMade, BackupTaken, format_taken
from chatd.cli.backup import BackupTarget
from chatd.errors import CommandError
from chatd.storage.sqlite.checksums import write_checksum

DAY = 86_400_000
MADE = BackupMade("handover.0", 4096)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """
    A data directory with a fresh copy in it, and the secret.
    """
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "secret").write_bytes(b"s" * 32)
    copy(folder)
    (tmp_path / "backups").mkdir()
    return folder


def copy(data: Path, revision: str = "0001") -> None:
    """
    What the daemon has made: a database of chatd with its checksum.
    """
    with sqlite3.connect(data / MADE.name) as database:
        database.execute("CREATE TABLE alembic_version (version_num TEXT)")
        database.execute("INSERT INTO alembic_version VALUES (?)", (revision,))
        database.execute("CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT)")
    database.close()
    write_checksum(data / MADE.name)


def target(data: Path, day: int = 0, keep: int | None = 2, **options: bool) -> BackupTarget:
    """
    A destination in the directory of backups.
    """
    folder = data.parent / "backups"
    chosen = {"verify": False, "with_secret": False, **options}
    path = folder if keep is not None else folder / "one.db"
    return BackupTarget(path, keep, now=lambda: day * DAY, **chosen)


def take(data: Path, day: int, keep: int = 2, **options: bool) -> BackupTaken:
    """
    A backup of that day.
    """
    (data / MADE.name).unlink(missing_ok=True)
    copy(data)
    return target(data, day, keep, **options).take_backup(data, MADE)


def names(data: Path) -> list[str]:
    """
    What is in the directory of backups.
    """
    return sorted(path.name for path in (data.parent / "backups").iterdir())


def test_the_newest_stay(data: Path) -> None:
    """
    With their secrets, and files that are no such backups.
    """
    (data.parent / "backups" / "mine.db").write_text("")
    for day in range(3):
        take(data, day, with_secret=True)
    taken = take(data, 3, with_secret=True)
    assert names(data) == [
        "chatd-19700103T000000Z.db",
        "chatd-19700103T000000Z.db.secret",
        "chatd-19700104T000000Z.db",
        "chatd-19700104T000000Z.db.secret",
        "mine.db",
    ]
    assert taken.verified
    assert [Path(name).name for name in taken.removed] == ["chatd-19700102T000000Z.db"]
    secret = data.parent / "backups" / "chatd-19700104T000000Z.db.secret"
    assert (secret.read_bytes(), secret.stat().st_mode & 0o777) == (b"s" * 32, 0o600)
    assert secret.stat().st_ino != (data / "secret").stat().st_ino
    assert format_taken(taken).splitlines()[0].endswith(": 4096 bytes, verified")


def test_damaged_backup_removes_nothing(data: Path) -> None:
    """
    It goes itself.
    """
    take(data, 1)
    take(data, 2)
    with (data / MADE.name).open("r+b") as file:
        file.seek(60)
        file.write(b"\xff")
    with pytest.raises(CommandError, match="damaged or changed"):
        target(data, 3).take_backup(data, MADE)
    assert names(data) == ["chatd-19700102T000000Z.db", "chatd-19700103T000000Z.db"]


def test_backup_that_was_just_made_stays_when_the_clock_is_behind(data: Path) -> None:
    take(data, 5)
    taken = take(data, 1, keep=1)
    assert [Path(name).name for name in taken.removed] == ["chatd-19700106T000000Z.db"]
    assert names(data) == ["chatd-19700102T000000Z.db"]


def test_single_file(data: Path) -> None:
    """
    Checked if asked for; nothing else goes.
    """
    take(data, 1)
    copy_of_it = data / MADE.name
    copy_of_it.unlink(missing_ok=True)
    copy(data)
    assert target(data, keep=None, verify=True).take_backup(data, MADE).verified
    assert names(data) == ["chatd-19700102T000000Z.db", "one.db"]
    with pytest.raises(CommandError, match="is there already"):
        target(data, keep=None)


def test_what_cannot_be_kept(data: Path) -> None:
    """
    Is said before anything is copied.
    """
    with pytest.raises(CommandError, match="--keep: expected at least 1"):
        target(data, keep=0)
    with pytest.raises(CommandError, match="no such directory"):
        BackupTarget(data / "nope", 7, verify=False, with_secret=False)
