"""
The bytes on their way to readers, who may be slow.

While nothing waits they go straight to the kernel.  What the kernel does not take waits here, bounded in bytes and
in time for each reader, and in bytes for all of them; past a bound a reader is given up on.

What a reader has asked for does not count to its own bound in bytes: while too much of it waits, no more is asked
for (`Recipient.hold_commands`).  The bound in time is about progress: a reader that takes something has time again.
"""

from collections import deque
from typing import Any, Protocol

from twisted.internet.interfaces import IPushProducer
from twisted.internet.tcp import Server
from zope.interface import implementer

from chatd.clock import Clock
from chatd.domain.counters import Counters
from chatd.domain.limits import Limits
from chatd.interfaces.delivery import DirectSocket, Form
from chatd.websocket.write_batcher import WriteBatcher

_EACH_LEAST = 65536

STEP = 32768
"""Bytes given to a transport at a time: each step that is taken is progress of its reader."""

_SMALL = 4096
"""An answer of fewer bytes may leave with other things at the end of the turn."""


class Recipient(Protocol):
    """
    Whose reader an outbox sends to.
    """

    def overflow(self) -> None:
        """
        The reader is given up on.  Called once.
        """

    def hold_commands(self, *, hold: bool) -> None:
        """
        Too much of what the reader has asked for waits: carry out no more commands; or carry on.
        """


class _NoWay:
    # Where nothing may overtake what waits.

    def send(self, data: bytes, /) -> int:
        return 0

    def fileno(self) -> int:
        return -1


_NO_WAY = _NoWay()


class SlowReaders:
    """
    Those readers of a node who are behind, and all that waits for them: `total` bytes, the kernel's buffers counted.
    """

    def __init__(self, limits: Limits, counters: Counters, clock: Clock, batcher: WriteBatcher) -> None:
        self.seconds = clock.seconds
        self.batcher = batcher
        self.each = max(_EACH_LEAST, limits.reader_bytes - limits.send_buffer)
        self.asked = limits.page_bytes
        """While more bytes of answers wait for one reader, nothing more is carried out for it."""
        self.total = 0
        self._most = limits.waiting_bytes
        self._patience = limits.reader_seconds
        self._buffer = limits.send_buffer
        self._counters = counters
        # The one that has taken nothing for longest first.
        self._behind: dict[Outbox, None] = {}

    def add(self, outbox: "Outbox") -> None:
        """
        `outbox` is behind: the kernel holds as much as it may, and what it says is waiting.
        """
        self._behind[outbox] = None
        self.wait(self._buffer + outbox.waiting)

    def remove(self, outbox: "Outbox") -> None:
        """
        `outbox`, for which what it says was waiting, is behind no more.
        """
        if outbox in self._behind:
            del self._behind[outbox]
            self.total -= self._buffer + outbox.waiting

    def sweep(self, now: float) -> None:
        """
        Once a second: give up on those who have taken nothing for too long.
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


class _Backlog:
    """
    What waits for one reader, in order: `waiting` bytes, of which `asked` are answers.  Some are in the transport.
    """

    __slots__ = ("_held", "_held_asked", "_parts", "asked", "since", "waiting")

    def __init__(self, since: float) -> None:
        self.since = since
        self.waiting = 0
        self.asked = 0
        self._held = 0
        self._held_asked = 0
        self._parts: deque[tuple[bytes, bool]] = deque()

    def add(self, data: bytes, *, asked: bool) -> None:
        """
        `data` waits behind all else.
        """
        self._parts.append((data, asked))
        self.waiting += len(data)
        if asked:
            self.asked += len(data)

    def next(self) -> bytes:
        """
        The next bytes for the transport, at most `STEP`; they still wait until `taken`.
        """
        step: list[bytes] = []
        room = STEP
        while self._parts and room:
            data, asked = self._parts.popleft()
            if len(data) > room:
                self._parts.appendleft((data[room:], asked))
                data = data[:room]
            step.append(data)
            room -= len(data)
            if asked:
                self._held_asked += len(data)
        self._held += STEP - room
        return b"".join(step)

    def rest(self) -> bytes:
        """
        All that the transport has not been given.
        """
        parts, self._parts = self._parts, deque()
        self._held, self._held_asked = self.waiting, self.asked
        return b"".join([data for data, _ in parts])

    def taken(self) -> None:
        """
        The transport has nothing left.
        """
        self.waiting -= self._held
        self.asked -= self._held_asked
        self._held = self._held_asked = 0


@implementer(IPushProducer)
class Outbox:
    """
    Sends whole frames to one transport, in order.

    `straight` is the socket itself while nothing waits: where one text goes to thousands, all that is needed of each.
    """

    __slots__ = (
        "_backlog",
        "_due",
        "_holding",
        "_readers",
        "_recipient",
        "_shut",
        "_socket",
        "_transport",
        "behind",
        "form",
        "straight",
    )

    def __init__(self, transport: Any, readers: SlowReaders, recipient: Recipient) -> None:
        self._transport = transport
        self._readers = readers
        self._recipient = recipient
        self._backlog: _Backlog | None = None
        self._due: list[bytes] | None = None
        self._holding = False
        self._shut = False
        self.behind = False
        self.form: Form = "json"
        # Twisted's own TCP transport: its socket may be written to while its buffer is empty, and as a pull producer
        # we hear each time it has become so.  Of others (TLS) we hear when too much waits, and when no longer.
        plain = type(transport) is Server
        self._socket: DirectSocket = transport.getHandle() if plain else _NO_WAY
        self.straight = self._socket
        transport.registerProducer(self, not plain)

    @property
    def waiting(self) -> int:
        """
        Bytes that the kernel has not taken.
        """
        return 0 if self._backlog is None else self._backlog.waiting

    @property
    def behind_since(self) -> float:
        """
        When the reader of this outbox, which is behind, last took anything.
        """
        return 0.0 if self._backlog is None else self._backlog.since

    def follow(self) -> None:
        """
        The transport was given something before, which has perhaps not left: all that is sent comes after it.
        """
        if self._socket is not _NO_WAY:
            self.pauseProducing()
            self._transport.startWriting()

    def push(self, data: bytes, sent: int = 0) -> None:
        """
        See `chatd.interfaces.delivery.Sink`.
        """
        if self.behind or self._shut or not data:
            self._wait(data)
            return
        if self._socket is _NO_WAY:
            if len(data) <= STEP:
                self._transport.write(data)
            else:
                self._queue(data)
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
            self._queue(data[sent:])

    def put(self, data: bytes) -> None:
        """
        See `chatd.interfaces.delivery.Sink`.
        """
        if self._due is None and not self.behind and not self._shut and self._socket is not _NO_WAY:
            self._due = [data]
            self.straight = _NO_WAY
            self._readers.batcher.add_reader(self)
        else:
            self.push(data)

    def take(self) -> bytes:
        """
        See `chatd.websocket.write_batcher.BatchedReader`.
        """
        due, self._due = self._due, None
        if due is None:
            return b""
        if not self.behind:
            self.straight = self._socket
        return due[0] if len(due) == 1 else b"".join(due)

    def answer(self, data: bytes) -> None:
        """
        Send whole frames that the reader has asked for: as `put`, and they do not count to what may wait for it.
        """
        if len(data) < _SMALL and not self.behind:
            self.put(data)
        else:
            self.push(self.take())
            self._send_answer(data)

    def _send_answer(self, data: bytes) -> None:
        if self.behind or self._shut:
            self._wait(data, asked=True)
            return
        sent = 0
        if self._socket is not _NO_WAY:
            try:
                sent = self.straight.send(data)
            except BlockingIOError:
                sent = 0
            except OSError:
                self.shut()
                return
        if sent < len(data):
            self._queue(data[sent:], asked=True)

    def _queue(self, data: bytes, *, asked: bool = False) -> None:
        # Nothing waited, and `data` may be more than the transport takes at once.
        self._backlog = _Backlog(self._readers.seconds())
        self._backlog.add(data, asked=asked)
        if self._socket is _NO_WAY:
            self._feed()
        else:
            self._transport.write(self._backlog.next())
            self.pauseProducing()
        self._judge()

    def _wait(self, data: bytes, *, asked: bool = False) -> None:
        backlog = self._backlog
        if self._shut or not data or backlog is None:
            return
        backlog.add(data, asked=asked)
        self._readers.wait(len(data))
        if backlog.waiting - backlog.asked > self._readers.each:
            self.give_up()
        self._judge()

    def _feed(self) -> None:
        # Give the transport what waits, step by step, until it says that it has enough.
        backlog = self._backlog
        while backlog is not None and not self.behind:
            data = backlog.next()
            if not data:
                self._backlog = None
                return
            if self._socket is _NO_WAY:
                self._transport.write(data)
                continue
            try:
                sent = self._socket.send(data)
            except BlockingIOError:
                sent = 0
            except OSError:
                self.shut()
                return
            if sent == len(data):
                backlog.taken()
            else:
                self._transport.write(data[sent:])
                self.pauseProducing()

    def _judge(self) -> None:
        # Whether commands have to wait for the answers to earlier ones.
        backlog = self._backlog
        hold = backlog is not None and backlog.asked > self._readers.asked
        if hold != self._holding and not self._shut:
            self._holding = hold
            self._recipient.hold_commands(hold=hold)

    def give_up(self) -> None:
        """
        Drop what waits, and the reader.
        """
        if not self._shut:
            self.shut()
            self._recipient.overflow()

    def flush(self) -> None:
        """
        Hand over everything that waits, as before a good-bye.
        """
        self.push(self.take())
        if self._backlog is not None and (data := self._backlog.rest()):
            self._transport.write(data)

    def shut(self) -> None:
        """
        Send nothing any more.
        """
        self._shut = True
        self.straight = _NO_WAY
        self._due = None
        self._readers.remove(self)
        self._backlog = None

    def pauseProducing(self) -> None:
        """
        See `IPushProducer`: bytes wait.
        """
        if not self.behind:
            self.behind = True
            self.straight = _NO_WAY
            if not self._shut:
                if self._backlog is None:
                    self._backlog = _Backlog(self._readers.seconds())
                self._readers.add(self)

    def resumeProducing(self) -> None:
        """
        See `IPushProducer`: the kernel has taken what waited.
        """
        self._readers.remove(self)
        self.behind = False
        if self._backlog is not None:
            self._backlog.taken()
            self._backlog.since = self._readers.seconds()
            self._feed()
        if not self.behind and not self._shut and self._due is None:
            self.straight = self._socket
        self._judge()

    def stopProducing(self) -> None:
        """
        See `IPushProducer`: the connection is gone.
        """
        self.shut()
