"""
Maintenance between commits, in steps that occupy the writer no longer than a commit.
"""

import math
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection
from twisted.internet.defer import Deferred
from twisted.logger import Logger

from chatd.clock import Now
from chatd.domain.rooms import Retention
from chatd.errors import Refusal
from chatd.storage.sql.dialect import InWriter
from chatd.storage.sql.health import Health
from chatd.storage.sql.import_log import LogImport
from chatd.storage.sql.markers import CHECKSUM, get_marker, remove_marker, set_marker
from chatd.storage.sql.retention import PurgeStep, RetentionPurge
from chatd.storage.sql.writer import LogWriter
from chatd.storage.sql.writer_cache import INDEX_STEP
from chatd.waiters import Waiters

SCRUB_SECONDS = 30.0
"""The time from a deletion until its text is scrubbed from the files, so that one scrub serves several deletions."""
AGED_SECONDS = 3600.0
"""The same for messages that retention has removed: nobody waits for that."""
PURGE_SECONDS = 60.0

Trimmed = Callable[[str, int], None]


class Maintenance:
    """
    Indexes entries, applies retention, scrubs deleted texts and returns free space.

    `commit` calls a function in the writer's thread; `trimmed` is called with a room and its new `first`.  Retention
    uses `now`, the time of day; schedules use `seconds`, which is monotonic.
    """

    _log = Logger()

    def __init__(
        self,
        log_writer: LogWriter,
        health: Health,
        commit: InWriter,
        *,
        now: Now,
        seconds: Callable[[], float],
        retention: Retention,
        trimmed: Trimmed,
    ) -> None:
        self._log_writer = log_writer
        self._health = health
        self._commit = commit
        self._now = now
        self._seconds = seconds
        self._purge = RetentionPurge(log_writer.dialect, retention)
        self._trimmed = trimmed
        self._waiting = Waiters()
        self._scrub_at: float | None = None
        self._purge_at = -math.inf
        self._freed = True
        self._quiet = True
        self._ended = False
        self._import: LogImport | None = None
        self._reindexing: Deferred[None] | None = None

    @property
    def scrubbing(self) -> bool:
        """
        Whether the files may contain deleted texts.
        """
        return self._scrub_at is not None

    async def start(self, *, clean: bool) -> None:
        """
        Called after the store was opened; `clean`: the last process had closed it in order.
        """

        def mark(connection: Connection) -> bool:
            scrub = get_marker(connection, "scrub") == "1"
            set_marker(connection, "state", "open")
            # That of the backup which this database was made from.
            remove_marker(connection, CHECKSUM)
            return scrub

        try:
            scrub = await self._commit(lambda: self._log_writer.run_transaction(mark))
        except Refusal:
            scrub = True
        if scrub or not clean:
            self._scrub_at = self._seconds()

    async def stop(self) -> None:
        """
        Start no more steps; returns when the running step is done.
        """
        self._ended = True
        if self._waiting:
            await self._waiting.wait()
        if self._reindexing is not None:
            await self._reindexing

    def appended(self, *, removed: bool) -> None:
        """
        Called after drafts were appended; `removed`: stored texts were deleted or replaced.
        """
        self._quiet = False
        if removed:
            self.schedule_scrub()
        if self._log_writer.unindexed >= INDEX_STEP and not self._waiting:
            self.run()

    def schedule_scrub(self, after: float = SCRUB_SECONDS) -> None:
        """
        Scrub the files in `after` seconds at the latest, since texts were removed from the tables.
        """
        due = self._seconds() + after
        self._scrub_at = due if self._scrub_at is None else min(self._scrub_at, due)
        self._freed = True

    def set_import(self, log: LogImport | None) -> None:
        """
        Set the running import, or None; logs without a name are kept during an import.
        """
        self._import = log

    def run(self) -> Deferred[None]:
        done = self._waiting.wait()
        if len(self._waiting) == 1:
            Deferred.fromCoroutine(self._tidy()).addErrback(self._failed).addCallback(self._done)
        return done

    def _done(self, _: object) -> None:
        self._waiting.fire()

    def _failed(self, failure: Any) -> None:
        # A fault of the database was logged by `Health`.
        if failure.check(Refusal) is None:
            self._log.failure("tidying failed", failure)

    async def _tidy(self) -> None:
        if self._ended:
            return
        if self._health.has_fault("write"):
            # There may be no messages that would show that the store works again.
            await self._commit(self._log_writer.probe)
            self._health.report_ok("write")
        # While messages are being written, entries are indexed in large steps only, which cost less.
        if self._quiet or self._log_writer.unindexed >= INDEX_STEP:
            await self._index()
        self._quiet = True
        if self._log_writer.reindexing.pending and self._reindexing is None:
            self._reindexing = Deferred.fromCoroutine(self._reindex()).addErrback(self._failed)
            self._reindexing.addCallback(self._reindexed)
        if self._import is None:
            await self._repeat(self._clear, self._aged)
        if self._seconds() >= self._purge_at:
            await self._drop_expired()
        if self._scrub_at is not None and self._seconds() >= self._scrub_at:
            await self._scrub()
        if self._freed:
            self._freed = False
            await self._repeat(lambda: self._log_writer.run_outside_transaction(self._log_writer.dialect.shrink))

    async def _index(self) -> None:
        # Only what waits now: what comes meanwhile is indexed in a large step again.
        left = self._log_writer.unindexed
        while left > 0 and not self._ended and (indexed := await self._commit(self._log_writer.index)):
            left -= indexed

    async def _reindex(self) -> None:
        # Runs beside the other work, which does not wait for it.
        while not self._ended and await self._commit(self._log_writer.reindex):
            pass

    def _reindexed(self, _: object) -> None:
        self._reindexing = None

    async def _repeat(self, step: Callable[[], bool], done: Callable[[], None] | None = None) -> None:
        while not self._ended and await self._commit(step):
            if done is not None:
                done()

    def _clear(self) -> bool:
        if not self._log_writer.run_transaction(self._purge.has_abandoned_logs):
            return False
        # Entries that are not indexed yet would be indexed after they were removed.
        self._log_writer.index_all()
        return self._log_writer.run_transaction(self._purge.clear_abandoned)

    def _aged(self) -> None:
        self.schedule_scrub(AGED_SECONDS)

    async def _drop_expired(self) -> None:
        cursor: int | None = 0
        while cursor is not None and not self._ended:
            at, now = cursor, self._now()
            dropped: PurgeStep = await self._commit(lambda: self._drop_some(at, now))  # noqa: B023 - done by then
            cursor = dropped.cursor
            for room, first in dropped.trims:
                self._aged()
                self._trimmed(room, first)
        self._purge_at = self._seconds() + PURGE_SECONDS

    def _drop_some(self, cursor: int, now: int) -> PurgeStep:
        dropped = self._log_writer.run_transaction(lambda connection: self._purge.drop_expired(connection, cursor, now))
        self._log_writer.cache.forget_rooms([room for room, _ in dropped.trims])
        return dropped

    async def _scrub(self) -> None:
        # Texts that are removed from now on need another scrub.
        self._scrub_at = None
        again = await self._log_writer.dialect.scrub(self._log_writer, self._commit, lambda: self._ended)
        if again is not None:
            self.schedule_scrub(again)
