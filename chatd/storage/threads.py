"""
The store's own threads: one that writes, a few that read.
"""

from collections.abc import Callable
from functools import partial
from threading import Thread
from typing import Any, Protocol, TypeVar

from twisted.internet.defer import Deferred, fail
from twisted.internet.threads import deferToThreadPool
from twisted.python.threadpool import ThreadPool

from chatd.errors import Refusal

T = TypeVar("T")


class FromThreads(Protocol):
    """
    What the store needs of a reactor.
    """

    def callFromThread(  # noqa: N802 - Twisted's name
        self, callable: Callable[..., Any], *args: object, **kwargs: object
    ) -> None:
        """
        Call something in the reactor's thread, after all that was asked before.
        """


class _Pool(ThreadPool):
    # A process that ends without closing its store does not wait for it: what was not committed did not happen.
    threadFactory = partial(Thread, daemon=True)  # type: ignore[assignment]


class Threads:
    """
    What is given to `write` is done one after the other, in order; what is given to `read`, side by side.

    Answers arrive in the reactor's thread.  Outside of `start` and `stop` everything is refused as `unavailable`.
    """

    def __init__(self, reactor: FromThreads, readers: int) -> None:
        self._reactor = reactor
        self._writer = _Pool(0, 1, "chatd-writer")
        self._readers = _Pool(0, readers, "chatd-reader")
        self._running = False

    def start(self) -> None:
        """
        Begin to take work.
        """
        self._writer.start()
        self._readers.start()
        self._running = True

    def stop(self) -> None:
        """
        Take no more; returns when what was begun is done.
        """
        if self._running:
            self._running = False
            self._readers.stop()
            self._writer.stop()

    def write(self, call: Callable[..., T], *args: Any) -> Deferred[T]:
        """
        Have it done by the one who writes.
        """
        return self._have(self._writer, call, args)

    def read(self, call: Callable[..., T], *args: Any) -> Deferred[T]:
        """
        Have it done by one of those who read.
        """
        return self._have(self._readers, call, args)

    def tell(self, call: Callable[..., Any], *args: object) -> None:
        """
        From one of the threads: call something in the reactor's, before the answer to what is being done.
        """
        self._reactor.callFromThread(call, *args)

    def _have(self, pool: ThreadPool, call: Callable[..., T], args: tuple[Any, ...]) -> Deferred[T]:
        if not self._running:
            return fail(Refusal("unavailable", "the store is not open"))
        done: Deferred[T] = deferToThreadPool(self._reactor, pool, call, *args)  # type: ignore[arg-type]
        return done
