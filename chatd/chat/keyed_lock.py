"""
Locks by name.
"""

from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from twisted.internet.defer import Deferred


class _Lock:
    # A lock that is held.  Those who wait run one after the other in a loop, never within each other's release, as with
    # `DeferredLock`: a hundred of them, each done at once, would be deeper than the stack.

    __slots__ = ("_free", "_passing", "_waiting")

    def __init__(self) -> None:
        self._waiting: deque[Deferred[None]] = deque()
        self._passing = False
        self._free = False

    def wait(self) -> Deferred[None]:
        waiter: Deferred[None] = Deferred()
        self._waiting.append(waiter)
        return waiter

    def pass_on(self) -> bool:
        # Lets the next one hold the lock; returns whether nobody is left.
        self._free = True
        if self._passing:
            # The holder is done within the loop below, which goes on with the next one.
            return False
        self._passing = True
        while self._free and self._waiting:
            waiter = self._waiting.popleft()
            if not waiter.called:
                self._free = False
                waiter.callback(None)
        self._passing = False
        return self._free


class KeyedLock:
    """
    A lock for each name of one kind, acquired in order of arrival.  Names of several kinds, such as ids of rooms and of
    users, may be equal: each kind needs its own object.
    """

    def __init__(self) -> None:
        self._locks: dict[str, _Lock] = {}

    def __len__(self) -> int:
        return len(self._locks)

    @asynccontextmanager
    async def hold(self, name: str) -> AsyncIterator[None]:
        """
        Hold the lock of `name`.
        """
        lock = self._locks.get(name)
        if lock is None:
            lock = self._locks[name] = _Lock()
        else:
            await lock.wait()
        try:
            yield
        finally:
            if lock.pass_on():
                del self._locks[name]
