"""
How much one user may do over all of their connections: a second tab is no second budget.
"""

from chatd.errors import Refusal
from chatd.ratelimit import Bucket


class Floods:
    """
    A token bucket per user: `burst` at once, then `rate` a second.

    At most `most` users are remembered; beyond it the one heard of longest ago is forgotten, who has most likely
    waited long enough.  Times are seconds of one clock, which is the caller's.
    """

    def __init__(self, rate: float, burst: float, most: int = 100_000) -> None:
        self._rate = rate
        self._burst = burst
        self._most = most
        # The one heard of longest ago first.
        self._buckets: dict[str, Bucket] = {}

    def __len__(self) -> int:
        return len(self._buckets)

    def take(self, user: str, now: float, cost: float = 1.0) -> None:
        """
        Pay `cost` for the user with the id `user`, or refuse as `rate_limited`, with the time to wait.

        What costs more than `burst` may be done with a full bucket, and empties it.
        """
        bucket = self._buckets.pop(user, None)
        if bucket is None:
            if len(self._buckets) >= self._most:
                del self._buckets[next(iter(self._buckets))]
            bucket = Bucket(self._rate, self._burst, now)
        self._buckets[user] = bucket
        cost = min(cost, self._burst)
        if not bucket.take(now, cost):
            raise Refusal("rate_limited", retry_after=int(bucket.wait(cost) * 1000) + 1)

    def sweep(self, now: float) -> None:
        """
        Forget, from the one heard of longest ago, those whose bucket is full again.
        """
        full = []
        for user, bucket in self._buckets.items():
            if bucket.full_at() > now:
                break
            full.append(user)
        for user in full:
            del self._buckets[user]
