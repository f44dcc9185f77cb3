"""
Whose connection it is, and how many that address may have.
"""

from hypothesis import given
from hypothesis import strategies as st
from twisted.trial.unittest import SynchronousTestCase

from chatd.addresses import UNIX, AddressLimits, Proxies, group


class ProxiesTests(SynchronousTestCase):
    """
    Whose word about an address is taken.
    """

    def test_without_proxies_the_peer_speaks_for_itself(self) -> None:
        """
        A header that anybody can write changes nothing.
        """
        self.assertEqual(Proxies([]).real_address("192.0.2.7", "10.0.0.1"), "192.0.2.7")

    def test_proxy_tells_whom_it_speaks_for(self) -> None:
        """
        The last address in the header is the one the proxy saw.
        """
        self.assertEqual(Proxies(["127.0.0.1"]).real_address("127.0.0.1", "1.1.1.1, 192.0.2.7"), "192.0.2.7")

    def test_chain_of_proxies_is_followed_to_the_first_stranger(self) -> None:
        """
        What stands left of a stranger was written by that stranger.
        """
        proxies = Proxies(["127.0.0.1", "10.0.0.0/8"])
        self.assertEqual(proxies.real_address("127.0.0.1", "8.8.8.8, 192.0.2.7, 10.1.2.3"), "192.0.2.7")

    def test_header_without_sense_stops_where_it_does(self) -> None:
        """
        The proxy itself is taken, or the last address that made sense.
        """
        proxies = Proxies(["127.0.0.1", "10.0.0.0/8"])
        for header in ("", "unknown", "1.2.3.4:80", ","):
            self.assertEqual(proxies.real_address("127.0.0.1", header), "127.0.0.1", header)
        self.assertEqual(proxies.real_address("127.0.0.1", "nonsense, 10.1.1.1"), "10.1.1.1")

    def test_ipv6_may_stand_in_brackets(self) -> None:
        """
        Some proxies write it so, with a port.
        """
        self.assertEqual(Proxies(["::1"]).real_address("::1", "[2001:db8::7]:443"), "2001:db8::7")

    def test_proxy_on_a_unix_socket_is_trusted_by_that_name(self) -> None:
        """
        `unix` in the list, not any address.
        """
        self.assertEqual(Proxies([UNIX]).real_address(UNIX, "192.0.2.7"), "192.0.2.7")
        self.assertEqual(Proxies(["127.0.0.1"]).real_address(UNIX, "192.0.2.7"), UNIX)

    def test_mapped_ipv4_is_its_ipv4(self) -> None:
        """
        A dual-stack socket shows 127.0.0.1 as ::ffff:127.0.0.1.
        """
        self.assertTrue(Proxies(["127.0.0.0/8"]).trust("::ffff:127.0.0.1"))

    def test_what_is_no_address_is_not_trusted(self) -> None:
        """
        Whatever a transport calls its peer.
        """
        self.assertFalse(Proxies(["0.0.0.0/0"]).trust("somewhere"))

    def test_wrong_entry_is_told(self) -> None:
        """
        The operator learns which entry, and what was expected.
        """
        error = self.assertRaises(ValueError, Proxies, ["127.0.0.1", "10.0.0.0/99"])
        self.assertIn("'10.0.0.0/99': expected an address", str(error))

    @given(st.text(max_size=60))
    def test_no_header_does_harm(self, header: str) -> None:
        """
        Whatever stands there, an address comes out.
        """
        self.assertTrue(Proxies(["127.0.0.1"]).real_address("127.0.0.1", header))


class GroupTests(SynchronousTestCase):
    """
    What counts as one address.
    """

    def test_ipv4_counts_by_itself(self) -> None:
        """
        Neighbours do not share a limit.
        """
        self.assertEqual(group("192.0.2.7"), "192.0.2.7")

    def test_ipv6_counts_by_64(self) -> None:
        """
        One subscriber has all of a /64.
        """
        self.assertEqual(group("2001:db8:1:2::7"), group("2001:db8:1:2:ffff::1"))
        self.assertNotEqual(group("2001:db8:1:2::7"), group("2001:db8:1:3::7"))

    def test_mapped_ipv4_counts_as_ipv4(self) -> None:
        """
        The same person over a dual-stack socket.
        """
        self.assertEqual(group("::ffff:192.0.2.7"), "192.0.2.7")

    def test_what_is_no_address_counts_as_it_is(self) -> None:
        """
        All peers on a Unix socket share one limit.
        """
        self.assertEqual(group(UNIX), UNIX)


class AddressLimitsTests(SynchronousTestCase):
    """
    How many connections an address may have.
    """

    def test_at_most_so_many_at_once(self) -> None:
        """
        The third is turned away; another address is not.
        """
        limits = AddressLimits(2, 100.0)
        self.assertEqual([limits.admit("a", 0.0) for _ in range(3)], [True, True, False])
        self.assertTrue(limits.admit("b", 0.0))

    def test_released_place_is_free_again(self) -> None:
        """
        Somebody who closes a tab may open another.
        """
        limits = AddressLimits(2, 100.0)
        for _ in range(2):
            limits.admit("a", 0.0)
        limits.release("a")
        self.assertEqual([limits.admit("a", 0.0) for _ in range(2)], [True, False])

    def test_at_most_so_many_a_second(self) -> None:
        """
        Connecting and closing in a loop is slowed down.
        """
        limits = AddressLimits(1, 2.0)
        admitted = 0
        for _ in range(10):
            if limits.admit("a", 0.0):
                admitted += 1
                limits.release("a")
        self.assertEqual((admitted, limits.admit("a", 0.5)), (2, True))

    def test_idle_addresses_are_forgotten(self) -> None:
        """
        A million visitors leave nothing behind.
        """
        limits = AddressLimits(2, 1.0)
        for address in "abc":
            limits.admit(address, 0.0)
        limits.release("a")
        limits.release("b")
        limits.sweep(0.5)
        self.assertEqual(len(limits), 3)
        limits.sweep(10.0)
        self.assertEqual(len(limits), 1)
