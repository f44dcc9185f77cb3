"""
Browsers in which somebody has signed in before.
"""

from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from msgspec.structs import replace
from twisted.internet.defer import Deferred

from chatd.auth.cookies import SignedIn
from chatd.auth.known_browsers import IDENTS_MAX, KnownBrowsers
from chatd.auth.throttle import KNOWN_FACTOR, NAME_FACTOR
from chatd.errors import Refusal
from tests.auth.people import BOSS, GENEROUS, Later, Town
from tests.auth.test_accounts import HOME, OwnAccountsTestCase


class KnownBrowserTests(OwnAccountsTestCase):
    """
    Signing in from a browser that has done so before, while others guess.
    """

    def setUp(self) -> None:
        """
        Three tries at once, then one in a minute; Anna's name and her address have none left.
        """
        self.town = Town(replace(GENEROUS, tries_burst=3, tries_per_minute=1.0))
        self.made = self.register()
        self.use_up()

    def use_up(self) -> None:
        """
        Guess until nobody can sign in with her name, or from her address.
        """
        for number in range(3 * NAME_FACTOR):
            self.not_in("Anna", "wrong horse", f"203.0.113.{number}")
        for _ in range(3):
            self.not_in("Ben", "wrong horse")
        self.assertEqual(self.not_in("Anna", "correct horse", "198.51.100.1")[0], "rate_limited")
        self.assertEqual(self.not_in("Anna", "correct horse")[0], "rate_limited")

    def known(self, browser: str, name: str = "Anna", password: str = "correct horse") -> Coroutine[Any, Any, SignedIn]:
        """
        Sign in from a browser with that token.
        """
        return self.town.own.sign_in(name, password, address=HOME, agent="", browser=browser)

    def refuses(self, *browsers: str) -> None:
        """
        Check that none of these tokens changes anything.
        """
        for browser in browsers:
            self.assertEqual(self.refused(self.known(browser))[0], "rate_limited", browser)

    def test_owner_gets_in_past_what_strangers_used_up(self) -> None:
        """
        Also to change the password or the sign-in name.
        """
        account = self.made.account.id
        again = self.do(self.known(self.made.browser))
        self.do(self.known(again.browser, "ANNA"))
        self.do(self.town.own.change_login(account, "Anna B", "correct horse"))
        self.do(self.town.own.change_password(account, "correct horse", "battery staple"))

    def test_token_knows_one_account_only(self) -> None:
        """
        It helps with no other name, and there is no session in it.
        """
        self.do(self.town.own.register("Cleo", "correct horse", address="192.0.2.9", agent=""))
        self.assertEqual(self.refused(self.known(self.made.browser, "Cleo"))[0], "rate_limited")
        self.assertEqual(self.refused(self.known(self.made.browser, "Dora"))[0], "rate_limited")
        self.assertEqual(self.refused(self.town.cookies.recognise(self.made.browser))[0], "bad_token")

    def test_known_browser_has_a_budget_of_its_own(self) -> None:
        """
        Right passwords count too, and a new token does not renew it; what is left over counts for the address.
        """
        browser = self.made.browser
        self.assertEqual(self.refused(self.known(browser, password="wrong horse"))[0], "bad_token")
        for _ in range(2):
            browser = self.do(self.known(browser)).browser
        self.refuses(browser, self.made.browser)
        self.town.clock.advance(60)
        self.do(self.known(browser))

    def test_other_browsers_have_theirs(self) -> None:
        """
        Who has a browser of hers cannot keep her out of another one.
        """
        self.town.clock.advance(3600)
        phone = self.sign_in()
        self.use_up()
        for _ in range(3):
            self.refused(self.known(self.made.browser, password="wrong horse"))
        self.refuses(self.made.browser)
        self.do(self.known(phone.browser))

    def test_browsers_of_an_account_are_bounded_together(self) -> None:
        """
        Each sign-in without the cookie makes another known browser, which has no more tries than all have.
        """
        self.town.clock.advance(3600)
        own, account = self.town.own, self.made.account.id
        browsers = [self.do(own.browser_token(account, None)) for _ in range(300)]
        found = [self.town.browsers.read(browser) for browser in browsers]
        self.assertEqual(len({known.ident for known in found if known is not None}), IDENTS_MAX)
        self.use_up()
        for browser in browsers[: 3 * KNOWN_FACTOR]:
            self.do(self.known(browser))
        self.refuses(*browsers[3 * KNOWN_FACTOR : 20])
        self.town.clock.advance(60)
        self.do(self.known(browsers[30]))

    def test_changed_tokens_are_none(self) -> None:
        """
        Nor are those of another server, or too old.
        """
        token = self.made.browser
        for at in range(0, len(token), 7):
            self.refuses(token[:at] + ("A" if token[at] != "A" else "B") + token[at + 1 :])
        other = KnownBrowsers(b"other", GENEROUS, self.town.now).token_for(self.made.account, None)
        self.refuses("", "chatd_browser_", "chatd_browser_~~~~", token + "x", "ä" * 100, "x" * 1_000_000, other)
        self.days(365)
        self.use_up()
        self.refuses(token)

    def test_browsers_are_forgotten_with_the_password(self) -> None:
        """
        However it changes, and when all sessions are ended; signing out of one ends nothing.
        """
        own, account = self.town.own, self.made.account.id
        self.do(own.sign_out(account, self.made.session.digest))
        self.do(self.known(self.made.browser))
        forgetting: list[Callable[[], Awaitable[object]]] = [
            lambda: own.change_password(account, "correct horse", "correct horse"),
            lambda: own.sign_out_everywhere(account),
            lambda: own.sign_out_everywhere(account, keep="x"),
            lambda: self.town.admin.set_password(account, "correct horse", by=BOSS),
            lambda: self.town.admin.set_disabled(account, by=BOSS, disabled=True),
        ]
        for forget in forgetting:
            self.town.clock.advance(3600)
            browser = self.do(own.browser_token(account, None))
            self.use_up()
            self.do(forget())
            self.refuses(browser)

    def test_known_browser_does_not_wait_behind_strangers(self) -> None:
        """
        Who fills the queue of passwords gets a refusal; she is served next.
        """
        later = Later()
        self.town = Town(GENEROUS, later)
        made = Deferred.fromCoroutine(self.town.own.register("Anna", "correct horse", address=HOME, agent=""))
        later.work()
        browser = self.successResultOf(made).browser
        calls = [
            Deferred.fromCoroutine(
                self.town.own.sign_in("Anna", "wrong horse", address=f"2001:db8:{network:x}:{host:x}::1", agent="")
            )
            for network in range(8)
            for host in range(5)
        ]
        full = [call for call in calls if call.called]
        self.assertEqual({self.failureResultOf(call, Refusal).value.code for call in full}, {"unavailable"})
        anna = Deferred.fromCoroutine(self.known(browser))
        later.work()
        self.assertNoResult(anna)
        later.work()
        self.successResultOf(anna)
        for call in calls:
            call.addErrback(lambda failure: failure.trap(Refusal))
