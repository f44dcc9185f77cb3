"""
Time: the monotonic clock for timers, the time of day, and work that is spread over turns of the reactor.
"""

import time
from collections import deque
from collections.abc import Callable
from typing import Any, Protocol

from twisted.logger import Logger

from chatd.private_api import timed_calls


class Clock(Protocol):
    """
    The timer interface of a Twisted reactor, or of `twisted.internet.task.Clock`.
    """

    def seconds(self) -> float:
        """
        Seconds since a fixed moment; never goes back.
        """

    def callLater(  # noqa: N802 - Twisted's name
        self,
        delay: float,
        callable: Callable[..., object],
        *args: object,
        **kwargs: object,
    ) -> Any:
        """
        Call `callable` after `delay` seconds; 0 means in the reactor's next turn.
        """


Now = Callable[[], int]
"""Milliseconds since 1970 UTC: the times that are stored and sent."""

STEP_MS = 60_000
"""A larger difference to the monotonic clock means that the time of day was set."""

DOUBT_SECONDS = 86_400.0
"""Code that deletes by age follows a step forward only after so many seconds."""


def now_ms() -> int:
    """
    Milliseconds since 1970 UTC: a `chatd.clock.Now`.
    """
    return time.time_ns() // 1_000_000


def no_time() -> float:
    """
    Where nothing is measured: a processor time that does not grow.
    """
    return 0.0


def use_monotonic_time(reactor: Any) -> None:
    """
    Make `reactor.seconds()`, and with it every timer of the reactor, run on monotonic time.

    Twisted's reactors run on the time of day: if it is set back by an hour, no timer fires for an hour; if it is set
    forward, all fire at once.  Existing timers keep their remaining delay.  A second call changes nothing.
    """
    before = reactor.seconds
    if before is time.monotonic:
        return
    shift = time.monotonic() - before()
    # Cancelled ones too: they keep their place in the reactor's heap.
    for call in timed_calls(reactor):
        call.time += shift
        call.seconds = time.monotonic
    reactor.seconds = time.monotonic


class CautiousNow:
    """
    The time of day for code that deletes by age, which cannot be undone: a `chatd.clock.Now`.

    A step backward counts at once, a step forward after `DOUBT_SECONDS`.  `seconds` is monotonic.
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
    Runs at most `per_turn` pieces of work in one turn of the reactor, in order of arrival.
    """

    def __init__(self, clock: Clock, per_turn: int) -> None:
        self._clock = clock
        self._per_turn = per_turn
        self._left = per_turn
        self._waiting: deque[Work] = deque()
        self._due = False

    def schedule(self, work: Work) -> bool:
        """
        Run `work` now, or in a later turn if this one is full; returns whether it ran.  `work` must not raise.
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
        self._left = self._per_turn
        while self._left and self._waiting:
            self._left -= 1
            self._waiting.popleft()()
