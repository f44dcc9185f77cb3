"""
A back end that speaks as another user.
"""

from msgspec.structs import replace

from chatd.domain.accounts import Principal
from chatd.errors import Refusal
from chatd.interfaces.accounts import Identity
from chatd.protocol.commands import SpeaksAs


async def speak_as(identity: Identity, principal: Principal, other: SpeaksAs | None) -> Principal:
    """
    The principal of a back end that speaks as `other`; `principal` itself if that is None.

    Refused as `forbidden` if it may not, as `invalid` or `not_found` for a user that no back end can be.
    """
    if other is None:
        return principal
    if not principal.speaks_as:
        raise Refusal("forbidden", "as: what you logged in with does not let you speak as somebody else", field="as")
    user = await identity.back_end_user(other.id, other.name)
    return replace(principal, user=user, via=principal.user.id, admin=False)
