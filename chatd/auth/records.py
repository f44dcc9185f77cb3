"""
What is kept of people: accounts, their sessions, keys of back ends, one-time links.

All are frozen.  Times are milliseconds since 1970 UTC.  No secret stands here in a form that could be used: passwords
are argon2id, tokens are the hexadecimal SHA-256 of themselves (`chatd.auth.opaque.digest`).
"""

from typing import Literal

from msgspec import Struct

from chatd.lookalikes import Likeness
from chatd.model import User

LinkKind = Literal["reset", "invitation"]


class Account(Struct, frozen=True):
    """
    Somebody who signs in with a name and a password.  `password` is its hash; None: no password opens it.

    No two accounts have the same shape or the same letters in their `likeness`.
    """

    id: str
    name: str
    likeness: Likeness
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

    `chatd.standing.grants` says what may stand in `rooms` and `roles`.
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
