"""
Logs as files: what is written is read again, and what is wrong is named by its line.
"""

import json
from typing import Any

import pytest

from chatd.admin.protocol import LINE_MAX
from chatd.admin.room_file import SEQ_MAX, Reader, as_of, event_line, header_line
from chatd.domain.events import LogEvent, Mark, Message
from chatd.domain.rooms import Retention, RoomSettings
from chatd.errors import Refusal
from tests.support.fakes import ANNA, BEN, deleted, edited, said

SETTINGS = RoomSettings("Attic", "dust", 2000, Retention.parse("30d 1000"))
LOG: list[LogEvent] = [
    said("a", 1, 'quotes " and \\ and\nlines', key="k1"),
    said("a", 2, "新年", BEN, reply_to=1, edited=Mark(4, BEN, 1004)),
    said("a", 3, "", deleted=Mark(5, BEN, 1005)),
    edited("a", 4, 2, "新年", BEN),
    deleted("a", 5, 3, BEN),
    said("a", 6, "", deleted=Mark(6, ANNA, 1006)),
    said("a", 7, "", data={"build": 4711, "名": ["值", None]}),
]
FIRST = header_line("a", SETTINGS)


def read(*lines: str, room: str = "b") -> tuple[RoomSettings, list[LogEvent]]:
    """
    What a reader makes of a file.
    """
    reader = Reader(room)
    events = [event for line in lines if (event := reader.read_line(line.encode())) is not None]
    return reader.settings_at_end(), events


def refused(*lines: str) -> str:
    """
    Why a file is none.
    """
    with pytest.raises(Refusal) as caught:
        read(*lines)
    assert caught.value.code == "invalid"
    return caught.value.message


def changed(event: LogEvent, **fields: Any) -> str:
    """
    The line of an event with some of it otherwise.
    """
    return json.dumps(json.loads(event_line(event)) | fields)


def test_what_is_written_is_read_again() -> None:
    """
    All of it, under the room's new name.
    """
    settings, events = read(FIRST, *map(event_line, LOG))
    assert settings == SETTINGS
    assert {event.room for event in events} == {"b"}
    assert [json.loads(event_line(e)) | {"room": "a"} for e in events] == [json.loads(event_line(e)) for e in LOG]


def test_room_without_settings_has_the_usual_ones() -> None:
    """
    Only what the room has of its own is in the file.
    """
    assert read(header_line("a", RoomSettings())) == (RoomSettings(), [])


def test_log_may_begin_late() -> None:
    """
    Retention has removed the earlier events.
    """
    _, events = read(FIRST, event_line(said("a", 41)), event_line(said("a", 42)))
    assert [event.seq for event in events] == [41, 42]


def test_empty_lines_say_nothing() -> None:
    """
    They are counted all the same.
    """
    assert read(FIRST, "", event_line(said("a", 1)), "  ")[1] != []
    assert refused(FIRST, "", "{}").startswith("line 3: ")


def test_unknown_fields_are_passed_over() -> None:
    """
    A later chatd may write more.
    """
    assert read(FIRST, changed(LOG[0], mood="good"))[1][0].seq == 1


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ((), "the file is empty"),
        (("{",), "line 1: not JSON"),
        (("[",), "line 1: expected `object`"),
        (("{}",), "line 1: version: this field is missing"),
        ((event_line(LOG[0]),), "line 1: "),
        ((FIRST.replace('"version":1', '"version":2'),), "line 1: version: this chatd reads format 1, not 2"),
        ((FIRST.replace("30d 1000", "soon"),), "line 1: retention: "),
        ((FIRST.replace("2000", "-1"),), "line 1: slow: "),
        ((FIRST.replace("dust", "\\u0007"),), "line 1: topic: "),
        ((FIRST, "nonsense"), "line 2: not JSON"),
        ((FIRST, "\ufeff{}"), "line 2: not JSON"),
        ((FIRST, "[" * 100_000), "line 2: "),
        ((FIRST, FIRST), "line 2: "),
        ((FIRST, '"' + "x" * LINE_MAX + '"'), f"line 2: longer than {LINE_MAX} bytes"),
        ((FIRST, event_line(LOG[0]), event_line(LOG[0])), "line 3: seq: expected 2, not 1"),
        ((FIRST, event_line(LOG[0]), event_line(LOG[2])), "line 3: seq: expected 2, not 3"),
        ((FIRST, changed(LOG[0], data=[1])), "line 2: "),
        ((FIRST, changed(LOG[0], data=json.loads('{"a":' * 40 + "1" + "}" * 40))), "line 2: data: at most 32 levels"),
        ((FIRST, changed(LOG[0], text="")), "line 2: text: expected"),
        ((FIRST, changed(LOG[0], seq=0)), "line 2: seq: "),
        ((FIRST, changed(LOG[0], seq=SEQ_MAX + 1)), "line 2: seq: "),
        ((FIRST, changed(LOG[0], seq="1")), "line 2: seq: expected `int`, got `str`"),
        ((FIRST, changed(LOG[0], time=-1)), "line 2: time: "),
        ((FIRST, changed(LOG[0], text="")), "line 2: text: "),
        ((FIRST, changed(LOG[0], text="\x00")), "line 2: text: "),
        ((FIRST, changed(LOG[0], key="")), "line 2: key: "),
        ((FIRST, changed(LOG[0], reply_to=1)), "line 2: reply_to: "),
        ((FIRST, changed(LOG[0], user={"id": "", "name": "A"})), "line 2: user.id: "),
        ((FIRST, changed(LOG[0], user={"id": "g.a", "name": "\n"})), "line 2: user.name: "),
        (
            (FIRST, changed(LOG[0], edited={"seq": 1, "user": {"id": "g.a", "name": ""}, "time": 1})),
            "line 2: edited.seq",
        ),
        (
            (FIRST, changed(LOG[0], deleted={"seq": 0, "user": {"id": "g.a", "name": ""}, "time": 1})),
            "line 2: deleted.s",
        ),
        ((FIRST, changed(LOG[0], deleted={"seq": 2, "user": {"id": "g.a", "name": ""}, "time": -1})), "line 2: time: "),
        ((FIRST, changed(edited("a", 1, 1, "x"))), "line 2: target: "),
        (
            (header_line("a", RoomSettings(retention=Retention(nothing=True))), event_line(LOG[0])),
            "line 2: retention: ",
        ),
    ],
)
def test_what_is_wrong_is_named_by_its_line(lines: tuple[str, ...], why: str) -> None:
    assert refused(*lines).startswith(why)


def test_room_has_to_be_one() -> None:
    """
    Before anything is read.
    """
    with pytest.raises(Refusal) as caught:
        Reader("no room")
    assert caught.value.field == "room"


def test_marks_of_what_came_later_are_taken_off() -> None:
    """
    The rest stays: a text that is gone is not told again.
    """
    message = said("a", 1, "newer", edited=Mark(9, ANNA, 5))
    assert as_of(message, 9) == message
    earlier = as_of(message, 8)
    assert isinstance(earlier, Message)
    assert (earlier.text, earlier.edited) == ("newer", None)
    gone = as_of(said("a", 1, "", deleted=Mark(9, BEN, 5)), 8)
    assert isinstance(gone, Message)
    assert gone.deleted == Mark(1, BEN, 5)
    assert as_of(LOG[3], 3) == LOG[3]
