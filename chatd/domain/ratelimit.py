"""
Rate limits: token buckets, single, by user and by address; slow mode of rooms.
"""

from chatd.domain.addresses import address_group_of, address_network_of
from chatd.errors import Refusal


class Bucket:
    """
    A token bucket: `burst` at once, then `rate` per second.

    The caller passes the time of each call in seconds.  A clock that is set back removes no tokens.
    """

    __slots__ = ("_at", "_level", "burst", "rate")

    def __init__(self, rate: float, burst: float, now: float) -> None:
        self.rate = rate
        self.burst = burst
        self._level = burst
        self._at = now

    def take(self, now: float, cost: float = 1.0) -> bool:
        """
        Takes `cost` tokens if the bucket has them; returns whether it did.
        """
        level = self._level
        if now > self._at:
            level += (now - self._at) * self.rate
            if level > self.burst:  # noqa: PLR1730 - `min` is a call on the path of each message
                level = self.burst
        self._at = now
        if level < cost:
            self._level = level
            return False
        self._level = level - cost
        return True

    def charge(self, now: float, cost: float) -> None:
        """
        Takes `cost` tokens whether the bucket has them or not: later calls of `take` wait for what is owed, at most for
        another `burst`.
        """
        if now > self._at:
            self._level = min(self._level + (now - self._at) * self.rate, self.burst)
        self._at = now
        self._level = max(self._level - cost, -self.burst)

    def give_back(self, cost: float = 1.0) -> None:
        """
        Puts `cost` tokens back.
        """
        self._level = min(self._level + cost, self.burst)

    def wait(self, cost: float = 1.0) -> float:
        """
        Returns the seconds from the last `take` until `cost` tokens are available.
        """
        return max(0.0, (cost - self._level) / self.rate)

    def full_at(self) -> float:
        """
        Returns the time when the bucket is full; from then on it equals a new one and may be dropped.
        """
        return self._at + (self.burst - self._level) / self.rate


class KeyedRateLimiter:
    """
    A token bucket per user: `burst` at once, then `rate` per second.

    Keeps at most `limit` users; drops the least recently used, whose bucket is most likely full.  All times are seconds
    of the caller's clock.
    """

    def __init__(self, rate: float, burst: float, limit: int = 100_000) -> None:
        self._rate = rate
        self._burst = burst
        self._limit = limit
        # Least recently used first.
        self._buckets: dict[str, Bucket] = {}

    def __len__(self) -> int:
        return len(self._buckets)

    def take(self, user: str, now: float, cost: float = 1.0) -> None:
        """
        Takes `cost` tokens of the user with the id `user`; raises Refusal `rate_limited` with the time to wait.

        A cost above `burst` needs a full bucket and empties it.
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

    def set_rate(self, rate: float, burst: float) -> None:
        """
        Changes rate and burst; all buckets are full then.
        """
        if (rate, burst) != (self._rate, self._burst):
            self._rate, self._burst = rate, burst
            self._buckets.clear()

    def give_back(self, user: str, cost: float = 1.0) -> None:
        """
        Puts `cost` tokens back.
        """
        bucket = self._buckets.get(user)
        if bucket is not None:
            bucket.give_back(cost)

    def drop_idle(self, now: float) -> None:
        """
        Drops full buckets, beginning with the least recently used, up to the first that is not full.
        """
        full = []
        for user, bucket in self._buckets.items():
            if bucket.full_at() > now:
                break
            full.append(user)
        for user in full:
            del self._buckets[user]


SHARED = 10
"""Clients without an address share this many times the rate and burst; so do all addresses of an IPv6 /48."""


class OwnRateLimiter:
    """
    A token bucket for each of a few users that have rates of their own: back ends.
    """

    def __init__(self) -> None:
        self._buckets: dict[str, Bucket] = {}

    def take(self, user: str, now: float, cost: float, *, rate: float, burst: float) -> None:
        """
        Takes `cost` tokens of `user`, who has this `rate` and `burst` now; raises Refusal `rate_limited` with the time
        to wait.
        """
        bucket = self._buckets.get(user)
        if bucket is None or bucket.rate != rate or bucket.burst != burst:
            bucket = self._buckets[user] = Bucket(rate, burst, now)
        if not bucket.take(now, min(cost, burst)):
            raise Refusal("rate_limited", retry_after=int(bucket.wait(min(cost, burst)) * 1000) + 1)

    def give_back(self, user: str, cost: float) -> None:
        """
        Puts `cost` tokens back.
        """
        if (bucket := self._buckets.get(user)) is not None:
            bucket.give_back(cost)


class AddressRateLimiter:
    """
    A token bucket per address (IPv6: per /64, and a wider one per /48).  Those without an address share a wider one.
    """

    def __init__(self, rate: float, burst: float) -> None:
        self._each = KeyedRateLimiter(rate, burst)
        self._wider = KeyedRateLimiter(rate * SHARED, burst * SHARED)

    def __len__(self) -> int:
        return len(self._each) + len(self._wider)

    def set_rate(self, rate: float, burst: float) -> None:
        """
        Changes rate and burst; all buckets are full then.
        """
        self._each.set_rate(rate, burst)
        self._wider.set_rate(rate * SHARED, burst * SHARED)

    def take(self, address: str | None, now: float) -> None:
        """
        Takes one token of `address` and of its /48, if it has one; raises Refusal `rate_limited` with the time to wait,
        and takes nothing then.
        """
        group, network = address_group_of(address), address_network_of(address)
        if group is None:
            self._wider.take("", now)
            return
        self._each.take(group, now)
        if network is not None:
            try:
                self._wider.take(network, now)
            except Refusal:
                self._each.give_back(group)
                raise

    def give_back(self, address: str | None) -> None:
        """
        Puts one token of `address` back.
        """
        group, network = address_group_of(address), address_network_of(address)
        if group is not None:
            self._each.give_back(group)
        if group is None or network is not None:
            self._wider.give_back(network or "")

    def drop_idle(self, now: float) -> None:
        self._each.drop_idle(now)
        self._wider.drop_idle(now)


class Slot:
    """
    The slot of a user in a slow room, taken at the time `at`.  Compared by identity.
    """

    __slots__ = ("at", "free_at", "key", "place")

    def __init__(self, place: tuple[str, str], at: float, free_at: float, key: str | None) -> None:
        self.place = place
        self.at = at
        self.free_at = free_at
        self.key = key


class SlowMode:
    """
    Slow mode: the slots of all rooms, at most `limit`; beyond that the oldest is dropped.

    All times are seconds of the caller's clock.
    """

    def __init__(self, limit: int = 100_000) -> None:
        self._limit = limit
        # In the order they were taken.
        self._slots: dict[tuple[str, str], Slot] = {}

    def __len__(self) -> int:
        return len(self._slots)

    def take(self, room: str, user: str, seconds: float, now: float, *, key: str | None = None) -> Slot | None:
        """
        Takes the slot of `user` in `room` for `seconds`; raises Refusal `slow_mode` while it is taken.

        Returns None, with nothing to give back, if the room is not slow or the slot was taken for the same `key` (a
        retry). Not called for users who may act ``unslowed``.
        """
        if seconds <= 0:
            return None
        place = (room, user)
        taken = self._slots.get(place)
        # Uses the room's present setting: a shorter delay applies at once.
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
        Frees a slot whose message was not stored, unless a newer slot has replaced it.
        """
        if slot is not None and self._slots.get(slot.place) is slot:
            del self._slots[slot.place]

    def drop_idle(self, now: float) -> None:
        """
        Drops the oldest slots that are free again, up to the first that is taken.
        """
        free = []
        for place, slot in self._slots.items():
            if now < slot.free_at:
                break
            free.append(place)
        for place in free:
            del self._slots[place]
