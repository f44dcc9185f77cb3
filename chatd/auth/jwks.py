"""
Keys that an issuer publishes (RFC 7517): fetched when they are needed, kept, and asked for again now and then.
"""

import json
from typing import Any

from jwt import PyJWK
from jwt.exceptions import PyJWTError
from twisted.internet.defer import Deferred
from twisted.logger import Logger

from chatd.auth.issuers import PUBLIC_ALGORITHMS, Key, fits
from chatd.auth.ports import Fetch, FetchError
from chatd.auth.refusals import bad_token
from chatd.errors import Refusal
from chatd.ports import Clock

KEYS_MAX = 100


class PublishedKey:
    """
    One key of a set: its id, what it may be used for, itself.
    """

    __slots__ = ("algorithms", "key", "kid")

    def __init__(self, kid: str | None, algorithms: frozenset[str], key: Key) -> None:
        self.kid = kid
        self.algorithms = algorithms
        self.key = key


class Jwks:
    """
    The keys behind `url`: a `chatd.auth.issuers.KeySource`.

    A key that is known is found without waiting, even while the set is being fetched again because it is older than
    `cache` seconds; if that fails, the old keys stay.  A key that is not known makes the set be fetched, once for all
    who wait and at most once in `refresh` seconds, whatever strangers put into their tokens.
    """

    _log = Logger()

    def __init__(self, url: str, fetch: Fetch, clock: Clock, *, cache: float, refresh: float) -> None:
        self._url = url
        self._fetch = fetch
        self._clock = clock
        self._cache = cache
        self._refresh = refresh
        self._keys: list[PublishedKey] = []
        self._old_at = 0.0
        self._again_at: float | None = None
        self._failed = False
        self._waiting: list[Deferred[None]] | None = None

    async def find(self, kid: str | None, algorithm: str) -> Key:
        """
        See `chatd.auth.issuers.KeySource`.
        """
        key = self._known(kid, algorithm)
        now = self._clock.seconds()
        due = self._again_at is None or now >= self._again_at
        if key is not None:
            if now >= self._old_at and due:
                self._begin()
            return key
        if self._waiting is None and due:
            self._begin()
        if self._waiting is not None:
            told: Deferred[None] = Deferred()
            self._waiting.append(told)
            await told
        key = self._known(kid, algorithm)
        if key is not None:
            return key
        if self._failed:
            wait = max(1000, int(((self._again_at or 0.0) - self._clock.seconds()) * 1000))
            raise Refusal("unavailable", "the keys of the token's issuer cannot be had now", retry_after=wait)
        raise bad_token("the token is signed with a key that its issuer does not publish")

    def _known(self, kid: str | None, algorithm: str) -> Key | None:
        fitting = [one.key for one in self._keys if algorithm in one.algorithms and kid in {None, one.kid}]
        # Without an id it has to be clear which one is meant.
        return fitting[0] if len(fitting) == 1 or (fitting and kid is not None) else None

    def _begin(self) -> None:
        if self._waiting is None:
            self._again_at = self._clock.seconds() + self._refresh
            self._waiting = []
            Deferred.fromCoroutine(self._get()).addErrback(self._broken).addBoth(self._tell)

    async def _get(self) -> None:
        try:
            self._keys = read_keys(await self._fetch(self._url))
        except FetchError as error:
            self._failed = True
            self._log.warn("{url} cannot be fetched: {reason}", url=self._url, reason=str(error))
        else:
            self._failed = False
            self._old_at = self._clock.seconds() + self._cache

    def _broken(self, failure: Any) -> None:
        self._failed = True
        self._log.failure("{url} cannot be fetched", failure, url=self._url)

    def _tell(self, _: object) -> None:
        waiting, self._waiting = self._waiting or [], None
        for told in waiting:
            told.callback(None)


def read_keys(body: bytes) -> list[PublishedKey]:
    """
    The keys of a set that can verify signatures; FetchError if it is no set, or one of no such key.

    What cannot be used is left out, as RFC 7517, section 5, asks for: private and symmetric keys, keys for encryption,
    keys that are too short.
    """
    try:
        found = json.loads(body)
        items = found["keys"]
    except (ValueError, RecursionError, KeyError, TypeError):
        raise FetchError("the answer is no set of keys") from None
    if not isinstance(items, list) or len(items) > KEYS_MAX:
        raise FetchError("the answer is no set of keys")
    keys = [key for item in items if (key := _read_key(item)) is not None]
    if not keys:
        raise FetchError("there is no key in the set that can be used")
    return keys


def _read_key(item: Any) -> PublishedKey | None:
    if not isinstance(item, dict) or item.get("use", "sig") != "sig":
        return None
    try:
        key = PyJWK(item).key
    except (PyJWTError, ValueError, TypeError, KeyError):
        return None
    kid, only = item.get("kid"), item.get("alg")
    fitting = frozenset(name for name in PUBLIC_ALGORITHMS if fits(key, name) and only in {None, name})
    return PublishedKey(kid if isinstance(kid, str) else None, fitting, key) if fitting else None
