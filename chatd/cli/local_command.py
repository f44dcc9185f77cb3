"""
The row of a command that needs neither a daemon nor data: the command line executes it by itself.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import NamedTuple

from chatd.admin.command import add_no_arguments
from chatd.cli.output import Printer
from chatd.server.config_file import keeping_in, load
from chatd.server.settings import Settings
from chatd.server.standard_streams import Output


class LocalCommand(NamedTuple):
    """
    One command.  `execute` returns the exit status; it raises CommandError if the command cannot be executed.
    The parser of the command line is the argument `parser`.
    """

    name: str
    help: str
    execute: Callable[[Namespace, Output, Printer], int]
    description: str = ""
    add_arguments: Callable[[ArgumentParser], None] = add_no_arguments


def settings_of_arguments(given: Namespace) -> Settings:
    """
    Returns the settings that ``--config`` and ``--data`` name; raises StartError.
    """
    settings = load(given.config) if given.config else Settings()
    return settings if given.data is None else keeping_in(settings, given.data)
