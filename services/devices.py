"""What is kept of the device somebody comes with: two words and half of an address."""

import ipaddress
from dataclasses import dataclass

# Chrome's name is in most others, Safari's in Chrome's: the first that is found counts.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)
IPV4_BITS, IPV6_BITS = 24, 48


@dataclass(frozen=True)
class Caller:
    """Whoever asks: the device in words, its lasting token ("" when unknown), the address."""

    device: str
    device_token: str
    address: str


def words(user_agent: str) -> str:
    """ "Firefox, Windows"; empty when nothing is recognised. Never the text that was sent."""
    found = (_first(BROWSERS, user_agent), _first(SYSTEMS, user_agent))
    return ", ".join(part for part in found if part)


def shortened(address: str) -> str:
    """The network somebody comes from, not the host: 203.0.113.0/24. Empty for what is none."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return ""
    bits = IPV4_BITS if known.version == 4 else IPV6_BITS
    return str(ipaddress.ip_network((known, bits), strict=False))


def _first(names: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((word for sign, word in names if sign in user_agent), "")
