"""
What leaves together: the answers to many readers that are due at the end of a turn of the reactor.

A `send` wakes whoever waits at the other end.  With work between one and the next it is paid for each time; one right
after the other they cost half.
"""

from typing import Protocol

from chatd.ports import Clock

MOST = 16
"""So many readers are not kept waiting for the end of the turn."""


class Departing(Protocol):
    """
    A reader for whom something is due.
    """

    def depart(self) -> None:
        """
        Send what is due, if it still is.
        """


class Departures:
    """
    Those for whom something is due in this turn, `most` at a time.
    """

    def __init__(self, clock: Clock, most: int = MOST) -> None:
        self._clock = clock
        self._most = most
        self._due: list[Departing] = []
        self._asked = False

    def add(self, reader: Departing) -> None:
        """
        Something is due for `reader`, for whom nothing was: it leaves by the end of this turn.
        """
        self._due.append(reader)
        if not self._asked:
            self._asked = True
            self._clock.callLater(0, self._turn)
        elif len(self._due) >= self._most:
            self.leave()

    def leave(self) -> None:
        """
        Send now what is due.
        """
        due, self._due = self._due, []
        for reader in due:
            reader.depart()

    def _turn(self) -> None:
        self._asked = False
        self.leave()
