"""
The cases of docs/incidents.md (Which of four it is), as the operator's page and the metrics tell them apart.
"""

from bisect import bisect_right
from typing import Any

import msgspec
from twisted.internet.defer import Deferred
from twisted.internet.task import Clock, deferLater
from twisted.trial.unittest import SynchronousTestCase

from chatd.domain.counters import DURATIONS
from chatd.server.reactor_monitor import TICK_SECONDS, ReactorMonitor
from tests.server.test_metrics import samples, value
from tests.support.memory_node import Listener
from tests.support.wsclient import handshake

MANY = 400


class IncidentTests(SynchronousTestCase):
    """
    Ann and Bob talk in the lobby; `before` and `found` are what the page and the metrics show of an incident.
    """

    def setUp(self) -> None:
        self.clock: Any = Clock()
        self.monitor = ReactorMonitor(self.clock)
        self.monitor.start_monitoring(watching=False)
        self.addCleanup(self.monitor.stop_monitoring)
        self.listener = Listener(clock=self.clock, reactor_delays=self.monitor.delays)
        self.ann, self.bob = self.listener.enter("Ann"), self.listener.enter("Bob")
        self.pass_time(1)
        self.monitor.delays.counts[:] = [0] * len(self.monitor.delays.counts)
        self.before = samples(self.listener)

    def pass_time(self, seconds: float) -> None:
        """
        So long the reactor is on time.
        """
        for _ in range(round(seconds / TICK_SECONDS)):
            self.clock.advance(TICK_SECONDS)

    def snapshot(self) -> Any:
        """
        What the operator's page reads.
        """
        return msgspec.json.decode(msgspec.json.encode(self.listener.node.site.snapshot()))

    def risen(self, name: str, **labels: str) -> float:
        """
        By how much a metric has risen since the beginning.
        """
        return value(samples(self.listener), name, **labels) - self.before.get(
            ("chatd_" + name, frozenset(labels.items())), 0
        )

    def slow(self, name: str, seconds: float) -> int:
        """
        How many of the durations of a figure were at least so long.
        """
        counts: list[int] = self.snapshot()[name]["counts"]
        return sum(counts[bisect_right(DURATIONS, seconds) :])

    def refusals(self) -> dict[tuple[str, str], int]:
        """
        The refusals that the page shows, by code and door.
        """
        return {(one["code"], one["door"]): one["times"] for one in self.snapshot()["refusals"] if one["times"]}

    def test_slow_disk(self) -> None:
        """
        What is said reaches its readers late, and waits; the reactor is on time, and nobody is refused.
        """
        log = self.listener.node.stores.log
        append = log.append

        def append_late(drafts: Any) -> Deferred[Any]:
            return deferLater(self.clock, 0.4, append, drafts)

        self.patch(log, "append", append_late)
        for number in range(3):
            self.ann.tell(type="say", room="lobby", text="tea", ref=number)
            self.pass_time(0.2)
        self.assertGreater(self.snapshot()["queue"], 0)
        self.pass_time(2)
        self.assertEqual((self.slow("delivery", 0.25) > 0, self.slow("reactor_delay", 0.25)), (True, 0))
        self.assertEqual((self.refusals(), self.snapshot()["queue"]), ({}, 0))
        self.assertEqual(self.risen("messages_total"), 3)

    def test_flooding_client(self) -> None:
        """
        Refusals, and the address with the setting; the others notice nothing.
        """
        for number in range(MANY):
            self.ann.tell(type="say", room="lobby", text="tea", ref=number)
        self.pass_time(3)
        self.assertEqual(set(self.refusals()), {("rate_limited", "websocket")})
        self.assertGreater(self.risen("refusals_total", code="rate_limited", door="websocket"), 50)
        self.assertEqual(self.risen("closes_total", code="4009"), 1)
        (first, *_) = self.snapshot()["refused"]
        self.assertEqual((first["who"], first["kind"]), ("192.0.2.1", "limits.refusals_burst (close 4009)"))
        self.assertEqual((self.slow("delivery", 0.25), self.slow("reactor_delay", 0.25)), (0, 0))

    def test_blocked_reactor(self) -> None:
        """
        Only its delay.
        """
        self.clock.advance(11)
        self.pass_time(1)
        self.assertEqual((self.slow("reactor_delay", 10), self.refusals()), (1, {}))
        self.assertEqual(
            self.risen("reactor_delay_seconds_count") - self.risen("reactor_delay_seconds_bucket", le="10.0"), 1
        )
        self.assertEqual(self.slow("delivery", 0.25), 0)

    def test_broken_proxy(self) -> None:
        """
        Refused handshakes, and the origin that would have to be allowed; who is in goes on.
        """
        for _ in range(5):
            self.listener.request(handshake(extra="Origin: https://chat.example.org\r\n"))
        self.ann.tell(type="say", room="lobby", text="tea", ref=1)
        self.pass_time(1)
        self.assertEqual((self.refusals(), self.risen("messages_total")), ({("403", "handshake"): 5}, 1))
        self.assertEqual(self.risen("refusals_total", code="403", door="handshake"), 5)
        self.assertIn("server.origins", self.snapshot()["refused"][0]["kind"])
        self.assertEqual((self.slow("delivery", 0.25), self.slow("reactor_delay", 0.25)), (0, 0))
