"""
The operators' door: a Unix socket in the data directory, for its owner alone.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from twisted.internet.error import CannotListenError
from twisted.logger import Logger

from chatd.control import ControlFactory
from chatd.errands import HANDOVER
from chatd.errors import readable, why

SOCKET = "control.sock"
PATH_MAX = 107
"""What a kernel takes as the path of a Unix socket, in bytes."""


class ControlDoor:
    """
    The socket, while the data directory is ours alone (`chatd.storage.directory.lock`).
    """

    _log = Logger()

    def __init__(self, reactor: Any, factory: ControlFactory) -> None:
        self._reactor = reactor
        self._factory = factory
        self._path = factory.directory / SOCKET
        self._held = ExitStack()
        self._port: Any = None

    def open(self) -> None:
        """
        Let operators in.  If that cannot be, people are served all the same.
        """
        try:
            # Whoever made these is dead: the directory is ours.
            for left in (self._path, *self._factory.directory.glob(f"{HANDOVER}*")):
                left.unlink(missing_ok=True)
            address = self._held.enter_context(reachable(self._path))
            self._port = self._reactor.listenUNIX(address, self._factory, backlog=16, mode=0o600)
        except (OSError, CannotListenError) as error:
            cause: Any = getattr(error, "socketError", error)
            self._log.error(
                "{path}: cannot listen there: {reason}; the command chatd will not reach this daemon",
                path=readable(self._path),
                reason=why(cause),
            )

    async def close(self) -> None:
        """
        Let nobody in any more, and wait until nothing is at work for those who are.
        """
        port, self._port = self._port, None
        if port is not None:
            await port.stopListening()
        self._held.close()
        await self._factory.drop()


@contextmanager
def reachable(path: Path) -> Iterator[str]:
    """
    The path of a Unix socket as the kernel takes it, however long it is.
    """
    if len(os.fsencode(path)) <= PATH_MAX:
        yield str(path)
        return
    # Through the open directory, where the system has such names for it.
    handle = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{handle}/{path.name}"
    finally:
        os.close(handle)
