"""
What all parts of the durable store stand on: its life, its threads, and what becomes of errors.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

from msgspec import UNSET, UnsetType
from sqlalchemy import Connection
from twisted.internet.defer import Deferred
from twisted.logger import Logger

from chatd.clock import Now
from chatd.domain.events import Draft, Followed, LogEvent, LogPage, Message, Result, SearchPage, SeenMark
from chatd.domain.moderation import AuditEntry
from chatd.domain.rooms import PublicRoom, Retention, RoomSettings
from chatd.errors import Refusal, unavailable
from chatd.interfaces.storage import RoomEntry, StoreStatus
from chatd.storage.sqlite import erasure, files, integrity, room_table
from chatd.storage.sqlite import reading as read_marks
from chatd.storage.sqlite.database import Sqlite
from chatd.storage.sqlite.files import MOVED, Moved
from chatd.storage.sqlite.health import Health
from chatd.storage.sqlite.import_log import LogImport
from chatd.storage.sqlite.maintenance import Maintenance
from chatd.storage.sqlite.reading import Pages
from chatd.storage.sqlite.roster import note
from chatd.storage.sqlite.search import Finding
from chatd.storage.sqlite.writer import Appended, LogWriter
from chatd.threads import ReactorFromThread, WorkerThreads

T = TypeVar("T")


class StoreReactor(ReactorFromThread, Protocol):
    """
    What the store needs of a reactor.
    """

    def seconds(self) -> float:
        """
        See `chatd.clock.Clock`.
        """


class Core:
    """
    See `chatd.storage.sqlite.store.SqlStore`.
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
        self._writer = WorkerThreads(reactor, "chatd-writer", 1)
        self._readers = WorkerThreads(reactor, "chatd-reader", dialect.readers)
        self._health = Health()
        self._ledger = LogWriter(dialect, lambda room: self._writer.tell(self._has_changed, room), self._reread)
        self._tidying = Maintenance(
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
        behind = self._ledger.waiting + self._ledger.reindexing.remaining
        return StoreStatus(self._health.problem, self._refused, behind)

    def watch_trims(self, trimmed: Callable[[str, int], None]) -> None:
        self._trimmed.append(trimmed)

    def watch_changes(self, changed: Callable[[str], None]) -> None:
        self._changed.append(changed)

    def open(self) -> Deferred[None]:
        return Deferred.fromCoroutine(self._open())

    def close(self) -> Deferred[None]:
        return Deferred.fromCoroutine(self._close())

    def tidy(self) -> Deferred[None]:
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
            checking = self._readers.do(files.defects, self._dialect.path)
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


class Upkeep(Core):
    """
    See `chatd.interfaces.storage.StoreMaintenance`.
    """

    def new_epoch(self, room: str | None = None, act: AuditEntry | None = None) -> Deferred[Sequence[str]]:
        def renew() -> Sequence[str]:
            names = self._ledger.run(lambda connection: self._renew(connection, room, act))
            self._ledger.desk.forget()
            for name in names:
                self._writer.tell(self._has_changed, name)
            return names

        return self.have_done(renew)

    def erase(self, user_id: str) -> Deferred[Sequence[str]]:
        return Deferred.fromCoroutine(self._erase(user_id))

    def unfinished(self) -> Deferred[Collection[str]]:
        return self.query(erasure.unfinished)

    def import_log(
        self,
        room: str,
        settings: RoomSettings,
        events: Iterable[LogEvent],
        *,
        replace: bool,
        act: AuditEntry | None = None,
    ) -> Deferred[int]:
        return Deferred.fromCoroutine(self._import(room, LogImport(room, settings, events), act, replace=replace))

    def check(self) -> Deferred[Sequence[str]]:
        return self.query(lambda connection: integrity.check(connection, self._dialect))

    def backup(self, path: Path) -> Deferred[None]:
        return self.query(lambda _: files.copy(self._dialect.path, path))

    def _renew(self, connection: Connection, room: str | None, act: AuditEntry | None) -> list[str]:
        if room is None:
            # Rooms that are not there, or not any more, are not born again with the epoch they had.
            self._ledger.desk.births.replant(connection)
        names = room_table.renew(connection, room)
        if names or room is None:
            note(connection, act)
        return names

    async def _erase(self, user_id: str) -> Sequence[str]:
        await self.commit(lambda connection: erasure.begin(connection, user_id))
        found: list[str] = []
        cursor = 0

        def step() -> erasure.Erased | None:
            self._ledger.index_all()
            return self._ledger.run(lambda connection: erasure.step(connection, self._dialect, user_id, cursor))

        while (erased := await self._work(step)) is not None:
            cursor = erased.number if erased.done else erased.number - 1
            self._tidying.removed()
            if erased.done and erased.name is not None:
                found.append(erased.name)
                self._has_changed(erased.name)
        # Their name stood elsewhere too, and the reasons of their reports.
        self._tidying.removed()
        return found

    async def _import(self, room: str, log: LogImport, act: AuditEntry | None, *, replace: bool) -> int:
        ledger = self._ledger

        def finish(connection: Connection) -> None:
            log.finish(connection)
            note(connection, act)

        self._tidying.spare(log)
        try:
            await self.commit(lambda connection: log.begin(connection, replace=replace))
            while await self.commit(lambda connection: log.step(connection, ledger.desk)):
                pass
            await self._work(lambda: ledger.run(finish, forget=[room]))
        finally:
            self._tidying.spare(None)
            self._tidying.removed()
        self._has_changed(room)
        return log.count


class SqlStore(Upkeep):
    """
    Logs in a database that must be this process's alone (`chatd.storage.data_directory.lock`).

    It implements `MessageLog`, `ReadMarkerStore`, `MessageSearch`, `RoomCatalogue` and `StoreMaintenance`.

    `retention` is that of rooms without one of their own.  Nothing is touched and no thread runs before `open`.
    """

    def append(self, drafts: Sequence[Draft]) -> Deferred[Sequence[Result]]:
        return self._writer.do(self._ledger.append, drafts).addCallback(self._appended)

    def _appended(self, appended: Appended) -> Sequence[Result]:
        if appended.problem is None:
            self._health.well("write")
        else:
            self._health.ill("write", appended.problem)
            self._refused += sum(isinstance(result, Refusal) for result in appended.results)
        self._tidying.appended(removed=appended.removed)
        return appended.results

    def read(self, room: str, *, after: int | None = None, before: int | None = None, limit: int) -> Deferred[LogPage]:
        return self.query(lambda connection: self._pages.page(connection, room, after, before, limit))

    def overview(self, rooms: Sequence[str]) -> Deferred[Mapping[str, LogPage]]:
        return self.query(lambda connection: self._pages.overview(connection, rooms))

    def search(self, room: str, text: str, *, before: int | None = None, limit: int) -> Deferred[SearchPage]:
        return self.query(lambda connection: self._finding.search(connection, room, text, before, limit))

    def said(self, user_id: str, *, after: tuple[str, int] | None = None, limit: int) -> Deferred[Sequence[Message]]:
        return self.have_done(lambda: self._said(user_id, after, limit))

    def _said(self, user_id: str, after: tuple[str, int] | None, limit: int) -> Sequence[Message]:
        # In the writer's thread, where the indexes can be told to take in everything first.
        self._ledger.index_all()
        return self._ledger.run(lambda connection: self._pages.said(connection, user_id, after, limit))

    # Marks

    def mark_seen(self, marks: Sequence[SeenMark]) -> Deferred[None]:
        return self.commit(lambda connection: read_marks.mark(connection, self._dialect, marks))

    def followed(self, user_id: str) -> Deferred[Sequence[Followed]]:
        return self.query(lambda connection: read_marks.followed(connection, user_id))

    # Rooms

    def settings(self, room: str) -> Deferred[RoomSettings]:
        return self.query(lambda connection: room_table.settings(connection, room))

    def find_rooms(self, text: str = "", *, after: str = "", limit: int) -> Deferred[Sequence[PublicRoom]]:
        return self.query(lambda connection: room_table.find_public(connection, text, after, limit))

    def list_rooms(self, *, after: str = "", limit: int) -> Deferred[Sequence[RoomEntry]]:
        return self.query(lambda connection: room_table.listing(connection, after, limit))

    def change_settings(
        self,
        room: str,
        *,
        title: str | UnsetType = UNSET,
        topic: str | UnsetType = UNSET,
        slow: int | UnsetType = UNSET,
        retention: Retention | None | UnsetType = UNSET,
        act: AuditEntry | None = None,
    ) -> Deferred[RoomSettings]:
        given = {"title": title, "topic": topic, "slow": slow, "retention": retention}
        changes = {name: value for name, value in given.items() if value is not UNSET}

        def change() -> RoomSettings:
            births = self._ledger.desk.births

            def step(connection: Connection) -> tuple[RoomSettings, bool]:
                note(connection, act)
                return room_table.change(connection, births, room, changes)

            settings, anew = self._ledger.run(step, forget=[room])
            if anew:
                self._writer.tell(self._has_changed, room)
            return settings

        return self.have_done(change)
