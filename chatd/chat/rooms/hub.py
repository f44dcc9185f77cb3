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

SLICE_SIZE = 2000
"""How many members of one room are told in one turn: 7 to 20 ms of work, as machines go."""


class _Batch:
    # What happened in a crowded room, and who has yet to hear of it.

    __slots__ = ("posts", "rest")

    def __init__(self, posts: Sequence[RoomEvent], members: dict[Sink, None]) -> None:
        self.posts = posts
        self.rest = dict(members)

    def take_sinks(self, limit: int) -> dict[Sink, None]:
        return dict(self.rest.popitem() for _ in range(min(limit, len(self.rest))))


class _RoomRecord:
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

    def __init__(
        self,
        fanout: RoomDelivery,
        call_at_end_of_turn: Callable[[Callable[[], None]], object],
        *,
        slice_size: int = SLICE_SIZE,
    ) -> None:
        self._fanout = fanout
        self._call_at_end_of_turn = call_at_end_of_turn
        self._slice_size = slice_size
        self._rooms: dict[str, _RoomRecord] = {}
        self._users: dict[str, dict[S, None]] = {}
        self._due: dict[str, _RoomRecord] = {}
        self._scheduled = False

    def add_subscriber(self, room: str, sink: Sink) -> None:
        """
        From now on `sink` hears `room`: nothing that was posted before, all that is posted after.
        """
        record = self._rooms.get(room)
        if record is None:
            # Those who have left it may still be owed replies.
            self.flush_room(room)
            record = self._rooms[room] = _RoomRecord()
        self._deliver_posts(record)
        record.members[sink] = None

    def remove_subscriber(self, room: str, sink: Sink) -> bool:
        """
        `sink` hears what was posted until now and nothing after; says whether the room is empty then.
        """
        record = self._rooms.get(room)
        if record is None:
            return True
        self._deliver_posts(record)
        self._catch_up(record, sink)
        record.members.pop(sink, None)
        if record.members:
            return False
        del self._rooms[room]
        return True

    def has_subscribers(self, room: str) -> bool:
        """
        Whether anybody hears `room`.
        """
        return room in self._rooms

    def post(self, room: str, event: Event, by: Sink | None = None, reply: AnyAnswer | None = None) -> None:
        """
        Send `event` to everybody in `room` but `by`, who gets `reply` in its place, in this turn of the reactor.
        """
        record = self._rooms.get(room) or self._due.get(room)
        if record is None:
            if by is None or reply is None:
                return
            record = _RoomRecord()
        record.posts.append(RoomEvent(event, by, reply))
        self._due[room] = record
        if not self._scheduled:
            self._schedule()

    def deliver_due(self) -> None:
        """
        Hand over what was posted; where a crowd listens, to a part of it, and to more in each of the next turns.
        """
        try:
            for room, record in list(self._due.items()):
                self._due.pop(room, None)
                self._deliver_slice(record)
                if record.posts or record.batches:
                    self._due[room] = record
        finally:
            # One room that cannot be told does not silence the others.
            if self._due and not self._scheduled:
                self._schedule()

    def flush(self) -> None:
        """
        Hand over everything that was posted, to everybody.
        """
        while self._due:
            self.deliver_due()

    def flush_room(self, room: str) -> None:
        """
        Hand over what was posted to one room, to everybody.
        """
        record = self._due.pop(room, None)
        while record is not None and (record.posts or record.batches):
            self._deliver_slice(record)

    def _schedule(self) -> None:
        self._scheduled = True
        self._call_at_end_of_turn(self._turn)

    def _turn(self) -> None:
        self._scheduled = False
        self.deliver_due()
        self._fanout.done()

    def _deliver_slice(self, record: _RoomRecord) -> None:
        if not record.batches:
            self._deliver_posts(record)
        if record.batches:
            batch = record.batches.popleft()
            self._fanout.deliver(batch.take_sinks(self._slice_size), batch.posts)
            if batch.rest:
                record.batches.appendleft(batch)

    def _deliver_posts(self, record: _RoomRecord) -> None:
        # What has been gathered goes to those who are here now: at once, unless they are many.
        if not record.posts:
            return
        posts, record.posts = record.posts, []
        gone = [post for post in posts if post.by is not None and post.by not in record.members]
        if gone:
            self._fanout.reply(gone)
        if record.batches or len(record.members) > self._slice_size:
            record.batches.append(_Batch(posts, record.members))
        elif record.members:
            self._fanout.deliver(record.members, posts)

    def _catch_up(self, record: _RoomRecord, sink: Sink) -> None:
        for batch in record.batches:
            if sink in batch.rest:
                del batch.rest[sink]
                self._fanout.deliver((sink,), batch.posts)

    def add_session(self, user_id: str, session: S) -> None:
        """
        `session` speaks for that user from now on.
        """
        self._users.setdefault(user_id, {})[session] = None

    def remove_session(self, user_id: str, session: S) -> None:
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
