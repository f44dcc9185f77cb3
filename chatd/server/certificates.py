"""
TLS on chatd's own ports: the section ``[tls]``, its certificates, and their exchange while connections are open.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key
from msgspec import Struct
from OpenSSL import SSL
from OpenSSL.crypto import X509, PKey
from twisted.internet.interfaces import IOpenSSLServerConnectionCreator
from twisted.internet.ssl import CertificateOptions, TLSVersion
from twisted.logger import Logger
from zope.interface import implementer

from chatd.clock import Now
from chatd.errors import StartError, os_error_text

PROTOCOL = b"http/1.1"
"""What is negotiated by ALPN (RFC 7301)."""

SOON_DAYS = 14
"""A certificate that ends within so many days is logged at the start and at each reload."""

_DAY = 86_400


class NamedCertificate(Struct, frozen=True, forbid_unknown_fields=True):
    """
    A certificate for further host names, and its key.
    """

    certificate: str
    key: str = ""


class TlsSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """
    Where to listen with TLS, and with which certificate.  Without a `key` the file of the certificate has it.  `names`
    are certificates for other host names: the one that a client asks for chooses (SNI).  At `redirect_port` plain HTTP
    is answered with the address of the same page over TLS.
    """

    port: int | str | tuple[int | str, ...] = ""
    certificate: str = ""
    key: str = ""
    minimum: Literal["1.2", "1.3"] = "1.2"
    redirect_port: int | str | tuple[int | str, ...] = ""
    names: tuple[NamedCertificate, ...] = ()

    @property
    def ports(self) -> tuple[str, ...]:
        """
        Where to listen: port numbers or endpoints.
        """
        return _texts(self.port)

    @property
    def redirect_ports(self) -> tuple[str, ...]:
        """
        Where to redirect: port numbers or endpoints.
        """
        return _texts(self.redirect_port)


class Contexts(NamedTuple):
    """
    The contexts of OpenSSL: that of the first certificate, and those of all by their host names; and the fingerprints
    of the certificates.
    """

    default: SSL.Context
    by_name: dict[str, SSL.Context]
    warnings: tuple[str, ...]
    fingerprints: frozenset[bytes]


@implementer(IOpenSSLServerConnectionCreator)
class Certificates:
    """
    The certificates in use.  New connections get those that `use_contexts` was called with last; open ones keep theirs.
    """

    _log = Logger()

    def __init__(self, contexts: Contexts) -> None:
        self.use_contexts(contexts)

    def use_contexts(self, contexts: Contexts) -> None:
        """
        Uses these certificates from now on, and logs which of them end soon.
        """
        self.contexts = contexts
        contexts.default.set_tlsext_servername_callback(self._choose)
        for warning in contexts.warnings:
            self._log.warn("{warning}", warning=warning)

    def serverConnectionForTLS(self, protocol: Any) -> SSL.Connection:  # noqa: N802
        """
        Returns the TLS part of a new connection.
        """
        connection = SSL.Connection(self.contexts.default, None)
        # Twisted's own callbacks look for it there.
        connection.set_app_data(protocol)
        return connection

    def _choose(self, connection: SSL.Connection) -> None:
        # Called in the handshake, with the name that the client asks for (RFC 6066, section 3).
        name = (connection.get_servername() or b"").decode("ascii", "replace").lower()
        by_name = self.contexts.by_name
        context = by_name.get(name) or by_name.get(f"*.{name.partition('.')[2]}")
        if context is not None:
            connection.set_context(context)


def load_contexts(settings: TlsSettings, now: Now, used: Contexts | None = None) -> Contexts:
    """
    Reads all certificates and keys.  Raises StartError with the key, the file and the reason if one cannot be used, or
    is not valid at the time of day `now`.

    One of those `used` that has expired is only a warning, and so is any at the start: there is no better one.
    """
    files = [("tls", settings.certificate, settings.key)]
    files += [(f"tls.names[{n}]", named.certificate, named.key) for n, named in enumerate(settings.names)]
    contexts: list[SSL.Context] = []
    by_name: dict[str, SSL.Context] = {}
    warnings: list[str] = []
    fingerprints: set[bytes] = set()
    for place, certificate, key in files:
        chain = _chain(f"{place}.certificate", Path(certificate))
        warning = _validity(f"{place}.certificate: {certificate}", chain[0], now())
        fingerprint = chain[0].fingerprint(SHA256())
        fingerprints.add(fingerprint)
        if warning is not None:
            if used is not None and fingerprint not in used.fingerprints and not warning.endswith("days"):
                raise StartError(warning)
            warnings.append(warning)
        context = _context(place, Path(key or certificate), chain, settings.minimum)
        contexts.append(context)
        for name in _names(chain[0]):
            by_name.setdefault(name, context)
    return Contexts(contexts[0], by_name, tuple(warnings), frozenset(fingerprints))


def _chain(key: str, path: Path) -> list[x509.Certificate]:
    data = _read(key, path)
    try:
        return x509.load_pem_x509_certificates(data)
    except ValueError as error:
        raise StartError(f"{key}: {path}: no certificate in PEM form: {_line(error)}") from None


def _validity(key: str, certificate: x509.Certificate, now_ms: int) -> str | None:
    begins, ends = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    now = datetime.fromtimestamp(now_ms / 1000, UTC)
    if now >= ends:
        return f"{key}: the certificate has expired at {ends:%Y-%m-%d %H:%M:%SZ}"
    if now < begins:
        return f"{key}: the certificate is not valid before {begins:%Y-%m-%d %H:%M:%SZ}"
    left = (ends - now).total_seconds()
    return f"{key}: the certificate ends in {int(left / _DAY)} days" if left < SOON_DAYS * _DAY else None


def _context(place: str, path: Path, chain: Sequence[x509.Certificate], minimum: str) -> SSL.Context:
    key = f"{place}.key"
    data = _read(key, path)
    try:
        private: Any = load_pem_private_key(data, None)
    except (ValueError, TypeError) as error:
        raise StartError(f"{key}: {path}: no private key in PEM form without a password: {_line(error)}") from None
    if _public_bytes(private.public_key()) != _public_bytes(chain[0].public_key()):
        raise StartError(f"{key}: {path}: this is not the key of the certificate")
    try:
        context: SSL.Context = CertificateOptions(
            privateKey=PKey.from_cryptography_key(private),
            certificate=X509.from_cryptography(chain[0]),
            extraCertChain=[X509.from_cryptography(one) for one in chain[1:]],
            raiseMinimumTo=TLSVersion.TLSv1_3 if minimum == "1.3" else None,
        ).getContext()
        context.set_alpn_select_callback(_negotiate)
    except (SSL.Error, ValueError, TypeError) as error:
        raise StartError(f"{key}: {path}: OpenSSL does not accept it: {_line(error)}") from None
    return context


def _negotiate(connection: SSL.Connection, offered: list[bytes]) -> bytes:
    # Nothing in common ends the handshake (RFC 7301, section 3.2).
    return PROTOCOL if PROTOCOL in offered else b""


def _names(certificate: x509.Certificate) -> list[str]:
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return []
    return [name.lower() for name in names.get_values_for_type(x509.DNSName)]


def _public_bytes(key: Any) -> bytes:
    found: bytes = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return found


def _read(key: str, path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise StartError(f"{key}: {path}: cannot be read: {os_error_text(error)}") from None


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]


def _texts(port: int | str | tuple[int | str, ...]) -> tuple[str, ...]:
    many = port if isinstance(port, tuple) else (port,)
    return tuple(str(one) for one in many if one != "")


Load = Callable[[TlsSettings, Contexts], Contexts]
"""`load_contexts` with a clock: the settings, and what is in use."""
