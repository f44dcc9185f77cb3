"""
Time: the clock that deadlines run on, the time of day, and work that is spread over turns of the reactor.
"""

import time
from collections import deque
from collections.abc import Callable
from typing import Any, Protocol

from twisted.logger import Logger


class Clock(Protocol):
    """
    Time, as a Twisted reactor or `twisted.internet.task.Clock` tells it.
    """

    def seconds(self) -> float:
        """
        Seconds since some moment; never backwards.
        """

    def callLater(  # noqa: N802 - Twisted's name
        self,
        delay: float,
        callable: Callable[..., object],
        *args: object,
        **kwargs: object,
    ) -> Any:
        """
        Call something after `delay` seconds; zero: in the reactor's next turn.
        """


Now = Callable[[], int]
"""Milliseconds since 1970 UTC: what is stored and told."""

STEP_MS = 60_000
"""The time of day has been set if it differs by more than this from one look to the next."""

DOUBT_SECONDS = 86_400.0
"""A step forward is believed, by what deletes, when it has stood for so long."""


def now_ms() -> int:
    """
    Milliseconds since 1970 UTC: a `chatd.clock.Now`.
    """
    return time.time_ns() // 1_000_000


def use_monotonic_time(reactor: Any) -> None:
    """
    Make `reactor.seconds()`, and with it every timer of the reactor, run on monotonic time.

    Twisted's reactors run on the time of day: set back by an hour, no timer fires for an hour, and set forward, all of
    them fire at once. Timers that were made before keep the wait they had left. A second call changes nothing.
    """
    before = reactor.seconds
    if before is time.monotonic:
        return
    shift = time.monotonic() - before()
    # Cancelled ones too, which `getDelayedCalls` leaves out: they keep their place in the reactor's heap.
    for call in (*reactor._pendingTimedCalls, *reactor._newTimedCalls):  # noqa: SLF001
        call.time += shift
        call.seconds = time.monotonic
    reactor.seconds = time.monotonic


class CautiousNow:
    """
    The time of day for what deletes by age, which nobody can take back: a `chatd.clock.Now`.

    A step backward counts at once, a step forward when it has stood for `DOUBT_SECONDS`. `seconds` is monotonic.
    """

    _log = Logger()

    def __init__(self, now: Now, seconds: Callable[[], float]) -> None:
        self._now = now
        self._seconds = seconds
        self._offset = now() - seconds() * 1000
        self._stepped_at: float | None = None

    def __call__(self) -> int:
        """
        Milliseconds since 1970 UTC.
        """
        at = self._seconds()
        offset = self._now() - at * 1000
        ahead = offset - self._offset
        if ahead <= STEP_MS or (self._stepped_at is not None and at - self._stepped_at >= DOUBT_SECONDS):
            self._offset, self._stepped_at = offset, None
        elif self._stepped_at is None:
            self._stepped_at = at
            self._log.warn(
                "the clock was set forward by {seconds} s; if it stays so, retention and expiry follow it in {hours} h",
                seconds=round(ahead / 1000),
                hours=round(DOUBT_SECONDS / 3600),
            )
        return round(at * 1000 + self._offset)


Work = Callable[[], object]


class FairTurns:
    """
    Does at most `each` pieces of work in a turn, in the order in which they came.
    """

    def __init__(self, clock: Clock, each: int) -> None:
        self._clock = clock
        self._each = each
        self._left = each
        self._waiting: deque[Work] = deque()
        self._due = False

    def do(self, work: Work) -> bool:
        """
        Do it now, or when it is its turn; whether it is done.  It must not raise.
        """
        if not self._due:
            self._due = True
            self._clock.callLater(0, self._next)
        if self._left and not self._waiting:
            self._left -= 1
            work()
            return True
        self._waiting.append(work)
        return False

    def _next(self) -> None:
        self._due = bool(self._waiting)
        if self._due:
            self._clock.callLater(0, self._next)
        self._left = self._each
        while self._left and self._waiting:
            self._left -= 1
            self._waiting.popleft()()
