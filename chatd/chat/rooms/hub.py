"""
Who hears what on this node.

The hub gathers what happens in a room during one turn of the reactor and hands it to the fan-out at the end of the
turn, or before anything that has a place in the room's order.  It never waits or encodes.

A crowd is told in slices, one in a turn, so that nobody else waits for the whole of it.
"""

from collections import deque
from collections.abc import Callable, Collection, Hashable, Sequence
from typing import Generic, TypeVar

from chatd.domain.events import Event
from chatd.interfaces.delivery import RoomDelivery, RoomEvent, Sink
from chatd.protocol.replies import AnyAnswer

S = TypeVar("S", bound=Hashable)

SLICE = 2000
"""How many members of one room are told in one turn: 7 to 20 ms of work, as machines go."""


class _Batch:
    # What happened in a crowded room, and who has yet to hear of it.

    __slots__ = ("posts", "rest")

    def __init__(self, posts: Sequence[RoomEvent], members: dict[Sink, None]) -> None:
        self.posts = posts
        self.rest = dict(members)

    def take(self, most: int) -> dict[Sink, None]:
        return dict(self.rest.popitem() for _ in range(min(most, len(self.rest))))


class _Room:
    __slots__ = ("batches", "members", "posts")

    def __init__(self) -> None:
        self.members: dict[Sink, None] = {}
        self.posts: list[RoomEvent] = []
        self.batches: deque[_Batch] = deque()


class Hub(Generic[S]):
    """
    Room → sinks and user → sessions.

    `soon` runs a function at the end of this turn of the reactor.  At most `crowd` members are told in one.
    """

    def __init__(self, fan: RoomDelivery, soon: Callable[[Callable[[], None]], object], *, crowd: int = SLICE) -> None:
        self._fan = fan
        self._soon = soon
        self._crowd = crowd
        self._rooms: dict[str, _Room] = {}
        self._users: dict[str, dict[S, None]] = {}
        self._due: dict[str, _Room] = {}
        self._asked = False

    def enter(self, room: str, sink: Sink) -> None:
        """
        From now on `sink` hears `room`: nothing that was posted before, all that is posted after.
        """
        here = self._rooms.get(room)
        if here is None:
            # Those who have left it may still be owed replies.
            self.flush_room(room)
            here = self._rooms[room] = _Room()
        self._close(here)
        here.members[sink] = None

    def leave(self, room: str, sink: Sink) -> bool:
        """
        `sink` hears what was posted until now and nothing after; says whether the room is empty then.
        """
        here = self._rooms.get(room)
        if here is None:
            return True
        self._close(here)
        self._catch_up(here, sink)
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
        here.posts.append(RoomEvent(event, by, reply))
        self._due[room] = here
        if not self._asked:
            self._ask()

    def step(self) -> None:
        """
        Hand over what was posted; where a crowd listens, to a part of it, and to more in each of the next turns.
        """
        try:
            for room, here in list(self._due.items()):
                self._due.pop(room, None)
                self._step(here)
                if here.posts or here.batches:
                    self._due[room] = here
        finally:
            # One room that cannot be told does not silence the others.
            if self._due and not self._asked:
                self._ask()

    def flush(self) -> None:
        """
        Hand over everything that was posted, to everybody.
        """
        while self._due:
            self.step()

    def flush_room(self, room: str) -> None:
        """
        Hand over what was posted to one room, to everybody.
        """
        here = self._due.pop(room, None)
        while here is not None and (here.posts or here.batches):
            self._step(here)

    def _ask(self) -> None:
        self._asked = True
        self._soon(self._turn)

    def _turn(self) -> None:
        self._asked = False
        self.step()
        self._fan.done()

    def _step(self, here: _Room) -> None:
        if not here.batches:
            self._close(here)
        if here.batches:
            batch = here.batches.popleft()
            self._fan.deliver(batch.take(self._crowd), batch.posts)
            if batch.rest:
                here.batches.appendleft(batch)

    def _close(self, here: _Room) -> None:
        # What has been gathered goes to those who are here now: at once, unless they are many.
        if not here.posts:
            return
        posts, here.posts = here.posts, []
        gone = [post for post in posts if post.by is not None and post.by not in here.members]
        if gone:
            self._fan.reply(gone)
        if here.batches or len(here.members) > self._crowd:
            here.batches.append(_Batch(posts, here.members))
        elif here.members:
            self._fan.deliver(here.members, posts)

    def _catch_up(self, here: _Room, sink: Sink) -> None:
        for batch in here.batches:
            if sink in batch.rest:
                del batch.rest[sink]
                self._fan.deliver((sink,), batch.posts)

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
