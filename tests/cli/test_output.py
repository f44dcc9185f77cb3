"""
What the command prints.
"""

import io

from msgspec.structs import replace

from chatd.admin.command_table import row_of
from chatd.admin.commands.logs import RoomConcerned
from chatd.admin.commands.store import ShowStatus
from chatd.admin.formatting import format_count
from chatd.admin.operations import SiteStatus
from chatd.cli.output import Printer

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
