"""
What all parts of the durable store stand on: its life, its threads, and what becomes of errors.
"""

from collections.abc import Callable
from typing import Protocol, TypeVar

from sqlalchemy import Connection
from twisted.internet.defer import Deferred
from twisted.logger import Logger

from chatd.archive import StoreStatus
from chatd.crew import Crew, FromThreads
from chatd.errors import Refusal, unavailable
from chatd.ports import Now
from chatd.storage import copies
from chatd.storage.finding import Finding
from chatd.storage.health import Health
from chatd.storage.ledger import Ledger
from chatd.storage.open_files import MOVED, Moved
from chatd.storage.pages import Pages
from chatd.storage.sqlite import Sqlite
from chatd.storage.tidying import Tidying
from chatd.terms import Retention

T = TypeVar("T")


class StoreReactor(FromThreads, Protocol):
    """
    What the store needs of a reactor.
    """

    def seconds(self) -> float:
        """
        See `chatd.ports.Clock`.
        """


class Core:
    """
    See `chatd.storage.store.SqlStore`.
    """

    _log = Logger()

    def __init__(
        self,
        dialect: Sqlite,
        *,
        reactor: StoreReactor,
        now: Now,
        retention: Retention | None = None,
    ) -> None:
        self._dialect = dialect
        self._writer = Crew(reactor, "chatd-writer", 1)
        self._readers = Crew(reactor, "chatd-reader", dialect.readers)
        self._health = Health()
        self._ledger = Ledger(dialect, lambda room: self._writer.tell(self._has_changed, room), self._reread)
        self._tidying = Tidying(
            self._ledger,
            self._health,
            self._work,
            now=now,
            seconds=reactor.seconds,
            retention=retention or Retention(),
            trimmed=self._trim,
        )
        self._reading = dialect.reading()
        self._pages: Pages
        self._finding: Finding
        self._refused = 0
        self._trimmed: list[Callable[[str, int], None]] = []
        self._changed: list[Callable[[str], None]] = []

    @property
    def status(self) -> StoreStatus:
        """
        See `chatd.archive.Upkeep`.
        """
        behind = self._ledger.waiting + self._ledger.reindexing.remaining
        return StoreStatus(self._health.problem, self._refused, behind)

    def watch_trims(self, trimmed: Callable[[str, int], None]) -> None:
        """
        See `chatd.ports.Store`.
        """
        self._trimmed.append(trimmed)

    def watch_changes(self, changed: Callable[[str], None]) -> None:
        """
        See `chatd.archive.Upkeep`.
        """
        self._changed.append(changed)

    def open(self) -> Deferred[None]:
        """
        See `chatd.archive.Upkeep`.
        """
        return Deferred.fromCoroutine(self._open())

    def close(self) -> Deferred[None]:
        """
        See `chatd.archive.Upkeep`.
        """
        return Deferred.fromCoroutine(self._close())

    def tidy(self) -> Deferred[None]:
        """
        See `chatd.archive.Upkeep`.
        """
        return self._tidying.tidy()

    def commit(self, step: Callable[[Connection], T]) -> Deferred[T]:
        """
        What `step` returns, once what it has written is committed; what it raises, and then nothing is written.

        For those who keep something else beside the logs.  Refused as `unavailable` when the store cannot write.
        """
        return self.have_done(lambda: self._ledger.run(step))

    def query(self, step: Callable[[Connection], T]) -> Deferred[T]:
        """
        What `step` returns, which reads and sees one moment.  Refused as `unavailable` when the store cannot read.
        """
        return Deferred.fromCoroutine(self._look(step))

    def have_done(self, work: Callable[[], T]) -> Deferred[T]:
        """
        What `work` returns, which the writer does when its turn comes.
        """
        return Deferred.fromCoroutine(self._work(work))

    async def _open(self) -> None:
        try:
            self._writer.start()
            self._readers.start()
            clean = await self._writer.do(self._ledger.open)
        except BaseException:
            self._stop()
            raise
        self._pages = Pages(self._dialect, self._ledger.desk.births)
        self._finding = Finding(self._dialect, self._pages)
        await self._tidying.begin(clean=clean)
        if not clean:
            self._log.info("the store was not closed in order; checking its file meanwhile")
            checking = self._readers.do(copies.defects, self._dialect.path)
            checking.addCallback(self._checked).addErrback(lambda failure: self._log.failure("not checked", failure))

    async def _close(self) -> None:
        await self._tidying.end()
        try:
            await self._readers.do(self._reading.dispose)
            await self._work(lambda: self._ledger.close(scrub=self._tidying.scrubbing))
        except Refusal:
            self._log.warn("the store was not closed in order")
        finally:
            self._stop()

    def _stop(self) -> None:
        self._readers.stop()
        self._writer.stop()

    async def _work(self, work: Callable[[], T]) -> T:
        # In the writer's thread.
        try:
            done: T = await self._writer.do(work)
        except Exception as error:
            raise self._explained("write", error) from error
        return done

    async def _look(self, step: Callable[[Connection], T]) -> T:
        # In a reader's thread.
        try:
            done: T = await self._readers.do(self._see, step)
        except Exception as error:
            raise self._explained("read", error) from error
        self._health.well("read")
        return done

    def _see(self, step: Callable[[Connection], T]) -> T:
        self._ledger.files.check()
        with self._reading.connect() as connection, connection.begin():
            return step(connection)

    def _reread(self) -> None:
        # Connections of one process share what they know of the file, also that it cannot be written to.
        self._reading.dispose()

    def _explained(self, where: str, error: Exception) -> Exception:
        problem = MOVED if isinstance(error, Moved) else self._dialect.fault(error)
        if problem is None:
            return error
        self._health.ill(where, problem)
        return unavailable(f"the store cannot {where} now; try again")

    def _checked(self, defects: list[str]) -> None:
        if defects:
            self._health.ill("be trusted", f"its file is damaged ({defects[0]}); stop chatd and restore a backup")

    def _has_changed(self, room: str) -> None:
        for changed in self._changed:
            changed(room)

    def _trim(self, room: str, first: int) -> None:
        for trimmed in self._trimmed:
            trimmed(room, first)
