"""
The book of mutes and bans.
"""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from twisted.trial.unittest import SynchronousTestCase

from chatd.domain.moderation import Sanction
from chatd.domain.sanctions import NONE, InForce, SanctionRegister
from chatd.errors import Refusal

ANN, BOB = "a.ann", "a.bob"
BAN = Sanction(kind="ban", user=ANN, room="lobby", until=1000, reason="spam", by=BOB, at=0)
MUTE = replace(BAN, kind="mute")


def entries(book: SanctionRegister) -> int:
    """
    How much the book holds on to, in all of its indexes.
    """
    return len(book._of) + len(book._at) + len(book._ends) + len(book._in) + len(book._by)


class SanctionsTests(SynchronousTestCase):
    """
    What is in force, for whom, where and until when.
    """

    def setUp(self) -> None:
        self.book = SanctionRegister()

    def test_nobody_is_bound_by_an_empty_book(self) -> None:
        """
        The same object is returned, without an allocation.
        """
        self.assertIs(self.book.find(ANN, "10.0.0.1", "lobby", 0), NONE)

    def test_binds_its_user_in_its_room(self) -> None:
        """
        And nobody else, and nowhere else.
        """
        imposed = self.book.impose(BAN, 0)
        self.assertEqual((imposed.sanction, imposed.replaced), (BAN, None))
        self.assertEqual(self.book.find(ANN, None, "lobby", 0), InForce(banned=BAN))
        for user, room in ((BOB, "lobby"), (ANN, "else"), (ANN, None)):
            self.assertEqual(self.book.find(user, None, room, 0), NONE)

    def test_list_of_one_room_looks_at_no_other(self) -> None:
        """
        However many sanctions there are elsewhere.
        """
        for number in range(1000):
            self.book.impose(replace(BAN, user=f"g.{number}", room=f"room-{number}"), 0)
        self.book.impose(BAN, 0)
        self.patch(self.book, "snapshot", lambda: self.fail("the whole book was read"))
        self.assertEqual(self.book.listed("lobby", 0), [BAN])
        self.assertEqual(self.book.listed("empty", 0), [])

    def test_sanctions_of_a_maker_are_counted(self) -> None:
        """
        Those in rooms, until they have ended and been removed.
        """
        for number in range(3):
            self.book.impose(replace(BAN, room=f"room-{number}"), 0)
        self.book.impose(replace(BAN, room=None), 0)
        self.assertEqual(self.book.count_by(BOB), 3)
        self.book.lift("ban", ANN, "room-0", 0)
        self.book.expire(1000)
        self.assertEqual(self.book.count_by(BOB), 0)

    def test_ends_at_its_instant(self) -> None:
        """
        In force until the millisecond before, over at its end, whether anybody has swept or not.
        """
        self.book.impose(BAN, 0)
        self.assertEqual(self.book.find(ANN, None, "lobby", 999).banned, BAN)
        self.assertIsNone(self.book.find(ANN, None, "lobby", 1000).banned)
        self.assertEqual((self.book.expire(999), self.book.expire(1000), self.book.expire(1001)), ([], [BAN], []))
        self.assertEqual(entries(self.book), 0)

    def test_without_an_end_it_holds(self) -> None:
        self.book.impose(replace(BAN, until=None), 0)
        self.assertEqual(self.book.expire(2**53), [])
        self.assertIsNotNone(self.book.find(ANN, None, "lobby", 2**53).banned)

    def test_on_the_site_it_binds_everywhere(self) -> None:
        """
        In every room, and where there is none.
        """
        self.book.impose(replace(BAN, room=None), 0)
        for room in ("lobby", "~p", None):
            self.assertIsNotNone(self.book.find(ANN, None, room, 0).banned)

    def test_longest_counts(self) -> None:
        """
        One is told when it is really over.
        """
        long = replace(BAN, room=None, until=5000)
        self.book.impose(long, 0)
        self.book.impose(BAN, 0)
        self.assertEqual(self.book.find(ANN, None, "lobby", 0).banned, long)
        forever = replace(BAN, until=None)
        self.book.impose(forever, 0)
        self.assertEqual(self.book.find(ANN, None, "lobby", 0).banned, forever)

    def test_mute_and_ban_are_two(self) -> None:
        """
        Lifting one leaves the other.
        """
        self.book.impose(BAN, 0)
        self.book.impose(MUTE, 0)
        self.assertEqual(self.book.find(ANN, None, "lobby", 0), InForce(BAN, MUTE))
        self.assertEqual(self.book.lift("ban", ANN, "lobby", 0), BAN)
        self.assertEqual(self.book.find(ANN, None, "lobby", 0), InForce(None, MUTE))

    def test_new_one_takes_the_place_of_the_old(self) -> None:
        """
        A moderator can make it shorter; the end of the old one means nothing any more.
        """
        self.book.impose(replace(BAN, until=None), 0)
        imposed = self.book.impose(BAN, 0)
        self.assertEqual((imposed.replaced, len(self.book)), (replace(BAN, until=None), 1))
        self.book.impose(replace(BAN, until=9000), 0)
        self.assertEqual(self.book.expire(5000), [])
        self.assertEqual(self.book.expire(9000), [replace(BAN, until=9000)])

    def test_one_that_is_over_is_not_replaced(self) -> None:
        """
        The audit log does not say that a ban was changed that had ended.
        """
        self.book.impose(BAN, 0)
        self.assertIsNone(self.book.impose(replace(BAN, until=3000), 2000).replaced)

    def test_lifting_nothing_answers_nothing(self) -> None:
        """
        Neither what never was nor what has ended.
        """
        self.assertIsNone(self.book.lift("ban", ANN, "lobby", 0))
        self.book.impose(BAN, 0)
        self.assertIsNone(self.book.lift("ban", ANN, "lobby", 1000))
        self.assertIsNone(self.book.lift("ban", ANN, None, 0))
        self.assertEqual(self.book.expire(1000), [BAN])

    def test_lifted_one_does_not_end_later(self) -> None:
        """
        Otherwise its end would be announced twice.
        """
        self.book.impose(BAN, 0)
        self.book.lift("ban", ANN, "lobby", 0)
        self.assertEqual((self.book.expire(1000), entries(self.book)), ([], 0))

    def test_kick_is_momentary(self) -> None:
        """
        It is told and audited like the others, and leaves nothing behind.
        """
        kick = replace(BAN, kind="kick", until=None)
        self.assertEqual(self.book.impose(kick, 0).sanction, kick)
        self.assertEqual((self.book.find(ANN, None, "lobby", 0), entries(self.book)), (NONE, 0))

    def test_what_binds_nobody_or_is_over_is_refused(self) -> None:
        cases: dict[str, dict[str, Any]] = {
            "user": {"user": None},
            "until": {"until": 50},
            "address": {"address": "somewhere"},
        }
        for field, change in cases.items():
            refusal = self.assertRaises(Refusal, self.book.impose, replace(BAN, **change), 50)
            self.assertEqual((refusal.code, refusal.field), ("invalid", field))
        self.assertEqual(entries(self.book), 0)

    def test_ended_ones_come_the_earliest_first(self) -> None:
        for until in (3000, 1000, 2000):
            self.book.impose(replace(BAN, user=f"a.{until}", until=until), 0)
        self.assertEqual([sanction.until for sanction in self.book.expire(3000)], [1000, 2000, 3000])

    def test_changed_minds_take_no_memory(self) -> None:
        """
        A moderator who flips one mute a thousand times leaves a small book.
        """
        for _ in range(1000):
            self.book.impose(MUTE, 0)
        self.assertLess(entries(self.book), 100)

    def test_list_is_of_one_room(self) -> None:
        """
        The newest first; those of the site are asked for by themselves.
        """
        newer = replace(MUTE, at=5)
        for sanction in (BAN, newer, replace(BAN, room="else"), replace(BAN, room=None)):
            self.book.impose(sanction, 0)
        self.assertEqual(self.book.listed("lobby", 0), [newer, BAN])
        self.assertEqual(self.book.listed(None, 0), [replace(BAN, room=None)])
        self.assertEqual(self.book.listed("lobby", 1000), [])

    def test_list_of_everything_is_of_the_site_and_all_rooms(self) -> None:
        """
        The newest first, and nothing that has ended.
        """
        newer = replace(BAN, user="g.new", at=5, until=2000)
        for sanction in (BAN, replace(BAN, room=None), newer):
            self.book.impose(sanction, 0)
        self.assertEqual(self.book.listed_everywhere(0), [newer, replace(BAN, room=None), BAN])
        self.assertEqual(self.book.listed_everywhere(1000), [newer])

    def test_restored_book_says_the_same(self) -> None:
        """
        A restart undoes no ban, and brings none back that has ended.
        """
        address = replace(BAN, address="10.0.0.1", until=None)
        for sanction in (MUTE, address, replace(BAN, user=BOB, until=10)):
            self.book.impose(sanction, 0)
        other = SanctionRegister()
        other.restore(self.book.snapshot(), 10)
        self.assertEqual(len(other), 2)
        self.assertEqual(other.find(ANN, None, "lobby", 10), InForce(address, MUTE))
        self.assertEqual(other.find("g.1", "10.0.0.1", "lobby", 10), InForce(banned_here=address))
        self.assertEqual(other.expire(1000), [MUTE])

    def test_of_two_rows_for_the_same_the_later_counts(self) -> None:
        """
        In whatever order a store gives them.
        """
        later = replace(BAN, at=7, until=2000)
        self.book.restore([later, BAN], 0)
        self.assertEqual(self.book.find(ANN, None, "lobby", 0).banned, later)


class AddressTests(SynchronousTestCase):
    """
    Sanctions that bind an address.
    """

    def setUp(self) -> None:
        self.book = SanctionRegister()

    def test_binds_whoever_comes_from_there(self) -> None:
        """
        A banned person without an account does not come back under another name.
        """
        ban = replace(BAN, user="g.1", address="10.0.0.1")
        self.book.impose(ban, 0)
        self.assertEqual(self.book.find("g.2", "10.0.0.1", "lobby", 0).ban(staff=False), ban)
        self.assertIsNone(self.book.find("g.2", "10.0.0.1", "lobby", 0).ban(staff=True))
        self.assertEqual(self.book.find("g.2", "10.0.0.2", "lobby", 0), NONE)

    def test_its_user_is_bound_wherever_they_are(self) -> None:
        """
        By name and by address: staff are not free of their own.
        """
        mute = replace(MUTE, address="10.0.0.1")
        self.book.impose(mute, 0)
        self.assertEqual(self.book.find(ANN, "10.9.9.9", "lobby", 0).mute(staff=True), mute)

    def test_longer_of_both_counts(self) -> None:
        """
        One's own mute or the neighbour's.
        """
        self.book.impose(MUTE, 0)
        nearby = replace(MUTE, user="g.1", address="10.0.0.1", until=2000)
        self.book.impose(nearby, 0)
        found = self.book.find(ANN, "10.0.0.1", "lobby", 0)
        self.assertEqual((found.mute(staff=False), found.mute(staff=True)), (nearby, MUTE))

    def test_address_alone_can_be_bound(self) -> None:
        """
        It is lifted by the address.
        """
        ban = replace(BAN, user=None, address="10.0.0.1", room=None)
        self.book.impose(ban, 0)
        self.assertEqual(self.book.find("g.2", "10.0.0.1", "lobby", 0).banned_here, ban)
        self.assertEqual(self.book.lift("ban", "10.0.0.1", None, 0), ban)
        self.assertEqual(self.book.find("g.2", "10.0.0.1", "lobby", 0), NONE)

    def test_ipv6_is_bound_by_64(self) -> None:
        """
        However it is written: one subscriber has all of the network.
        """
        for written in ("2001:db8::1", "2001:DB8::/64"):
            book = SanctionRegister()
            imposed = book.impose(replace(BAN, user=None, address=written), 0)
            self.assertEqual(imposed.sanction.address, "2001:db8::/64")
            self.assertIsNotNone(book.find("g.2", "2001:db8::/64", "lobby", 0).banned_here)

    def test_other_networks_are_refused(self) -> None:
        """
        They would bind nobody, or a country.
        """
        for written in ("10.0.0.0/8", "2001:db8::/31", "unix", ""):
            ban = replace(BAN, address=written)
            self.assertEqual(self.assertRaises(Refusal, self.book.impose, ban, 0).field, "address")

    def test_networks_bind_all_addresses_in_them(self) -> None:
        """
        Written with any address of the network; until it is lifted.
        """
        for written, network, inside, outside in (
            ("192.0.2.77/24", "192.0.2.0/24", "192.0.2.1", "192.0.3.1"),
            ("2001:db8:1:2::3/48", "2001:db8:1::/48", "2001:db8:1:ffff::/64", "2001:db8:2::/64"),
        ):
            book = SanctionRegister()
            self.assertIsNone(book.find("g.2", inside, "lobby", 0).banned_here)
            ban = book.impose(replace(BAN, user=None, address=written, room=None), 0).sanction
            self.assertEqual((ban.address, ban.subject), (network, network))
            self.assertEqual(book.find("g.2", inside, "lobby", 0).banned_here, ban)
            for other in (outside, None, "::ffff:1.2.3.4", "2001:db8:9::/64", "203.0.113.4"):
                self.assertIsNone(book.find("g.2", other, "lobby", 0).banned_here)
            self.assertEqual(book.lift("ban", network, None, 0), ban)
            self.assertIsNone(book.find("g.2", inside, "lobby", 0).banned_here)

    def test_networks_bind_beside_addresses(self) -> None:
        """
        The longest one counts; staff are free of them.
        """
        self.book.impose(replace(BAN, user=None, address="192.0.2.1"), 0)
        wide = self.book.impose(replace(BAN, user=None, address="192.0.2.0/24", until=None), 0).sanction
        found = self.book.find("g.2", "192.0.2.1", "lobby", 0)
        self.assertEqual((found.ban(staff=False), found.ban(staff=True)), (wide, None))

    def test_two_at_one_address_are_lifted_one_by_one(self) -> None:
        """
        The other one's sanction goes on binding it.
        """
        for user in ("g.1", "g.2"):
            self.book.impose(replace(BAN, user=user, address="10.0.0.1"), 0)
        self.book.lift("ban", "g.1", "lobby", 0)
        self.assertIsNotNone(self.book.find("g.3", "10.0.0.1", "lobby", 0).banned_here)
        self.book.lift("ban", "g.2", "lobby", 0)
        self.assertIs(self.book.find("g.3", "10.0.0.1", "lobby", 0), NONE)


USERS = st.sampled_from(["a", "b", None])
ADDRESSES = st.sampled_from(["10.0.0.1", "10.0.0.2", None])
SANCTIONS = st.builds(
    Sanction,
    kind=st.sampled_from(["ban", "mute"]),
    user=USERS,
    address=ADDRESSES,
    room=st.sampled_from(["r", None]),
    until=st.sampled_from([1, 2, 3, 5, None]),
    by=st.just("m"),
    at=st.just(0),
).filter(lambda sanction: sanction.user is not None or sanction.address is not None)
STEPS = st.lists(st.tuples(st.sampled_from(["impose", "lift", "expire", "wait"]), SANCTIONS), max_size=25)


@given(STEPS)
def test_book_is_what_a_list_would_be(steps: list[tuple[str, Sanction]]) -> None:
    """
    Its indexes never lose, keep or invent a sanction, and end empty.
    """
    book, plain, now = SanctionRegister(), list[Sanction](), 0
    for step, given_one in steps:
        one = replace(given_one, until=None if given_one.until is None else now + given_one.until)
        same = [old for old in plain if (old.kind, old.room, old.subject) == (one.kind, one.room, one.subject)]
        if step == "wait":
            now += 1
        elif step == "expire":
            ended = book.expire(now)
            assert sorted(map(repr, ended)) == sorted(repr(old) for old in plain if not old.in_force(now))
            plain = [old for old in plain if old.in_force(now)]
        elif step == "impose":
            book.impose(one, now)
            plain = [*(old for old in plain if old not in same), one]
        else:
            lifted = book.lift(one.kind, one.subject, one.room, now)
            assert ([lifted] if lifted else []) == [old for old in same if old.in_force(now)]
            plain = [old for old in plain if old != lifted]
        for user in ("a", "b"):
            for address in ("10.0.0.1", None):
                found = book.find(user, address, "r", now).ban(staff=False)
                bans = [old for old in plain if old.kind == "ban" and old.in_force(now)]
                binding = [old for old in bans if old.user == user or (address and old.address == address)]
                assert (found is None) == (not binding)
                if found is not None and found.until is not None:
                    assert found.until == max(old.until or 10**9 for old in binding)
        assert sorted(map(repr, book.snapshot())) == sorted(map(repr, plain))
        assert [book.count(room) for room in ("r", None)] == [
            sum(s.room == room for s in plain) for room in ("r", None)
        ]
        assert book.has(one.kind, one.subject, one.room) == any(
            (s.kind, s.room, s.subject) == (one.kind, one.room, one.subject) for s in plain
        )
    for old in plain:
        book.lift(old.kind, old.subject, old.room, now)
    book.expire(10**9)
    assert (len(book), book._of, book._at, book._in, book._by) == (0, {}, {}, {}, {})


class ForgettingTests(SynchronousTestCase):
    """
    What is kept of people in the register goes with them, and their addresses after a time.
    """

    def setUp(self) -> None:
        self.register = SanctionRegister()
        on_ben = {"user": "a.ben", "name": "Ben", "address": "192.0.2.7"}
        self.ban = Sanction(
            kind="ban", by="a.ann", by_name="Ann", reason="spam", told=True, at=1000, until=9000, **on_ben
        )
        self.alone = Sanction(kind="ban", address="192.0.2.9", by="a.ben", by_name="Ben", reason="so", at=1000)
        for one in (self.ban, self.alone):
            self.register.impose(one, 1000)

    def bans(self, user: str, address: str) -> Sanction | None:
        """
        The ban that binds a user there.
        """
        return self.register.find(user, address, None, 2000).ban(staff=False)

    def test_erased_user_stays_bound_without_name_and_address(self) -> None:
        self.register.forget_user("a.ben")
        bare = replace(self.ban, name="", address=None)
        silent = replace(self.alone, by_name="", reason="", told=False)
        self.assertEqual(self.bans("a.ben", "198.51.100.1"), bare)
        self.assertEqual(self.bans("a.cid", "192.0.2.7"), None)
        self.assertEqual(self.bans("a.cid", "192.0.2.9"), silent)
        self.assertEqual((len(self.register), self.register.expire(9000)), (2, [bare]))

    def test_old_addresses_bind_nobody_any_more(self) -> None:
        """
        But one that was banned itself, and those that are younger.
        """
        self.register.forget_addresses(1000)
        self.assertEqual(self.bans("a.cid", "192.0.2.7"), self.ban)
        self.register.forget_addresses(1001)
        self.assertEqual(self.bans("a.cid", "192.0.2.7"), None)
        self.assertEqual(self.bans("a.ben", "192.0.2.7"), replace(self.ban, address=None))
        self.assertEqual(self.bans("a.cid", "192.0.2.9"), self.alone)
