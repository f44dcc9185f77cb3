"""
The permission table: the lowest role for each action and kind of room, with overrides from the configuration.

Pure.  `chatd.domain.permissions` finds a user's role in a room and decides about one command.
"""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from types import MappingProxyType

from msgspec import Struct

from chatd.domain.patterns import SITE, Pattern

# A cell is the lowest role that may perform the action; higher roles may, too; "-": nobody may.
#
# `guest` to `owner` are roles in a room, `admin` is site-wide, `operator` is a user of the control socket.  The column
# `site` is for actions outside of rooms: creating rooms, and sanctions for the whole site.
#
#   history_all  read messages from before one joined     unslowed     send without waiting in slow mode
#   report       report a message to the moderators       slow         set slow mode
#   review       read and resolve reports                 set          change title, kind, retention …
#   hooks        list, make and end incoming webhooks     create_direct  create a direct room of two users
#   create_room  create a room that has an owner
#   attach       send `data` with a message, besides API keys and tokens that name it (`Grants.gives`)
#   audit        read the audit log                       close        close the room
#   find_rooms   list and search public rooms              notify       write to the inbox of a user, besides API keys
#                                                          and tokens that name it
#   see_users    see who is online, and in which rooms    sign_out     end the sessions of others
TABLE = """
action         public     private    announce   archived   direct     inbox      site
read           guest      guest      guest      guest      member     member     -
history_all    guest      guest      guest      guest      member     member     -
search         guest      guest      guest      guest      member     member     -
members        guest      guest      guest      guest      member     -          -
say            guest      guest      moderator  -          member     -          -
attach         moderator  moderator  moderator  -          moderator  -          -
signal         guest      guest      moderator  -          member     -          -
edit_own       guest      guest      moderator  -          member     -          -
delete_own     guest      guest      guest      -          member     -          -
report         guest      guest      guest      guest      member     -          -
unslowed       moderator  moderator  moderator  -          member     -          -
delete_any     moderator  moderator  moderator  admin      -          member     -
slow           moderator  moderator  moderator  -          -          -          -
kick           moderator  moderator  moderator  moderator  -          -          admin
mute           moderator  moderator  moderator  moderator  -          -          admin
ban            moderator  moderator  moderator  moderator  -          -          admin
invite         moderator  moderator  moderator  -          -          -          admin
review         moderator  moderator  moderator  moderator  -          -          admin
audit          moderator  moderator  moderator  moderator  -          -          admin
set            owner      owner      owner      owner      -          -          admin
role           owner      owner      owner      owner      -          -          admin
close          owner      owner      owner      owner      operator   -          -
hooks          owner      owner      owner      owner      -          -          -
find_rooms     -          -          -          -          -          -          guest
create_room    -          -          -          -          -          -          member
create_direct  -          -          -          -          -          -          member
notify         -          -          -          -          -          -          admin
see_users      -          -          -          -          -          -          admin
sign_out       -          -          -          -          -          -          admin
"""

ROOM_ROLES = ("guest", "member", "moderator", "owner")
"""The roles that can be given in a room, lowest first."""

ROLES = (*ROOM_ROLES, "admin", "operator")
RANK = {role: rank for rank, role in enumerate(ROLES)}

_HEAD, *_ROWS = (line.split() for line in TABLE.strip().splitlines())

KINDS = tuple(_HEAD[1:])
ACTIONS = tuple(row[0] for row in _ROWS)
"""All actions, in the order in which a client receives them."""


class Column(dict[str, int]):
    """
    One column of the table, immutable: the required rank by action, in table order.  Nobody may perform an action that
    is missing.
    """

    __slots__ = ("_may",)

    def __init__(self, least: Mapping[str, int]) -> None:
        super().__init__(least)
        self._may: dict[int, tuple[str, ...]] = {}

    def up_to(self, rank: int) -> tuple[str, ...]:
        """
        The actions that a user of `rank` may perform.
        """
        may = self._may.get(rank)
        if may is None:
            may = self._may[rank] = tuple(action for action, least in self.items() if rank >= least)
        return may


LEAST: Mapping[str, Column] = MappingProxyType(
    {
        kind: Column({row[0]: RANK[row[column]] for row in _ROWS if row[column] != "-"})
        for column, kind in enumerate(KINDS, 1)
    }
)
"""The required rank by kind and action.  Nobody may perform an action that is missing."""


def rank(role: str | None) -> int:
    """
    Returns the rank of a role; -1 for None.
    """
    return -1 if role is None else RANK[role]


def outranks(role: str | None, other: str | None) -> bool:
    """
    Whether a user with `role` may act on a user with `other`: only if its rank is higher.
    """
    return rank(role) > rank(other)


class RoomFacts(Struct, frozen=True):
    """
    The permission rules of one room.  A `hidden` room is invisible to users without a role in it.

    `least` is the table column of the room's kind, with the overrides of the configuration.
    """

    id: str
    kind: str
    hidden: bool
    least: Column


class Override(Struct, frozen=True, forbid_unknown_fields=True):
    """
    An override for rooms whose id matches `rooms`: the lowest role by action; ``nobody`` forbids the action.

    Applies only to rooms of `kinds`; archived and direct rooms must be named there.  The pattern ``/`` is the site.
    """

    rooms: str
    allow: dict[str, str]
    kinds: tuple[str, ...] = ("public", "private")


class Rules:
    """
    The table with the overrides of the configuration.  The last matching override wins.

    Raises ValueError with the position of the error: ``[1].allow.shout: there is no such action``.
    """

    def __init__(self, overrides: Sequence[Override] = ()) -> None:
        self.replace_overrides(overrides)

    def replace_overrides(self, overrides: Sequence[Override]) -> None:
        """
        Uses these overrides from now on.  What `facts` has returned before is not changed.
        """
        self._overrides = [_checked(override, f"[{place}]") for place, override in enumerate(overrides)]
        self.site = self._facts(SITE, "site")

    def facts(self, room: str, kind: str) -> RoomFacts:
        """
        Returns the rules of one room; callers may cache them while it is open.  Raises ValueError for an unknown
        `kind`.
        """
        if kind not in LEAST or kind == "site":
            raise ValueError(f"{kind!r}: {_unknown(kind, KINDS[:-1], 'kind')}")
        return self._facts(room, kind)

    def _facts(self, room: str, kind: str) -> RoomFacts:
        least = LEAST[kind]
        for pattern, kinds, changes in self._overrides:
            if kind in kinds and pattern.matches(room):
                merged = {**least, **changes}
                least = Column({action: rank for action in ACTIONS if (rank := merged.get(action)) is not None})
        hidden = kind in {"private", "direct", "inbox"} or room.startswith("~")
        return RoomFacts(room, kind, hidden, least)


_Checked = tuple[Pattern, frozenset[str], dict[str, int | None]]


def _checked(override: Override, place: str) -> _Checked:
    try:
        pattern = Pattern(override.rooms)
    except ValueError as error:
        raise ValueError(f"{place}.rooms: {error}") from None
    kinds = ("site",) if override.rooms == SITE else override.kinds
    for kind in override.kinds:
        if kind not in KINDS[:-1]:
            raise ValueError(f"{place}.kinds: {kind!r}: {_unknown(kind, KINDS[:-1], 'kind')}")
    changes: dict[str, int | None] = {}
    for action, role in override.allow.items():
        if action not in ACTIONS:
            raise ValueError(f"{place}.allow.{action}: {_unknown(action, ACTIONS, 'action')}")
        if role not in RANK and role != "nobody":
            raise ValueError(f"{place}.allow.{action}: {role!r}: {_unknown(role, (*ROLES, 'nobody'), 'role')}")
        changes[action] = RANK.get(role)
    return pattern, frozenset(kinds), changes


def _unknown(name: str, known: Sequence[str], what: str) -> str:
    nearest = get_close_matches(name, known, 1, 0.6)
    hint = f"did you mean {nearest[0]}?" if nearest else f"expected one of {', '.join(known)}"
    return f"there is no such {what}; {hint}"
