"""
Nobody is pestered with invitations: by whom they ignore, by changes of what is offered, or after they have declined.
"""

from typing import Any

from twisted.trial.unittest import SynchronousTestCase

from chatd.chat.moderation import invitation_history
from chatd.chat.moderation.invitation_history import DAY_MS, TOLD_MAX, TOLD_OF_ROOM_MAX, InvitationHistory
from chatd.domain.accounts import OPERATOR
from chatd.domain.events import User
from tests.support.fakes import Person, World, succeeded


class PesteredTests(SynchronousTestCase):
    """
    Anna owns rooms to which she invites Ben.
    """

    def setUp(self) -> None:
        self.world = World()
        self.anna, self.ben = self.world.account("Anna"), self.world.account("Ben")
        # What Ben has heard since the last call of `notices`.
        self.heard: list[dict[str, Any]] = []
        self.room = self.new_room()

    def new_room(self) -> str:
        """
        Another room that Anna owns and has joined.
        """
        room: str = self.anna.ask("create", ref=1)["room"]
        self.do(self.anna, "join", room=room)
        return room

    def do(self, person: Person, act: str, **fields: Any) -> None:
        """
        Send a command, which is not refused.
        """
        self.heard += self.ben.heard()
        self.assertIsNone(self.world.error_code(person, act, **fields))

    def offer(self, role: str | None, room: str | None = None) -> str | None:
        """
        Anna gives Ben a role; returns the code of the refusal.
        """
        return self.world.error_code(self.anna, "role", room=room or self.room, user=self.ben.id, role=role)

    def notices(self) -> list[str]:
        """
        The types and roles of what Ben was told of his invitations and roles.
        """
        self.world.turn()
        heard, self.heard = self.heard + self.ben.heard(), []
        return [f"{one['type']} {one['role']}" for one in heard if one["type"] in ("invited", "role")]

    def test_nobody_is_told_by_whom_they_ignore(self) -> None:
        """
        Of invitations, conversations and roles; who does it learns nothing.
        """
        self.do(self.ben, "ignore", user=self.anna.id)
        self.do(self.anna, "invite", room=self.room, user=self.ben.id)
        self.assertIsNone(self.offer("moderator"))
        self.do(self.anna, "direct", user=self.ben.id)
        self.do(self.ben, "join", room=self.room)
        self.assertIsNone(self.offer("member"))
        self.assertEqual(self.notices(), [])
        self.do(self.ben, "unignore", user=self.anna.id)
        self.assertIsNone(self.offer("moderator"))
        self.assertEqual(self.notices(), ["role moderator"])

    def test_changed_offer_is_told_once(self) -> None:
        """
        And the last one counts; whether it is changed, or taken back and made again.
        """
        for number in range(20):
            self.assertIsNone(self.offer(("member", "moderator")[number % 2]))
        self.assertEqual(self.notices(), ["invited member", "invited moderator"])
        for _ in range(20):
            self.assertIsNone(self.offer(None))
            self.do(self.anna, "invite", room=self.room, user=self.ben.id)
        self.assertEqual(self.notices(), [])
        self.do(self.ben, "join", room=self.room)
        self.assertIsNone(self.offer("moderator"))
        self.assertEqual(self.notices(), ["role moderator"])

    def test_who_declines_is_left_alone_for_a_day(self) -> None:
        """
        By the same user, in all rooms; others may invite them, and operators.
        """
        other = self.new_room()
        self.do(self.anna, "invite", room=self.room, user=self.ben.id)
        self.do(self.ben, "resign", room=self.room)
        self.notices()
        for room in (self.room, other):
            self.assertEqual(self.offer("member", room), "forbidden")
            self.assertEqual(self.world.error_code(self.anna, "invite", room=room, user=self.ben.id), "forbidden")
        self.assertEqual(self.notices(), [])
        cleo = self.world.account("Cleo")
        self.do(cleo, "create", kind="public", room="club")
        self.do(cleo, "join", room="club")
        self.do(cleo, "invite", room="club", user=self.ben.id)
        succeeded(self.world.moderation.membership.invite(OPERATOR, other, self.ben.id))
        self.assertEqual(self.notices(), ["invited member"] * 2)
        self.world.time += DAY_MS
        self.do(self.anna, "invite", room=self.room, user=self.ben.id)
        self.assertEqual(self.notices(), ["invited member"])

    def test_who_leaves_may_be_invited_again(self) -> None:
        """
        A membership that ends is no invitation that is declined.
        """
        for _ in range(TOLD_OF_ROOM_MAX + 1):
            self.do(self.anna, "invite", room=self.room, user=self.ben.id)
            self.do(self.ben, "join", room=self.room)
            self.do(self.ben, "resign", room=self.room)
        self.assertEqual(self.notices(), ["invited member"] * (TOLD_OF_ROOM_MAX + 1))


class HistoryTests(SynchronousTestCase):
    def setUp(self) -> None:
        self.time = 0
        self.history = InvitationHistory(lambda: self.time)
        self.anna = World().account("Anna").session.author

    def test_notices_about_all_rooms_are_bounded_for_a_day(self) -> None:
        told = [self.history.take_notice(self.anna, "a.ben", f"r{number}") for number in range(TOLD_MAX + 5)]
        self.assertEqual(sum(told), TOLD_MAX)
        self.time += DAY_MS
        self.assertTrue(self.history.take_notice(self.anna, "a.ben", "r0"))

    def test_oldest_is_forgotten(self) -> None:
        self.patch(invitation_history, "KEPT_MAX", 3)
        for number in range(5):
            user, room = User(f"g.{number}", "Gus").id, "club"
            self.history.note_invited(self.anna, user, room)
            self.history.take_notice(self.anna, user, room)
            self.history.note_declined(user, room)
            self.history.note_invited(self.anna, user, room)
        kept = (self.history._inviters, self.history._told, self.history._declined)
        self.assertEqual([[key[0] for key in one] for one in kept], [["g.2", "g.3", "g.4"]] * 3)
