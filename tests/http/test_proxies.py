"""
Whose connection it is, and how many that address may have.
"""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from twisted.internet.address import IPv4Address, IPv6Address, UNIXAddress
from twisted.trial.unittest import SynchronousTestCase

from chatd.domain.addresses import address_group, address_group_of
from chatd.http.proxies import UNIX, Client, ForwardedHeader, Proxies, peer_of, read_address

PROXY = "127.0.0.1"


def client(proxies: Proxies, peer: str | None = PROXY, encrypted: bool = False, **fields: Any) -> Client:
    """
    Who sent a request with those fields, named as Python can.
    """
    return proxies.client_of(peer, lambda name: fields.get(name.lower().replace("-", "_"), ""), encrypted=encrypted)


def address(
    value: str, *trusted: str, header: ForwardedHeader = "x-forwarded-for", peer: str | None = PROXY
) -> str | None:
    """
    The address that the header with that value tells.
    """
    proxies = Proxies(trusted or [PROXY], header)
    fields: dict[str, Any] = {header.replace("-", "_"): value}
    return client(proxies, peer, **fields).address


class ReadTests(SynchronousTestCase):
    """
    The forms in which proxies write one address.
    """

    def test_every_form_is_read(self) -> None:
        """
        As nginx, HAProxy and Caddy write it, Azure with a port, RFC 7239 with quotes and brackets.
        """
        for hop, expected in (
            ("192.0.2.7", "192.0.2.7"),
            (" 192.0.2.7\t", "192.0.2.7"),
            ("192.0.2.7:51008", "192.0.2.7"),
            ('"192.0.2.7:51008"', "192.0.2.7"),
            ("192.0.2.7:_gateway", "192.0.2.7"),
            ("2001:db8::7", "2001:db8::7"),
            ("2001:DB8:0::7", "2001:db8::7"),
            ("[2001:db8::7]", "2001:db8::7"),
            ("[2001:db8::7]:443", "2001:db8::7"),
            ('"[2001:db8::1]:4711"', "2001:db8::1"),
            ("fe80::1%eth0", "fe80::1"),
            ("[fe80::1%25eth0]:80", "fe80::1"),
            ("::ffff:192.0.2.7", "192.0.2.7"),
            ("[::ffff:192.0.2.7]:80", "192.0.2.7"),
        ):
            self.assertEqual(read_address(hop), expected, hop)

    def test_what_is_no_address_is_none(self) -> None:
        """
        Those who hide, nothing, nonsense, and what would be read differently elsewhere.
        """
        for hop in (
            *("", '""', '"', "unknown", '"unknown"', "_hidden", "_hidden:80", "localhost", "unix:", "-"),
            *("192.0.2", "192.0.2.7.1", "192.0.02.7", "0x7f.1", "192.0.2.7:", "192.0.2.7:x", "192.0.2.7:123456"),
            *("192.0.2.7%eth0", "[192.0.2.7]", "[2001:db8::1", "2001:db8::1]", "[2001:db8::1]4711", "[]:80"),
            *("0.0.0.0", "::", "192.0.2.0/24", "192.0.2.7 192.0.2.8", "192.0.2.7;x"),
        ):
            self.assertIsNone(read_address(hop), hop)


class ProxiesTests(SynchronousTestCase):
    """
    Whose word about an address is taken.
    """

    def test_without_proxies_the_peer_speaks_for_itself(self) -> None:
        """
        A header that anybody can write changes nothing.
        """
        self.assertEqual(
            client(Proxies([]), "192.0.2.7", x_forwarded_for="10.0.0.1", x_forwarded_proto="https"),
            Client("192.0.2.7", secure=False),
        )

    def test_proxy_tells_whom_it_speaks_for(self) -> None:
        """
        The last address in the header is the one the proxy saw.
        """
        self.assertEqual(address("1.1.1.1, 192.0.2.7"), "192.0.2.7")

    def test_chain_of_proxies_is_followed_to_the_first_stranger(self) -> None:
        """
        What stands left of a stranger was written by that stranger.
        """
        self.assertEqual(address("8.8.8.8, 192.0.2.7, 10.1.2.3", PROXY, "10.0.0.0/8"), "192.0.2.7")
        self.assertEqual(address("8.8.8.8:1, 192.0.2.7:2, 10.1.2.3:3", PROXY, "10.0.0.0/8"), "192.0.2.7")

    def test_where_all_are_proxies_the_first_is_meant(self) -> None:
        """
        Somebody on the machine of a proxy.
        """
        self.assertEqual(address("10.0.0.1, 10.0.0.2", PROXY, "10.0.0.0/8"), "10.0.0.1")

    def test_hop_that_cannot_be_read_is_nobody(self) -> None:
        """
        Never the proxy itself, nor what stands left of it; it is told what stands there.
        """
        proxies = Proxies([PROXY, "10.0.0.0/8"])
        for header, unread in (
            ("unknown", "unknown"),
            ("8.8.8.8, unknown", "unknown"),
            ("8.8.8.8, ", ""),
            (",", ""),
            ("8.8.8.8, _hidden, 10.1.1.1", "_hidden"),
        ):
            self.assertEqual(client(proxies, x_forwarded_for=header), Client(None, secure=False, unread=unread), header)

    def test_proxy_that_says_nothing_is_nobody(self) -> None:
        """
        Without the header, the client's address is unknown.
        """
        self.assertEqual(client(Proxies([PROXY])), Client(None, secure=False, unread=""))
        self.assertEqual(client(Proxies([PROXY], "forwarded")), Client(None, secure=False, unread=""))

    def test_proxy_on_a_unix_socket_is_trusted_by_that_name(self) -> None:
        """
        `unix` in the list, not any address.
        """
        self.assertEqual(address("192.0.2.7", UNIX, peer=None), "192.0.2.7")
        self.assertEqual(client(Proxies([PROXY]), None, x_forwarded_for="192.0.2.7"), Client(None, secure=False))

    def test_nginx_before_nginx_on_a_unix_socket(self) -> None:
        """
        The second one writes `unix:` for the first.
        """
        self.assertEqual(address("192.0.2.7, unix:", UNIX, peer=None), "192.0.2.7")
        self.assertIsNone(address("192.0.2.7, unix:", PROXY))

    def test_mapped_ipv4_is_its_ipv4(self) -> None:
        """
        A dual-stack socket shows 127.0.0.1 as ::ffff:127.0.0.1.
        """
        self.assertTrue(Proxies(["127.0.0.0/8"]).is_trusted("::ffff:127.0.0.1"))
        self.assertEqual(peer_of(IPv6Address("TCP", "::ffff:192.0.2.7", 80)), "192.0.2.7")

    def test_peer_has_no_zone(self) -> None:
        """
        The same machine over another of our interfaces.
        """
        self.assertEqual(peer_of(IPv6Address("TCP", "fe80::1%eth0", 80)), "fe80::1")
        self.assertEqual(peer_of(IPv4Address("TCP", "192.0.2.7", 80)), "192.0.2.7")
        self.assertIsNone(peer_of(UNIXAddress(b"/run/chatd")))

    def test_mapped_ipv4_in_the_setting_is_its_ipv4(self) -> None:
        """
        A whole network, too; one that is wider than IPv4 stays one of IPv6.
        """
        for entry in ("::ffff:10.0.0.1", "::ffff:10.0.0.0/120", "10.0.0.0/24"):
            self.assertTrue(Proxies([entry]).is_trusted("10.0.0.1"), entry)
            self.assertTrue(Proxies([entry]).is_trusted("::ffff:10.0.0.1"), entry)
            self.assertFalse(Proxies([entry]).is_trusted("10.0.1.1"), entry)
        self.assertTrue(Proxies(["::/0"]).is_trusted("2001:db8::7"))

    def test_what_is_no_address_is_not_trusted(self) -> None:
        """
        Whatever a transport calls its peer.
        """
        self.assertFalse(Proxies(["0.0.0.0/0"]).is_trusted("somewhere"))

    def test_scheme_is_the_one_the_proxy_tells(self) -> None:
        """
        Between it and us there may be TLS, or not.
        """
        for proto, encrypted, secure in (
            ("https", False, True),
            ("HTTPS, http", False, True),
            ("http", True, False),
            ("", True, True),
            ("", False, False),
        ):
            found = client(Proxies([PROXY]), x_forwarded_for="192.0.2.7", x_forwarded_proto=proto, encrypted=encrypted)
            self.assertEqual(found.secure, secure, (proto, encrypted))

    def test_wrong_entry_is_told(self) -> None:
        """
        The operator learns which entry, and what was expected.
        """
        error = self.assertRaises(ValueError, Proxies, ["127.0.0.1", "10.0.0.0/99"])
        self.assertIn("'10.0.0.0/99': expected an address", str(error))

    @given(st.text(max_size=60))
    def test_no_header_does_harm(self, header: str) -> None:
        """
        Whatever stands there, it is never the proxy.
        """
        names: tuple[ForwardedHeader, ...] = ("x-forwarded-for", "forwarded")
        for name in names:
            self.assertNotEqual(address(header, header=name), PROXY)

    @given(st.text('for="\\\\,;: 192.[]', max_size=40))
    def test_what_a_client_wrote_hides_nothing(self, header: str) -> None:
        """
        The element that the proxy appends is read, whatever quotes were opened before it.
        """
        mine = 'for="[2001:db8::7]:4711";proto=https'
        self.assertEqual(address(f"{header}, {mine}", header="forwarded"), "2001:db8::7")


class ForwardedTests(SynchronousTestCase):
    """
    RFC 7239.
    """

    def test_forms_of_the_rfc_are_read(self) -> None:
        """
        The examples of sections 4, 6 and 7.1.
        """
        for value, expected in (
            ("for=192.0.2.60;proto=http;by=203.0.113.43", "192.0.2.60"),
            ('For="[2001:db8:cafe::17]:4711"', "2001:db8:cafe::17"),
            ("for=192.0.2.43, for=198.51.100.17", "198.51.100.17"),
            ('by=10.0.0.1;for="192.0.2.7:47011" ; host="a,b;c"', "192.0.2.7"),
            ("for=192.0.2.7:47011", "192.0.2.7"),
            (r'host="a\\"; for=192.0.2.7', "192.0.2.7"),
        ):
            self.assertEqual(address(value, header="forwarded"), expected, value)

    def test_those_who_hide_are_nobody(self) -> None:
        """
        And an element that does not say for whom it is, or that is malformed.
        """
        for value in (
            *(
                'for="_gazonk"',
                "for=unknown",
                "for=_SEVKISEK",
                "by=192.0.2.7",
                "for=1.2.3.4, ",
                "for=1.2.3.4, by=1.2.3.4",
            ),
            *("for=1.2.3.4;for=1.2.3.5", "for=1.2.3.4 by=1.2.3.4", "for", 'for="1.2.3.4', "1.2.3.4", ";", 'for=""'),
        ):
            self.assertIsNone(address(value, header="forwarded"), value)

    def test_scheme_is_the_one_that_the_client_used(self) -> None:
        """
        Of the element that names it, not of proxies behind it.
        """
        proxies = Proxies([PROXY, "10.0.0.1"], "forwarded")
        found = client(proxies, forwarded="for=192.0.2.7;proto=https, for=10.0.0.1;proto=http")
        self.assertEqual(found, Client("192.0.2.7", secure=True))

    def test_only_the_header_that_the_proxy_sets_is_read(self) -> None:
        """
        The other one is what the client wrote.
        """
        both: dict[str, Any] = {"x_forwarded_for": "192.0.2.7", "x_forwarded_proto": "http"} | {
            "forwarded": "for=192.0.2.8;proto=https"
        }
        self.assertEqual(client(Proxies([PROXY]), **both), Client("192.0.2.7", secure=False))
        self.assertEqual(client(Proxies([PROXY], "forwarded"), **both), Client("192.0.2.8", secure=True))


class GroupTests(SynchronousTestCase):
    """
    What counts as one address.
    """

    def test_ipv4_counts_by_itself(self) -> None:
        """
        Neighbours do not share a limit.
        """
        self.assertEqual(address_group("192.0.2.7"), "192.0.2.7")

    def test_ipv6_counts_by_64(self) -> None:
        """
        One subscriber has all of a /64.
        """
        self.assertEqual(address_group("2001:db8:1:2::7"), address_group("2001:db8:1:2:ffff::1"))
        self.assertNotEqual(address_group("2001:db8:1:2::7"), address_group("2001:db8:1:3::7"))

    def test_mapped_ipv4_counts_as_ipv4(self) -> None:
        """
        The same person over a dual-stack socket.
        """
        self.assertEqual(address_group("::ffff:192.0.2.7"), "192.0.2.7")

    def test_what_is_no_address_counts_as_it_is(self) -> None:
        """
        Whatever a transport calls its peer.
        """
        self.assertEqual((address_group("somewhere"), address_group("a:b")), ("somewhere", "a:b"))

    def test_who_has_no_address_is_in_no_group(self) -> None:
        """
        Nothing binds them together with others.
        """
        self.assertIsNone(address_group_of(None))
        self.assertEqual(address_group_of("192.0.2.7"), "192.0.2.7")
