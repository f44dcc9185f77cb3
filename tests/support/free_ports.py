"""
Ports of the loopback that stay reserved for a test while its server is stopped and started again.
"""

import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.support.timeouts import PATIENCE


def wait_for_port(port: int) -> None:
    """
    Wait until something listens on a port of the loopback; AssertionError if nothing does.
    """
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise AssertionError(f"nothing listens on port {port}")


@contextmanager
def held_port() -> Iterator[int]:
    """
    A port of the loopback that only servers which are given it can listen on.
    """
    with socket.socket() as holder:
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        holder.bind(("127.0.0.1", 0))
        port: int = holder.getsockname()[1]
        if sys.platform != "linux":
            # Elsewhere nobody can listen where another socket is bound: it has to go well without.
            holder.close()
        yield port
