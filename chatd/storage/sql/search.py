"""
Search: the index for indexed messages, and a scan of the texts for the rest.
"""

from collections.abc import Collection

from sqlalchemy import Connection, bindparam, select

from chatd.domain.events import FoundAt, SearchPage
from chatd.storage.search_text import Query, parse_query
from chatd.storage.sql.dialect import SqlDialect
from chatd.storage.sql.reading import LogReader
from chatd.storage.sql.room_table import find_room
from chatd.storage.sql.tables import SEQ_MASK, entry_id, events, room_of, seq_of

_STEP = 100
_TEXTS = (
    select(events.c.id, events.c.text)
    .where(events.c.id > bindparam("low"), events.c.id < bindparam("high"), events.c.text.is_not(None))
    .order_by(events.c.id.desc())
    .limit(_STEP)
)


class LogSearch:
    """
    Searches the messages of rooms; each method is called in one transaction of a reader.
    """

    def __init__(self, dialect: SqlDialect, reader: LogReader) -> None:
        self._dialect = dialect
        self._reader = reader
        self._texts = dialect.for_rows(_TEXTS)

    def search_log(self, connection: Connection, room: str, text: str, before: int | None, limit: int) -> SearchPage:
        query = parse_query(text)
        row = None if query is None else find_room(connection, room)
        if query is None or row is None:
            return SearchPage([], more=False)
        number: int = row.number
        low = entry_id(number, row.first - 1)
        high = entry_id(number, SEQ_MASK if before is None else max(0, min(before, SEQ_MASK)))
        # The newest messages are not indexed yet; the oldest are not while the index is being rebuilt.
        newest = max(low, entry_id(number, row.indexed))
        oldest = max(low, entry_id(number, row.reindex))
        found = self._scan_texts(connection, query, newest, high, limit + 1)
        if len(found) <= limit:
            wanted = limit + 1 - len(found)
            found += self._dialect.find_words(connection, query, oldest, min(high, newest + 1), wanted)
        found += self._scan_texts(connection, query, low, min(high, oldest + 1), limit + 1 - len(found))
        return SearchPage(self._reader.messages(connection, room, found[:limit]), more=len(found) > limit)

    def search_logs(
        self, connection: Connection, names: Collection[str], text: str, before: FoundAt, limit: int
    ) -> SearchPage:
        query = parse_query(text)
        if query is None or not names:
            return SearchPage([], more=False)
        found = [
            (FoundAt(time, name, seq_of(entry)), entry)
            for entry, time, name in self._dialect.find_words_in_rooms(connection, query, names, before, limit + 1)
        ]
        for entry, time, name, said in self._dialect.unindexed_texts(connection, names):
            place = FoundAt(time, name, seq_of(entry))
            if place < before and query.matches(said):
                found.append((place, entry))
        found = sorted(found, reverse=True)[: limit + 1]
        page = found[:limit]
        rooms = {room_of(entry): place.room for place, entry in page}
        events = self._reader.messages_in_rooms(connection, rooms, [entry for _, entry in page])
        if len(found) == len(page):
            return SearchPage(events, more=False)
        return SearchPage(events, more=True, next=page[-1][0] if page else before)

    def _scan_texts(self, connection: Connection, query: Query, low: int, high: int, limit: int) -> list[int]:
        # Scans the texts between two ids without the index: at most `limit` matching entries, newest first.
        found: list[int] = []
        while len(found) < limit and high > low + 1:
            values = {"low": low, "high": high}
            texts = self._dialect.read_rows(connection, self._texts, values, tuple[int, str])
            for entry, text in texts:
                # Splitting a long text takes a millisecond.
                if query.matches(text):
                    found.append(entry)
                    if len(found) == limit:
                        return found
            high = texts[-1][0] if len(texts) == _STEP else low
        return found
