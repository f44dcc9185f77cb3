"""
The writer of the database: everything here runs in the writer's thread, one call after the other.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import NamedTuple, TypeVar

from sqlalchemy import Connection, Engine, select
from twisted.logger import Logger

from chatd.domain.events import Draft, Result, Stored
from chatd.errors import NOT_STORED, Refusal, StartError, readable, unavailable
from chatd.storage.sql import reindexing
from chatd.storage.sql.append import AppendBatch
from chatd.storage.sql.dialect import SqlDialect
from chatd.storage.sql.markers import get_marker, set_marker
from chatd.storage.sql.revisions import newest_revision, revision_of
from chatd.storage.sql.room_table import InitialEpochs, load_rooms
from chatd.storage.sql.tables import entry_id, events
from chatd.storage.sql.writer_cache import WriterCache

T = TypeVar("T")
PROBE_BYTES = 65536


class Appended(NamedTuple):
    """
    The results of drafts, the fault of the store or None, whether stored texts were removed, and whether all was
    committed in one transaction.
    """

    results: list[Result]
    problem: str | None = None
    removed: bool = False
    committed: bool = False


class LogWriter:
    """
    The writer's connection and cache.  Both callbacks run in this thread: `changed` with a room that has entries whose
    commit had seemed to fail, and `faulted` when all connections to the file should be replaced.
    """

    _log = Logger()

    def __init__(self, dialect: SqlDialect, changed: Callable[[str], None], faulted: Callable[[], None]) -> None:
        self.dialect = dialect
        self.cache: WriterCache
        self._changed = changed
        self._faulted = faulted
        self._cached = False
        self._pool: Engine | None = None
        self._connection: Connection
        self._behind = True
        self._doubt: dict[str, int] = {}
        self._committing = False
        self.reindexing = reindexing.Reindexing(dialect)

    def open_database(self) -> bool:
        """
        Connect and upgrade the tables; returns whether the last process had closed the database in order.

        Raises StartError if the file is no database or cannot be upgraded.
        """
        try:
            self._connect()
            return self._prepare()
        except Exception as error:
            self.drop_connection()
            problem = self.dialect.start_problem(error)
            if problem is None:
                raise
            raise StartError(f"{self.dialect.place}: {problem}") from error

    def close_database(self, *, scrub: bool) -> None:
        """
        Mark the database as closed in order, and disconnect; `scrub`: the files still hold deleted texts.
        """

        def leave(connection: Connection) -> None:
            set_marker(connection, "scrub", "1" if scrub else "0")
            set_marker(connection, "state", "closed")

        try:
            self.run_transaction(leave)
        finally:
            self.drop_connection()
            self.dialect.close_files()

    def drop_connection(self) -> None:
        """
        Disconnect without marking the database as closed.
        """
        if self._pool is not None:
            self.dialect.expect_close()
            self._connection.close()
            self._pool.dispose()
            self._pool = None

    @property
    def unindexed(self) -> int:
        """
        The number of entries that are not indexed yet.
        """
        return self.cache.unindexed if self._cached and self._pool is not None else 0

    def run_transaction(self, transaction: Callable[[Connection], T], *, forget: Iterable[str] = ()) -> T:
        """
        Run `transaction` and commit it; returns what it returns.  The rooms of `forget` are read again afterwards.

        Raises the error of `transaction` or of the database; then nothing was written.
        """
        connection = self._ready()
        self._committing = False
        try:
            with connection.begin():
                done = transaction(connection)
                self.dialect.check_unmoved()
                self._committing = True
        except Exception as error:
            if self.dialect.fault(error) is not None:
                # A connection that was opened while the file was read-only stays read-only: open the file again.
                self._reopen()
            raise
        self.cache.forget_rooms(forget)
        return done

    def run_outside_transaction(self, transaction: Callable[[Connection], T]) -> T:
        """
        Call `transaction` outside of a transaction, with the writer's connection.
        """
        connection = self._ready()
        self.dialect.check_unmoved()
        return transaction(connection)

    def append(self, drafts: Sequence[Draft], then: Callable[[Connection], None] | None = None) -> Appended:
        """
        Append drafts in one transaction, and call `then` in it.  Never raises: each draft has a result.

        A draft that cannot be stored makes the transaction fail, also what `then` did; the other drafts are appended
        without it.
        """
        batch: list[AppendBatch] = []

        def transaction(connection: Connection) -> list[Result]:
            batch.append(AppendBatch(connection, self.cache))
            results = batch[0].append_drafts(drafts)
            if then is not None:
                then(connection)
            return results

        try:
            results = self.run_transaction(transaction)
        except Exception as error:
            return self._failed(drafts, batch, error)
        batch[0].mark_committed()
        return Appended(results, removed=batch[0].removed, committed=True)

    def index(self) -> int:
        """
        Index some entries that are not indexed yet; returns how many.
        """
        self._ready()
        if not self.cache.unindexed:
            return 0
        try:
            part = self._run_lightly(self.cache.index_waiting)
        except Exception:
            if self._committing:
                # It may have happened, and no entry may be indexed twice: read again which are not indexed.
                self.cache.drop_unindexed()
                self._behind = True
            raise
        self.cache.mark_indexed(part)
        return len(part.texts)

    def index_all(self) -> None:
        """
        Index all entries.
        """
        while self.index():
            pass

    def reindex(self) -> bool:
        """
        Do one step of rebuilding the search index; returns whether there may be more.
        """
        self._ready()
        done = self._run_lightly(self.reindexing.reindex_some)
        self.reindexing.step_committed(done)
        self.cache.mark_reindexed(done)
        return self.reindexing.pending

    def probe(self) -> None:
        """
        Write as much as a few messages, to test whether the database can be written to; raises if not.
        """
        self.run_transaction(lambda connection: set_marker(connection, "probe", "?" * PROBE_BYTES))
        self.run_transaction(lambda connection: set_marker(connection, "probe", ""))

    def _prepare(self) -> bool:
        reading = self.dialect.reading()
        try:
            with reading.connect() as connection:
                revision = revision_of(connection)
            if revision != newest_revision():
                saved = self.dialect.upgrade_tables(self._connection)
                if saved is not None:
                    self._log.info(
                        "upgraded {path}; a copy from before is {copy}",
                        path=readable(self.dialect.place),
                        copy=readable(saved),
                    )
            with reading.connect() as connection:
                self.cache = WriterCache(self.dialect, InitialEpochs.of(connection))
                self._cached = True
                outdated = reindexing.is_outdated(connection)
                clean = not self.dialect.checked_after_crash or get_marker(connection, "state") != "open"
            if outdated:
                with self._connection.begin():
                    reindexing.begin_reindexing(self._connection, self.dialect)
            with reading.connect() as connection:
                self.reindexing.count_remaining(connection)
            return clean
        finally:
            reading.dispose()

    def _run_lightly(self, transaction: Callable[[Connection], T]) -> T:
        # Does not wait for the disk: index entries that a crash removes are made again from the logs.
        self.dialect.sync(self._connection, full=False)
        try:
            return self.run_transaction(transaction)
        finally:
            if self._pool is not None:
                self.dialect.sync(self._connection, full=True)

    def _failed(self, drafts: Sequence[Draft], batch: list[AppendBatch], error: Exception) -> Appended:
        problem = self.dialect.fault(error)
        if batch:
            found = self._found(batch[0]) if self._committing else None
            if found is not None:
                return Appended(found, removed=batch[0].removed, committed=True)
            batch[0].mark_failed()
        if problem is not None:
            return Appended(_refused(drafts), problem)
        if len(drafts) > 1:
            # One draft makes all fail: divide until it is alone.
            middle = len(drafts) // 2
            first, second = self.append(drafts[:middle]), self.append(drafts[middle:])
            results = [*first.results, *second.results]
            return Appended(results, first.problem or second.problem, first.removed or second.removed)
        self._log.error("a draft for {room} cannot be stored: {error}", room=drafts[0].room, error=type(error).__name__)
        return Appended([Refusal("internal", "this message cannot be stored")])

    def _found(self, batch: AppendBatch) -> list[Result] | None:
        # A commit that raised may have succeeded: then all entries of the batch are stored, otherwise none.  A batch
        # without entries leaves nothing to look for: it counts as failed.
        results = batch.results
        stored = [result.event for result in results if isinstance(result, Stored)]
        if not stored:
            return None
        try:
            connection = self._ready()
            ids = {entry_id(batch.number(event.room), int(event.seq)): event for event in stored}  # type: ignore[arg-type]
            with connection.begin():
                wanted = select(events.c.id, events.c.author, events.c.time).where(events.c.id.in_(ids))
                there = {row.id: row for row in connection.execute(wanted)}
        except Exception:
            self._doubt |= batch.before
            return None
        for entry, event in ids.items():
            row = there.get(entry)
            if row is None or (row.author, row.time) != (event.user.id, event.time):
                return None
        batch.mark_committed()
        return results

    def _ready(self) -> Connection:
        self.dialect.check_usable()
        if self._pool is None:
            self._connect()
        if self._doubt:
            self._resolve()
        if self._behind:
            self.cache.forget_rooms()
            self._behind = False
            try:
                while self._more_behind():
                    self.index()
            except Exception:
                self._behind = True
                raise
        return self._connection

    def _more_behind(self) -> bool:
        if self.cache.unindexed:
            return True
        with self._connection.begin():
            return self.cache.read_unindexed(self._connection)

    def _resolve(self) -> None:
        with self._connection.begin():
            there = load_rooms(self._connection, self._doubt)
        for name, seq in self._doubt.items():
            room = there.get(name)
            if room is not None and room.seq > seq:
                self._log.warn("{room} holds entries whose commit had seemed to fail", room=name)
                self._changed(name)
                self._behind = True
        self._doubt = {}

    def _connect(self) -> None:
        pool = self.dialect.writing()
        connection = pool.connect()
        try:
            self.dialect.note_connected()
        except BaseException:
            connection.close()
            pool.dispose()
            raise
        self._pool, self._connection = pool, connection

    def _reopen(self) -> None:
        with suppress(Exception):
            self.drop_connection()
        self._pool = None
        # Rooms that were inserted may be rolled back, and a commit that raised may have replaced logs.
        self.cache.forget_rooms()
        self._faulted()


def _refused(drafts: Sequence[Draft]) -> list[Result]:
    refusal = unavailable(NOT_STORED)
    return [refusal] * len(drafts)
