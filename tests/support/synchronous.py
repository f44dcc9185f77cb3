"""
Tests that ask something, and have the answer when the call returns.
"""

from collections.abc import Awaitable, Coroutine
from typing import TYPE_CHECKING, Any, TypeVar

from twisted.internet.defer import Deferred
from twisted.trial.unittest import SynchronousTestCase

from chatd.errors import Refusal

T = TypeVar("T")


class Asking(SynchronousTestCase if TYPE_CHECKING else object):  # type: ignore[misc]
    """
    For a `SynchronousTestCase`: what comes of something that may wait, but does not.
    """

    def do(self, waiting: Awaitable[T]) -> T:
        """
        What comes of it, at once.
        """
        done: T = self.successResultOf(_deferred(waiting))
        return done

    def refusal(self, waiting: Awaitable[object]) -> Refusal:
        """
        What it is refused with.
        """
        refusal: Refusal = self.failureResultOf(_deferred(waiting), Refusal).value
        return refusal

    def refused(self, waiting: Awaitable[object]) -> tuple[str, str | None]:
        """
        The code and the field that it is refused with.
        """
        refusal = self.refusal(waiting)
        return refusal.code, refusal.field


def _deferred(waiting: Any) -> Deferred[Any]:
    return Deferred.fromCoroutine(waiting) if isinstance(waiting, Coroutine) else waiting
