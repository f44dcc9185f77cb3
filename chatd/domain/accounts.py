"""
Accounts, principals, authors, stored credentials, and grants.
"""

from collections.abc import Callable, Collection, Mapping
from hashlib import sha256
from typing import Literal, NamedTuple, Protocol

from msgspec import Struct

from chatd.domain.events import User
from chatd.domain.patterns import SITE, Pattern
from chatd.domain.revocations import Revocation, TokenFacts
from chatd.domain.roles import ACTIONS, ROOM_ROLES
from chatd.domain.rooms import INBOX

SITE_ACTIONS = frozenset({"notify", "see_users", "sign_out"})
"""Actions that tokens and API keys may have though their user's role does not."""

_EVERYWHERE = (SITE, "*")


class Grants(Struct, frozen=True):
    """
    The rights in a token or an API key: `roles` by room pattern, and the only allowed `actions` by room pattern.

    With `actions` None, a role is not limited.  In the rooms of `attach` they give the action ``attach`` to a role that
    would not have it, and the actions of `site`, which concern no room.
    """

    roles: tuple[tuple[Pattern, str], ...] = ()
    actions: tuple[tuple[Pattern, frozenset[str]], ...] | None = None
    attach: tuple[Pattern, ...] = ()
    site: frozenset[str] = frozenset()

    def allow(self, action: str, room: str) -> bool:
        """
        Whether `actions` include `action` in `room`; True if there are no limits.
        """
        if self.actions is None or action in self.site:
            return True
        return any(action in some and pattern.matches(room) for pattern, some in self.actions)

    def give(self, action: str, room: str) -> bool:
        """
        Whether `action` is allowed in `room` to a role that the table does not allow it.
        """
        if action in self.site:
            return True
        return action == "attach" and any(pattern.matches(room) for pattern in self.attach)


def grants(
    roles: Mapping[str, str] | None = None,
    rooms: Mapping[str, Collection[str]] | None = None,
    *,
    back_end: bool = False,
) -> Grants:
    """
    Makes grants from `roles` by room pattern and `rooms`, the only allowed actions by room pattern (``*``: all actions;
    None: no limit).

    ``attach`` is given to any role where it is named; a `back_end` has it in all its rooms with ``*``, too.  So are
    the actions of `SITE_ACTIONS`, which are named for all rooms (the pattern ``*``) or for the site; but ``sign_out``
    has to be named, or all actions of the site.

    Raises ValueError, which names the wrong pattern, role or action.
    """
    given: list[tuple[Pattern, str]] = []
    for text, role in (roles or {}).items():
        if role not in ROOM_ROLES:
            raise ValueError(f"roles.{text}: {role!r}: expected one of {', '.join(ROOM_ROLES)}")
        given.append((_pattern(text, "roles"), role))
    if rooms is None:
        return Grants(tuple(given))
    limits: list[tuple[Pattern, frozenset[str]]] = []
    attach: list[Pattern] = []
    site: set[str] = set()
    for text, actions in rooms.items():
        unknown = next((action for action in actions if action != "*" and action not in ACTIONS), None)
        if unknown is not None:
            raise ValueError(f"rooms.{text}: {unknown!r}: there is no such action")
        pattern = _pattern(text, "rooms")
        limits.append((pattern, frozenset(ACTIONS if "*" in actions else actions)))
        if text == "*":
            # The own inbox, too, which nobody else's grants open.
            limits.append((Pattern(f"{INBOX}*"), limits[-1][1]))
        if "attach" in actions or (back_end and "*" in actions):
            attach.append(pattern)
        if text in _EVERYWHERE:
            site.update(SITE_ACTIONS.intersection(actions))
            if back_end and "*" in actions:
                site.update(SITE_ACTIONS if text == SITE else SITE_ACTIONS - {"sign_out"})
    return Grants(tuple(given), tuple(limits), tuple(attach), frozenset(site))


def _pattern(text: str, claim: str) -> Pattern:
    try:
        return Pattern(text)
    except ValueError as error:
        raise ValueError(f"{claim}: {error}") from None


class NameKeys(Struct, frozen=True):
    """
    The two keys by which names are compared.  Names are too similar if they have the same `shape` or `letters`.

    `shape`: lookalike characters are unified first, then case is removed: Greek "ΑΝΝΑ" has the shape of "anna".
    `letters`: case is removed first, then lookalike characters are unified: Cyrillic "АННА" has the letters of "анна",
    but not the shape, since it looks like "AHHA".  Each key finds pairs that the other one does not.
    """

    shape: str
    letters: str


Kind = Literal["guest", "account", "token", "key"]


class Rate(NamedTuple):
    """
    The budget of an API key: `burst` commands or messages at once, then `per_second`.
    """

    per_second: float = 100.0
    burst: int = 500


class Principal(Struct, frozen=True):
    """
    The result of authentication: `user` as others see it, and the `kind` of credentials.

    It is valid until `expires`, in milliseconds since 1970 UTC (None: no limit).  `grants` are the rights in the token
    or key; `admin`: an administrator of the site; `session` is the digest of the cookie session.  A back end with
    `speaks_as` may speak as any other user; then `via` is the back end's own id.  A back end has a budget of its own,
    whoever it speaks as: its `rate`.  `token`: what the token of an issuer says of itself.

    The values are those at the time of the login.  Later changes are reported as a `chatd.domain.accounts.Change`.
    """

    user: User
    kind: Kind
    expires: int | None = None
    grants: Grants | None = None
    admin: bool = False
    session: str | None = None
    speaks_as: bool = False
    via: str | None = None
    rate: Rate | None = None
    token: TokenFacts | None = None

    @property
    def is_hook(self) -> bool:
        """
        Whether this is an incoming webhook, which the owners of a room make as many of as they like.
        """
        return self.user.id.startswith(f"k.{HOOK_PREFIX}")

    @property
    def marks(self) -> set[str | None]:
        """
        By what a `Change` names this login: its user, the back end that speaks as them, the issuer of its token.
        """
        return {self.user.id, self.via, None if self.token is None else issuer_mark(self.token.issuer)}


LinkKind = Literal["reset", "invitation"]


class Account(Struct, frozen=True):
    """
    An account with the sign-in name `login` and the hash of a `password`; None: no password is valid.

    `name` is the display name, equal to `login` until one of them is changed.  `likeness` are the keys of `name`,
    `login_likeness` those of `login`.  No two accounts have a shape or letters in common, in either name.  `browsers`
    grows whenever the browsers that know the account are to be forgotten.
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
    browsers: int = 0

    @property
    def user(self) -> User:
        """
        The user that others see.
        """
        return User(self.id, self.name)

    def __repr__(self) -> str:
        # Without the hash, so that it cannot be logged by mistake.
        return f"Account({self.id!r}, {self.name!r})"


class CookieSession(Struct, frozen=True):
    """
    A browser that is signed in.  The session expires at `ends`, which each use postpones; `agent` is the browser's
    ``User-Agent``.
    """

    digest: str
    account: str
    agent: str
    created: int
    used: int
    ends: int


class Scope(Struct, frozen=True, forbid_unknown_fields=True):
    """
    The rights of an API key: the only allowed actions by room pattern (``*``: all actions), roles by room pattern, and
    whether it may speak as any user; its budget, `per_second` and `burst`; and when it `ends`, in milliseconds since
    1970 UTC (None: never).

    `chatd.domain.accounts.grants` validates `rooms` and `roles`.
    """

    rooms: dict[str, tuple[str, ...]]
    roles: dict[str, str] = {}
    speaks_as: bool = False
    per_second: float = Rate().per_second
    burst: int = Rate().burst
    ends: int | None = None


HOOK_PREFIX = "hook."
"""How the name of a key begins that is an incoming webhook; no other key has a name with a dot."""
HOOK_RATE = Rate(1.0, 60)
"""The budget of an incoming webhook, unless another one is given."""


class ApiKey(Struct, frozen=True):
    """
    The API key of a back end, whose user is ``k.NAME``; `by` is the id of the user who created the key.

    A key named ``hook.NAME`` is an incoming webhook: its token is part of an address and valid there only.
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
    A token that can be used once, before `ends`: to set a new password of `account`, or to register an account.
    """

    digest: str
    kind: LinkKind
    by: str
    created: int
    ends: int
    account: str | None = None


class Renamed(Struct, frozen=True):
    """
    The display name of an account has changed; `user` has the new one.
    """

    user: User


class SignedOut(Struct, frozen=True):
    """
    Cookie sessions of the user with the id `user` have ended: `session`, or if that is None all except `keep`.
    """

    user: str
    session: str | None = None
    keep: str | None = None


class Promoted(Struct, frozen=True):
    """
    The user with the id `user` has become an administrator of the site, or is none any more.
    """

    user: str
    admin: bool


ContactRule = Literal["everybody", "shared", "nobody"]
"""Who may invite a user and write to them in direct rooms; ``shared``: who is a member of one of their rooms."""


class TokensRevoked(Struct, frozen=True):
    """
    Tokens of an issuer, or of a guest, are refused from now on.
    """

    revocation: Revocation


Change = Renamed | SignedOut | Promoted | TokensRevoked

Changed = Callable[[Change], None]
"""Called in the reactor's thread, after the commit."""


class Actor(Protocol):
    """
    The user of an action, with all that permission checks need.
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
        Whether this is the operator, who acts on the command line of the server and may do everything.
        """

    @property
    def grants(self) -> Grants | None:
        """
        The rights in the token or key of the login; None if there are no limits.
        """

    @property
    def origin(self) -> str | None:
        """
        The peer's address group, which sanctions by address are compared with.
        """


class Author(Struct, frozen=True):
    """
    An `Actor` as a value: the user and the rights at the time of an action.
    """

    who: User
    admin: bool = False
    operator: bool = False
    grants: Grants | None = None
    origin: str | None = None


def author_of(principal: Principal, origin: str | None) -> Author:
    """
    Returns the author with the rights of `principal` and the address group `origin`.
    """
    return Author(principal.user, principal.admin, False, principal.grants, origin)


OPERATOR = Author(User("o.operator", "operator"), operator=True)
"""The operator, who acts on the command line of the server and may do everything."""


def issuer_mark(issuer: str) -> str:
    """
    What stands for all users of a token issuer where their ids are collected.
    """
    return f"x.{issuer}"


def erased_mark(user_id: str) -> str:
    """
    What is kept of an erased guest, so that their token is refused: nothing can be read from it.
    """
    return sha256(user_id.encode("utf-8", "surrogatepass")).hexdigest()
