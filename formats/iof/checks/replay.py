"""Check 26: a full file from before, with every slice applied, is the full file of now."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from hashlib import blake2b

from lxml import etree

from formats.iof.checks.findings import Feed, Finding, Opener, told
from formats.iof.checks.gateway import STAMPED
from formats.iof.checks.texts import moment_of
from formats.xml_reading import OfferReader

Offer = dict[str, bytes]
REMOVED = b""


def check_replay(feed: Feed) -> Iterator[Finding]:
    """Raises NotXml."""
    if feed.earlier is None or "full" not in feed.files:
        return
    known, since = standing(feed.earlier)
    for name in feed.slices:
        if since is None or datetime.strptime(name, STAMPED) > since:
            known |= standing(feed.files[name])[0]
    now, _at = standing(feed.files["full"])
    for product in sorted({one for one, _digest in _told(known).items() ^ _told(now).items()}):
        yield told("replay_differs", "full", 0, product=product)


def standing(opened: Opener) -> tuple[Offer, datetime | None]:
    """Every product of a file by its id, without stock, in sixteen bytes; and when it was
    generated."""
    with opened() as file:
        reader = OfferReader(file)
        offer = {product.get("id", ""): _digest(product) for product, _line in reader}
    root = reader.root
    return offer, moment_of(root.get("generated")) if root is not None else None


def _told(offer: Mapping[str, bytes]) -> Offer:
    """It says nothing that a product is gone to somebody who never knew it."""
    return {product: digest for product, digest in offer.items() if digest != REMOVED}


def _digest(product: etree._Element) -> bytes:
    if product.get("removed"):
        return REMOVED
    for stock in list(product.iterfind("sizes/size/stock")):
        stock.getparent().remove(stock)
    product.tail = None
    return blake2b(etree.tostring(product, method="c14n"), digest_size=16).digest()
