"""
What leaves together: the bytes that are due for many readers at the end of a turn of the reactor.

A `send` wakes whoever waits at the other end.  With work between one and the next it is paid for each time; one right
after the other they cost half, and many of them go in one system call, where there is one for it.
"""

from collections.abc import Callable
from typing import Protocol

from twisted.logger import Logger

from chatd.clock import Clock
from chatd.interfaces.delivery import DirectSocket
from chatd.websocket.io_uring import Ring, Unavailable

CROWD = 32
"""From how many readers on one call for all of them is worth its preparations."""

MOST = 64
"""So many readers are not kept waiting for the end of the turn."""


class Departing(Protocol):
    """
    A reader for whom something is due.
    """

    @property
    def straight(self) -> DirectSocket:
        """
        Where it goes, once it has been taken: see `chatd.interfaces.delivery.Sink`.
        """

    def take(self) -> bytes:
        """
        What is due, which is due no more; nothing if there is nothing any more.
        """

    def push(self, data: bytes, sent: int = 0) -> None:
        """
        Send it, of which `sent` bytes have gone: see `chatd.interfaces.delivery.Sink`.
        """


class WriteBatcher:
    """
    Those for whom something is due in this turn, `most` at a time.
    """

    _log = Logger()

    def __init__(self, clock: Clock, most: int = MOST) -> None:
        self.ring: Ring | None = None
        """The one call for many, None where there is none."""
        self._clock = clock
        self._most = most
        self._due: list[Departing] = []
        self._asked = False

    def open(self, make: Callable[[], Ring] = Ring) -> None:
        """
        Send to many by one call, if this system can.  Before and without it each reader is sent to by itself.
        """
        if self.ring is not None:
            return
        try:
            self.ring = make()
        except Unavailable as error:
            self._log.info("no io_uring, so each member of a room is sent to by itself: {error}", error=error)

    def close(self) -> None:
        """
        Give back what `open` took.
        """
        ring, self.ring = self.ring, None
        if ring is not None:
            ring.close()

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
        if self.ring is None or len(due) < CROWD:
            for reader in due:
                reader.push(reader.take())
            return
        ready = [(reader, data) for reader in due if (data := reader.take())]
        texts = [data for _, data in ready]
        for index, sent in self.ring.send_each([reader.straight.fileno() for reader, _ in ready], texts):
            ready[index][0].push(texts[index], sent)

    def _turn(self) -> None:
        self._asked = False
        self.leave()
