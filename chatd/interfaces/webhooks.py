"""
Interface of the store of outgoing webhooks.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from typing import Protocol

from chatd.domain.moderation import AuditEntry
from chatd.domain.webhooks import Delivery, NumberedEvent, PresenceEvent, RoomCursor, Webhook


class WebhookStore(Protocol):
    """
    Stores webhooks, how far each has been told, the events that are in no log, and attempts to deliver.  May fail with
    `unavailable`; tests/storage/webhook_contract.py tests the promises.

    The events of sanctions and reports are stored by `chatd.interfaces.storage.RoomDirectory` in the commit of the act,
    if there is a webhook.
    """

    def webhooks(self) -> Awaitable[Sequence[Webhook]]:
        """
        All webhooks, the oldest first.
        """

    def put_webhook(self, webhook: Webhook, act: AuditEntry | None) -> Awaitable[Webhook]:
        """
        Add a webhook, or replace the one with its id, which keeps its `first_event`; returns it as it is stored.  A new
        one is told of nothing that has been stored before.
        """

    def remove_webhook(self, webhook_id: str, act: AuditEntry) -> Awaitable[None]:
        """
        Remove a webhook with its cursors and deliveries.
        """

    def cursors(self, webhook_id: str, rooms: Collection[str]) -> Awaitable[Mapping[str, RoomCursor]]:
        """
        The cursors that are stored, by room.
        """

    def backlog(self, webhook: Webhook) -> Awaitable[Collection[str]]:
        """
        The rooms in which something was said or happened that the cursors of `webhook` do not cover; '' is the site.
        Rooms that its patterns do not match may be among them.
        """

    def add_presence_events(self, events: Sequence[PresenceEvent]) -> Awaitable[None]:
        """
        Store events in one commit, with who is present after them.
        """

    def set_present(self, people: Collection[tuple[str, str, str]]) -> Awaitable[None]:
        """
        Store who is present instead of what was stored: rooms, ids and names of users.
        """

    def present(self) -> Awaitable[Collection[tuple[str, str, str]]]:
        """
        Who is present by what is stored: rooms, ids and names of users.
        """

    def events_after(
        self, positions: Mapping[str, int], limit: int
    ) -> Awaitable[Mapping[str, Sequence[NumberedEvent]]]:
        """
        By room the first `limit` stored events after the number given for it, in their present state.
        """

    def add_delivery(self, delivery: Delivery, cursors: Sequence[RoomCursor] = ()) -> Awaitable[int]:
        """
        Store an attempt, and the `cursors` of its webhook, in one commit; returns its id.  Of each webhook the newest
        `DELIVERIES_KEPT` are kept.
        """

    def put_cursors(self, webhook_id: str, cursors: Sequence[RoomCursor]) -> Awaitable[None]:
        """
        Store cursors.
        """

    def deliveries(
        self, webhook_id: str, *, before: int | None = None, parked: bool = False, limit: int
    ) -> Awaitable[Sequence[Delivery]]:
        """
        The newest `limit` attempts with an id < `before`, or only those that are `parked`, the newest first.
        """

    def mark_replayed(self, delivery_id: int) -> Awaitable[None]:
        """
        Note that the events of a parked delivery were sent.
        """

    def purge(self, *, events_before: int, deliveries_before: int) -> Awaitable[None]:
        """
        Remove stored events and attempts that are older.
        """


class ActEvents(Protocol):
    """
    Stores sanctions and reports, and with them the events for webhooks: each `RoomDirectory` does.
    """

    def watch_events(self, stored: Callable[[str], None]) -> None:
        """
        Call `stored` with the room, or '' for the site, of each sanction or report that was stored.
        """


DELIVERIES_KEPT = 1000
EVENTS_KEPT = 100_000
"""Stored events: more are removed, the oldest first."""
