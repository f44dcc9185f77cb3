"""
Looking and then doing, without anybody else doing something in between.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from twisted.internet.defer import DeferredLock


class Alone:
    """
    One at a time for each name, in the order in which they came; what has another name waits for nobody.
    """

    def __init__(self) -> None:
        self._locks: dict[str, DeferredLock] = {}

    def __len__(self) -> int:
        return len(self._locks)

    @asynccontextmanager
    async def with_(self, name: str) -> AsyncIterator[None]:
        """
        Be the only one with `name`: a room's id, or a user's.
        """
        lock = self._locks.setdefault(name, DeferredLock())
        await lock.acquire()
        try:
            yield
        finally:
            # The next one begins at once, and may be done.
            lock.release()
            if not lock.locked and self._locks.get(name) is lock:
                del self._locks[name]
