"""
The feeds of the rooms with subscribers on this node, and reading logs through them.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec.structs import replace
from twisted.internet.defer import Deferred, succeed
from twisted.logger import Logger

from chatd.chat.rooms.feed import Content, RecentKeys, RoomFeed
from chatd.chat.rooms.running_reads import RunningReads
from chatd.domain.events import LogEvent, LogPage, MessageDeleted, MessageEdited, Position, RoomChange, User, amend
from chatd.domain.limits import Limits
from chatd.domain.rooms import Retention, RoomSettings
from chatd.errors import unavailable
from chatd.interfaces.storage import MessageLog
from chatd.protocol.paging import first_fitting, last_fitting
from chatd.waiters import Waiters

FOREVER = Retention()


class CatchUp:
    """
    The events for a session that joins: up to the feed's head, in their present state.

    `gap`: they do not connect to the position that the session gave.  `more`: there are more than the limit.
    """

    __slots__ = ("events", "feed", "gap", "more")

    def __init__(self, feed: RoomFeed, events: list[LogEvent], *, gap: bool, more: bool) -> None:
        self.feed = feed
        self.events = events
        self.gap = gap
        self.more = more


class _LogChanges:
    """
    What happened to a room's log during one read: its new events, each with the epoch of its log, and the first event
    that is left.
    """

    __slots__ = ("events", "first")

    def __init__(self) -> None:
        self.events: list[tuple[str, LogEvent]] = []
        self.first = 1


class RoomFeeds:
    """
    Feeds by room.  A feed is opened for the first subscriber and closed with the last.

    Each holds a tail of `keep` events.  `retention` is the default of rooms.  Pages of a log have at most `page_bytes`
    of JSON.
    """

    _log = Logger()

    def __init__(
        self, store: MessageLog, keep: int, retention: Retention = FOREVER, *, page_bytes: int = Limits().page_bytes
    ) -> None:
        self._store = store
        self._keep = keep
        self._retention = retention
        self._page_bytes = page_bytes
        self._feeds: dict[str, RoomFeed] = {}
        self._opening: dict[str, Waiters] = {}
        self._on_late_event: Callable[[LogEvent], None] = _ignore
        self._on_log_replaced: Callable[[str, RoomFeed], None] = _ignore
        self._before_replacing: Callable[[str], None] = _ignore
        self._keys = RecentKeys()
        self._reads: RunningReads[_LogChanges] = RunningReads()
        store.watch_trims(self._log_trimmed)

    def offer(self, event: LogEvent, epoch: str) -> bool:
        """
        Take a new event of the log with `epoch`; returns whether to deliver it.  False if all subscribers have found it
        in the log, or will when they join the new log.
        """
        room = event.room
        for changes in self._reads.get(room, ()):
            changes.events.append((epoch, event))
        feed = self._feeds.get(room)
        if feed is None:
            return True
        if epoch != feed.epoch or event.seq > feed.seq + 1:  # type: ignore[operator]
            # The log was replaced, or events between are missing here: read them from the store.
            self.reload(room)
            return False
        return feed.offer(event)

    def watch(
        self,
        late_event: Callable[[LogEvent], None],
        log_replaced: Callable[[str, RoomFeed], None],
        before_replacing: Callable[[str], None] = lambda room: None,
    ) -> None:
        """
        Call `late_event` with events that were missed, in order, `log_replaced` when a room has a new log, and
        `before_replacing` while it still has the old one.
        """
        self._on_late_event = late_event
        self._on_log_replaced = log_replaced
        self._before_replacing = before_replacing

    def reload(self, room: str) -> Deferred[None]:
        """
        Read the log of `room` again, if it has subscribers, because it has changed in the store; fires when done.
        """
        if room not in self._feeds:
            return succeed(None)
        renewal = Deferred.fromCoroutine(self._reload_feed(room))
        return renewal.addErrback(
            lambda failure: self._log.failure("{room} could not be read again", failure, room=room)
        )

    async def read_heads(self, rooms: Sequence[str]) -> Mapping[str, LogPage]:
        """
        The heads and settings of some rooms, without opening their feeds.
        """
        return await self._store.read_heads(rooms) if rooms else {}

    def apply_settings(self, change: RoomChange) -> None:
        """
        Apply changed settings to the feed of a room, for sessions that join later.
        """
        feed = self._feeds.get(change.room)
        if feed is not None:
            given = {"title": change.title, "topic": change.topic, "slow": change.slow}
            changes: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
            if change.retention is not None:
                changes["retention"] = Retention.parse(change.retention)
            feed.settings = replace(feed.settings, **changes)

    def retention_text(self, feed: RoomFeed) -> str:
        """
        The retention of a room as text.
        """
        return str(feed.settings.retention or self._retention)

    def remember_key(self, room: str, user_id: str, key: str, content: Content, now: int, seconds: float) -> int | None:
        """
        The time of the first message under the same key in an ephemeral room, or None if it is new: as
        `RecentKeys.find_or_add`.
        """
        return self._keys.find_or_add((room, user_id, key), content, now, seconds)

    def rename_author(self, user: User) -> list[str]:
        """
        Give `user` the present name in the tails of all rooms; returns the rooms in which any event is theirs.
        """
        return [room for room, feed in self._feeds.items() if feed.rename_author(user)]

    def empty_rooms(self) -> list[str]:
        """
        The open rooms with an empty log, which the store may not know.
        """
        return [room for room, feed in self._feeds.items() if feed.seq == 0]

    def close_feed(self, room: str) -> None:
        """
        Drop the feed of a room without subscribers.
        """
        self._feeds.pop(room, None)

    def settings_of(self, room: str) -> RoomSettings | None:
        """
        The settings of a room as its subscribers know them; None if it is not open.
        """
        feed = self._feeds.get(room)
        return None if feed is None else feed.settings

    def epoch_of(self, room: str) -> str:
        """
        The epoch of the log of a room; empty if it is not open.
        """
        feed = self._feeds.get(room)
        return "" if feed is None else feed.epoch

    def is_open(self, room: str) -> bool:
        """
        Whether the feed of a room is open.
        """
        return room in self._feeds

    def feed(self, room: str) -> RoomFeed:
        """
        The feed of an open room.
        """
        return self._feeds[room]

    async def catch_up(self, room: str, since: Position | None, limit: int) -> CatchUp:
        """
        The events after `since`, or the newest `limit` if they do not connect; as many as fit.  Up to date at the
        moment it returns.
        """
        while True:
            feed = await self.open_feed(room)
            answer = self._from_tail(feed, since, limit)
            if answer is None:
                answer = await self._from_store(room, feed, since, limit)
            # Of several that join at once, one that was refused may have closed the feed.
            if answer is not None and self._feeds.get(room) is feed:
                return answer

    async def read_page(
        self, room: str, *, before: int | None, after: int | None, limit: int
    ) -> tuple[list[LogEvent], int, bool]:
        """
        A page of the log, the `first` event of the log, and whether there are more in that direction.
        """
        feed = self._feeds[room]
        events: list[LogEvent] | None
        if after is not None:
            events = feed.after(after, limit) if after < feed.seq else []
        else:
            events = feed.newest(limit) if before is None else feed.before(min(before, feed.seq + 1), limit)
        if events is None:
            page, newer = await self._read_log(room, after=after, before=before, limit=limit)
            if page.head.epoch != feed.epoch or self._feeds.get(room) is not feed:
                raise unavailable("the log of this room is made anew; join it again")
            events = _amended(page.events, newer, feed.seq)
            first, last = page.head.first, min(page.head.seq, feed.seq)
        else:
            first, last = feed.first, feed.seq
        events = last_fitting(events, self._page_bytes) if after is None else first_fitting(events, self._page_bytes)
        if after is not None:
            newest = events[-1].seq if events else max(after, first - 1)
            return events, first, newest < last  # type: ignore[operator]
        oldest = events[0].seq if events else last + 1 if before is None else min(before, last + 1)
        return events, first, oldest > first  # type: ignore[operator]

    async def open_feed(self, room: str) -> RoomFeed:
        """
        The feed of a room, read from the store if nobody has it open.  The caller closes it if it has no subscribers.
        """
        feed = self._feeds.get(room)
        if feed is not None:
            return feed
        waiting = self._opening.get(room)
        if waiting is not None:
            # Of a thousand that join at once, one reads.
            await waiting.wait()
            return await self.open_feed(room)
        waiting = self._opening[room] = Waiters()
        try:
            page, newer = await self._read_log(room, limit=self._keep)
            feed = self._feeds[room] = self._make_feed(page)
            for event in newer:
                feed.offer(event)
        except Exception as error:
            del self._opening[room]
            waiting.fail(error)
            raise
        del self._opening[room]
        waiting.fire()
        return feed

    def _make_feed(self, page: LogPage) -> RoomFeed:
        ephemeral = (page.settings.retention or self._retention).nothing
        return RoomFeed(page.head, page.events, self._keep, page.settings, ephemeral=ephemeral)

    async def _reload_feed(self, room: str) -> None:
        before = self._feeds[room]
        page, newer = await self._read_log(room, limit=self._keep)
        feed = self._feeds.get(room)
        if feed is None or feed is not before:
            return
        made = self._make_feed(page)
        if made.epoch != feed.epoch or made.ephemeral != feed.ephemeral:
            for event in newer:
                made.offer(event)
            self._before_replacing(room)
            self._feeds[room] = made
            self._on_log_replaced(room, made)
            return
        late = [event for event in (*page.events, *newer) if event.seq > feed.seq]  # type: ignore[operator]
        feed.settings = page.settings
        feed.reload([event for event in page.events if event.seq <= feed.seq], page.head.first)  # type: ignore[operator]
        for event in late:
            if feed.offer(event):
                self._on_late_event(event)

    async def _read_log(
        self, room: str, *, after: int | None = None, before: int | None = None, limit: int
    ) -> tuple[LogPage, list[LogEvent]]:
        # Events that arrive during the read and are not in its page are returned beside it.
        with self._reads.track(room, _LogChanges()) as changes:
            page = await self._store.read(room, after=after, before=before, limit=limit)
        head = replace(page.head, first=max(page.head.first, changes.first))
        # Without those of a log that was replaced by the one that was read.
        newer = [event for epoch, event in changes.events if epoch == head.epoch and event.seq > head.seq]  # type: ignore[operator]
        return replace(page, head=head), newer

    def _from_tail(self, feed: RoomFeed, since: Position | None, limit: int) -> CatchUp | None:
        if since is not None and feed.connects(since.epoch, since.seq):
            events = feed.after(since.seq, limit)
            events = None if events is None else first_fitting(events, self._page_bytes)
            more = events is not None and since.seq + len(events) < feed.seq
            gap = False
        else:
            events = feed.newest(limit)
            events = None if events is None else last_fitting(events, self._page_bytes)
            more = events is not None and feed.seq - len(events) >= feed.first
            gap = since is not None
        return None if events is None else CatchUp(feed, events, gap=gap, more=more)

    async def _from_store(self, room: str, feed: RoomFeed, since: Position | None, limit: int) -> CatchUp | None:
        connects = since is not None and feed.connects(since.epoch, since.seq)
        after = since.seq if connects and since is not None else None
        page, newer = await self._read_log(room, after=after, limit=limit)
        if self._feeds.get(room) is not feed or page.head.epoch != feed.epoch:
            return None
        feed.trim(page.head.first)
        if connects and since is not None and not feed.connects(since.epoch, since.seq):
            return None
        # The store may be ahead of what was delivered: the rest is delivered later.
        events = _amended(page.events, newer, feed.seq)
        if after is None:
            events += newer
            events = last_fitting(events[max(0, len(events) - limit) :], self._page_bytes)
            return CatchUp(feed, events, gap=since is not None, more=feed.seq - len(events) >= feed.first)
        if after + len(page.events) >= page.head.seq:
            events = (events + newer)[:limit]
        events = first_fitting(events, self._page_bytes)
        return CatchUp(feed, events, gap=False, more=after + len(events) < feed.seq)

    def _log_trimmed(self, room: str, first: int) -> None:
        for changes in self._reads.get(room, ()):
            changes.first = max(changes.first, first)
        feed = self._feeds.get(room)
        if feed is not None:
            feed.trim(first)


def _ignore(*args: object) -> None:
    return None


def _amended(events: list[LogEvent], newer: list[LogEvent], seq: int) -> list[LogEvent]:
    # The events up to `seq`, with the edits and deletions that arrived during the read applied.
    present = [event for event in events if event.seq <= seq]  # type: ignore[operator]
    for change in newer:
        if isinstance(change, MessageEdited | MessageDeleted):
            amend(present, change)
    return present
