"""
Tests of coroutines that do not have to wait.
"""

from collections.abc import Awaitable, Coroutine
from typing import TYPE_CHECKING, Any, TypeVar

from twisted.internet.defer import Deferred
from twisted.trial.unittest import SynchronousTestCase

from chatd.errors import Refusal

T = TypeVar("T")


class Asking(SynchronousTestCase if TYPE_CHECKING else object):  # type: ignore[misc]
    """
    For a `SynchronousTestCase`: results of coroutines and Deferreds that do not have to wait.
    """

    def do(self, waiting: Awaitable[T]) -> T:
        """
        The result.
        """
        done: T = self.successResultOf(_deferred(waiting))
        return done

    def refusal(self, waiting: Awaitable[object]) -> Refusal:
        """
        The `Refusal` that it failed with.
        """
        refusal: Refusal = self.failureResultOf(_deferred(waiting), Refusal).value
        return refusal

    def refused(self, waiting: Awaitable[object]) -> tuple[str, str | None]:
        """
        The code and the field of the `Refusal` that it failed with.
        """
        refusal = self.refusal(waiting)
        return refusal.code, refusal.field


def _deferred(waiting: Any) -> Deferred[Any]:
    return Deferred.fromCoroutine(waiting) if isinstance(waiting, Coroutine) else waiting
