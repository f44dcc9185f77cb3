"""
The WebSocket edge: Autobahn's protocol on one side, a session on the other.

Hooks are plain functions; Autobahn drops coroutines.  No hook raises: what it raises would reach the client or cut
off somebody else.
"""

from functools import partial
from typing import TYPE_CHECKING

from autobahn.websocket.types import ConnectionDeny, ConnectionRequest
from twisted.logger import Logger

from chatd.answers import Answer, AnyAnswer, Bye
from chatd.auth.credentials import Cookie
from chatd.bounded import MESSAGE_TOO_BIG, UNSUPPORTED_DATA, BoundedProtocol
from chatd.dialects import V1, Dialect
from chatd.errors import Close, Refusal
from chatd.frames import PING, frame
from chatd.outbox import Outbox
from chatd.session import Session
from chatd.wire import PROTOCOL, find_ref

if TYPE_CHECKING:
    from chatd.connections import ChatFactory

_CLOSED = {
    MESSAGE_TOO_BIG: "that sent a message which is too large; the settings are limits.message, limits.frame and"
    " limits.fragments",
    Close.LOGIN_DEADLINE: "on which nobody logged in; the setting is limits.login_seconds",
    Close.FLOOD: "that sent too many pings or commands that were refused; the settings are limits.refusals_burst and"
    " limits.commands_per_second",
    Close.SLOW_READER: "that reads too slowly; the settings are limits.reader_bytes, limits.reader_seconds and"
    " limits.waiting_bytes",
}
"""What the log says of a connection that was closed with a code, where a setting can change it."""


class ChatProtocol(BoundedProtocol):
    """
    One connection: holds its transport and its session, and decides nothing.
    """

    factory: "ChatFactory"
    _log = Logger()

    address: str | None = None
    session: Session | None = None
    credentials: object | None = None
    """What the handshake has shown of who it is, until the session has begun."""
    dialect: Dialect = V1()
    sink: Outbox
    """See `chatd.ports.Peer`."""
    due = 0.0
    """Before that instant `sweep` has nothing to do."""
    _heard = 0.0
    _pinged = False

    # What Autobahn calls

    def onConnect(self, request: ConnectionRequest) -> str | None:
        """
        The handshake is right: which dialect is it to be?
        """
        offered = request.protocols
        if PROTOCOL in offered:
            return PROTOCOL
        if offered:
            raise ConnectionDeny(400, f"no known subprotocol; this server speaks {PROTOCOL}")
        if self.factory.plain is None:
            raise ConnectionDeny(400, f"offer the subprotocol {PROTOCOL}")
        # On a path where plain text is spoken: see `chatd.front`.
        self.dialect = self.factory.plain
        return None

    def connectionMade(self) -> None:
        """
        The front has handed this connection over.
        """
        self.sink = Outbox(self.transport, self.factory.readers, self)
        super().connectionMade()

    def open(self, answer: bytes, rest: bytes) -> None:
        """
        The front has judged the handshake: open with that `answer`; `rest` came with it.
        """
        self.begin(answer)
        if rest:
            self.dataReceived(rest)

    def sendData(self, data: bytes, sync: bool = False, chopsize: int | None = None) -> None:  # noqa: N802
        """
        What Autobahn sends keeps its place among what we send; behind a refused handshake the connection is closed.
        """
        if self.state == self.STATE_OPEN:
            self.sink.put(data)
        else:
            self.sink.push(data)
            self.sink.flush()

    def onOpen(self) -> None:
        """
        The conversation begins.
        """
        factory = self.factory
        self._heard = factory.clock.seconds()
        if self.dialect.plain:
            self.sink.form = "text"
        elif self.inflates:
            self.sink.form = "deflate"
        self.session = session = factory.open_session(self)
        if self.credentials is None:
            self._welcome()
            self.dialect.begin(session)
        else:
            credentials, self.credentials = self.credentials, None
            session.begin(credentials, self._welcome, partial(self._start, session, credentials))

    def _welcome(self) -> None:
        assert self.session is not None
        self.answer(self.factory.welcome(self.session))

    def _start(self, session: Session, credentials: object, refusal: Refusal | None) -> None:
        if isinstance(credentials, Cookie) and refusal is not None and refusal.code in {"bad_token", "expired"}:
            # A browser sends its cookie whether the page wants it or not: an ended one is as good as none.
            refusal = None
        self.dialect.begin(session, refusal)

    def dataReceived(self, data: bytes) -> None:
        """
        Bytes have come; whatever they are, the peer is alive.
        """
        self._heard = self.factory.clock.seconds()
        self._pinged = False
        super().dataReceived(data)

    def onMessage(self, payload: bytes, isBinary: bool) -> None:
        """
        A whole message has come.
        """
        session = self.session
        if session is None or self.state != self.STATE_OPEN:
            return
        try:
            if len(payload) > self.factory.limits.message:
                self.sendCloseFrame(MESSAGE_TOO_BIG, b"message too big")
            elif not isBinary:
                self.dialect.take(session, payload)
            elif self.dialect.plain:
                self.sendCloseFrame(UNSUPPORTED_DATA, b"text only")
            else:
                session.refuse(Refusal("bad_frame", "a binary frame; send text frames"), find_ref(payload))
        except Exception:
            self._log.failure("a frame could not be handled")

    def sendCloseFrame(  # noqa: N802
        self,
        code: int | None = None,
        reasonUtf8: bytes | None = None,
        isReply: bool = False,
    ) -> None:
        """
        The last frame: whatever waits goes with it, and nothing after it.
        """
        if not isReply:
            self._tell_closed(code)
        super().sendCloseFrame(code, reasonUtf8, isReply)
        self.sink.flush()
        self.sink.shut()
        self.attend()

    def onPing(self, payload: bytes) -> None:
        """
        Answer, unless the peer does not read what it asks for, or asks without end.
        """
        if self.session is None:
            return
        if not self.session.tolerates_ping():
            self.finish(Close.FLOOD, "too many pings", 10_000)
        elif not self.sink.behind:
            self.sendPong(payload)

    def onClose(self, wasClean: bool, code: int | None, reason: str | None) -> None:
        """
        The connection is gone.
        """
        self.sink.shut()
        if self.session is not None:
            self.session.hang_up()
        self.factory.gone(self)

    # What the use cases call

    def answer(self, answer: AnyAnswer) -> None:
        """
        See `chatd.ports.Peer`.
        """
        if self.state == self.STATE_OPEN:
            words = self.dialect.words(answer)
            if words is None:
                return
            if isinstance(answer, Answer):
                self.sink.answer(frame(words))
            else:
                self.sink.put(frame(words))

    def finish(self, code: int, reason: str, retry_after: int | None = None) -> None:
        """
        See `chatd.ports.Peer`.
        """
        if self.state != self.STATE_OPEN:
            return
        self.answer(Bye(code, reason, retry_after))
        self.sendClose(int(code), reason)
        if self.session is not None:
            self.session.end()
        # A peer that was paused answers our close too.
        self.resume()

    def attend(self) -> None:
        """
        See `chatd.ports.Peer`.
        """
        self.due = 0.0

    # What the factory calls

    def sweep(self, now: float) -> None:
        """
        Is the peer alive, has it said who it is, does it answer our close?  When to look again is in `due`.
        """
        factory, session, heard = self.factory, self.session, self._heard
        if self.sink.behind:
            # Whoever takes what is sent is there, also while nothing can be read because too much is unanswered.
            heard = max(heard, self.sink.behind_since)
        if self.overdue(now):
            self.transport.abortConnection()
        elif session is None or self.closing_at is not None:
            return
        elif now - heard >= factory.dead_seconds:
            factory.counters.lost_peers += 1
            self.transport.abortConnection()
        else:
            quiet = heard + factory.ping_seconds
            if now >= quiet:
                if not self._pinged and not self.sink.behind:
                    self._pinged = True
                    self.sink.put(PING)
                quiet = now + factory.ping_seconds if self._pinged else now
            later = session.sweep(now)
            if self.closing_at is None:
                self.due = min(quiet, heard + factory.dead_seconds, later)

    # What the outbox calls

    def overflow(self) -> None:
        """
        See `chatd.outbox.Recipient`.
        """
        # A close frame would wait behind everything else: cut it off.  The log has what it missed.
        self.factory.counters.aborted_readers += 1
        self.factory.counters.closed[Close.SLOW_READER] += 1
        self._tell_closed(Close.SLOW_READER)
        self.sink.shut()
        self.transport.abortConnection()

    def hold_commands(self, *, hold: bool) -> None:
        """
        See `chatd.outbox.Recipient`.
        """
        if self.session is not None:
            self.session.hold(hold=hold)

    def _tell_closed(self, code: int | None) -> None:
        why = _CLOSED.get(code or 0)
        if why is not None:
            who = self.address or "a client without an address"
            self.factory.refusals.tell(f"close {code}", f"closed a connection of {{who}} {why}", who=who)
