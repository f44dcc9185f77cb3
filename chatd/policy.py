"""
Who may do what, in one table.

Pure: asked by the use cases for every command on every door, so that no door can forget to.
"""

from chatd.errors import Refusal
from chatd.model import Draft, User

ACTIONS = ("read", "say", "signal", "edit_own", "delete_own")
"""What can be allowed in a room, in the order a client is told."""

_ALL = frozenset(ACTIONS)

# What a role may do in a room.  Everybody may do everything there is so far.
ROLES: dict[str, frozenset[str]] = {
    "guest": _ALL,
    "member": _ALL,
}


def role_of(user: User, room: str) -> str:
    """
    The role that `user` has in `room`.
    """
    return "guest" if user.guest else "member"


def can(role: str) -> list[str]:
    """
    The actions of `role`, in the order of `ACTIONS`.
    """
    allowed = ROLES[role]
    return [action for action in ACTIONS if action in allowed]


def check(user: User, action: str, room: str) -> None:
    """
    Refuse as `forbidden` what `user` may not do in `room`; ids that begin with ``~`` are the server's to make.
    """
    if room.startswith("~"):
        raise Refusal("not_found", "there is no such room")
    if action not in ROLES[role_of(user, room)]:
        raise Refusal("forbidden", f"you may not {action} in {room}")


def verdict(draft: Draft) -> Refusal | None:
    """
    Whether `draft` may still go into the log: asked once more when its batch is put together.
    """
    try:
        check(draft.user, "say", draft.room)
    except Refusal as refusal:
        return refusal
    return None
