"""
``chatd webhook``: outgoing webhooks.
"""

from argparse import ArgumentParser, Namespace
from typing import Any

from msgspec import Struct

from chatd.admin.arguments import parse_seconds
from chatd.admin.command import CommandChannel, NoItem, OperatorCommand
from chatd.admin.context import OperatorContext
from chatd.admin.formatting import format_count, format_time
from chatd.admin.protocol import Item, Request
from chatd.domain.accounts import OPERATOR
from chatd.domain.webhooks import EVENTS, Delivery, Webhook
from chatd.webhooks.administration import DELIVERIES_MAX, OVERLAP_SECONDS
from chatd.webhooks.delivery import WebhookStatus


class AddWebhook(Request, frozen=True, tag="webhook_add", kw_only=True):
    """
    Add a webhook for `events` in the rooms that match the patterns `rooms`.
    """

    url: str
    events: list[str]
    rooms: list[str]


class ListWebhooks(Request, frozen=True, tag="webhook_list"):
    """
    List all webhooks, without their secrets.
    """


class ShowWebhook(Request, frozen=True, tag="webhook_show"):
    """
    Show one webhook, without its secret.
    """

    webhook: str


class RotateWebhook(Request, frozen=True, tag="webhook_rotate"):
    """
    Give a webhook a new secret; the former one signs, too, for `overlap` seconds.
    """

    webhook: str
    overlap: int = OVERLAP_SECONDS


class EnableWebhook(Request, frozen=True, tag="webhook_enable"):
    """
    Send to a webhook again, from where it stopped.
    """

    webhook: str


class DisableWebhook(Request, frozen=True, tag="webhook_disable"):
    """
    Send nothing to a webhook until it is enabled.
    """

    webhook: str


class RemoveWebhook(Request, frozen=True, tag="webhook_remove"):
    """
    Remove a webhook and its deliveries.
    """

    webhook: str


class ListDeliveries(Request, frozen=True, tag="webhook_deliveries"):
    """
    List the newest attempts to deliver, with an id < `before`.
    """

    webhook: str
    limit: int = 50
    before: int | None = None


class ReplayDelivery(Request, frozen=True, tag="webhook_replay"):
    """
    Send the events of a delivery again, or (None) of all that are parked.
    """

    webhook: str
    delivery: int | None = None


class SecretShown(Struct, frozen=True):
    """
    A webhook with a new `secret`, which is not shown again.
    """

    id: str
    secret: str


class WebhookShown(Struct, frozen=True):
    """
    A webhook without its secret, and how its delivery is; times in milliseconds since 1970.
    """

    id: str
    url: str
    events: tuple[str, ...]
    rooms: tuple[str, ...]
    state: str
    by: str
    created: int
    former_until: int | None
    waiting: int
    failures: int
    error: str
    oldest_seconds: int


class WebhooksListed(Struct, frozen=True):
    """
    How many webhooks were listed.
    """

    webhooks: int


class WebhookChanged(Struct, frozen=True):
    """
    The webhook that was changed.
    """

    id: str
    url: str


class DeliveryShown(Struct, frozen=True):
    """
    One attempt to deliver; `rooms` are those that it was about.
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
    rooms: tuple[str, ...]


class DeliveriesListed(Struct, frozen=True):
    """
    How many deliveries were listed; `more`: there are older ones.
    """

    deliveries: int
    more: bool = False


async def add_webhook(context: OperatorContext, request: AddWebhook, channel: CommandChannel) -> SecretShown:
    """
    Execute `AddWebhook`.
    """
    webhook = await context.webhooks.add(request.url, request.events, request.rooms, OPERATOR.who)
    return SecretShown(webhook.id, webhook.secret)


async def list_webhooks(context: OperatorContext, request: ListWebhooks, channel: CommandChannel) -> WebhooksListed:
    """
    Execute `ListWebhooks`.
    """
    found = await context.webhooks.list_webhooks()
    for webhook, status in found:
        await channel.send_record(Item(_webhook_shown(webhook, status)))
    return WebhooksListed(len(found))


async def show_webhook(context: OperatorContext, request: ShowWebhook, channel: CommandChannel) -> WebhookShown:
    """
    Execute `ShowWebhook`.
    """
    webhook = await context.webhooks.find(request.webhook)
    return _webhook_shown(webhook, context.webhooks.status(webhook))


async def rotate_webhook(context: OperatorContext, request: RotateWebhook, channel: CommandChannel) -> SecretShown:
    """
    Execute `RotateWebhook`.
    """
    webhook = await context.webhooks.rotate(request.webhook, OPERATOR.who, request.overlap)
    return SecretShown(webhook.id, webhook.secret)


async def enable_webhook(context: OperatorContext, request: EnableWebhook, channel: CommandChannel) -> WebhookChanged:
    """
    Execute `EnableWebhook`.
    """
    webhook = await context.webhooks.change(request.webhook, OPERATOR.who, state="enabled")
    return WebhookChanged(webhook.id, webhook.url)


async def disable_webhook(context: OperatorContext, request: DisableWebhook, channel: CommandChannel) -> WebhookChanged:
    """
    Execute `DisableWebhook`.
    """
    webhook = await context.webhooks.change(request.webhook, OPERATOR.who, state="disabled")
    return WebhookChanged(webhook.id, webhook.url)


async def remove_webhook(context: OperatorContext, request: RemoveWebhook, channel: CommandChannel) -> WebhookChanged:
    """
    Execute `RemoveWebhook`.
    """
    webhook = await context.webhooks.remove(request.webhook, OPERATOR.who)
    return WebhookChanged(webhook.id, webhook.url)


async def list_deliveries(
    context: OperatorContext, request: ListDeliveries, channel: CommandChannel
) -> DeliveriesListed:
    """
    Execute `ListDeliveries`.
    """
    found, more = await context.webhooks.deliveries(request.webhook, before=request.before, limit=request.limit)
    for delivery in found:
        await channel.send_record(Item(_delivery(delivery)))
    return DeliveriesListed(len(found), more)


async def replay_delivery(
    context: OperatorContext, request: ReplayDelivery, channel: CommandChannel
) -> DeliveriesListed:
    """
    Execute `ReplayDelivery`.
    """
    attempts = await context.webhooks.replay(request.webhook, request.delivery, OPERATOR.who)
    for attempt in attempts:
        await channel.send_record(Item(_delivery(attempt)))
    return DeliveriesListed(len(attempts))


def _webhook_shown(webhook: Webhook, status: WebhookStatus) -> WebhookShown:
    return WebhookShown(
        webhook.id,
        webhook.url,
        webhook.events,
        webhook.rooms,
        webhook.state,
        webhook.by,
        webhook.created,
        webhook.former_until,
        status.waiting,
        status.failures,
        status.error,
        status.oldest_seconds,
    )


def _delivery(one: Delivery) -> DeliveryShown:
    rooms = tuple(part.room or "/" for part in one.parts)
    return DeliveryShown(
        one.id,
        one.message,
        one.time,
        one.state,
        one.attempt,
        one.status,
        one.error,
        one.milliseconds,
        one.events,
        rooms,
    )


def _format_webhook(webhook: WebhookShown) -> str:
    state = webhook.state
    if webhook.failures:
        state += f", failing: {webhook.error} ({format_count(webhook.failures, 'attempt')})"
    if webhook.waiting:
        state += f", {format_count(webhook.waiting, 'room')} waiting"
    if webhook.oldest_seconds >= 60:
        state += f" for {format_count(webhook.oldest_seconds // 60, 'minute')}"
    events = "all events" if webhook.events == EVENTS else ",".join(webhook.events)
    return f"{webhook.id}  {webhook.url}  {state}  {events} in {','.join(webhook.rooms)}"


def _format_delivery(one: DeliveryShown) -> str:
    result = one.error or f"status {one.status}"
    number = f"{one.id}  " if one.id else ""
    rooms = ",".join(one.rooms[:3]) + ("…" if len(one.rooms) > 3 else "")
    counted = format_count(one.events, "event")
    return f"{number}{format_time(one.time)}  {one.state}  {result}  {counted} of {rooms}  attempt {one.attempt}"


def _add_new_webhook(parser: ArgumentParser) -> None:
    parser.add_argument("url", metavar="URL")
    parser.add_argument("--events", metavar="EVENT,…", action="append", required=True, help=f"of {', '.join(EVENTS)}")
    parser.add_argument("--rooms", metavar="PATTERN,…", action="append", help="which rooms (default: *)")


def _read_new_webhook(given: Namespace) -> AddWebhook:
    return AddWebhook(url=given.url, events=_split(given.events), rooms=_split(given.rooms or ["*"]))


def _split(given: list[str]) -> list[str]:
    return [part.strip() for text in given for part in text.split(",") if part.strip()]


def _add_webhook(parser: ArgumentParser) -> None:
    parser.add_argument("webhook", metavar="WEBHOOK", help="its id or its URL")


def _add_rotation(parser: ArgumentParser) -> None:
    _add_webhook(parser)
    parser.add_argument(
        "--for", dest="length", metavar="24h", default="24h", help="how long the former secret signs, too (s, m, h, d)"
    )


def _add_deliveries(parser: ArgumentParser) -> None:
    _add_webhook(parser)
    parser.add_argument("--limit", type=int, default=50, metavar="NUMBER", help=f"at most {DELIVERIES_MAX}")
    parser.add_argument("--before", type=int, metavar="ID", help="older ones than this")


def _add_replay(parser: ArgumentParser) -> None:
    _add_webhook(parser)
    parser.add_argument("delivery", metavar="DELIVERY", type=int, nargs="?", help="its id; without it, all parked ones")


COMMANDS: tuple[OperatorCommand[Any, Any, Any], ...] = (
    OperatorCommand[AddWebhook, NoItem, SecretShown](
        name="webhook add",
        help="send events to a URL; its secret is printed once",
        add_arguments=_add_new_webhook,
        read_arguments=_read_new_webhook,
        request=AddWebhook,
        execute=add_webhook,
        answer=SecretShown,
        show_answer=lambda request, made: f"{made.id}\n{made.secret}\nKeep the secret: it is not shown again.",
        if_lost=lambda request: f"remove it with 'chatd webhook remove {request.url}' and add it again",
    ),
    OperatorCommand[ListWebhooks, WebhookShown, WebhooksListed](
        name="webhook list",
        help="list the webhooks",
        read_arguments=lambda given: ListWebhooks(),
        request=ListWebhooks,
        execute=list_webhooks,
        item=WebhookShown,
        show_item=_format_webhook,
        answer=WebhooksListed,
        show_answer=lambda request, listed: format_count(listed.webhooks, "webhook"),
        reads_only=True,
    ),
    OperatorCommand[ShowWebhook, NoItem, WebhookShown](
        name="webhook show",
        help="show a webhook",
        add_arguments=_add_webhook,
        read_arguments=lambda given: ShowWebhook(given.webhook),
        request=ShowWebhook,
        execute=show_webhook,
        answer=WebhookShown,
        show_answer=lambda request, shown: _format_webhook(shown),
        reads_only=True,
    ),
    OperatorCommand[RotateWebhook, NoItem, SecretShown](
        name="webhook rotate",
        help="give a webhook a new secret",
        add_arguments=_add_rotation,
        read_arguments=lambda given: RotateWebhook(given.webhook, parse_seconds(given.length) or 0),
        request=RotateWebhook,
        execute=rotate_webhook,
        answer=SecretShown,
        show_answer=lambda request, made: f"{made.secret}\nKeep the secret: it is not shown again.",
        if_lost=lambda request: f"rotate it again with 'chatd webhook rotate {request.webhook}'",
    ),
    OperatorCommand[EnableWebhook, NoItem, WebhookChanged](
        name="webhook enable",
        help="send to a webhook again, from where it stopped",
        add_arguments=_add_webhook,
        read_arguments=lambda given: EnableWebhook(given.webhook),
        request=EnableWebhook,
        execute=enable_webhook,
        answer=WebhookChanged,
        show_answer=lambda request, changed: f"{changed.id} is enabled",
    ),
    OperatorCommand[DisableWebhook, NoItem, WebhookChanged](
        name="webhook disable",
        help="send nothing to a webhook",
        add_arguments=_add_webhook,
        read_arguments=lambda given: DisableWebhook(given.webhook),
        request=DisableWebhook,
        execute=disable_webhook,
        answer=WebhookChanged,
        show_answer=lambda request, changed: f"{changed.id} is disabled",
    ),
    OperatorCommand[RemoveWebhook, NoItem, WebhookChanged](
        name="webhook remove",
        help="remove a webhook and its deliveries",
        add_arguments=_add_webhook,
        read_arguments=lambda given: RemoveWebhook(given.webhook),
        request=RemoveWebhook,
        execute=remove_webhook,
        answer=WebhookChanged,
        show_answer=lambda request, changed: f"{changed.id} is removed",
    ),
    OperatorCommand[ListDeliveries, DeliveryShown, DeliveriesListed](
        name="webhook deliveries",
        help="list what was sent to a webhook",
        add_arguments=_add_deliveries,
        read_arguments=lambda given: ListDeliveries(given.webhook, given.limit, given.before),
        request=ListDeliveries,
        execute=list_deliveries,
        item=DeliveryShown,
        show_item=_format_delivery,
        answer=DeliveriesListed,
        show_answer=lambda request, listed: (
            format_count(listed.deliveries, "attempt") + (", and older ones" if listed.more else "")
        ),
        reads_only=True,
    ),
    OperatorCommand[ReplayDelivery, DeliveryShown, DeliveriesListed](
        name="webhook replay",
        help="send a delivery again, or all that are parked",
        add_arguments=_add_replay,
        read_arguments=lambda given: ReplayDelivery(given.webhook, given.delivery),
        request=ReplayDelivery,
        execute=replay_delivery,
        item=DeliveryShown,
        show_item=_format_delivery,
        answer=DeliveriesListed,
        show_answer=lambda request, listed: format_count(listed.deliveries, "attempt"),
    ),
)
