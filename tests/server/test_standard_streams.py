"""
Standard streams that fail, and what is said then.
"""

import io
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Self

import msgspec
import pytest

from chatd.admin.command_table import row_of
from chatd.admin.protocol import Done, Item, Request
from chatd.cli.client import Show
from chatd.cli.main import run
from chatd.errors import readable
from chatd.server.standard_streams import print_error

ACCOUNT = {
    "id": "a.1",
    "name": "Ada",
    "login": "Ada",
    "admin": False,
    "disabled": False,
    "created": 0,
    "link": "chatd_link_x",
}
KEY = {"name": "ci", "token": "chatd_key_x"}


class FullDisk(io.RawIOBase):
    """
    Takes nothing, as a file on a disk without room.
    """

    full = True

    def writable(self) -> bool:
        """
        It seems so.
        """
        return True

    def write(self, data: object, /) -> int:
        """
        Only once there is something to write.
        """
        if self.full:
            raise OSError(28, "No space left on device")
        return len(memoryview(data))  # type: ignore[arg-type]


class Answering:
    """
    A daemon that does what it is told: see `chatd.cli.client.Backend`.
    """

    def __init__(self, value: dict[str, object], items: int = 0) -> None:
        self._value = value
        self._items = items
        self.done = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        return None

    def execute(self, request: Request, lines: Iterable[str], show: Show) -> Done[Any]:
        """
        As a `chatd.cli.client.Backend`.
        """
        row = row_of(request)
        for number in range(self._items):
            text = f"{number}" * 5000
            show(Item(msgspec.convert({"room": text, "problem": text}, row.item)))
        self.done = True
        return Done(msgspec.convert(self._value, row.answer))


Told = Callable[..., str]


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Told:
    """
    Runs a command whose standard output is full, and gives its one line on standard error.
    """

    def run_it(way: Answering, *arguments: str) -> str:
        monkeypatch.setattr("chatd.cli.main.connect_when_ready", lambda path: way)
        disk = FullDisk()
        monkeypatch.setattr("sys.stdout", io.TextIOWrapper(io.BufferedWriter(disk)))
        # As the null device in its place would.
        monkeypatch.setattr(
            "chatd.server.standard_streams._discard_buffer", lambda stream: setattr(disk, "full", False)
        )
        assert run(["--data", str(tmp_path), *arguments]) == 1
        return capsys.readouterr().err

    return run_it


@pytest.mark.parametrize(
    ("arguments", "value", "help_"),
    [
        ("user add Ada", ACCOUNT, ": 'chatd user password Ada' prints another link"),
        ("user password Ada", ACCOUNT, ": 'chatd user password Ada' prints another link"),
        (
            "key create ci --rooms *=read",
            KEY,
            ": revoke the key with 'chatd key revoke ci' and create it again",
        ),
        ("user disable Ada", ACCOUNT, ""),
    ],
)
def test_answer_that_is_lost_can_be_had_again(told: Told, arguments: str, value: dict[str, object], help_: str) -> None:
    """
    It is done, which is said with what helps.
    """
    way = Answering(value)
    line = told(way, *arguments.split())
    assert way.done
    lost = "it is done, and only the answer is lost"
    assert line == f"chatd: standard output: no space left on device; {lost}{help_}\n"


def test_what_changes_something_is_not_left_off_in_the_middle(told: Told) -> None:
    """
    Though nobody can be told of it; what only reads is.
    """
    erasing = Answering({"user": "g.a", "rooms": 9}, items=9)
    assert "it is done" in told(erasing, "erase", "g.a")
    assert erasing.done
    checking = Answering({"problems": 0}, items=9)
    checking_line = told(checking, "check")
    assert checking_line == "chatd: standard output: no space left on device\n"
    assert not checking.done


def test_error_is_one_line_whatever_is_in_it(capsys: pytest.CaptureFixture[str]) -> None:
    """
    As names of files can hold anything.
    """
    print_error("a\nb\x1b[2J\udce9 新")
    assert capsys.readouterr().err == "chatd: a\\nb\\x1b[2J\\xe9 新\n"


def test_path_can_be_read() -> None:
    """
    A path need not be UTF-8.
    """
    assert readable(Path("新/\udce9")) == "新/\\xe9"
