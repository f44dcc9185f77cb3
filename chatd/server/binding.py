"""
Listening sockets: checks whether an address can be bound, without lasting effects; what waits on one.
"""

import errno
import os
import socket
import struct
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from chatd.admin.control_socket import PATH_MAX
from chatd.errors import StartError

_TCP_INFO = struct.Struct("8B5I")
"""The beginning of Linux's `struct tcp_info`: `tcpi_unacked` of a listening socket is the length of its backlog
(net/ipv4/tcp.c, tcp_get_info)."""

NO_IPV6 = frozenset({errno.EAFNOSUPPORT, errno.EADDRNOTAVAIL, errno.EPROTONOSUPPORT})
"""The error numbers of a system without IPv6."""


@contextmanager
def bound(port: int, interface: str) -> Iterator[socket.socket]:
    """
    A TCP socket that listens on `port` (0: any) of `interface` while the block runs; raises OSError.
    """
    family = socket.AF_INET6 if ":" in interface else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        trial.bind((interface, port))
        trial.listen(1)
        yield trial


def ipv6_socket(port: int, backlog: int) -> socket.socket | None:
    """
    Returns a non-blocking socket that listens on `port` of all IPv6 addresses and no IPv4 address; None without IPv6.

    Raises OSError if the port is taken.
    """
    made: socket.socket | None = None
    try:
        made = socket.socket(socket.AF_INET6, socket.SOCK_STREAM)
        made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(("::", port))
        made.listen(backlog)
        made.setblocking(False)
    except OSError as error:
        if made is not None:
            made.close()
        if error.errno in NO_IPV6:
            return None
        raise
    return made


def waiting_connections(port: Any) -> int:
    """
    Returns how many connections of a Twisted port wait in the kernel's backlog; 0 for Unix sockets, whose number is
    not known.
    """
    handle = getattr(port, "socket", None)
    try:
        if handle is None or handle.family == socket.AF_UNIX:
            return 0
        info: bytes = handle.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _TCP_INFO.size)
    except (AttributeError, OSError):
        # Another system than Linux.
        return 0
    waiting: int = _TCP_INFO.unpack_from(info)[-1]
    return waiting


def try_tcp(port: int, interface: str, held: ExitStack) -> None:
    """
    Binds `port` of `interface` until `held` is closed; raises OSError if it cannot.
    """
    held.enter_context(bound(port, interface))


def try_both_families(port: int, held: ExitStack) -> None:
    """
    Does the same for all IPv4 addresses and, if available, all IPv6 addresses.
    """
    four = held.enter_context(bound(port, "0.0.0.0"))  # noqa: S104 - digits alone mean every address
    if port:
        six = ipv6_socket(four.getsockname()[1], 1)
        if six is not None:
            held.enter_context(six)


def try_unix(address: str) -> None:
    """
    Raises OSError or StartError if no Unix socket can be created at `address`; creates nothing.
    """
    if "\0" in address:
        raise ValueError("a path has no NUL in it")
    folder = Path(address).absolute().parent
    if not folder.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(folder))
    if len(os.fsencode(address)) > PATH_MAX:
        raise OSError(errno.ENAMETOOLONG, os.strerror(errno.ENAMETOOLONG), address)
    if not os.access(folder, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))
    there = os.path.lexists(address)
    if there and not _abandoned(address):
        raise OSError(errno.EADDRINUSE, os.strerror(errno.EADDRINUSE))
    owner = _owner(address)
    if there and (owner is None or not Path(address).is_socket()):
        raise StartError(f"{address} is in the way; remove it")
    if owner != os.getpid() and _runs(owner):
        # Twisted replaces the socket only if the process of its lock is gone.  An old lock may name a new process that
        # is not a chatd.
        raise StartError(
            f"nobody listens at {address}, but {address}.lock names process {owner}, which runs; remove both files"
        )


def clear_unix(address: str) -> None:
    """
    Removes the Unix socket of a killed process that had our process id, as happens in restarted containers.

    Otherwise Twisted takes the socket's lock for its own and refuses to listen.
    """
    if _owner(address) == os.getpid() and (not Path(address).is_socket() or _abandoned(address)):
        if Path(address).is_socket():
            Path(address).unlink()
        Path(f"{address}.lock").unlink()


def check_inherited(descriptor: int) -> socket.AddressFamily:
    """
    Returns the address family of a listening socket passed to this process; raises StartError if it is not one.
    """
    try:
        with socket.socket(fileno=os.dup(descriptor)) as inherited:
            if inherited.type != socket.SOCK_STREAM or not inherited.getsockopt(
                socket.SOL_SOCKET, socket.SO_ACCEPTCONN
            ):
                raise StartError("what was passed is no listening stream socket; use ListenStream= and Accept=no")
            return socket.AddressFamily(inherited.family)
    except OSError as error:
        raise StartError(f"descriptor {descriptor}, which was passed, is no socket: {error.strerror}") from None


def _abandoned(address: str) -> bool:
    # Whether no process listens on the socket.
    with socket.socket(socket.AF_UNIX) as trial:
        try:
            trial.connect(address)
        except ConnectionRefusedError:
            return True
    return False


def _owner(address: str) -> int | None:
    # Returns the process named by Twisted's lock next to a Unix socket.
    try:
        return int(Path(f"{address}.lock").readlink().name)
    except (OSError, ValueError):
        return None


def _runs(process: int | None) -> bool:
    if process is None:
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
