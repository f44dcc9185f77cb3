"""
The image and the compose file in `deploy/`, read as Docker reads them; the check of its health is really run.
"""

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from chatd.server.tap import Options
from tests.support.daemon import running
from tests.support.free_ports import held_port
from tests.support.timeouts import PATIENCE

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
KNOWN = {
    *("FROM", "WORKDIR", "COPY", "RUN", "ENV", "USER", "VOLUME", "EXPOSE", "STOPSIGNAL", "HEALTHCHECK"),
    *("ENTRYPOINT", "CMD"),
}
yaml: Any = pytest.importorskip("yaml")


class Instruction(NamedTuple):
    """
    One instruction of a Dockerfile, continued lines joined.
    """

    name: str
    words: str


def stages() -> list[list[Instruction]]:
    """
    The instructions of each stage.
    """
    text = re.sub(r"^#.*\n", "", (DEPLOY / "Dockerfile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    found: list[list[Instruction]] = []
    for line in re.sub(r"\\\n\s*", "", text).splitlines():
        if not line.strip():
            continue
        name, _, words = line.partition(" ")
        assert name in KNOWN, line
        if name == "FROM":
            found.append([])
        found[-1].append(Instruction(name, words.strip()))
    return found


def only(name: str) -> str:
    """
    What the one instruction of this name in the last stage says.
    """
    (words,) = (found.words for found in stages()[-1] if found.name == name)
    return words


def health_command(port: int) -> list[str]:
    """
    The command of HEALTHCHECK, for a chatd on another port.
    """
    _, _, command = only("HEALTHCHECK").partition("CMD ")
    program, *arguments = json.loads(command)
    assert program == "python"
    assert "8080" in arguments[-1]
    return [sys.executable, *(argument.replace("8080", str(port)) for argument in arguments)]


def run(command: Sequence[str]) -> int:
    return subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False).returncode


def test_image_has_what_runs_and_nothing_that_builds() -> None:
    """
    Two stages of one base, a version that chatd supports; the second takes only the environment.
    """
    build, final = stages()
    base = build[0].words.removesuffix(" AS build")
    assert final[0].words == base
    version = re.fullmatch(r"python:(3\.\d+)-slim", base)
    assert version is not None
    assert f"Python :: {version[1]}" in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    copied = [found.words for found in final if found.name == "COPY"]
    assert copied == ["--from=build /opt/chatd /opt/chatd"]


def test_user_is_not_root_and_owns_the_volume() -> None:
    """
    The directory is made for that user before USER and VOLUME, which takes its owner and mode; the data lie in it.
    """
    names = [found.name for found in stages()[-1]]
    uid, gid = only("USER").split(":")
    assert uid == gid != "0"
    made = shlex.split(only("RUN"))
    assert made[made.index("--uid") + 1] == uid
    volume = only("VOLUME")
    assert made[made.index("install") :] == [
        *("install", "--directory", "--owner=chatd", "--group=chatd", "--mode=0700", volume)
    ]
    assert names.index("RUN") < names.index("USER") < names.index("VOLUME")
    assert only("WORKDIR") == volume
    command = json.loads(only("ENTRYPOINT"))
    assert Path(command[command.index("--data") + 1]).parent == Path(volume)


def test_command_is_one_of_chatd() -> None:
    """
    In the foreground, on the port that is exposed and asked for its health.
    """
    command = [*json.loads(only("ENTRYPOINT")), *json.loads(only("CMD"))]
    assert command[:4] == ["twistd", "--nodaemon", "--pidfile=", "chatd"]
    options = Options()
    options.parseOptions(command[4:])
    assert options["ports"] == [only("EXPOSE")] == ["8080"]


def test_health_is_that_of_a_daemon(tmp_path: Path) -> None:
    """
    Healthy while it runs, whatever host names it serves; unhealthy if nothing answers.
    """
    with running(tmp_path, config='[server]\nhosts = ["chat.example.org"]\n') as daemon:
        assert run(health_command(daemon.port)) == 0
    with held_port() as port:
        assert run(health_command(port)) != 0


def test_image_is_built_of_what_the_package_needs() -> None:
    """
    `.dockerignore` leaves out everything but that.
    """
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    assert rules[0] == "*"
    taken = {rule[1:] for rule in rules if rule.startswith("!")}
    assert taken == {
        *("LICENSE", "README.md", "chatd", "docs/configuration.md", "pyproject.toml", "setup.py", "twisted", "web")
    }
    assert all((ROOT / name).exists() for name in taken)
    assert any(fnmatch("chatd/__pycache__", rule) for rule in rules if rule != "*")


def test_compose_file_runs_the_image_with_few_rights() -> None:
    """
    Its port and its volume are those of the image.
    """
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    service = compose["services"]["chatd"]
    assert (DEPLOY / service["build"]["context"] / service["build"]["dockerfile"]).resolve() == DEPLOY / "Dockerfile"
    assert service["ports"] == [f"127.0.0.1:8080:{only('EXPOSE')}"]
    name, _, path = service["volumes"][0].partition(":")
    assert (name in compose["volumes"], path) == (True, only("VOLUME"))
    assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
    assert service["security_opt"] == ["no-new-privileges:true"]
