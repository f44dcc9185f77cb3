"""
The files that an operator names.
"""

import io
import os
from pathlib import Path
from typing import Any

import pytest

from chatd.admin.protocol import LINE_MAX
from chatd.cli import files
from chatd.cli.files import lines_of, move_in, new_file, written
from chatd.errors import CommandError
from chatd.server.standard_streams import Output

only_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")


def out() -> Output:
    """
    Standard output as it is now.
    """
    return Output(utf8=True)


def test_lines_come_without_their_ends(tmp_path: Path) -> None:
    """
    LF and CRLF are removed.
    """
    path = tmp_path / "a"
    path.write_bytes("one\r\n新年\n\nlast".encode())
    assert list(lines_of(path)) == ["one", "新年", "", "last"]


def test_standard_input_is_read_without_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    As in a pipe.
    """
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"one\ntwo\n")))
    assert list(lines_of(None)) == ["one", "two"]


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"\n\xff", "line 2: not UTF-8 at byte 0"), (b"x" * (LINE_MAX + 1), f"line 1: longer than {LINE_MAX} bytes")],
)
def test_line_that_cannot_be_one_is_named(tmp_path: Path, content: bytes, why: str) -> None:
    """
    And no more than it is held.
    """
    path = tmp_path / "a"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=f"^{path}: {why}$"):
        list(lines_of(path))


def test_longest_line_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"x" * LINE_MAX + b"\r\n")
    assert list(lines_of(path)) == ["x" * LINE_MAX]


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"none: no such file or directory$"):
        list(lines_of(tmp_path / "none"))


def test_written_file_appears_whole(tmp_path: Path) -> None:
    """
    For its owner alone, in the place of what was there.
    """
    path = tmp_path / "a"
    path.write_text("old")
    with pytest.raises(CommandError, match="is there already; --force replaces it"), written(path, out()):
        pass
    assert path.read_text() == "old"
    with written(path, out(), replace=True) as file:
        file.write("new")
        assert path.read_text() == "old"
    assert path.read_text() == "new"
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_file_that_is_not_finished_is_not_there(tmp_path: Path) -> None:
    """
    An earlier file of that name stays.
    """
    path = tmp_path / "a"
    path.write_text("old")

    def break_off() -> None:
        with written(path, out(), replace=True) as file:
            file.write("new")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_device_is_written_to() -> None:
    """
    It cannot be replaced.
    """
    with written(Path("/dev/null"), out()) as file:
        file.write("x")
    assert Path("/dev/null").is_char_device()


def test_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"a: no such file or directory$"), written(tmp_path / "none" / "a", out()):
        pass


def test_standard_output_is_written_to_without_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    """
    As in a pipe.
    """
    with written(None, out()) as file:
        file.write("x")
    assert capsys.readouterr().out == "x"


def test_file_that_came_meanwhile_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Also where the file system has no links.
    """
    path = tmp_path / "a"

    def write() -> None:
        with written(path, out()) as file:
            file.write("mine")
            path.write_text("theirs")

    def refuse(*paths: object) -> None:
        raise PermissionError

    for _ in range(2):
        path.unlink(missing_ok=True)
        with pytest.raises(CommandError, match="a: file exists"):
            write()
        assert path.read_text() == "theirs"
        monkeypatch.setattr(os, "link", refuse)
    assert list(tmp_path.iterdir()) == [path]
    path.unlink()
    with written(path, out()) as file:
        file.write("mine")
    assert path.read_text() == "mine"


def test_byte_order_mark_is_no_part_of_the_first_line(tmp_path: Path) -> None:
    """
    Some editors write one.
    """
    path = tmp_path / "a"
    path.write_bytes(b"\xef\xbb\xbfone\n\xef\xbb\xbftwo\n")
    assert list(lines_of(path)) == ["one", "\ufefftwo"]


def test_new_file_is_none_that_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Better known before the work than after it.
    """
    there = tmp_path / "a"
    there.touch()
    (tmp_path / "link").symlink_to("nowhere")
    assert new_file(tmp_path / "b") == tmp_path / "b"
    for path, why in ((there, "is there already"), (tmp_path / "link", "is there"), (there / "c", "no such directory")):
        with pytest.raises(CommandError, match=why):
            new_file(path)
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(CommandError, match="permission denied"):
        new_file(tmp_path / "b")


@pytest.mark.parametrize("linked", [True, False])
def test_file_is_taken_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, linked: bool) -> None:
    """
    Also on another file system, where it has to be copied.
    """
    source, target = tmp_path / "a", tmp_path / "b"
    source.write_bytes(b"everything")
    source.chmod(0o600)
    monkeypatch.setattr(files, "_linked", files._linked if linked else lambda *paths: False)
    move_in(source, target)
    source.unlink()
    assert target.read_bytes() == b"everything"
    assert target.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [target]


def test_what_came_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    """
    Nor is anything left beside it.
    """
    source, target = tmp_path / "a", tmp_path / "b"
    source.touch()
    target.write_text("kept")
    with pytest.raises(CommandError, match="b: file exists"):
        move_in(source, target)
    assert target.read_text() == "kept"
    assert len(list(tmp_path.iterdir())) == 2


def test_file_of_another_user_is_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Or it would stay theirs.
    """
    source, target = tmp_path / "a", tmp_path / "b"
    source.write_text("x")
    mine = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: mine + 1)
    move_in(source, target)
    assert target.stat().st_ino != source.stat().st_ino


def test_file_system_without_links_is_copied_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:

    def refuse(*paths: Any, **how: Any) -> None:
        raise OSError(18, "Invalid cross-device link")

    source = tmp_path / "a"
    source.write_text("x")
    monkeypatch.setattr(os, "link", refuse)
    assert files._linked(source, source.stat(), tmp_path / "b") is False


@pytest.mark.parametrize("kind", ["link", "pipe", pytest.param("file of another", marks=only_root)])
def test_what_is_no_file_of_the_directorys_owner_is_not_taken(tmp_path: Path, kind: str) -> None:
    """
    Whoever may write in the directory may have put it there for root to read.
    """
    secret, source, target = tmp_path / "secret", tmp_path / "data" / "a", tmp_path / "b"
    secret.write_text("root's alone")
    source.parent.mkdir()
    if kind == "link":
        source.symlink_to(secret)
    elif kind == "pipe":
        os.mkfifo(source)
    else:
        os.link(secret, source)
        os.chown(source.parent, 65534, 65534)
    with pytest.raises(CommandError, match=r"a: (is no file of the dir|too many levels of symbolic links)"):
        move_in(source, target)
    assert not target.exists()
