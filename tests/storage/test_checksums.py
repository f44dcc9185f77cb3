"""
The checksum of a backup: what it notices, and that the file is a database all the same.
"""

import sqlite3
from pathlib import Path

from chatd.storage.sqlite.checksums import check_checksum, write_checksum


def database(path: Path, *statements: str) -> Path:
    """
    A database of some pages.
    """
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in ("CREATE TABLE rows (text)", "INSERT INTO rows VALUES (randomblob(20000))", *statements):
        connection.execute(statement)
    connection.close()
    return path


META = "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)"


def test_every_changed_byte_is_noticed(tmp_path: Path) -> None:
    """
    The first, the last, one of the digest, and some between; also a byte more or less.
    """
    path = database(tmp_path / "copy", META)
    write_checksum(path)
    assert check_checksum(path) is True
    whole = path.read_bytes()
    (digest,) = sqlite3.connect(path).execute("SELECT value FROM meta").fetchone()
    places = {len(whole) - 1, *range(200, len(whole), 997), whole.index(digest.encode()) + 5}
    for at in sorted(places):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        try:
            assert check_checksum(path) is not True, at
        except sqlite3.DatabaseError:
            # SQLite has noticed it first, as the check of the structure would.
            assert at < 8192
    path.write_bytes(whole + b"\0")
    assert check_checksum(path) is False
    path.write_bytes(whole)
    assert check_checksum(path) is True


def test_checksum_may_lie_across_the_parts_that_are_read(tmp_path: Path) -> None:
    """
    In a file of several of them.
    """
    path = database(tmp_path / "copy", "INSERT INTO rows VALUES (randomblob(2500000))", META)
    write_checksum(path)
    assert check_checksum(path) is True


def test_another_checksum_takes_its_place(tmp_path: Path) -> None:
    """
    Of a copy of what was a backup.
    """
    path = database(tmp_path / "copy", META)
    write_checksum(path)
    connection = sqlite3.connect(path)
    connection.execute("DELETE FROM rows")
    connection.commit()
    connection.close()
    assert check_checksum(path) is False
    write_checksum(path)
    assert check_checksum(path) is True


def test_database_without_one_has_none(tmp_path: Path) -> None:
    """
    A backup of an earlier version; and one without the table keeps its bytes.
    """
    assert check_checksum(database(tmp_path / "earlier", META)) is None
    path = database(tmp_path / "other")
    before = path.read_bytes()
    write_checksum(path)
    assert path.read_bytes() == before
    assert check_checksum(path) is None
