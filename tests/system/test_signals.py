"""
Signals to the real twistd: what ends it, in order, and what opens its log anew.
"""

import os
import pty
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.daemon import Daemon, run, running
from tests.support.forked_programs import TWISTD
from tests.support.timeouts import PATIENCE
from tests.support.wsclient import Person, dial

CHATD = str(Path(sys.executable).with_name("chatd"))


def test_no_signal_of_an_operator_ends_it_on_the_spot(daemon: Daemon) -> None:
    """
    SIGHUP reads the configuration again, also a wrong one; SIGQUIT is an orderly stop.
    """
    person = Person(dial(daemon.port), "ann", "lobby")
    daemon.signal(signal.SIGHUP)
    daemon.wait_for("SIGHUP: reading the configuration again")
    daemon.wait_for("the configuration was read again; no setting was changed")
    reload_by_each_way(daemon, person)
    daemon.signal(signal.SIGUSR1)
    daemon.wait_for("SIGUSR1: there is no log file")
    daemon.signal(signal.SIGUSR2)
    daemon.wait_for("SIGUSR2: nothing is done")
    assert person.ask(type="say", room="lobby", text="still here")["seq"] == 1
    daemon.signal(signal.SIGQUIT)
    assert person.closed()[0] == 4012
    assert daemon.wait() == 0


def reload_by_each_way(daemon: Daemon, person: Person) -> None:
    """
    A limit becomes lower by a signal, then higher by the command; what is wrong changes nothing.
    """
    file = daemon.folder / "test.toml"
    before = file.read_text(encoding="utf-8")
    file.write_text(f"{before}\n[limits]\ntext = 5\n[store]\nqueue = 10\n", encoding="utf-8")
    daemon.signal(signal.SIGHUP)
    daemon.wait_for("changed: limits.text")
    daemon.wait_for("store.queue has changed: that needs a restart")
    person.tell(type="say", room="lobby", text="too long", ref="long")
    assert person.hear("error")["code"] == "too_large"
    file.write_text(f"{before}\n[limits]\ntext = 9999\nhead = true\n", encoding="utf-8")
    daemon.signal(signal.SIGHUP)
    daemon.wait_for(r"test\.toml: limits\.head: .*; the configuration stays as it was")
    refused = chatd(daemon, "reload")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "test.toml: limits.head: " in refused.stderr
    file.write_text(before, encoding="utf-8")
    done = chatd(daemon, "reload")
    assert (done.returncode, done.stdout) == (0, "changed: limits.text\n")


def chatd(daemon: Daemon, *words: str) -> subprocess.CompletedProcess[str]:
    """
    What the operator's command prints.
    """
    return subprocess.run(
        [CHATD, *words], cwd=daemon.folder, capture_output=True, text=True, timeout=PATIENCE, check=False
    )


@pytest.mark.slow
def test_second_signal_during_the_stop_makes_it_quick(tmp_path: Path) -> None:
    """
    Also a third; without a traceback, and the status is that of an orderly stop.
    """
    with running(tmp_path, config="server.drain_seconds = 1000") as daemon:
        deaf = Person(dial(daemon.port), "bob", "lobby")
        assert deaf.ask(type="say", room="lobby", text="stored")["seq"] == 1
        daemon.signal(signal.SIGINT)
        daemon.wait_for("SIGINT: stopping\n")
        daemon.signal(signal.SIGHUP)
        daemon.wait_for("SIGHUP: ")
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT):
            daemon.signal(number)
        daemon.wait_for("SIGTERM: stopping already; the rest is closed at once")
        assert daemon.wait() == 0
        daemon.wait_for("Server Shut Down")
    with running(tmp_path) as again:
        ann = Person(dial(again.port), "ann")
        assert [event["text"] for event in ann.ask(type="join", room="lobby")["events"]] == ["stored"]


@pytest.mark.slow
def test_signals_without_end_leave_no_traceback(tmp_path: Path) -> None:
    """
    Up to the last moment of the process, whose status stays that of an orderly stop.
    """
    daemon = Daemon(tmp_path)
    try:
        daemon.wait_for("data is kept in")
        while daemon.process.poll() is None:
            daemon.signal(signal.SIGINT)
            daemon.signal(signal.SIGTERM)
            # It ends, or is asked again.
            select.select([], [], [], 0.002)
        assert daemon.wait() == 0, daemon.log
        assert "Traceback" not in daemon.log, daemon.log
    finally:
        daemon.close()


@pytest.mark.slow
def test_second_signal_to_a_daemon_leaves_no_traceback(tmp_path: Path) -> None:
    """
    In the background, where the log is a file.
    """
    (tmp_path / "long.toml").write_text("server.drain_seconds = 1000", encoding="ascii")
    words = ("--pidfile=chatd.pid", "--logfile=chatd.log", "chatd", "--config=long.toml", "--port=unix:here.sock")
    assert run(tmp_path, *words).returncode == 0
    with ending(int((tmp_path / "chatd.pid").read_text(encoding="ascii"))):
        person = Person(dial(str(tmp_path / "here.sock")), "ann", "lobby")
        os.kill(int((tmp_path / "chatd.pid").read_text(encoding="ascii")), signal.SIGINT)
        assert person.next()["type"] == "bye"
        # The end of this block is the second signal; nobody answers the close.
    log = (tmp_path / "chatd.log").read_text(encoding="utf-8")
    assert "stopping already" in log
    assert "Server Shut Down" in log
    assert "Traceback" not in log
    assert "Unhandled" not in log
    assert not (tmp_path / "chatd.pid").exists()


@pytest.mark.slow
def test_kill_during_the_stop_loses_nothing(tmp_path: Path) -> None:
    """
    What was acknowledged is there after the next start, also what was on its way when the stop began.
    """
    daemon = Daemon(tmp_path, config="server.drain_seconds = 1000")
    try:
        ann = Person(dial(daemon.port), "ann", "lobby")
        for number in range(20):
            ann.tell(type="say", room="lobby", text=str(number), ref=number)
        daemon.signal(signal.SIGTERM)
        acknowledged = []
        while (found := ann.next())["type"] != "bye":
            if found["type"] == "ok":
                acknowledged.append(str(found["ref"]))
        assert found["retry_after"] >= 500
        daemon.signal(signal.SIGKILL)
        daemon.wait()
    finally:
        daemon.close()
    with running(tmp_path) as again:
        bob = Person(dial(again.port), "bob")
        texts = [event["text"] for event in bob.ask(type="join", room="lobby")["events"]]
    assert texts[: len(acknowledged)] == acknowledged


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
