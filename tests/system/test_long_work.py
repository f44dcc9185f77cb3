"""
What takes long over HTTP, with a real daemon and many messages: it is answered, goes on, and outlives a kill.
"""

import http.client
import json
import signal
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.daemon import Daemon, running
from tests.support.timeouts import PATIENCE
from tests.support.wsclient import Person, dial
from tests.system.test_command import ROOMY, done

pytestmark = pytest.mark.slow

MANY = 30_000
PASSWORD = "correct horse"


def ask(daemon: Daemon, method: str, path: str, body: object = None, **fields: str) -> tuple[int, dict[str, str], Any]:
    """
    The status, the fields in lower case, and the JSON of an answer.
    """
    connection = http.client.HTTPConnection("127.0.0.1", daemon.port, timeout=PATIENCE)
    origin = {"Origin": f"http://127.0.0.1:{daemon.port}", "Content-Type": "application/json"}
    connection.request(method, path, None if body is None else json.dumps(body), origin | fields)
    answer = connection.getresponse()
    raw = answer.read()
    connection.close()
    head: dict[str, str] = {}
    for name, value in answer.getheaders():
        # The session's cookie comes first; another one is that of the known browser.
        head.setdefault(name.lower(), value)
    return answer.status, head, json.loads(raw) if raw else None


def settle(folder: Path, daemon: Daemon, many: int = MANY) -> str:
    """
    Somebody who has said so much; the cookie.
    """
    status, fields, body = ask(daemon, "POST", "/api/account", {"name": "Anna", "password": PASSWORD})
    assert status == 201
    done(folder, "import", "big", given="".join(lines(body["user"], many)))
    return fields["set-cookie"].partition(";")[0]


def lines(user: dict[str, str], many: int) -> Iterator[str]:
    """
    A room's log, as `chatd import` takes it.
    """
    yield '{"type":"log","version":1,"room":"big"}\n'
    for seq in range(1, many + 1):
        event = {"type": "message", "room": "big", "seq": seq, "time": 1_700_000_000_000 + seq, "user": user}
        yield json.dumps(event | {"text": f"tea {seq}"}) + "\n"


def left(folder: Path) -> int:
    """
    How many texts there are in the store.
    """
    with sqlite3.connect(folder / "chatd-data" / "chatd.db") as database:
        count: int = database.execute("select count(*) from events where text is not null").fetchone()[0]
    return count


def await_done(daemon: Daemon, where: str) -> None:
    """
    Ask until it is done, while others talk.
    """
    ann = Person(dial(daemon.port), "Ann", "lobby")
    for turn in range(10_000):
        status, _, body = ask(daemon, "GET", where)
        assert status == 200
        if body["state"] == "done":
            return
        assert body["state"] == "running"
        ann.ask(type="say", room="lobby", text=f"still here {turn}")

    raise AssertionError("never done")


def test_account_that_said_very_much_is_deleted(tmp_path: Path) -> None:
    """
    The answer comes before the work is done, and has the address of the task; the server keeps serving.
    """
    with running(tmp_path, config=ROOMY) as daemon:
        cookie = settle(tmp_path, daemon)
        status, fields, body = ask(daemon, "DELETE", "/api/account", {"password": PASSWORD}, Cookie=cookie)
        assert (status, body["state"]) == (202, "running")
        await_done(daemon, fields["location"])
        assert ask(daemon, "GET", "/api/session", Cookie=cookie)[0] == 401
    assert left(tmp_path) < MANY


def begin_deletion(folder: Path, many: int) -> str:
    """
    Kill a daemon that has begun to delete the account of somebody who has said so much; the address of the task.
    """
    first = Daemon(folder, config=ROOMY)
    try:
        cookie = settle(folder, first, many)
        status, fields, _ = ask(first, "DELETE", "/api/account", {"password": PASSWORD}, Cookie=cookie)
        assert status == 202
        first.signal(signal.SIGKILL)
        first.wait()
    finally:
        first.close()
    return fields["location"]


def test_deletion_is_finished_after_a_kill(tmp_path: Path) -> None:
    """
    By the next process; the task has the same address.
    """
    for many in (MANY, 4 * MANY, 16 * MANY):
        folder = tmp_path / str(many)
        folder.mkdir()
        location = begin_deletion(folder, many)
        # This process may have waited for the processor longer than the deletion took.
        if left(folder) > 0:
            break
    else:
        raise AssertionError("it was always done before the kill")
    with running(folder, config=ROOMY) as daemon:
        assert daemon.wait_for("it was not finished")
        await_done(daemon, location)
    assert done(folder, "check").strip() == "all is well"
