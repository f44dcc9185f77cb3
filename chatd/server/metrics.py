"""
The metrics of a node, made from its counters at each scrape.

docs/operations.md lists them (Watching it).  No label has a room, a user or an address: there are as many series as
there are codes.
"""

import gc
import platform
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from itertools import accumulate
from typing import Any

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector, CollectorRegistry

from chatd import __version__
from chatd.domain.counters import Door, Histogram
from chatd.errors import CODES, Close
from chatd.server.metric_sources import MetricSources

_REFUSALS: tuple[tuple[Door, str], ...] = (
    ("connection", "429"),
    ("connection", "503"),
    ("connection", "deadline"),
    ("handshake", "403"),
    ("handshake", "429"),
    ("handshake", "503"),
    ("http", "429"),
    ("http", "503"),
    *(("http", code) for code in CODES),
    *(("websocket", code) for code in CODES),
)
_LOGINS: tuple[tuple[Door, str], ...] = (("http", "ok"), ("websocket", "ok"), ("http", "bad_token"))
"""What is shown from the start, with 0: the first one counts as a rise then."""


def make_registry(sources: MetricSources) -> CollectorRegistry:
    """
    Returns a registry of its own with all metrics; the library's default one is not used.
    """
    registry = CollectorRegistry(auto_describe=False)
    registry.register(NodeCollector(sources))
    # ``chatd_process_…``: memory, processor time, descriptors, start.
    ProcessCollector(namespace="chatd", registry=registry)
    return registry


class NodeCollector(Collector):
    """
    Reads `sources`.
    """

    def __init__(self, sources: MetricSources) -> None:
        self._sources = sources

    def collect(self) -> Iterator[Metric]:
        """
        Yields all metrics of now.
        """
        yield from self._connections()
        yield from self._traffic()
        yield from self._refusals()
        yield from self._store()
        yield from self._webhooks()
        yield from self._process()

    def _connections(self) -> Iterator[Metric]:
        sources, counters = self._sources, self._sources.counters
        yield _gauge("connections", "WebSockets and streams of events that are open.", len(sources.factory.live))
        yield _gauge("http_connections", "HTTP connections that are open.", sources.http_connections())
        yield _gauge("handshakes_in_flight", "Connections whose first request is not complete.", sources.handshakes())
        yield _gauge("handshakes_waiting", "TCP connections that are not accepted yet.", sources.waiting())
        yield _counter("accepted_connections", "Connections that were accepted.", counters.accepted)
        refused = sum(count for (door, _), count in counters.refused.items() if door == "handshake")
        results = {
            "opened": counters.websockets,
            "refused": refused,
            "timeout": counters.refused["connection", "deadline"],
        }
        yield _counters("handshakes", "Handshakes by result.", ("result",), {(name,): n for name, n in results.items()})
        yield _counter("event_streams", "Streams of server-sent events that were opened.", counters.streams)
        yield _counter("lost_connections", "WebSockets whose peer no longer answered pings.", counters.lost_peers)
        closed = {(str(int(code)),): counters.closed[code] for code in {*Close, *counters.closed}}
        yield _counters("closes", "WebSockets that the server closed, by close code.", ("code",), closed)
        yield _gauge("users_online", "Users who are logged in by a WebSocket.", sources.hub.user_count)
        yield _gauge("rooms_open", "Rooms that somebody has joined.", sources.hub.room_count)

    def _traffic(self) -> Iterator[Metric]:
        sources, counters = self._sources, self._sources.counters
        yield _counter("http_requests", "HTTP requests that were read.", counters.http_requests)
        yield _counter("commands", "Commands of the protocol that were carried out.", counters.commands)
        yield _counter("messages", "Messages that were said.", counters.messages)
        yield _counter("deliveries", "Events that were written to readers.", counters.deliveries)
        yield _counter("signals", "Signals that were sent.", counters.signals)
        yield _counter("signals_dropped", "Signals that slow readers did not get.", counters.signals_dropped)
        yield _counter("received_bytes", "Bytes that came from WebSockets.", counters.bytes_received)
        yield _counter("sent_bytes", "Bytes of events and answers to WebSockets.", counters.bytes_sent)
        yield _histogram(
            "delivery_seconds",
            "From the receipt of a message until it was handed to its readers; of a batch, the oldest.",
            sources.writer.delivery_times,
        )
        readers = sources.factory.readers
        yield _gauge("slow_readers", "Readers for whom something waits.", readers.behind)
        yield _gauge("waiting_bytes", "Bytes that wait for slow readers, the kernel's buffers included.", readers.total)
        aborted, evicted = counters.aborted_readers, counters.evicted_readers
        yield _counters(
            "slow_readers_closed",
            "Readers that were cut off: too slow themselves, or when all of them together had too much waiting.",
            ("reason",),
            {("own",): aborted - evicted, ("all",): evicted},
        )

    def _refusals(self) -> Iterator[Metric]:
        counters = self._sources.counters
        refused = {(code, door): counters.refused[door, code] for door, code in {*_REFUSALS, *counters.refused}}
        yield _counters("refusals", "Refusals by error code or HTTP status, and by where.", ("code", "door"), refused)
        logins = {(result, door): counters.logins[door, result] for door, result in {*_LOGINS, *counters.logins}}
        yield _counters("logins", "Logins by result: ok or an error code.", ("result", "door"), logins)

    def _store(self) -> Iterator[Metric]:
        sources, disk = self._sources, self._sources.disk_quota
        upkeep = sources.stores.upkeep
        yield _gauge("queue_length", "Messages that wait to be stored.", sources.writer.queue_length)
        yield _gauge("store_writable", "1 if the store can be read and written.", sources.stores.problem is None)
        times = None if upkeep is None else upkeep.status.commit_times
        yield _histogram("commit_seconds", "Transactions that write, in the writer's thread.", times or Histogram())
        if upkeep is not None:
            status = upkeep.status
            yield _gauge("waiting_changes", "Small changes that wait for a commit.", status.waiting)
            yield _counters(
                "store_errors",
                "Faults of the store by operation.",
                ("operation",),
                {("write",): 0, ("read",): 0, **{(name,): count for name, count in status.faults.items()}},
            )
            yield _counter("store_refused", "Messages that a fault of the store refused.", status.refused)
            yield _gauge("unindexed_messages", "Messages that are not in the search index yet.", status.unindexed)
            yield _gauge("backup_failed", "1 if the last backup failed.", status.backup_problem is not None)
        yield _gauge("disk_used_bytes", "Bytes of the database on the disk.", disk.used)
        yield _gauge("disk_free_bytes", "Bytes that are free beside the database.", disk.free)
        yield _gauge("disk_quota_bytes", "Bytes that the database may have; 0: no limit.", disk.quota)
        family = GaugeMetricFamily("chatd_api_keys", "API keys by state, counted once a minute.", labels=("state",))
        for state, count in sources.keys.items():
            family.add_metric((state,), count)
        yield family

    def _webhooks(self) -> Iterator[Metric]:
        totals = self._sources.webhooks()
        yield _counters(
            "webhook_deliveries",
            "Requests to outgoing webhooks by result, and batches that were given up (parked).",
            ("result",),
            {(result,): count for result, count in totals.results.items()},
        )
        family = GaugeMetricFamily("chatd_webhooks", "Outgoing webhooks by state.", labels=("state",))
        for state, count in totals.states.items():
            family.add_metric((state,), count)
        yield family
        yield _gauge("webhook_waiting_rooms", "Rooms with something to tell, of each webhook.", totals.waiting)
        yield _gauge("webhook_oldest_seconds", "For how long the oldest event has waited.", totals.oldest_seconds)

    def _process(self) -> Iterator[Metric]:
        yield _histogram("reactor_delay_seconds", "By how much the reactor was late.", self._sources.reactor_delays)
        pauses = HistogramMetricFamily(
            "chatd_gc_pause_seconds",
            "Garbage collections, during which everybody waits, by generation.",
            labels=("generation",),
        )
        for generation, histogram in enumerate(self._sources.gc_pauses):
            pauses.add_metric((str(generation),), _buckets(histogram), histogram.total)
        yield pauses
        generations = list(enumerate(gc.get_stats()))
        for name, key, text in (
            ("gc_collections", "collections", "Garbage collections by generation."),
            ("gc_collected_objects", "collected", "Objects that they have freed."),
            ("gc_uncollectable_objects", "uncollectable", "Objects that they could not free."),
        ):
            values = {(str(generation),): stats[key] for generation, stats in generations}
            yield _counters(name, text, ("generation",), values)
        family = GaugeMetricFamily("chatd_build_info", "Versions.", labels=("version", "python", "twisted", "autobahn"))
        family.add_metric((__version__, platform.python_version(), version("twisted"), version("autobahn")), 1)
        yield family


def _gauge(name: str, text: str, value: float) -> Metric:
    return GaugeMetricFamily(f"chatd_{name}", text, value=float(value))


def _counter(name: str, text: str, value: float) -> Metric:
    return CounterMetricFamily(f"chatd_{name}", text, value=value)


def _counters(name: str, text: str, labels: tuple[str, ...], values: Mapping[Any, int]) -> Metric:
    family = CounterMetricFamily(f"chatd_{name}", text, labels=labels)
    for found, value in sorted(values.items()):
        family.add_metric(found, value)
    return family


def _histogram(name: str, text: str, histogram: Histogram) -> Metric:
    return HistogramMetricFamily(f"chatd_{name}", text, _buckets(histogram), histogram.total)


def _buckets(histogram: Histogram) -> list[tuple[str, int]]:
    # One reading of the counts: another thread may add to them.
    counts = list(accumulate(histogram.counts))
    bounds = [*(str(bound) for bound in histogram.bounds), "+Inf"]
    return list(zip(bounds, counts, strict=True))
