"""
Callers that wait for the same event.
"""

from twisted.internet.defer import Deferred


class Waiters:
    """
    The callers that wait for one event, continued in order of arrival.
    """

    __slots__ = ("_waiting",)

    def __init__(self) -> None:
        self._waiting: list[Deferred[None]] = []

    def __len__(self) -> int:
        return len(self._waiting)

    def wait(self) -> Deferred[None]:
        """
        Fires with the next call of `fire`, or fails with the next call of `fail`.
        """
        waiting: Deferred[None] = Deferred()
        self._waiting.append(waiting)
        return waiting

    def fire(self) -> None:
        """
        Continue all callers that wait now.  Calls of `wait` from now on are for the next event.
        """
        waiting, self._waiting = self._waiting, []
        for deferred in waiting:
            deferred.callback(None)

    def fail(self, error: Exception) -> None:
        """
        Raise `error` in all callers that wait now.
        """
        waiting, self._waiting = self._waiting, []
        for deferred in waiting:
            deferred.errback(error)
