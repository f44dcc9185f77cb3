"""
Which role may do what in which kind of room: one table, and what the configuration changes in it.

Pure.  Who somebody is in a room, and what that means for one command, is decided in `chatd.domain.permissions`.
"""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from types import MappingProxyType

from msgspec import Struct

from chatd.domain.patterns import SITE, Pattern

# A cell is the lowest role that may; every higher one may too; "-" is nobody.
#
# `guest` to `owner` are roles in a room.  `admin` is site-wide, `operator` is whoever holds the machine.  The column
# `site` is about no room: making rooms, and sanctions that hold everywhere.
#
#   history_all  read what was said before one came      unslowed     speak without waiting in slow mode
#   report       tell the moderators of a message        slow         set slow mode
#   review       work through the reports                set          change title, kind, retention …
#   create_room  make a room that has an owner           create_direct  begin a conversation of two
#   audit        read who did what with their powers     close        end the room
#   find_rooms   look through the list of public rooms
TABLE = """
action         public     private    announce   archived   direct     site
read           guest      guest      guest      guest      member     -
history_all    guest      guest      guest      guest      member     -
search         guest      guest      guest      guest      member     -
members        guest      guest      guest      guest      member     -
say            guest      guest      moderator  -          member     -
signal         guest      guest      moderator  -          member     -
edit_own       guest      guest      moderator  -          member     -
delete_own     guest      guest      guest      -          member     -
report         guest      guest      guest      guest      member     -
unslowed       moderator  moderator  moderator  -          member     -
delete_any     moderator  moderator  moderator  admin      -          -
slow           moderator  moderator  moderator  -          -          -
kick           moderator  moderator  moderator  moderator  -          admin
mute           moderator  moderator  moderator  moderator  -          admin
ban            moderator  moderator  moderator  moderator  -          admin
invite         moderator  moderator  moderator  -          -          admin
review         moderator  moderator  moderator  moderator  -          admin
audit          moderator  moderator  moderator  moderator  -          admin
set            owner      owner      owner      owner      -          admin
role           owner      owner      owner      owner      -          admin
close          owner      owner      owner      owner      operator   -
find_rooms     -          -          -          -          -          guest
create_room    -          -          -          -          -          member
create_direct  -          -          -          -          -          member
"""

ROOM_ROLES = ("guest", "member", "moderator", "owner")
"""What somebody can be made in a room, the lowest first."""

ROLES = (*ROOM_ROLES, "admin", "operator")
RANK = {role: rank for rank, role in enumerate(ROLES)}

_HEAD, *_ROWS = (line.split() for line in TABLE.strip().splitlines())

KINDS = tuple(_HEAD[1:])
ACTIONS = tuple(row[0] for row in _ROWS)
"""Everything that can be allowed, in the order a client is told."""


class Column(dict[str, int]):
    """
    What holds in one kind of room: by action, in the order of the table, the rank it takes; what is not there is for
    nobody.  Made once, and never changed.
    """

    __slots__ = ("_may",)

    def __init__(self, least: Mapping[str, int]) -> None:
        super().__init__(least)
        self._may: dict[int, tuple[str, ...]] = {}

    def up_to(self, rank: int) -> tuple[str, ...]:
        """
        The actions for which that rank is enough.
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
"""By kind and action the rank it takes; what is not there is for nobody."""


def rank(role: str | None) -> int:
    """
    How high a role stands; -1 for none.
    """
    return -1 if role is None else RANK[role]


def outranks(role: str | None, other: str | None) -> bool:
    """
    Whether who has `role` may act on who has `other`: nobody acts on their equal or better.
    """
    return rank(role) > rank(other)


class RoomFacts(Struct, frozen=True):
    """
    What the rules have to know of a room.  It is `hidden` from all who have no role in it.

    `least` is the room's column of the table, with what the configuration changed in it.
    """

    id: str
    kind: str
    hidden: bool
    least: Column


class Override(Struct, frozen=True, forbid_unknown_fields=True):
    """
    For rooms whose id matches `rooms`: the lowest role for some actions, ``nobody`` for none.

    Only rooms of `kinds`: what is archived or direct stays so unless it is named.  The pattern ``/`` is the site.
    """

    rooms: str
    allow: dict[str, str]
    kinds: tuple[str, ...] = ("public", "private")


class Rules:
    """
    The table with the overrides of the configuration; where several match, the last one counts.

    Raises ValueError with the place of what is wrong: ``[1].allow.shout: there is no such action``.
    """

    def __init__(self, overrides: Sequence[Override] = ()) -> None:
        self._overrides = [_checked(override, f"[{place}]") for place, override in enumerate(overrides)]
        self.site = self._facts(SITE, "site")

    def facts(self, room: str, kind: str) -> RoomFacts:
        """
        The rules of one room, to be kept while it is open.  Rooms without overrides share the table.
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
        hidden = kind in {"private", "direct"} or room.startswith("~")
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
