"""
Appends the drafts of one commit to the logs of their rooms.
"""

from collections.abc import Callable, Sequence
from hashlib import blake2b
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, bindparam, select, update

from chatd.domain.events import (
    AlreadyStored,
    Data,
    DeleteMessage,
    Draft,
    EditMessage,
    Message,
    MessageDeleted,
    MessageEdited,
    NewMessage,
    Result,
    Stored,
    User,
)
from chatd.domain.moderation import deletion
from chatd.errors import Refusal
from chatd.storage.search_text import spaced
from chatd.storage.sql.audit import add_act
from chatd.storage.sql.room_table import WriterRoom
from chatd.storage.sql.tables import DELETE, EDIT, MESSAGE, entry_id, events
from chatd.storage.sql.writer_cache import Key, UnindexedEntries, WriterCache

_ROW = select(events).where(events.c.id == bindparam("entry"))
_AMEND = (
    update(events)
    .where(events.c.id == bindparam("entry"))
    .values(
        text=bindparam("new_text"),
        data=bindparam("new_data"),
        link=bindparam("by"),
        digest=bindparam("knows"),
        reply_to=bindparam("answers"),
    )
)

decode_data: Callable[[str], Data] = msgspec.json.Decoder(Data).decode
"""The data of a message from the JSON of its row."""


def encode_data(data: Data | None) -> str | None:
    """
    The JSON for the row of a message with this data.
    """
    return None if data is None else msgspec.json.encode(data).decode()


def content_digest(text: str, data: str | None) -> bytes:
    """
    A digest of a message's original text and data: recognises a repeated message after they were edited or removed.
    """
    content = text.encode()
    if data is not None:
        # No text has U+0000.  The order of the keys makes no difference.
        content += b"\0" + msgspec.json.encode(decode_data(data), order="sorted")
    return blake2b(content, digest_size=8).digest()


class AppendBatch:
    """
    The drafts of one transaction.  `cache` is changed only by `mark_committed` or `mark_failed`, after the commit.
    """

    def __init__(self, connection: Connection, cache: WriterCache) -> None:
        self._connection = connection
        self._cache = cache
        self._dialect = cache.dialect
        self._rooms: dict[str, WriterRoom] = {}
        self._rows: list[tuple[Any, ...]] = []
        self._keys: dict[Key, int] = {}
        self._new: dict[Key, int] = {}
        self._fresh = UnindexedEntries()
        self._changed: dict[int, str | None] = {}
        self.results: list[Result] = []
        self.before: dict[str, int] = {}
        self.removed = False

    def append_drafts(self, drafts: Sequence[Draft]) -> list[Result]:
        """
        Append drafts in the open transaction; returns one result for each, in order, valid once it is committed.
        """
        names = dict.fromkeys(draft.room for draft in drafts)
        self._rooms = self._cache.rooms(self._connection, names)
        self.before = {name: room.seq for name, room in self._rooms.items()}
        keys = [self._key(draft) for draft in drafts]
        self._find_keys(keys)
        self.results = [self._append(draft, key) for draft, key in zip(drafts, keys, strict=True)]
        self._flush()
        return self.results

    def number(self, room: str) -> int:
        """
        The number of the room of a draft.
        """
        return self._rooms[room].number

    def mark_committed(self) -> None:
        """
        The transaction is committed: update the cache.
        """
        self._cache.keep_rooms(self._rooms)
        self._cache.add_committed(self._fresh, self._changed, self._new)

    def mark_failed(self) -> None:
        """
        The transaction failed or its outcome is not known: let the cache read the rooms again.
        """
        self._cache.forget_rooms(self._rooms)

    def _append(self, draft: Draft, key: Key | None) -> Result:
        room = self._rooms[draft.room]
        try:
            match draft:
                case NewMessage():
                    return self._add_message(room, draft, key)
                case EditMessage():
                    return self._edit_message(room, draft)
                case DeleteMessage():
                    return self._delete_message(room, draft)
                case _:
                    raise TypeError(f"no draft: {draft!r}")
        except Refusal as refusal:
            return refusal

    def _key(self, draft: Draft) -> Key | None:
        if isinstance(draft, NewMessage) and draft.key is not None:
            return self._rooms[draft.room].number, draft.user.id, draft.key
        return None

    def _find_keys(self, keys: Sequence[Key | None]) -> None:
        waiting = self._cache.keys
        indexed = {room.number for room in self._rooms.values() if room.indexed}
        asked: list[Key] = []
        for key in keys:
            if key is None:
                continue
            seq = waiting.get(key)
            if seq is not None:
                self._keys[key] = seq
            elif key[0] in indexed:
                asked.append(key)
        for number, author, text, seq in self._dialect.find_keys(self._connection, asked):
            self._keys[number, author, text] = seq

    def _add_message(self, room: WriterRoom, draft: NewMessage, key: Key | None) -> Result:
        user, text, reply_to = draft.user, draft.text, draft.reply_to
        if key is not None:
            earlier = self._keys.get(key) or self._new.get(key)
            if earlier is not None:
                return self._repeated(room, earlier, draft)
        if reply_to is not None and not 1 <= reply_to <= room.seq:
            raise Refusal("not_found", f"reply_to: there is no message {reply_to}", field="reply_to")
        entry = self._next(room, user.id, draft.key, text)
        data = encode_data(draft.data)
        self._rows.append((entry, MESSAGE, user.id, user.name, draft.time, text, draft.key, reply_to, None, data))
        seq = room.seq
        if key is not None:
            self._new[key] = seq
        event = Message(draft.room, seq, user, text, draft.time, draft.key, reply_to, data=draft.data)
        return Stored(event, room.epoch)

    def _repeated(self, room: WriterRoom, seq: int, draft: NewMessage) -> AlreadyStored:
        row = self._row(room, seq)
        same = row is None or (
            (row.text is None or _has_content(row, draft.text, draft.data))
            if row.digest is None
            else row.digest == content_digest(draft.text, encode_data(draft.data))
        )
        if not same:
            raise Refusal("conflict", "key: something else was sent under this key", field="key")
        return AlreadyStored(seq, draft.time if row is None else row.time)

    def _edit_message(self, room: WriterRoom, draft: EditMessage) -> Result:
        row = self._message(room, draft.target)
        if row.author != draft.user.id:
            raise Refusal("forbidden", "seq: you may edit your own messages only", field="seq")
        if row.text is None:
            raise Refusal("not_found", f"seq: the message {draft.target} is deleted", field="seq")
        if row.time < draft.oldest:
            raise Refusal("forbidden", "seq: the time to edit this message is over", field="seq")
        text, data = draft.changed(row.text, None if row.data is None else decode_data(row.data))
        if _has_content(row, text, data):
            return self._already_changed(room, row, draft.target)
        seq = self._change(room, draft, EDIT, draft.target)
        knows = row.digest if row.key is None or row.digest is not None else content_digest(row.text, row.data)
        self._amend(room, row, draft.target, text=text, data=data, by=seq, knows=knows, reply_to=row.reply_to)
        self.removed = True
        return Stored(MessageEdited(draft.room, seq, draft.target, draft.user, draft.time, text, data), room.epoch)

    def _delete_message(self, room: WriterRoom, draft: DeleteMessage) -> Result:
        row = self._message(room, draft.target)
        if row.author != draft.user.id and not draft.any:
            raise Refusal("forbidden", "seq: you may delete your own messages only", field="seq")
        if row.text is None:
            return self._already_changed(room, row, draft.target)
        seq = self._change(room, draft, DELETE, draft.target)
        self._amend(room, row, draft.target, text=None, data=None, by=seq, knows=None, reply_to=None)
        if row.author != draft.user.id:
            add_act(self._connection, deletion(draft, User(row.author, row.name)))
        self.removed = True
        return Stored(MessageDeleted(draft.room, seq, draft.target, draft.user, draft.time), room.epoch)

    def _change(self, room: WriterRoom, draft: Draft, kind: int, link: int) -> int:
        user = draft.user
        entry = self._next(room, user.id, None, None)
        self._rows.append((entry, kind, user.id, user.name, draft.time, None, None, None, link, None))
        return room.seq

    def _next(self, room: WriterRoom, author: str, key: str | None, text: str | None) -> int:
        room.seq += 1
        return self._fresh.add_entry(room.number, room.seq, author, key, text)

    def _amend(
        self,
        room: WriterRoom,
        row: Row[Any],
        target: int,
        *,
        text: str | None,
        data: Data | None,
        by: int,
        knows: bytes | None,
        reply_to: int | None,
    ) -> None:
        entry = entry_id(room.number, target)
        values = {"entry": entry, "new_text": text, "by": by, "knows": knows, "answers": reply_to}
        self._connection.execute(_AMEND, values | {"new_data": encode_data(data)})
        if text == row.text:
            return
        if target > room.indexed:
            self._changed[entry] = text
            return
        if target <= room.reindex:
            return
        self._dialect.remove_words(self._connection, [(entry, spaced(row.text))])
        if text is not None:
            self._dialect.add_words(self._connection, [(entry, spaced(text))])

    def _message(self, room: WriterRoom, seq: int) -> Row[Any]:
        row = self._row(room, seq) if room.first <= seq <= room.seq else None
        if row is None or row.kind != MESSAGE:
            raise Refusal("not_found", f"seq: there is no message {seq}", field="seq")
        return row

    def _already_changed(self, room: WriterRoom, row: Row[Any], seq: int) -> AlreadyStored:
        by = None if row.link is None else self._row(room, row.link)
        return AlreadyStored(seq, row.time) if by is None else AlreadyStored(row.link, by.time)

    def _row(self, room: WriterRoom, seq: int) -> Row[Any] | None:
        # The row may belong to a draft of this batch that was not inserted yet.
        self._flush()
        return self._connection.execute(_ROW, {"entry": entry_id(room.number, seq)}).one_or_none()

    def _flush(self) -> None:
        if self._rows:
            rows, self._rows = self._rows, []
            self._dialect.insert_events(self._connection, rows)


def _has_content(row: Row[Any], text: str, data: Data | None) -> bool:
    # Whether the message of the row has this text and data: the keys of objects may have another order.
    return row.text == text and (None if row.data is None else decode_data(row.data)) == data
