"""
Sends the body of a webhook over HTTP to a server that may be slow, broken or malicious.

The addresses that the host name stands for are checked, and one of these is connected to: a name that means another
address the next moment changes nothing.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol
from urllib.parse import urlsplit

from twisted.internet.defer import CancelledError, Deferred, succeed
from twisted.internet.defer import TimeoutError as DeferredTimeout
from twisted.internet.endpoints import TCP4ClientEndpoint, TCP6ClientEndpoint, wrapClientTLS
from twisted.internet.error import ConnectError, ConnectionClosed, DNSLookupError
from twisted.internet.interfaces import IProtocolFactory, IStreamClientEndpoint
from twisted.internet.protocol import Protocol as StreamProtocol
from twisted.protocols.policies import ProtocolWrapper, WrappingFactory
from twisted.python.failure import Failure
from twisted.web.client import URI, Agent, HTTPConnectionPool, ResponseFailed
from twisted.web.http_headers import Headers
from twisted.web.iweb import IAgentEndpointFactory, IBodyProducer
from zope.interface import implementer

from chatd.webhooks.addresses import AddressRules
from chatd.webhooks.tls import TargetCertificates

CONNECT_SECONDS = 5.0
KEPT_SECONDS = 4.0
"""How long an idle connection is kept: less than servers do (Node: 5 seconds)."""
CONNECTIONS = 4
"""Connections kept for one target."""
RECEIVED_MAX = 65536
"""Bytes that a target may send in answer to one request: more is cut off, unread."""
BODY_MAX = 4096
"""Bytes of the body of an answer that are read, so that the connection can be used again.  They are thrown away."""


class TargetAnswer(NamedTuple):
    """
    The answer to a webhook: its `status`, or None and the `error` that there was instead; `repeat`: a kept connection
    was closed meanwhile, the next attempt need not wait.
    """

    status: int | None
    error: str = ""
    repeat: bool = False
    retry_after: int = 0


class WebhookSender(Protocol):
    """
    Sends one body.
    """

    def __call__(self, url: str, head: Sequence[tuple[str, str]], body: bytes) -> Deferred[TargetAnswer]:
        """
        POST `body`; fires with the answer, and fails only if it is cancelled.
        """

    async def close_connections(self) -> None:
        """
        Close the connections that are kept.
        """


class Forbidden(Exception):
    """
    The target has an address that webhooks are not sent to.
    """


def check_url(url: str, rules: AddressRules) -> None:
    """
    Raises ValueError, with what would be right, for a URL that no webhook can be sent to.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise ValueError("expected http:// or https:// and the address of a server") from None
    if parts.scheme not in {"http", "https"} or not parts.hostname or port == 0:
        raise ValueError("expected http:// or https:// and the address of a server")
    if not url.isascii() or not url.isprintable() or " " in url:
        raise ValueError("expected ASCII; write other characters percent-encoded, and host names as xn--…")
    if parts.username is not None or parts.password is not None:
        raise ValueError("expected no user name and password; the signature proves who sends")
    if parts.fragment or len(url) > 2000:
        raise ValueError("expected at most 2000 characters and no #fragment")
    if _is_literal(parts.hostname) and not rules.permits(parts.hostname):
        raise ValueError(forbidden_text(parts.hostname))


def _is_literal(host: str) -> bool:
    return ":" in host or host.replace(".", "").isdecimal()


def forbidden_text(address: str) -> str:
    """
    Says that no webhook is sent to `address`, and what can be done about it.
    """
    return f"{address} is no public address; name its network in webhooks.allow if it is meant"


@implementer(IStreamClientEndpoint)
class CheckedEndpoint:
    """
    Connects to a host by name or address, if all its addresses are allowed by `rules`.  An answer may take `seconds`.
    """

    def __init__(self, reactor: Any, host: str, port: int, rules: AddressRules, seconds: float) -> None:
        self._seconds = seconds
        self._reactor = reactor
        self._host = host
        self._port = port
        self._rules = rules

    def connect(self, protocolFactory: IProtocolFactory) -> Deferred[Any]:
        return Deferred.fromCoroutine(self._connect(protocolFactory))

    async def _connect(self, factory: Any) -> Any:
        found: Deferred[list[str]] = Deferred()
        self._reactor.nameResolver.resolveHostName(_Addresses(found), self._host, self._port)
        addresses = await found
        if not addresses:
            raise DNSLookupError(f"there is no address for {self._host}")
        for address in addresses:
            if not self._rules.permits(address):
                raise Forbidden(forbidden_text(address))
        factory.noisy = False
        bounded = _BoundedFactory(factory, self._reactor, self._seconds)
        for address in addresses[:-1]:
            try:
                return (await self._endpoint(address).connect(bounded)).wrappedProtocol
            except ConnectError:
                continue
        return (await self._endpoint(addresses[-1]).connect(bounded)).wrappedProtocol

    def _endpoint(self, address: str) -> Any:
        kind = TCP6ClientEndpoint if ":" in address else TCP4ClientEndpoint
        return kind(self._reactor, address, self._port, CONNECT_SECONDS)


class _Addresses:
    # An `IResolutionReceiver` that gives the addresses to a Deferred, at most as many as are tried.
    MOST = 4

    def __init__(self, found: "Deferred[list[str]]") -> None:
        self._found = found
        self._addresses: list[str] = []

    def resolutionBegan(self, resolutionInProgress: Any) -> None:  # noqa: N802 - Twisted's names
        pass

    def addressResolved(self, address: Any) -> None:  # noqa: N802 - Twisted's name
        if address.host not in self._addresses:
            self._addresses.append(address.host)

    def resolutionComplete(self) -> None:  # noqa: N802 - Twisted's name
        if not self._found.called:
            self._found.callback(self._addresses)


class _BoundedFactory(WrappingFactory):
    """
    Closes a connection that sends more than RECEIVED_MAX bytes between two writes, and one that nothing was written to
    for longer than any answer may take: a server that does not end its half of TLS would keep it open.
    """

    noisy = False

    def __init__(self, factory: Any, reactor: Any, seconds: float) -> None:
        super().__init__(factory)  # type: ignore[no-untyped-call]
        self.protocol = _BoundedProtocol
        self.reactor = reactor
        self.silence = seconds + KEPT_SECONDS


class _BoundedProtocol(ProtocolWrapper):
    factory: _BoundedFactory
    _received = 0
    _written_at = 0.0
    _check: Any = None

    def makeConnection(self, transport: Any) -> None:
        self._watch()
        super().makeConnection(transport)  # type: ignore[no-untyped-call]

    def write(self, data: bytes) -> None:
        self._note_write()
        super().write(data)  # type: ignore[no-untyped-call]

    def writeSequence(self, data: Any) -> None:  # noqa: N802 - Twisted's name
        self._note_write()
        super().writeSequence(data)  # type: ignore[no-untyped-call]

    def connectionLost(self, reason: Failure = Failure(ConnectionClosed())) -> None:  # noqa: B008 - Twisted's signature
        if self._check is not None and self._check.active():
            self._check.cancel()
        super().connectionLost(reason)  # type: ignore[no-untyped-call]

    def _note_write(self) -> None:
        self._received = 0
        self._written_at = self.factory.reactor.seconds()

    def _watch(self) -> None:
        self._written_at = self.factory.reactor.seconds()
        self._check = self.factory.reactor.callLater(self.factory.silence, self._end_silence)

    def _end_silence(self) -> None:
        left = self._written_at + self.factory.silence - self.factory.reactor.seconds()
        if left <= 0:
            self._abort()
        else:
            self._check = self.factory.reactor.callLater(left, self._end_silence)

    def _abort(self) -> None:
        transport: Any = self.transport
        transport.abortConnection()

    def dataReceived(self, data: bytes) -> None:
        self._received += len(data)
        if self._received > RECEIVED_MAX:
            self._abort()
        else:
            super().dataReceived(data)  # type: ignore[no-untyped-call]


@implementer(IAgentEndpointFactory)
class _Endpoints:
    def __init__(self, reactor: Any, rules: AddressRules, seconds: float, certificates: TargetCertificates) -> None:
        self._reactor = reactor
        self._rules = rules
        self._seconds = seconds
        self._certificates = certificates

    def endpointForURI(self, uri: URI) -> Any:  # noqa: N802 - Twisted's name
        host = uri.host.decode("ascii").strip("[]")
        endpoint = CheckedEndpoint(self._reactor, host, uri.port, self._rules, self._seconds)
        if uri.scheme == b"http":
            return endpoint
        return wrapClientTLS(self._certificates.connection_creator(host), endpoint)  # type: ignore[arg-type]


@implementer(IBodyProducer)
class _BytesBody:
    def __init__(self, body: bytes) -> None:
        self._body = body
        self.length = len(body)

    def startProducing(self, consumer: Any) -> Deferred[None]:  # noqa: N802 - Twisted's name
        consumer.write(self._body)
        return succeed(None)

    def pauseProducing(self) -> None:
        pass

    def resumeProducing(self) -> None:
        pass

    def stopProducing(self) -> None:
        pass


class _Discard(StreamProtocol):
    # Reads the body of an answer to its end, or to BODY_MAX bytes.
    def __init__(self) -> None:
        self.done: Deferred[None] = Deferred(lambda _: self._close())
        self._left = BODY_MAX

    def dataReceived(self, data: bytes) -> None:
        self._left -= len(data)
        if self._left < 0:
            self._close()

    def connectionLost(self, reason: Failure = Failure(ConnectionClosed())) -> None:  # noqa: B008 - Twisted's signature
        if not self.done.called:
            self.done.callback(None)

    def _close(self) -> None:
        transport: Any = self.transport
        transport.loseConnection()


class HttpSender:
    """
    A `WebhookSender` over HTTP and HTTPS with verified certificates: within `seconds` in total, no redirects.
    """

    def __init__(self, reactor: Any, rules: AddressRules, *, seconds: float) -> None:
        self._reactor = reactor
        self._rules = rules
        self._seconds = seconds
        self._certificates = TargetCertificates()
        self._agent: Any = None
        self._pool: Any = None

    def __call__(self, url: str, head: Sequence[tuple[str, str]], body: bytes) -> Deferred[TargetAnswer]:
        return Deferred.fromCoroutine(self._send(url, head, body))

    async def close_connections(self) -> None:
        if self._pool is not None:
            await self._pool.closeCachedConnections()

    async def _send(self, url: str, head: Sequence[tuple[str, str]], body: bytes) -> TargetAnswer:
        if self._agent is None:
            self._pool = HTTPConnectionPool(self._reactor)
            self._pool.maxPersistentPerHost = CONNECTIONS
            self._pool.cachedConnectionTimeout = KEPT_SECONDS
            self._agent = Agent.usingEndpointFactory(
                self._reactor,
                _Endpoints(self._reactor, self._rules, self._seconds, self._certificates),
                pool=self._pool,
            )
        headers = Headers()
        for name, value in head:
            headers.addRawHeader(name.encode(), value.encode())
        begun = self._reactor.seconds()
        try:
            asked: Deferred[Any] = self._agent.request(b"POST", url.encode(), headers, _BytesBody(body))
            response = await asked.addTimeout(self._seconds, self._reactor)
        except Exception as error:
            return self._answer_of(url, error)
        discarded = _Discard()
        response.deliverBody(discarded)
        left = max(0.0, begun + self._seconds - self._reactor.seconds())
        # The status has been told: a body that does not end changes nothing.
        await discarded.done.addTimeout(left, self._reactor).addErrback(lambda failure: None)
        return TargetAnswer(response.code, retry_after=_retry_after(response.headers))

    def _answer_of(self, url: str, error: Exception) -> TargetAnswer:
        # The agent wraps the error of the connection.
        causes: Sequence[Failure] = getattr(error, "reasons", None) or ()
        reason = causes[0].value if causes else error
        if isinstance(reason, DeferredTimeout | CancelledError):
            return TargetAnswer(None, "no answer in time")
        wrong = self._certificates.describe_error(urlsplit(url).hostname or "", reason)
        if wrong is not None:
            return TargetAnswer(None, wrong)
        if isinstance(reason, Forbidden | DNSLookupError):
            return TargetAnswer(None, str(reason))
        repeat = isinstance(error, ResponseFailed) and isinstance(reason, ConnectionClosed)
        return TargetAnswer(None, f"{type(reason).__name__}: {reason}"[:200], repeat)


def _retry_after(headers: Headers) -> int:
    value = (headers.getRawHeaders(b"retry-after") or [b""])[0].strip()
    return int(value) if value.isdigit() and len(value) < 6 else 0
