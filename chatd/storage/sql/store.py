"""
The durable store: logs, read markers, search and settings of rooms in one SQL database.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

from msgspec import UNSET, UnsetType
from sqlalchemy import Connection
from twisted.internet.defer import Deferred
from twisted.logger import Logger

from chatd.clock import Now
from chatd.domain.events import (
    FIRST_PAGE,
    Draft,
    FollowedRoom,
    FoundAt,
    LogEvent,
    LogPage,
    Message,
    ReadMarker,
    Result,
    SearchPage,
)
from chatd.domain.moderation import AuditEntry
from chatd.domain.rooms import PublicRoom, Retention, RoomSettings, SettingsChange, inbox_of
from chatd.errors import Refusal, os_error_text
from chatd.interfaces.storage import RoomEntry, StoreStatus
from chatd.storage.sql import erasure, integrity, read_markers, room_removal, room_table, titles
from chatd.storage.sql.audit import add_act
from chatd.storage.sql.dialect import SqlDialect
from chatd.storage.sql.import_log import LogImport
from chatd.storage.sql.maintenance import Maintenance
from chatd.storage.sql.reading import LogReader
from chatd.storage.sql.search import LogSearch
from chatd.storage.sql.transactions import StoreReactor, Transactions
from chatd.storage.sql.writer import Appended

MARKS_STEP = 200
"""Read markers of one small write."""


class SqlStore:
    """
    A store in a database that no other process may use (`chatd.storage.data_directory.lock`).

    It implements `MessageLog`, `ReadMarkerStore`, `MessageSearch`, `RoomCatalogue` and `StoreMaintenance`.  Stores of
    other tables of the same database work through its `transactions`.

    `retention` is the default for rooms without their own.  No file is touched and no thread runs before `open_store`.
    """

    _log = Logger()

    def __init__(
        self,
        dialect: SqlDialect,
        *,
        reactor: StoreReactor,
        now: Now,
        retention: Retention | None = None,
    ) -> None:
        self._dialect = dialect
        self._retention = retention or Retention()
        self.transactions = Transactions(dialect, reactor, self._log_changed)
        self._health = self.transactions.health
        self._log_writer = self.transactions.log_writer
        self._maintenance = Maintenance(
            self._log_writer,
            self._health,
            self.transactions.await_writer,
            now=now,
            seconds=reactor.seconds,
            retention=self._retention,
            trimmed=self._log_trimmed,
        )
        self._reader: LogReader
        self._search: LogSearch
        self._refused = 0
        self._backup_problem: str | None = None
        self._trim_watchers: list[Callable[[str, int], None]] = []
        self._change_watchers: list[Callable[[str], None]] = []

    # Opening and closing

    @property
    def status(self) -> StoreStatus:
        unindexed = self._log_writer.unindexed + self._log_writer.reindexing.remaining
        return StoreStatus(
            self._health.problem,
            self._refused,
            unindexed,
            self._backup_problem,
            self.transactions.waiting,
            dict(self._health.faults),
            self.transactions.commit_times,
        )

    @property
    def writing(self) -> bool:
        return self.transactions.writer_thread.busy

    def open_store(self) -> Deferred[None]:
        return Deferred.fromCoroutine(self._open())

    def close_store(self) -> Deferred[None]:
        return Deferred.fromCoroutine(self._close())

    def watch_trims(self, trimmed: Callable[[str, int], None]) -> None:
        self._trim_watchers.append(trimmed)

    def watch_changes(self, changed: Callable[[str], None]) -> None:
        self._change_watchers.append(changed)

    async def _open(self) -> None:
        clean = await self.transactions.open_database()
        self._reader = LogReader(self._dialect, self._log_writer.cache.initial_epochs)
        self._search = LogSearch(self._dialect, self._reader)
        await self._maintenance.start(clean=clean)
        if not clean:
            self._log.info("the store was not closed in order; checking its file meanwhile")
            checking = self.transactions.call_in_reader(self._dialect.defects)
            checking.addCallback(self._checked).addErrback(lambda failure: self._log.failure("not checked", failure))

    async def _close(self) -> None:
        await self._maintenance.stop()
        try:
            await self.transactions.close_database(scrub=self._maintenance.scrubbing)
        except Refusal:
            self._log.warn("the store was not closed in order")

    def _checked(self, defects: list[str]) -> None:
        if defects:
            problem = f"its file is damaged ({defects[0]}); stop chatd and restore a backup"
            self._health.report_fault("be trusted", problem)

    def _log_changed(self, room: str) -> None:
        for changed in self._change_watchers:
            changed(room)

    def _log_trimmed(self, room: str, first: int) -> None:
        for trimmed in self._trim_watchers:
            trimmed(room, first)

    # Logs

    def append(self, drafts: Sequence[Draft]) -> Deferred[Sequence[Result]]:
        return self.transactions.append(drafts).addCallback(self._appended)

    def _appended(self, appended: Appended) -> Sequence[Result]:
        if appended.problem is None:
            self._health.report_ok("write")
        else:
            self._health.report_fault("write", appended.problem)
            self._refused += sum(isinstance(result, Refusal) for result in appended.results)
        self._maintenance.appended(removed=appended.removed)
        return appended.results

    def read(self, room: str, *, after: int | None = None, before: int | None = None, limit: int) -> Deferred[LogPage]:
        return self.transactions.query(
            lambda connection: self._reader.read_page(connection, room, after, before, limit)
        )

    def read_heads(self, rooms: Sequence[str]) -> Deferred[Mapping[str, LogPage]]:
        return self.transactions.query(lambda connection: self._reader.read_heads(connection, rooms))

    def read_messages(self, entries: Collection[tuple[str, int]]) -> Deferred[Mapping[tuple[str, int], Message]]:
        return self.transactions.query(lambda connection: self._reader.read_messages(connection, entries))

    def search_messages(self, room: str, text: str, *, before: int | None = None, limit: int) -> Deferred[SearchPage]:
        return self.transactions.query(
            lambda connection: self._search.search_log(connection, room, text, before, limit)
        )

    def search_rooms(
        self, rooms: Collection[str], text: str, *, before: FoundAt = FIRST_PAGE, limit: int
    ) -> Deferred[SearchPage]:
        return self.transactions.query(
            lambda connection: self._search.search_logs(connection, rooms, text, before, limit)
        )

    def messages_of(
        self, user_id: str, *, after: tuple[str, int] | None = None, limit: int
    ) -> Deferred[Sequence[Message]]:
        def read() -> Sequence[Message]:
            # In the writer's thread, which can index all entries first.
            self._log_writer.index_all()
            return self._log_writer.run_transaction(
                lambda connection: self._reader.messages_of(connection, user_id, after, limit)
            )

        return self.transactions.call_in_writer(read)

    def has_said(self, user_id: str, rooms: Collection[str] | None = None) -> Deferred[bool]:
        return self.transactions.query(lambda connection: self._reader.has_said(connection, user_id, rooms))

    # Read markers

    def mark_seen(self, marks: Sequence[ReadMarker]) -> Deferred[None]:
        return Deferred.fromCoroutine(self._mark_seen(marks))

    async def _mark_seen(self, marks: Sequence[ReadMarker]) -> None:
        for begin in range(0, len(marks), MARKS_STEP):
            step = marks[begin : begin + MARKS_STEP]
            await self.transactions.commit(lambda connection: read_markers.mark_seen(connection, self._dialect, step))  # noqa: B023 - done by then

    def followed_rooms(self, user_id: str) -> Deferred[Sequence[FollowedRoom]]:
        return self.transactions.query(lambda connection: read_markers.followed(connection, user_id))

    # Rooms

    def room_settings(self, room: str) -> Deferred[RoomSettings]:
        return self.transactions.query(lambda connection: room_table.read_settings(connection, room))

    def find_rooms(self, text: str = "", *, after: str = "", limit: int) -> Deferred[Sequence[PublicRoom]]:
        return self.transactions.query(lambda connection: room_table.find_public_rooms(connection, text, after, limit))

    def open_rooms(self, *, after: str = "", limit: int) -> Deferred[Sequence[tuple[str, str]]]:
        return self.transactions.query(lambda connection: room_table.list_open_rooms(connection, after, limit))

    def list_rooms(self, *, after: str = "", limit: int) -> Deferred[Sequence[RoomEntry]]:
        return self.transactions.query(lambda connection: room_table.list_entries(connection, after, limit))

    def change_settings(
        self,
        room: str,
        *,
        title: str | UnsetType = UNSET,
        topic: str | UnsetType = UNSET,
        slow: int | UnsetType = UNSET,
        retention: Retention | None | UnsetType = UNSET,
        act: AuditEntry | None = None,
        author: str = "",
    ) -> Deferred[SettingsChange]:
        given = {"title": title, "topic": topic, "slow": slow, "retention": retention}
        changes = {name: value for name, value in given.items() if value is not UNSET}

        def transaction(connection: Connection) -> tuple[SettingsChange, bool]:
            add_act(connection, act)
            titles.note_author(connection, room, changes, author)
            return room_table.update_settings(connection, self._log_writer.cache.initial_epochs, room, changes)

        def committed(done: tuple[SettingsChange, bool]) -> SettingsChange:
            change, new_log = done
            if new_log:
                self._log_changed(room)
            return change

        return self.transactions.commit(transaction, forget=[room]).addCallback(committed)

    # Maintenance

    def run_maintenance(self) -> Deferred[None]:
        return self._maintenance.run()

    def new_epoch(self, room: str | None = None, act: AuditEntry | None = None) -> Deferred[Sequence[str]]:
        def renew() -> Sequence[str]:
            names = self._log_writer.run_transaction(lambda connection: self._renew(connection, room, act))
            self._log_writer.cache.forget_rooms()
            for name in names:
                self.transactions.report_change(name)
            return names

        return self.transactions.call_in_writer(renew)

    def _renew(self, connection: Connection, room: str | None, act: AuditEntry | None) -> list[str]:
        if room is None:
            # Rooms that are not stored, now or any more, get another initial epoch too.
            self._log_writer.cache.initial_epochs.new_seed(connection)
        names = room_table.renew_epochs(connection, room)
        if names or room is None:
            add_act(connection, act)
        return names

    def delete_room(self, room: str, act: AuditEntry | None, *, unused_since: int | None = None) -> Deferred[bool]:
        def transaction(connection: Connection) -> bool:
            if unused_since is not None and not room_removal.is_unused(connection, room, unused_since, self._retention):
                return False
            if not room_removal.remove_room(connection, room):
                return False
            # A client that comes back to a new room of this id must not take it for the old one.
            self._log_writer.cache.initial_epochs.new_seed(connection)
            add_act(connection, act)
            return True

        def remove() -> bool:
            found = self._log_writer.run_transaction(transaction)
            if found:
                self._log_writer.cache.forget_rooms()
                self.transactions.report_change(room)
            return found

        return self.transactions.call_in_writer(remove).addCallback(self._scrub_if)

    def _scrub_if(self, removed: bool) -> bool:
        if removed:
            self._maintenance.schedule_scrub()
        return removed

    def unused_rooms(self, before: int, *, after: str = "", limit: int) -> Deferred[Sequence[str]]:
        return self.transactions.query(
            lambda connection: room_removal.find_unused_rooms(connection, before, after, limit, self._retention)
        )

    def lost_inboxes(self, before: int, *, limit: int) -> Deferred[Sequence[str]]:
        return self.transactions.query(lambda connection: room_removal.find_lost_inboxes(connection, before, limit))

    def erase_user(self, user_id: str) -> Deferred[Sequence[str]]:
        return Deferred.fromCoroutine(self._erase(user_id))

    async def _erase(self, user_id: str) -> Sequence[str]:
        await self.transactions.commit(lambda connection: erasure.begin_erasure(connection, user_id))
        await self.delete_room(inbox_of(user_id), None)
        found = await self._erase_titles(user_id)
        cursor = 0

        def erase_some() -> erasure.Erased | None:
            self._log_writer.index_all()
            return self._log_writer.run_transaction(
                lambda connection: erasure.erase_some(connection, self._dialect, user_id, cursor)
            )

        while (erased := await self.transactions.await_writer(erase_some)) is not None:
            cursor = erased.number if erased.done else erased.number - 1
            self._maintenance.schedule_scrub()
            if erased.done and erased.name is not None:
                if erased.name not in found:
                    found.append(erased.name)
                self._log_changed(erased.name)
        # The last step has also removed texts from other tables: the name, and the reasons of reports.
        self._maintenance.schedule_scrub()
        return found

    def erased_guests(self) -> Deferred[Collection[str]]:
        return self.transactions.query(erasure.erased_guests)

    async def _erase_titles(self, user_id: str) -> list[str]:
        found = list(await self.transactions.query(lambda connection: titles.rooms_titled_by(connection, user_id)))
        epochs = self._log_writer.cache.initial_epochs
        for room in found:
            work = partial(titles.erase_titles, initial_epochs=epochs, room=room, author=user_id)
            await self.transactions.commit(work, forget=[room])
        return found

    def unfinished_erasures(self) -> Deferred[Collection[str]]:
        return self.transactions.query(erasure.unfinished_erasures)

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

    async def _import(self, room: str, log: LogImport, act: AuditEntry | None, *, replace: bool) -> int:
        writer, transactions = self._log_writer, self.transactions

        def finish(connection: Connection) -> None:
            log.finish_import(connection)
            add_act(connection, act)

        self._maintenance.set_import(log)
        try:
            await transactions.commit_alone(lambda connection: log.begin_import(connection, replace=replace))
            while await transactions.commit_alone(lambda connection: log.import_some(connection, writer.cache)):
                pass
            await transactions.commit_alone(finish, forget=[room])
        finally:
            self._maintenance.set_import(None)
            self._maintenance.schedule_scrub()
        self._log_changed(room)
        return log.count

    def check_integrity(self) -> Deferred[Sequence[str]]:
        return self.transactions.query(lambda connection: integrity.find_inconsistencies(connection, self._dialect))

    def backup(self, path: Path) -> Deferred[None]:
        return Deferred.fromCoroutine(self._back_up(path))

    async def _back_up(self, path: Path) -> None:
        # Not by `query`: a fault of the copy, such as a full disk, is none of the database.
        try:
            await self.transactions.call_in_reader(self._dialect.back_up, path)
        except FileExistsError:
            raise
        except Exception as error:
            reason = self._dialect.fault(error)
            if reason is None and isinstance(error, OSError):
                reason = os_error_text(error)
            if reason is None:
                raise
            self._backup_problem = reason
            self._log.error("no backup was made: {reason}", reason=reason)
            raise Refusal("unavailable", f"no backup was made: {reason}") from error
        self._backup_problem = None
