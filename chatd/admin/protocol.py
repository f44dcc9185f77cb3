"""
Records on the control socket: one JSON object a line.

A request of `chatd.admin.command_table` goes to the daemon; `Line` and `Item` come back as they are found, then one
`Done` or `Failed`.
"""

from typing import Any, Generic, TypeVar

import msgspec
from msgspec import Struct

T = TypeVar("T")

LINE_MAX = 1 << 20
"""Bytes of one line of an exported log."""

WIRE_MAX = 2 * LINE_MAX + 4096
"""Bytes of one object on the socket: a line of a log is a string in it, and quotes take two bytes there."""


class Record(Struct, frozen=True, tag_field="type", forbid_unknown_fields=True):
    """
    One line on the socket, in either direction.
    """


class Request(Record, frozen=True):
    """
    Base of the requests: one for each command that the daemon executes.
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
    One of several things found or done; the type of `value` stands in the command's row.
    """

    value: T


class Done(Record, Generic[T], frozen=True, tag="ok"):
    """
    The request has been carried out; the type of `value` stands in the command's row.
    """

    value: T


class Failed(Record, frozen=True, tag="error"):
    """
    The request has not been carried out; `code` is one of `chatd.errors.CODES`, `message` one line for the operator.
    """

    code: str
    message: str


Reply = Line | Item[Any] | Done[Any] | Failed

_encode = msgspec.json.Encoder().encode


def encode_record(record: Record) -> bytes:
    """
    The JSON of `record` with the end of its line.
    """
    return _encode(record) + b"\n"
