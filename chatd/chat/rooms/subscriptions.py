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


class Subscriptions:
    """
    The rooms of all sessions.  The data of a room is dropped with its last subscriber.
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
    ) -> None:
        self._identities = identities
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
            self._presence.session_joined(room, session.who)

    def unsubscribe(self, session: Session, room: str, *, lost: bool) -> None:
        """
        Unsubscribe the session from a room; a `lost` connection has a grace period in presence.
        """
        del session.rooms[room]
        self._hub.remove_subscriber(room, session.peer.sink)
        self._presence.session_left(room, session.who, lost=lost)
        self.close_if_empty(room)

    def close_if_empty(self, room: str) -> None:
        """
        Drop the data of a room without subscribers, also after a refused join.
        """
        if not self._hub.has_subscribers(room):
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
