"""A catalogue of BaseLinker, whose products our lines may be."""

from collections.abc import Sequence
from functools import cached_property

from connectors import ConnectorError
from connectors.baselinker.reading import product
from connectors.baselinker.wire import Wire
from connectors.values import Product

FOUND = 50


class Catalogue:
    """`named` is the number that the photographer wrote; empty: the account's own default."""

    def __init__(self, wire: Wire, named: str):
        self._wire = wire
        self._named = named

    @cached_property
    def number(self) -> str:
        """Raises ConnectorError for an account without any."""
        if self._named:
            return self._named
        found = self._wire.call("getInventories")["inventories"]
        if not found:
            raise ConnectorError("inventory_id", code="catalogue", permanent=True)
        default = next((one for one in found if one.get("is_default")), found[0])
        return str(default["inventory_id"])

    def find(self, text: str) -> Sequence[Product]:
        """At most 50 whose name or SKU holds the text."""
        found = self._listed(filter_name=text) | self._listed(filter_sku=text)
        return list(found.values())[:FOUND]

    def read(self, ids: Sequence[str], skus: Sequence[str]) -> Sequence[Product]:
        """One question each: its filters take a single value."""
        found: dict[str, Product] = {}
        for number in ids:
            found |= self._listed(filter_id=number)
        for sku in skus:
            named = self._listed(filter_sku=sku)
            found |= {one: row for one, row in named.items() if row.sku == sku}
        return list(found.values())

    def _listed(self, **wanted: str) -> dict[str, Product]:
        number = int(self.number)
        rows = self._wire.call("getInventoryProductsList", inventory_id=number, **wanted)
        return {one: product(one, row) for one, row in dict(rows.get("products") or {}).items()}
