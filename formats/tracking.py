"""Carriers, and the pages on which they show where a parcel is."""

import re
from urllib.parse import quote, urlsplit

OTHER = "other"
NAMES = {
    "inpost": "InPost",
    "dpd": "DPD",
    "dhl": "DHL",
    "poczta_polska": "Poczta Polska",
    "gls": "GLS",
    "ups": "UPS",
    "fedex": "FedEx",
    "orlen": "Orlen Paczka",
}
# The number comes at the end.
_PAGES = {
    "inpost": "https://inpost.pl/sledzenie-przesylek?number=",
    "dpd": "https://tracktrace.dpd.com.pl/parcelDetails?p1=",
    "dhl": "https://www.dhl.com/pl-pl/home/tracking.html?tracking-id=",
    "poczta_polska": "https://emonitoring.poczta-polska.pl/?numer=",
    "gls": "https://gls-group.eu/PL/pl/sledzenie-paczek?match=",
    "ups": "https://www.ups.com/track?tracknum=",
    "fedex": "https://www.fedex.com/fedextrack/?trknbr=",
    "orlen": "https://www.orlenpaczka.pl/sledz-paczke/?numer=",
}
LINK_LIMIT = 1000
_PLAIN = re.compile(r"[!-~]+")


def tracking_url(carrier: str, number: str) -> str:
    """Where a known carrier shows the parcel; "" for any other."""
    page = _PAGES.get(carrier)
    return page + quote(number, safe="") if page and number else ""


def clean_number(number: str) -> str:
    """As it is printed on the label, without the spaces that people read it with."""
    return "".join(number.split())


def is_link(url: str) -> bool:
    """An address that may be shown to a client: https, a host, nobody's name or password in it."""
    if len(url) > LINK_LIMIT or not _PLAIN.fullmatch(url):
        return False
    try:
        parts = urlsplit(url)
        _port = parts.port
    except ValueError:
        return False
    has_host = bool(parts.hostname) and "." in (parts.hostname or "")
    return parts.scheme == "https" and has_host and "@" not in parts.netloc
