"""
Where to listen: ports and Twisted endpoint strings, tried before the daemon promises anything.
"""

import errno
import os
import re
import socket
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from twisted.internet.endpoints import serverFromString
from twisted.internet.interfaces import IAddress
from twisted.internet.protocol import Factory
from twisted.python.failure import Failure

from chatd.door import PATH_MAX
from chatd.errors import StartError

BACKLOG = 4096


def description(port: str) -> str:
    """
    The Twisted endpoint string for `port`, which is one already or only digits.
    """
    if not port.isdigit():
        return port
    if int(port) > 65535:
        raise StartError(f"{port}: expected 0 to 65535")
    return f"tcp:{port}:backlog={BACKLOG}"


class _Trial:
    """
    Stands in for a reactor: binds, and holds what is bound until all has been tried, so that nothing is there twice.
    """

    def __init__(self, held: ExitStack) -> None:
        self._held = held

    def listenTCP(  # noqa: N802
        self, port: int, factory: Factory, backlog: int = 50, interface: str = ""
    ) -> None:
        """
        See `IReactorTCP`.
        """
        family = socket.AF_INET6 if ":" in interface else socket.AF_INET
        trial = self._held.enter_context(socket.socket(family, socket.SOCK_STREAM))
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        trial.bind((interface, port))
        trial.listen(1)

    def listenSSL(  # noqa: N802
        self,
        port: int,
        factory: Factory,
        contextFactory: Any,
        backlog: int = 50,
        interface: str = "",
    ) -> None:
        """
        See `IReactorSSL`.
        """
        contextFactory.getContext()
        self.listenTCP(port, factory, backlog, interface)

    def listenUNIX(  # noqa: N802
        self,
        address: str,
        factory: Factory,
        backlog: int = 50,
        mode: int = 0o666,
        wantPID: int = 0,
    ) -> None:
        """
        See `IReactorUNIX`.
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
        if Path(address).exists():
            self._try_socket(address)

    def _try_socket(self, address: str) -> None:
        with socket.socket(socket.AF_UNIX) as trial:
            try:
                trial.connect(address)
            except ConnectionRefusedError:
                # Nobody listens: a socket whose owner was killed.  With its lock beside it Twisted takes its place.
                if Path(address).is_socket() and Path(f"{address}.lock").is_symlink():
                    return
                raise StartError(f"{address} is in the way; remove it") from None
        raise OSError(errno.EADDRINUSE, os.strerror(errno.EADDRINUSE))

    def adoptStreamPort(self, *args: object) -> None:  # noqa: N802
        """
        See `IReactorSocket`: bound already, by whoever started us.
        """


def try_all(ports: Sequence[str]) -> None:
    """
    Raise StartError, one line, if one of `ports` is no endpoint or cannot be bound now.
    """
    with ExitStack() as held:
        for port in ports:
            failures: list[Failure] = []
            _endpoint(_Trial(held), port).listen(Factory()).addErrback(failures.append)
            for failure in failures:
                raise StartError(f"{port}: {reason(failure.value)}")


def endpoints(reactor: Any, ports: Sequence[str]) -> list[Any]:
    """
    The endpoints to listen on.
    """
    return [_endpoint(reactor, port) for port in ports]


def _endpoint(reactor: Any, port: str) -> Any:
    try:
        return serverFromString(reactor, description(port))
    except StartError:
        raise
    except Exception as error:
        example = "expected digits or a Twisted endpoint like tcp:8080:interface=127.0.0.1"
        raise StartError(f"{port!r}: {reason(error)}; {example}") from None


def reason(error: BaseException | None) -> str:
    """
    Why one cannot listen, in one line.
    """
    cause = getattr(error, "socketError", error)
    if isinstance(cause, OSError):
        if cause.errno == errno.EADDRINUSE:
            return "already in use; stop what listens there or choose another"
        if cause.errno == errno.EACCES and not cause.filename:
            return "not allowed; ports below 1024 need a right to bind them"
        return f"{cause.strerror or cause}" + (f": {cause.filename}" if cause.filename else "")
    return re.sub(r"\s+", " ", str(error)) or type(error).__name__


def url(address: IAddress, *, secure: bool) -> str:
    """
    What to open in a browser, or what it is if no browser can.
    """
    host, port = getattr(address, "host", None), getattr(address, "port", None)
    if host is None:
        return f"unix:{getattr(address, 'name', b'?').decode()}"
    shown = {"0.0.0.0": "localhost", "::": "localhost"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104 - only shown
    return f"{'https' if secure else 'http'}://{shown}:{port}/"
