"""
Who somebody turned out to be, and with what rights: one frozen value.
"""

from typing import Literal

from msgspec import Struct

from chatd.model import User
from chatd.standing import Grants

Kind = Literal["guest", "account", "token", "key"]


class Avatar(Struct, frozen=True):
    """
    `user` is who this is to others, `kind` how that is known.

    It is not true any more from `expires` on, in milliseconds since 1970 UTC, if that is not None.  `grants` came with
    it; `admin`: an administrator of the site; `session` is what the cookie session is known by; a back end that
    `speaks_as` may speak as any other user, and then `via` is its own id.  What it says was true when somebody logged
    in; what changes it afterwards is told as a `chatd.auth.changes.Change`.
    """

    user: User
    kind: Kind
    expires: int | None = None
    grants: Grants | None = None
    admin: bool = False
    session: str | None = None
    speaks_as: bool = False
    via: str | None = None
