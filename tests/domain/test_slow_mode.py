"""
Slow mode.
"""

from hypothesis import given
from hypothesis import strategies as st
from twisted.trial.unittest import SynchronousTestCase

from chatd.domain.ratelimit import SlowMode
from chatd.errors import Refusal


class SlowModeTests(SynchronousTestCase):
    """
    Who has to wait, and for how long.
    """

    def setUp(self) -> None:
        self.slow = SlowMode()

    def test_second_message_waits(self) -> None:
        """
        One is told for how long, and it is enough.
        """
        self.slow.take("room", "a.1", 10, 100.0)
        refusal = self.assertRaises(Refusal, self.slow.take, "room", "a.1", 10, 103.5)
        self.assertEqual((refusal.code, refusal.retry_after), ("slow_mode", 6501))
        self.slow.take("room", "a.1", 10, 103.5 + 6.501)

    def test_slot_is_free_at_its_instant(self) -> None:
        """
        And not a millisecond earlier.
        """
        self.slow.take("room", "a.1", 10, 100.0)
        self.assertRaises(Refusal, self.slow.take, "room", "a.1", 10, 109.99)
        self.assertIsNotNone(self.slow.take("room", "a.1", 10, 110.0))

    def test_others_and_other_rooms_do_not_wait(self) -> None:
        """
        A slot is one person's in one room.
        """
        self.slow.take("room", "a.1", 10, 0.0)
        self.assertIsNotNone(self.slow.take("room", "a.2", 10, 0.0))
        self.assertIsNotNone(self.slow.take("else", "a.1", 10, 0.0))

    def test_refusal_costs_nothing(self) -> None:
        """
        Who tries too early does not begin anew.
        """
        self.slow.take("room", "a.1", 10, 0.0)
        self.assertRaises(Refusal, self.slow.take, "room", "a.1", 10, 9.0)
        self.assertIsNotNone(self.slow.take("room", "a.1", 10, 10.0))

    def test_room_that_is_not_slow_takes_no_slot(self) -> None:
        """
        It needs no memory either.
        """
        self.assertIsNone(self.slow.take("room", "a.1", 0, 0.0))
        self.assertEqual(len(self.slow), 0)
        self.slow.give_back(None)

    def test_slot_of_a_failed_message_is_given_back(self) -> None:
        """
        What was not stored costs no turn.
        """
        slot = self.slow.take("room", "a.1", 10, 0.0)
        self.slow.give_back(slot)
        self.assertIsNotNone(self.slow.take("room", "a.1", 10, 1.0))

    def test_newer_slot_is_not_given_back_by_an_older_message(self) -> None:
        """
        A commit that fails late frees nobody's next turn.
        """
        old = self.slow.take("room", "a.1", 2, 0.0)
        self.slow.take("room", "a.1", 2, 2.0)
        self.slow.give_back(old)
        self.assertRaises(Refusal, self.slow.take, "room", "a.1", 2, 3.0)

    def test_retry_with_the_same_key_passes(self) -> None:
        """
        A client that did not hear the answer asks again, and is answered by the log.
        """
        self.slow.take("room", "a.1", 10, 0.0, key="k")
        self.assertIsNone(self.slow.take("room", "a.1", 10, 1.0, key="k"))
        self.assertRaises(Refusal, self.slow.take, "room", "a.1", 10, 1.0, key="other")
        self.assertRaises(Refusal, self.slow.take, "room", "a.1", 10, 1.0)

    def test_message_without_a_key_has_no_retry(self) -> None:
        """
        Two messages without one are two.
        """
        self.slow.take("room", "a.1", 10, 0.0)
        self.assertRaises(Refusal, self.slow.take, "room", "a.1", 10, 1.0, key=None)

    def test_changed_pace_counts_at_once(self) -> None:
        """
        Quicker and slower, from the last message.
        """
        self.slow.take("room", "a.1", 60, 0.0)
        self.assertIsNotNone(self.slow.take("room", "a.1", 5, 5.0))
        refusal = self.assertRaises(Refusal, self.slow.take, "room", "a.1", 20, 15.0)
        self.assertEqual(refusal.retry_after, 10_001)

    def test_free_slots_are_forgotten(self) -> None:
        """
        The sweep keeps those that still hold.
        """
        self.slow.take("room", "a.1", 5, 0.0)
        self.slow.take("room", "a.2", 5, 1.0)
        self.slow.drop_idle(5.0)
        self.assertEqual(len(self.slow), 1)
        self.assertRaises(Refusal, self.slow.take, "room", "a.2", 5, 5.0)

    def test_memory_is_bounded(self) -> None:
        """
        Past the bound the one taken longest ago goes.
        """
        slow = SlowMode(limit=3)
        for user in "abcd":
            slow.take("room", user, 1000, 0.0)
        self.assertEqual(len(slow), 3)
        self.assertIsNotNone(slow.take("room", "a", 1000, 1.0))
        self.assertRaises(Refusal, slow.take, "room", "d", 1000, 1.0)


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 6), st.booleans()), max_size=30))
def test_admitted_messages_keep_their_distance(steps: list[tuple[str, int, bool]]) -> None:
    """
    Those that were stored are never closer than the room asks for, and nobody waits for anything else.
    """
    slow, now, stored = SlowMode(), 0.0, dict[str, float]()
    for user, passed, fails in steps:
        now += passed
        slow.drop_idle(now)
        free = user not in stored or now >= stored[user] + 5
        try:
            slot = slow.take("room", user, 5, now)
        except Refusal:
            assert not free
        else:
            assert free
            if fails:
                slow.give_back(slot)
            else:
                stored[user] = now
