"""
The bytes on their way to readers, who may be slow.

While nothing waits they go straight to the kernel.  What the kernel does not take waits here, bounded in bytes and
in time for each reader, and in bytes for all of them; past a bound a reader is given up on.
"""

from collections.abc import Callable
from typing import Any

from twisted.internet.interfaces import IPushProducer
from twisted.internet.tcp import Server
from zope.interface import implementer

from chatd.counters import Counters
from chatd.departures import Departures
from chatd.limits import Limits
from chatd.ports import Clock, Form, Straight

_EACH_LEAST = 65536


class _NoWay:
    # Where nothing may overtake what waits.

    def send(self, data: bytes, /) -> int:
        return 0

    def fileno(self) -> int:
        return -1


_NO_WAY = _NoWay()


class Readers:
    """
    Those readers of a node who are behind, and all that waits for them: `total` bytes, the kernel's buffers counted.
    """

    def __init__(self, limits: Limits, counters: Counters, clock: Clock, departures: Departures) -> None:
        self.seconds = clock.seconds
        self.departures = departures
        self.each = max(_EACH_LEAST, limits.reader_bytes - limits.send_buffer)
        self.total = 0
        self._most = limits.waiting_bytes
        self._patience = limits.reader_seconds
        self._buffer = limits.send_buffer
        self._counters = counters
        # The one that has been behind for longest first.
        self._behind: dict[Outbox, None] = {}

    def add(self, outbox: "Outbox") -> None:
        """
        `outbox` is behind: the kernel holds as much as it may.
        """
        self._behind[outbox] = None
        self.total += self._buffer

    def remove(self, outbox: "Outbox") -> None:
        """
        `outbox`, for which what it says was waiting, is behind no more.
        """
        if outbox in self._behind:
            del self._behind[outbox]
            self.total -= self._buffer + outbox.waiting

    def sweep(self, now: float) -> None:
        """
        Once a second: give up on those who have been behind for too long.
        """
        late: list[Outbox] = []
        for outbox in self._behind:
            if now - outbox.behind_since < self._patience:
                break
            late.append(outbox)
        for outbox in late:
            outbox.give_up()

    def wait(self, size: int) -> None:
        """
        `size` bytes more wait.  If that is too much, those for whom most waits are given up on, until there is air.
        """
        self.total += size
        if self.total > self._most:
            for outbox in sorted(self._behind, key=_urgency):
                if self.total <= self._most - self._most // 8:
                    break
                self._counters.evicted_readers += 1
                outbox.give_up()


def _urgency(outbox: "Outbox") -> tuple[int, float]:
    return -outbox.waiting, outbox.behind_since


@implementer(IPushProducer)
class Outbox:
    """
    Sends whole frames to one transport, in order.  `overflow` is called, once, when its reader is given up on.

    `straight` is the socket itself while nothing waits: where one text goes to thousands, all that is needed of each.
    """

    __slots__ = (
        "_due",
        "_overflow",
        "_queue",
        "_readers",
        "_shut",
        "_socket",
        "_transport",
        "behind",
        "behind_since",
        "form",
        "straight",
        "waiting",
    )

    def __init__(self, transport: Any, readers: Readers, overflow: Callable[[], None]) -> None:
        self._transport = transport
        self._readers = readers
        self._overflow = overflow
        self._queue: list[bytes] | None = None
        self._due: list[bytes] | None = None
        self._shut = False
        self.waiting = 0
        """Bytes that the kernel has not taken."""
        self.behind = False
        self.behind_since = 0.0
        self.form: Form = "json"
        # Twisted's own TCP transport: its socket may be written to while its buffer is empty, and as a pull producer
        # we hear each time it has become so.  Of others (TLS) we hear when too much waits, and when no longer.
        plain = type(transport) is Server
        self._socket: Straight = transport.getHandle() if plain else _NO_WAY
        self.straight = self._socket
        transport.registerProducer(self, not plain)

    def follow(self) -> None:
        """
        The transport was given something before, which has perhaps not left: all that is sent comes after it.
        """
        if self._socket is not _NO_WAY:
            self.pauseProducing()
            self._transport.startWriting()

    def push(self, data: bytes, sent: int = 0) -> None:
        """
        See `chatd.ports.Sink`.
        """
        if self.behind or self._shut or not data:
            self._wait(data)
            return
        if self._socket is _NO_WAY:
            self._transport.write(data)
            return
        if self._due is not None:
            self._due.append(data)
            return
        try:
            sent = sent or self.straight.send(data)
        except BlockingIOError:
            sent = 0
        except OSError:
            # The reactor will find out by itself and say that the connection is lost.
            self.shut()
            return
        if sent < len(data):
            self.pauseProducing()
            self._count(len(data) - sent)
            self._transport.write(data[sent:])

    def put(self, data: bytes) -> None:
        """
        See `chatd.ports.Sink`.
        """
        if self._due is None and not self.behind and not self._shut and self._socket is not _NO_WAY:
            self._due = [data]
            self.straight = _NO_WAY
            self._readers.departures.add(self)
        else:
            self.push(data)

    def take(self) -> bytes:
        """
        See `chatd.departures.Departing`.
        """
        due, self._due = self._due, None
        if due is None:
            return b""
        if not self.behind:
            self.straight = self._socket
        return due[0] if len(due) == 1 else b"".join(due)

    def _wait(self, data: bytes) -> None:
        if self._shut or not data:
            return
        if self._queue is None:
            self._queue = []
        self._queue.append(data)
        self._count(len(data))
        if self.waiting > self._readers.each:
            self.give_up()

    def _count(self, size: int) -> None:
        self.waiting += size
        self._readers.wait(size)

    def give_up(self) -> None:
        """
        Drop what waits, and the reader.
        """
        if not self._shut:
            self.shut()
            self._overflow()

    def flush(self) -> None:
        """
        Hand over everything that waits, as before a good-bye.
        """
        self.push(self.take())
        if self._queue:
            data = b"".join(self._queue)
            self._queue = None
            self._transport.write(data)

    def shut(self) -> None:
        """
        Send nothing any more.
        """
        self._shut = True
        self.straight = _NO_WAY
        self._queue = self._due = None
        self._readers.remove(self)

    def pauseProducing(self) -> None:
        """
        See `IPushProducer`: bytes wait.
        """
        if not self.behind:
            self.behind = True
            self.straight = _NO_WAY
            self.behind_since = self._readers.seconds()
            if not self._shut:
                self._readers.add(self)

    def resumeProducing(self) -> None:
        """
        See `IPushProducer`: the kernel has taken what waited.
        """
        self._readers.remove(self)
        self.behind = False
        self.waiting = 0
        if not self._shut and self._due is None:
            self.straight = self._socket
        if self._queue:
            data = b"".join(self._queue)
            self._queue = None
            self.push(data)

    def stopProducing(self) -> None:
        """
        See `IPushProducer`: the connection is gone.
        """
        self.shut()
