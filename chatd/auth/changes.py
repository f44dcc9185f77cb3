"""
What changes about people who may be online now: told once it is stored, so that live sessions hear of it.
"""

from collections.abc import Callable

from msgspec import Struct

from chatd.model import User


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
