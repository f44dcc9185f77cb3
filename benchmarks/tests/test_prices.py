"""
What commands cost, beside what the command table says.
"""

from pathlib import Path

from benchmarks.prices import Site, cases, price_rows, prices
from benchmarks.report import fill

PAGE = Path(__file__).parent.parent.parent / "docs" / "configuration.md"


def test_each_command_is_measured(tmp_path: Path) -> None:
    """
    A new command needs a case of its own, or nobody knows whether its price is right.
    """
    assert {case.type for case in cases(Site(tmp_path))} == set(prices())


def test_documented_prices_are_those_of_the_table() -> None:
    """
    ``python -m benchmarks.prices --write`` writes them anew.
    """
    page = PAGE.read_text(encoding="utf-8")
    assert fill(page, "prices", price_rows()) == page
