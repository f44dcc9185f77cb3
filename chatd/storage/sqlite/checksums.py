"""
The checksum that a backup carries: the SHA-256 of its file, in the file's own table ``meta``.

The digest is computed over the file with 64 zeros in the place of the digest.  A database that is in use has none.
"""

import sqlite3
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO

from chatd.storage.sql.markers import CHECKSUM

_CHUNK = 1 << 20
_BLANK = b"0" * 64
# Without the index: a damaged one would hide the row.
_STORED = "SELECT value FROM meta NOT INDEXED WHERE name = ?"


def write_checksum(path: Path) -> None:
    """
    Store the checksum of a complete copy in its file, which nothing else has open.

    A copy of a database without the table ``meta`` stays as it is.
    """
    placeholder = token_hex(32)
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        # A journal would be deleted with the file if this fails.
        connection.execute("PRAGMA journal_mode=OFF")
        if not _has_meta(connection):
            return
        connection.execute("DELETE FROM meta WHERE name = ?", (CHECKSUM,))
        connection.execute("INSERT INTO meta (name, value) VALUES (?, ?)", (CHECKSUM, placeholder))
    finally:
        connection.close()
    with path.open("r+b") as file:
        at = _find(file, placeholder.encode())
        digest = _digest(file, at)
        file.seek(at)
        file.write(digest.encode())


def check_checksum(path: Path) -> bool | None:
    """
    Whether the file is as `write_checksum` left it; None if it carries no checksum.

    May raise sqlite3.Error and OSError.
    """
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)
    try:
        found = connection.execute(_STORED, (CHECKSUM,)).fetchall() if _has_meta(connection) else []
    finally:
        connection.close()
    if not found:
        return None
    stored = str(found[0][0])
    with path.open("rb") as file:
        try:
            return _digest(file, _find(file, stored.encode())) == stored
        except ValueError:
            return False


def _has_meta(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'meta'").fetchall())


def _find(file: BinaryIO, text: bytes) -> int:
    # Where `text` is in the file for the first time; ValueError if nowhere.
    file.seek(0)
    begin, kept = 0, b""
    while chunk := file.read(_CHUNK):
        data = kept + chunk
        if (at := data.find(text)) >= 0:
            return begin + at
        kept = data[-len(text) :]
        begin += len(data) - len(kept)
    raise ValueError("not found")


def _digest(file: BinaryIO, at: int) -> str:
    digest = sha256()
    file.seek(0)
    left = at
    while left and (chunk := file.read(min(left, _CHUNK))):
        digest.update(chunk)
        left -= len(chunk)
    digest.update(_BLANK)
    file.seek(at + len(_BLANK))
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()
