"""
What the command prints.
"""

import io
import re
from collections.abc import Collection, Mapping, Sequence
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
import pytest
from msgspec import UnsetType
from msgspec.structs import replace

from chatd.admin.command import NoItem, OperatorCommand
from chatd.admin.command_table import COMMANDS, row_of
from chatd.admin.commands.logs import RoomConcerned
from chatd.admin.commands.store import ShowStatus
from chatd.admin.formatting import format_count
from chatd.admin.operations import SiteStatus
from chatd.cli.output import Printer, escape_json
from chatd.domain.rooms import Retention

STATUS = SiteStatus(
    version="1.0",
    running=True,
    connections=3,
    users=2,
    accepted=9,
    messages=5,
    deliveries=10,
    queue=1,
    refused=0,
    unindexed=2,
    problem=None,
)


def test_value_is_told_in_words_or_as_json() -> None:
    """
    One line for each value.
    """
    words, programs = io.StringIO(), io.StringIO()
    Printer(words, json=False).print_value(RoomConcerned("新年"), lambda value: f"room {value.room}")
    Printer(programs, json=True).print_value(RoomConcerned("新年"), str)
    assert (words.getvalue(), programs.getvalue()) == ("room 新年\n", '{"room":"新年"}\n')


EVIL = "a\x1b]0;title\x07\x9b2J\r\nrunning\u202egnp\u2028\U000e0041b"
"""What would write the title of a terminal, erase it, make lines, and turn the direction of writing."""


@pytest.mark.parametrize("row", [row for row in COMMANDS if row.name], ids=lambda row: row.name)
def test_no_command_prints_what_controls_a_terminal(row: OperatorCommand[Any, Any, Any]) -> None:
    """
    Neither in its items nor in its answer, whichever value has it; as JSON the values are exact.
    """
    request = evil(row.request)
    shows = [(row.answer, lambda answer: row.show_answer(request, answer))]
    if row.item is not NoItem:
        shows.append((row.item, row.show_item))
    for kind, show in shows:
        value = evil(kind)
        words, programs = io.StringIO(), io.StringIO()
        Printer(words, json=False).print_value(value, show)
        Printer(programs, json=True).print_value(value, show)
        for printed in (words.getvalue(), programs.getvalue()):
            assert not re.search(r"[^\n -~]", printed)
            assert not any(line.startswith("running") for line in printed.split("\n"))
        assert msgspec.json.decode(programs.getvalue(), type=kind) == value


def evil(kind: Any) -> Any:
    """
    A value of a type in which every free text is `EVIL`.
    """
    if kind in {str, object}:
        return EVIL
    if kind in {int, float, bool}:
        return kind(1)
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Literal:
        return inner[0]
    if origin in {Union, UnionType}:
        return evil(next(one for one in inner if one not in {NoneType, UnsetType}))
    if origin is dict or origin is Mapping:
        return {evil(inner[0]): evil(inner[1])}
    if origin in {tuple, list, frozenset, Sequence, Collection}:
        return (list if origin in {list, Sequence} else origin)([evil(inner[0])])
    # JSON as it is printed, so that it can be compared.
    made = {
        Retention: Retention.parse("90d"),
        msgspec.Raw: msgspec.Raw(escape_json(msgspec.json.encode(EVIL).decode()).encode()),
    }
    if kind in made:
        return made[kind]
    return kind(**{name: evil(of) for name, of in get_type_hints(kind).items() if name in kind.__struct_fields__})


def test_exported_line_means_the_same() -> None:
    line = msgspec.json.encode({"text": EVIL}).decode()
    assert re.search(r"[^ -~]", line)
    assert not re.search(r"[^ -~]", escape_json(line))
    assert msgspec.json.decode(escape_json(line)) == {"text": EVIL}


def test_one_is_no_plural() -> None:
    """
    Zero takes the plural.
    """
    assert [format_count(number, "room") for number in range(3)] == ["0 rooms", "1 room", "2 rooms"]


def show(status: SiteStatus) -> str:
    """
    The lines of ``chatd status``.
    """
    return row_of(ShowStatus()).show_answer(ShowStatus(), status)


def test_status_is_a_line_for_each_thing() -> None:
    """
    Without a daemon, for the store alone.
    """
    lines = show(STATUS).splitlines()
    assert lines[0] == "daemon       running, chatd 1.0"
    assert "queue        1 message waiting for the store, 0 refused" in lines
    assert "store        well" in lines
    assert show(replace(STATUS, running=False, problem="the disk is full")).splitlines() == [
        "daemon       not running",
        "store        the disk is full",
        "index        2 messages behind",
    ]
