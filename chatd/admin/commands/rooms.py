"""
``chatd room``: the list of rooms, what is set for one, and its members.
"""

import math
from argparse import ArgumentParser, Namespace
from typing import Any

from msgspec import Struct

from chatd.admin.command import CommandChannel, NoItem, OperatorCommand
from chatd.admin.context import OperatorContext
from chatd.admin.formatting import format_count, format_duration
from chatd.admin.protocol import Item, Request
from chatd.admin.room_list import RoomShown, list_rooms
from chatd.domain.accounts import OPERATOR
from chatd.domain.moderation import Member
from chatd.domain.roles import ROOM_ROLES
from chatd.domain.validation import SLOW_MAX
from chatd.errors import CommandError

PAGE = 200


class ListRooms(Request, frozen=True, tag="room_list"):
    """
    List all rooms that have a log, settings or members.
    """


class SetRoom(Request, frozen=True, tag="room_set"):
    """
    Set some of a room's title, topic, slow, retention and kind, as the command `set` of ``chatd.v1`` takes them.
    """

    room: str
    changes: dict[str, str | int | None]


class ListMembers(Request, frozen=True, tag="room_members"):
    """
    List the members of a room.
    """

    room: str


class GiveRole(Request, frozen=True, tag="room_role"):
    """
    Give a user a role in a room; None takes it away.
    """

    room: str
    who: str
    role: str | None


class RoomsListed(Struct, frozen=True):
    """
    How many rooms were listed.
    """

    rooms: int


class RoomSet(Struct, frozen=True):
    """
    The settings of a room; `slow` in milliseconds.
    """

    room: str
    kind: str
    title: str
    topic: str
    slow: int
    retention: str


class MembersListed(Struct, frozen=True):
    """
    How many members were listed.
    """

    members: int


class RoleSet(Struct, frozen=True):
    """
    The present role of `user` (an id) in a room; None: no member.
    """

    room: str
    user: str
    role: str | None


async def list_all_rooms(context: OperatorContext, request: ListRooms, channel: CommandChannel) -> RoomsListed:
    """
    Execute `ListRooms`.
    """
    count, after = 0, ""
    while rooms := await list_rooms(context.catalogue, context.roster, context.retention, after=after, limit=PAGE):
        for room in rooms:
            await channel.send_record(Item(room))
        count, after = count + len(rooms), rooms[-1].room
    return RoomsListed(count)


async def set_room(context: OperatorContext, request: SetRoom, channel: CommandChannel) -> RoomSet:
    """
    Execute `SetRoom`.
    """
    terms = await context.moderation.room_settings.update_settings(OPERATOR, request.room, request.changes)
    return RoomSet(terms.room, terms.kind, terms.title, terms.topic, terms.slow, terms.retention)


async def list_room_members(context: OperatorContext, request: ListMembers, channel: CommandChannel) -> MembersListed:
    """
    Execute `ListMembers`.
    """
    async with context.moderation.targets.room_opened(request.room, OPERATOR):
        members = await context.moderation.membership.list_members(OPERATOR, request.room)
    for member in members:
        await channel.send_record(Item(member))
    return MembersListed(len(members))


async def give_role(context: OperatorContext, request: GiveRole, channel: CommandChannel) -> RoleSet:
    """
    Execute `GiveRole`.
    """
    user_id = await context.find_user_id(request.who)
    await context.moderation.membership.set_role(OPERATOR, request.room, user_id, request.role)
    return RoleSet(request.room, user_id, request.role)


def _format_room(room: RoomShown) -> str:
    words = f"{room.kind}, {format_count(room.events, 'event')}, {format_count(room.members, 'member')}"
    return f"{room.room}  {words}" + (f"  {room.title}" if room.title else "")


def _format_settings(request: SetRoom, answer: RoomSet) -> str:
    lines = {
        "room": answer.room,
        "kind": answer.kind,
        "title": answer.title,
        "topic": answer.topic,
        "slow": format_duration(answer.slow),
        "retention": answer.retention,
    }
    return "\n".join(f"{name:10} {value}" for name, value in lines.items())


def _format_member(member: Member) -> str:
    invited = ", invited" if member.invited else ""
    return f"{member.user.id}  {member.user.name}  {member.role}{invited}"


def _add_settings(parser: ArgumentParser) -> None:
    parser.add_argument("room", metavar="ROOM")
    for name in ("title", "topic", "retention", "kind"):
        parser.add_argument(f"--{name}", metavar=name.upper())
    parser.add_argument("--slow", metavar="SECONDS", type=float, help="how many seconds one waits between two messages")


def _read_set_room(given: Namespace) -> SetRoom:
    wanted = {name: getattr(given, name) for name in ("title", "topic", "retention", "kind")}
    changes: dict[str, str | int | None] = {name: value for name, value in wanted.items() if value is not None}
    if given.slow is not None:
        if not (math.isfinite(given.slow) and 0 <= given.slow * 1000 <= SLOW_MAX):
            raise CommandError(f"--slow: expected 0 to {SLOW_MAX // 1000} seconds")
        changes["slow"] = round(given.slow * 1000)
    if not changes:
        raise CommandError("nothing to set; give --title, --topic, --retention, --kind or --slow")
    return SetRoom(given.room, changes)


def _add_room_and_role(parser: ArgumentParser) -> None:
    parser.add_argument("room", metavar="ROOM")
    parser.add_argument("--give", metavar=("NAME|ID", "ROLE"), nargs=2, help="a role, or none")


def _read_members(given: Namespace) -> ListMembers | GiveRole:
    if not given.give:
        return ListMembers(given.room)
    who, role = given.give
    if role not in (*ROOM_ROLES, "none"):
        raise CommandError(f"--give: {role!r}: expected one of {', '.join(ROOM_ROLES)}, or none")
    return GiveRole(given.room, who, None if role == "none" else role)


COMMANDS: tuple[OperatorCommand[Any, Any, Any], ...] = (
    OperatorCommand[ListRooms, RoomShown, RoomsListed](
        name="room list",
        help="list the rooms that are kept",
        read_arguments=lambda given: ListRooms(),
        request=ListRooms,
        execute=list_all_rooms,
        item=RoomShown,
        show_item=_format_room,
        answer=RoomsListed,
        show_answer=lambda request, listed: format_count(listed.rooms, "room"),
        reads_only=True,
    ),
    OperatorCommand[SetRoom, NoItem, RoomSet](
        name="room set",
        help="set something for a room",
        add_arguments=_add_settings,
        read_arguments=_read_set_room,
        request=SetRoom,
        execute=set_room,
        answer=RoomSet,
        show_answer=_format_settings,
    ),
    OperatorCommand[ListMembers, Member, MembersListed](
        name="room members",
        help="list the members of a room, or give one a role",
        add_arguments=_add_room_and_role,
        read_arguments=_read_members,
        request=ListMembers,
        execute=list_room_members,
        item=Member,
        show_item=_format_member,
        answer=MembersListed,
        show_answer=lambda request, listed: format_count(listed.members, "member"),
        reads_only=True,
    ),
    OperatorCommand[GiveRole, NoItem, RoleSet](
        name="",
        help="room members --give",
        read_arguments=_read_members,
        request=GiveRole,
        execute=give_role,
        answer=RoleSet,
        show_answer=lambda request, given: f"{given.user} is {given.role or 'no member'} in {given.room}",
    ),
)
