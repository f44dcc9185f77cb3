"""
JSON Web Key Sets (RFC 7517): fetched over HTTP from servers that may be slow, broken or malicious, and cached.
"""

import json
from collections.abc import Awaitable
from typing import Any, Protocol

from jwt import PyJWK
from jwt.exceptions import PyJWTError
from treq.client import HTTPClient
from twisted.internet import defer
from twisted.internet.defer import CancelledError, Deferred
from twisted.internet.protocol import Protocol as StreamProtocol
from twisted.logger import Logger
from twisted.python.failure import Failure
from twisted.web.client import ResponseDone
from twisted.web.http import PotentialDataLoss
from twisted.web.http_headers import Headers

from chatd.auth.jwt_issuers import PUBLIC_ALGORITHMS, Key, fits
from chatd.clock import Clock
from chatd.domain.account_errors import bad_token
from chatd.errors import Refusal
from chatd.waiters import Waiters


class Fetch(Protocol):
    """
    Fetches a small document.
    """

    def __call__(self, url: str) -> Awaitable[bytes]:
        """
        The body at `url`.  Raises FetchError if it is incomplete, too late or too large.
        """


class FetchError(Exception):
    """
    A document could not be fetched; the text is a short reason.
    """


class TreqFetch:
    """
    A `Fetch` over HTTP: within `seconds` in total, at most `most` bytes, status 200, no redirects.

    `agent` is a `twisted.web.iweb.IAgent`.
    """

    def __init__(self, agent: Any, clock: Clock, *, seconds: float = 5.0, most: int = 65536) -> None:
        self._client = HTTPClient(agent)
        self._clock = clock
        self._seconds = seconds
        self._most = most

    def __call__(self, url: str) -> Deferred[bytes]:
        headers = Headers({"Accept": ["application/json"]})
        getting: Deferred[Any] = self._client.get(url, headers=headers, allow_redirects=False, unbuffered=True)
        body: Deferred[bytes] = getting.addCallback(self._read_body)
        return body.addTimeout(self._seconds, self._clock).addErrback(_explain)  # type: ignore[arg-type]

    def _read_body(self, response: Any) -> Deferred[bytes]:
        body = _Body(self._most)
        response.deliverBody(body)
        if response.code != 200:
            body.give_up(FetchError(f"status {response.code}"))
        return body.whole


class _Body(StreamProtocol):
    def __init__(self, most: int) -> None:
        self.whole: Deferred[bytes] = Deferred(lambda _: self.give_up(CancelledError()))
        self._most = most
        self._parts: list[bytes] = []
        self._size = 0
        self._over = False

    def dataReceived(self, data: bytes) -> None:
        self._size += len(data)
        if self._size > self._most:
            self.give_up(FetchError(f"more than {self._most} bytes"))
        elif not self._over:
            self._parts.append(data)

    def connectionLost(self, reason: Failure = Failure(ResponseDone())) -> None:  # noqa: B008 - Twisted's signature
        if self._over:
            return
        self._over = True
        if reason.check(ResponseDone, PotentialDataLoss):
            self.whole.callback(b"".join(self._parts))
        else:
            self.whole.errback(FetchError("the answer broke off"))

    def give_up(self, reason: Exception) -> None:
        """
        Fail with `reason`, and close the connection without waiting for the server.
        """
        if not self._over:
            self._over = True
            self._parts.clear()
            transport: Any = self.transport
            transport.loseConnection()
            self.whole.errback(reason)


def _explain(failure: Failure) -> Failure:
    # The agent wraps the error of the connection.
    causes = getattr(failure.value, "reasons", None)
    reason = causes[0].value if causes else failure.value
    if isinstance(reason, FetchError):
        return Failure(reason)
    if isinstance(reason, defer.TimeoutError | CancelledError):
        return Failure(FetchError("no answer in time"))
    return Failure(FetchError(f"{type(reason).__name__}: {reason}"[:200]))


KEYS_MAX = 100


class PublishedKey:
    """
    One key of a set: its id, the algorithms it may be used with, and the key.
    """

    __slots__ = ("algorithms", "key", "kid")

    def __init__(self, kid: str | None, algorithms: frozenset[str], key: Key) -> None:
        self.kid = kid
        self.algorithms = algorithms
        self.key = key


class Jwks:
    """
    The keys at `url`: a `chatd.auth.jwt_issuers.KeySource`.

    A cached key is returned at once, even while the set is fetched again because it is older than `cache` seconds; if
    that fails, the old keys stay.  An unknown key causes one fetch for all who wait, and at most one in `refresh`
    seconds, whatever key ids strangers put into their tokens.
    """

    _log = Logger()

    def __init__(self, url: str, fetch: Fetch, clock: Clock, *, cache: float, refresh: float) -> None:
        self._url = url
        self._fetch = fetch
        self._clock = clock
        self._cache = cache
        self._refresh = refresh
        self._keys: list[PublishedKey] = []
        self._stale_at = 0.0
        self._next_fetch_at: float | None = None
        self._failed = False
        self._fetching: Waiters | None = None

    async def find_key(self, kid: str | None, algorithm: str) -> Key:
        key = self._find_cached(kid, algorithm)
        now = self._clock.seconds()
        due = self._next_fetch_at is None or now >= self._next_fetch_at
        if key is not None:
            if now >= self._stale_at and due:
                self._refresh_keys()
            return key
        if self._fetching is None and due:
            self._refresh_keys()
        if self._fetching is not None:
            await self._fetching.wait()
        key = self._find_cached(kid, algorithm)
        if key is not None:
            return key
        if self._failed:
            wait = max(1000, int(((self._next_fetch_at or 0.0) - self._clock.seconds()) * 1000))
            raise Refusal("unavailable", "the keys of the token's issuer cannot be had now", retry_after=wait)
        raise bad_token("the token is signed with a key that its issuer does not publish")

    def _find_cached(self, kid: str | None, algorithm: str) -> Key | None:
        fitting = [one.key for one in self._keys if algorithm in one.algorithms and kid in {None, one.kid}]
        # Without an id, only one key may fit.
        return fitting[0] if len(fitting) == 1 or (fitting and kid is not None) else None

    def _refresh_keys(self) -> None:
        if self._fetching is None:
            self._next_fetch_at = self._clock.seconds() + self._refresh
            self._fetching = waiting = Waiters()
            Deferred.fromCoroutine(self._fetch_keys()).addErrback(self._fetch_failed).addBoth(self._fetched, waiting)

    async def _fetch_keys(self) -> None:
        try:
            self._keys = read_keys(await self._fetch(self._url))
        except FetchError as error:
            self._failed = True
            self._log.warn("{url} cannot be fetched: {reason}", url=self._url, reason=str(error))
        else:
            self._failed = False
            self._stale_at = self._clock.seconds() + self._cache

    def _fetch_failed(self, failure: Any) -> None:
        self._failed = True
        self._log.failure("{url} cannot be fetched", failure, url=self._url)

    def _fetched(self, _: object, waiting: Waiters) -> None:
        self._fetching = None
        waiting.fire()


def read_keys(body: bytes) -> list[PublishedKey]:
    """
    The keys of the set `body` that can verify signatures.  Raises FetchError if it is no set or has no such key.

    Unusable keys are ignored (RFC 7517, section 5): private and symmetric keys, encryption keys, short keys.
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
