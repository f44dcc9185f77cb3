"""
Who somebody turned out to be, and with what rights.
"""

from typing import Literal

from msgspec import Struct
from zope.interface import Attribute, Interface, classImplements

from chatd.model import User
from chatd.standing import Grants

Kind = Literal["guest", "account", "token", "key"]


class IAvatar(Interface):  # type: ignore[misc] # zope has no types
    """
    What a portal of chatd's is asked for.
    """

    user = Attribute("The `chatd.model.User` that this is to others.")
    kind = Attribute("How that is known: ``guest``, ``account``, ``token`` or ``key``.")
    expires = Attribute("The instant, in milliseconds since 1970 UTC, from which on it is not true any more, or None.")
    grants = Attribute("The `chatd.standing.Grants` that came with it, or None.")
    admin = Attribute("Whether this is an administrator of the site.")
    session = Attribute("What the cookie session is known by, or None.")
    speaks_as = Attribute("Whether it may speak as any other user: a back end whose key says so.")


class Avatar(Struct, frozen=True):
    """
    An `IAvatar`.  It is a value: what it says was true when somebody logged in, and what changes it afterwards is told
    as a `chatd.auth.changes.Change`.
    """

    user: User
    kind: Kind
    expires: int | None = None
    grants: Grants | None = None
    admin: bool = False
    session: str | None = None
    speaks_as: bool = False


classImplements(Avatar, IAvatar)
