"""
Operators' use cases on the store: status, check, backup, erasure, epochs, export and import of logs.
"""

from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from pathlib import Path

from msgspec import Struct
from twisted.internet.defer import DeferredLock

from chatd import __version__
from chatd.admin import room_file
from chatd.admin.room_watch import RoomWatch
from chatd.chat.disk_quota import DiskQuota
from chatd.chat.moderation.live_sessions import LiveSessions
from chatd.clock import Now
from chatd.domain.accounts import OPERATOR, erased_mark
from chatd.domain.events import LogEvent, Message
from chatd.domain.moderation import AuditEntry
from chatd.domain.rooms import DEFAULTS, RoomSettings
from chatd.domain.validation import check_line, check_room_id, check_user_id
from chatd.errors import Refusal
from chatd.interfaces.storage import MessageLog, StoreMaintenance
from chatd.refusal_log import RefusalLog, RefusedSource

PAGE = 200
"""The number of events of an export in memory at once."""

SOURCES_SHOWN = 10
"""How many refused addresses the status lists."""

ANNOUNCEMENT_MAX = 1000
"""The maximum characters of an announcement."""

Tell = Callable[[str], Awaitable[None]]
"""Receives a line; waits until there is room for the next."""


class SiteStatus(Struct, frozen=True):
    """
    The state of a site.  Without a daemon, `running` is false, and connections and counters are 0.

    From the store: `queue`, drafts that wait; `refused`, drafts that were refused; `unindexed`, messages that are not
    in the search index yet; `problem`, why nothing can be stored (None: it can); `backup_problem`, why the last backup
    was not made (None: it was, or there was none).

    `refused_sources`: the addresses that were refused most often in the last hour.  `disk_used` are the bytes of the
    database, `disk_quota` those that it may have (0: as many as it likes).
    """

    version: str
    running: bool
    connections: int
    users: int
    accepted: int
    messages: int
    deliveries: int
    queue: int
    refused: int
    unindexed: int
    problem: str | None
    refused_sources: tuple[RefusedSource, ...] = ()
    disk_used: int = 0
    disk_quota: int = 0
    backup_problem: str | None = None


class Operations:
    """
    The use cases.  `live_sessions` are the sessions of the daemon, `refusals` its log of refusals, `disk_quota` its
    quota; None without one.  `refuse_guest` is called with the mark of a guest who is being erased.

    All methods may raise Refusal `unavailable`.
    """

    def __init__(
        self,
        log: MessageLog,
        upkeep: StoreMaintenance,
        now: Now,
        live_sessions: LiveSessions | None = None,
        refusals: RefusalLog | None = None,
        disk_quota: DiskQuota | None = None,
        *,
        refuse_guest: Callable[[Collection[str]], object] = len,
    ) -> None:
        self._refuse_guest = refuse_guest
        self._disk_quota = disk_quota
        self._refusals = refusals
        self._now = now
        self._store = log
        self._upkeep = upkeep
        self._live_sessions = live_sessions
        # Each of these operations occupies a store thread for a long time; users need the other threads.
        self._one_at_a_time = DeferredLock()
        self.erasing: set[str] = set()
        """The users who are being erased."""

    def site_status(self) -> SiteStatus:
        """
        Returns the present state.
        """
        store, live_sessions, disk = self._upkeep.status, self._live_sessions, self._disk_quota
        present = None if live_sessions is None else live_sessions.count_online()
        counters = None if live_sessions is None else live_sessions.counters
        return SiteStatus(
            version=__version__,
            running=live_sessions is not None,
            connections=present.connections if present else 0,
            users=present.users if present else 0,
            accepted=counters.accepted if counters else 0,
            messages=counters.messages if counters else 0,
            deliveries=counters.deliveries if counters else 0,
            queue=present.queue if present else 0,
            refused=store.refused,
            unindexed=store.unindexed,
            problem=store.problem,
            refused_sources=() if self._refusals is None else tuple(self._refusals.top_sources(SOURCES_SHOWN)),
            disk_used=0 if disk is None else disk.used,
            disk_quota=0 if disk is None else disk.quota,
            backup_problem=store.backup_problem,
        )

    def announce(self, text: str) -> int:
        """
        Sends `text` to everybody who is online; returns to how many sessions.  Raises Refusal `unavailable` without a
        daemon.
        """
        if self._live_sessions is None:
            raise Refusal("unavailable", "no daemon runs here: nobody is online")
        return announce_to_all(self._live_sessions, text, self._now())

    async def check_store(self) -> Sequence[str]:
        """
        Returns the defects of the store; empty if there are none.
        """
        async with self._one_at_a_time:
            return await self._upkeep.check_integrity()

    async def back_up(self, path: Path) -> None:
        """
        Writes a copy of the store to the new file `path`, while users go on.
        """
        async with self._one_at_a_time:
            await self._upkeep.backup(path)

    async def erase_user(self, user_id: str) -> Sequence[str]:
        """
        Erases the messages and the name of a user, ends their sessions, and tells all clients to forget them.

        Returns the rooms that had messages of the user.
        """
        check_user_id(user_id)
        if user_id.startswith("g."):
            # Before the sessions are closed: a client that comes back would be the same guest.
            self._refuse_guest([erased_mark(user_id)])
        present = set() if self._live_sessions is None else await self._live_sessions.sign_out_user(user_id)
        self.erasing.add(user_id)
        try:
            rooms = await self._upkeep.erase_user(user_id)
        finally:
            self.erasing.discard(user_id)
        if self._live_sessions is not None:
            await self._live_sessions.user_erased(user_id, present.union(rooms))
        return rooms

    async def new_epoch(self, room: str | None) -> Sequence[str]:
        """
        Gives `room`, or all rooms if None, a new epoch, so that returning clients load it again.  Returns the changed
        rooms.

        Raises Refusal `not_found` for an unknown room.
        """
        if room is not None:
            check_room_id(room)
        rooms = await self._upkeep.new_epoch(room, self._entry("new_epoch", room))
        if room is not None and not rooms:
            raise _unknown(room)
        if self._live_sessions is not None:
            await self._live_sessions.reload_rooms(rooms)
        return rooms

    def watch_room(self, room: str, watch: RoomWatch) -> Callable[[], None] | None:
        """
        Passes to `watch` what is said in a room from now on; returns what ends that.  None: no daemon runs.
        """
        check_room_id(room)
        return None if self._live_sessions is None else self._live_sessions.watch_room(room, watch)

    async def last_messages(self, room: str, count: int) -> Sequence[Message]:
        """
        Returns the newest messages of a room, oldest first, in their present state.
        """
        found: list[Message] = []
        before: int | None = None
        while len(found) < count:
            page = await self._store.read(room, before=before, limit=PAGE)
            found = [event for event in page.events if isinstance(event, Message)] + found
            if not page.events or page.events[0].seq == page.head.first:
                break
            before = page.events[0].seq  # type: ignore[assignment] # what is stored has one
        return found[max(0, len(found) - count) :]

    async def export_log(self, room: str, tell: Tell) -> int:
        """
        Passes the log of `room` to `tell` line by line, up to its present end; returns the number of its events.

        A text that is edited or deleted meanwhile may be in its newer state.  Raises Refusal `not_found`, or `conflict`
        if the log was cut or replaced meanwhile.
        """
        check_room_id(room)
        page = await self._store.read(room, after=0, limit=PAGE)
        head = page.head
        if not head.seq and page.settings == DEFAULTS:
            raise _unknown(room)
        await tell(room_file.header_line(room, page.settings))
        seq = head.first - 1
        while seq < head.seq:
            for event in page.events:
                if event.seq != seq + 1:
                    raise _changed(room)
                if event.seq <= head.seq:
                    await tell(room_file.event_line(room_file.as_of(event, head.seq)))
                seq = event.seq
            if seq < head.seq:
                page = await self._store.read(room, after=seq, limit=PAGE)
                if page.head.epoch != head.epoch or not page.events:
                    raise _changed(room)
        return head.seq - head.first + 1

    async def import_log(self, room: str, settings: RoomSettings, events: Iterable[LogEvent], *, replace: bool) -> int:
        """
        Creates the log of `room` from `events`, and informs its subscribers; returns the number of events.

        `events` is read in another thread.  Raises Refusal `conflict` if the room has a log and `replace` is false.
        """
        check_room_id(room)
        async with self._one_at_a_time:
            act = self._entry("import", room, "replaced" if replace else "")
            count = await self._upkeep.import_log(room, settings, events, replace=replace, act=act)
        if self._live_sessions is not None:
            await self._live_sessions.reload_rooms([room])
        return count

    def _entry(self, action: str, room: str | None, detail: str = "") -> AuditEntry:
        return AuditEntry(action=action, by=OPERATOR.who, time=self._now(), room=room, detail=detail)


def announce_to_all(live_sessions: LiveSessions, text: str, time: int) -> int:
    """
    Sends `text` to everybody who is online; returns to how many sessions.  Raises Refusal `invalid`.
    """
    check_line(text, ANNOUNCEMENT_MAX, "text")
    if not text:
        raise Refusal("invalid", "text: expected a visible character", field="text")
    return live_sessions.announce(text, time)


def _unknown(room: str) -> Refusal:
    return Refusal("not_found", f"there is no room {room}", field="room")


def _changed(room: str) -> Refusal:
    return Refusal("conflict", f"the log of {room} was cut or made anew while it was read; try again")
