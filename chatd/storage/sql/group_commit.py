"""
Group commit: small transactions that wait are committed together, and with the messages that are appended meanwhile.

One that fails takes nothing with it: if it had changed something, the others are run again without it.  Results are
told after the commit.
"""

from collections import deque
from collections.abc import Callable, Collection, Sequence
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection
from twisted.internet.defer import Deferred, fail
from twisted.python.failure import Failure

from chatd.clock import Clock
from chatd.domain.counters import Histogram
from chatd.domain.events import Draft
from chatd.errors import unavailable
from chatd.storage.sql.writer import Appended, LogWriter
from chatd.threads import WorkerThreads
from chatd.waiters import Waiters

T = TypeVar("T")

WAITING_MAX = 5000
"""Small writes that wait, of all users: more are refused."""
GROUP_MAX = 64
"""Small writes of one commit."""
GROUP_SECONDS = 0.004
"""When they have taken so long, the commit follows: messages wait for it."""
PATIENCE_SECONDS = 0.05
"""What has waited so long is committed with messages.  Younger writes would only delay them."""
PAUSE_SECONDS = 0.01
"""Between two commits without messages, so that few messages come during one, and each commit has many writes; none
while as many wait as one commit has."""


class SmallWrite(NamedTuple):
    """
    A transaction that waits since `asked_at`, the rooms to read again after its commit, and who waits for its result.
    """

    transaction: Callable[[Connection], Any]
    forget: Collection[str]
    done: Deferred[Any]
    asked_at: float


Outcome = tuple[Any, Exception | None]
"""What a small write returned, or what it or the commit raised."""


class MustUndo(Exception):
    """
    A write has failed after it had changed something, and there is no savepoint to go back to.
    """


class WriteGroup:
    """
    The small writes of one commit, taken from `waiting`.  The commit follows as soon as `is_urgent` or
    GROUP_SECONDS have passed.

    With `savepoints`, each write has one.  Without them it costs less; nearly all writes that fail do so before they
    have changed anything.
    """

    def __init__(
        self,
        log_writer: LogWriter,
        waiting: deque[SmallWrite],
        seconds: Callable[[], float],
        is_urgent: Callable[[], bool],
        *,
        savepoints: bool,
    ) -> None:
        self._savepoints = savepoints
        self._dialect = log_writer.dialect
        self._cache = log_writer.cache
        self._waiting = waiting
        self._seconds = seconds
        self._is_urgent = is_urgent
        self.writes: list[SmallWrite] = []
        self.outcomes: list[Outcome] = []

    def run_writes(self, connection: Connection) -> None:
        """
        Run waiting writes in the open transaction.  Raises only a fault of the database, then all have failed; or
        MustUndo, then they are to be run again with savepoints.
        """
        end = self._seconds() + GROUP_SECONDS
        while self._waiting and len(self.writes) < GROUP_MAX:
            self.writes.append(self._waiting.popleft())
            self.outcomes.append(self._run_write(connection, self.writes[-1]))
            if self._is_urgent() or self._seconds() >= end:
                break

    def mark_committed(self) -> None:
        """
        The transaction is committed: let the cache read the rooms that have changed.
        """
        for write in self.writes:
            self._cache.forget_rooms(write.forget)

    def mark_failed(self, error: Exception) -> None:
        """
        The transaction has failed with `error`, which is the result of all of them, and of those that would have been
        next: they would wait for the same fault.
        """
        while self._waiting and len(self.writes) < GROUP_MAX:
            self.writes.append(self._waiting.popleft())
        self.outcomes = [(None, error) for _ in self.writes]

    def put_back(self) -> None:
        """
        The transaction of an append has failed: the writes wait again, before all others.
        """
        self._waiting.extendleft(reversed(self.writes))
        self.writes, self.outcomes = [], []

    def _run_write(self, connection: Connection, write: SmallWrite) -> Outcome:
        before = self._begin(connection)
        try:
            result = write.transaction(connection)
        except Exception as error:
            if self._dialect.fault(error) is not None:
                raise
            if self._savepoints:
                self._dialect.end_savepoint(connection, keep=False)
            elif self._dialect.count_changes(connection) != before:
                raise MustUndo from error
            return None, error
        if self._savepoints:
            self._dialect.end_savepoint(connection, keep=True)
        return result, None

    def _begin(self, connection: Connection) -> int:
        if not self._savepoints:
            return self._dialect.count_changes(connection)
        self._dialect.begin_savepoint(connection)
        return 0


class GroupCommit:
    """
    Runs appends and small writes in the writer's thread.

    Messages go first: only while no append waits do small writes have a commit of their own, after a pause.  When
    messages leave no time for that, an append takes small writes into its transaction.  Small writes run in the order
    in which they were given.  `refusal_of` turns a fault of the database into the error to raise.  `commit_times` are
    the seconds that transactions took in the writer's thread, also those that failed.
    """

    def __init__(
        self,
        writer_thread: WorkerThreads,
        log_writer: LogWriter,
        clock: Clock,
        refusal_of: Callable[[Exception], Exception],
    ) -> None:
        self._writer_thread = writer_thread
        self._log_writer = log_writer
        self._clock = clock
        self._seconds = clock.seconds
        self.commit_times = Histogram()
        self._refusal_of = refusal_of
        # Filled in the reactor's thread, emptied in the writer's.
        self._waiting: deque[SmallWrite] = deque()
        self._appends: deque[Sequence[Draft]] = deque()
        self._commit_due = False
        self._next_commit_at = 0.0
        self._alone = False
        self._unanswered = 0
        self._idle = Waiters()

    def append(self, drafts: Sequence[Draft]) -> Deferred[Appended]:
        """
        `LogWriter.append` in the writer's thread, together with some of the small writes that wait.
        """
        appended: Deferred[Appended] = Deferred()
        self._appends.append(drafts)
        running = self._writer_thread.submit(self._append)
        running.addCallbacks(self._report_append, self._refuse_append, (appended,), errbackArgs=(appended,))
        return appended

    def submit_write(self, transaction: Callable[[Connection], T], forget: Collection[str] = ()) -> Deferred[T]:
        """
        Run a small transaction with others; returns what it returns once all are committed, and raises what it raises,
        after which nothing of it is written.  `unavailable` if too many wait.
        """
        if len(self._waiting) >= WAITING_MAX:
            return fail(unavailable("too many changes wait to be stored"))
        done: Deferred[T] = Deferred()
        self._unanswered += 1
        self._waiting.append(SmallWrite(transaction, forget, done, self._seconds()))
        self._commit_waiting()
        return done

    @property
    def waiting(self) -> int:
        """
        The number of small writes that are in no commit yet.
        """
        return len(self._waiting)

    async def wait_idle(self) -> None:
        """
        Wait until all small writes have their result.
        """
        if self._unanswered:
            await self._idle.wait()

    def _commit_waiting(self) -> None:
        if not self._waiting or self._commit_due:
            return
        self._commit_due = True
        pause = self._next_commit_at - self._seconds()
        if pause > 0 and len(self._waiting) < GROUP_MAX:
            self._clock.callLater(pause, self._submit_commit)
        else:
            self._submit_commit()

    def _submit_commit(self) -> None:
        self._writer_thread.submit(self._commit).addCallbacks(self._report_commit, self._refuse_all)

    # In the writer's thread

    def _append(self) -> tuple[Appended, WriteGroup]:
        drafts = self._appends.popleft()
        # With savepoints: messages are not written twice because of somebody's small write.
        group = WriteGroup(self._log_writer, self._waiting, self._seconds, lambda: False, savepoints=True)
        takes_writes = not self._alone and self._has_old_writes()
        begun = self._seconds()
        appended = self._log_writer.append(drafts, group.run_writes if takes_writes else None)
        self.commit_times.add_duration(self._seconds() - begun)
        if appended.committed:
            group.mark_committed()
        else:
            # Next they have a commit of their own: none makes messages fail twice.
            group.put_back()
            self._alone = bool(self._waiting)
        return appended, group

    def _has_old_writes(self) -> bool:
        return bool(self._waiting) and self._seconds() - self._waiting[0].asked_at >= PATIENCE_SECONDS

    def _commit(self) -> WriteGroup:
        group = self._new_group(savepoints=False)
        if self._appends and not self._alone:
            # The append that waits goes first.
            return group
        self._alone = False
        begun = self._seconds()
        try:
            try:
                self._log_writer.run_transaction(group.run_writes)
            except MustUndo:
                group.put_back()
                group = self._new_group(savepoints=True)
                self._log_writer.run_transaction(group.run_writes)
        except Exception as error:
            group.mark_failed(error)
        else:
            group.mark_committed()
        self.commit_times.add_duration(self._seconds() - begun)
        return group

    def _new_group(self, *, savepoints: bool) -> WriteGroup:
        return WriteGroup(
            self._log_writer, self._waiting, self._seconds, lambda: bool(self._appends), savepoints=savepoints
        )

    # In the reactor's thread

    def _report_append(self, results: tuple[Appended, WriteGroup], appended: Deferred[Appended]) -> None:
        outcome, group = results
        # Those that a failed append has put back.
        self._commit_waiting()
        appended.callback(outcome)
        self._report_group(group)

    def _report_commit(self, group: WriteGroup) -> None:
        self._commit_due = False
        if group.writes:
            self._next_commit_at = self._seconds() + PAUSE_SECONDS
        # The thread has work while these are told.
        self._commit_waiting()
        self._report_group(group)

    def _report_group(self, group: WriteGroup) -> None:
        for write, (result, error) in zip(group.writes, group.outcomes, strict=True):
            self._unanswered -= 1
            if error is None:
                write.done.callback(result)
            else:
                write.done.errback(self._refusal_of(error))
        if not self._unanswered:
            self._idle.fire()

    def _refuse_append(self, failure: Failure, appended: Deferred[Appended]) -> None:
        # The thread does not run.
        self._appends.clear()
        appended.errback(failure)

    def _refuse_all(self, failure: Failure) -> None:
        # The thread does not run.
        self._commit_due = False
        refused, self._waiting = self._waiting, deque()
        self._unanswered -= len(refused)
        for write in refused:
            write.done.errback(failure.value)
        if not self._unanswered:
            self._idle.fire()
