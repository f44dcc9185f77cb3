"""
Outboxes on Twisted's own transport, with real sockets whose peer reads when the test says so.
"""

import socket
from typing import Any

from twisted.internet.protocol import Protocol
from twisted.internet.task import Clock
from twisted.internet.tcp import Server

from chatd.interfaces.delivery import Form
from chatd.websocket.outbox import Outbox, SlowReaders


class StandingReactor(Clock):
    """
    A reactor that only records which transports want to read and write.
    """

    def __init__(self) -> None:
        super().__init__()
        self.writers: list[object] = []

    def addReader(self, reader: object) -> None:  # noqa: N802
        """
        See `IReactorFDSet`.
        """

    removeReader = addReader

    def addWriter(self, writer: object) -> None:  # noqa: N802
        self.writers.append(writer)

    def removeWriter(self, writer: object) -> None:  # noqa: N802
        if writer in self.writers:
            self.writers.remove(writer)


def read_all(end: socket.socket) -> bytes:
    """
    The data that can be read now from a non-blocking socket.
    """
    data = b""
    while True:
        try:
            more = end.recv(65536)
        except BlockingIOError:
            return data
        if not more:
            return data
        data += more


def drain(reactor: StandingReactor, transport: Any, end: socket.socket) -> bytes:
    """
    Let the peer at `end` read and the transport write until nothing is left.
    """
    data = read_all(end)
    while transport in reactor.writers:
        transport.doWrite()
        data += read_all(end)
    return data


class Recipient:
    """
    Counts how often the reader was given up on, and records when commands were held and released.
    """

    def __init__(self) -> None:
        self.given_up = 0
        self.holds: list[bool] = []

    def overflow(self) -> None:
        self.given_up += 1

    def transport_closing(self) -> None:
        self.closing = True

    def hold_commands(self, *, hold: bool) -> None:
        self.holds.append(hold)


class Reader(Recipient):
    """
    An outbox and the peer of its socket; with `little` the kernel takes little data for it.
    """

    def __init__(
        self, reactor: StandingReactor, readers: SlowReaders, *, form: Form = "json", little: bool = False
    ) -> None:
        super().__init__()
        self.ours, self.theirs = socket.socketpair()
        for end in (self.ours, self.theirs):
            end.setblocking(False)
        if little:
            self.ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
        make: Any = Server
        self.transport = make(self.ours, Protocol(), ("192.0.2.1", 4000), None, 1, reactor)
        self.outbox = Outbox(self.transport, readers, self)
        self.outbox.form = form
        self._reactor = reactor

    def read(self) -> bytes:
        """
        The data that the peer can read.
        """
        return read_all(self.theirs)

    def drain(self) -> bytes:
        """
        Let the peer read and the transport write until nothing is left.
        """
        return drain(self._reactor, self.transport, self.theirs)

    def close(self) -> None:
        """
        Close both ends.
        """
        self.transport.stopWriting()
        self.ours.close()
        self.theirs.close()
