"""
What the world does to the data of a running daemon, and what people and operators see of it.
"""

import os
import re
import shutil
import signal
import sqlite3
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.support.daemon import HIGH_LIMITS, LOOPBACK, Daemon, run, running
from tests.support.forked_programs import CHATD, TWISTD
from tests.support.wsclient import Person, dial, until_closed

pytestmark = pytest.mark.slow

CONFIG = """
[store]
data = "{data}"
[history]
tail = 5
"""
# In the section of limits: what is told here are faults of the disk.
NO_QUOTA = "disk_bytes = 0\n"


class Scene:
    """
    A daemon with its data in `data`, and Ann, who has said something in the lobby.
    """

    def __init__(self, daemon: Daemon, data: Path) -> None:
        self.daemon = daemon
        self.data = data
        self.database = data / "chatd.db"
        self.ann = Person(dial(daemon.port), "ann", "lobby")
        self.said = 0

    def say(self, key: str, text: str = "hello") -> dict[str, Any]:
        """
        The answer to a message.
        """
        answer = self.answer(type="say", room="lobby", text=text, key=key)
        self.said += answer["type"] == "ok"
        return answer

    def answer(self, **command: Any) -> dict[str, Any]:
        """
        The answer to a command of Ann's, a refusal too.
        """
        self.ann.tell(ref="it", **command)
        while (answer := self.ann.next()).get("ref") != "it":
            pass
        return answer

    def ready(self) -> tuple[int, str]:
        """
        What ``/ready`` says.
        """
        plug = dial(self.daemon.port)
        plug.sendall(b"GET /ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        head, _, body = until_closed(plug).decode().partition("\r\n\r\n")
        return int(head.split()[1]), body

    def changes(self) -> list[str]:
        """
        What the log says of the store, without when.
        """
        return re.findall(r"the store can.*", self.daemon.log)

    def check_refused(self, problem: str) -> None:
        """
        Nothing can be said, everybody is told why, and what was said before can be read.
        """
        for key in ("refused-1", "refused-2"):
            answer = self.say(key)
            assert (answer["type"], answer["code"]) == ("error", "unavailable")
            assert answer["retry_after"] > 0
        assert self.ready() == (503, f"{problem}\n")
        assert self.changes() == [f"the store cannot write: {problem}"]
        page = self.answer(type="history", room="lobby", limit=100)
        assert [event["seq"] for event in page["events"]] == list(range(1, self.said + 1))[-100:]
        newcomer = Person(dial(self.daemon.port), "bob", "lobby")
        assert newcomer.ask(type="join", room="elsewhere")["seq"] == 0
        newcomer.close()

    def check_well(self) -> None:
        """
        It finds out by itself that the cause is gone; what was refused can be said again.
        """
        self.daemon.wait_for("the store can write again")
        assert self.ready() == (200, "ready\n")
        for key in ("refused-1", "refused-2"):
            assert self.say(key)["seq"] == self.said
        assert len(self.changes()) == 2


@contextmanager
def scene(folder: Path, *, program: Sequence[str] = (TWISTD,)) -> Iterator[Scene]:
    """
    A daemon in `folder`, with its data in a directory below it.
    """
    data = folder / "data"
    with running(folder, config=CONFIG.format(data=data) + HIGH_LIMITS + NO_QUOTA, program=program) as daemon:
        yield Scene(daemon, data)


def talk_and_die(folder: Path, messages: int) -> Scene:
    """
    What a daemon leaves that is killed after so many messages.
    """
    data = folder / "data"
    daemon = Daemon(folder, config=CONFIG.format(data=data) + HIGH_LIMITS + NO_QUOTA)
    try:
        left = Scene(daemon, data)
        for number in range(1, messages + 1):
            assert left.say(f"k{number}", f"message{number} " + "long " * 500)["seq"] == number
        daemon.signal(signal.SIGKILL)
    finally:
        daemon.close()
    return left


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """
    A folder on a disk of four megabytes.
    """
    if os.geteuid():
        pytest.skip("only root can mount a small disk")
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)], capture_output=True, text=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"a small disk cannot be mounted here: {mounted.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_full_disk_lets_nobody_speak_until_there_is_room_again(small_disk: Path) -> None:
    """
    Earlier messages can be read meanwhile.
    """
    with scene(small_disk) as it:
        ballast = fill(small_disk)
        # What is left is filled with words.
        for number in range(1000):
            if it.say(f"k{number}", "long " * 500)["type"] == "error":
                break
        it.check_refused("the disk is full")
        ballast.unlink()
        it.check_well()


def test_full_disk_does_not_stop_the_start(small_disk: Path) -> None:
    """
    Clients join and read, and can speak once there is space.
    """
    left = talk_and_die(small_disk, 20)
    (left.data / "control.sock").unlink()
    ballast = fill(small_disk)
    with scene(small_disk) as it:
        it.said = 20
        for number in range(1000):
            if it.say(f"more{number}", "long " * 500)["type"] == "error":
                break
        it.check_refused("the disk is full")
        ballast.unlink()
        it.check_well()


def fill(folder: Path) -> Path:
    """
    A file that takes all the room there is.
    """
    path = folder / "ballast"
    with path.open("wb", buffering=0) as file:
        try:
            while file.write(bytes(4096)):
                pass
        except OSError:
            return path
    raise AssertionError("this disk is never full")


def test_locked_database_lets_nobody_speak_until_it_is_let_go(tmp_path: Path) -> None:
    """
    Another process holds the lock for longer than a second, for instance a backup.
    """
    with scene(tmp_path) as it:
        assert it.say("before")["seq"] == 1
        with closing(sqlite3.connect(it.database, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            it.check_refused("the database is locked by another process")
            other.execute("ROLLBACK")
            it.check_well()


def test_data_without_the_right_to_write_can_be_read_until_the_right_is_back(tmp_path: Path) -> None:
    """
    For instance after the owner of the files was changed by mistake.
    """
    program = [TWISTD]
    if not os.geteuid():
        # Root may write to anything; without this right it is one of many.
        setpriv = shutil.which("setpriv")
        if setpriv is None:
            pytest.skip("root cannot give up its rights without setpriv")
        program = [setpriv, "--bounding-set=-dac_override", TWISTD]
    left = talk_and_die(tmp_path, 20)
    files = [left.data, *left.data.glob("chatd.db*")]
    modes = [(path, path.stat().st_mode) for path in files]
    try:
        for path, mode in modes:
            path.chmod(mode & 0o555)
        with scene(tmp_path, program=program) as it:
            it.said = 20
            it.check_refused("the database cannot be written to")
            for path, mode in modes:
                path.chmod(mode)
            it.check_well()
    finally:
        left.data.chmod(0o700)


@pytest.mark.parametrize("replaced", [False, True], ids=["removed", "replaced"])
def test_database_that_goes_away_is_not_written_to_until_a_restart(tmp_path: Path, replaced: bool) -> None:
    """
    Even if it comes back: what was committed meanwhile would be lost.
    """
    gone = "the database file has been removed or replaced; restart chatd"
    with scene(tmp_path) as it:
        it.say("before")
        aside = it.database.with_name("aside")
        it.database.rename(aside)
        if replaced:
            shutil.copy(aside, it.database)
        for _ in range(2):
            assert it.say("later")["code"] == "unavailable"
            assert it.ready() == (503, f"{gone}\n")
        aside.rename(it.database)
        assert it.say("later")["code"] == "unavailable"
        assert it.ready() == (503, f"{gone}\n")
        assert it.changes() == [f"the store cannot write: {gone}"]
    with scene(tmp_path) as it:
        assert [event["key"] for event in it.answer(type="history", room="lobby")["events"]] == ["before"]
        assert it.say("later")["seq"] == 2


@pytest.mark.parametrize("harm", ["overwritten", "cut"])
def test_damaged_database_ends_the_start_with_a_line_that_says_what_to_do(tmp_path: Path, harm: str) -> None:
    """
    Exit status 1; the file is not changed.
    """
    with scene(tmp_path) as it:
        for number in range(50):
            it.say(f"k{number}", "long " * 500)
    if harm == "overwritten":
        with it.database.open("r+b") as file:
            file.write(b"something else " * 100)
    else:
        os.truncate(it.database, 6000)
    found = it.database.read_bytes()
    ended = run(tmp_path, "-n", "--pidfile=", "chatd", "--config", "test.toml", f"--port={LOOPBACK}")
    assert ended.returncode == 1
    last = ended.stderr.strip() or ended.stdout.strip()
    assert last.count("\n") == 0, last
    assert f"{it.database}: the database file is damaged; put a backup in its place" in last
    assert it.database.read_bytes() == found


def test_data_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    """
    The daemon and the command say so in one line each, with status 1; what a file holds stays as it is.
    """
    with scene(tmp_path) as it:
        it.say("k", "words")
    with closing(sqlite3.connect(it.database)) as other, other:
        other.execute("UPDATE alembic_version SET version_num = '9999'")
    why = f"chatd: {it.database}: a newer chatd has written it (schema 9999); install that or restore a backup"
    before = {path.name: path.read_bytes() for path in it.data.iterdir() if path.is_file()}

    daemon = run(tmp_path, "-n", "--pidfile=", "chatd", "--config", "test.toml", f"--port={LOOPBACK}")
    assert (daemon.returncode, daemon.stderr.strip() or daemon.stdout.strip()) == (1, why)
    for command in ("status", "check"):
        ended = subprocess.run(
            [CHATD, "--data", it.data, command], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert (ended.returncode, ended.stdout, ended.stderr.strip()) == (1, "", why)
    after = {path.name: path.read_bytes() for path in it.data.iterdir() if path.is_file() and path.stat().st_size}
    # An index of the write-ahead log, which readers make, says nothing.
    assert {name: text for name, text in after.items() if not name.endswith("-shm")} == {
        name: text for name, text in before.items() if text and not name.endswith("-shm")
    }


def test_daemon_that_was_killed_serves_at_once(tmp_path: Path) -> None:
    """
    It checks its file at the same time.
    """
    talk_and_die(tmp_path, 60)
    with scene(tmp_path) as it:
        it.daemon.wait_for("not closed in order; checking its file meanwhile")
        assert it.answer(type="history", room="lobby")["events"][-1]["seq"] == 60
        assert it.say("after")["seq"] == 61
        assert it.ready() == (200, "ready\n")


def test_damage_deep_in_the_file_is_found_beside_the_service(tmp_path: Path) -> None:
    """
    It does not stop the start, but ``/ready`` and the log report it.
    """
    left = talk_and_die(tmp_path, 100)
    with closing(sqlite3.connect(left.database)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with left.database.open("r+b") as file:
        file.seek(file.read().index(b"message10 ") // 4096 * 4096)
        file.write(b"\xff" * 4096)
    with scene(tmp_path) as it:
        it.daemon.wait_for("the store cannot be trusted: its file is damaged")
        status, line = it.ready()
        assert status == 503
        assert re.fullmatch(r".* file is damaged.*; stop chatd and restore a backup\n", line)


def test_second_daemon_on_the_same_data_is_refused(tmp_path: Path) -> None:
    """
    With one line and status 1; the first goes on.
    """
    with scene(tmp_path) as it:
        ended = run(tmp_path, "-n", "--pidfile=", "chatd", "--config", "test.toml", f"--port={LOOPBACK}")
        assert ended.returncode == 1
        said = ended.stderr.strip() or ended.stdout.strip()
        assert said == f"chatd: {it.data}: another chatd is running on this data directory"
        assert it.say("still")["seq"] == 1
