"""
The subscribers of rooms, and the sessions of users.

The hub collects the events of a room during one turn of the reactor and hands them to the fan-out at the end of the
turn, or earlier before anything that has a place in the order of the room.  It never waits or encodes.

A large room, or one with long texts, is delivered in slices, one in a turn, so that others do not wait for all of it.
What addresses that send much say is charged to them, and comes in small slices after what others say.
"""

from collections import deque
from collections.abc import Callable, Collection, Hashable, Sequence
from typing import Generic, NamedTuple, TypeVar

import msgspec

from chatd.clock import no_time
from chatd.domain.events import Event, Message, MessageEdited, PresenceChange
from chatd.interfaces.delivery import RoomDelivery, RoomEvent, Sink
from chatd.protocol.replies import AnyAnswer

S = TypeVar("S", bound=Hashable)

SLICE_SIZE = 2000
"""The number of subscribers of one room that are delivered to in one turn: 7 to 20 ms of work."""


PATIENT_SLICE_SIZE = 200
"""The same for what addresses that send much say, and for changes of presence: 1 to 2 ms of work."""

PATIENT_SECONDS = 0.002
"""Processor time that deliveries of what such addresses say take in one turn, in all rooms; the one that reaches it is
the last one."""

SLICE_CHARACTERS = 500_000
"""The same as the length of what is delivered, of texts to all subscribers: 2 ms of work."""

SHORT_TEXTS_MAX = SLICE_CHARACTERS // SLICE_SIZE
"""The length of texts that no slice is made smaller for."""

_USER_CHARACTERS, _ID_CHARACTERS = 80, 40
"""About what somebody who comes, and who leaves, adds to a change of presence."""

PART_CHARACTERS = 25_000
"""The length of texts that one subscriber gets in one turn of a slice, and more only of a single message."""

FEW = 20
"""Subscribers that are always delivered to together: what they get costs little, however long it is."""


class _Bill(NamedTuple):
    # Who pays for some of so many events, once for each.
    payers: Sequence[str]
    events: int

    @property
    def whole(self) -> bool:
        return len(self.payers) == self.events


class _Batch:
    # Events of a large room, and the subscribers that do not have them yet.

    __slots__ = ("bill", "posts", "rest", "slice_size")

    def __init__(
        self, posts: Sequence[RoomEvent], bill: _Bill | None, members: dict[Sink, None], slice_size: int
    ) -> None:
        self.posts = posts
        self.bill = bill
        self.rest = dict(members)
        self.slice_size = slice_size

    def take_sinks(self) -> dict[Sink, None]:
        return dict(self.rest.popitem() for _ in range(min(self.slice_size, len(self.rest))))


class _RoomRecord:
    __slots__ = ("batches", "members", "payers", "posts")

    @property
    def patient(self) -> bool:
        # Whether all is paid for of what is delivered next.
        if not self.batches:
            return len(self.payers) == len(self.posts)
        bill = self.batches[0].bill
        return bill is not None and bill.whole

    def __init__(self) -> None:
        self.members: dict[Sink, None] = {}
        self.posts: list[RoomEvent] = []
        # Who pays for some of the posts.
        self.payers: list[str] = []
        self.batches: deque[_Batch] = deque()


def _charge_nobody(payer: str, seconds: float) -> None:
    pass


class Hub(Generic[S]):
    """
    Room → sinks and user → sessions.

    `call_at_end_of_turn` runs a function at the end of this turn of the reactor.  At most `slice_size` subscribers of a
    room are delivered to in one turn.  `measure` returns the processor time of the reactor's thread in seconds.
    `charge` is called with who pays for the delivery of an event, and how much of that time it took.
    """

    def __init__(
        self,
        fanout: RoomDelivery,
        call_at_end_of_turn: Callable[[Callable[[], None]], object],
        *,
        slice_size: int = SLICE_SIZE,
        measure: Callable[[], float] = no_time,
    ) -> None:
        self._fanout = fanout
        self._call_at_end_of_turn = call_at_end_of_turn
        self._slice_size = slice_size
        self._measure = measure
        self.charge: Callable[[str, float], None] = _charge_nobody
        self._rooms: dict[str, _RoomRecord] = {}
        self._users: dict[str, dict[S, None]] = {}
        self._due: dict[str, _RoomRecord] = {}
        self._scheduled = False
        # What was charged since the beginning of this turn.
        self._charged = 0.0

    def add_subscriber(self, room: str, sink: Sink) -> None:
        """
        Subscribe `sink` to `room`: it gets all events posted from now on, and none from before.
        """
        record = self._rooms.get(room)
        if record is None:
            # Sinks that have left may still wait for replies.
            self.flush_room(room)
            record = self._rooms[room] = _RoomRecord()
        self._deliver_posts(record)
        record.members[sink] = None

    def remove_subscriber(self, room: str, sink: Sink) -> bool:
        """
        Unsubscribe `sink`, which still gets what was posted until now; returns whether the room is empty then.
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
        Whether `room` has subscribers.
        """
        return room in self._rooms

    def post(
        self,
        room: str,
        event: Event,
        by: Sink | None = None,
        reply: AnyAnswer | None = None,
        payer: str | None = None,
    ) -> None:
        """
        Send `event` to all subscribers of `room` in this turn of the reactor; `by` gets `reply` in its place.  `payer`
        is the group of addresses that pays for it, if anybody does.
        """
        record = self._rooms.get(room) or self._due.get(room)
        if record is None:
            if by is None or reply is None:
                return
            record = _RoomRecord()
        record.posts.append(RoomEvent(event, by, reply))
        if payer is not None:
            record.payers.append(payer)
        self._due[room] = record
        if not self._scheduled:
            self._schedule()

    def deliver_due(self) -> None:
        """
        Hand posted events to the fan-out: for a large room one slice now, and one in each of the next turns.
        """
        self._charged = 0.0
        try:
            for room, record in list(self._due.items()):
                if self._charged > PATIENT_SECONDS and record.patient:
                    # It is among the first in the next turn.
                    continue
                self._due.pop(room, None)
                self._deliver_slice(record)
                if record.posts or record.batches:
                    self._due[room] = record
        finally:
            # A failure in one room does not stop the others.
            if self._due and not self._scheduled:
                self._schedule()

    def flush(self) -> None:
        """
        Hand all posted events to the fan-out, for all subscribers.
        """
        while self._due:
            self.deliver_due()

    def flush_room(self, room: str) -> None:
        """
        Hand the posted events of one room to the fan-out, for all subscribers.
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
        self._fanout.end_turn()

    def _deliver_slice(self, record: _RoomRecord) -> None:
        if not record.batches:
            self._deliver_posts(record)
        if record.batches:
            batch = record.batches.popleft()
            self._deliver(batch.take_sinks(), batch.posts, batch.bill)
            if batch.rest:
                record.batches.appendleft(batch)

    def _deliver_posts(self, record: _RoomRecord) -> None:
        # The collected events go to the present subscribers: at once, unless they are many.
        if not record.posts:
            return
        posts, record.posts = record.posts, []
        bill = None
        if record.payers:
            bill = _Bill(record.payers, len(posts))
            record.payers = []
        left = [post for post in posts if post.by is not None and post.by not in record.members]
        if left:
            self._fanout.reply(left)
        length = 0 if len(record.members) <= FEW else _length_of(posts)
        size = self._slice_for(length)
        if size > PATIENT_SLICE_SIZE and (
            (bill is not None and bill.whole) or isinstance(posts[0].event, PresenceChange)
        ):
            size = PATIENT_SLICE_SIZE
        if record.batches or len(record.members) > size:
            # Not all at once: what gathered meanwhile may be more than may wait for one reader.
            parts = [posts] if length <= PART_CHARACTERS else _split(posts)
            record.batches += [
                _Batch(part, bill, record.members, min(size, self._slice_for(_length_of(part)))) for part in parts
            ]
        elif not record.members:
            return
        elif bill is None:
            self._fanout.deliver(record.members, posts)
        else:
            self._deliver(record.members, posts, bill)

    def _deliver(self, sinks: Collection[Sink], posts: Sequence[RoomEvent], bill: _Bill | None) -> None:
        if bill is None:
            self._fanout.deliver(sinks, posts)
            return
        begin = self._measure()
        self._fanout.deliver(sinks, posts)
        # What was put aside for the end of the turn is charged as well.
        self._fanout.end_turn()
        spent = self._measure() - begin
        self._charged += spent
        each = spent / bill.events
        for payer in bill.payers:
            self.charge(payer, each)

    def _slice_for(self, length: int) -> int:
        if length <= SHORT_TEXTS_MAX:
            return self._slice_size
        return max(FEW, min(self._slice_size, SLICE_CHARACTERS // length))

    def _catch_up(self, record: _RoomRecord, sink: Sink) -> None:
        for batch in record.batches:
            if sink in batch.rest:
                del batch.rest[sink]
                self._deliver((sink,), batch.posts, batch.bill)

    def add_session(self, user_id: str, session: S) -> None:
        """
        Add a session of a user who has logged in.
        """
        self._users.setdefault(user_id, {})[session] = None

    def remove_session(self, user_id: str, session: S) -> None:
        """
        Remove a session of a user.
        """
        sessions = self._users.get(user_id)
        if sessions is not None:
            sessions.pop(session, None)
            if not sessions:
                del self._users[user_id]

    @property
    def room_count(self) -> int:
        """
        The number of rooms that have subscribers.
        """
        return len(self._rooms)

    def joined_rooms(self) -> Collection[str]:
        """
        The ids of the rooms that have subscribers.
        """
        return tuple(self._rooms)

    @property
    def user_count(self) -> int:
        """
        The number of users who have a session on this node.
        """
        return len(self._users)

    def users(self) -> Collection[str]:
        """
        The ids of the users who have a session on this node.
        """
        return tuple(self._users)

    def sessions_of(self, user_id: str) -> Collection[S]:
        """
        The sessions of a user on this node.
        """
        return tuple(self._users.get(user_id, ()))


def _length_of(posts: Sequence[RoomEvent]) -> int:
    length = 0
    for post in posts:
        event = post.event
        if isinstance(event, (Message, MessageEdited)):
            length += len(event.text or "")
            if event.data:
                length += len(msgspec.json.encode(event.data))
        elif isinstance(event, PresenceChange):
            length += _USER_CHARACTERS * len(event.joined) + _ID_CHARACTERS * len(event.left)
    return length


def _split(posts: Sequence[RoomEvent]) -> list[list[RoomEvent]]:
    parts: list[list[RoomEvent]] = []
    left = 0
    for post in posts:
        length = _length_of((post,))
        if not parts or length > left:
            parts.append([])
            left = PART_CHARACTERS
        parts[-1].append(post)
        left -= length
    return parts
