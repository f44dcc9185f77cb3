"""
Operational counters.

Integers that only grow, incremented in place: the message path pays one addition per count.
"""

from collections import Counter


class Counters:
    """
    Counters of this node since its start.

    `refused` counts refusals by error code, `turned_away` connections that never became sessions by reason, `closed`
    closes by the code that the server sent.  `aborted_readers` were too slow; those of them dropped because the waiting
    bytes of all readers together exceeded the limit are also in `evicted_readers`.
    """

    __slots__ = (
        "aborted_readers",
        "accepted",
        "closed",
        "commands",
        "deliveries",
        "evicted_readers",
        "http_requests",
        "lost_peers",
        "messages",
        "refused",
        "signals",
        "signals_dropped",
        "turned_away",
        "websockets",
    )

    def __init__(self) -> None:
        self.accepted = 0
        self.websockets = 0
        self.http_requests = 0
        self.commands = 0
        self.messages = 0
        self.signals = 0
        self.deliveries = 0
        self.signals_dropped = 0
        self.aborted_readers = 0
        self.evicted_readers = 0
        self.lost_peers = 0
        self.refused: Counter[str] = Counter()
        self.turned_away: Counter[str] = Counter()
        self.closed: Counter[int] = Counter()
