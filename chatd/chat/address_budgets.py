"""
Budgets per address: what all users of one address say, make, store and ask together.

Guests and rooms are free, so a bound per user or session alone does not bound a stranger.  docs/configuration.md has
the reckoning of the defaults.
"""

from typing import Literal, NamedTuple

from chatd.chat.session import Session
from chatd.clock import Clock
from chatd.domain.limits import Limits
from chatd.domain.ratelimit import AddressRateLimiter
from chatd.errors import Refusal
from chatd.refusal_log import RefusalLog

Budget = Literal["said", "made", "stored", "asked", "queries"]
"""
Messages, edits, deletions and signals; rooms, conversations, invitations and reports; bytes that the store keeps; the
cost of commands; commands that search or list.
"""

ROW_BYTES = 300
"""About what the store keeps for a row beside its texts: ids, times, indexes, the entry of the audit log."""


class _Limit(NamedTuple):
    limiter: AddressRateLimiter
    settings: str
    what: str


class AddressBudgets:
    """
    The budgets of all address groups.  Back ends with an API key are no strangers: they pay nothing.
    """

    def __init__(self, limits: Limits, clock: Clock, refusals: RefusalLog) -> None:
        self._clock = clock
        self._refusals = refusals
        self._limits: dict[Budget, _Limit] = {
            "said": _limit(limits.address_said_per_second, limits.address_said_burst, "said", "says too much"),
            "made": _limit(
                limits.address_made_per_hour / 3600,
                limits.address_made_burst,
                "made",
                "makes too many rooms, conversations, invitations or reports",
                per="hour",
            ),
            "stored": _limit(
                limits.address_stored_per_second, limits.address_stored_burst, "stored", "has too many bytes stored"
            ),
            "asked": _limit(
                limits.address_asked_per_second, limits.address_asked_burst, "asked", "sends too many commands"
            ),
            "queries": _limit(
                limits.address_queries_per_second,
                limits.address_queries_burst,
                "queries",
                "searches and lists too much",
            ),
        }

    def charge(self, session: Session, budget: Budget, cost: float = 1.0) -> None:
        """
        Take `cost` from a budget of the session's address; raises Refusal `rate_limited` with the time to wait.
        """
        principal = session.principal
        if principal is not None and principal.kind == "key":
            return
        limit = self._limits[budget]
        try:
            limit.limiter.take_group(session.origin, session.network, self._clock.seconds(), cost)
        except Refusal as refusal:
            self._refusals.record(
                f"limits.{limit.settings}",
                "refused commands of {who}, which {what}; the settings are limits.{setting} and limits.{burst}, or"
                " server.trusted_proxies if that is a proxy",
                who=session.network or session.origin or "all that have no address",
                what=limit.what,
                setting=limit.settings,
                burst=f"address_{budget}_burst",
            )
            raise Refusal(
                "rate_limited", "too much from your address at once", retry_after=refusal.retry_after
            ) from None

    def drop_idle(self, now: float) -> None:
        """
        Drop budgets that are full.  To be called every second or so.
        """
        for limit in self._limits.values():
            limit.limiter.drop_idle(now)


def _limit(rate: float, burst: int, name: str, what: str, per: str = "second") -> _Limit:
    return _Limit(AddressRateLimiter(rate, float(burst)), f"address_{name}_per_{per}", what)
