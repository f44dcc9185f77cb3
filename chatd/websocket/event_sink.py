"""
The sink of a stream of server-sent events: which entries it passes on, and with which ids.
"""

from collections.abc import Iterable
from urllib.parse import unquote

from chatd.domain.events import LogEvent, Position
from chatd.interfaces.delivery import DirectSocket, Form
from chatd.websocket.event_entries import END, cursor_id, log_entry, position_id, with_id
from chatd.websocket.outbox import NO_WAY, Outbox

_ID = b"id: "


class Place:
    """
    How far a stream has told the log of one room.

    `position` is the last event that it has told, or where it goes on; None if neither.  Events of the log are passed
    on while it is `live`: until then pages tell them.
    """

    __slots__ = ("live", "position")

    def __init__(self, position: Position | None) -> None:
        self.position = position
        self.live = False


class Places:
    """
    The places of a stream in its rooms, and the ids of its entries.

    With `many`, each id is a cursor of all of them.
    """

    def __init__(self, *, many: bool) -> None:
        self.many = many
        self._places: dict[str, Place] = {}

    def open(self, room: str, position: Position | None) -> Place:
        """
        Adds a room, or begins it anew.
        """
        place = self._places[room] = Place(position)
        return place

    def get(self, room: str) -> Place | None:
        """
        Returns the place in a room; None if the stream does not tell it.
        """
        return self._places.get(room)

    def rooms(self) -> tuple[str, ...]:
        """
        Returns the rooms that the stream tells.
        """
        return tuple(self._places)

    def close(self, room: str) -> None:
        """
        Removes a room.
        """
        self._places.pop(room, None)

    def ident(self, room: str) -> bytes:
        """
        Returns the id of an entry at the present places; empty if there is no position to tell.
        """
        if self.many:
            return cursor_id([(name, one.position) for name, one in self._places.items() if one.position is not None])
        place = self._places.get(room)
        if place is None or place.position is None:
            return b""
        return position_id(room, place.position.epoch, place.position.seq)

    def page_entries(self, room: str, epoch: str, events: Iterable[LogEvent]) -> list[bytes]:
        """
        Returns the entries of a page of the log, and moves the place to its end.
        """
        place = self._places[room]
        entries = []
        for event in events:
            assert isinstance(event.seq, int)
            place.position = Position(epoch, event.seq)
            entries.append(log_entry(event, self.ident(room)))
        return entries

    def pass_entries(self, data: bytes) -> tuple[bytes, bool]:
        """
        Returns those of the whole entries in `data` that the stream has not told yet, with its own ids; and whether
        an event of a log is among them.
        """
        passed, told = [], False
        for entry in data.split(END)[:-1]:
            if not entry.startswith(_ID):
                passed.append(entry + END)
                continue
            line, _, fields = entry.partition(b"\n")
            room, epoch, number = line[len(_ID) :].decode().split(":")
            name = unquote(room)
            place, seq = self._places.get(name), int(number)
            if place is None or not place.live or place.position is None or place.position.epoch != epoch:
                continue
            if seq > place.position.seq:
                place.position, told = Position(epoch, seq), True
                passed.append(with_id(fields + END, self.ident(name)) if self.many else entry + END)
        return b"".join(passed), told


class EventSink:
    """
    Receives the events of rooms for one stream: a `chatd.interfaces.delivery.Sink`.

    Nothing leaves before `open`; the stream is cut off if more than `most` bytes wait for that, besides pages.  While
    `direct`, entries go to the socket as the fan-out has made them; else they are looked through by `places`.
    """

    __slots__ = ("_held", "_held_bytes", "_most", "_outbox", "direct", "form", "places")

    def __init__(self, outbox: Outbox, form: Form, places: Places, most: int) -> None:
        self.form = form
        self.places = places
        self.direct = False
        self._outbox = outbox
        self._most = most
        self._held: list[bytes] | None = []
        self._held_bytes = 0

    @property
    def behind(self) -> bool:
        return self._outbox.behind

    @property
    def straight(self) -> DirectSocket:
        return self._outbox.straight if self.direct else NO_WAY

    def put(self, data: bytes) -> None:
        if self.direct:
            self._outbox.put(data)
        elif passed := self._pass(data):
            self._outbox.put(passed)

    def push(self, data: bytes, sent: int = 0) -> None:
        if self.direct:
            self._outbox.push(data, sent)
        elif passed := self._pass(data):
            self._outbox.push(passed)

    def open(self, *first: bytes) -> None:
        """
        Writes `first` and what was held, and from now on everything at once.
        """
        held, self._held = self._held or [], None
        self._outbox.answer(b"".join((*first, *held)))

    def tell(self, entry: bytes) -> None:
        """
        Writes an entry for this stream alone.
        """
        if self._held is None:
            self._outbox.put(entry)
        else:
            self._hold(entry)

    def tell_page(self, entries: bytes) -> None:
        """
        Writes a page: as `tell`, but it does not count to the reader's own limit of bytes.
        """
        if self._held is None:
            self._outbox.answer(entries)
        else:
            self._held.append(entries)

    def _pass(self, data: bytes) -> bytes:
        passed, told = self.places.pass_entries(data)
        if self._held is not None:
            self._hold(passed)
            return b""
        # What comes now follows without a gap: it need not be looked at any more.
        self.direct = told and not self.places.many
        return passed

    def _hold(self, data: bytes) -> None:
        if self._held is not None and data:
            self._held.append(data)
            self._held_bytes += len(data)
            if self._held_bytes > self._most:
                self._outbox.give_up()
