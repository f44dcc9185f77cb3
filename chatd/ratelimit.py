"""
How often something may happen.
"""


class Bucket:
    """
    A token bucket: `burst` at once, then `rate` a second.

    The time of each call is given by the caller, in seconds.  A clock that is set back
    costs nobody what they had.
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
