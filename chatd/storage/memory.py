"""
Logs in memory: bounded, gone with the process.
"""

import secrets
from collections import OrderedDict, deque
from collections.abc import Callable, Sequence

from twisted.internet.defer import Deferred, fail, succeed

from chatd.errors import Refusal
from chatd.model import Draft, Head, Known, LogEvent, Message, NewMessage, Page, Result, Stored


class _Log:
    __slots__ = ("epoch", "events", "first", "keys", "seq")

    def __init__(self) -> None:
        self.epoch = secrets.token_urlsafe(9)
        self.seq = 0
        self.first = 1
        self.events: deque[LogEvent] = deque()
        self.keys: dict[tuple[str, str], Message] = {}


class MemoryStore:
    """
    Keeps the newest `keep` events of at most `rooms` rooms; the room unused for longest goes first, and one that is
    `in_use` never.
    """

    def __init__(self, *, keep: int, rooms: int, in_use: Callable[[str], bool]) -> None:
        self._keep = keep
        self._most = rooms
        self._in_use = in_use
        self._logs: OrderedDict[str, _Log] = OrderedDict()
        self._trimmed: Callable[[str, int], None] = lambda room, first: None

    def watch_trims(self, trimmed: Callable[[str, int], None]) -> None:
        """
        See `chatd.ports.Store`.
        """
        self._trimmed = trimmed

    def append(self, drafts: Sequence[Draft]) -> Deferred[Sequence[Result]]:
        """
        See `chatd.ports.Store`.
        """
        return succeed([self._append(draft) for draft in drafts])

    def read(self, room: str, *, after: int | None = None, before: int | None = None, limit: int) -> Deferred[Page]:
        """
        See `chatd.ports.Store`.
        """
        try:
            log = self._open(room)
        except Refusal as refusal:
            return fail(refusal)
        events = log.events
        if after is not None:
            begin = max(0, after + 1 - log.first)
            chosen = [events[i] for i in range(begin, min(begin + limit, len(events)))]
        else:
            end = len(events) if before is None else max(0, min(before - log.first, len(events)))
            chosen = [events[i] for i in range(max(0, end - limit), end)]
        return succeed(Page(Head(log.epoch, log.seq, log.first), chosen))

    def _open(self, room: str) -> _Log:
        log = self._logs.get(room)
        if log is None:
            self._make_room()
            log = self._logs[room] = _Log()
        self._logs.move_to_end(room)
        return log

    def _make_room(self) -> None:
        if len(self._logs) < self._most:
            return
        for room in self._logs:
            if not self._in_use(room):
                del self._logs[room]
                return
        raise Refusal("unavailable", "the server has as many rooms as it can hold")

    def _append(self, draft: Draft) -> Result:
        try:
            log = self._open(draft.room)
        except Refusal as refusal:
            return refusal
        assert isinstance(draft, NewMessage)
        known = None if draft.key is None else log.keys.get((draft.user.id, draft.key))
        if known is not None:
            assert isinstance(known.seq, int)
            if known.text != draft.text:
                return Refusal("conflict", "key: another text was sent under this key", field="key")
            return Known(known.seq, known.time)
        if draft.reply_to is not None and not 1 <= draft.reply_to <= log.seq:
            return Refusal("not_found", f"reply_to: there is no message {draft.reply_to}", field="reply_to")
        message = Message(draft.room, log.seq + 1, draft.user, draft.text, draft.time, draft.key, draft.reply_to)
        log.seq += 1
        log.events.append(message)
        if draft.key is not None:
            log.keys[draft.user.id, draft.key] = message
        if len(log.events) > self._keep:
            self._trim(draft.room, log)
        return Stored(message)

    def _trim(self, room: str, log: _Log) -> None:
        oldest = log.events.popleft()
        log.first += 1
        if isinstance(oldest, Message) and oldest.key is not None:
            del log.keys[oldest.user.id, oldest.key]
        self._trimmed(room, log.first)
