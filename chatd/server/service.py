"""
Starts, runs and stops the daemon in order.
"""

import socket
from collections.abc import Callable, Sequence
from typing import Any

from twisted.application.service import Service
from twisted.internet.defer import Deferred, gatherResults, maybeDeferred
from twisted.internet.task import LoopingCall, deferLater
from twisted.logger import ILogObserver, Logger
from twisted.python.components import Componentized

from chatd.errors import Close, StartError, readable
from chatd.http.redirect import RedirectFactory
from chatd.private_api import forget_exit_signal
from chatd.server.listen import Endpoint, reason, url
from chatd.server.node import Node
from chatd.server.reactor_monitor import ReactorMonitor
from chatd.server.systemd import SystemdNotifier

SWEEP_SECONDS = 1.0
WAVE_SECONDS = 0.1
WAVES_LEAST = 100
"""The minimum number of connections closed at once: a small node stops in one wave."""
RESTART_SECONDS = 1.5
"""From the close of the last connection until another process listens.  Who comes back sooner waits in the kernel; when
its backlog is full (4,096 on Linux), clients try again after 1, 3 and 7 seconds."""
RETURNS_PER_SECOND = 250
"""At how many a second clients are told to come back: one core can let in so many who also join, and say again what was
not answered."""
HURRIED_SECONDS = 0.5
"""How long connections may take to send their last bytes after a second signal."""


class ChatService(Service):
    """
    Listens for a node, and stops it in order: refuses new connections and messages, commits and answers queued ones,
    then closes connections in waves.

    `systemd` is told when it has started and when it stops.  `failed` is called before the reactor is stopped by an
    error, `stopped` at the end of an orderly stop.  At the addresses `private` metrics and health checks are served,
    from before the store is open until it is closed.  The application gets the observer of `make_log_observer`, an
    `ILogObserver`, in place of twistd's own.
    """

    name = "chatd"
    _log = Logger()

    def __init__(
        self,
        reactor: Any,
        node: Node,
        endpoints: Sequence[Endpoint],
        systemd: SystemdNotifier | None = None,
        failed: Callable[[], object] = lambda: None,
        stopped: Callable[[], object] = lambda: None,
        *,
        private: Sequence[Endpoint] = (),
        redirects: Sequence[Endpoint] = (),
        monitor: ReactorMonitor | None = None,
        make_log_observer: Callable[[], Any] | None = None,
    ) -> None:
        self._endpoints = endpoints
        self._private = private
        self._redirects = redirects
        self._redirect = RedirectFactory(reactor, node.hosts)
        self._monitor = monitor
        self._make_log_observer = make_log_observer
        self._systemd = systemd or SystemdNotifier(reactor, {})
        self._failed = failed
        self._stopped = stopped
        self._reactor = reactor
        self._node = node
        self._gate = node.front.gate
        if monitor is not None:
            monitor.on_tick = self._gate.note_delay
        self._ports: list[Any] = []
        self._private_ports: list[Any] = []
        self._opening: Deferred[None] | None = None
        self._tidying: Deferred[None] | None = None
        self._hurries = 0
        self._sweep = LoopingCall(self._sweep_node)
        self._sweep.clock = reactor

    def setServiceParent(self, parent: Any) -> None:
        """
        Joins an application, which twistd asks for its log observer before it starts.
        """
        super().setServiceParent(parent)
        if self._make_log_observer is not None and isinstance(parent, Componentized):
            parent.setComponent(ILogObserver, self._make_log_observer())

    def privilegedStartService(self) -> None:
        """
        Listens before the process gives up its privileges, for ports below 1024.
        """
        for endpoint in self._endpoints:
            listening = endpoint.listen(self._node.front)
            listening.addCallbacks(
                self._listening, self._listen_failed, callbackArgs=(endpoint,), errbackArgs=(endpoint.text,)
            )
        for endpoint in self._redirects:
            listening = endpoint.listen(self._redirect)
            listening.addCallbacks(
                self._listening_to_redirect, self._listen_failed, callbackArgs=(endpoint,), errbackArgs=(endpoint.text,)
            )
        for endpoint in self._private:
            listening = endpoint.listen(self._node.monitoring.make_private_site())
            listening.addCallbacks(
                self._listening_privately, self._listen_failed, callbackArgs=(endpoint,), errbackArgs=(endpoint.text,)
            )

    def startService(self) -> None:
        """
        Starts the node, then accepts connections.
        """
        super().startService()
        self._systemd.begin_reports()
        self._opening = Deferred.fromCoroutine(self._start_node())
        self._opening.addErrback(self._start_failed)

    def stopService(self) -> Deferred[None]:
        """
        Stops in order; fires when all connections and the store are closed.
        """
        super().stopService()
        stopping = Deferred.fromCoroutine(self._stop())
        return stopping.addErrback(lambda failure: self._log.failure("the stop was not orderly", failure))

    async def _start_node(self) -> None:
        if self._monitor is not None:
            self._monitor.start_monitoring()
        await self._node.start_node()
        if self._node.stores.data is not None:
            self._log.info("data is kept in {path}", path=readable(self._node.stores.data))
        self._sweep.start(SWEEP_SECONDS, now=False).addErrback(self._sweep_failed)
        self._gate.open_ports()
        self._systemd.ready()

    def _start_failed(self, failure: Any) -> None:
        if failure.check(StartError):
            self._log.critical("{reason}; stopping", reason=str(failure.value))
        else:
            self._log.failure("the store cannot be opened; stopping", failure)
        self._fail()

    def _fail(self) -> None:
        # A reactor that does not run yet cannot be stopped.
        self._failed()
        self._reactor.callWhenRunning(self._reactor.stop)

    def _sweep_node(self) -> None:
        self._node.sweep()
        if self._tidying is None:
            self._tidying = Deferred.fromCoroutine(self._node.maintain())
            self._tidying.addErrback(lambda failure: self._log.failure("the store could not be tidied", failure))
            self._tidying.addBoth(self._tidied)

    def _tidied(self, result: object) -> None:
        self._tidying = None

    def _listening(self, ports: Sequence[Any], endpoint: Endpoint) -> None:
        for port in ports:
            self._ports.append(port)
            # New connections wait in the kernel until the store is open.
            self._gate.add_port(port)
            # Accepted sockets inherit this size, which limits the kernel's buffer for a slow reader.
            size = self._node.settings.limits.send_buffer
            handle = getattr(port, "socket", None)
            if size and handle is not None:
                handle.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, size)
        host = ports[0].getHost()
        if endpoint.secure and not self._redirect.port:
            self._redirect.port = getattr(host, "port", 0)
        # Whoever reads this may send signals: those are handled as soon as the reactor runs.
        self._reactor.callWhenRunning(self._log_address, url(host, secure=endpoint.secure), endpoint)

    def _log_address(self, url: str, endpoint: Endpoint) -> None:
        if endpoint.proxied:
            self._log.info("listening on {url} for connections that begin with a PROXY header", url=url)
        else:
            self._log.info("listening on {url}", url=url)

    def _listening_to_redirect(self, ports: Sequence[Any], endpoint: Endpoint) -> None:
        self._ports += ports
        self._log.info("redirecting {url} to HTTPS", url=url(ports[0].getHost(), secure=False))

    def _listening_privately(self, ports: Sequence[Any], endpoint: Endpoint) -> None:
        self._private_ports += ports
        self._log.info("metrics are at {url}metrics", url=url(ports[0].getHost(), secure=endpoint.secure))

    def _listen_failed(self, failure: Any, text: str) -> None:
        # The port was taken after it had been tested.
        self._log.critical("cannot listen on {port}: {reason}; stopping", port=text, reason=reason(failure.value))
        self._fail()

    def _sweep_failed(self, failure: Any) -> None:
        self._log.failure("the sweep failed; stopping", failure)
        self._reactor.stop()

    def hurry(self) -> None:
        """
        Makes a stop that has begun quicker: the first call closes all connections at once, the second aborts them.

        What is queued is committed and answered all the same.
        """
        self._hurries += 1

    async def _stop(self) -> None:
        node = self._node
        if self._sweep.running:
            self._sweep.stop()
        self._systemd.stopping()
        node.begin_draining()
        self._gate.forget_ports()
        await gatherResults([maybeDeferred(port.stopListening) for port in self._ports])
        self._ports.clear()
        node.stop_accepting()
        await node.writer.wait_drained()
        node.hub.flush()
        await self._close_all()
        if self._opening is not None:
            await self._opening
        if self._tidying is not None:
            await self._tidying
        await node.stop_node()
        await gatherResults([maybeDeferred(port.stopListening) for port in self._private_ports])
        if self._monitor is not None:
            self._monitor.stop_monitoring()
        self._systemd.end_reports()
        counters = node.counters
        self._log.info(
            "stopped: {accepted} connections, {messages} messages, {deliveries} deliveries",
            accepted=counters.accepted,
            messages=counters.messages,
            deliveries=counters.deliveries,
        )
        # twistd ends as if killed by the signal that requested the stop; an orderly stop should exit with 0.
        forget_exit_signal(self._reactor)
        self._stopped()

    async def _close_all(self) -> None:
        # In waves that fit into the stop time; each client is told its own time to reconnect.
        node = self._node
        live = list(node.factory.live)
        seconds = node.settings.server.drain_seconds
        waves = max(1, int(seconds / 2 / WAVE_SECONDS))
        size = max(WAVES_LEAST, -(-len(live) // waves))
        up_again = self._reactor.seconds() + len(live) / size * WAVE_SECONDS + RESTART_SECONDS
        for begin in range(0, len(live), size):
            if begin and not self._hurries:
                await deferLater(self._reactor, WAVE_SECONDS)
            least = max(0.5, up_again - self._reactor.seconds())
            for protocol in live[begin : begin + size]:
                wait = least + node.chance() * max(1.0, len(live) / RETURNS_PER_SECOND)
                protocol.close_connection(Close.DRAINING, "the server is going down", int(wait * 1000))
        # Requests that are under way are answered meanwhile.
        node.front.close_idle()
        await self._wait_closed(max(1.0, seconds / 2))
        for protocol in tuple(node.factory.live):
            protocol.transport.abortConnection()
        node.front.close_http()
        self._redirect.close_all()
        if node.factory.live:
            await deferLater(self._reactor, WAVE_SECONDS / 2)

    async def _wait_closed(self, seconds: float) -> None:
        # Until all connections have closed, at most so long.  In a hurry the peers' close frames are not waited for.
        node, deadline, hurried = self._node, self._reactor.seconds() + seconds, False
        while (node.factory.live or node.front.has_requests()) and self._reactor.seconds() < deadline:
            if self._hurries and not hurried:
                hurried, deadline = True, min(deadline, self._reactor.seconds() + HURRIED_SECONDS)
                for protocol in tuple(node.factory.live):
                    # Closes when what is written has been sent.
                    protocol.transport.loseConnection()
            if self._hurries > 1:
                return
            await deferLater(self._reactor, WAVE_SECONDS / 2)
