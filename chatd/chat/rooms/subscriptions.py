"""
Joining and leaving of sessions, applied to the hub, presence, feeds, members and read markers.
"""

from chatd.chat.identities import Identities
from chatd.chat.rooms.feeds import RoomFeeds
from chatd.chat.rooms.hub import Hub
from chatd.chat.rooms.members import RoomMembers
from chatd.chat.rooms.presence import PresenceTracker
from chatd.chat.rooms.read_markers import ReadMarkers
from chatd.chat.session import Session
from chatd.clock import Clock
from chatd.domain.rooms import INBOX

HELD_SECONDS = 60.0
HELD_MAX = 200
"""How long, and for how many rooms, data is kept that only requests without a connection have used: the next one often
is for the same room."""


class Subscriptions:
    """
    The rooms of all sessions.  The data of a room is dropped with its last subscriber, and some time after the last
    request that has held it.
    """

    def __init__(
        self,
        *,
        hub: Hub[Session],
        feeds: RoomFeeds,
        members: RoomMembers,
        presence: PresenceTracker,
        markers: ReadMarkers,
        identities: Identities,
        clock: Clock,
    ) -> None:
        self._clock = clock
        self._identities = identities
        # Rooms that requests use now, and how many; rooms that they have used, since when, the longest ago first.
        self._in_use: dict[str, int] = {}
        self._held: dict[str, float] = {}
        self._hub = hub
        self._feeds = feeds
        self._members = members
        self._presence = presence
        self._markers = markers

    def subscribe(self, session: Session, room: str) -> None:
        """
        Subscribe the session to a room; a second call changes nothing.
        """
        self._hub.add_subscriber(room, session.peer.sink)
        if room not in session.rooms:
            session.rooms[room] = None
            # Nobody is in an inbox.
            if session.present and not room.startswith(INBOX):
                self._presence.session_joined(room, session.who)

    def unsubscribe(self, session: Session, room: str, *, lost: bool) -> None:
        """
        Unsubscribe the session from a room; a `lost` connection has a grace period in presence.
        """
        del session.rooms[room]
        self._hub.remove_subscriber(room, session.peer.sink)
        if session.present and not room.startswith(INBOX):
            self._presence.session_left(room, session.who, lost=lost)
        self.close_if_empty(room)

    def hold_room(self, room: str) -> None:
        """
        Keep the data of a room, which need not have subscribers, until `release_room` is called as often, and for a
        while after that.
        """
        self._held.pop(room, None)
        self._in_use[room] = self._in_use.get(room, 0) + 1

    def release_room(self, room: str) -> None:
        """
        End a `hold_room`.
        """
        self._in_use[room] -= 1
        if not self._in_use[room]:
            del self._in_use[room]
            self._held[room] = self._clock.seconds()
            if len(self._held) > HELD_MAX:
                self._drop_held(next(iter(self._held)))

    def drop_held(self) -> None:
        """
        Drop the data of rooms that were held a while ago.  To be called every second or so.
        """
        end = self._clock.seconds() - HELD_SECONDS
        while self._held and next(iter(self._held.values())) <= end:
            self._drop_held(next(iter(self._held)))

    def _drop_held(self, room: str) -> None:
        del self._held[room]
        self.close_if_empty(room)

    def close_if_empty(self, room: str) -> None:
        """
        Drop the data of a room that nobody has joined and no request holds, also after a refused join.
        """
        if room not in self._in_use and room not in self._held and not self._hub.has_subscribers(room):
            self._feeds.close_feed(room)
            self._members.close_room(room)

    def sign_out(self, session: Session, *, lost: bool) -> None:
        """
        Leave all rooms of the session and log it out.
        """
        if session.user is None:
            return
        for room in tuple(session.rooms):
            self.unsubscribe(session, room, lost=lost)
        self._identities.session_left(session)
        self._hub.remove_session(session.user.id, session)
        self._markers.remove_session(session.user.id)
        session.clear_principal()
