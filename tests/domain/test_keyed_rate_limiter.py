"""
Limits per user, over all of their connections.
"""

from twisted.trial.unittest import SynchronousTestCase

from chatd.domain.ratelimit import KeyedRateLimiter
from chatd.errors import Refusal


class FloodsTests(SynchronousTestCase):
    """
    Two a second, a burst of three.
    """

    def setUp(self) -> None:
        self.floods = KeyedRateLimiter(rate=2.0, burst=3.0)

    def spend(self, user: str, now: float, count: int) -> None:
        """
        Do that many things.
        """
        for _ in range(count):
            self.floods.take(user, now)

    def test_burst_and_no_more(self) -> None:
        """
        Then one is told how long to wait, and it is enough.
        """
        self.spend("a.1", 0.0, 3)
        refusal = self.assertRaises(Refusal, self.floods.take, "a.1", 0.0)
        self.assertEqual((refusal.code, refusal.retry_after), ("rate_limited", 501))
        self.floods.take("a.1", 0.501)

    def test_users_do_not_share(self) -> None:
        """
        One flood harms nobody else.
        """
        self.spend("a.1", 0.0, 3)
        self.floods.take("a.2", 0.0)

    def test_cost_above_the_burst_takes_a_full_bucket(self) -> None:
        """
        Otherwise such a command could never run.
        """
        self.floods.take("a.1", 0.0, 10.0)
        refusal = self.assertRaises(Refusal, self.floods.take, "a.1", 1.0, 10.0)
        self.assertEqual(refusal.retry_after, 501)
        self.floods.take("a.1", 1.501, 10.0)

    def test_full_buckets_are_forgotten(self) -> None:
        """
        A new one would say the same; one that is still filling stays.
        """
        self.spend("a.1", 0.0, 1)
        self.spend("a.2", 0.4, 3)
        self.floods.drop_idle(0.5)
        self.assertEqual(len(self.floods), 1)
        self.assertRaises(Refusal, self.floods.take, "a.2", 0.5)
        self.floods.drop_idle(10.0)
        self.assertEqual(len(self.floods), 0)

    def test_memory_is_bounded(self) -> None:
        """
        Past the bound the one heard of longest ago is forgotten, not the one who floods now.
        """
        floods = KeyedRateLimiter(rate=1.0, burst=1.0, limit=2)
        floods.take("a.1", 0.0)
        floods.take("a.2", 0.0)
        self.assertRaises(Refusal, floods.take, "a.1", 0.1)
        floods.take("a.3", 0.1)
        self.assertEqual(len(floods), 2)
        self.assertRaises(Refusal, floods.take, "a.1", 0.1)
        floods.take("a.2", 0.1)
