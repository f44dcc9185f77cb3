"""
Connects Autobahn's protocol to sessions.

Autobahn's hooks must be plain functions, since it drops coroutines.  No hook raises: the exception would reach the
client or close another connection.
"""

import math
from collections.abc import Callable
from functools import partial
from typing import Any

from autobahn.websocket.types import ConnectionDeny, ConnectionRequest
from twisted.logger import Logger

from chatd.auth.gate import Cookie
from chatd.chat.commands.dispatch import CommandDispatcher
from chatd.chat.session import Session
from chatd.clock import Clock, FairTurns
from chatd.domain.addresses import address_group_of
from chatd.domain.counters import Counters
from chatd.domain.limits import Limits
from chatd.errors import Close, Refusal
from chatd.protocol.codec import PROTOCOL, find_ref
from chatd.protocol.replies import Answer, AnyAnswer, Bye, Welcome
from chatd.refusal_log import RefusalLog
from chatd.websocket import session_log
from chatd.websocket.address_turns import AddressTurns
from chatd.websocket.autobahn import MESSAGE_TOO_BIG, UNSUPPORTED_DATA, BoundedFactory, BoundedProtocol
from chatd.websocket.dialects import V1, Dialect
from chatd.websocket.frames import PING, frame
from chatd.websocket.live_connection import LiveConnection
from chatd.websocket.outbox import Outbox, SlowReaders
from chatd.websocket.write_batcher import WriteBatcher

PIECE = 512
"""Bytes that are read at once by turns: they have fewer frames than Autobahn takes in one turn."""


class ChatProtocol(BoundedProtocol):
    """
    One WebSocket: connects Autobahn's protocol, the outbox and the session.
    """

    factory: "ChatFactory"
    _log = Logger()

    address: str | None = None
    session: Session | None = None
    commands: CommandDispatcher | None = None
    credentials: object | None = None
    """The credentials of the handshake, until the session begins."""
    present = True
    """Whether its user is in the list of people."""
    dialect: Dialect = V1()
    sink: Outbox
    """Writes all frames of this connection."""
    due = 0.0
    """The next time at which `check_liveness` has something to do."""
    _heard = 0.0
    _pinged = False
    _ended_by = ""
    """Why the server ends the connection; empty if the client does."""
    _traffic: session_log.Traffic | None = None
    _unread = b""
    """Bytes that wait for their turn."""
    _waits = False
    _reads = False
    """Whether the connection waits for its turn, and whether it is its turn."""

    # Called by Autobahn

    def onConnect(self, request: ConnectionRequest) -> str | None:
        """
        Chooses the dialect of a valid handshake by its subprotocols.
        """
        offered = request.protocols
        if PROTOCOL in offered:
            return PROTOCOL
        if offered:
            raise ConnectionDeny(400, f"no known subprotocol; this server speaks {PROTOCOL}")
        if self.factory.plain is None:
            raise ConnectionDeny(400, f"offer the subprotocol {PROTOCOL}")
        # Only for paths that accept plain text: see `chatd.http.front`.
        self.dialect = self.factory.plain
        return None

    def connectionMade(self) -> None:
        """
        Creates the outbox of a connection that the front has handed over.
        """
        self.sink = Outbox(self.transport, self.factory.readers, self)
        super().connectionMade()

    def open_common(self, answer: bytes, rest: bytes) -> None:
        """
        Opens a WebSocket with `answer`; the front has accepted the handshake, and `rest` are the bytes after it.
        """
        self.open_with_answer(answer)
        if rest:
            self.dataReceived(rest)

    def sendData(self, data: bytes, sync: bool = False, chopsize: int | None = None) -> None:  # noqa: N802
        """
        Sends Autobahn's frames through the outbox, in order with our own.
        """
        if self.state == self.STATE_OPEN:
            self.sink.put(data)
        else:
            self.sink.push(data)
            self.sink.flush()

    def onOpen(self) -> None:
        """
        Opens the session, and logs in with the credentials of the handshake.
        """
        factory = self.factory
        self._heard = factory.clock.seconds()
        if self.dialect.plain:
            self.sink.form = "text"
        elif self.accepts_deflated:
            self.sink.form = "deflate"
        self.commands = commands = factory.open_session(self)
        self.session = commands.session
        if not self.present:
            self.session.present = False
        if self.credentials is None:
            self._welcome()
            self.dialect.start_session(commands)
        else:
            credentials, self.credentials = self.credentials, None
            commands.authenticate(credentials, self._welcome, partial(self._start, commands, credentials))

    def _welcome(self) -> None:
        assert self.session is not None
        self.send_answer(self.factory.welcome(self.session))

    def _start(self, commands: CommandDispatcher, credentials: object, refusal: Refusal | None) -> None:
        if isinstance(credentials, Cookie) and refusal is not None and refusal.code in {"bad_token", "expired"}:
            # Browsers always send cookies: an expired one counts as none.
            refusal = None
        self.dialect.start_session(commands, refusal)

    def dataReceived(self, data: bytes) -> None:
        """
        Notes that the peer is alive, and reads.
        """
        self._heard = self.factory.clock.seconds()
        self._pinged = False
        self.factory.counters.bytes_received += len(data)
        session = self.session
        if session is None or session.user is None or session.load.heavy or self._unread:
            self._receive_by_turns(data)
        else:
            super().dataReceived(data)

    # Called by `AddressTurns`, before a login and for addresses that send much

    @property
    def turn_group(self) -> str | None:
        return address_group_of(self.address)

    @property
    def waiting_bytes(self) -> int:
        return len(self._unread)

    def run_turn(self) -> None:
        self._waits, self._reads = False, True
        turns = self._turns
        try:
            while self._unread and not self._stopped:
                # What is left after a login belongs to somebody.
                size = PIECE if self._takes_turns else len(self._unread)
                piece, self._unread = self._unread[:size], self._unread[size:]
                if self.state != self.STATE_CLOSED:
                    super().dataReceived(piece)
                if self._unread and self._takes_turns and not turns.may_continue():
                    self._read_in_turn()
                    return
        finally:
            self._reads = False
        if not self._stopped:
            super().resume()

    def refuse_turn(self) -> None:
        self._waits, self._unread = False, b""
        if self.state == self.STATE_OPEN:
            self.close_connection(Close.FLOOD, "too much waits to be read", 10_000)
        else:
            self.transport.abortConnection()

    @property
    def _takes_turns(self) -> bool:
        return self.session is None or self.session.user is None or self.session.load.heavy

    @property
    def _turns(self) -> AddressTurns:
        nobody = self.session is None or self.session.user is None
        return self.factory.turns if nobody else self.factory.heavy_turns

    def _receive_by_turns(self, data: bytes) -> None:
        waits, self._unread = bool(self._unread), self._unread + data
        if not waits:
            self._read_in_turn()

    def _read_in_turn(self) -> None:
        if not self._turns.schedule(self) and self._unread:
            # Stop reading until then, so that further bytes wait in the kernel.
            self._waits = True
            self.transport.pauseProducing()
            session = self.session
            if session is not None and session.load.heavy and self.factory.heavy_turns.is_busy(self.turn_group):
                session.load.held_up = True

    def onMessage(self, payload: bytes, isBinary: bool) -> None:
        """
        Passes a complete message to the dialect.
        """
        commands = self.commands
        if commands is None or self.state != self.STATE_OPEN:
            return
        try:
            if len(payload) > self.factory.limits.message:
                self.sendCloseFrame(MESSAGE_TOO_BIG, b"message too big")
            elif not isBinary:
                self.dialect.receive_text(commands, payload)
            elif self.dialect.plain:
                self.sendCloseFrame(UNSUPPORTED_DATA, b"text only")
            else:
                commands.session.refuse(Refusal("bad_frame", "a binary frame; send text frames"), find_ref(payload))
        except Exception:
            self._log.failure("a frame could not be handled")

    def sendCloseFrame(  # noqa: N802
        self,
        code: int | None = None,
        reasonUtf8: bytes | None = None,
        isReply: bool = False,
    ) -> None:
        """
        Sends the close frame after all waiting bytes; nothing is sent after it.
        """
        if not isReply:
            self._log_closed(code)
            self._ended_by = session_log.close_name(code)
        super().sendCloseFrame(code, reasonUtf8, isReply)
        self.sink.flush()
        self.sink.shut()
        self.sweep_soon()

    def onPing(self, payload: bytes) -> None:
        """
        Answers a ping, unless the peer is slow to read; too many pings close the connection.
        """
        if self.session is None:
            return
        if not self.session.take_ping():
            self.close_connection(Close.FLOOD, "too many pings", 10_000)
        elif not self.sink.behind:
            self.sendPong(payload)

    def onClose(self, wasClean: bool, code: int | None, reason: str | None) -> None:
        """
        Ends the session of a closed connection.
        """
        if self._unread:
            self.factory.turns.forget(self)
            self.factory.heavy_turns.forget(self)
            self._unread = b""
        self.sink.shut()
        self._ended_by = self._ended_by or session_log.client_reason(code if wasClean else None)
        self.factory.ends.schedule(self._end_session)

    def _end_session(self) -> None:
        if self.session is not None:
            session_log.log_session_end(self.session, self._traffic, self._ended_by, self.factory.clock.seconds())
        if self.commands is not None:
            self.commands.peer_closed()
        self.factory.connection_closed(self)

    def unregisterProducer(self) -> None:
        """
        Called before the connection is dropped.
        """
        self.transport_closing()
        super().unregisterProducer()

    # Called by the use cases

    def send_answer(self, answer: AnyAnswer) -> None:
        if self.state == self.STATE_OPEN:
            words = self.dialect.encode_reply(answer)
            if words is None:
                return
            data = frame(words)
            self.factory.counters.bytes_sent += len(data)
            if isinstance(answer, Answer):
                self.sink.answer(data)
            else:
                self.sink.put(data)

    def close_connection(self, code: int, reason: str, retry_after: int | None = None) -> None:
        if self.state != self.STATE_OPEN:
            return
        self.send_answer(Bye(code, reason, retry_after))
        self.sendClose(int(code), reason)
        if self.commands is not None:
            self.commands.end_session()
        # A paused peer must be able to answer our close.
        self.resume()

    def resume(self) -> None:
        """
        Reads on: if something waits for its turn, when that comes.
        """
        if not self._unread:
            super().resume()
            return
        self._stopped = False
        if not self._reads and not self._waits:
            self._read_in_turn()

    def sweep_soon(self) -> None:
        self.due = 0.0

    # Called by the factory

    def check_liveness(self, now: float) -> None:
        """
        Enforces the deadlines of ping, login and close; `due` becomes the time of the next one.
        """
        factory, commands, heard = self.factory, self.commands, self._heard
        if self.sink.behind:
            # A peer that takes our bytes is alive, also while we do not read because too many answers wait.
            heard = max(heard, self.sink.behind_since)
        if self.is_close_overdue(now):
            self._abort_in_turn()
        elif commands is None or self.closing_at is not None:
            return
        elif now - heard >= factory.dead_seconds:
            factory.counters.lost_peers += 1
            self._ended_by = "no answer to pings"
            self._abort_in_turn()
        else:
            quiet = heard + factory.ping_seconds
            if now >= quiet:
                if not self._pinged and not self.sink.behind:
                    self._pinged = True
                    self.sink.put(PING)
                quiet = now + factory.ping_seconds if self._pinged else now
            later = commands.check_deadlines(now, unread=self._waits)
            if self.closing_at is None:
                self.due = min(quiet, heard + factory.dead_seconds, later)

    # Called by the outbox

    def overflow(self) -> None:
        # Abort: a close frame would wait behind the backlog.  The client gets missed messages from the log of the room.
        self.factory.counters.count_slow_reader()
        self._log_closed(Close.SLOW_READER)
        self._ended_by = session_log.close_name(Close.SLOW_READER)
        self.sink.shut()
        self._abort_in_turn()

    def _abort_in_turn(self) -> None:
        # Those who have connected together are often closed together.
        self.due = math.inf
        self.factory.closings.schedule(self.transport.abortConnection)

    def hold_commands(self, *, hold: bool) -> None:
        if self.commands is not None:
            self.commands.pause_commands(paused=hold)

    def transport_closing(self) -> None:
        self._traffic = session_log.traffic_of(self.transport)

    def _log_closed(self, code: int | None) -> None:
        session_log.record_close(self.factory.refusals, code, self.address)


SLICE = 200
"""The number of connections checked in one turn of the reactor."""

ENDS = 20
"""The number of sessions that end in one turn: log lines and departures of others that are lost at once wait."""

CLOSINGS = 10
"""The number of connections that are closed in one turn because a deadline has passed: 3 ms of work."""


class ChatFactory(BoundedFactory):
    """
    Owns all connections of this node that have a session.

    `plain` is the dialect of clients without a subprotocol; None: they are refused.  What comes before a login is read
    by `turns`, what comes from addresses that send much by `heavy_turns`.
    """

    protocol: Any = ChatProtocol

    def __init__(
        self,
        *,
        clock: Clock,
        limits: Limits,
        counters: Counters,
        refusal: Callable[..., bytes],
        make_session: Callable[[ChatProtocol], CommandDispatcher],
        welcome: Callable[[Session], Welcome],
        plain: Dialect | None,
        ping_seconds: float,
        dead_seconds: float,
        batcher: WriteBatcher,
        deflate: bool = False,
        refusals: RefusalLog | None = None,
        turns: AddressTurns | None = None,
        heavy_turns: AddressTurns | None = None,
    ) -> None:
        super().__init__(clock=clock, limits=limits, counters=counters, refusal=refusal, deflate=deflate)
        self.live: dict[LiveConnection, None] = {}
        self.readers = SlowReaders(limits, counters, clock, batcher)
        self.welcome = welcome
        self.plain = plain
        self.refusals = refusals or RefusalLog(clock)
        self.turns = turns or AddressTurns(clock)
        self.heavy_turns = heavy_turns or AddressTurns(clock)
        self.ping_seconds = ping_seconds
        self.dead_seconds = dead_seconds
        self.released: Callable[[Any], object] = lambda protocol: None
        self._make_session = make_session
        self.ends = FairTurns(clock, ENDS)
        self._turns = FairTurns(clock, SLICE)
        self.closings = FairTurns(clock, CLOSINGS)
        self._checked_soon: set[LiveConnection] = set()

    def take_over(
        self,
        transport: Any,
        address: str | None,
        credentials: object | None = None,
        *,
        late: bool = False,
        present: bool = True,
    ) -> ChatProtocol:
        """
        Creates the protocol of a connection that the front hands over.

        `address` is the client's, None if unknown; `credentials` are those of the handshake; `late` means that the
        connection has served HTTP requests before.  Its user is in the list of people if `present`.
        """
        protocol: ChatProtocol = self.protocol()
        protocol.factory = self
        protocol.address = address
        if credentials is not None:
            protocol.credentials = credentials
        if not present:
            protocol.present = False
        self.live[protocol] = None
        protocol.makeConnection(transport)
        if late:
            protocol.sink.wait_for_earlier()
        return protocol

    def open_session(self, protocol: ChatProtocol) -> CommandDispatcher:
        """
        Creates the session of a WebSocket that has opened.
        """
        self.counters.websockets += 1
        return self._make_session(protocol)

    def connection_closed(self, protocol: LiveConnection) -> None:
        """
        Removes a closed connection.
        """
        self.live.pop(protocol, None)
        self.released(protocol)

    def check_connections(self) -> None:
        """
        Checks all connections that are due.  Called once per second.
        """
        now = self.clock.seconds()
        self.readers.close_overdue(now)
        for protocol in [one for one in self.live if one.due <= now and one not in self._checked_soon]:
            self._checked_soon.add(protocol)
            # Of those that are not logged in most are to be closed.
            session = protocol.session
            turns = self.closings if session is None or session.user is None else self._turns
            turns.schedule(partial(self._check_connection, protocol))

    def _check_connection(self, protocol: LiveConnection) -> None:
        # In batches: connections that were opened together are due together.  Some may be closed before their batch.
        self._checked_soon.discard(protocol)
        now = self.clock.seconds()
        if protocol in self.live and protocol.due <= now:
            protocol.check_liveness(now)
