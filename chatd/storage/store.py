"""
The durable store: logs on disk, through threads of its own.
"""

from collections.abc import Mapping, Sequence

from msgspec import UNSET, UnsetType
from sqlalchemy import Connection
from twisted.internet.defer import Deferred

from chatd.archive import RoomEntry
from chatd.errors import Refusal
from chatd.model import Draft, Followed, Message, Page, Result, SearchPage, SeenMark
from chatd.roster import Act
from chatd.storage import catalogue
from chatd.storage import marks as read_marks
from chatd.storage.ledger import Appended
from chatd.storage.roster_acts import note
from chatd.storage.upkeep import Upkeep
from chatd.terms import Retention, RoomSettings


class SqlStore(Upkeep):
    """
    Logs in a database that must be this process's alone (`chatd.storage.directory.lock`).

    It is a `Store`, `Marks` and `Recall` of `chatd.ports`, a `Catalogue` and `Upkeep` of `chatd.archive`.  `retention`
    is that of rooms without one of their own.  Nothing is touched and no thread runs before `open`.
    """

    def append(self, drafts: Sequence[Draft]) -> Deferred[Sequence[Result]]:
        """
        See `chatd.ports.Store`.
        """
        return self._writer.do(self._ledger.append, drafts).addCallback(self._appended)

    def _appended(self, appended: Appended) -> Sequence[Result]:
        if appended.problem is None:
            self._health.well("write")
        else:
            self._health.ill("write", appended.problem)
            self._refused += sum(isinstance(result, Refusal) for result in appended.results)
        self._tidying.appended(removed=appended.removed)
        return appended.results

    def read(self, room: str, *, after: int | None = None, before: int | None = None, limit: int) -> Deferred[Page]:
        """
        See `chatd.ports.Store`.
        """
        return self.query(lambda connection: self._pages.page(connection, room, after, before, limit))

    def overview(self, rooms: Sequence[str]) -> Deferred[Mapping[str, Page]]:
        """
        See `chatd.ports.Store`.
        """
        return self.query(lambda connection: self._pages.overview(connection, rooms))

    def search(self, room: str, text: str, *, before: int | None = None, limit: int) -> Deferred[SearchPage]:
        """
        See `chatd.ports.Recall`.
        """
        return self.query(lambda connection: self._finding.search(connection, room, text, before, limit))

    def said(self, user_id: str, *, after: tuple[str, int] | None = None, limit: int) -> Deferred[Sequence[Message]]:
        """
        See `chatd.ports.Recall`.
        """
        return self.have_done(lambda: self._said(user_id, after, limit))

    def _said(self, user_id: str, after: tuple[str, int] | None, limit: int) -> Sequence[Message]:
        # In the writer's thread, where the indexes can be told to take in everything first.
        self._ledger.index_all()
        return self._ledger.run(lambda connection: self._pages.said(connection, user_id, after, limit))

    # Marks

    def mark_seen(self, marks: Sequence[SeenMark]) -> Deferred[None]:
        """
        See `chatd.ports.Marks`.
        """
        return self.commit(lambda connection: read_marks.mark(connection, self._dialect, marks))

    def followed(self, user_id: str) -> Deferred[Sequence[Followed]]:
        """
        See `chatd.ports.Marks`.
        """
        return self.query(lambda connection: read_marks.followed(connection, user_id))

    # Rooms

    def settings(self, room: str) -> Deferred[RoomSettings]:
        """
        See `chatd.archive.Catalogue`.
        """
        return self.query(lambda connection: catalogue.settings(connection, room))

    def list_rooms(self, *, after: str = "", limit: int) -> Deferred[Sequence[RoomEntry]]:
        """
        See `chatd.archive.Catalogue`.
        """
        return self.query(lambda connection: catalogue.listing(connection, after, limit))

    def change_settings(
        self,
        room: str,
        *,
        title: str | UnsetType = UNSET,
        topic: str | UnsetType = UNSET,
        slow: int | UnsetType = UNSET,
        retention: Retention | None | UnsetType = UNSET,
        act: Act | None = None,
    ) -> Deferred[RoomSettings]:
        """
        See `chatd.archive.Catalogue`.
        """
        given = {"title": title, "topic": topic, "slow": slow, "retention": retention}
        changes = {name: value for name, value in given.items() if value is not UNSET}

        def change() -> RoomSettings:
            births = self._ledger.desk.births

            def step(connection: Connection) -> tuple[RoomSettings, bool]:
                note(connection, act)
                return catalogue.change(connection, births, room, changes)

            settings, anew = self._ledger.run(step, forget=[room])
            if anew:
                self._writer.tell(self._has_changed, room)
            return settings

        return self.have_done(change)
