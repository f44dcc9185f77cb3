"""
The bytes on their way to one reader, who may be slow.

While nothing waits they go straight to the kernel.  What the kernel does not take waits here, bounded in bytes and
in time; past the bound the reader is given up on.
"""

from collections.abc import Callable
from typing import Any

from twisted.internet.interfaces import IPushProducer
from twisted.internet.tcp import Server
from zope.interface import implementer

from chatd.ports import Form


def _nothing(data: bytes, /) -> int:
    return 0


@implementer(IPushProducer)
class Outbox:
    """
    Sends whole frames to one transport, in order.

    `overflow` is called, once, when more than `limit` bytes wait.

    `send` is the socket's own while nothing waits: where one text goes to thousands, it is called for each of them.
    """

    __slots__ = (
        "_clock",
        "_limit",
        "_overflow",
        "_queue",
        "_shut",
        "_size",
        "_straight",
        "_transport",
        "behind",
        "behind_since",
        "form",
        "send",
    )

    def __init__(self, transport: Any, *, limit: int, overflow: Callable[[], None], clock: Callable[[], float]) -> None:
        self._transport = transport
        self._limit = limit
        self._overflow = overflow
        self._clock = clock
        self._queue: list[bytes] = []
        self._size = 0
        self._shut = False
        self.behind = False
        self.behind_since = 0.0
        self.form: Form = "json"
        # Twisted's own TCP transport: its socket may be written to while its buffer is empty, and as a pull producer
        # we hear each time it has become so.  Of others (TLS) we hear when too much waits, and when no longer.
        straight = type(transport) is Server
        self._straight: Callable[[bytes], int] = transport.getHandle().send if straight else _nothing
        self.send = self._straight
        transport.registerProducer(self, not straight)

    @property
    def waiting(self) -> int:
        """
        Bytes that the kernel has not taken.
        """
        return self._size

    def push(self, data: bytes, sent: int = 0) -> None:
        """
        See `chatd.ports.Sink`.
        """
        if self.behind or self._shut or not data:
            self._wait(data)
            return
        if self._straight is _nothing:
            self._transport.write(data)
            return
        try:
            sent = sent or self.send(data)
        except BlockingIOError:
            sent = 0
        except OSError:
            # The reactor will find out by itself and say that the connection is lost.
            self.shut()
            return
        if sent < len(data):
            self._size = len(data) - sent
            self.pauseProducing()
            self._transport.write(data[sent:])

    def _wait(self, data: bytes) -> None:
        if self._shut or not data:
            return
        self._queue.append(data)
        self._size += len(data)
        if self._size > self._limit:
            self.shut()
            self._overflow()

    def flush(self) -> None:
        """
        Hand over everything that waits, as before a good-bye.
        """
        if self._queue:
            data = b"".join(self._queue)
            self._queue.clear()
            self._transport.write(data)

    def shut(self) -> None:
        """
        Send nothing any more.
        """
        self._shut = True
        self.send = _nothing
        self._queue.clear()

    def pauseProducing(self) -> None:
        """
        See `IPushProducer`: bytes wait.
        """
        if not self.behind:
            self.behind = True
            self.send = _nothing
            self.behind_since = self._clock()

    def resumeProducing(self) -> None:
        """
        See `IPushProducer`: the kernel has taken what waited.
        """
        self.behind = False
        self._size = 0
        if not self._shut:
            self.send = self._straight
        if self._queue:
            data = b"".join(self._queue)
            self._queue.clear()
            self.push(data)

    def stopProducing(self) -> None:
        """
        See `IPushProducer`: the connection is gone.
        """
        self.shut()
