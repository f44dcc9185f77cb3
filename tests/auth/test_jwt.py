"""
Tokens of the site's own login: only true ones, and only for us.
"""

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from twisted.internet.defer import Deferred
from twisted.internet.task import Clock
from twisted.trial.unittest import SynchronousTestCase

from chatd.auth.jwt import TOKEN_MAX, JwtVerifier
from chatd.auth.jwt_issuers import FixedKey, TokenIssuer, check_issuers, fits, read_key
from chatd.domain.accounts import Principal, grants
from chatd.domain.events import User
from chatd.domain.validation import check_user_id
from chatd.errors import Refusal
from tests.auth.people import NAMES
from tests.auth.signing import AUDIENCE, ISSUER, NOW, SECRET, claims, forge, private_key, public_pem, sign

SITE = TokenIssuer("site", ISSUER, AUDIENCE, ("HS256",), secret_file="unused")
RSA = TokenIssuer("rsa", ISSUER, AUDIENCE, ("RS256",), key_file="unused")


def tokens(issuer: TokenIssuer = SITE, key: Any = SECRET) -> JwtVerifier:
    """
    Whoever believes one issuer's tokens.
    """
    return JwtVerifier([(issuer, FixedKey(key))], NAMES, lambda: NOW * 1000)


class WebTokenTestCase(SynchronousTestCase):
    """
    Somebody comes with a token.
    """

    def accept(self, token: str, known: JwtVerifier | None = None) -> Principal:
        """
        Who it is.
        """
        return self.successResultOf(Deferred.fromCoroutine((known or tokens()).recognise(token)))

    def refuse(self, token: str, known: JwtVerifier | None = None) -> tuple[str, str]:
        """
        The code it is refused with, and the claim that is named, if one is.
        """
        refusing = Deferred.fromCoroutine((known or tokens()).recognise(token))
        refusal = self.failureResultOf(refusing, Refusal).value
        self.assertEqual(refusal.field, "token")
        named, colon, _ = refusal.message.partition(":")
        return refusal.code, named if colon else ""


class BeliefTests(WebTokenTestCase):
    """
    What a good token says.
    """

    def test_subject_is_a_user_of_that_issuer(self) -> None:
        """
        The same subject of two issuers is two users.
        """
        avatar = self.accept(sign(claims()))
        self.assertEqual((avatar.user, avatar.kind), (User("x.site.7", "Anna"), "token"))
        self.assertEqual((avatar.admin, avatar.grants, avatar.session), (False, None, None))

    def test_avatar_expires_when_the_token_would_be_refused(self) -> None:
        """
        To the millisecond, the leeway counted.
        """
        avatar = self.accept(sign(claims(exp=NOW + 600)))
        self.assertEqual(avatar.expires, (NOW + 630) * 1000)

    def test_claim_grants_roles_and_rooms(self) -> None:
        """
        By pattern.
        """
        roles, rooms = {"shop-*": "moderator"}, {"*": ["read"], "shop-*": ["*"]}
        avatar = self.accept(sign(claims(chatd={"roles": roles, "rooms": rooms})))
        self.assertEqual(avatar.grants, grants(roles, rooms))

    def test_empty_list_of_rooms_grants_nothing(self) -> None:
        """
        A missing list grants everything that the role allows.
        """
        avatar = self.accept(sign(claims(chatd={"rooms": {}})))
        assert avatar.grants is not None
        self.assertFalse(avatar.grants.allow("read", "lobby"))

    def test_name_is_found(self) -> None:
        """
        Chatd's own, else the usual one, else the subject.
        """
        self.assertEqual(self.accept(sign(claims(chatd={"name": " Ann "}))).user.name, "Ann")
        self.assertEqual(self.accept(sign(claims(name=None, sub="anna@example.org"))).user.name, "anna@example.org")
        self.assertEqual(self.accept(sign(claims(name=None, sub="x" * 100))).user.name, "x" * 32)

    def test_name_never_keeps_anybody_out(self) -> None:
        """
        It is mended for showing; of what cannot be shown comes the next, at last the subject.
        """
        for name, shown in (
            ("x" * 33, "x" * 32),
            ("x" * 31 + "👩\u200d🔬", "x" * 31),
            ("", "7"),
            (" \u200b\u3164", "7"),
            ("~Anna", "Anna"),
            ("An~na", "An-na"),
            ("\u202eAnna\x07", "Anna"),
            ("می\u200cخواهم", "می\u200cخواهم"),
            ("ශ්\u200dරී", "ශ්\u200dරී"),
            ("A\u200dnna", "Anna"),
            ("\u0301Anna", "Anna"),
            ("admin", "admin"),
            (42, "42"),
            (None, "7"),
            (True, "7"),
            (["Anna"], "7"),
            ({"given": "Anna"}, "7"),
        ):
            self.assertEqual(self.accept(sign(claims(name=name))).user, User("x.site.7", shown), name)
            chatd = {"name": name}
            self.assertEqual(self.accept(sign(claims(name=None, chatd=chatd))).user, User("x.site.7", shown), name)
        self.assertEqual(self.accept(sign(claims(name="Anna", chatd={"name": ""}))).user.name, "Anna")
        self.assertEqual(self.accept(sign(claims(name="", sub="~"))).user, User("x.site.~", "user"))

    def test_null_is_as_good_as_nothing(self) -> None:
        """
        As some libraries write what they do not know.
        """
        nothing = {"name": None, "nbf": None, "chatd": {"name": None, "roles": None, "rooms": None}}
        self.assertIsNone(self.accept(sign(claims(**nothing))).grants)
        self.assertIsNone(self.accept(forge({"alg": "HS256"}, claims() | {"chatd": None}, SECRET)).grants)

    def test_subject_may_be_long_or_a_number(self) -> None:
        """
        255 characters, as OpenID Connect has it; the id is one that can be banned.
        """
        for sub in ("x" * 255, 42):
            user = self.accept(sign(claims(sub=sub))).user
            self.assertEqual(user.id, f"x.site.{sub}")
            check_user_id(user.id)

    def test_each_kind_of_key_works(self) -> None:
        """
        RSA, elliptic curves, Edwards curves, secrets.
        """
        for kind, algorithm in (
            ("rsa", "RS256"),
            ("rsa", "PS384"),
            ("p256", "ES256"),
            ("p384", "ES384"),
            ("ed25519", "EdDSA"),
        ):
            issuer = TokenIssuer("k", ISSUER, AUDIENCE, (algorithm,), key_file="unused")
            known = tokens(issuer, private_key(kind).public_key())
            self.assertEqual(self.accept(sign(claims(), private_key(kind), algorithm), known).user.id, "x.k.7")

    def test_audience_may_be_one_of_several(self) -> None:
        """
        As RFC 7519 has it.
        """
        self.accept(sign(claims(aud=["other", AUDIENCE])))

    def test_issuers_do_not_mix(self) -> None:
        """
        Each one's tokens are verified with its own key.
        """
        other = TokenIssuer("other", "https://other.example", AUDIENCE, ("HS256",), secret_file="unused")
        known = JwtVerifier([(SITE, FixedKey(SECRET)), (other, FixedKey(b"o" * 32))], NAMES, lambda: NOW * 1000)
        self.assertEqual(self.accept(sign(claims(iss=other.iss), b"o" * 32), known).user.id, "x.other.7")
        self.assertEqual(self.refuse(sign(claims(iss=other.iss), SECRET), known)[0], "bad_token")
        self.assertEqual(self.refuse(sign(claims(), b"o" * 32), known)[0], "bad_token")


class DisbeliefTests(WebTokenTestCase):
    """
    What is no good.
    """

    def test_no_algorithm_is_no_signature(self) -> None:
        """
        In whatever case, with or without something in its place.
        """
        for name in ("none", "None", "NONE", "nOnE", ""):
            for key in (None, SECRET):
                for known in (tokens(), tokens(RSA, private_key("rsa").public_key())):
                    self.assertEqual(self.refuse(forge({"alg": name}, claims(), key), known), ("bad_token", "alg"))

    def test_public_key_is_no_secret(self) -> None:
        """
        A token "signed" with what everybody knows, in the name of a weaker algorithm.
        """
        known = tokens(RSA, private_key("rsa").public_key())
        for key in (public_pem("rsa"), public_pem("rsa").strip(), b""):
            for header in ({"alg": "HS256"}, {"alg": "HS256", "kid": "1", "typ": "JWT"}):
                self.assertEqual(self.refuse(forge(header, claims(), key), known), ("bad_token", "alg"))
            self.assertEqual(self.refuse(forge({"alg": "RS256"}, claims(), key), known), ("bad_token", ""))

    def test_key_in_the_token_is_not_used(self) -> None:
        """
        Nor one that it points to.
        """
        from tests.auth.signing import jwk

        own = jwk("rsa", "RS256", "evil", 1)
        for header in ({"jwk": own}, {"jku": "https://evil.example/keys"}, {"x5u": "https://evil.example/"}):
            token = sign(claims(), private_key("rsa", 1), "RS256", **header)
            self.assertEqual(self.refuse(token, tokens(RSA, private_key("rsa").public_key())), ("bad_token", ""))

    def test_algorithm_is_the_configured_one(self) -> None:
        """
        Not another one of the same key.
        """
        self.assertEqual(self.refuse(sign(claims(), SECRET * 2, "HS384")), ("bad_token", "alg"))
        rsa512 = sign(claims(), private_key("rsa"), "RS512")
        self.assertEqual(self.refuse(rsa512, tokens(RSA, private_key("rsa").public_key())), ("bad_token", "alg"))

    def test_signature_has_to_be_right(self) -> None:
        """
        Of this key, over these words, whole.
        """
        good = sign(claims())
        head, body, seal = good.split(".")
        other = sign(claims(sub="8")).split(".")[1]
        wrong = sign(claims(), b"another secret, as long as the one")
        for token in (wrong, f"{head}.{other}.{seal}", f"{head}.{body}.", f"{head}.{body}.{seal[:-4]}"):
            self.assertEqual(self.refuse(token), ("bad_token", ""))

    def test_unknown_extensions_are_not_ignored(self) -> None:
        """
        What a token calls critical has to be understood.
        """
        for header in ({"crit": ["exp"], "exp": 1}, {"b64": False, "crit": ["b64"]}, {"b64": False}):
            self.assertEqual(self.refuse(forge({"alg": "HS256"} | header, claims(), SECRET)), ("bad_token", "crit"))

    def test_token_for_somebody_else(self) -> None:
        """
        Another audience, part of ours, another issuer.
        """
        for aud in ("other", AUDIENCE[:-1], AUDIENCE + "x", ["other"], [], ""):
            self.assertEqual(self.refuse(sign(claims(aud=aud))), ("bad_token", "aud"), aud)
        for iss in ("https://login.example.or", ISSUER + "/", ""):
            self.assertEqual(self.refuse(sign(claims(iss=iss))), ("bad_token", "iss"), iss)

    def test_claims_that_must_be_there(self) -> None:
        """
        A token without an end is none.
        """
        for name in ("exp", "sub", "aud"):
            self.assertEqual(self.refuse(sign(claims(**{name: None}))), ("bad_token", name))
        self.assertEqual(self.refuse(sign(claims(iss=None)))[0], "bad_token")

    def test_time_has_a_leeway_and_an_end(self) -> None:
        """
        Half a minute, to the second.
        """
        self.accept(sign(claims(exp=NOW - 29)))
        self.assertEqual(self.refuse(sign(claims(exp=NOW - 30)))[0], "expired")
        self.accept(sign(claims(nbf=NOW + 30)))
        self.assertEqual(self.refuse(sign(claims(nbf=NOW + 31))), ("bad_token", "nbf"))

    def test_expired_is_told_only_of_what_was_true(self) -> None:
        """
        A forged token is a bad one, whatever its time.
        """
        self.assertEqual(self.refuse(sign(claims(exp=1), b"x" * 32))[0], "bad_token")

    def test_claims_have_types(self) -> None:
        """
        The one that is wrong is named, with its path.
        """
        for changes, named in (
            ({"exp": "soon"}, "exp"),
            ({"exp": True}, "exp"),
            ({"exp": -1}, "exp"),
            ({"exp": 10**400}, "exp"),
            ({"nbf": "now"}, "nbf"),
            ({"sub": 7.5}, "sub"),
            ({"sub": True}, "sub"),
            ({"sub": ""}, "sub"),
            ({"sub": "x" * 256}, "sub"),
            ({"sub": 10**300}, "sub"),
            ({"sub": "a b"}, "sub"),
            ({"sub": "a\nb"}, "sub"),
            ({"sub": "a\u202eb"}, "sub"),
            ({"chatd": []}, "chatd"),
            ({"chatd": {"nmae": "Anna"}}, "chatd.nmae"),
            ({"chatd": {"roles": ["owner"]}}, "chatd.roles"),
            ({"chatd": {"roles": {"*": "king"}}}, "chatd.roles.*"),
            ({"chatd": {"roles": {"*": "admin"}}}, "chatd.roles.*"),
            ({"chatd": {"roles": {"a b": "owner"}}}, "chatd.roles"),
            ({"chatd": {"rooms": {"*": "read"}}}, "chatd.rooms[...]"),
            ({"chatd": {"rooms": {"*": ["shout"]}}}, "chatd.rooms.*"),
        ):
            self.assertEqual(
                self.refuse(forge({"alg": "HS256"}, claims(**changes), SECRET)), ("bad_token", named), changes
            )

    def test_what_is_no_token_is_refused(self) -> None:
        """
        Whatever stands there: no error of ours.
        """
        deep = b"[" * 3000 + b"]" * 3000
        for token in (
            "",
            "..",
            "a.b.c",
            "a.b",
            "a.b.c.d",
            "ä.ö.ü",
            "\x00.\x00.\x00",
            forge(b"null", claims(), SECRET),
            forge(b"{", claims(), SECRET),
            forge({"alg": 7}, claims(), SECRET),
            forge({"alg": "HS256", "kid": 7}, claims(), SECRET),
            forge({}, claims(), SECRET),
            forge({"alg": "HS256"}, b"[]", SECRET),
            forge({"alg": "HS256"}, b'"x"', SECRET),
            forge({"alg": "HS256"}, b'{"iss": NaN}', SECRET),
            forge({"alg": "HS256"}, b'{"iss": "' + ISSUER.encode() + b'", "exp": NaN}', SECRET),
            forge({"alg": "HS256"}, b'{"iss": "' + ISSUER.encode() + b'", "x": ' + deep[:1500] + b"}", SECRET),
            forge({"alg": "HS256"}, b'{"x": ' + deep + b', "iss": "' + ISSUER.encode() + b'"}', SECRET),
            forge({"alg": "HS256"}, b"\xff\xfe", SECRET),
        ):
            self.assertEqual(self.refuse(token)[0], "bad_token", token[:80])

    def test_size_is_looked_at_first(self) -> None:
        """
        A megabyte is not even decoded.
        """
        good = sign(claims(pad="x" * 5000))
        self.assertLess(len(good), TOKEN_MAX)
        self.accept(good)
        for size in (8192, 1_000_000):
            self.assertEqual(self.refuse(sign(claims(pad="x" * size))), ("bad_token", ""))

    @given(st.text(st.characters(max_codepoint=0x7F), max_size=60), st.binary(max_size=40), st.binary(max_size=40))
    def test_no_text_is_a_token_by_chance(self, text: str, header: bytes, payload: bytes) -> None:
        for token in (text, f"{text}.{text}.{text}", forge(header, payload, SECRET)):
            self.assertEqual(self.refuse(token)[0], "bad_token")


class ConfusionTests(WebTokenTestCase):
    """
    Every algorithm against every kind of key.
    """

    def test_only_the_right_one_is_believed(self) -> None:
        """
        A token is believed exactly if key, algorithm and configuration agree.
        """
        keys: dict[str, Any] = {
            "HS256": SECRET,
            "RS256": private_key("rsa"),
            "PS256": private_key("rsa"),
            "ES256": private_key("p256"),
            "EdDSA": private_key("ed25519"),
        }
        made = {name: sign(claims(), key, name) for name, key in keys.items()}
        for configured, key in keys.items():
            issuer = TokenIssuer("m", ISSUER, AUDIENCE, (configured,), key_file="unused")
            known = tokens(issuer, key if isinstance(key, bytes) else key.public_key())
            for name, token in made.items():
                if name == configured:
                    self.accept(token, known)
                else:
                    self.assertEqual(self.refuse(token, known), ("bad_token", "alg"), (configured, name))


class IssuerTests(SynchronousTestCase):
    """
    What an operator sets.
    """

    def wrong(self, *issuers: TokenIssuer) -> str:
        """
        What is said of these.
        """
        return str(self.assertRaises(ValueError, check_issuers, issuers))

    def issuer(self, **changes: Any) -> TokenIssuer:
        """
        A good one, but for the changes.
        """
        good = {"name": "site", "iss": ISSUER, "audience": AUDIENCE, "algorithms": ("RS256",), "key_file": "key.pem"}
        return TokenIssuer(**(good | changes))

    def file(self, content: bytes) -> str:
        """
        The path of a file.
        """
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        path = Path(directory.name) / "key"
        path.write_bytes(content)
        return str(path)

    def test_good_ones_pass(self) -> None:
        """
        Each with its kind of key.
        """
        check_issuers(
            [
                self.issuer(),
                self.issuer(name="b", iss="b", key_file=None, jwks_url="https://b.example/keys", algorithms=("ES256",)),
                self.issuer(name="c", iss="c", key_file=None, jwks_url="http://127.0.0.1:99/keys"),
                self.issuer(name="d", iss="d", key_file=None, secret_file="s", algorithms=("HS256", "HS512")),
            ]
        )

    def test_place_of_what_is_wrong_is_told(self) -> None:
        """
        Which issuer, which key.
        """
        good = self.issuer()
        for changes, said in (
            ({"name": "a.b"}, "[1].name: 'a.b'"),
            ({"name": "site"}, "[1].name: 'site': there are two"),
            ({"iss": ISSUER}, "[1].iss:"),
            ({"secret_file": "s"}, "[1]: expected one of"),
            ({"key_file": None}, "[1]: expected one of"),
            ({"algorithms": ()}, "[1].algorithms: expected some of RS256"),
            ({"algorithms": ("none",)}, "[1].algorithms: 'none'"),
            ({"algorithms": ("RS256", "HS256")}, "[1].algorithms: 'HS256': key_file goes with RS256"),
            ({"key_file": None, "secret_file": "s"}, "[1].algorithms: 'RS256': secret_file goes with HS256"),
            ({"key_file": None, "jwks_url": "http://example.org/keys"}, "[1].jwks_url: expected an https URL"),
            ({"key_file": None, "jwks_url": "file:///keys"}, "[1].jwks_url"),
        ):
            self.assertIn(said, self.wrong(good, self.issuer(**({"name": "two", "iss": "two"} | changes))))

    def test_key_is_read(self) -> None:
        """
        A public key, or a secret with the line end of an editor.
        """
        self.assertTrue(fits(read_key(self.issuer(key_file=self.file(public_pem("rsa")))), "RS256"))
        secret = self.issuer(key_file=None, secret_file=self.file(SECRET + b"\n"), algorithms=("HS256",))
        self.assertEqual(read_key(secret), SECRET)

    def test_key_that_does_not_fit_is_refused(self) -> None:
        """
        Too short, of another kind, on another curve, a private one, none at all; a public key as a secret.
        """
        for algorithms, content in (
            (("RS256",), public_pem("rsa1024")),
            (("RS256",), public_pem("p256")),
            (("ES256",), public_pem("p384")),
            (("ES256", "RS256"), public_pem("p256")),
            (("EdDSA",), b"junk"),
            (("RS256",), b""),
        ):
            issuer = self.issuer(key_file=self.file(content), algorithms=algorithms)
            said = str(self.assertRaises(ValueError, read_key, issuer, 3))
            self.assertIn("[3].key_file: ", said)
            self.assertIn("expected a public key in PEM for " + algorithms[0], said)
        for content in (b"short", public_pem("rsa"), b"\n" + public_pem("rsa"), b""):
            issuer = self.issuer(key_file=None, secret_file=self.file(content), algorithms=("HS256",))
            self.assertIn(
                "expected a secret of at least 32 bytes", str(self.assertRaises(ValueError, read_key, issuer))
            )

    def test_file_that_is_not_there_is_named(self) -> None:
        said = str(self.assertRaises(ValueError, read_key, self.issuer(key_file="/nowhere/key.pem"), 1))
        self.assertEqual(said, "[1].key_file: /nowhere/key.pem: cannot be read: no such file or directory")

    def test_configuration_becomes_a_checker(self) -> None:
        """
        Files are read at the start, URLs when they are needed.
        """
        asked: list[str] = []

        def fetch(url: str) -> Deferred[bytes]:
            asked.append(url)
            return Deferred()

        issuers = [
            self.issuer(key_file=self.file(public_pem("rsa"))),
            self.issuer(name="b", iss="b", key_file=None, jwks_url="https://b.example/keys"),
        ]
        known = JwtVerifier.of(issuers, fetch=fetch, clock=Clock(), names=NAMES, now=lambda: NOW * 1000)
        token = sign(claims(), private_key("rsa"), "RS256")
        avatar = self.successResultOf(Deferred.fromCoroutine(known.recognise(token)))
        self.assertEqual((avatar.user.id, asked), ("x.site.7", []))
        self.assertNoResult(Deferred.fromCoroutine(known.recognise(sign(claims(iss="b"), private_key("rsa"), "RS256"))))
        self.assertEqual(asked, ["https://b.example/keys"])
