"""
The threads of the durable store: transactions that write run in one thread, transactions that read in a few others.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Protocol, TypeVar

from sqlalchemy import Connection
from twisted.internet.defer import Deferred

from chatd.clock import Clock
from chatd.domain.counters import Histogram
from chatd.domain.events import Draft
from chatd.errors import unavailable
from chatd.storage.sql.dialect import SqlDialect
from chatd.storage.sql.group_commit import GroupCommit
from chatd.storage.sql.health import Health
from chatd.storage.sql.writer import Appended, LogWriter
from chatd.threads import ReactorFromThread, WorkerThreads

T = TypeVar("T")


class StoreReactor(ReactorFromThread, Clock, Protocol):
    """
    The part of a reactor that the store uses.
    """


class Transactions:
    """
    Runs transactions of one database.  `changed` is called in the reactor's thread with a room whose log differs from
    the results that were returned.

    A fault of the database is reported to `health` and raised as `unavailable`.  No thread runs before `open_database`.
    """

    def __init__(self, dialect: SqlDialect, reactor: StoreReactor, changed: Callable[[str], None]) -> None:
        self._dialect = dialect
        self._seconds = reactor.seconds
        self._changed = changed
        # After a fault, readers get new connections too: SQLite shares what it knows of an open file between the
        # connections of a process, also that the file is read-only.
        self._reading = dialect.reading()
        self.health = Health()
        self.writer_thread = WorkerThreads(reactor, "chatd-writer", 1)
        self._reader_threads = WorkerThreads(reactor, "chatd-reader", dialect.readers)
        self.log_writer = LogWriter(dialect, self.report_change, self._reading.dispose)
        self._group_commit = GroupCommit(
            self.writer_thread, self.log_writer, reactor, lambda error: self._refusal_of("write", error)
        )

    @property
    def commit_times(self) -> Histogram:
        """
        The seconds that commits of messages and of small transactions took.
        """
        return self._group_commit.commit_times

    @property
    def waiting(self) -> int:
        """
        The number of small transactions that wait for a commit.
        """
        return self._group_commit.waiting

    async def open_database(self) -> bool:
        """
        Start the threads and open the database; returns whether it had been closed in order.

        Raises StartError if the file is no database or cannot be used.
        """
        try:
            self.writer_thread.start()
            self._reader_threads.start()
            return await self.writer_thread.submit(self.log_writer.open_database)
        except BaseException:
            self._stop()
            raise

    async def close_database(self, *, scrub: bool) -> None:
        """
        Close the database and stop the threads after all queued work.  `scrub`: the files still contain deleted texts,
        which is recorded in the database.

        Raises `unavailable` if the record could not be written; the threads have stopped in this case too.
        """
        try:
            await self._group_commit.wait_idle()
            await self._reader_threads.submit(self._reading.dispose)
            await self.await_writer(lambda: self.log_writer.close_database(scrub=scrub))
        finally:
            self._stop()

    def append(self, drafts: Sequence[Draft]) -> Deferred[Appended]:
        """
        Append drafts; never raises what the database raises: see `LogWriter.append`.
        """
        return self._group_commit.append(drafts)

    def commit(self, transaction: Callable[[Connection], T], *, forget: Collection[str] = ()) -> Deferred[T]:
        """
        Run a small transaction that writes, in one commit with others; returns what it returns once that is committed,
        and raises what it raises, after which nothing of it is written.

        It may be run again if the commit fails.  The rooms of `forget` are read again afterwards.
        """
        return self._group_commit.submit_write(transaction, forget)

    def commit_alone(self, transaction: Callable[[Connection], T], *, forget: Iterable[str] = ()) -> Deferred[T]:
        """
        `commit` for a transaction that takes long, or depends on the writer's cache: it has a commit of its own.
        """
        return self.call_in_writer(lambda: self.log_writer.run_transaction(transaction, forget=forget))

    def query(self, transaction: Callable[[Connection], T]) -> Deferred[T]:
        """
        Run `transaction`, which only reads, on one snapshot in a reader's thread; fires with its result.
        """
        return Deferred.fromCoroutine(self._query(transaction))

    def call_in_writer(self, work: Callable[[], T]) -> Deferred[T]:
        """
        Call `work` in the writer's thread; fires with its result.
        """
        return Deferred.fromCoroutine(self.await_writer(work))

    async def await_writer(self, work: Callable[[], T]) -> T:
        """
        The same as a coroutine.
        """
        try:
            done: T = await self.writer_thread.submit(work)
        except Exception as error:
            raise self._refusal_of("write", error) from error
        return done

    def call_in_reader(self, call: Callable[..., T], *args: object) -> Deferred[T]:
        """
        Call `call`, which is no transaction, in a reader's thread; errors are not translated.
        """
        return self._reader_threads.submit(call, *args)

    def report_change(self, room: str) -> None:
        """
        Call `changed` in the reactor's thread; called in the writer's thread.
        """
        self.writer_thread.call_in_reactor(self._changed, room)

    def _stop(self) -> None:
        self._reader_threads.stop()
        self.writer_thread.stop()

    async def _query(self, transaction: Callable[[Connection], T]) -> T:
        try:
            done: T = await self._reader_threads.submit(self._run_query, transaction)
        except Exception as error:
            raise self._refusal_of("read", error) from error
        self.health.report_ok("read")
        return done

    def _run_query(self, transaction: Callable[[Connection], T]) -> T:
        try:
            return self._run_query_once(transaction)
        except Exception as error:
            if not self._dialect.is_disconnect(error):
                raise
        # All of the pool are lost, as after a restart of a server.
        self._reading.dispose()
        return self._run_query_once(transaction)

    def _run_query_once(self, transaction: Callable[[Connection], T]) -> T:
        # Not for each query: looking at a file gives up the interpreter's lock, and a read harms nothing.
        self._dialect.check_unmoved_lately(self._seconds())
        with self._reading.connect() as connection, connection.begin():
            return transaction(connection)

    def _refusal_of(self, where: str, error: Exception) -> Exception:
        # Other errors are the transaction's own.
        problem = self._dialect.fault(error)
        if problem is None:
            return error
        self.health.report_fault(where, problem)
        return unavailable(f"the store cannot {where} now; try again")
