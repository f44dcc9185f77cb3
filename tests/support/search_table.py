"""
The table of `docs/search.md`.
"""

import re
from pathlib import Path
from typing import NamedTuple

_DOCS = Path(__file__).parents[2] / "docs" / "search.md"
_SPAN = re.compile("`([^`]+)`")
_ESCAPE = re.compile(r"\\u([0-9a-f]{4})")


class SearchRow(NamedTuple):
    """
    Messages, queries that find each of them, and queries that find none.
    """

    script: str
    messages: list[str]
    finds: list[str]
    misses: list[str]


def search_table() -> list[SearchRow]:
    """
    The rows of the table.
    """
    lines = [line for line in _DOCS.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    rows = [[cell.strip(" ") for cell in line.strip("|").split("|")] for line in lines[1:]]
    return [SearchRow(script, *map(_spans, cells)) for script, *cells in rows]


def _spans(cell: str) -> list[str]:
    return [_ESCAPE.sub(lambda found: chr(int(found[1], 16)), span) for span in _SPAN.findall(cell)]
