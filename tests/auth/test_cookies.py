"""
Browsers that are signed in.
"""

from twisted.internet.defer import Deferred

from chatd.auth.cookies import AGENT_MAX, SignedIn
from chatd.auth.tokens import KEY, SESSION, digest, is_token, new_token
from chatd.domain.accounts import SignedOut
from chatd.errors import Refusal
from tests.auth.people import BOSS, TownTestCase

DAY_MS = 86_400_000


class CookieTests(TownTestCase):
    """
    Anna's browser.
    """

    def setUp(self) -> None:
        """
        She has just signed in.
        """
        super().setUp()
        self.do(self.town.admin.add_account("Anna", "correct horse", by=BOSS))
        self.first = self.sign_in("Firefox")

    def sign_in(self, agent: str) -> SignedIn:
        """
        A session of Anna's.
        """
        return self.do(self.town.own.sign_in("Anna", "correct horse", address="192.0.2.1", agent=agent))

    def over(self, token: str) -> bool:
        """
        Whether the cookie opens nothing any more.
        """
        found = Deferred.fromCoroutine(self.town.cookies.recognise(token))
        found.addCallbacks(lambda avatar: False, lambda failure: failure.trap(Refusal) is Refusal)
        return bool(self.successResultOf(found))

    def test_cookie_is_the_account(self) -> None:
        """
        The avatar says which session it is, and when that ends for good.
        """
        avatar = self.do(self.town.cookies.recognise(self.first.token))
        self.assertEqual((avatar.user, avatar.kind), (self.first.account.user, "account"))
        self.assertEqual(avatar.session, self.first.session.digest)
        self.assertEqual((avatar.expires, self.first.until), (1_000_000 + 90 * DAY_MS,) * 2)

    def test_rights_are_those_of_now(self) -> None:
        """
        Not those at the time of the sign-in.
        """
        self.do(self.town.admin.set_admin(self.first.account.id, admin=True, by=BOSS))
        self.do(self.town.own.rename_account(self.first.account.id, "Anne"))
        avatar = self.do(self.town.cookies.recognise(self.first.token))
        self.assertEqual((avatar.admin, avatar.user.name), (True, "Anne"))

    def test_unused_cookie_ends(self) -> None:
        """
        After two weeks, to the instant.
        """
        self.days(14 - 1 / 86400)
        self.assertFalse(self.over(self.first.token))
        self.days(14)
        self.assertEqual(self.refused(self.town.cookies.recognise(self.first.token)), ("bad_token", "session"))

    def test_used_cookie_ends_too(self) -> None:
        """
        After three months, however often it was used.
        """
        for _ in range(8):
            self.days(11)
            self.assertFalse(self.over(self.first.token))
        self.days(1.99)
        self.assertFalse(self.over(self.first.token))
        self.days(0.01)
        self.assertTrue(self.over(self.first.token))

    def test_use_is_written_now_and_then(self) -> None:
        """
        Not for each request.
        """
        used = []
        for seconds in (299, 1, 1):
            self.town.clock.advance(seconds)
            self.do(self.town.cookies.recognise(self.first.token))
            (session,) = self.do(self.town.people.sessions(self.first.account.id))
            used.append(session.used)
        self.assertEqual(used, [1_000_000, 1_300_000, 1_300_000])

    def test_full_disk_keeps_nobody_out(self) -> None:
        """
        That the use cannot be written down is no reason.
        """
        self.days(1)
        self.town.people.stuck = True
        self.assertEqual(self.do(self.town.cookies.recognise(self.first.token)).user.name, "Anna")

    def test_what_is_no_cookie_of_ours_is_refused(self) -> None:
        for token in ("", "x", SESSION, SESSION + "x" * 43, SESSION + "x" * 1_000_000, self.first.session.digest, "ä"):
            self.assertEqual(self.refused(self.town.cookies.recognise(token)), ("bad_token", "session"))

    def test_purged_cookie_is_over(self) -> None:
        """
        As is one that ended before.
        """
        self.days(14)
        self.do(self.town.people.purge_expired(self.town.now()))
        self.assertTrue(self.over(self.first.token))
        self.assertEqual(self.do(self.town.people.sessions(self.first.account.id)), [])

    def test_agent_is_kept_short_and_printable(self) -> None:
        """
        It is shown in a list.
        """
        self.assertEqual(self.sign_in("Fire\x1b[31mfox\n").session.agent, "Fire[31mfox")
        self.assertEqual(self.sign_in("x" * 100_000).session.agent, "x" * AGENT_MAX)

    def test_signing_out_of_another_browser(self) -> None:
        """
        That one is told.
        """
        other = self.sign_in("Chromium")
        self.do(self.town.own.sign_out(other.account.id, other.session.digest))
        self.assertEqual((self.over(other.token), self.over(self.first.token)), (True, False))
        self.assertEqual(self.town.changes, [SignedOut(other.account.id, other.session.digest)])


class OpaqueTests(TownTestCase):
    """
    The tokens themselves.
    """

    def test_tokens_cannot_be_guessed(self) -> None:
        """
        256 bits each, and never the same.
        """
        some = {new_token(SESSION) for _ in range(100)}
        self.assertEqual((len(some), {len(one) for one in some}), (100, {len(SESSION) + 43}))
        self.assertTrue(all(is_token(one, SESSION) for one in some))

    def test_kinds_are_told_apart(self) -> None:
        """
        A cookie is no key.
        """
        self.assertFalse(is_token(new_token(SESSION), KEY))
        self.assertFalse(is_token(new_token(KEY) + "\n", KEY))

    def test_kept_is_the_sha256(self) -> None:
        """
        A copy of the database does not open a session.
        """
        self.assertEqual(digest("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
