"""
Where to listen: ports and Twisted endpoint strings, tested before the daemon starts.
"""

import errno
import re
import socket
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from twisted.internet.defer import Deferred, fail, succeed
from twisted.internet.endpoints import serverFromString
from twisted.internet.error import CannotListenError
from twisted.internet.interfaces import IAddress
from twisted.internet.protocol import Factory
from twisted.internet.ssl import Certificate
from twisted.python.failure import Failure

from chatd.errors import StartError
from chatd.private_api import has_default_certificate
from chatd.server.binding import check_inherited, ipv6_socket, try_both_families
from chatd.server.certificates import Certificates
from chatd.server.endpoint_reactor import BACKLOG, EndpointReactor

EXAMPLES = {
    "8080": "all IPv4 and IPv6 addresses; 0 is a free port",
    "tcp:8080:interface=127.0.0.1": "one IPv4 address",
    "tcp6:8080:interface=\\:\\:1": "one IPv6 address",
    "ssl:8443:privateKey=privkey.pem:certKey=fullchain.pem": "TLS on all IPv4 addresses",
    "tls:certificates:8443": "TLS on all addresses; a directory of .pem files, for several names",
    "unix:/run/chatd/chatd.sock:mode=660": "a Unix socket",
    "systemd:domain=INET6:index=0": "a socket of systemd's (a .socket unit)",
    "haproxy:tcp:8080": "any of these behind a balancer that sends the PROXY protocol",
}
"""The first words of the endpoints that chatd handles; others belong to plugins of Twisted."""
_PROXIED = "haproxy:"
_TRIED = ("tcp", "tcp6", "ssl", "tls", "unix")
_ATTEMPTS = 20
_IPv6 = Callable[[int, int], socket.socket | None]


class Endpoint:
    """
    One address to listen on, given as `text`: a port number, or a Twisted endpoint string; with TLS if there are
    `certificates`.

    Reads the files of the endpoint once, at construction.  Raises StartError, one line, if `text` is not an endpoint.
    """

    def __init__(
        self, reactor: Any, text: str, make_ipv6: _IPv6 = ipv6_socket, certificates: Certificates | None = None
    ) -> None:
        self.text = text
        self.proxied = text.startswith(_PROXIED)
        self._inner = text.removeprefix(_PROXIED)
        self._kind = self._inner.partition(":")[0]
        own_tls = self._kind in {"ssl", "tls"}
        if own_tls and certificates is not None:
            raise StartError(f"{self.text}: expected a port or an endpoint without TLS, such as tcp:8443")
        self.secure = own_tls or certificates is not None
        self._reactor = EndpointReactor(reactor, proxied=self.proxied, certificates=certificates)
        self._make_ipv6 = make_ipv6
        self._endpoint: Any = None if self._port is not None else self._parse()

    @property
    def _port(self) -> int | None:
        if not self._inner.isdecimal():
            return None
        if int(self._inner) > 65535:
            raise StartError(f"{self.text}: expected 0 to 65535")
        return int(self._inner)

    def listen(self, factory: Factory) -> "Deferred[list[Any]]":
        """
        Starts to listen; returns Twisted's ports, which all have the same number.
        """
        if self._port is not None:
            try:
                return succeed(self._listen_to_both(self._port, factory))
            except CannotListenError:
                return fail()
        listening: Deferred[list[Any]] = self._endpoint.listen(factory).addCallback(lambda port: [port])
        return listening

    @property
    def inherited(self) -> int | None:
        """
        The descriptor of the socket passed by another process; None for other endpoints.
        """
        return getattr(self._endpoint, "fileno", None)

    def try_binding(self, held: ExitStack) -> None:
        """
        Raises StartError, one line, if the address cannot be bound now.  It stays bound until `held` is closed.
        """
        try:
            if self._port is not None:
                try_both_families(self._port, held)
            elif self.inherited is not None:
                # Use the socket's own family and ignore `domain`: systemd passes IPv6 sockets if the system has IPv6.
                self._endpoint.addressFamily = check_inherited(self.inherited)
            elif self._kind in _TRIED:
                self._try_binding(held)
        except (OSError, StartError) as error:
            raise StartError(f"{self.text}: {reason(error)}") from None

    def _try_binding(self, held: ExitStack) -> None:
        failures: list[Failure] = []
        with self._reactor.trial(held):
            self._endpoint.listen(Factory()).addErrback(failures.append)
        for failure in failures:
            raise StartError(reason(failure.value))

    def _listen_to_both(self, port: int, factory: Factory) -> list[Any]:
        # One socket per family instead of a shared one: IPv4 peers then have IPv4 addresses whatever bindv6only is.
        taken: list[Any] = []
        try:
            for _ in range(_ATTEMPTS):
                four = self._reactor.listenTCP(port, factory, BACKLOG)
                try:
                    six = self._make_ipv6(four.getHost().port, BACKLOG)
                except OSError as error:
                    # Kept until another number is found, so that it is not assigned again.
                    taken.append(four)
                    if port or error.errno != errno.EADDRINUSE:
                        raise CannotListenError("::", port, error) from None
                    continue
                if six is None:
                    return [four]
                with six:
                    return [four, self._reactor.adoptStreamPort(six.fileno(), socket.AF_INET6, factory)]
            raise CannotListenError("::", port, OSError(errno.EADDRINUSE, ""))
        finally:
            for four in taken:
                four.stopListening()

    def _parse(self) -> Any:
        try:
            if self._kind == "ssl":
                self._reactor.chain = _rest_of_chain(self._inner)
            endpoint: Any = serverFromString(self._reactor, self._inner)
        except (LookupError, AttributeError) as error:
            if self._kind != "systemd":
                raise self._wrong(error) from None
            raise StartError(
                f"{self.text}: no such socket was passed to this process (sd_listen_fds); start it by its .socket unit"
            ) from None
        except Exception as error:
            raise self._wrong(error) from None
        if self._kind == "tls" and not has_default_certificate(endpoint.connectionCreator):
            raise StartError(f"{self.text}: no .pem file there has a certificate for a DNS name, and its key")
        return endpoint

    def _wrong(self, error: Exception) -> StartError:
        examples = [example for example in EXAMPLES if example.startswith(f"{self._kind}:")]
        example = examples[0] if examples else "tcp:8080:interface=127.0.0.1"
        return StartError(f"{self.text!r}: {reason(error)}; expected digits or a Twisted endpoint like {example}")


def endpoints(reactor: Any, ports: Sequence[str], certificates: Certificates | None = None) -> list[Endpoint]:
    """
    Returns the endpoints for `ports`, with TLS if there are `certificates`.
    """
    return [Endpoint(reactor, port, certificates=certificates) for port in ports]


def try_all(tried: Sequence[Endpoint]) -> None:
    """
    Raises StartError, one line, if an endpoint cannot be bound, or if two are the same.
    """
    inherited: set[int | None] = {None}
    with ExitStack() as held:
        for endpoint in tried:
            if endpoint.inherited is not None and endpoint.inherited in inherited:
                raise StartError(f"{endpoint.text}: named twice")
            inherited.add(endpoint.inherited)
            endpoint.try_binding(held)


def reason(error: BaseException | None) -> str:
    """
    Returns why listening failed, in one line.
    """
    cause = getattr(error, "socketError", error)
    if isinstance(cause, OSError):
        if cause.errno == errno.EADDRINUSE:
            return "already in use; stop what listens there or choose another"
        if cause.errno == errno.EACCES and not cause.filename:
            return "not allowed; ports below 1024 need a right to bind them"
        return f"{cause.strerror or cause}" + (f": {cause.filename}" if cause.filename else "")
    return re.sub(r"\s+", " ", str(error)) or type(error).__name__


def url(address: IAddress, *, secure: bool) -> str:
    """
    Returns the URL for a browser, or a description of an address without one.
    """
    host, port = getattr(address, "host", None), getattr(address, "port", None)
    if host is None:
        return f"unix:{getattr(address, 'name', b'?').decode()}"
    shown = {"0.0.0.0": "localhost", "::": "localhost"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104 - only shown
    return f"{'https' if secure else 'http'}://{shown}:{port}/"


def _rest_of_chain(text: str) -> list[Any]:
    """
    Returns the certificates after the first in the file of an ``ssl:`` endpoint; Twisted sends only the first.
    """
    arguments = dict(re.findall(r":(certKey|privateKey)=((?:\\.|[^:\\])*)", text))
    named = arguments.get("certKey") or arguments.get("privateKey")
    if named is None:
        return []
    path = Path(re.sub(r"\\(.)", r"\1", named))
    if not path.is_file():
        # The file is missing, or is a pipe, which can be read only once.
        return []
    found = re.findall(rb"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", path.read_bytes(), re.DOTALL)
    return [Certificate.loadPEM(one).original for one in found[1:]]
