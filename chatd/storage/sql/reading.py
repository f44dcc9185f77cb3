"""
Reads pages of logs and messages, each event in its present state.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from msgspec import UNSET
from sqlalchemy import Connection, Select, bindparam, func, select

from chatd.domain.events import (
    Data,
    LogEvent,
    LogHead,
    LogPage,
    Mark,
    Message,
    MessageDeleted,
    MessageEdited,
    User,
)
from chatd.storage.sql.append import decode_data
from chatd.storage.sql.dialect import SqlDialect
from chatd.storage.sql.room_table import NUMBER, InitialEpochs, find_room, head_of, read_room_rows, settings_of
from chatd.storage.sql.tables import (
    DELETE,
    EDIT,
    MESSAGE,
    SEQ_BITS,
    SEQ_MASK,
    accounts,
    authored,
    entry_id,
    events,
    room_of,
    rooms,
    seq_of,
)

_made = events.alias("made")
# An author with an account has the account's present name; other authors have the name stored with the message.
_author = accounts.alias("author_account")
_by = accounts.alias("by_account")
# An entry joined with the entry that its `link` names: the edit or deletion of a message, or the message of those.
_ENTRY = select(
    events.c.id,
    events.c.kind,
    events.c.author,
    func.coalesce(_author.c.name, events.c.name).label("name"),
    events.c.time,
    events.c.text,
    events.c.key,
    events.c.reply_to,
    events.c.link,
    _made.c.author.label("by_author"),
    func.coalesce(_by.c.name, _made.c.name).label("by_name"),
    _made.c.time.label("by_time"),
    _made.c.text.label("by_text"),
    events.c.data,
    _made.c.data.label("by_data"),
).select_from(
    events.outerjoin(_made, _made.c.id == events.c.id - events.c.id.op("&")(SEQ_MASK) + events.c.link)
    .outerjoin(_author, _author.c.id == events.c.author)
    .outerjoin(_by, _by.c.id == _made.c.author)
)


class _Row(NamedTuple):
    id: int
    kind: int
    author: str
    name: str
    time: int
    text: str | None
    key: str | None
    reply_to: int | None
    link: int | None
    by_author: str | None
    by_name: str | None
    by_time: int | None
    by_text: str | None
    data: str | None
    by_data: str | None


# A probe for each room, and the few entries that `authored` does not have yet.
_INDEXED = (
    select(rooms.c.number)
    .join_from(rooms, authored, authored.c.room == rooms.c.number)
    .where(rooms.c.name.is_not(None), authored.c.author == bindparam("author"))
    .limit(1)
)
_UNINDEXED = (
    select(rooms.c.number)
    .join_from(
        rooms,
        events,
        (events.c.id > NUMBER * (1 << SEQ_BITS) + rooms.c.indexed) & (events.c.id < (NUMBER + 1) * (1 << SEQ_BITS)),
    )
    .where(rooms.c.name.is_not(None), events.c.author == bindparam("author"))
    .limit(1)
)
_INDEXED_IN, _UNINDEXED_IN = (
    one.where(rooms.c.name.in_(bindparam("rooms", expanding=True))) for one in (_INDEXED, _UNINDEXED)
)


class LogReader:
    """
    Reads of logs; each method is called in one transaction of a reader.
    """

    def __init__(self, dialect: SqlDialect, initial_epochs: InitialEpochs) -> None:
        self._dialect = dialect
        self._initial_epochs = initial_epochs
        between = _ENTRY.where(events.c.id > bindparam("low"), events.c.id < bindparam("high")).limit(
            bindparam("limit")
        )
        self._forward = dialect.for_rows(between.order_by(events.c.id))
        self._backward = dialect.for_rows(between.order_by(events.c.id.desc()))
        self._listed = dialect.for_rows(_ENTRY.where(events.c.id.in_(bindparam("ids", expanding=True))))

    def read_page(
        self, connection: Connection, room: str, after: int | None, before: int | None, limit: int
    ) -> LogPage:
        row = find_room(connection, room)
        if row is None:
            return LogPage(LogHead(self._initial_epochs.epoch(room), 0, 1), [])
        head = head_of(row)
        number: int = row.number
        low = entry_id(number, max(head.first - 1, after or 0))
        high = entry_id(number, min(head.seq + 1, SEQ_MASK if before is None else max(0, before)))
        values = {"low": low, "high": high, "limit": limit}
        statement = self._backward if after is None else self._forward
        found = self._events(connection, statement, values, room)
        return LogPage(head, found[::-1] if after is None else found, settings_of(row))

    def read_heads(self, connection: Connection, names: Sequence[str]) -> dict[str, LogPage]:
        rows = read_room_rows(connection, names)
        found = {name: LogPage(head_of(row), [], settings_of(row)) for name, row in rows.items()}
        return {name: found.get(name) or LogPage(LogHead(self._initial_epochs.epoch(name), 0, 1), []) for name in names}

    def read_messages(
        self, connection: Connection, entries: Collection[tuple[str, int]]
    ) -> dict[tuple[str, int], Message]:
        """
        By room and seq the messages that are in the logs.
        """
        rows = read_room_rows(connection, {room for room, _ in entries})
        wanted: dict[str, list[int]] = {}
        for room, seq in entries:
            if room in rows and head_of(rows[room]).first <= seq <= SEQ_MASK:
                wanted.setdefault(room, []).append(entry_id(rows[room].number, seq))
        return {
            (room, _seq_of(message)): message
            for room, ids in wanted.items()
            for message in self.messages(connection, room, ids)
        }

    def messages(self, connection: Connection, room: str, ids: Sequence[int]) -> list[Message]:
        """
        The messages with these ids, newest first.
        """
        found = self._events(connection, self._listed, {"ids": list(ids)}, room)
        messages = [event for event in found if isinstance(event, Message)]
        return sorted(messages, key=_seq_of, reverse=True)

    def messages_in_rooms(self, connection: Connection, names: Mapping[int, str], ids: Sequence[int]) -> list[Message]:
        """
        The messages with these ids, in this order; `names` are those of their rooms, by number.
        """
        rows = self._dialect.read_rows(connection, self._listed, {"ids": list(ids)}, _Row)
        found = {row.id: _event(names[room_of(row.id)], row) for row in rows}
        return [message for entry in ids if isinstance(message := found.get(entry), Message)]

    def messages_of(
        self, connection: Connection, user_id: str, after: tuple[str, int] | None, limit: int
    ) -> list[Message]:
        room, seq = after or ("", 0)
        own = (
            select(rooms.c.name, events.c.id)
            .join_from(rooms, authored, (authored.c.room == rooms.c.number) & (authored.c.author == user_id))
            .join(events, events.c.id == NUMBER * (1 << SEQ_BITS) + authored.c.seq)
            .where((rooms.c.name > room) | ((rooms.c.name == room) & (authored.c.seq > seq)))
            .where(authored.c.seq >= rooms.c.first, events.c.kind == MESSAGE, events.c.text.is_not(None))
            .order_by(rooms.c.name, events.c.id)
            .limit(limit)
        )
        names: dict[str, list[int]] = {}
        for name, entry in connection.execute(own):
            names.setdefault(name or "", []).append(entry)
        return [message for name, ids in names.items() for message in reversed(self.messages(connection, name, ids))]

    def has_said(self, connection: Connection, user_id: str, names: Collection[str] | None) -> bool:
        """
        Whether anything of a user is in the log of one of the rooms `names`, or of some room if that is None.
        """
        statements = (_INDEXED, _UNINDEXED) if names is None else (_INDEXED_IN, _UNINDEXED_IN)
        given: dict[str, Any] = {"author": user_id} | ({} if names is None else {"rooms": list(names)})
        return any(connection.execute(one, given).first() is not None for one in statements)

    def _events(
        self, connection: Connection, statement: Select[Any], values: dict[str, Any], room: str
    ) -> list[LogEvent]:
        return [_event(room, row) for row in self._dialect.read_rows(connection, statement, values, _Row)]


def _seq_of(message: Message) -> int:
    return 0 if message.seq is UNSET else message.seq


def _event(room: str, row: _Row) -> LogEvent:
    seq = seq_of(row.id)
    user = User(row.author, row.name)
    if row.kind == MESSAGE:
        mark = _mark(row)
        if row.text is None:
            # A message without text and link was erased with its author.
            gone = mark or Mark(seq, user, row.time)
            return Message(room, seq, user, "", row.time, row.key, None, None, gone)
        return Message(room, seq, user, row.text, row.time, row.key, row.reply_to, mark, data=_data(row.data))
    assert row.link is not None
    if row.kind == EDIT:
        return MessageEdited(room, seq, row.link, user, row.time, row.by_text, _data(row.by_data))
    assert row.kind == DELETE
    return MessageDeleted(room, seq, row.link, user, row.time)


def _data(data: str | None) -> Data | None:
    return None if data is None else decode_data(data)


def _mark(row: _Row) -> Mark | None:
    if row.link is None or row.by_author is None or row.by_name is None or row.by_time is None:
        return None
    return Mark(row.link, User(row.by_author, row.by_name), row.by_time)
