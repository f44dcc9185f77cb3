"""
What the use cases stand on: the same few objects for all of them.
"""

from typing import TYPE_CHECKING

from chatd import names
from chatd.counters import Counters
from chatd.errors import Refusal
from chatd.feed import Feed
from chatd.hub import Hub
from chatd.limits import Limits
from chatd.markers import Markers
from chatd.model import LogEvent, RoomChange
from chatd.ports import Identity, Now, Recall
from chatd.presence import Presence
from chatd.rooms import Rooms
from chatd.writer import Writer

if TYPE_CHECKING:
    from chatd.session import Session


class Ground:
    """
    References, and what more than one use case needs of them.

    `edit_ms` is how long a message may be edited; 0: for ever.
    """

    def __init__(
        self,
        *,
        rooms: Rooms,
        writer: Writer,
        hub: "Hub[Session]",
        presence: Presence,
        markers: Markers,
        recall: Recall,
        identity: Identity,
        now: Now,
        limits: Limits,
        counters: Counters,
        guests: bool,
        signals: frozenset[str],
        edit_ms: int = 0,
    ) -> None:
        self._rooms = rooms
        self._writer = writer
        self._hub = hub
        self._presence = presence
        self._markers = markers
        self._recall = recall
        self._identity = identity
        self._now = now
        self._limits = limits
        self._counters = counters
        self._guests = guests
        self._signals = signals
        self._edit_ms = edit_ms
        self._open = True
        rooms.watch(self._late, self._renewed)

    def close(self) -> None:
        """
        Accept nothing new to store from now on, and let nobody appear to leave.
        """
        self._open = False
        self._presence.freeze()

    def _late(self, event: LogEvent) -> None:
        self._hub.post(event.room, event)

    def _renewed(self, room: str, feed: Feed) -> None:
        self._hub.post(room, RoomChange(room, epoch=None if feed.fleeting else feed.epoch))

    def _need_joined(self, session: "Session", room: str) -> None:
        if room not in session.rooms:
            names.check_room_id(room)
            raise Refusal("not_joined", f"join {room} first", field="room")

    def _need_log(self, room: str, what: str) -> None:
        if self._rooms.feed(room).fleeting:
            raise Refusal("invalid", f"room: {room} keeps nothing, so there is nothing to {what}", field="room")

    def _exit(self, session: "Session", room: str, *, lost: bool) -> None:
        del session.rooms[room]
        self._hub.leave(room, session.peer.sink)
        self._presence.leave(room, session.who, lost=lost)
        self._close_if_empty(room)

    def _close_if_empty(self, room: str) -> None:
        if not self._hub.occupied(room):
            self._rooms.close(room)
