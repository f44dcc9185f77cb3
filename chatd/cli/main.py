"""
The command ``chatd``: what an operator does with a site's data, while it runs or while it does not.
"""

import sys
from argparse import SUPPRESS, ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from chatd import __version__
from chatd.admin import protocol
from chatd.admin.protocol import AnyOrder, Import, Item, Line
from chatd.cli import files, output
from chatd.cli.client import Backend, Show, connect
from chatd.cli.output import Printer, Value, count
from chatd.cli.site_commands import Make, add_commands
from chatd.errors import CommandError, StartError, readable
from chatd.server.config_file import keeping_in, load
from chatd.server.settings import MEMORY, Settings
from chatd.server.streams import Output, Unwritten, complain, leave, occupy

DESCRIPTION = """\
Look after a chatd: its people and rooms, who did what, its data.

While a daemon runs, the command works through its socket in the data directory;
while none does, it opens the data itself. To start one: twistd -n chatd --help."""

EPILOG = """\
Times are UTC; with --json, milliseconds since 1970.
Exit status: 0, it is done; 1, it is not, and one line says why; 2, no such command.
docs/operations.md tells more."""

READING = (
    protocol.Status,
    protocol.Check,
    protocol.Export,
    protocol.ListUsers,
    protocol.ListKeys,
    protocol.ListRooms,
    protocol.ListMembers,
    protocol.ListSanctions,
    protocol.ShowAudit,
)
"""What changes nothing: left off when nobody reads on."""


class _Task:
    """
    What one command needs to do its work.
    """

    def __init__(self, arguments: Namespace, settings: Settings) -> None:
        self.arguments = arguments
        self.settings = settings
        # What programs read is UTF-8, whatever the locale says.
        self.out = Output(utf8=arguments.json or arguments.command == "export")
        self.showing = Printer(self.out, json=arguments.json)
        self.done = ""
        """What to say if it is done and its answer cannot be written."""
        if settings.store.url == MEMORY:
            raise CommandError("store.url: nothing is kept, so there is nothing to look after")
        self.data = Path(settings.store.data).absolute()

    def way(self) -> Backend:
        """
        The daemon, if one runs.
        """
        running = connect(self.data)
        if running is not None:
            return running
        # Half a second of imports that the other way does not need.
        from chatd.cli.offline import Offline  # noqa: PLC0415
        from chatd.server.storage import database  # noqa: PLC0415

        if not database(self.settings).exists() and self.arguments.command != "import":
            raise CommandError(f"{self.data}: there is no data of chatd here; name its directory with --data DIR")
        return Offline(self.settings)

    def have_done(self, way: Backend, order: AnyOrder, show: Show, lines: Iterable[str] = ()) -> Value:
        """
        Have an order carried out; Trouble if it was refused.
        """
        try:
            protocol.encode(order)
        except UnicodeEncodeError:
            # Not which: it may be a password.
            raise CommandError("what was given is not UTF-8") from None
        reading = isinstance(order, READING)
        unwritten: list[Unwritten] = []

        def show_what_can_be(record: Line | Item) -> None:
            try:
                if not unwritten:
                    show(record)
            except Unwritten as error:
                if reading:
                    raise
                # Not left off in the middle because nobody listens.
                unwritten.append(error)

        final = way.carry_out(order, lines, show_what_can_be)
        if isinstance(final, protocol.Failed):
            raise CommandError(final.message)
        if not reading:
            self.done = "; it is done, and only the answer is lost"
        for error in unwritten:
            raise error
        return final.value

    def item(self, say: Callable[[Value], str]) -> Show:
        """
        Print each item as it comes.
        """

        def show(record: Line | Item) -> None:
            assert isinstance(record, Item)
            self.showing.value(record.value, say)

        return show


def _nothing(record: Line | Item) -> None:
    return None


def _status(task: _Task) -> int:
    with task.way() as way:
        task.showing.value(task.have_done(way, protocol.Status(), _nothing), output.status)
    return 0


def _check(task: _Task) -> int:
    with task.way() as way:
        found = task.have_done(way, protocol.Check(), task.item(lambda value: str(value["problem"])))
    task.showing.value(
        found, lambda value: f"{count(value['problems'], 'problem')} found" if value["problems"] else "all is well"
    )
    return 1 if found["problems"] else 0


def _backup(task: _Task) -> int:
    target = files.new_file(task.arguments.file)
    with task.way() as way:
        made = task.have_done(way, protocol.Backup(), _nothing)
        files.take(task.data / made["name"], target)
    task.showing.value(
        {"file": readable(target), "bytes": made["bytes"]}, lambda value: f"{target}: {value['bytes']} bytes"
    )
    return 0


def _restore(task: _Task) -> int:
    from chatd.cli.restore import restore  # noqa: PLC0415

    def say(value: Value) -> str:
        kept = f"; what was there is kept as {value['replaced']}" if value["replaced"] else ""
        return f"{count(value['rooms'], 'room')} restored{kept}"

    done = restore(task.settings, task.arguments.file)
    task.done = "; it is done, and only the answer is lost"
    task.showing.value(done, say)
    return 0


def _export(task: _Task) -> int:
    target: Path | None = task.arguments.file
    with files.written(target, task.out, replace=task.arguments.force) as out, task.way() as way:

        def show(record: Line | Item) -> None:
            assert isinstance(record, Line)
            print(record.text, file=out)

        done = task.have_done(way, protocol.Export(task.arguments.room), show)
    if target is not None:
        task.showing.value(done, lambda value: f"{target}: {count(value['events'], 'event')} of {value['room']}")
    return 0


def _import(task: _Task) -> int:
    lines = files.lines_of(task.arguments.file)
    order = Import(task.arguments.room, task.arguments.replace)
    with task.way() as way:
        done = task.have_done(way, order, _nothing, lines)
    task.showing.value(done, lambda value: f"{value['room']}: {count(value['events'], 'event')}")
    return 0


def _erase(task: _Task) -> int:
    with task.way() as way:
        done = task.have_done(way, protocol.Erase(task.arguments.who), task.item(lambda value: str(value["room"])))
    task.showing.value(done, lambda value: f"{value['user']} has been erased from {count(value['rooms'], 'room')}")
    return 0


def _epoch(task: _Task) -> int:
    with task.way() as way:
        done = task.have_done(way, protocol.Epoch(task.arguments.room), task.item(lambda value: str(value["room"])))
    task.showing.value(done, lambda value: f"{count(value['rooms'], 'room')} with a new epoch")
    return 0


def _steward(task: _Task) -> int:
    deed = task.arguments.make(task.arguments)
    with task.way() as way:
        done = task.have_done(way, deed.order, task.item(deed.item))
    if deed.lost:
        task.done += f": {deed.lost}"
    task.showing.value(done, deed.end)
    return 0


class _Parser(ArgumentParser):
    """
    Prints help and the version as everything else is printed, where argparse lets errors pass.
    """

    def _print_message(self, message: str, file: Any = None) -> None:
        if file is not None and file is not sys.stdout:
            super()._print_message(message, file)
        elif sys.stdout is not None:
            Output(utf8=False).write(message)


def make_parser() -> ArgumentParser:
    """
    Reads the command line: all commands there are.
    """
    parser = _Parser("chatd", description=DESCRIPTION, epilog=EPILOG, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("--version", action="version", version=f"chatd {__version__}")
    parser.set_defaults(data=None, config=None, json=False)
    # Before the command or after it.
    options = _Parser(add_help=False, argument_default=SUPPRESS)
    for place in (parser, options):
        place.add_argument("--data", metavar="DIR", default=SUPPRESS, help="the data directory (default: chatd-data)")
        place.add_argument("--config", metavar="FILE", default=SUPPRESS, type=Path, help="the daemon's settings")
        place.add_argument("--json", action="store_true", default=SUPPRESS, help="print JSON, one object a line")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)

    def add(name: str, run: Callable[[_Task], int], brief: str, more: str = "") -> ArgumentParser:
        text = f"{brief[0].upper()}{brief[1:]}. {more}"
        command = commands.add_parser(name, help=brief, description=text, parents=[options])
        command.set_defaults(run=run)
        return command

    _add_tasks(add)

    def group(name: str, brief: str) -> Any:
        below = commands.add_parser(name, help=brief, description=f"{brief[0].upper()}{brief[1:]}.")
        return below.add_subparsers(dest="deed", metavar="WHAT", required=True)

    def add_to(below: Any, name: str, make: Make, brief: str) -> ArgumentParser:
        text = f"{brief[0].upper()}{brief[1:]}."
        deed: ArgumentParser = (below or commands).add_parser(name, help=brief, description=text, parents=[options])
        deed.set_defaults(run=_steward, make=make)
        return deed

    add_commands(group, add_to)
    return parser


def _add_tasks(add: Callable[..., ArgumentParser]) -> None:
    add("status", _status, "tell how the daemon and the store are")
    add(
        "check",
        _check,
        "look for anything wrong in the store",
        "Prints a line for each and exits with 1 if there is any.",
    )
    backup = add("backup", _backup, "write a copy of everything to a new file", "People go on talking meanwhile.")
    backup.add_argument("file", metavar="FILE", type=Path)
    back = add(
        "restore",
        _restore,
        "put a backup in the place of what there is",
        "Only while no daemon runs. What was there is kept beside it. Clients that come back start anew.",
    )
    back.add_argument("file", metavar="FILE", type=Path)
    out = add("export", _export, "write the log of a room as JSON lines", "To standard output, or to FILE.")
    out.add_argument("room", metavar="ROOM")
    out.add_argument("file", metavar="FILE", type=Path, nargs="?")
    out.add_argument("--force", action="store_true", help="replace FILE if there is one")
    into = add("import", _import, "make the log of a room from JSON lines", "From standard input, or from FILE.")
    into.add_argument("room", metavar="ROOM")
    into.add_argument("file", metavar="FILE", type=Path, nargs="?")
    into.add_argument("--replace", action="store_true", help="also if the room has a log; that one is gone then")
    erase = add(
        "erase",
        _erase,
        "remove the words, the name and the account of a user",
        "Logs them out and tells everybody to forget them. Backups keep them.",
    )
    erase.add_argument("who", metavar="NAME|ID", help="the name of an account, or an id such as g.…")
    epoch = add("epoch", _epoch, "give a room another epoch", "Clients throw away what they hold of it and start anew.")
    which = epoch.add_mutually_exclusive_group(required=True)
    which.add_argument("room", metavar="ROOM", nargs="?")
    which.add_argument("--all", action="store_true", help="every room there is")


def run(arguments: Sequence[str] | None = None) -> int:
    """
    Do what the command line says; the exit status.
    """
    occupy()
    try:
        status = _run(arguments)
    except SystemExit as end:
        # What argparse has to say it has said: help, the version, what is wrong.
        status = int(end.code or 0)
    except KeyboardInterrupt:
        complain("interrupted")
        status = 1
    return leave(status)


def _run(arguments: Sequence[str] | None) -> int:
    task = None
    try:
        given = make_parser().parse_args(arguments)
        settings = load(given.config) if given.config else Settings()
        if given.data is not None:
            settings = keeping_in(settings, given.data)
        task = _Task(given, settings)
        status: int = given.run(task)
        task.out.flush()
    except (CommandError, StartError) as error:
        complain(str(error))
        return 1
    except Unwritten as unwritten:
        # Whoever has seen enough and closed the pipe need not be told.
        if not isinstance(unwritten.error, BrokenPipeError):
            complain(f"standard output: {unwritten}{'' if task is None else task.done}")
        return 1
    return status


def main() -> NoReturn:
    """
    The console script.
    """
    sys.exit(run())


if __name__ == "__main__":
    main()
