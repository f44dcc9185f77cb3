"""
Who is online, signing users out, and revoked tokens: as live sessions see them.
"""

from typing import Any

import pytest
from twisted.internet.defer import Deferred

from chatd.domain.accounts import OPERATOR, Principal, grants
from chatd.domain.events import User
from chatd.domain.revocations import TokenFacts
from chatd.errors import Close
from tests.support.fakes import Person, World, succeeded

TESS = "x.site.42"


@pytest.fixture
def world() -> World:
    """
    Nobody is here.
    """
    return World()


def token_user(world: World, *rooms: str, user: str = TESS, jti: str | None = None, issued: int = 1000) -> Person:
    """
    A connection that logged in with a token.
    """
    person = world.connect()
    principal = Principal(User(user, "Tess"), "token", token=TokenFacts("site", jti, issued))
    world.assembly.login.admit(person.session, principal, field="token")
    for room in rooms:
        person.send("join", room=room)
    world.turn()
    person.heard()
    return person


def outcome(world: World, work: Any) -> Any:
    """
    What comes of a request, or its refusal.
    """
    found: list[Any] = []
    Deferred.fromCoroutine(work).addBoth(found.append)
    world.turn()
    return getattr(found[0], "value", found[0])


def describe(world: World, by: Principal | None, user: str) -> Any:
    """
    What somebody is told of a user.
    """
    assert by is not None
    return outcome(world, world.assembly.requests.describe_user(by, "192.0.2.1", user))


def key(*rooms_and_actions: tuple[str, str]) -> Principal:
    """
    A back end whose key gives some actions by pattern.
    """
    rooms = {pattern: [action] for pattern, action in rooms_and_actions}
    return Principal(User("k.shop", "shop"), "key", grants=grants({}, rooms, back_end=True))


def closed_with(person: Person) -> int | None:
    """
    The code with which a connection was closed.
    """
    return None if person.peer.finished is None else person.peer.finished[0]


def test_user_is_seen_in_the_rooms_that_both_may_read(world: World) -> None:
    ben, boss = world.account("Ben"), world.account("Boss", admin=True)
    anna = world.account("Anna", "lobby")
    hidden = outcome(world, world.moderation.membership.create_room(anna.session, "private", None, "", ""))
    anna.send("join", room=hidden)
    anna.send("join", room="~inbox.a.anna")
    world.turn()
    seen = describe(world, ben.session.principal, "a.anna")
    assert (seen.id, seen.name, seen.kind, seen.online, seen.rooms) == ("a.anna", "Anna", "account", True, ["lobby"])
    assert describe(world, boss.session.principal, "a.anna").rooms == sorted(["lobby", hidden])
    assert describe(world, anna.session.principal, "a.anna").rooms == sorted(["lobby", hidden])
    anna.vanish()
    world.turn(100)
    assert describe(world, boss.session.principal, "a.anna").online is False


@pytest.mark.parametrize("user", ["a.anna", "a.nobody", "g.nobody", "x.site.7", "x.other.7", "k.nobody"])
def test_user_who_is_in_no_room_of_the_asker_is_unknown(world: World, user: str) -> None:
    """
    Whether they exist is told to those who may see users alone.
    """
    anna = world.account("Anna")
    ben = world.account("Ben", "lobby")
    assert anna.session.user is not None
    refusal = describe(world, ben.session.principal, user)
    assert (refusal.code, refusal.field) == ("not_found", "user")
    found = describe(world, key(("/", "see_users")), user)
    known = user in {"a.anna", "x.site.7"}
    assert (getattr(found, "online", None), getattr(found, "code", None)) == (
        (user == "a.anna", None) if known else (None, "not_found")
    )


@pytest.mark.parametrize(
    ("asker", "code"),
    [
        (key(("/", "sign_out")), None),
        (key(("/", "*")), None),
        (key(("*", "sign_out")), None),
        (key(("*", "*")), "forbidden"),
        (key(("/", "see_users")), "forbidden"),
        (Principal(User("a.boss", "Boss"), "account", admin=True), None),
        (Principal(User("a.ben", "Ben"), "account"), "forbidden"),
        (Principal(User(TESS, "Tess"), "token"), None),
        (Principal(User(TESS, "Tess"), "key", via="k.shop"), "forbidden"),
    ],
)
def test_who_may_sign_out_others(world: World, asker: Principal, code: str | None) -> None:
    work = world.assembly.requests.check_may_sign_out(asker, None, TESS)
    assert getattr(outcome(world, work), "code", None) == code


def test_administrators_are_signed_out_by_administrators(world: World) -> None:
    world.account("Boss", admin=True)
    other = Principal(User("a.other", "Other"), "account", admin=True)
    requests = world.assembly.requests
    assert outcome(world, requests.check_may_sign_out(key(("/", "*")), None, "a.boss")).code == "forbidden"
    assert outcome(world, requests.check_may_sign_out(other, None, "a.boss")) is None


def test_guest_signs_out_by_forgetting_the_token(world: World) -> None:
    guest = world.guest("Bo")
    principal = guest.session.principal
    assert principal is not None
    refusal = outcome(world, world.assembly.requests.check_may_sign_out(principal, None, guest.id))
    assert (refusal.code, refusal.field) == ("forbidden", "user")


def test_token_user_is_closed_at_once_on_all_devices(world: World) -> None:
    devices = [token_user(world, "lobby"), token_user(world)]
    later = token_user(world, issued=world.time + 1000)
    other = token_user(world, user="x.site.43")
    outcome(world, world.authentication.account_admin.sign_out_everywhere(TESS, by=OPERATOR.who))
    assert [closed_with(one) for one in (*devices, later, other)] == [Close.LOGIN_ENDED, Close.LOGIN_ENDED, None, None]


def test_revoked_token_is_closed_and_no_other(world: World) -> None:
    revoked, same_user = token_user(world, jti="j"), token_user(world, jti="k")
    outcome(world, world.authentication.revocations.revoke("site", jti="j", by=OPERATOR.who))
    assert (closed_with(revoked), closed_with(same_user)) == (Close.LOGIN_ENDED, None)
    assert revoked.peer.finished is not None
    assert revoked.peer.finished[2] is not None


def test_signed_out_guest_does_not_come_back(world: World) -> None:
    guest = world.guest("Bo", "lobby")
    outcome(world, world.authentication.account_admin.sign_out_everywhere(guest.id, by=OPERATOR.who))
    assert closed_with(guest) == Close.LOGIN_ENDED
    again = world.connect().ask("login", token=guest.token)
    assert (again["code"], again["field"]) == ("bad_token", "token")


def test_account_loses_its_cookies(world: World) -> None:
    anna = world.account("Anna")
    outcome(world, world.authentication.account_admin.sign_out_everywhere(anna.id, by=OPERATOR.who))
    assert closed_with(anna) == Close.LOGIN_ENDED
    (act,) = succeeded(world.roster.list_acts(limit=9))
    assert (act.action, act.user) == ("sign_out", User("a.anna", "Anna"))


def test_login_that_is_checked_meanwhile_is_checked_again(world: World) -> None:
    """
    The mark of the issuer is among those that a login compares.
    """
    principal = Principal(User(TESS, "Tess"), "token", token=TokenFacts("site", "j", 1000))
    with world.assembly.account_updates.track_changes() as changed:
        outcome(world, world.authentication.revocations.revoke("site", jti="j", by=OPERATOR.who))
    assert not changed.isdisjoint(principal.marks)


def test_user_of_a_token_who_has_never_come_is_invited_and_given_roles(world: World) -> None:
    """
    They are called by their subject until they join; ids of other issuers are nobody's.
    """
    ada, boss = world.account("Ada"), world.account("Boss", admin=True)
    room = outcome(world, world.moderation.membership.create_room(ada.session, "private", None, "", ""))
    ada.send("join", room=room)
    assert world.error_code(ada, "invite", room=room, user=TESS) is None
    assert world.error_code(ada, "role", room=room, user="x.site.43", role="moderator") is None
    assert world.error_code(ada, "invite", room=room, user="x.other.1") == "not_found"
    boss.send("join", room=room)
    assert world.error_code(boss, "role", room=room, user="x.site.44", role="member") is None
    record = succeeded(world.roster.room_record(room))
    assert record is not None
    shown = {id_: (one.user.name, one.role, one.invited) for id_, one in record.members.items() if id_[0] == "x"}
    assert shown == {
        TESS: ("42", "member", True),
        "x.site.43": ("43", "moderator", True),
        "x.site.44": ("44", "member", False),
    }
    for user in (TESS, "x.site.44"):
        token_user(world, room, user=user)
    record = succeeded(world.roster.room_record(room))
    assert record is not None
    assert [record.members[user].user.name for user in (TESS, "x.site.44")] == ["Tess", "Tess"]


def test_invitations_of_who_has_never_come_are_bounded(world: World) -> None:
    ada = world.account("Ada")
    room = outcome(world, world.moderation.membership.create_room(ada.session, "private", None, "", ""))
    ada.send("join", room=room)
    most = world.limits.invitations
    codes = [world.error_code(ada, "invite", room=room, user=f"x.site.n{number}") for number in range(most + 1)]
    assert codes == [None] * most + ["forbidden"]


@pytest.mark.parametrize(("user", "code"), [(TESS, None), ("x.other.1", "not_found")])
def test_user_of_a_token_who_has_never_come_is_banned_by_administrators(
    world: World, user: str, code: str | None
) -> None:
    boss = world.account("Boss", admin=True)
    boss.send("join", room="lobby")
    assert world.error_code(boss, "ban", room="lobby", user=user) == code
