"""
Work that must not keep others waiting.
"""

from twisted.trial.unittest import SynchronousTestCase

from chatd.clock import FairTurns
from tests.support.memory_node import TurningClock


class TurnsTests(SynchronousTestCase):
    """
    Two pieces a turn.
    """

    def setUp(self) -> None:
        """
        Nothing has been done.
        """
        self.clock = TurningClock()
        self.turns = FairTurns(self.clock, 2)
        self.done: list[int] = []

    def do(self, *numbers: int) -> None:
        """
        So many pieces of work.
        """
        for number in numbers:
            self.turns.schedule(lambda number=number: self.done.append(number))  # type: ignore[misc]

    def test_some_is_done_at_once_and_the_rest_later(self) -> None:
        """
        In its order, so much in each turn.
        """
        self.do(1, 2, 3, 4, 5)
        self.assertEqual(self.done, [1, 2])
        self.clock.advance(0)
        self.assertEqual(self.done, [1, 2, 3, 4])
        self.clock.advance(0)
        self.assertEqual(self.done, [1, 2, 3, 4, 5])

    def test_who_has_work_done_is_told_whether_it_is(self) -> None:
        """
        Now, or later.
        """
        self.assertEqual([self.turns.schedule(int) for _ in range(3)], [True, True, False])

    def test_nothing_overtakes_what_waits(self) -> None:
        """
        Also when there is room again.
        """
        self.do(1, 2, 3)
        self.clock.advance(0)
        self.do(4, 5)
        self.assertEqual(self.done, [1, 2, 3, 4])
        self.clock.advance(0)
        self.assertEqual(self.done, [1, 2, 3, 4, 5])

    def test_nothing_is_due_when_nothing_waits(self) -> None:
        """
        An idle node wakes up for nothing.
        """
        self.do(1)
        self.clock.advance(0)
        self.assertEqual(self.clock.getDelayedCalls(), [])
