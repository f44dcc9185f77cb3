"""
Interfaces of delivery: from use cases to connections.

Each has at least two implementations: the real one, and one for tests or for another kind of store or door.
"""

from collections.abc import Collection, Sequence
from typing import Literal, Protocol

from msgspec import Struct

from chatd.domain.events import Event
from chatd.protocol.replies import AnyAnswer

Form = Literal["json", "deflate", "text", "sse", "sse-presence", "sse-signals", "sse-all"]
"""
How a connection receives the events of a room: as JSON, as compressed JSON, messages alone as plain text, or as
server-sent events, those without or with changes of presence and signals.
"""


class DirectSocket(Protocol):
    """
    The socket of a reader whose outbox is empty, as far as it is needed.
    """

    def send(self, data: bytes, /) -> int:
        """
        Give whole frames to the kernel at once and say how many bytes it took.  OSError: it took nothing.
        """

    def fileno(self) -> int:
        """
        The descriptor by which the kernel knows it; -1 if nothing may be sent this way.
        """


class Sink(Protocol):
    """
    Receives the events of rooms for one session.  Hashable by identity.
    """

    @property
    def form(self) -> Form:
        """
        The form in which it receives them.
        """

    @property
    def behind(self) -> bool:
        """
        Whether bytes that were sent to it still wait for its reader.
        """

    @property
    def straight(self) -> DirectSocket:
        """
        The socket itself; one that takes nothing while bytes wait, or where writing to it directly is not possible.

        The rest of frames of which it took a part must be passed to `push` next.
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
    Encodes the events of a room once and sends the bytes to its members.
    """

    def deliver(self, members: Collection[Sink], posts: Sequence[RoomEvent]) -> None:
        """
        Send `posts`, in order, to each of `members`; whoever of them is a post's `by` gets its reply in its place.
        """

    def reply(self, posts: Sequence[RoomEvent]) -> None:
        """
        Send to the `by` of each of `posts` its reply, and nothing else.
        """

    def end_turn(self) -> None:
        """
        End of the turn: write what was batched.
        """


class Connection(Protocol):
    """
    The connection of a session, as the use cases see it.
    """

    @property
    def address(self) -> str | None:
        """
        The address that limits and sanctions apply to; None if there is none or it is not known.
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
        Send `bye` and close; `retry_after` in milliseconds, None if the client is not to reconnect.
        """

    def sweep_soon(self) -> None:
        """
        Sweep the session soon: something may be due earlier than its last sweep returned.
        """

    def pause(self) -> None:
        """
        Take no more bytes from the other end for now.
        """

    def resume(self) -> None:
        """
        Take bytes again.
        """
