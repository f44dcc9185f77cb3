"""
``twistd chatd``: its options, and the service that it creates.
"""

import atexit
import gc
import os
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, ClassVar, NoReturn

from msgspec.structs import replace
from twisted.internet.error import ReactorNotRunning
from twisted.logger import Logger, LogLevelFilterPredicate
from twisted.python.usage import Options as UsageOptions

from chatd import __version__
from chatd.clock import now_ms, use_monotonic_time
from chatd.errors import CommandError, StartError, os_error_text
from chatd.private_api import bound_events
from chatd.server.certificates import Certificates, load_contexts
from chatd.server.config_file import keeping_in, load_with_keys
from chatd.server.config_values import list_values
from chatd.server.gc_monitor import GcMonitor
from chatd.server.listen import EXAMPLES, endpoints, try_all
from chatd.server.log_output import LogSettings, make_levels, make_log_observer
from chatd.server.node import Node
from chatd.server.process_signals import ProcessSignals, ignore_stop_signals
from chatd.server.reactor_monitor import ReactorMonitor
from chatd.server.reload import Reloader
from chatd.server.service import ChatService
from chatd.server.settings import Settings
from chatd.server.standard_streams import Output, Unwritten, flush_streams, print_error
from chatd.server.storage import check
from chatd.server.systemd import SystemdNotifier


class Options(UsageOptions):
    """
    The command line of ``twistd chatd``.
    """

    synopsis = "[--port PORT]... [--data DIR] [--config FILE.toml]"
    longdesc = (
        "Real-time messaging for a web site.  One port serves a chat page at /, a WebSocket at /ws and the files of "
        "the page.  Without options it listens on port 8080 and keeps its data in ./chatd-data.  "
        "In the foreground: twistd -n chatd.  As a daemon: twistd --pidfile chatd.pid --logfile chatd.log chatd; "
        "stop it with SIGTERM."
    )
    optParameters: ClassVar[list[list[str | None]]] = [
        ["data", "d", None, "Keep data in this directory; replaces store.data of the configuration."],
        ["config", "c", None, "Read settings from this TOML file (docs/configuration.md has every key)."],
    ]

    def __init__(self) -> None:
        super().__init__()
        self["ports"] = []
        self._path: Path | None = None
        self._in_file: frozenset[str] = frozenset()

    def opt_port(self, port: str) -> None:
        """
        Listen on PORT, as below; may be repeated; replaces server.port of the configuration (default: 8080).
        """
        self["ports"].append(port)

    opt_p = opt_port

    def opt_version(self) -> None:
        """
        Print the version of chatd and exit.
        """
        _print(f"chatd {__version__}\n")

    def opt_help(self) -> None:
        """
        Display this help and exit.
        """
        _print(str(self))

    def getUsage(self, width: int | None = None) -> str:  # noqa: N802
        """
        Returns the usage, with the forms of PORT at its end.
        """
        ports = "".join(f"  {example}\n      {meaning}\n" for example, meaning in EXAMPLES.items())
        return f"{super().getUsage(width)}\nPORT is digits or a Twisted endpoint:\n{ports}"

    def read_settings(self) -> Settings:
        """
        Returns the settings of the file, overridden by the command line; raises StartError.
        """
        chosen, in_file = Settings(), frozenset[str]()
        if self._path is not None:
            chosen, in_file = load_with_keys(self._path, self["config"])
        if self["ports"]:
            chosen = replace(chosen, server=replace(chosen.server, port=tuple(self["ports"])))
        if self["data"] is not None:
            chosen = keeping_in(chosen, self["data"])
        self._in_file = in_file
        return chosen

    def given_keys(self) -> tuple[frozenset[str], frozenset[str]]:
        """
        Returns the keys that the file set when it was last read, and those that the command line sets.
        """
        given = {"server.port": self["ports"], "store.data": self["data"] is not None}
        return self._in_file, frozenset(key for key, there in given.items() if there)

    def postOptions(self) -> None:
        """
        Keeps the path of the configuration: twistd may change its directory later.
        """
        self._path = Path(self["config"]).absolute() if self["config"] else None

    @contextmanager
    def naming_source(self, key: str = "") -> Iterator[None]:
        """
        Prefixes a StartError with the configuration file, and with `key` if its text does not begin with one.
        """
        try:
            yield
        except StartError as error:
            where = ["--port" if key == "server.port" else ""]
            if self["config"] and not (self["ports"] and key == "server.port"):
                where = [self["config"], key]
            raise StartError(": ".join([*filter(None, where), str(error)])) from None


def _print(text: str) -> NoReturn:
    # Text counts as printed once it is flushed: a full disk is an error.
    try:
        Output(utf8=False).write(text)
    except (CommandError, Unwritten) as error:
        print_error(str(error))
        sys.exit(flush_streams(1))
    sys.exit(flush_streams(0))


def _fail_at_exit() -> None:
    # twistd exits with 0 whenever the reactor has run.  Its own files are removed before this call.
    atexit.register(os._exit, 1)


EVENTS_MAX = 50
"""Connections that are served in one turn of the reactor: a thousand that are closed at once would keep everybody
waiting for a third of a second."""

FILES_BESIDE = 64
"""Open files that are no connections: the store, its threads, the log, what operators do."""


def _tune() -> int:
    # Returns how many files may be open.
    # The time in seconds for which a working store thread may delay the reactor; the default is 5 ms.
    sys.setswitchinterval(0.0005)
    # Objects that exist now live forever.  Collect the others often, in small steps: a large collection delays
    # everybody.
    gc.freeze()
    gc.set_threshold(1_000, 20, 100)
    # Each connection is an open file, and the usual limit of 1024 is too low.
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        Logger().info("open files: raised from {soft} to {hard}, what is allowed", soft=soft, hard=hard)
    return hard if hard != resource.RLIM_INFINITY else sys.maxsize


def _log_observer(settings: LogSettings, twistd: Any, levels: LogLevelFilterPredicate) -> Callable[[], Any] | None:
    # Without twistd's options (chatd.tac) nobody knows here where the log goes; with --logger it goes elsewhere.
    if twistd is None or twistd.get("logger"):
        return None

    def make() -> Any:
        try:
            return make_log_observer(settings, twistd, levels=levels)
        except OSError as error:
            raise SystemExit(f"chatd: --logfile: {twistd['logfile']}: {os_error_text(error)}") from None

    return make


def _stop_reactor(reactor: Any) -> None:
    # Two operators may ask for it at once.
    with suppress(ReactorNotRunning):
        reactor.stop()


def _prepare_reactor(reactor: Any) -> None:
    use_monotonic_time(reactor)
    bound_events(reactor, EVENTS_MAX)


def makeService(options: Options) -> ChatService:
    """
    Creates the service, not started.  A mistake of the operator ends the process with one line and status 1, before it
    becomes a daemon.
    """
    # Import only after twistd has selected the reactor.
    from twisted.internet import reactor  # noqa: PLC0415

    clock: Any = reactor
    _prepare_reactor(clock)
    try:
        chosen = options.read_settings()
        with options.naming_source("server.port"):
            listening = endpoints(clock, chosen.server.ports)
            try_all(listening)
        certificates = None
        if chosen.tls.ports:
            with options.naming_source():
                certificates = Certificates(load_contexts(chosen.tls, now_ms))
            with options.naming_source("tls.port"):
                secure = endpoints(clock, chosen.tls.ports, certificates)
                try_all(secure)
                listening += secure
        with options.naming_source("tls.redirect_port"):
            redirects = endpoints(clock, chosen.tls.redirect_ports)
            try_all(redirects)
        with options.naming_source("metrics.port"):
            private = endpoints(clock, chosen.metrics.ports)
            try_all(private)
        check(chosen)
        with options.naming_source():
            monitor = ReactorMonitor(clock)
            node = Node(
                chosen,
                clock,
                now_ms,
                measure=time.thread_time,
                reactor_delays=monitor.delays,
                gc_pauses=GcMonitor().start_monitoring(),
            )
    except StartError as error:
        raise SystemExit(f"chatd: {error}") from None
    systemd = SystemdNotifier(clock, os.environ, node.status_line)
    levels = make_levels(chosen.log)
    reloader = Reloader(
        node.live,
        options.read_settings,
        systemd,
        options.naming_source,
        levels=levels,
        certificates=certificates,
        load_contexts=lambda settings, used: load_contexts(settings, now_ms, used),
    )
    node.reread, node.stop, node.configuration = (
        reloader.reload,
        lambda: _stop_reactor(clock),
        lambda: list_values(node.settings, *options.given_keys()),
    )
    service = ChatService(
        clock,
        node,
        listening,
        systemd,
        failed=_fail_at_exit,
        stopped=ignore_stop_signals,
        private=private,
        redirects=redirects,
        monitor=monitor,
        make_log_observer=_log_observer(chosen.log, options.parent, levels),
    )
    files = max(FILES_BESIDE, _tune() - FILES_BESIDE)
    if files < chosen.limits.connections:
        Logger().warn(
            "limits.connections is {most}, but the limit on open files (LimitNOFILE, ulimit -n) leaves room for"
            " {files}",
            most=chosen.limits.connections,
            files=files,
        )
    node.front.bound_by_files(files)
    # After the reactor has installed its own handlers.
    signals = ProcessSignals(clock, hurry=service.hurry, reload=reloader.begin)
    clock.callWhenRunning(signals.install)
    return service
