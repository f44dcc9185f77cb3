"""
What the two kinds of streams of server-sent events have in common as connections: heartbeats, deadlines and the end.
"""

import socket
from typing import Any

from twisted.internet.protocol import Protocol, connectionDone
from twisted.python.failure import Failure

from chatd.chat.commands.dispatch import CommandDispatcher
from chatd.chat.session import Session
from chatd.errors import Close
from chatd.websocket.autobahn import CLOSE_SECONDS
from chatd.websocket.event_entries import COMMENT
from chatd.websocket.outbox import Outbox
from chatd.websocket.server import ChatFactory
from chatd.websocket.session_log import Traffic, close_name, log_session_end, traffic_of

UNHEARD_MAX = 65536
"""The bytes after the request that are ignored; with more the connection is cut off."""


class EntryStream(Protocol):
    """
    A connection that the front has handed over, on which only the server speaks.  `address` is the client's, None if
    unknown; `commands` executes commands for its session, which `begin` of each kind opens.
    """

    transport: Any
    commands: CommandDispatcher
    session: Session | None = None
    due = 0.0
    """The next time at which `check_liveness` has something to do."""
    _begun = False
    _ended = False
    _ended_by = "closed by the client"
    _closing_at: float | None = None
    _traffic: Traffic | None = None
    _unheard = 0
    _beat = 0.0

    def __init__(self, chat: ChatFactory, address: str | None) -> None:
        self.chat = chat
        self.address = address

    def connectionMade(self) -> None:
        """
        Creates the outbox.
        """
        self._outbox = Outbox(self.transport, self.chat.readers, self)
        _end_if_unheard(self.transport, self.chat.dead_seconds)

    def start_heartbeats(self) -> None:
        """
        The stream begins: its session is logged when it ends.
        """
        self._begun = True
        self._beat = self.chat.clock.seconds() + self.chat.ping_seconds
        self.sweep_soon()

    def close_connection(self, code: int, reason: str, retry_after: int | None = None) -> None:
        """
        As `chatd.interfaces.delivery.Connection.close_connection`.
        """
        raise NotImplementedError

    def close_after(self, code: int) -> None:
        """
        Close the stream after what has been written, for the reason `code`.
        """
        self._outbox.flush()
        self.chat.counters.closed[code] += 1
        self._ended_by = close_name(code)
        self.transport_closing()
        self.end()
        self.transport.loseConnection()

    def end(self) -> None:
        """
        End the session, and write nothing more.
        """
        self._ended = True
        self._closing_at = self.chat.clock.seconds()
        self._outbox.shut()
        # With a producer the transport would not close.
        self.transport.unregisterProducer()
        self.commands.end_session()
        self.sweep_soon()

    def sweep_soon(self) -> None:
        self.due = 0.0

    # Called by the factory

    def check_liveness(self, now: float) -> None:
        """
        Sends heartbeats and enforces deadlines; `due` becomes the time of the next one.
        """
        if self._closing_at is not None:
            if now - self._closing_at >= CLOSE_SECONDS:
                self.transport.abortConnection()
            return
        if self._begun and now >= self._beat:
            self._beat = now + self.chat.ping_seconds
            if not self._outbox.behind:
                self._outbox.put(COMMENT)
        later = self.commands.check_deadlines(now)
        if self._closing_at is None:
            self.due = min(later, self._beat) if self._begun else later

    # Called by the outbox

    def overflow(self) -> None:
        self.chat.counters.count_slow_reader()
        self._ended_by = close_name(Close.SLOW_READER)
        self.transport.abortConnection()

    def transport_closing(self) -> None:
        self._traffic = traffic_of(self.transport)

    def hold_commands(self, *, hold: bool) -> None:
        self.commands.pause_commands(paused=hold)

    # Called by the transport

    def dataReceived(self, data: bytes) -> None:
        """
        Ignores what comes after the request; much of it cuts the stream off.
        """
        self._unheard += len(data)
        if self._unheard > UNHEARD_MAX:
            self.transport.abortConnection()

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        """
        Ends the session of a closed connection.
        """
        self._ended = True
        self._outbox.shut()
        self.chat.ends.schedule(self._end_session)

    def _end_session(self) -> None:
        if self._begun:
            log_session_end(self.commands.session, self._traffic, self._ended_by, self.chat.clock.seconds())
        self.commands.peer_closed()
        self.chat.connection_closed(self)


def _end_if_unheard(transport: Any, seconds: float) -> None:
    # The kernel ends a connection that does not acknowledge what it is sent for so long: no answer is expected.
    handle = getattr(getattr(transport, "transport", transport), "socket", None)
    if (
        handle is not None
        and handle.family in {socket.AF_INET, socket.AF_INET6}
        and hasattr(socket, "TCP_USER_TIMEOUT")
    ):
        handle.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, int(seconds * 1000))
