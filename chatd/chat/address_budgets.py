"""
Budgets per address: what all users of one address say, make, store and ask together.

Guests and rooms are free, so a bound per user or session alone does not bound a stranger.  docs/configuration.md has
the reckoning of the defaults.
"""

from typing import Literal, NamedTuple

from chatd.chat.session import Session
from chatd.clock import Clock
from chatd.domain.limits import Limits
from chatd.domain.ratelimit import AddressRateLimiter, KeyedRateLimiter
from chatd.errors import Refusal
from chatd.refusal_log import RefusalLog

Budget = Literal["said", "made", "stored", "asked", "queries"]
"""
Messages, edits, deletions and signals; rooms, conversations, invitations and reports; bytes that the store keeps; the
cost of commands; commands that search or list.
"""

ROW_BYTES = 300
"""About what the store keeps for a row beside its texts: ids, times, indexes, the entry of the audit log."""


RESERVE_PER_SECOND = 1.0
RESERVE_BURST = 30.0
"""What each user who is no guest may take when the budget of their address is used up, so that a neighbour who floods
does not silence them, nor keep a moderator from acting: so many times, whatever it costs.  A message takes three times
(`asked`, `said` and `stored`), a ban twice."""


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
        self._reserves = KeyedRateLimiter(RESERVE_PER_SECOND, RESERVE_BURST)
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
        Take `cost` from a budget of the session's address, or if that is used up, from the reserve of a user who is no
        guest; raises Refusal `rate_limited` with the time to wait.  What is made has no reserve.
        """
        principal = session.principal
        if principal is not None and principal.kind == "key":
            return
        limit = self._limits[budget]
        now = self._clock.seconds()
        try:
            limit.limiter.take_group(session.origin, session.network, now, cost)
        except Refusal as refusal:
            if budget != "made" and self._takes_from_reserve(session, now):
                return
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

    def _takes_from_reserve(self, session: Session, now: float) -> bool:
        user = session.user
        if user is None or user.guest:
            return False
        try:
            self._reserves.take(user.id, now)
        except Refusal:
            return False
        return True

    def drop_idle(self, now: float) -> None:
        """
        Drop budgets that are full.  To be called every second or so.
        """
        self._reserves.drop_idle(now)
        for limit in self._limits.values():
            limit.limiter.drop_idle(now)


def _limit(rate: float, burst: int, name: str, what: str, per: str = "second") -> _Limit:
    return _Limit(AddressRateLimiter(rate, float(burst)), f"address_{name}_per_{per}", what)
