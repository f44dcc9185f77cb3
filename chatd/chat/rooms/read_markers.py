"""
Read markers: updated in memory at once, stored every few seconds, never moved back.

A user with a read marker in a room follows it: they are told of its activity in sessions that have not joined it.
"""

from collections.abc import Collection

from msgspec.structs import replace
from twisted.internet.defer import Deferred
from twisted.logger import Logger
from twisted.python.failure import Failure

from chatd.domain.events import FollowedRoom, ReadMarker
from chatd.errors import Refusal
from chatd.interfaces.storage import ReadMarkerStore
from chatd.waiters import Waiters


class ReadMarkers:
    """
    The read markers of the users who are online on this node.
    """

    _log = Logger()

    def __init__(self, store: ReadMarkerStore, limit: int = 1000) -> None:
        self._store = store
        self.limit = limit
        self._sessions: dict[str, int] = {}
        self._seen: dict[str, dict[str, int]] = {}
        self._loading: dict[str, Waiters] = {}
        self._followers: dict[str, dict[str, None]] = {}
        self._unsaved: dict[tuple[str, str], int] = {}
        # Users with a first marker in a room that is not stored yet.
        self._new: dict[str, None] = {}
        self._activity: dict[str, int] = {}

    def add_session(self, user_id: str, *, new: bool = False) -> None:
        """
        Count one more session of a user, and load the markers for the first.  The store has none of a `new` user.
        """
        self._sessions[user_id] = self._sessions.get(user_id, 0) + 1
        if not new and user_id not in self._seen and user_id not in self._loading:
            self._loading[user_id] = Waiters()
            Deferred.fromCoroutine(self._load(user_id)).addErrback(self._not_loaded)

    def remove_session(self, user_id: str) -> None:
        """
        Count one session of a user less; after the last one the markers are dropped from memory.
        """
        self._sessions[user_id] -= 1
        if not self._sessions[user_id]:
            del self._sessions[user_id]
            for room in self._seen.pop(user_id, ()):
                self._unfollow(room, user_id)

    async def wait_loaded(self, user_id: str) -> None:
        """
        Wait until the markers of a user are loaded.
        """
        waiting = self._loading.get(user_id)
        if waiting is not None:
            await waiting.wait()

    def seen(self, user_id: str, room: str) -> int:
        """
        The last `seq` that an online user has read in `room`; 0 if there is no marker.
        """
        return self._seen.get(user_id, {}).get(room, 0)

    def mark(self, user_id: str, room: str, seq: int) -> bool:
        """
        Move the marker of a user in `room` to `seq`; returns whether that is farther than before.

        Refused as `forbidden` if the user has `limit` markers in other rooms.
        """
        seen = self._seen.setdefault(user_id, {})
        if seen.get(room, 0) >= seq:
            return False
        if room not in seen:
            if len(seen) >= self.limit:
                raise Refusal("forbidden", f"room: you follow {self.limit} rooms already", field="room")
            self._followers.setdefault(room, {})[user_id] = None
            self._new[user_id] = None
        seen[room] = seq
        self._unsaved[user_id, room] = seq
        return True

    def followers(self, room: str) -> Collection[str]:
        """
        The online users with a marker in `room`.
        """
        return self._followers.get(room, ())

    def forget_room(self, room: str) -> None:
        """
        Drop all markers in a room that has gone.
        """
        for user_id in self._followers.pop(room, {}):
            del self._seen[user_id][room]
        self._unsaved = {key: seq for key, seq in self._unsaved.items() if key[1] != room}
        self._activity.pop(room, None)

    def note_activity(self, room: str, seq: int) -> None:
        """
        Note that the log of `room` has grown to `seq`.
        """
        self._activity[room] = seq

    def take_activity(self) -> dict[str, int]:
        """
        The rooms that have grown since the last call, with their last `seq`.
        """
        activity, self._activity = self._activity, {}
        return activity

    async def list_followed(self, user_id: str) -> list[FollowedRoom]:
        """
        The rooms that a user follows, from the store, with the markers of now.
        """
        await self.wait_loaded(user_id)
        if user_id in self._new:
            # The store does not list a room before it has the first marker in it; later ones need no commit.
            await self.save()
        found = await self._store.followed_rooms(user_id)
        seen = self._seen.get(user_id, {})
        return [_marked(one, seen.get(one.room, 0)) for one in found]

    async def save(self) -> None:
        """
        Store the markers that have changed since the last call.
        """
        unsaved, self._unsaved = self._unsaved, {}
        if not unsaved:
            return
        new, self._new = self._new, {}
        try:
            await self._store.mark_seen([ReadMarker(user, room, seq) for (user, room), seq in unsaved.items()])
        except Exception:
            # Tried again with the next call, unless the marker has moved on since.
            for key, seq in unsaved.items():
                self._unsaved.setdefault(key, seq)
            self._new |= new
            raise

    async def _load(self, user_id: str) -> None:
        try:
            rooms = await self._store.followed_rooms(user_id)
            if user_id in self._sessions:
                seen = self._seen.setdefault(user_id, {})
                for followed in rooms:
                    seen[followed.room] = max(followed.seen, seen.get(followed.room, 0))
                    self._followers.setdefault(followed.room, {})[user_id] = None
        finally:
            self._loading.pop(user_id).fire()

    def _not_loaded(self, failure: Failure) -> None:
        self._log.failure("read markers could not be loaded", failure)

    def _unfollow(self, room: str, user_id: str) -> None:
        followers = self._followers[room]
        del followers[user_id]
        if not followers:
            del self._followers[room]


def _marked(followed: FollowedRoom, seen: int) -> FollowedRoom:
    # With the marker of now, which may have moved on since it was stored.
    if seen <= followed.seen:
        return followed
    head = followed.head
    seen = min(seen, head.seq)
    return replace(followed, seen=seen, unread=head.seq - max(seen, head.first - 1))
