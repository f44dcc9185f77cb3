"""
Every subcommand with every broken stream: one line at most, never a traceback, and nothing lost unsaid.
"""

import os
import shutil
import subprocess
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path

import pytest

from chatd.cli.main import make_parser
from chatd.cli.man_pages import leaf_parsers
from tests.support.daemon import Daemon, running
from tests.support.forked_programs import CHATD, TWISTD
from tests.support.timeouts import PATIENCE
from tests.system.forked import BROKEN, CLOSED, FULL, Ended, Forks, forking
from tests.system.test_command import DATA

pytestmark = pytest.mark.slow

TITLE = "新年 ñ"
LOG = (
    '{"type":"log","version":1,"room":"lobby","title":"新年 ñ"}\n'
    '{"type":"message","room":"lobby","seq":1,"user":{"id":"g.a","name":"Ánn"},"text":"新年","time":1}\n'
)
VALUES = {
    "NAME": "new",
    "NAME|ID": "Bea",
    "ROOM": "lobby",
    "PATTERN=ACTION,…": "*=read",
    "backup FILE": "new.db",
    "restore FILE": "backup.db",
    "export FILE": "new.jsonl",
    "import FILE": "log.jsonl",
    "import ROOM": "attic",
    "key revoke NAME": "ci",
    "webhook add URL": "https://example.org/other",
    "EVENT,…": "*",
    "hook revoke NAME|ID": "alerts",
    "WEBHOOK": "https://example.org/hook",
    "DELIVERY": "",
    "room set": "--title",
    "TEXT": "Hello",
    "check-config FILE": "chatd.toml",
    "init FILE": "new.toml",
    "ISSUER": "site",
    "JSON": '{"build":4711}',
}
"""An argument for each kind there is, or for that kind of one command; empty: none."""

MORE = {
    "room set": ["--title", TITLE],
    "message delete": ["--author", "Bea"],
    "report close": ["--all"],
    "token revoke": ["--jti", "1"],
}
"""What a command needs beside what its parser asks for."""


def sample(command: str, parser: ArgumentParser) -> list[str]:
    """
    Arguments with which a command works.
    """
    arguments = command.split()
    for action in parser._actions:
        metavar = action.metavar if isinstance(action.metavar, str) else ""
        if action.option_strings and not action.required:
            continue
        value = (
            next(iter(action.choices)) if action.choices else VALUES.get(f"{command} {metavar}", VALUES.get(metavar))
        )
        assert value is not None, f"{command}: give VALUES an example of {metavar}"
        if not value:
            continue
        arguments += [*action.option_strings[-1:], value]
    return arguments + MORE.get(command, [])


COMMANDS = {command: sample(command, parser) for command, parser in leaf_parsers(make_parser())}

REFUSED = frozenset({"reload", "announce", "drain", "top", "say", "doctor", "token revoke"})
"""Commands that are refused at this site: no daemon runs, and no token issuer is configured; `doctor` looks at the
machine, where another program may have the port."""

each_command = pytest.mark.parametrize("command", [command for command in COMMANDS if command not in REFUSED])


@pytest.fixture(scope="module")
def forks() -> Iterator[Forks]:
    """
    Makes the processes.
    """
    with forking() as made:
        yield made


@pytest.fixture(scope="module")
def original(forks: Forks, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """
    A site with a room, an account that is banned and muted, a key and webhooks.
    """
    folder = tmp_path_factory.mktemp("original")
    (folder / "log.jsonl").write_text(LOG, encoding="utf-8")
    (folder / "chatd.toml").write_text("", encoding="utf-8")
    for command in (
        "import lobby log.jsonl",
        "user add Bea",
        "key create ci --rooms *=read",
        "webhook add https://example.org/hook --events *",
        "hook add lobby alerts",
        "ban Bea",
        "mute Bea",
        "backup backup.db",
    ):
        assert forks.run(folder, *command.split()).status == 0, command
    return folder


@pytest.fixture
def site(original: Path, tmp_path: Path) -> Path:
    """
    A copy of it, to be changed.
    """
    folder = tmp_path / "site"
    shutil.copytree(original, folder, ignore=shutil.ignore_patterns("control.sock"))
    return folder


def said(ended: Ended, status: int, words: str) -> None:
    """
    That status, and one line with these words.
    """
    assert (ended.status, ended.out) == (status, ""), ended
    line, *more = ended.err.splitlines()
    assert (line[:7], words in line, more) == ("chatd: ", True, []), ended


@each_command
def test_broken_streams_without_a_daemon(command: str, forks: Forks, site: Path) -> None:
    """
    A command whose answer cannot be printed is not begun; the others work as usual.
    """
    arguments = COMMANDS[command]
    said(forks.run(site, *arguments, stdout=CLOSED), 1, "standard output is closed; nothing was done")
    said(forks.run(site, *arguments, stdout=FULL), 1, "no space left on device; nothing was done")
    # All this has changed nothing: it is done now, in letters that not every terminal has.
    ended = forks.run(site, *arguments, stdin=CLOSED, stderr=CLOSED, encoding="ascii")
    assert (ended.status, bool(ended.out), "Traceback" in ended.out) == (0, True, False), ended


@each_command
def test_reader_who_is_gone(command: str, forks: Forks, site: Path) -> None:
    """
    The command ends without a message, and its work is done.
    """
    assert forks.run(site, *COMMANDS[command], stdout=BROKEN) == (1, "", "")
    if command == "user add":
        assert "new" in forks.run(site, "user", "list").out
    if command == "erase":
        assert "no account" in forks.run(site, "erase", "Bea").err


@pytest.mark.parametrize("arguments", [["--version"], ["--help"]])
def test_help_and_version(arguments: list[str], forks: Forks, tmp_path: Path) -> None:
    """
    Status 0 only if all of the output was written.
    """
    assert forks.run(tmp_path, *arguments, encoding="ascii").status == 0
    said(forks.run(tmp_path, *arguments, stdout=FULL), 1, "no space left on device")
    assert forks.run(tmp_path, *arguments, stdout=BROKEN) == (1, "", "")
    assert forks.run(tmp_path, *arguments, stdin=CLOSED, stdout=CLOSED, stderr=CLOSED).status in {0, 1}


def test_wrong_command_is_one_whatever_the_streams(forks: Forks, tmp_path: Path) -> None:
    """
    The status says so if nothing can be printed.
    """
    for stderr in (CLOSED, FULL):
        assert forks.run(tmp_path, "bogus", stderr=stderr).status == 2
        assert forks.run(tmp_path, "status", stderr=stderr).status == 1


def test_all_streams_are_broken(forks: Forks, site: Path) -> None:
    """
    Only the status tells the result.
    """
    for broken in (CLOSED, FULL):
        assert forks.run(site, "user", "add", "new", stdin=CLOSED, stdout=broken, stderr=broken) == (1, "", "")
    assert "new" not in forks.run(site, "user", "list").out


def test_what_is_read_from_a_closed_standard_input(forks: Forks, site: Path) -> None:
    """
    The error names what could not be read.
    """
    said(forks.run(site, "import", "attic", stdin=CLOSED), 1, "standard input is closed")
    said(forks.run(site, "user", "add", "new", "--password", stdin=CLOSED), 1, "standard input is closed")


def test_broken_streams_beside_a_daemon(forks: Forks, site: Path) -> None:
    """
    The same through the control socket; the daemon is not disturbed.
    """
    with running(site) as daemon:
        assert daemon.port
        for command, arguments in COMMANDS.items():
            if command == "drain":
                continue
            said(forks.run(site, *arguments, stdout=CLOSED), 1, "standard output is closed; nothing was done")
            said(forks.run(site, *arguments, stdout=FULL), 1, "no space left on device; nothing was done")
            if command == "tail":
                # It follows the room until it is interrupted (tests/system/test_command.py).
                continue
            ended = forks.run(site, *arguments, stdin=CLOSED, stderr=FULL)
            assert (ended.status in {0, 1}, "Traceback" in ended.out) == (True, False)
            ended = forks.run(site, *arguments, stdout=BROKEN)
            assert (ended.status, "Traceback" in ended.err) == (1, False)
            assert len(ended.err.splitlines()) <= 1
        assert forks.run(site, "status").status == 0
        ended = forks.run(site, "drain", stdin=CLOSED)
        assert (ended.status, ended.out[:8]) == (0, "stopped;")


def test_export_is_utf_8_whatever_the_locale_says(forks: Forks, site: Path) -> None:
    """
    So is JSON; a title is escaped on a terminal that cannot show it.
    """
    assert TITLE in forks.run(site, "export", "lobby", encoding="ascii").out
    assert TITLE in forks.run(site, "--json", "room", "list", encoding="latin-1").out
    assert "\\u65b0\\u5e74 \\xf1" in forks.run(site, "room", "list", encoding="ascii").out


def test_names_that_are_not_utf_8(forks: Forks, site: Path) -> None:
    """
    Of the data directory and of every file; in JSON they can be read.
    """
    for encoding in ("utf-8", "ascii"):
        odd = os.fsdecode(f"\xe9 {encoding}".encode("latin-1"))
        (site / DATA).rename(site / odd)
        (site / "log.jsonl").rename(site / f"{odd}.jsonl")

        def ended(*arguments: str, status: int = 0, data: str = odd, written_as: str = encoding) -> str:
            done = forks.run(site, "--data", data, *arguments, encoding=written_as)
            assert done.status == status, done
            return done.out + done.err

        ended("status")
        ended("import", f"attic-{encoding}", f"{odd}.jsonl")
        ended("export", "lobby", f"{odd}.out")
        ended("backup", f"{odd}.db")
        assert r'"file":"\\xe9' in ended("--json", "backup", f"{odd}.json.db")
        assert r"\xe9" in ended("backup", f"{odd}.db", status=1)
        assert r"\xe9" in ended("export", "lobby", f"{odd}.out", status=1)
        assert r"\xe9" in ended("--json", "restore", f"{odd}.db")
        assert r"\xe9" in ended("audit")
        assert r"\xe9" in ended("--config", odd, "status", status=1)
        assert r"\xe9" in ended("status", status=1, data=f"{odd}.none")
        (site / odd).rename(site / DATA)
        (site / f"{odd}.jsonl").rename(site / "log.jsonl")


def shell(folder: Path, script: str, **environment: str) -> Ended:
    """
    A shell's line, with the real programs as ``$chatd`` and ``$twistd``.
    """
    whole = {**os.environ, "chatd": CHATD, "twistd": TWISTD, **environment}
    ran = subprocess.run(
        ["sh", "-c", script], cwd=folder, env=whole, capture_output=True, timeout=PATIENCE, check=False
    )
    return Ended(ran.returncode, ran.stdout.decode(), ran.stderr.decode())


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("$chatd user add new >/dev/full", "no space left on device; nothing was done"),
        ("$chatd user add new >&-", "standard output is closed; nothing was done"),
        ("$chatd --version >/dev/full", "no space left on device"),
        ("$twistd chatd --version >/dev/full", "no space left on device"),
        ("$twistd chatd --help >/dev/full", "no space left on device"),
        ("$twistd chatd --version >&-", "standard output is closed"),
    ],
)
def test_real_command_in_a_real_shell(script: str, words: str, site: Path) -> None:
    """
    The processes of the other tests are forked.
    """
    said(shell(site, script), 1, words)


@pytest.mark.parametrize(
    "environment",
    [
        {"LANG": "C"},
        {"LC_ALL": "C"},
        {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii"},
    ],
    ids=str,
)
def test_locale_without_letters(environment: dict[str, str], site: Path) -> None:
    """
    A command beside a daemon, in a directory whose name is not UTF-8, in a locale without UTF-8.
    """
    odd = os.fsdecode(b"\xe9")
    (site / DATA).rename(site / odd)
    (site / odd / "settings.toml").write_bytes(b'\xef\xbb\xbf[room.attic]\ntitle = "\xe6\x96\xb0"\n')
    program = ("env", *(f"{name}={value}" for name, value in environment.items()), TWISTD)
    port = "--port=tcp:0:interface=127.0.0.1"
    command = ("-n", "--pidfile=", "chatd", port, "--data", odd, "--config", f"{odd}/settings.toml")
    daemon = Daemon(site, ports=(), program=program, command=command)
    try:
        script = '$chatd --data "$(printf "\\351")" {}'
        assert "attic" in shell(site, script.format("room list"), **environment).out
        assert TITLE in shell(site, script.format("export lobby"), **environment).out
        assert shell(site, script.format("room set lobby --title ascii"), **environment).status == 0
    finally:
        status = daemon.stop()
        daemon.close()
    assert status == 0, daemon.log
    assert "Traceback" not in daemon.log, daemon.log
    assert "Unable to" not in daemon.log, daemon.log
    assert "data is kept in" in daemon.log
