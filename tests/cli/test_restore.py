"""
A backup in the place of the database: what is checked before, and what is never lost.
"""

import os
import sqlite3
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from chatd.cli import restore
from chatd.errors import CommandError
from chatd.server.settings import Settings, StoreSettings
from chatd.storage.sqlite import schema
from chatd.storage.sqlite.checksums import check_checksum
from tests.support.forked_programs import CHATD, run_program

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


def test_older_backup_leaves_no_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Its upgrade makes one, and an earlier version of chatd has left another.
    """
    source, data = tmp_path / "copy.db", tmp_path / "data"
    engine = create_engine(f"sqlite:///{source}")
    with engine.connect() as connection:
        schema.upgrade_database(connection, source, target="0009")
    engine.dispose()
    data.mkdir()
    (data / "chatd.db.restore.before-0008").touch()
    made = []

    def upgrade(renew: object) -> int:
        part = data / "chatd.db.restore"
        engine = create_engine(f"sqlite:///{part}")
        with engine.connect() as connection:
            made.append(schema.upgrade_database(connection, part))
        engine.dispose()
        return 0

    monkeypatch.setattr(restore, "run", upgrade)
    restore.restore(settings(tmp_path), source)
    assert made == [data / "chatd.db.restore.before-0009"]
    assert sorted(file.name for file in data.iterdir()) == ["chatd.db", "lock"]


def chatd(folder: Path, *arguments: str) -> str:
    """
    What the command prints, on either stream.
    """
    done = run_program([CHATD, *arguments], folder)
    return done.stdout + done.stderr


def backup(folder: Path) -> Path:
    """
    A backup of a site with one room.
    """
    room = '{"type":"log","version":1,"room":"lobby","title":"Hall"}\n'
    (folder / "lobby.jsonl").write_text(room, encoding="utf-8")
    chatd(folder, "--data", "first", "import", "lobby", "lobby.jsonl")
    assert chatd(folder, "--data", "first", "backup", "copy.db").startswith("copy.db: ")
    return folder / "copy.db"


@pytest.mark.slow
def test_changed_backup_is_refused(tmp_path: Path) -> None:
    """
    However sound it is; unless --force asks for it.
    """
    source = backup(tmp_path)
    assert chatd(tmp_path, "--data", "second", "restore", "copy.db") == "1 room restored\n"
    with sqlite3.connect(source) as database:
        database.execute("UPDATE rooms SET title = 'Cellar'")
    database.close()
    said = chatd(tmp_path, "--data", "third", "restore", "copy.db")
    assert "copy.db: damaged or changed since it was made: its checksum is another; take another backup" in said
    assert not (tmp_path / "third").exists()
    assert chatd(tmp_path, "--data", "third", "restore", "copy.db", "--force") == "1 room restored\n"
    # What is in use carries none, and a copy of it is restored with a word about it.
    live = tmp_path / "third" / "chatd.db"
    assert check_checksum(live) is None
    said = chatd(tmp_path, "--data", "fourth", "restore", str(live))
    assert said == "1 room restored; the backup carries no checksum, so only its structure was checked\n"


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can work as another user")
@pytest.mark.skipif(
    any(place.stat().st_mode & 0o005 != 0o005 for place in Path(os.__file__).parents),
    reason="other users cannot run this Python",
)
def test_root_opens_nothing_in_the_directory_with_its_own_rights() -> None:
    """
    A backup that root alone can read is restored into the directory of another user, and all there is that user's.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = backup(folder)
        data, outside = folder / "data", folder / "outside"
        data.mkdir(mode=0o700)
        os.chown(data, 65534, 65534)
        folder.chmod(0o711)
        outside.write_text("root's")
        (data / "chatd.db.restore.part").symlink_to(outside)
        assert source.stat().st_mode & 0o777 == 0o600
        assert chatd(folder, "--data", "data", "restore", "copy.db") == "1 room restored\n"
        assert {path.stat().st_uid for path in data.iterdir()} == {65534}
        assert {path.stat().st_mode & 0o777 for path in data.iterdir()} == {0o600}
        assert outside.read_text() == "root's"
