"""
``chatd status``, ``reload``, ``check``, ``backup`` and ``restore``: the daemon and its database.
"""

import re
import secrets
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from msgspec import Struct

from chatd.admin.command import CommandChannel, NoItem, OperatorCommand
from chatd.admin.context import OperatorContext
from chatd.admin.formatting import format_count
from chatd.admin.operations import SiteStatus
from chatd.admin.protocol import Item, Request
from chatd.domain.settings import Reloaded
from chatd.errors import Refusal, StartError

BACKUP_PREFIX = "handover."
"""The prefix of backup files in the data directory that wait to be moved away."""


class ShowStatus(Request, frozen=True, tag="status"):
    """
    Show the state of the daemon and the store.
    """


class ReloadSettings(Request, frozen=True, tag="reload"):
    """
    Have the daemon read its configuration again.
    """


class CheckStore(Request, frozen=True, tag="check"):
    """
    Look for defects in the store.
    """


class BackUpStore(Request, frozen=True, tag="backup"):
    """
    Copy the database to a file in the data directory.

    The file stays until the connection ends or sends another request; the command line moves it away before.
    """


class RestoreStore(Request, frozen=True, tag="restore"):
    """
    Replace the database by a backup; no daemon executes it.
    """


class StoreProblem(Struct, frozen=True):
    """
    One defect of the store, in one line.
    """

    problem: str


class ProblemsListed(Struct, frozen=True):
    """
    How many problems were found.
    """

    problems: int


class BackupMade(Struct, frozen=True):
    """
    The name of the file in the data directory, and its size in bytes.
    """

    name: str
    bytes: int


class BackupTaken(Struct, frozen=True):
    """
    The path of the file at its destination, and its size in bytes; whether it was read again and found sound; the copy
    of the guests' secret, if one was asked for; and the older backups that were removed.
    """

    file: str
    bytes: int
    verified: bool = False
    secret: str | None = None
    removed: tuple[str, ...] = ()


class StoreRestored(Struct, frozen=True):
    """
    The number of rooms in the restored database, and the path of the replaced one; None if there was none.  `checksum`:
    whether the backup carried one.
    """

    rooms: int
    replaced: str | None
    checksum: bool = True


async def show_status(context: OperatorContext, request: ShowStatus, channel: CommandChannel) -> SiteStatus:
    """
    Execute `ShowStatus`.
    """
    return context.operations.site_status()


async def reload_settings(context: OperatorContext, request: ReloadSettings, channel: CommandChannel) -> Reloaded:
    """
    Execute `ReloadSettings`.
    """
    if context.reload is None:
        raise Refusal("unavailable", "no daemon runs here; it reads its configuration when it starts")
    try:
        return await context.reload()
    except StartError as error:
        raise Refusal("invalid", f"{error}; the configuration stays as it was") from None


async def check_store(context: OperatorContext, request: CheckStore, channel: CommandChannel) -> ProblemsListed:
    """
    Execute `CheckStore`.
    """
    found = await context.operations.check_store()
    for problem in found:
        await channel.send_record(Item(StoreProblem(problem)))
    return ProblemsListed(len(found))


async def back_up_store(context: OperatorContext, request: BackUpStore, channel: CommandChannel) -> BackupMade:
    """
    Execute `BackUpStore`.
    """
    path = context.directory / f"{BACKUP_PREFIX}{secrets.token_hex(8)}"
    channel.call_at_end(lambda: path.unlink(missing_ok=True))
    await context.operations.back_up(path)
    return BackupMade(path.name, path.stat().st_size)


def _format_status(request: ShowStatus, status: SiteStatus) -> str:
    lines = {"daemon": f"running, chatd {status.version}" if status.running else "not running"}
    if status.running:
        lines |= {
            "connections": f"{status.connections} now, {status.accepted} since the start",
            "users": f"{status.users} online",
            "messages": f"{status.messages} since the start, {status.deliveries} deliveries",
            "queue": f"{format_count(status.queue, 'message')} waiting for the store, {status.refused} refused",
        }
    lines |= {"store": status.problem or "well", "index": f"{format_count(status.unindexed, 'message')} behind"}
    if status.backup_problem:
        lines["backup"] = f"the last one was not made: {status.backup_problem}"
    if status.disk_quota:
        part = status.disk_used * 100 // status.disk_quota
        lines["disk"] = f"{status.disk_used} bytes, {part} % of {status.disk_quota}"
    shown = [f"{name:12} {line}" for name, line in lines.items()]
    for source in status.refused_sources:
        times = format_count(source.times, "time")
        shown.append(f"{'refused':12} {source.who}: {source.kind}, {times}, the last {source.seconds_ago} s ago")
    return "\n".join(shown)


def _format_reloaded(request: ReloadSettings, done: Reloaded) -> str:
    shown = [f"changed: {', '.join(done.applied)}" if done.applied else "no setting was changed"]
    if done.restart:
        shown.append(f"changed, but needs a restart: {', '.join(done.restart)}")
    return "\n".join(shown)


def _format_problems(request: CheckStore, found: ProblemsListed) -> str:
    return f"{format_count(found.problems, 'problem')} found" if found.problems else "all is well"


def _format_restored(request: RestoreStore, restored: StoreRestored) -> str:
    kept = f"; what was there is kept as {restored.replaced}" if restored.replaced else ""
    unchecked = "" if restored.checksum else "; the backup carries no checksum, so only its structure was checked"
    return f"{format_count(restored.rooms, 'room')} restored{kept}{unchecked}"


def format_taken(taken: BackupTaken) -> str:
    """
    Returns what ``chatd backup`` prints.
    """
    shown = [f"{taken.file}: {taken.bytes} bytes{', verified' if taken.verified else ''}"]
    if taken.secret is not None:
        shown.append(f"{taken.secret}: the secret of guests' tokens")
    return "\n".join(shown + [f"{name}: removed" for name in taken.removed])


def is_backup_name(name: str) -> bool:
    """
    Whether `name` is one that `BackUpStore` gives: a name alone, no path.
    """
    return re.fullmatch(rf"{re.escape(BACKUP_PREFIX)}[0-9a-f]{{16}}", name) is not None


def _add_file(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path)


def _add_target(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="the new file, or with --keep a directory")
    parser.add_argument(
        "--keep", metavar="N", type=int, help="FILE is a directory: name the file by the time, keep the newest N"
    )
    parser.add_argument("--verify", action="store_true", help="read the file again and check it; --keep does so, too")
    parser.add_argument("--with-secret", action="store_true", help="copy the secret of guests' tokens beside it")


def _add_backup(parser: ArgumentParser) -> None:
    _add_file(parser)
    parser.add_argument("--force", action="store_true", help="also if its checksum says that it has been changed")


COMMANDS: tuple[OperatorCommand[Any, Any, Any], ...] = (
    OperatorCommand[ShowStatus, NoItem, SiteStatus](
        name="status",
        help="tell how the daemon and the store are",
        read_arguments=lambda given: ShowStatus(),
        request=ShowStatus,
        execute=show_status,
        answer=SiteStatus,
        show_answer=_format_status,
        reads_only=True,
    ),
    OperatorCommand[ReloadSettings, NoItem, Reloaded](
        name="reload",
        help="have the daemon read its configuration again",
        description="A configuration with a fault is refused as a whole: everything stays as it was.",
        read_arguments=lambda given: ReloadSettings(),
        request=ReloadSettings,
        execute=reload_settings,
        answer=Reloaded,
        show_answer=_format_reloaded,
    ),
    OperatorCommand[CheckStore, StoreProblem, ProblemsListed](
        name="check",
        help="look for anything wrong in the store",
        description="Prints a line for each and exits with 1 if there is any.",
        read_arguments=lambda given: CheckStore(),
        request=CheckStore,
        execute=check_store,
        item=StoreProblem,
        show_item=lambda found: found.problem,
        answer=ProblemsListed,
        show_answer=_format_problems,
        exit_status=lambda found: 1 if found.problems else 0,
        reads_only=True,
    ),
    OperatorCommand[BackUpStore, NoItem, BackupMade](
        name="backup",
        help="write a copy of everything to a new file",
        description="People go on talking meanwhile.",
        add_arguments=_add_target,
        read_arguments=lambda given: BackUpStore(),
        request=BackUpStore,
        execute=back_up_store,
        answer=BackupMade,
        # The name at its destination.
        show_answer=lambda request, taken: f"{taken.name}: {taken.bytes} bytes",
    ),
    OperatorCommand[RestoreStore, NoItem, StoreRestored](
        name="restore",
        help="put a backup in the place of what there is",
        description="Only while no daemon runs. What was there is kept beside it. Clients that come back start anew.",
        add_arguments=_add_backup,
        read_arguments=lambda given: RestoreStore(),
        request=RestoreStore,
        execute=None,
        answer=StoreRestored,
        show_answer=_format_restored,
    ),
)
