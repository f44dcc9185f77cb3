"""
Scrubbing: overwrites copies of deleted rows in a SQLite file.

`secure_delete` overwrites a row where it is deleted.  But when a page is split, copies of the rows that moved to other
pages stay in its gap, the space between row pointers and rows.  Such gaps are found by reading the pages
(sqlite.org/fileformat2.html, section 1.6) and overwritten by plain SQL: one row of the page is made so long that it
fills all free space, and short again.  Only SQLite ever writes to the file.
"""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from struct import unpack, unpack_from
from typing import NamedTuple

from sqlalchemy import Connection

STEP = 512
"""The number of pages that are read at once."""

_LEAF = 0x0D
_HEADER = 8
_POINTERS = 4
_DIGEST = 9
_COLUMNS = 11
_WITHOUT_DATA = 10
"""Columns of a row from before the last column, `data`, was added; it is rewritten with all of them."""
_SET_DIGEST = "UPDATE events SET digest = ? WHERE id = ?"


class Gap(NamedTuple):
    """
    A page whose gap is not clean.  The row `entry` fills the gap if its `digest` is `length` bytes long.
    """

    entry: int
    length: int


class PageScrubber:
    """
    Finds and overwrites the gaps in the pages of a database file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None

    def find_gaps(self, page: int) -> tuple[list[Gap], int | None]:
        """
        Read some pages from `page` on; returns the gaps to overwrite, and the next page or None at the end.

        Only pages that a checkpoint has written to the file are seen.  Begin with page 1: page 0 has no rows.
        """
        if self._file is None:
            # Kept open: closing it would release SQLite's locks on the file (fcntl locks belong to the process).
            self._file = os.open(self._path, os.O_RDONLY | os.O_CLOEXEC)
        size, reserved = unpack(">HxxB", os.pread(self._file, 5, 16))
        size = 65536 if size == 1 else size
        pages = os.pread(self._file, STEP * size, page * size)
        whole = len(pages) // size
        return list(
            find_gaps_in_pages(pages[: whole * size], size, size - reserved)
        ), page + whole if whole == STEP else None

    def overwrite_gaps(self, connection: Connection, found: Sequence[Gap]) -> None:
        """
        Overwrite what `find_gaps` found, in the open transaction.
        """
        for gap in found:
            known = connection.exec_driver_sql("SELECT digest FROM events WHERE id = ?", (gap.entry,)).one_or_none()
            if known is not None:
                connection.exec_driver_sql(_SET_DIGEST, (bytes(gap.length), gap.entry))
                connection.exec_driver_sql(_SET_DIGEST, (known[0], gap.entry))

    def close_file(self) -> None:
        """
        Close the file.  To be called after all connections to it were closed.
        """
        if self._file is not None:
            os.close(self._file)
            self._file = None


def find_gaps_in_pages(pages: bytes, size: int, usable: int) -> Iterator[Gap]:
    """
    The gaps that are not clean in the pages of the table `events`.  `pages` are whole pages of `size` bytes, of which
    SQLite uses `usable`.
    """
    for begin in range(0, len(pages), size):
        if pages[begin] == _LEAF:
            gap = _gap(pages[begin : begin + usable], usable)
            if gap is not None:
                yield gap


def _gap(page: bytes, usable: int) -> Gap | None:
    block, count, top, fragments = unpack_from(">HHHB", page, 1)
    bottom = _HEADER + 2 * count
    if not count or not bottom < top <= usable or _clean(page, bottom, top, usable):
        return None
    free = top - bottom + fragments
    while block:
        # Free blocks, in ascending order; a page that is being written may be inconsistent.
        following, length = unpack_from(">HH", page, block) if block <= usable - 4 else (usable, 0)
        free += length
        if following and following <= block:
            return None
        block = following
    # Prefer the row that is farthest from the gap: then SQLite defragments the page, and zeroes the free space.
    for cell in sorted(unpack_from(f">{count}H", page, _HEADER), reverse=True):
        gap = _filling(page, cell, free, usable)
        if gap is not None:
            return gap
    return None


def _clean(page: bytes, bottom: int, top: int, usable: int) -> bool:
    # Old row pointers may follow the present ones; they contain no text.
    begin = bottom
    while begin < min(bottom + 2 * _POINTERS, top - 1) and unpack_from(">H", page, begin)[0] < usable:
        begin += 2
    # A single byte may stay, since a row cannot have every length.
    return len(page[begin:top].strip(b"\0")) <= 1


def _filling(page: bytes, cell: int, free: int, usable: int) -> Gap | None:
    try:
        payload, at = _varint(page, cell)
        entry, at = _varint(page, at)
        prefix = at - cell
        end, at = _varint(page, at)
        end += at - 1
        types = []
        while at < end:
            kind, at = _varint(page, at)
            types.append(kind)
    except IndexError:
        return None
    if len(types) not in {_COLUMNS, _WITHOUT_DATA} or payload > usable - 35:
        return None
    # A missing column is NULL, which is one byte in the head of the row.
    rest = payload - _length(types[_DIGEST]) - _width(types[_DIGEST]) + _COLUMNS - len(types)
    space = free + prefix + payload
    for length in range(min(space, usable - 35) - rest, 0, -1):
        grown = rest + length + _width(12 + 2 * length)
        if grown <= usable - 35 and grown + prefix - _width(payload) + _width(grown) <= space:
            return Gap(entry, length)
    return None


def _varint(page: bytes, at: int) -> tuple[int, int]:
    value = 0
    for _ in range(8):
        byte = page[at]
        at += 1
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at
    return value << 8 | page[at], at + 1


def _width(value: int) -> int:
    return max(1, -(-value.bit_length() // 7))


def _length(kind: int) -> int:
    return (kind - 12) // 2 if kind >= 12 else 0
