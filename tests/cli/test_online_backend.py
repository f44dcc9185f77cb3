"""
The command's end of the control socket.
"""

import socket
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from chatd.admin.commands.logs import EpochsRenewed, ImportRoom, LogCopied, RenewEpochs, RoomConcerned
from chatd.admin.commands.store import CheckStore, StoreProblem
from chatd.admin.control_socket import SOCKET
from chatd.admin.protocol import Done, End, Failed, Item, Line, Record, Request, encode_record
from chatd.cli.client import WAIT_SECONDS, Online, connect, connect_when_ready
from chatd.errors import CommandError
from chatd.storage.data_directory import is_locked, lock


class Daemon:
    """
    The other end, which has said already what it will say.
    """

    def __init__(self, *records: Record | bytes) -> None:
        self.plug, self._other = socket.socketpair()
        for record in records:
            self._other.sendall(record if isinstance(record, bytes) else encode_record(record))
        self.shown: list[Line | Item[Any]] = []

    def ask(self, *, request: Request, lines: Iterable[str] = ()) -> Done[Any] | Failed:
        """
        Have an order carried out.
        """
        with Online(self.plug) as way:
            return way.execute(request, lines, self.shown.append)

    def heard(self) -> bytes:
        """
        All that was said to it.
        """
        with self._other as other:
            return b"".join(iter(lambda: other.recv(65536), b""))

    def hang_up(self) -> None:
        """
        It says nothing more, and listens no more.
        """
        self._other.close()


def test_what_comes_back_is_shown_up_to_the_end() -> None:
    """
    The last record is the answer.
    """
    items = [Item(RoomConcerned("a")), Item(RoomConcerned("b"))]
    daemon = Daemon(*items, Done(EpochsRenewed(2)))
    assert daemon.ask(request=RenewEpochs()) == Done(EpochsRenewed(2))
    assert daemon.shown == items
    assert daemon.heard() == encode_record(RenewEpochs())


def test_refusal_is_an_answer() -> None:
    assert Daemon(Failed("not_found", "why")).ask(request=RenewEpochs("x")) == Failed("not_found", "why")


def test_lines_follow_an_import() -> None:
    """
    An end record follows the last line.
    """
    daemon = Daemon()
    done: list[Done[Any] | Failed] = []
    asking = threading.Thread(
        target=lambda: done.append(daemon.ask(request=ImportRoom("a"), lines=iter(["one", "two"])))
    )
    asking.start()
    expected = b"".join(map(encode_record, (ImportRoom("a"), Line("one"), Line("two"), End())))
    heard = b""
    while len(heard) < len(expected):
        heard += daemon._other.recv(65536)
    assert heard == expected
    daemon._other.sendall(encode_record(Done(LogCopied("a", 2))))
    asking.join()
    assert done == [Done(LogCopied("a", 2))]
    daemon.hang_up()


def test_answer_is_heard_while_there_is_more_to_say() -> None:
    """
    A wrong line in a large file is told at once; the daemon reads nothing after it.
    """
    daemon = Daemon(Failed("invalid", "line 2"))
    said = 0

    def lines() -> Iterator[str]:
        nonlocal said
        for said in range(1000):  # noqa: B007 - how far it came
            yield "x" * 65536

    assert daemon.ask(request=ImportRoom("a"), lines=lines()) == Failed("invalid", "line 2")
    assert said < 999
    daemon.hang_up()


def test_answer_is_heard_from_one_who_listens_no_more() -> None:
    """
    The daemon answers and closes before the command has sent all lines.
    """
    daemon = Daemon(Failed("too_large", "why"))
    daemon.hang_up()
    lines = iter(["x" * 65536] * 10)
    assert daemon.ask(request=ImportRoom("a"), lines=lines) == Failed("too_large", "why")


def test_end_without_an_answer_is_trouble() -> None:
    """
    A daemon that stops in the middle has not done it.
    """
    daemon = Daemon(Item(StoreProblem("a")), b'{"type":"ok",')
    daemon.hang_up()
    with pytest.raises(CommandError, match="gone away before it was done"):
        daemon.ask(request=CheckStore())
    assert daemon.shown == [Item(StoreProblem("a"))]


def test_reset_is_an_end() -> None:
    daemon = Daemon()
    daemon.plug.sendall(b"never read")
    daemon.hang_up()
    with pytest.raises(CommandError, match="gone away before it was done"):
        daemon.ask(request=CheckStore())


def test_strange_words_are_trouble() -> None:
    """
    A later version of the daemon may answer like that.
    """
    with pytest.raises(CommandError, match="speaks otherwise"):
        Daemon(b'{"type":"novelty"}\n').ask(request=CheckStore())


def test_nobody_is_behind_a_dead_socket(tmp_path: Path) -> None:
    """
    Nor where there is no socket.
    """
    assert connect(tmp_path) is None
    assert connect(tmp_path / "none") is None
    (tmp_path / "file").touch()
    assert connect(tmp_path / "file") is None
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(tmp_path / "control.sock"))
    assert connect(tmp_path) is None


def test_daemon_is_found_by_its_socket(tmp_path: Path) -> None:
    """
    In its data directory.
    """
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "control.sock"))
        server.listen(1)
        with connect(tmp_path) or pytest.fail("nobody there"):
            pass


def test_link_to_a_socket_is_not_followed(tmp_path: Path) -> None:
    """
    The owner of the directory would choose to whom root's command talks.
    """
    with socket.socket(socket.AF_UNIX) as other:
        other.bind(str(tmp_path / "other.sock"))
        other.listen()
        (tmp_path / "control.sock").symlink_to(tmp_path / "other.sock")
        with pytest.raises(CommandError, match=r"control\.sock: is a link, and chatd follows none"):
            connect(tmp_path)


def test_socket_that_may_not_be_used_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    With what to do.
    """

    def refuse(plug: socket.socket, address: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    with pytest.raises(CommandError, match=r"control\.sock: permission denied; try as root"):
        connect(tmp_path)


def test_command_waits_for_a_daemon_that_is_starting(tmp_path: Path) -> None:
    """
    It has locked its directory and does not listen yet.
    """
    listening: list[socket.socket] = []

    def listen(seconds: float) -> None:
        server = socket.socket(socket.AF_UNIX)
        server.bind(str(tmp_path / SOCKET))
        server.listen()
        listening.append(server)

    with lock(tmp_path):
        running = connect_when_ready(tmp_path, sleep=listen)
        assert running is not None
        with running, listening[0]:
            pass


def test_command_waits_for_a_daemon_that_is_stopping(tmp_path: Path) -> None:
    """
    Or for another command: the lock is free at its end, and there is no daemon.
    """
    held = lock(tmp_path)
    assert is_locked(tmp_path)
    assert connect_when_ready(tmp_path, sleep=lambda seconds: held.release()) is None
    assert not is_locked(tmp_path)


def test_command_does_not_wait_for_ever(tmp_path: Path) -> None:
    """
    What opens the data directory then says who holds it.
    """
    passed = [0.0]

    def sleep(seconds: float) -> None:
        passed[0] += seconds

    with lock(tmp_path):
        assert connect_when_ready(tmp_path, clock=lambda: passed[0], sleep=sleep) is None
    assert passed[0] >= WAIT_SECONDS
    assert connect_when_ready(tmp_path / "missing", sleep=sleep) is None
