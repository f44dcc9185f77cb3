"""
The command line itself: what it takes, and how it says no.
"""

import io
import re
from pathlib import Path

import pytest

from chatd import __version__
from chatd.cli.main import make_parser, run

DATA = ("status", "check", "backup", "restore", "export", "import", "erase", "epoch")
COMMANDS = (*DATA, "user", "key", "room", "ban", "unban", "mute", "unmute", "sanctions", "audit")
LOCAL = ("config", "check-config", "init", "completion", "man", "doctor", "top", "announce", "drain")
OPERATIONS = (Path(__file__).parents[2] / "docs" / "operations.md").read_text(encoding="utf-8")


def ended(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """
    The exit status, and what was printed.
    """
    try:
        status = run(arguments)
    except SystemExit as end:
        status = int(end.code or 0)
    out, err = capsys.readouterr()
    return status, out, err


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    """
    And tells what each does, in lines that fit a terminal.
    """
    status, out, _ = ended(capsys, "--help")
    assert status == 0
    for command in (*COMMANDS, *LOCAL):
        assert re.search(rf"^    {command}\s+\w+", out, re.MULTILINE)
        assert ended(capsys, command, "--help")[1].startswith(f"usage: chatd {command}")
    assert max(map(len, out.splitlines())) <= 100


@pytest.mark.parametrize("command", [*COMMANDS, *LOCAL])
def test_command_is_described(command: str) -> None:
    """
    In the page on operations.
    """
    assert f"chatd {command}" in OPERATIONS


def test_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """
    As by the daemon.
    """
    assert ended(capsys, "--version") == (0, f"chatd {__version__}\n", "")


@pytest.mark.parametrize(
    "arguments", [(), ("bogus",), ("backup",), ("epoch",), ("epoch", "a", "--all"), ("status", "x"), ("--bogus",)]
)
def test_what_is_no_command_is_a_matter_of_usage(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    """
    Exit status 2.
    """
    status, out, err = ended(capsys, *arguments)
    assert (status, out) == (2, "")
    assert err.startswith("usage: chatd")


def test_options_stand_before_the_command_or_after_it() -> None:
    parser = make_parser()
    before = parser.parse_args(["--json", "--data", "d", "--config", "c", "status"])
    after = parser.parse_args(["status", "--json", "--data", "d", "--config", "c"])
    assert before == after
    none = parser.parse_args(["status"])
    assert (none.json, none.data, none.config) == (False, None, None)


def test_place_without_data_is_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Looking for something makes nothing.
    """
    monkeypatch.chdir(tmp_path)
    why = f"chatd: {tmp_path}/chatd-data: there is no data of chatd here; name its directory with --data DIR\n"
    for command in (("status",), ("check",), ("export", "a"), ("erase", "g.a"), ("epoch", "--all"), ("backup", "b")):
        assert ended(capsys, *command) == (1, "", why)
    assert list(tmp_path.iterdir()) == []


def test_configuration_is_that_of_the_daemon(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """
    Where the data is stands in it; what is wrong in it is named.
    """
    config = tmp_path / "chatd.toml"
    config.write_text(f'store.data = "{tmp_path}/there"\n')
    assert f"chatd: {tmp_path}/there: there is no data" in ended(capsys, "--config", str(config), "status")[2]
    status, _, err = ended(capsys, "--config", str(config), "--data", f"{tmp_path}/here", "status")
    assert (status, f"chatd: {tmp_path}/here: there is no data" in err) == (1, True)
    config.write_text("store.dat = 1\n")
    assert ended(capsys, "--config", str(config), "status")[2].startswith(f"chatd: {config}: store.dat: there is no")


def test_store_that_keeps_nothing_needs_no_care(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    config = tmp_path / "chatd.toml"
    config.write_text('store.url = "memory:"\n')
    assert "nothing is kept" in ended(capsys, "--config", str(config), "check")[2]


def test_what_is_not_utf_8_is_told_and_not_shown(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    As an argument, or as a password on standard input.
    """
    (tmp_path / "chatd.db").touch()
    wrong = (1, "", "chatd: what was given is not UTF-8\n")
    assert ended(capsys, "--data", str(tmp_path), "ban", "g.a", "--reason", "\udcff") == wrong
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\xff secret\n")))
    assert ended(capsys, "--data", str(tmp_path), "user", "add", "Bea", "--password") == wrong


def test_interrupted_command_says_so(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    In one line.
    """

    def interrupt(path: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("chatd.cli.main.connect_when_ready", interrupt)
    assert ended(capsys, "--data", str(tmp_path), "status") == (1, "", "chatd: interrupted\n")
    # What goes on until then is not disturbed by it; the status is that of shells.
    assert ended(capsys, "--data", str(tmp_path), "tail", "lobby") == (130, "", "")
