"""
Who somebody is: accounts, principals, authors, credentials as they are stored, and what they are granted.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Literal, Protocol

from msgspec import Struct

from chatd.domain.events import User
from chatd.domain.patterns import Pattern
from chatd.domain.roles import ACTIONS, ROOM_ROLES


class Grants(Struct, frozen=True):
    """
    What a token or an API key says.  `roles` are given in rooms; `actions`, if there are any, limit what a role allows.
    """

    roles: tuple[tuple[Pattern, str], ...] = ()
    actions: tuple[tuple[Pattern, frozenset[str]], ...] | None = None

    def allow(self, action: str, room: str) -> bool:
        """
        Whether the limits leave `action` in `room`.
        """
        return self.actions is None or any(action in some and pattern.matches(room) for pattern, some in self.actions)


def grants(roles: Mapping[str, str] | None = None, rooms: Mapping[str, Collection[str]] | None = None) -> Grants:
    """
    Grants from `roles` by pattern and, if it is not None, the only actions by pattern; ``*`` for all actions.

    ValueError names the pattern, role or action that cannot be.
    """
    given: list[tuple[Pattern, str]] = []
    for text, role in (roles or {}).items():
        if role not in ROOM_ROLES:
            raise ValueError(f"roles.{text}: {role!r}: expected one of {', '.join(ROOM_ROLES)}")
        given.append((_pattern(text, "roles"), role))
    if rooms is None:
        return Grants(tuple(given))
    limits: list[tuple[Pattern, frozenset[str]]] = []
    for text, actions in rooms.items():
        unknown = next((action for action in actions if action != "*" and action not in ACTIONS), None)
        if unknown is not None:
            raise ValueError(f"rooms.{text}: {unknown!r}: there is no such action")
        limits.append((_pattern(text, "rooms"), frozenset(ACTIONS if "*" in actions else actions)))
    return Grants(tuple(given), tuple(limits))


def _pattern(text: str, claim: str) -> Pattern:
    try:
        return Pattern(text)
    except ValueError as error:
        raise ValueError(f"{claim}: {error}") from None


class NameKeys(Struct, frozen=True):
    """
    What is compared of a name.  Two names are too much alike if they have the same `shape` or the same `letters`.

    `shape` is how it looks, and then without case: a Greek "ΑΝΝΑ" has that of "anna".  `letters` is without case, and
    then how that looks: "АННА" has those of "анна", though it looks like "AHHA".  One alone would let through what the
    other catches.
    """

    shape: str
    letters: str


Kind = Literal["guest", "account", "token", "key"]


class Principal(Struct, frozen=True):
    """
    `user` is who this is to others, `kind` how that is known.

    It is not true any more from `expires` on, in milliseconds since 1970 UTC, if that is not None.  `grants` came with
    it; `admin`: an administrator of the site; `session` is what the cookie session is known by; a back end that
    `speaks_as` may speak as any other user, and then `via` is its own id.  What it says was true when somebody logged
    in; what changes it afterwards is told as a `chatd.domain.accounts.Change`.
    """

    user: User
    kind: Kind
    expires: int | None = None
    grants: Grants | None = None
    admin: bool = False
    session: str | None = None
    speaks_as: bool = False
    via: str | None = None


LinkKind = Literal["reset", "invitation"]


class Account(Struct, frozen=True):
    """
    Somebody who signs in with `login` and a password.  `password` is its hash; None: no password opens it.

    `name` is what others see.  The two are equal until one of them is changed.  `likeness` are the keys of `name`,
    `login_likeness` those of `login`: neither name of an account has the shape or the letters of another account's.
    """

    id: str
    name: str
    likeness: NameKeys
    login: str
    login_likeness: NameKeys
    password: str | None
    created: int
    admin: bool = False
    disabled: bool = False

    @property
    def user(self) -> User:
        """
        Who this is to others.
        """
        return User(self.id, self.name)

    def __repr__(self) -> str:
        # Without the hash: what is not there cannot be logged.
        return f"Account({self.id!r}, {self.name!r})"


class CookieSession(Struct, frozen=True):
    """
    One browser that is signed in, until `ends` unless it is used before; `agent` says what it called itself.
    """

    digest: str
    account: str
    agent: str
    created: int
    used: int
    ends: int


class Scope(Struct, frozen=True, forbid_unknown_fields=True):
    """
    What a key may do: the only actions, by pattern of rooms (``*`` for all actions), the roles it is given in rooms,
    and whether it may speak as any user.

    `chatd.domain.accounts.grants` says what may stand in `rooms` and `roles`.
    """

    rooms: dict[str, tuple[str, ...]]
    roles: dict[str, str] = {}
    speaks_as: bool = False


class ApiKey(Struct, frozen=True):
    """
    A back end that speaks for itself, as the user ``k.NAME``; `by` is the id of who made it.
    """

    name: str
    digest: str
    scope: Scope
    by: str
    created: int
    used: int | None = None
    revoked: int | None = None


class Link(Struct, frozen=True):
    """
    Something that works once, before `ends`: a new password for `account`, or an invitation to have one.
    """

    digest: str
    kind: LinkKind
    by: str
    created: int
    ends: int
    account: str | None = None


class Renamed(Struct, frozen=True):
    """
    An account has another name.
    """

    user: User


class SignedOut(Struct, frozen=True):
    """
    What the user with that id had opened is closed: the one cookie `session`, or if that is None all but `keep`.
    """

    user: str
    session: str | None = None
    keep: str | None = None


class Promoted(Struct, frozen=True):
    """
    The user with that id is an administrator of the site from now on, or is none.
    """

    user: str
    admin: bool


Change = Renamed | SignedOut | Promoted

Changed = Callable[[Change], None]
"""Called in the reactor's thread, after the commit."""


class Actor(Protocol):
    """
    Somebody who wants to do something.
    """

    @property
    def who(self) -> User:
        """
        The user.
        """

    @property
    def admin(self) -> bool:
        """
        Whether this is an administrator of the site.
        """

    @property
    def operator(self) -> bool:
        """
        Whether this is whoever holds the machine.
        """

    @property
    def grants(self) -> Grants | None:
        """
        What a token or a key says.
        """

    @property
    def origin(self) -> str | None:
        """
        The group of addresses that they come from, as sanctions mean it.
        """


class Author(Struct, frozen=True):
    """
    Somebody, as they were when they wanted something: an `Actor`.
    """

    who: User
    admin: bool = False
    operator: bool = False
    grants: Grants | None = None
    origin: str | None = None


def author_of(principal: Principal, origin: str | None) -> Author:
    """
    The author behind a principal that comes from the group of addresses `origin`.
    """
    return Author(principal.user, principal.admin, False, principal.grants, origin)


OPERATOR = Author(User("o.operator", "operator"), operator=True)
"""Whoever holds the machine, and may do everything there is to do."""
