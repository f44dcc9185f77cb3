"""
Ports and endpoints: tried before anything is promised.
"""

import socket
from typing import Any

from twisted.internet.address import IPv4Address, IPv6Address, UNIXAddress
from twisted.trial.unittest import SynchronousTestCase

from chatd.errors import StartError
from chatd.listening import BACKLOG, description, try_all, url
from tests.daemon import self_signed
from tests.places import new_place
from tests.ports import held_port


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


class DescriptionTests(ListeningTests):
    def test_digits_are_a_port(self) -> None:
        """
        With room for many that connect at once.
        """
        self.assertEqual(description("8080"), f"tcp:8080:backlog={BACKLOG}")

    def test_anything_else_is_an_endpoint(self) -> None:
        """
        As Twisted has it.
        """
        self.assertEqual(description("unix:/run/chatd.sock"), "unix:/run/chatd.sock")

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
        A word, a wrong argument, nothing.
        """
        for port in ("", "http", "tcp", "tcp:x", "tcp:8080:bogus=1", "-1", "ssl:8443"):
            with self.subTest(port=port):
                self.assertIn("tcp:8080:interface=127.0.0.1", self.wrong(port))

    def test_port_below_zero_or_beyond_the_last_in_an_endpoint_is_told(self) -> None:
        """
        In one line, too.
        """
        self.wrong("tcp:70000:interface=127.0.0.1")
        self.wrong("tcp:-1")

    def test_address_that_is_not_ours_is_told(self) -> None:
        """
        A machine has only its own.
        """
        self.assertIn("assign", self.wrong("tcp:0:interface=192.0.2.1"))

    def test_name_instead_of_an_address_is_told(self) -> None:
        """
        Or whatever stands there.
        """
        self.wrong("tcp:0:interface=no.such.host.invalid")

    def test_tls_needs_its_files(self) -> None:
        """
        Which are named.
        """
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
        """
        Which is named.
        """
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
        (folder / "s.lock").symlink_to("999999999")
        try_all([f"unix:{path}"])

    def test_unix_socket_in_the_place_of_a_file_is_told(self) -> None:
        """
        The file stays.
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
