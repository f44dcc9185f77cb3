"""
What the rules and use cases need from the world, as interfaces.

Each has at least two implementations: the real one, and one for tests or for another kind of store or door.
"""

from collections.abc import Collection, Sequence
from typing import Literal, Protocol

from msgspec import Struct

from chatd.domain.events import Event
from chatd.protocol.replies import AnyAnswer

Form = Literal["json", "deflate", "text"]
"""How a connection is told what happens in a room: all of it as JSON, the same compressed, or messages as bare text."""


class DirectSocket(Protocol):
    """
    The way to a reader for whom nothing waits: a socket, as far as it is needed.
    """

    def send(self, data: bytes, /) -> int:
        """
        Give whole WebSocket frames to the kernel at once and say how many bytes it took.  OSError: it took nothing.
        """

    def fileno(self) -> int:
        """
        The descriptor by which the kernel knows it; -1 if nothing may be sent this way.
        """


class Sink(Protocol):
    """
    Where a session's part of what happens in rooms goes.  Hashable by identity.
    """

    @property
    def form(self) -> Form:
        """
        What it takes of that.
        """

    @property
    def behind(self) -> bool:
        """
        Whether its reader has not yet taken what it was sent.
        """

    @property
    def straight(self) -> DirectSocket:
        """
        The way around all that could wait; it takes nothing where something does, or where there is no such way.

        What it has not taken of some frames must be pushed next.
        """

    def put(self, data: bytes) -> None:
        """
        Send whole WebSocket frames by the end of this turn, in one write with all else that is sent until then.
        """

    def push(self, data: bytes, sent: int = 0) -> None:
        """
        Send whole WebSocket frames, of which `sent` bytes have gone straight.  Never raises, never waits; a reader
        that is too slow is cut off.
        """


class RoomEvent(Struct, frozen=True, gc=False, eq=False):
    """
    One event on its way to a room; `by` is not sent it but gets `reply` in its place.
    """

    event: Event
    by: Sink | None = None
    reply: AnyAnswer | None = None


class RoomDelivery(Protocol):
    """
    Turns what happened in a room into bytes, once, and hands them to everybody.
    """

    def deliver(self, members: Collection[Sink], posts: Sequence[RoomEvent]) -> None:
        """
        Send `posts`, in order, to each of `members`; whoever of them is a post's `by` gets its reply in its place.
        """

    def reply(self, posts: Sequence[RoomEvent]) -> None:
        """
        Send to the `by` of each of `posts` its reply, and nothing else.
        """

    def flush(self) -> None:
        """
        All rooms have been told what there was: what waits for more to go with it leaves.
        """


class Connection(Protocol):
    """
    The other end of a session: what a door gives to the use cases.
    """

    @property
    def address(self) -> str | None:
        """
        The address that limits and sanctions mean; None if it is not known or there is none.
        """

    @property
    def sink(self) -> Sink:
        """
        Where events of rooms go.
        """

    def send_answer(self, answer: AnyAnswer) -> None:
        """
        Tell this session something.
        """

    def close_connection(self, code: int, reason: str, retry_after: int | None = None) -> None:
        """
        Say good-bye and close; `retry_after` in milliseconds, None if it shall not come back.
        """

    def sweep_soon(self) -> None:
        """
        Something may be due for the session sooner than its last `sweep` had said.
        """

    def pause(self) -> None:
        """
        Take no more bytes from the other end for now.
        """

    def resume(self) -> None:
        """
        Take bytes again.
        """
