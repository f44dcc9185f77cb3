"""
The source distribution, the wheel built from it, and a virtual environment that has nothing else.
"""

import os
import re
import signal
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.browser.examples import blocks
from tests.packaging.conftest import run

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif("CHATD_PACKAGING" not in os.environ, reason="needs the network; set CHATD_PACKAGING=1"),
]

ROOT = Path(__file__).parent.parent.parent
# Pages, which are served with what the configuration says, and their paths.
PAGES = {"index.html": "/", "admin/index.html": "/admin", "embed/index.html": "/embed"}
# Built files that a page itself names, and the pattern of the names under which they are served.
ENTRY_POINTS = {
    "dist/app.js": r"app\.[0-9a-f]+\.js",
    "dist/app.css": r"index\.[0-9a-f]+\.css",
    "dist/admin.js": r"admin\.[0-9a-f]+\.js",
    "dist/admin.css": r"admin\.[0-9a-f]+\.css",
}
LEFT_OUT = {"__pycache__", ".DS_Store"}


def below(folder: str) -> set[str]:
    """
    The files of the checkout in `folder`, by their paths in it.
    """
    return {
        path.relative_to(ROOT / folder).as_posix()
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and not LEFT_OUT & set(path.parts) and path.suffix != ".pyc"
    }


@pytest.fixture
def server(installed: Path, tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """
    The installed daemon, and the URL that it says it listens at.
    """
    process = subprocess.Popen(
        [installed / "twistd", "-n", "--pidfile=", "chatd", "--port", "tcp:0:interface=127.0.0.1"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    try:
        line = next((line for line in process.stdout if "listening on" in line), "")
        assert line, "it ended before it listened"
        yield process, line.split()[-1]
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def test_sdist_holds_what_is_worked_with(built: Path) -> None:
    """
    The tests can be run and the docs read from it.
    """
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    wanted = {"README.md", "LICENSE", "CHANGELOG.md", "chatd.tac", "Makefile", ".ci/run", "pyproject.toml", "setup.py"}
    wanted |= {f"{folder}/{name}" for folder in ("clients", "docs", "web") for name in below(folder)}
    assert wanted - names == set()


def test_wheel_holds_the_package_the_page_and_one_plugin(built: Path) -> None:
    """
    All files of the page, and nothing that belongs to Twisted.
    """
    (wheel,) = built.glob("*.whl")
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert {name for name in names if name.startswith("twisted/")} == {"twisted/plugins/chatd_plugin.py"}
    assert {name.removeprefix("chatd/web/") for name in names if name.startswith("chatd/web/")} == below("web")
    code = {name.removeprefix("chatd/") for name in names if name.startswith("chatd/")}
    assert below("chatd") - code == set()
    shipped = {name.partition(".data/data/")[2] for name in names if name.startswith("chatd-")}
    assert {f"share/chatd/{name}" for name in ("chatd.service", "chatd.socket", "chatd.toml")} - shipped == set()
    assert {Path(name).parent for name in shipped} == {Path("share/chatd")}
    assert {name.split("/")[0] for name in names if not name.startswith("chatd-")} == {"chatd", "twisted"}


def test_twistd_knows_it_at_once(installed: Path, tmp_path: Path) -> None:
    """
    Nothing has to be regenerated after an installation.
    """
    assert "Real-time messaging for a web site." in run(installed / "twistd", "--help", cwd=tmp_path)
    assert "--port" in run(installed / "twistd", "chatd", "--help", cwd=tmp_path)


def test_daemon_serves_the_page_and_stops(built: Path, server: tuple[subprocess.Popen[str], str]) -> None:
    """
    Every file of the page is served out of the wheel, what is built under names of its content; SIGTERM ends it with
    status 0.
    """
    process, url = server
    (wheel,) = built.glob("*.whl")
    # Over one connection, as a browser does it: so many new ones are more than one address may make.
    connection = HTTPConnection(url.removeprefix("http://").rstrip("/"), timeout=10)

    def fetch(path: str) -> bytes:
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read()
        assert answer.status == 200, (path, body)
        return body

    with zipfile.ZipFile(wheel) as archive, closing(connection):
        pages = "".join(fetch(path).decode() for path in PAGES.values())
        assert fetch("/index.html") == fetch("/")
        names = {name.removeprefix("chatd/web/") for name in archive.namelist() if name.startswith("chatd/web/")}
        # The script of the widget is served as it was built.
        for name in names - {*PAGES, "embed.js"}:
            if name in ENTRY_POINTS:
                (path,) = set(re.findall(rf'"(assets/{ENTRY_POINTS[name]})"', pages))
            elif name == "dist/embed.js":
                path = "embed.js"
            elif name.startswith("dist/"):
                # The name of a chunk has the hash of its content.
                path = name.replace("dist/", "assets/")
            else:
                path = name
            assert fetch("/" + path) == archive.read("chatd/web/" + name), name
    process.send_signal(signal.SIGTERM)
    log, _ = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "Traceback" not in log


def test_uninstall_leaves_twisted_alone(built: Path, tmp_path: Path) -> None:
    """
    The plugin is in Twisted's folder; only that file is removed.
    """
    run(sys.executable, "-m", "venv", "venv", cwd=tmp_path)
    programs = tmp_path / "venv/bin"
    (wheel,) = built.glob("*.whl")
    run(programs / "pip", "install", "--quiet", "twisted", cwd=tmp_path)
    run(programs / "pip", "install", "--quiet", "--no-deps", wheel, cwd=tmp_path)
    run(programs / "twistd", "--help", cwd=tmp_path)
    run(programs / "pip", "uninstall", "--quiet", "--yes", "chatd", cwd=tmp_path)
    assert "chatd" not in run(programs / "twistd", "--help", cwd=tmp_path)


def test_plugin_of_the_guide_is_installed(installed: Path, tmp_path: Path) -> None:
    """
    The package of docs/filters.md, built and installed by the commands that stand there.
    """
    guide = {block.heading: block.text for block in blocks() if block.page == "docs/filters.md"}
    for name in (name for name in guide if name.endswith((".py", ".toml"))):
        file = tmp_path / "chatd-shouting" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(guide[name], encoding="utf-8")
    (tmp_path / ".venv").symlink_to(installed.parent)
    run(installed / "pip", "install", "--quiet", "pytest", cwd=tmp_path)
    for command in guide["Installation"].splitlines():
        run("bash", "-ec", command, cwd=tmp_path)
    makers = "from chatd.filters.plugins import available_makers; print(*[maker.name for maker in available_makers()])"
    assert run(installed / "python", "-c", makers, cwd=tmp_path).split() == ["words", "links", "shouting"]
    run(installed / "pip", "uninstall", "--quiet", "--yes", "chatd-shouting", cwd=tmp_path)
    assert run(installed / "python", "-c", makers, cwd=tmp_path).split() == ["words", "links"]
