"""A partner's program that keeps up with an offer in IOF 3.0, as strict as the format lets it be.

It reads the gateway, fetches what has another hash, holds the bytes against that hash, and applies
slices to the full file it has; a gap makes it read the full one again. Products are read one at a
time, stock is left to the light file.
"""

import hashlib
import io
from collections.abc import Callable
from datetime import datetime, timedelta

from lxml import etree

FORM = "%Y-%m-%d %H:%M:%S"


class IofConsumer:
    """`fetch` returns the bytes behind an address. `products` are by id, without their stock;
    `sizes` what light tells of each code: gross price and quantity. `reloads` counts full files.
    """

    def __init__(self, gateway_url: str, fetch: Callable[[str], bytes]):
        self.gateway_url, self.fetch = gateway_url, fetch
        self.products: dict[str, bytes] = {}
        self.sizes: dict[str, tuple[str, str]] = {}
        self.stamp: datetime | None = None
        self.hashes: dict[str, str] = {}
        self.reloads = 0

    def keep_up(self) -> None:
        gateway = etree.fromstring(self.fetch(self.gateway_url))
        full, light = gateway.find("full"), gateway.find("light")
        changes = full.findall("changes/change")
        stamps = [_time(one) for one in changes]
        assert stamps == sorted(set(stamps)), "slices are not in their order"
        if self._has_gap(full, stamps):
            self._load(full)
        for one in changes:
            if _time(one) > self.stamp:
                self._apply(self._bytes(one))
                self.stamp = _time(one)
        if self.hashes.get("light") != light.get("hash"):
            self._read_light(self._bytes(light))
            self.hashes["light"] = light.get("hash")

    def wait(self, ago: timedelta) -> None:
        """The offer's own times were put back, so must be what was read of them."""
        self.stamp = self.stamp and self.stamp - ago

    def _has_gap(self, full, stamps: list[datetime]) -> bool:
        if self.stamp is None:
            return True
        if _time(full) <= self.stamp:
            return False
        return not stamps or stamps[0] > self.stamp

    def _load(self, link) -> None:
        self.reloads += 1
        self.products = {}
        self._apply(self._bytes(link))
        self.stamp = _time(link)

    def _apply(self, body: bytes) -> None:
        for _, product in etree.iterparse(io.BytesIO(body), tag="product"):
            if product.getparent() is None or product.getparent().tag != "products":
                continue
            if product.get("removed") == "yes":
                assert len(product) == 0
                self.products.pop(product.get("id"), None)
            else:
                self.products[product.get("id")] = _without_stock(product)
            product.clear()

    def _read_light(self, body: bytes) -> None:
        self.sizes = {}
        for _, size in etree.iterparse(io.BytesIO(body), tag="size"):
            stock = size.find("stock").get("quantity")
            self.sizes[size.get("code")] = (size.find("price").get("gross"), stock)

    def _bytes(self, link) -> bytes:
        body = self.fetch(link.get("url"))
        assert hashlib.md5(body).hexdigest() == link.get("hash"), link.get("url")
        return body


def _time(link) -> datetime:
    return datetime.strptime(link.get("changed"), FORM)


def _without_stock(product) -> bytes:
    for stock in product.findall(".//stock"):
        stock.getparent().remove(stock)
    product.tail = None
    return etree.tostring(product, method="c14n")
