"""Which addresses are out on the Internet, and not of this machine or the network around it."""

from ipaddress import IPv4Address, IPv6Network, ip_address

_TRANSLATED = IPv6Network("64:ff9b::/96")  # NAT64: an IPv4 address in the last four bytes
_TUNNELS = (IPv6Network("2001::/32"), IPv6Network("2002::/16"), IPv6Network("64:ff9b:1::/48"))


def is_public(address: str) -> bool:
    """False for loopback, private, link-local and reserved addresses, wrapped or not."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    if found.version == 6 and found in _TRANSLATED:
        return is_public(str(IPv4Address(found.packed[-4:])))
    if any(found.version == 6 and found in tunnel for tunnel in _TUNNELS):
        return False
    return found.is_global and not found.is_multicast
