"""
How long garbage collections take.
"""

import gc
from collections.abc import Iterator

import pytest

from chatd.server.gc_monitor import GcMonitor


@pytest.fixture
def monitor() -> Iterator[GcMonitor]:
    """
    Each look at its clock is a quarter of a second later.
    """
    times = iter(range(1000))
    found = GcMonitor(lambda: next(times) / 4)
    gc.disable()
    yield found
    gc.enable()


def test_collections_are_measured_by_generation(monitor: GcMonitor) -> None:
    """
    As long as they are asked to.
    """
    gc.collect(0)
    monitor.start_monitoring()
    gc.collect(0)
    gc.collect(2)
    gc.collect(2)
    monitor.stop_monitoring()
    gc.collect(2)
    assert [(sum(pauses.counts), pauses.total) for pauses in monitor.pauses] == [(1, 0.25), (0, 0.0), (2, 0.5)]
