"""
Worker threads for blocking work.
"""

from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread, current_thread
from typing import Any, Protocol, TypeVar

from twisted.internet.defer import Deferred, fail
from twisted.python.failure import Failure

from chatd.errors import StartError, unavailable

T = TypeVar("T")
Task = tuple[Deferred[Any], Callable[..., Any], tuple[Any, ...]]


class ReactorFromThread(Protocol):
    """
    The part of a reactor that worker threads use.
    """

    def callFromThread(  # noqa: N802 - Twisted's name
        self, callable: Callable[..., Any], *args: object, **kwargs: object
    ) -> None:
        """
        Call `callable` in the reactor's thread, after all earlier calls.
        """


class WorkerThreads:
    """
    Up to `size` threads with one queue of tasks, taken in order.  A single thread also runs them in order.

    All methods but `call_in_reactor` are called in the reactor's thread, and results arrive there.  Before `start` and
    after `stop` every task is refused as `unavailable`.  Each thread calls `initializer` before its first task; if that
    raises, the task fails with it, and the next task calls it again.
    """

    def __init__(
        self, reactor: ReactorFromThread, name: str, size: int, *, initializer: Callable[[], object] | None = None
    ) -> None:
        self._reactor = reactor
        self._name = name
        self._size = size
        self._initializer = initializer
        self._running = False
        self._threads: list[Thread] = []
        self._tasks: SimpleQueue[Task | None] = SimpleQueue()
        self._unanswered = 0

    def start(self) -> None:
        """
        Accept tasks.  Raises StartError if the system cannot start a thread.
        """
        if self._running:
            return
        # One thread at once, so that every task gets one; others when there are tasks and all threads are busy.
        try:
            self._grow()
        except RuntimeError as error:
            raise StartError(f"{self._name}: {error}: too many processes, or too little memory") from error
        self._running = True

    def stop(self) -> None:
        """
        Accept no more tasks; returns when all accepted ones are done.  Their results may arrive afterwards.

        Raises RuntimeError, and changes nothing, if called in one of its own threads: that would wait for itself.
        """
        if current_thread() in self._threads:
            raise RuntimeError(f"{self._name} cannot wait for itself")
        self._running = False
        for _ in self._threads:
            self._tasks.put(None)
        for thread in self._threads:
            thread.join()
        self._threads.clear()

    @property
    def busy(self) -> bool:
        """
        Whether a task runs or waits.
        """
        return self._unanswered > 0

    def submit(self, call: Callable[..., T], *args: Any) -> Deferred[T]:
        """
        Run `call` in a thread; fires with what it returns or raises.  It runs even if the Deferred is dropped.
        """
        if not self._running:
            return fail(unavailable("the server is starting or going down"))
        self._unanswered += 1
        if self._unanswered > len(self._threads) < self._size:
            # If the system has no more threads, the existing ones do all of it.
            with suppress(RuntimeError):
                self._grow()
        done: Deferred[T] = Deferred()
        self._tasks.put((done, call, args))
        return done

    def call_in_reactor(self, call: Callable[..., Any], *args: object) -> None:
        """
        Called in a worker thread: call `call` in the reactor's thread, before the result of the running task arrives.
        """
        self._reactor.callFromThread(call, *args)

    def _grow(self) -> None:
        # Daemon threads: a process that ends without `stop` does not wait; what was not committed did not happen.
        thread = Thread(target=self._work, name=f"{self._name}-{len(self._threads)}", daemon=True)
        thread.start()
        self._threads.append(thread)

    def _work(self) -> None:
        initializer = self._initializer
        for done, call, args in iter(self._tasks.get, None):
            try:
                if initializer is not None:
                    initializer()
                    initializer = None
                outcome = call(*args)
            except BaseException:
                outcome = Failure()
            self._reactor.callFromThread(self._answer, done, outcome)
            # Keep nothing of this task alive while waiting for the next.
            del done, call, args, outcome

    def _answer(self, done: Deferred[T], outcome: T | Failure) -> None:
        self._unanswered -= 1
        # `callback` treats a Failure as an error.
        done.callback(outcome)
