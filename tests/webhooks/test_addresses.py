"""
Which addresses webhooks are sent to.
"""

import pytest

from chatd.webhooks.addresses import AddressRules

PUBLIC = ("1.1.1.1", "93.184.216.34", "2606:4700:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101", "2002:101:101::1")
CLOSED = (
    *(
        "127.0.0.1",
        "127.9.9.9",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
    ),
    *("100.64.0.1", "192.0.2.1", "198.51.100.1", "203.0.113.1", "198.18.0.1", "224.0.0.1", "255.255.255.255"),
    *("192.88.99.1", "240.0.0.1", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "fec0::1"),
    *("2001:db8::1", "3fff::1", "2001::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::7f00:1", "2002:7f00:1::"),
    *("2002:a00:1::1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::101:101", "64:ff9b:1:a00::1", "localhost", ""),
)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_permitted(address: str) -> None:
    assert AddressRules().permits(address)


@pytest.mark.parametrize("address", CLOSED)
def test_other_addresses_are_not(address: str) -> None:
    assert not AddressRules().permits(address)


@pytest.mark.parametrize(
    ("network", "address"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("127.0.0.0/8", "127.1.2.3"),
        ("127.0.0.0/8", "::ffff:127.0.0.1"),
        ("10.0.0.0/8", "64:ff9b::a00:1"),
        ("::1", "::1"),
        ("fd00::/8", "fd12::1"),
    ],
)
def test_allowed_networks_are_permitted(network: str, address: str) -> None:
    assert AddressRules([network]).permits(address)
    assert not AddressRules([network]).permits("192.168.1.1")


@pytest.mark.parametrize("text", ["", "localhost", "10.1.2.3/8", "10.0.0.0/33", "*"])
def test_what_is_no_network_is_named(text: str) -> None:
    with pytest.raises(ValueError, match="expected an address or a network"):
        AddressRules([text])
