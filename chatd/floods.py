"""
How much one user may do over all of their connections, and how much may come from one address.
"""

from chatd.addresses import group
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

    def give_back(self, user: str) -> None:
        """
        Take back a payment of 1.
        """
        bucket = self._buckets.get(user)
        if bucket is not None:
            bucket.give_back()

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


SHARED = 10
"""Those who have no address share the budgets of so many addresses."""


class AddressFloods:
    """
    A token bucket per address, IPv6 per /64.  Requests that have no address share one, which is larger.
    """

    def __init__(self, rate: float, burst: float) -> None:
        self._each = Floods(rate, burst)
        self._shared = Floods(rate * SHARED, burst * SHARED)

    def __len__(self) -> int:
        return len(self._each) + len(self._shared)

    def take(self, address: str | None, now: float) -> None:
        """
        Pay for one more from that address, or refuse as `rate_limited`, with the time to wait.
        """
        if address is None:
            self._shared.take("", now)
        else:
            self._each.take(group(address), now)

    def give_back(self, address: str | None) -> None:
        """
        Take back a payment from that address.
        """
        if address is None:
            self._shared.give_back("")
        else:
            self._each.give_back(group(address))

    def sweep(self, now: float) -> None:
        """
        See `Floods`.
        """
        self._each.sweep(now)
        self._shared.sweep(now)
