"""
What an operator does with the durable store while it runs.
"""

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from sqlalchemy import Connection
from twisted.internet.defer import Deferred

from chatd.model import LogEvent
from chatd.roster import Act
from chatd.storage import catalogue, checking, copies, erasure
from chatd.storage.core import Core
from chatd.storage.roster_acts import note
from chatd.storage.transfer import Import
from chatd.terms import RoomSettings


class Upkeep(Core):
    """
    See `chatd.archive.Upkeep`.
    """

    def new_epoch(self, room: str | None = None, act: Act | None = None) -> Deferred[Sequence[str]]:
        """
        See `chatd.archive.Upkeep`.
        """

        def renew() -> Sequence[str]:
            names = self._ledger.run(lambda connection: self._renew(connection, room, act))
            self._ledger.desk.forget()
            for name in names:
                self._writer.tell(self._has_changed, name)
            return names

        return self.have_done(renew)

    def erase(self, user_id: str) -> Deferred[Sequence[str]]:
        """
        See `chatd.archive.Upkeep`.
        """
        return Deferred.fromCoroutine(self._erase(user_id))

    def unfinished(self) -> Deferred[Collection[str]]:
        """
        See `chatd.archive.Upkeep`.
        """
        return self.query(erasure.unfinished)

    def import_log(
        self, room: str, settings: RoomSettings, events: Iterable[LogEvent], *, replace: bool, act: Act | None = None
    ) -> Deferred[int]:
        """
        See `chatd.archive.Upkeep`.
        """
        return Deferred.fromCoroutine(self._import(room, Import(room, settings, events), act, replace=replace))

    def check(self) -> Deferred[Sequence[str]]:
        """
        See `chatd.archive.Upkeep`.
        """
        return self.query(lambda connection: checking.check(connection, self._dialect))

    def backup(self, path: Path) -> Deferred[None]:
        """
        See `chatd.archive.Upkeep`.
        """
        return self.query(lambda _: copies.copy(self._dialect.path, path))

    def _renew(self, connection: Connection, room: str | None, act: Act | None) -> list[str]:
        if room is None:
            # Rooms that are not there, or not any more, are not born again with the epoch they had.
            self._ledger.desk.births.replant(connection)
        names = catalogue.renew(connection, room)
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

    async def _import(self, room: str, log: Import, act: Act | None, *, replace: bool) -> int:
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
