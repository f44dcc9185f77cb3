"""
Selects the store by the settings, and its place on disk.
"""

import secrets
import shutil
from collections.abc import Callable, Collection
from itertools import chain
from pathlib import Path
from typing import Any

from msgspec.structs import replace
from twisted.logger import Logger

from chatd.auth.settings import DAY_MS
from chatd.chat.disk_quota import DiskUse
from chatd.clock import CautiousNow, Now
from chatd.domain.accounts import OPERATOR
from chatd.domain.moderation import AuditEntry
from chatd.domain.rooms import Retention
from chatd.errors import StartError, os_error_text
from chatd.interfaces.accounts import PeopleStore
from chatd.interfaces.storage import (
    KeptSince,
    MessageLog,
    MessageSearch,
    ReadMarkerStore,
    RoomCatalogue,
    RoomDirectory,
    StoreMaintenance,
)
from chatd.interfaces.webhooks import ActEvents, WebhookStore
from chatd.server.settings import MEMORY, Settings
from chatd.storage import data_directory
from chatd.storage.memory.accounts import MemoryPeople
from chatd.storage.memory.logs import MemoryStore
from chatd.storage.memory.roster import MemoryRoster
from chatd.storage.memory.webhooks import MemoryWebhooks
from chatd.storage.sql.accounts import SqlPeople
from chatd.storage.sql.dialect import SqlDialect
from chatd.storage.sql.roster import SqlRoster
from chatd.storage.sql.store import SqlStore
from chatd.storage.sql.webhooks import SqlWebhooks
from chatd.storage.sqlite import files, schema
from chatd.storage.sqlite.database import Sqlite

SQLITE = "sqlite:///"
POSTGRESQL = ("postgresql://", "postgres://")
FILE = "chatd.db"
INBOXES_MAX = 1000
"""How many inboxes of guests who stay away are removed at once: once an hour."""
HOST = "host"
"""The file with the host name under which an administrator has signed in."""


def directory_of(settings: Settings) -> Path | None:
    """
    Returns the data directory of this process as an absolute path; None if nothing is stored.
    """
    return None if settings.store.url == MEMORY else Path(settings.store.data).absolute()


def database(settings: Settings) -> Path:
    """
    Returns the path of the SQLite database; there is none if `is_postgresql`.
    """
    url = settings.store.url
    return Path(url.removeprefix(SQLITE)).absolute() if url else Path(settings.store.data).absolute() / FILE


def is_postgresql(settings: Settings) -> bool:
    """
    Returns whether the database is on a PostgreSQL server; then it has no path.
    """
    return settings.store.url.startswith(POSTGRESQL)


def open_dialect(settings: Settings) -> SqlDialect:
    """
    Returns the database that the settings name; it is not connected yet.

    Raises StartError, one line, if it is PostgreSQL and its driver is missing, or its URL is none.
    """
    if not is_postgresql(settings):
        return Sqlite(database(settings))
    try:
        # A site on SQLite needs no driver.
        from chatd.storage.postgresql.database import PostgreSql  # noqa: PLC0415
    except ImportError:
        raise StartError("store.url: PostgreSQL needs psycopg: pip install 'chatd[postgresql]'") from None
    try:
        return PostgreSql(settings.store.url)
    except ValueError:
        raise StartError("store.url: this is no URL of PostgreSQL: postgresql://USER@HOST/DATABASE") from None


def check(settings: Settings) -> None:
    """
    Checks the data before the start: raises StartError, one line, if another process uses it, it is no database, or a
    newer version has written it.

    Creates nothing, since the process may still change its user.
    """
    data = directory_of(settings)
    if data is None:
        return
    if data.exists() and not data.is_dir():
        raise StartError(f"{data}: cannot be the data directory: it is a file; name another with store.data or --data")
    if (data / data_directory.LOCK).exists():
        data_directory.lock(data).release()
    if is_postgresql(settings):
        open_dialect(settings)
        return
    path = database(settings)
    if settings.store.url and not path.parent.is_dir():
        raise StartError(f"{path.parent}: there is no such directory; store.url names it")
    data_directory.check_database(data, path)
    if path.exists() and (found := files.unreadable(path)):
        raise StartError(
            f"{path}: {found}; put a backup in its place with 'chatd restore FILE', or move it away to begin anew"
        )
    schema.check_file(path)


class Storage:
    """
    The stores of a site.

    `upkeep` is None if nothing is stored on disk.  `in_use` returns whether a room has subscribers: a memory store
    keeps its log.
    """

    _log = Logger()

    def __init__(self, settings: Settings, in_use: Callable[[str], bool], clock: Any, now: Now) -> None:
        self._settings = settings
        self._now = now
        self.aging_now = CautiousNow(now, clock.seconds)
        self._lock: data_directory.Lock | None = None
        self.retention = Retention.parse(settings.rooms.retention)
        self.log: MessageLog
        self.marks: ReadMarkerStore
        self.recall: MessageSearch
        self.people: PeopleStore
        self.roster: RoomDirectory
        self.upkeep: StoreMaintenance | None = None
        self.catalogue: RoomCatalogue
        self.webhooks: WebhookStore
        self.act_events: ActEvents
        self.data = directory_of(settings)
        if self.data is None:
            history = settings.history
            if not self.retention.nothing:
                self.retention = replace(self.retention, count=self.retention.count or history.keep)
            self.people, self.roster = people, roster = MemoryPeople(), MemoryRoster()
            memory = MemoryStore(
                keep=history.keep,
                rooms=history.rooms,
                in_use=in_use,
                retention=self.retention,
                roster=roster,
            )
            self.log = self.marks = self.recall = self.catalogue = memory
            self.webhooks, self.act_events = MemoryWebhooks(roster, memory), roster
            people.add_act, people.rename_user = roster.add_act, memory.rename_user
        else:
            sql = SqlStore(open_dialect(settings), reactor=clock, now=self.aging_now, retention=self.retention)
            self.log = self.marks = self.recall = self.upkeep = self.catalogue = sql
            self.people, self.webhooks = SqlPeople(sql.transactions), SqlWebhooks(sql.transactions)
            self.roster = self.act_events = SqlRoster(sql.transactions)

    @property
    def problem(self) -> str | None:
        """
        Why nothing can be stored now, in one line; None if it can.
        """
        return None if self.upkeep is None else self.upkeep.status.problem

    @property
    def writing(self) -> bool:
        """
        Whether something is being written to disk, or waits for that.
        """
        return self.upkeep is not None and self.upkeep.writing

    async def open_stores(self) -> bytes:
        """
        Locks the data directory and opens the store; returns the secret that seals tokens.

        Raises StartError, one line.
        """
        if self.data is None or self.upkeep is None:
            await self._apply_configured_rooms()
            return secrets.token_bytes(32)
        data_directory.prepare(self.data)
        self._lock = data_directory.lock(self.data)
        try:
            secret = data_directory.secret(self.data, "secret")
            if not is_postgresql(self._settings):
                data_directory.make_private(self.data, database(self._settings))
            await self.upkeep.open_store()
            self._delete_old_copies()
        except BaseException:
            self._lock.release()
            self._lock = None
            raise
        await self._apply_configured_rooms()
        return secret

    def saved_host(self) -> str | None:
        """
        Returns the host name that `save_host` has saved, in this process or before; None if there is none.
        """
        return None if self.data is None else data_directory.read_line(self.data, HOST)

    def save_host(self, name: str) -> None:
        """
        Saves the host name under which an administrator has signed in.
        """
        if self.data is not None:
            data_directory.write_line(self.data, HOST, name)

    def watch_changes(self, changed: Callable[[str], None]) -> None:
        """
        Registers `changed`, which is called with a room whose log differs from what its subscribers were sent.
        """
        if self.upkeep is not None:
            self.upkeep.watch_changes(changed)
        elif isinstance(self.catalogue, MemoryStore):
            self.catalogue.watch_changes(changed)

    async def _apply_configured_rooms(self) -> None:
        # The settings of single rooms from the configuration.
        for room, wanted in self._settings.room.items():
            retention = Retention.parse(wanted.retention) if wanted.retention else None
            found = await self.catalogue.room_settings(room)
            if (found.title, found.topic, found.retention) != (wanted.title, wanted.topic, retention):
                await self.catalogue.change_settings(room, title=wanted.title, topic=wanted.topic, retention=retention)
            place = await self.roster.room_record(room)
            if wanted.kind and wanted.kind != ("public" if place is None else place.kind):
                act = AuditEntry(action="set", by=OPERATOR.who, time=self._now(), room=room, detail=wanted.kind)
                await self.roster.set_kind(room, wanted.kind, act)

    def disk_use(self) -> DiskUse | None:
        """
        Measures the database on the disk; None if nothing is stored there, or by a server that measures itself.
        """
        if self.data is None or is_postgresql(self._settings):
            return None
        path = database(self._settings)
        parts = (path, path.with_name(f"{path.name}-wal"))
        used = sum(part.stat().st_size for part in parts if part.exists())
        return DiskUse(used, shutil.disk_usage(path.parent).free)

    async def purge_expired(self) -> None:
        """
        Removes expired sessions, links and sanctions.  Called about once per minute; may raise Refusal `unavailable`.
        """
        now = self.aging_now()
        await self.people.purge_expired(now)
        await self.roster.purge_sanctions(now)

    def addresses_since(self) -> int:
        """
        The time before which addresses are not kept any more.
        """
        return self.aging_now() - int(self._settings.auth.address_days * DAY_MS)

    def _delete_old_copies(self) -> None:
        # The copies made before upgrades hold what was erased since.
        if self.data is None or is_postgresql(self._settings):
            return
        path, oldest = database(self._settings), self.aging_now() - int(self._settings.store.copy_days * DAY_MS)
        # An earlier version left those of a backup that it restored.
        for copy in chain(*(path.parent.glob(f"{path.name}{part}.before-*") for part in ("", ".restore"))):
            try:
                if copy.stat().st_mtime * 1000 < oldest:
                    copy.unlink()
                    self._log.info("deleted the copy {path}, made before an upgrade", path=str(copy))
            except OSError as error:
                self._log.error(
                    "the old copy {path} cannot be deleted: {why}", path=str(copy), why=os_error_text(error)
                )

    async def purge_old(self, guests: Collection[str]) -> None:
        """
        Removes what has reached its age; `guests` are the guests who are here.  Called about once an hour; may raise
        Refusal `unavailable`.
        """
        now, auth, rooms = self.aging_now(), self._settings.auth, self._settings.rooms
        audited = now - int(auth.audit_days * DAY_MS)
        invited = now - int(rooms.invitation_days * DAY_MS)
        await self.roster.purge_old_records(
            KeptSince(
                addresses=self.addresses_since(),
                acts=audited,
                reports=audited,
                claims=audited,
                invitations=invited,
            )
        )
        self._delete_old_copies()
        away = now - int(auth.guest_days * DAY_MS)
        await self.people.purge_guests(guests, now=now, before=away)
        if self.upkeep is not None:
            for room in await self.upkeep.lost_inboxes(away, limit=INBOXES_MAX):
                await self.upkeep.delete_room(room, None)

    async def close_stores(self) -> None:
        """
        Stores what waits, closes the store, and releases the data directory.
        """
        if self._lock is not None and self.upkeep is not None:
            await self.upkeep.close_store()
            self._lock.release()
            self._lock = None
