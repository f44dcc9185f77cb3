"""
Which store the settings ask for, and where it stands on the disk.
"""

import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from chatd.archive import Catalogue, Upkeep
from chatd.auth.ports import People
from chatd.authority import OPERATOR
from chatd.clocks import CautiousNow
from chatd.errors import StartError
from chatd.hub import Hub
from chatd.ports import Marks, Now, Recall, Store
from chatd.roster import Act, Roster
from chatd.settings import MEMORY, Settings
from chatd.storage import copies, directory
from chatd.storage.memory import MemoryStore
from chatd.storage.memory_catalogue import MemoryCatalogue
from chatd.storage.memory_recall import MemoryRecall
from chatd.storage.people import SqlPeople
from chatd.storage.people_memory import MemoryPeople
from chatd.storage.roster import SqlRoster
from chatd.storage.roster_memory import MemoryRoster
from chatd.storage.sqlite import Sqlite
from chatd.storage.store import SqlStore
from chatd.terms import Retention

SQLITE = "sqlite:///"
FILE = "chatd.db"


def data_directory(settings: Settings) -> Path | None:
    """
    Where this process keeps its data, as an absolute path; None if it keeps nothing.
    """
    return None if settings.store.url == MEMORY else Path(settings.store.data).absolute()


def database(settings: Settings) -> Path:
    """
    The file of the SQLite database.
    """
    url = settings.store.url
    return Path(url.removeprefix(SQLITE)).absolute() if url else Path(settings.store.data).absolute() / FILE


def check(settings: Settings) -> None:
    """
    What can be known before the start: StartError, one line, if the data is another's now or no database.

    Nothing is made: the process may become another user's before it is.
    """
    data = data_directory(settings)
    if data is None:
        return
    if data.exists() and not data.is_dir():
        raise StartError(f"{data}: cannot be the data directory: it is a file; name another with store.data or --data")
    if (data / directory.LOCK).exists():
        directory.lock(data).release()
    path = database(settings)
    if settings.store.url and not path.parent.is_dir():
        raise StartError(f"{path.parent}: there is no such directory; store.url names it")
    if path.exists() and (found := copies.unreadable(path)):
        raise StartError(
            f"{path}: {found}; put a backup in its place with 'chatd restore FILE', or move it away to begin anew"
        )


class Stores:
    """
    The store in all its parts.  `upkeep` is None where nothing is kept.
    """

    def __init__(self, settings: Settings, hub: Hub[Any], clock: Any, now: Now) -> None:
        self._settings = settings
        self._now = now
        self.aging_now = CautiousNow(now, clock.seconds)
        self._lock: directory.Lock | None = None
        self.retention = Retention.parse(settings.rooms.retention)
        self.log: Store
        self.marks: Marks
        self.recall: Recall
        self.people: People
        self.roster: Roster
        self.upkeep: Upkeep | None = None
        self.catalogue: Catalogue
        self.data = data_directory(settings)
        if self.data is None:
            history = settings.history
            memory = MemoryStore(keep=history.keep, rooms=history.rooms, in_use=hub.occupied)
            self.log = memory
            self.marks = self.recall = MemoryRecall(memory)
            self.people, self.roster = people, roster = MemoryPeople(), MemoryRoster()
            people.acted = memory.acted = roster.note
            if not self.retention.nothing:
                self.retention = replace(self.retention, count=self.retention.count or history.keep)
            self.catalogue = MemoryCatalogue(memory, self.retention)
        else:
            sql = SqlStore(Sqlite(database(settings)), reactor=clock, now=self.aging_now, retention=self.retention)
            self.log = self.marks = self.recall = self.upkeep = self.catalogue = sql
            self.people, self.roster = SqlPeople(sql), SqlRoster(sql)

    @property
    def problem(self) -> str | None:
        """
        Why nothing can be stored now, in one line.
        """
        return None if self.upkeep is None else self.upkeep.status.problem

    async def open(self) -> bytes:
        """
        Take the data directory and open the store; answers with the secret that seals tokens.

        StartError, one line, if that cannot be.
        """
        if self.data is None or self.upkeep is None:
            await self._furnish()
            return secrets.token_bytes(32)
        directory.prepare(self.data)
        self._lock = directory.lock(self.data)
        try:
            secret = directory.secret(self.data, "secret")
            await self.upkeep.open()
        except BaseException:
            self._lock.release()
            self._lock = None
            raise
        await self._furnish()
        return secret

    def watch_changes(self, changed: Callable[[str], None]) -> None:
        """
        Call `changed` with a room whose log is no longer what was told of it.
        """
        if self.upkeep is not None:
            self.upkeep.watch_changes(changed)
        elif isinstance(self.catalogue, MemoryCatalogue):
            self.catalogue.watch_changes(changed)

    async def _furnish(self) -> None:
        # What the configuration says of single rooms.
        for room, wanted in self._settings.room.items():
            retention = Retention.parse(wanted.retention) if wanted.retention else None
            found = await self.catalogue.settings(room)
            if (found.title, found.topic, found.retention) != (wanted.title, wanted.topic, retention):
                await self.catalogue.change_settings(room, title=wanted.title, topic=wanted.topic, retention=retention)
            place = await self.roster.place(room)
            if wanted.kind and wanted.kind != ("public" if place is None else place.kind):
                act = Act(action="set", by=OPERATOR.who, time=self._now(), room=room, detail=wanted.kind)
                await self.roster.set_kind(room, wanted.kind, act)

    async def purge(self) -> None:
        """
        Drop what has ended: sessions, links, sanctions.  To be called every minute or so; refused as `unavailable` at
        the worst.
        """
        now = self.aging_now()
        await self.people.purge(now)
        await self.roster.purge(now)

    async def close(self) -> None:
        """
        Store what waits, close, and let go of the data directory.
        """
        if self._lock is not None and self.upkeep is not None:
            await self.upkeep.close()
            self._lock.release()
            self._lock = None
