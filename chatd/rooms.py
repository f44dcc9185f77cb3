"""
The rooms that somebody listens to on this node: their feeds, and reading their logs through them.
"""

from chatd.errors import Refusal
from chatd.feed import Feed, amend
from chatd.model import Delete, Edit, Head, LogEvent, Position
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


class Rooms:
    """
    Feeds by room.  A feed is opened by the first who listens and closed with the last.

    Each holds a tail of `keep` events.
    """

    def __init__(self, store: Store, keep: int) -> None:
        self._store = store
        self._keep = keep
        self._feeds: dict[str, Feed] = {}
        self._missed: set[str] = set()
        store.watch_trims(self._trimmed)

    def offer(self, event: LogEvent) -> None:
        """
        The log of a room has a new event.
        """
        feed = self._feeds.get(event.room)
        if feed is None:
            # Somebody may be reading the log at this moment to open a feed: that reading is too old now.
            self._missed.add(event.room)
        else:
            feed.offer(event)

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
            page = await self._store.read(room, before=before, after=after, limit=limit)
            events = self._freshen(room, page.head, page.events)
            first, last = page.head.first, page.head.seq
        else:
            first, last = feed.first, feed.seq
        if after is not None:
            return events, first, bool(events) and events[-1].seq < last  # type: ignore[operator]
        return events, first, bool(events) and events[0].seq > first  # type: ignore[operator]

    async def _open(self, room: str) -> Feed:
        while True:
            feed = self._feeds.get(room)
            if feed is not None:
                return feed
            self._missed.discard(room)
            page = await self._store.read(room, limit=self._keep)
            if room not in self._missed:
                return self._feeds.setdefault(room, Feed(page.head, page.events, self._keep))

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
        page = await self._store.read(room, after=after, limit=limit)
        if self._feeds.get(room) is not feed or page.head.epoch != feed.epoch:
            return None
        feed.first = page.head.first
        if connects and since is not None and not feed.connects(since.epoch, since.seq):
            return None
        if after is not None and after + len(page.events) < page.head.seq:
            return CatchUp(feed, self._freshen(room, page.head, page.events), gap=False, more=True)
        newer = feed.after(page.head.seq)
        if newer is None:
            return None
        events = self._freshen(room, page.head, page.events) + newer
        if after is not None:
            return CatchUp(feed, events[:limit], gap=False, more=len(events) > limit)
        events = events[-limit:]
        return CatchUp(feed, events, gap=since is not None, more=feed.seq - len(events) >= feed.first)

    def _freshen(self, room: str, head: Head, events: list[LogEvent]) -> list[LogEvent]:
        # What was deleted or edited between the reading and this moment.
        feed = self._feeds.get(room)
        newer = None if feed is None else feed.after(head.seq)
        for event in newer or ():
            if isinstance(event, Edit | Delete):
                amend(events, event)
        return events

    def _trimmed(self, room: str, first: int) -> None:
        feed = self._feeds.get(room)
        if feed is not None:
            feed.first = first


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
