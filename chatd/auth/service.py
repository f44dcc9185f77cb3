"""
Authentication put together from the settings of a site.
"""

import secrets
from collections.abc import Collection, Sequence
from typing import Any

from twisted.web.client import Agent

from chatd.auth.accounts import AccountService
from chatd.auth.administration import AccountAdmin
from chatd.auth.apikeys import ApiKeys
from chatd.auth.cookies import CookieSessions
from chatd.auth.distinct_names import DistinctNames
from chatd.auth.first_admin import FirstAdmin
from chatd.auth.gate import (
    Gate,
    IGuestToken,
    IWebToken,
    cookie_checker,
    guest_checker,
    hook_checker,
    key_checker,
    token_checker,
)
from chatd.auth.guests import Guests
from chatd.auth.hash_queue import HashQueue, Work
from chatd.auth.jwks import Fetch, TreqFetch
from chatd.auth.jwt import JwtVerifier
from chatd.auth.jwt_issuers import TokenIssuer
from chatd.auth.known_browsers import KnownBrowsers
from chatd.auth.passwords import Argon2, Hasher, Passwords, lower_thread_priority
from chatd.auth.revocations import TokenRevocations
from chatd.auth.settings import AccountSettings
from chatd.auth.throttle import LoginThrottle
from chatd.auth.token_sessions import TokenSessions
from chatd.auth.token_users import IssuedUsers
from chatd.clock import Clock, Now
from chatd.domain.accounts import Changed
from chatd.domain.display_names import Confusables, NameRules
from chatd.filters.chain import Chain
from chatd.interfaces.accounts import PeopleStore
from chatd.refusal_log import RefusalLog
from chatd.threads import WorkerThreads


class Authentication:
    """
    Login (`gate`), accounts for their owners (`accounts`) and for administrators (`account_admin`), and what these
    share: `names`, `cookies`, `browsers`, `keys`, `throttle`, `passwords`, `token_users`,
    `token_sessions`, `revocations`.

    Without `guests`, tokens of guests are refused; tokens of `issuers` are recognised, and users of `issuer_names` are
    known.  `clock` is monotonic, `now` the time of day.  `reactor` runs the threads and HTTP requests; `hasher`, `work`
    and `fetch` replace those.  Raises ValueError with the place of a wrong setting in `issuers`.
    """

    def __init__(
        self,
        people: PeopleStore,
        *,
        settings: AccountSettings,
        issuers: Sequence[TokenIssuer] = (),
        issuer_names: Collection[str] = (),
        name_limit: int,
        guests: Guests | None,
        filters: Chain | None = None,
        clock: Clock,
        now: Now,
        reactor: Any,
        changed: Changed,
        hasher: Hasher | None = None,
        work: Work | None = None,
        fetch: Fetch | None = None,
        names: NameRules | None = None,
        refusals: RefusalLog | None = None,
    ) -> None:
        self._clock = clock
        # For hashing alone, so that neither waits for other work.
        self._threads = WorkerThreads(
            reactor, "chatd-passwords", settings.password_threads, initializer=lower_thread_priority
        )
        self.names = names or NameRules(name_limit, Confusables.load(), settings.reserved_names)
        self._queue = HashQueue(
            work or self._threads,
            clock,
            size=settings.password_queue,
            running=settings.password_threads,
            share=settings.password_share,
            refusals=refusals,
        )
        self.passwords = Passwords(hasher or Argon2(), self._queue)
        self.throttle = LoginThrottle(clock, settings, refusals)
        self.cookies = CookieSessions(people, settings, now)
        self.browsers = KnownBrowsers(secrets.token_bytes(32), settings, now)
        self.keys = ApiKeys(people, now, changed)
        self.first_admin = FirstAdmin(settings, now)
        self.accounts = AccountService(
            people,
            settings=settings,
            names=self.names,
            passwords=self.passwords,
            attempts=self.throttle,
            cookies=self.cookies,
            browsers=self.browsers,
            now=now,
            changed=changed,
            filters=filters,
            first_admin=self.first_admin,
        )
        self._settings = settings
        self._now = now
        self._fetch = fetch or TreqFetch(Agent(reactor), clock)
        self.distinct_names = DistinctNames(self.names, people, clock, now)
        self.token_users = IssuedUsers(issuer_names, self.names, self.distinct_names)
        self.revocations = TokenRevocations(people, self.token_users, now, changed)
        self.account_admin = AccountAdmin(
            people,
            settings=settings,
            names=self.names,
            passwords=self.passwords,
            revocations=self.revocations,
            now=now,
            changed=changed,
        )
        self.gate = Gate(
            cookie_checker(self.cookies),
            key_checker(self.keys),
            hook_checker(self.keys),
            names=self.distinct_names,
        )
        self.token_sessions = TokenSessions(self.gate, self.accounts, changed)
        self.accept_guests(guests)
        self.accept_tokens(self.make_verifier(issuers))

    def accept_guests(self, guests: Guests | None) -> None:
        """
        Accepts the tokens of `guests` from now on; None: no tokens of guests.
        """
        if guests is not None:
            guests.refuse_revoked(self.revocations.register)
        self.gate.set_checker(IGuestToken, None if guests is None else guest_checker(guests))

    def make_verifier(self, issuers: Sequence[TokenIssuer]) -> JwtVerifier | None:
        """
        Returns a verifier of the tokens of `issuers`, whose key files it reads; None if there are none.

        Raises ValueError with the place of a wrong setting.
        """
        if not issuers:
            return None
        return JwtVerifier.of(
            issuers,
            fetch=self._fetch,
            clock=self._clock,
            names=self.names,
            now=self._now,
            revoked=self.revocations.register,
        )

    def accept_tokens(self, verifier: JwtVerifier | None) -> None:
        """
        Accepts the tokens of that verifier's issuers from now on, and of no others.
        """
        self.gate.set_checker(IWebToken, None if verifier is None else token_checker(verifier))

    def update_settings(self) -> None:
        """
        Uses the present values of the settings.  Called after they have changed.
        """
        self.throttle.update_rates()
        self.names.reserve(self._settings.reserved_names)

    def start(self) -> None:
        """
        Start the hashing threads.  To be called after the process has forked: threads do not survive that.
        """
        self._threads.start()

    def stop(self) -> None:
        """
        Stop the hashing threads; returns when the running calls are done.
        """
        self._queue.close()
        self._threads.stop()

    def drop_idle(self) -> None:
        """
        Drop rate limits that are full again.  To be called once a second.
        """
        self.throttle.drop_idle(self._clock.seconds())
