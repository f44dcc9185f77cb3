"""
What operators watch: health checks and metrics, on the addresses of the page and on private ones.
"""

from typing import Any

from twisted.web.resource import Resource

from chatd.clock import Clock, Now
from chatd.http.health import LIVE, READY, LivenessResource, ReadinessResource
from chatd.server.metric_sources import KeyState, MetricSources
from chatd.server.settings import MetricsSettings


class Monitoring:
    """
    The health checks and metrics of a node.

    The node is ready once `opened` is set, until `draining` is.
    """

    def __init__(self, sources: MetricSources, settings: MetricsSettings, clock: Clock, now: Now) -> None:
        self.opened = False
        self.draining = False
        self._sources = sources
        self._settings = settings
        self._clock = clock
        self._now = now

    def problems(self) -> list[str]:
        """
        Why the node should get no new connections, each in one line; empty if it should.
        """
        found = [
            "draining" if self.draining else None,
            None if self.opened else "the store is not open yet",
            self._sources.stores.problem,
            self._sources.disk_quota.problem,
        ]
        return [problem for problem in found if problem is not None]

    def public_resources(self) -> dict[bytes, Resource]:
        """
        The resources for the addresses of the page, by path.
        """
        return {**self._health_checks(), **(self._metrics() if self._settings.public else {})}

    def make_private_site(self) -> Any:
        """
        Returns Twisted's factory for the private addresses.
        """
        from chatd.http.metrics import PrivateSite  # noqa: PLC0415 - as in `_metrics`

        return PrivateSite({**self._health_checks(), **self._metrics()}, self._clock)

    async def count_keys(self) -> None:
        """
        Counts the API keys.  May raise Refusal `unavailable`.
        """
        counts: dict[KeyState, int] = {"active": 0, "expired": 0, "revoked": 0}
        for key in await self._sources.stores.people.keys():
            ended = key.scope.ends is not None and key.scope.ends <= self._now()
            counts["revoked" if key.revoked is not None else "expired" if ended else "active"] += 1
        self._sources.keys = counts

    def _health_checks(self) -> dict[bytes, Resource]:
        return {LIVE: LivenessResource(), READY: ReadinessResource(self.problems, self._warnings)}

    def _warnings(self) -> list[str]:
        # Anybody may ask, so the numbers are in the log and in `chatd status` alone.
        return [] if self._sources.disk_quota.warning is None else ["the disk quota is nearly used up"]

    def _metrics(self) -> dict[bytes, Resource]:
        # Imported where they are used: prometheus-client takes memory and time at the start.
        from chatd.http.metrics import METRICS, MetricsResource  # noqa: PLC0415
        from chatd.server.metrics import make_registry  # noqa: PLC0415

        return {METRICS: MetricsResource(make_registry(self._sources))}
