"""
Whom sanctions bind besides their subjects, and what that costs.
"""

from msgspec.structs import replace
from twisted.trial.unittest import SynchronousTestCase

from chatd.domain import inheritance
from chatd.domain.inheritance import PRUNE_LEAST, RECENT_MEMBERS, Inheritance, Lineage
from chatd.domain.moderation import Sanction
from chatd.domain.sanctions import SanctionRegister

ANN = "g.ann"
HERE = "192.0.2.1"
BAN = Sanction(kind="ban", user=ANN, room="lobby", until=1000, reason="spam", by="a.bob", at=0)


class Places:
    """
    Everybody is at one address; counts how often anybody was asked for.
    """

    def __init__(self) -> None:
        self.asked = 0

    def group_of(self, user_id: str) -> str | None:
        return HERE

    def was_near(self, user_id: str, at: int) -> bool:
        self.asked += 1
        return True


def kept(book: Inheritance) -> int:
    """
    The number of entries in all indexes.
    """
    bound = sum(len(here) for near in book._near.values() for here in near.values())
    return len(book) + len(book._of_member) + len(book._since) + bound


def online(user: str) -> bool:
    return True


class InheritanceCase(SynchronousTestCase):
    """
    A book, and a guest without any sanction whose connection was another one before.
    """

    def setUp(self) -> None:
        self.book = SanctionRegister()
        self.places = Places()
        self.shared = self.book.inheritance
        self.shared.watch(self.places)

    def bans(self, user: str, room: str = "lobby", now: int = 0) -> Sanction | None:
        """
        The ban that binds a user.
        """
        return self.book.find(user, None, room, now).ban(staff=False)

    def junk(self, number: int, lineage: Lineage | None = None) -> Lineage | None:
        """
        Mute that many guests in a room of their own, one after another on a connection.
        """
        for one in range(number):
            mute = replace(BAN, kind="mute", user=f"g.junk-{one}", room=f"own-{one % 2}")
            self.book.impose(mute, 0)
            lineage = self.shared.user_left(f"g.junk-{one}", lineage)
        return lineage


class BindingTests(InheritanceCase):
    def test_heirs_are_bound_by_what_binds_in_the_room(self) -> None:
        lineage = self.shared.user_left(ANN, None)
        self.shared.inherit("g.heir", lineage)
        self.book.impose(BAN, 0)
        self.assertEqual(self.bans("g.heir"), BAN)
        self.assertIsNone(self.bans("g.heir", "elsewhere"))
        self.assertEqual(self.shared.heirs(ANN, online), ["g.heir"])
        self.book.lift("ban", ANN, "lobby", 0)
        self.assertIsNone(self.bans("g.heir"))

    def test_newcomers_are_bound_for_a_time_without_the_reason(self) -> None:
        self.assertFalse(self.shared.inherit_nearby("g.early", HERE, 0, 500))
        self.book.impose(replace(BAN, at=10), 10)
        self.assertTrue(self.shared.inherit_nearby("g.late", HERE, 20, 500))
        self.assertEqual(self.bans("g.late", now=20), replace(BAN, at=10, until=500, reason=""))
        self.assertIsNone(self.bans("g.early", now=20))
        self.assertIsNone(self.bans("g.late", now=500))

    def test_newcomers_stay_bound_when_a_sanction_is_replaced(self) -> None:
        """
        By the new one; what is imposed on others after they came does not bind them.
        """
        self.book.impose(BAN, 0)
        self.shared.inherit_nearby("g.late", HERE, 20, 5000)
        self.book.impose(replace(BAN, user="g.other", at=30, until=4000), 30)
        self.book.impose(replace(BAN, at=30, until=3000), 30)
        found = self.bans("g.late", now=40)
        self.assertEqual(found and found.until, 3000)

    def test_real_sanction_is_not_pushed_out_by_others(self) -> None:
        """
        However many names with sanctions elsewhere came before and after.
        """
        self.book.impose(BAN, 0)
        lineage = self.junk(500)
        lineage = self.shared.user_left(ANN, lineage)
        lineage = self.junk(500, lineage)
        assert lineage is not None
        self.shared.inherit("g.heir", lineage)
        self.assertEqual(self.bans("g.heir"), BAN)

    def test_connections_that_shared_a_guest_are_one_lineage(self) -> None:
        """
        Whichever is larger, and with the heirs of both.
        """
        self.book.impose(BAN, 0)
        large, small = self.junk(20), self.shared.user_left(ANN, None)
        assert large is not None
        self.shared.inherit("g.one", large)
        self.shared.inherit("g.two", small)
        self.assertIsNone(self.bans("g.one"))
        joined = self.shared.user_left("g.one", small)
        self.assertIs(small.root(), large)
        self.assertIs(joined, large)
        self.assertEqual((self.bans("g.one"), self.bans("g.two")), (BAN, BAN))
        self.assertEqual(self.shared.heirs(ANN, online), ["g.one", "g.two"])
        self.assertEqual(self.shared.heirs(ANN, "g.two".__eq__), ["g.two"])


class CostTests(InheritanceCase):
    def test_login_adds_one_entry_however_many_came_before(self) -> None:
        lineage = self.junk(2000)
        assert lineage is not None
        self.shared.inherit("g.first", lineage)
        before = kept(self.shared)
        for number in range(100):
            self.shared.inherit(f"g.heir-{number}", lineage)
            self.shared.inherit_nearby(f"g.new-{number}", HERE, 0, 500)
        self.assertEqual(kept(self.shared), before + 200)
        self.assertEqual(len(lineage.members), 2000)
        self.assertEqual(self.places.asked, 0)

    def test_check_looks_only_at_sanctions_of_the_room(self) -> None:
        """
        And of those that end no later than what was found at none.
        """
        lineage = self.junk(2000)
        assert lineage is not None
        self.book.impose(BAN, 0)
        self.book.impose(replace(BAN, kind="mute"), 0)
        self.shared.inherit("g.heir", self.shared.user_left(ANN, lineage))
        self.shared.inherit_nearby("g.new", HERE, 0, 500)
        looked_at: list[str] = []
        in_force = Sanction.in_force

        def counted(sanction: Sanction, now: int) -> bool:
            looked_at.append(sanction.subject)
            return in_force(sanction, now)

        self.patch(Sanction, "in_force", counted)
        self.bans("g.heir")
        self.bans("g.new")
        self.assertEqual(set(looked_at), {ANN})
        self.assertEqual(self.places.asked, 2)
        self.bans("g.new", "own-0")
        self.assertEqual(self.places.asked, 3)

    def test_names_without_sanctions_do_not_pile_up(self) -> None:
        lineage = None
        for number in range(1000):
            lineage = self.shared.user_left(f"g.{number}", lineage)
            self.shared.inherit(f"g.{number + 1}", lineage)
            self.assertLessEqual(len(lineage.members), RECENT_MEMBERS)

    def test_names_whose_sanctions_have_ended_are_dropped(self) -> None:
        """
        When there are twice as many names as after the last search.
        """
        lineage: Lineage | None = None
        for number in range(10):
            lineage = self.junk(PRUNE_LEAST, lineage)
            self.book.expire(1000)
            for extra in range(PRUNE_LEAST):
                user = f"g.{number}-{extra}"
                self.book.impose(replace(BAN, user=user), 0)
                lineage = self.shared.user_left(user, lineage)
            self.book.expire(1000)
            assert lineage is not None
            self.assertLess(len(lineage.members), 2 * PRUNE_LEAST + RECENT_MEMBERS)

    def test_newcomers_are_dropped_when_their_time_is_over(self) -> None:
        self.book.impose(BAN, 0)
        before = kept(self.shared)
        for number in range(10):
            self.shared.inherit_nearby(f"g.{number}", HERE, number, 500 + number)
        self.assertEqual(self.shared.expire(504), [f"g.{number}" for number in range(5)])
        self.assertEqual(kept(self.shared), before + 5)
        self.shared.expire(600)
        self.book.expire(1000)
        self.assertEqual(kept(self.shared), 0)

    def test_number_of_heirs_is_bounded(self) -> None:
        """
        Nothing is left of the oldest ones, nor of the identities that only they were bound by.
        """
        self.patch(inheritance, "HEIRS_MAX", 10)
        self.book.impose(BAN, 0)
        for number in range(30):
            self.shared.inherit(f"g.{number}", self.shared.user_left(f"g.old-{number}", None))
            self.shared.inherit_nearby(f"g.{number}", HERE, number, 500)
        self.assertEqual(len(self.shared), 20)
        self.assertEqual(len(self.shared._of_member), 10)
