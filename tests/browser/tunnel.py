"""
A connection to a server that can be cut and restored.
"""

import socket
from contextlib import suppress
from threading import Event, Lock, Thread


class Tunnel:
    """
    A port of the loopback whose connections are forwarded to another port while the tunnel is not cut.
    """

    def __init__(self, port: int, to: int) -> None:
        self.port = port
        self.url = f"http://localhost:{port}/"
        self._to = to
        self._lock = Lock()
        self._flowing = Event()
        self._flowing.set()
        self._ends: set[socket.socket] = set()
        self._listener: socket.socket | None = None

    def mend(self) -> None:
        """
        Forward connections.
        """
        listener = socket.create_server(("127.0.0.1", self.port))
        self._listener = listener
        Thread(target=self._accept, args=(listener,), daemon=True).start()

    def cut(self) -> None:
        """
        Break all connections and refuse new ones.
        """
        self._flowing.set()
        listener, self._listener = self._listener, None
        if listener is not None:
            # A blocked accept ends at a shutdown, not at a close.
            listener.shutdown(socket.SHUT_RDWR)
            listener.close()
        with self._lock:
            ends, self._ends = self._ends, set()
        for end in ends:
            _shut(end)

    def stall(self) -> None:
        """
        Forward nothing in either direction without closing anything, as a lost network does.
        """
        self._flowing.clear()

    def flow(self) -> None:
        """
        Go on after a stall; nothing is lost.
        """
        self._flowing.set()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                near, _ = listener.accept()
            except OSError:
                return
            try:
                far = socket.create_connection(("127.0.0.1", self._to))
            except OSError:
                near.close()
                continue
            with self._lock:
                self._ends |= {near, far}
            Thread(target=self._pump, args=(near, far), daemon=True).start()
            Thread(target=self._pump, args=(far, near), daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while block := source.recv(65536):
                self._flowing.wait()
                sink.sendall(block)
        _shut(source)
        _shut(sink)


def _shut(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
