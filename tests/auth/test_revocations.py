"""
Revoking tokens of the site's own login, and signing users out.
"""

from typing import Any

from twisted.internet.defer import Deferred

from chatd.auth.jwt import JwtVerifier
from chatd.auth.jwt_issuers import FixedKey, TokenIssuer
from chatd.auth.revocations import KEPT_MS, TokenRevocations
from chatd.domain.accounts import Principal, SignedOut, TokensRevoked
from chatd.domain.revocations import GUESTS, RevocationRegister, TokenFacts
from tests.auth.people import BOSS, NAMES, TownTestCase
from tests.auth.signing import AUDIENCE, ISSUER, SECRET, claims, sign

SITE = TokenIssuer("site", ISSUER, AUDIENCE, ("HS256",), secret_file="unused")
OLD = 1000
"""Seconds: when most tokens here were issued; the clock is at 1000 s and later."""


class RevocationTests(TownTestCase):
    """
    A town with the tokens of one issuer.
    """

    def setUp(self) -> None:
        """
        Some time after the first tokens were issued.
        """
        super().setUp()
        self.town.clock.advance(500)
        register = self.town.revocations.register
        self.verifier = JwtVerifier([(SITE, FixedKey(SECRET))], NAMES, self.town.now, register)

    def token(self, *, sub: str = "42", **more: Any) -> str:
        """
        A token that is valid for an hour.
        """
        now = self.town.clock.seconds()
        return sign(claims(sub=sub, exp=now + 3600, nbf=None, **({"iat": OLD} | more)))

    def accept(self, token: str) -> Principal:
        """
        Whose token it is.
        """
        return self.do(self.verifier.recognise(token))

    def is_refused(self, token: str) -> bool:
        """
        Whether it is refused as revoked.
        """
        found: list[Any] = []
        Deferred.fromCoroutine(self.verifier.recognise(token)).addBoth(found.append)
        if isinstance(found[0], Principal):
            return False
        self.assertEqual((found[0].value.code, found[0].value.field), ("bad_token", "token"))
        return True

    def revoke(self, **what: Any) -> Any:
        """
        Revoke some tokens of the issuer.
        """
        return self.do(self.town.revocations.revoke("site", by=BOSS, **what))

    def test_token_says_of_itself_what_is_compared(self) -> None:
        self.assertEqual(self.accept(self.token(jti="j")).token, TokenFacts("site", "j", OLD * 1000))
        for iat in (None, "1000", -1, True, 1e300, [1]):
            facts = self.accept(self.token(iat=iat, jti=7)).token
            self.assertEqual((facts.jti, facts.issued) if facts else None, (None, 1000 if iat is True else 0), iat)

    def test_one_token_by_its_id(self) -> None:
        """
        Others of its user stay, and so does one of the same id by another issuer.
        """
        self.revoke(jti="j")
        self.assertTrue(self.is_refused(self.token(jti="j")))
        self.assertFalse(self.is_refused(self.token(jti="k")))
        self.assertFalse(self.is_refused(self.token()))
        self.assertFalse(self.town.revocations.register.is_revoked("x.other.42", TokenFacts("other", "j", 0)))

    def test_tokens_of_a_subject(self) -> None:
        """
        Those issued before now, and those that do not say when.
        """
        self.revoke(subject="42")
        self.assertTrue(self.is_refused(self.token()))
        self.assertTrue(self.is_refused(self.token(iat=None)))
        self.assertFalse(self.is_refused(self.token(sub="43")))
        self.town.clock.advance(1)
        self.assertFalse(self.is_refused(self.token(iat=self.town.clock.seconds())))

    def test_tokens_issued_before_a_time(self) -> None:
        self.revoke(issued_before=(OLD + 100) * 1000)
        self.assertTrue(self.is_refused(self.token(iat=OLD + 99)))
        self.assertFalse(self.is_refused(self.token(iat=OLD + 100)))
        self.revoke(subject="42", issued_before=(OLD + 200) * 1000)
        self.assertTrue(self.is_refused(self.token(iat=OLD + 150)))
        self.assertFalse(self.is_refused(self.token(iat=OLD + 150, sub="43")))

    def test_a_second_one_takes_nothing_back(self) -> None:
        """
        The later time of issue and the later end count, also after a restart.
        """
        self.revoke(subject="42")
        self.revoke(subject="42", issued_before=(OLD + 100) * 1000, until=self.town.now() + 1000)
        self.revoke(issued_before=(OLD + 200) * 1000)
        self.revoke(issued_before=(OLD + 100) * 1000)
        self.revoke(jti="j")
        self.revoke(jti="j", until=self.town.now() + 1000)
        self.town.clock.advance(5)
        self.town.revocations.drop_ended()
        again = TokenRevocations(self.town.people, self.town.token_users, self.town.now, self.town.changes.append)
        self.do(again.load_revocations())
        for register in (self.town.revocations.register, again.register):
            self.assertTrue(register.is_revoked("x.site.42", TokenFacts("site", None, (OLD + 300) * 1000)))
            self.assertTrue(register.is_revoked("x.site.43", TokenFacts("site", None, (OLD + 150) * 1000)))
            self.assertFalse(register.is_revoked("x.site.43", TokenFacts("site", None, (OLD + 200) * 1000)))
            self.assertTrue(register.is_revoked("x.site.43", TokenFacts("site", "j", (OLD + 300) * 1000)))

    def test_an_ended_one_is_not_merged(self) -> None:
        self.revoke(subject="42", until=self.town.now() + 1000)
        self.town.clock.advance(5)
        self.revoke(subject="42", issued_before=(OLD + 100) * 1000)
        self.assertFalse(self.is_refused(self.token(iat=OLD + 200)))

    def test_it_ends_when_the_tokens_do(self) -> None:
        """
        Without `until` after a time that is longer than any token lives.
        """
        until = self.town.now() + 60_000
        self.assertEqual(self.revoke(jti="j", until=until).ends, until)
        self.assertEqual(self.revoke(jti="k").ends, self.town.now() + KEPT_MS)
        self.town.clock.advance(61)
        self.town.revocations.drop_ended()
        self.do(self.town.people.purge_expired(self.town.now()))
        self.assertFalse(self.is_refused(self.token(jti="j")))
        self.assertTrue(self.is_refused(self.token(jti="k")))
        self.assertEqual([one.value for one in self.do(self.town.revocations.list_revocations())], ["k"])

    def test_that_of_a_guest_outlasts_every_token(self) -> None:
        """
        A guest's token has no end.
        """
        self.do(self.town.revocations.revoke_guest("g.1", BOSS))
        self.town.clock.advance(10 * 366 * 86_400)
        self.town.revocations.drop_ended()
        self.do(self.town.people.purge_expired(self.town.now()))
        again = TokenRevocations(self.town.people, self.town.token_users, self.town.now, self.town.changes.append)
        self.do(again.load_revocations())
        for register in (self.town.revocations.register, again.register):
            self.assertTrue(register.is_revoked("g.1", TokenFacts(GUESTS, None, 0)))

    def test_token_of_the_same_second(self) -> None:
        """
        In whole seconds it may be older: it is refused.  With a fraction it is told from older ones.
        """
        second = int(self.town.clock.seconds()) + 1
        self.town.clock.advance(second + 0.25 - self.town.clock.seconds())
        self.revoke(subject="42")
        self.town.clock.advance(0.25)
        self.assertTrue(self.is_refused(self.token(iat=second)))
        self.assertTrue(self.is_refused(self.token(iat=second + 0.125)))
        self.assertFalse(self.is_refused(self.token(iat=second + 0.5)))
        self.town.clock.advance(0.5)
        self.assertFalse(self.is_refused(self.token(iat=second + 1)))

    def test_it_is_told_recorded_and_restored(self) -> None:
        made = self.revoke(subject="42")
        self.assertEqual(self.town.changes, [TokensRevoked(made)])
        (act,) = self.town.acts
        self.assertEqual(
            (act.action, act.by, act.user and act.user.id, act.detail), ("revoke_tokens", BOSS, "x.site.42", "site")
        )
        again = TokenRevocations(self.town.people, self.town.token_users, self.town.now, self.town.changes.append)
        self.do(again.load_revocations())
        self.assertTrue(again.register.is_revoked("x.site.42", TokenFacts("site", None, OLD * 1000)))

    def test_wrong_ones_name_the_field(self) -> None:
        now = self.town.now()
        wrong: list[tuple[dict[str, Any], str]] = [
            ({}, "jti"),
            ({"jti": "j", "subject": "42"}, "jti"),
            ({"jti": ""}, "jti"),
            ({"subject": "x" * 256}, "subject"),
            ({"issued_before": now + 1000}, "issued_before"),
            ({"issued_before": 0}, "issued_before"),
            ({"jti": "j", "until": now}, "until"),
        ]
        for what, field in wrong:
            refused = self.refused(self.town.revocations.revoke("site", by=BOSS, **what))
            self.assertEqual(refused, ("invalid", field), what)
        self.assertEqual(self.refused(self.town.revocations.revoke("other", jti="j", by=BOSS)), ("invalid", "issuer"))
        self.assertEqual(self.do(self.town.people.revocations()), [])

    def test_users_are_signed_out_by_what_they_are(self) -> None:
        """
        The tokens of an issuer and of a guest are refused; an API key stays valid.
        """
        self.do(self.town.admin.sign_out_everywhere("x.site.42", by=BOSS))
        self.assertTrue(self.is_refused(self.token()))
        self.do(self.town.admin.sign_out_everywhere("g.1", by=BOSS))
        self.do(self.town.admin.sign_out_everywhere("k.shop", by=BOSS))
        register = self.town.revocations.register
        self.assertTrue(register.is_revoked("g.1", TokenFacts("", None, 0)))
        self.assertFalse(register.is_revoked("k.shop", TokenFacts("", None, 0)))
        self.assertEqual(self.town.changes[-2:], [SignedOut("g.1"), SignedOut("k.shop")])
        self.assertEqual(self.refused(self.town.admin.sign_out_everywhere("x.other.1", by=BOSS)), ("invalid", "issuer"))

    def test_nothing_is_revoked_at_first(self) -> None:
        self.assertFalse(RevocationRegister().is_revoked("x.site.1", TokenFacts("site", "j", 0)))
