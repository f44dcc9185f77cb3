"""
The section ``[tls]`` in a real daemon, with curl, Node and openssl: TLS, the redirect, and new certificates.
"""

import signal
import socket
import ssl
import subprocess
from pathlib import Path

import pytest

from tests.support.daemon import LOOPBACK, Daemon, chained, running, self_signed
from tests.support.programs import curl, node, program
from tests.support.timeouts import PATIENCE
from tests.support.wsclient import Person
from tests.system.test_endpoints import UPGRADE

CONFIG = """
[tls]
port = "tcp:0:interface=127.0.0.1"
redirect_port = "tcp:0:interface=127.0.0.1"
certificate = "{certificate}"
key = "{key}"
"""


def port_of(daemon: Daemon, line: str) -> int:
    """
    The port in a line of the log.
    """
    return int(daemon.wait_for(line).rstrip("/").rpartition(":")[2])


def serial(port: int) -> str:
    """
    The serial number of the certificate that openssl is shown.
    """
    words = ["s_client", "-connect", f"127.0.0.1:{port}", "-servername", "localhost", "-alpn", "h2,http/1.1"]
    shown = subprocess.run(
        [program("openssl"), *words], input="", capture_output=True, text=True, timeout=PATIENCE, check=False
    ).stdout
    assert "ALPN protocol: http/1.1" in shown
    found = subprocess.run(
        [program("openssl"), "x509", "-noout", "-serial"],
        input=shown,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    ).stdout
    assert found.startswith("serial=")
    return found


def over_tls(port: int) -> socket.socket:
    """
    A connection whose certificate is not checked.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context.wrap_socket(socket.create_connection(("127.0.0.1", port), PATIENCE))


@pytest.mark.slow
def test_tls_redirect_and_new_certificates(tmp_path: Path) -> None:
    """
    A new certificate is for new connections; one that cannot be used is named, and the old one stays.
    """
    key, chain, root = chained(tmp_path)
    with running(tmp_path, ports=(LOOPBACK,), config=CONFIG.format(certificate=chain, key=key)) as daemon:
        secure = port_of(daemon, r"listening on (https://\S+)")
        plain = port_of(daemon, r"redirecting (http://\S+) to HTTPS")
        known = ("--cacert", str(root), "--resolve", f"localhost:{secure}:127.0.0.1")
        assert curl(*known, f"https://localhost:{secure}/", folder=tmp_path) == (0, "200 1.1 127.0.0.1")
        followed = (*known, "--resolve", f"localhost:{plain}:127.0.0.1", "--location")
        assert curl(*followed, f"http://localhost:{plain}/", folder=tmp_path) == (0, "200 1.1 127.0.0.1")
        assert node(UPGRADE, f"https://127.0.0.1:{secure}/ws", "h2,http/1.1", "TLSv1.3", "localhost").endswith(
            "welcome"
        )
        assert "101" not in node(UPGRADE, f"https://127.0.0.1:{secure}/ws", "h2")
        ann = Person(over_tls(secure), "ann", "lobby")
        first = serial(secure)

        for number, text in enumerate((chain.read_text()[:300], "")):
            old = chain.read_text()
            chain.write_text(text)
            daemon.signal(signal.SIGHUP)
            why = r"tls\.certificate: \S+: no certificate in PEM form: .*; the configuration stays as it was"
            daemon.wait_for(why, skip=number)
            chain.write_text(old)
        assert serial(secure) == first

        (tmp_path / "new").mkdir()
        new_key, new_chain = self_signed(tmp_path / "new")
        new_chain.replace(chain)
        daemon.signal(signal.SIGHUP)
        daemon.wait_for(r"tls\.key: \S+: this is not the key of the certificate; the configuration stays as it was")
        new_key.replace(key)
        daemon.signal(signal.SIGHUP)
        daemon.wait_for(r"the configuration was read again; no setting was changed")
        second = serial(secure)
        assert second != first
        assert ann.ask(type="say", room="lobby", text="still here")["seq"] == 1
        ann.close()
