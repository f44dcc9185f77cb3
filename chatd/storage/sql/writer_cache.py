"""
The cache of the writer: the heads of logs, and entries that are not indexed yet.

It is used in the writer's thread and holds committed state only; rooms whose state is uncertain are read again.
"""

from collections import OrderedDict
from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, select, update

from chatd.storage.search_text import spaced
from chatd.storage.sql.dialect import SqlDialect
from chatd.storage.sql.room_table import LAST, NUMBER, InitialEpochs, WriterRoom, insert_room, load_rooms
from chatd.storage.sql.tables import SEQ_BITS, entry_id, events, rooms, seq_of

Key = tuple[int, str, str]
"""A room's number, an author and the key of a message."""

INDEX_STEP = 1000
"""Entries that wait before they are indexed while messages are being written."""

STEP_CHARACTERS = 8192
"""Characters that are indexed in one transaction, or one message with more.  A Chinese character is a word, and takes
2 microseconds; messages wait for it."""

_ROOMS_MAX = 10_000
_SET_INDEXED = update(rooms).where(rooms.c.number == bindparam("room")).values(indexed=bindparam("upto"))
_BEHIND = select(rooms.c.number, rooms.c.indexed).where(
    rooms.c.name.is_not(None), NUMBER * (1 << SEQ_BITS) + rooms.c.indexed < LAST
)
_ENTRIES = (
    select(events.c.id, events.c.author, events.c.key, events.c.text)
    .where(events.c.id > bindparam("low"), events.c.id < bindparam("high"))
    .order_by(events.c.id)
    .limit(INDEX_STEP)
)


class UnindexedEntries:
    """
    Entries that are not indexed yet: `texts` by entry id (None: no message, or a deleted one), and for each entry a row
    of the table `authored`.
    """

    __slots__ = ("authored", "texts")

    def __init__(self) -> None:
        # Both in the order of the entries.
        self.texts: dict[int, str | None] = {}
        self.authored: list[tuple[int, str, str, int]] = []

    def first_part(self) -> "UnindexedEntries":
        """
        The first entries, up to `INDEX_STEP` and `STEP_CHARACTERS`, and at least one if there is any.
        """
        part = UnindexedEntries()
        left = STEP_CHARACTERS
        for entry, text in self.texts.items():
            left -= len(text or "")
            if part.texts and (left < 0 or len(part.texts) >= INDEX_STEP):
                break
            part.texts[entry] = text
        part.authored = self.authored[: len(part.texts)]
        return part

    def remove_part(self, part: "UnindexedEntries") -> None:
        """
        Remove what `first_part` has returned.
        """
        for entry in part.texts:
            del self.texts[entry]
        del self.authored[: len(part.texts)]

    def add_entry(self, room: int, seq: int, author: str, key: str | None, text: str | None) -> int:
        """
        Add an entry, the newest of the room with the number `room`; returns its id.
        """
        entry = entry_id(room, seq)
        self.texts[entry] = text
        self.authored.append((room, author, key or "", seq))
        return entry


class WriterCache:
    """
    Caches rooms, unindexed entries and their keys.  `dialect` writes the indexes.
    """

    def __init__(self, dialect: SqlDialect, initial_epochs: InitialEpochs) -> None:
        self.dialect = dialect
        self.initial_epochs = initial_epochs
        self._fresh = UnindexedEntries()
        self.keys: dict[Key, int] = {}
        self._rooms: OrderedDict[str, WriterRoom] = OrderedDict()

    @property
    def unindexed(self) -> int:
        """
        The number of entries that are not indexed yet.
        """
        return len(self._fresh.texts)

    def rooms(self, connection: Connection, names: Iterable[str]) -> dict[str, WriterRoom]:
        """
        The rooms of these names; a room that does not exist is inserted, in the open transaction.
        """
        found: dict[str, WriterRoom] = {}
        missing: list[str] = []
        for name in names:
            room = self._rooms.get(name)
            if room is None:
                missing.append(name)
            else:
                self._rooms.move_to_end(name)
                found[name] = room
        if missing:
            there = load_rooms(connection, missing)
            new = [name for name in missing if name not in there]
            for name in new:
                insert_room(connection, name, self.initial_epochs.epoch(name))
            found |= there | (load_rooms(connection, new) if new else {})
        return found

    def keep_rooms(self, found: dict[str, WriterRoom]) -> None:
        """
        Cache rooms from `rooms`, after the transaction was committed.
        """
        self._rooms.update(found)
        while len(self._rooms) > _ROOMS_MAX:
            self._rooms.popitem(last=False)

    def forget_rooms(self, names: Iterable[str] | None = None) -> None:
        """
        Remove these rooms, or all, from the cache, so that they are read again.
        """
        if names is None:
            self._rooms.clear()
            return
        for name in names:
            self._rooms.pop(name, None)

    def add_committed(self, fresh: UnindexedEntries, changed: dict[int, str | None], keys: dict[Key, int]) -> None:
        """
        Add committed entries and their keys.  `changed` are new texts of earlier entries, by id; those that are not
        indexed yet are replaced.
        """
        texts = self._fresh.texts
        texts.update(fresh.texts)
        self._fresh.authored += fresh.authored
        self.keys.update(keys)
        for entry, text in changed.items():
            if entry in texts:
                texts[entry] = text

    def index_entries(self, connection: Connection, fresh: UnindexedEntries) -> dict[int, int]:
        """
        Add entries to the indexes, in the open transaction; returns the last indexed seq by room number.
        """
        part = sorted(fresh.texts.items())
        self.dialect.add_words(connection, [(entry, spaced(text)) for entry, text in part if text is not None])
        self.dialect.insert_authored(connection, sorted(fresh.authored))
        return {room: seq for room, _, _, seq in fresh.authored}

    def index_waiting(self, connection: Connection) -> UnindexedEntries:
        """
        Index the first of the cached entries, in the open transaction; returns them for `mark_indexed`.
        """
        part = self._fresh.first_part()
        done = self.index_entries(connection, part)
        if done:
            connection.execute(_SET_INDEXED, [{"room": room, "upto": seq} for room, seq in done.items()])
        return part

    def mark_indexed(self, part: UnindexedEntries) -> None:
        """
        Called with the result of `index_waiting` after the commit.
        """
        self._fresh.remove_part(part)
        done: dict[int, int] = {}
        for number, author, key, seq in part.authored:
            done[number] = seq
            self.keys.pop((number, author, key), None)
        for room in self._rooms.values():
            room.indexed = done.get(room.number, room.indexed)

    def drop_unindexed(self) -> None:
        """
        Remove the unindexed entries and their keys from the cache.
        """
        self._fresh, self.keys = UnindexedEntries(), {}

    def mark_reindexed(self, done: dict[int, int]) -> None:
        """
        Called with the result of `Reindexing.reindex_some` after the commit.
        """
        for room in self._rooms.values():
            room.reindex = done.get(room.number, room.reindex)

    def read_unindexed(self, connection: Connection) -> bool:
        """
        Load some entries that are not indexed yet, after a start or a fault; returns whether there were any.

        To be called before anything is appended, while the cache holds no unindexed entries.
        """
        row = connection.execute(_BEHIND.limit(1)).one_or_none()
        if row is None:
            return False
        values = {"low": entry_id(row.number, row.indexed), "high": entry_id(row.number + 1, 0)}
        found = connection.execute(_ENTRIES, values).all()
        fresh, keys = UnindexedEntries(), dict[Key, int]()
        for entry, author, key, text in found:
            seq = seq_of(entry)
            fresh.add_entry(row.number, seq, author, key, text)
            if key is not None:
                keys[row.number, author, key] = seq
        self.add_committed(fresh, {}, keys)
        return True
