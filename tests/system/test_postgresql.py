"""
A daemon whose messages are on a PostgreSQL server: what people see when the server goes and comes back.
"""

import os
import re
import subprocess
import threading
from collections.abc import Iterator
from importlib.metadata import requires
from pathlib import Path

import pytest

from tests.browser.examples import own_blocks
from tests.support.daemon import HIGH_LIMITS, Daemon, running
from tests.support.forked_programs import CHATD, run_program
from tests.support.postgresql import PostgreSqlServer, binaries, needs_postgresql, private_server
from tests.support.timeouts import PATIENCE
from tests.support.wsclient import Person, dial

pytestmark = [needs_postgresql, pytest.mark.slow]

CONFIG = """
[store]
data = "{data}"
url = "{url}"
"""
TALKERS = 4
MESSAGES = 60


@pytest.fixture
def server() -> Iterator[PostgreSqlServer]:
    """
    A server of the test's own, which it may stop.
    """
    with private_server() as started:
        yield started


def config(folder: Path, url: str) -> str:
    """
    The configuration of a daemon with its data on a server.
    """
    return CONFIG.format(data=folder / "data", url=url) + HIGH_LIMITS


def chatd(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """
    Run a command with the configuration ``chatd.toml``.
    """
    return run_program([CHATD, "--config", "chatd.toml", *arguments], folder)


def say_until_stored(person: Person, key: str, refused: list[str]) -> int:
    """
    Say the same until it is stored, as clients do; returns the seq.
    """
    while True:
        person.tell(ref=key, type="say", room="lobby", text=key, key=key)
        while (answer := person.next()).get("ref") != key:
            pass
        if answer["type"] == "ok":
            return int(answer["seq"])
        assert (answer["code"], answer["retry_after"] > 0) == ("unavailable", True)
        refused.append(key)


def talk(
    daemon: Daemon,
    name: str,
    stored: dict[str, int],
    refused: list[str],
    all_here: threading.Barrier,
    enough: threading.Event,
) -> None:
    """
    Say so many messages, and then more until there are `enough`.
    """
    person = Person(dial(daemon.port), name, "lobby")
    all_here.wait(PATIENCE)
    number = 0
    while number < MESSAGES or not enough.is_set():
        key = f"{name}-{number}"
        stored[key] = say_until_stored(person, key, refused)
        number += 1
    person.close()


def test_nothing_acknowledged_is_lost_when_sessions_end_and_the_server_restarts(
    tmp_path: Path, server: PostgreSqlServer
) -> None:
    """
    Each message stands once in the log, at the place that was answered; everybody stays connected.
    """
    name = server.create()
    with running(tmp_path, config=config(tmp_path, server.url(name))) as daemon:
        stored: dict[str, int] = {}
        refused: list[str] = []
        all_here, enough = threading.Barrier(TALKERS + 1), threading.Event()
        talkers = [
            threading.Thread(target=talk, args=(daemon, f"ann{n}", stored, refused, all_here, enough), daemon=True)
            for n in range(TALKERS)
        ]
        for talker in talkers:
            talker.start()
        all_here.wait(PATIENCE)
        for count, how in enumerate(("end", "end", "fast", "immediate")):
            if how == "end":
                server.end_connections(name)
            else:
                server.stop(how)
                server.start()
            daemon.wait_for("the store can write again", count)
        enough.set()
        for talker in talkers:
            talker.join(PATIENCE)
            assert not talker.is_alive()
        reader = Person(dial(daemon.port), "bob", "lobby")
        found: dict[str, int] = {}
        more: dict[str, int] = {}
        while True:
            page = reader.ask(type="history", room="lobby", limit=100, **more)
            found |= {event["text"]: event["seq"] for event in page["events"]}
            if not page["more"]:
                break
            more["before"] = page["events"][0]["seq"]
        reader.close()
    assert found == stored
    assert sorted(found.values()) == list(range(1, len(found) + 1))
    assert refused


def test_start_without_the_server_is_one_line_without_the_password(tmp_path: Path) -> None:
    (tmp_path / "chatd.toml").write_text(config(tmp_path, "postgresql://ann:secret@127.0.0.1:1/chat"))
    done = chatd(tmp_path, "status")
    told = done.stdout + done.stderr
    assert done.returncode == 1
    assert "postgresql://ann@127.0.0.1:1/chat: the PostgreSQL server cannot be reached" in told
    assert "secret" not in told


def test_commands_work_without_a_daemon(tmp_path: Path, server: PostgreSqlServer) -> None:
    """
    What was said is there after a restart, for the commands, too: they open the same database.
    """
    text = config(tmp_path, server.url(server.create()))
    (tmp_path / "chatd.toml").write_text(text)
    with running(tmp_path, config=text) as daemon:
        person = Person(dial(daemon.port), "ann", "lobby")
        person.ask(type="say", room="lobby", text="good morning, 早上好")
        person.close()
    assert chatd(tmp_path, "check").returncode == 0
    exported = chatd(tmp_path, "export", "lobby")
    assert "good morning, 早上好" in exported.stdout
    (tmp_path / "lobby.jsonl").write_text(exported.stdout, encoding="utf-8")
    replaced = chatd(tmp_path, "import", "lobby", "lobby.jsonl", "--replace")
    assert replaced.returncode == 0, replaced.stderr
    backup = chatd(tmp_path, "backup", "copy.db")
    assert backup.returncode == 1
    assert "pg_dump" in backup.stderr


def test_commands_of_the_guide(server: PostgreSqlServer, tmp_path: Path) -> None:
    """
    The database is made, dumped and restored as docs/postgresql.md has it, by another name and without a password.
    """
    places = ("Setting it up", "Backups")
    set_up, backup = (own_blocks()["docs/postgresql.md", heading][0].text for heading in places)
    found = binaries()
    assert found is not None

    def execute(commands: str) -> None:
        words = commands.replace("sudo -u postgres ", "").replace(" --pwprompt", "")
        # The role chatd is there already.
        words = re.sub(r"\bchatd\b(?! epoch|\.dump)", "site", words)
        words = words.replace("chatd epoch", f"{CHATD} --config chatd.toml epoch")
        environment = {"PATH": f"{found}:{os.environ['PATH']}", "PGHOST": str(server.directory), "PGUSER": "chatd"}
        done = subprocess.run(
            ["bash", "-euc", words],
            check=False,
            cwd=tmp_path,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
        assert done.returncode == 0, done.stdout + done.stderr

    execute(set_up)
    (tmp_path / "chatd.toml").write_text(config(tmp_path, server.url("site", "site")), encoding="utf-8")
    with running(tmp_path, config=config(tmp_path, server.url("site", "site"))) as daemon:
        assert Person(dial(daemon.port), "ann", "lobby").ask(type="say", room="lobby", text="kept")["seq"] == 1
    execute(backup)
    with running(tmp_path, config=config(tmp_path, server.url("site", "site"))) as daemon:
        page = Person(dial(daemon.port), "ben", "lobby").ask(type="history", room="lobby", limit=10)
        assert [event.get("text") for event in page["events"]] == ["kept"]


def test_driver_comes_with_the_extra() -> None:
    text = own_blocks()["docs/postgresql.md", "Setting it up"][1].text
    assert text.strip() == "pip install 'chatd[postgresql]'"
    assert any("psycopg" in line and "postgresql" in line.partition("extra ==")[2] for line in requires("chatd") or ())
