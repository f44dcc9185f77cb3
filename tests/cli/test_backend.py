"""
In whose name the command works.
"""

import os
from pathlib import Path
from typing import Any

import pytest

from chatd.cli.client import as_owner


@pytest.fixture
def changes(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """
    Which rights were taken, one after the other.
    """
    found: list[tuple[str, int]] = []
    monkeypatch.setattr(os, "getegid", lambda: 0)
    monkeypatch.setattr(os, "seteuid", lambda user: found.append(("user", user)))
    monkeypatch.setattr(os, "setegid", lambda group: found.append(("group", group)))
    return found


def owned(monkeypatch: pytest.MonkeyPatch, *, by: int, who: int) -> Any:
    """
    A directory that belongs to somebody, for a process of somebody.
    """
    monkeypatch.setattr(os, "geteuid", lambda: who)
    state = os.stat_result((0o40700, 0, 0, 0, by, by + 1, 0, 0, 0, 0))
    monkeypatch.setattr(Path, "stat", lambda path: state)
    return Path("data")


def test_root_works_as_the_owner(monkeypatch: pytest.MonkeyPatch, changes: list[tuple[str, int]]) -> None:
    """
    Or the daemon could not use its own files afterwards.
    """
    with as_owner(owned(monkeypatch, by=500, who=0)):
        assert changes == [("group", 501), ("user", 500)]
    assert changes[2:] == [("user", 0), ("group", 0)]


@pytest.mark.parametrize(("by", "who"), [(0, 0), (500, 500), (500, 600)])
def test_everybody_else_works_as_they_are(
    monkeypatch: pytest.MonkeyPatch, changes: list[tuple[str, int]], by: int, who: int
) -> None:
    """
    Only root changes its user id to that of the directory.
    """
    with as_owner(owned(monkeypatch, by=by, who=who)):
        pass
    assert changes == []
