"""
The clocks of a process: the time of day for what is stored and told, monotonic time for timers and deadlines.

Only the composition looks at them: everything else is handed a `chatd.ports.Now` or a `chatd.ports.Clock`.
"""

import time
from collections.abc import Callable
from typing import Any

from twisted.logger import Logger

from chatd.ports import Now

STEP_MS = 60_000
"""The time of day has been set if it differs by more than this from one look to the next."""

DOUBT_SECONDS = 86_400.0
"""A step forward is believed, by what deletes, when it has stood for so long."""


def now_ms() -> int:
    """
    Milliseconds since 1970 UTC: a `chatd.ports.Now`.
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
    The time of day for what deletes by age, which nobody can take back: a `chatd.ports.Now`.

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
