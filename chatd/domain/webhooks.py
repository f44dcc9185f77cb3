"""
Values of outgoing webhooks: their events, how far each has been told, and attempts to deliver.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Annotated, Literal, NamedTuple

from msgspec import Meta, Struct

from chatd.domain.events import User
from chatd.domain.moderation import AuditEntry, Report
from chatd.domain.patterns import SITE, Pattern

MESSAGE_EVENTS = ("message.created", "message.edited", "message.deleted", "user.mentioned")
"""The events that are made from logs of rooms."""
PRESENCE_EVENTS = ("room.occupied", "room.vacated", "member.joined", "member.left")
EVENTS = (*PRESENCE_EVENTS, *MESSAGE_EVENTS, "sanction", "report")

SANCTION_ACTIONS = ("kick", "mute", "unmute", "ban", "unban")
"""The actions of the audit log that are told as the event ``sanction``."""

RETRY_MS = 3 * 86_400_000
"""How long an event is tried, from when it happened; then it is parked."""

WebhookState = Literal["enabled", "disabled", "gone"]
"""`gone`: switched off because the target answered 410."""


class WebhookSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """
    The section ``[webhooks]``.  `allow` are networks in which targets may be although they are not public; a target has
    `timeout_seconds` for a whole answer.
    """

    allow: tuple[str, ...] = ()
    timeout_seconds: Annotated[float, Meta(gt=0, le=300)] = 15.0


class Webhook(Struct, frozen=True, kw_only=True):
    """
    One webhook: the `events` of the rooms that match a pattern of `rooms` are sent to `url`.

    `secret` signs what is sent; after a rotation `former_secret` signs it too, until `former_until`.  Nothing that
    happened before `created`, or was stored as an event up to `first_event`, is sent.
    """

    id: str
    url: str
    events: tuple[str, ...]
    rooms: tuple[str, ...]
    secret: str
    former_secret: str | None = None
    former_until: int | None = None
    state: WebhookState = "enabled"
    by: str
    created: int
    first_event: int = 0

    def __repr__(self) -> str:
        # Without the secret, so that it cannot be logged by mistake.
        return f"Webhook({self.id!r}, {self.url!r})"


class RoomFilter:
    """
    The rooms of some patterns.  The site itself, for what happens outside of rooms, is meant by ``/`` and by ``*``.
    """

    def __init__(self, patterns: Iterable[str]) -> None:
        self._patterns = [Pattern(text) for text in patterns]
        self._site = any(pattern.text in {SITE, "*"} for pattern in self._patterns)

    def matches(self, room: str) -> bool:
        """
        Whether the id `room` matches; empty: the site.
        """
        return self._site if not room else any(pattern.matches(room) for pattern in self._patterns)


class RoomCursor(Struct, frozen=True, kw_only=True):
    """
    How far one webhook has been told about one room: of its log up to `seq` of the log `epoch`, which was an event of
    the time `time` (0: none), and of the stored events (`StoredEvent`) up to `event`.
    """

    room: str
    epoch: str = ""
    seq: int = 0
    time: int = 0
    event: int = 0


class PresenceEvent(Struct, frozen=True):
    """
    Somebody came to a room or left it, or the first or last did: one of `PRESENCE_EVENTS`.  `user` and `name` are empty
    if it is about the room.
    """

    event: str
    room: str
    time: int
    user: str
    name: str
    count: int


class StoredEvent(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """
    An event that is in no log of a room, as it is sent: `room` is null for the site.

    `count`: how many users are in the room then.  A sanction has the `action`, `by`, the sanctioned `user`, `until` and
    `reason`; a report `report`, `seq`, the `author` of that message, `by` and `reason`.
    """

    event: str
    id: str
    room: str | None
    time: int
    user: User | None = None
    count: int | None = None
    action: str | None = None
    by: User | None = None
    until: int | None = None
    reason: str | None = None
    report: int | None = None
    seq: int | None = None
    author: User | None = None


def sanction_event(number: int, act: AuditEntry) -> StoredEvent:
    """
    The event of an entry of the audit log.  It has no address.
    """
    return StoredEvent(
        event="sanction",
        id=f"event:{number}",
        room=act.room,
        time=act.time,
        user=act.user,
        action=act.action,
        by=act.by,
        until=act.until,
        reason=act.reason or None,
    )


def report_event(number: int, report: Report) -> StoredEvent:
    """
    The event of a new report.
    """
    return StoredEvent(
        event="report",
        id=f"event:{number}",
        room=report.room,
        time=report.time,
        report=report.id,
        seq=report.seq,
        author=report.author,
        by=report.by,
        reason=report.reason or None,
    )


def presence_event(number: int, event: PresenceEvent) -> StoredEvent:
    """
    The event of somebody who came or left; `room.occupied` and `room.vacated` tell no user.
    """
    return StoredEvent(
        event=event.event,
        id=f"event:{number}",
        room=event.room,
        time=event.time,
        user=User(event.user, event.name) if event.user else None,
        count=event.count,
    )


class NumberedEvent(NamedTuple):
    """
    A stored event with its number; None for one whose content has been removed since.
    """

    number: int
    time: int
    content: StoredEvent | None


class Part(Struct, frozen=True, array_like=True):
    """
    The part of a delivery that is about one room: entries `first_seq` to `last_seq` of the log `epoch` (0: none), and
    the stored events from `first_event` to `last_event` (0: none).
    """

    room: str
    epoch: str
    first_seq: int
    last_seq: int
    first_event: int
    last_event: int


DeliveryState = Literal["delivered", "failed", "parked", "replayed"]


class Delivery(Struct, frozen=True, kw_only=True):
    """
    One attempt to send, or events that are not tried any more (`parked`), or were parked and sent again (`replayed`).

    `message` is the ``webhook-id``; `attempt` counts those of the same events; `status` is that of the answer, `error`
    why there was none or why it counts for nothing; `events` how many there were, and `milliseconds` the attempt's
    length.
    """

    id: int = 0
    webhook: str
    message: str
    time: int
    state: DeliveryState
    attempt: int = 1
    status: int | None = None
    error: str = ""
    milliseconds: int = 0
    events: int = 0
    parts: tuple[Part, ...] = ()


def wanted_events(names: Sequence[str]) -> tuple[str, ...]:
    """
    The events of `names`, in which ``message.*`` and ``*`` stand for several, in the order of `EVENTS`.  Raises
    ValueError, which names the unknown one.
    """
    found: set[str] = set()
    for name in names:
        prefix = name.removesuffix("*")
        fitting = {event for event in EVENTS if event == name or (prefix != name and event.startswith(prefix))}
        if not fitting:
            raise ValueError(f"{name[:40]!r}: there is no such event; expected some of {', '.join(EVENTS)}")
        found |= fitting
    return tuple(event for event in EVENTS if event in found)


def wants_any(webhooks: Iterable[Webhook], events: Collection[str]) -> bool:
    """
    Whether one of `webhooks` is enabled and has one of `events`.
    """
    return any(one.state == "enabled" and not set(events).isdisjoint(one.events) for one in webhooks)
