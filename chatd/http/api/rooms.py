"""
Endpoints of rooms: list, create, describe and change them; who is there, members, sanctions; reports, audit log.

The same commands as on a WebSocket, without one and without joining the room.
"""

from collections.abc import Iterator
from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from chatd.chat.requests import Requests, RoomDescription
from chatd.domain.events import User
from chatd.domain.moderation import AuditEntry, Member, Sanction
from chatd.domain.validation import SLOW_MAX, Reason, Title, Topic
from chatd.errors import Refusal
from chatd.http.api.app import Route
from chatd.http.api.request import ApiRequest
from chatd.protocol import commands
from chatd.protocol.commands import After, Command, Count, Limit, Seq
from chatd.protocol.replies import (
    ActList,
    AnyAnswer,
    MemberList,
    PresenceList,
    ReportLine,
    ReportList,
    RoomLine,
    RoomList,
    RoomMade,
    RoomTerms,
    SanctionList,
    Until,
)

SanctionKind = Literal["kick", "mute", "ban"]


class ListQuery(Struct, frozen=True, forbid_unknown_fields=True):
    """
    A page of a list, after a cursor if given.
    """

    after: After | None = None
    limit: Limit | None = None


class NewRoomBody(Struct, frozen=True, forbid_unknown_fields=True):
    """
    A new room: ``public`` or ``announce`` with an id of one's own, ``private`` with one that the server makes.
    """

    kind: Literal["public", "private", "announce"] = "private"
    room: str | None = None
    title: Title = ""
    topic: Topic = ""


class RoomBody(Struct, frozen=True, forbid_unknown_fields=True):
    """
    The settings to change.  `slow` is in milliseconds; a `retention` of null is that of the site.
    """

    title: Title | UnsetType = UNSET
    topic: Topic | UnsetType = UNSET
    slow: Annotated[int, Meta(ge=0, le=SLOW_MAX)] | UnsetType = UNSET
    retention: str | None | UnsetType = UNSET
    kind: str | UnsetType = UNSET


class MemberBody(Struct, frozen=True, forbid_unknown_fields=True):
    """
    The role to give.
    """

    role: str


class SanctionBody(Struct, frozen=True, forbid_unknown_fields=True):
    """
    A new sanction, before `until` or for good; `address`: on everybody at the user's address, too.
    """

    kind: SanctionKind
    user: str
    until: Count | None = None
    reason: Reason = ""
    address: bool = False


class ReportsQuery(Struct, frozen=True, forbid_unknown_fields=True):
    """
    Open or `closed` reports, of a room or of all, with an id < `before`.
    """

    room: str | None = None
    closed: bool = False
    before: Seq | None = None
    limit: Limit | None = None


class AuditQuery(Struct, frozen=True, forbid_unknown_fields=True):
    """
    Entries of the audit log, of a room or of the site, with an id < `before`.
    """

    room: str | None = None
    before: Seq | None = None
    limit: Limit | None = None


class RoomsAnswer(Struct, frozen=True):
    """
    The user's own rooms, by id.
    """

    rooms: list[RoomLine]
    more: bool
    next: str | UnsetType = UNSET


class RoomMadeAnswer(Struct, frozen=True):
    """
    The id of the new room.
    """

    room: str


class SettingsAnswer(Struct, frozen=True):
    """
    The settings of a room.
    """

    room: str
    kind: str
    title: str
    topic: str
    slow: int
    retention: str


class PresenceAnswer(Struct, frozen=True):
    """
    The users in a room; only their `count` in a large one.
    """

    users: list[User]
    count: int
    more: bool
    next: str | UnsetType = UNSET


class MembersAnswer(Struct, frozen=True):
    """
    The members of a room, the highest role first.
    """

    members: list[Member]
    more: bool
    next: str | UnsetType = UNSET


class SanctionsAnswer(Struct, frozen=True):
    """
    The mutes and bans in force, the newest first.
    """

    sanctions: list[Sanction]
    more: bool
    next: str | UnsetType = UNSET


class UntilAnswer(Struct, frozen=True):
    """
    The end of a sanction, null for one without an end.
    """

    until: int | None


class ReportsAnswer(Struct, frozen=True):
    """
    Reports, the newest first; `more`: there are older ones.
    """

    reports: list[ReportLine]
    more: bool


class AuditAnswer(Struct, frozen=True):
    """
    Entries of the audit log, the newest first; `more`: there are older ones.
    """

    acts: list[AuditEntry]
    more: bool


class RoomEndpoints:
    """
    The endpoints of rooms.
    """

    def __init__(self, requests: Requests) -> None:
        self._requests = requests

    def routes(self) -> Iterator[Route]:
        """
        Yields the routes.
        """
        room, member = "/api/rooms/<room>", "/api/rooms/<room>/members/<user>"
        sanctions, lifted = "/api/rooms/<room>/sanctions", "/api/rooms/<room>/sanctions/<kind>/<user>"
        yield Route("GET", "/api/rooms", self.list_rooms, asks="anybody", query=ListQuery)
        yield Route("POST", "/api/rooms", self.create_room, asks="anybody", body=NewRoomBody, status=201)
        yield Route("GET", room, self.describe_room, asks="anybody")
        yield Route("PATCH", room, self.change_room, asks="anybody", body=RoomBody)
        yield Route("GET", f"{room}/presence", self.list_presence, asks="anybody", query=ListQuery)
        yield Route("GET", f"{room}/members", self.list_members, asks="anybody", query=ListQuery)
        yield Route("PUT", member, self.put_member, asks="anybody", body=MemberBody)
        yield Route("DELETE", member, self.remove_member, asks="anybody")
        yield Route("GET", sanctions, self.list_sanctions, asks="anybody", query=ListQuery)
        yield Route("POST", sanctions, self.impose_sanction, asks="anybody", body=SanctionBody, status=201)
        yield Route("DELETE", lifted, self.lift_sanction, asks="anybody")
        yield Route("GET", "/api/sanctions", self.list_sanctions, asks="anybody", query=ListQuery)
        yield Route("POST", "/api/sanctions", self.impose_sanction, asks="anybody", body=SanctionBody, status=201)
        yield Route("DELETE", "/api/sanctions/<kind>/<user>", self.lift_sanction, asks="anybody")
        yield Route("GET", "/api/reports", self.list_reports, asks="anybody", query=ReportsQuery)
        yield Route("GET", "/api/audit", self.list_audit, asks="anybody", query=AuditQuery)

    async def list_rooms(self, exchange: ApiRequest, query: ListQuery) -> RoomsAnswer:
        """
        A page of the rooms that the user is a member of or has read in.
        """
        found = await self._run(exchange, commands.Rooms(after=query.after, limit=query.limit), None)
        assert isinstance(found, RoomList)
        return RoomsAnswer(found.rooms, found.more, found.next)

    async def create_room(self, exchange: ApiRequest, body: NewRoomBody) -> RoomMadeAnswer:
        """
        Creates a room that belongs to the user.
        """
        command = commands.Create(kind=body.kind, room=body.room, title=body.title, topic=body.topic)
        made = await self._run(exchange, command, None)
        assert isinstance(made, RoomMade)
        return RoomMadeAnswer(made.room)

    async def describe_room(self, exchange: ApiRequest, room: str) -> RoomDescription:
        """
        The settings and the head of a room, what the user is and may do there, and how many are there now.
        """
        return await self._requests.describe_room(exchange.who, exchange.address, room)

    async def change_room(self, exchange: ApiRequest, room: str, body: RoomBody) -> SettingsAnswer:
        """
        Changes the settings that are given; returns all.
        """
        command = commands.Set(
            room=room, title=body.title, topic=body.topic, slow=body.slow, retention=body.retention, kind=body.kind
        )
        terms = await self._run(exchange, command, room)
        assert isinstance(terms, RoomTerms)
        return SettingsAnswer(terms.room, terms.kind, terms.title, terms.topic, terms.slow, terms.retention)

    async def list_presence(self, exchange: ApiRequest, room: str, query: ListQuery) -> PresenceAnswer:
        """
        A page of the users who are in a room now.
        """
        command = commands.GetPresence(room=room, after=query.after, limit=query.limit)
        here = await self._run(exchange, command, room, needs="read")
        assert isinstance(here, PresenceList)
        return PresenceAnswer(here.users, here.count, here.more, here.next)

    async def list_members(self, exchange: ApiRequest, room: str, query: ListQuery) -> MembersAnswer:
        """
        A page of the members of a room.
        """
        command = commands.Members(room=room, after=query.after, limit=query.limit)
        found = await self._run(exchange, command, room, needs="read")
        assert isinstance(found, MemberList)
        return MembersAnswer(found.members, found.more, found.next)

    async def put_member(self, exchange: ApiRequest, room: str, user: str, body: MemberBody) -> None:
        """
        Gives a user a role in a room.
        """
        await self._run(exchange, commands.Role(room=room, user=user, role=body.role), room)

    async def remove_member(self, exchange: ApiRequest, room: str, user: str) -> None:
        """
        Takes a user's role in a room away.
        """
        await self._run(exchange, commands.Role(room=room, user=user, role=None), room)

    async def list_sanctions(self, exchange: ApiRequest, query: ListQuery, room: str | None = None) -> SanctionsAnswer:
        """
        A page of the mutes and bans in force in a room, or on the site.
        """
        command = commands.Sanctions(room=room, after=query.after, limit=query.limit)
        found = await self._run(exchange, command, room)
        assert isinstance(found, SanctionList)
        return SanctionsAnswer(found.sanctions, found.more, found.next)

    async def impose_sanction(self, exchange: ApiRequest, body: SanctionBody, room: str | None = None) -> UntilAnswer:
        """
        Kicks, mutes or bans a user.
        """
        command: Command
        if body.kind == "kick":
            command = commands.Kick(room=room, user=body.user, reason=body.reason)
        else:
            kind = commands.Mute if body.kind == "mute" else commands.Ban
            command = kind(room=room, user=body.user, until=body.until, reason=body.reason, address=body.address)
        done = await self._run(exchange, command, room)
        return UntilAnswer(done.until if isinstance(done, Until) else None)

    async def lift_sanction(self, exchange: ApiRequest, kind: str, user: str, room: str | None = None) -> None:
        """
        Lifts a mute or a ban.
        """
        command = {"mute": commands.Unmute, "ban": commands.Unban}.get(kind)
        if command is None:
            raise Refusal("not_found", "kind: expected mute or ban", field="kind")
        await self._run(exchange, command(room=room, user=user), room)

    async def list_reports(self, exchange: ApiRequest, query: ReportsQuery) -> ReportsAnswer:
        """
        A page of reports.
        """
        command = commands.Reports(room=query.room, closed=query.closed, before=query.before, limit=query.limit)
        found = await self._run(exchange, command, query.room)
        assert isinstance(found, ReportList)
        return ReportsAnswer(found.reports, found.more)

    async def list_audit(self, exchange: ApiRequest, query: AuditQuery) -> AuditAnswer:
        """
        A page of the audit log.
        """
        command = commands.Audit(room=query.room, before=query.before, limit=query.limit)
        found = await self._run(exchange, command, query.room)
        assert isinstance(found, ActList)
        return AuditAnswer(found.acts, found.more)

    async def _run(self, exchange: ApiRequest, command: Command, room: str | None, *, needs: str = "") -> AnyAnswer:
        if room is None:
            return await self._requests.run_command(exchange.who, exchange.address, command)
        answer, _ = await self._requests.run_in_room(exchange.who, exchange.address, command, room, needs=needs)
        return answer
