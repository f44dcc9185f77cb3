"""
Answers to many, that leave together.
"""

from twisted.trial.unittest import SynchronousTestCase

from chatd.websocket.write_batcher import WriteBatcher
from tests.support.memory_node import TurningClock


class Line:
    """
    A way that no kernel knows.
    """

    def send(self, data: bytes, /) -> int:
        """
        See `chatd.interfaces.delivery.DirectSocket`.
        """
        return 0

    def fileno(self) -> int:
        """
        See `chatd.interfaces.delivery.DirectSocket`.
        """
        return -1


class Waiting:
    """
    A reader that writes down what it was told to send.
    """

    def __init__(self, number: int, departed: list[int]) -> None:
        self.number = number
        self.straight = Line()
        self._departed = departed

    def take(self) -> bytes:
        """
        See `chatd.websocket.write_batcher.BatchedReader`.
        """
        return b"%d" % self.number

    def push(self, data: bytes, sent: int = 0) -> None:
        """
        See `chatd.websocket.write_batcher.BatchedReader`.
        """
        self._departed.append(int(data[sent:]))


class DeparturesTests(SynchronousTestCase):
    """
    At most four at a time.
    """

    def setUp(self) -> None:
        """
        Nothing is due.
        """
        self.clock = TurningClock()
        self.batcher = WriteBatcher(self.clock, 4)
        self.departed: list[int] = []

    def add(self, *numbers: int) -> None:
        """
        Something is due for those readers.
        """
        for number in numbers:
            self.batcher.add_reader(Waiting(number, self.departed))

    def test_they_leave_at_the_end_of_the_turn(self) -> None:
        """
        In the order in which they came, and once.
        """
        self.add(1, 2, 3)
        self.assertEqual(self.departed, [])
        self.clock.advance(0)
        self.assertEqual((self.departed, self.clock.calls), ([1, 2, 3], []))

    def test_many_do_not_wait_for_it(self) -> None:
        """
        So that the first is not kept waiting for all that is done for the others.
        """
        self.add(1, 2, 3, 4, 5)
        self.assertEqual(self.departed, [1, 2, 3, 4])
        self.clock.advance(0)
        self.assertEqual(self.departed, [1, 2, 3, 4, 5])

    def test_next_turn_has_an_end_of_its_own(self) -> None:
        """
        Whoever comes after one end waits for the next.
        """
        for number in (1, 2):
            self.add(number)
            self.clock.advance(0)
        self.assertEqual(self.departed, [1, 2])

    def test_who_is_told_may_have_something_due_again(self) -> None:
        """
        It leaves with the next turn.
        """
        again = Waiting(2, self.departed)

        class First(Waiting):
            def push(inner, data: bytes, sent: int = 0) -> None:  # noqa: N805
                super().push(data, sent)
                self.batcher.add_reader(again)

        self.batcher.add_reader(First(1, self.departed))
        self.clock.advance(0)
        self.assertEqual(self.departed, [1])
        self.clock.advance(0)
        self.assertEqual(self.departed, [1, 2])
