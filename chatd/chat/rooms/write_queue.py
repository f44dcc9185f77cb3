"""
The write queue of all rooms: drafts that arrive during a commit go into the next one together.

Events are delivered in the order of commit, in every room.  Every draft is answered, whatever is raised.
"""

from collections import deque
from collections.abc import Callable, Sequence
from typing import Protocol

from twisted.internet.defer import Deferred
from twisted.logger import Logger
from twisted.python.failure import Failure

from chatd.clock import Clock
from chatd.domain.counters import Histogram
from chatd.domain.events import Draft, Result
from chatd.errors import NOT_STORED, Refusal, unavailable
from chatd.interfaces.storage import MessageLog
from chatd.waiters import Waiters


class Pending(Protocol):
    """
    A draft in the write queue.
    """

    @property
    def draft(self) -> Draft:
        """
        The draft to store.
        """

    def recheck(self) -> Refusal | None:
        """
        Check the permission once more when the batch is put together: the author may have been banned.  Returns the
        refusal, or None.
        """

    def report_result(self, result: Result) -> None:
        """
        Called once with the result, after the commit.
        """


class WriteQueue:
    """
    Queues drafts for `store` and reports the result to each, in the order of the log.

    At most `most` drafts wait.  `committed` is called after all results of a batch were reported.  `delivery_times` are
    the seconds from a draft's arrival until then, each as long as that of the oldest draft of its batch.
    """

    _log = Logger()

    def __init__(
        self,
        store: MessageLog,
        clock: Clock,
        *,
        committed: Callable[[], None],
        most: int = 5000,
        batch: int = 500,
    ) -> None:
        self._store = store
        self._clock = clock
        self._committed = committed
        self._max_queued = most
        self._max_batch = batch
        self._queue: deque[Pending] = deque()
        self._running: list[Pending] = []
        self._busy = False
        self.delivery_times = Histogram()
        # When the oldest draft arrived: of the queue, and of the batch.
        self._queued_at = 0.0
        self._running_since = 0.0
        self._drained = Waiters()
        # Counts of all drafts that were taken from the queue, and of those whose result was reported.
        self._taken = 0
        self._done = 0
        self._watch: Callable[[Sequence[Result]], object] | None = None
        self._checkpoints: deque[tuple[int, Deferred[None]]] = deque()

    def submit(self, pending: Pending) -> None:
        """
        Queue a draft; refused as `unavailable` if too many wait.
        """
        waiting = len(self._queue)
        if waiting >= self._max_queued:
            raise unavailable("too many messages wait to be stored")
        if not waiting:
            self._queued_at = self._clock.seconds()
        self._queue.append(pending)
        if not self._busy:
            # At the end of this turn, so that all drafts of the turn are one commit.
            self._busy = True
            self._clock.callLater(0, self._start_batch)

    def watch_results(self, watch: Callable[[Sequence[Result]], object] | None) -> None:
        """
        Call `watch` with the results of each commit, after they were reported; None: nobody.
        """
        self._watch = watch

    def wait_drained(self) -> Deferred[None]:
        """
        Fires when no draft is queued or in a commit.
        """
        drained = self._drained.wait()
        self._fire_if_drained()
        return drained

    def wait_submitted(self) -> Deferred[None]:
        """
        Fires when the results of all drafts submitted until now were reported.
        """
        done: Deferred[None] = Deferred()
        self._checkpoints.append((self._taken + len(self._queue), done))
        self._fire_checkpoints()
        return done

    @property
    def busy(self) -> bool:
        """
        Whether a commit runs or is about to.
        """
        return self._busy

    @property
    def queue_length(self) -> int:
        """
        The number of drafts that are not in a commit yet.
        """
        return len(self._queue)

    def _start_batch(self) -> None:
        refused: list[tuple[Pending, Refusal]] = []
        self._running_since = self._queued_at
        while self._queue and len(self._running) < self._max_batch:
            pending = self._queue.popleft()
            self._taken += 1
            refusal = self._recheck(pending)
            if refusal is None:
                self._running.append(pending)
            else:
                refused.append((pending, refusal))
        for pending, refusal in refused:
            self._report_result(pending, refusal)
        if self._running:
            attempt = Deferred.fromCoroutine(self._append([pending.draft for pending in self._running]))
            attempt.addCallbacks(self._finish, self._fail)
        else:
            self._finish([])

    def _recheck(self, pending: Pending) -> Refusal | None:
        try:
            return pending.recheck()
        except Exception:
            self._log.failure("the permission of a draft for {room} could not be checked", room=pending.draft.room)
            return Refusal("internal")

    async def _append(self, drafts: Sequence[Draft]) -> Sequence[Result]:
        results = await self._store.append(drafts)
        if len(results) != len(drafts):
            raise RuntimeError(f"{len(drafts)} drafts got {len(results)} results")
        return results

    def _fail(self, failure: Failure) -> None:
        self._log.failure("the store failed; {count} drafts are refused", failure, count=len(self._running))
        refusal = unavailable(NOT_STORED)
        self._finish([refusal] * len(self._running))

    def _finish(self, results: Sequence[Result]) -> None:
        batch, self._running = self._running, []
        for pending, result in zip(batch, results, strict=True):
            self._report_result(pending, result)
        try:
            self._committed()
        except Exception:
            self._log.failure("committed events could not be delivered")
        if batch:
            self.delivery_times.add_duration(self._clock.seconds() - self._running_since, len(batch))
        if self._watch is not None:
            try:
                self._watch(results)
            except Exception:
                self._log.failure("committed events could not be noted for webhooks")
        self._done = self._taken
        self._fire_checkpoints()
        if self._queue:
            # After the sockets were read once more: drafts that arrived during this delivery join the batch.
            self._clock.callLater(0, self._clock.callLater, 0, self._start_batch)
        else:
            self._busy = False
            self._fire_if_drained()

    def _report_result(self, pending: Pending, result: Result) -> None:
        try:
            pending.report_result(result)
        except Exception:
            self._log.failure("the result of a draft for {room} could not be reported", room=pending.draft.room)

    def _fire_checkpoints(self) -> None:
        while self._checkpoints and self._checkpoints[0][0] <= self._done:
            self._checkpoints.popleft()[1].callback(None)

    def _fire_if_drained(self) -> None:
        if not self._busy:
            self._drained.fire()
