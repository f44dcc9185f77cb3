"""
Use cases of operators and administrators: add, list, rotate, enable, disable and remove webhooks; deliveries, replay.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from chatd.auth.tokens import Secret
from chatd.clock import Now
from chatd.domain.events import User
from chatd.domain.moderation import AuditEntry
from chatd.domain.patterns import Pattern
from chatd.domain.webhooks import Delivery, Webhook, WebhookState, wanted_events
from chatd.errors import Refusal, unavailable
from chatd.interfaces.webhooks import WebhookStore
from chatd.webhooks.addresses import AddressRules
from chatd.webhooks.delivery import WebhookStatus
from chatd.webhooks.sending import check_url
from chatd.webhooks.signing import new_secret

WEBHOOKS_MAX = 100
OVERLAP_SECONDS = 86_400
"""How long after a rotation the former secret signs, too."""
OVERLAP_MAX_SECONDS = 30 * 86_400
DELIVERIES_MAX = 200
"""Deliveries of one page."""
REPLAY_MAX = 100
"""Parked deliveries that one command sends again."""


class Delivering(Protocol):
    """
    The part of a daemon that sends.
    """

    def status(self, webhook_id: str) -> WebhookStatus:
        """
        How the delivery to a webhook is.
        """

    def retry_now(self, webhook_id: str) -> None:
        """
        Try at once what waits after failures.
        """

    def replay(self, webhook: Webhook, delivery: Delivery) -> Awaitable[Delivery]:
        """
        Send the events of a delivery again, once; returns the attempt.
        """


class WebhookAdmin:
    """
    The use cases.  Each change is written to the audit log with `by`, who asks for it, in the same commit.

    Without a daemon there is no `delivering`.  `changed` is awaited after each change.
    """

    def __init__(
        self,
        store: WebhookStore,
        rules: AddressRules,
        now: Now,
        *,
        new_id: Callable[[], str],
        new_secret: Secret = new_secret,
    ) -> None:
        self._store = store
        self._rules = rules
        self._now = now
        self._new_id = new_id
        self._new_secret = new_secret
        self._delivering: Delivering | None = None
        self._changed: Callable[[], Awaitable[object]] | None = None

    def connect(self, delivering: Delivering, changed: Callable[[], Awaitable[object]]) -> None:
        """
        Use the `delivering` of a daemon, and await `changed` after each change.
        """
        self._delivering = delivering
        self._changed = changed

    async def add(self, url: str, events: Sequence[str], rooms: Sequence[str], by: User) -> Webhook:
        """
        Add a webhook for `events` in the rooms that match one of the patterns `rooms`; returns it with its secret.

        Refused as `invalid`, with the field `url`, `events` or `rooms`; as `conflict` if there are too many.
        """
        self._check_url(url)
        if not events:
            raise Refusal("invalid", "events: name at least one", field="events")
        if not rooms:
            raise Refusal("invalid", "rooms: name at least one pattern; * for all rooms", field="rooms")
        try:
            wanted = wanted_events(events)
        except ValueError as error:
            raise Refusal("invalid", f"events: {error}", field="events") from None
        for text in rooms[:100]:
            try:
                Pattern(text)
            except ValueError as error:
                raise Refusal("invalid", f"rooms: {error}", field="rooms") from None
        if len(rooms) > 100:
            raise Refusal("invalid", "rooms: at most 100 patterns", field="rooms")
        if len(await self._store.webhooks()) >= WEBHOOKS_MAX:
            raise Refusal("conflict", f"url: there are {WEBHOOKS_MAX} webhooks already", field="url")
        webhook = Webhook(
            id=self._new_id(),
            url=url,
            events=wanted,
            rooms=tuple(dict.fromkeys(rooms)),
            secret=self._new_secret(),
            by=by.id,
            created=self._now(),
        )
        return await self._store_webhook(webhook, "add_webhook", by, f"{webhook.id} {url}")

    async def list_webhooks(self) -> Sequence[tuple[Webhook, WebhookStatus]]:
        """
        All webhooks, the oldest first.
        """
        return [(webhook, self.status(webhook)) for webhook in await self._store.webhooks()]

    async def find(self, which: str) -> Webhook:
        """
        The webhook with the id `which`, or with that URL if there is only one; refused as `not_found`.
        """
        webhooks = await self._store.webhooks()
        found = [one for one in webhooks if one.id == which] or [one for one in webhooks if one.url == which]
        if len(found) != 1:
            missing = f"webhook: there is no webhook {which[:100]!r}"
            many = f"webhook: {len(found)} webhooks have this URL; name the id"
            raise Refusal("not_found", many if found else missing, field="webhook")
        return found[0]

    def status(self, webhook: Webhook) -> WebhookStatus:
        """
        How the delivery to a webhook is; nothing is known without a daemon.
        """
        return WebhookStatus() if self._delivering is None else self._delivering.status(webhook.id)

    async def rotate(self, which: str, by: User, overlap_seconds: int = OVERLAP_SECONDS) -> Webhook:
        """
        Give a webhook a new secret; the former one signs, too, for `overlap_seconds`.  Returns it with its secret.
        """
        if not 0 <= overlap_seconds <= OVERLAP_MAX_SECONDS:
            raise Refusal("invalid", f"overlap: expected 0 to {OVERLAP_MAX_SECONDS} seconds", field="overlap")
        webhook = await self.find(which)
        changed = replace(
            webhook,
            secret=self._new_secret(),
            former_secret=webhook.secret if overlap_seconds else None,
            former_until=self._now() + overlap_seconds * 1000 if overlap_seconds else None,
        )
        return await self._store_webhook(changed, "rotate_webhook", by)

    async def change(
        self,
        which: str,
        by: User,
        *,
        url: str | UnsetType = UNSET,
        state: WebhookState | UnsetType = UNSET,
    ) -> Webhook:
        """
        Change where a webhook is sent to, or whether it is.  An enabled one goes on where it stopped, with what is not
        older than three days.  Who changes the address owns it from then on.
        """
        webhook = await self.find(which)
        if url is not UNSET and url != webhook.url:
            self._check_url(url)
            # What it is told is what the one who chose the address may be told.
            moved = replace(webhook, url=url, by=by.id)
            webhook = await self._store_webhook(moved, "change_webhook", by, f"{webhook.id} {url}")
        if state is not UNSET and state != webhook.state:
            action = "enable_webhook" if state == "enabled" else "disable_webhook"
            webhook = await self._store_webhook(replace(webhook, state=state), action, by)
        return webhook

    async def remove(self, which: str, by: User) -> Webhook:
        """
        Remove a webhook and its deliveries.
        """
        webhook = await self.find(which)
        await self._store.remove_webhook(webhook.id, self._act("remove_webhook", by, f"{webhook.id} {webhook.url}"))
        await self._tell_change()
        return webhook

    async def deliveries(
        self, which: str, *, before: int | None = None, limit: int = 50
    ) -> tuple[Sequence[Delivery], bool]:
        """
        The newest attempts with an id < `before`, and whether there are older ones.
        """
        webhook = await self.find(which)
        limit = max(1, min(limit, DELIVERIES_MAX))
        found = await self._store.deliveries(webhook.id, before=before, limit=limit + 1)
        return found[:limit], len(found) > limit

    async def replay(self, which: str, delivery_id: int | None, by: User) -> Sequence[Delivery]:
        """
        Send the events of a delivery again, once, or (None) of all that are parked, until one fails; what waits after
        failures is tried at once, too.  Returns the attempts.

        Refused as `unavailable` without a daemon, as `conflict` if the webhook is disabled, as `not_found` if there is
        no such delivery.
        """
        webhook = await self.find(which)
        if webhook.state != "enabled":
            raise Refusal("conflict", f"webhook: it is {webhook.state}; enable it first", field="webhook")
        if delivery_id is None:
            found = list(reversed(await self._store.deliveries(webhook.id, parked=True, limit=REPLAY_MAX)))
        else:
            found = list(await self._store.deliveries(webhook.id, before=delivery_id + 1, limit=1))
            if not found or found[0].id != delivery_id:
                raise Refusal("not_found", f"delivery: there is no delivery {delivery_id}", field="delivery")
        if self._delivering is None:
            if not found:
                return []
            raise unavailable("chatd does not run, and sends nothing; start it first")
        attempts: list[Delivery] = []
        for delivery in found:
            attempts.append(await self._delivering.replay(webhook, delivery))
            if attempts[-1].state == "failed":
                return attempts
        self._delivering.retry_now(webhook.id)
        return attempts

    def _check_url(self, url: str) -> None:
        try:
            check_url(url, self._rules)
        except ValueError as error:
            raise Refusal("invalid", f"url: {error}", field="url") from None

    async def _store_webhook(self, webhook: Webhook, action: str, by: User, detail: str = "") -> Webhook:
        stored = await self._store.put_webhook(webhook, self._act(action, by, detail or webhook.id))
        await self._tell_change()
        return stored

    async def _tell_change(self) -> None:
        if self._changed is not None:
            await self._changed()

    def _act(self, action: str, by: User, detail: str) -> AuditEntry:
        return AuditEntry(action=action, by=by, time=self._now(), detail=detail)
