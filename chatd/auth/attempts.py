"""
How often somebody may try to get in: asked before any password is looked at.
"""

from chatd.addresses import group
from chatd.auth.config import AccountSettings
from chatd.floods import Floods
from chatd.ports import Clock


class Attempts:
    """
    Budgets per address (IPv6 by /64) and per name, refused as `rate_limited` with the time to wait.

    Whoever guesses one person's password from everywhere keeps that person from signing in with it, too; browsers that
    are signed in already are not concerned, and a link of an administrator's is another way in.
    """

    def __init__(self, clock: Clock, settings: AccountSettings) -> None:
        self._clock = clock
        tries = settings.tries_per_minute / 60, float(settings.tries_burst)
        self._names = Floods(*tries)
        self._addresses = Floods(*tries)
        self._makers = Floods(settings.registrations_per_hour / 3600, settings.registrations_per_hour)

    def knock(self, address: str) -> None:
        """
        One try from that address, of whatever it is.  Asked first: what it may not do any more costs a name nothing.
        """
        self._addresses.take(group(address), self._clock.seconds())

    def sign_in(self, letters: str) -> None:
        """
        One try for the account whose name has these `letters`, which may be nobody's.
        """
        self._names.take(letters, self._clock.seconds())

    def register(self, address: str) -> None:
        """
        One account more.
        """
        self._makers.take(group(address), self._clock.seconds())

    def sweep(self, now: float) -> None:
        """
        Forget those who have waited long enough.  To be called every now and then, with the clock's time.
        """
        for floods in (self._names, self._addresses, self._makers):
            floods.sweep(now)
