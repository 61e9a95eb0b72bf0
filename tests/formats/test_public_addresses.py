"""Addresses that lead out to the Internet, and those that lead back into our own network."""

import pytest

from formats.public_addresses import is_public

PUBLIC = ["93.184.216.34", "1.1.1.1", "2606:4700::1111", "64:ff9b::101:101"]
PRIVATE = """127.0.0.1 127.255.255.254 0.0.0.0 10.1.2.3 172.16.0.1 172.31.255.255 192.168.1.1
    169.254.169.254 100.64.0.1 224.0.0.1 255.255.255.255 240.0.0.1 198.18.0.1 ::1 :: fe80::1
    fe80::1%eth0 fc00::1 fd12::1 ff02::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1
    64:ff9b::a00:1 2002:7f00:1::1 2001:0:4136:e378:8000:63bf:3fff:fdd2 localhost 127.1
    2130706433 0x7f.1 smtp.example.com"""


@pytest.mark.parametrize("address", PUBLIC)
def test_an_address_of_the_internet_is_public(address):
    """A20."""
    assert is_public(address)


@pytest.mark.parametrize("address", [one for one in PRIVATE.split() if one])
def test_everything_else_is_not_however_it_is_wrapped(address):
    """A20, D28."""
    assert not is_public(address)
