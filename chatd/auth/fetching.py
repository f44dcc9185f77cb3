"""
Getting a small document over HTTP, from somebody who may be slow, broken or malicious.
"""

from typing import Any

from treq.client import HTTPClient
from twisted.internet import defer
from twisted.internet.defer import CancelledError, Deferred
from twisted.internet.protocol import Protocol
from twisted.python.failure import Failure
from twisted.web.client import ResponseDone
from twisted.web.http import PotentialDataLoss
from twisted.web.http_headers import Headers

from chatd.auth.ports import FetchError
from chatd.ports import Clock


class TreqFetch:
    """
    A `chatd.auth.ports.Fetch`: within `seconds` in all, at most `most` bytes, status 200 and no redirection.

    `agent` is a `twisted.web.iweb.IAgent`.
    """

    def __init__(self, agent: Any, clock: Clock, *, seconds: float = 5.0, most: int = 65536) -> None:
        self._client = HTTPClient(agent)
        self._clock = clock
        self._seconds = seconds
        self._most = most

    def __call__(self, url: str) -> Deferred[bytes]:
        """
        See `chatd.auth.ports.Fetch`.
        """
        headers = Headers({"Accept": ["application/json"]})
        getting: Deferred[Any] = self._client.get(url, headers=headers, allow_redirects=False, unbuffered=True)
        body: Deferred[bytes] = getting.addCallback(self._read)
        return body.addTimeout(self._seconds, self._clock).addErrback(_explain)  # type: ignore[arg-type]

    def _read(self, response: Any) -> Deferred[bytes]:
        body = _Body(self._most)
        response.deliverBody(body)
        if response.code != 200:
            body.give_up(FetchError(f"status {response.code}"))
        return body.whole


class _Body(Protocol):
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
        Take no more, and close the connection without waiting for whoever still sends.
        """
        if not self._over:
            self._over = True
            self._parts.clear()
            transport: Any = self.transport
            transport.loseConnection()
            self.whole.errback(reason)


def _explain(failure: Failure) -> Failure:
    # The agent wraps what happened to the connection.
    causes = getattr(failure.value, "reasons", None)
    reason = causes[0].value if causes else failure.value
    if isinstance(reason, FetchError):
        return Failure(reason)
    if isinstance(reason, defer.TimeoutError | CancelledError):
        return Failure(FetchError("no answer in time"))
    return Failure(FetchError(f"{type(reason).__name__}: {reason}"[:200]))
