"""
Endpoints by which administrators manage outgoing webhooks.
"""

from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from chatd.domain.webhooks import Delivery, Webhook, WebhookState
from chatd.http.api.app import Route
from chatd.http.api.request import ApiRequest
from chatd.protocol.commands import Seq
from chatd.webhooks.administration import DELIVERIES_MAX, OVERLAP_MAX_SECONDS, OVERLAP_SECONDS, WebhookAdmin
from chatd.webhooks.delivery import WebhookStatus

Url = Annotated[str, Meta(max_length=2000)]


class NewWebhookBody(Struct, frozen=True, forbid_unknown_fields=True):
    """
    A new webhook: where to, which events, and patterns of the rooms; without `rooms` all that ``*`` matches.
    """

    url: Url
    events: Annotated[tuple[str, ...], Meta(min_length=1, max_length=50)]
    rooms: Annotated[tuple[str, ...], Meta(min_length=1, max_length=100)] | UnsetType = UNSET


class WebhookBody(Struct, frozen=True, forbid_unknown_fields=True):
    """
    What to change.
    """

    url: Url | UnsetType = UNSET
    state: Literal["enabled", "disabled"] | UnsetType = UNSET


class RotateBody(Struct, frozen=True, forbid_unknown_fields=True):
    """
    For how many seconds the former secret signs, too.
    """

    overlap: Annotated[int, Meta(ge=0, le=OVERLAP_MAX_SECONDS)] = OVERLAP_SECONDS


class ReplayBody(Struct, frozen=True, forbid_unknown_fields=True):
    """
    The delivery to send again; without it, all that are parked.
    """

    delivery: Seq | None = None


class DeliveriesQuery(Struct, frozen=True, forbid_unknown_fields=True):
    """
    A page of deliveries, with an id < `before`.
    """

    before: Seq | None = None
    limit: Annotated[int, Meta(ge=1, le=DELIVERIES_MAX)] = 50


class OneWebhook(Struct, frozen=True):
    """
    A webhook without its secret; `secret` is given only when it is made or rotated.  `waiting` rooms have something to
    tell, the oldest for `oldest_seconds`; `failures` attempts have failed since the last success, the last one with
    `error`.
    """

    id: str
    url: str
    events: Sequence[str]
    rooms: Sequence[str]
    state: WebhookState
    by: str
    created: int
    waiting: int
    failures: int
    error: str
    oldest_seconds: int
    former_until: int | None
    secret: str | UnsetType = UNSET


class WebhooksAnswer(Struct, frozen=True):
    """
    All webhooks, the oldest first.
    """

    webhooks: list[OneWebhook]


class OneDelivery(Struct, frozen=True):
    """
    One attempt: `message` is its ``webhook-id``, `rooms` those that it was about.
    """

    id: int
    message: str
    time: int
    state: str
    attempt: int
    status: int | None
    error: str
    milliseconds: int
    events: int
    rooms: list[str]


class DeliveriesAnswer(Struct, frozen=True):
    """
    Attempts, the newest first; `more`: there are older ones.
    """

    deliveries: list[OneDelivery]
    more: bool


class WebhookEndpoints:
    """
    The endpoints of webhooks.
    """

    def __init__(self, admin: WebhookAdmin) -> None:
        self._admin = admin

    def routes(self) -> Iterator[Route]:
        """
        Yields the routes.
        """
        one = "/api/webhooks/<webhook>"
        yield Route("GET", "/api/webhooks", self.list, asks="admin")
        yield Route("POST", "/api/webhooks", self.add, asks="admin", body=NewWebhookBody, status=201)
        yield Route("GET", one, self.describe, asks="admin")
        yield Route("PATCH", one, self.change, asks="admin", body=WebhookBody)
        yield Route("DELETE", one, self.remove, asks="admin")
        yield Route("POST", f"{one}/rotate", self.rotate, asks="admin", body=RotateBody)
        yield Route("GET", f"{one}/deliveries", self.deliveries, asks="admin", query=DeliveriesQuery)
        yield Route("POST", f"{one}/replay", self.replay, asks="admin", body=ReplayBody)

    async def list(self, exchange: ApiRequest) -> WebhooksAnswer:
        """
        Lists all webhooks.
        """
        return WebhooksAnswer(
            [_webhook_shown(webhook, status) for webhook, status in await self._admin.list_webhooks()]
        )

    async def add(self, exchange: ApiRequest, body: NewWebhookBody) -> OneWebhook:
        """
        Adds a webhook; its secret is shown once.
        """
        rooms = ("*",) if body.rooms is UNSET else body.rooms
        webhook = await self._admin.add(body.url, body.events, rooms, exchange.who.user)
        return _webhook_shown(webhook, self._admin.status(webhook), secret=True)

    async def describe(self, exchange: ApiRequest, webhook: str) -> OneWebhook:
        """
        Shows one webhook.
        """
        found = await self._admin.find(webhook)
        return _webhook_shown(found, self._admin.status(found))

    async def change(self, exchange: ApiRequest, webhook: str, body: WebhookBody) -> OneWebhook:
        """
        Changes the URL, enables or disables a webhook.
        """
        found = await self._admin.change(webhook, exchange.who.user, url=body.url, state=body.state)
        return _webhook_shown(found, self._admin.status(found))

    async def remove(self, exchange: ApiRequest, webhook: str) -> None:
        """
        Removes a webhook and its deliveries.
        """
        await self._admin.remove(webhook, exchange.who.user)

    async def rotate(self, exchange: ApiRequest, webhook: str, body: RotateBody) -> OneWebhook:
        """
        Gives a webhook a new secret, which is shown once.
        """
        found = await self._admin.rotate(webhook, exchange.who.user, body.overlap)
        return _webhook_shown(found, self._admin.status(found), secret=True)

    async def deliveries(self, exchange: ApiRequest, webhook: str, query: DeliveriesQuery) -> DeliveriesAnswer:
        """
        Lists attempts to deliver.
        """
        found, more = await self._admin.deliveries(webhook, before=query.before, limit=query.limit)
        return DeliveriesAnswer([_delivery(one) for one in found], more)

    async def replay(self, exchange: ApiRequest, webhook: str, body: ReplayBody) -> DeliveriesAnswer:
        """
        Sends a delivery again, or all that are parked; returns the attempts.
        """
        attempts = await self._admin.replay(webhook, body.delivery, exchange.who.user)
        return DeliveriesAnswer([_delivery(one) for one in attempts], more=False)


def _webhook_shown(webhook: Webhook, status: WebhookStatus, *, secret: bool = False) -> OneWebhook:
    return OneWebhook(
        webhook.id,
        webhook.url,
        webhook.events,
        webhook.rooms,
        webhook.state,
        webhook.by,
        webhook.created,
        status.waiting,
        status.failures,
        status.error,
        status.oldest_seconds,
        webhook.former_until,
        webhook.secret if secret else UNSET,
    )


def _delivery(one: Delivery) -> OneDelivery:
    return OneDelivery(
        one.id,
        one.message,
        one.time,
        one.state,
        one.attempt,
        one.status,
        one.error,
        one.milliseconds,
        one.events,
        [part.room or "/" for part in one.parts],
    )
