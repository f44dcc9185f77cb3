"""
Targets with TLS: which certificates are accepted, and what is said of the others.
"""

import os
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from twisted.internet.address import IPv4Address
from twisted.internet.defer import Deferred
from twisted.internet.error import ConnectionDone
from twisted.internet.protocol import Factory, Protocol
from twisted.internet.ssl import PrivateCertificate
from twisted.internet.testing import MemoryReactorClock, StringTransport
from twisted.protocols import tls
from twisted.protocols.tls import TLSMemoryBIOFactory
from twisted.python.failure import Failure
from twisted.trial.unittest import SynchronousTestCase

from chatd.webhooks.addresses import AddressRules
from chatd.webhooks.sending import HttpSender, TargetAnswer
from tests.support.tmp_dirs import new_place
from tests.webhooks.test_sending import Names

UNKNOWN = "the certificate is of no known authority; add that to the system's, or name its file in SSL_CERT_FILE"


class Authority:
    """
    A private certificate authority.
    """

    def __init__(self, name: str = "authority") -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self.pem = self._sign(self._name, self._key, (-1, 1), x509.BasicConstraints(ca=True, path_length=None)).decode()

    def issue(self, *hosts: str, days: tuple[int, int] = (-1, 1)) -> PrivateCertificate:
        """
        A certificate for `hosts`, valid between those `days` from now.
        """
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "target")])
        names = [x509.IPAddress(ip_address(host)) if host[0].isdigit() else x509.DNSName(host) for host in hosts]
        extension: Any = x509.SubjectAlternativeName(names) if names else x509.BasicConstraints(False, None)
        signed = self._sign(name, key, days, extension)
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        loaded: PrivateCertificate = PrivateCertificate.loadPEM(private + signed)
        return loaded

    def _sign(self, name: Any, key: Any, days: tuple[int, int], extension: Any) -> bytes:
        now = datetime.now(UTC)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(self._name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now + timedelta(days=days[0]))
            .not_valid_after(now + timedelta(days=days[1]))
            .add_extension(extension, critical=False)
            .sign(self._key, hashes.SHA256())
        )
        return certificate.public_bytes(serialization.Encoding.PEM)


class _Target(Protocol):
    def dataReceived(self, data: bytes) -> None:
        transport: Any = self.transport
        transport.write(b"HTTP/1.1 204 No Content\r\n\r\n")


class _Wire(StringTransport):
    def setTcpNoDelay(self, enabled: bool) -> None:  # noqa: N802 - Twisted's name
        pass

    def abortConnection(self) -> None:  # noqa: N802 - Twisted's name
        self.loseConnection()


class TlsTests(SynchronousTestCase):
    """
    A target with a certificate of a private authority, which the environment names.
    """

    def setUp(self) -> None:
        self.authority = Authority()
        trusted = new_place(self)
        trusted.write_text(self.authority.pem)
        self.environment(SSL_CERT_FILE=str(trusted))

    def environment(self, **values: str) -> None:
        """
        Set variables for the length of the test.
        """
        for name, value in values.items():
            before = os.environ.get(name)
            if before is None:
                self.addCleanup(os.environ.pop, name, None)
            else:
                self.addCleanup(os.environ.__setitem__, name, before)
            os.environ[name] = value

    def send(self, certificate: PrivateCertificate | None, url: str = "https://example.org/hook") -> TargetAnswer:
        """
        The answer of a target with `certificate`; None: without TLS.
        """
        reactor: Any = MemoryReactorClock()
        # TLS gathers small writes for a turn of the reactor.
        self.patch(tls, "_get_default_clock", lambda: reactor)
        names: Any = Names(["93.184.216.34"])
        reactor.nameResolver = names
        sending: Deferred[TargetAnswer] = HttpSender(reactor, AddressRules(), seconds=15.0)(url, [], b"{}")
        host, port, factory, *_ = reactor.tcpClients[0]
        plain: Any = Factory.forProtocol(_Target)
        server_factory = plain if certificate is None else TLSMemoryBIOFactory(certificate.options(), False, plain)
        ends: list[Any] = [factory.buildProtocol(None), server_factory.buildProtocol(None)]
        wires = [_Wire(peerAddress=IPv4Address("TCP", host, port)) for _ in ends]
        for end, wire in zip(ends, wires, strict=True):
            end.makeConnection(wire)
        for _ in range(20):
            for one, other in ((0, 1), (1, 0)):
                data = wires[one].value()
                wires[one].clear()
                if data and not wires[other].disconnecting:
                    ends[other].dataReceived(data)
                if wires[other].disconnecting and ends[other] is not None:
                    ends[other].connectionLost(Failure(ConnectionDone()))
                    wires[other].disconnecting = False
                    return self.successResultOf(sending)
            reactor.advance(0)
        return self.successResultOf(sending)

    def test_private_authority_is_trusted_where_it_is_named(self) -> None:
        self.assertEqual(self.send(self.authority.issue("example.org")), TargetAnswer(204))

    def test_authority_that_is_not_named_is_refused(self) -> None:
        for name in ("other", "authority"):
            answer = self.send(Authority(name).issue("example.org"))
            self.assertEqual(answer, TargetAnswer(None, UNKNOWN))

    def test_certificate_for_another_name_is_refused(self) -> None:
        for hosts in (("other.example.org", "93.184.216.34"), ("*.example.org",), ()):
            answer = self.send(self.authority.issue(*hosts))
            self.assertEqual(answer, TargetAnswer(None, "the certificate is not for example.org"))

    def test_one_of_many_names_is_enough(self) -> None:
        answer = self.send(self.authority.issue("other.test", "*.example.org"), "https://hooks.example.org/")
        self.assertEqual(answer, TargetAnswer(204))

    def test_certificate_at_an_address_is_for_that_address(self) -> None:
        url = "https://93.184.216.34/hook"
        self.assertEqual(self.send(self.authority.issue("93.184.216.34"), url), TargetAnswer(204))
        answer = self.send(self.authority.issue("example.org"), url)
        self.assertEqual(answer, TargetAnswer(None, "the certificate is not for 93.184.216.34"))

    def test_certificate_out_of_its_time_is_refused(self) -> None:
        for days, reason in (((-2, -1), "the certificate has expired"), ((1, 2), "the certificate is not valid yet")):
            answer = self.send(self.authority.issue("example.org", days=days))
            self.assertEqual(answer, TargetAnswer(None, reason))

    def test_target_without_tls_is_told_from_others(self) -> None:
        self.assertEqual(self.send(None), TargetAnswer(None, "the port does not speak TLS"))
