"""
What an operator can ask of a running chatd, and what comes back: one JSON object a line, over the control socket.

An order is answered with any number of `Item` or `Line` and one `Done` or `Failed` at the end.  What follows an
`Import` is one `Line` for each of the file, and `End`.
"""

from collections.abc import Callable
from typing import Any

import msgspec

from chatd.charges import AnyCharge
from chatd.errors import Refusal
from chatd.misfits import explain
from chatd.record import Order, Record

LINE_MAX = 1 << 20
"""Bytes of one line of an exported log."""

WIRE_MAX = 2 * LINE_MAX + 4096
"""Bytes of one object on the socket: a line of a log is a string in it, and quotes take two bytes there."""


class Status(Order, frozen=True, tag="status"):
    """
    How things are: answered with the fields of `chatd.upkeep.Vitals`.
    """


class Check(Order, frozen=True, tag="check"):
    """
    What is wrong with the store: an item with a `problem` for each.
    """


class Backup(Order, frozen=True, tag="backup"):
    """
    A copy of everything: an item with the `name` of a file in the data directory.

    It is there until this connection ends or asks for something else, for whoever asked to take it away.
    """


class Erase(Order, frozen=True, tag="erase"):
    """
    Forget a user and their account, by id or by its name: an item for each `room` that held words of theirs.
    """

    who: str


class Epoch(Order, frozen=True, tag="epoch"):
    """
    Another epoch for a room, or for all: an item for each `room` that has one now.
    """

    room: str | None = None


class Export(Order, frozen=True, tag="export"):
    """
    The log of a room: a `Line` for each of `chatd.transcript`.
    """

    room: str


class Import(Order, frozen=True, tag="import"):
    """
    Make the log of a room from the lines that follow; `replace` the one it has.
    """

    room: str
    replace: bool = False


class Line(Record, frozen=True, tag="line"):
    """
    One line of a log, without its end.
    """

    text: str


class End(Record, frozen=True, tag="end"):
    """
    There are no more lines.
    """


class Item(Record, frozen=True, tag="item"):
    """
    One of several things found or done.
    """

    value: dict[str, Any]


class Done(Record, frozen=True, tag="ok"):
    """
    The order has been carried out.
    """

    value: dict[str, Any]


class Failed(Record, frozen=True, tag="error"):
    """
    It has not; `code` is one of `chatd.errors.CODES`, `message` one line for the operator.
    """

    code: str
    message: str


AnyOrder = Status | Check | Backup | Erase | Epoch | Export | Import | AnyCharge
Asked = AnyOrder | Line | End
Told = Line | Item | Done | Failed

_encode = msgspec.json.Encoder().encode
_asked: Callable[[bytes], Asked] = msgspec.json.Decoder(Asked).decode
_told: Callable[[bytes], Told] = msgspec.json.Decoder(Told).decode


def encode(record: Record) -> bytes:
    """
    The JSON of `record` with the end of its line.
    """
    return _encode(record) + b"\n"


def asked(line: bytes) -> Asked:
    """
    What an operator has sent; refused as `invalid` if it is nothing that can be asked.
    """
    try:
        return _asked(line)
    except msgspec.ValidationError as error:
        raise Refusal("invalid", explain(error).told("the order")) from None
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise Refusal("invalid", f"not an order: {error}") from None


def told(line: bytes) -> Told:
    """
    What chatd has answered; msgspec.DecodeError if that is no answer.
    """
    return _told(line)
