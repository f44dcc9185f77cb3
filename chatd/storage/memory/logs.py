"""
Logs in memory: bounded, and lost when the process ends.
"""

import secrets
from collections import OrderedDict, deque
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from heapq import merge
from operator import itemgetter

from msgspec import UNSET, UnsetType
from msgspec.structs import replace
from twisted.internet.defer import Deferred, fail, succeed

from chatd.domain.events import (
    FIRST_PAGE,
    AlreadyStored,
    Data,
    DeleteMessage,
    Draft,
    EditMessage,
    FollowedRoom,
    FoundAt,
    LogEvent,
    LogHead,
    LogPage,
    Mark,
    Message,
    MessageDeleted,
    MessageEdited,
    NewMessage,
    ReadMarker,
    Result,
    SearchPage,
    Stored,
    User,
    amend,
    found_at,
    rename_author,
)
from chatd.domain.moderation import AuditEntry, deletion
from chatd.domain.rooms import DEFAULTS, LISTED, OPEN, PublicRoom, Retention, RoomSettings, SettingsChange
from chatd.errors import Refusal
from chatd.interfaces.storage import RoomEntry
from chatd.storage.memory.roster import MemoryRoster
from chatd.storage.search_text import has_words, parse_query

_SEARCH_STEP = 200

_SCAN_MAX = 20_000
"""So many messages are looked at for one page of a search in several rooms."""


READERS_MAX = 100_000
"""The number of users whose read markers are kept; those of the first are dropped first."""


class _Log:
    __slots__ = ("authors", "epoch", "events", "first", "keys", "seq")

    def __init__(self) -> None:
        self.epoch = secrets.token_urlsafe(9)
        self.seq = 0
        self.first = 1
        self.events: deque[LogEvent] = deque()
        # How many of the events each user has made.
        self.authors: dict[str, int] = {}
        # Seq, time and content of the message with an author and a key; the content is None once it was deleted.
        self.keys: dict[tuple[str, str], tuple[int, int, tuple[str, Data | None] | None]] = {}

    def add_event(self, event: LogEvent) -> Stored:
        if not isinstance(event, Message):
            amend(self.events, event)
        self.seq += 1
        self.events.append(event)
        self.authors[event.user.id] = self.authors.get(event.user.id, 0) + 1
        return Stored(event, self.epoch)

    def remove_oldest(self) -> LogEvent:
        oldest = self.events.popleft()
        self.first += 1
        left = self.authors.pop(oldest.user.id) - 1
        if left:
            self.authors[oldest.user.id] = left
        return oldest

    def message(self, seq: int) -> Message:
        index = seq - self.first
        event = self.events[index] if 0 <= index < len(self.events) else None
        if not isinstance(event, Message):
            raise Refusal("not_found", f"seq: there is no message {seq}", field="seq")
        return event


class MemoryStore:
    """
    Keeps the newest `keep` events of at most `rooms` rooms, with their settings and read markers.  The least recently
    used log is dropped first, but never one that is `in_use`.

    It implements `MessageLog`, `ReadMarkerStore`, `MessageSearch` and `RoomCatalogue`.  `retention` is the default for
    rooms without their own; `roster` has the kinds of rooms and the audit log.
    """

    def __init__(
        self,
        *,
        keep: int,
        rooms: int,
        in_use: Callable[[str], bool],
        retention: Retention | None = None,
        roster: MemoryRoster | None = None,
    ) -> None:
        self._keep = keep
        self._rooms = rooms
        self._in_use = in_use
        self._retention = retention or Retention()
        self._roster = roster or MemoryRoster()
        self._logs: OrderedDict[str, _Log] = OrderedDict()
        self._settings: dict[str, RoomSettings] = {}
        self._seen: dict[str, dict[str, int]] = {}
        self._trimmed: Callable[[str, int], object] = lambda room, first: None
        self._changed: Callable[[str], object] = lambda room: None

    def watch_trims(self, trimmed: Callable[[str, int], object]) -> None:
        self._trimmed = trimmed

    def watch_changes(self, changed: Callable[[str], object]) -> None:
        """
        Register `changed`, as `chatd.interfaces.storage.StoreMaintenance.watch_changes` does.
        """
        self._changed = changed

    # Logs

    def append(self, drafts: Sequence[Draft]) -> Deferred[Sequence[Result]]:
        return succeed([self._append(draft) for draft in drafts])

    def read(self, room: str, *, after: int | None = None, before: int | None = None, limit: int) -> Deferred[LogPage]:
        try:
            log = self._open_log(room)
        except Refusal as refusal:
            return fail(refusal)
        events = log.events
        if after is not None:
            begin = max(0, after + 1 - log.first)
            chosen = [events[i] for i in range(begin, min(begin + limit, len(events)))]
        else:
            end = len(events) if before is None else max(0, min(before - log.first, len(events)))
            chosen = [events[i] for i in range(max(0, end - limit), end)]
        settings = self._settings.get(room, DEFAULTS)
        return succeed(LogPage(LogHead(log.epoch, log.seq, log.first), chosen, settings))

    def read_messages(self, entries: Collection[tuple[str, int]]) -> Deferred[Mapping[tuple[str, int], Message]]:
        found: dict[tuple[str, int], Message] = {}
        for room, seq in entries:
            log = self._logs.get(room)
            if log is not None and log.first <= seq < log.first + len(log.events):
                event = log.events[seq - log.first]
                if isinstance(event, Message):
                    found[room, seq] = event
        return succeed(found)

    def read_heads(self, rooms: Sequence[str]) -> Deferred[Mapping[str, LogPage]]:
        try:
            logs = {room: self._open_log(room) for room in rooms}
        except Refusal as refusal:
            return fail(refusal)
        return succeed(
            {
                room: LogPage(LogHead(log.epoch, log.seq, log.first), [], self._settings.get(room, DEFAULTS))
                for room, log in logs.items()
            }
        )

    def rename_user(self, user: User) -> None:
        """
        Give all messages of a user the new name.
        """
        for log in self._logs.values():
            rename_author(log.events, user)

    # Rooms

    def room_settings(self, room: str) -> Deferred[RoomSettings]:
        return succeed(self._settings.get(room, DEFAULTS))

    def change_settings(
        self,
        room: str,
        *,
        title: str | UnsetType = UNSET,
        topic: str | UnsetType = UNSET,
        slow: int | UnsetType = UNSET,
        retention: Retention | None | UnsetType = UNSET,
        act: AuditEntry | None = None,
        author: str = "",
    ) -> Deferred[SettingsChange]:
        given = {"title": title, "topic": topic, "slow": slow, "retention": retention}
        changes = {name: value for name, value in given.items() if value is not UNSET}
        before = self._settings.get(room, DEFAULTS)
        after = self._settings[room] = replace(before, **changes)
        self._roster.add_act(act)
        if self._nothing(before) != self._nothing(after):
            self._logs.pop(room, None)
            self._changed(room)
        return succeed(SettingsChange(before, after))

    def find_rooms(self, text: str = "", *, after: str = "", limit: int) -> Deferred[Sequence[PublicRoom]]:
        found = []
        for room in sorted({*self._logs, *self._settings}):
            settings = self._settings.get(room, DEFAULTS)
            one = PublicRoom(room, self._roster.kind_of(room) or "public", settings.title, settings.topic)
            if after < room < "~" and one.kind in LISTED and has_words(f"{room} {one.title} {one.topic}", text):
                found.append(one)
        return succeed(found[:limit])

    def open_rooms(self, *, after: str = "", limit: int) -> Deferred[Sequence[tuple[str, str]]]:
        names = sorted(room for room in {*self._logs, *self._settings} if after < room < "~")
        kinds = ((room, self._roster.kind_of(room) or "public") for room in names)
        return succeed([(room, kind) for room, kind in kinds if kind in OPEN][:limit])

    def list_rooms(self, *, after: str = "", limit: int) -> Deferred[Sequence[RoomEntry]]:
        names = sorted(room for room in {*self._logs, *self._settings} if room > after)[:limit]
        return succeed([RoomEntry(room, *self._glance(room)) for room in names])

    # Read markers

    def mark_seen(self, marks: Sequence[ReadMarker]) -> Deferred[None]:
        for mark in marks:
            seq = min(mark.seq, self._page(mark.room, None, 1).head.seq)
            if seq:
                if mark.user_id not in self._seen and len(self._seen) >= READERS_MAX:
                    del self._seen[next(iter(self._seen))]
                seen = self._seen.setdefault(mark.user_id, {})
                seen[mark.room] = max(seen.get(mark.room, 0), seq)
        return succeed(None)

    def followed_rooms(self, user_id: str) -> Deferred[Sequence[FollowedRoom]]:
        found = []
        for room, seen in sorted(self._seen.get(user_id, {}).items()):
            head = self._page(room, None, 1).head
            # A log that was dropped to make room for others has begun at 1 again.
            valid = min(seen, head.seq)
            found.append(FollowedRoom(room, "", head, valid, head.seq - valid))
        return succeed(found)

    # Search

    def search_messages(self, room: str, text: str, *, before: int | None = None, limit: int) -> Deferred[SearchPage]:
        query = parse_query(text)
        found: list[Message] = []
        while query is not None:
            page = self._page(room, before, _SEARCH_STEP)
            messages = (event for event in reversed(page.events) if isinstance(event, Message))
            found += [message for message in messages if query.matches(message.text)]
            if len(found) > limit or len(page.events) < _SEARCH_STEP:
                break
            before = page.events[0].seq  # type: ignore[assignment]
        return succeed(SearchPage(found[:limit], more=len(found) > limit))

    def search_rooms(
        self, rooms: Collection[str], text: str, *, before: FoundAt = FIRST_PAGE, limit: int
    ) -> Deferred[SearchPage]:
        query = parse_query(text)
        logs = [] if query is None else [self._logs[room].events for room in rooms if room in self._logs]
        newest_first = merge(*(map(_placed, _messages(events)) for events in logs), key=itemgetter(0), reverse=True)
        found: list[Message] = []
        scanned = 0
        place = before
        for at, message in newest_first:
            if at >= before:
                continue
            assert query is not None
            matches = query.matches(message.text)
            if (matches and len(found) == limit) or scanned == _SCAN_MAX:
                return succeed(SearchPage(found, more=True, next=place))
            scanned += 1
            place = at
            if matches:
                found.append(message)
        return succeed(SearchPage(found, more=False))

    def messages_of(
        self, user_id: str, *, after: tuple[str, int] | None = None, limit: int
    ) -> Deferred[Sequence[Message]]:
        place = after or ("", 0)
        found: list[Message] = []
        for room in sorted(self._logs):
            if room >= place[0] and len(found) < limit:
                events = self._page(room, None, self._keep).events
                own = (e for e in events if isinstance(e, Message) and e.user.id == user_id and e.deleted is None)
                found += [message for message in own if (room, message.seq) > place]
        return succeed(found[:limit])

    def has_said(self, user_id: str, rooms: Collection[str] | None = None) -> Deferred[bool]:
        logs = self._logs.values() if rooms is None else (self._logs[room] for room in rooms if room in self._logs)
        return succeed(any(user_id in log.authors for log in logs))

    def _open_log(self, room: str) -> _Log:
        log = self._logs.get(room)
        if log is None:
            self._evict_log()
            log = self._logs[room] = _Log()
        self._logs.move_to_end(room)
        return log

    def _evict_log(self) -> None:
        if len(self._logs) < self._rooms:
            return
        for room in self._logs:
            if not self._in_use(room):
                del self._logs[room]
                return
        raise Refusal("unavailable", "the server has as many rooms as it can hold")

    def _append(self, draft: Draft) -> Result:
        try:
            log = self._open_log(draft.room)
            match draft:
                case NewMessage():
                    result = self._add_message(log, draft)
                case EditMessage():
                    result = self._edit_message(log, draft)
                case DeleteMessage():
                    result = self._delete_message(log, draft)
                case _:
                    raise TypeError(f"no draft: {draft!r}")
        except Refusal as refusal:
            return refusal
        if len(log.events) > self._keep:
            self._trim(draft.room, log)
        return result

    def _add_message(self, log: _Log, draft: NewMessage) -> Result:
        known = None if draft.key is None else log.keys.get((draft.user.id, draft.key))
        if known is not None:
            seq, time, content = known
            if content not in (None, (draft.text, draft.data)):
                raise Refusal("conflict", "key: something else was sent under this key", field="key")
            return AlreadyStored(seq, time)
        if draft.reply_to is not None and not 1 <= draft.reply_to <= log.seq:
            raise Refusal("not_found", f"reply_to: there is no message {draft.reply_to}", field="reply_to")
        seq = log.seq + 1
        if draft.key is not None:
            log.keys[draft.user.id, draft.key] = (seq, draft.time, (draft.text, draft.data))
        return log.add_event(
            Message(draft.room, seq, draft.user, draft.text, draft.time, draft.key, draft.reply_to, data=draft.data)
        )

    def _edit_message(self, log: _Log, draft: EditMessage) -> Result:
        message = log.message(draft.target)
        if message.user.id != draft.user.id:
            raise Refusal("forbidden", "seq: you may edit your own messages only", field="seq")
        if message.deleted is not None:
            raise Refusal("not_found", f"seq: the message {draft.target} is deleted", field="seq")
        if message.time < draft.oldest:
            raise Refusal("forbidden", "seq: the time to edit this message is over", field="seq")
        text, data = draft.changed(message.text, message.data)
        if (message.text, message.data) == (text, data):
            return _made_so(message, message.edited)
        return log.add_event(MessageEdited(draft.room, log.seq + 1, draft.target, draft.user, draft.time, text, data))

    def _delete_message(self, log: _Log, draft: DeleteMessage) -> Result:
        message = log.message(draft.target)
        if message.user.id != draft.user.id and not draft.any:
            raise Refusal("forbidden", "seq: you may delete your own messages only", field="seq")
        if message.deleted is not None:
            return _made_so(message, message.deleted)
        if message.key is not None:
            log.keys[message.user.id, message.key] = (draft.target, message.time, None)
        if message.user.id != draft.user.id:
            self._roster.add_act(deletion(draft, message.user))
        return log.add_event(MessageDeleted(draft.room, log.seq + 1, draft.target, draft.user, draft.time))

    def _trim(self, room: str, log: _Log) -> None:
        oldest = log.remove_oldest()
        if isinstance(oldest, Message):
            log.keys.pop((oldest.user.id, oldest.key or ""), None)
            if oldest.edited is not None:
                # Edits of a removed message lose their text, as in the SQL store, which keeps it with the message.
                amend(log.events, MessageDeleted(room, log.seq, log.first - 1, User("", ""), 0))
        self._trimmed(room, log.first)

    def _glance(self, room: str) -> tuple[LogHead, RoomSettings]:
        """
        The head of a room's log and the settings of the room.
        """
        log = self._logs.get(room) or _Log()
        return LogHead(log.epoch, log.seq, log.first), self._settings.get(room, DEFAULTS)

    def _nothing(self, settings: RoomSettings) -> bool:
        return (settings.retention or self._retention).nothing

    def _page(self, room: str, before: int | None, limit: int) -> LogPage:
        pages: list[LogPage] = []
        self.read(room, before=before, limit=limit).addCallback(pages.append)
        return pages[0]


def _made_so(message: Message, mark: Mark | None) -> AlreadyStored:
    if mark is not None:
        return AlreadyStored(mark.seq, mark.time)
    assert isinstance(message.seq, int)
    return AlreadyStored(message.seq, message.time)


def _messages(events: Sequence[LogEvent]) -> Iterator[Message]:
    return (event for event in reversed(events) if isinstance(event, Message))


def _placed(message: Message) -> tuple[FoundAt, Message]:
    return found_at(message), message
