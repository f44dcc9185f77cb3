"""
What the widget costs the page around it: that the benchmark runs.
"""

import re
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from benchmarks.widget import Visit, middle, rows
from tests.browser import needs

ROOT = Path(__file__).parent.parent.parent


def test_table_says_how_much_later() -> None:
    """
    Of the page's use and of its `load` event.
    """
    assert rows(Visit(0.5, 0.75, 0), Visit(0.625, 1, 1.5))[-1] == "| later | 0.12 s | 0.25 s | |"


def test_medians_are_those_of_each_time() -> None:
    """
    The columns do not depend on each other.
    """
    assert middle([Visit(1, 9, 2), Visit(2, 8, 3), Visit(9, 1, 4)]) == Visit(2, 8, 3)


@pytest.mark.browser
@pytest.mark.slow
def test_both_pages_are_visited() -> None:
    """
    One round; what it takes depends on the machine.
    """
    needs.chromium()
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.widget", "1"], check=False, cwd=ROOT, capture_output=True, text=True
    )
    assert ran.returncode in {0, 1}, ran.stderr
    assert re.search(r"with the widget \| \d\.\d\d s \| \d\.\d\d s \| \d\.\d\d s", ran.stdout)
    assert "goal: at most 0.3 s later: " in ran.stdout
