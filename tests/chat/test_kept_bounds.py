"""
What is kept for a user has a number: sanctions, invitations, reports, read markers.
"""

from typing import Any

from msgspec.structs import replace
from twisted.trial.unittest import SynchronousTestCase

from tests.support.fakes import ROOMY, Person, World, succeeded


class KeptCase(SynchronousTestCase):
    """
    A node with small bounds.
    """

    def begin(self, **limits: Any) -> None:
        """
        Start a node.
        """
        self.world = World(limits=replace(ROOMY, **limits))

    def room(self, person: Person, name: str) -> str:
        """
        A room that the person has made and joined.
        """
        self.assertIsNone(self.world.error_code(person, "create", kind="public", room=name))
        self.assertIsNone(self.world.error_code(person, "join", room=name))
        return name


class SanctionTests(KeptCase):
    def setUp(self) -> None:
        self.begin(sanctions=5, sanctions_per_user=8)
        self.owner = self.world.account("owner")
        self.guests = [self.world.guest(f"guest {number}") for number in range(5)]

    def ban_all(self, owner: Person, room: str) -> list[str | None]:
        """
        What comes of banning each guest from the room, in which all have been.
        """
        for guest in self.guests:
            self.world.error_code(guest, "join", room=room)
        return [self.world.error_code(owner, "ban", room=room, user=guest.id) for guest in self.guests]

    def test_number_of_one_maker_is_bounded_over_all_rooms(self) -> None:
        """
        An owner may have hundreds of rooms; the memory and the list of each room stay small.
        """
        outcomes = []
        for number in range(4):
            outcomes += self.ban_all(self.owner, self.room(self.owner, f"r{number}"))
        self.assertEqual(outcomes, [None] * 8 + ["forbidden"] * 12)
        self.assertEqual(len(self.world.assembly.authorizer.sanction_register), 8)

    def test_lifted_ones_do_not_count(self) -> None:
        first, second = self.room(self.owner, "one"), self.room(self.owner, "two")
        self.ban_all(self.owner, first)
        self.assertEqual(self.ban_all(self.owner, second), [None] * 3 + ["forbidden"] * 2)
        self.assertIsNone(self.world.error_code(self.owner, "unban", room=first, user=self.guests[0].id))
        self.assertIsNone(self.world.error_code(self.owner, "ban", room=second, user=self.guests[4].id))

    def test_present_one_is_changed_at_the_bound(self) -> None:
        first, second = self.room(self.owner, "one"), self.room(self.owner, "two")
        self.ban_all(self.owner, first)
        self.ban_all(self.owner, second)
        later = self.world.time + 1000
        self.assertIsNone(self.world.error_code(self.owner, "ban", room=first, user=self.guests[0].id, until=later))


class InvitationTests(KeptCase):
    def test_open_ones_of_one_inviter_are_bounded(self) -> None:
        """
        Over all rooms; an accepted one makes room.
        """
        self.begin(invitations=3)
        owner = self.world.account("owner")
        rooms = [self.room(owner, f"r{number}") for number in range(3)]
        people = [self.world.account(f"person{letter}") for letter in "abc"]
        outcomes = [
            self.world.error_code(owner, "invite", room=room, user=person.id) for room in rooms for person in people
        ]
        self.assertEqual(outcomes, [None] * 3 + ["forbidden"] * 6)
        self.assertIsNone(self.world.error_code(people[0], "join", room=rooms[0]))
        self.assertIsNone(self.world.error_code(owner, "invite", room=rooms[1], user=people[0].id))

    def test_open_ones_of_one_user_are_bounded(self) -> None:
        """
        But not the first one of an inviter, and they do not use up the rooms that the user may have.
        """
        self.begin(invitations=3, memberships=2)
        victim = self.world.account("victim")
        outcomes = []
        for letter in "abcd":
            owner = self.world.account(f"owner{letter}")
            for number in (1, 2):
                room = self.room(owner, f"room-{letter}{number}")
                outcomes.append(self.world.error_code(owner, "invite", room=room, user=victim.id))
        self.assertEqual(outcomes, [None, None, None, "forbidden", None, "forbidden", None, "forbidden"])
        self.assertIsNone(self.world.error_code(victim, "create", kind="public", room="mine"))

    def test_open_ones_of_one_inviter_to_one_user_are_bounded(self) -> None:
        self.begin(invitations=100)
        owner, victim = self.world.account("owner"), self.world.account("victim")
        rooms = [self.room(owner, f"r{number}") for number in range(7)]
        outcomes = [self.world.error_code(owner, "invite", room=room, user=victim.id) for room in rooms]
        self.assertEqual(outcomes, [None] * 5 + ["forbidden"] * 2)
        self.assertIsNone(self.world.error_code(victim, "join", room=rooms[0]))
        self.assertIsNone(self.world.error_code(owner, "invite", room=rooms[5], user=victim.id))


class ReportTests(KeptCase):
    def test_open_ones_of_one_reporter_are_bounded(self) -> None:
        self.begin(reports=2)
        writer, reader = self.world.guest("writer", "lobby"), self.world.guest("reader", "lobby")
        for _ in range(4):
            self.world.error_code(writer, "say", room="lobby", text="x")
        outcomes = [self.world.error_code(reader, "report", room="lobby", seq=seq) for seq in (1, 2, 3, 4)]
        self.assertEqual(outcomes, [None, None, "forbidden", "forbidden"])
        self.assertEqual(dict(succeeded(self.world.roster.open_reports(None))), {"lobby": 2})


class MarkerTests(KeptCase):
    def test_number_of_rooms_that_a_user_follows_is_bounded(self) -> None:
        """
        Markers that are there move on.
        """
        self.begin(markers=2)
        person = self.world.guest("reader")
        outcomes = []
        for number in range(4):
            self.world.error_code(person, "join", room=f"r{number}")
            self.world.error_code(person, "say", room=f"r{number}", text="x")
            outcomes.append(self.world.error_code(person, "seen", room=f"r{number}", seq=1))
        self.assertEqual(outcomes, [None, None, "forbidden", "forbidden"])
        self.world.error_code(person, "say", room="r0", text="y")
        self.assertIsNone(self.world.error_code(person, "seen", room="r0", seq=2))
