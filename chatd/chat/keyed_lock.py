"""
Locks by name.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from twisted.internet.defer import DeferredLock


class KeyedLock:
    """
    A lock for each name of one kind, acquired in order of arrival.  Names of several kinds, such as ids of rooms and of
    users, may be equal: each kind needs its own object.
    """

    def __init__(self) -> None:
        self._locks: dict[str, DeferredLock] = {}

    def __len__(self) -> int:
        return len(self._locks)

    @asynccontextmanager
    async def hold(self, name: str) -> AsyncIterator[None]:
        """
        Hold the lock of `name`.
        """
        lock = self._locks.setdefault(name, DeferredLock())
        await lock.acquire()
        try:
            yield
        finally:
            # The next holder runs within this call, and may be done when it returns.
            lock.release()
            if not lock.locked and self._locks.get(name) is lock:
                del self._locks[name]
