"""
``chatd tail``: what is said in a room, as it is said.
"""

from argparse import ArgumentParser, Namespace
from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Meta, Struct
from twisted.internet.defer import Deferred

from chatd.admin.command import ChannelClosed, CommandChannel, OperatorCommand
from chatd.admin.context import OperatorContext
from chatd.admin.formatting import format_time
from chatd.admin.protocol import Item, Request
from chatd.admin.room_watch import RoomWatch
from chatd.domain.events import Data, Message
from chatd.errors import CommandError

LAST = 10
LAST_MAX = 1000


class TailRoom(Request, frozen=True, tag="tail"):
    """
    Send the `last` messages of a room, and each new one until the operator leaves.
    """

    room: str
    last: Annotated[int, Meta(ge=0, le=LAST_MAX)] = LAST


class HeardMessage(Struct, frozen=True):
    """
    One message.  Without `seq` in a room that keeps nothing.
    """

    room: str
    seq: int | None
    time: int
    user: str
    name: str
    text: str
    data: Data | None


class TailEnded(Struct, frozen=True):
    """
    No daemon runs: nothing new can be said.
    """

    room: str


async def tail_room(context: OperatorContext, request: TailRoom, channel: CommandChannel) -> TailEnded:
    """
    Execute `TailRoom`.
    """
    watch = RoomWatch()
    stop = context.operations.watch_room(request.room, watch)
    try:
        # First the room is watched, then read: nothing can be said between the two.
        seen = 0
        for message in await context.operations.last_messages(request.room, request.last):
            await channel.send_record(Item(_heard(message)))
            seen = message.seq if isinstance(message.seq, int) else seen
        if stop is None:
            return TailEnded(request.room)
        _end_with(channel, watch)
        while True:
            message = await watch.next_message()
            if message.seq is UNSET or message.seq > seen:
                await channel.send_record(Item(_heard(message)))
    finally:
        if stop is not None:
            stop()


def _end_with(channel: CommandChannel, watch: RoomWatch) -> None:
    # No line follows the request: this fires when the operator leaves.
    leaving: Deferred[object] = Deferred.fromCoroutine(_leaving(channel))
    leaving.addBoth(lambda _: watch.end(ChannelClosed()))


async def _leaving(channel: CommandChannel) -> None:
    await channel.next_line()


def _heard(message: Message) -> HeardMessage:
    seq = None if message.seq is UNSET else message.seq
    user = message.user
    return HeardMessage(message.room, seq, message.time, user.id, user.name, message.text, message.data)


def _show(heard: HeardMessage) -> str:
    data = "" if heard.data is None else msgspec.json.encode(heard.data).decode()
    return f"{format_time(heard.time)} {heard.name}: {' '.join(part for part in (heard.text, data) if part)}"


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("room", metavar="ROOM")
    parser.add_argument(
        "--last",
        metavar="N",
        type=int,
        default=LAST,
        help=f"begin with the last N messages (default: {LAST})",
    )


def _read_arguments(given: Namespace) -> TailRoom:
    if not 0 <= given.last <= LAST_MAX:
        raise CommandError(f"--last: expected 0 to {LAST_MAX}")
    return TailRoom(given.room, given.last)


COMMANDS: tuple[OperatorCommand[Any, Any, Any], ...] = (
    OperatorCommand[TailRoom, HeardMessage, TailEnded](
        name="tail",
        help="print what is said in a room",
        description="Until it is interrupted (Ctrl-C). Without a daemon it prints the last messages.",
        add_arguments=_add_arguments,
        read_arguments=_read_arguments,
        request=TailRoom,
        execute=tail_room,
        item=HeardMessage,
        show_item=_show,
        answer=TailEnded,
        show_answer=lambda request, ended: f"no daemon runs, so nothing more is said in {ended.room}",
        reads_only=True,
        endless=True,
    ),
)
