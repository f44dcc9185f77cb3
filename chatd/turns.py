"""
Work that must not keep others waiting: so much of it in one turn of the reactor, the rest in the next ones.
"""

from collections import deque
from collections.abc import Callable

from chatd.ports import Clock

Work = Callable[[], object]


class Turns:
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
