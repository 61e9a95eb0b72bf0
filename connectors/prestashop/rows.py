"""The rows of a cart. PrestaShop knows products only, and one price a piece for each of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from connectors import ConnectorError
from connectors.money import in_units
from connectors.prestashop.lists import Lists
from connectors.prestashop.wire import Row, Wire
from connectors.values import Draft, Line

NET_PLACES = Decimal("0.000001")


@dataclass
class CartRow:
    """`tax_code` is the product's own tax rule, `percent` what it charges."""

    product_id: str
    attribute_id: str
    tax_code: str
    percent: Decimal
    quantity: int = 0
    gross_cents: int = 0

    def net_price(self, currency: str) -> Decimal:
        """Of one piece, with six decimals, so that the shop arrives at our gross sum."""
        gross = in_units(self.gross_cents, currency) / self.quantity
        return (gross / (1 + self.percent / 100)).quantize(NET_PLACES)

    def net_total(self, currency: str) -> Decimal:
        return (in_units(self.gross_cents, currency) / (1 + self.percent / 100)).quantize(
            NET_PLACES
        )


@dataclass
class CartRows:
    """`carriers` are catalogue products for lines that are none, one for each tax rule at most;
    `shipping_product` carries the price of shipping where no carrier is linked, or one that is
    free in the shop."""

    wire: Wire
    lists: Lists
    carriers: Sequence[str] = ()
    shipping_product: str = ""
    _rows: dict[tuple[str, str], CartRow] = field(default_factory=dict)
    _products: dict[str, Row] = field(default_factory=dict)
    _country: str = ""

    def of(self, draft: Draft) -> list[CartRow]:
        """Raises ConnectorError, code "product", "tax" or "discount", naming the lines."""
        self._country = str(self.lists.country(draft.delivery.country)["id"])
        lines = [*draft.lines, *self._shipping(draft)]
        self._read_products(lines)
        self._refuse_unknown(lines)
        for line in (one for one in lines if one.gross_cents >= 0 or one.product_id):
            self._add(line)
        for line in (one for one in lines if one.gross_cents < 0 and not one.product_id):
            self._discount(line)
        self._even_out()
        return list(self._rows.values())

    def _shipping(self, draft: Draft) -> Iterable[Line]:
        if not self.shipping_product or not draft.shipping or not draft.shipping.gross_cents:
            return
        ship = draft.shipping
        if ship.code and not self.lists.is_free(ship.code):
            return
        yield Line(ship.name, 1, ship.gross_cents, ship.vat_rate, product_id=self.shipping_product)

    def _read_products(self, lines: Iterable[Line]) -> None:
        wanted = {_ids(one.product_id)[0] for one in lines if one.product_id} | {*self.carriers}
        if wanted:
            found = self.wire.rows("products", id=sorted(wanted))
            self._products = {str(row["id"]): row for row in found if str(row["active"]) == "1"}

    def _refuse_unknown(self, lines: Iterable[Line]) -> None:
        unknown = [one for one in lines if not self._product_of(one) and one.gross_cents >= 0]
        if unknown:
            raise _refusal("product", unknown)
        wrong = [
            one for one in lines if one.tax_code and self._tax_of(one) not in (one.tax_code, None)
        ]
        if wrong:
            raise _refusal("tax", wrong)

    def _product_of(self, line: Line) -> str:
        """Empty when there is none: "12-34" is combination 34 of product 12."""
        if line.product_id:
            return line.product_id if _ids(line.product_id)[0] in self._products else ""
        known = [one for one in self.carriers if one in self._products]
        taxed = [one for one in known if self._tax(one) == line.tax_code]
        return next(iter(taxed if line.tax_code else known), "")

    def _tax_of(self, line: Line) -> str | None:
        product = self._product_of(line)
        return self._tax(_ids(product)[0]) if product else None

    def _tax(self, product_id: str) -> str:
        return str(self._products[product_id]["id_tax_rules_group"])

    def _add(self, line: Line) -> None:
        """Lines that are no products come together as one piece: their product has one price."""
        product, attribute = _ids(self._product_of(line))
        code = self._tax(product)
        percent = Decimal(self.lists.percent(code, self._country))
        new = CartRow(product, attribute, code, percent)
        row = self._rows.setdefault((product, attribute), new)
        row.gross_cents += line.gross_cents
        row.quantity = row.quantity + line.quantity if line.product_id else 1

    def _discount(self, line: Line) -> None:
        """Takes it off the dearest rows of the same tax: there are no prices below nothing."""
        left = -line.gross_cents
        rows = [one for one in self._rows.values() if line.tax_code in ("", one.tax_code)]
        for row in sorted(rows, key=lambda one: -one.gross_cents):
            taken = min(left, row.gross_cents)
            row.gross_cents -= taken
            left -= taken
        if left:
            raise _refusal("discount", [line])

    def _even_out(self) -> None:
        """Shops round the price of a piece: what does not divide by the pieces goes to a row of
        one piece, or to the product for free lines of that tax. Without either it stays, and the
        totals differ by some cents."""
        for row in list(self._rows.values()):
            rest = row.gross_cents % row.quantity
            single = self._single_of(row) if rest else None
            if single:
                row.gross_cents -= rest
                single.gross_cents += rest

    def _single_of(self, row: CartRow) -> CartRow | None:
        singles = [one for one in self._rows.values() if one.quantity == 1]
        same = next((one for one in singles if one.tax_code == row.tax_code), None)
        free = [one for one in self.carriers if one in self._products]
        product = next((one for one in free if self._tax(one) == row.tax_code), None)
        if same or product is None or (product, "0") in self._rows:
            return same
        new = CartRow(product, "0", row.tax_code, row.percent, quantity=1)
        self._rows[product, "0"] = new
        return new


def _ids(product_id: str) -> tuple[str, str]:
    product, _, attribute = product_id.partition("-")
    return product, attribute or "0"


def _refusal(code: str, lines: Iterable[Line]) -> ConnectorError:
    names = ", ".join(one.sku or one.name for one in lines)
    return ConnectorError(names, code=code, permanent=True)
