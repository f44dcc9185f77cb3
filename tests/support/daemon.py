"""
The real twistd in a process of its own, on a free port of the loopback.
"""

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.support.forked_programs import TWISTD, ForkedProcess, run_program, start_program
from tests.support.timeouts import PATIENCE

EXECUTED = (sys.executable, TWISTD)
"""A program that starts `twistd` in a new interpreter."""
LOOPBACK = "tcp:0:interface=127.0.0.1:backlog=1024"
HIGH_LIMITS = """
[limits]
commands_per_second = 100000
user_per_second = 100000
commands_burst = 100000
user_burst = 100000
address_said_per_second = 100000
address_stored_per_second = 1000000000
address_asked_per_second = 100000
address_queries_per_second = 100000
address_changes_per_second = 100000
address_changes_burst = 100000
connects_per_second = 100000
"""
"""Limits that one client with a load does not reach."""


class Daemon:
    """
    ``twistd -n chatd`` in a process. Its log is read while it is written.

    It is forked (`tests.support.forked_programs`) unless another program than `TWISTD` shall start it.
    """

    def __init__(
        self,
        folder: Path,
        *,
        ports: Sequence[str] = (LOOPBACK,),
        config: str = "",
        command: Sequence[str] = ("-n", "--pidfile=", "chatd"),
        program: Sequence[str] = (TWISTD,),
        pass_fds: Sequence[int] = (),
    ) -> None:
        arguments = [*command]
        if ports:
            (folder / "test.toml").write_text(config, encoding="utf-8")
            arguments += ["--config", "test.toml", *(f"--port={port}" for port in ports)]
        self.folder = folder
        self.process: ForkedProcess | subprocess.Popen[str]
        if program == (TWISTD,):
            self.process = start_program([TWISTD, *arguments], folder, errors="backslashreplace")
        else:
            self.process = subprocess.Popen(
                [*program, *arguments],
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                errors="backslashreplace",
                pass_fds=pass_fds,
            )
        self._lines: list[str] = []
        self._more = threading.Condition()
        self._ended = False
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.urls = [self.wait_for(r"listening on (\S+)", n) for n in range(max(1, len(ports)))]

    @property
    def port(self) -> int:
        """
        The port of the first address.
        """
        return int(self.urls[0].rstrip("/").rpartition(":")[2])

    @property
    def log(self) -> str:
        """
        The log so far.
        """
        with self._more:
            return "".join(self._lines)

    def wait_for(self, pattern: str, skip: int = 0) -> str:
        """
        Wait until the log matches `pattern` more than `skip` times; returns the first group of the next match, or the
        whole match.
        """
        with self._more:
            while True:
                found = list(re.finditer(pattern, "".join(self._lines)))
                if len(found) > skip:
                    return found[skip][found[skip].re.groups and 1]
                if self._ended or not self._more.wait(PATIENCE):
                    self.process.kill()
                    raise AssertionError(f"no {pattern!r} in the log:\n{''.join(self._lines)}")

    def sockets(self) -> int:
        """
        How many sockets the process has open.
        """
        count = 0
        for fd in Path(f"/proc/{self.process.pid}/fd").iterdir():
            try:
                count += str(fd.readlink()).startswith("socket:")
            except OSError:
                continue
        return count

    def memory(self, field: str = "VmRSS") -> int:
        """
        Kilobytes of memory it uses now, or with ``VmHWM`` has used at most.
        """
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        match = re.search(rf"{field}:\s+(\d+) kB", status)
        assert match is not None
        return int(match[1])

    def signal(self, number: int) -> None:
        """
        Send it a signal.
        """
        self.process.send_signal(number)

    def wait(self) -> int:
        """
        Wait for the end of the process and return its exit status; the log is complete then.
        """
        status = self.process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        return status

    def stop(self) -> int:
        """
        Send SIGTERM; returns the exit status.
        """
        self.signal(signal.SIGTERM)
        return self.wait()

    def close(self) -> None:
        """
        Kill the process if it still runs.
        """
        if self.process.poll() is None:
            self.process.kill()
        self.wait()

    def _read(self) -> None:
        stream: Any = self.process.stdout
        for line in stream:
            with self._more:
                self._lines.append(line)
                self._more.notify_all()
        stream.close()
        with self._more:
            self._ended = True
            self._more.notify_all()


@contextmanager
def running(folder: Path, **options: Any) -> Iterator[Daemon]:
    """
    A daemon that is stopped at the end of the block. The test fails if its log has a traceback.
    """
    daemon = Daemon(folder, **options)
    try:
        yield daemon
        status = daemon.stop()
        assert status == 0, daemon.log
        assert "Traceback" not in daemon.log, daemon.log
        assert "Unhandled" not in daemon.log, daemon.log
    finally:
        daemon.close()


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """
    Run twistd until it ends.
    """
    return run_program([TWISTD, *arguments], folder, {**os.environ, "COLUMNS": "100"})


def self_signed(folder: Path) -> tuple[Path, Path]:
    """
    Files with a new key and a certificate for localhost.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    key_file, certificate_file = folder / "key.pem", folder / "cert.pem"
    encoding = serialization.Encoding.PEM
    plain = serialization.NoEncryption()
    key_file.write_bytes(key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, plain))
    certificate_file.write_bytes(certificate.public_bytes(encoding))
    return key_file, certificate_file


def chained(folder: Path) -> tuple[Path, Path, Path]:
    """
    Files with a new key, with a certificate for localhost and its intermediate certificate, and with their root.
    """
    keys = [ec.generate_private_key(ec.SECP256R1()) for _ in range(3)]
    names = [x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]) for name in ("root", "between", "localhost")]
    now = datetime.now(UTC)
    pems = []
    for level in range(3):
        builder = (
            x509.CertificateBuilder()
            .subject_name(names[level])
            .issuer_name(names[max(0, level - 1)])
            .public_key(keys[level].public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
            .add_extension(x509.BasicConstraints(ca=level < 2, path_length=None), critical=True)
        )
        if level == 2:
            builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        signed = builder.sign(keys[max(0, level - 1)], hashes.SHA256())
        pems.append(signed.public_bytes(serialization.Encoding.PEM))
    key, chain, root = folder / "privkey.pem", folder / "fullchain.pem", folder / "root.pem"
    encoding, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    key.write_bytes(keys[2].private_bytes(encoding, serialization.PrivateFormat.PKCS8, plain))
    chain.write_bytes(pems[2] + pems[1])
    root.write_bytes(pems[0])
    return key, chain, root
