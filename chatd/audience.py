"""
The people who are connected, where an operator's work touches them.
"""

from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from chatd.chat import Chat
from chatd.counters import Counters
from chatd.errors import Close
from chatd.hub import Hub
from chatd.markers import Markers
from chatd.model import Erase
from chatd.rooms import Rooms
from chatd.session import Session
from chatd.writer import Writer

COME_BACK_MS = 1000


class Present(NamedTuple):
    """
    How many connections there are, how many users speak on them, and how many messages wait for the store.
    """

    connections: int
    users: int
    queue: int


class Audience:
    """
    Counts the people of a node, and tells them what an operator has done.

    `sessions` gives the session of every connection, None for one that has none yet.
    """

    def __init__(
        self,
        *,
        chat: Chat,
        rooms: Rooms,
        hub: Hub[Session],
        writer: Writer,
        markers: Markers,
        counters: Counters,
        sessions: Callable[[], Iterable[Session | None]],
    ) -> None:
        self.counters = counters
        self._chat = chat
        self._rooms = rooms
        self._hub = hub
        self._writer = writer
        self._markers = markers
        self._sessions = sessions

    def count(self) -> Present:
        """
        Those who are here now.
        """
        sessions = list(self._sessions())
        users = {session.user.id for session in sessions if session is not None and session.user is not None}
        return Present(len(sessions), len(users), self._writer.waiting)

    async def dismiss(self, user_id: str) -> set[str]:
        """
        Log out all sessions of a user and close their connections; the rooms they were in.

        When it returns, all that they said is in the store, and how far they have read.
        """
        rooms: set[str] = set()
        for session in self._hub.sessions_of(user_id):
            rooms.update(session.rooms)
            # No grace: the name goes from the lists of those present at once.
            self._chat.depart(session, lost=False)
            session.peer.finish(Close.TOKEN_EXPIRED, "this user has been erased", COME_BACK_MS)
        await self._writer.settled()
        await self._markers.save()
        return rooms

    async def forget(self, user_id: str, rooms: Collection[str]) -> None:
        """
        The store has forgotten a user: so does everybody in `rooms`.
        """
        for room in sorted(rooms):
            # First what is held here, or somebody who joined now would be shown a text and never told to forget it.
            await self._rooms.refresh(room)
            self._hub.post(room, Erase(room, user_id))

    async def refresh(self, rooms: Collection[str]) -> None:
        """
        The logs of `rooms` are other ones: whoever listens is told to join again.
        """
        for room in rooms:
            await self._rooms.refresh(room)
