"""
``chatd config``, ``announce`` and ``drain``: the running daemon itself.
"""

from argparse import ArgumentParser
from typing import Any

from msgspec import Struct

from chatd.admin.arguments import read_text
from chatd.admin.command import CommandChannel, NoItem, OperatorCommand
from chatd.admin.context import OperatorContext
from chatd.admin.formatting import format_count
from chatd.admin.protocol import Item, Request
from chatd.domain.accounts import OPERATOR
from chatd.domain.moderation import AuditEntry
from chatd.domain.settings import ConfigValue
from chatd.errors import Refusal


class ShowConfig(Request, frozen=True, tag="config"):
    """
    Show all settings that the daemon uses.
    """


class Announce(Request, frozen=True, tag="announce"):
    """
    Tell everybody who is online.
    """

    text: str


class StopDaemon(Request, frozen=True, tag="drain"):
    """
    Stop the daemon in order.  It answers before it begins; the command line waits until it has ended.
    """


class Announced(Struct, frozen=True):
    """
    To how many sessions something was announced.
    """

    sessions: int


class Stopping(Struct, frozen=True):
    """
    The daemon stops: the connections that it still has to close.
    """

    connections: int


class ConfigShown(Struct, frozen=True):
    """
    How many settings there are, and how many of them are not the default.
    """

    settings: int
    changed: int


async def show_config(context: OperatorContext, request: ShowConfig, channel: CommandChannel) -> ConfigShown:
    """
    Execute `ShowConfig`.
    """
    if context.configuration is None:
        raise Refusal("unavailable", "no daemon runs here")
    values = list(context.configuration())
    for value in values:
        await channel.send_record(Item(value))
    return count_values(values)


async def announce(context: OperatorContext, request: Announce, channel: CommandChannel) -> Announced:
    """
    Execute `Announce`.
    """
    sessions = context.operations.announce(request.text)
    act = AuditEntry(action="announce", by=OPERATOR.who, time=context.now(), detail=request.text)
    await context.roster.record_act(act)
    return Announced(sessions)


async def stop_daemon(context: OperatorContext, request: StopDaemon, channel: CommandChannel) -> Stopping:
    """
    Execute `StopDaemon`.
    """
    if context.stop is None:
        raise Refusal("unavailable", "no daemon runs here")
    await context.roster.record_act(AuditEntry(action="drain", by=OPERATOR.who, time=context.now()))
    # The answer is written first: the stop closes this connection, too.
    channel.call_at_end(context.stop)
    return Stopping(context.operations.site_status().connections)


def count_values(values: list[ConfigValue]) -> ConfigShown:
    """
    Returns the answer of ``chatd config`` for these settings.
    """
    return ConfigShown(len(values), sum(value.source != "default" for value in values))


def _format_value(value: ConfigValue) -> str:
    source = "" if value.source == "default" else f"   # {value.source}"
    return f"{value.key} = {bytes(value.value).decode()}{source}"


def _format_shown(request: ShowConfig, shown: ConfigShown) -> str:
    return f"{format_count(shown.settings, 'setting')}, {shown.changed} of them set"


def _add_text(parser: ArgumentParser) -> None:
    parser.add_argument("text", metavar="TEXT", help="one line; - reads it from standard input")


COMMANDS: tuple[OperatorCommand[Any, Any, Any], ...] = (
    OperatorCommand[ShowConfig, ConfigValue, ConfigShown](
        name="config",
        help="show every setting, its value and where it comes from",
        description=(
            "Of the running daemon, or if none runs, of the file that --config names. Settings without a note have "
            "their default. Secrets are hidden."
        ),
        read_arguments=lambda given: ShowConfig(),
        request=ShowConfig,
        execute=show_config,
        item=ConfigValue,
        show_item=_format_value,
        answer=ConfigShown,
        show_answer=_format_shown,
        reads_only=True,
    ),
    OperatorCommand[Announce, NoItem, Announced](
        name="announce",
        help="tell everybody who is online, above what they are reading",
        description="It is stored nowhere: who comes later does not see it.",
        add_arguments=_add_text,
        read_arguments=lambda given: Announce(read_text(given.text)),
        request=Announce,
        execute=announce,
        answer=Announced,
        show_answer=lambda request, done: f"announced to {format_count(done.sessions, 'session')}",
    ),
    OperatorCommand[StopDaemon, NoItem, Stopping](
        name="drain",
        help="stop the daemon in order, and wait until it has ended",
        description="As SIGTERM does: what was said is stored, and everybody is told when to come back.",
        read_arguments=lambda given: StopDaemon(),
        request=StopDaemon,
        execute=stop_daemon,
        answer=Stopping,
        show_answer=lambda request, done: f"stopped; {format_count(done.connections, 'connection')} were closed",
    ),
)
