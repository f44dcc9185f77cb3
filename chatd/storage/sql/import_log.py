"""
The import of a log, which is checked, and invisible until it is complete.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from msgspec import UNSET
from sqlalchemy import Connection, update

from chatd.domain.events import LogEvent, Mark, Message, MessageEdited
from chatd.domain.rooms import RoomSettings
from chatd.errors import Refusal
from chatd.storage.sql import room_table
from chatd.storage.sql.append import encode_data
from chatd.storage.sql.room_table import abandon_log, find_room, insert_room, new_epoch
from chatd.storage.sql.tables import DELETE, EDIT, MESSAGE, entry_id, rooms
from chatd.storage.sql.titles import note_author
from chatd.storage.sql.writer_cache import UnindexedEntries, WriterCache

STEP = 500


class LogImport:
    """
    One import, in steps of one transaction each.

    The log is written to a room without a name, and `finish_import` gives it the name.  An import that was not finished
    is an abandoned log, which maintenance removes.
    """

    def __init__(self, room: str, settings: RoomSettings, source: Iterable[LogEvent]) -> None:
        self.count = 0
        self._room = room
        self._settings = settings
        self._source: Iterator[LogEvent] = iter(source)
        self._number = 0
        self._first = 1
        self._kinds: dict[int, int] = {}
        self._links: list[tuple[int, int, int]] = []

    def begin_import(self, connection: Connection, *, replace: bool) -> None:
        """
        Create the room without a name.  Refused as `conflict` if the room has messages and `replace` is false.
        """
        row = find_room(connection, self._room)
        if row is not None and room_table.last_seq(row) > 0 and not replace:
            raise Refusal("conflict", f"{self._room} has a log already", field="room")
        self._number = insert_room(connection, None, new_epoch(), self._settings)

    def import_some(self, connection: Connection, cache: WriterCache) -> bool:
        """
        Write the next events, in the open transaction; returns whether there were any.  Refused as `invalid` if an
        event does not follow the one before it.
        """
        part = list(islice(self._source, STEP))
        if not part:
            return False
        rows: list[tuple[Any, ...]] = []
        fresh = UnindexedEntries()
        for event in part:
            seq = self._check(event)
            row = self._row(event, seq)
            rows.append(row)
            fresh.add_entry(self._number, seq, event.user.id, row[6], row[5])
        cache.dialect.insert_events(connection, rows)
        for number, seq in cache.index_entries(connection, fresh).items():
            # Records what the index contains, so that an unfinished import can be removed from it.
            connection.execute(update(rooms).where(rooms.c.number == number).values(indexed=seq))
        return True

    def finish_import(self, connection: Connection) -> None:
        """
        Give the log the name of the room, whose old log is abandoned.  Refused as `invalid` if an edit or deletion that
        a message names is missing.
        """
        for seq, link, kind in self._links:
            if self._kinds.get(link) != kind:
                raise Refusal("invalid", f"the event {seq} speaks of {link}, which is not there", field="events")
        row = find_room(connection, self._room)
        if row is not None:
            abandon_log(connection, row.number)
        upto = self._first + self.count - 1
        values = {"name": self._room, "first": self._first, "indexed": upto}
        connection.execute(update(rooms).where(rooms.c.number == self._number).values(values))
        note_author(connection, self._room, ("title", "topic"), "")

    def _check(self, event: LogEvent) -> int:
        seq = event.seq
        if not self.count and seq is not UNSET and seq >= 1:
            self._first = seq
        if event.room != self._room or seq is UNSET or seq != self._first + self.count:
            raise Refusal("invalid", f"expected event {self._first + self.count} of {self._room}", field="events")
        self.count += 1
        return seq

    def _row(self, event: LogEvent, seq: int) -> tuple[Any, ...]:
        user = event.user
        text = key = reply_to = link = data = None
        if isinstance(event, Message):
            kind = MESSAGE
            key, reply_to = event.key, event.reply_to
            text = None if event.deleted is not None else event.text
            data = encode_data(event.data)
            mark = event.edited if event.deleted is None else event.deleted
            if mark is not None and mark.seq != seq:
                link = self._link(seq, mark, DELETE if event.deleted is not None else EDIT)
        else:
            kind = EDIT if isinstance(event, MessageEdited) else DELETE
            link = event.target
            if not 1 <= link < seq:
                raise Refusal("invalid", f"the event {seq} speaks of {link}, which is not before it", field="events")
            self._kinds[seq] = kind
        return entry_id(self._number, seq), kind, user.id, user.name, event.time, text, key, reply_to, link, data

    def _link(self, seq: int, mark: Mark, kind: int) -> int:
        self._links.append((seq, mark.seq, kind))
        return mark.seq
