"""
Who listens where: sessions come into rooms and go out of them, and everything that has to know hears of it.
"""

from chatd.chat.rooms.feeds import RoomFeeds
from chatd.chat.rooms.hub import Hub
from chatd.chat.rooms.members import RoomMembers
from chatd.chat.rooms.presence import Presence
from chatd.chat.rooms.read_markers import ReadMarkers
from chatd.chat.session import Session


class Subscriptions:
    """
    The rooms of all sessions.  What is held of a room goes with the last who listens.
    """

    def __init__(
        self, *, hub: Hub[Session], rooms: RoomFeeds, members: RoomMembers, presence: Presence, markers: ReadMarkers
    ) -> None:
        self._hub = hub
        self._rooms = rooms
        self._members = members
        self._presence = presence
        self._markers = markers

    def enter(self, session: Session, room: str) -> None:
        """
        The session listens from now on; once is enough.
        """
        self._hub.enter(room, session.peer.sink)
        if room not in session.rooms:
            session.rooms[room] = None
            self._presence.enter(room, session.who)

    def leave(self, session: Session, room: str, *, lost: bool) -> None:
        """
        The session listens no more; a `lost` connection has a grace.
        """
        del session.rooms[room]
        self._hub.leave(room, session.peer.sink)
        self._presence.leave(room, session.who, lost=lost)
        self.tidy(room)

    def tidy(self, room: str) -> None:
        """
        Let go of a room in which nobody is, as somebody who turned back at its door leaves it.
        """
        if not self._hub.occupied(room):
            self._rooms.close(room)
            self._members.close(room)

    def depart(self, session: Session, *, lost: bool) -> None:
        """
        The session's user is gone from all of its rooms, and the session is nobody's.
        """
        if session.user is None:
            return
        for room in tuple(session.rooms):
            self.leave(session, room, lost=lost)
        self._hub.sign_out(session.user.id, session)
        self._markers.depart(session.user.id)
        session.forget()
