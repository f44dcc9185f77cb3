"""
Measures how late the reactor is, and says what it was doing when it was blocked.
"""

import sys
import traceback
from collections.abc import Callable
from threading import Event, Thread, get_ident
from types import FrameType
from typing import Any

from twisted.internet.task import LoopingCall
from twisted.logger import Logger

from chatd.clock import Clock
from chatd.domain.counters import Histogram

TICK_SECONDS = 0.1
"""Between two ticks: a tick that is late by so much or more shows in the histogram."""
BLOCKED_SECONDS = 0.5
"""A tick that is later is logged, and the stack is looked at before it comes."""
HUNG_SECONDS = 10.0
"""A reactor that is blocked for longer is logged while it is."""
LOG_SECONDS = 60.0
"""Between two lines about a blocked reactor."""

Frames = Callable[[], dict[int, FrameType]]


class ReactorMonitor:
    """
    `delays` are the seconds by which ticks came too late.

    A thread looks at the stack of the reactor while a tick is overdue: `frames` returns the stacks of all threads.
    `on_tick` is called at each tick, with the seconds by which it was late.
    """

    _log = Logger()

    def __init__(self, clock: Clock, frames: Frames = sys._current_frames) -> None:  # noqa: SLF001 - the only way to them
        self.delays = Histogram()
        self.on_tick: Callable[[float], object] = _ignore_delay
        self._clock = clock
        self._frames = frames
        self._ticking = LoopingCall(self._tick)
        self._ticking.clock = clock  # type: ignore[assignment]
        self._ticked_at = 0.0
        self._thread_id = 0
        # The stack that was seen, and after which tick.
        self._seen = ("", -1.0)
        # How long the last tick was late, and after which tick.
        self._blocked = (0.0, -1.0)
        self._hung = False
        self._logged_at: float | None = None
        self._unlogged = 0
        self._stopped = Event()

    def start_monitoring(self, *, watching: bool = True) -> None:
        """
        Starts to measure; called in the reactor's thread.  `watching`: starts the thread as well.
        """
        self._thread_id = get_ident()
        self._ticked_at = self._clock.seconds()
        self._ticking.start(TICK_SECONDS, now=False).addErrback(self._failed)
        if watching:
            Thread(target=self._watch, name="chatd-monitor", daemon=True).start()

    def stop_monitoring(self) -> None:
        """
        Stops to measure.
        """
        self._stopped.set()
        if self._ticking.running:
            self._ticking.stop()

    def look(self) -> None:
        """
        Notes the stack if a tick is overdue; called in the thread.
        """
        ticked_at = self._ticked_at
        overdue = self._clock.seconds() - ticked_at - TICK_SECONDS
        if overdue < BLOCKED_SECONDS:
            return
        if self._seen[1] != ticked_at:
            frame = self._frames().get(self._thread_id)
            self._seen = ("" if frame is None else "".join(traceback.format_stack(frame)).rstrip()), ticked_at
        if overdue >= HUNG_SECONDS and not self._hung and self._ticked_at == ticked_at:
            self._hung = True
            self._log.error(
                "the reactor has been blocked for {seconds} s; nobody is served. It is at:\n{stack}",
                seconds=round(overdue, 1),
                stack=self._seen[0],
            )

    def _watch(self) -> None:
        while not self._stopped.wait(BLOCKED_SECONDS / 2):
            self.look()

    def _tick(self) -> None:
        now = self._clock.seconds()
        ticked_at, self._ticked_at = self._ticked_at, now
        delay = max(0.0, now - ticked_at - TICK_SECONDS)
        self.delays.add_duration(delay)
        self.on_tick(delay)
        # A tick later: what blocks in C lets the thread look only when it is over.
        (blocked, since), self._blocked = self._blocked, (delay, ticked_at)
        if blocked >= BLOCKED_SECONDS:
            self._log_delay(now, blocked, self._seen[0] if self._seen[1] == since else "")
        self._hung = False

    def _log_delay(self, now: float, delay: float, stack: str) -> None:
        if self._logged_at is not None and now - self._logged_at < LOG_SECONDS:
            self._unlogged += 1
            return
        self._log.warn(
            "the reactor was blocked for {seconds} s{more}: everybody waited. {stack}",
            seconds=round(delay, 1),
            more=f" ({self._unlogged} times more in the last minutes)" if self._unlogged else "",
            stack=f"It was at:\n{stack}" if stack else "",
        )
        self._logged_at, self._unlogged = now, 0

    def _failed(self, failure: Any) -> None:
        self._log.failure("the reactor is not measured any more", failure)


def _ignore_delay(delay: float) -> None:
    pass
