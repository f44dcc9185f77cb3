"""
``chatd say``: a message from the command line.
"""

from argparse import ArgumentParser, Namespace
from typing import Any

import msgspec
from msgspec import UNSET, Struct, UnsetType

from chatd.admin.arguments import read_text
from chatd.admin.command import CommandChannel, NoItem, OperatorCommand
from chatd.admin.context import OperatorContext
from chatd.admin.protocol import Request
from chatd.domain.accounts import OPERATOR
from chatd.domain.events import Data
from chatd.domain.moderation import AuditEntry
from chatd.errors import CommandError, Refusal
from chatd.protocol.commands import Say


class SayMessage(Request, frozen=True, tag="say"):
    """
    Send a message to a room, as the operator or as the user of an account (`who`, a name or an id).
    """

    room: str
    text: str
    data: Data | None = None
    who: str | None = None


class MessageSaid(Struct, frozen=True):
    """
    The place of a message in the log of its room; none in a room that keeps nothing.  `text` if a filter changed it.
    """

    room: str
    time: int
    seq: int | UnsetType = UNSET
    text: str | UnsetType = UNSET


async def say_message(context: OperatorContext, request: SayMessage, channel: CommandChannel) -> MessageSaid:
    """
    Execute `SayMessage`.
    """
    if context.requests is None:
        raise Refusal("unavailable", "no chatd is running with this data directory: start it, then say it again")
    user = OPERATOR.who if request.who is None else (await context.find_account(request.who)).user
    said = await context.requests.say_as_operator(Say(room=request.room, text=request.text, data=request.data), user)
    seq = None if said.seq is UNSET else said.seq
    # The message is a commit of its own: its number is not known before.
    await context.roster.record_act(
        AuditEntry(
            action="say",
            by=OPERATOR.who,
            time=context.now(),
            room=request.room,
            seq=seq,
            user=None if request.who is None else user,
        )
    )
    return MessageSaid(request.room, said.time, said.seq, UNSET if said.text is None else said.text)


def _add_message(parser: ArgumentParser) -> None:
    parser.add_argument("room", metavar="ROOM")
    parser.add_argument(
        "text", metavar="TEXT", help="the text; - reads it from standard input, '' is none (with --data)"
    )
    parser.add_argument("--data", dest="json_data", metavar="JSON", help="a JSON object that goes with the text")
    parser.add_argument("--as", dest="who", metavar="NAME|ID", help="the account in whose name it is said")


def _read_message(given: Namespace) -> SayMessage:
    return SayMessage(given.room, read_text(given.text), _read_data(given.json_data), given.who)


def _read_data(text: str | None) -> Data | None:
    if text is None:
        return None
    try:
        return msgspec.json.decode(text, type=Data)
    except (msgspec.DecodeError, RecursionError, UnicodeError) as error:
        expected = "expected a JSON object; the data directory stands before the command: chatd --data DIR say"
        raise CommandError(f"--data: {expected}: {error}") from None


def _show_place(request: SayMessage, said: MessageSaid) -> str:
    what = f"said in {said.room}" if said.seq is UNSET else f"said in {said.room} as message {said.seq}"
    return what if said.text is UNSET else f"{what}; a filter made it: {said.text}"


COMMANDS: tuple[OperatorCommand[Any, Any, Any], ...] = (
    OperatorCommand[SayMessage, NoItem, MessageSaid](
        name="say",
        help="send a message to a room",
        description="Whoever is in the room gets it at once, and it is stored when the command ends. The data directory"
        " stands before the command: chatd --data DIR say.",
        add_arguments=_add_message,
        redefined="--data",
        read_arguments=_read_message,
        request=SayMessage,
        execute=say_message,
        answer=MessageSaid,
        show_answer=_show_place,
        if_lost=lambda request: "look into the room before you say it again",
    ),
)
