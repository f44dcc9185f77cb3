"""
SQLite's full-text index: what it is made of, how it is looked into, and one that lives as long as a question.
"""

import sqlite3
from collections.abc import Iterable, Iterator

from sqlalchemy import Connection

SECURE = sqlite3.sqlite_version_info >= (3, 42, 0)
"""Whether a deletion leaves nothing behind by itself; before that version, merges have to sweep it out."""

INDEX = "fts5(text, content='', columnsize=0, tokenize=\"ascii tokenchars '#@&%_/\\+=<>|~$.'\")"
"""
Only the words, no copy of the texts; searched by room and newest first through the entry's id.

The texts are what `spaced` makes of them: the tokenizer takes all that can be in a word for part of it, so words end
at spaces only.
"""


class TemporaryIndex:
    """
    A search index of its own, to compare with, in memory as long as it is small.
    """

    def __init__(self) -> None:
        self._bare = sqlite3.connect("", isolation_level=None)
        self._bare.execute("PRAGMA journal_mode=OFF")
        self._bare.execute(f"CREATE VIRTUAL TABLE words USING {INDEX}")

    def add_texts(self, texts: Iterable[tuple[int, str]]) -> None:
        """
        Take texts in, by entry id.
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
    Every word of the index behind `bare` with the entry and the place where it stands, in order.
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
    Set the search index up as `chatd.storage.sqlite.database.Sqlite.merge` needs it.
    """
    options = [("automerge", 8), ("usermerge", 2)]
    if SECURE:
        options.append(("secure-delete", 1))
    for name, value in options:
        connection.exec_driver_sql("INSERT INTO words (words, rank) VALUES (?, ?)", (name, value))
