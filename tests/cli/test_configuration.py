"""
The commands about configuration files, and completion.
"""

import json
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from chatd.cli.main import run
from chatd.cli.sample_config import sample_config
from chatd.server.config_file import keys, parse
from chatd.server.settings import Settings
from tests.support.programs import program


def test_init_writes_what_check_config_accepts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """
    And replaces nothing.
    """
    path = str(tmp_path / "chatd.toml")
    assert run(["init", path]) == 0
    assert run(["check-config", path]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == f"{path}: all is well"
    assert parse(Path(path).read_text(encoding="utf-8")) == Settings()
    Path(path).write_text("# mine", encoding="utf-8")
    assert run(["init", path]) == 1
    assert (Path(path).read_text(encoding="utf-8"), "is there already" in capsys.readouterr().err) == ("# mine", True)


def test_keys_of_the_sample_have_their_defaults() -> None:
    """
    Without the number signs it is a configuration that says the same; a list of tables begins with an example.
    """
    text = sample_config()
    settings, *lists = text.split("# [[")
    # A line of docs begins with a number sign and a space, a key does not.
    lines = [line.removeprefix("#") for line in settings.splitlines() if not line.startswith("# ")]
    lines.insert(next(at for at, line in enumerate(lines) if line.startswith("kind = ")), "[room.lobby]")
    assert parse("\n".join(lines)).server == Settings().server
    for key in keys():
        assert f"\n#{key.rpartition('.')[2]} = " in text, key
    for entry in lists:
        head, *rest = entry.partition("\n\n")[0].splitlines()
        tomllib.loads("\n".join([f"[[{head}", *(line[1:] for line in rest if not line.startswith("# "))]))


def test_check_config_names_faults(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "chatd.toml"
    path.write_text("server.prot = 1\nlimits.text = 0\n", encoding="utf-8")
    assert run(["check-config", str(path), "--json"]) == 1
    *faults, total = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [fault["fault"].partition(":")[0] for fault in faults] == ["server.prot", "limits.text"]
    assert total == {"file": str(path), "faults": 2}


def test_config_without_a_daemon(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """
    Shows the file; no data has to be there.
    """
    path = tmp_path / "chatd.toml"
    path.write_text('store.url = "memory:"\n', encoding="utf-8")
    assert run(["--config", str(path), "--data", str(tmp_path), "config"]) == 0
    out = capsys.readouterr().out.splitlines()
    assert 'store.url = "memory:"   # file' in out
    assert f'store.data = "{tmp_path}"   # command line' in out
    assert out[-1].endswith(" settings, 2 of them set")


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("", "check-config"), ("user ", "disable"), ("--data x user add ", "--admin"), ("completion ", "fish")],
)
def test_completion_in_bash(tmp_path: Path, typed: str, offered: str, capsys: pytest.CaptureFixture[str]) -> None:
    """
    As bash asks for it.
    """
    assert run(["completion", "bash"]) == 0
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("bash is missing")
    words = ["chatd", *typed.split()]
    script = capsys.readouterr().out + f'\nCOMP_WORDS=({" ".join(words)} ""); COMP_CWORD={len(words)}; _chatd; '
    script += 'printf "%s\\n" "${COMPREPLY[@]}"'
    ended = subprocess.run([bash, "-c", script], capture_output=True, text=True, check=True)
    assert (offered in ended.stdout.splitlines(), ended.stderr) == (True, "")


OTHER_SHELLS = {
    # What `_chatd` offers; compinit and its helpers are not needed for that.
    "zsh": """
compdef() {{ }}
_describe() {{ print -l -- ${{(P)4%%:*}} }}
_files() {{ print "a file" }}
source script
words=(chatd {words} "")
CURRENT=$#words
_chatd
""",
    "fish": "source script; complete -C 'chatd {typed}'",
}


@pytest.mark.parametrize("shell", OTHER_SHELLS)
@pytest.mark.parametrize(
    ("typed", "offered", "files"),
    [
        ("", "check-config", False),
        ("user ", "disable", False),
        ("--data x user ", "sign-out", False),
        ("completion ", "fish", False),
        ("import attic ", None, True),
        ("--data ", None, True),
    ],
)
def test_completion_in_other_shells(
    shell: str, typed: str, offered: str | None, files: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    As the shell asks for it; files are offered only where one can follow.
    """
    assert run(["completion", shell]) == 0
    (tmp_path / "script").write_text(capsys.readouterr().out, encoding="utf-8")
    (tmp_path / "a file").touch()
    text = OTHER_SHELLS[shell].format(typed=typed, words=typed)
    without_files = {"zsh": ["-f"], "fish": ["--no-config"]}[shell]
    ended = subprocess.run(
        [program(shell), *without_files, "-c", text],
        cwd=tmp_path,
        env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )
    lines = [line.split("\t")[0].replace("\\", "") for line in ended.stdout.splitlines()]
    assert (offered is None or offered in lines, "a file" in lines, ended.stderr) == (True, files, "")
