"""
Statements that take many rows at once.

Each step of a statement hands the interpreter's lock to whoever wants it, and a busy reactor gives it back half a
millisecond later: a row is too little for one step.
"""

import sqlite3
from collections.abc import Sequence
from itertools import chain
from typing import Any


class Rows:
    """
    A statement with one `{}`, for rows of so many values.

    It is made for 64 of them, for 16, for 4 and for one: few statements, each prepared once.
    """

    def __init__(self, statement: str, columns: int) -> None:
        row = f"({', '.join('?' * columns)})"
        self._sizes = [(size, statement.format(", ".join([row] * size))) for size in (64, 16, 4, 1)]

    def run(self, connection: sqlite3.Connection, rows: Sequence[tuple[Any, ...]]) -> list[Any]:
        """
        Hand rows to the driver as they are; what it answers.
        """
        found: list[Any] = []
        begin = 0
        for size, statement in self._sizes:
            while len(rows) - begin >= size:
                part = rows[begin : begin + size]
                found += connection.execute(statement, tuple(chain.from_iterable(part))).fetchall()
                begin += size
        return found
