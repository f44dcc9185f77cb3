"""
Who may invite a user and write to them is that user's choice.  What others do uses up nothing of one's own.
"""

from collections.abc import Callable
from itertools import count
from typing import Any

from msgspec.structs import replace
from twisted.internet.defer import Deferred
from twisted.trial.unittest import SynchronousTestCase

from chatd.domain.accounts import OPERATOR, ContactRule
from chatd.domain.moderation import Member
from chatd.errors import Refusal, unavailable
from tests.chat.commands.test_moderation import OrderCase, of
from tests.support.fakes import ROOMY, Person, World, succeeded


class ContactTests(OrderCase):
    """
    Mallory shares no room with anybody.
    """

    def setUp(self) -> None:
        super().setUp()
        self.mallory = self.world.account("Mallory")
        self.club = self.ok(self.mallory, "create", kind="public", room="club")["room"]
        self.enter(self.mallory, "club")
        self.hush()

    def prefer(self, rule: str, person: Any = None) -> None:
        """
        Mia, or somebody else, sets their rule.
        """
        self.assertEqual(self.ok(person or self.mia, "preferences", contact=rule)["contact"], rule)

    def test_everybody_may_at_first(self) -> None:
        self.assertEqual(self.ok(self.mia, "preferences")["contact"], "everybody")
        self.ok(self.mallory, "direct", user=self.mia.id)
        self.ok(self.mallory, "invite", room="club", user=self.mia.id)

    def test_preference_is_kept_and_told(self) -> None:
        for rule in ("nobody", "shared", "everybody"):
            self.prefer(rule)
            self.assertEqual(self.ok(self.mia, "preferences")["contact"], rule)
        self.refused("invalid", self.mia, "preferences", contact="friends")
        self.prefer("nobody", self.gus)

    def test_stranger_is_refused_by_each_way_to_somebody(self) -> None:
        """
        With the same words whatever the rule; nothing is stored, and nobody is told.
        """
        words = set()
        for rule in ("shared", "nobody"):
            self.prefer(rule)
            self.hush()
            for command in (
                {"type": "direct"},
                {"type": "invite", "room": "club"},
                {"type": "role", "room": "club", "role": "owner"},
            ):
                words.add(self.refused("forbidden", self.mallory, user=self.mia.id, **command)["message"])
            self.assertEqual([one["type"] for one in self.mia.heard()], [])
            self.assertEqual([one["room"] for one in self.ok(self.mia, "rooms")["rooms"]], [self.room])
        self.assertEqual(len(words), 1)

    def test_who_shares_a_room_may_if_they_are_wanted(self) -> None:
        """
        Being invited is not belonging, and a conversation of two is no room that is shared.
        """
        self.prefer("shared")
        self.ok(self.mo, "direct", user=self.mia.id)
        self.ok(self.olga, "invite", room=self.room, user=self.mallory.id)
        self.refused("forbidden", self.mallory, "direct", user=self.mia.id)
        self.prefer("nobody")
        self.refused("forbidden", self.mo, "direct", user=self.mia.id)

    def test_conversation_that_is_there_is_closed_at_once(self) -> None:
        """
        Also for edits and signals, and what they may do is told; it opens again with the rule.
        """
        room = self.ok(self.mallory, "direct", user=self.mia.id)["room"]
        self.enter(self.mallory, room)
        seq = self.ok(self.mallory, "say", room=room, text="hello")["seq"]
        for rule in ("nobody", "shared"):
            self.hush()
            self.prefer(rule)
            told = [one["can"] for one in of(self.mallory.heard(), "standing")]
            self.assertEqual(
                [("say" in can, "read" in can) for can in told], [(False, True)] if rule == "nobody" else []
            )
            self.refused("forbidden", self.mallory, "say", room=room, text="hello?")
            self.refused("forbidden", self.mallory, "edit", room=room, seq=seq, text="hello?")
            self.refused("forbidden", self.mallory, "signal", room=room, name="typing")
            self.ok(self.mallory, "history", room=room)
        self.enter(self.mia, room)
        self.ok(self.mia, "say", room=room, text="no")
        self.prefer("everybody")
        self.ok(self.mallory, "say", room=room, text="thanks")

    def test_conversation_is_closed_for_who_comes_later(self) -> None:
        """
        The room is not in memory when the rule is set.
        """
        room = self.ok(self.mallory, "direct", user=self.mia.id)["room"]
        self.prefer("nobody")
        self.assertNotIn("say", self.enter(self.mallory, room)["can"])
        self.refused("forbidden", self.mallory, "say", room=room, text="hello?")

    def test_who_leaves_the_shared_room_is_a_stranger_again(self) -> None:
        """
        In a conversation that they have begun; to one that Mia has begun they may answer.
        """
        self.prefer("shared")
        room = self.ok(self.mo, "direct", user=self.mia.id)["room"]
        self.enter(self.mo, room)
        self.ok(self.mo, "say", room=room, text="hello")
        other = self.ok(self.mia, "direct", user=self.mallory.id)["room"]
        self.enter(self.mallory, other)
        self.ok(self.mallory, "say", room=other, text="hello")
        self.ok(self.mo, "resign", room=self.room)
        self.refused("forbidden", self.mo, "say", room=room, text="hello?")
        self.prefer("nobody")
        self.refused("forbidden", self.mallory, "say", room=other, text="hello?")

    def test_what_waits_to_be_stored_is_refused_too(self) -> None:
        room = self.ok(self.mallory, "direct", user=self.mia.id)["room"]
        self.enter(self.mallory, room)
        self.world.store.held = True
        for number in range(2):
            self.mallory.send("say", room=room, text=f"{number}", ref=number)
            self.world.turn()
        self.prefer("nobody")
        self.world.store.held = False
        while self.world.store.appends:
            self.world.store.appends.pop().answer()
            self.world.turn()
        codes = {one["ref"]: one.get("code") for one in self.mallory.heard() if "ref" in one}
        self.assertEqual(codes[1], "forbidden")

    def test_operators_may(self) -> None:
        self.prefer("nobody")
        succeeded(self.world.moderation.membership.invite(OPERATOR, "club", self.mia.id))

    def test_erased_user_has_no_rule_any_more(self) -> None:
        """
        Nor a guest who stays away.
        """
        self.prefer("nobody", self.gus)
        people = self.world.people
        succeeded(people.purge_guests([], now=self.world.time, before=0))
        succeeded(people.purge_guests([], now=self.world.time + 2, before=self.world.time + 1))
        self.assertEqual(succeeded(people.contact_rules([self.gus.id])), {})


class SlowStoreTests(SynchronousTestCase):
    """
    Rooms are opened while contact rules change.  The reads of the store that are `held` take until `go_on`.
    """

    def setUp(self) -> None:
        self.world = World()
        self.anna, self.ben = self.world.account("Anna"), self.world.account("Ben")
        self.waiting: list[Deferred[None]] = []

    def send(self, person: Person, act: str, **fields: Any) -> Callable[[], dict[str, Any] | None]:
        """
        Send a command; what is returned returns the answer, None until there is one.
        """
        answers: list[dict[str, Any]] = []
        person.send(act, ref="x", **fields)

        def answer() -> dict[str, Any] | None:
            self.world.turn()
            answers.extend(frame for frame in person.heard() if frame.get("ref") == "x")
            return answers[0] if answers else None

        return answer

    def hold(self, store: Any, name: str) -> None:
        """
        Let the method `name` of `store` answer with what was so when it was asked, at `go_on`.
        """
        read = getattr(store, name)

        async def late(*given: Any) -> Any:
            found = await read(*given)
            self.waiting.append(Deferred())
            await self.waiting[-1]
            return found

        self.patch(store, name, late)

    def go_on(self) -> None:
        """
        Answer what has been asked.
        """
        waiting, self.waiting = self.waiting, []
        for one in waiting:
            one.callback(None)

    def break_down(self, store: Any, name: str, times: int, *, after: int = 0) -> None:
        """
        Let the method `name` of `store` fail for `times` calls, `after` so many that succeed.
        """
        read, calls = getattr(store, name), count()

        async def failing(*given: Any) -> Any:
            if after <= next(calls) < after + times:
                raise unavailable("the store is busy")
            return await read(*given)

        self.patch(store, name, failing)

    def direct(self) -> str:
        """
        The direct room that Anna has begun with Ben.
        """
        room: str = self.anna.ask("direct", ref=1, user=self.ben.id)["room"]
        self.ben.heard()
        return room

    def test_rules_of_others_do_not_delay_a_join(self) -> None:
        """
        Nor do changes of members: the room is read once.
        """
        olga = self.world.account("Olga")
        self.assertIsNone(self.world.error_code(olga, "create", kind="public", room="club"))
        self.hold(self.world.roster, "room_record")
        joined = self.send(self.anna, "join", room="club")
        self.send(self.ben, "preferences", contact="nobody")()
        membership = self.world.moderation.membership
        given = Deferred.fromCoroutine(membership.set_role(OPERATOR, "club", self.anna.id, "moderator"))
        self.go_on()
        answer = joined()
        self.go_on()
        self.successResultOf(given)
        assert answer is not None
        self.assertEqual((answer["type"], self.waiting), ("ok", []))

    def test_change_of_members_is_applied_to_what_was_read(self) -> None:
        self.assertIsNone(self.world.error_code(self.ben, "create", kind="announce", room="club"))
        members = self.world.assembly.authorizer.members
        self.hold(self.world.roster, "room_record")
        opening = Deferred.fromCoroutine(members.open_room("club"))
        members.set_member("club", Member(self.anna.session.who, "moderator", 1))
        members.remove_member("club", self.ben.id)
        members.set_kind("club", "archived")
        self.go_on()
        here = self.successResultOf(opening)
        assert here is not None
        self.assertEqual((list(here.members), here.facts.kind), ([self.anna.id], "archived"))

    def test_rule_that_is_set_while_the_conversation_is_opened_binds(self) -> None:
        """
        However often it is set meanwhile: the room is opened with one read, and the others follow.
        """
        room = self.direct()
        self.hold(self.world.people, "contact_rules")
        joined = self.send(self.anna, "join", room=room)
        set_rule = self.world.moderation.contacts.set_rule
        rules: list[ContactRule] = ["nobody", "everybody", "nobody"]
        setting = [Deferred.fromCoroutine(set_rule(self.ben.id, rule)) for rule in rules]
        self.go_on()
        answer = joined()
        assert answer is not None
        self.assertEqual(answer["type"], "ok")
        while self.waiting:
            self.go_on()
        for one in setting:
            self.successResultOf(one)
        self.assertEqual(self.world.error_code(self.anna, "say", room=room, text="hello"), "forbidden")

    def test_failed_read_leaves_the_conversation_to_others(self) -> None:
        room = self.direct()
        self.break_down(self.world.people, "contact_rules", 1)
        self.assertEqual(self.world.error_code(self.anna, "join", room=room), "unavailable")
        self.assertIsNone(self.world.error_code(self.anna, "join", room=room))

    def test_rule_that_cannot_be_read_is_read_again(self) -> None:
        """
        The change is stored and answered; it binds when the store answers.
        """
        room = self.direct()
        self.assertIsNone(self.world.error_code(self.anna, "join", room=room))
        self.break_down(self.world.people, "contact_rules", 2)
        set_rule = self.world.moderation.contacts.set_rule
        self.successResultOf(Deferred.fromCoroutine(set_rule(self.ben.id, "nobody")))
        for expected in (None, "forbidden"):
            self.world.assembly.sweep(self.world.time)
            self.assertEqual(self.world.error_code(self.anna, "say", room=room, text="hello"), expected)
        self.assertEqual(len(self.flushLoggedErrors(Refusal)), 2)

    def test_change_of_members_that_is_stored_is_answered_and_told(self) -> None:
        """
        Whatever comes after it.
        """
        room = self.direct()
        self.assertIsNone(self.world.error_code(self.ben, "join", room=room))
        self.assertIsNone(self.world.error_code(self.anna, "create", kind="public", room="club"))
        self.assertIsNone(self.world.error_code(self.anna, "join", room="club"))
        self.ben.heard()
        # What an invitation reads of the rule before it is stored succeeds.
        self.break_down(self.world.people, "contact_rules", 1000, after=1)
        for person, act, fields, told in (
            (self.anna, "invite", {"user": self.ben.id}, "invited"),
            (self.ben, "join", {}, None),
            (self.anna, "role", {"user": self.ben.id, "role": "moderator"}, "role"),
            (self.ben, "resign", {}, None),
        ):
            answer = self.send(person, act, room="club", **fields)
            found = answer()
            assert found is not None
            self.assertEqual((act, found["type"]), (act, "ok"))
            if told is not None:
                self.assertEqual(len(of(self.ben.heard(), told)), 1)
        self.assertNotEqual(self.flushLoggedErrors(Refusal), [])

    def test_invitation_without_a_title_is_not_stored(self) -> None:
        """
        The title is read first: nobody is invited without being told.
        """
        self.assertIsNone(self.world.error_code(self.anna, "create", kind="public", room="club"))
        self.assertIsNone(self.world.error_code(self.anna, "join", room="club"))
        self.break_down(self.world.catalogue, "room_settings", 1)
        self.assertEqual(self.world.error_code(self.anna, "invite", room="club", user=self.ben.id), "unavailable")
        self.assertEqual(of(self.ben.heard(), "invited"), [])
        self.assertIsNone(self.world.error_code(self.anna, "invite", room="club", user=self.ben.id))
        self.assertEqual(len(of(self.ben.heard(), "invited")), 1)


class OwnBoundsTests(SynchronousTestCase):
    def test_what_others_begin_uses_up_no_room_of_ones_own(self) -> None:
        """
        Conversations that others have begun, and invitations; those that one begins count.
        """
        self.world = World(limits=replace(ROOMY, memberships=2))
        victim = self.world.account("Victim")
        for letter in "abcd":
            other = self.world.account(f"Other{letter}")
            self.assertIsNone(self.world.error_code(other, "direct", user=victim.id))
        self.assertIsNone(self.world.error_code(victim, "create", kind="public", room="mine"))
        self.assertIsNone(self.world.error_code(victim, "direct", user=self.world.account("Friend").id))
        self.assertEqual(self.world.error_code(victim, "create", kind="public", room="more"), "forbidden")

    def test_list_of_rooms_costs_no_more_than_ones_own_rooms(self) -> None:
        """
        However many conversations others have begun.
        """
        spent = []
        for letters in ("a", "abcdefghkmpqrstuxyz"):
            world = World(limits=replace(ROOMY, memberships=1))
            victim = world.account("Victim")
            for letter in letters:
                self.assertIsNone(world.error_code(world.account(f"Other{letter}"), "direct", user=victim.id))
            before = victim.session.command_budget._level
            world.error_code(victim, "rooms")
            spent.append(before - victim.session.command_budget._level)
        self.assertEqual(spent[0], spent[1])
