"""
What an operator can have done about people, keys of back ends and rooms: orders for the control socket.

`who` is a user's id, or the name of an account.
"""

from typing import Any

from msgspec import UNSET, UnsetType

from chatd.forms import Count
from chatd.record import Order


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
    roles: dict[str, str] = {}  # noqa: RUF012 - a struct copies it
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
