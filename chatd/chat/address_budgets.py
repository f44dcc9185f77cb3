"""
Budgets per address: what all users of one address say, make, store and ask together.

Guests and rooms are free, so a bound per user or session alone does not bound a stranger.  docs/configuration.md has
the reckoning of the defaults.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from chatd.chat.session import AddressLoad, Session
from chatd.clock import Clock
from chatd.domain.limits import Limits
from chatd.domain.ratelimit import SHARED, Bucket, KeyedRateLimiter
from chatd.errors import Refusal
from chatd.refusal_log import RefusalLog

Budget = Literal["said", "made", "stored", "asked", "queries", "changes"]
"""
Messages, edits, deletions and signals; rooms, conversations, invitations and reports; bytes that the store keeps; the
cost of commands; commands that search or list; commands that change something in the store and are no message.
"""

ROW_BYTES = 300
"""About what the store keeps for a row beside its texts: ids, times, indexes, the entry of the audit log."""


RESERVE_PER_SECOND = 1.0
RESERVE_BURST = 30.0
"""What each user who is no guest may take when the budget of their address is used up, so that a neighbour who floods
does not silence them, nor keep a moderator from acting: so many times, whatever it costs.  A message takes three times
(`asked`, `said` and `stored`), a ban twice."""


class _Limit(NamedTuple):
    setting: str
    what: str


_LIMITS: Mapping[Budget, _Limit] = {
    "said": _Limit("address_said_per_second", "says too much"),
    "made": _Limit("address_made_per_hour", "makes too many rooms, conversations, invitations or reports"),
    "stored": _Limit("address_stored_per_second", "has too many bytes stored"),
    "asked": _Limit("address_asked_per_second", "sends too many commands"),
    "queries": _Limit("address_queries_per_second", "searches and lists too much"),
    "changes": _Limit(
        "address_changes_per_second", "changes too much: settings, roles, sanctions, ignored users, reports"
    ),
}

HEAVY_PART = 0.02
"""An address whose commands after a login cost more than this part of `limits.address_asked_per_second` in a second is
heavy."""

HEAVY_SECONDS = 5.0
"""So long after such a second, and after commands that had to wait because it had taken much."""


class _Account:
    """
    The budgets of one address group, of a /48, or of all that have no address; and the cost of their commands since the
    last sweep.
    """

    __slots__ = ("buckets", "heavy_until", "load", "used")

    def __init__(self, buckets: dict[Budget, Bucket]) -> None:
        self.buckets = buckets
        self.load = AddressLoad()
        self.heavy_until = 0.0
        self.used = 0.0


class AddressBudgets:
    """
    The budgets of all address groups.  Back ends with an API key are no strangers: they pay nothing.  Incoming webhooks
    do, as anybody with a room makes them, and have no reserve.

    Also marks the addresses that send many commands as heavy (`Session.load`): they are read by turns, after others.

    Keeps at most `most` groups and networks; drops the least recently used, whose budgets are most likely full.
    """

    def __init__(self, limits: Limits, clock: Clock, refusals: RefusalLog, most: int = 100_000) -> None:
        self._limits = limits
        self._clock = clock
        self._refusals = refusals
        self._most = most
        self._reserves = KeyedRateLimiter(RESERVE_PER_SECOND, RESERVE_BURST)
        self._rates = _rates(limits)
        # By address group and by /48, least recently used first; "" is of all that have no address.
        self._accounts: dict[str, _Account] = {}
        self._heavy_rate = limits.address_asked_per_second * HEAVY_PART
        self._used: list[_Account] = []
        self._heavy: list[_Account] = []
        self._swept_at = clock.seconds()

    def __len__(self) -> int:
        return len(self._accounts)

    def apply_limits(self) -> None:
        """
        Uses the present values of the limits; all budgets are full then.  Called after they have changed.
        """
        rates = _rates(self._limits)
        if rates != self._rates:
            self._rates = rates
            self._heavy_rate = self._limits.address_asked_per_second * HEAVY_PART
            self._accounts.clear()

    def charge(self, session: Session, budget: Budget, cost: float = 1.0) -> None:
        """
        Take `cost` from a budget of the session's address, or if that is used up, from the reserve of a user who is no
        guest; raises Refusal `rate_limited` with the time to wait.  What is made has no reserve.

        A cost above the burst needs a full budget and empties it.
        """
        if session.principal is not None and session.principal.kind == "key" and not session.principal.is_hook:
            return
        now = self._clock.seconds()
        account = self._account(session.origin, now)
        # The usual case, with as few calls as possible: this is on the path of every command.
        if session.network is None and budget == "asked":
            if session.user is not None:
                # Before a login all is read by turns anyway.
                if not account.used:
                    self._used.append(account)
                account.used += cost
            session.load = account.load
        if session.network is not None or not account.buckets[budget].take(now, cost):
            self._charge_fully(session, account, budget, cost, now)

    def charge_message(self, session: Session, cost: float, stored: int) -> None:
        """
        `charge` for a message: `cost` of what is said, and `stored` bytes that the store has to keep.
        """
        if session.principal is not None and session.principal.kind == "key" and not session.principal.is_hook:
            return
        now = self._clock.seconds()
        account = self._account(session.origin, now)
        if session.network is not None or not account.buckets["said"].take(now, cost):
            self._charge_fully(session, account, "said", cost, now)
        if session.network is not None or not account.buckets["stored"].take(now, stored):
            self._charge_fully(session, account, "stored", stored, now)

    def drop_idle(self, now: float) -> None:
        """
        Drop budgets that are full, beginning with the least recently used.  To be called every second or so.
        """
        self._reserves.drop_idle(now)
        self._mark_heavy(now)
        full = []
        for name, account in self._accounts.items():
            if account.load.heavy or any(bucket.full_at() > now for bucket in account.buckets.values()):
                break
            full.append(name)
        for name in full:
            del self._accounts[name]

    def _mark_heavy(self, now: float) -> None:
        most = max(1.0, now - self._swept_at) * self._heavy_rate
        self._swept_at = now
        used, self._used = self._used, []
        for account in used:
            if account.used > most:
                account.heavy_until = now + HEAVY_SECONDS
                if not account.load.heavy:
                    account.load.heavy = True
                    self._heavy.append(account)
            account.used = 0.0
        if self._heavy:
            for account in self._heavy:
                if account.load.held_up:
                    # It sends less because it waits.
                    account.load.held_up = False
                    account.heavy_until = now + HEAVY_SECONDS
            ended = [account for account in self._heavy if account.heavy_until <= now]
            for account in ended:
                account.load.heavy = False
                self._heavy.remove(account)

    def _account(self, name: str | None, now: float, share: int = 1) -> _Account:
        account = self._accounts.pop(name or "", None)
        if account is None:
            if len(self._accounts) >= self._most:
                del self._accounts[next(iter(self._accounts))]
            if name is None:
                share = SHARED
            rates = self._rates.items()
            account = _Account(
                {budget: Bucket(rate * share, float(burst * share), now) for budget, (rate, burst) in rates}
            )
        self._accounts[name or ""] = account
        return account

    def _charge_fully(self, session: Session, account: _Account, budget: Budget, cost: float, now: float) -> None:
        # All cases: a /48 above the group, a cost above the burst, the reserve, the refusal.
        own = account.buckets[budget]
        empty = _take_tokens(own, now, cost)
        if empty is None and session.network is not None:
            wider = self._account(session.network, now, SHARED)
            if budget == "asked":
                if session.user is not None:
                    if not wider.used:
                        self._used.append(wider)
                    wider.used += cost
                session.load = wider.load
            empty = _take_tokens(wider.buckets[budget], now, cost)
            if empty is not None:
                own.give_back(min(cost, own.burst))
        if empty is None or (budget != "made" and self._takes_from_reserve(session, now)):
            return
        limit = _LIMITS[budget]
        self._refusals.record(
            f"limits.{limit.setting}",
            "refused commands of {who}, which {what}; the settings are limits.{setting} and limits.{burst}, or"
            " server.trusted_proxies if that is a proxy",
            who=session.network or session.origin or "all that have no address",
            what=limit.what,
            setting=limit.setting,
            burst=f"address_{budget}_burst",
        )
        wait = int(empty.wait(min(cost, empty.burst)) * 1000) + 1
        raise Refusal("rate_limited", "too much from your address at once", retry_after=wait)

    def _takes_from_reserve(self, session: Session, now: float) -> bool:
        user, principal = session.user, session.principal
        if user is None or user.guest or (principal is not None and principal.is_hook):
            return False
        try:
            self._reserves.take(user.id, now)
        except Refusal:
            return False
        return True


def _take_tokens(bucket: Bucket, now: float, cost: float) -> Bucket | None:
    # The bucket, if it has too little.
    return None if bucket.take(now, min(cost, bucket.burst)) else bucket


def _rates(limits: Limits) -> dict[Budget, tuple[float, float]]:
    return {
        "said": (limits.address_said_per_second, limits.address_said_burst),
        "made": (limits.address_made_per_hour / 3600, limits.address_made_burst),
        "stored": (limits.address_stored_per_second, limits.address_stored_burst),
        "asked": (limits.address_asked_per_second, limits.address_asked_burst),
        "queries": (limits.address_queries_per_second, limits.address_queries_burst),
        "changes": (limits.address_changes_per_second, limits.address_changes_burst),
    }
