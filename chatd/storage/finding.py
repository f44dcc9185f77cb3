"""
Search: the index for what it has taken in, a short-lived one for the rest.
"""

from sqlalchemy import Connection, bindparam, select

from chatd.model import SearchPage
from chatd.storage.catalogue import find
from chatd.storage.pages import Pages
from chatd.storage.sqlite import Sqlite
from chatd.storage.tables import SEQ_MASK, entry_id, events
from chatd.storage.words import question, spaced

_TAIL = select(events.c.id, events.c.text).where(
    events.c.id > bindparam("low"), events.c.id < bindparam("high"), events.c.text.is_not(None)
)


class Finding:
    """
    Searches in one transaction of a reader.
    """

    def __init__(self, dialect: Sqlite, pages: Pages) -> None:
        self._dialect = dialect
        self._pages = pages
        self._tail = dialect.in_one_step(_TAIL)

    def search(self, connection: Connection, room: str, text: str, before: int | None, limit: int) -> SearchPage:
        """
        See `chatd.ports.Recall.search`.
        """
        asked = question(text)
        row = None if asked is None else find(connection, room)
        if asked is None or row is None or limit < 1:
            return SearchPage([], more=False)
        number: int = row.number
        low = entry_id(number, row.first - 1)
        high = entry_id(number, SEQ_MASK if before is None else max(0, min(before, SEQ_MASK)))
        known = entry_id(number, row.indexed)
        found: list[int] = []
        if high > known + 1:
            values = {"low": max(low, known), "high": high}
            rest = self._dialect.decode(connection, self._tail, values, tuple[int, str])
            if rest:
                found = self._match([(entry, spaced(words)) for entry, words in rest], asked)
        if len(found) <= limit:
            found += self._dialect.find_words(connection, asked, low, min(high, known + 1), limit + 1 - len(found))
        return SearchPage(self._pages.messages(connection, room, found[:limit]), more=len(found) > limit)

    def _match(self, texts: list[tuple[int, str]], asked: str) -> list[int]:
        index = self._dialect.empty_index()
        try:
            index.add(texts)
            return index.find(asked)
        finally:
            index.close()
