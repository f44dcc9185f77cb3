"""
Where operators come in.
"""

import socket
from typing import Any

from twisted.internet.defer import Deferred, succeed
from twisted.internet.error import CannotListenError
from twisted.internet.testing import MemoryReactor
from twisted.logger import LogLevel, formatEvent, globalLogPublisher
from twisted.trial.unittest import SynchronousTestCase

from chatd.admin.control_socket import ControlFactory, ControlSocket, reachable
from chatd.admin.operations import Operations
from tests.support.fakes import LogStore, World
from tests.support.operator_fakes import FakeUpkeep, operator_context
from tests.support.tmp_dirs import new_place


class DoorTests(SynchronousTestCase):
    def setUp(self) -> None:
        """
        A data directory, and a reactor without network.
        """
        self.folder = new_place(self)
        self.folder.mkdir()
        self.reactor: Any = MemoryReactor()
        world = World()
        operations = Operations(LogStore(), FakeUpkeep(), world.now)
        self.factory = ControlFactory(operator_context(world, self.folder, operations))
        self.control = ControlSocket(self.reactor, self.factory)

    def test_socket_is_for_its_owner_alone(self) -> None:
        """
        Whoever can use it can erase everything.
        """
        self.control.start_listening()
        ((address, factory, _, mode, lock),) = self.reactor.unixServers
        self.assertEqual(address, str(self.folder / "control.sock"))
        self.assertEqual((factory, mode, lock), (self.factory, 0o600, 0))

    def test_what_a_killed_daemon_left_is_removed(self) -> None:
        """
        Its socket, and copies that nobody has taken away.
        """
        (self.folder / "chatd.db").touch()
        (self.folder / "handover.0123.part").touch()
        with socket.socket(socket.AF_UNIX) as dead:
            dead.bind(str(self.folder / "control.sock"))
        self.control.start_listening()
        self.assertEqual([path.name for path in self.folder.iterdir()], ["chatd.db"])

    def opened(self) -> str:
        """
        What the log says of an attempt to open.
        """
        events: list[dict[str, Any]] = []
        observer: Any = events.append
        globalLogPublisher.addObserver(observer)
        self.addCleanup(globalLogPublisher.removeObserver, observer)
        self.control.start_listening()
        (event,) = [event for event in events if event["log_namespace"] == "chatd.admin.control_socket.ControlSocket"]
        self.assertIs(event["log_level"], LogLevel.error)
        return str(formatEvent(event))

    def test_people_are_served_though_operators_cannot_come_in(self) -> None:
        """
        In a directory that cannot be written to, say; one line tells why.
        """
        (self.folder / "control.sock").mkdir()
        self.assertIn("control.sock: cannot listen there: is a directory; the command chatd will not", self.opened())
        self.successResultOf(Deferred.fromCoroutine(self.control.stop_listening()))

    def test_system_that_refuses_is_quoted(self) -> None:

        def refuse(*arguments: object, **options: object) -> None:
            raise CannotListenError(None, "x", OSError(1, "Operation not permitted"))

        self.reactor.listenUNIX = refuse
        self.assertIn("operation not permitted", self.opened())

    def test_closed_door_lets_nobody_in(self) -> None:
        """
        Closing what was never open does no harm.
        """
        self.successResultOf(Deferred.fromCoroutine(self.control.stop_listening()))
        self.control.start_listening()
        stopped: list[str] = []

        def stop() -> Deferred[None]:
            stopped.append("stopped")
            return succeed(None)

        port: Any = self.control._port
        port.stopListening = stop
        self.successResultOf(Deferred.fromCoroutine(self.control.stop_listening()))
        self.successResultOf(Deferred.fromCoroutine(self.control.stop_listening()))
        self.assertEqual(stopped, ["stopped"])

    def test_long_path_is_reached_all_the_same(self) -> None:
        """
        The kernel takes 107 bytes; directories may lie deeper.
        """
        deep = self.folder.joinpath(*["a-name-of-thirty-characters-yes"] * 5)
        deep.mkdir(parents=True)
        path = deep / "control.sock"
        with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
            with reachable(path) as address:
                server.bind(address)
            server.listen(1)
            self.assertTrue(path.is_socket())
            with reachable(path) as address:
                client.connect(address)
