"""
The state of one webhook in memory: which of its rooms have something to tell, and when it is tried again.
"""

from collections.abc import Callable
from typing import Any

from chatd.clock import Clock
from chatd.domain.webhooks import RoomCursor, RoomFilter, Webhook

BATCH = 100
"""Events of one request."""
BATCH_SECONDS = 0.25
"""How long events wait for more to go with them."""
REQUESTS = 4
"""Requests to one target at the same time, each about other rooms."""
BACKOFF_SECONDS = 1.0
BACKOFF_MAX_SECONDS = 3600.0
CURSORS_KEPT = 10_000


class RoomState:
    """
    A room with something to tell: in its log, among the stored events, or in both.

    After a failure the same `limit` items are sent again, alone, at `next_at`.  `since` is when the oldest of them
    happened, as the clock counts: the time of the first note of the room, until it has been read.
    """

    __slots__ = ("attempts", "busy", "events_due", "limit", "log_due", "next_at", "since")

    def __init__(self, since: float) -> None:
        self.log_due = False
        self.events_due = False
        self.busy = False
        self.attempts = 0
        self.next_at = 0.0
        self.limit = BATCH
        self.since = since


class WebhookTarget:
    """
    One webhook.  `run` is called when there is something to do.

    `failures` counts attempts since the last success.  From the second on nothing is sent before `next_at`, and then
    one request at a time: the target does not answer, whatever the room.  `full`: there is more than one request has.
    """

    def __init__(self, webhook: Webhook, clock: Clock, run: Callable[["WebhookTarget"], None]) -> None:
        self.webhook = webhook
        self.rooms: dict[str, RoomState] = {}
        self.cursors: dict[str, RoomCursor] = {}
        self.running = 0
        self.failures = 0
        self.next_at = 0.0
        self.error = ""
        self.full = False
        self.removed = False
        self.reads_log = False
        self.reads_events = False
        self._filter = RoomFilter(())
        self._clock = clock
        self._run = run
        self._timer: Any = None
        self._noted = 0
        self.update(webhook)

    def update(self, webhook: Webhook) -> None:
        """
        Apply a change of the webhook.
        """
        self.webhook = webhook
        self._filter = RoomFilter(webhook.rooms)
        self.reads_log = any(name.startswith(("message.", "user.")) for name in webhook.events)
        self.reads_events = any(not name.startswith(("message.", "user.")) for name in webhook.events)

    def wants_room(self, room: str) -> bool:
        """
        Whether the webhook is enabled and is told about `room`; '' is the site.
        """
        return self.webhook.state == "enabled" and not self.removed and self._filter.matches(room)

    def note_log(self, room: str) -> None:
        """
        There is something new in the log of a room.
        """
        state = self.rooms.get(room)
        if state is None:
            state = self.rooms[room] = RoomState(self._clock.seconds())
        state.log_due = True
        self._noted += 1
        if self._timer is None:
            self._timer = self._clock.callLater(BATCH_SECONDS, self._fire)
        if self._noted == BATCH and not self.failures:
            self.full = True
            self._timer.reset(0)

    def note_event(self, room: str) -> None:
        """
        There is something new among the stored events of a room.
        """
        state = self.rooms.get(room)
        if state is None:
            state = self.rooms[room] = RoomState(self._clock.seconds())
        state.events_due = True
        self.schedule(BATCH_SECONDS)

    def schedule(self, seconds: float) -> None:
        """
        Call `run` after `seconds`, or before.
        """
        if self._timer is None:
            self._timer = self._clock.callLater(seconds, self._fire)
        elif self._timer.getTime() > self._clock.seconds() + seconds:
            self._timer.reset(seconds)

    def cancel_timer(self) -> None:
        """
        Call `run` no more, until something is noted.
        """
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def next_rooms(self) -> list[str]:
        """
        The rooms of the next request, which are busy from now on; none if nothing may be sent now.

        If there is none because of the time, `run` is scheduled.
        """
        now = self._clock.seconds()
        if self.failures > 1 and now < self.next_at:
            self.schedule(self.next_at - now)
            return []
        if self.running >= (1 if self.failures else REQUESTS):
            return []
        fresh: list[str] = []
        retried: str | None = None
        next_at = 0.0
        for room, state in self.rooms.items():
            if state.busy:
                continue
            if not state.attempts:
                fresh.append(room)
                if len(fresh) == BATCH:
                    break
            elif state.next_at <= now:
                retried = retried or room
            else:
                next_at = min(next_at or state.next_at, state.next_at)
        # A room that failed is tried beside the others, and after them while nothing succeeds.
        rooms = [retried] if retried and not (self.failures and fresh) else fresh
        if not rooms and next_at:
            self.schedule(next_at - now)
        for room in rooms:
            self.rooms[room].busy = True
        return rooms

    def begin_read(self, room: str) -> RoomState:
        """
        What is noted from now on is not in what is read next.
        """
        state = self.rooms[room]
        self._noted = 0
        return state

    def room_done(self, room: str, *, more: bool) -> None:
        """
        A room was told what was read of it; `more`: there is more.
        """
        state = self.rooms[room]
        state.busy = False
        state.attempts = 0
        state.limit = BATCH
        state.log_due = state.log_due or more
        if state.log_due or state.events_due:
            state.since = self._clock.seconds()
        else:
            del self.rooms[room]

    def room_failed(self, room: str, count: int, seconds: float) -> None:
        """
        A room could not be told `count` items (0: they could not be read); it is tried again in `seconds`.
        """
        state = self.rooms[room]
        state.busy = False
        state.attempts += 1
        state.limit = count or BATCH
        state.log_due = state.events_due = True
        state.next_at = self._clock.seconds() + seconds

    def retry_now(self) -> None:
        """
        Try at once what waits after failures.
        """
        self.failures, self.next_at = 0, 0.0
        for state in self.rooms.values():
            state.next_at = 0.0
        self.schedule(0)

    def oldest_since(self) -> float:
        """
        When the oldest happened that waits, as the clock counts; now if nothing waits.
        """
        return min((state.since for state in self.rooms.values()), default=self._clock.seconds())

    def keep_cursor(self, cursor: RoomCursor) -> None:
        """
        Keep a cursor in memory.
        """
        self.cursors.pop(cursor.room, None)
        if len(self.cursors) >= CURSORS_KEPT:
            del self.cursors[next(iter(self.cursors))]
        self.cursors[cursor.room] = cursor

    def _fire(self) -> None:
        self._timer = None
        self._run(self)
