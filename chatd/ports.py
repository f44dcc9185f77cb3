"""
What the rules and use cases need from the world, as interfaces.

Each has at least two implementations: the real one, and one for tests or for another kind of store or door.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from typing import Any, Literal, Protocol

from msgspec import Struct

from chatd.answers import AnyAnswer
from chatd.auth.identity import Avatar
from chatd.model import (
    Draft,
    Event,
    Followed,
    Message,
    Page,
    Result,
    SearchPage,
    SeenMark,
    User,
)

Form = Literal["json", "deflate", "text"]
"""How a connection is told what happens in a room: all of it as JSON, the same compressed, or messages as bare text."""


class Straight(Protocol):
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
    def straight(self) -> Straight:
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


class Post(Struct, frozen=True, gc=False, eq=False):
    """
    One event on its way to a room; `by` is not sent it but gets `reply` in its place.
    """

    event: Event
    by: Sink | None = None
    reply: AnyAnswer | None = None


class Fan(Protocol):
    """
    Turns what happened in a room into bytes, once, and hands them to everybody.
    """

    def deliver(self, members: Collection[Sink], posts: Sequence[Post]) -> None:
        """
        Send `posts`, in order, to each of `members`; whoever of them is a post's `by` gets its reply in its place.
        """

    def reply(self, posts: Sequence[Post]) -> None:
        """
        Send to the `by` of each of `posts` its reply, and nothing else.
        """

    def done(self) -> None:
        """
        All rooms have been told what there was: what waits for more to go with it leaves.
        """


class Peer(Protocol):
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

    def answer(self, answer: AnyAnswer) -> None:
        """
        Tell this session something.
        """

    def finish(self, code: int, reason: str, retry_after: int | None = None) -> None:
        """
        Say good-bye and close; `retry_after` in milliseconds, None if it shall not come back.
        """

    def attend(self) -> None:
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


class Identity(Protocol):
    """
    Who somebody is.
    """

    def guest_name(self, wish: str, field: str) -> str:
        """
        What a guest is called who wants to be called `wish`; refused as `invalid` or `conflict` if that cannot be.
        """

    def new_guest(self, name: str) -> tuple[User, str]:
        """
        A new guest of that name, and the token that brings it back.
        """

    def token_for(self, user: User) -> str:
        """
        The token that brings the guest `user` back under its present name.
        """

    def guest(self, token: str) -> User | None:
        """
        The guest behind a token; None if it does not look like a guest's, refused as `bad_token` if it is not one.
        """

    def enter(self, credentials: object) -> Awaitable[Avatar]:
        """
        Who somebody is, by a token as it came or by what was found in a handshake.

        Refused as `bad_token`, `expired`, `forbidden`, `rate_limited` or `unavailable`.
        """

    def vouched(self, user_id: str, name: str | float | None) -> Awaitable[User]:
        """
        The user as whom a back end may speak: an account, or the subject of a token issuer, called `name`.

        Refused as `invalid` for what no back end can be, `not_found` for an account that is not there.
        """

    def rename(self, account_id: str, name: str) -> Awaitable[User]:
        """
        Give an account another name; refused as `invalid` or `conflict` if it cannot be had.
        """

    def letters(self, name: str) -> str:
        """
        What an account is found by: `chatd.lookalikes.Likeness.letters`.
        """


class Store(Protocol):
    """
    Where the logs of rooms are kept.  The contract is tests/storage/contract.py; all of it may fail with `unavailable`.
    """

    def append(self, drafts: Sequence[Draft]) -> Awaitable[Sequence[Result]]:
        """
        Add drafts to their rooms' logs, all in one commit; one result for each, in their order.

        The `seq` of each comes from here.  A room that is not there yet begins with its first draft.
        """

    def read(self, room: str, *, after: int | None = None, before: int | None = None, limit: int) -> Awaitable[Page]:
        """
        At most `limit` events, oldest first: the oldest with seq > `after`, or the newest with seq < `before`,
        or the newest of all.  A room that was not there is an empty log with an epoch of its own.
        """

    def overview(self, rooms: Sequence[str]) -> Awaitable[Mapping[str, Page]]:
        """
        By room where its log stands and what is set for it: a page of each without events, all in one look.
        """

    def watch_trims(self, trimmed: Callable[[str, int], None]) -> None:
        """
        Call `trimmed` with a room and its new `first` whenever the oldest of its log is dropped.
        """


class Marks(Protocol):
    """
    How far each user has read each room.  May fail with `unavailable`.
    """

    def mark_seen(self, marks: Sequence[SeenMark]) -> Awaitable[None]:
        """
        Remember all `marks` in one commit.  A mark never goes backwards, nor beyond the end of its log; one for a room
        that has no log is dropped.
        """

    def followed(self, user_id: str) -> Awaitable[Sequence[Followed]]:
        """
        The rooms in which a user has a mark, by room id.
        """


class Recall(Protocol):
    """
    Finds what was said.  May fail with `unavailable`.
    """

    def search(self, room: str, text: str, *, before: int | None = None, limit: int) -> Awaitable[SearchPage]:
        """
        The newest `limit` messages of a room, with seq < `before`, that hold all words of `text` in any order.

        Case and accents do not count; words joined by punctuation, and Chinese, Japanese and Korean characters that
        stand together, are found as they stand together.  A text without words finds nothing.  Nothing in it is syntax.
        """

    def said(self, user_id: str, *, after: tuple[str, int] | None = None, limit: int) -> Awaitable[Sequence[Message]]:
        """
        The first `limit` messages of a user, in all rooms, after the one with that room and `seq`.
        """


class Clock(Protocol):
    """
    Time, as a Twisted reactor or `twisted.internet.task.Clock` tells it.
    """

    def seconds(self) -> float:
        """
        Seconds since some moment; never backwards.
        """

    def callLater(  # noqa: N802 - Twisted's name
        self,
        delay: float,
        callable: Callable[..., object],
        *args: object,
        **kwargs: object,
    ) -> Any:
        """
        Call something after `delay` seconds; zero: in the reactor's next turn.
        """


Now = Callable[[], int]
"""Milliseconds since 1970 UTC: what is stored and told."""
