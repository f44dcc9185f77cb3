"""
``chatd config``: the running daemon itself.
"""

from typing import Any

from msgspec import Struct

from chatd.admin.command import CommandChannel, OperatorCommand
from chatd.admin.context import OperatorContext
from chatd.admin.formatting import format_count
from chatd.admin.protocol import Item, Request
from chatd.domain.settings import ConfigValue
from chatd.errors import Refusal


class ShowConfig(Request, frozen=True, tag="config"):
    """
    Show all settings that the daemon uses.
    """


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
)
