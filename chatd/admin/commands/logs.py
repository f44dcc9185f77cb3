"""
``chatd export``, ``import``, ``erase`` and ``epoch``: the logs of rooms.
"""

from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from msgspec import Struct

from chatd.admin.command import CommandChannel, NoItem, OperatorCommand
from chatd.admin.context import OperatorContext
from chatd.admin.formatting import format_count
from chatd.admin.protocol import Item, Line, Request
from chatd.admin.room_file import Reader
from chatd.domain.events import LogEvent


class ExportRoom(Request, frozen=True, tag="export"):
    """
    Send the log of a room: a `Line` for each of `chatd.admin.room_file`.
    """

    room: str


class ImportRoom(Request, frozen=True, tag="import"):
    """
    Make the log of a room from the lines that follow; `replace` the one it has.
    """

    room: str
    replace: bool = False


class EraseUser(Request, frozen=True, tag="erase"):
    """
    Erase the messages, the name and the account of a user, by id or by the account's name.
    """

    who: str


class RenewEpochs(Request, frozen=True, tag="epoch"):
    """
    Give a room a new epoch; None: all rooms.
    """

    room: str | None = None


class LogCopied(Struct, frozen=True):
    """
    How many events were exported or imported.
    """

    room: str
    events: int


class RoomConcerned(Struct, frozen=True):
    """
    A room in which something was changed.
    """

    room: str


class ErasureDone(Struct, frozen=True):
    """
    Who was erased (an id), and from how many rooms.
    """

    user: str
    rooms: int


class EpochsRenewed(Struct, frozen=True):
    """
    How many rooms have a new epoch.
    """

    rooms: int


async def export_room(context: OperatorContext, request: ExportRoom, channel: CommandChannel) -> LogCopied:
    """
    Execute `ExportRoom`.
    """
    count = await context.operations.export_log(request.room, lambda text: channel.send_record(Line(text)))
    return LogCopied(request.room, count)


async def import_room(context: OperatorContext, request: ImportRoom, channel: CommandChannel) -> LogCopied:
    """
    Execute `ImportRoom`.
    """
    # Complete before it is begun: the writer thread of the store reads it, and must not wait for the operator.
    reader = Reader(request.room)
    with TemporaryFile(dir=context.directory) as spool:
        while (text := await channel.next_line()) is not None:
            line = text.encode().rstrip(b"\r\n")
            reader.read_line(line)
            spool.write(line + b"\n")
        settings = reader.settings_at_end()
        spool.seek(0)
        count = await context.operations.import_log(
            request.room, settings, _events(request.room, spool), replace=request.replace
        )
    return LogCopied(request.room, count)


def _events(room: str, lines: Iterable[bytes]) -> Iterator[LogEvent]:
    reader = Reader(room)
    for line in lines:
        event = reader.read_line(line.rstrip(b"\n"))
        if event is not None:
            yield event


async def erase_user(context: OperatorContext, request: EraseUser, channel: CommandChannel) -> ErasureDone:
    """
    Execute `EraseUser`.
    """
    user = await context.delete_account(request.who)
    rooms = await context.operations.erase_user(user)
    for room in rooms:
        await channel.send_record(Item(RoomConcerned(room)))
    return ErasureDone(user, len(rooms))


async def renew_epochs(context: OperatorContext, request: RenewEpochs, channel: CommandChannel) -> EpochsRenewed:
    """
    Execute `RenewEpochs`.
    """
    rooms = await context.operations.new_epoch(request.room)
    for room in rooms:
        await channel.send_record(Item(RoomConcerned(room)))
    return EpochsRenewed(len(rooms))


def _format_room(concerned: RoomConcerned) -> str:
    return concerned.room


def _add_export(parser: ArgumentParser) -> None:
    parser.add_argument("room", metavar="ROOM")
    parser.add_argument("file", metavar="FILE", type=Path, nargs="?")
    parser.add_argument("--force", action="store_true", help="replace FILE if there is one")


def _add_import(parser: ArgumentParser) -> None:
    parser.add_argument("room", metavar="ROOM")
    parser.add_argument("file", metavar="FILE", type=Path, nargs="?")
    parser.add_argument("--replace", action="store_true", help="also if the room has a log; that one is gone then")


def _add_who(parser: ArgumentParser) -> None:
    parser.add_argument("who", metavar="NAME|ID", help="the name of an account, or an id such as g.…")


def _add_room_or_all(parser: ArgumentParser) -> None:
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("room", metavar="ROOM", nargs="?")
    which.add_argument("--all", action="store_true", help="every room there is")


COMMANDS: tuple[OperatorCommand[Any, Any, Any], ...] = (
    OperatorCommand[ExportRoom, NoItem, LogCopied](
        name="export",
        help="write the log of a room as JSON lines",
        description="To standard output, or to FILE.",
        add_arguments=_add_export,
        read_arguments=lambda given: ExportRoom(given.room),
        request=ExportRoom,
        execute=export_room,
        answer=LogCopied,
        show_answer=lambda request, copied: f"{format_count(copied.events, 'event')} of {copied.room}",
        reads_only=True,
    ),
    OperatorCommand[ImportRoom, NoItem, LogCopied](
        name="import",
        help="make the log of a room from JSON lines",
        description="From standard input, or from FILE.",
        add_arguments=_add_import,
        read_arguments=lambda given: ImportRoom(given.room, given.replace),
        request=ImportRoom,
        execute=import_room,
        answer=LogCopied,
        show_answer=lambda request, copied: f"{copied.room}: {format_count(copied.events, 'event')}",
    ),
    OperatorCommand[EraseUser, RoomConcerned, ErasureDone](
        name="erase",
        help="remove the words, the name and the account of a user",
        description="Logs them out and tells everybody to forget them. Backups keep them.",
        add_arguments=_add_who,
        read_arguments=lambda given: EraseUser(given.who),
        request=EraseUser,
        execute=erase_user,
        item=RoomConcerned,
        show_item=_format_room,
        answer=ErasureDone,
        show_answer=lambda request, erased: f"{erased.user} has been erased from {format_count(erased.rooms, 'room')}",
    ),
    OperatorCommand[RenewEpochs, RoomConcerned, EpochsRenewed](
        name="epoch",
        help="give a room another epoch",
        description="Clients throw away what they hold of it and start anew.",
        add_arguments=_add_room_or_all,
        read_arguments=lambda given: RenewEpochs(given.room),
        request=RenewEpochs,
        execute=renew_epochs,
        item=RoomConcerned,
        show_item=_format_room,
        answer=EpochsRenewed,
        show_answer=lambda request, renewed: f"{format_count(renewed.rooms, 'room')} with a new epoch",
    ),
)
