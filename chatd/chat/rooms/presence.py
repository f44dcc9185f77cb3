"""
Which users are in which room: about people, not connections.

Two tabs are one person, a reload is not a leave and a join.  Changes are gathered and told at most once in an
interval; a lost connection has a grace.
"""

from collections.abc import Iterable
from itertools import islice
from typing import Any

from chatd.chat.rooms.hub import Hub
from chatd.clock import Clock
from chatd.domain.events import PresenceChange, User
from chatd.domain.limits import Limits
from chatd.protocol.paging import first_fitting, no_cursor, read_cursor, write_cursor
from chatd.protocol.replies import Gathering

_USER_LEAST = 20
"""No user has fewer bytes of JSON."""


class _Person:
    __slots__ = ("gone_at", "place", "sessions", "user")

    def __init__(self, user: User, place: int) -> None:
        self.user = user
        # Counts up: the people of a room stand in the order in which they came.
        self.place = place
        self.sessions = 0
        self.gone_at: float | None = None


class _Room:
    __slots__ = ("changes", "listed", "named", "people")

    def __init__(self) -> None:
        self.people: dict[str, _Person] = {}
        self.changes: dict[str, User | None] = {}
        self.listed = True
        # Who may be on somebody's list that has not been kept up since.
        self.named: dict[str, None] = {}


class Presence:
    """
    The people of all rooms on this node.  `grace` and `interval` are in seconds.

    In a room of more than `named` users only their number is told.  At once at most `page_bytes` are listed, half of
    that beside what else there is to say of a room, and a quarter to all who are there.
    """

    def __init__(
        self,
        hub: Hub[Any],
        clock: Clock,
        *,
        grace: float,
        interval: float,
        named: int,
        page_bytes: int = Limits().page_bytes,
    ) -> None:
        self._hub = hub
        self._clock = clock
        self._grace = grace
        self._interval = interval
        self._named = named
        self._page_bytes = page_bytes
        self._came = 0
        self._rooms: dict[str, _Room] = {}
        self._waiting: dict[str, set[str]] = {}
        self._due: set[str] = set()
        self._ticking = False
        self._frozen = False

    def enter(self, room: str, user: User) -> None:
        """
        One more session of `user` is in `room`.
        """
        here = self._rooms.setdefault(room, _Room())
        person = here.people.get(user.id)
        if person is None:
            self._came += 1
            person = here.people[user.id] = _Person(user, self._came)
            self._changed(room, here, user.id, user)
        elif person.user != user:
            # Renamed elsewhere, while the connection that was here was lost.
            person.user = user
            self._changed(room, here, user.id, user)
        if person.gone_at is not None:
            person.gone_at = None
            self._stop_waiting(room, user.id)
        person.sessions += 1

    def leave(self, room: str, user: User, *, lost: bool) -> None:
        """
        One session of `user` less in `room`; after a `lost` connection the last one has a grace.
        """
        here = self._rooms[room]
        person = here.people[user.id]
        person.sessions -= 1
        if person.sessions:
            return
        if lost and self._grace > 0:
            person.gone_at = self._clock.seconds() + self._grace
            self._waiting.setdefault(room, set()).add(user.id)
        else:
            self._remove(room, here, user.id)

    def rename(self, rooms: Iterable[str], user: User) -> None:
        """
        `user` has another name now.
        """
        for room in rooms:
            here = self._rooms[room]
            here.people[user.id].user = user
            self._changed(room, here, user.id, user)

    def count(self, room: str) -> int:
        """
        How many users are in `room` now.
        """
        here = self._rooms.get(room)
        return 0 if here is None else len(here.people)

    def here(self, room: str, *, after: str | None = None, limit: int | None = None) -> Gathering:
        """
        The users in `room` now, in the order in which they came; none are named in a large one.

        Those behind the cursor `after`, at most `limit`.  Refused as `invalid` if that is no cursor.
        """
        begin = 0 if after is None else _place(after)
        here = self._rooms.get(room)
        if here is None:
            return Gathering([], 0)
        count = len(here.people)
        if count > self._named:
            self._unlist(here)
            return Gathering([], count)
        if not here.listed:
            here.named.update(dict.fromkeys(here.people))
        # No more are looked at than can be told.
        most = min(self._page_bytes // _USER_LEAST, count if limit is None else limit)
        behind = (person for person in here.people.values() if person.place > begin)
        people = list(islice(behind, most + 1))
        users = first_fitting([person.user for person in people[:most]], self._page_bytes // 2)
        if len(users) == len(people):
            return Gathering(users, count)
        last = people[len(users) - 1].place if users else begin
        return Gathering(users, count, more=True, next=write_cursor((last,)))

    def sweep(self) -> None:
        """
        Let go of those who did not come back in time.
        """
        now = self._clock.seconds()
        for room, ids in list(self._waiting.items()):
            here = self._rooms[room]
            for user_id in [i for i in ids if (here.people[i].gone_at or 0) <= now]:
                self._stop_waiting(room, user_id)
                self._remove(room, here, user_id)

    def freeze(self) -> None:
        """
        Tell nothing from now on: the node is going, not its people.
        """
        self._frozen = True

    def _stop_waiting(self, room: str, user_id: str) -> None:
        ids = self._waiting[room]
        ids.discard(user_id)
        if not ids:
            del self._waiting[room]

    def _remove(self, room: str, here: _Room, user_id: str) -> None:
        del here.people[user_id]
        if here.people:
            self._changed(room, here, user_id, None)
        else:
            # Whoever comes next is told everything; nobody is left to hear of this.
            del self._rooms[room]
            self._due.discard(room)

    def _changed(self, room: str, here: _Room, user_id: str, user: User | None) -> None:
        here.changes[user_id] = user
        self._due.add(room)
        if not self._ticking:
            self._ticking = True
            self._clock.callLater(self._interval, self._tell)

    def _tell(self) -> None:
        self._ticking = False
        due, self._due = self._due, set()
        if self._frozen:
            return
        for room in due:
            here = self._rooms[room]
            self._hub.post(room, self._change(room, here))
            if here.changes:
                self._due.add(room)
        if self._due:
            self._ticking = True
            self._clock.callLater(self._interval, self._tell)

    def _change(self, room: str, here: _Room) -> PresenceChange:
        count = len(here.people)
        if count > self._named:
            self._unlist(here)
            here.changes = {}
            return PresenceChange(room, [], [], count)
        if not here.listed:
            # Small enough again: neither who is here nor who has gone was told for a while.
            gone = [user_id for user_id in here.named | dict.fromkeys(here.changes) if user_id not in here.people]
            here.listed, here.named = True, {}
            here.changes = dict.fromkeys(gone) | {user_id: person.user for user_id, person in here.people.items()}
        # What does not fit is told with the next.
        changes = first_fitting(list(here.changes.items()), self._page_bytes // 4)
        for user_id, _ in changes:
            del here.changes[user_id]
        joined = [user for _, user in changes if user is not None]
        left = [user_id for user_id, user in changes if user is None]
        return PresenceChange(room, joined, left, count)

    def _unlist(self, here: _Room) -> None:
        if here.listed:
            here.listed = False
            here.named = dict.fromkeys(here.people) | dict.fromkeys(here.changes)


def _place(cursor: str) -> int:
    match read_cursor(cursor):
        case (int(place),):
            return place
    raise no_cursor()
