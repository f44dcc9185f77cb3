"""
What goes over the control socket.
"""

import msgspec
import pytest

from chatd.admin.protocol import (
    Backup,
    Check,
    Done,
    End,
    Epoch,
    Erase,
    Export,
    Failed,
    Import,
    Item,
    Line,
    Record,
    Status,
    asked,
    encode,
    told,
)
from chatd.errors import Refusal


@pytest.mark.parametrize(
    "record",
    [
        Status(),
        Check(),
        Backup(),
        Erase("g.a"),
        Epoch(),
        Epoch("lobby"),
        Export("lobby"),
        Import("lobby", replace=True),
        Line('{"text": "新年\\n"}'),
        End(),
    ],
)
def test_order_is_one_line_and_is_understood(record: Record) -> None:
    """
    Whatever stands in it.
    """
    line = encode(record)
    assert line.count(b"\n") == 1
    assert asked(line) == record


@pytest.mark.parametrize("record", [Line("x"), Item({"room": "a"}), Done({}), Failed("invalid", "why")])
def test_answer_is_one_line_and_is_understood(record: Record) -> None:
    """
    By the command that asked.
    """
    line = encode(record)
    assert line.count(b"\n") == 1
    assert told(line) == record


@pytest.mark.parametrize(
    "line",
    [b"", b"{", b"[]", b"{}", b'{"type":"shutdown"}', b'{"type":"status","x":1}', b'{"type":"ok","value":{}}', b"\xff"],
)
def test_anything_else_is_refused(line: bytes) -> None:
    """
    By name.
    """
    with pytest.raises(Refusal) as caught:
        asked(line)
    assert caught.value.code == "invalid"


def test_no_order_is_an_answer() -> None:
    """
    The two ways have words of their own.
    """
    with pytest.raises(msgspec.DecodeError):
        told(encode(Status()))
