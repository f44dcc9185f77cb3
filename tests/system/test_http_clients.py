"""
HTTP as real clients say it, to a real daemon; and each row of docs/http-conformance.md over a real socket.

The answers to the rows are read by h11.
"""

import json
import shutil
import subprocess
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.daemon import Daemon, running
from tests.support.http_rows import ROWS, Row, get
from tests.support.timeouts import PATIENCE
from tests.support.wsclient import dial

CONFIG = """
[server]
deflate = true
[limits]
requests_per_second = 1e6
anonymous_per_second = 1e6
anonymous_burst = 1000000
http_per_address = 10000
"""
FETCH = "fetch(process.argv[1]).then(async (r) => process.stdout.write(await r.text()))"
PHP = "echo file_get_contents($argv[1]);"
CLIENTS = {
    "curl": ["curl", "-sSf"],
    "curl-h2c": ["curl", "-sSf", "--http2"],
    "curl-http1.0": ["curl", "-sSf", "--http1.0"],
    "curl-as-to-a-proxy": ["curl", "-sSf", "--proxy", "URL"],
    "wget": ["wget", "-qO-"],
    "node": ["node", "-e", FETCH],
    "php": ["php", "-r", PHP],
}


@pytest.fixture(scope="module")
def daemon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Daemon]:
    """
    A daemon that has time for all of them.
    """
    with running(tmp_path_factory.mktemp("clients"), config=CONFIG) as started:
        yield started


@pytest.mark.parametrize("name", CLIENTS)
def test_client_gets_the_page_and_the_api(daemon: Daemon, name: str) -> None:
    program, *options = CLIENTS[name]
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    base = f"http://127.0.0.1:{daemon.port}"
    words = [base if option == "URL" else option for option in options]

    def fetch(path: str) -> str:
        ran = subprocess.run(
            [program, *words, base + path], capture_output=True, text=True, timeout=PATIENCE, check=False
        )
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    assert fetch("/").startswith("<!doctype html>")
    assert json.loads(fetch("/api/site"))["server"].startswith("chatd/")


def test_urllib_gets_the_page_and_the_api(daemon: Daemon) -> None:
    """
    It closes the connection after each answer.
    """
    for path, begin in (("/", b"<!doctype html>"), ("/api/site", b"{")):
        with urllib.request.urlopen(f"http://127.0.0.1:{daemon.port}{path}", timeout=PATIENCE) as answer:
            assert answer.read().startswith(begin)


@pytest.mark.parametrize("row", [row for row in ROWS if row.status != 101], ids=lambda row: row.name)
@pytest.mark.parametrize("later", [False, True], ids=["first", "later"])
def test_row_is_answered_over_a_socket(daemon: Daemon, row: Row, *, later: bool) -> None:
    """
    h11 accepts the answer as complete; its status, and whether the connection stays open, are as in the row.
    """
    h11: Any = pytest.importorskip("h11")
    with dial(daemon.port) as plug:
        if later:
            plug.sendall(get())
            assert read(h11, plug, "GET")[0] == 200
        plug.sendall(row.request)
        status, closes = read(h11, plug, row.method)
        assert (status, closes) == (row.status, not row.kept)
        if closes:
            assert ended(plug)


def read(h11: Any, plug: Any, method: str) -> tuple[int, bool]:
    """
    One whole answer to a request of `method`: its status, and whether it says that the connection ends.
    """
    known = method if method in {"GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE"} else "GET"
    parser = h11.Connection(h11.CLIENT)
    parser.send(h11.Request(method=known, target="/", headers=[("Host", "a")]))
    parser.send(h11.EndOfMessage())
    status = 0
    while True:
        event = parser.next_event()
        if event is h11.NEED_DATA:
            parser.receive_data(plug.recv(65536))
        elif isinstance(event, h11.Response):
            status = event.status_code
        elif isinstance(event, h11.EndOfMessage):
            return status, parser.their_state is h11.MUST_CLOSE


def ended(plug: Any) -> bool:
    """
    Whether nothing comes any more but the end.
    """
    try:
        return not plug.recv(1)
    except ConnectionResetError:
        return True
