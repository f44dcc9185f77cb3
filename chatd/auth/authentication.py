"""
Everything that knows who somebody is, put together from what a site has set.
"""

from collections.abc import Sequence
from typing import Any

from twisted.web.client import Agent

from chatd.auth.accounts import OwnAccounts
from chatd.auth.administration import Administration
from chatd.auth.apikeys import ApiKeys
from chatd.auth.attempts import Attempts
from chatd.auth.changes import Changed
from chatd.auth.config import AccountSettings
from chatd.auth.cookies import Cookies
from chatd.auth.fetching import TreqFetch
from chatd.auth.gate import Gate, cookie_checker, guest_checker, key_checker, password_checker, token_checker
from chatd.auth.guests import Guests
from chatd.auth.issuers import TokenIssuer
from chatd.auth.passwords import Argon2, Passwords, stand_back
from chatd.auth.ports import Fetch, Hasher, People, Work
from chatd.auth.webtokens import WebTokens
from chatd.crew import Crew
from chatd.lookalikes import Confusables, NameRules
from chatd.ports import Clock, Now
from chatd.refusal_log import RefusalLog


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
        people: People,
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
        self._threads = Crew(reactor, "chatd-passwords", settings.password_threads, begin=stand_back)
        self.names = names or NameRules(name_limit, Confusables.load(), settings.reserved_names)
        self.passwords = Passwords(hasher or Argon2(), work or self._threads, queue=settings.password_queue)
        self.attempts = Attempts(clock, settings, refusals)
        self.cookies = Cookies(people, settings, now)
        self.keys = ApiKeys(people, now, changed)
        self.own = OwnAccounts(
            people,
            settings=settings,
            names=self.names,
            passwords=self.passwords,
            attempts=self.attempts,
            cookies=self.cookies,
            now=now,
            changed=changed,
        )
        self.administration = Administration(
            people, settings=settings, names=self.names, passwords=self.passwords, now=now, changed=changed
        )
        checkers = [password_checker(self.own.verify), cookie_checker(self.cookies), key_checker(self.keys)]
        if guests is not None:
            checkers.append(guest_checker(guests))
        if issuers:
            fetching = fetch or TreqFetch(Agent(reactor), clock)
            tokens = WebTokens.of(issuers, fetch=fetching, clock=clock, names=self.names, now=now)
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
