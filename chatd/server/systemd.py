"""
What systemd is told about this process: the protocol of sd_notify(3), datagrams to the socket in ``NOTIFY_SOCKET``.
"""

import os
import socket
import time
from collections.abc import Callable, Mapping
from typing import Any

from twisted.internet.task import LoopingCall
from twisted.logger import Logger

from chatd.errors import os_error_text

STATUS_SECONDS = 10.0
"""Seconds between two reports of the state, if the watchdog wants none sooner."""

EXTEND_SECONDS = 60
"""While the process starts, each report asks for this much more time."""

STARTING = "starting"


class SystemdNotifier:
    """
    Reports the state of the process to systemd; does nothing if the environment names no socket.

    `status` returns one line for ``systemctl status``.  From `begin_reports` on it is sent every few seconds, together
    with a sign of life if the unit has ``WatchdogSec=``: from the reactor, so that one that is blocked for too long is
    killed and started again.
    """

    _log = Logger()

    def __init__(
        self,
        clock: Any,
        environment: Mapping[str, str],
        status: Callable[[], str] = lambda: "",
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._address = _address(environment.get("NOTIFY_SOCKET", ""))
        self._status = status
        self._monotonic = monotonic
        self._state = ""
        # Kept open: there may be no descriptor left when there is something to tell.
        self._sender: socket.socket | None = None
        self._watchdog = _watchdog_seconds(environment) if self._address is not None else None
        self._report = LoopingCall(self._send_report)
        self._report.clock = clock

    @property
    def interval(self) -> float:
        """
        Seconds between two reports: at most half of ``WatchdogSec=``.
        """
        return STATUS_SECONDS if self._watchdog is None else min(STATUS_SECONDS, self._watchdog / 2)

    def begin_reports(self) -> None:
        """
        Begins with the reports: the process starts.
        """
        self._state = STARTING
        if self._address is not None and not self._report.running:
            self._report.start(self.interval)

    def ready(self) -> None:
        """
        The process has started, or has finished a reload.
        """
        self._state = ""
        self._send("READY=1", f"STATUS={self._status()}")

    def reloading(self) -> None:
        """
        A reload begins.  `ready` ends it, whether it has changed anything or not.
        """
        # systemd compares the time with that of its signal (Type=notify-reload).
        self._send("RELOADING=1", f"MONOTONIC_USEC={int(self._monotonic() * 1_000_000)}")

    def stopping(self) -> None:
        """
        The stop begins.
        """
        self._state = "stopping"
        self._send("STOPPING=1", "STATUS=stopping")

    def end_reports(self) -> None:
        """
        Ends the reports.
        """
        if self._report.running:
            self._report.stop()
        if self._sender is not None:
            self._sender.close()
            self._sender = None

    def _send_report(self) -> None:
        shown = self._status()
        lines = [f"STATUS={self._state}; {shown}" if self._state and shown else f"STATUS={self._state or shown}"]
        if self._watchdog is not None:
            lines.append("WATCHDOG=1")
        if self._state == STARTING:
            # The migration of a large store takes longer than a unit allows.
            lines.append(f"EXTEND_TIMEOUT_USEC={EXTEND_SECONDS * 1_000_000}")
        self._send(*lines)

    def _send(self, *lines: str) -> None:
        if self._address is None:
            return
        try:
            if self._sender is None:
                self._sender = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
                # Waiting for a manager that reads nothing would block everybody.
                self._sender.setblocking(False)
            self._sender.sendto("\n".join(lines).encode(), self._address)
        except OSError as error:
            self._log.warn("NOTIFY_SOCKET: systemd cannot be told: {why}", why=os_error_text(error))


def _address(text: str) -> str | None:
    # An @ stands for the NUL of an abstract socket.  Other forms (AF_VSOCK) are for virtual machines.
    if text.startswith("@"):
        return "\0" + text[1:]
    return text if text.startswith("/") else None


def _watchdog_seconds(environment: Mapping[str, str]) -> float | None:
    # sd_watchdog_enabled(3): another process id means that a parent was meant.
    if environment.get("WATCHDOG_PID", str(os.getpid())) != str(os.getpid()):
        return None
    text = environment.get("WATCHDOG_USEC", "")
    return int(text) / 1_000_000 if text.isdecimal() and int(text) else None
