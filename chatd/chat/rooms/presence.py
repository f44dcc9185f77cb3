"""
Presence: which users are in which room.

Two tabs are one user, and a reload is no leave and join: a lost connection has a grace period.  Changes are collected
and sent at most once in an interval.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Protocol

from chatd.chat.rooms.hub import Hub
from chatd.clock import Clock
from chatd.domain.events import PresenceChange, User
from chatd.domain.limits import Limits
from chatd.domain.settings import PresenceSettings
from chatd.protocol.paging import first_fitting, no_cursor, read_cursor, write_cursor
from chatd.protocol.replies import Gathering

_USER_BYTES_MIN = 20
"""No user has fewer bytes of JSON."""

LEFT_MAX = 20_000
"""The number of departures that are remembered, so that moderators can act on users who have just left."""


class PresenceObserver(Protocol):
    """
    Is told who comes and goes, at once, until the presence is frozen.
    """

    def user_came(self, room: str, user: User) -> None:
        """
        A user who was not in `room` has joined it.
        """

    def user_left(self, room: str, user: User) -> None:
        """
        A user has left `room`, after the grace period of a lost connection.
        """


class _Person:
    __slots__ = ("gone_at", "place", "sessions", "user")

    def __init__(self, user: User, place: int) -> None:
        self.user = user
        # Increasing: the users of a room are listed in order of arrival.
        self.place = place
        self.sessions = 0
        self.gone_at: float | None = None


class _RoomUsers:
    __slots__ = ("changes", "listed", "named", "people")

    def __init__(self) -> None:
        self.people: dict[str, _Person] = {}
        self.changes: dict[str, User | None] = {}
        self.listed = True
        # The users that clients may still list while the room is too large for updates.
        self.named: dict[str, None] = {}


class PresenceTracker:
    """
    The users of all rooms on this node.  A list has at most `page_bytes` of them, half of that in the answer to `join`,
    and a quarter in an event to the whole room.
    """

    def __init__(
        self,
        hub: Hub[Any],
        clock: Clock,
        *,
        settings: PresenceSettings,
        page_bytes: int = Limits().page_bytes,
    ) -> None:
        self._hub = hub
        self._clock = clock
        self._settings = settings
        self._page_bytes = page_bytes
        self._places = 0
        self._rooms: dict[str, _RoomUsers] = {}
        self._waiting: dict[str, set[str]] = {}
        self._due: set[str] = set()
        self._ticking = False
        self._frozen = False
        # Rooms and users who have left them, those who left first first.
        self._left: dict[tuple[str, str], None] = {}
        self._observer: PresenceObserver | None = None

    def observe(self, observer: PresenceObserver) -> None:
        """
        Tell `observer` who comes and goes from now on.
        """
        self._observer = observer

    def people(self) -> Iterator[tuple[str, User]]:
        """
        All rooms with the users in them.
        """
        for room, present in self._rooms.items():
            for person in present.people.values():
                yield room, person.user

    def users_in(self, room: str) -> Iterator[User]:
        """
        The users in `room`.
        """
        present = self._rooms.get(room)
        return iter(()) if present is None else (person.user for person in present.people.values())

    def session_joined(self, room: str, user: User) -> None:
        """
        Count one more session of `user` in `room`.
        """
        present = self._rooms.setdefault(room, _RoomUsers())
        person = present.people.get(user.id)
        if person is None:
            self._places += 1
            person = present.people[user.id] = _Person(user, self._places)
            self._changed(room, present, user.id, user)
            if self._observer is not None and not self._frozen:
                self._observer.user_came(room, user)
        elif person.user != user:
            # Renamed in another session, during the grace period.
            person.user = user
            self._changed(room, present, user.id, user)
        if person.gone_at is not None:
            person.gone_at = None
            self._stop_waiting(room, user.id)
        person.sessions += 1

    def session_left(self, room: str, user: User, *, lost: bool) -> None:
        """
        Count one session of `user` less in `room`; after a `lost` connection the last one has a grace period.
        """
        present = self._rooms[room]
        person = present.people[user.id]
        person.sessions -= 1
        if person.sessions:
            return
        if lost and self._settings.grace_seconds > 0:
            person.gone_at = self._clock.seconds() + self._settings.grace_seconds
            self._waiting.setdefault(room, set()).add(user.id)
        else:
            self._remove(room, present, user.id)

    def rename_user(self, rooms: Iterable[str], user: User) -> None:
        """
        Apply the new name of `user` in `rooms`.
        """
        for room in rooms:
            present = self._rooms.get(room)
            if present is None:
                continue
            present.people[user.id].user = user
            self._changed(room, present, user.id, user)

    def has_been_in(self, user_id: str, room: str) -> bool:
        """
        Whether a user is in `room`, or among the last `LEFT_MAX` who have left a room.
        """
        present = self._rooms.get(room)
        return (present is not None and user_id in present.people) or (room, user_id) in self._left

    def note_visit(self, room: str, user_id: str) -> None:
        """
        Remember a user who was heard in `room` without a session there, as if they had just left it.
        """
        self._left.pop((room, user_id), None)
        if len(self._left) >= LEFT_MAX:
            del self._left[next(iter(self._left))]
        self._left[room, user_id] = None

    def count(self, room: str) -> int:
        """
        The number of users in `room`.
        """
        present = self._rooms.get(room)
        return 0 if present is None else len(present.people)

    def list_users(self, room: str, *, after: str | None = None, limit: int | None = None) -> Gathering:
        """
        At most `limit` users in `room` after the cursor `after`, in order of arrival; without names in a large room.

        Refused as `invalid` if `after` is no cursor.
        """
        begin = 0 if after is None else _place(after)
        present = self._rooms.get(room)
        if present is None:
            return Gathering([], 0)
        count = len(present.people)
        if count > self._settings.named:
            self._unlist(present)
            return Gathering([], count)
        if not present.listed:
            present.named.update(dict.fromkeys(present.people))
        # Look at no more users than fit into the list.
        most = min(self._page_bytes // _USER_BYTES_MIN, count if limit is None else limit)
        behind = (person for person in present.people.values() if person.place > begin)
        people = list(islice(behind, most + 1))
        users = first_fitting([person.user for person in people[:most]], self._page_bytes // 2)
        if len(users) == len(people):
            return Gathering(users, count)
        last = people[len(users) - 1].place if users else begin
        return Gathering(users, count, more=True, next=write_cursor((last,)))

    def expire_grace(self) -> None:
        """
        Remove the users whose grace period is over.
        """
        now = self._clock.seconds()
        for room, ids in list(self._waiting.items()):
            present = self._rooms[room]
            for user_id in [i for i in ids if (present.people[i].gone_at or 0) <= now]:
                self._stop_waiting(room, user_id)
                self._remove(room, present, user_id)

    def freeze(self) -> None:
        """
        Send no changes from now on: the node shuts down, its users have not left.
        """
        self._frozen = True

    def _stop_waiting(self, room: str, user_id: str) -> None:
        ids = self._waiting[room]
        ids.discard(user_id)
        if not ids:
            del self._waiting[room]

    def _remove(self, room: str, present: _RoomUsers, user_id: str) -> None:
        person = present.people.pop(user_id)
        self.note_visit(room, user_id)
        if self._observer is not None and not self._frozen:
            self._observer.user_left(room, person.user)
        if present.people:
            self._changed(room, present, user_id, None)
        else:
            # Nobody is left to be told; the next user gets the whole list.
            del self._rooms[room]
            self._due.discard(room)

    def _changed(self, room: str, present: _RoomUsers, user_id: str, user: User | None) -> None:
        present.changes[user_id] = user
        self._due.add(room)
        if not self._ticking:
            self._ticking = True
            self._clock.callLater(self._settings.interval_seconds, self._post_changes)

    def _post_changes(self) -> None:
        self._ticking = False
        due, self._due = self._due, set()
        if self._frozen:
            return
        for room in due:
            present = self._rooms[room]
            self._hub.post(room, self._change(room, present))
            if present.changes:
                self._due.add(room)
        if self._due:
            self._ticking = True
            self._clock.callLater(self._settings.interval_seconds, self._post_changes)

    def _change(self, room: str, present: _RoomUsers) -> PresenceChange:
        count = len(present.people)
        if count > self._settings.named:
            self._unlist(present)
            present.changes = {}
            return PresenceChange(room, [], [], count)
        if not present.listed:
            # Small enough again: send all users, and those who left while no changes were sent.
            gone = [
                user_id for user_id in present.named | dict.fromkeys(present.changes) if user_id not in present.people
            ]
            present.listed, present.named = True, {}
            present.changes = dict.fromkeys(gone) | {user_id: person.user for user_id, person in present.people.items()}
        # The rest is sent with the next change.
        changes = first_fitting(list(present.changes.items()), self._page_bytes // 4)
        for user_id, _ in changes:
            del present.changes[user_id]
        joined = [user for _, user in changes if user is not None]
        left = [user_id for user_id, user in changes if user is None]
        return PresenceChange(room, joined, left, count)

    def _unlist(self, present: _RoomUsers) -> None:
        if present.listed:
            present.listed = False
            present.named = dict.fromkeys(present.people) | dict.fromkeys(present.changes)


def _place(cursor: str) -> int:
    match read_cursor(cursor):
        case (int(place),):
            return place
    raise no_cursor()
