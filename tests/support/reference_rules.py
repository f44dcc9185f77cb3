"""
A second implementation of the rules of roles and sanctions, to compare the program with: plain dictionaries and `if`
statements.

It was written from the description of the rules, not from the program. A world is a dictionary: ``users`` (guest,
admin, address, claims and limits by room, if any), ``rooms`` (kind, and roles by user), ``sanctions`` and the time
``now``. The room ``/`` is the site.
"""

# One `if` after the other is the point of this module.
# ruff: noqa: C901, PLR0911, PLR0912

from typing import Any

World = dict[str, Any]

POWER = {None: 0, "guest": 1, "member": 2, "moderator": 3, "owner": 4, "admin": 5}
LOOK = ["read", "history_all", "search", "members"]
TALK = ["say", "signal", "edit_own", "delete_own"]
KEEP_ORDER = ["kick", "mute", "ban", "review", "audit"]
OWN_THE_ROOM = ["set", "role", "close", "hooks"]


def role_of(world: World, who: str, room: str) -> str | None:
    """
    The role of a user in a room; None if the room is hidden from them.
    """
    user = world["users"][who]
    place = world["rooms"][room]
    if place["kind"] in {"direct", "inbox"}:
        # The own affair of two people or of one, whatever powers others have.
        role: str | None = place["roles"].get(who)
        return role
    if user["admin"]:
        return "admin"
    stored = place["roles"].get(who)
    if (who, room) in world.get("invited", ()) and stored in {"moderator", "owner"}:
        # Offered, and not accepted yet.
        stored = "member"
    roles = [stored, user["claims"].get(room)]
    if room != "/" and not room.startswith("~"):
        roles.append("guest" if user["guest"] else "member")
    if room == "/":
        roles = ["guest" if user["guest"] else "member"]
    if user["guest"]:
        roles = [role for role in roles if role != "owner"]
    best: str | None = max(roles, key=lambda role: POWER[role])
    return best


def may(role: str, action: str, kind: str) -> bool:
    """
    Whether a role may do an action in a kind of room.
    """
    moderates = role in {"moderator", "owner", "admin"}
    owns = role in {"owner", "admin"}
    if kind == "site":
        if action == "find_rooms":
            return True
        if action in {"create_room", "create_direct"}:
            return role != "guest"
        return role == "admin" and action in {*KEEP_ORDER, "invite", "set", "role", "notify", "see_users", "sign_out"}
    if action in {"find_rooms", "create_room", "create_direct", "notify", "see_users", "sign_out"}:
        return False
    if kind == "inbox":
        return role != "guest" and action in {"read", "history_all", "search", "delete_any"}
    if action == "attach":
        return moderates and kind != "archived"
    if kind == "direct":
        return role != "guest" and action in {*LOOK, *TALK, "report", "unslowed"}
    if action in LOOK or action == "report":
        return True
    if action in KEEP_ORDER:
        return moderates
    if action in OWN_THE_ROOM:
        return owns
    if kind == "archived":
        # Read only, but what must go can go.
        return action == "delete_any" and role == "admin"
    if action == "delete_own":
        return True
    if action in TALK:
        return moderates or kind != "announce"
    assert action in {"delete_any", "slow", "unslowed", "invite"}, action
    return moderates


def ends_after(sanction: dict[str, Any], end: int) -> bool:
    """
    Whether a sanction ends later than that.
    """
    return sanction["until"] is None or sanction["until"] > end


def bound(world: World, kind: str, who: str, room: str, role: str) -> dict[str, Any] | None:
    """
    The sanction of that kind that binds a user in a room longest, if there is one.
    """
    longest: dict[str, Any] | None = None
    for sanction in world["sanctions"]:
        if sanction["kind"] != kind or sanction["room"] not in {"/", room}:
            continue
        if sanction["until"] is not None and sanction["until"] <= world["now"]:
            continue
        if sanction["user"] != who:
            if sanction["address"] is None or sanction["address"] != world["users"][who]["address"]:
                continue
            if POWER[role] >= POWER["moderator"]:
                continue
        if longest is None or (longest["until"] is not None and ends_after(sanction, longest["until"])):
            longest = sanction
    return longest


def verdict(
    world: World, who: str, action: str, room: str, whom: str | None = None, gives: str | None = None
) -> tuple[str, int | None] | None:
    """
    None if the action is allowed, else the code of the refusal and, for a sanction, its end.
    """
    if room not in world["rooms"]:
        return "not_found", None
    role = role_of(world, who, room)
    if role is None:
        return "not_found", None
    ban = bound(world, "ban", who, room, role)
    if ban is not None:
        return "banned", ban["until"]
    limits, kind = world["users"][who]["limits"], world["rooms"][room]["kind"]
    # A back end's key or a token that names it attaches data, whatever its role.
    named = (
        action == "attach"
        and limits is not None
        and action in limits.get(room, ())
        and kind not in {"archived", "site"}
    )
    if not may(role, action, kind) and not named:
        return "forbidden", None
    if limits is not None and action not in limits.get(room, ()):
        return "forbidden", None
    mute = bound(world, "mute", who, room, role)
    if mute is not None and action in {
        *TALK,
        "attach",
        "invite",
        "set",
        "hooks",
        "create_room",
        "create_direct",
        "notify",
    } - {"delete_own"}:
        return "muted", mute["until"]
    if whom is None:
        return None
    if action in {"edit_own", "delete_own"} and who != whom:
        return "forbidden", None
    if action in {"kick", "mute", "ban", "role", "invite"} and who == whom:
        return "forbidden", None
    if action in {"kick", "mute", "ban", "role"} and POWER[role_of(world, whom, room)] >= POWER[role]:
        return "forbidden", None
    if action in {"kick", "mute", "ban"} and not (world["users"][who]["admin"] or knows(world, whom, room)):
        return "not_found", None
    if action == "role" and gives is not None:
        if (gives == "admin") != (room == "/") or (room == "/" and gives != "admin"):
            return "invalid", None
        if POWER[gives] > POWER[role]:
            return "forbidden", None
        if world["users"][whom]["guest"] and gives in {"owner", "admin"}:
            return "forbidden", None
        if mute is not None and offers(world, who, whom, room) and world["rooms"][room]["roles"].get(whom) != gives:
            return "muted", mute["until"]
    return None


def offers(world: World, who: str, whom: str, room: str) -> bool:
    """
    Whether a role that one user gives another has to be accepted first; only in a world with a set `invited`.
    """
    pending = whom not in world["rooms"][room]["roles"] or (whom, room) in world.get("invited", ())
    return "invited" in world and pending and not world["users"][who]["admin"]


def knows(world: World, who: str, room: str) -> bool:
    """
    Whether a user has been in a room or is expected there; always if the world does not say who has `been` where.
    """
    bound_there = any((one["user"], one["room"]) == (who, room) for one in world["sanctions"])
    known = "been" not in world or (who, room) in world["been"]
    return known or bound_there or who in world["rooms"][room]["roles"]


def act(world: World, who: str, action: str, room: str, whom: str, gives: str | None, until: int | None) -> None:
    """
    Carry the action out: roles given and taken, users muted and banned, also by address.
    """
    if action == "role":
        if room == "/":
            world["users"][whom]["admin"] = gives == "admin"
        elif gives is None:
            world["rooms"][room]["roles"].pop(whom, None)
        else:
            if offers(world, who, whom, room):
                world["invited"].add((whom, room))
            else:
                world.get("invited", set()).discard((whom, room))
            world["rooms"][room]["roles"][whom] = gives
    if action in {"mute", "ban"}:
        lift(world, action, whom, room)
        # An odd end is one that binds the address as well: any rule would do.
        address = world["users"][whom]["address"] if until is not None and until % 2 else None
        sanction = {"kind": action, "user": whom, "room": room, "until": until, "address": address, "by": who}
        world["sanctions"].append(sanction)


def lift(world: World, action: str, whom: str, room: str) -> None:
    """
    Lift a sanction.
    """
    world["sanctions"] = [
        one for one in world["sanctions"] if (one["kind"], one["user"], one["room"]) != (action, whom, room)
    ]
