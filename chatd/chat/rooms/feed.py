"""
The newest events of a room in memory, and the head of its log.

A thousand clients that reconnect at once are answered from here, without a thousand reads of the store.
"""

from collections import OrderedDict, deque
from collections.abc import Iterable

from chatd.domain.events import Data, LogEvent, LogHead, Message, User, amend, rename_author
from chatd.domain.rooms import DEFAULTS, RoomSettings
from chatd.errors import Refusal


class RoomFeed:
    """
    One room's log as this node has delivered it: `seq` is the last delivered event.

    The tail holds the newest events in their present state, at most `keep` of them, without gaps.  An `ephemeral` room
    keeps no messages: its log stays empty.
    """

    __slots__ = ("_tail", "_tail_size", "ephemeral", "epoch", "first", "seq", "settings")

    def __init__(
        self,
        head: LogHead,
        tail: Iterable[LogEvent],
        keep: int,
        settings: RoomSettings = DEFAULTS,
        *,
        ephemeral: bool = False,
    ) -> None:
        self.settings = settings
        self.ephemeral = ephemeral
        self.epoch = head.epoch
        self.seq = head.seq
        self.first = head.first
        self._tail_size = keep
        self._tail: deque[LogEvent] = deque(tail, maxlen=keep)
        self.trim(head.first)

    def offer(self, event: LogEvent) -> bool:
        """
        Append the event after `seq`; returns False for an older one, which was delivered already.
        """
        seq = event.seq
        assert isinstance(seq, int)
        if seq <= self.seq:
            return False
        assert seq == self.seq + 1, (event, self.seq)
        self.seq = seq
        if not isinstance(event, Message):
            amend(self._tail, event)
        if seq >= self.first:
            self._tail.append(event)
        return True

    def reload(self, events: Iterable[LogEvent], first: int) -> None:
        """
        Replace the tail by `events`, the newest up to `seq`, after the stored log has changed.
        """
        self._tail = deque(events, maxlen=self._tail_size)
        self.trim(first)

    def rename_author(self, user: User) -> bool:
        """
        Give `user` the present name in the tail; returns whether any event there is theirs.
        """
        return rename_author(self._tail, user)

    def trim(self, first: int) -> None:
        """
        Drop all events before `first`.
        """
        self.first = max(self.first, first)
        while self._tail and self.seq - len(self._tail) + 1 < self.first:
            self._tail.popleft()

    def newest(self, limit: int) -> list[LogEvent] | None:
        """
        The newest `limit` events of the log, or None if the tail does not reach that far back.
        """
        if len(self._tail) >= limit or self._reaches(self.first):
            return list(self._tail)[max(0, len(self._tail) - limit) :]
        return None

    def after(self, seq: int, limit: int | None = None) -> list[LogEvent] | None:
        """
        The oldest `limit` events after `seq`, or all without `limit`; None if the tail begins later.
        """
        seq = max(seq, self.first - 1)
        if not self._reaches(seq + 1):
            return None
        skip = len(self._tail) - (self.seq - seq)
        events = list(self._tail)[max(0, skip) :]
        return events if limit is None else events[:limit]

    def before(self, seq: int, limit: int) -> list[LogEvent] | None:
        """
        The newest `limit` events before `seq`, or None if the tail does not reach that far back.
        """
        begin = max(self.first, seq - limit)
        if not self._reaches(begin):
            return None
        events = self.after(begin - 1)
        return None if events is None else events[: max(0, seq - begin)]

    def _reaches(self, seq: int) -> bool:
        return self.seq - len(self._tail) < seq

    def connects(self, epoch: str, seq: int) -> bool:
        """
        Whether the log continues from that position without a gap.
        """
        return epoch == self.epoch and self.first - 1 <= seq <= self.seq


REMEMBERED_SECONDS = 120.0
KEYS_MAX = 100_000
Content = tuple[str, Data | None]
"""The text and the data of a message."""


class RecentKeys:
    """
    The idempotency keys of messages that are not stored, for two minutes; at most `KEYS_MAX`.
    """

    def __init__(self) -> None:
        self._said: OrderedDict[tuple[str, str, str], tuple[Content, int, float]] = OrderedDict()

    def find_or_add(self, key: tuple[str, str, str], content: Content, now: int, seconds: float) -> int | None:
        """
        The time of day at which `content` was sent before under `key`; None if it is new, and then it is remembered.

        Refused as `conflict` if it was something else.  `now` is the time of day in milliseconds, `seconds` is
        monotonic.
        """
        while self._said:
            oldest, (_, _, since) = next(iter(self._said.items()))
            if since + REMEMBERED_SECONDS > seconds and len(self._said) < KEYS_MAX:
                break
            del self._said[oldest]
        known = self._said.get(key)
        if known is None:
            self._said[key] = (content, now, seconds)
            return None
        if known[0] != content:
            raise Refusal("conflict", "key: something else was sent under this key", field="key")
        return known[1]
