"""
Whether files are still those that were opened.
"""

import os
from collections.abc import Iterable
from pathlib import Path

MOVED = "the database file has been removed or replaced; restart chatd"


class Moved(Exception):
    """
    The file that is open is not the one that has its name any more.
    """


class OpenFiles:
    """
    The files of an open database, each known by its device and its number there.  Once one of them has moved, nothing
    brings it back.
    """

    def __init__(self) -> None:
        self.moved = False
        self._main: tuple[int, int] | None = None
        self._known: list[tuple[str, tuple[int, int] | None]] = []

    def note(self, files: Iterable[Path]) -> None:
        """
        These have just been opened, the database itself first.  `Moved` if that is another one than the last time.
        """
        known = [(str(path), _identity(str(path))) for path in files]
        main = known[0][1]
        if self._main not in {None, main}:
            self.moved = True
            raise Moved
        self._main = main
        self._known = [(path, identity) for path, identity in known if identity is not None]

    def let_go(self) -> None:
        """
        The connection is about to be closed: SQLite itself may remove what stands beside the database.
        """
        self._known = self._known[:1]

    def check(self) -> None:
        """
        `Moved` if a file has been removed or replaced: SQLite goes on committing to it, and nobody would see it again.
        """
        if self.moved or any(_identity(path) != identity for path, identity in self._known):
            self.moved = True
            raise Moved


def _identity(path: str) -> tuple[int, int] | None:
    try:
        state = os.stat(path)  # noqa: PTH116 - asked before every commit
    except OSError:
        return None
    return state.st_dev, state.st_ino
