"""
Rate limits of sign-in and registration, checked before any password.
"""

from chatd.auth.settings import AccountSettings
from chatd.clock import Clock
from chatd.domain.addresses import shown_group
from chatd.domain.ratelimit import AddressRateLimiter, KeyedRateLimiter
from chatd.errors import Refusal
from chatd.refusal_log import RefusalLog

NAME_FACTOR = 20
"""How many times the tries of one address a name has; the addresses of an IPv6 /48 have ten times those of one."""

KNOWN_FACTOR = 4
"""How many times the tries of one known browser all known browsers of an account have together."""


class LoginThrottle:
    """
    Limits per address (IPv6 by /64; connections without an address share one) and per name.  Refuses as `rate_limited`
    with the time to wait.

    A name has `NAME_FACTOR` times the tries of an address, so that one address, or one IPv6 /48, cannot keep the owner
    of a name out by guessing.  Who guesses from many addresses can: then the owner signs in from a known browser, which
    has a budget of its own, continues where they are signed in, or gets a reset link from an administrator.
    """

    def __init__(self, clock: Clock, settings: AccountSettings, refusals: RefusalLog | None = None) -> None:
        self._clock = clock
        self._settings = settings
        self._refusals = refusals or RefusalLog(clock)
        rate, burst = settings.tries_per_minute / 60, float(settings.tries_burst)
        self._names = KeyedRateLimiter(rate * NAME_FACTOR, burst * NAME_FACTOR)
        self._signed_in = KeyedRateLimiter(rate, burst)
        self._browsers = KeyedRateLimiter(rate, burst)
        self._known = KeyedRateLimiter(rate * KNOWN_FACTOR, burst * KNOWN_FACTOR)
        self._addresses = AddressRateLimiter(rate, burst)
        self._registrations = AddressRateLimiter(
            settings.registrations_per_hour / 3600, settings.registrations_per_hour
        )

    def update_rates(self) -> None:
        """
        Uses the present values of the settings.  Called after they have changed.
        """
        settings = self._settings
        rate, burst = settings.tries_per_minute / 60, float(settings.tries_burst)
        self._names.set_rate(rate * NAME_FACTOR, burst * NAME_FACTOR)
        self._signed_in.set_rate(rate, burst)
        self._browsers.set_rate(rate, burst)
        self._known.set_rate(rate * KNOWN_FACTOR, burst * KNOWN_FACTOR)
        self._addresses.set_rate(rate, burst)
        self._registrations.set_rate(settings.registrations_per_hour / 3600, settings.registrations_per_hour)

    def take_address(self, address: str | None) -> None:
        """
        Count one attempt from `address`.  Called before `take_name`, so that a blocked address does not use up a name.
        """
        self._take(self._addresses, address, "passwords are tried too often", "auth.tries_per_minute")

    def check_address(self, address: str | None) -> None:
        """
        Refuse as `take_address` would, and count nothing.
        """
        self.take_address(address)
        self.refund_address(address)

    def take_name(self, letters: str, address: str | None) -> None:
        """
        Count one attempt from `address` for the name with these folded `letters`, whether an account has it or not.
        """
        try:
            self._names.take(letters, self._clock.seconds())
        except Refusal:
            self._refusals.record(
                "sign-in of one name",
                "refused a sign-in of {who}: passwords are tried too often for one name; the setting is"
                " auth.tries_per_minute",
                who=shown_group(address),
            )
            raise

    def take_signed_in(self, account_id: str) -> None:
        """
        Count one attempt of somebody who is signed in as that account: strangers cannot use up this budget.
        """
        self._signed_in.take(account_id, self._clock.seconds())

    def take_browser(self, account_id: str, ident: str) -> bool:
        """
        Count one attempt of the browser `ident` that knows an account; returns False, without a refusal, if its budget
        is used up.
        """
        return self._has(self._browsers, f"{account_id}~{ident}")

    def take_known(self, account_id: str) -> bool:
        """
        Count the same attempt for all browsers that know the account, `KNOWN_FACTOR` times the tries of one: each
        sign-in makes another known browser.
        """
        return self._has(self._known, account_id)

    def refund_address(self, address: str | None) -> None:
        """
        Uncount a successful attempt from `address`: many people may share it.
        """
        self._addresses.give_back(address)

    def take_registration(self, address: str | None) -> None:
        """
        Count one registration from `address`.
        """
        self._take(self._registrations, address, "too many accounts are made", "auth.registrations_per_hour")

    def check_registrations(self, address: str | None) -> None:
        """
        Refuse as `take_registration` would, and count nothing.
        """
        self.take_registration(address)
        self._registrations.give_back(address)

    def drop_idle(self, now: float) -> None:
        """
        Drop the limits that are full again at the clock's time `now`.
        """
        self._names.drop_idle(now)
        self._signed_in.drop_idle(now)
        self._browsers.drop_idle(now)
        self._known.drop_idle(now)
        self._addresses.drop_idle(now)
        self._registrations.drop_idle(now)

    def _has(self, limiter: KeyedRateLimiter, key: str) -> bool:
        try:
            limiter.take(key, self._clock.seconds())
        except Refusal:
            return False
        return True

    def _take(self, limiter: AddressRateLimiter, address: str | None, what: str, setting: str) -> None:
        try:
            limiter.take(address, self._clock.seconds())
        except Refusal:
            self._refusals.record(
                setting,
                "refused {who}, from where {what}; the setting is {setting}, or server.trusted_proxies if that is a"
                " proxy",
                who=shown_group(address),
                what=what,
                setting=setting,
            )
            raise
