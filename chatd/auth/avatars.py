"""
What a portal of chatd's is asked for.
"""

from zope.interface import Attribute, Interface, classImplements

from chatd.auth.identity import Avatar


class IAvatar(Interface):  # type: ignore[misc] # zope has no types
    """
    See `chatd.auth.identity.Avatar`, which is one.
    """

    user = Attribute("The `chatd.model.User` that this is to others.")
    kind = Attribute("How that is known: ``guest``, ``account``, ``token`` or ``key``.")
    expires = Attribute("The instant, in milliseconds since 1970 UTC, from which on it is not true any more, or None.")
    grants = Attribute("The `chatd.standing.Grants` that came with it, or None.")
    admin = Attribute("Whether this is an administrator of the site.")
    session = Attribute("What the cookie session is known by, or None.")
    speaks_as = Attribute("Whether it may speak as any other user: a back end whose key says so.")


classImplements(Avatar, IAvatar)
