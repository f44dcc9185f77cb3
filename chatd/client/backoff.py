"""
How long to wait before the next attempt.
"""

from collections.abc import Callable


class Backoff:
    """
    Full jitter: random between zero and a bound that doubles with each failure, from `first` to `most` seconds.  The
    clients of a server that is back do not all come at the same moment.
    """

    def __init__(self, chance: Callable[[], float], *, first: float = 0.5, most: float = 30.0) -> None:
        self._chance = chance
        self._first = first
        self._most = most
        self._failures = 0

    def next(self) -> float:
        """
        Returns the seconds until the next attempt.
        """
        bound = min(self._most, self._first * float(1 << min(self._failures, 30)))
        self._failures += 1
        return self._chance() * bound

    def reset(self) -> None:
        """
        Begins with short waits again, after an attempt that worked.
        """
        self._failures = 0
