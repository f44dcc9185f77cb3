"""
One way in for all who have something to show.
"""

from twisted.cred.credentials import UsernamePassword

from chatd.auth.gate import (
    ApiKeyToken,
    Cookie,
    Gate,
    GuestToken,
    IAvatar,
    IGuestToken,
    Realm,
    WebToken,
    bearer,
    cookie_checker,
    guest_checker,
    key_checker,
    token_checker,
)
from chatd.auth.guests import Guests
from chatd.auth.jwt import TOKEN_MAX, JwtVerifier
from chatd.auth.jwt_issuers import FixedKey, TokenIssuer
from chatd.domain.accounts import Principal, Scope
from chatd.errors import Refusal
from tests.auth.people import BOSS, NAMES, TownTestCase
from tests.auth.signing import AUDIENCE, ISSUER, SECRET, claims, sign


class GateTests(TownTestCase):
    """
    Everybody comes in by their own kind of credentials, and by no other.
    """

    def setUp(self) -> None:
        """
        A guest, an account with a cookie, somebody from the site, a back end.
        """
        super().setUp()
        self.guests = Guests(b"secret")
        issuer = TokenIssuer("site", ISSUER, AUDIENCE, ("HS256",), secret_file="unused")
        tokens = JwtVerifier([(issuer, FixedKey(SECRET))], NAMES, self.town.now)
        self.gate = Gate(
            guest_checker(self.guests),
            cookie_checker(self.town.cookies),
            token_checker(tokens),
            key_checker(self.town.keys),
        )
        self.account = self.do(self.town.admin.add_account("Anna", "correct horse", admin=True, by=BOSS))
        self.guest = self.guests.new_guest("~Ben")[1]
        self.cookie = self.do(self.town.own.sign_in("Anna", "correct horse", address="192.0.2.1", agent="")).token
        self.token = sign(claims(exp=2000))
        self.key = self.do(self.town.keys.create_key("shop", Scope({}), BOSS))[0]

    def enter(self, credentials: object) -> Principal:
        """
        Who it is.
        """
        return self.do(self.gate.authenticate(credentials))

    def test_everybody_comes_in(self) -> None:
        """
        Each kind of credentials has its own namespace of user ids.
        """
        found = [
            self.enter(GuestToken(self.guest)),
            self.enter(Cookie(self.cookie)),
            self.enter(WebToken(self.token)),
            self.enter(ApiKeyToken(self.key)),
        ]
        self.assertEqual([avatar.kind for avatar in found], ["guest", "account", "token", "key"])
        self.assertEqual([avatar.user.id[:2] for avatar in found], ["g.", "a.", "x.", "k."])
        self.assertEqual([avatar.admin for avatar in found], [False, True, False, False])
        self.assertTrue(all(IAvatar.providedBy(avatar) for avatar in found))

    def test_tokens_are_told_apart(self) -> None:
        """
        Each token of a `login` is shown to the one who knows its kind.
        """
        found = [self.enter(bearer(token)).kind for token in (self.guest, self.token, self.key)]
        self.assertEqual(found, ["guest", "token", "key"])

    def test_nothing_passes_for_something_else(self) -> None:
        """
        Every token as every other kind; a cookie's is good as a cookie only.
        """
        tokens = {GuestToken: self.guest, Cookie: self.cookie, WebToken: self.token, ApiKeyToken: self.key}
        for kind in tokens:
            for own, token in tokens.items():
                if kind is not own:
                    self.assertEqual(self.refused(self.gate.authenticate(kind(token)))[0], "bad_token", (kind, own))
        self.assertEqual(self.refused(self.gate.authenticate(bearer(self.cookie)))[0], "bad_token")

    def test_what_goes_wrong_is_said(self) -> None:
        self.town.clock.advance(1030)
        self.assertEqual(self.refused(self.gate.authenticate(WebToken(self.token))), ("expired", "token"))

    def test_what_nobody_checks_is_not_ours(self) -> None:
        """
        Where tokens are not configured, or for credentials of another program.
        """
        lone = Gate(guest_checker(self.guests))
        self.assertEqual(self.refused(lone.authenticate(WebToken(self.token))), ("bad_token", "token"))
        self.assertEqual(self.refused(self.gate.authenticate(UsernamePassword(b"a", b"b"))), ("bad_token", "token"))

    def test_long_tokens_are_refused_unread(self) -> None:
        for token in ("x" * (TOKEN_MAX + 1), ".." + "x" * 1_000_000):
            self.assertEqual(self.assertRaises(Refusal, bearer, token).code, "bad_token")

    def test_secrets_are_not_shown(self) -> None:
        """
        What is logged by mistake gives nothing away.
        """
        shown = repr([Cookie("secret"), WebToken("secret"), ApiKeyToken("secret")])
        self.assertNotIn("secret", shown)

    def test_credentials_say_what_they_are(self) -> None:
        """
        As `twisted.cred` asks them.
        """
        self.assertTrue(IGuestToken.providedBy(GuestToken("x")))
        self.assertFalse(IGuestToken.providedBy(Cookie("x")))

    def test_realm_has_one_kind_of_avatar(self) -> None:
        """
        Whoever asks for another one has made a mistake.
        """
        self.assertRaises(NotImplementedError, Realm().requestAvatar, None, None, IGuestToken)
