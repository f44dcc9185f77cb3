"""
TLS to the targets of webhooks: certificates are verified, and a refusal says what is wrong with them.

Trusted are the authorities of the system, or those in the files that ``SSL_CERT_FILE`` and ``SSL_CERT_DIR`` name.
"""

from collections.abc import Callable
from typing import Any

from OpenSSL import SSL
from service_identity import CertificateError, VerificationError
from service_identity.cryptography import verify_certificate_hostname, verify_certificate_ip_address
from twisted.internet.abstract import isIPAddress, isIPv6Address
from twisted.internet.interfaces import IOpenSSLClientConnectionCreator
from twisted.internet.ssl import CertificateOptions, platformTrust
from zope.interface import implementer

_REASONS = {
    9: "the certificate is not valid yet",
    10: "the certificate has expired",
    **dict.fromkeys(
        (2, 7, 18, 19, 20, 21),
        "the certificate is of no known authority; add that to the system's, or name its file in SSL_CERT_FILE",
    ),
}
"""By the X509_V_ERR codes of OpenSSL."""
HOSTS_MAX = 1000


class TargetCertificates:
    """
    Verifies the certificates of targets, and remembers why the last one of a host was refused.
    """

    def __init__(self) -> None:
        self._refused: dict[str, str] = {}

    def connection_creator(self, host: str) -> Any:
        """
        Returns the creator of TLS connections to `host`, a name or an address in ASCII.
        """
        return _ConnectionCreator(host, lambda reason: self._note_refusal(host, reason))

    def describe_error(self, host: str, error: BaseException | None) -> str | None:
        """
        What is wrong with the TLS of `host`; None if `error` is of something else.
        """
        if not isinstance(error, SSL.Error):
            return None
        words = [str(part) for entry in (error.args[0] if error.args else ()) for part in entry if part]
        if "certificate verify failed" in words:
            return self._refused.get(host, "the certificate is not valid")
        if "wrong version number" in words or "packet length too long" in words:
            return "the port does not speak TLS"
        return f"TLS failed: {words[-1] if words else 'the connection was closed'}"

    def _note_refusal(self, host: str, reason: str) -> None:
        if len(self._refused) >= HOSTS_MAX:
            self._refused.clear()
        self._refused[host] = reason


@implementer(IOpenSSLClientConnectionCreator)
class _ConnectionCreator:
    # The one of `optionsForClientTLS` tells no reason, and accepts a certificate that is for no name at all.
    def __init__(self, host: str, refused: Callable[[str], None]) -> None:
        self._host = host
        self._refused = refused
        self._options = CertificateOptions(trustRoot=platformTrust())

    def clientConnectionForTLS(self, protocol: Any) -> Any:
        connection = self._options.clientConnectionForTLS(protocol)
        if not self._is_address:
            connection.set_tlsext_host_name(self._host.encode("ascii"))
        connection.set_verify(SSL.VERIFY_PEER | SSL.VERIFY_FAIL_IF_NO_PEER_CERT, self._verify)
        return connection

    @property
    def _is_address(self) -> bool:
        return isIPAddress(self._host) or isIPv6Address(self._host)

    def _verify(self, connection: Any, certificate: Any, code: int, depth: int, valid: int) -> bool:
        # Called for each certificate of the chain, for that of the target last; an exception refuses it, too.
        if not valid:
            self._refused(_REASONS.get(code, f"the certificate is not valid (X509_V_ERR {code})"))
            return False
        if depth:
            return True
        verify_name = verify_certificate_ip_address if self._is_address else verify_certificate_hostname
        try:
            verify_name(certificate.to_cryptography(), self._host)
        except (VerificationError, CertificateError):
            self._refused(f"the certificate is not for {self._host}")
            return False
        return True
