"""
Writes to connections, and limits the bytes that wait for slow readers.

While nothing waits, bytes go directly to the kernel.  Bytes that the kernel does not take wait here, limited in size
and time per reader, and in size for all readers together.  A reader that exceeds a limit is dropped.

Answers to commands do not count to the reader's own limit in bytes: while too many wait, its commands are held
(`Recipient.hold_commands`).  The limit in time restarts whenever the reader takes something.

States of an outbox: idle (`straight` is the socket), due (bytes leave at the end of the turn), behind (a backlog waits
for the kernel), shut (nothing is sent any more).
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
"""Bytes given to a transport at once; each step that it writes counts as progress of the reader."""

_SMALL = 4096
"""A shorter answer may wait for the end of the turn, to leave with other data."""


class Recipient(Protocol):
    """
    The connection that an outbox writes to.
    """

    def overflow(self) -> None:
        """
        Closes the connection, whose reader is too slow.  Called once.
        """

    def transport_closing(self) -> None:
        """
        Called while the socket of a connection that ends is still open.
        """

    def hold_commands(self, *, hold: bool) -> None:
        """
        Stops or resumes the execution of the reader's commands.
        """


class _NoWay:
    # Stands in for the socket while bytes wait, so that nothing overtakes them.

    def send(self, data: bytes, /) -> int:
        return 0

    def fileno(self) -> int:
        return -1


NO_WAY = _NoWay()


class SlowReaders:
    """
    The outboxes of a node that are behind; `total` is the bytes that wait for them, including kernel buffers.
    """

    def __init__(self, limits: Limits, counters: Counters, clock: Clock, batcher: WriteBatcher) -> None:
        self.seconds = clock.seconds
        self.batcher = batcher
        self.each = max(_EACH_LEAST, limits.reader_bytes - limits.send_buffer)
        self.asked = limits.page_bytes
        """While more bytes of answers wait for one reader, nothing more is carried out for it."""
        self.total = 0
        self._limits = limits
        self._buffer = limits.send_buffer
        self._counters = counters
        # Longest time without progress first.
        self._behind: dict[Outbox, None] = {}

    @property
    def behind(self) -> int:
        """
        The number of readers for whom something waits.
        """
        return len(self._behind)

    def slowest(self, limit: int) -> list["Outbox"]:
        """
        The `limit` outboxes with the most waiting bytes.
        """
        return sorted(self._behind, key=_urgency)[:limit]

    def add_outbox(self, outbox: "Outbox") -> None:
        """
        Counts an outbox that is behind: its waiting bytes, and a full kernel buffer.
        """
        self._behind[outbox] = None
        self.count_waiting(self._buffer + outbox.waiting)

    def remove_outbox(self, outbox: "Outbox") -> None:
        """
        Stops counting an outbox; called before its waiting bytes are removed.
        """
        if outbox in self._behind:
            del self._behind[outbox]
            self.total -= self._buffer + outbox.waiting

    def close_overdue(self, now: float) -> None:
        """
        Drops readers that have taken nothing for too long.  Called once per second.
        """
        late: list[Outbox] = []
        for outbox in self._behind:
            if now - outbox.behind_since < self._limits.reader_seconds:
                break
            late.append(outbox)
        for outbox in late:
            outbox.give_up()

    def count_waiting(self, size: int) -> None:
        """
        Counts `size` more waiting bytes.  Above the limit, drops the readers with the most waiting bytes until a part
        of the limit is free.
        """
        self.total += size
        most = self._limits.waiting_bytes
        if self.total > most:
            for outbox in sorted(self._behind, key=_urgency):
                if self.total <= most - most // 8:
                    break
                self._counters.evicted_readers += 1
                outbox.give_up()


def _urgency(outbox: "Outbox") -> tuple[int, float]:
    return -outbox.waiting, outbox.behind_since


class _Backlog:
    """
    The bytes that wait for one reader, in order: `waiting` in total, of which `asked` are answers; the transport
    already has some of them.
    """

    __slots__ = ("_held", "_held_asked", "_parts", "asked", "since", "waiting")

    def __init__(self, since: float) -> None:
        self.since = since
        self.waiting = 0
        self.asked = 0
        self._held = 0
        self._held_asked = 0
        self._parts: deque[tuple[bytes, bool]] = deque()

    def append(self, data: bytes, *, asked: bool) -> None:
        """
        Appends `data`.
        """
        self._parts.append((data, asked))
        self.waiting += len(data)
        if asked:
            self.asked += len(data)

    def next_step(self) -> bytes:
        """
        Returns the next bytes for the transport, at most `STEP`; they count as waiting until `step_taken`.
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

    def take_rest(self) -> bytes:
        """
        Removes and returns all bytes that the transport has not been given.
        """
        parts, self._parts = self._parts, deque()
        self._held, self._held_asked = self.waiting, self.asked
        return b"".join([data for data, _ in parts])

    def step_taken(self) -> None:
        """
        Stops counting the bytes that the transport was given: it has written them.
        """
        self.waiting -= self._held
        self.asked -= self._held_asked
        self._held = self._held_asked = 0


@implementer(IPushProducer)
class Outbox:
    """
    Writes whole frames to one transport, in order.

    `straight` is the socket itself while nothing waits, so that the fan-out writes to it without a call here.
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
        # With Twisted's own TCP transport we may write to its socket while its buffer is empty, and as a pull producer
        # we are called whenever it becomes empty.  Other transports (TLS) call only when too much waits, and when it no
        # longer does.
        plain = type(transport) is Server
        self._socket: DirectSocket = transport.getHandle() if plain else NO_WAY
        self.straight = self._socket
        transport.registerProducer(self, not plain)

    @property
    def recipient(self) -> Recipient:
        """
        The connection that it writes to.
        """
        return self._recipient

    @property
    def waiting(self) -> int:
        """
        The number of bytes that the kernel has not taken.
        """
        return 0 if self._backlog is None else self._backlog.waiting

    @property
    def behind_since(self) -> float:
        """
        The time when the reader last took something; 0 if nothing waits.
        """
        return 0.0 if self._backlog is None else self._backlog.since

    def wait_for_earlier(self) -> None:
        """
        Holds writes until the transport has written what it was given earlier.
        """
        if self._socket is not NO_WAY:
            self.pauseProducing()
            self._transport.startWriting()

    def push(self, data: bytes, sent: int = 0) -> None:
        if self.behind or self._shut or not data:
            self._wait(data)
            return
        if self._socket is NO_WAY:
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
            # The reactor notices the error by itself and calls connectionLost.
            self.shut()
            return
        if sent < len(data):
            self._queue(data[sent:])

    def put(self, data: bytes) -> None:
        if self._due is None and not self.behind and not self._shut and self._socket is not NO_WAY:
            self._due = [data]
            self.straight = NO_WAY
            self._readers.batcher.add_reader(self)
        else:
            self.push(data)

    def take(self) -> bytes:
        due, self._due = self._due, None
        if due is None:
            return b""
        if not self.behind:
            self.straight = self._socket
        return due[0] if len(due) == 1 else b"".join(due)

    def answer(self, data: bytes) -> None:
        """
        Writes an answer to a command: like `put`, but not counted to the reader's own limit.
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
        if self._socket is not NO_WAY:
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
        # Nothing waited, and `data` may exceed one step of the transport.
        self._backlog = _Backlog(self._readers.seconds())
        self._backlog.append(data, asked=asked)
        if self._socket is NO_WAY:
            self._feed_transport()
        else:
            self._transport.write(self._backlog.next_step())
            self.pauseProducing()
        self._update_hold()

    def _wait(self, data: bytes, *, asked: bool = False) -> None:
        backlog = self._backlog
        if self._shut or not data or backlog is None:
            return
        backlog.append(data, asked=asked)
        self._readers.count_waiting(len(data))
        if backlog.waiting - backlog.asked > self._readers.each:
            self.give_up()
        self._update_hold()

    def _feed_transport(self) -> None:
        # Gives waiting bytes to the transport step by step until it pauses us.
        backlog = self._backlog
        while backlog is not None and not self.behind:
            data = backlog.next_step()
            if not data:
                self._backlog = None
                return
            if self._socket is NO_WAY:
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
                backlog.step_taken()
            else:
                self._transport.write(data[sent:])
                self.pauseProducing()

    def _update_hold(self) -> None:
        # Holds or resumes commands, by the number of waiting answer bytes.
        backlog = self._backlog
        hold = backlog is not None and backlog.asked > self._readers.asked
        if hold != self._holding and not self._shut:
            self._holding = hold
            self._recipient.hold_commands(hold=hold)

    def give_up(self) -> None:
        """
        Drops waiting bytes, and closes the connection.
        """
        if not self._shut:
            self.shut()
            self._recipient.overflow()

    def flush(self) -> None:
        """
        Gives all waiting bytes to the transport, before a close frame.
        """
        self.push(self.take())
        if self._backlog is not None and (data := self._backlog.take_rest()):
            self._transport.write(data)

    def shut(self) -> None:
        """
        Drops waiting bytes; nothing is sent any more.
        """
        self._shut = True
        self.straight = NO_WAY
        self._due = None
        self._readers.remove_outbox(self)
        self._backlog = None

    def pauseProducing(self) -> None:
        """
        Turns to the state behind: bytes wait for the kernel.  Also called by a TLS transport when its buffer is full.
        """
        if not self.behind:
            self.behind = True
            self.straight = NO_WAY
            if not self._shut:
                if self._backlog is None:
                    self._backlog = _Backlog(self._readers.seconds())
                self._readers.add_outbox(self)

    def resumeProducing(self) -> None:
        """
        Called by the transport when the kernel has taken what waited: gives it the next step, or leaves the state
        behind.
        """
        self._readers.remove_outbox(self)
        self.behind = False
        if self._backlog is not None:
            self._backlog.step_taken()
            self._backlog.since = self._readers.seconds()
            self._feed_transport()
        if not self.behind and not self._shut and self._due is None:
            self.straight = self._socket
        self._update_hold()

    def stopProducing(self) -> None:
        """
        Called by the transport when the connection is closed.
        """
        self._recipient.transport_closing()
        self.shut()
