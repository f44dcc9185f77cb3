"""
The programs ``twistd`` and ``chatd`` in processes of their own, forked from one that has imported what they need.

To start the interpreter and to import takes most of a process's time in a test. Everything else is as in a process that
executes the program's file: its streams, folder, environment, signals, exit status and coverage.
"""

import atexit
import gc
import importlib
import json
import os
import select
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from tests.support.timeouts import PATIENCE

TWISTD = str(Path(sys.executable).with_name("twistd"))
CHATD = str(Path(sys.executable).with_name("chatd"))

MAINS = {TWISTD: "twisted.scripts.twistd:run", CHATD: "chatd.cli.main:main"}
PRELOADED = (
    "twisted.scripts.twistd",
    "twisted.plugin",
    "chatd.server.application",
    "chatd.server.config_file",
    "chatd.server.listen",
    "chatd.auth.service",
    "chatd.admin.control_socket",
    "chatd.http.front",
    "chatd.http.static",
    "chatd.websocket.server",
    "chatd.cli.main",
    "chatd.cli.offline",
    "coverage",
)
"""Nothing that imports the reactor, because forks would share its descriptors: so not `chatd.server.tap`."""
REQUEST_MAX = 1 << 20
COVERAGE = "COVERAGE_PROCESS_CONFIG"
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != COVERAGE}
"""What the process that forks is started with, whatever the first test that needs it has changed."""
ROOT = Path(__file__).parent.parent.parent


class ForkedProcess:
    """
    A process of a program; what is used of `subprocess.Popen`.
    """

    def __init__(
        self, command: Sequence[str], folder: Path, environment: Mapping[str, str] | None, streams: Sequence[int]
    ) -> None:
        request = {
            "command": list(command),
            "folder": str(folder),
            "environment": dict(os.environ if environment is None else environment),
        }
        self.command = command
        self.returncode: int | None = None
        self.stdout: IO[str] | None = None
        self._status, told = os.pipe()
        try:
            socket.send_fds(_server(), [json.dumps(request).encode()], [*streams, told])
        finally:
            os.close(told)
        self.pid = self._read_number()

    def poll(self) -> int | None:
        """
        Returns the exit status, negative for a signal; None while the process runs.
        """
        return self._wait(0)

    def wait(self, timeout: float | None = None) -> int:
        """
        Returns the exit status; raises `subprocess.TimeoutExpired`.
        """
        status = self._wait(timeout)
        if status is None:
            raise subprocess.TimeoutExpired(self.command, timeout or 0)
        return status

    def send_signal(self, number: int) -> None:
        """
        Send a signal if the process has not ended.
        """
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """
        Kill the process if it has not ended.
        """
        self.send_signal(9)

    def _wait(self, timeout: float | None) -> int | None:
        if self.returncode is None and select.select([self._status], [], [], timeout)[0]:
            self.returncode = os.waitstatus_to_exitcode(self._read_number())
            os.close(self._status)
        return self.returncode

    def _read_number(self) -> int:
        return int.from_bytes(os.read(self._status, 4), "little")


def start_program(
    command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None, *, errors: str = "strict"
) -> ForkedProcess:
    """
    Start `command`, the path of a program and its arguments; `stdout` is what it writes to both its streams.
    """
    reader, writer = os.pipe()
    nothing = os.open(os.devnull, os.O_RDONLY)
    try:
        process = ForkedProcess(command, folder, environment, [nothing, writer, writer])
    finally:
        os.close(writer)
        os.close(nothing)
    process.stdout = os.fdopen(reader, encoding="utf-8", errors=errors)
    return process


def run_program(
    command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None, *, given: str | None = None
) -> subprocess.CompletedProcess[str]:
    """
    Run `command` to its end; returns its exit status and output. Its standard input is `given`, or empty.
    """
    with TemporaryFile("w+") as stdin, TemporaryFile("w+") as stdout, TemporaryFile("w+") as stderr:
        stdin.write(given or "")
        stdin.seek(0)
        process = ForkedProcess(command, folder, environment, [file.fileno() for file in (stdin, stdout, stderr)])
        try:
            status = process.wait(PATIENCE)
        finally:
            process.kill()
        for file in (stdout, stderr):
            file.seek(0)
        return subprocess.CompletedProcess(command, status, stdout.read(), stderr.read())


@cache
def _server() -> socket.socket:
    # The process that forks; it ends with this one. Its children measure coverage by themselves.
    here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    for end in (here, there):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, REQUEST_MAX)
    with there:
        process = subprocess.Popen([sys.executable, "-m", __name__], cwd=ROOT, stdin=there.fileno(), env=ENVIRONMENT)

    def close() -> None:
        here.close()
        process.wait(PATIENCE)

    atexit.register(close)
    return here


def _serve(requests: socket.socket) -> Callable[[], Any] | None:
    # Returns in each new process the function to call there, and None at the end.
    while True:
        data, descriptors, _, _ = socket.recv_fds(requests, REQUEST_MAX, 4)
        if not data:
            return None
        *streams, told = descriptors
        waiter = os.fork()
        if waiter == 0:
            program = os.fork()
            if program == 0:
                requests.detach()
                return _become(streams, **json.loads(data))
            os.write(told, program.to_bytes(4, "little"))
            os.write(told, os.waitpid(program, 0)[1].to_bytes(4, "little"))
            os._exit(0)
        for descriptor in descriptors:
            os.close(descriptor)
        with suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass


def _become(
    streams: Sequence[int], *, command: Sequence[str], folder: str, environment: Mapping[str, str]
) -> Callable[[], Any]:
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    os.closerange(3, 256)
    sys.stdin = open(0, closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", errors="backslashreplace", buffering=1, closefd=False)  # noqa: SIM115
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = list(command)
    sys.path[:0] = environment.get("PYTHONPATH", "").split(os.pathsep) if "PYTHONPATH" in environment else []
    if COVERAGE in environment:
        import coverage

        coverage.process_startup()
    module, _, name = MAINS[command[0]].partition(":")
    main: Callable[[], Any] = getattr(importlib.import_module(module), name)
    return main


if __name__ == "__main__":
    for name in PRELOADED:
        importlib.import_module(name)
    assert "twisted.internet.reactor" not in sys.modules
    # What is imported is not looked through again by each child.
    gc.collect()
    gc.freeze()
    with socket.socket(fileno=0) as listening:
        main = _serve(listening)
    if main is not None:
        sys.exit(main())
