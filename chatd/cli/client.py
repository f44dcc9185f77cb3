"""
A way to have an order carried out: through a running daemon, or beside nobody.
"""

import errno
import os
import select
import socket
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, Self

import msgspec

from chatd.admin.control_socket import SOCKET, reachable
from chatd.admin.protocol import AnyOrder, Done, End, Failed, Import, Item, Line, encode, told
from chatd.errors import CommandError, os_error_text

Show = Callable[[Line | Item], None]


class Backend(Protocol):
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


CHUNK = 65536


class Online:
    """
    One connection to a daemon, see `chatd.cli.client.Backend`.
    """

    def __init__(self, plug: socket.socket) -> None:
        self._plug = plug
        self._data = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._plug.close()

    def carry_out(self, order: AnyOrder, lines: Iterable[str], show: Show) -> Done | Failed:
        """
        See `chatd.cli.client.Backend`.
        """
        self._plug.setblocking(False)
        source = _words(order, lines)
        waiting = b""
        while True:
            # Both at once: an answer may come before everything has been said.
            while len(waiting) < CHUNK and (more := next(source, b"")):
                waiting += more
            readable, writable, _ = select.select([self._plug], [self._plug] if waiting else [], [])
            if writable:
                try:
                    waiting = waiting[self._plug.send(waiting) :]
                except (BrokenPipeError, ConnectionResetError):
                    # Not heard to the end; why, it may have said.
                    source, waiting = iter(()), b""
            if readable and (final := self._hear(show)) is not None:
                return final

    def _hear(self, show: Show) -> Done | Failed | None:
        try:
            more = self._plug.recv(CHUNK)
        except ConnectionResetError:
            more = b""
        if not more:
            raise CommandError("chatd has gone away before it was done")
        *lines, self._data = (self._data + more).split(b"\n")
        for line in lines:
            try:
                record = told(line)
            except msgspec.DecodeError as error:
                raise CommandError(f"the daemon speaks otherwise than this command: {error}") from None
            if isinstance(record, Done | Failed):
                return record
            show(record)
        return None


def connect(directory: Path) -> Online | None:
    """
    A connection to the daemon that uses that data directory; None if none does.
    """
    path = directory / SOCKET
    plug = socket.socket(socket.AF_UNIX)
    try:
        with reachable(path) as address:
            plug.connect(address)
    except (FileNotFoundError, NotADirectoryError, ConnectionRefusedError):
        plug.close()
        return None
    except OSError as error:
        plug.close()
        hint = "; try as root, or as the user chatd runs as" if error.errno == errno.EACCES else ""
        raise CommandError(f"{path}: {os_error_text(error)}{hint}") from None
    return Online(plug)


def _words(order: AnyOrder, lines: Iterable[str]) -> Iterator[bytes]:
    yield encode(order)
    if isinstance(order, Import):
        for line in lines:
            yield encode(Line(line))
        yield encode(End())
