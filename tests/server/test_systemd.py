"""
What systemd is told: each message on a real datagram socket, on a clock that the test advances.
"""

import os
import socket
import tempfile
from pathlib import Path
from typing import Any

import pytest
from twisted.internet.task import Clock
from twisted.logger import formatEvent, globalLogPublisher

from chatd.server.systemd import STATUS_SECONDS, SystemdNotifier
from tests.support.timeouts import PATIENCE


class Systemd:
    """
    The manager's end of the socket.
    """

    def __init__(self, address: str) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(address)
        self._socket.settimeout(PATIENCE)

    def next(self) -> dict[str, str]:
        """
        The next message: its assignments.
        """
        text = self._socket.recv(65536).decode()
        return dict(line.split("=", 1) for line in text.split("\n"))

    def has_nothing(self) -> bool:
        """
        Whether no message waits.
        """
        self._socket.setblocking(False)
        try:
            self._socket.recv(1)
        except BlockingIOError:
            return True
        finally:
            self._socket.settimeout(PATIENCE)
        return False

    def close(self) -> None:
        self._socket.close()


@pytest.mark.parametrize("abstract", [False, True])
def test_life_of_a_process(*, abstract: bool) -> None:
    """
    Start, reports, reload, stop: on a socket with a file and on an abstract one.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/notify"
        systemd = Systemd("\0" + path if abstract else path)
        clock = Clock()
        manager = SystemdNotifier(
            clock,
            {"NOTIFY_SOCKET": f"@{path}" if abstract else path},
            lambda: "3 users",
            lambda: 12.5,
        )
        manager.begin_reports()
        assert systemd.next() == {"STATUS": "starting; 3 users", "EXTEND_TIMEOUT_USEC": "60000000"}
        manager.ready()
        assert systemd.next() == {"READY": "1", "STATUS": "3 users"}
        clock.advance(STATUS_SECONDS)
        assert systemd.next() == {"STATUS": "3 users"}
        manager.reloading()
        assert systemd.next() == {"RELOADING": "1", "MONOTONIC_USEC": "12500000"}
        manager.ready()
        assert systemd.next()["READY"] == "1"
        manager.stopping()
        assert systemd.next() == {"STOPPING": "1", "STATUS": "stopping"}
        clock.advance(STATUS_SECONDS)
        assert systemd.next() == {"STATUS": "stopping; 3 users"}
        manager.end_reports()
        clock.advance(10 * STATUS_SECONDS)
        assert systemd.has_nothing()
        systemd.close()


@pytest.mark.parametrize(("owner", "signs"), [("this", True), ("1", False), (None, True)])
def test_signs_of_life_for_the_watchdog(owner: str | None, *, signs: bool) -> None:
    """
    At least twice in the time of the unit, and only if this process is meant; a blocked reactor sends none.
    """
    with tempfile.TemporaryDirectory() as folder:
        systemd = Systemd(f"{folder}/notify")
        environment = {"NOTIFY_SOCKET": f"{folder}/notify", "WATCHDOG_USEC": "4000000"}
        if owner is not None:
            environment["WATCHDOG_PID"] = str(os.getpid()) if owner == "this" else owner
        clock = Clock()
        manager = SystemdNotifier(clock, environment)
        assert manager.interval == (2 if signs else STATUS_SECONDS)
        manager.begin_reports()
        assert ("WATCHDOG" in systemd.next()) == signs
        # A turn of the reactor that took ten seconds is followed by one report.
        clock.advance(10)
        assert ("WATCHDOG" in systemd.next()) == signs
        assert systemd.has_nothing()
        systemd.close()


@pytest.mark.parametrize("environment", [{}, {"NOTIFY_SOCKET": ""}, {"NOTIFY_SOCKET": "vsock:2:1234"}])
def test_without_systemd_nothing_happens(environment: dict[str, str]) -> None:
    """
    No timer runs.
    """
    clock = Clock()
    manager = SystemdNotifier(clock, environment)
    manager.begin_reports()
    manager.ready()
    manager.stopping()
    manager.end_reports()
    assert not clock.getDelayedCalls()


def test_socket_that_is_gone_is_logged(tmp_path: Path) -> None:
    """
    And nothing fails.
    """
    lines: list[str | None] = []
    observer: Any = lambda event: lines.append(formatEvent(event))  # noqa: E731
    globalLogPublisher.addObserver(observer)
    try:
        SystemdNotifier(Clock(), {"NOTIFY_SOCKET": str(tmp_path / "gone")}).ready()
    finally:
        globalLogPublisher.removeObserver(observer)
    assert lines == ["NOTIFY_SOCKET: systemd cannot be told: no such file or directory"]
