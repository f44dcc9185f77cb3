"""
The commands that the command line executes by itself, in the order of ``chatd --help``.
"""

from chatd.cli import completion, configuration, doctor, man_pages, top
from chatd.cli.local_command import LocalCommand

LOCAL_COMMANDS: tuple[LocalCommand, ...] = (
    *configuration.COMMANDS,
    *doctor.COMMANDS,
    *top.COMMANDS,
    *completion.COMMANDS,
    *man_pages.COMMANDS,
)
