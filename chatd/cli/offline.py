"""
Executes a command without a daemon: takes the data directory, opens the store, executes, closes the store.
"""

from collections.abc import Callable, Coroutine, Iterable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, Self, TypeVar

from twisted.internet.defer import Deferred
from twisted.internet.task import react
from twisted.logger import globalLogBeginner

from chatd.admin.command import ChannelClosed
from chatd.admin.context import OperatorContext
from chatd.admin.execute import execute_command
from chatd.admin.operations import Operations
from chatd.admin.protocol import Done, Failed, Item, Line, Request
from chatd.auth.service import Authentication
from chatd.chat.moderation.authorization import Authorizer
from chatd.chat.moderation.membership import ModerationLimits
from chatd.chat.moderation.notifier import NullNotifier
from chatd.chat.moderation.services import ModerationServices
from chatd.chat.rooms.hub import Hub
from chatd.chat.rooms.members import RoomMembers
from chatd.cli.client import Show, as_owner
from chatd.clock import now_ms, use_monotonic_time
from chatd.domain.roles import Rules
from chatd.domain.sanctions import SanctionRegister
from chatd.errors import CommandError, Refusal, StartError
from chatd.server.settings import Settings
from chatd.server.storage import Storage, directory_of

T = TypeVar("T")


class _LocalChannel:
    """
    The operator's end in this process: a `chatd.admin.command.CommandChannel`.
    """

    def __init__(self, lines: Iterable[str], show: Show, at_end: Callable[[Callable[[], object]], None]) -> None:
        self.error: Exception | None = None
        self._lines = iter(lines)
        self._show = show
        self.call_at_end = at_end

    async def send(self, record: Line | Item[Any]) -> None:
        try:
            self._show(record)
        except Exception as error:
            # Raised again outside of the store: a file that cannot be written is no fault of its.
            self.error = error
            raise ChannelClosed from error

    async def next_line(self) -> str | None:
        line = next(self._lines, None)
        return None if line is None else line.rstrip("\n")


class Offline:
    """
    A `chatd.cli.client.Backend` that works in this process.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._at_end: list[Callable[[], object]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        for call in self._at_end:
            call()

    def execute(self, request: Request, lines: Iterable[str], show: Show) -> Done[Any] | Failed:
        directory = directory_of(self._settings)
        assert directory is not None
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)

        with TemporaryFile("w+", encoding="utf-8", newline="\n", dir=directory) as spool:
            # Before the reactor runs: reading a terminal would block it.
            spool.writelines(f"{line}\n" for line in lines)
            spool.seek(0)
            channel = _LocalChannel(spool, show, self._at_end.append)
            try:
                with as_owner(directory):
                    return run(lambda reactor: _execute(reactor, self._settings, directory, request, channel))
            except ChannelClosed:
                assert channel.error is not None
                raise channel.error from None


class _Nobody:
    def deliver(self, members: object, posts: object) -> None:
        """
        See `chatd.interfaces.delivery.RoomDelivery`: nobody listens.
        """

    def reply(self, posts: object) -> None:
        """
        See `chatd.interfaces.delivery.RoomDelivery`: nobody has asked.
        """

    def done(self) -> None:
        """
        See `chatd.interfaces.delivery.RoomDelivery`: nothing waits.
        """


def _never(call: object) -> None:
    return None


async def _execute(
    reactor: Any, settings: Settings, directory: Path, request: Request, channel: _LocalChannel
) -> Done[Any] | Failed:
    stores = Storage(settings, Hub(_Nobody(), _never), reactor, now_ms)
    await stores.open()
    closing: list[Deferred[None]] = []

    def close() -> Deferred[None]:
        if not closing:
            closing.append(Deferred.fromCoroutine(stores.close()))
        return closing[0]

    # Also when somebody presses Ctrl-C: the threads of the store would outlive the reactor.
    reactor.addSystemEventTrigger("before", "shutdown", close)
    try:
        assert stores.upkeep is not None
        context, authentication = _operator_context(stores, settings, directory, reactor)
        authentication.start()
        try:
            await context.moderation.sanctions.restore()
            return await execute_command(context, request, channel)
        finally:
            authentication.stop()
    finally:
        await close()


def _operator_context(
    stores: Storage, settings: Settings, directory: Path, reactor: Any
) -> tuple[OperatorContext, Authentication]:
    assert stores.upkeep is not None
    # What a node has, but for those who are connected.
    authentication = Authentication(
        stores.people,
        settings=settings.auth,
        name_limit=settings.limits.name,
        guests=None,
        clock=reactor,
        now=now_ms,
        reactor=reactor,
        changed=_never,
    )
    rules = Rules(settings.permissions)
    members = RoomMembers(stores.roster, rules)
    authorizer = Authorizer(
        rules=rules, members=members, sanction_register=SanctionRegister(), accounts=stores.people, now=now_ms
    )
    moderation = ModerationServices(
        authorizer=authorizer,
        accounts=stores.people,
        roster=stores.roster,
        catalogue=stores.catalogue,
        log=stores.log,
        notifier=NullNotifier(members.close_room),
        now=now_ms,
        retention=stores.retention,
        limits=ModerationLimits(settings.limits.memberships, settings.limits.members, settings.limits.sanctions),
    )
    context = OperatorContext(
        directory=directory,
        operations=Operations(stores.log, stores.upkeep, now_ms),
        moderation=moderation,
        administration=authentication.administration,
        keys=authentication.keys,
        people=stores.people,
        roster=stores.roster,
        catalogue=stores.catalogue,
        retention=stores.retention,
        now=now_ms,
    )
    return context, authentication


def run(work: Callable[[Any], Coroutine[Any, Any, T]]) -> T:
    """
    What the coroutine `work`, given the reactor, comes to; Trouble if it was interrupted, or the store not to be had.
    """
    outcome: list[T] = []
    errors: list[BaseException] = []

    def start(reactor: Any) -> Deferred[None]:
        use_monotonic_time(reactor)
        return Deferred.fromCoroutine(main(reactor))

    async def main(reactor: Any) -> None:
        try:
            outcome.append(await work(reactor))
        except BaseException as error:
            # Raised again below, outside of the reactor.
            errors.append(error)

    # What would be logged is told by the command's own outcome.
    with suppress(Exception):
        globalLogBeginner.beginLoggingTo([], redirectStandardIO=False, discardBuffer=True)
    with suppress(SystemExit):
        react(start)
    for error in errors:
        if isinstance(error, StartError | Refusal):
            raise CommandError(error.message if isinstance(error, Refusal) else str(error)) from None
        raise error
    if not outcome:
        raise CommandError("interrupted")
    return outcome[0]
