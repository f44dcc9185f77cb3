"""
Operational counters, for the log, ``chatd status`` and metrics.

Integers that only grow, incremented in place: the message path pays one addition per count.
"""

from bisect import bisect_left
from collections import Counter
from typing import Literal

from chatd.errors import Close

DURATIONS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper bounds in seconds of what a histogram counts together."""

Door = Literal["connection", "handshake", "http", "websocket"]
"""
Where somebody is refused: when they connect, when a request becomes a WebSocket, by HTTP, by the answer to a command.
"""


class Histogram:
    """
    Counts durations in seconds: those up to each of `bounds`, and longer ones.  `total` is their sum.

    Nothing is locked: one thread adds, others may read.
    """

    __slots__ = ("bounds", "counts", "total")

    def __init__(self, bounds: tuple[float, ...] = DURATIONS) -> None:
        self.bounds = bounds
        self.counts = [0] * (len(bounds) + 1)
        self.total = 0.0

    def add_duration(self, seconds: float, times: int = 1) -> None:
        """
        Count `times` durations of `seconds`.
        """
        self.counts[bisect_left(self.bounds, seconds)] += times
        self.total += seconds * times


class Counters:
    """
    Counters of this node since its start.

    `refused` counts refusals by door and code: an error code, or the HTTP status of those that were refused before a
    command or an endpoint was reached (``deadline``: cut off without an answer).  `closed` counts closes by the code
    that the server sent.  `logins` counts logins by door and result: ``ok`` or an error code.

    `aborted_readers` were too slow; those of them dropped because the waiting bytes of all readers together exceeded
    the limit are also in `evicted_readers`.  `bytes_received` and `bytes_sent` are those of WebSockets; of events that
    go to readers of several formats, each counts with the size of the largest.
    """

    __slots__ = (
        "aborted_readers",
        "accepted",
        "bytes_received",
        "bytes_sent",
        "closed",
        "commands",
        "deliveries",
        "evicted_readers",
        "http_requests",
        "logins",
        "lost_peers",
        "messages",
        "refused",
        "signals",
        "signals_dropped",
        "streams",
        "websockets",
    )

    def __init__(self) -> None:
        self.accepted = 0
        self.websockets = 0
        self.streams = 0
        self.http_requests = 0
        self.commands = 0
        self.messages = 0
        self.signals = 0
        self.deliveries = 0
        self.bytes_received = 0
        self.bytes_sent = 0
        self.signals_dropped = 0
        self.aborted_readers = 0
        self.evicted_readers = 0
        self.lost_peers = 0
        self.refused: Counter[tuple[Door, str]] = Counter()
        self.logins: Counter[tuple[Door, str]] = Counter()
        self.closed: Counter[int] = Counter()

    def count_slow_reader(self) -> None:
        """
        Counts a connection that is cut off because its reader is too slow.
        """
        self.aborted_readers += 1
        self.closed[Close.SLOW_READER] += 1
