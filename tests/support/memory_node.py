"""
A complete node with a clock that tests advance, and connections to it in memory.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import msgspec
from msgspec.structs import replace
from twisted.internet.address import IPv4Address, IPv6Address, UNIXAddress
from twisted.internet.defer import Deferred
from twisted.internet.error import ConnectionDone, ConnectionLost
from twisted.internet.task import Clock
from twisted.internet.testing import StringTransport
from twisted.python.failure import Failure

from chatd.domain.accounts import Account, NameKeys
from chatd.domain.counters import Histogram
from chatd.domain.limits import Limits
from chatd.http.static import load
from chatd.server import node
from chatd.server.node import Node
from chatd.server.settings import MEMORY, Server, Settings, StoreSettings
from tests.support.wsclient import TEXT, Frame, handshake, mask, split

# To read and compress the page takes longer than most tests: once is enough for a process.
vars(node)["load"] = cache(load)


class TurningClock(Clock):
    """
    A clock on which calls that are scheduled during an advance run with the next advance, as in turns of a reactor.
    """

    def advance(self, amount: float) -> None:
        self.rightNow += amount
        for call in [call for call in self.calls if call.getTime() <= self.seconds()]:
            if call.active():
                self.calls.remove(call)
                call.called = 1
                call.func(*call.args, **call.kw)


class Wire(StringTransport):
    """
    One connection: gives data from the peer to the protocol that the connection has now.

    It closes at the end of the listener's turn, as a real connection does. With `stalls` the peer reads nothing any
    more.
    """

    protocol: Any = None
    producer: Any = None
    gone = False
    aborted = False
    stalls = False

    def __init__(self, peer: Any, clock: Any = None) -> None:
        # With a clock, what the next turn of the reactor is for follows at once.
        super().__init__(peerAddress=peer)
        self.no_delay = False
        self._clock = clock

    def setTcpNoDelay(self, enabled: bool) -> None:  # noqa: N802
        self.no_delay = enabled

    def write(self, data: bytes) -> None:
        """
        Keep data for the peer; a stalled peer pauses the producer at once.
        """
        if not self.gone:
            super().write(data)
            if self.stalls and self.producer is not None:
                self.producer.pauseProducing()

    def abortConnection(self) -> None:  # noqa: N802
        self.aborted = True

    def receive(self, data: bytes) -> None:
        """
        Data from the peer; ignored on a connection that is being closed.
        """
        if not (self.gone or self.aborted or self.disconnecting):
            self.protocol.dataReceived(data)
            if self._clock is not None:
                self._clock.advance(0)

    def hang_up(self) -> None:
        """
        The peer closes the connection.
        """
        if not self.gone:
            self.gone = True
            self.protocol.connectionLost(Failure(ConnectionLost() if self.aborted else ConnectionDone()))

    def settle(self) -> None:
        """
        Close the connection if that was asked for and nothing delays it.
        """
        if self.aborted or (self.disconnecting and not self.stalls):
            self.hang_up()

    def take(self) -> bytes:
        """
        The data sent to the peer since the last call.
        """
        data: bytes = self.value()
        self.clear()
        return data


class Browser:
    """
    The peer of a wire after a WebSocket handshake.
    """

    def __init__(self, listener: "Listener", wire: Wire) -> None:
        self.wire = wire
        self._listener = listener
        self._data = b""

    def send(self, opcode: int, payload: bytes = b"", **options: Any) -> None:
        """
        Send one frame, see `tests.support.wsclient.mask`.
        """
        self.wire.receive(mask(opcode, payload, **options))
        self._listener.turn()

    def tell(self, **command: Any) -> None:
        """
        Send a command of ``chatd.v1``.
        """
        self.send(TEXT, msgspec.json.encode(command))

    def frames(self) -> list[Frame]:
        """
        The frames since the last call.
        """
        frames, self._data = split(self._data + self.wire.take())
        return frames

    def texts(self) -> list[str]:
        """
        The payloads of text frames since the last call.
        """
        return [frame.payload.decode() for frame in self.frames() if frame.opcode == TEXT]

    def hear(self) -> list[Any]:
        """
        The JSON objects since the last call.
        """
        return [msgspec.json.decode(text) for text in self.texts()]


class Listener:
    """
    A node, and the connections to it.
    """

    def __init__(
        self,
        settings: Settings | None = None,
        chance: Callable[[], float] = lambda: 0.5,
        clock: Clock | None = None,
        measure: Callable[[], float] = lambda: 0.0,
        now: Callable[[], int] = lambda: 1_000_000,
        gc_pauses: Sequence[Histogram] = (),
        reactor_delays: Histogram | None = None,
    ) -> None:
        self.clock = clock or Clock()
        self.node = Node(
            replace(settings or Settings(), store=StoreSettings(url=MEMORY)),
            self.clock,
            now,
            chance,
            measure=measure,
            gc_pauses=gc_pauses,
            reactor_delays=reactor_delays,
        )
        self.node.monitoring.opened = True
        self.front = self.node.front
        self.counters = self.node.counters
        self._wires: list[Wire] = []

    def sign_in(self) -> str:
        """
        The field with the cookie of a new account, Cleo.
        """
        likeness = NameKeys("cleo", "cleo")
        made = Account("a.cleo", "Cleo", likeness, "Cleo", likeness, "hash", 0)
        done: list[Any] = []

        async def enter() -> Any:
            await self.node.stores.people.add_account(made, now=0)
            return await self.node.authentication.cookies.start_session(made, "test")

        Deferred.fromCoroutine(enter()).addBoth(done.append)
        self.turns()
        return f"Cookie: chatd_session={done[0].token}"

    def connect(self, host: str | None = "192.0.2.1") -> Wire:
        """
        A new connection from an address, or with None on a Unix socket.
        """
        if host is None:
            peer: Any = UNIXAddress(b"")
        else:
            peer = (IPv6Address if ":" in host else IPv4Address)("TCP", host, 4000)
        wire = Wire(peer)
        wire.protocol = self.front.buildProtocol(peer)
        self._wires.append(wire)
        wire.protocol.makeConnection(wire)
        self.turn()
        return wire

    def request(self, data: bytes, host: str | None = "192.0.2.1") -> bytes:
        """
        The answer to `data` on a new connection.
        """
        wire = self.connect(host)
        wire.receive(data)
        self.turn()
        return wire.take()

    def open(self, *, host: str | None = "192.0.2.1", **options: Any) -> Browser:
        """
        A WebSocket; the answer to its handshake has been read.
        """
        wire = self.connect(host)
        wire.receive(handshake(**options))
        self.turn()
        head, _, rest = wire.take().partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 101 "), head
        wire.write(rest)
        return Browser(self, wire)

    def enter(self, name: str, room: str = "lobby", **options: Any) -> Browser:
        """
        A WebSocket of a user who has logged in and joined a room; all frames so far have been read.
        """
        browser = self.open(**options)
        browser.tell(type="login", guest=name)
        browser.tell(type="join", room=room)
        self.clock.advance(1)
        self.turn()
        browser.frames()
        return browser

    def turn(self) -> None:
        """
        One turn of the reactor.
        """
        self.clock.advance(0)
        for wire in tuple(self._wires):
            wire.settle()
            if wire.gone:
                self._wires.remove(wire)

    def turns(self) -> None:
        """
        Turns of the reactor until no call is due.
        """
        self.turn()
        while any(call.getTime() <= self.clock.seconds() for call in self.clock.calls):
            self.turn()

    def wait(self, seconds: int) -> None:
        """
        Advance the time, with a sweep each second.
        """
        for _ in range(seconds):
            self.clock.advance(1)
            self.node.sweep()
            self.turn()


def with_limits(**limits: Any) -> Settings:
    """
    Settings with these limits.
    """
    return Settings(limits=replace(Limits(), **limits))


def with_server(**server: Any) -> Settings:
    """
    Settings with this section ``[server]``.
    """
    return Settings(server=replace(Server(), **server))
