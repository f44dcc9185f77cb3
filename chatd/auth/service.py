"""
Everything that knows who somebody is, put together from what a site has set.
"""

from collections.abc import Sequence
from typing import Any

from twisted.web.client import Agent

from chatd.auth.accounts import AccountService
from chatd.auth.administration import AccountAdmin
from chatd.auth.apikeys import ApiKeys
from chatd.auth.cookies import CookieSessions
from chatd.auth.gate import Gate, cookie_checker, guest_checker, key_checker, password_checker, token_checker
from chatd.auth.guests import Guests
from chatd.auth.jwks import Fetch, TreqFetch
from chatd.auth.jwt import JwtVerifier
from chatd.auth.jwt_issuers import TokenIssuer
from chatd.auth.passwords import Argon2, Hasher, Passwords, Work, lower_thread_priority
from chatd.auth.settings import AccountSettings
from chatd.auth.throttle import LoginThrottle
from chatd.clock import Clock, Now
from chatd.domain.accounts import Changed
from chatd.domain.display_names import Confusables, NameRules
from chatd.interfaces.accounts import PeopleStore
from chatd.refusal_log import RefusalLog
from chatd.threads import WorkerThreads


class Authentication:
    """
    The ways in (`gate`), what people do with their accounts (`own`), what administrators do with those of others
    (`administration`), and what they share: `names`, `cookies`, `keys`, `attempts`, `passwords`.

    Without `guests` no guest's token opens anything.  `clock` measures, `now` tells the time of day; `reactor` is what
    threads and requests go through, which `hasher`, `work` and `fetch` may take the place of.  ValueError with the
    place of what is wrong with `issuers`.
    """

    def __init__(
        self,
        people: PeopleStore,
        *,
        settings: AccountSettings,
        issuers: Sequence[TokenIssuer] = (),
        name_limit: int,
        guests: Guests | None,
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
        # For hashing and for nothing else, so that it waits for nobody and nobody for it.
        self._threads = WorkerThreads(
            reactor, "chatd-passwords", settings.password_threads, begin=lower_thread_priority
        )
        self.names = names or NameRules(name_limit, Confusables.load(), settings.reserved_names)
        self.passwords = Passwords(hasher or Argon2(), work or self._threads, queue=settings.password_queue)
        self.attempts = LoginThrottle(clock, settings, refusals)
        self.cookies = CookieSessions(people, settings, now)
        self.keys = ApiKeys(people, now, changed)
        self.own = AccountService(
            people,
            settings=settings,
            names=self.names,
            passwords=self.passwords,
            attempts=self.attempts,
            cookies=self.cookies,
            now=now,
            changed=changed,
        )
        self.administration = AccountAdmin(
            people, settings=settings, names=self.names, passwords=self.passwords, now=now, changed=changed
        )
        checkers = [password_checker(self.own.verify), cookie_checker(self.cookies), key_checker(self.keys)]
        if guests is not None:
            checkers.append(guest_checker(guests))
        if issuers:
            fetching = fetch or TreqFetch(Agent(reactor), clock)
            tokens = JwtVerifier.of(issuers, fetch=fetching, clock=clock, names=self.names, now=now)
            checkers.append(token_checker(tokens))
        self.gate = Gate(*checkers)

    def start(self) -> None:
        """
        Take passwords, once the process is what it is going to be: threads do not survive a fork.
        """
        self._threads.start()

    def stop(self) -> None:
        """
        Take no more of them; returns when those that were begun are done.
        """
        self._threads.stop()

    def sweep(self) -> None:
        """
        Once a second: forget who has waited long enough.
        """
        self.attempts.sweep(self._clock.seconds())
