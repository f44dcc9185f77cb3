"""
Executes a command without a daemon: locks the data directory, opens the store, executes, closes the store.
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
from chatd.admin.execute import execute_command
from chatd.admin.operations import Operations
from chatd.admin.protocol import Done, Failed, Item, Line, Request
from chatd.chat.moderation.notifier import NullNotifier
from chatd.cli.client import Show, as_owner
from chatd.clock import now_ms, use_monotonic_time
from chatd.errors import CommandError, Refusal, StartError
from chatd.server.application import (
    make_authentication,
    make_authorizer,
    make_moderation,
    make_webhook_admin,
)
from chatd.server.operator_services import make_cleanup, make_operator_context
from chatd.server.settings import Settings
from chatd.server.storage import Storage, directory_of

T = TypeVar("T")


class _LocalChannel:
    """
    A `chatd.admin.command.CommandChannel` within this process.
    """

    def __init__(self, lines: Iterable[str], show: Show, at_end: Callable[[Callable[[], object]], None]) -> None:
        self.error: Exception | None = None
        self._lines = iter(lines)
        self._show = show
        self.call_at_end = at_end

    async def send_record(self, record: Line | Item[Any]) -> None:
        try:
            self._show(record)
        except Exception as error:
            # Raised again outside of the store: a write error of the output is not the store's failure.
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
            # Before the reactor runs, since reading a terminal would block it.
            spool.writelines(f"{line}\n" for line in lines)
            spool.seek(0)
            channel = _LocalChannel(spool, show, self._at_end.append)
            try:
                with as_owner(directory):
                    return run(lambda reactor: _execute(reactor, self._settings, directory, request, channel))
            except ChannelClosed:
                assert channel.error is not None
                raise channel.error from None


def _ignore_change(change: object) -> None:
    """
    Without a daemon no clients are connected.
    """


async def _execute(
    reactor: Any, settings: Settings, directory: Path, request: Request, channel: _LocalChannel
) -> Done[Any] | Failed:
    stores = Storage(settings, lambda room: False, reactor, now_ms)
    await stores.open_stores()
    closing: list[Deferred[None]] = []

    def close() -> Deferred[None]:
        if not closing:
            closing.append(Deferred.fromCoroutine(stores.close_stores()))
        return closing[0]

    # Also on Ctrl-C: otherwise the store's threads would outlive the reactor.
    reactor.addSystemEventTrigger("before", "shutdown", close)
    try:
        assert stores.upkeep is not None
        authentication = make_authentication(settings, stores, clock=reactor, now=now_ms, changed=_ignore_change)
        authorizer = make_authorizer(settings, stores, now_ms)
        notifier = NullNotifier(authorizer.members.close_room)
        moderation = make_moderation(
            settings, stores, authorizer, notifier, token_users=authentication.token_users, now=now_ms
        )
        operations = Operations(stores.log, stores.upkeep, now_ms)
        context = make_operator_context(
            directory=directory,
            stores=stores,
            operations=operations,
            cleanup=make_cleanup(stores, stores.upkeep, authentication.keys, now_ms, None),
            moderation=moderation,
            authentication=authentication,
            webhooks=make_webhook_admin(settings, stores, now_ms),
            now=now_ms,
        )
        authentication.start()
        try:
            await moderation.sanctions.restore()
            return await execute_command(context, request, channel)
        finally:
            authentication.stop()
    finally:
        await close()


def run(work: Callable[[Any], Coroutine[Any, Any, T]]) -> T:
    """
    Runs the coroutine `work(reactor)`; returns its result.

    Raises CommandError if it was interrupted, refused, or the store could not be opened.
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

    # The command reports its own errors: discard the log.
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
