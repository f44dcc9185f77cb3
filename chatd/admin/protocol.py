"""
What goes over the control socket, as far as all of it is alike.
"""

from collections.abc import Callable
from typing import Any

import msgspec
from msgspec import UNSET, Struct, UnsetType

from chatd.domain.decode_errors import field_error
from chatd.errors import Refusal
from chatd.protocol.commands import Count


class Record(Struct, frozen=True, tag_field="type", forbid_unknown_fields=True):
    """
    One line on the socket, whichever way it goes.
    """


class Order(Record, frozen=True):
    """
    What an operator wants done.
    """


class AddUser(Order, frozen=True, tag="user_add", kw_only=True):
    """
    An account; without a password, a `link` to set one.
    """

    name: str
    password: str | None = None
    admin: bool = False


class ListUsers(Order, frozen=True, tag="user_list"):
    """
    All accounts: an item for each.
    """


class FlagUser(Order, frozen=True, tag="user_flag", kw_only=True):
    """
    Let an account in or not; make it an administrator's or not.
    """

    who: str
    disabled: bool | UnsetType = UNSET
    admin: bool | UnsetType = UNSET


class SetPassword(Order, frozen=True, tag="user_password", kw_only=True):
    """
    Another password for an account, or without one a `link` to set it.
    """

    who: str
    password: str | None = None


class CreateKey(Order, frozen=True, tag="key_create", kw_only=True):
    """
    A key of a back end: its `token`, shown only now.

    `rooms` are the only actions by pattern, `roles` what it is given.
    """

    name: str
    rooms: dict[str, list[str]]
    roles: dict[str, str] = {}
    speaks_as: bool = False


class ListKeys(Order, frozen=True, tag="key_list"):
    """
    All keys, without what opens anything: an item for each.
    """


class RevokeKey(Order, frozen=True, tag="key_revoke"):
    """
    From now on the key opens nothing.
    """

    name: str


class ListRooms(Order, frozen=True, tag="room_list"):
    """
    All rooms of which anything is kept, a log, settings or members: an item for each.
    """


class SetRoom(Order, frozen=True, tag="room_set"):
    """
    Set some of a room's title, topic, slow, retention and kind: as the command `set` of the wire takes them.
    """

    room: str
    changes: dict[str, Any]


class ListMembers(Order, frozen=True, tag="room_members"):
    """
    The members of a room: an item for each.
    """

    room: str


class GiveRole(Order, frozen=True, tag="room_role"):
    """
    Give somebody a role in a room, or take it with None.
    """

    room: str
    who: str
    role: str | None


class BanUser(Order, frozen=True, tag="ban", kw_only=True):
    """
    Keep somebody out, of a room or of the site, for some `seconds` or for good; `address`: everybody at theirs, too.
    """

    who: str
    room: str | None = None
    seconds: int | None = None
    reason: str = ""
    address: bool = False


class UnbanUser(Order, frozen=True, tag="unban", kw_only=True):
    """
    Let somebody in again.
    """

    who: str
    room: str | None = None
    reason: str = ""


class MuteUser(BanUser, frozen=True, tag="mute", kw_only=True):
    """
    Let somebody read and not speak; as `BanUser` otherwise.
    """


class UnmuteUser(UnbanUser, frozen=True, tag="unmute", kw_only=True):
    """
    Let somebody speak again.
    """


class ListSanctions(Order, frozen=True, tag="sanctions"):
    """
    The mutes and bans that are in force, in a room or everywhere: an item for each.
    """

    room: str | None = None


class ShowAudit(Order, frozen=True, tag="audit", kw_only=True):
    """
    The newest acts of power, in a room or everywhere: an item for each.
    """

    room: str | None = None
    limit: Count = 50


AnyCharge = (
    AddUser
    | ListUsers
    | FlagUser
    | SetPassword
    | CreateKey
    | ListKeys
    | RevokeKey
    | ListRooms
    | SetRoom
    | ListMembers
    | GiveRole
    | BanUser
    | UnbanUser
    | MuteUser
    | UnmuteUser
    | ListSanctions
    | ShowAudit
)

LINE_MAX = 1 << 20
"""Bytes of one line of an exported log."""

WIRE_MAX = 2 * LINE_MAX + 4096
"""Bytes of one object on the socket: a line of a log is a string in it, and quotes take two bytes there."""


class Status(Order, frozen=True, tag="status"):
    """
    How things are: answered with the fields of `chatd.admin.operations.Vitals`.
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
    The log of a room: a `Line` for each of `chatd.admin.room_file`.
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
        raise Refusal("invalid", field_error(error).told("the order")) from None
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise Refusal("invalid", f"not an order: {error}") from None


def told(line: bytes) -> Told:
    """
    What chatd has answered; msgspec.DecodeError if that is no answer.
    """
    return _told(line)
