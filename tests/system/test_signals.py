"""
Signals to the real twistd: what ends it, in order, and what opens its log anew.
"""

import os
import pty
import select
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.daemon import TWISTD, Daemon, run, running
from tests.support.timeouts import PATIENCE
from tests.support.wsclient import Person, dial


def test_no_signal_of_an_operator_ends_it_on_the_spot(daemon: Daemon) -> None:
    """
    SIGHUP and the like change nothing for clients; SIGQUIT is an orderly stop.
    """
    person = Person(dial(daemon.port), "ann", "lobby")
    daemon.signal(signal.SIGHUP)
    assert "restart chatd" in daemon.wait_for(r"SIGHUP: .*")
    daemon.signal(signal.SIGUSR1)
    daemon.wait_for("SIGUSR1: there is no log file")
    daemon.signal(signal.SIGUSR2)
    daemon.wait_for("SIGUSR2: nothing is done")
    assert person.ask(type="say", room="lobby", text="still here")["seq"] == 1
    daemon.signal(signal.SIGQUIT)
    assert person.closed()[0] == 4012
    assert daemon.wait() == 0


@pytest.mark.slow
def test_second_signal_during_the_stop_changes_nothing(tmp_path: Path) -> None:
    """
    It is logged, without a traceback; the status is that of an orderly stop.
    """
    with running(tmp_path, config="server.drain_seconds = 100") as daemon:
        deaf = Person(dial(daemon.port), "bob", "lobby")
        daemon.signal(signal.SIGINT)
        daemon.wait_for("SIGINT: stopping\n")
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT, signal.SIGHUP):
            daemon.signal(number)
            daemon.wait_for(f"{number.name}: (stopping already|settings)")
        deaf.plug.close()
        assert daemon.wait() == 0


@contextmanager
def ending(pid: int) -> Iterator[int]:
    """
    A descriptor that can be read when that process has ended; it has after this.
    """
    gone = os.pidfd_open(pid)
    try:
        yield gone
        os.kill(pid, signal.SIGTERM)
        assert select.select([gone], [], [], PATIENCE)[0], "it is still there"
    finally:
        if not select.select([gone], [], [], 0)[0]:
            os.kill(pid, signal.SIGKILL)
        os.close(gone)


@pytest.mark.parametrize("number", [signal.SIGUSR1, pytest.param(signal.SIGHUP, marks=pytest.mark.slow)])
def test_log_that_was_moved_is_opened_anew(tmp_path: Path, number: signal.Signals) -> None:
    """
    As logrotate does it: the file is renamed, then the daemon gets the signal. A SIGUSR1 without a move rotates the
    file.
    """
    log, moved = tmp_path / "chatd.log", tmp_path / "chatd.log-20261130"
    done = run(tmp_path, "--pidfile=chatd.pid", "--logfile=chatd.log", "chatd", "--port=unix:here.sock")
    assert done.returncode == 0, done
    with ending(int((tmp_path / "chatd.pid").read_text(encoding="ascii"))):
        person = Person(dial(str(tmp_path / "here.sock")), "ann", "lobby")
        pid = int((tmp_path / "chatd.pid").read_text(encoding="ascii"))
        log.rename(moved)
        os.kill(pid, number)
        for _ in range(2):
            person.ask(type="ping")
        assert f"{number.name}: " in log.read_text(encoding="utf-8")
        assert "listening on" in moved.read_text(encoding="utf-8")
        assert f"{number.name}: " not in moved.read_text(encoding="utf-8")
        if number == signal.SIGUSR1:
            os.kill(pid, number)
            for _ in range(2):
                person.ask(type="ping")
            assert (tmp_path / "chatd.log.1").exists()
    assert "Server Shut Down" in log.read_text(encoding="utf-8")
    assert "Traceback" not in log.read_text(encoding="utf-8")


@pytest.mark.slow
def test_closed_terminal_does_not_end_it(tmp_path: Path) -> None:
    """
    It goes on, and can still be stopped in order.
    """
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(tmp_path)
        os.execv(TWISTD, [TWISTD, "-n", "--pidfile=", "chatd", "--port=unix:here.sock"])
    with ending(pid):
        shown = b""
        while b"data is kept" not in shown:
            shown += os.read(terminal, 65536)
        person = Person(dial(str(tmp_path / "here.sock")), "ann", "lobby")
        os.close(terminal)
        assert person.ask(type="say", room="lobby", text="still here")["seq"] == 1
        os.kill(pid, signal.SIGTERM)
        assert person.closed()[0] == 4012
    assert os.waitpid(pid, 0)[1] == 0
