"""
What can be measured, and how each of them is started and spoken to.

The server has core 0 for itself and the load generator core 1.
"""

import os
import random
import resource
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
WORK = HERE / ".work"
PEERS = HERE / "peers"

_OTHER_FILES = 200
_VENV = str(WORK / "venv/bin/python")
_TWISTD = str(Path(sys.executable).parent / "twistd")
# The npm package is a third party's build of uWebSockets.js: it gets no rights beyond an open port.
_NOBODY = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--no-new-privs")


@dataclass(frozen=True, slots=True)
class Server:
    """
    One server: in `command` and `config`, ``{port}`` and ``{work}`` are filled in.  `more` is added to `config`.
    """

    name: str
    title: str
    command: tuple[str, ...]
    speak: tuple[str, ...] = ()
    config: Path | None = None
    more: str = ""
    tree: bool = False


@dataclass(frozen=True, slots=True)
class Running:
    """
    A server that listens on `port` of 127.0.0.1.
    """

    server: Server
    port: int
    pid: int


def _chatd(name: str, title: str, *speak: str, port: str = "{port}", more: str = "") -> Server:
    command = (_TWISTD, "-n", "--pidfile=", "chatd", "--port", port, "--data", "{work}/data", "--config", "{config}")
    return Server(name, title, command, ("--dialect", "chatd", *speak), HERE / "bench.toml", more)


SERVERS = {
    server.name: server
    for server in (
        _chatd("chatd", "chatd"),
        _chatd("memory", "chatd, log in memory", more='\n[store]\nurl = "memory:"\n'),
        _chatd("signals", "chatd, signals", "--signal", "bench"),
        Server("floor", "bare C loop", (str(WORK / "floor"), "{port}")),
        Server("joined", "bare C loop, joined", (str(WORK / "floor"), "{port}", "joined")),
        Server(
            "uws",
            "uWebSockets (C++)",
            (*(_NOBODY if os.geteuid() == 0 else ()), "node", str(PEERS / "uws/server.cjs"), "{port}"),
        ),
        Server("ws", "ws (Node)", ("node", str(WORK / "node/server.mjs"), "{port}")),
        Server("websockets", "websockets + uvloop", (_VENV, str(PEERS / "websockets/server.py"), "{port}")),
        Server("picows", "picows + uvloop", (_VENV, str(PEERS / "picows/server.py"), "{port}")),
        Server("aiohttp", "aiohttp + uvloop", (_VENV, str(PEERS / "aiohttp/server.py"), "{port}")),
        Server(
            "nats",
            "nats-server (Go)",
            ("nats-server", "-c", "{config}"),
            ("--dialect", "nats", "--path", "/"),
            PEERS / "nats/nats.conf",
        ),
        Server(
            "nchan",
            "nchan (nginx)",
            ("nginx", "-c", "{config}"),
            ("--echo",),
            PEERS / "nchan/nginx.conf",
            tree=True,
        ),
    )
}


def written_bytes(target: Running) -> int:
    """
    Bytes that the server has sent to storage since it began, as the kernel counts them.
    """
    counts = Path(f"/proc/{target.pid}/io").read_text().splitlines()
    return next(int(line.split()[1]) for line in counts if line.startswith("write_bytes:"))


class CannotStart(Exception):
    """
    A server ended, or did not listen in time; the text says where its log is.
    """


@contextmanager
def running(server: Server, *, wait: float = 30) -> Iterator[Running]:
    """
    Start a server on a free port, pinned to core 0; it is ended on the way out.
    """
    work = WORK / "run" / server.name
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    port = _free_port()
    config = work / "config"
    if server.config:
        text = server.config.read_text().replace("@PORT@", str(port)).replace("@WORK@", str(work))
        config.write_text(text + server.more)
    words = [word.format(port=port, work=work, config=config) for word in server.command]
    _raise_file_limit()
    # chatd is this checkout's, whatever else is installed in the environment.
    env = {**os.environ, "PYTHONPATH": str(ROOT), "NODE_PATH": str(WORK / "node/node_modules"), "GOMAXPROCS": "1"}
    with (WORK / f"{server.name}.log").open("wb") as log:
        process = subprocess.Popen(["taskset", "-c", "0", *words], cwd=ROOT, env=env, stdout=log, stderr=log)
    try:
        _wait_until_it_listens(process, port, time.monotonic() + wait, server)
        yield Running(server, port, process.pid)
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_it_listens(process: subprocess.Popen[bytes], port: int, limit: float, server: Server) -> None:
    while time.monotonic() < limit and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
            continue
        time.sleep(0.5)
        # It was another's port if ours has found it taken, and ended.
        if process.poll() is None:
            return
    raise CannotStart(f"{server.name} did not start: see {WORK / server.name}.log")


def _free_port() -> int:
    # Outside the range that outgoing connections take theirs from.  At random: somebody else may be measuring too.
    for port in random.sample(range(23000, 24000), 100):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise CannotStart("no port between 23000 and 24000 was found free")


def most_connections(wanted: int) -> int:
    """
    `wanted`, or what the hard limit on open files leaves for connections.
    """
    return min(wanted, resource.getrlimit(resource.RLIMIT_NOFILE)[1] - _OTHER_FILES)


def _raise_file_limit() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
