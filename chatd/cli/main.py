"""
The command ``chatd``: administers a site, with a running daemon or without one.
"""

import sys
from argparse import SUPPRESS, ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from chatd import __version__
from chatd.admin.command import OperatorCommand
from chatd.admin.command_table import COMMANDS, GROUPS, row_of
from chatd.admin.commands.daemon import ShowConfig, StopDaemon, count_values
from chatd.admin.commands.logs import ExportRoom, ImportRoom
from chatd.admin.commands.store import BackupMade, BackUpStore, RestoreStore, format_taken, is_backup_name
from chatd.admin.protocol import Failed, Item, Line, Request, encode_record
from chatd.cli import files
from chatd.cli.client import Backend, Show, connect_when_ready, wait_until_ended
from chatd.cli.local_commands import LOCAL_COMMANDS
from chatd.cli.output import Printer, escape_json
from chatd.errors import CommandError, StartError
from chatd.server.config_file import keeping_in, load_with_keys
from chatd.server.config_values import list_values
from chatd.server.settings import MEMORY, Settings
from chatd.server.standard_streams import Output, Unwritten, fill_closed_streams, flush_streams, print_error

DESCRIPTION = """\
Look after a chatd: its people and rooms, who did what, its data.

While a daemon runs, the command works through its socket in the data directory;
while none does, it opens the data itself. To start one: twistd -n chatd --help."""

EPILOG = """\
Times are UTC; with --json, milliseconds since 1970.
Exit status: 0, it is done; 1, it is not, and one line says why; 2, no such command.
docs/operations.md tells more."""


INTERRUPTED = 128 + 2
"""The status of a command that SIGINT has ended, as shells have it."""


class _Task:
    """
    One command in execution: its table row, its arguments and the settings.
    """

    def __init__(self, arguments: Namespace, settings: Settings, in_file: Collection[str] = ()) -> None:
        self.arguments = arguments
        self.in_file = in_file
        self.row: OperatorCommand[Any, Any, Any] = arguments.row
        self.settings = settings
        # Output for programs is UTF-8 in every locale.
        self.out = Output(utf8=arguments.json or self.row.request is ExportRoom)
        self.printer = Printer(self.out, json=arguments.json)
        self.if_lost = ""
        """What to add to the error if the answer cannot be written."""
        if settings.store.url == MEMORY and self.row.request is not ShowConfig:
            raise CommandError("store.url: nothing is kept, so there is nothing to look after")
        self.data = Path(settings.store.data).absolute()

    def backend(self) -> Backend:
        """
        Returns the daemon if one runs, else this process.
        """
        running = connect_when_ready(self.data)
        if running is not None:
            return running
        # These imports take half a second, and a running daemon does not need them.
        from chatd.cli.offline import Offline  # noqa: PLC0415
        from chatd.server.storage import database, is_postgresql  # noqa: PLC0415

        there = is_postgresql(self.settings) or database(self.settings).exists()
        if not there and self.row.request is not ImportRoom:
            raise CommandError(f"{self.data}: there is no data of chatd here; name its directory with --data DIR")
        return Offline(self.settings)

    def execute(self, backend: Backend, request: Request, show: Show, lines: Iterable[str] = ()) -> Any:
        """
        Returns the answer to `request`; raises CommandError if it was refused.
        """
        try:
            encode_record(request)
        except UnicodeEncodeError:
            # The argument may be a password: do not print it.
            raise CommandError("what was given is not UTF-8") from None
        row = row_of(request)
        unwritten: list[Unwritten] = []

        def show_if_possible(record: Line | Item[Any]) -> None:
            try:
                if not unwritten:
                    show(record)
            except Unwritten as error:
                if row.reads_only:
                    raise
                # A change is completed even if its output is no longer read.
                unwritten.append(error)

        final = backend.execute(request, lines, show_if_possible)
        if isinstance(final, Failed):
            raise CommandError(final.message)
        if not row.reads_only:
            self.tell_if_lost(row.if_lost(request))
        for error in unwritten:
            raise error
        return final.value

    def tell_if_lost(self, advice: str = "") -> None:
        """
        From now on, a failure to write the answer is reported with the note that the command was executed, and
        `advice`.
        """
        self.if_lost = "; it is done, and only the answer is lost" + (f": {advice}" if advice else "")


def _show_nothing(record: Line | Item[Any]) -> None:
    return None


def _execute(task: _Task) -> int:
    request = task.row.read_arguments(task.arguments)
    row = row_of(request)

    def show_item(record: Line | Item[Any]) -> None:
        assert isinstance(record, Item)
        task.printer.print_value(record.value, row.show_item)
        if row.endless:
            task.out.flush()

    with task.backend() as backend:
        answer = task.execute(backend, request, show_item)
    task.printer.print_value(answer, lambda answer: row.show_answer(request, answer))
    return row.exit_status(answer)


def _back_up(task: _Task) -> int:
    from chatd.cli.backup import BackupTarget  # noqa: PLC0415

    given = task.arguments
    target = BackupTarget(given.file, given.keep, verify=given.verify, with_secret=given.with_secret)
    request = task.row.read_arguments(given)
    with task.backend() as backend:
        made: BackupMade = task.execute(backend, request, _show_nothing)
        if not is_backup_name(made.name):
            raise CommandError("the daemon names a file that cannot be its backup; nothing was written")
        taken = target.take_backup(task.data, made)
    task.printer.print_value(taken, format_taken)
    return 0


def _restore(task: _Task) -> int:
    from chatd.cli.restore import restore  # noqa: PLC0415

    restored = restore(task.settings, task.arguments.file, force=task.arguments.force)
    task.tell_if_lost()
    task.printer.print_value(restored, lambda restored: task.row.show_answer(RestoreStore(), restored))
    return 0


def _export(task: _Task) -> int:
    target: Path | None = task.arguments.file
    request = task.row.read_arguments(task.arguments)
    with files.written(target, task.out, replace=task.arguments.force) as out, task.backend() as backend:

        def write_line(record: Line | Item[Any]) -> None:
            assert isinstance(record, Line)
            print(escape_json(record.text), file=out)

        copied = task.execute(backend, request, write_line)
    if target is not None:
        task.printer.print_value(copied, lambda copied: f"{target}: {task.row.show_answer(request, copied)}")
    return 0


def _import(task: _Task) -> int:
    lines = files.lines_of(task.arguments.file)
    request = task.row.read_arguments(task.arguments)
    with task.backend() as backend:
        copied = task.execute(backend, request, _show_nothing, lines)
    task.printer.print_value(copied, lambda copied: task.row.show_answer(request, copied))
    return 0


def _show_config(task: _Task) -> int:
    if (running := connect_when_ready(task.data)) is not None:
        running.__exit__()
        return _execute(task)
    # Without a daemon there is no need to open the data.
    given = {"store.data"} if task.arguments.data is not None else set()
    values = list(list_values(task.settings, task.in_file, given))
    for value in values:
        task.printer.print_value(value, task.row.show_item)
    task.printer.print_value(count_values(values), lambda shown: task.row.show_answer(ShowConfig(), shown))
    return 0


def _drain(task: _Task) -> int:
    request = task.row.read_arguments(task.arguments)
    with task.backend() as backend:
        stopping = task.execute(backend, request, _show_nothing)
    # The daemon begins when this connection is closed.
    wait_until_ended(task.data)
    task.printer.print_value(stopping, lambda done: task.row.show_answer(request, done))
    return 0


_WITH_FILES: dict[type[Request], Callable[[_Task], int]] = {
    ShowConfig: _show_config,
    StopDaemon: _drain,
    BackUpStore: _back_up,
    RestoreStore: _restore,
    ExportRoom: _export,
    ImportRoom: _import,
}
"""The commands that read or write the operator's files; `_execute` handles all others."""


class _Parser(ArgumentParser):
    """
    Prints help and version like other output; argparse would ignore write errors.
    """

    def _print_message(self, message: str, file: Any = None) -> None:
        if file is not None and file is not sys.stdout:
            super()._print_message(message, file)
        elif sys.stdout is not None:
            Output(utf8=False).write(message)


def make_parser() -> ArgumentParser:
    """
    Returns the parser of the command line; its result has the command's `row`.
    """
    parser = _Parser("chatd", description=DESCRIPTION, epilog=EPILOG, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("--version", action="version", version=f"chatd {__version__}")
    parser.set_defaults(data=None, config=None, json=False)
    # These options may stand before or after the command.
    _add_options(parser)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    groups: dict[str, Any] = {}
    for row in COMMANDS:
        if not row.name:
            continue
        *group, name = row.name.split()
        below = commands
        for word in group:
            if word not in groups:
                group_parser = commands.add_parser(word, help=GROUPS[word], description=_sentence(GROUPS[word]))
                groups[word] = group_parser.add_subparsers(dest="command_of_group", metavar="WHAT", required=True)
            below = groups[word]
        text = f"{_sentence(row.help)} {row.description}"
        command = below.add_parser(name, help=row.help, description=text)
        _add_options(command, without=row.redefined)
        row.add_arguments(command)
        command.set_defaults(row=row, local=None)
    for local in LOCAL_COMMANDS:
        text = f"{_sentence(local.help)} {local.description}".rstrip()
        command = commands.add_parser(local.name, help=local.help, description=text)
        _add_options(command)
        local.add_arguments(command)
        command.set_defaults(local=local, parser=parser)
    return parser


def _add_options(parser: ArgumentParser, without: str = "") -> None:
    options: dict[str, dict[str, Any]] = {
        "--data": {"metavar": "DIR", "help": "the data directory (default: chatd-data)"},
        "--config": {"metavar": "FILE", "type": Path, "help": "the daemon's settings"},
        "--json": {"action": "store_true", "help": "print JSON, one object a line"},
    }
    for name, settings in options.items():
        if name != without:
            parser.add_argument(name, default=SUPPRESS, **settings)


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def run(arguments: Sequence[str] | None = None) -> int:
    """
    Executes the command line; returns the exit status.
    """
    fill_closed_streams()
    try:
        status = _run(arguments)
    except SystemExit as end:
        # argparse has already printed help, version or the error.
        status = int(end.code or 0)
    except KeyboardInterrupt:
        print_error("interrupted")
        status = 1
    return flush_streams(status)


def _run(arguments: Sequence[str] | None) -> int:
    task = None
    try:
        given = make_parser().parse_args(arguments)
        if given.local is not None:
            out = Output(utf8=True)
            status = given.local.execute(given, out, Printer(out, json=given.json))
            out.flush()
            return int(status)
        settings, in_file = load_with_keys(given.config) if given.config else (Settings(), frozenset[str]())
        if given.data is not None:
            settings = keeping_in(settings, given.data)
        task = _Task(given, settings, in_file)
        status = _WITH_FILES.get(task.row.request, _execute)(task)
        task.out.flush()
    except KeyboardInterrupt:
        if task is None or not task.row.endless:
            raise
        return INTERRUPTED
    except (CommandError, StartError) as error:
        print_error(str(error))
        return 1
    except Unwritten as unwritten:
        # A closed pipe is no error: the reader has read enough.
        if not isinstance(unwritten.error, BrokenPipeError):
            print_error(f"standard output: {unwritten}{'' if task is None else task.if_lost}")
        return 1
    return status


def main() -> NoReturn:
    """
    The console script.
    """
    sys.exit(run())


if __name__ == "__main__":
    main()
