"""
``chatd check-config`` and ``chatd init``: configuration files.
"""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from msgspec import Struct

from chatd.admin.formatting import format_count
from chatd.cli import files
from chatd.cli.local_command import LocalCommand
from chatd.cli.output import Printer
from chatd.cli.sample_config import sample_config
from chatd.errors import readable
from chatd.server.standard_streams import Output


class ConfigFault(Struct, frozen=True):
    """
    What is wrong in a configuration: the file, and a line that names the key and what would be right.
    """

    file: str
    fault: str


class ConfigChecked(Struct, frozen=True):
    """
    How many faults a configuration has.
    """

    file: str
    faults: int


class ConfigWritten(Struct, frozen=True):
    """
    The new configuration file.
    """

    file: str


def _check_config(given: Namespace, out: Output, printer: Printer) -> int:
    # Takes half a second, which only this command needs.
    from twisted.internet import reactor  # noqa: PLC0415

    from chatd.server.config_check import find_faults  # noqa: PLC0415

    name = readable(given.file)
    faults = find_faults(given.file, reactor)
    for fault in faults:
        printer.print_value(ConfigFault(name, fault), lambda found: f"{found.file}: {found.fault}")
    printer.print_value(
        ConfigChecked(name, len(faults)),
        lambda done: f"{done.file}: {format_count(done.faults, 'fault') if done.faults else 'all is well'}",
    )
    return 1 if faults else 0


def _init(given: Namespace, out: Output, printer: Printer) -> int:
    target = files.new_file(given.file)
    with files.written(target, out) as file:
        file.write(sample_config())
    printer.print_value(
        ConfigWritten(readable(target)), lambda done: f"{done.file}: written; every key has its default"
    )
    return 0


def _add_file(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path)


def _add_new_file(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, nargs="?", default=Path("chatd.toml"))


COMMANDS = (
    LocalCommand(
        name="check-config",
        help="look for anything wrong in a configuration file",
        description=(
            "Prints a line for each fault, with the key and what would be right, and exits with 1 if there is any. "
            "Files that it names (word lists, keys, certificates) are read, too."
        ),
        add_arguments=_add_file,
        execute=_check_config,
    ),
    LocalCommand(
        name="init",
        help="write a configuration file with every key, its default and what it means",
        description="FILE is chatd.toml unless given; a file that is there already stays as it is.",
        add_arguments=_add_new_file,
        execute=_init,
    ),
)
