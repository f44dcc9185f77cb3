"""
Records on the control socket: one JSON object per line.

A request of `chatd.admin.command_table` goes to the daemon.  The daemon sends `Line` and `Item` records as it finds
them, then one `Done` or `Failed`.
"""

from typing import Any, Generic, TypeVar

import msgspec
from msgspec import Struct

T = TypeVar("T")

LINE_MAX = 1 << 20
"""The maximum bytes of one line of an exported log."""

WIRE_MAX = 2 * LINE_MAX + 4096
"""The maximum bytes of one record: a line of a log is a JSON string in it, in which a quote takes two bytes."""


class Record(Struct, frozen=True, tag_field="type", forbid_unknown_fields=True):
    """
    One line on the socket, in either direction.
    """


class Request(Record, frozen=True):
    """
    The base of the requests: one for each command that the daemon executes.
    """


class Line(Record, frozen=True, tag="line"):
    """
    One line of a log, without its end.
    """

    text: str


class End(Record, frozen=True, tag="end"):
    """
    Follows the last `Line` of a request.
    """


class Item(Record, Generic[T], frozen=True, tag="item"):
    """
    One of several results; the type of `value` is in the command's row.
    """

    value: T


class Done(Record, Generic[T], frozen=True, tag="ok"):
    """
    The request was executed; the type of `value` is in the command's row.
    """

    value: T


class Failed(Record, frozen=True, tag="error"):
    """
    The request failed; `code` is one of `chatd.errors.CODES`, `message` one line for the operator.
    """

    code: str
    message: str


Reply = Line | Item[Any] | Done[Any] | Failed

_encode = msgspec.json.Encoder().encode


def encode_record(record: Record) -> bytes:
    """
    Returns the JSON of `record` with a newline.
    """
    return _encode(record) + b"\n"
