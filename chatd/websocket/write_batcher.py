"""
Writes to many connections at the end of a turn of the reactor; with io_uring, in one system call.

A `send` wakes the receiving process.  Consecutive sends cost half of those with other work in between.
"""

from collections.abc import Callable, Sequence
from typing import Protocol

from twisted.logger import Logger

from chatd.clock import Clock
from chatd.interfaces.delivery import DirectSocket
from chatd.websocket.io_uring import Ring, Unavailable

CROWD = 32
"""From this number of readers on, one system call for all is faster than one for each."""

MOST = 64
"""When this number of readers waits, they are written to before the end of the turn."""


SendToAll = Callable[[Sequence[int], bytes], list[tuple[int, int]]]


class BatchedReader(Protocol):
    """
    A connection with bytes to write in this turn.
    """

    @property
    def straight(self) -> DirectSocket:
        """
        The socket to write to after `take`, as in `chatd.interfaces.delivery.Sink`.
        """

    def take(self) -> bytes:
        """
        Removes and returns the bytes to write; may be empty.
        """

    def push(self, data: bytes, sent: int = 0) -> None:
        """
        Writes `data`, of which `sent` bytes are already written, as in `chatd.interfaces.delivery.Sink`.
        """


class WriteBatcher:
    """
    Collects the connections with bytes to write in this turn, and writes to them, `most` at a time.
    """

    _log = Logger()

    def __init__(self, clock: Clock, most: int = MOST) -> None:
        self.send_to_all: SendToAll | None = None
        """Sends the same bytes to many descriptors in one system call (`Ring.send`); None without io_uring."""
        self._ring: Ring | None = None
        self._clock = clock
        self._most = most
        self._due: list[BatchedReader] = []
        self._scheduled = False

    def enable_io_uring(self, make: Callable[[], Ring] = Ring) -> None:
        """
        Uses io_uring if the system has it; otherwise logs why not.
        """
        if self._ring is not None:
            return
        try:
            self._ring = make()
        except Unavailable as error:
            self._log.info("no io_uring, so each member of a room is sent to by itself: {error}", error=error)
        else:
            self.send_to_all = self._ring.send_to_all

    def disable_io_uring(self) -> None:
        """
        Frees the ring of `enable_io_uring`; writes go on without it.
        """
        ring, self._ring, self.send_to_all = self._ring, None, None
        if ring is not None:
            ring.release()

    def add_reader(self, reader: BatchedReader) -> None:
        """
        Schedules a write to `reader` in this turn; it must not be scheduled already.
        """
        self._due.append(reader)
        if not self._scheduled:
            self._scheduled = True
            self._clock.callLater(0, self._end_turn)
        elif len(self._due) >= self._most:
            self.flush()

    def flush(self) -> None:
        """
        Writes all scheduled bytes now.
        """
        due, self._due = self._due, []
        if self._ring is None or len(due) < CROWD:
            for reader in due:
                reader.push(reader.take())
            return
        ready = [(reader, data) for reader in due if (data := reader.take())]
        texts = [data for _, data in ready]
        for index, sent in self._ring.send_each([reader.straight.fileno() for reader, _ in ready], texts):
            ready[index][0].push(texts[index], sent)

    def _end_turn(self) -> None:
        self._scheduled = False
        self.flush()
