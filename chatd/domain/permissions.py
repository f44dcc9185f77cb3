"""
Permission checks: `Subject` holds the input, `check_permission` decides.

Pure.  A hidden room gets the same answer from the same lines as a room that does not exist.
"""

from msgspec import Struct

from chatd.domain.accounts import Grants
from chatd.domain.events import User
from chatd.domain.moderation import Sanction, quoted
from chatd.domain.roles import ACTIONS, RANK, ROOM_ROLES, RoomFacts, outranks, rank
from chatd.domain.sanctions import NONE, InForce
from chatd.errors import Refusal

SPEAKING = frozenset(
    {"say", "attach", "signal", "edit_own", "invite", "set", "hooks", "create_room", "create_direct", "notify"}
)
"""The actions that a mute forbids: those that show text to others or contact them.

Deleting, reporting and powers such as `kick` and `role` stay; a change of role removes those.
"""

# No action of the first set works on oneself; those of the second need a target of lower role.
_ON_OTHERS = frozenset({"invite", "kick", "mute", "ban", "role"})
_ON_LOWER = _ON_OTHERS - {"invite"}
_ON_OWN = frozenset({"edit_own", "delete_own"})

# What the other user of a direct room may be spared.
_WRITING = frozenset({"say", "attach", "signal", "edit_own"})

PERSONAL = frozenset({"direct", "inbox"})
"""The kinds of rooms that belong to the people in them, whatever powers others have."""

_NOBODY = len(RANK)

ACTION_PHRASES = {
    "read": "read",
    "history_all": "read what was said before",
    "search": "search",
    "members": "list the members",
    "say": "say anything",
    "attach": "send data with a message",
    "signal": "send signals",
    "edit_own": "edit what you said",
    "delete_own": "take back what you said",
    "report": "report anything",
    "unslowed": "speak without waiting",
    "delete_any": "delete what others said",
    "slow": "set slow mode",
    "kick": "put anybody out",
    "mute": "mute anybody",
    "ban": "ban anybody",
    "invite": "invite anybody",
    "review": "work through the reports",
    "audit": "read the audit log",
    "set": "change what is set",
    "role": "give roles",
    "close": "close the room",
    "hooks": "manage incoming webhooks",
    "find_rooms": "look for rooms",
    "create_room": "make rooms",
    "create_direct": "begin conversations",
    "notify": "write to anybody's inbox",
    "see_users": "see who is online",
    "sign_out": "sign anybody out",
}
"""The wording of actions in refusals: "you may not …"."""

_TARGET_PHRASES = {"role": "give a role to", "kick": "put out"}


class Subject(Struct, frozen=True, gc=False):
    """
    The input of a decision about `user` in one room or on the site.

    `role` is the stored role, if any; `sanctions` is the result of `SanctionRegister.find` for that room now.  An
    `operator` uses the control socket.  `shut_out`: the other user of the direct room does not want to be written to.
    """

    user: User
    role: str | None = None
    admin: bool = False
    operator: bool = False
    grants: Grants | None = None
    sanctions: InForce = NONE
    shut_out: bool = False


def role_in(subject: Subject, room: RoomFacts) -> str | None:
    """
    Returns the effective role: the highest of the stored, the claimed and the default role; None if the room is hidden
    from the user.

    A direct room is open only to its two stored members, an inbox only to its user; claims and the administrator flag
    are ignored.
    """
    if subject.operator:
        return "operator"
    if room.kind in PERSONAL:
        return subject.role
    if subject.admin:
        return "admin"
    guest = subject.user.guest
    best = None if room.hidden else "guest" if guest else "member"
    if room.kind == "site" or (subject.role is None and subject.grants is None):
        return best
    candidates = [subject.role]
    if subject.grants is not None:
        candidates += [role for pattern, role in subject.grants.roles if pattern.matches(room.id)]
    for role in candidates:
        # Guests cannot be owners, even if a token claims it.
        if outranks(role, best) and not (guest and role == "owner"):
            best = role
    return best


def check_permission(
    subject: Subject,
    action: str,
    room: RoomFacts | None,
    target: Subject | None = None,
    *,
    gives: str | None = None,
) -> Refusal | None:
    """
    Checks whether `subject` may perform `action` in `room`; returns None, or the refusal.

    `room` is None if there is no such room.  `target` is the affected user, or the author of the message, with their
    subject in the same room; without it the check is for the action in general.  `gives` is the role that the action
    ``role`` gives, None to remove it. ``delete_any`` needs no `target`: it covers messages of all authors.
    """
    role = None if room is None else role_in(subject, room)
    if room is None or role is None:
        return Refusal("not_found", "there is no such room")
    bound = subject.sanctions
    if bound is not NONE and (banned := _banned(bound, role, subject.user.id)) is not None:
        return banned
    least = room.least.get(action, _NOBODY)
    if RANK[role] < least and not (least != _NOBODY and subject.grants and subject.grants.give(action, room.id)):
        lacking = least != _NOBODY and subject.grants and not subject.grants.allow(action, room.id)
        return (
            _lacks_action(action) if lacking else _forbidden(f"you may not {ACTION_PHRASES.get(action, action)} here")
        )
    if subject.shut_out and action in _WRITING:
        return _forbidden(f"you may not {ACTION_PHRASES[action]} here")
    if subject.grants is not None and not subject.grants.allow(action, room.id):
        return _lacks_action(action)
    if bound is not NONE and action in SPEAKING and (muted := _muted(bound, role, subject.user.id)) is not None:
        return muted
    if target is None:
        return None
    return _check_target(subject, role, action, room, target) or (
        _check_new_role(role, room, target, gives) if action == "role" else None
    )


def find_silencing_sanction(subject: Subject, room: RoomFacts) -> Refusal | None:
    """
    Returns the ban or mute that hides new activity of `subject` in `room`, as a refusal; None if there is none.
    """
    role, bound, user_id = role_in(subject, room), subject.sanctions, subject.user.id
    return None if role is None else _banned(bound, role, user_id) or _muted(bound, role, user_id)


def can(subject: Subject, room: RoomFacts) -> tuple[str, ...]:
    """
    Returns the actions that `subject` may perform in `room` now, in the order of `ACTIONS`; clients show buttons for
    them.
    """
    if subject.sanctions is NONE and subject.grants is None and not subject.shut_out:
        # The common case: only the role decides.
        return room.least.up_to(rank(role_in(subject, room)))
    return tuple(action for action in ACTIONS if check_permission(subject, action, room) is None)


def _check_target(subject: Subject, role: str, action: str, room: RoomFacts, target: Subject) -> Refusal | None:
    own = subject.user.id == target.user.id
    if action in _ON_OWN and not own:
        return _forbidden("that message is somebody else's")
    if action in _ON_OTHERS and own:
        return _forbidden(f"you may not {_TARGET_PHRASES.get(action, action)} yourself")
    if action in _ON_LOWER and not outranks(role, role_in(target, room)):
        return _forbidden(
            f"you may not {_TARGET_PHRASES.get(action, action)} somebody of your own role or a higher one"
        )
    return None


def _check_new_role(role: str, room: RoomFacts, target: Subject, gives: str | None) -> Refusal | None:
    possible = ("admin",) if room.kind == "site" else ROOM_ROLES
    if gives is None:
        return None
    if gives not in possible:
        return Refusal("invalid", f"role: expected one of {', '.join(possible)}, or null", field="role")
    if outranks(gives, role):
        return _forbidden("you may not give a role above your own")
    if target.user.guest and rank(gives) >= RANK["owner"]:
        return _forbidden(f"a guest cannot be made {gives}")
    return None


def _banned(bound: InForce, role: str, user_id: str) -> Refusal | None:
    ban = bound.ban(staff=_is_moderator(role))
    return None if ban is None else _sanctioned("banned", "you are banned", ban, user_id)


def _muted(bound: InForce, role: str, user_id: str) -> Refusal | None:
    mute = bound.mute(staff=_is_moderator(role))
    return None if mute is None else _sanctioned("muted", "you are muted", mute, user_id)


def _is_moderator(role: str) -> bool:
    return RANK[role] >= RANK["moderator"]


def _sanctioned(code: str, what: str, sanction: Sanction, user_id: str) -> Refusal:
    if not sanction.tells(user_id):
        return Refusal(code, what, until=sanction.until)
    quote = (sanction.by, sanction.by_name, sanction.reason)
    message = f"{what}; {quoted(sanction.by_name, sanction.reason)}"
    return Refusal(code, message, until=sanction.until, quote=quote)


def _lacks_action(action: str) -> Refusal:
    # Of a key or token that names what it may do.
    phrase = ACTION_PHRASES.get(action, action)
    return _forbidden(f"what you logged in with does not let you {phrase} here: it lacks the action {action}")


def _forbidden(why: str) -> Refusal:
    return Refusal("forbidden", why)
