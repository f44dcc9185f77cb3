"""
Entries of server-sent events, and the positions in their ids.
"""

from hypothesis import given
from hypothesis import strategies as st

from chatd.domain.events import Message, Position, Signal, User
from chatd.domain.validation import INTEGER_MAX
from chatd.protocol.replies import Bye
from chatd.websocket.event_entries import (
    answer_entry,
    cursor_id,
    event_entry,
    position_id,
    read_cursor,
    read_position,
)

ROOMS = st.from_regex(r"[A-Za-z0-9_=@,.;~-]{1,164}", fullmatch=True)
POSITIONS = st.builds(
    Position,
    st.from_regex(r"[A-Za-z0-9_-]{1,64}", fullmatch=True),
    st.integers(min_value=0, max_value=INTEGER_MAX),
)
ANN = User("g.1", "Ann")


def test_entry_is_three_lines() -> None:
    """
    Line breaks of texts are escaped by JSON; what has no place in the log has no id.
    """
    message = Message("a=b", 7, ANN, "one\ntwo\r\u2028three", 0)
    entry = event_entry(message, "E")
    first, second, third, *rest = entry.split(b"\n")
    assert (first, second, rest) == (b"id: a%3Db:E:7", b"event: message", [b"", b""])
    assert third.startswith(b'data: {"type":"message"')
    assert b"\r" not in entry
    assert event_entry(Signal("a", "typing", ANN, {}), "E").startswith(b"event: signal\ndata: ")
    assert answer_entry(Bye(4012, "x")) == b'event: bye\ndata: {"type":"bye","code":4012,"reason":"x"}\n\n'


@given(ROOMS, POSITIONS)
def test_position_is_read_back(room: str, position: Position) -> None:
    """
    As a header field can carry it.
    """
    ident = position_id(room, position.epoch, position.seq).decode("ascii")
    assert ident.isprintable()
    assert " " not in ident
    assert read_position(ident) == (room, position)


@given(st.dictionaries(ROOMS, POSITIONS, max_size=20))
def test_cursor_is_read_back(places: dict[str, Position]) -> None:
    """
    And is never taken for the position in one room.
    """
    ident = cursor_id(places.items()).decode("ascii")
    assert read_cursor(ident, places) == places
    assert read_position(ident) is None
    assert read_cursor(ident, ["~somewhere~else"]) == {}


@given(st.text(max_size=100) | st.from_regex(r"[A-Za-z0-9_-]{0,200}", fullmatch=True))
def test_anything_else_is_nothing(text: str) -> None:
    """
    Whatever a client sends.
    """
    found = read_position(text)
    assert found is None or position_id(found[0], found[1].epoch, found[1].seq).count(b":") == 2
    cursor = read_cursor(text, ["news"])
    assert cursor is None or set(cursor) <= {"news"}
