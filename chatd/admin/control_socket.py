"""
What is spoken through the operators' door: one JSON object a line (`chatd.admin.protocol`), one order at a time on each
connection.
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

from chatd.admin.execute import HANDOVER, Gone, execute
from chatd.admin.operations import Operations
from chatd.admin.protocol import WIRE_MAX, AnyOrder, Done, End, Failed, Import, Line, Told, asked, encode
from chatd.errors import Refusal, os_error_text, readable


@implementer(IPushProducer)
class _Valve:
    """
    Knows whether the other end takes what it is sent.
    """

    def __init__(self) -> None:
        self._waiting: list[Deferred[None]] = []
        self._shut = False
        self._broken = False

    def pauseProducing(self) -> None:
        self._shut = True

    def resumeProducing(self) -> None:
        self._shut = False
        waiting, self._waiting = self._waiting, []
        for turn in waiting:
            turn.callback(None)

    def stopProducing(self) -> None:
        self._broken = True
        self.resumeProducing()

    async def passed(self) -> None:
        if self._shut and not self._broken:
            turn: Deferred[None] = Deferred()
            self._waiting.append(turn)
            await turn
        if self._broken:
            raise Gone


class ControlProtocol(LineReceiver):
    """
    One operator.
    """

    delimiter = b"\n"
    MAX_LENGTH = WIRE_MAX
    factory: "ControlFactory"
    transport: Any
    _log = Logger()

    def __init__(self) -> None:
        self.work: Deferred[None] | None = None
        self._valve = _Valve()
        self._lines: deque[str] = deque()
        self._turn: Deferred[None] | None = None
        # Whether lines still belong to an order, also to one that has been answered already.
        self._more = False
        self._closed = False
        self._at_end: list[Callable[[], object]] = []

    def connectionMade(self) -> None:
        """
        Somebody has come.
        """
        self.transport.registerProducer(self._valve, True)
        if not self.factory.enter(self):
            self._give_up(Failed("unavailable", "too many operators at once"))

    def lineReceived(self, line: bytes) -> None:
        """
        An order, or a part of one.
        """
        if self._closed:
            return
        try:
            record = asked(line)
            if isinstance(record, Line | End):
                self._take(record)
            elif self.work is not None:
                raise Refusal("conflict", "the order before this one has not been carried out yet")
            else:
                self._start(record)
        except Refusal as refusal:
            self._give_up(Failed(refusal.code, refusal.message))

    def lineLengthExceeded(self, line: bytes) -> None:
        """
        Too long to be anything.
        """
        self._give_up(Failed("too_large", f"a line has at most {self.MAX_LENGTH} bytes"))

    def connectionLost(self, reason: Failure = Failure(Gone())) -> None:  # noqa: B008 - Twisted's way
        """
        The operator has gone; what can still be stopped stops.
        """
        self._closed = True
        self._valve.stopProducing()
        self._wake()
        self.factory.leave(self)
        if self.work is None:
            self._release()

    # What an errand needs: see `chatd.admin.execute.CommandChannel`

    async def tell(self, record: Told) -> None:
        """
        See `chatd.admin.execute.CommandChannel`.
        """
        if self._closed:
            raise Gone
        self.transport.write(encode(record))
        await self._valve.passed()

    async def line(self) -> str | None:
        """
        See `chatd.admin.execute.CommandChannel`.
        """
        while not self._lines:
            if self._closed:
                raise Gone
            if not self._more:
                return None
            self._turn = Deferred()
            await self._turn
        return self._lines.popleft()

    def at_end(self, call: Callable[[], object]) -> None:
        """
        See `chatd.admin.execute.CommandChannel`.
        """
        self._at_end.append(call)

    def _start(self, order: AnyOrder) -> None:
        self._release()
        self._lines.clear()
        self._more = isinstance(order, Import)
        # Not before it is known to be at work: it may be done at once.
        self.work = Deferred()
        errand = Deferred.fromCoroutine(execute(self.factory.operations, self.factory.directory, order, self))
        errand.addCallback(self._answer).addErrback(_gone).addBoth(self._rest)

    def _take(self, record: Line | End) -> None:
        if not self._more:
            raise Refusal("invalid", "no order that takes lines has come before this one")
        if isinstance(record, End):
            self._more = False
        elif self.work is not None:
            self._lines.append(record.text)
        self._wake()

    def _wake(self) -> None:
        turn, self._turn = self._turn, None
        if turn is not None:
            turn.callback(None)

    def _answer(self, final: Done | Failed) -> None:
        self._lines.clear()
        if not self._closed:
            self.transport.write(encode(final))

    def _rest(self, result: object) -> None:
        if isinstance(result, Failure):
            self._log.failure("an operator could not be answered", result)
        work, self.work = self.work, None
        if self._closed:
            self._release()
        if work is not None:
            work.callback(None)

    def _release(self) -> None:
        calls, self._at_end = self._at_end, []
        for call in calls:
            call()

    def _give_up(self, final: Failed) -> None:
        self._closed = True
        self.transport.write(encode(final))
        self.transport.unregisterProducer()
        self.transport.loseConnection()


def _gone(failure: Failure) -> None:
    failure.trap(Gone)


class ControlFactory(Factory):
    """
    Takes the orders of at most `most` operators at once.  Files on their way to them are made in `directory`.
    """

    protocol: Any = ControlProtocol
    noisy = False

    def __init__(self, operations: Operations, directory: Path, *, most: int = 16) -> None:
        self.operations = operations
        self.directory = directory
        self._most = most
        self._live: dict[ControlProtocol, None] = {}

    def enter(self, protocol: ControlProtocol) -> bool:
        """
        Whether there is room for one more.
        """
        if len(self._live) >= self._most:
            return False
        self._live[protocol] = None
        return True

    def leave(self, protocol: ControlProtocol) -> None:
        """
        There is room for another one.
        """
        self._live.pop(protocol, None)

    async def drop(self) -> None:
        """
        Cut everybody off; returns when nothing is at work for them any more.
        """
        live = list(self._live)
        for protocol in live:
            protocol.transport.abortConnection()
        await DeferredList([protocol.work for protocol in live if protocol.work is not None])


SOCKET = "control.sock"
PATH_MAX = 107
"""What a kernel takes as the path of a Unix socket, in bytes."""


class ControlDoor:
    """
    The socket, while the data directory is ours alone (`chatd.storage.data_directory.lock`).
    """

    _log = Logger()

    def __init__(self, reactor: Any, factory: ControlFactory) -> None:
        self._reactor = reactor
        self._factory = factory
        self._path = factory.directory / SOCKET
        self._held = ExitStack()
        self._port: Any = None

    def open(self) -> None:
        """
        Let operators in.  If that cannot be, people are served all the same.
        """
        try:
            # Whoever made these is dead: the directory is ours.
            for left in (self._path, *self._factory.directory.glob(f"{HANDOVER}*")):
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

    async def close(self) -> None:
        """
        Let nobody in any more, and wait until nothing is at work for those who are.
        """
        port, self._port = self._port, None
        if port is not None:
            await port.stopListening()
        self._held.close()
        await self._factory.drop()


@contextmanager
def reachable(path: Path) -> Iterator[str]:
    """
    The path of a Unix socket as the kernel takes it, however long it is.
    """
    if len(os.fsencode(path)) <= PATH_MAX:
        yield str(path)
        return
    # Through the open directory, where the system has such names for it.
    handle = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{handle}/{path.name}"
    finally:
        os.close(handle)
