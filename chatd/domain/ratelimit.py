"""
Rates: a token bucket, one for each key, slow mode of rooms, and the connections of each address.
"""

from chatd.domain.addresses import address_group
from chatd.errors import Refusal


class Bucket:
    """
    A token bucket: `burst` at once, then `rate` a second.

    The time of each call is given by the caller, in seconds.  A clock that is set back takes no tokens away.
    """

    __slots__ = ("_at", "_level", "burst", "rate")

    def __init__(self, rate: float, burst: float, now: float) -> None:
        self.rate = rate
        self.burst = burst
        self._level = burst
        self._at = now

    def take(self, now: float, cost: float = 1.0) -> bool:
        """
        Pay `cost` if the bucket holds it, and say whether it did.
        """
        level = self._level
        if now > self._at:
            level = min(level + (now - self._at) * self.rate, self.burst)
        self._at = now
        if level < cost:
            self._level = level
            return False
        self._level = level - cost
        return True

    def give_back(self, cost: float = 1.0) -> None:
        """
        Take back a payment.
        """
        self._level = min(self._level + cost, self.burst)

    def wait(self, cost: float = 1.0) -> float:
        """
        The seconds from the last `take` until `cost` will be there.
        """
        return max(0.0, (cost - self._level) / self.rate)

    def full_at(self) -> float:
        """
        When the bucket will be full again: from then on it says nothing that a new one would not.
        """
        return self._at + (self.burst - self._level) / self.rate


class KeyedRateLimiter:
    """
    A token bucket per user: `burst` at once, then `rate` a second.

    At most `limit` users are remembered; beyond that the least recently used one is dropped, whose bucket is most
    likely full again.  Times are seconds of one clock, which is the caller's.
    """

    def __init__(self, rate: float, burst: float, limit: int = 100_000) -> None:
        self._rate = rate
        self._burst = burst
        self._limit = limit
        # The least recently used first.
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
            if len(self._buckets) >= self._limit:
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

    def drop_idle(self, now: float) -> None:
        """
        Drop full buckets, from the least recently used on.
        """
        full = []
        for user, bucket in self._buckets.items():
            if bucket.full_at() > now:
                break
            full.append(user)
        for user in full:
            del self._buckets[user]


SHARED = 10
"""Clients without an address share the budgets of so many addresses."""


class AddressRateLimiter:
    """
    A token bucket per address, IPv6 per /64.  Requests that have no address share one, which is larger.
    """

    def __init__(self, rate: float, burst: float) -> None:
        self._each = KeyedRateLimiter(rate, burst)
        self._shared = KeyedRateLimiter(rate * SHARED, burst * SHARED)

    def __len__(self) -> int:
        return len(self._each) + len(self._shared)

    def take(self, address: str | None, now: float) -> None:
        """
        Pay for one more from that address, or refuse as `rate_limited`, with the time to wait.
        """
        if address is None:
            self._shared.take("", now)
        else:
            self._each.take(address_group(address), now)

    def give_back(self, address: str | None) -> None:
        """
        Take back a payment from that address.
        """
        if address is None:
            self._shared.give_back("")
        else:
            self._each.give_back(address_group(address))

    def drop_idle(self, now: float) -> None:
        self._each.drop_idle(now)
        self._shared.drop_idle(now)


class Slot:
    """
    The turn of a user in a slow room, taken at the time `at`.  Equal to itself only.
    """

    __slots__ = ("at", "free_at", "key", "place")

    def __init__(self, place: tuple[str, str], at: float, free_at: float, key: str | None) -> None:
        self.place = place
        self.at = at
        self.free_at = free_at
        self.key = key


class SlowMode:
    """
    The slots of all rooms, at most `limit`: beyond it the one taken longest ago is forgotten.

    Times are seconds of one clock, which is the caller's.
    """

    def __init__(self, limit: int = 100_000) -> None:
        self._limit = limit
        # In the order in which they were taken.
        self._slots: dict[tuple[str, str], Slot] = {}

    def __len__(self) -> int:
        return len(self._slots)

    def take(self, room: str, user: str, seconds: float, now: float, *, key: str | None = None) -> Slot | None:
        """
        Take the slot of `user` in `room` for `seconds`; refused as `slow_mode` while it is taken.

        None, and nothing to give back, where the room is not slow, or if the slot was taken for a message with the
        same `key`: that is a retry.  Not called for users who may act ``unslowed``.
        """
        if seconds <= 0:
            return None
        place = (room, user)
        taken = self._slots.get(place)
        # By what the room asks for now: one made quicker since is quicker at once.
        if taken is not None and now < taken.at + seconds:
            if key is not None and key == taken.key:
                return None
            raise Refusal("slow_mode", retry_after=int((taken.at + seconds - now) * 1000) + 1)
        self._slots.pop(place, None)
        if len(self._slots) >= self._limit:
            del self._slots[next(iter(self._slots))]
        slot = self._slots[place] = Slot(place, now, now + seconds, key)
        return slot

    def give_back(self, slot: Slot | None) -> None:
        """
        Free a slot whose message was not stored, unless a newer one has taken its place.
        """
        if slot is not None and self._slots.get(slot.place) is slot:
            del self._slots[slot.place]

    def drop_idle(self, now: float) -> None:
        """
        Drop the oldest slots that are free again.  Those behind a longer one stay, bounded by `limit`.
        """
        free = []
        for place, slot in self._slots.items():
            if now < slot.free_at:
                break
            free.append(place)
        for place in free:
            del self._slots[place]
