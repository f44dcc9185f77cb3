"""
What goes over the control socket.
"""

import msgspec
import pytest

from chatd.admin.command_table import COMMANDS, decode_request, reply_decoder
from chatd.admin.commands.logs import EraseUser, ErasureDone, ExportRoom, ImportRoom, RenewEpochs, RoomConcerned
from chatd.admin.commands.store import BackUpStore, CheckStore, ShowStatus
from chatd.admin.protocol import Done, End, Failed, Item, Line, Record, encode_record
from chatd.errors import Refusal


@pytest.mark.parametrize(
    "record",
    [
        ShowStatus(),
        CheckStore(),
        BackUpStore(),
        EraseUser("g.a"),
        RenewEpochs(),
        RenewEpochs("lobby"),
        ExportRoom("lobby"),
        ImportRoom("lobby", replace=True),
        Line('{"text": "新年\\n"}'),
        End(),
    ],
)
def test_order_is_one_line_and_is_understood(record: Record) -> None:
    line = encode_record(record)
    assert line.count(b"\n") == 1
    assert decode_request(line) == record


@pytest.mark.parametrize(
    "record", [Line("x"), Item(RoomConcerned("a")), Done(ErasureDone("g.a", 1)), Failed("invalid", "why")]
)
def test_answer_is_one_line_and_is_understood(record: Record) -> None:
    line = encode_record(record)
    assert line.count(b"\n") == 1
    assert reply_decoder(EraseUser)(line) == record


@pytest.mark.parametrize(
    "line",
    [b"", b"{", b"[]", b"{}", b'{"type":"shutdown"}', b'{"type":"status","x":1}', b'{"type":"ok","value":{}}', b"\xff"],
)
def test_anything_else_is_refused(line: bytes) -> None:
    with pytest.raises(Refusal) as caught:
        decode_request(line)
    assert caught.value.code == "invalid"


def test_no_order_is_an_answer() -> None:
    """
    The two ways have words of their own.
    """
    with pytest.raises(msgspec.DecodeError):
        reply_decoder(ShowStatus)(encode_record(ShowStatus()))


def test_rows_of_one_request_execute_and_print_alike() -> None:
    """
    Whichever of them is found by the request.
    """
    for row in COMMANDS:
        alike = [other for other in COMMANDS if other.request is row.request]
        assert {(other.execute, other.answer, other.item, other.reads_only) for other in alike} == {
            (row.execute, row.answer, row.item, row.reads_only)
        }


def test_commands_have_names_of_their_own() -> None:
    names = [row.name for row in COMMANDS if row.name]
    assert len(set(names)) == len(names)
