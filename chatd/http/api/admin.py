"""
Endpoints of the operator's page: figures, lists, announcements, draining.

What the page does beside them (archive a room, sign a user out, keys, webhooks, reports, audit log) has endpoints of
its own.
"""

from collections.abc import Awaitable, Iterable, Iterator, Sequence
from typing import Annotated, Protocol

from msgspec import UNSET, Meta, Struct, UnsetType

from chatd.domain.accounts import Kind
from chatd.domain.events import User
from chatd.domain.moderation import Sanction
from chatd.domain.settings import ConfigValue
from chatd.http.api.app import Route
from chatd.http.api.request import ApiRequest
from chatd.protocol.commands import After

PAGE_MAX = 200


class Durations(Struct, frozen=True):
    """
    Durations since the start: how many were up to each of `bounds` in seconds, and longer ones; `total` is their sum.
    """

    bounds: Sequence[float]
    counts: list[int]
    total: float


class RefusalCount(Struct, frozen=True):
    """
    How often `code` was the reason to refuse at that `door` (``connection``, ``handshake``, ``http``, ``websocket``).
    """

    door: str
    code: str
    times: int


class RefusedAddress(Struct, frozen=True):
    """
    An address that was refused in the last hour: `kind` is mostly the setting, `seconds_ago` for the last time.
    """

    kind: str
    who: str
    times: int
    seconds_ago: int


class SlowReader(Struct, frozen=True):
    """
    A connection that does not take what waits for it: `waiting` bytes, for `seconds`.
    """

    user: User | None
    address: str | None
    waiting: int
    seconds: float


class SnapshotAnswer(Struct, frozen=True, kw_only=True):
    """
    The state of the server.  Counters begin with 0 at the start, `uptime` seconds before `time`.

    `problems`: why it is not ready, each in one line.  `cpu`: seconds of processor time; `memory`: bytes, null if the
    system does not tell.  `keys`: how many by state.  `slow`: the readers with the most waiting bytes; `refused`: the
    addresses that were refused most in the last hour.
    """

    version: str
    time: int
    uptime: float
    problems: list[str]
    backup_problem: str | None
    connections: int
    http_connections: int
    handshakes: int
    users: int
    open_rooms: int
    accepted: int
    http_requests: int
    commands: int
    messages: int
    deliveries: int
    bytes_received: int
    bytes_sent: int
    queue: int
    unindexed: int
    slow_readers: int
    waiting_bytes: int
    slow_closed: int
    disk_used: int
    disk_free: int
    disk_quota: int
    memory: int | None
    cpu: float
    keys: dict[str, int]
    reactor_delay: Durations
    commit: Durations
    delivery: Durations
    refusals: list[RefusalCount]
    refused: list[RefusedAddress]
    slow: list[SlowReader]


class SiteRoom(Struct, frozen=True):
    """
    A room: how many `members` it has, how many `events` are in its log, how many people are there now (`count`).
    """

    room: str
    kind: str
    title: str
    members: int
    events: int
    retention: str
    count: int


class SiteRoomsAnswer(Struct, frozen=True):
    """
    All rooms by id; `next` is the cursor of the next page.
    """

    rooms: list[SiteRoom]
    more: bool
    next: str | UnsetType = UNSET


class OnlinePerson(Struct, frozen=True):
    """
    A user who is online, by how many `sessions`, from which addresses, and in how many rooms.
    """

    user: User
    kind: Kind
    admin: bool
    sessions: int
    addresses: list[str]
    rooms: int


class PeopleAnswer(Struct, frozen=True):
    """
    The users who are online, by id; `next` is the cursor of the next page.
    """

    people: list[OnlinePerson]
    more: bool
    next: str | UnsetType = UNSET


class OneConnection(Struct, frozen=True):
    """
    A connection, open for so many `seconds`, with the `commands` it has sent; `user` is null before a login.
    """

    id: str
    user: User | None
    address: str | None
    rooms: int
    commands: int
    seconds: float


class ConnectionsAnswer(Struct, frozen=True):
    """
    The connections, by id; `next` is the cursor of the next page.
    """

    connections: list[OneConnection]
    more: bool
    next: str | UnsetType = UNSET


class AllSanctionsAnswer(Struct, frozen=True):
    """
    The mutes and bans in force on the site and in all rooms, the newest first; `next` is the cursor of the next page.
    """

    sanctions: list[Sanction]
    more: bool
    next: str | UnsetType = UNSET


class ConfigAnswer(Struct, frozen=True):
    """
    All settings in the order of the documentation, without secrets; `source`: ``default``, ``file`` or ``command
    line``.
    """

    settings: list[ConfigValue]


class AnnouncementBody(Struct, frozen=True, forbid_unknown_fields=True):
    """
    One line for everybody who is online.
    """

    text: Annotated[str, Meta(max_length=1000)]


class AnnouncedAnswer(Struct, frozen=True):
    """
    To how many sessions it was announced.
    """

    sessions: int


class DrainAnswer(Struct, frozen=True):
    """
    How many connections will be closed.
    """

    connections: int


class SiteListQuery(Struct, frozen=True, forbid_unknown_fields=True):
    """
    A page of a list, after a cursor if given.
    """

    after: After | None = None
    limit: Annotated[int, Meta(ge=1, le=PAGE_MAX)] = 50


class SiteOperations(Protocol):
    """
    The server, as its operator sees it.  Lists return a page and the cursor of the next one, None at the end; they
    raise Refusal `invalid` for what is no cursor.
    """

    def snapshot(self) -> SnapshotAnswer:
        """
        The present state; made at most once a second.
        """

    def list_rooms(self, after: str | None, limit: int) -> Awaitable[tuple[list[SiteRoom], str | None]]:
        """
        All rooms by id.
        """

    def list_people(self, after: str | None, limit: int) -> tuple[list[OnlinePerson], str | None]:
        """
        The users who are online, by id.
        """

    def list_connections(self, after: str | None, limit: int) -> tuple[list[OneConnection], str | None]:
        """
        The connections, by id.
        """

    def list_sanctions(self, after: str | None, limit: int) -> tuple[list[Sanction], str | None]:
        """
        The sanctions in force everywhere, the newest first.
        """

    def list_settings(self) -> Iterable[ConfigValue]:
        """
        All settings, without secrets.
        """

    def make_announcement(self, text: str, by: User) -> Awaitable[int]:
        """
        Shows `text` to everybody who is online; returns to how many sessions.
        """

    def drain(self, by: User) -> Awaitable[int]:
        """
        Stops the server in order, soon; returns how many connections it closes.
        """


class AdminEndpoints:
    """
    The endpoints of the operator's page.
    """

    def __init__(self, site: SiteOperations) -> None:
        self._site = site

    def routes(self) -> Iterator[Route]:
        """
        Yields the routes.
        """
        yield Route("GET", "/api/admin/snapshot", self.show_snapshot, asks="admin", pays=False)
        yield Route("GET", "/api/admin/rooms", self.list_rooms, asks="admin", query=SiteListQuery)
        yield Route("GET", "/api/admin/people", self.list_people, asks="admin", query=SiteListQuery)
        yield Route("GET", "/api/admin/connections", self.list_connections, asks="admin", query=SiteListQuery)
        yield Route("GET", "/api/admin/sanctions", self.list_sanctions, asks="admin", query=SiteListQuery)
        yield Route("GET", "/api/admin/config", self.list_settings, asks="admin")
        yield Route(
            "POST", "/api/admin/announcements", self.make_announcement, asks="admin", body=AnnouncementBody, status=201
        )
        yield Route("POST", "/api/admin/drain", self.drain, asks="admin", status=202)

    async def show_snapshot(self, exchange: ApiRequest) -> SnapshotAnswer:
        """
        The figures of now: connections, messages, delays, refusals, slow readers.
        """
        return self._site.snapshot()

    async def list_rooms(self, exchange: ApiRequest, query: SiteListQuery) -> SiteRoomsAnswer:
        """
        A page of all rooms.
        """
        rooms, cursor = await self._site.list_rooms(query.after, query.limit)
        return SiteRoomsAnswer(rooms, cursor is not None, cursor or UNSET)

    async def list_people(self, exchange: ApiRequest, query: SiteListQuery) -> PeopleAnswer:
        """
        A page of the users who are online.
        """
        people, cursor = self._site.list_people(query.after, query.limit)
        return PeopleAnswer(people, cursor is not None, cursor or UNSET)

    async def list_connections(self, exchange: ApiRequest, query: SiteListQuery) -> ConnectionsAnswer:
        """
        A page of the connections.
        """
        connections, cursor = self._site.list_connections(query.after, query.limit)
        return ConnectionsAnswer(connections, cursor is not None, cursor or UNSET)

    async def list_sanctions(self, exchange: ApiRequest, query: SiteListQuery) -> AllSanctionsAnswer:
        """
        A page of the mutes and bans in force on the site and in all rooms.
        """
        sanctions, cursor = self._site.list_sanctions(query.after, query.limit)
        return AllSanctionsAnswer(sanctions, cursor is not None, cursor or UNSET)

    async def list_settings(self, exchange: ApiRequest) -> ConfigAnswer:
        """
        Lists all settings, their values and where these come from.
        """
        return ConfigAnswer(list(self._site.list_settings()))

    async def make_announcement(self, exchange: ApiRequest, body: AnnouncementBody) -> AnnouncedAnswer:
        """
        Shows a line to everybody who is online.
        """
        return AnnouncedAnswer(await self._site.make_announcement(body.text, exchange.who.user))

    async def drain(self, exchange: ApiRequest) -> DrainAnswer:
        """
        Stops the server in order, as `chatd drain` does.
        """
        return DrainAnswer(await self._site.drain(exchange.who.user))
