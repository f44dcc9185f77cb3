"""
The one writer of all rooms: drafts gather while a commit runs and go into the next one together.

Order of commit is order of delivery, for every room.  No draft is left unanswered, whatever is raised.
"""

from collections import deque
from collections.abc import Callable, Sequence

from twisted.internet.defer import Deferred, ensureDeferred
from twisted.logger import Logger
from twisted.python.failure import Failure

from chatd.errors import Refusal
from chatd.model import Draft, Result
from chatd.ports import Clock, Store

Settle = Callable[[Draft, Result], None]


class Writer:
    """
    Queues drafts for `store` and tells each what became of it, in the order of the log.

    `committed` is called after each batch has been settled.
    """

    _log = Logger()

    def __init__(self, store: Store, clock: Clock, *, committed: Callable[[], None], batch: int = 500) -> None:
        self._store = store
        self._clock = clock
        self._committed = committed
        self._batch = batch
        self._queue: deque[tuple[Draft, Settle]] = deque()
        self._running: list[tuple[Draft, Settle]] = []
        self._scheduled = False
        self._idle: Deferred[None] | None = None

    def submit(self, draft: Draft, settle: Settle) -> None:
        """
        Queue `draft`; `settle` is called with what became of it, once.
        """
        self._queue.append((draft, settle))
        if not self._scheduled and not self._running:
            # At the end of this turn, so that all that arrived in it is one commit.
            self._scheduled = True
            self._clock.callLater(0, self._begin)

    def drained(self) -> Deferred[None]:
        """
        Fires when nothing is queued or on its way any more.
        """
        idle = self._idle = Deferred()
        self._rest()
        return idle

    def _begin(self) -> None:
        self._scheduled = False
        count = min(len(self._queue), self._batch)
        self._running = [self._queue.popleft() for _ in range(count)]
        attempt = ensureDeferred(self._append([draft for draft, _ in self._running]))
        attempt.addCallbacks(self._finish, self._fail)

    async def _append(self, drafts: Sequence[Draft]) -> Sequence[Result]:
        return await self._store.append(drafts)

    def _fail(self, failure: Failure) -> None:
        self._log.failure("the store failed; {count} drafts are refused", failure, count=len(self._running))
        self._finish([Refusal("unavailable", "the message could not be stored; try again")] * len(self._running))

    def _finish(self, results: Sequence[Result]) -> None:
        batch, self._running = self._running, []
        for (draft, settle), result in zip(batch, results, strict=True):
            try:
                settle(draft, result)
            except Exception:
                self._log.failure("a stored event of {room} could not be delivered", room=draft.room)
        self._committed()
        if self._queue:
            self._scheduled = True
            self._clock.callLater(0, self._begin)
        else:
            self._rest()

    def _rest(self) -> None:
        if self._idle is not None and not self._queue and not self._running:
            idle, self._idle = self._idle, None
            idle.callback(None)
