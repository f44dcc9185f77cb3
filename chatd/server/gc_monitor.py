"""
Measures how long garbage collections take: nobody is served meanwhile.
"""

import gc
import time
from collections.abc import Callable, Mapping

from chatd.domain.counters import Histogram

GENERATIONS = 3


class GcMonitor:
    """
    `pauses` are the durations of collections in seconds, by generation.

    A collection never begins while another one runs, in whatever thread.
    """

    def __init__(self, seconds: Callable[[], float] = time.perf_counter) -> None:
        self.pauses = [Histogram() for _ in range(GENERATIONS)]
        self._seconds = seconds
        self._begun = 0.0

    def start_monitoring(self) -> list[Histogram]:
        """
        Starts to measure; returns `pauses`.
        """
        gc.callbacks.append(self.collection_changed)
        return self.pauses

    def stop_monitoring(self) -> None:
        """
        Stops to measure.
        """
        gc.callbacks.remove(self.collection_changed)

    def collection_changed(self, phase: str, about: Mapping[str, int]) -> None:
        """
        A collection begins or has ended; called by the interpreter.
        """
        if phase == "start":
            self._begun = self._seconds()
        else:
            self.pauses[about["generation"]].add_duration(self._seconds() - self._begun)
