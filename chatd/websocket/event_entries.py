"""
Entries of a stream of server-sent events (HTML Standard, section 9.2), and the positions in their ids.

One entry is its fields, one a line, and an empty line: ``id`` (of events of a log), ``event`` (the type) and ``data``
(the JSON, which has no line breaks).
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Mapping
from hashlib import blake2s
from urllib.parse import quote, unquote

from msgspec import Struct

from chatd.domain.events import Event, LogEvent, Position
from chatd.domain.validation import INTEGER_MAX, is_room_id
from chatd.protocol.codec import encode
from chatd.protocol.replies import AnyAnswer

END = b"\n\n"
"""The end of an entry."""
COMMENT = b":\n\n"
"""A heartbeat, which clients ignore."""

_EPOCH = re.compile(r"[A-Za-z0-9_-]{1,64}")
_ROOM_BYTES = 5
"""The bytes of a hash that stand for a room in a cursor: two of the rooms of one reader never have the same."""


def event_entry(event: Event, epoch: str) -> bytes:
    """
    Returns the entry of an event as on the wire; `epoch` is that of its room's log.
    """
    seq = getattr(event, "seq", None)
    if isinstance(seq, int):
        return b"id: %b\n%b" % (position_id(event.room, epoch, seq), _fields(event))
    return _fields(event)


def log_entry(event: LogEvent, ident: bytes) -> bytes:
    """
    Returns the entry of an event of a log with the id `ident`; without one if that is empty.
    """
    return with_id(_fields(event), ident)


class LogGap(Struct, frozen=True, tag_field="type", tag="gap"):
    """
    Events of a room are missing here: those that follow begin with the newest page, or with `first` of the log.
    """

    room: str
    epoch: str | None
    seq: int | None
    first: int | None


def answer_entry(answer: AnyAnswer) -> bytes:
    """
    Returns the entry of what the server tells one session.
    """
    return note_entry(str(answer.__struct_config__.tag), answer)


def note_entry(name: str, note: AnyAnswer | LogGap, ident: bytes = b"") -> bytes:
    """
    Returns the entry `name` of something that only this stream is told.
    """
    # An entry answers no command.
    data = encode(note).replace(b'"ref":null,', b"", 1)
    return with_id(b"event: %b\ndata: %b\n\n" % (name.encode(), data), ident)


def with_id(entry: bytes, ident: bytes) -> bytes:
    """
    Returns an entry without an id with the id `ident`, if there is one.
    """
    return b"id: %b\n%b" % (ident, entry) if ident else entry


def _fields(event: Event) -> bytes:
    return b"event: %b\ndata: %b\n\n" % (str(event.__struct_config__.tag).encode(), encode(event))


def position_id(room: str, epoch: str, seq: int) -> bytes:
    """
    Returns the id of an event: ``ROOM:EPOCH:SEQ``, the room percent-encoded.
    """
    return f"{quote(room, safe='')}:{epoch}:{seq}".encode()


def cursor_id(positions: Iterable[tuple[str, Position]]) -> bytes:
    """
    Returns one id for positions in several rooms; it contains no colon.
    """
    parts = []
    for room, position in positions:
        epoch = position.epoch.encode()
        parts += [_room_hash(room), bytes((len(epoch),)), epoch, _number(position.seq)]
    return urlsafe_b64encode(b"".join(parts)).rstrip(b"=")


def read_position(text: str) -> tuple[str, Position] | None:
    """
    Returns the room and the position of an id as `position_id` makes them; None if it is none.
    """
    room, _, rest = text.partition(":")
    epoch, _, number = rest.partition(":")
    room = unquote(room)
    if not is_room_id(room) or _EPOCH.fullmatch(epoch) is None or not _is_number(number):
        return None
    return room, Position(epoch, int(number))


def read_cursor(text: str, rooms: Iterable[str]) -> Mapping[str, Position] | None:
    """
    Returns those of the positions of an id as `cursor_id` makes them that are in `rooms`; None if it is no such id.
    """
    found: dict[bytes, Position] = {}
    try:
        raw = urlsafe_b64decode(text + "=" * (-len(text) % 4))
        at = 0
        while at < len(raw):
            room, size = raw[at : at + _ROOM_BYTES], raw[at + _ROOM_BYTES]
            at += _ROOM_BYTES + 1
            epoch = raw[at : at + size].decode("ascii")
            seq, at = _read_number(raw, at + size)
            if _EPOCH.fullmatch(epoch) is None:
                return None
            found[room] = Position(epoch, seq)
    except (ValueError, IndexError):
        return None
    return {room: position for room in rooms if (position := found.get(_room_hash(room))) is not None}


def _room_hash(room: str) -> bytes:
    return blake2s(room.encode(), digest_size=_ROOM_BYTES).digest()


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 16 and int(text) <= INTEGER_MAX


def _number(value: int) -> bytes:
    # Seven bits a byte, the lowest first; the last byte has no high bit (LEB128).
    made = bytearray()
    while value > 0x7F:
        made.append(value & 0x7F | 0x80)
        value >>= 7
    made.append(value)
    return bytes(made)


def _read_number(raw: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while raw[at] & 0x80:
        value |= (raw[at] & 0x7F) << shift
        shift += 7
        at += 1
    value |= raw[at] << shift
    if value > INTEGER_MAX:
        raise ValueError("too large")
    return value, at + 1
