"""
Belonging to rooms while others do something about it in the same moment, and a store that takes its time.
"""

from collections.abc import Callable
from typing import Any

from twisted.internet.defer import Deferred
from twisted.trial.unittest import SynchronousTestCase

from chatd.chat.keyed_lock import KeyedLock
from chatd.domain.limits import Limits
from chatd.domain.roles import ROOM_ROLES
from tests.support.fakes import Call, Person, World, succeeded


class HeldRoster:
    """
    Another roster, whose answers come in the next turn: what was asked meanwhile has not been done then.
    """

    def __init__(self, roster: Any) -> None:
        self._roster = roster
        self._calls: list[Call] = []

    def __getattr__(self, name: str) -> Callable[..., Deferred[Any]]:
        def ask(*given: Any, **named: Any) -> Deferred[Any]:
            call = Call(lambda: Deferred.fromCoroutine(getattr(self._roster, name)(*given, **named)))
            self._calls.append(call)
            return call.reply

        return ask

    def answer(self) -> None:
        """
        All that was asked, and what is asked in consequence.
        """
        while self._calls:
            calls, self._calls = self._calls, []
            for call in calls:
                call.happen()
            for call in calls:
                call.answer()


class SameMomentTests(SynchronousTestCase):
    """
    Olga and Otto own a room.
    """

    def setUp(self) -> None:
        """
        From now on the roster takes its time.
        """
        self.world = World()
        self.olga, self.otto = self.world.account("Olga"), self.world.account("Otto")
        self.room = self.olga.ask("create", ref=1)["room"]
        self.enter(self.olga)
        self.olga.send("invite", room=self.room, user=self.otto.id)
        self.enter(self.otto)
        self.olga.send("role", room=self.room, user=self.otto.id, role="owner")
        self.world.turn()
        self.membership: Any = self.world.moderation.membership
        self.roster = HeldRoster(self.world.roster)
        self.membership._limits = Limits(memberships=3, members=4, sanctions=2)

    def enter(self, person: Person) -> None:
        """
        Join the room.
        """
        person.send("join", room=self.room, ref="j")
        self.world.turn()

    def meanwhile(self) -> None:
        """
        All that follows is asked before any of it is done.
        """
        self.membership._roster = self.roster
        for person in self.world.persons:
            person.peer.sink.pushes.clear()  # type: ignore[attr-defined]

    def members(self) -> dict[str, str]:
        """
        Who belongs to the room, and in which role.
        """
        place = succeeded(self.world.roster.room_record(self.room))
        assert place is not None
        return {member.user.name: member.role for member in place.members.values()}

    def test_one_of_two_owners_who_go_is_the_last(self) -> None:
        """
        Whoever is second to go.
        """
        self.olga.send("invite", room=self.room, user=self.world.account("Mia").id)
        self.meanwhile()
        for person in (self.olga, self.otto):
            person.send("resign", room=self.room, ref=1)
        self.roster.answer()
        self.assertEqual(self.members(), {"Mia": "member"})
        acts = succeeded(self.world.roster.list_acts(self.room, limit=2))
        self.assertEqual([(act.by.name, act.detail) for act in acts], [("Otto", "last owner"), ("Olga", "none")])

    def test_rooms_of_one_person_are_bounded_however_fast_they_are_made(self) -> None:
        """
        By themselves, or with somebody else.
        """
        self.meanwhile()
        for number in range(6):
            self.otto.send("create", ref=number)
            self.otto.send("direct", user=self.world.account("Mia" + "abcdef"[number]).id)
        self.roster.answer()
        self.assertEqual(len(succeeded(self.world.roster.memberships_of(self.otto.id))), 3)

    def test_whoever_speaks_in_a_room_while_it_is_made_another_does_so_no_longer(self) -> None:
        """
        In one where only moderators speak.
        """
        mia = self.world.account("Mia")
        self.meanwhile()
        self.olga.send("create", kind="announce", room="news", ref=1)
        mia.send("join", room="news")
        self.world.turn()
        mia.send("say", room="news", text="first", ref=2)
        self.world.turn()
        self.roster.answer()
        mia.send("say", room="news", text="second", ref=3)
        self.world.turn()
        answers = {frame["ref"]: frame.get("code") for frame in mia.heard() if frame.get("ref")}
        self.assertEqual(answers, {2: None, 3: "forbidden"})

    def test_members_of_a_room_are_bounded_however_fast_they_are_invited(self) -> None:
        """
        Or given a role.
        """
        people = [self.world.account("Mia" + letter) for letter in "abcdef"]
        self.meanwhile()
        for person in people[:3]:
            self.olga.send("invite", room=self.room, user=person.id)
        for person in people[3:]:
            self.otto.send("role", room=self.room, user=person.id, role=ROOM_ROLES[1])
        self.roster.answer()
        self.assertEqual(len(self.members()), 4)

    def test_invitation_that_is_being_taken_back_opens_nothing(self) -> None:
        """
        Whoever comes in that moment is too late.
        """
        mia = self.world.account("Mia")
        self.olga.send("invite", room=self.room, user=mia.id)
        self.meanwhile()
        self.olga.send("role", room=self.room, user=mia.id, role=None)
        mia.send("join", room=self.room, ref=1)
        self.roster.answer()
        self.world.turn()
        self.assertEqual([frame["code"] for frame in mia.heard() if frame.get("ref") == 1], ["not_found"])
        self.assertEqual((self.members(), list(mia.session.rooms)), ({"Olga": "owner", "Otto": "owner"}, []))


class OwnIdTests(SynchronousTestCase):
    """
    Ids of users are also valid ids of rooms.
    """

    def setUp(self) -> None:
        self.world = World()
        self.mia = self.world.account("Mia")

    def outcome(self, person: Person, act: str, **fields: Any) -> str | None:
        """
        The code of the refusal, None if there is none; the command must be answered.
        """
        person.send(act, ref="x", **fields)
        self.world.turn()
        (answer,) = [frame for frame in person.heard() if frame.get("ref") == "x"]
        code: str | None = answer.get("code")
        return code

    def test_room_with_the_id_of_a_user_holds_up_nobody(self) -> None:
        """
        Neither the user of that id nor anybody else, whether the commands are allowed or not.
        """
        locks: Any = self.world.moderation.membership
        people = {self.world.guest("Gus"): "forbidden", self.world.account("Otto"): "forbidden"}
        for person, allowed in (*people.items(), (self.world.account("Ada", admin=True), None)):
            for room in (person.id, "lobby", self.mia.id):
                self.outcome(person, "join", room=room)
                self.assertEqual(self.outcome(person, "invite", room=room, user=self.mia.id), allowed)
                self.assertEqual(self.outcome(person, "role", room=room, user=self.mia.id, role="member"), allowed)
        for act in ("create", "direct"):
            self.assertIsNone(self.outcome(self.mia, act, **({"user": "a.otto"} if act == "direct" else {})))
        self.assertEqual((len(locks._room_locks), len(locks._user_locks)), (0, 0))

    def test_refused_commands_wait_for_no_lock(self) -> None:
        """
        What is known before is checked before.
        """
        gus, held = self.world.guest("Gus"), Deferred[None]()
        self.outcome(gus, "join", room="lobby")
        locks: Any = self.world.moderation.membership

        async def hold() -> None:
            async with locks._room_locks.hold("lobby"):
                await held

        holding = Deferred.fromCoroutine(hold())
        self.assertEqual(self.outcome(gus, "invite", room="lobby", user=self.mia.id), "forbidden")
        self.assertEqual(self.outcome(gus, "role", room="lobby", user="?", role="member"), "invalid")
        held.callback(None)
        self.successResultOf(holding)


class AloneTests(SynchronousTestCase):
    """
    One at a time.
    """

    def test_names_are_forgotten(self) -> None:
        """
        With the last who has one, whatever came of it.
        """
        alone, ended, order = KeyedLock(), Deferred[None](), list[str]()

        async def work(name: str, until: Deferred[None] | None = None) -> None:
            async with alone.hold(name):
                order.append(name)
                if until is not None:
                    await until

        first = Deferred.fromCoroutine(work("room", ended))
        others = [Deferred.fromCoroutine(work(name)) for name in ("room", "other")]
        self.assertEqual((order, len(alone)), (["room", "other"], 1))
        ended.errback(ValueError())
        self.failureResultOf(first, ValueError)
        for other in others:
            self.successResultOf(other)
        self.assertEqual((order, len(alone)), (["room", "other", "room"], 0))
