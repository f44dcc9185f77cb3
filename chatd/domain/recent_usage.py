"""
What each address has taken lately of something that all share: processor time, or the time of the store.
"""

from collections import OrderedDict
from math import exp

from chatd.domain.addresses import group_network

USAGE_SECONDS = 60.0
"""What an address has taken counts for so long: it falls to a third in this time."""

USAGES_MAX = 10_000
"""Addresses whose use is remembered; beyond that the one is forgotten that has taken nothing for longest."""

_AGE_MAX = 100.0
"""Far from the greatest number that `exp` can return."""


class RecentUsage:
    """
    The seconds that each address group (IPv6: each /48) has taken lately, as numbers that can be compared.

    All fall by the same factor while time passes.  So instead, what is added grows by it, and the others stay as they
    are.
    """

    def __init__(self, now: float) -> None:
        self._begun = now
        self._taken: OrderedDict[str | None, float] = OrderedDict()

    def of(self, group: str | None) -> float:
        """
        A number to compare with those of other groups at the same time.
        """
        return self._taken.get(_owner(group), 0.0)

    def seconds(self, group: str | None, now: float) -> float:
        """
        What a group has taken lately, in seconds.
        """
        return self.of(group) * exp((self._begun - now) / USAGE_SECONDS)

    def add(self, group: str | None, seconds: float, now: float) -> bool:
        """
        Add what a group has taken; returns whether all numbers from before must not be compared with later ones.
        """
        age = (now - self._begun) / USAGE_SECONDS
        rebased = age > _AGE_MAX
        if rebased:
            self._rebase(now, exp(-age))
            age = 0.0
        owner = _owner(group)
        self._taken[owner] = self._taken.get(owner, 0.0) + seconds * exp(age)
        self._taken.move_to_end(owner)
        if len(self._taken) > USAGES_MAX:
            self._taken.popitem(last=False)
        return rebased

    def _rebase(self, now: float, factor: float) -> None:
        self._begun = now
        for owner, taken in self._taken.items():
            self._taken[owner] = taken * factor


def _owner(group: str | None) -> str | None:
    return group if group is None or ":" not in group else group_network(group)
