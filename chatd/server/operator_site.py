"""
The running server as the operator's page shows it: a `chatd.http.api.admin.SiteOperations`.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from resource import RUSAGE_SELF, getpagesize, getrusage
from typing import TypeVar

from chatd import __version__
from chatd.admin.operations import announce_to_all
from chatd.admin.room_list import list_rooms
from chatd.chat.session import Session
from chatd.clock import Clock, Now
from chatd.domain.accounts import Kind
from chatd.domain.counters import Histogram
from chatd.domain.events import User
from chatd.domain.moderation import AuditEntry, Sanction
from chatd.domain.sanctions import newest_first
from chatd.domain.settings import ConfigValue
from chatd.errors import Refusal
from chatd.http.api.admin import (
    Durations,
    OneConnection,
    OnlinePerson,
    RefusalCount,
    RefusedAddress,
    SiteRoom,
    SlowReader,
    SnapshotAnswer,
)
from chatd.protocol.paging import list_page, no_cursor, read_cursor, write_cursor
from chatd.refusal_log import RefusalLog
from chatd.server.application import Application
from chatd.server.config_values import list_values
from chatd.server.metric_sources import MetricSources
from chatd.server.settings import Settings

FRESH_SECONDS = 1.0
"""How long a snapshot is used again, whoever asks."""
SOURCES_SHOWN = 20
SLOW_SHOWN = 20
CODES_SHOWN = 20
ADDRESSES_SHOWN = 5
"""Addresses of one user."""

T = TypeVar("T")
_MEMORY = Path("/proc/self/statm")


class OperatorSite:
    """
    A `chatd.http.api.admin.SiteOperations`.

    `problems` returns why the server is not ready.  `configuration` and `stop` are set once the reactor is known:
    without the first, all settings count as defaults; without the second, nothing can be drained.
    """

    def __init__(
        self,
        settings: Settings,
        sources: MetricSources,
        application: Application,
        refusals: RefusalLog,
        *,
        problems: Callable[[], list[str]],
        clock: Clock,
        now: Now,
    ) -> None:
        self.configuration: Callable[[], Iterable[ConfigValue]] = lambda: list_values(settings)
        self.stop: Callable[[], object] | None = None
        self._limits = settings.limits
        self._sources = sources
        self._application = application
        self._refusals = refusals
        self._problems = problems
        self._clock = clock
        self._now = now
        self._began = clock.seconds()
        self._snapshot: SnapshotAnswer | None = None
        self._made_at = 0.0

    def snapshot(self) -> SnapshotAnswer:
        """
        The present state, at most `FRESH_SECONDS` old.
        """
        now = self._clock.seconds()
        if self._snapshot is None or now - self._made_at >= FRESH_SECONDS:
            self._snapshot, self._made_at = self._read_snapshot(now), now
        return self._snapshot

    def _read_snapshot(self, now: float) -> SnapshotAnswer:
        sources, counters = self._sources, self._sources.counters
        disk, readers = sources.disk_quota, sources.factory.readers
        upkeep = sources.stores.upkeep
        status = None if upkeep is None else upkeep.status
        usage = getrusage(RUSAGE_SELF)
        return SnapshotAnswer(
            version=__version__,
            time=self._now(),
            uptime=now - self._began,
            problems=self._problems(),
            backup_problem=None if status is None else status.backup_problem,
            connections=len(sources.factory.live),
            http_connections=sources.http_connections(),
            handshakes=sources.handshakes(),
            users=sources.hub.user_count,
            open_rooms=sources.hub.room_count,
            accepted=counters.accepted,
            http_requests=counters.http_requests,
            commands=counters.commands,
            messages=counters.messages,
            deliveries=counters.deliveries,
            bytes_received=counters.bytes_received,
            bytes_sent=counters.bytes_sent,
            queue=sources.writer.queue_length,
            unindexed=0 if status is None else status.unindexed,
            slow_readers=readers.behind,
            waiting_bytes=readers.total,
            slow_closed=counters.aborted_readers,
            disk_used=disk.used,
            disk_free=disk.free,
            disk_quota=disk.quota,
            memory=_memory(),
            cpu=usage.ru_utime + usage.ru_stime,
            keys={str(state): count for state, count in sources.keys.items()},
            reactor_delay=_durations(sources.reactor_delays),
            commit=_durations(None if status is None else status.commit_times),
            delivery=_durations(sources.writer.delivery_times),
            refusals=[
                RefusalCount(door, code, times)
                for (door, code), times in counters.refused.most_common(CODES_SHOWN)
                if times
            ],
            refused=[
                RefusedAddress(source.kind, source.who, source.times, source.seconds_ago)
                for source in self._refusals.top_sources(SOURCES_SHOWN)
            ],
            slow=self._slow_readers(now),
        )

    def _slow_readers(self, now: float) -> list[SlowReader]:
        outboxes = {id(outbox.recipient): outbox for outbox in self._sources.factory.readers.slowest(SLOW_SHOWN)}
        if not outboxes:
            return []
        found = []
        for connection in self._sources.factory.live:
            outbox = outboxes.get(id(connection))
            if outbox is not None:
                user = None if connection.session is None else connection.session.user
                found.append(SlowReader(user, connection.address, outbox.waiting, max(0.0, now - outbox.behind_since)))
        return sorted(found, key=lambda reader: -reader.waiting)

    async def list_rooms(self, after: str | None, limit: int) -> tuple[list[SiteRoom], str | None]:
        """
        All rooms by id.
        """
        stores, presence = self._sources.stores, self._application.presence
        found = await list_rooms(
            stores.catalogue,
            stores.roster,
            stores.retention,
            after=_text_cursor(after),
            limit=limit + 1,
            joined=self._sources.hub.joined_rooms(),
        )
        rooms = [
            SiteRoom(one.room, one.kind, one.title, one.members, one.events, one.retention, presence.count(one.room))
            for one in found[:limit]
        ]
        return rooms, write_cursor((rooms[-1].room,)) if len(found) > limit else None

    def list_people(self, after: str | None, limit: int) -> tuple[list[OnlinePerson], str | None]:
        """
        The users who are online, by id.
        """
        hub, begin = self._application.hub, _text_cursor(after)
        users = sorted(user for user in hub.users() if user > begin)
        people = [person for user in users[:limit] if (person := _person([*hub.sessions_of(user)])) is not None]
        return people, write_cursor((users[limit - 1],)) if len(users) > limit else None

    def list_connections(self, after: str | None, limit: int) -> tuple[list[OneConnection], str | None]:
        """
        The connections that have a session, by id.
        """
        now, begin = self._clock.seconds(), _text_cursor(after)
        sessions = [one.session for one in self._sources.factory.live]
        found = sorted((one for one in sessions if one is not None and one.ident > begin), key=lambda one: one.ident)
        shown = [
            OneConnection(one.ident, one.user, one.peer.address, len(one.rooms), one.commands, now - one.began)
            for one in found[:limit]
        ]
        return shown, write_cursor((shown[-1].id,)) if len(found) > limit else None

    def list_sanctions(self, after: str | None, limit: int) -> tuple[list[Sanction], str | None]:
        """
        The sanctions in force everywhere, the newest first.
        """
        found = self._application.moderation.sanctions.list_everywhere()
        return list_page(found, newest_first, after=after, limit=limit, most=self._limits.page_bytes)

    def list_settings(self) -> Iterable[ConfigValue]:
        """
        All settings, without secrets.
        """
        return self.configuration()

    async def make_announcement(self, text: str, by: User) -> int:
        """
        Shows `text` to everybody who is online; the audit log has it.
        """
        sessions = announce_to_all(self._application.live_sessions, text, self._now())
        await self._record("announce", by, text)
        return sessions

    async def drain(self, by: User) -> int:
        """
        Stops the server once this has been answered; the audit log has it.
        """
        if self.stop is None:
            raise Refusal("unavailable", "this server cannot be stopped from here")
        await self._record("drain", by)
        # What is under way is answered all the same.
        self._clock.callLater(0, self.stop)
        return len(self._sources.factory.live)

    async def _record(self, action: str, by: User, detail: str = "") -> None:
        act = AuditEntry(action=action, by=by, time=self._now(), detail=detail)
        await self._sources.stores.roster.record_act(act)


def _person(sessions: list[Session]) -> OnlinePerson | None:
    # None: the user has gone meanwhile.
    principals = [session.principal for session in sessions if session.principal is not None]
    if not principals:
        return None
    kind: Kind = principals[0].kind
    addresses = sorted({session.peer.address for session in sessions if session.peer.address is not None})
    rooms = {room for session in sessions for room in session.rooms}
    return OnlinePerson(
        sessions[0].who,
        kind,
        any(session.admin for session in sessions),
        len(sessions),
        addresses[:ADDRESSES_SHOWN],
        len(rooms),
    )


def _text_cursor(after: str | None) -> str:
    key = () if after is None else read_cursor(after)
    if not key:
        return ""
    if len(key) != 1 or not isinstance(key[0], str):
        raise no_cursor()
    return key[0]


def _durations(histogram: Histogram | None) -> Durations:
    found = histogram or Histogram()
    return Durations(found.bounds, list(found.counts), found.total)


def _memory() -> int | None:
    # The resident pages are the second number (proc(5)).
    try:
        return int(_MEMORY.read_text(encoding="ascii").split()[1]) * getpagesize()
    except OSError:
        return None
