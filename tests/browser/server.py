"""
A chatd for a test: the real program, in a process that can be killed and started again on the same port.
"""

import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

from tests.support.forked_programs import TWISTD, ForkedProcess, start_program
from tests.support.free_ports import held_port
from tests.support.timeouts import PATIENCE

ROOT = Path(__file__).parent.parent.parent


class Server:
    """
    One `twistd chatd` on a port of the loopback.
    """

    def __init__(self, directory: Path, port: int, config: str = "") -> None:
        self.port = port
        self.url = f"http://localhost:{self.port}/"
        self.log: list[str] = []
        self._directory = directory
        self._config = directory / "chatd.toml"
        self._config.write_text(config, encoding="utf-8")
        self._process: ForkedProcess | None = None
        self._reader: Thread | None = None

    @property
    def data(self) -> Path:
        """
        Its data directory.
        """
        return self._directory / "chatd-data"

    def start(self) -> None:
        """
        Start it and wait until it listens. RuntimeError with its log if it does not.
        """
        listen = f"tcp:{self.port}:interface=127.0.0.1"
        arguments = ["-n", "--pidfile=", "chatd", "--config", str(self._config), "--port", listen]
        self._process = start_program([TWISTD, *arguments], self._directory)
        lines: Queue[str | None] = Queue()
        self._reader = Thread(target=self._read, args=(self._process, lines), daemon=True)
        self._reader.start()
        for line in _until_end(lines):
            if re.search(r"listening on \S*://", line):
                return
        raise RuntimeError("chatd did not start:\n" + "".join(self.log))

    def kill(self) -> None:
        """
        Kill it, as a power cut would.
        """
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """
        Stop it in order, and wait for its end.
        """
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is None or self._reader is None:
            return
        process.send_signal(how)
        process.wait(PATIENCE)
        self._reader.join(PATIENCE)

    def _read(self, process: ForkedProcess, lines: "Queue[str | None]") -> None:
        assert process.stdout is not None
        with process.stdout:
            for line in process.stdout:
                self.log.append(line)
                lines.put(line)
        lines.put(None)


@contextmanager
def running(directory: Path, config: str = "") -> Iterator[Server]:
    """
    A server that runs during the block.
    """
    with held_port() as port:
        server = Server(directory, port, config)
        try:
            server.start()
            yield server
        finally:
            server.stop()


def _until_end(lines: "Queue[str | None]") -> Iterator[str]:
    while True:
        try:
            line = lines.get(timeout=PATIENCE)
        except Empty:
            return
        if line is None:
            return
        yield line
