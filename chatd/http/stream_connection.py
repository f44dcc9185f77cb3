"""
A connection of ``chatd.v1`` for clients whose WebSockets do not get through: frames come as server-sent events, and
commands go by requests of their own.

Everything else is as on a WebSocket: the session, its commands, permissions and limits.
"""

import secrets
from collections.abc import Sequence
from typing import Protocol

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from twisted.internet.protocol import connectionDone
from twisted.python.failure import Failure

from chatd.chat.commands.dispatch import CommandDispatcher
from chatd.errors import Refusal
from chatd.http.entry_stream import EntryStream
from chatd.protocol.replies import Answer, AnyAnswer, Bye, Error
from chatd.websocket.dialects import V1
from chatd.websocket.entry_sink import EntrySink
from chatd.websocket.server import ChatFactory

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


class StreamConnection(EntryStream):
    """
    The stream of one connection, and its session.  `fields` are header fields of its answer, for pages of other
    origins.  Its user is in the list of people if `present`.
    """

    sink: EntrySink
    refusals = 0
    """How many commands have been refused."""
    _paused = False
    _secret = ""

    def __init__(
        self, host: ConnectionHost, address: str | None, fields: Sequence[tuple[str, str]], *, present: bool = True
    ) -> None:
        super().__init__(host.chat, address)
        self.host = host
        self.fields = fields
        self._present = present
        self._dialect = V1()

    def connectionMade(self) -> None:
        """
        Creates the outbox, and the sink that writes to it.
        """
        super().connectionMade()
        self.sink = EntrySink(self._outbox)

    def begin(self, credentials: object | None, *, late: bool) -> None:
        """
        Opens the stream and the session, which logs in with `credentials` if there are any.  `late`: the connection
        has served HTTP requests before.
        """
        if late:
            self._outbox.wait_for_earlier()
        self._secret = self.host.connections.add_connection(self)
        opened = msgspec.json.encode(Opened(self._secret))
        self._outbox.answer(b"%bevent: open\ndata: %b\n\n" % (self.host.head(self), opened))
        self.commands = commands = self.host.open_chat_session(self)
        self.session = commands.session
        self.session.present = self._present
        self.start_heartbeats()
        if credentials is None:
            self._welcome()
        else:
            commands.authenticate(credentials, self._welcome, _ignore)

    def _welcome(self) -> None:
        assert self.session is not None
        chat = self.chat
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
        chat = self.chat
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
        self.close_after(code)

    def end(self) -> None:
        """
        Also ends requests with commands.
        """
        self.host.connections.forget_connection(self._secret)
        super().end()

    def pause(self) -> None:
        """
        Refuses further requests with commands for now.
        """
        self._paused = True

    def resume(self) -> None:
        self._paused = False

    # Called by the transport

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        """
        Ends the session of a closed connection.
        """
        self.host.connections.forget_connection(self._secret)
        super().connectionLost(reason)


def _ignore(refusal: Refusal | None) -> None:
    # As on a WebSocket, the client speaks next, also if its credentials were refused.
    return
