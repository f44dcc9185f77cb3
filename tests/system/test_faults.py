"""
What the system withholds from a real daemon: descriptors, and a place for its log.
"""

import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.daemon import EXECUTED, running
from tests.support.timeouts import PATIENCE
from tests.support.wsclient import Person, dial

pytestmark = pytest.mark.slow

FILES = 150


def test_descriptors_used_up_and_returned(tmp_path: Path) -> None:
    """
    Who is in goes on talking, who comes is refused and the log says why; when they are free again people are let in.
    """
    limited = ("sh", "-c", f'ulimit -n {FILES}; exec "$@"', "sh", *EXECUTED)
    with running(tmp_path, program=limited) as daemon:
        daemon.wait_for(f"the limit on open files .* leaves room for {FILES - 64}")
        daemon.wait_for("data is kept in")
        ann = Person(dial(daemon.port), "ann", "lobby")
        crowd = [socket.create_connection(("127.0.0.1", daemon.port), PATIENCE) for _ in range(2 * FILES)]
        daemon.wait_for(f"refused a connection: there are {FILES - 64} already")
        assert ann.ask(type="say", room="lobby", text="still here")["seq"] == 1
        unanswered, patience = set(crowd), time.monotonic() + PATIENCE
        while len(crowd) - len(unanswered) < FILES and time.monotonic() < patience:
            ready, _, _ = select.select(unanswered, (), (), PATIENCE)
            unanswered -= {plug for plug in ready if is_refused(plug)}
        assert len(crowd) - len(unanswered) >= FILES
        for plug in crowd:
            plug.close()
        # The closes are read before the next connection is accepted.
        while not enters(daemon.port):
            assert ann.ask(type="ping")
        assert ann.ask(type="say", room="lobby", text="and again")["seq"] == 2


def is_refused(plug: socket.socket) -> bool:
    """
    Whether the server has closed a connection on which nothing was sent, or refused it. There is something to read.
    """
    try:
        data = plug.recv(100)
    except OSError:
        return True
    assert data == b"" or b" 503 " in data or b" 429 " in data
    return True


def enters(port: int) -> bool:
    """
    Whether somebody can come in.
    """
    try:
        bob = Person(dial(port), "bob", "lobby")
    except (OSError, EOFError, AssertionError):
        return False
    bob.close()
    return True


@pytest.fixture
def systemd(tmp_path: Path) -> Iterator[socket.socket]:
    """
    The socket of a fake systemd: it says what the log cannot.
    """
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as taken:
        taken.bind(str(tmp_path / "notify"))
        taken.settimeout(PATIENCE)
        yield taken


def wait_for(systemd: socket.socket, line: str) -> None:
    """
    Read until a message has that line.
    """
    while line not in systemd.recv(65536).decode().split("\n"):
        pass


@pytest.mark.parametrize("redirected", [">/dev/full 2>&1", ">&- 2>&-"])
def test_log_that_cannot_be_written(tmp_path: Path, systemd: socket.socket, redirected: str) -> None:
    """
    It starts, serves, reloads and stops all the same, and tells systemd so.
    """
    words = ("-n", "--pidfile=", "chatd", "--port=unix:here.sock")
    process = subprocess.Popen(
        ["sh", "-c", f'exec "$@" {redirected}', "sh", *EXECUTED, *words],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        env={"NOTIFY_SOCKET": str(tmp_path / "notify"), "PATH": "/usr/bin:/bin", "PYTHONPATH": ":".join(sys.path)},
    )
    try:
        wait_for(systemd, "READY=1")
        ann = Person(dial(str(tmp_path / "here.sock")), "ann", "lobby")
        assert ann.ask(type="say", room="lobby", text="nobody reads the log")["seq"] == 1
        process.send_signal(signal.SIGHUP)
        wait_for(systemd, "RELOADING=1")
        wait_for(systemd, "READY=1")
        process.send_signal(signal.SIGTERM)
        wait_for(systemd, "STOPPING=1")
        assert ann.closed()[0] == 4012
        assert process.wait(PATIENCE) == 0
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
