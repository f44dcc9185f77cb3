"""
``chatd room delete``, ``message delete`` and ``report close``: removing much at once.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from chatd.admin.command import CommandChannel, NoItem, OperatorCommand
from chatd.admin.context import OperatorContext
from chatd.admin.formatting import format_count
from chatd.admin.protocol import Item, Request
from chatd.domain.addresses import parse_network
from chatd.domain.moderation import Outcome
from chatd.errors import CommandError


class DeleteRooms(Request, frozen=True, tag="room_delete", kw_only=True):
    """
    Delete a room, or all rooms whose only owner is a user, or one of the users who came from an address or network.
    """

    room: str | None = None
    owner: str | None = None
    address: str | None = None


class DeleteMessages(Request, frozen=True, tag="message_delete", kw_only=True):
    """
    Delete all messages of a user, or of all users who came from an address or network, in a room or everywhere.
    """

    author: str | None = None
    address: str | None = None
    room: str | None = None


class CloseReports(Request, frozen=True, tag="report_close", kw_only=True):
    """
    Close the open reports about the messages of a user, by a reporter, by all who came from an address or network, or
    all; in a room or everywhere.
    """

    about: str | None = None
    by: str | None = None
    address: str | None = None
    room: str | None = None
    outcome: Outcome = "done"


class RoomDeleted(Struct, frozen=True):
    """
    A room that was deleted.
    """

    room: str


class RoomsDeleted(Struct, frozen=True):
    """
    How many rooms were deleted.
    """

    rooms: int


class MessagesDeleted(Struct, frozen=True):
    """
    How many messages were deleted, of how many users.
    """

    messages: int
    users: int


class ReportsClosed(Struct, frozen=True):
    """
    How many reports were closed.
    """

    reports: int


async def delete_rooms(context: OperatorContext, request: DeleteRooms, channel: CommandChannel) -> RoomsDeleted:
    """
    Execute `DeleteRooms`.
    """
    cleanup = context.cleanup
    if request.room is not None:
        rooms: list[str] = [request.room]
    else:
        owners = await _users(context, request.owner, request.address)
        rooms = [room for owner in owners for room in await cleanup.rooms_owned_by(owner)]
    for room in rooms:
        await cleanup.delete_room(room)
        await channel.send_record(Item(RoomDeleted(room)))
    return RoomsDeleted(len(rooms))


async def delete_messages(
    context: OperatorContext, request: DeleteMessages, channel: CommandChannel
) -> MessagesDeleted:
    """
    Execute `DeleteMessages`.
    """
    deleted, users = 0, 0
    for author in await _users(context, request.author, request.address):
        count = await context.cleanup.delete_messages(author, request.room)
        deleted, users = deleted + count, users + (count > 0)
    return MessagesDeleted(deleted, users)


async def close_reports(context: OperatorContext, request: CloseReports, channel: CommandChannel) -> ReportsClosed:
    """
    Execute `CloseReports`.
    """
    cleanup, room, outcome = context.cleanup, request.room, request.outcome
    if request.address is not None or request.by is not None:
        reporters = set(await _users(context, request.by, request.address))
        return ReportsClosed(await cleanup.close_reports(outcome, by=reporters, room=room))
    about = None if request.about is None else await context.find_user_id(request.about)
    return ReportsClosed(await cleanup.close_reports(outcome, about=about, room=room))


async def _users(context: OperatorContext, who: str | None, address: str | None) -> Sequence[str]:
    if address is not None:
        return context.cleanup.users_from(address)
    assert who is not None
    return [await context.find_user_id(who)]


def _add_which_rooms(parser: ArgumentParser) -> None:
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("room", metavar="ROOM", nargs="?")
    which.add_argument("--owner", metavar="NAME|ID", help="all rooms of which they are the only owner")
    _add_address(which, "all rooms of those who came from there in the last day")


def _add_whose_messages(parser: ArgumentParser) -> None:
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--author", metavar="NAME|ID", help="all messages of one user")
    _add_address(which, "all messages of those who came from there in the last day")
    parser.add_argument("--room", metavar="ROOM", help="in that room; without it, everywhere")


def _add_which_reports(parser: ArgumentParser) -> None:
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--all", action="store_true", help="all that are open")
    which.add_argument("--of", metavar="NAME|ID", help="those about the messages of one user")
    which.add_argument("--by", metavar="NAME|ID", help="those of one reporter")
    _add_address(which, "those of all who came from there in the last day")
    parser.add_argument("--room", metavar="ROOM", help="in that room; without it, everywhere")
    parser.add_argument("--dismiss", action="store_true", help="as reports about which there is nothing to do")


def _add_address(which: Any, what: str) -> None:
    which.add_argument("--address", metavar="ADDRESS", help=what)


def _read_address(given: Namespace) -> str | None:
    if given.address is None:
        return None
    network = parse_network(given.address)
    if network is None:
        expected = "expected an address, or a network of /16 (IPv6: /32) or smaller"
        raise CommandError(f"--address: {given.address!r}: {expected}")
    return network


def _read_delete_rooms(given: Namespace) -> DeleteRooms:
    return DeleteRooms(room=given.room, owner=given.owner, address=_read_address(given))


def _read_delete_messages(given: Namespace) -> DeleteMessages:
    return DeleteMessages(author=given.author, address=_read_address(given), room=given.room)


def _read_close_reports(given: Namespace) -> CloseReports:
    outcome: Outcome = "dismissed" if given.dismiss else "done"
    return CloseReports(about=given.of, by=given.by, address=_read_address(given), room=given.room, outcome=outcome)


COMMANDS: tuple[OperatorCommand[Any, Any, Any], ...] = (
    OperatorCommand[DeleteRooms, RoomDeleted, RoomsDeleted](
        name="room delete",
        help="delete a room with all that belongs to it, for good",
        description="Whoever is in it is told. Its entries in the audit log stay. A public id is free again.",
        add_arguments=_add_which_rooms,
        read_arguments=_read_delete_rooms,
        request=DeleteRooms,
        execute=delete_rooms,
        item=RoomDeleted,
        show_item=lambda deleted: f"{deleted.room} is deleted",
        answer=RoomsDeleted,
        show_answer=lambda request, deleted: format_count(deleted.rooms, "room"),
    ),
    OperatorCommand[DeleteMessages, NoItem, MessagesDeleted](
        name="message delete",
        help="delete all messages of a user or an address",
        description="As a moderator does it: who is in the rooms sees them go. 'chatd erase' also removes the name.",
        add_arguments=_add_whose_messages,
        read_arguments=_read_delete_messages,
        request=DeleteMessages,
        execute=delete_messages,
        answer=MessagesDeleted,
        show_answer=lambda request, deleted: (
            f"{format_count(deleted.messages, 'message')} of {format_count(deleted.users, 'user')} deleted"
        ),
    ),
    OperatorCommand[CloseReports, NoItem, ReportsClosed](
        name="report close",
        help="close many reports at once",
        add_arguments=_add_which_reports,
        read_arguments=_read_close_reports,
        request=CloseReports,
        execute=close_reports,
        answer=ReportsClosed,
        show_answer=lambda request, closed: f"{format_count(closed.reports, 'report')} closed",
    ),
)
