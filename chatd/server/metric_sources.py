"""
The parts of a node that metrics are read from.
"""

from collections.abc import Callable, Sequence
from typing import Any, Literal

from msgspec import Struct

from chatd.chat.disk_quota import DiskQuota
from chatd.chat.rooms.hub import Hub
from chatd.chat.rooms.write_queue import WriteQueue
from chatd.domain.counters import Counters, Histogram
from chatd.server.storage import Storage
from chatd.webhooks.delivery import DeliveryTotals
from chatd.websocket.server import ChatFactory

KeyState = Literal["active", "expired", "revoked"]


class MetricSources(Struct):
    """
    What is read at each scrape.  `handshakes` and `http_connections` return how many connections there are whose first
    request is not complete, and that speak HTTP; `waiting` how many are in the kernel and not accepted yet.
    `reactor_delays` are the seconds by which the reactor was late, `gc_pauses` those that garbage collections took, by
    generation.  `webhooks` returns how the outgoing webhooks are.  `keys` is the number of API keys by state.
    """

    counters: Counters
    factory: ChatFactory
    hub: Hub[Any]
    writer: WriteQueue
    stores: Storage
    disk_quota: DiskQuota
    handshakes: Callable[[], int]
    http_connections: Callable[[], int]
    waiting: Callable[[], int]
    reactor_delays: Histogram
    gc_pauses: Sequence[Histogram]
    webhooks: Callable[[], DeliveryTotals]
    keys: dict[KeyState, int] = {}
