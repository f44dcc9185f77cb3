"""
Reads of the store that are under way, and what changes before they return.
"""

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from typing import TypeVar

R = TypeVar("R", bound=Hashable)


class RunningReads(dict[str, set[R]]):
    """
    One record for each running read, by room.  Code that changes a room notes it in all records of the room, and the
    reader looks at its record when the store has answered.
    """

    @contextmanager
    def track(self, room: str, record: R) -> Iterator[R]:
        """
        Keep `record` under `room` during one read.
        """
        records = self.setdefault(room, set())
        records.add(record)
        try:
            yield record
        finally:
            records.discard(record)
            if not records:
                self.pop(room, None)
