"""
Delivers events to webhooks: in order in each room, at least once, in batches, again after failures.
"""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256

import msgspec
from msgspec.structs import replace
from twisted.internet.defer import CancelledError, Deferred, gatherResults
from twisted.logger import Logger
from twisted.python.failure import Failure

from chatd.clock import Clock, Now
from chatd.domain.accounts import OPERATOR
from chatd.domain.events import Result, Stored
from chatd.domain.moderation import AuditEntry
from chatd.domain.webhooks import RETRY_MS, Delivery, Part, RoomCursor, Webhook
from chatd.errors import Refusal
from chatd.interfaces.webhooks import WebhookStore
from chatd.webhooks.reading import EventReader, PendingItem, RoomItems, cursors_of
from chatd.webhooks.sending import TargetAnswer, WebhookSender
from chatd.webhooks.signing import signatures
from chatd.webhooks.targets import BACKOFF_MAX_SECONDS, BACKOFF_SECONDS, BATCH, BATCH_SECONDS, WebhookTarget

BODY_BYTES = 262144
"""A batch ends when it has so many bytes of JSON."""
INTERESTED_MAX = 10_000
_encode_string: Callable[[str], bytes] = msgspec.json.encode


class WebhookStatus(msgspec.Struct, frozen=True):
    """
    How the delivery to a webhook is: `waiting` rooms have something to tell, the oldest for `oldest_seconds`;
    `failures` attempts have failed since the last success, the last one with `error`.
    """

    waiting: int = 0
    failures: int = 0
    error: str = ""
    oldest_seconds: int = 0


class DeliveryTotals(msgspec.Struct, frozen=True):
    """
    Of all webhooks: how many attempts there were since the start by `results` (`delivered`, `failed`, `parked`), the
    number of webhooks by `states` (that of the webhook, or `failing`), how many rooms of the enabled ones have
    something to tell, and for how many seconds the oldest of it has waited.
    """

    results: dict[str, int]
    states: dict[str, int]
    waiting: int
    oldest_seconds: float


class _EventBatch:
    # What is sent in one request, of one or more rooms.
    def __init__(self) -> None:
        self.entries: list[bytes] = []
        self.size = 0
        self.parts: list[Part] = []
        self.cursors: list[RoomCursor] = []
        self.counts: dict[str, int] = {}
        self.more: dict[str, bool] = {}

    @property
    def full(self) -> bool:
        return len(self.entries) >= BATCH or self.size >= BODY_BYTES

    def add_room(self, found: RoomItems) -> None:
        # As many of its items as there is room for, but at least one.
        count = 0
        for item in found.items:
            if count and item.entries and self.full:
                break
            count += 1
            self.entries += item.entries
            self.size += sum(map(len, item.entries))
        room = found.cursor.room
        self.counts[room] = count
        self.more[room] = found.more or count < len(found.items)
        if count:
            self.parts.append(found.part(count))
        self.cursors.append(found.cursor_after(count))


class Deliverer:
    """
    Sends what webhooks are to be told.  `chance` returns numbers from 0 to 1, for jitter.
    """

    _log = Logger()

    def __init__(
        self,
        store: WebhookStore,
        reader: EventReader,
        send: WebhookSender,
        *,
        clock: Clock,
        now: Now,
        chance: Callable[[], float],
    ) -> None:
        self._store = store
        self._reader = reader
        self._send = send
        self._clock = clock
        self._now = now
        self._chance = chance
        self._targets: dict[str, WebhookTarget] = {}
        self._interested: dict[str, tuple[WebhookTarget, ...]] = {}
        self._running: set[Deferred[None]] = set()
        self._stopped = False
        self._results = {"delivered": 0, "failed": 0, "parked": 0}

    async def load(self) -> Sequence[Webhook]:
        """
        Read all webhooks from the store, after a start and after each change; returns them.  Those that were not known
        or not enabled go on where they stopped.
        """
        webhooks = await self._store.webhooks()
        before, self._targets = self._targets, {}
        self._interested.clear()
        for webhook in webhooks:
            target = before.pop(webhook.id, None)
            went_on = target is not None and target.webhook.state == "enabled"
            if target is None:
                target = WebhookTarget(webhook, self._clock, self._send_due)
            target.update(webhook)
            self._targets[webhook.id] = target
            if webhook.state == "enabled" and not went_on:
                await self._find_backlog(target)
            elif webhook.state != "enabled":
                target.cancel_timer()
        for target in before.values():
            target.removed = True
            target.cancel_timer()
        return webhooks

    async def stop_sending(self) -> None:
        """
        Send nothing any more; requests that run are cut off, and sent again after the next start.
        """
        self._stopped = True
        for target in self._targets.values():
            target.cancel_timer()
        running = list(self._running)
        for delivering in running:
            delivering.cancel()
        await gatherResults(running, consumeErrors=True)

    def status(self, webhook_id: str) -> WebhookStatus:
        """
        How the delivery to a webhook is.
        """
        target = self._targets.get(webhook_id)
        if target is None:
            return WebhookStatus()
        oldest = round(self._clock.seconds() - target.oldest_since()) if target.rooms else 0
        return WebhookStatus(len(target.rooms), target.failures, target.error, oldest)

    def totals(self) -> DeliveryTotals:
        """
        What the metrics tell.
        """
        states = {"enabled": 0, "failing": 0, "disabled": 0, "gone": 0}
        now = self._clock.seconds()
        waiting, oldest = 0, now
        for target in self._targets.values():
            state = target.webhook.state
            states["failing" if state == "enabled" and target.failures else state] += 1
            if state == "enabled":
                waiting += len(target.rooms)
                oldest = min(oldest, target.oldest_since())
        return DeliveryTotals(dict(self._results), states, waiting, now - oldest)

    def note_results(self, results: Iterable[Result]) -> None:
        """
        Drafts were stored, or not, with these results.
        """
        for result in results:
            if type(result) is Stored:
                room = result.event.room
                targets = self._interested.get(room)
                for target in self._find_interested(room) if targets is None else targets:
                    if target.reads_log:
                        target.note_log(room)

    @property
    def idle(self) -> bool:
        """
        Whether there is no webhook, so that nothing needs to be noted.
        """
        return not self._targets

    def note_log(self, room: str) -> None:
        """
        The log of a room differs from what was reported.
        """
        for target in self._find_interested(room):
            if target.reads_log:
                target.note_log(room)

    def note_event(self, room: str) -> None:
        """
        An event about a room, or '' for the site, was stored.
        """
        for target in self._find_interested(room):
            if target.reads_events:
                target.note_event(room)

    def retry_now(self, webhook_id: str) -> None:
        """
        Try at once what waits after failures.
        """
        target = self._targets.get(webhook_id)
        if target is not None and target.webhook.state == "enabled":
            target.retry_now()

    async def replay(self, webhook: Webhook, delivery: Delivery) -> Delivery:
        """
        Send the events of a delivery again, once, in their present state; returns the last attempt, the first that
        failed.  Refused as `not_found` if nothing of them is left.
        """
        entries = [entry for part in delivery.parts for entry in await self._reader.read_part(webhook, part)]
        if not entries:
            raise Refusal("not_found", "delivery: nothing of it is left", field="delivery")
        attempt = delivery
        for begin in range(0, len(entries), BATCH):
            some = entries[begin : begin + BATCH]
            attempt, _ = await self._attempt(webhook, f"{delivery.message}_{begin}", some, delivery.parts, 1)
            await self._store.add_delivery(attempt)
            if attempt.state == "failed":
                return attempt
        if delivery.state == "parked":
            await self._store.mark_replayed(delivery.id)
        return attempt

    async def _find_backlog(self, target: WebhookTarget) -> None:
        for room in await self._store.backlog(target.webhook):
            if target.wants_room(room):
                if target.reads_log and room:
                    target.note_log(room)
                if target.reads_events:
                    target.note_event(room)

    def _find_interested(self, room: str) -> tuple[WebhookTarget, ...]:
        known = self._interested.get(room)
        if known is None:
            if len(self._interested) >= INTERESTED_MAX:
                self._interested.clear()
            known = tuple(target for target in self._targets.values() if target.wants_room(room))
            self._interested[room] = known
        return known

    def _send_due(self, target: WebhookTarget) -> None:
        while not self._stopped and target.webhook.state == "enabled" and not target.removed:
            rooms = target.next_rooms()
            if not rooms:
                return
            target.running += 1
            delivering = Deferred.fromCoroutine(self._deliver(target, rooms))
            self._running.add(delivering)
            delivering.addErrback(self._log_fault, target, rooms)
            delivering.addBoth(self._ended, target, delivering)

    def _log_fault(self, failure: Failure, target: WebhookTarget, rooms: Sequence[str]) -> None:
        # The store cannot be read or written, or a bug.
        if failure.check(CancelledError) is None and failure.check(Refusal) is None:
            self._log.failure("events for the webhook {id} could not be sent", failure, id=target.webhook.id)
        for room in rooms:
            if room in target.rooms and target.rooms[room].busy:
                target.room_failed(room, 0, self._backoff(max(1, target.failures)))

    def _ended(self, result: None, target: WebhookTarget, delivering: Deferred[None]) -> None:
        target.running -= 1
        self._running.discard(delivering)
        if target.rooms and not self._stopped and target.webhook.state == "enabled":
            target.schedule(0 if target.full or target.failures else BATCH_SECONDS)

    async def _deliver(self, target: WebhookTarget, rooms: Sequence[str]) -> None:
        webhook = target.webhook
        attempt = 1 + max(target.rooms[room].attempts for room in rooms)
        batch = await self._collect(target, rooms)
        if batch.entries:
            message = _message_id(webhook.id, batch.parts)
            delivery, answer = await self._attempt(webhook, message, batch.entries, batch.parts, attempt)
            if self._stopped and answer.status is None:
                return
            if delivery.state == "failed":
                await self._note_failure(target, delivery, answer, batch)
                return
            self._succeeded(target)
            self._advance(target, batch)
            if not target.removed:
                await self._store.add_delivery(delivery, batch.cursors)
        else:
            self._advance(target, batch)
            if not target.removed:
                await self._store.put_cursors(webhook.id, batch.cursors)

    def _advance(self, target: WebhookTarget, batch: _EventBatch) -> None:
        for cursor in batch.cursors:
            target.keep_cursor(cursor)
        for room, more in batch.more.items():
            target.full = target.full or more
            target.room_done(room, more=more)

    async def _collect(self, target: WebhookTarget, rooms: Sequence[str]) -> _EventBatch:
        webhook, batch = target.webhook, _EventBatch()
        target.full = False
        states = {room: target.begin_read(room) for room in rooms}
        unknown = [room for room in rooms if room not in target.cursors]
        if unknown:
            stored = await self._store.cursors(webhook.id, unknown)
            for cursor in cursors_of(unknown, stored, webhook).values():
                target.keep_cursor(cursor)
        cursors = {room: target.cursors[room] for room in rooms}
        eventful = {room: cursors[room].event for room in rooms if states[room].events_due and target.reads_events}
        for state in states.values():
            state.events_due = False
        stored_events = await self._store.events_after(eventful, BATCH + 1) if eventful else {}
        for room, state in states.items():
            if batch.full:
                # It is next.
                state.busy, state.events_due = False, state.events_due or room in eventful
                target.full = True
                continue
            log_due, state.log_due = state.log_due and target.reads_log, False
            found = await self._reader.read_room(
                webhook, cursors[room], stored_events.get(room, ()), log=log_due, limit=state.limit
            )
            found = await self._park_old(target, found)
            if found.items:
                state.since = self._clock.seconds() - max(0, self._now() - found.items[0].time) / 1000
            batch.add_room(found)
            if room in eventful and batch.more[room]:
                state.events_due = True
        return batch

    async def _park_old(self, target: WebhookTarget, found: RoomItems) -> RoomItems:
        # What was tried for so long is given up.
        oldest = self._now() - RETRY_MS
        if not found.items or found.items[0].time >= oldest:
            return found
        count = next((n for n, item in enumerate(found.items) if item.time >= oldest), len(found.items))
        cursor, part = found.cursor_after(count), found.part(count)
        if count == len(found.items) and found.more and part.last_seq:
            # There is more of it in the log: all in one.
            at = await self._reader.position_before(cursor.room, oldest)
            last = max(part.last_seq, at.seq)
            part = Part(part.room, part.epoch, part.first_seq, last, part.first_event, part.last_event)
            cursor = replace(cursor, seq=last)
        parked = Delivery(
            webhook=target.webhook.id,
            message=_message_id(target.webhook.id, [part]),
            time=self._now(),
            state="parked",
            attempt=target.rooms[cursor.room].attempts,
            error=target.error,
            events=_count_events(part, found.items[:count]),
            parts=(part,),
        )
        await self._store.add_delivery(parked, [cursor])
        self._results["parked"] += 1
        target.keep_cursor(cursor)
        self._log.warn("the webhook {id} has parked events of {room}", id=target.webhook.id, room=cursor.room)
        return RoomItems(cursor, found.items[count:], more=True)

    async def _attempt(
        self, webhook: Webhook, message: str, entries: Sequence[bytes], parts: Sequence[Part], attempt: int
    ) -> tuple[Delivery, TargetAnswer]:
        now, begun = self._now(), self._clock.seconds()
        head = b'{"type":"events","webhook":' + _encode_string(webhook.id) + b',"time":%d,"events":[' % now
        body = head + b",".join(entries) + b"]}"
        seconds = now // 1000
        fields = (
            ("Content-Type", "application/json"),
            ("User-Agent", "chatd-webhooks"),
            ("webhook-id", message),
            ("webhook-timestamp", str(seconds)),
            ("webhook-signature", signatures(webhook, message, seconds, body)),
        )
        answer = await self._send(webhook.url, fields, body)
        if answer.repeat and attempt == 1:
            # The server has closed a kept connection, as it may at any time.
            answer = await self._send(webhook.url, fields, body)
        good = answer.status is not None and 200 <= answer.status < 300
        error = answer.error
        if answer.status is not None and 300 <= answer.status < 400:
            error = "redirects are not followed; give the webhook the new address"
        delivery = Delivery(
            webhook=webhook.id,
            message=message,
            time=now,
            state="delivered" if good else "failed",
            attempt=attempt,
            status=answer.status,
            error=error,
            milliseconds=round((self._clock.seconds() - begun) * 1000),
            events=len(entries),
            parts=tuple(parts),
        )
        self._results[delivery.state] += 1
        return delivery, answer

    def _succeeded(self, target: WebhookTarget) -> None:
        if target.failures > 1:
            self._log.info("the webhook {id} answers again", id=target.webhook.id)
        target.failures, target.error = 0, ""

    async def _note_failure(
        self, target: WebhookTarget, delivery: Delivery, answer: TargetAnswer, batch: _EventBatch
    ) -> None:
        target.failures += 1
        target.error = delivery.error or f"status {delivery.status}"
        again = max(self._backoff(delivery.attempt), min(answer.retry_after, BACKOFF_MAX_SECONDS))
        target.next_at = self._clock.seconds() + max(
            self._backoff(target.failures), min(answer.retry_after, BACKOFF_MAX_SECONDS)
        )
        for room, count in batch.counts.items():
            target.room_failed(room, count, again)
        if target.failures == 2:
            self._log.warn(
                "the webhook {id} fails: {why}; it is tried again for three days",
                id=target.webhook.id,
                why=target.error,
            )
        if answer.status == 410:
            await self._switch_off(target)
        if not target.removed:
            await self._store.add_delivery(delivery)

    async def _switch_off(self, target: WebhookTarget) -> None:
        target.webhook = replace(target.webhook, state="gone")
        target.cancel_timer()
        self._interested.clear()
        self._log.warn("the webhook {id} is switched off: its target is gone (410)", id=target.webhook.id)
        act = AuditEntry(action="disable_webhook", by=OPERATOR.who, time=self._now(), detail=f"{target.webhook.id} 410")
        await self._store.put_webhook(target.webhook, act)

    def _backoff(self, attempts: int) -> float:
        seconds: float = min(BACKOFF_MAX_SECONDS, BACKOFF_SECONDS * 2 ** min(attempts - 1, 20))
        return seconds * (0.5 + self._chance())


def _count_events(part: Part, items: Sequence[PendingItem]) -> int:
    logged = part.last_seq - part.first_seq + 1 if part.last_seq else 0
    return logged + sum(item.number > 0 for item in items)


def _message_id(webhook_id: str, parts: Iterable[Part]) -> str:
    # The same for the same events, however often they are sent.
    return "msg_" + sha256(msgspec.json.encode((webhook_id, list(parts)))).hexdigest()[:32]
