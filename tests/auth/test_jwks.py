"""
Keys that an issuer publishes.
"""

import json
from typing import Any

from twisted.internet.defer import Deferred, fail, succeed
from twisted.internet.task import Clock
from twisted.trial.unittest import SynchronousTestCase

from chatd.auth.jwks import KEYS_MAX, FetchError, Jwks, read_keys
from chatd.auth.jwt_issuers import Key
from chatd.errors import Refusal
from tests.auth.signing import jwk, private_key


def body(*keys: Any) -> bytes:
    """
    A set of keys.
    """
    return json.dumps({"keys": keys}).encode()


ONE = jwk("rsa", "RS256", "one")
TWO = jwk("p256", "ES256", "two")


class JwksTests(SynchronousTestCase):
    """
    An issuer who changes keys, is slow, or is down.
    """

    def setUp(self) -> None:
        """
        Nothing has been asked yet; answers are given by the test.
        """
        self.clock = Clock()
        self.asked: list[Deferred[bytes]] = []
        self.jwks = Jwks("https://login.example/keys", self.fetch, self.clock, cache=3600.0, refresh=60.0)

    def fetch(self, url: str) -> Deferred[bytes]:
        self.assertEqual(url, "https://login.example/keys")
        answer: Deferred[bytes] = Deferred()
        self.asked.append(answer)
        return answer

    def find(self, kid: str | None = "one", algorithm: str = "RS256") -> Deferred[Key]:
        """
        Somebody comes with a token.
        """
        return Deferred.fromCoroutine(self.jwks.find_key(kid, algorithm))

    def refused(self, finding: Deferred[Key]) -> tuple[str, int | None]:
        """
        The code, and when to come back.
        """
        refusal = self.failureResultOf(finding, Refusal).value
        return refusal.code, refusal.retry_after

    def know(self, *keys: Any) -> None:
        """
        The set has been fetched.
        """
        self.find("?").addErrback(lambda failure: failure.trap(Refusal))
        self.asked.pop().callback(body(*keys))

    def test_set_is_fetched_once_for_all_who_wait(self) -> None:
        """
        And not before anybody needs it.
        """
        self.assertEqual(self.asked, [])
        first, second, other = self.find(), self.find(), self.find("two", "ES256")
        (answer,) = self.asked
        answer.callback(body(ONE, TWO))
        rsa, p256 = private_key("rsa").public_key(), private_key("p256").public_key()
        found = [self.successResultOf(finding) for finding in (first, second, other)]
        self.assertEqual(found, [rsa, rsa, p256])
        self.successResultOf(self.find())
        self.assertEqual(len(self.asked), 1)

    def test_answer_that_is_there_at_once(self) -> None:
        jwks = Jwks("u", lambda _: succeed(body(ONE)), self.clock, cache=1.0, refresh=1.0)
        self.successResultOf(Deferred.fromCoroutine(jwks.find_key("one", "RS256")))

    def test_unknown_key_makes_it_be_fetched_again_once(self) -> None:
        """
        At most once a minute, whatever strangers put into their tokens.
        """
        self.know(ONE)
        self.assertEqual(self.refused(self.find("new")), ("bad_token", None))
        self.clock.advance(60)
        waiting = [self.find("new", "ES256"), self.find("junk")]
        (answer,) = self.asked
        answer.callback(body(ONE, TWO | {"kid": "new"}))
        self.successResultOf(waiting[0])
        self.assertEqual(self.refused(waiting[1]), ("bad_token", None))
        for number in range(100):
            self.assertEqual(self.refused(self.find(f"junk{number}")), ("bad_token", None))
        self.assertEqual(len(self.asked), 1)

    def test_known_keys_wait_for_nobody(self) -> None:
        """
        While the set is being fetched for somebody else, even if that never ends.
        """
        self.know(ONE)
        self.clock.advance(60)
        stranger = self.find("junk")
        self.successResultOf(self.find())
        self.assertNoResult(stranger)

    def test_fetch_that_hangs_is_not_doubled(self) -> None:
        """
        However long it takes: whoever comes meanwhile waits for the same one, or not at all.
        """
        self.know(ONE)
        self.clock.advance(3600)
        self.successResultOf(self.find())
        self.clock.advance(60)
        self.successResultOf(self.find())
        self.assertNoResult(self.find("junk"))
        self.assertEqual(len(self.asked), 1)

    def test_old_set_is_fetched_anew_beside(self) -> None:
        """
        Who comes with a key that was known does not wait; a key that is gone is gone afterwards.
        """
        self.know(ONE)
        self.clock.advance(3600)
        self.successResultOf(self.find())
        self.successResultOf(self.find())
        (answer,) = self.asked
        answer.callback(body(TWO))
        self.assertEqual(self.refused(self.find()), ("bad_token", None))

    def test_old_keys_stay_while_the_issuer_is_down(self) -> None:
        """
        It is asked again, a minute later.
        """
        self.know(ONE)
        self.clock.advance(3600)
        self.successResultOf(self.find())
        self.asked.pop().errback(FetchError("no answer in time"))
        self.clock.advance(59)
        self.successResultOf(self.find())
        self.assertEqual(self.asked, [])
        self.clock.advance(1)
        self.successResultOf(self.find())
        self.assertEqual(len(self.asked), 1)

    def test_issuer_that_is_down_from_the_start(self) -> None:
        """
        Nobody is a liar because of that: come back, and when.
        """
        waiting = self.find()
        self.asked.pop().errback(FetchError("no answer in time"))
        self.assertEqual(self.refused(waiting), ("unavailable", 60_000))
        self.clock.advance(20)
        self.assertEqual(self.refused(self.find()), ("unavailable", 40_000))
        self.clock.advance(40)
        again = self.find()
        self.asked.pop().callback(body(ONE))
        self.successResultOf(again)

    def test_fault_of_ours_is_logged_and_waits_for_nobody(self) -> None:
        """
        Whoever waited is told to come back.
        """
        jwks = Jwks("u", lambda _: fail(RuntimeError("?")), self.clock, cache=1.0, refresh=60.0)
        self.assertEqual(self.refused(Deferred.fromCoroutine(jwks.find_key("one", "RS256"))), ("unavailable", 60_000))
        self.assertEqual(len(self.flushLoggedErrors(RuntimeError)), 1)

    def test_key_is_used_for_what_it_says(self) -> None:
        """
        Not with another algorithm, though it would work.
        """
        self.know(ONE | {"alg": "RS512"}, TWO)
        for algorithm in ("RS256", "ES256", "HS256"):
            self.assertEqual(self.refused(self.find("one", algorithm)), ("bad_token", None))
        self.successResultOf(self.find("one", "RS512"))

    def test_token_without_an_id_needs_an_only_key(self) -> None:
        """
        With two that fit it is not clear which one is meant.
        """
        self.know(ONE, TWO)
        self.successResultOf(self.find(None, "ES256"))
        self.clock.advance(60)
        self.know(ONE, jwk("rsa", "RS256", "three", 1))
        self.assertEqual(self.refused(self.find(None, "RS256")), ("bad_token", None))


class ReadKeysTests(SynchronousTestCase):
    """
    What stands in a set.
    """

    def test_what_cannot_be_used_is_left_out(self) -> None:
        """
        Symmetric and private keys, those for encryption, short ones, unknown kinds, junk.
        """
        from jwt.algorithms import RSAAlgorithm

        private = json.loads(RSAAlgorithm.to_jwk(private_key("rsa")))
        found = read_keys(
            body(
                {"kty": "oct", "kid": "oct", "k": "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0"},
                private | {"kid": "private"},
                ONE | {"kid": "enc", "use": "enc"},
                jwk("rsa1024", "RS256", "short"),
                {"kty": "XYZ", "kid": "unknown"},
                {"kty": "RSA", "n": 7, "e": [], "kid": "junk"},
                {"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA", "kid": "point"},
                "junk",
                None,
                TWO,
                jwk("ed25519", "EdDSA", "ed"),
            )
        )
        self.assertEqual([key.kid for key in found], ["two", "ed"])
        self.assertEqual([key.algorithms for key in found], [{"ES256"}, {"EdDSA"}])

    def test_what_is_no_set_is_an_error(self) -> None:
        many = body(*[TWO] * (KEYS_MAX + 1))
        deep = b'{"keys": ' + b"[" * 100_000
        for answer in (
            b"",
            b"{",
            b"[]",
            b"null",
            b'{"keys": 7}',
            b'{"keys": {}}',
            b'{"keys": []}',
            b"\xff",
            many,
            deep,
        ):
            self.assertRaises(FetchError, read_keys, answer)
