"""
A connection of ``chatd.v1`` for clients whose WebSockets do not get through: frames come as server-sent events, and
commands go by requests of their own.

Everything else is as on a WebSocket: the session, its commands, permissions and limits.
"""

import secrets
from collections.abc import Sequence
from typing import Any, Protocol

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from twisted.internet.protocol import Protocol as TwistedProtocol
from twisted.internet.protocol import connectionDone
from twisted.python.failure import Failure

from chatd.chat.commands.dispatch import CommandDispatcher
from chatd.chat.session import Session
from chatd.errors import Close, Refusal
from chatd.http.event_stream import UNHEARD_MAX, end_if_unheard
from chatd.protocol.replies import Answer, AnyAnswer, Bye, Error
from chatd.websocket.autobahn import CLOSE_SECONDS
from chatd.websocket.dialects import V1
from chatd.websocket.entry_sink import EntrySink
from chatd.websocket.event_entries import COMMENT
from chatd.websocket.outbox import Outbox
from chatd.websocket.server import ChatFactory
from chatd.websocket.session_log import Traffic, close_name, log_session_end, traffic_of

_WRAPPING = 256
"""Bytes of a request's body around a command."""


class Opened(Struct, frozen=True):
    """
    The data of the first entry, ``open``: the secret `connection` that commands are sent with.
    """

    connection: str


class StreamConnections:
    """
    The open connections without a WebSocket, by their secrets.
    """

    def __init__(self) -> None:
        self._open: dict[str, StreamConnection] = {}

    def add_connection(self, connection: "StreamConnection") -> str:
        """
        Adds a connection; returns its secret.
        """
        secret = secrets.token_urlsafe(24)
        self._open[secret] = connection
        return secret

    def forget_connection(self, secret: str) -> None:
        """
        Removes a connection that has ended.
        """
        self._open.pop(secret, None)

    def find_connection(self, secret: str) -> "StreamConnection":
        """
        Returns the connection with this secret; raises Refusal `bad_token` if it has ended.
        """
        found = self._open.get(secret)
        if found is None:
            raise Refusal("bad_token", "no connection has this id; it may have ended")
        return found


class ConnectionHost(Protocol):
    """
    What all connections without a WebSocket share.
    """

    chat: ChatFactory
    connections: StreamConnections

    def open_chat_session(self, connection: "StreamConnection") -> CommandDispatcher:
        """
        Creates the session of a connection.
        """

    def head(self, connection: "StreamConnection") -> bytes:
        """
        Returns the head of the answer that begins the stream.
        """


class StreamConnection(TwistedProtocol):
    """
    The stream of one connection, and its session.  `fields` are header fields of its answer, for pages of other
    origins.  Its user is in the list of people if `present`.
    """

    transport: Any
    sink: EntrySink
    commands: CommandDispatcher
    session: Session | None = None
    due = 0.0
    """The next time at which `check_liveness` has something to do."""
    refusals = 0
    """How many commands have been refused."""
    _closing_at: float | None = None
    _ended = False
    _ended_by = "closed by the client"
    _traffic: Traffic | None = None
    _paused = False
    _unheard = 0
    _beat = 0.0
    _secret = ""

    def __init__(
        self, host: ConnectionHost, address: str | None, fields: Sequence[tuple[str, str]], *, present: bool = True
    ) -> None:
        self.host = host
        self.address = address
        self.fields = fields
        self._present = present
        self._dialect = V1()

    def connectionMade(self) -> None:
        """
        Creates the outbox of a connection that the front has handed over.
        """
        chat = self.host.chat
        self._outbox = Outbox(self.transport, chat.readers, self)
        self.sink = EntrySink(self._outbox)
        end_if_unheard(self.transport, chat.dead_seconds)

    def begin(self, credentials: object | None, *, late: bool) -> None:
        """
        Opens the stream and the session, which logs in with `credentials` if there are any.  `late`: the connection
        has served HTTP requests before.
        """
        chat = self.host.chat
        if late:
            self._outbox.wait_for_earlier()
        self._secret = self.host.connections.add_connection(self)
        opened = msgspec.json.encode(Opened(self._secret))
        self._outbox.answer(b"%bevent: open\ndata: %b\n\n" % (self.host.head(self), opened))
        self._beat = chat.clock.seconds() + chat.ping_seconds
        self.commands = commands = self.host.open_chat_session(self)
        self.session = commands.session
        self.session.present = self._present
        self.sweep_soon()
        if credentials is None:
            self._welcome()
        else:
            commands.authenticate(credentials, self._welcome, _ignore)

    def _welcome(self) -> None:
        assert self.session is not None
        chat = self.host.chat
        welcome = chat.welcome(self.session)
        # A command has to fit into the body of a request, too.
        most = min(chat.limits.message, chat.limits.body - _WRAPPING)
        self.send_answer(replace(welcome, limits={**welcome.limits, "message": most}))

    def receive_payloads(self, payloads: Sequence[bytes]) -> None:
        """
        Executes the commands of one request, each one JSON object; raises Refusal `rate_limited` while too many wait
        for their answers: then none is executed.
        """
        if self._paused:
            raise Refusal("rate_limited", "too many commands wait for their answers", retry_after=1000)
        chat = self.host.chat
        for payload in payloads:
            if self._ended:
                return
            if len(payload) > chat.limits.message:
                self.commands.session.refuse(Refusal("too_large", f"a command has at most {chat.limits.message} bytes"))
            else:
                self._dialect.receive_text(self.commands, payload)

    # Called by the use cases

    def send_answer(self, answer: AnyAnswer) -> None:
        if self._ended:
            return
        self.refusals += isinstance(answer, Error)
        if isinstance(answer, Answer):
            self.sink.put_answer(answer)
        else:
            self.sink.put_note(answer)

    def close_connection(self, code: int, reason: str, retry_after: int | None = None) -> None:
        if self._ended:
            return
        self.sink.put_note(Bye(code, reason, retry_after))
        self._outbox.flush()
        self.host.chat.counters.closed[code] += 1
        self._ended_by = close_name(code)
        self.transport_closing()
        self._ended = True
        self._closing_at = self.host.chat.clock.seconds()
        self.host.connections.forget_connection(self._secret)
        self._outbox.shut()
        # With a producer the transport would not close.
        self.transport.unregisterProducer()
        self.commands.end_session()
        self.sweep_soon()
        self.transport.loseConnection()

    def pause(self) -> None:
        """
        Refuses further requests with commands for now.
        """
        self._paused = True

    def resume(self) -> None:
        self._paused = False

    def sweep_soon(self) -> None:
        self.due = 0.0

    # Called by the factory

    def check_liveness(self, now: float) -> None:
        """
        Sends heartbeats and enforces deadlines; `due` becomes the time of the next one.
        """
        chat = self.host.chat
        if self._closing_at is not None:
            if now - self._closing_at >= CLOSE_SECONDS:
                self.transport.abortConnection()
            return
        if now >= self._beat:
            self._beat = now + chat.ping_seconds
            if not self._outbox.behind:
                self._outbox.put(COMMENT)
        later = self.commands.check_deadlines(now)
        if self._closing_at is None:
            self.due = min(later, self._beat)

    # Called by the outbox

    def overflow(self) -> None:
        self.host.chat.counters.count_slow_reader()
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
        self.host.connections.forget_connection(self._secret)
        self._outbox.shut()
        self.host.chat.ends.schedule(self._end_session)

    def _end_session(self) -> None:
        if self.session is not None:
            log_session_end(self.session, self._traffic, self._ended_by, self.host.chat.clock.seconds())
            self.commands.peer_closed()
        self.host.chat.connection_closed(self)


def _ignore(refusal: Refusal | None) -> None:
    # As on a WebSocket, the client speaks next, also if its credentials were refused.
    return
