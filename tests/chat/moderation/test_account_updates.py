"""
What changes about people elsewhere reaches those who are online, and those who are just coming in.
"""

from typing import Any

from twisted.internet.defer import Deferred
from twisted.trial.unittest import SynchronousTestCase

from chatd.domain.accounts import Change, Grants, Principal, Promoted, Renamed, SignedOut, grants
from chatd.domain.events import User
from chatd.errors import Refusal
from tests.support.fakes import Person, World


class RightsTests(SynchronousTestCase):
    """
    Olga has a private room; others see it by a right that does not last.
    """

    def setUp(self) -> None:
        """
        She is in it.
        """
        self.world = World()
        self.olga = self.world.account("Olga")
        self.room = self.olga.ask("create", ref=1)["room"]
        self.enter(self.olga)

    def enter(self, person: Person) -> None:
        """
        Join the room.
        """
        person.send("join", room=self.room)
        self.world.turn()
        person.heard()
        self.assertIn(self.room, person.session.rooms)

    def promote(self, person: Person, *, admin: bool) -> list[str]:
        """
        Make somebody an administrator or not; what they are told.
        """
        self.world.assembly.account_updates.apply_change(Promoted(person.id, admin))
        return [frame["type"] for frame in person.heard()]

    def overheard(self, person: Person) -> list[str]:
        """
        What somebody hears of what is said in the room now.
        """
        self.olga.send("say", room=self.room, text="between us")
        self.world.turn()
        return [frame["text"] for frame in person.heard() if frame["type"] == "message"]

    def tom(self, given: Grants | None, person: Person | None = None) -> Person:
        """
        Somebody whose token says that.
        """
        person = person or self.world.connect()
        self.world.assembly.login.admit(
            person.session, Principal(User("x.site.1", "Tom"), "token", grants=given), field="token"
        )
        return person

    def test_who_is_no_administrator_any_more_hears_nothing_more_of_hidden_rooms(self) -> None:
        """
        They are put out of those at once, and told so.
        """
        ada = self.world.account("Ada", admin=True)
        self.enter(ada)
        self.assertEqual(self.promote(ada, admin=False), ["me", "sanction"])
        self.assertEqual((self.overheard(ada), list(ada.session.rooms)), ([], []))

    def test_new_administrator_is_told_what_they_may_do(self) -> None:
        """
        In all the rooms that they are in.
        """
        mia = self.world.account("Mia", "lobby")
        self.assertEqual(self.promote(mia, admin=True), ["me", "standing"])

    def test_renewed_token_that_says_less_closes_rooms(self) -> None:
        """
        What the first one opened is not open any more.
        """
        tom = self.tom(grants({self.room: "member"}))
        self.enter(tom)
        self.tom(None, tom)
        self.assertEqual([frame["type"] for frame in tom.heard()], ["sanction"])
        self.assertEqual((self.overheard(tom), list(tom.session.rooms)), ([], []))

    def test_renewed_token_that_says_the_same_changes_nothing(self) -> None:
        tom = self.tom(grants({self.room: "member"}))
        self.enter(tom)
        self.tom(grants({self.room: "member"}), tom)
        self.assertEqual((tom.heard(), self.overheard(tom)), ([], ["between us"]))

    def test_what_waits_is_judged_by_the_renewed_token(self) -> None:
        """
        A message of theirs that is not stored yet may not be said any more.
        """
        tom = self.tom(grants({self.room: "member"}))
        self.enter(tom)
        self.world.store.held = True
        self.olga.send("say", room=self.room, text="first", ref=1)
        self.world.turn()
        tom.send("say", room=self.room, text="second", ref=2)
        self.tom(None, tom)
        self.world.store.held = False
        self.world.store.appends.pop().answer()
        self.world.turn()
        self.assertIn("not_found", [frame.get("code") for frame in tom.heard()])

    def test_who_is_banned_when_they_log_in_again_is_forgotten(self) -> None:
        """
        Nothing of their session stays behind, whether they were in a room or not.
        """
        max_ = self.world.account("Max", admin=True, address="192.0.2.9")
        bad = self.world.account("Bad", address="192.0.2.9")
        ada = self.world.account("Ada", admin=True)
        ada.ask("ban", user=bad.id, address=True, ref=1)
        with self.assertRaises(Refusal):
            self.world.assembly.login.admit(max_.session, Principal(User("a.max", "Max"), "account"), field="token")
        self.assertEqual(max_.peer.finished and max_.peer.finished[0], 4503)
        self.assertEqual(self.world.hub.sessions_of("a.max"), ())


class ComingInTests(SynchronousTestCase):
    """
    Something changes about somebody while the store is still asked who they are.
    """

    def setUp(self) -> None:
        """
        A cookie is being looked up.
        """
        self.world = World()
        self.answers: list[Deferred[Principal]] = []
        identity: Any = self.world.assembly.login._identity
        identity.identify = self.enter
        self.person = self.world.connect()
        self.person.commands.authenticate("cookie", lambda: None, lambda refusal: None)

    def enter(self, credentials: object) -> Deferred[Principal]:
        """
        Answered when a test likes.
        """
        self.answers.append(Deferred())
        return self.answers[-1]

    def read(self, name: str = "Ann", *, admin: bool = True) -> None:
        """
        What the store said is there.
        """
        self.answers.pop().callback(Principal(User("a.1", name), "account", admin=admin, session="s"))

    def tell(self, change: Change) -> None:
        """
        What has changed since it was read, which is then there.
        """
        self.world.assembly.account_updates.apply_change(change)
        self.read()

    def test_who_was_signed_out_meanwhile_is_not_let_in(self) -> None:
        """
        As one whose account was disabled, or deleted, in that moment.
        """
        self.tell(SignedOut("a.1"))
        self.answers.pop().errback(Refusal("bad_token"))
        self.assertEqual([frame["code"] for frame in self.person.heard()], ["bad_token"])
        self.assertIsNone(self.person.session.user)

    def test_rights_and_names_are_those_of_now(self) -> None:
        """
        Not those that were read.
        """
        self.tell(Promoted("a.1", admin=False))
        self.tell(Renamed(User("a.1", "Anne")))
        self.read("Anne", admin=False)
        self.assertEqual((self.person.session.who.name, self.person.session.admin), ("Anne", False))

    def test_what_changes_about_others_makes_nobody_wait(self) -> None:
        """
        It is asked once.
        """
        self.tell(SignedOut("a.2"))
        self.assertEqual((self.answers, self.person.session.who.name), ([], "Ann"))
        self.assertEqual(self.world.assembly.account_updates._followers, {})
