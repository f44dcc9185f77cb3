"""
Reads what webhooks have to be told of a room: its log, in its present state, and the stored events.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec
from msgspec import Struct

from chatd.chat.rooms.feeds import RoomFeeds
from chatd.domain.accounts import OPERATOR
from chatd.domain.events import LogEvent, LogHead, Message, MessageDeleted, MessageEdited, Position
from chatd.domain.permissions import PERSONAL
from chatd.domain.rooms import INBOX
from chatd.domain.webhooks import NumberedEvent, Part, RoomCursor, Webhook
from chatd.interfaces.storage import MessageLog, RoomDirectory
from chatd.interfaces.webhooks import WebhookStore
from chatd.webhooks.mentions import KnownUsers, find_mentions

_NAMES = {Message: b"message.created", MessageEdited: b"message.edited", MessageDeleted: b"message.deleted"}
_encode = msgspec.json.Encoder().encode
STEP = 100


class PendingItem(NamedTuple):
    """
    One thing that happened, at `time`: an entry `seq` of the log, or the stored event `number`; the other one is 0.
    `entries` is the JSON of what is sent: nothing, one object, or two.
    """

    time: int
    seq: int
    number: int
    entries: list[bytes]


class RoomItems(Struct):
    """
    What has happened in a room since `cursor`, the oldest first; `more`: there is more than what was read.
    """

    cursor: RoomCursor
    items: list[PendingItem]
    more: bool

    def cursor_after(self, count: int) -> RoomCursor:
        """
        The cursor after the first `count` items.
        """
        seq, time, event = self.cursor.seq, self.cursor.time, self.cursor.event
        for item in self.items[:count]:
            if item.seq:
                seq, time = item.seq, item.time
            else:
                event = item.number
        return msgspec.structs.replace(self.cursor, seq=seq, time=time, event=event)

    def part(self, count: int) -> Part:
        """
        The part of a delivery that the first `count` items are.
        """
        seqs = [item.seq for item in self.items[:count] if item.seq]
        numbers = [item.number for item in self.items[:count] if item.number]
        first_seq, last_seq = (seqs[0], seqs[-1]) if seqs else (0, 0)
        first, last = (numbers[0], numbers[-1]) if numbers else (0, 0)
        return Part(self.cursor.room, self.cursor.epoch, first_seq, last_seq, first, last)


class EventReader:
    """
    Reads events for webhooks: from the newest ones in memory if they reach back far enough, else from the store.
    `known_users` finds whom a message may mention.

    Conversations and inboxes are told only to webhooks of the operator: administrators may not read them either.
    """

    def __init__(
        self, store: WebhookStore, log: MessageLog, roster: RoomDirectory, feeds: RoomFeeds, known_users: KnownUsers
    ) -> None:
        self._store = store
        self._roster = roster
        self._log = log
        self._feeds = feeds
        self._known_users = known_users

    async def read_room(
        self, webhook: Webhook, cursor: RoomCursor, stored: Sequence[NumberedEvent], *, log: bool, limit: int
    ) -> RoomItems:
        """
        The first `limit` items of a room after `cursor`: the events that are `stored`, and with `log` those of its log.
        """
        if not await self._may_be_told(webhook, cursor.room):
            number = stored[-1].number if stored else cursor.event
            return RoomItems(msgspec.structs.replace(cursor, event=number), [], more=False)
        cursor, events, more = await self._read_log(webhook, cursor, limit) if log else (cursor, [], False)
        from_log = [await self._log_item(webhook, event, cursor.epoch) for event in events]
        wanted = set(webhook.events)
        happened = [_stored_item(event, wanted) for event in stored]
        items = list(_by_time(happened, from_log))
        return RoomItems(cursor, items[:limit], more or len(items) > limit)

    async def read_part(self, webhook: Webhook, part: Part) -> list[bytes]:
        """
        The entries of a part of a delivery, in their present state; those of a log that was replaced are left out.
        """
        entries: list[bytes] = []
        if not await self._may_be_told(webhook, part.room):
            return entries
        if part.first_event:
            found = await self._store.events_after({part.room: part.first_event - 1}, part.last_event)
            wanted = set(webhook.events)
            for happened in found[part.room]:
                if happened.number <= part.last_event:
                    entries += _stored_item(happened, wanted).entries
        after = part.first_seq - 1
        while part.first_seq and after < part.last_seq:
            page = await self._log.read(part.room, after=after, limit=min(STEP, part.last_seq - after))
            if page.head.epoch != part.epoch or not page.events:
                break
            for event in page.events:
                seq = int(event.seq)  # type: ignore[arg-type]
                if seq <= part.last_seq:
                    entries += (await self._log_item(webhook, event, part.epoch)).entries
                after = seq
        return entries

    async def position_before(self, room: str, time: int) -> Position:
        """
        The newest entry of a room's log that is older than `time`; before the first entry if there is none.
        """
        page = await self._log.read(room, limit=STEP)
        epoch = page.head.epoch
        while True:
            for event in reversed(page.events):
                if event.time < time:
                    return Position(epoch, int(event.seq))  # type: ignore[arg-type]
            first = int(page.events[0].seq) if page.events else 0  # type: ignore[arg-type]
            if first <= page.head.first:
                return Position(epoch, page.head.first - 1)
            page = await self._log.read(room, before=first, limit=STEP)

    async def _may_be_told(self, webhook: Webhook, room: str) -> bool:
        if webhook.by == OPERATOR.who.id or not room.startswith("~"):
            return True
        if room.startswith(INBOX):
            return False
        record = await self._roster.room_record(room)
        return record is None or record.kind not in PERSONAL

    async def _read_log(
        self, webhook: Webhook, cursor: RoomCursor, limit: int
    ) -> tuple[RoomCursor, Sequence[LogEvent], bool]:
        room = cursor.room
        if self._feeds.is_open(room):
            feed = self._feeds.feed(room)
            if feed.ephemeral:
                return cursor, [], False
            found = feed.after(cursor.seq, limit) if feed.epoch == cursor.epoch else None
            if found is not None:
                return cursor, found, bool(found) and found[-1].seq < feed.seq  # type: ignore[operator]
        page = await self._log.read(room, after=cursor.seq, limit=limit)
        if page.head.epoch != cursor.epoch:
            cursor = await self._reposition(webhook, cursor, page.head)
            page = await self._log.read(room, after=cursor.seq, limit=limit)
        events = page.events
        return cursor, events, bool(events) and events[-1].seq < page.head.seq  # type: ignore[operator]

    async def _reposition(self, webhook: Webhook, cursor: RoomCursor, head: LogHead) -> RoomCursor:
        # For the first time here, or the log has another epoch.
        if not cursor.epoch:
            at = await self.position_before(cursor.room, webhook.created)
            return msgspec.structs.replace(cursor, epoch=at.epoch, seq=at.seq)
        same = await self._log.read(cursor.room, after=cursor.seq - 1, limit=1)
        if any(event.seq == cursor.seq and event.time == cursor.time for event in same.events):
            return msgspec.structs.replace(cursor, epoch=head.epoch)
        # Another log: what it says of the time before was told, or is imported and no news.
        at = await self.position_before(cursor.room, cursor.time + 1)
        return msgspec.structs.replace(cursor, epoch=at.epoch, seq=at.seq)

    async def _log_item(self, webhook: Webhook, event: LogEvent, epoch: str) -> PendingItem:
        name = _NAMES[type(event)]
        seq = int(event.seq)  # type: ignore[arg-type]
        entries: list[bytes] = []
        raw = b""
        if name.decode() in webhook.events:
            raw = _encode(event)
            entries.append(_entry(name, f"{event.room}:{epoch}:{seq}", epoch, b"", raw))
        if "user.mentioned" in webhook.events and isinstance(event, Message) and "@" in event.text:
            users = find_mentions(event.text, await self._known_users(event.room))
            if users:
                mentioned = b'"mentioned":' + _encode(users) + b","
                key = f"{event.room}:{epoch}:{seq}:mentioned"
                entries.append(_entry(b"user.mentioned", key, epoch, mentioned, raw or _encode(event)))
        return PendingItem(event.time, seq, 0, entries)


def cursors_of(rooms: Sequence[str], stored: Mapping[str, RoomCursor], webhook: Webhook) -> dict[str, RoomCursor]:
    """
    The cursors of `rooms`: those that are `stored`, and new ones.
    """
    return {room: stored.get(room) or RoomCursor(room=room, event=webhook.first_event) for room in rooms}


def _entry(name: bytes, key: str, epoch: str, more: bytes, raw: bytes) -> bytes:
    # Ids of rooms and epochs have no character that JSON escapes.
    head = f'","id":"{key}","epoch":"{epoch}",'.encode()
    return b'{"event":"' + name + head + more + raw[1:]


def _stored_item(event: NumberedEvent, wanted: set[str]) -> PendingItem:
    content = event.content
    entries = [_encode(content)] if content is not None and content.event in wanted else []
    return PendingItem(event.time, 0, event.number, entries)


def _by_time(one: Sequence[PendingItem], other: Sequence[PendingItem]) -> Iterator[PendingItem]:
    # Each of them keeps its own order, whatever its times are.
    first = second = 0
    while first < len(one) and second < len(other):
        if one[first].time <= other[second].time:
            yield one[first]
            first += 1
        else:
            yield other[second]
            second += 1
    yield from one[first:]
    yield from other[second:]
