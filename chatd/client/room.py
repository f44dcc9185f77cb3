"""
One joined room, through all connections until it is left.
"""

from collections import defaultdict, deque
from collections.abc import Callable
from inspect import iscoroutine
from secrets import token_hex
from typing import Any, NamedTuple

from twisted.internet.defer import Deferred, fail
from twisted.logger import Logger

from chatd.client.commands import PASSING_CODES, ChatConnection
from chatd.client.errors import ChatdError, ChatdProblem, ChatdUnreachable, Json
from chatd.client.room_log import RoomLog

PAGE = 100
LOSSES_MAX = 5
"""After so many connections that were lost while it was sent, a message is taken for the cause."""
_LOG_TYPES = {"message", "edit", "delete"}

Listener = Callable[[Json], object]


class EventListeners:
    """
    Functions that are called with the events of a type.  What they raise is logged; a coroutine is run.
    """

    _log = Logger()

    def __init__(self) -> None:
        self._listeners: dict[str, list[Listener]] = defaultdict(list)

    def on(self, kind: str, listener: Listener) -> None:
        """
        Calls `listener` with each event of the type `kind`, as on the wire.
        """
        self._listeners[kind].append(listener)

    def emit(self, event: Json) -> None:
        """
        Calls the listeners.
        """
        for listener in tuple(self._listeners[event["type"]]):
            try:
                result = listener(event)
                if iscoroutine(result):
                    Deferred.fromCoroutine(result).addErrback(self._failed, event["type"])
            except Exception:
                self._log.failure("a listener of {kind} failed", kind=event["type"])

    def _failed(self, failure: Any, kind: str) -> None:
        self._log.failure("a listener of {kind} failed", failure, kind=kind)


class _Said(NamedTuple):
    """
    A message that is not acknowledged.
    """

    fields: Json
    stored: Deferred[Json]


class ChatRoom(EventListeners):
    """
    A room; `ChatClient.room` makes it.

    `on("message", …)`, and `edit` and `delete`, are told once and in the order of the log, one's own included, whatever
    happens to the connection.  `on("joined", …)` is told on each connection what `join` answers: its `events` are the
    newest ones at first, and when `gap` says that they do not connect to what was before; else it has none, and what
    was missed follows.  Other events of the protocol come under their own names, and `left` with an `error` when the
    room is closed to us.
    """

    def __init__(self, name: str, me: Callable[[], Json], connect: Callable[[], None], since: Json | None, limit: int):
        super().__init__()
        self.name = name
        self._me = me
        self._connect = connect
        self._limit = limit
        self._log_of_room = RoomLog(since)
        self._connection: ChatConnection | None = None
        self._wanted = False
        self._caught_up = False
        self._joins: list[Deferred[ChatRoom]] = []
        self._outbox: deque[_Said] = deque()
        self._sending = False
        self._losses = 0

    @property
    def position(self) -> Json | None:
        """
        The position `{epoch, seq}` up to which everything was told: `since` of `ChatClient.room` on another day.
        """
        return self._log_of_room.position

    def join(self) -> "Deferred[ChatRoom]":
        """
        Joins, now or when there is a connection, and again on every later one.  Fires with this room after the first
        answer; with an error if the server refuses.
        """
        joined: Deferred[ChatRoom] = Deferred()
        if self._wanted and self._caught_up:
            joined.callback(self)
            return joined
        self._joins.append(joined)
        if not self._wanted:
            self._wanted = True
            self._connect()
        return joined

    def leave(self) -> None:
        """
        Leaves, and does not join again.  Messages that are not acknowledged fail.
        """
        if self._connection is not None:
            self._connection.command("leave", room=self.name).addErrback(lambda _: None)
        self.end(ChatdUnreachable("the room was left"))

    def say(
        self, text: str | None = None, *, data: Json | None = None, reply_to: int | None = None, key: str | None = None
    ) -> Deferred[Json]:
        """
        Says a message in a joined room, now or when there is a connection; fires with the event when it is stored, with
        a `ChatdProblem` when it is refused for good.  Messages are sent one after another, and again with the same key
        after a loss.
        """
        if not self._wanted:
            return fail(ChatdUnreachable("the room is not joined"))
        fields = {"text": text, "data": data, "reply_to": reply_to, "key": key or token_hex(16)}
        said = _Said({name: value for name, value in fields.items() if value is not None}, Deferred())
        self._outbox.append(said)
        self._send_next()
        return said.stored

    def edit(self, seq: int, text: str | None = None, *, data: Json | None = None) -> Deferred[Json]:
        """
        Changes one's own message.
        """
        return self._change("edit", seq, text=text, data=data)

    def delete(self, seq: int) -> Deferred[Json]:
        """
        Deletes a message.
        """
        return self._change("delete", seq)

    def history(
        self, *, before: int | None = None, after: int | None = None, limit: int | None = None
    ) -> Deferred[Json]:
        """
        Fires with `events`, oldest first, `first` and `more`.
        """
        return self.command("history", before=before, after=after, limit=limit)

    def presence(self) -> Deferred[Json]:
        """
        Fires with `users` and `count`.
        """
        return self.command("presence")

    def signal(self, name: str, body: Json | None = None) -> Deferred[Json]:
        """
        Sends what is worthless a moment later, such as ``typing``.
        """
        return self.command("signal", name=name, body=body or {})

    def command(self, kind: str, **fields: Any) -> Deferred[Json]:
        """
        Any other command about this room; fails at once while there is no connection.
        """
        if self._connection is None:
            return fail(ChatdUnreachable("there is no connection"))
        return self._connection.command(kind, room=self.name, **fields)

    # Called by the client

    def resume(self, connection: ChatConnection) -> None:
        """
        There is a connection on which somebody is logged in.
        """
        if self._wanted and self._connection is None:
            self._connection = connection
            self._start(self._join(connection))

    def suspend(self) -> None:
        """
        The connection is lost.
        """
        self._connection = None
        self._caught_up = False
        if self._sending:
            self._sending = False
            self._losses += 1
            if self._losses >= LOSSES_MAX:
                self._losses = 0
                lost = f"the connection was lost {LOSSES_MAX} times while this message was sent"
                self._outbox.popleft().stored.errback(ChatdUnreachable(lost))

    def end(self, error: ChatdError) -> None:
        """
        There will be no connection any more, or no room.
        """
        self._wanted = self._caught_up = self._sending = False
        self._connection = None
        joins, self._joins = self._joins, []
        outbox, self._outbox = self._outbox, deque()
        for joined in joins:
            joined.errback(error)
        for said in outbox:
            said.stored.errback(error)

    def receive(self, event: Json) -> None:
        """
        Takes an event of this room.
        """
        if self._connection is None:
            return
        if event["type"] in _LOG_TYPES:
            self._append(event)
            return
        self.emit(event)
        if event["type"] == "sanction" and event.get("action") in {"kick", "ban"}:
            self._left(ChatdProblem({**event, "code": "banned", "message": f"removed by a {event['action']}"}))
        elif event["type"] == "room" and self._is_other_log(event.get("epoch")):
            self._log_of_room.forget()
            if self._caught_up and self._connection is not None:
                self._caught_up = False
                self._start(self._join(self._connection))

    def _is_other_log(self, epoch: str | None) -> bool:
        return epoch is not None and self.position is not None and epoch != self.position["epoch"]

    async def _join(self, connection: ChatConnection) -> None:
        log = self._log_of_room
        while not self._caught_up:
            known, since = log.is_known, log.position
            answer = await connection.insist("join", room=self.name, since=since, limit=self._limit)
            missed = log.join(answer)
            shown = answer["events"] if missed is None else []
            self.emit({**answer, "type": "joined", "events": shown, "gap": known and missed is None})
            self._tell(missed or [])
            self._caught_up = await self._fetch_missing(connection)
        joins, self._joins = self._joins, []
        for joined in joins:
            joined.callback(self)
        self._send_next()

    async def _fetch_missing(self, connection: ChatConnection) -> bool:
        # False: what was missing is gone, and the room has to be joined anew.
        while self._log_of_room.is_behind:
            position = self.position
            assert position is not None
            page = await connection.insist("history", room=self.name, after=position["seq"], limit=PAGE)
            self._tell(self._log_of_room.append_page(page["events"]))
        return not self._log_of_room.is_broken

    async def _catch_up(self, connection: ChatConnection) -> None:
        self._caught_up = False
        self._caught_up = await self._fetch_missing(connection)
        await self._join(connection)

    def _start(self, work: Any) -> None:
        Deferred.fromCoroutine(work).addErrback(self._refused)

    def _refused(self, failure: Any) -> None:
        error = failure.value
        if isinstance(error, ChatdProblem):
            self._left(error)
        elif not isinstance(error, ChatdUnreachable):
            # An answer that cannot be understood: another connection may bring a better one.
            self._log.failure("an answer that cannot be understood", failure)
            if self._connection is not None:
                self._connection.drop("an answer that cannot be understood")

    def _left(self, error: ChatdProblem) -> None:
        self.end(error)
        self.emit({"type": "left", "room": self.name, "error": error})

    def _append(self, event: Json) -> None:
        self._tell(self._log_of_room.append(event))
        if self._caught_up and self._log_of_room.is_behind and self._connection is not None:
            self._start(self._catch_up(self._connection))

    def _tell(self, entries: list[Json]) -> None:
        for entry in entries:
            if (
                self._outbox
                and entry.get("key") == self._outbox[0].fields["key"]
                and entry["user"]["id"] == self._me()["id"]
            ):
                # It was stored, and the answer was lost with the connection.
                self._settle().callback(entry)
            self.emit(entry)

    def _settle(self) -> Deferred[Json]:
        self._sending, self._losses = False, 0
        return self._outbox.popleft().stored

    def _send_next(self) -> None:
        if self._outbox and self._caught_up and not self._sending and self._connection is not None:
            self._sending = True
            self._start(self._send(self._connection, self._outbox[0]))

    async def _send(self, connection: ChatConnection, said: _Said) -> None:
        while True:
            try:
                answer = await connection.command("say", room=self.name, **said.fields)
            except (ChatdProblem, ValueError) as error:
                passing = isinstance(error, ChatdProblem) and error.code in PASSING_CODES
                if passing:
                    await connection.wait((getattr(error, "retry_after", None) or 1000) / 1000)
                    continue
                if self._outbox and self._outbox[0] is said:
                    self._settle().errback(error)
                break
            if not (self._outbox and self._outbox[0] is said):
                break
            own: Json = {name: answer[name] for name in ("seq", "time", "text") if name in answer}
            entry: Json = {"type": "message", "room": self.name, "text": "", **said.fields, "user": self._me(), **own}
            self._settle().callback(entry)
            self._append(entry)
            break
        self._send_next()

    def _change(self, kind: str, target: int, **fields: Any) -> Deferred[Json]:
        def changed(answer: Json) -> Json:
            # The answer stands in the place of the event, and has what was not given.
            own: Json = {name: answer[name] for name in ("seq", "time", "text", "data") if name in answer}
            given = {name: value for name, value in fields.items() if value is not None}
            change: Json = {"type": kind, "room": self.name, "target": target, "user": self._me(), **given, **own}
            self._append(change)
            return change

        return self.command(kind, seq=target, **fields).addCallback(changed)
