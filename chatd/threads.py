"""
Threads that do what must not hold up the reactor.
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
    What threads need of a reactor.
    """

    def callFromThread(  # noqa: N802 - Twisted's name
        self, callable: Callable[..., Any], *args: object, **kwargs: object
    ) -> None:
        """
        Call something in the reactor's thread, after all that was asked before.
        """


class WorkerThreads:
    """
    Up to `size` threads that take what there is to do in the order in which it came: one does it in that order, too.

    Answers arrive in the reactor's thread, where all but `tell` is to be called.  Before `start` and after `stop`
    everything is refused as `unavailable`.  Each thread calls `begin` before the first thing it does; what that raises
    is the answer, and with the next thing it is called again.
    """

    def __init__(
        self, reactor: ReactorFromThread, name: str, size: int, *, begin: Callable[[], object] | None = None
    ) -> None:
        self._reactor = reactor
        self._name = name
        self._size = size
        self._begin = begin
        self._running = False
        self._threads: list[Thread] = []
        self._tasks: SimpleQueue[Task | None] = SimpleQueue()
        self._unanswered = 0

    def start(self) -> None:
        """
        Begin to take work; StartError if the system has no thread for it.
        """
        if self._running:
            return
        # One from the beginning on, so that work can always be done; others when there is work and all are busy.
        try:
            self._grow()
        except RuntimeError as error:
            raise StartError(f"{self._name}: {error}: too many processes, or too little memory") from error
        self._running = True

    def stop(self) -> None:
        """
        Take no more; returns when all that was taken is done, and answers to it may arrive afterwards.

        RuntimeError in one of its own threads, which would wait for itself; nothing has changed then.
        """
        if current_thread() in self._threads:
            raise RuntimeError(f"{self._name} cannot wait for itself")
        self._running = False
        for _ in self._threads:
            self._tasks.put(None)
        for thread in self._threads:
            thread.join()
        self._threads.clear()

    def do(self, call: Callable[..., T], *args: Any) -> Deferred[T]:
        """
        What `call` returns, or raises.  It is done even if nobody waits for the answer any more.
        """
        if not self._running:
            return fail(unavailable("the server is starting or going down"))
        self._unanswered += 1
        if self._unanswered > len(self._threads) < self._size:
            # Where no more can be had, those that are there do it all.
            with suppress(RuntimeError):
                self._grow()
        done: Deferred[T] = Deferred()
        self._tasks.put((done, call, args))
        return done

    def tell(self, call: Callable[..., Any], *args: object) -> None:
        """
        From one of the threads: call something in the reactor's, before the answer to what is being done.
        """
        self._reactor.callFromThread(call, *args)

    def _grow(self) -> None:
        # A process that ends without stopping them does not wait for them: what was not committed did not happen.
        thread = Thread(target=self._work, name=f"{self._name}-{len(self._threads)}", daemon=True)
        thread.start()
        self._threads.append(thread)

    def _work(self) -> None:
        begin = self._begin
        for done, call, args in iter(self._tasks.get, None):
            try:
                if begin is not None:
                    begin()
                    begin = None
                outcome = call(*args)
            except BaseException:
                outcome = Failure()
            self._reactor.callFromThread(self._answer, done, outcome)
            # Who waits for the next thing keeps nothing of the last one alive.
            del done, call, args, outcome

    def _answer(self, done: Deferred[T], outcome: T | Failure) -> None:
        self._unanswered -= 1
        # A Failure goes the way of errors.
        done.callback(outcome)
