"""
One stream of server-sent events: a connection that only reads, with the commands, permissions and limits of a
WebSocket.

It logs in with what the request shows, joins its rooms and tells their events until it ends.  The body ends with the
connection, so the entries that the fan-out has made for all streams go to the socket as they are.
"""

from collections.abc import Callable, Sequence
from typing import Protocol

from msgspec.structs import replace

from chatd.chat.commands.dispatch import CommandDispatcher
from chatd.chat.session import StreamSession
from chatd.domain.events import Position
from chatd.domain.rooms import inbox_of
from chatd.errors import Close, Refusal
from chatd.http.entry_stream import EntryStream
from chatd.http.event_request import NOWHERE, ROOMS_MAX, EventRequest
from chatd.protocol.commands import History, Join, Rooms, Since
from chatd.protocol.replies import (
    Activity,
    Answer,
    AnyAnswer,
    Bye,
    Error,
    HistoryPage,
    Joined,
    RoomList,
    SeenElsewhere,
    Welcome,
)
from chatd.websocket.event_entries import LogGap, answer_entry, note_entry
from chatd.websocket.event_sink import EventSink, Place, Places
from chatd.websocket.server import ChatFactory

RETRY_MS = 1000
"""The least time after which a client that has lost its stream comes back; the most is five times that."""
REMOVED_MS = 30_000
"""After this time a client comes back that is in no room any more."""
_PATIENCE_MS = 5000
"""A command that is refused for so long at most is tried again after that time."""


class Streams(Protocol):
    """
    What all streams share.
    """

    chat: ChatFactory
    chance: Callable[[], float]

    def open_session(self, stream: "EventStream") -> CommandDispatcher:
        """
        Creates the session of a stream.
        """

    def head(self, stream: "EventStream") -> bytes:
        """
        Returns the head of the answer that begins the stream.
        """

    def send_problem(self, stream: "EventStream", refusal: Refusal) -> None:
        """
        Answers with a problem document instead, and closes.
        """


class EventStream(EntryStream):
    """
    A stream of events.  `fields` are header fields of its answer, for pages of other origins.
    """

    sink: EventSink
    session: StreamSession
    _asked = 0
    """The number of commands that have been run."""

    def __init__(
        self, streams: Streams, request: EventRequest, address: str | None, fields: tuple[tuple[str, str], ...]
    ) -> None:
        super().__init__(streams.chat, address)
        self.streams = streams
        self.request = request
        self.fields = fields
        self._places = Places(many=request.many)
        # The commands without an answer, by their `ref`, and the rooms that are not joined yet.
        self._commands: dict[int, Join | History | Rooms] = {}
        self._joining: dict[str, None] = {}

    def connectionMade(self) -> None:
        """
        Creates the outbox, and the sink that writes to it.
        """
        super().connectionMade()
        self.sink = EventSink(self._outbox, self.request.form, self._places, self.chat.readers.each)

    def begin(self, credentials: object, *, late: bool) -> None:
        """
        Logs in, and starts when all rooms are joined.  `late`: the connection has served HTTP requests before.
        """
        if late:
            self._outbox.wait_for_earlier()
        self.commands = self.streams.open_session(self)
        session = self.commands.session
        assert isinstance(session, StreamSession)
        self.session = session
        session.present = self.request.present
        session.on_log_replaced = self._join_again
        self.commands.authenticate(credentials, _nothing, self._logged_in)

    def _logged_in(self, refusal: Refusal | None) -> None:
        if refusal is None and self.request.rooms:
            self._join_all(self.request.rooms)
        elif refusal is None:
            self._ask_for(Rooms())

    def _join_all(self, rooms: Sequence[str]) -> None:
        positions = self.request.positions(rooms)
        limit = self.request.limit
        if len(rooms) > 1:
            # All pages are held until the last room is joined; what is left follows page by page.
            most = max(1, self.chat.limits.history // len(rooms))
            limit = most if limit is None else min(limit, most)
        self._joining = dict.fromkeys(rooms)
        for room in rooms:
            self._places.open(room, positions.get(room))
        for room in rooms:
            self._ask_for(Join(room=room, since=_since(positions.get(room)), limit=limit))
        self._start_if_joined()

    def _join_again(self, room: str) -> None:
        # The log is another one: what comes follows the newest page of it.
        self._commands = {ref: one for ref, one in self._commands.items() if not _is_about(one, room)}
        self._places.open(room, NOWHERE)
        self.sink.direct = False
        self._ask_for(Join(room=room, since=_since(NOWHERE)))

    def _ask_for(self, command: Join | History | Rooms) -> None:
        if not self._ended:
            self._asked += 1
            self._commands[self._asked] = command
            self.commands.receive(replace(command, ref=self._asked))

    def _start_if_joined(self) -> None:
        if not (self._joining or self._begun or self._ended):
            retry = b"retry: %d\n" % (RETRY_MS + int(self.streams.chance() * 4 * RETRY_MS))
            self.sink.open(
                self.streams.head(self), retry if self.request.rooms or self.session.rooms else retry + b"\n"
            )
            self.start_heartbeats()

    # Called by the use cases

    def send_answer(self, answer: AnyAnswer) -> None:
        if self._ended or isinstance(answer, Welcome | Activity | SeenElsewhere):
            # What happens in rooms that it does not tell is not for a stream.
            return
        ref = answer.ref if isinstance(answer, Answer) else None
        command = self._commands.pop(ref, None) if isinstance(ref, int) else None
        if isinstance(answer, Error):
            self._refused(answer, command)
        elif isinstance(answer, Joined) and isinstance(command, Join):
            self._joined(replace(answer, ref=None), command)
        elif isinstance(answer, HistoryPage) and isinstance(command, History):
            self._tell_page(answer, command)
        elif isinstance(answer, RoomList) and command is not None:
            self._join_own(answer)
        elif not isinstance(answer, Answer):
            self.sink.tell(answer_entry(answer))
            self._forget_left_rooms()

    def _join_own(self, answer: RoomList) -> None:
        most = self.chat.limits.rooms_per_session
        rooms = [line.room for line in answer.rooms if line.role is not None and not line.invited]
        inbox = inbox_of(self.session.who.id)
        if inbox not in rooms:
            # It is there when it is first written to.
            rooms.append(inbox)
        if answer.more or len(rooms) > most:
            message = f"room: you are a member of more than {most} rooms; name up to {ROOMS_MAX} of them"
            self._refuse(Refusal("invalid", message, field="room"))
        else:
            self._join_all(rooms)

    def _joined(self, answer: Joined, command: Join) -> None:
        room, place = answer.room, self._places.get(answer.room)
        if place is None:
            return
        head = None if answer.epoch is None or answer.seq is None else Position(answer.epoch, answer.seq)
        if command.since is None:
            place.position = head
            self.sink.tell_page(note_entry("joined", answer, self._places.ident(room)))
        else:
            entries = []
            if room in self._joining:
                # A client that has read only this goes on where it was.
                ident = b"" if answer.gap else self._places.ident(room)
                entries.append(note_entry("joined", replace(answer, events=[]), ident))
            if head is None:
                place.position = None
            elif answer.gap and not answer.events:
                place.position = head
            if answer.gap:
                ident = b"" if answer.events else self._places.ident(room)
                entries.append(note_entry("gap", LogGap(room, answer.epoch, answer.seq, answer.first), ident))
            if head is not None:
                entries += self._places.page_entries(room, head.epoch, answer.events)
            self.sink.tell_page(b"".join(entries))
        self._joining.pop(room, None)
        self._start_if_joined()
        # Of the newest page more means older events.
        self._go_on(room, place, more=answer.more and command.since is not None and not answer.gap)

    def _tell_page(self, answer: HistoryPage, command: History) -> None:
        room, place = command.room, self._places.get(command.room)
        if place is None or place.position is None:
            return
        epoch, seq = place.position.epoch, place.position.seq
        entries = []
        if answer.first > seq + 1:
            # Deleted for their age meanwhile.
            entries.append(note_entry("gap", LogGap(room, epoch, None, answer.first), b""))
        entries += self._places.page_entries(room, epoch, answer.events)
        self.sink.tell_page(b"".join(entries))
        self._go_on(room, place, more=answer.more and bool(answer.events))

    def _go_on(self, room: str, place: Place, *, more: bool) -> None:
        if more and place.position is not None:
            self._ask_for(History(room=room, after=place.position.seq, limit=self.chat.limits.history))
        else:
            place.live = True
            if place.position is None and not self._places.many:
                # Without a log there is nothing to be looked at.
                self.sink.direct = True

    def _refused(self, answer: Error, command: Join | History | Rooms | None) -> None:
        wait = answer.retry_after
        if command is None or (not self._begun and not self._passes_over(answer, command)):
            if not self._begun:
                self._refuse(
                    Refusal(answer.code, answer.message, field=answer.field, until=answer.until, retry_after=wait)
                )
        elif wait is not None and wait <= _PATIENCE_MS:
            self.chat.clock.callLater(wait / 1000, self._ask_for, command)
        elif not self._begun and isinstance(command, Join):
            self._places.close(command.room)
            self._joining.pop(command.room, None)
            self._start_if_joined()
        else:
            self.close_connection(Close.LOGIN_ENDED, answer.message, RETRY_MS)

    def _passes_over(self, answer: Error, command: Join | History | Rooms) -> bool:
        # Whether a stream may start, or wait, although one of its first commands was refused.
        if isinstance(command, Join) and not self.request.rooms:
            return True
        return answer.retry_after is not None and bool(self.session.rooms)

    def _forget_left_rooms(self) -> None:
        # A sanction, another role or the end of a room may have removed the user.
        if not self._begun:
            return
        left = [room for room in self._places.rooms() if room not in self.session.rooms]
        for room in left:
            self._places.close(room)
        if left and not self.session.rooms:
            self.close_connection(Close.LOGIN_ENDED, "there is no room left to tell of", REMOVED_MS)

    def close_connection(self, code: int, reason: str, retry_after: int | None = None) -> None:
        if self._ended:
            return
        if not self._begun:
            self._refuse(Refusal("unavailable", reason, retry_after=retry_after or RETRY_MS))
            return
        retry = b"" if retry_after is None else b"retry: %d\n" % retry_after
        self.sink.tell(retry + answer_entry(Bye(code, reason, retry_after)))
        self.close_after(code)

    def _refuse(self, refusal: Refusal) -> None:
        self.end()
        self.streams.send_problem(self, refusal)

    def pause(self) -> None:
        """
        Does nothing: what comes after the request is ignored.
        """

    def resume(self) -> None:
        """
        Does nothing.
        """


def _since(position: Position | None) -> Since | None:
    return None if position is None else Since(position.epoch, position.seq)


def _is_about(command: Join | History | Rooms, room: str) -> bool:
    return not isinstance(command, Rooms) and command.room == room


def _nothing() -> None:
    return
