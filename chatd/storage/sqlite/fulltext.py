"""
SQLite's full-text index: its definition, its terms, and a temporary index for comparison.
"""

import sqlite3
from collections.abc import Iterable, Iterator

from sqlalchemy import Connection

SECURE = sqlite3.sqlite_version_info >= (3, 42, 0)
"""Whether SQLite overwrites removed words at once (`secure-delete`); earlier versions keep them until a merge."""

INDEX = "fts5(text, content='', columnsize=0, tokenize=\"ascii tokenchars '#@&%_/\\+=<>|~$.'\")"
"""
An index without a copy of the texts.  The row id is the entry's id, so it is searched by room and newest first.

Texts are indexed as `chatd.storage.search_text.spaced` returns them: every character that can be in a word is a token
character, so words end only at spaces.
"""


class TemporaryIndex:
    """
    A separate search index to compare with, in a temporary database: in memory as long as it is small.
    """

    def __init__(self) -> None:
        self._bare = sqlite3.connect("", isolation_level=None)
        self._bare.execute("PRAGMA journal_mode=OFF")
        self._bare.execute(f"CREATE VIRTUAL TABLE words USING {INDEX}")

    def add_texts(self, texts: Iterable[tuple[int, str]]) -> None:
        """
        Add texts, as pairs of entry id and text.
        """
        self._bare.execute("BEGIN")
        self._bare.executemany("INSERT INTO words (rowid, text) VALUES (?, ?)", texts)
        self._bare.execute("COMMIT")

    def walk_terms(self) -> Iterator[tuple[str, int, int]]:
        return walk_terms(self._bare)

    def close_index(self) -> None:
        """
        Drop the temporary database.
        """
        self._bare.close()


def walk_terms(bare: sqlite3.Connection) -> Iterator[tuple[str, int, int]]:
    """
    Every word of the index in the database of `bare` with its entry id and its position in the text, in order.
    """
    bare.execute("CREATE VIRTUAL TABLE temp.found USING fts5vocab(main, words, instance)")
    cursor = bare.execute("SELECT term, doc, offset FROM temp.found")
    try:
        yield from cursor
    finally:
        cursor.close()
        bare.execute("DROP TABLE temp.found")


def prepare_index(connection: Connection) -> None:
    """
    Configure a new search index for `chatd.storage.sqlite.database.Sqlite.merge`.
    """
    options = [("automerge", 8), ("usermerge", 2)]
    if SECURE:
        options.append(("secure-delete", 1))
    for name, value in options:
        connection.exec_driver_sql("INSERT INTO words (words, rank) VALUES (?, ?)", (name, value))
