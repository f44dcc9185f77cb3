"""
Threads that do what must not hold up the reactor.
"""

from collections.abc import Callable
from threading import Thread
from typing import Any, Protocol, TypeVar

from twisted.internet.defer import Deferred, fail
from twisted.internet.threads import deferToThreadPool
from twisted.python.threadpool import ThreadPool

from chatd.errors import unavailable

T = TypeVar("T")


class FromThreads(Protocol):
    """
    What threads need of a reactor.
    """

    def callFromThread(  # noqa: N802 - Twisted's name
        self, callable: Callable[..., Any], *args: object, **kwargs: object
    ) -> None:
        """
        Call something in the reactor's thread, after all that was asked before.
        """


class Crew:
    """
    Up to `size` threads that take what there is to do in the order in which it came: one does it in that order, too.

    Answers arrive in the reactor's thread.  Before `start` and after `stop` everything is refused as `unavailable`.
    Each thread calls `begin` first.
    """

    def __init__(
        self, reactor: FromThreads, name: str, size: int, *, begin: Callable[[], object] | None = None
    ) -> None:
        self._reactor = reactor
        self._begin = begin
        self._pool = ThreadPool(0, size, name)
        self._pool.threadFactory = self._thread  # type: ignore[assignment]
        self._running = False

    def start(self) -> None:
        """
        Begin to take work.
        """
        self._pool.start()
        self._running = True

    def stop(self) -> None:
        """
        Take no more; returns when all that was taken is done.
        """
        if self._running:
            self._running = False
            self._pool.stop()

    def do(self, call: Callable[..., T], *args: Any) -> Deferred[T]:
        """
        What `call` returns, or raises.
        """
        if not self._running:
            return fail(unavailable("the server is starting or going down"))
        done: Deferred[T] = deferToThreadPool(self._reactor, self._pool, call, *args)  # type: ignore[arg-type]
        return done

    def tell(self, call: Callable[..., Any], *args: object) -> None:
        """
        From one of the threads: call something in the reactor's, before the answer to what is being done.
        """
        self._reactor.callFromThread(call, *args)

    def _thread(self, target: Callable[[], object], name: str) -> Thread:
        def run() -> None:
            if self._begin is not None:
                self._begin()
            target()

        # A process that ends without stopping them does not wait for them: what was not committed did not happen.
        return Thread(target=run, name=name, daemon=True)
