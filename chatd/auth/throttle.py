"""
How often somebody may try to get in: asked before any password is looked at.
"""

from chatd.auth.settings import AccountSettings
from chatd.clock import Clock
from chatd.domain.ratelimit import AddressFloods, KeyedRateLimiter
from chatd.errors import Refusal
from chatd.refusal_log import RefusalLog


class LoginThrottle:
    """
    Budgets per address (IPv6 by /64; those without an address share one) and per name, refused as `rate_limited` with
    the time to wait.

    Whoever guesses one person's password from everywhere keeps that person from signing in with it, too; browsers that
    are signed in already are not concerned, and a link of an administrator's is another way in.
    """

    def __init__(self, clock: Clock, settings: AccountSettings, refusals: RefusalLog | None = None) -> None:
        self._clock = clock
        self._refusals = refusals or RefusalLog(clock)
        tries = settings.tries_per_minute / 60, float(settings.tries_burst)
        self._names = KeyedRateLimiter(*tries)
        self._addresses = AddressFloods(*tries)
        self._makers = AddressFloods(settings.registrations_per_hour / 3600, settings.registrations_per_hour)

    def take_address(self, address: str | None) -> None:
        """
        One try from that address, of whatever it is.  Asked first: what it may not do any more costs a name nothing.
        """
        self._pay(self._addresses, address, "passwords are tried too often", "auth.tries_per_minute")

    def sign_in(self, letters: str) -> None:
        """
        One try for the account whose name has these `letters`, which may be nobody's.
        """
        try:
            self._names.take(letters, self._clock.seconds())
        except Refusal:
            self._refusals.tell(
                "sign-in of one name",
                "refused a sign-in: passwords are tried too often for one name; the setting is auth.tries_per_minute",
            )
            raise

    def signed_in(self, address: str | None) -> None:
        """
        A try from that address was right, and does not count there: many people may share it.
        """
        self._addresses.give_back(address)

    def register(self, address: str | None) -> None:
        """
        One account more.
        """
        self._pay(self._makers, address, "too many accounts are made", "auth.registrations_per_hour")

    def sweep(self, now: float) -> None:
        """
        Forget those who have waited long enough.  To be called every now and then, with the clock's time.
        """
        self._names.sweep(now)
        self._addresses.sweep(now)
        self._makers.sweep(now)

    def _pay(self, limiter: AddressFloods, address: str | None, what: str, setting: str) -> None:
        try:
            limiter.take(address, self._clock.seconds())
        except Refusal:
            self._refusals.tell(
                setting,
                "refused {who}, from where {what}; the setting is {setting}, or server.trusted_proxies if that is a"
                " proxy",
                who=address or "all that have no address",
                what=what,
                setting=setting,
            )
            raise
