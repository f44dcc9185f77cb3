"""
Ports and endpoints: tried before anything is promised.
"""

import errno
import os
import socket
from collections.abc import Sequence
from typing import Any

from twisted.internet.address import IPv4Address, IPv6Address, UNIXAddress
from twisted.internet.endpoints import AdoptedStreamServerEndpoint
from twisted.internet.error import CannotListenError
from twisted.internet.protocol import Factory
from twisted.internet.testing import MemoryReactorClock
from twisted.trial.unittest import SkipTest, SynchronousTestCase

from chatd.errors import StartError
from chatd.server.binding import clear_unix, ipv6_socket
from chatd.server.endpoint_reactor import BACKLOG
from chatd.server.listen import EXAMPLES, Endpoint, endpoints, reason, url
from chatd.server.listen import try_all as try_endpoints
from tests.support.daemon import self_signed
from tests.support.free_ports import held_port
from tests.support.tmp_dirs import new_place


def try_all(ports: Sequence[str]) -> None:
    """
    Try endpoints of a reactor without network.
    """
    try_endpoints(endpoints(MemoryReactorClock(), ports))


class ListeningTests(SynchronousTestCase):
    def wrong(self, *ports: str) -> str:
        """
        The one line that says what is wrong.
        """
        with self.assertRaises(StartError) as caught:
            try_all(ports)
        line = str(caught.exception)
        self.assertEqual(len(line.splitlines()), 1, line)
        self.assertTrue(any(line.startswith((f"{port}: ", f"{port!r}: ")) for port in ports), line)
        return line

    def taken(self) -> int:
        """
        A port of the loopback that somebody listens on.
        """
        plug = socket.socket()
        self.addCleanup(plug.close)
        plug.bind(("127.0.0.1", 0))
        plug.listen(1)
        port: int = plug.getsockname()[1]
        return port


class TwoFamiliesReactor(MemoryReactorClock):
    """
    A reactor without network that gives numbers for port 0, and remembers which sockets it was given.
    """

    def __init__(self) -> None:
        super().__init__()
        self.numbers = iter(range(40001, 40100))
        self.stopped: list[int] = []
        self.families: list[int] = []

    def listenTCP(self, port: int, factory: Any, backlog: int = 50, interface: str = "") -> Any:  # noqa: N802
        """
        See `IReactorTCP`.
        """
        number = port or next(self.numbers)
        listening = super().listenTCP(number, factory, backlog, interface)
        listening.stopListening = lambda: self.stopped.append(number)
        return listening

    def adoptStreamPort(self, fileno: int, addressFamily: int, factory: Any) -> Any:  # noqa: N802
        """
        See `IReactorSocket`.
        """
        self.families.append(addressFamily)
        return super().adoptStreamPort(fileno, addressFamily, factory)


def in_use(number: int, backlog: int) -> socket.socket | None:
    """
    No socket of IPv6: somebody has that number.
    """
    raise OSError(errno.EADDRINUSE, os.strerror(errno.EADDRINUSE))


class DigitsTests(ListeningTests):
    def listen(self, port: str, *answers: int | None) -> list[Any]:
        """
        Listen where IPv6 sockets end with those errors in turn, None for one that there is.
        """
        self.reactor = TwoFamiliesReactor()
        self.wanted: list[int] = []
        errors = iter(answers)

        def make_ipv6(number: int, backlog: int) -> socket.socket | None:
            self.wanted.append(number)
            error = next(errors)
            if error == errno.EAFNOSUPPORT:
                return None
            if error is not None:
                raise OSError(error, os.strerror(error))
            return socket.socket()

        endpoint = Endpoint(self.reactor, port, make_ipv6)
        ports: list[Any] = self.successResultOf(endpoint.listen(Factory()))
        return ports

    def test_they_mean_all_addresses_of_both_families(self) -> None:
        """
        With room for many that connect at once.
        """
        self.assertEqual(len(self.listen("8080", None)), 2)
        ((number, _, backlog, interface),) = self.reactor.tcpServers
        self.assertEqual((number, backlog, interface), (8080, BACKLOG, ""))
        self.assertEqual((self.wanted, self.reactor.families), ([8080], [socket.AF_INET6]))

    def test_endpoints_have_room_for_many_unless_they_say_otherwise(self) -> None:
        """
        Twisted's own default is 50.
        """
        for text, backlog in (("tcp:8080", BACKLOG), ("tcp:8080:backlog=100", 100)):
            reactor = TwoFamiliesReactor()
            self.successResultOf(Endpoint(reactor, text).listen(Factory()))
            self.assertEqual(reactor.tcpServers[0][2], backlog)

    def test_without_ipv6_they_mean_all_of_ipv4(self) -> None:
        """
        As in many a container.
        """
        self.assertEqual(len(self.listen("8080", errno.EAFNOSUPPORT)), 1)
        self.assertEqual(self.reactor.families, [])

    def test_zero_is_one_number_for_both(self) -> None:
        """
        IPv4 and IPv6 get the same free port.
        """
        self.assertEqual(len(self.listen("0", errno.EADDRINUSE, errno.EADDRINUSE, None)), 2)
        self.assertEqual(self.wanted, [40001, 40002, 40003])
        self.assertEqual(self.reactor.stopped, [40001, 40002])

    def test_number_taken_by_another_in_ipv6_is_told(self) -> None:
        """
        The port is not opened for IPv4 alone then.
        """
        reactor = TwoFamiliesReactor()
        listening = Endpoint(reactor, "8080", in_use).listen(Factory())
        self.assertIn("already in use", reason(self.failureResultOf(listening, CannotListenError).value))
        self.assertEqual(reactor.stopped, [8080])

    def test_trial_looks_at_both_families(self) -> None:
        plug = ipv6_socket(0, 1)
        if plug is None:
            raise SkipTest("there is no IPv6 here")
        with plug:
            self.assertIn("already in use", self.wrong(str(plug.getsockname()[1])))

    def test_port_beyond_the_last_is_told(self) -> None:
        """
        Before the kernel does.
        """
        self.assertEqual(self.wrong("65536"), "65536: expected 0 to 65535")


class TrialTests(ListeningTests):
    def test_free_ports_are_fine_and_free_again(self) -> None:
        """
        The trial leaves nothing behind.
        """
        port = self.enterContext(held_port())
        for _ in range(2):
            try_all([f"tcp:{port}:interface=127.0.0.1"])

    def test_port_in_use_is_told(self) -> None:
        """
        With what to do.
        """
        port = self.taken()
        self.assertIn("already in use", self.wrong(f"tcp:{port}:interface=127.0.0.1"))
        self.assertIn("already in use", self.wrong(str(port)))

    def test_same_port_twice_is_told(self) -> None:
        """
        The second would find it in use.
        """
        port = self.enterContext(held_port())
        one = f"tcp:{port}:interface=127.0.0.1"
        self.assertIn("already in use", self.wrong(one, one))
        try_all(["tcp:0:interface=127.0.0.1"] * 2)

    def test_what_is_no_endpoint_is_told_with_an_example(self) -> None:
        """
        A word, a wrong argument, nothing; the example is of the kind that was meant.
        """
        for port in ("", "http", "tcp", "tcp:x", "tcp:8080:bogus=1", "-1", "haproxy:", "haproxy:http"):
            with self.subTest(port=port):
                self.assertIn("tcp:8080:interface=127.0.0.1", self.wrong(port))
        self.assertIn("ssl:8443:privateKey=privkey.pem", self.wrong("ssl:8443"))
        self.assertIn("tls:certificates:8443", self.wrong("tls:a:b"))

    def test_each_example_of_the_help_is_an_endpoint(self) -> None:
        """
        What it lacks are its files, or a socket that was passed.
        """
        for example in EXAMPLES:
            if example.startswith("ssl:"):
                self.assertIn("No such file", self.wrong(example))
            elif example.startswith("tls:"):
                self.assertIn("no .pem file there", self.wrong(example))
            elif example.startswith("systemd:"):
                self.assertIn("no such socket was passed", self.wrong(example))
            else:
                Endpoint(MemoryReactorClock(), example)

    def test_passed_socket_stays_open_through_the_trial(self) -> None:
        """
        Its family is what it is, not what the endpoint says.
        """
        with socket.socket(socket.AF_INET) as passed:
            passed.bind(("127.0.0.1", 0))
            passed.listen(1)
            endpoint = self.adopting(passed, socket.AF_INET6)
            for _ in range(2):
                try_endpoints([endpoint])
            self.assertEqual(endpoint._endpoint.addressFamily, socket.AF_INET)
            self.assertGreater(passed.fileno(), 0)
            with self.assertRaises(StartError) as caught:
                try_endpoints([endpoint, endpoint])
            self.assertIn("named twice", str(caught.exception))

    def test_passed_socket_that_does_not_listen_is_told(self) -> None:
        """
        As with Accept=yes; or what is no socket at all.
        """
        with socket.socket() as passed, self.assertRaises(StartError) as caught:
            try_endpoints([self.adopting(passed, socket.AF_INET)])
        self.assertIn("Accept=no", str(caught.exception))
        with open(os.devnull, "rb") as passed_file, self.assertRaises(StartError) as caught:  # noqa: PTH123
            try_endpoints([self.adopting(passed_file, socket.AF_INET)])
        self.assertIn("no socket", str(caught.exception))

    def adopting(self, passed: Any, family: int) -> Endpoint:
        """
        What ``systemd:`` makes of a descriptor.
        """
        endpoint = Endpoint(MemoryReactorClock(), "tcp:0:interface=127.0.0.1")
        endpoint._endpoint = AdoptedStreamServerEndpoint(MemoryReactorClock(), passed.fileno(), family)
        return endpoint

    def test_port_below_zero_or_beyond_the_last_in_an_endpoint_is_told(self) -> None:
        """
        In one line, too.
        """
        self.wrong("tcp:70000:interface=127.0.0.1")
        self.wrong("tcp:-1")

    def test_address_that_is_not_ours_is_told(self) -> None:
        self.assertIn("assign", self.wrong("tcp:0:interface=192.0.2.1"))

    def test_name_instead_of_an_address_is_told(self) -> None:
        self.wrong("tcp:0:interface=no.such.host.invalid")

    def test_tls_needs_its_files(self) -> None:
        folder = new_place(self)
        folder.mkdir()
        self.assertIn("none.pem", self.wrong(f"ssl:0:interface=127.0.0.1:privateKey={folder}/none.pem"))
        key, certificate = self_signed(folder)
        good = f"ssl:0:interface=127.0.0.1:privateKey={key}:certKey={certificate}"
        try_all([good])
        certificate.write_bytes(b"nonsense")
        self.wrong(good)
        certificate.write_bytes(key.read_bytes())
        self.wrong(good)

    def test_key_that_does_not_belong_to_its_certificate_is_told(self) -> None:
        """
        At the start, not at the first connection.
        """
        one, two = new_place(self), new_place(self)
        one.mkdir()
        two.mkdir()
        self.wrong(f"ssl:0:interface=127.0.0.1:privateKey={self_signed(one)[0]}:certKey={self_signed(two)[1]}")

    def test_unix_socket_needs_its_folder(self) -> None:
        folder = new_place(self)
        self.assertIn(str(folder), self.wrong(f"unix:{folder}/chatd.sock"))
        folder.mkdir()
        try_all([f"unix:{folder}/chatd.sock"])
        self.assertEqual(list(folder.iterdir()), [])

    def test_unix_socket_in_use_is_told(self) -> None:
        """
        So is one that nobody listens on any more, unless Twisted knows whose it was and takes its place.
        """
        folder = new_place(self)
        folder.mkdir()
        path = folder / "s"
        with socket.socket(socket.AF_UNIX) as plug:
            plug.bind(str(path))
            plug.listen(1)
            self.assertIn("already in use", self.wrong(f"unix:{path}"))
        self.assertIn(f"{path} is in the way", self.wrong(f"unix:{path}"))
        lock = folder / "s.lock"
        lock.symlink_to("999999999")
        try_all([f"unix:{path}"])
        self.assertTrue(path.exists() and lock.is_symlink())

    def test_unix_socket_of_a_killed_process_with_the_same_id_is_taken_over(self) -> None:
        """
        In a container that is started again each process has the id that it had before; others' are told.
        """
        folder = new_place(self)
        folder.mkdir()
        path, lock = folder / "s", folder / "s.lock"
        with socket.socket(socket.AF_UNIX) as plug:
            plug.bind(str(path))
        lock.symlink_to(str(os.getppid()))
        self.assertIn(f"names process {os.getppid()}", self.wrong(f"unix:{path}"))
        clear_unix(str(path))
        self.assertTrue(path.exists() and lock.is_symlink())
        lock.unlink()
        lock.symlink_to(str(os.getpid()))
        try_all([f"unix:{path}"])
        self.assertTrue(path.exists() and lock.is_symlink())
        clear_unix(str(path))
        self.assertEqual(list(folder.iterdir()), [])

    def test_unix_socket_in_the_place_of_a_file_is_told(self) -> None:
        """
        The file is not removed.
        """
        path = new_place(self)
        path.write_bytes(b"mine")
        self.wrong(f"unix:{path}")
        self.assertEqual(path.read_bytes(), b"mine")

    def test_path_too_long_for_a_unix_socket_is_told(self) -> None:
        """
        A kernel takes some hundred bytes.
        """
        folder = new_place(self) / ("x" * 120)
        folder.mkdir(parents=True)
        self.wrong(f"unix:{folder}/s")


class UrlTests(SynchronousTestCase):
    def test_address_is_shown_as_what_to_open(self) -> None:
        """
        In a browser, if one can.
        """
        addresses: tuple[tuple[Any, bool, str], ...] = (
            (IPv4Address("TCP", "0.0.0.0", 8080), False, "http://localhost:8080/"),
            (IPv4Address("TCP", "192.0.2.1", 8443), True, "https://192.0.2.1:8443/"),
            (IPv6Address("TCP", "::", 8080), False, "http://localhost:8080/"),
            (IPv6Address("TCP", "::1", 8080), False, "http://[::1]:8080/"),
            (UNIXAddress(b"/run/chatd.sock"), False, "unix:/run/chatd.sock"),
        )
        for address, secure, shown in addresses:
            self.assertEqual(url(address, secure=secure), shown)
