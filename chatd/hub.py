"""
Who hears what on this node.

The hub gathers what happens in a room during one turn of the reactor and hands it to the fan-out at the end of the
turn, or before anything that has a place in the room's order.  It never waits or encodes.
"""

from collections.abc import Callable, Collection, Hashable
from typing import Generic, TypeVar

from chatd.answers import AnyAnswer
from chatd.model import Event
from chatd.ports import Fan, Post, Sink

S = TypeVar("S", bound=Hashable)


class _Room:
    __slots__ = ("members", "posts")

    def __init__(self) -> None:
        self.members: dict[Sink, None] = {}
        self.posts: list[Post] = []


class Hub(Generic[S]):
    """
    Room → sinks and user → sessions.

    `soon` runs a function at the end of this turn of the reactor.
    """

    def __init__(self, fan: Fan, soon: Callable[[Callable[[], None]], object]) -> None:
        self._fan = fan
        self._soon = soon
        self._rooms: dict[str, _Room] = {}
        self._users: dict[str, dict[S, None]] = {}
        self._due: dict[str, _Room] = {}

    def enter(self, room: str, sink: Sink) -> None:
        """
        From now on `sink` hears `room`: nothing that was posted before, all that is posted after.
        """
        self.flush_room(room)
        self._rooms.setdefault(room, _Room()).members[sink] = None

    def leave(self, room: str, sink: Sink) -> bool:
        """
        `sink` hears what was posted until now and nothing after; says whether the room is empty then.
        """
        self.flush_room(room)
        here = self._rooms.get(room)
        if here is None:
            return True
        here.members.pop(sink, None)
        if here.members:
            return False
        del self._rooms[room]
        return True

    def occupied(self, room: str) -> bool:
        """
        Whether anybody hears `room`.
        """
        return room in self._rooms

    def post(self, room: str, event: Event, by: Sink | None = None, reply: AnyAnswer | None = None) -> None:
        """
        Send `event` to everybody in `room` but `by`, who gets `reply` in its place, in this turn of the reactor.
        """
        here = self._rooms.get(room) or self._due.get(room)
        if here is None:
            if by is None or reply is None:
                return
            here = _Room()
        if not here.posts:
            if not self._due:
                self._soon(self.flush)
            self._due[room] = here
        here.posts.append(Post(event, by, reply))

    def flush(self) -> None:
        """
        Hand over everything that was posted.
        """
        try:
            while self._due:
                self.flush_room(next(iter(self._due)))
        finally:
            # One room that cannot be told does not silence the others.
            if self._due:
                self._soon(self.flush)

    def flush_room(self, room: str) -> None:
        """
        Hand over what was posted to one room.
        """
        here = self._due.pop(room, None)
        if here is not None:
            posts, here.posts = here.posts, []
            self._fan.deliver(here.members, posts)

    def sign_in(self, user_id: str, session: S) -> None:
        """
        `session` speaks for that user from now on.
        """
        self._users.setdefault(user_id, {})[session] = None

    def sign_out(self, user_id: str, session: S) -> None:
        """
        `session` does not speak for that user any more.
        """
        sessions = self._users.get(user_id)
        if sessions is not None:
            sessions.pop(session, None)
            if not sessions:
                del self._users[user_id]

    def sessions_of(self, user_id: str) -> Collection[S]:
        """
        The sessions that speak for that user on this node.
        """
        return tuple(self._users.get(user_id, ()))
