"""
The control socket of a daemon: one JSON object per line (`chatd.admin.protocol`), one command at a time per connection.
"""

import os
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from twisted.internet.defer import Deferred, DeferredList
from twisted.internet.error import CannotListenError
from twisted.internet.interfaces import IPushProducer
from twisted.internet.protocol import Factory
from twisted.logger import Logger
from twisted.protocols.basic import LineReceiver
from twisted.python.failure import Failure
from zope.interface import implementer

from chatd.admin.command import ChannelClosed
from chatd.admin.command_table import decode_request
from chatd.admin.commands.logs import ImportRoom
from chatd.admin.commands.store import BACKUP_PREFIX
from chatd.admin.commands.tail import TailRoom
from chatd.admin.context import OperatorContext
from chatd.admin.execute import execute_command
from chatd.admin.protocol import WIRE_MAX, Done, End, Failed, Item, Line, Request, encode_record
from chatd.errors import Refusal, os_error_text, readable
from chatd.waiters import Waiters


@implementer(IPushProducer)
class _FlowControl:
    """
    Flow control: makes the sender wait while the operator does not read.
    """

    def __init__(self) -> None:
        self._waiters = Waiters()
        self._paused = False
        self._closed_for_good = False

    def pauseProducing(self) -> None:
        self._paused = True

    def resumeProducing(self) -> None:
        self._paused = False
        self._waiters.fire()

    def stopProducing(self) -> None:
        self._closed_for_good = True
        self.resumeProducing()

    async def wait_for_room(self) -> None:
        if self._paused and not self._closed_for_good:
            await self._waiters.wait()
        if self._closed_for_good:
            raise ChannelClosed


class ControlProtocol(LineReceiver):
    """
    One connection of an operator; it is also the `chatd.admin.command.CommandChannel` of its commands.
    """

    delimiter = b"\n"
    MAX_LENGTH = WIRE_MAX
    factory: "ControlFactory"
    transport: Any
    _log = Logger()

    def __init__(self) -> None:
        self.work: Deferred[None] | None = None
        self._flow = _FlowControl()
        self._lines: deque[str] = deque()
        self._line_waiters = Waiters()
        # Whether lines of a request may follow, even of one that has been answered.
        self._lines_follow = False
        self._closed = False
        self._calls_at_end: list[Callable[[], object]] = []

    def connectionMade(self) -> None:
        """
        Closes with `unavailable` if there are too many connections.
        """
        self.transport.registerProducer(self._flow, True)
        if not self.factory.add_protocol(self):
            self._close_with(Failed("unavailable", "too many operators at once"))

    def lineReceived(self, line: bytes) -> None:
        """
        Starts a request, or passes on a line that belongs to it; anything else closes the connection.
        """
        if self._closed:
            return
        try:
            record = decode_request(line)
            if isinstance(record, Line | End):
                self._take_line(record)
            elif self.work is not None:
                raise Refusal("conflict", "the order before this one has not been carried out yet")
            else:
                self._start_command(record)
        except Refusal as refusal:
            self._close_with(Failed(refusal.code, refusal.message))

    def lineLengthExceeded(self, line: bytes) -> None:
        """
        Closes the connection with `too_large`.
        """
        self._close_with(Failed("too_large", f"a line has at most {self.MAX_LENGTH} bytes"))

    def connectionLost(self, reason: Failure = Failure(ChannelClosed())) -> None:  # noqa: B008 - Twisted's way
        """
        Stops the command, if it can still be stopped.
        """
        self._closed = True
        self._flow.stopProducing()
        self._line_waiters.fire()
        self.factory.remove_protocol(self)
        if self.work is None:
            self._call_at_end()

    async def send_record(self, record: Line | Item[Any]) -> None:
        if self._closed:
            raise ChannelClosed
        self.transport.write(encode_record(record))
        await self._flow.wait_for_room()

    async def next_line(self) -> str | None:
        while not self._lines:
            if self._closed:
                raise ChannelClosed
            if not self._lines_follow:
                return None
            await self._line_waiters.wait()
        return self._lines.popleft()

    def call_at_end(self, call: Callable[[], object]) -> None:
        self._calls_at_end.append(call)

    def _start_command(self, request: Request) -> None:
        self._call_at_end()
        self._lines.clear()
        self._lines_follow = isinstance(request, ImportRoom | TailRoom)
        # Set before the command starts, since it may finish at once.
        self.work = Deferred()
        executing = Deferred.fromCoroutine(execute_command(self.factory.context, request, self))
        executing.addCallback(self._send_result).addErrback(_ignore_closed).addBoth(self._end_command)

    def _take_line(self, record: Line | End) -> None:
        if not self._lines_follow:
            raise Refusal("invalid", "no order that takes lines has come before this one")
        if isinstance(record, End):
            self._lines_follow = False
        elif self.work is not None:
            self._lines.append(record.text)
        self._line_waiters.fire()

    def _send_result(self, final: Done[Any] | Failed) -> None:
        self._lines.clear()
        if not self._closed:
            self.transport.write(encode_record(final))

    def _end_command(self, result: object) -> None:
        if isinstance(result, Failure):
            self._log.failure("an operator could not be answered", result)
        work, self.work = self.work, None
        if self._closed:
            self._call_at_end()
        if work is not None:
            work.callback(None)

    def _call_at_end(self) -> None:
        calls, self._calls_at_end = self._calls_at_end, []
        for call in calls:
            call()

    def _close_with(self, final: Failed) -> None:
        self._closed = True
        self.transport.write(encode_record(final))
        self.transport.unregisterProducer()
        self.transport.loseConnection()


def _ignore_closed(failure: Failure) -> None:
    failure.trap(ChannelClosed)


class ControlFactory(Factory):
    """
    Makes the protocols of connections, at most `most` at once.
    """

    protocol: Any = ControlProtocol
    noisy = False

    def __init__(self, context: OperatorContext, *, most: int = 16) -> None:
        self.context = context
        self._most = most
        self._live: dict[ControlProtocol, None] = {}

    def add_protocol(self, protocol: ControlProtocol) -> bool:
        """
        Counts a new connection; returns False if there are too many.
        """
        if len(self._live) >= self._most:
            return False
        self._live[protocol] = None
        return True

    def remove_protocol(self, protocol: ControlProtocol) -> None:
        """
        Stops counting a closed connection.
        """
        self._live.pop(protocol, None)

    async def abort_all(self) -> None:
        """
        Closes all connections; returns when no command is being executed.
        """
        live = list(self._live)
        for protocol in live:
            protocol.transport.abortConnection()
        await DeferredList([protocol.work for protocol in live if protocol.work is not None])


SOCKET = "control.sock"
PATH_MAX = 107
"""The maximum length of a Unix socket's path, in bytes."""


class ControlSocket:
    """
    The listening socket, created while this process holds the lock of the data directory.
    """

    _log = Logger()

    def __init__(self, reactor: Any, factory: ControlFactory) -> None:
        self._reactor = reactor
        self._factory = factory
        self._path = factory.context.directory / SOCKET
        self._held = ExitStack()
        self._port: Any = None

    def start_listening(self) -> None:
        """
        Listens.  Logs a failure and goes on: the daemon works without the socket.
        """
        try:
            # Left behind by a killed process, since this process holds the lock of the directory.
            for left in (self._path, *self._factory.context.directory.glob(f"{BACKUP_PREFIX}*")):
                left.unlink(missing_ok=True)
            address = self._held.enter_context(reachable(self._path))
            self._port = self._reactor.listenUNIX(address, self._factory, backlog=16, mode=0o600)
        except (OSError, CannotListenError) as error:
            cause: Any = getattr(error, "socketError", error)
            self._log.error(
                "{path}: cannot listen there: {reason}; the command chatd will not reach this daemon",
                path=readable(self._path),
                reason=os_error_text(cause),
            )

    async def stop_listening(self) -> None:
        """
        Stops listening, closes all connections, and waits until no command is being executed.
        """
        port, self._port = self._port, None
        if port is not None:
            await port.stopListening()
        self._held.close()
        await self._factory.abort_all()


@contextmanager
def reachable(path: Path) -> Iterator[str]:
    """
    Yields a path of the Unix socket `path` that is short enough for the kernel.
    """
    if len(os.fsencode(path)) <= PATH_MAX:
        yield str(path)
        return
    # Via the descriptor of its directory, on systems that have such paths.
    handle = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{handle}/{path.name}"
    finally:
        os.close(handle)
