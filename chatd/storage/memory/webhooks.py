"""
Outgoing webhooks, their cursors and their deliveries, in memory.
"""

from collections import deque
from collections.abc import Collection, Mapping, Sequence
from itertools import islice

from msgspec.structs import replace

from chatd.domain.moderation import AuditEntry, Report
from chatd.domain.webhooks import (
    Delivery,
    NumberedEvent,
    PresenceEvent,
    RoomCursor,
    Webhook,
    presence_event,
    report_event,
    sanction_event,
)
from chatd.interfaces.storage import RoomCatalogue
from chatd.interfaces.webhooks import DELIVERIES_KEPT, EVENTS_KEPT
from chatd.storage.memory.roster import MemoryRoster

_Happened = PresenceEvent | AuditEntry | Report


class MemoryWebhooks:
    """
    A `chatd.interfaces.webhooks.WebhookStore`.  Its coroutines never wait.
    """

    def __init__(self, roster: MemoryRoster, catalogue: RoomCatalogue) -> None:
        self._roster = roster
        self._catalogue = catalogue
        self._webhooks: dict[str, Webhook] = {}
        self._cursors: dict[tuple[str, str], RoomCursor] = {}
        self._present: dict[tuple[str, str], str] = {}
        # Of an act or a report the present state is in the roster.
        self._events: deque[tuple[int, str, int, _Happened]] = deque(maxlen=EVENTS_KEPT)
        self._numbered = 0
        self._deliveries: dict[str, deque[Delivery]] = {}
        self._delivered = 0
        roster.store_event = self._store_event
        roster.forget_in_events = self._forget_user

    async def webhooks(self) -> Sequence[Webhook]:
        return list(self._webhooks.values())

    async def put_webhook(self, webhook: Webhook, act: AuditEntry | None) -> Webhook:
        known = self._webhooks.get(webhook.id)
        first = self._numbered if known is None else known.first_event
        stored = self._webhooks[webhook.id] = replace(webhook, first_event=first)
        self._roster.add_act(act)
        return stored

    async def remove_webhook(self, webhook_id: str, act: AuditEntry) -> None:
        self._webhooks.pop(webhook_id, None)
        self._deliveries.pop(webhook_id, None)
        self._cursors = {key: cursor for key, cursor in self._cursors.items() if key[0] != webhook_id}
        self._roster.add_act(act)

    async def cursors(self, webhook_id: str, rooms: Collection[str]) -> Mapping[str, RoomCursor]:
        return {room: found for room in rooms if (found := self._cursors.get((webhook_id, room))) is not None}

    async def backlog(self, webhook: Webhook) -> Collection[str]:
        found = set()
        for number, room, _, _ in self._events:
            cursor = self._cursors.get((webhook.id, room))
            if number > max(webhook.first_event, 0 if cursor is None else cursor.event):
                found.add(room)
        for entry in await self._catalogue.list_rooms(limit=1_000_000):
            cursor = self._cursors.get((webhook.id, entry.room))
            if entry.head.seq > (0 if cursor is None else cursor.seq):
                found.add(entry.room)
        return found

    async def add_presence_events(self, events: Sequence[PresenceEvent]) -> None:
        for event in events:
            self._add(event.room, event.time, event)
            if event.event == "member.joined":
                self._present[event.room, event.user] = event.name
            elif event.event == "member.left":
                self._present.pop((event.room, event.user), None)

    async def set_present(self, people: Collection[tuple[str, str, str]]) -> None:
        self._present = {(room, user): name for room, user, name in people}

    async def present(self) -> Collection[tuple[str, str, str]]:
        return [(room, user, name) for (room, user), name in self._present.items()]

    async def events_after(self, positions: Mapping[str, int], limit: int) -> Mapping[str, Sequence[NumberedEvent]]:
        return {room: self._after(room, after, limit) for room, after in positions.items()}

    async def add_delivery(self, delivery: Delivery, cursors: Sequence[RoomCursor] = ()) -> int:
        self._delivered += 1
        kept = self._deliveries.setdefault(delivery.webhook, deque(maxlen=DELIVERIES_KEPT))
        kept.append(replace(delivery, id=self._delivered))
        await self.put_cursors(delivery.webhook, cursors)
        return self._delivered

    async def put_cursors(self, webhook_id: str, cursors: Sequence[RoomCursor]) -> None:
        self._cursors |= {(webhook_id, cursor.room): cursor for cursor in cursors}

    async def deliveries(
        self, webhook_id: str, *, before: int | None = None, parked: bool = False, limit: int
    ) -> Sequence[Delivery]:
        kept = reversed(self._deliveries.get(webhook_id, ()))
        wanted = (one for one in kept if (before is None or one.id < before) and (not parked or one.state == "parked"))
        return list(islice(wanted, limit))

    async def mark_replayed(self, delivery_id: int) -> None:
        for webhook, deliveries in self._deliveries.items():
            marked = (replace(one, state="replayed") if one.id == delivery_id else one for one in deliveries)
            self._deliveries[webhook] = deque(marked, maxlen=DELIVERIES_KEPT)

    async def purge(self, *, events_before: int, deliveries_before: int) -> None:
        kept = [event for event in self._events if event[2] >= events_before]
        self._events.clear()
        self._events.extend(kept)
        for webhook, deliveries in self._deliveries.items():
            young = [one for one in deliveries if one.time >= deliveries_before]
            self._deliveries[webhook] = deque(young, maxlen=DELIVERIES_KEPT)

    def _add(self, room: str, time: int, happened: _Happened) -> None:
        self._numbered += 1
        self._events.append((self._numbered, room, time, happened))

    def _store_event(self, happened: AuditEntry | Report) -> bool:
        if not self._webhooks:
            return False
        self._add(happened.room or "", happened.time, happened)
        return True

    def _after(self, room: str, after: int, limit: int) -> list[NumberedEvent]:
        later = ((number, time, what) for number, where, time, what in self._events if where == room)
        return [
            self._numbered_event(number, time, what)
            for number, time, what in islice((one for one in later if one[0] > after), limit)
        ]

    def _numbered_event(self, number: int, time: int, what: _Happened) -> NumberedEvent:
        if isinstance(what, PresenceEvent):
            return NumberedEvent(number, time, presence_event(number, what))
        present = self._roster.present_state(what)
        if present is None:
            return NumberedEvent(number, time, None)
        if isinstance(present, Report):
            return NumberedEvent(number, time, report_event(number, present))
        return NumberedEvent(number, time, sanction_event(number, present))

    def _forget_user(self, user_id: str) -> None:
        kept = [one for one in self._events if not (isinstance(one[3], PresenceEvent) and one[3].user == user_id)]
        self._events.clear()
        self._events.extend(kept)
        self._present = {key: name for key, name in self._present.items() if key[1] != user_id}
