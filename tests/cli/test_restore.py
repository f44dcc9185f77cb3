"""
A backup in the place of the database: what is checked before, and what is never lost.
"""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from chatd.cli import restore
from chatd.errors import CommandError
from chatd.server.settings import Settings, StoreSettings

MOMENT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def settings(folder: Path) -> Settings:
    """
    With the data there.
    """
    return Settings(store=StoreSettings(data=str(folder / "data")))


@pytest.mark.parametrize(
    ("content", "why"),
    [(None, "no such file or directory"), (b"", "one of chatd's"), (b"no database" * 100, "no sound backup")],
)
def test_file_that_is_no_backup_is_named(tmp_path: Path, content: bytes | None, why: str) -> None:
    """
    The data directory is not changed.
    """
    source = tmp_path / "copy.db"
    if content is not None:
        source.write_bytes(content)
    with pytest.raises(CommandError, match=why):
        restore.restore(settings(tmp_path), source)
    assert not (tmp_path / "data").exists()


def test_database_of_another_program_is_none(tmp_path: Path) -> None:
    """
    However sound it is.
    """
    source = tmp_path / "copy.db"
    with sqlite3.connect(source) as database:
        database.execute("CREATE TABLE bookmarks (url TEXT)")
    database.close()
    with pytest.raises(CommandError, match="not one of chatd's"):
        restore.restore(settings(tmp_path), source)


def test_what_is_replaced_is_kept(tmp_path: Path) -> None:
    """
    With what had not been moved into it yet; never under the name of another.
    """
    part, path = tmp_path / "chatd.db.restore", tmp_path / "chatd.db"
    for number in ("", ".2"):
        part.write_text("new")
        path.write_text("old")
        (tmp_path / "chatd.db-wal").write_text("rest")
        (tmp_path / "chatd.db-shm").write_text("index")
        aside = restore._swap(part, path, MOMENT)
        assert aside is not None
        assert aside.name == f"chatd.db.replaced-20260102T030405Z{number}"
        assert (path.read_text(), aside.read_text()) == ("new", "old")
        assert aside.with_name(f"{aside.name}-wal").read_text() == "rest"
        assert not (tmp_path / "chatd.db-wal").exists()
        assert not (tmp_path / "chatd.db-shm").exists()


def test_empty_place_is_filled(tmp_path: Path) -> None:
    """
    On a new machine.
    """
    part, path = tmp_path / "chatd.db.restore", tmp_path / "chatd.db"
    part.write_text("new")
    (tmp_path / "chatd.db-wal").write_text("of nothing")
    assert restore._swap(part, path, MOMENT) is None
    assert [file.name for file in tmp_path.iterdir()] == ["chatd.db"]
