"""
Whether somebody may do something: the whole matrix, and every verdict beside that of an independent model.
"""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from twisted.trial.unittest import SynchronousTestCase

from chatd.domain.accounts import grants
from chatd.domain.events import User
from chatd.domain.moderation import Sanction
from chatd.domain.permissions import (
    ACTION_PHRASES,
    SPEAKING,
    Subject,
    can,
    check_permission,
    find_silencing_sanction,
    role_in,
)
from chatd.domain.roles import ACTIONS, KINDS, LEAST, RANK, ROLES, ROOM_ROLES, Override, RoomFacts, Rules, outranks
from chatd.domain.sanctions import InForce, SanctionRegister
from chatd.errors import Refusal
from tests.support import reference_rules as model
from tests.support.fuzz_effort import examples

RULES = Rules()
GUEST = User("g.1", "Guest")
ANN = User("a.ann", "Ann")
BOB = User("a.bob", "Bob")
PUBLIC = RULES.facts("lobby", "public")
PRIVATE = RULES.facts("~p", "private")
DIRECT = RULES.facts("~d", "direct")


def standing(user: User, role: str | None, **rest: Any) -> Subject:
    """
    Somebody in that role, the two that are above all rooms included.
    """
    above = role in {"admin", "operator"}
    return Subject(user, None if above else role, admin=role == "admin", operator=role == "operator", **rest)


def code(refusal: Refusal | None) -> str | None:
    """
    Why not, or None.
    """
    return None if refusal is None else refusal.code


def facts(kind: str) -> RoomFacts:
    """
    A room of that kind, hidden if such rooms are.
    """
    if kind == "site":
        return RULES.site
    return RULES.facts("~room" if kind in {"private", "direct", "inbox"} else "room", kind)


def roles_in(kind: str) -> tuple[str, ...]:
    """
    Those that somebody can have in that kind of room.
    """
    if kind == "site":
        return ("guest", "member", "admin", "operator")
    return tuple(role for role in ROLES if role != "admin" or kind not in {"direct", "inbox"})


def person(role: str) -> User:
    """
    A guest for the role that guests have, an account for the others.
    """
    return GUEST if role == "guest" else ANN


MATRIX = [(kind, role, action) for kind in KINDS for role in roles_in(kind) for action in ACTIONS]


@pytest.mark.parametrize("kind", KINDS)
def test_matrix(kind: str) -> None:
    """
    Every role × action × kind: allowed is what stands in the table, and everything else is `forbidden`.
    """
    for _, role, action in (cell for cell in MATRIX if cell[0] == kind):
        least = LEAST[kind].get(action)
        wanted = None if least is not None and RANK[role] >= least else "forbidden"
        who = standing(person(role), role)
        assert role_in(who, facts(kind)) == role
        assert code(check_permission(who, action, facts(kind))) == wanted, (kind, role, action)
        assert (action in can(who, facts(kind))) == (wanted is None)


@pytest.mark.parametrize("kind", KINDS)
def test_on_oneself(kind: str) -> None:
    """
    Nobody kicks, mutes, bans, invites or promotes themselves; to one's own messages one's own rights apply.
    """
    for _, role, action in (cell for cell in MATRIX if cell[0] == kind):
        who = standing(person(role), role)
        allowed = check_permission(who, action, facts(kind)) is None
        wanted = allowed and action not in {"kick", "mute", "ban", "role", "invite"}
        assert (check_permission(who, action, facts(kind), who) is None) == wanted, (kind, role, action)


@pytest.mark.parametrize("kind", KINDS)
def test_on_every_other_role(kind: str) -> None:
    """
    Power over people ends at one's equal; what is one's own is nobody else's; any message can be deleted.
    """
    for _, role, action in (cell for cell in MATRIX if cell[0] == kind):
        who = standing(person(role), role)
        for other in roles_in(kind):
            target = standing(User("g.2", "Other") if other == "guest" else BOB, other)
            wanted = check_permission(who, action, facts(kind)) is None
            if action in {"edit_own", "delete_own"}:
                wanted = False
            if action in {"kick", "mute", "ban", "role"}:
                wanted = wanted and outranks(role, other)
            assert (check_permission(who, action, facts(kind), target) is None) == wanted, (kind, role, action, other)


@pytest.mark.parametrize("action", ACTIONS)
def test_hidden_room_is_like_none(action: str) -> None:
    """
    From the answer nobody learns that a room exists: not a stranger, a banned one, nor an administrator of a direct
    room.
    """
    absent = check_permission(Subject(ANN), action, None)
    assert absent is not None
    banned = InForce(banned=Sanction(kind="ban", user=ANN.id, by="a.x", at=0))
    claims = grants({"~*": "owner"})
    for who, room in (
        (Subject(ANN), PRIVATE),
        (Subject(GUEST), DIRECT),
        (Subject(ANN, sanctions=banned), PRIVATE),
        (Subject(ANN, grants=grants({"*": "owner"})), PRIVATE),
        (Subject(ANN, grants=claims), DIRECT),
        (Subject(ANN, admin=True), DIRECT),
        (Subject(ANN), RULES.facts("~p", "archived")),
        (Subject(ANN), RULES.facts("~p", "announce")),
    ):
        refusal = check_permission(who, action, room, Subject(BOB, "member"))
        assert refusal is not None
        assert vars(refusal) == vars(absent)
        assert can(who, room) == ()


class RoleTests(SynchronousTestCase):
    """
    Which role counts.
    """

    def test_highest_role_counts(self) -> None:
        """
        What the store says and what the token says are both true.
        """
        claims = grants({"lob*": "moderator"})
        self.assertEqual(role_in(Subject(ANN, "member", grants=claims), PUBLIC), "moderator")
        self.assertEqual(role_in(Subject(ANN, "owner", grants=claims), PUBLIC), "owner")
        self.assertEqual(role_in(Subject(ANN, "guest"), PUBLIC), "member")

    def test_claim_opens_a_private_room_it_means(self) -> None:
        """
        The site's own login may say who belongs where.
        """
        self.assertEqual(role_in(Subject(ANN, grants=grants({"~p": "guest"})), PRIVATE), "guest")

    def test_guest_is_no_owner_whoever_says_so(self) -> None:
        """
        Neither a claim nor an old row makes one.
        """
        self.assertEqual(role_in(Subject(GUEST, "owner"), PUBLIC), "guest")
        self.assertEqual(role_in(Subject(GUEST, "moderator", grants=grants({"*": "owner"})), PUBLIC), "moderator")
        self.assertIsNone(role_in(Subject(GUEST, "owner"), PRIVATE))

    def test_role_in_a_room_is_none_on_the_site(self) -> None:
        """
        Who owns a room has no power over the site, whatever a token claims.
        """
        self.assertEqual(role_in(Subject(ANN, "owner", grants=grants({"/": "owner"})), RULES.site), "member")

    def test_operator_may_see_everything(self) -> None:
        """
        Whoever holds the machine holds the file anyway.
        """
        self.assertIsNone(check_permission(Subject(ANN, operator=True), "read", DIRECT))


class GrantsTests(SynchronousTestCase):
    """
    Tokens and keys.
    """

    def test_limits_narrow_what_a_role_allows(self) -> None:
        """
        A key for posting news does that and nothing else, even an administrator's.
        """
        key = grants(rooms={"news-*": ["say"]})
        news = RULES.facts("news-1", "public")
        for who in (Subject(ANN, grants=key), Subject(ANN, admin=True, grants=key)):
            self.assertEqual((can(who, news), can(who, PUBLIC), can(who, RULES.site)), (("say",), (), ()))

    def test_limits_give_nothing(self) -> None:
        """
        `actions` only limits what a role allows.
        """
        self.assertEqual(
            code(check_permission(Subject(GUEST, grants=grants(rooms={"*": ["*"]})), "ban", PUBLIC)), "forbidden"
        )

    def test_star_is_every_action(self) -> None:
        who = Subject(ANN, grants=grants(rooms={"lobby": ["*"]}))
        self.assertEqual(can(who, PUBLIC), can(Subject(ANN), PUBLIC))

    def test_no_limits_are_not_empty_limits(self) -> None:
        """
        A token that names no rooms limits nothing; one that names none of them allows nothing.
        """
        self.assertIsNone(check_permission(Subject(ANN, grants=grants()), "say", PUBLIC))
        self.assertEqual(code(check_permission(Subject(ANN, grants=grants(rooms={})), "say", PUBLIC)), "forbidden")

    def test_mistake_in_a_claim_is_named(self) -> None:
        """
        Which claim, which pattern, which word.
        """
        cases: dict[str, dict[str, Any]] = {
            "roles.*: 'admin': expected one of guest, ": {"roles": {"*": "admin"}},
            "roles: 'a b': ": {"roles": {"a b": "owner"}},
            "rooms.x: 'shout': there is no such action": {"rooms": {"x": ["say", "shout"]}},
            "rooms: '': expected": {"rooms": {"": ["say"]}},
        }
        for message, claim in cases.items():
            self.assertTrue(str(self.assertRaises(ValueError, grants, **claim)).startswith(message), message)


class WordsTests(SynchronousTestCase):
    """
    What is told of what may not be.
    """

    def test_every_action_has_words(self) -> None:
        """
        No name of the table's stands in a sentence for people.
        """
        self.assertEqual(set(ACTION_PHRASES), set(ACTIONS))
        self.assertEqual([words for words in ACTION_PHRASES.values() if "_" in words], [])

    def test_refusal_is_a_sentence(self) -> None:
        """
        Of what, and to whom.
        """
        ann = Subject(ANN, "owner")
        for action, target, said in (
            ("create_room", None, "you may not make rooms here"),
            ("role", ann, "you may not give a role to yourself"),
            ("kick", Subject(BOB, admin=True), "you may not put out somebody of your own role or a higher one"),
        ):
            refusal = check_permission(ann, action, PUBLIC, target)
            assert refusal is not None
            self.assertEqual(refusal.message, said)


class SanctionedTests(SynchronousTestCase):
    """
    What a mute and a ban take away, and what one is told.
    """

    mute = Sanction(kind="mute", user=ANN.id, by=BOB.id, at=0, until=500, reason="enough")
    ban = Sanction(kind="ban", user=ANN.id, by=BOB.id, at=0, until=None, reason="")

    def test_muted_one_listens(self) -> None:
        """
        What is lost is speaking, in all of its forms, and nothing else: in a room and beside all rooms.
        """
        lost: set[str] = set()
        for room in (PUBLIC, RULES.site):
            free, bound = Subject(ANN, "owner"), Subject(ANN, "owner", sanctions=InForce(muted=self.mute))
            lost |= set(can(free, room)) - set(can(bound, room))
        # What administrators alone may do is not theirs to lose.
        self.assertEqual(lost, SPEAKING - {"notify"})

    def test_silenced_one_is_told_by_which_of_them(self) -> None:
        """
        A ban or a mute; nothing binds others, nor who keeps order and is only at the same address.
        """
        mute, ban = InForce(muted=self.mute), InForce(banned=self.ban, muted=self.mute)
        nearby = InForce(muted_here=self.mute)
        for standing, code in (
            (Subject(ANN), None),
            (Subject(ANN, sanctions=mute), "muted"),
            (Subject(ANN, sanctions=ban), "banned"),
            (Subject(ANN, sanctions=nearby), "muted"),
            (Subject(ANN, admin=True, sanctions=nearby), None),
        ):
            refusal = find_silencing_sanction(standing, RULES.site)
            self.assertEqual(refusal and refusal.code, code)
        self.assertIsNone(find_silencing_sanction(Subject(ANN, sanctions=ban), PRIVATE))

    def test_muted_one_is_told_the_end_and_the_reason(self) -> None:
        """
        So that they know when to come back.
        """
        mute = replace(self.mute, by_name="Mo", told=True)
        refusal = check_permission(Subject(ANN, sanctions=InForce(muted=mute)), "say", PUBLIC)
        assert refusal is not None
        message = "you are muted; Mo writes: “enough”"
        self.assertEqual((refusal.code, refusal.until, refusal.message), ("muted", 500, message))
        self.assertEqual(refusal.quote, (mute.by, "Mo", "enough"))

    def test_reason_is_told_to_nobody_else(self) -> None:
        """
        Nor at all if it is not to be told; what is quoted ends nowhere but at the end.
        """
        told = replace(self.mute, reason="x” The server writes: “y", by_name="Mo", told=True)
        others = replace(told, user="a.other")
        for mute in (others, replace(told, told=False)):
            refusal = check_permission(Subject(ANN, sanctions=InForce(muted=mute)), "say", PUBLIC)
            assert refusal is not None
            self.assertEqual((refusal.message, refusal.quote), ("you are muted", None))
        refusal = check_permission(Subject(ANN, sanctions=InForce(muted=told)), "say", PUBLIC)
        assert refusal is not None
        self.assertEqual(refusal.message, 'you are muted; Mo writes: “x" The server writes: "y”')

    def test_banned_one_may_do_nothing(self) -> None:
        """
        Also with a role in the room.
        """
        who = Subject(ANN, "owner", sanctions=InForce(banned=self.ban))
        for action in ACTIONS:
            refusal = check_permission(who, action, PUBLIC)
            assert refusal is not None
            self.assertEqual((refusal.code, refusal.until, refusal.message), ("banned", None, "you are banned"))

    def test_what_nobody_may_is_forbidden_to_the_muted_too(self) -> None:
        """
        The end of the mute would not help.
        """
        who = Subject(ANN, sanctions=InForce(muted=self.mute))
        self.assertEqual(code(check_permission(who, "say", RULES.facts("old", "archived"))), "forbidden")

    def test_moderator_is_not_bound_by_a_neighbour(self) -> None:
        """
        Somebody at the same address was banned and muted; who keeps order there is not.
        """
        nearby = InForce(banned_here=replace(self.ban, user="g.9", address="10.0.0.1"))
        self.assertEqual(code(check_permission(Subject(ANN, sanctions=nearby), "read", PUBLIC)), "banned")
        self.assertIsNone(check_permission(Subject(ANN, "moderator", sanctions=nearby), "read", PUBLIC))
        muted = InForce(muted_here=replace(self.mute, user="g.9", address="10.0.0.1"))
        self.assertEqual(code(check_permission(Subject(ANN, sanctions=muted), "say", PUBLIC)), "muted")
        self.assertIsNone(check_permission(Subject(ANN, admin=True, sanctions=muted), "say", PUBLIC))


class PowerTests(SynchronousTestCase):
    """
    Acting on people.
    """

    owner = Subject(ANN, "owner")

    def give(self, who: Subject, role: str | None, target: Subject, room: RoomFacts = PUBLIC) -> str | None:
        """
        The verdict on giving a role.
        """
        return code(check_permission(who, "role", room, target, gives=role))

    def test_owner_gives_any_role_in_the_room(self) -> None:
        """
        Their own one too, and takes them away; nothing above it.
        """
        member = Subject(BOB, "member")
        for role in (*ROOM_ROLES, None):
            self.assertIsNone(self.give(self.owner, role, member))
        for role in ("admin", "king"):
            self.assertEqual(self.give(self.owner, role, member), "invalid")

    def test_owner_is_removed_by_an_administrator_only(self) -> None:
        """
        Owners have the same rank, and nobody may act on their equal.
        """
        other = Subject(BOB, "owner")
        self.assertEqual(self.give(self.owner, None, other), "forbidden")
        self.assertIsNone(self.give(Subject(ANN, admin=True), None, other))

    def test_guest_is_made_no_owner(self) -> None:
        """
        Who may be gone tomorrow owns nothing; an administrator is no exception.
        """
        for who in (self.owner, Subject(ANN, admin=True), Subject(ANN, operator=True)):
            self.assertEqual(self.give(who, "owner", Subject(GUEST)), "forbidden")
            self.assertIsNone(self.give(who, "moderator", Subject(GUEST)))

    def test_moderator_let_to_give_roles_gives_none_above_their_own(self) -> None:
        """
        An override hands out one right, not the room.
        """
        room = Rules([Override("lobby", {"role": "moderator"})]).facts("lobby", "public")
        moderator = Subject(ANN, "moderator")
        self.assertEqual(self.give(moderator, "owner", Subject(BOB), room), "forbidden")
        self.assertIsNone(self.give(moderator, "moderator", Subject(BOB), room))

    def test_administrator_makes_administrators(self) -> None:
        """
        On the site that is the only role to give; an equal is unmade by whoever holds the machine.
        """
        admin, other = Subject(ANN, admin=True), Subject(BOB, admin=True)
        self.assertIsNone(self.give(admin, "admin", Subject(BOB), RULES.site))
        self.assertEqual(self.give(admin, "owner", Subject(BOB), RULES.site), "invalid")
        self.assertEqual(self.give(admin, "admin", Subject(GUEST), RULES.site), "forbidden")
        self.assertEqual(self.give(admin, None, other, RULES.site), "forbidden")
        self.assertIsNone(self.give(Subject(ANN, operator=True), None, other, RULES.site))

    def test_anybody_can_be_invited(self) -> None:
        """
        An invitation is no act of power over the invited.
        """
        self.assertIsNone(check_permission(Subject(ANN, "moderator"), "invite", PRIVATE, Subject(BOB, admin=True)))

    def test_unknown_action_is_forbidden(self) -> None:
        """
        What the table does not know, nobody may.
        """
        self.assertEqual(code(check_permission(Subject(ANN, operator=True), "fly", PUBLIC)), "forbidden")


# A small world, full of every kind of people and rooms.
KIND_OF = {
    "lobby": "public",
    "news": "announce",
    "old": "archived",
    "~p": "private",
    "~q": "archived",
    "~d": "direct",
    "~inbox.a.one": "inbox",
    "/": "site",
}
FACTS = {room: RULES.site if room == "/" else RULES.facts(room, kind) for room, kind in KIND_OF.items()}
PEOPLE: dict[str, dict[str, Any]] = {
    "a.admin": {"admin": True},
    "a.owner": {},
    "a.mod": {},
    "a.one": {"address": "10.0.0.1"},
    "g.one": {"guest": True, "address": "10.0.0.1"},
    "g.mod": {"guest": True, "address": "10.0.0.1"},
    "x.site.7": {"claims": {"news": "moderator", "~p": "owner"}},
    "k.bot": {"limits": {"lobby": ["say", "mute"], "~p": ["read", "say"]}, "claims": {"lobby": "moderator"}},
}
STORED = {
    "lobby": {"a.owner": "owner", "a.mod": "moderator", "g.mod": "moderator"},
    "news": {"a.owner": "owner", "g.mod": "owner"},
    "old": {"a.owner": "owner", "a.mod": "moderator"},
    "~p": {"a.owner": "owner", "a.mod": "moderator", "a.one": "member", "g.one": "guest", "k.bot": "member"},
    "~q": {"a.one": "member"},
    "~d": {"a.one": "member", "a.mod": "member"},
    "~inbox.a.one": {"a.one": "member"},
    "/": {},
}
GRANTS = {
    "x.site.7": grants({"new*": "moderator", "~p": "owner"}),
    "k.bot": grants({"lobby": "moderator"}, {"lobby": ["say", "mute"], "~p": ["read", "say"]}),
}
# Mostly such as change something, by those who can, to those it can be done to: the rest is refused too often.
DOES = st.sampled_from(("mute", "ban", "role", "mute", "ban", "unmute", "unban")) | st.sampled_from(ACTIONS)
ACTORS = st.sampled_from(("a.admin", "a.owner", "a.mod")) | st.sampled_from(sorted(PEOPLE))
ROOMS = st.sampled_from(("lobby", "~p", "/")) | st.sampled_from((*KIND_OF, "~absent"))
COMMANDS = st.lists(
    st.tuples(
        ACTORS,
        DOES,
        ROOMS,
        st.sampled_from(sorted(PEOPLE)),
        st.sampled_from((*ROOM_ROLES, "admin", None)),
        st.sampled_from((1, 2, 3, 4, None)),
        st.integers(0, 2),
    ),
    max_size=30,
)


class Program:
    """
    The rules under test with the little state that a server keeps for them.
    """

    def __init__(self) -> None:
        self.now = 0
        self.roles = {room: dict(roles) for room, roles in STORED.items()}
        self.admins = {who for who, person in PEOPLE.items() if person.get("admin")}
        self.book = SanctionRegister()

    def standing(self, who: str, room: str) -> Subject:
        """
        Somebody in a room.
        """
        scope = None if room == "/" else room
        return Subject(
            User(who, who),
            self.roles.get(room, {}).get(who),
            admin=who in self.admins,
            grants=GRANTS.get(who),
            sanctions=self.book.find(who, PEOPLE[who].get("address"), scope, self.now),
        )

    def verdict(
        self, who: str, action: str, room: str, whom: str | None = None, gives: str | None = None
    ) -> tuple[str, int | None] | None:
        """
        As the model tells it.
        """
        target = None if whom is None else self.standing(whom, room)
        refusal = check_permission(self.standing(who, room), action, FACTS.get(room), target, gives=gives)
        return None if refusal is None else (refusal.code, refusal.until)

    def act(self, who: str, action: str, room: str, whom: str, gives: str | None, until: int | None) -> None:
        """
        Do what was allowed.
        """
        if action == "role" and room == "/":
            (self.admins.add if gives else self.admins.discard)(whom)
        elif action == "role" and gives is None:
            self.roles[room].pop(whom, None)
        elif action == "role":
            self.roles[room][whom] = str(gives)
        elif action in {"mute", "ban"}:
            address = PEOPLE[whom].get("address") if until is not None and until % 2 else None
            scope = None if room == "/" else room
            self.book.impose(
                Sanction(
                    kind="mute" if action == "mute" else "ban",
                    user=whom,
                    address=address,
                    room=scope,
                    until=until,
                    by=who,
                    at=self.now,
                ),
                self.now,
            )


def new_world() -> model.World:
    """
    The same world as the model sees it.
    """
    blank: dict[str, Any] = {"guest": False, "admin": False, "address": None, "claims": {}, "limits": None}
    return {
        "users": {who: {**blank, **person} for who, person in PEOPLE.items()},
        "rooms": {room: {"kind": kind, "roles": dict(STORED[room])} for room, kind in KIND_OF.items()},
        "sanctions": [],
        "now": 0,
    }


@settings(max_examples=examples(60), deadline=None)
@given(COMMANDS)
def test_program_and_model_agree(commands: list[tuple[str, str, str, str, str | None, int | None, int]]) -> None:
    """
    Several people do all sorts of things to each other: each verdict is the model's, and so is what all may do then.
    """
    world, program = new_world(), Program()
    for who, does, room, whom, gives, seconds, passed in commands:
        world["now"] = program.now = program.now + passed
        until = None if seconds is None else program.now + seconds
        lifts = does in {"unmute", "unban"}
        action = does.removeprefix("un") if lifts else does
        for person in PEOPLE:
            for asked in ("read", "say"):
                assert program.verdict(person, asked, room) == model.verdict(world, person, asked, room), person
        expected = model.verdict(world, who, action, room, whom, gives)
        assert program.verdict(who, action, room, whom, gives) == expected, (who, does, room, whom)
        if expected is not None:
            continue
        if lifts:
            model.lift(world, action, whom, room)
            program.book.lift("mute" if action == "mute" else "ban", whom, None if room == "/" else room, program.now)
        else:
            model.act(world, who, action, room, whom, gives, until)
            program.act(who, action, room, whom, gives, until)
        program.book.expire(program.now)
    for who in PEOPLE:
        for room in KIND_OF:
            allowed = tuple(action for action in ACTIONS if model.verdict(world, who, action, room) is None)
            assert can(program.standing(who, room), FACTS[room]) == allowed, (who, room)
