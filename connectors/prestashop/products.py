"""The catalogue: products and their combinations, "12" and "12-34"."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from connectors.money import in_smallest
from connectors.prestashop.lists import Lists
from connectors.prestashop.wire import Row, Wire, words
from connectors.values import Product

FOUND = 50


@dataclass(frozen=True)
class Catalogue:
    wire: Wire
    lists: Lists

    def find(self, text: str) -> Sequence[Product]:
        """At most 50 whose name or reference holds the text."""
        rows: dict[str, Row] = {}
        for where in ("name", "reference"):
            found = self.wire.page("products", {where: f"%[{text}]%"}, limit=FOUND)
            rows |= {str(row["id"]): row for row in found}
        return self._products(list(rows.values())[:FOUND])

    def read(self, ids: Sequence[str], skus: Sequence[str]) -> Sequence[Product]:
        combined = [one for one in ids if "-" in one]
        numbers = {one.partition("-")[0] for one in ids}
        rows = {str(row["id"]): row for row in self._rows("products", "id", sorted(numbers))}
        named = self._rows("products", "reference", skus)
        varied = self._rows("combinations", "reference", skus)
        varied += self._rows("combinations", "id", [one.partition("-")[2] for one in combined])
        parents = {str(one["id_product"]) for one in varied} - {*rows}
        rows |= {str(row["id"]): row for row in self._rows("products", "id", sorted(parents))}
        plain = [rows[one] for one in ids if one in rows]
        plain += [row for row in named if row["reference"] in skus]
        kept = [one for one in varied if one["reference"] in skus or _code(one) in ids]
        return [*self._products(plain), *self._combinations(kept, rows)]

    def _rows(self, resource: str, where: str, values: Sequence[str]) -> list[Row]:
        return self.wire.page(resource, {where: values}) if values else []

    def _products(self, rows: Sequence[Row]) -> list[Product]:
        stock = self._stock([str(row["id"]) for row in rows])
        return [
            Product(
                id=str(row["id"]),
                name=words(row["name"]),
                sku=str(row.get("reference") or ""),
                price_cents=self._price(row, Decimal(0)),
                stock=stock.get((str(row["id"]), "0")),
            )
            for row in rows
        ]

    def _combinations(self, rows: Sequence[Row], parents: dict[str, Row]) -> list[Product]:
        known = [row for row in rows if str(row["id_product"]) in parents]
        stock = self._stock(sorted({str(row["id_product"]) for row in known}))
        found = []
        for row in known:
            parent = parents[str(row["id_product"])]
            found.append(
                Product(
                    id=_code(row),
                    name=f"{words(parent['name'])} {row['reference']}",
                    sku=str(row["reference"]),
                    price_cents=self._price(parent, Decimal(str(row.get("price") or 0))),
                    stock=stock.get((str(row["id_product"]), str(row["id"]))),
                )
            )
        return found

    def _price(self, row: Row, more: Decimal) -> int:
        """Gross, in the shop's own currency."""
        percent = Decimal(self.lists.percent(str(row["id_tax_rules_group"])))
        net = Decimal(str(row["price"])) + more
        return in_smallest(net * (1 + percent / 100), "")

    def _stock(self, ids: Sequence[str]) -> dict[tuple[str, str], int]:
        found = self._rows("stock_availables", "id_product", ids)
        return {
            (str(row["id_product"]), str(row["id_product_attribute"])): int(row["quantity"])
            for row in found
        }


def _code(combination: Row) -> str:
    return f"{combination['id_product']}-{combination['id']}"
