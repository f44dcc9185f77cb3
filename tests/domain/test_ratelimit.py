"""
How often something may happen.
"""

from hypothesis import given
from hypothesis import strategies as st
from twisted.trial.unittest import SynchronousTestCase

from chatd.domain.ratelimit import Bucket


class BucketTests(SynchronousTestCase):
    """
    A token bucket.
    """

    def setUp(self) -> None:
        """
        Three at once, then two a second.
        """
        self.bucket = Bucket(2.0, 3.0, 100.0)

    def spend(self, now: float, count: int) -> list[bool]:
        """
        Whether each of `count` in a row is paid.
        """
        return [self.bucket.take(now) for _ in range(count)]

    def test_burst_is_paid_at_once(self) -> None:
        """
        Three quick ones go through; the fourth does not.
        """
        self.assertEqual(self.spend(100.0, 4), [True, True, True, False])

    def test_rate_fills_it_again(self) -> None:
        """
        Half a second later there is one more.
        """
        self.spend(100.0, 3)
        self.assertEqual(self.spend(100.5, 2), [True, False])

    def test_rest_does_not_save_up_more_than_the_burst(self) -> None:
        """
        After an hour of silence it is still three at once.
        """
        self.spend(100.0, 3)
        self.assertEqual(self.spend(3700.0, 4), [True, True, True, False])

    def test_refused_cost_is_not_taken(self) -> None:
        """
        Somebody who asks for too much can still have less.
        """
        self.assertEqual((self.bucket.take(100.0, 4.0), self.bucket.take(100.0, 3.0)), (False, True))

    def test_charge_is_owed(self) -> None:
        """
        What was not there is paid off before anything else, and it never grows beyond one burst.
        """
        bucket = Bucket(1.0, 10.0, 0.0)
        bucket.charge(0.0, 12.0)
        self.assertFalse(bucket.take(2.0))
        self.assertEqual(bucket.wait(), 1.0)
        self.assertTrue(bucket.take(3.0))
        bucket.charge(3.0, 1_000_000.0)
        self.assertFalse(bucket.take(13.5))
        self.assertTrue(bucket.take(14.0))

    def test_wait_tells_when_it_will_be_there(self) -> None:
        """
        After exactly that time the same cost is accepted.
        """
        self.spend(100.0, 3)
        self.assertFalse(self.bucket.take(100.1))
        wait = self.bucket.wait()
        self.assertAlmostEqual(wait, 0.4)
        self.assertTrue(self.bucket.take(100.1 + wait + 1e-9))

    def test_nothing_to_wait_for_is_zero(self) -> None:
        self.assertEqual(self.bucket.wait(), 0.0)

    def test_full_at_tells_when_it_is_as_good_as_new(self) -> None:
        """
        Three have been spent: a second and a half.
        """
        self.assertEqual(self.bucket.full_at(), 100.0)
        self.spend(100.0, 3)
        self.assertEqual(self.bucket.full_at(), 101.5)

    def test_clock_set_back_punishes_nobody(self) -> None:
        """
        When the machine's time is corrected by an hour, people go on talking.
        """
        self.spend(100.0, 1)
        self.assertEqual(self.spend(-3500.0, 3), [True, True, False])
        self.assertEqual(self.spend(-3499.5, 2), [True, False])

    @given(
        st.floats(0.1, 100),
        st.integers(1, 50),
        st.lists(st.tuples(st.floats(0, 3), st.sampled_from([0.5, 1.0, 3.0])), max_size=60),
    )
    def test_never_more_than_burst_and_rate(self, rate: float, burst: int, asked: list[tuple[float, float]]) -> None:
        """
        Over any period: at most the burst plus what the rate has added.
        """
        bucket = Bucket(rate, burst, 0.0)
        now, paid = 0.0, []
        for pause, cost in asked:
            now += pause
            if bucket.take(now, cost):
                paid.append((now, cost))
        for begin in range(len(paid)):
            spent = 0.0
            for at, cost in paid[begin:]:
                spent += cost
                self.assertLessEqual(spent, burst + (at - paid[begin][0]) * rate + 1e-6)
