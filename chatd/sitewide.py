"""
What somebody is to the site, as they are told.
"""

from typing import TYPE_CHECKING

from chatd.answers import SiteStanding
from chatd.authority import Authority

if TYPE_CHECKING:
    from chatd.session import Session


def sitewide(authority: Authority, session: "Session") -> SiteStanding:
    """
    What the user of `session` may do beside all rooms, and how long that is true.
    """
    avatar = session.avatar
    if avatar is None:
        return SiteStanding()
    return SiteStanding(avatar.kind, avatar.admin, authority.rights(session, None).can, avatar.expires)
