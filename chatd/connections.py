"""
Every live WebSocket of a node.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from chatd.answers import Welcome
from chatd.bounded import BoundedFactory
from chatd.counters import Counters
from chatd.departures import Departures
from chatd.dialects import Dialect
from chatd.limits import Limits
from chatd.outbox import Readers
from chatd.ports import Clock
from chatd.refusal_log import RefusalLog
from chatd.session import Session
from chatd.turns import Turns
from chatd.websocket import ChatProtocol

SLICE = 200
"""How many connections are looked after in one turn of the reactor."""


class ChatFactory(BoundedFactory):
    """
    Owns every live connection of this node.

    `plain` is the dialect of clients that ask for no subprotocol, None if they are turned away.
    """

    protocol: Any = ChatProtocol

    def __init__(
        self,
        *,
        clock: Clock,
        limits: Limits,
        counters: Counters,
        refusal: Callable[..., bytes],
        make_session: Callable[[ChatProtocol], Session],
        welcome: Callable[[Session], Welcome],
        plain: Dialect | None,
        ping_seconds: float,
        dead_seconds: float,
        departures: Departures,
        deflate: bool = False,
        refusals: RefusalLog | None = None,
    ) -> None:
        super().__init__(clock=clock, limits=limits, counters=counters, refusal=refusal, deflate=deflate)
        self.live: dict[ChatProtocol, None] = {}
        self.readers = Readers(limits, counters, clock, departures)
        self.welcome = welcome
        self.plain = plain
        self.refusals = refusals or RefusalLog(clock)
        self.ping_seconds = ping_seconds
        self.dead_seconds = dead_seconds
        self.released: Callable[[ChatProtocol], object] = lambda protocol: None
        self._make_session = make_session
        self._turns = Turns(clock, SLICE)

    def adopt(
        self, transport: Any, address: str | None, credentials: object | None = None, *, late: bool = False
    ) -> ChatProtocol:
        """
        A connection whose handshake is to be taken over from the front; `address` is who really speaks, None if that
        cannot be known, `credentials` what it shows of who that is.  A `late` one has had other answers before.
        """
        protocol: ChatProtocol = self.protocol()
        protocol.factory = self
        protocol.address = address
        if credentials is not None:
            protocol.credentials = credentials
        self.live[protocol] = None
        protocol.makeConnection(transport)
        if late:
            protocol.sink.follow()
        return protocol

    def open_session(self, protocol: ChatProtocol) -> Session:
        """
        The session of a connection that has opened.
        """
        self.counters.websockets += 1
        return self._make_session(protocol)

    def gone(self, protocol: ChatProtocol) -> None:
        """
        A connection has ended.
        """
        self.live.pop(protocol, None)
        self.released(protocol)

    def sweep(self) -> None:
        """
        Once a second, for all connections for which something is due.
        """
        now = self.clock.seconds()
        self.readers.sweep(now)
        for protocol in [protocol for protocol in self.live if protocol.due <= now]:
            self._turns.do(partial(self._look_after, protocol))

    def _look_after(self, protocol: ChatProtocol) -> None:
        # Thousands who came together are pinged together: others have their turn in between, and some are gone by then.
        now = self.clock.seconds()
        if protocol in self.live and protocol.due <= now:
            protocol.sweep(now)
