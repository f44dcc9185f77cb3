"""
``chatd top``: the state of a running daemon, every second.
"""

import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

from chatd.admin.commands.store import ShowStatus
from chatd.admin.operations import SiteStatus
from chatd.admin.protocol import Failed, Item, Line
from chatd.cli.client import connect
from chatd.cli.local_command import LocalCommand, settings_of_arguments
from chatd.cli.output import Printer
from chatd.errors import CommandError
from chatd.server.standard_streams import Output

SECONDS = 1.0
_CLEAR = "\x1b[H\x1b[J"
_ADDRESSES = 5


def _top(given: Namespace, out: Output, printer: Printer) -> int:
    data = Path(settings_of_arguments(given).store.data).absolute()
    once = given.once or given.json or not sys.stdout.isatty()
    before: SiteStatus | None = None
    begun = 0.0
    try:
        while True:
            status, now = read_status(data), time.monotonic()
            table = format_top(status, before, now - begun)
            if once:
                printer.print_value(status, lambda shown: format_top(shown, None, 0.0))
                return 0
            out.write(_CLEAR)
            printer.print_value(status, lambda shown, table=table: table)  # type: ignore[misc]
            out.flush()
            before, begun = status, now
            time.sleep(SECONDS)
    except KeyboardInterrupt:
        return 0


def _ignore(record: Line | Item[Any]) -> None:
    return None


def read_status(data: Path) -> SiteStatus:
    """
    Returns the present state of the daemon of that data directory; raises CommandError if none runs.
    """
    running = connect(data)
    if running is None:
        raise CommandError(f"{data}: no daemon runs here")
    with running:
        final = running.execute(ShowStatus(), (), _ignore)
    if isinstance(final, Failed):
        raise CommandError(final.message)
    status: SiteStatus = final.value
    return status


def format_top(status: SiteStatus, before: SiteStatus | None, seconds: float) -> str:
    """
    Returns the table: totals, and how many a second since `before`, which was read `seconds` ago.
    """

    def rate(count: Callable[[SiteStatus], int]) -> str:
        # A daemon that was started again counts from 0.
        if before is None or seconds <= 0 or count(status) < count(before):
            return ""
        return f"{(count(status) - count(before)) / seconds:.1f}"

    lines = [
        f"chatd {status.version}    store: {status.problem or 'well'}",
        "",
        f"{'':14}{'now':>12}{'total':>14}{'a second':>12}",
        f"{'connections':14}{status.connections:>12}{status.accepted:>14}{rate(lambda one: one.accepted):>12}",
        f"{'users':14}{status.users:>12}",
        f"{'messages':14}{'':12}{status.messages:>14}{rate(lambda one: one.messages):>12}",
        f"{'deliveries':14}{'':12}{status.deliveries:>14}{rate(lambda one: one.deliveries):>12}",
        f"{'queue':14}{status.queue:>12}",
        f"{'not indexed':14}{status.unindexed:>12}",
        f"{'disk bytes':14}{status.disk_used:>12}",
    ]
    if status.refused_sources:
        lines += ["", f"{'refused':40}{'setting':36}{'times':>8}"]
        lines += [f"{one.who[:39]:40}{one.kind[:35]:36}{one.times:>8}" for one in status.refused_sources[:_ADDRESSES]]
    return "\n".join(lines)


def _add_once(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--once", action="store_true", help="print one table and end; so does output that is no terminal"
    )


COMMANDS = (
    LocalCommand(
        name="top",
        help="show what the daemon does, every second",
        description="Ctrl-C ends it.",
        add_arguments=_add_once,
        execute=_top,
    ),
)
