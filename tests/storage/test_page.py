"""
The queries of docs/database.md, beside a daemon that writes.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.browser.examples import own_blocks
from tests.support.daemon import running
from tests.support.wsclient import Person, dial

NEWEST, DAYS = (block.text for block in own_blocks()["docs/database.md", "Reading it"])


@pytest.fixture
def ann(tmp_path: Path) -> Iterator[Person]:
    """
    Somebody in the lobby of a daemon whose data directory is in `tmp_path`.
    """
    with running(tmp_path) as daemon:
        person = Person(dial(daemon.port), "ann", "lobby")
        yield person
        person.close()


def ask(folder: Path, query: str) -> list[tuple[object, ...]]:
    """
    The rows that another program finds.
    """
    with closing(sqlite3.connect(f"file:{folder}/chatd-data/chatd.db?mode=ro", uri=True)) as connection:
        return connection.execute(query).fetchall()


def test_query_finds_messages_while_a_daemon_writes(ann: Person, tmp_path: Path) -> None:
    for text in ("one", "two", "three"):
        ann.ask(type="say", room="lobby", text=text)
    ann.ask(type="delete", room="lobby", seq=2)
    ann.ask(type="edit", room="lobby", seq=3, text="three!")
    assert [row[:3] for row in ask(tmp_path, NEWEST)] == [(3, "~ann", "three!"), (1, "~ann", "one")]
    ann.ask(type="say", room="lobby", text="more")
    assert ask(tmp_path, NEWEST)[0][:3] == (6, "~ann", "more")


def test_query_counts_messages_of_a_day(ann: Person, tmp_path: Path) -> None:
    said = [ann.ask(type="say", room="lobby", text=text)["time"] for text in ("one", "two")]
    days = [datetime.fromtimestamp(time / 1000, UTC).date().isoformat() for time in said]
    assert ask(tmp_path, DAYS) == [("lobby", day, days.count(day)) for day in sorted(set(days))]
