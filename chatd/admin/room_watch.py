"""
What is said in a room from now on, for an operator who follows it.
"""

from collections import deque
from collections.abc import Callable

import msgspec

from chatd.domain.events import LogEvent, Message
from chatd.errors import unavailable
from chatd.interfaces.delivery import DirectSocket, Form
from chatd.waiters import Waiters

WAITING_MAX = 10_000
"""The messages that wait for an operator who does not read."""

_DATA = b"data: "
_decode: Callable[[bytes], LogEvent] = msgspec.json.Decoder(LogEvent).decode


class _WatchedSocket:
    # Takes nothing, so that all goes through `push`.

    def send(self, data: bytes, /) -> int:
        return 0

    def fileno(self) -> int:
        return -1


class RoomWatch:
    """
    A subscriber of a room that is nobody's session: a `chatd.interfaces.delivery.Sink`.
    """

    form: Form = "sse"
    behind = False
    straight: DirectSocket = _WatchedSocket()

    def __init__(self) -> None:
        self._messages: deque[Message] = deque()
        self._waiters = Waiters()
        self._ended: Exception | None = None

    def put(self, data: bytes) -> None:
        for line in data.split(b"\n"):
            if line.startswith(_DATA + b'{"type":"message"'):
                message = _decode(line[len(_DATA) :])
                assert isinstance(message, Message)
                self._messages.append(message)
        if len(self._messages) > WAITING_MAX:
            self.end(unavailable("more was said than was read here"))
        self._waiters.fire()

    def push(self, data: bytes, sent: int = 0) -> None:
        self.put(data)

    def end(self, error: Exception) -> None:
        """
        Lets `next_message` raise `error`.
        """
        self._ended = error
        self._waiters.fire()

    async def next_message(self) -> Message:
        """
        Returns the next message when it has been said.
        """
        while self._ended is None and not self._messages:
            await self._waiters.wait()
        if self._ended is not None:
            raise self._ended
        return self._messages.popleft()
