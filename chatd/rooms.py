"""
The rooms that somebody listens to on this node: their feeds, and reading their logs through them.
"""

from msgspec.structs import replace

from chatd.errors import Refusal
from chatd.feed import Feed, amend
from chatd.model import Delete, Edit, LogEvent, Page, Position
from chatd.ports import Store


class CatchUp:
    """
    What a session gets when it starts to listen: events up to the feed's head, in their present state.

    `gap`: they do not connect to the position it gave.  `more`: there are more than were asked for.
    """

    __slots__ = ("events", "feed", "gap", "more")

    def __init__(self, feed: Feed, events: list[LogEvent], *, gap: bool, more: bool) -> None:
        self.feed = feed
        self.events = events
        self.gap = gap
        self.more = more


class _Reading:
    """
    A reading of a room's log on its way, and what has happened to the log since it was asked for.
    """

    __slots__ = ("events", "first")

    def __init__(self) -> None:
        self.events: list[LogEvent] = []
        self.first = 1


class Rooms:
    """
    Feeds by room.  A feed is opened by the first who listens and closed with the last.

    Each holds a tail of `keep` events.
    """

    def __init__(self, store: Store, keep: int) -> None:
        self._store = store
        self._keep = keep
        self._feeds: dict[str, Feed] = {}
        self._readings: dict[str, set[_Reading]] = {}
        store.watch_trims(self._trimmed)

    def offer(self, event: LogEvent) -> bool:
        """
        The log of a room has a new event; False if all who listen found it in the log when they came.
        """
        for reading in self._readings.get(event.room, ()):
            reading.events.append(event)
        feed = self._feeds.get(event.room)
        return feed is None or feed.offer(event)

    def close(self, room: str) -> None:
        """
        Nobody listens to `room` any more.
        """
        self._feeds.pop(room, None)

    def feed(self, room: str) -> Feed:
        """
        The feed of a room that is listened to.
        """
        return self._feeds[room]

    async def catch_up(self, room: str, since: Position | None, limit: int) -> CatchUp:
        """
        What connects to `since`, or the newest `limit` events; true at the instant of the return.
        """
        while True:
            feed = await self._open(room)
            answer = self._from_tail(feed, since, limit)
            if answer is None:
                answer = await self._from_store(room, feed, since, limit)
            if answer is not None:
                return answer

    async def page(
        self, room: str, *, before: int | None, after: int | None, limit: int
    ) -> tuple[list[LogEvent], int, bool]:
        """
        A page of the log, the `first` event it holds, and whether there are more in that direction.
        """
        feed = self._feeds[room]
        events: list[LogEvent] | None
        if after is not None:
            events = feed.after(after, limit) if after < feed.seq else []
        else:
            events = feed.newest(limit) if before is None else feed.before(min(before, feed.seq + 1), limit)
        if events is None:
            page, newer = await self._read(room, after=after, before=before, limit=limit)
            events = _present(page.events, newer, feed.seq)
            first, last = page.head.first, min(page.head.seq, feed.seq)
        else:
            first, last = feed.first, feed.seq
        if after is not None:
            return events, first, bool(events) and events[-1].seq < last  # type: ignore[operator]
        return events, first, bool(events) and events[0].seq > first  # type: ignore[operator]

    async def _open(self, room: str) -> Feed:
        feed = self._feeds.get(room)
        if feed is not None:
            return feed
        page, newer = await self._read(room, limit=self._keep)
        # Whoever else was reading may have been faster.
        feed = self._feeds.get(room)
        if feed is None:
            feed = self._feeds[room] = Feed(page.head, page.events, self._keep)
            for event in newer:
                feed.offer(event)
        return feed

    async def _read(
        self, room: str, *, after: int | None = None, before: int | None = None, limit: int
    ) -> tuple[Page, list[LogEvent]]:
        # Others write while we read: what is offered meanwhile and is not in the page comes beside it.
        reading = _Reading()
        readings = self._readings.setdefault(room, set())
        readings.add(reading)
        try:
            page = await self._store.read(room, after=after, before=before, limit=limit)
        finally:
            readings.discard(reading)
            if not readings:
                self._readings.pop(room, None)
        head = replace(page.head, first=max(page.head.first, reading.first))
        newer = [event for event in reading.events if event.seq > head.seq]  # type: ignore[operator]
        return replace(page, head=head), newer

    def _from_tail(self, feed: Feed, since: Position | None, limit: int) -> CatchUp | None:
        if since is not None and feed.connects(since.epoch, since.seq):
            events = feed.after(since.seq, limit)
            more = events is not None and since.seq + len(events) < feed.seq
            gap = False
        else:
            events = feed.newest(limit)
            more = events is not None and feed.seq - len(events) >= feed.first
            gap = since is not None
        return None if events is None else CatchUp(feed, events, gap=gap, more=more)

    async def _from_store(self, room: str, feed: Feed, since: Position | None, limit: int) -> CatchUp | None:
        connects = since is not None and feed.connects(since.epoch, since.seq)
        after = since.seq if connects and since is not None else None
        page, newer = await self._read(room, after=after, limit=limit)
        if self._feeds.get(room) is not feed or page.head.epoch != feed.epoch:
            return None
        feed.trim(page.head.first)
        if connects and since is not None and not feed.connects(since.epoch, since.seq):
            return None
        # The store may be ahead of what has been delivered: the rest comes live.
        events = _present(page.events, newer, feed.seq)
        if after is None:
            events = (events + newer)[-limit:]
            return CatchUp(feed, events, gap=since is not None, more=feed.seq - len(events) >= feed.first)
        if after + len(page.events) >= page.head.seq:
            events = (events + newer)[:limit]
        return CatchUp(feed, events, gap=False, more=after + len(events) < feed.seq)

    def _trimmed(self, room: str, first: int) -> None:
        for reading in self._readings.get(room, ()):
            reading.first = max(reading.first, first)
        feed = self._feeds.get(room)
        if feed is not None:
            feed.trim(first)


def _present(events: list[LogEvent], newer: list[LogEvent], seq: int) -> list[LogEvent]:
    # The events up to `seq`, as edits and deletions that came while they were read have left them.
    present = [event for event in events if event.seq <= seq]  # type: ignore[operator]
    for change in newer:
        if isinstance(change, Edit | Delete):
            amend(present, change)
    return present


def history_limit(asked: int | None, most: int, usual: int = 50) -> int:
    """
    How many events a page holds: what was `asked` for, at most `most`.
    """
    return min(usual if asked is None else asked, most)


def one_direction(before: int | None, after: int | None) -> None:
    """
    Refuse a page both `before` and `after` something as `invalid`.
    """
    if before is not None and after is not None:
        raise Refusal("invalid", "after: give either before or after", field="after")
