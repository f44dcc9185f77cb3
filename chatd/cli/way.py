"""
A way to have an order carried out: through a running daemon, or beside nobody.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, Self

from chatd.orders import AnyOrder, Done, Failed, Item, Line

Show = Callable[[Line | Item], None]


class Trouble(Exception):
    """
    What was asked for cannot be; the text is one line for whoever asked.
    """


class Way(Protocol):
    """
    To be entered before it is used; what was made to be taken away is there until it is left.
    """

    def __enter__(self) -> Self: ...

    def __exit__(self, *error: object) -> None: ...

    def carry_out(self, order: AnyOrder, lines: Iterable[str], show: Show) -> Done | Failed:
        """
        Have it done: with the `lines` that belong to it, showing what comes back as it comes.

        Trouble if it does not come to an end.
        """


@contextmanager
def as_owner(directory: Path) -> Iterator[None]:
    """
    Who may do everything does it as the owner of the data, who has to be able to use it afterwards.
    """
    owner = directory.stat()
    if os.geteuid() != 0 or owner.st_uid == 0:
        yield
        return
    group = os.getegid()
    os.setegid(owner.st_gid)
    os.seteuid(owner.st_uid)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(group)
