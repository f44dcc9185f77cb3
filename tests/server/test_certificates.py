"""
TLS of chatd's own: which certificates are accepted, and which one a client gets.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from OpenSSL import SSL

from chatd.errors import StartError
from chatd.server.certificates import Certificates, Contexts, NamedCertificate, TlsSettings, load_contexts

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def day(number: float) -> Callable[[], int]:
    """
    A clock that stands so many days after the certificates begin.
    """
    return lambda: int((BEGIN + number * DAY).timestamp() * 1000)


FIRST_DAY = day(1)


class Issued:
    """
    A certificate for some names, valid for 100 days, and its key: in one file and in two.
    """

    def __init__(self, folder: Path, *names: str) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0])])
        made = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(BEGIN)
            .not_valid_after(BEGIN + 100 * DAY)
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(name) for name in names]), critical=False)
            .sign(key, hashes.SHA256())
        )
        pem = serialization.Encoding.PEM
        self.serial = made.serial_number
        self.certificate_pem = made.public_bytes(pem)
        self.key_pem = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        name = names[0].replace("*", "any")
        self.certificate, self.key, self.both = (folder / f"{name}.{part}" for part in ("crt", "key", "pem"))
        self.certificate.write_bytes(self.certificate_pem)
        self.key.write_bytes(self.key_pem)
        self.both.write_bytes(self.key_pem + self.certificate_pem)

    @property
    def settings(self) -> TlsSettings:
        """
        The settings with these files.
        """
        return TlsSettings(certificate=str(self.certificate), key=str(self.key))


def served(certificates: Certificates, name: str | None, version: int = SSL.TLS1_3_VERSION) -> int:
    """
    The serial number of the certificate that a client gets who asks for `name`; it must agree on http/1.1.
    """
    context = SSL.Context(SSL.TLS_CLIENT_METHOD)
    context.set_max_proto_version(version)
    context.set_alpn_protos([b"h2", b"http/1.1"])
    client = SSL.Connection(context, None)
    if name is not None:
        client.set_tlsext_host_name(name.encode())
    client.set_connect_state()
    server = certificates.serverConnectionForTLS(None)
    server.set_accept_state()
    for _ in range(4):
        for one, other in ((client, server), (server, client)):
            with suppress(SSL.WantReadError):
                one.do_handshake()
            with suppress(SSL.WantReadError):
                other.bio_write(one.bio_read(65536))
    found = client.get_peer_certificate()
    assert found is not None
    assert client.get_alpn_proto_negotiated() == b"http/1.1"
    return found.get_serial_number()


def test_name_that_a_client_asks_for_chooses_the_certificate(tmp_path: Path) -> None:
    """
    Also one under a wildcard; without a name, and for others, the first.
    """
    first, second, wild = (Issued(tmp_path, name) for name in ("a.example", "b.example", "*.c.example"))
    names = (NamedCertificate(str(second.certificate), str(second.key)), NamedCertificate(str(wild.both)))
    settings = TlsSettings(certificate=str(first.certificate), key=str(first.key), names=names)
    certificates = Certificates(load_contexts(settings, day(1)))
    for name, issued in (
        (None, first),
        ("a.example", first),
        ("B.Example", second),
        ("x.c.example", wild),
        ("x.y.c.example", first),
        ("other.example", first),
    ):
        assert served(certificates, name) == issued.serial, name


def test_least_version(tmp_path: Path) -> None:
    """
    1.2 unless 1.3 is asked for.
    """
    issued = Issued(tmp_path, "a.example")
    assert served(Certificates(load_contexts(issued.settings, day(1))), None, SSL.TLS1_2_VERSION) == issued.serial
    newer = TlsSettings(certificate=str(issued.certificate), key=str(issued.key), minimum="1.3")
    certificates = Certificates(load_contexts(newer, day(1)))
    assert served(certificates, None) == issued.serial
    with pytest.raises(SSL.Error):
        served(certificates, None, SSL.TLS1_2_VERSION)


def test_new_connections_get_new_certificates(tmp_path: Path) -> None:
    old, new = Issued(tmp_path, "a.example"), Issued(tmp_path, "b.example")
    certificates = Certificates(load_contexts(old.settings, day(1)))
    assert served(certificates, "a.example") == old.serial
    certificates.use_contexts(load_contexts(new.settings, day(1), certificates.contexts))
    assert served(certificates, "a.example") == new.serial


def refused(settings: TlsSettings, now: Callable[[], int] = FIRST_DAY, used: Contexts | None = None) -> str:
    """
    Why these are refused.
    """
    with pytest.raises(StartError) as raised:
        load_contexts(settings, now, used)
    return str(raised.value)


def test_file_that_cannot_be_used_is_named_with_its_key(tmp_path: Path) -> None:
    """
    One that is missing, half written, of another kind, or the key of another certificate.
    """
    good, other = Issued(tmp_path, "a.example"), Issued(tmp_path, "b.example")
    half, empty, none = tmp_path / "half", tmp_path / "empty", tmp_path / "none"
    half.write_bytes(good.certificate_pem[: len(good.certificate_pem) // 2])
    empty.write_bytes(b"")
    certificate, key = str(good.certificate), str(good.key)
    for path in (half, empty, good.key):
        why = refused(TlsSettings(certificate=str(path), key=key))
        assert why.startswith(f"tls.certificate: {path}: no certificate in PEM form: "), why
    for path in (half, empty, good.certificate):
        why = refused(TlsSettings(certificate=certificate, key=str(path)))
        assert why.startswith(f"tls.key: {path}: no private key in PEM form without a password: "), why
    assert refused(TlsSettings(certificate=str(none))) == (
        f"tls.certificate: {none}: cannot be read: no such file or directory"
    )
    assert refused(TlsSettings(certificate=certificate, key=str(other.key))) == (
        f"tls.key: {other.key}: this is not the key of the certificate"
    )
    named = (NamedCertificate(str(none)),)
    assert refused(TlsSettings(certificate=certificate, key=key, names=named)).startswith("tls.names[0].certificate: ")
    assert "\n" not in refused(TlsSettings(certificate=str(half)))


def test_time_of_a_certificate(tmp_path: Path) -> None:
    """
    A new one that is not valid now is refused; one that is in use, or all that there is at the start, is a warning.
    """
    first, new = Issued(tmp_path, "a.example"), Issued(tmp_path, "b.example")
    used = load_contexts(first.settings, day(1))
    assert used.warnings == ()
    expired = f"tls.certificate: {new.certificate}: the certificate has expired at 2026-04-11 00:00:00Z"
    early = f"tls.certificate: {new.certificate}: the certificate is not valid before 2026-01-01 00:00:00Z"
    assert refused(new.settings, day(100), used) == expired
    assert refused(new.settings, day(-1), used) == early
    assert load_contexts(new.settings, day(100)).warnings == (expired,)
    again = load_contexts(first.settings, day(101), used)
    assert again.warnings == (expired.replace(str(new.certificate), str(first.certificate)),)
    assert load_contexts(new.settings, day(90.5), used).warnings == (
        f"tls.certificate: {new.certificate}: the certificate ends in 9 days",
    )
