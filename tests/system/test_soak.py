"""
Memory is flat while people come and go.  The long form is ``make soak``.
"""

from pathlib import Path

import pytest

from tests.system.soak import PARTS, Part, growth, soak

SECONDS = 105
"""With the pauses between the parts it takes two minutes."""


def parts(objects: int = 0, memory: int = 0) -> list[Part]:
    """
    Parts of a thousand visits, of which each left so much.
    """
    return [Part(n * 1000, 50_000 + n * objects * 1000, 100_000 + n * memory * 1000) for n in range(1, PARTS + 1)]


def test_leak_is_seen() -> None:
    """
    One object, or six kilobytes, for each visit.
    """
    assert growth(parts()) == []
    assert growth(parts(objects=1)) == ["objects: 52000, then 55000, with 3000 visits between"]
    assert growth(parts(memory=6)) == ["memory: 112000 kB, then 130000 kB"]


@pytest.mark.slow
def test_memory_is_flat_while_people_come_and_go(tmp_path: Path) -> None:
    found = soak(tmp_path, SECONDS)
    assert growth(found) == [], found
