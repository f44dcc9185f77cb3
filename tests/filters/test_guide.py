"""
The plugin of docs/filters.md, as it stands there.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.examples import blocks
from tests.support.daemon import run, running
from tests.support.timeouts import PATIENCE
from tests.support.wsclient import Person, dial

CHECKOUT = Path(__file__).parents[2]
GUIDE = {block.heading: block.text for block in blocks() if block.page == "docs/filters.md"}


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """
    The folder with the page's files, on the Python path of the programs that a test starts.
    """
    folder = tmp_path / "chatd-shouting"
    files = {name: text for name, text in GUIDE.items() if name.endswith(".py")}
    assert len(files) == 3
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(folder), str(CHECKOUT)]))
    return folder


def test_plugin_filters_what_is_said_to_a_daemon(package: Path, tmp_path: Path) -> None:
    with running(tmp_path, config=GUIDE["Configuration"]) as daemon:
        ann, bob = (Person(dial(daemon.port), name, "lobby") for name in ("ann", "bob"))
        ann.tell(type="say", room="lobby", text="WHO IS THERE?")
        refusal = ann.hear("error")
        assert (refusal["code"], refusal["message"]) == ("filtered", "please do not write in capitals")
        seq = ann.ask(type="say", room="lobby", text="Who is there?")["seq"]
        ann.tell(type="edit", room="lobby", seq=seq, text="WHO IS THERE?")
        assert ann.hear("error")["code"] == "filtered"
        assert bob.hear("message")["text"] == "Who is there?"


@pytest.mark.slow
def test_changed_text_is_told_to_its_author(package: Path, tmp_path: Path) -> None:
    config = GUIDE["Configuration"].replace('"refuse"', '"lower"')
    with running(tmp_path, config=config) as daemon:
        ann, bob = (Person(dial(daemon.port), name, "lobby") for name in ("ann", "bob"))
        assert ann.ask(type="say", room="lobby", text="WHO IS THERE?")["text"] == "who is there?"
        assert bob.hear("message")["text"] == "who is there?"


@pytest.mark.parametrize(
    ("right", "wrong", "error"),
    [
        ('"shouting"', '"shoutin"', "filters[0].use: there is no filter 'shoutin'; did you mean shouting?"),
        pytest.param(
            '"refuse"',
            '"shout"',
            "filters[0].options.action: 'shout': expected one of lower, refuse",
            marks=pytest.mark.slow,
        ),
    ],
    ids=["use", "options"],
)
def test_mistake_in_the_configuration_ends_the_start(
    package: Path, tmp_path: Path, right: str, wrong: str, error: str
) -> None:
    (tmp_path / "chatd.toml").write_text(GUIDE["Configuration"].replace(right, wrong), encoding="utf-8")
    done = run(tmp_path, "-n", "--pidfile=", "chatd", "--config", "chatd.toml", "--port", "tcp:0")
    assert done.returncode == 1
    line = f"chatd: chatd.toml: {error}"
    assert done.stderr.splitlines()[-1] == line
    assert f"    {line}\n" in (CHECKOUT / "docs/filters.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_tests_of_the_plugin_pass(package: Path) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "0", str(package)]
    done = subprocess.run(command, cwd=package, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 0, done.stdout
    assert "3 passed" in done.stdout


@pytest.mark.slow
def test_measurement_of_a_filter_runs(package: Path) -> None:
    command = GUIDE["Slow filters"].replace("python ", f"{sys.executable} ", 1).replace("-n 2000", "-n 1")
    done = subprocess.run(
        ["bash", "-ec", command], cwd=package, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "per loop" in done.stdout
