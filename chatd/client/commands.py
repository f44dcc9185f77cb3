"""
One WebSocket connection: commands and their answers, and whether the other side is still there.
"""

import json
from collections.abc import Callable
from typing import Any

from autobahn.twisted.websocket import WebSocketClientProtocol
from twisted.internet.defer import Deferred, fail
from twisted.internet.task import deferLater

from chatd.client.errors import ChatdProblem, ChatdUnreachable, Json

OPEN_SECONDS = 15.0
"""So long it may take until the server says `welcome`."""
PONG_SECONDS = 10.0
_HEARTBEAT_SECONDS = 25.0
_ABORT_SECONDS = 2.0
PASSING_CODES = {"rate_limited", "slow_mode", "unavailable"}
"""Refusals after which the same command may be accepted."""


class ChatProtocolClient(WebSocketClientProtocol):
    """
    Autobahn's side of a connection; `connection` is told what happens.
    """

    connection: "ChatConnection"

    def connectionMade(self) -> None:
        """
        The transport is there; the handshake begins.
        """
        super().connectionMade()
        self.connection.protocol = self

    def onMessage(self, payload: bytes, isBinary: bool) -> None:
        """
        One frame of the protocol.
        """
        self.connection.frame_received(payload)

    def onPing(self, payload: bytes) -> None:
        """
        A sign of life.
        """
        super().onPing(payload)
        self.connection.heard()

    def onClose(self, wasClean: bool, code: int | None, reason: str | None) -> None:
        """
        The end, with or without a handshake.
        """
        self.connection.ended(code or 1006, reason or "")


class ChatConnection:
    """
    A connection of ``chatd.v1``.  `on_event` is called with each frame that is no answer, `on_closed` once with the
    close code, the reason and the `bye` before it.  `clock` is a reactor or a clock.
    """

    def __init__(
        self, clock: Any, on_event: Callable[[Json], None], on_closed: Callable[[int, str, Json | None], None]
    ) -> None:
        self.protocol: Any = None
        self.closed = False
        self.limits: Json = {}
        self._clock = clock
        self._on_event = on_event
        self._on_closed = on_closed
        self._answers: dict[int, Deferred[Json]] = {}
        self._waits: set[Deferred[None]] = set()
        self._ref = 0
        self._bye: Json | None = None
        self._heartbeat = _HEARTBEAT_SECONDS
        self._heard_at = clock.seconds()
        self._timer = clock.callLater(OPEN_SECONDS, self.drop, "no answer")

    def command(self, kind: str, **fields: Any) -> Deferred[Json]:
        """
        Sends a command; fields that are None are left out.  The Deferred fires before the next frame is looked at, with
        the answer, or with a `ChatdProblem`; with a `ChatdUnreachable` if the connection ends first.
        """
        if self.closed or self.protocol is None:
            return fail(ChatdUnreachable("there is no connection"))
        self._ref += 1
        given = {name: value for name, value in fields.items() if value is not None}
        try:
            frame = json.dumps({"type": kind, **given, "ref": self._ref}, ensure_ascii=False, allow_nan=False).encode()
        except (TypeError, ValueError) as error:
            return fail(ValueError(f"it cannot be sent as JSON: {error}"))
        most = self.limits.get("message")
        if most is not None and len(frame) > most:
            # The server would close the connection.
            message = f"a command of {len(frame)} bytes; the server takes {most}"
            return fail(ChatdProblem({"code": "too_large", "message": message}))
        answer: Deferred[Json] = Deferred()
        self._answers[self._ref] = answer
        self.protocol.sendMessage(frame)
        return answer

    async def insist(self, kind: str, **fields: Any) -> Json:
        """
        As `command`, again and again while it is refused for now.
        """
        while True:
            try:
                return await self.command(kind, **fields)
            except ChatdProblem as problem:
                if problem.code not in PASSING_CODES:
                    raise
                await self.wait((problem.retry_after or 1000) / 1000)

    async def wait(self, seconds: float) -> None:
        """
        Waits; raises `ChatdUnreachable` if the connection ends first.
        """
        waiting: Deferred[None] = deferLater(self._clock, seconds, lambda: None)
        self._waits.add(waiting)
        try:
            await waiting
        except Exception:
            raise ChatdUnreachable("the connection was lost") from None
        finally:
            self._waits.discard(waiting)

    def heard(self) -> None:
        """
        The server is there.
        """
        self._heard_at = self._clock.seconds()

    def frame_received(self, payload: bytes) -> None:
        """
        Takes one frame.
        """
        if self.closed:
            return
        self.heard()
        try:
            frame = json.loads(payload)
            kind = frame["type"]
        except (ValueError, KeyError, TypeError):
            self.drop("a frame that is none of chatd")
            return
        if kind in {"ok", "error", "pong"}:
            self._answered(frame)
            return
        if kind == "welcome":
            self.limits = frame.get("limits") or {}
            self._heartbeat = float(frame.get("heartbeat") or _HEARTBEAT_SECONDS)
            self._watch(self._heartbeat)
        elif kind == "bye":
            self._bye = frame
        self._on_event(frame)

    def drop(self, reason: str = "") -> None:
        """
        Ends the connection now, whether or not the server is still there.
        """
        if self.closed:
            return
        protocol = self.protocol
        self.ended(1006, reason)
        if protocol is not None:
            if protocol.state == protocol.STATE_OPEN:
                protocol.sendClose(1000)
            protocol.transport.loseConnection()
            # A dead peer takes no bytes.
            self._clock.callLater(_ABORT_SECONDS, protocol.transport.abortConnection)

    def ended(self, code: int, reason: str) -> None:
        """
        The connection is gone: all that waits for an answer fails.
        """
        if self.closed:
            return
        self.closed = True
        self._timer.active() and self._timer.cancel()
        answers, self._answers = self._answers, {}
        for answer in answers.values():
            answer.errback(ChatdUnreachable("the connection was lost before the answer"))
        for waiting in tuple(self._waits):
            waiting.cancel()
        self._on_closed(code, reason, self._bye)

    def _answered(self, frame: Json) -> None:
        if frame["type"] == "error" and "ref" not in frame and frame.get("code") == "bad_frame":
            # A command that the server could not read will never be answered.
            self.drop("a command that the server could not read")
            return
        answer = self._answers.pop(frame.get("ref", -1), None)
        if answer is None:
            return
        if frame["type"] == "error":
            answer.errback(ChatdProblem(frame))
        else:
            answer.callback(frame)

    def _watch(self, seconds: float) -> None:
        self._timer.active() and self._timer.cancel()
        self._timer = self._clock.callLater(seconds, self._look)

    def _look(self) -> None:
        # One timer, however many frames come.
        silent = self._clock.seconds() - self._heard_at
        if silent < self._heartbeat:
            self._watch(self._heartbeat - silent)
        elif silent < self._heartbeat + PONG_SECONDS:
            self.command("ping").addErrback(lambda _: None)
            self._watch(PONG_SECONDS)
        else:
            self.drop("nothing was heard of the server")
