"""
Turns who comes and goes into stored events for webhooks.

Who is present is stored with the events: whoever was there when chatd was killed, and does not come back within the
grace period, has left.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from twisted.internet.defer import Deferred
from twisted.logger import Logger
from twisted.python.failure import Failure

from chatd.clock import Clock, Now
from chatd.domain.events import User
from chatd.domain.webhooks import PRESENCE_EVENTS, PresenceEvent, RoomFilter, Webhook
from chatd.errors import Refusal
from chatd.interfaces.webhooks import WebhookStore

WAITING_MAX = 10_000
"""Events that wait for a store that cannot write; the oldest are dropped."""
AGAIN_SECONDS = 5.0


class People(Protocol):
    """
    Who is where now.
    """

    def people(self) -> Iterable[tuple[str, User]]:
        """
        All rooms with the users in them.
        """


class PresenceEvents:
    """
    A `chatd.chat.rooms.presence.PresenceObserver` that stores events for the rooms of webhooks, and calls `stored` with
    each room afterwards.
    """

    _log = Logger()

    def __init__(
        self,
        store: WebhookStore,
        people: People,
        stored: Callable[[str], None],
        *,
        clock: Clock,
        now: Now,
        grace_seconds: float,
    ) -> None:
        self._store = store
        self._people = people
        self._stored = stored
        self._clock = clock
        self._now = now
        self._grace_seconds = grace_seconds
        self._filters: list[RoomFilter] = []
        # By room the ids and names of users as the events have told them.
        self._told: dict[str, dict[str, str]] = {}
        self._waiting: list[PresenceEvent] = []
        self._writing = False
        self._expects = False

    async def restore_present(self) -> None:
        """
        Begin with those who were there when the last process ended.
        """
        for room, user, name in await self._store.present():
            self._told.setdefault(room, {})[user] = name
        if self._told:
            self._expects = True
            self._clock.callLater(self._grace_seconds, self._end_grace)

    async def use_webhooks(self, webhooks: Sequence[Webhook]) -> None:
        """
        Store events for the rooms of these webhooks from now on.  Who is there already has come before.
        """
        wanting = [one for one in webhooks if one.state != "gone" and not set(PRESENCE_EVENTS).isdisjoint(one.events)]
        self._filters = [RoomFilter(webhook.rooms) for webhook in wanting]
        if not self._filters and not self._told:
            return
        told = {room: users for room, users in self._told.items() if self._wants(room)} if self._expects else {}
        for room, user in self._people.people():
            if self._wants(room):
                told.setdefault(room, {}).setdefault(user.id, user.name)
        self._told = told
        rows = [(room, user, name) for room, users in told.items() for user, name in users.items()]
        await self._store.set_present(rows)

    def user_came(self, room: str, user: User) -> None:
        if not self._wants(room):
            return
        users = self._told.setdefault(room, {})
        if user.id in users:
            # Back after a restart.
            return
        users[user.id] = user.name
        if len(users) == 1:
            self._add("room.occupied", room, None, 1)
        self._add("member.joined", room, user, len(users))

    def user_left(self, room: str, user: User) -> None:
        users = self._told.get(room)
        if users is None or users.pop(user.id, None) is None:
            return
        self._add("member.left", room, user, len(users))
        if not users:
            del self._told[room]
            self._add("room.vacated", room, None, 0)

    def _wants(self, room: str) -> bool:
        return any(one.matches(room) for one in self._filters)

    def _end_grace(self) -> None:
        self._expects = False
        here = {(room, user.id) for room, user in self._people.people()}
        for room, users in list(self._told.items()):
            for user, name in list(users.items()):
                if (room, user) not in here:
                    self.user_left(room, User(user, name))

    def _add(self, event: str, room: str, user: User | None, count: int) -> None:
        ident, name = ("", "") if user is None else (user.id, user.name)
        self._waiting.append(PresenceEvent(event, room, self._now(), ident, name, count))
        del self._waiting[:-WAITING_MAX]
        if not self._writing:
            self._writing = True
            self._clock.callLater(0, self._write)

    def _write(self) -> None:
        events, self._waiting = self._waiting, []
        writing = Deferred.fromCoroutine(self._store_events(events))
        writing.addErrback(self._not_stored, events)

    async def _store_events(self, events: Sequence[PresenceEvent]) -> None:
        await self._store.add_presence_events(events)
        for room in {event.room for event in events}:
            self._stored(room)
        self._write_on(0)

    def _write_on(self, seconds: float) -> None:
        self._writing = bool(self._waiting)
        if self._writing:
            self._clock.callLater(seconds, self._write)

    def _not_stored(self, failure: Failure, events: Sequence[PresenceEvent]) -> None:
        if failure.check(Refusal) is None:
            self._log.failure("who came and went could not be stored for webhooks", failure)
        self._waiting[:0] = events
        del self._waiting[:-WAITING_MAX]
        self._write_on(AGAIN_SECONDS)
