"""
Handles signals of the operating system: those that stop the daemon, reload its configuration or reopen its log.
"""

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from twisted.internet.error import ReactorNotRunning
from twisted.logger import Logger

from chatd.errors import os_error_text
from chatd.private_api import log_files, stat_of_open_file

STOP = (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT)
"""These stop the daemon in order: all connections are closed properly."""


def ignore_stop_signals() -> None:
    """
    Ignores further signals that ask for a stop.  Called at its end: while the interpreter finishes, they would kill the
    process, and its exit status would be theirs.
    """
    for number in STOP:
        signal.signal(number, signal.SIG_IGN)


class ProcessSignals:
    """
    Handles the signals that operators send; none of them kills the process at once, as most do by default.

    `hurry` is called by each further signal that asks for a stop, `reload` by SIGHUP.
    """

    _log = Logger()

    def __init__(self, reactor: Any, *, hurry: Callable[[], None], reload: Callable[[], None]) -> None:
        self._reactor = reactor
        self._hurry = hurry
        self._reload = reload

    def install(self) -> None:
        """
        Replaces the handlers of Twisted and the system's defaults.  Called while the reactor runs.

        Keeps other handlers: those of a debugger, or a shell that ignores SIGINT for background jobs.
        """
        ours = {signal.SIG_DFL, self._reactor.sigTerm, self._reactor.sigInt}
        for number in STOP:
            if signal.getsignal(number) in ours:
                self._handle(number, self._stop)
        self._handle(signal.SIGHUP, self._hang_up)
        self._handle(signal.SIGUSR1, self._rotate)
        if signal.getsignal(signal.SIGUSR2) == signal.SIG_DFL:
            self._handle(signal.SIGUSR2, self._ignore)

    def _handle(self, number: signal.Signals, act: Callable[[signal.Signals], None]) -> None:
        # A signal handler interrupts running code, so it only schedules a call in the reactor.
        signal.signal(number, lambda *_: self._reactor.callFromThread(act, number))

    def _stop(self, number: signal.Signals) -> None:
        try:
            self._reactor.stop()
        except ReactorNotRunning:
            self._log.info("{name}: stopping already; the rest is closed at once", name=number.name)
            self._hurry()
        else:
            # As Twisted's own handler does: without an orderly stop, twistd ends with this signal.
            self._reactor._exitSignal = number  # noqa: SLF001
            self._log.info("{name}: stopping", name=number.name)

    def _hang_up(self, number: signal.Signals) -> None:
        for file in log_files():
            self._reopen(file)
        self._log.info("{name}: reading the configuration again", name=number.name)
        self._reload()

    def _rotate(self, number: signal.Signals) -> None:
        files = list(log_files())
        for file in files:
            if _moved(file):
                self._reopen(file)
            else:
                # No other program has moved the file: rotate it ourselves, to NAME.1.
                file.rotate()
        self._log.info("{name}: the log begins here" if files else "{name}: there is no log file", name=number.name)

    def _ignore(self, number: signal.Signals) -> None:
        self._log.info("{name}: nothing is done on this signal", name=number.name)

    def _reopen(self, file: Any) -> None:
        if _moved(file):
            # Another program rotates it.
            file.rotateLength = None
        try:
            # Test before the old file is closed: the process may have lost the right to create a new one.
            os.close(os.open(file.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, file.defaultMode or 0o666))
        except OSError as error:
            self._log.error(
                "{path}: cannot be opened anew: {reason}; the log goes on where it was",
                path=file.path,
                reason=os_error_text(error),
            )
        else:
            file.reopen()


def _moved(file: Any) -> bool:
    # Whether the path of the open file now names another file or none.
    try:
        return not os.path.samestat(Path(file.path).stat(), stat_of_open_file(file))
    except OSError:
        return True
