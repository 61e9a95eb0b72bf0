"""PrestaShop's rows as the values of all connectors. What several orders share is read at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from connectors.money import in_smallest
from connectors.prestashop.lists import Lists, reference_of
from connectors.prestashop.wire import Row, Wire
from connectors.values import Address, Line, Shipping, ShopOrder, Standing


@dataclass(frozen=True)
class Reading:
    wire: Wire
    lists: Lists

    def standing(self, row: Row) -> Standing:
        return Standing(
            id=str(row["id"]),
            number=str(row.get("reference") or row["id"]),
            status=str(row["current_state"]),
            total_cents=in_smallest(row["total_paid"], self.currency(row)),
            currency=self.currency(row),
            is_paid=self.lists.is_paid(row),
            reference=reference_of(row),
            placed_at=self.lists.moment(row.get("date_add")),
            changed_at=self.lists.moment(row.get("date_upd")),
        )

    def orders(self, rows: Sequence[Row]) -> tuple[ShopOrder, ...]:
        """In three questions more, however many they are."""
        if not rows:
            return ()
        places = self._by_id("addresses", _ids(rows, "id_address_invoice", "id_address_delivery"))
        people = self._by_id("customers", _ids(rows, "id_customer"))
        return tuple(self._order(row, places, people) for row in rows)

    def currency(self, row: Row) -> str:
        known = self.lists.currencies.get(str(row["id_currency"]))
        return str(known["iso_code"]) if known else ""

    def _order(self, row: Row, places: dict[str, Row], people: dict[str, Row]) -> ShopOrder:
        email = str(people.get(str(row["id_customer"]), {}).get("email") or "")
        billing = self._address(places.get(str(row["id_address_invoice"])), email)
        return ShopOrder(
            standing=self.standing(row),
            billing=billing,
            delivery=self._address(places.get(str(row["id_address_delivery"])), email),
            lines=(*self._lines(row), *self._discount(row)),
            shipping=self._shipping(row),
            payment_code=str(row.get("module") or ""),
            payment_name=str(row.get("payment") or ""),
            wants_invoice=bool(billing.tax_id),
        )

    def _lines(self, row: Row) -> Iterable[Line]:
        currency = self.currency(row)
        for one in row.get("associations", {}).get("order_rows") or ():
            quantity = int(one["product_quantity"])
            unit, net = Decimal(one["unit_price_tax_incl"]), Decimal(one["unit_price_tax_excl"])
            attribute = str(one.get("product_attribute_id") or "0")
            product = str(one["product_id"])
            yield Line(
                name=str(one["product_name"]),
                quantity=quantity,
                gross_cents=in_smallest(unit * quantity, currency),
                vat_rate=_rate(unit, net),
                sku=str(one.get("product_reference") or ""),
                product_id=product if attribute == "0" else f"{product}-{attribute}",
            )

    def _discount(self, row: Row) -> Iterable[Line]:
        gross = Decimal(str(row.get("total_discounts_tax_incl") or 0))
        net = Decimal(str(row.get("total_discounts_tax_excl") or 0))
        if gross:
            cents = in_smallest(gross, self.currency(row))
            yield Line("Rabat", 1, -cents, _rate(gross, net))

    def _shipping(self, row: Row) -> Shipping | None:
        linked = (one for one in self.lists.carriers if str(one["id"]) == str(row["id_carrier"]))
        carrier = next(linked, None)
        cents = in_smallest(row.get("total_shipping_tax_incl") or 0, self.currency(row))
        if carrier is None and not cents:
            return None
        percent = Decimal(str(row.get("carrier_tax_rate") or 0))
        return Shipping(
            name=str(carrier["name"]) if carrier else "",
            gross_cents=cents,
            vat_rate=f"{percent.normalize():f}",
            code=str(carrier["id_reference"]) if carrier else "",
        )

    def _address(self, row: Row | None, email: str) -> Address:
        if row is None:
            return Address(email=email)
        country = self.lists.countries.get(str(row["id_country"]), {})
        names = (str(row.get("firstname") or ""), str(row.get("lastname") or ""))
        street = (str(row.get("address1") or ""), str(row.get("address2") or ""))
        return Address(
            name=" ".join(filter(None, names)),
            company=str(row.get("company") or ""),
            street=", ".join(filter(None, street)),
            postcode=str(row.get("postcode") or ""),
            city=str(row.get("city") or ""),
            country=str(country.get("iso_code") or ""),
            phone=str(row.get("phone_mobile") or row.get("phone") or ""),
            email=email,
            tax_id=str(row.get("vat_number") or row.get("dni") or ""),
        )

    def _by_id(self, resource: str, ids: Sequence[str]) -> dict[str, Row]:
        return {str(row["id"]): row for row in self.wire.rows(resource, id=ids)}


def _ids(rows: Sequence[Row], *names: str) -> list[str]:
    return sorted({str(row[name]) for row in rows for name in names})


def _rate(gross: Decimal, net: Decimal) -> str:
    """The percent that lies between them, as "23"; PrestaShop tells it nowhere else."""
    percent = (gross / net - 1) * 100 if net else Decimal(0)
    return str(round(percent))
