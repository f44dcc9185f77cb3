"""
Outgoing webhooks, their cursors and their deliveries, in SQL.
"""

from collections.abc import Awaitable, Collection, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, delete, func, insert, select, update

from chatd.domain.moderation import AuditEntry
from chatd.domain.webhooks import Delivery, NumberedEvent, Part, PresenceEvent, RoomCursor, Webhook
from chatd.interfaces.webhooks import DELIVERIES_KEPT, EVENTS_KEPT
from chatd.storage.sql.audit import add_act
from chatd.storage.sql.room_table import LAST
from chatd.storage.sql.tables import (
    events,
    rooms,
    seq_of,
    webhook_cursors,
    webhook_deliveries,
    webhook_events,
    webhook_present,
    webhooks,
)
from chatd.storage.sql.transactions import Transactions
from chatd.storage.sql.upserts import put_rows
from chatd.storage.sql.webhook_events import add_presence_events, read_events_after

_ADD_DELIVERY = insert(webhook_deliveries)
_PURGE_EVERY = 100
"""Deliveries of a webhook between two removals of those that are too many."""

_parts = msgspec.json.Decoder(tuple[Part, ...])


class SqlWebhooks:
    """
    A `chatd.interfaces.webhooks.WebhookStore`.  Each method that writes is one transaction.
    """

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def webhooks(self) -> Awaitable[Sequence[Webhook]]:
        wanted = select(webhooks).order_by(webhooks.c.created, webhooks.c.id)
        return self._transactions.query(lambda connection: [_webhook(row) for row in connection.execute(wanted)])

    def put_webhook(self, webhook: Webhook, act: AuditEntry | None) -> Awaitable[Webhook]:
        def work(connection: Connection) -> Webhook:
            this = webhooks.c.id == webhook.id
            first = connection.execute(select(webhooks.c.first_event).where(this)).scalar_one_or_none()
            if first is None:
                first = connection.execute(select(func.coalesce(func.max(webhook_events.c.id), 0))).scalar_one()
            stored = msgspec.structs.replace(webhook, first_event=first)
            row = msgspec.structs.asdict(stored)
            row["events"], row["rooms"] = (msgspec.json.encode(row[name]).decode() for name in ("events", "rooms"))
            connection.execute(delete(webhooks).where(this))
            connection.execute(insert(webhooks).values(row))
            add_act(connection, act)
            return stored

        return self._transactions.commit(work)

    def remove_webhook(self, webhook_id: str, act: AuditEntry) -> Awaitable[None]:
        def work(connection: Connection) -> None:
            connection.execute(delete(webhooks).where(webhooks.c.id == webhook_id))
            connection.execute(delete(webhook_cursors).where(webhook_cursors.c.webhook == webhook_id))
            connection.execute(delete(webhook_deliveries).where(webhook_deliveries.c.webhook == webhook_id))
            add_act(connection, act)

        return self._transactions.commit(work)

    def cursors(self, webhook_id: str, rooms: Collection[str]) -> Awaitable[Mapping[str, RoomCursor]]:
        wanted = select(webhook_cursors).where(
            webhook_cursors.c.webhook == webhook_id, webhook_cursors.c.room.in_(list(rooms))
        )
        return self._transactions.query(
            lambda connection: {row.room: _cursor(row) for row in connection.execute(wanted)}
        )

    def backlog(self, webhook: Webhook) -> Awaitable[Collection[str]]:
        of = webhook_cursors.c.webhook == webhook.id
        newest = events.alias("newest")
        logs = (
            select(rooms.c.name, newest.c.id, newest.c.time, webhook_cursors.c.seq)
            .select_from(rooms)
            .join(newest, newest.c.id == LAST)
            .outerjoin(webhook_cursors, of & (webhook_cursors.c.room == rooms.c.name))
            .where(rooms.c.name.is_not(None))
        )
        happened = (
            select(webhook_events.c.room)
            .outerjoin(webhook_cursors, of & (webhook_cursors.c.room == webhook_events.c.room))
            .where(
                webhook_events.c.id > webhook.first_event,
                webhook_events.c.id > func.coalesce(webhook_cursors.c.event, 0),
            )
            .distinct()
        )

        def work(connection: Connection) -> Collection[str]:
            found = set(connection.execute(happened).scalars())
            for row in connection.execute(logs):
                told = row.time < webhook.created if row.seq is None else seq_of(row.id) <= row.seq
                if not told:
                    found.add(row.name)
            return found

        return self._transactions.query(work)

    def add_presence_events(self, events: Sequence[PresenceEvent]) -> Awaitable[None]:
        return self._transactions.commit(lambda connection: add_presence_events(connection, events))

    def set_present(self, people: Collection[tuple[str, str, str]]) -> Awaitable[None]:
        rows = [{"room": room, "user": user, "name": name} for room, user, name in people]

        def work(connection: Connection) -> None:
            connection.execute(delete(webhook_present))
            if rows:
                connection.execute(insert(webhook_present), rows)

        return self._transactions.commit(work)

    def present(self) -> Awaitable[Collection[tuple[str, str, str]]]:
        wanted = select(webhook_present.c.room, webhook_present.c.user, webhook_present.c.name)
        return self._transactions.query(lambda connection: [tuple(row) for row in connection.execute(wanted)])

    def events_after(
        self, positions: Mapping[str, int], limit: int
    ) -> Awaitable[Mapping[str, Sequence[NumberedEvent]]]:
        def work(connection: Connection) -> Mapping[str, Sequence[NumberedEvent]]:
            return {room: read_events_after(connection, room, after, limit) for room, after in positions.items()}

        return self._transactions.query(work)

    def add_delivery(self, delivery: Delivery, cursors: Sequence[RoomCursor] = ()) -> Awaitable[int]:
        def work(connection: Connection) -> int:
            row = msgspec.structs.asdict(delivery) | {"parts": msgspec.json.encode(delivery.parts).decode()}
            del row["id"]
            made = connection.execute(_ADD_DELIVERY, row).inserted_primary_key
            assert made is not None
            number: int = made[0]
            _put_cursors(connection, delivery.webhook, cursors)
            if number % _PURGE_EVERY == 0:
                _drop_oldest(connection, delivery.webhook)
            return number

        return self._transactions.commit(work)

    def put_cursors(self, webhook_id: str, cursors: Sequence[RoomCursor]) -> Awaitable[None]:
        return self._transactions.commit(lambda connection: _put_cursors(connection, webhook_id, cursors))

    def deliveries(
        self, webhook_id: str, *, before: int | None = None, parked: bool = False, limit: int
    ) -> Awaitable[Sequence[Delivery]]:
        wanted = select(webhook_deliveries).where(webhook_deliveries.c.webhook == webhook_id)
        if before is not None:
            wanted = wanted.where(webhook_deliveries.c.id < before)
        if parked:
            wanted = wanted.where(webhook_deliveries.c.state == "parked")
        wanted = wanted.order_by(webhook_deliveries.c.id.desc()).limit(limit)
        return self._transactions.query(lambda connection: [_delivery(row) for row in connection.execute(wanted)])

    def mark_replayed(self, delivery_id: int) -> Awaitable[None]:
        change = update(webhook_deliveries).where(webhook_deliveries.c.id == delivery_id).values(state="replayed")

        def work(connection: Connection) -> None:
            connection.execute(change)

        return self._transactions.commit(work)

    def purge(self, *, events_before: int, deliveries_before: int) -> Awaitable[None]:
        def work(connection: Connection) -> None:
            connection.execute(delete(webhook_events).where(webhook_events.c.time < events_before))
            newest = select(func.coalesce(func.max(webhook_events.c.id), 0)).scalar_subquery()
            connection.execute(delete(webhook_events).where(webhook_events.c.id <= newest - EVENTS_KEPT))
            connection.execute(delete(webhook_deliveries).where(webhook_deliveries.c.time < deliveries_before))
            for webhook in list(connection.execute(select(webhooks.c.id)).scalars()):
                _drop_oldest(connection, webhook)

        return self._transactions.commit(work)


def _put_cursors(connection: Connection, webhook_id: str, cursors: Sequence[RoomCursor]) -> None:
    if cursors:
        rows = [{"webhook": webhook_id} | msgspec.structs.asdict(cursor) for cursor in cursors]
        put_rows(connection, webhook_cursors, rows)


def _drop_oldest(connection: Connection, webhook_id: str) -> None:
    of = webhook_deliveries.c.webhook == webhook_id
    newest = select(webhook_deliveries.c.id).where(of).order_by(webhook_deliveries.c.id.desc())
    last = connection.execute(newest.offset(DELIVERIES_KEPT).limit(1)).scalar_one_or_none()
    if last is not None:
        connection.execute(delete(webhook_deliveries).where(of, webhook_deliveries.c.id <= last))


def _webhook(row: Row[Any]) -> Webhook:
    values = row._asdict()
    for name in ("events", "rooms"):
        values[name] = msgspec.json.decode(values[name], type=tuple[str, ...])
    return Webhook(**values)


def _cursor(row: Row[Any]) -> RoomCursor:
    return RoomCursor(room=row.room, epoch=row.epoch, seq=row.seq, time=row.time, event=row.event)


def _delivery(row: Row[Any]) -> Delivery:
    return Delivery(**(row._asdict() | {"parts": _parts.decode(row.parts)}))
