"""
The one writer of all rooms: drafts gather while a commit runs and go into the next one together.

Order of commit is order of delivery, for every room.  No draft is left unanswered, whatever is raised.
"""

from collections import deque
from collections.abc import Callable, Sequence
from typing import Protocol

from twisted.internet.defer import Deferred
from twisted.logger import Logger
from twisted.python.failure import Failure

from chatd.clock import Clock
from chatd.domain.events import Draft, Result
from chatd.errors import NOT_STORED, Refusal, unavailable
from chatd.interfaces.storage import MessageLog
from chatd.waiters import Waiters


class Pending(Protocol):
    """
    A draft that waits for its place in the log.
    """

    @property
    def draft(self) -> Draft:
        """
        What is to be stored.
        """

    def recheck(self) -> Refusal | None:
        """
        Whether it may still be: asked once more when its batch is put together, for its author may have been banned.
        """

    def report_result(self, result: Result) -> None:
        """
        What became of it; called once, after the commit.
        """


class WriteQueue:
    """
    Queues drafts for `store` and tells each what became of it, in the order of the log.

    At most `most` drafts wait.  `committed` is called after each batch has been settled.
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
        self._drained = Waiters()
        # How many drafts have ever been taken from the queue, and how many of them settled.
        self._taken = 0
        self._done = 0
        self._checkpoints: deque[tuple[int, Deferred[None]]] = deque()

    def submit(self, pending: Pending) -> None:
        """
        Queue a draft.  Refused as `unavailable` if too many wait.
        """
        if len(self._queue) >= self._max_queued:
            raise unavailable("too many messages wait to be stored")
        self._queue.append(pending)
        if not self._busy:
            # At the end of this turn, so that all that arrived in it is one commit.
            self._busy = True
            self._clock.callLater(0, self._start_batch)

    def wait_drained(self) -> Deferred[None]:
        """
        Fires when nothing is queued or on its way any more.
        """
        drained = self._drained.wait()
        self._fire_if_drained()
        return drained

    def wait_submitted(self) -> Deferred[None]:
        """
        Fires when every draft that has been submitted until now is settled, whatever is submitted meanwhile.
        """
        done: Deferred[None] = Deferred()
        self._checkpoints.append((self._taken + len(self._queue), done))
        self._fire_checkpoints()
        return done

    @property
    def queue_length(self) -> int:
        """
        Drafts that are not in a commit yet.
        """
        return len(self._queue)

    def _start_batch(self) -> None:
        refused: list[tuple[Pending, Refusal]] = []
        while self._queue and len(self._running) < self._max_batch:
            pending = self._queue.popleft()
            self._taken += 1
            verdict = self._recheck(pending)
            if verdict is None:
                self._running.append(pending)
            else:
                refused.append((pending, verdict))
        for pending, verdict in refused:
            self._report_result(pending, verdict)
        if self._running:
            attempt = Deferred.fromCoroutine(self._append([pending.draft for pending in self._running]))
            attempt.addCallbacks(self._finish, self._fail)
        else:
            self._finish([])

    def _recheck(self, pending: Pending) -> Refusal | None:
        try:
            return pending.recheck()
        except Exception:
            self._log.failure("no verdict on a draft for {room}", room=pending.draft.room)
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
            self._log.failure("what was committed could not be delivered")
        self._done = self._taken
        self._fire_checkpoints()
        if self._queue:
            # Not before the sockets have been read once more: what came while these were delivered goes along.
            self._clock.callLater(0, self._clock.callLater, 0, self._start_batch)
        else:
            self._busy = False
            self._fire_if_drained()

    def _report_result(self, pending: Pending, result: Result) -> None:
        try:
            pending.report_result(result)
        except Exception:
            self._log.failure("what became of a draft for {room} could not be told", room=pending.draft.room)

    def _fire_checkpoints(self) -> None:
        while self._checkpoints and self._checkpoints[0][0] <= self._done:
            self._checkpoints.popleft()[1].callback(None)

    def _fire_if_drained(self) -> None:
        if not self._busy:
            self._drained.fire()
