"""
How late the reactor is.
"""

import sys
import threading
from types import FrameType
from typing import Any

from twisted.internet.task import Clock
from twisted.logger import formatEvent, globalLogPublisher
from twisted.trial.unittest import SynchronousTestCase

from chatd.server.reactor_monitor import ReactorMonitor


class ReactorMonitorTests(SynchronousTestCase):
    def setUp(self) -> None:
        self.clock = Clock()
        self.events: list[dict[str, Any]] = []
        observer: Any = self.events.append
        globalLogPublisher.addObserver(observer)
        self.addCleanup(globalLogPublisher.removeObserver, observer)
        self.monitor = ReactorMonitor(self.clock, _frames)
        self.monitor.start_monitoring(watching=False)
        self.addCleanup(self.monitor.stop_monitoring)

    def lines(self) -> list[str]:
        lines = [formatEvent(event) for event in self.events]
        self.events.clear()
        return lines

    def run_for(self, seconds: float) -> None:
        for _ in range(round(seconds * 10)):
            self.clock.advance(0.1)

    def late(self, bound: float) -> int:
        """
        How many ticks were later than `bound`.
        """
        delays = self.monitor.delays
        return sum(delays.counts[delays.bounds.index(bound) + 1 :])

    def test_reactor_that_is_on_time_has_no_delays_and_no_lines(self) -> None:
        self.run_for(5)
        self.assertEqual((sum(self.monitor.delays.counts), self.late(0.001)), (50, 0))
        self.assertEqual(self.lines(), [])

    def test_each_tick_tells_its_delay(self) -> None:
        told: list[float] = []
        self.monitor.on_tick = lambda delay: told.append(round(delay, 3))
        self.run_for(0.2)
        self.clock.rightNow += 0.3
        self.clock.advance(0.1)
        self.assertEqual(told, [0.0, 0.0, 0.3])

    def test_block_of_a_second_shows_and_is_logged_with_the_stack(self) -> None:
        """
        The stack is that of the block, seen by the thread while it lasts.
        """
        self.run_for(1)
        self.clock.rightNow += 0.9
        self.monitor.look()
        self.clock.advance(0.3)
        self.clock.advance(0.1)
        self.assertEqual((self.late(1.0), self.late(2.5)), (1, 0))
        (line,) = self.lines()
        self.assertIn("the reactor was blocked for 1.1 s: everybody waited. It was at:\n", line)
        self.assertIn("test_reactor_monitor", line)
        self.run_for(2)
        self.assertEqual((self.late(0.25), self.lines()), (1, []))

    def test_short_block_is_counted_and_not_logged(self) -> None:
        self.clock.advance(0.4)
        self.assertEqual((self.late(0.25), self.late(0.5), self.lines()), (1, 0, []))

    def test_many_blocks_are_one_line_a_minute(self) -> None:
        for _ in range(31):
            self.clock.advance(1.5)
            self.run_for(0.5)
        lines = self.lines()
        self.assertEqual(len(lines), 2)
        self.assertIn("(29 times more in the last minutes)", lines[1])

    def test_stack_of_an_earlier_block_is_not_shown_again(self) -> None:
        self.clock.rightNow += 0.9
        self.monitor.look()
        self.run_for(65)
        self.lines()
        self.clock.advance(1.5)
        self.clock.advance(0.1)
        (line,) = self.lines()
        self.assertNotIn("It was at", line)

    def test_hang_is_logged_while_it_lasts(self) -> None:
        """
        Once, by the thread.
        """
        self.clock.rightNow += 11
        self.monitor.look()
        self.monitor.look()
        (line,) = self.lines()
        self.assertIn("the reactor has been blocked for 10.9 s; nobody is served", line)

    def test_thread_looks_by_itself_and_ends(self) -> None:
        looked = threading.Event()

        def frames() -> dict[int, FrameType]:
            looked.set()
            return sys._current_frames()

        monitor = ReactorMonitor(self.clock, frames)
        monitor.start_monitoring()
        self.clock.rightNow += 1
        try:
            self.assertTrue(looked.wait(60))
        finally:
            monitor.stop_monitoring()


def _frames() -> dict[int, FrameType]:
    return {threading.get_ident(): sys._getframe()}
