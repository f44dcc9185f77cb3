"""
The log of a room as a file of JSON lines: the first has the room's settings, the others its events as sent in
``chatd.v1``.

Texts are as they were at the export: edited ones in their newest version, deleted ones missing.
"""

import re
from collections.abc import Callable

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from chatd.admin.protocol import LINE_MAX
from chatd.domain.decode_errors import field_error
from chatd.domain.events import LogEvent, Mark, Message, User
from chatd.domain.rooms import Retention, RoomSettings
from chatd.domain.validation import INTEGER_MAX, check_data, check_key, check_room_id, check_text
from chatd.errors import Refusal

VERSION = 1
SEQ_MAX = 2**32 - 1
NAME_MAX = 512

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


class Header(Struct, frozen=True, tag="log", tag_field="type"):
    """
    The first line: the room, its settings (`retention` null: the site's), and the `version` of the format.
    """

    version: int
    room: str
    title: str = ""
    topic: str = ""
    slow: int = 0
    retention: str | None = None


_encode = msgspec.json.Encoder().encode
_decode_header: Callable[[bytes], Header] = msgspec.json.Decoder(Header).decode
_decode_event: Callable[[bytes], LogEvent] = msgspec.json.Decoder(LogEvent).decode


def header_line(room: str, settings: RoomSettings) -> str:
    """
    Returns the first line of a room's file.
    """
    retention = None if settings.retention is None else str(settings.retention)
    return _encode(Header(VERSION, room, settings.title, settings.topic, settings.slow, retention)).decode()


def event_line(event: LogEvent) -> str:
    """
    Returns the line of one event.
    """
    return _encode(event).decode()


class Reader:
    """
    Reads a file line by line as the log of `room`; the file may name another room.

    Raises Refusal `invalid` with the number of the wrong line.
    """

    def __init__(self, room: str) -> None:
        check_room_id(room)
        self.settings: RoomSettings | None = None
        self._room = room
        self._line = 0
        self._next: int | None = None

    def read_line(self, line: bytes) -> LogEvent | None:
        """
        Returns the event in the next line; None for the first and for empty lines.
        """
        self._line += 1
        if not line.strip():
            return None
        try:
            if len(line) > LINE_MAX:
                raise Refusal("invalid", f"longer than {LINE_MAX} bytes")
            if b"\n" in line:
                raise Refusal("invalid", "a line break in the line")
            if self.settings is None:
                self.settings = _settings(_decode_header(line))
                return None
            return self._event(self.settings, _decode_event(line))
        except msgspec.ValidationError as error:
            raise self._wrong(field_error(error).told()) from None
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
            raise self._wrong(f"not JSON: {error}") from None
        except Refusal as refusal:
            raise self._wrong(refusal.message) from None

    def settings_at_end(self) -> RoomSettings:
        """
        Returns the settings of the room; called after the last line.  Raises Refusal `invalid` if the file was empty.
        """
        if self.settings is None:
            raise Refusal("invalid", "the file is empty: expected the first line of an exported room")
        return self.settings

    def _wrong(self, what: str) -> Refusal:
        return Refusal("invalid", f"line {self._line}: {what[:300]}")

    def _event(self, settings: RoomSettings, event: LogEvent) -> LogEvent:
        if settings.retention is not None and settings.retention.nothing:
            raise Refusal("invalid", "retention: the room keeps nothing, so there can be no events")
        seq = event.seq
        if not isinstance(seq, int) or not 1 <= seq <= SEQ_MAX:
            raise Refusal("invalid", f"seq: expected 1 to {SEQ_MAX}")
        if self._next is not None and seq != self._next:
            raise Refusal("invalid", f"seq: expected {self._next}, not {seq}: the log has a hole or a double")
        self._next = seq + 1
        _check_user(event.user)
        _check_time(event.time)
        if isinstance(event, Message):
            _check_message(event, seq)
        elif not 1 <= event.target < seq:
            raise Refusal("invalid", f"target: expected 1 to {seq - 1}")
        return replace(event, room=self._room)


def _settings(header: Header) -> RoomSettings:
    if header.version != VERSION:
        raise Refusal("invalid", f"version: this chatd reads format {VERSION}, not {header.version}")
    for name, text in (("title", header.title), ("topic", header.topic)):
        if len(text) > LINE_MAX // 8 or _CONTROL.search(text):
            raise Refusal("invalid", f"{name}: too long, or with control characters")
    if not 0 <= header.slow <= INTEGER_MAX:
        raise Refusal("invalid", "slow: expected milliseconds")
    try:
        retention = None if header.retention is None else Retention.parse(header.retention)
    except ValueError as error:
        raise Refusal("invalid", f"retention: {error}") from None
    return RoomSettings(header.title, header.topic, header.slow, retention)


def _check_message(message: Message, seq: int) -> None:
    if message.deleted is None:
        if message.text or message.data is None:
            # Old logs may contain invisible texts, which are refused today.
            check_text(message.text, LINE_MAX, visible=False)
        if message.data is not None:
            check_data(message.data, LINE_MAX)
    if message.key is not None:
        check_key(message.key)
    if message.reply_to is not None and not 1 <= message.reply_to < seq:
        raise Refusal("invalid", f"reply_to: expected 1 to {seq - 1}")
    for name, mark in (("edited", message.edited), ("deleted", message.deleted)):
        if mark is not None:
            _check_mark(name, mark, seq)


def _check_mark(name: str, mark: Mark, seq: int) -> None:
    # The message of an erased author is marked as deleted by itself.
    if not seq <= mark.seq <= SEQ_MAX or (mark.seq == seq and name == "edited"):
        raise Refusal("invalid", f"{name}.seq: expected the seq of a later event")
    _check_user(mark.user)
    _check_time(mark.time)


def _check_user(user: User) -> None:
    if not user.id or len(user.id) > NAME_MAX or _CONTROL.search(user.id):
        raise Refusal("invalid", f"user.id: expected 1 to {NAME_MAX} characters")
    # An erased user has no name.
    if len(user.name) > NAME_MAX or _CONTROL.search(user.name):
        raise Refusal("invalid", f"user.name: expected at most {NAME_MAX} characters")


def _check_time(time: int) -> None:
    if not 0 <= time <= INTEGER_MAX:
        raise Refusal("invalid", "time: expected milliseconds since 1970")


def as_of(event: LogEvent, seq: int) -> LogEvent:
    """
    Returns `event` without marks of changes after `seq`, which are not in the file: a text deleted since stays deleted,
    one edited since keeps its present version.
    """
    if not isinstance(event, Message):
        return event
    assert isinstance(event.seq, int)
    if event.edited is not None and event.edited.seq > seq:
        event = replace(event, edited=None)
    if event.deleted is not None and event.deleted.seq > seq:
        event = replace(event, deleted=replace(event.deleted, seq=event.seq))
    return event
