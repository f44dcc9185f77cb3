"""
Executes a command through the control socket of a running daemon.
"""

import errno
import os
import select
import socket
import struct
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol, Self

import msgspec

from chatd.admin.command_table import reply_decoder
from chatd.admin.commands.logs import ImportRoom
from chatd.admin.control_socket import SOCKET, reachable
from chatd.admin.protocol import Done, End, Failed, Item, Line, Reply, Request, encode_record
from chatd.errors import CommandError, os_error_text
from chatd.storage.data_directory import is_locked

Show = Callable[[Line | Item[Any]], None]


class Backend(Protocol):
    """
    Executes commands: in a running daemon, or in this process.

    A context manager: files that a command made for the operator exist until it exits.
    """

    def __enter__(self) -> Self: ...

    def __exit__(self, *error: object) -> None: ...

    def execute(self, request: Request, lines: Iterable[str], show: Show) -> Done[Any] | Failed:
        """
        Executes `request` with the `lines` that belong to it; calls `show` with each record that comes back.

        Raises CommandError if the connection breaks before the end.
        """


@contextmanager
def as_owner(directory: Path) -> Iterator[None]:
    """
    Runs the block as the owner of `directory` if this process is root's, so that the daemon can use files made in it.
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
    One connection to a daemon: a `Backend`.
    """

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._data = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._connection.close()

    def peer_process(self) -> int:
        """
        Returns the process id of the daemon.
        """
        found = self._connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
        return int(struct.unpack("3i", found)[0])

    def execute(self, request: Request, lines: Iterable[str], show: Show) -> Done[Any] | Failed:
        decode = reply_decoder(type(request))
        self._connection.setblocking(False)
        source = _encoded(request, lines)
        waiting = b""
        while True:
            # Reads and writes at the same time: a failure may arrive before all lines are sent.
            while len(waiting) < CHUNK and (more := next(source, b"")):
                waiting += more
            writers = [self._connection] if waiting else []
            readable, writable, _ = select.select([self._connection], writers, [])
            if writable:
                try:
                    waiting = waiting[self._connection.send(waiting) :]
                except (BrokenPipeError, ConnectionResetError):
                    # The daemon may have sent the reason before it closed the connection.
                    source, waiting = iter(()), b""
            if readable and (final := self._receive(decode, show)) is not None:
                return final

    def _receive(self, decode: Callable[[bytes], Reply], show: Show) -> Done[Any] | Failed | None:
        try:
            more = self._connection.recv(CHUNK)
        except ConnectionResetError:
            more = b""
        if not more:
            raise CommandError("chatd has gone away before it was done")
        *lines, self._data = (self._data + more).split(b"\n")
        for line in lines:
            try:
                record = decode(line)
            except msgspec.DecodeError as error:
                raise CommandError(f"the daemon speaks otherwise than this command: {error}") from None
            if isinstance(record, Done | Failed):
                return record
            show(record)
        return None


def connect(directory: Path) -> Online | None:
    """
    Connects to the daemon of that data directory; returns None if none runs.
    """
    path = directory / SOCKET
    if path.is_symlink():
        raise CommandError(f"{path}: is a link, and chatd follows none in its data directory")
    connection = socket.socket(socket.AF_UNIX)
    try:
        with reachable(path) as address:
            connection.connect(address)
    except (FileNotFoundError, NotADirectoryError, ConnectionRefusedError):
        connection.close()
        return None
    except OSError as error:
        connection.close()
        hint = "; try as root, or as the user chatd runs as" if error.errno == errno.EACCES else ""
        raise CommandError(f"{path}: {os_error_text(error)}{hint}") from None
    return Online(connection)


WAIT_SECONDS = 10.0
POLL_SECONDS = 0.05


def connect_when_ready(
    directory: Path, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep
) -> Online | None:
    """
    Connects to the daemon of that data directory; returns None if none runs.

    Waits up to `WAIT_SECONDS` while another process has locked the directory and does not answer: a daemon that is
    starting or stopping, or another command.
    """
    deadline = clock() + WAIT_SECONDS
    while (running := connect(directory)) is None and is_locked(directory) and clock() < deadline:
        sleep(POLL_SECONDS)
    return running


def wait_until_ended(directory: Path, sleep: Callable[[float], None] = time.sleep) -> None:
    """
    Waits until no process uses the data directory: the daemon has closed its store.
    """
    while is_locked(directory):
        sleep(POLL_SECONDS)


def _encoded(request: Request, lines: Iterable[str]) -> Iterator[bytes]:
    yield encode_record(request)
    if isinstance(request, ImportRoom):
        for line in lines:
            yield encode_record(Line(line))
        yield encode_record(End())
