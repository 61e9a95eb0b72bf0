"""How the shop counts: decimals, tax classes, and which of their rates apply to an order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from connectors import ConnectorError, TaxClass
from connectors.values import Draft
from connectors.woocommerce.api import Api

STANDARD = "standard"
PICKUP = "local_pickup"
_UNTAXED = Decimal()


@dataclass(frozen=True)
class Rate:
    id: int
    percent: Decimal
    tax_class: str
    country: str = ""
    priority: int = 1
    is_for_shipping: bool = True


@dataclass(frozen=True)
class Taxes:
    """`shipping_class` is a class, or "inherit". `classes` are in the order the shop has them,
    the standard one first."""

    charges: bool
    decimals: int
    country: str
    based_on: str
    shipping_class: str
    rounds_late: bool
    includes_tax: bool
    classes: tuple[str, ...]
    rates: tuple[Rate, ...] = field(repr=False)

    @property
    def unit(self) -> Decimal:
        return Decimal(1).scaleb(-self.decimals)

    @property
    def rounding(self) -> str:
        """Of the tax of a line."""
        return ROUND_HALF_DOWN if self.includes_tax else ROUND_HALF_UP

    def country_of(self, draft: Draft) -> str:
        """Whose rates apply; that of the shop when people come and fetch it."""
        method = draft.shipping.code.partition(":")[0] if draft.shipping else ""
        if self.based_on == "base" or method == PICKUP:
            return self.country
        billing, delivery = draft.billing.country, draft.delivery.country
        return (billing if self.based_on == "billing" else delivery or billing) or self.country

    def percents(self, tax_class: str, country: str) -> tuple[Decimal, ...]:
        return tuple(rate.percent for rate in self._rates(tax_class, country))

    def _rates(self, tax_class: str, country: str) -> list[Rate]:
        """One of every priority: that of the country, or else that of all countries."""
        if not self.charges:
            return []
        slug = tax_class or STANDARD
        rows = [r for r in self.rates if r.tax_class == slug and r.country in ("", country)]
        rows.sort(key=lambda rate: (rate.priority, rate.country == "", rate.id))
        first = {rate.priority: rate for rate in reversed(rows)}
        return [first[priority] for priority in sorted(first)]

    def class_for(self, vat_rate: str, tax_code: str, country: str) -> str:
        """The shop's class, empty for the standard one: the linked one, or else the first that has
        the rate. Raises ConnectorError when the shop would charge another."""
        wanted = percent_of(vat_rate)
        listed = [tax_code] if tax_code else self.classes
        for slug in listed:
            if not self.charges or sum(self.percents(slug, country), _UNTAXED) == wanted:
                return "" if slug == STANDARD else slug
        raise ConnectorError(f"{vat_rate} % ({tax_code or '–'})", code="tax", permanent=True)

    def inherited(self, goods: Iterable[str]) -> str | None:
        """The class that shipping takes over next to goods of these, if it inherits: the first in
        the shop's own order. Fees are no goods; next to nothing else shipping is untaxed."""
        held = {one or STANDARD for one in goods}
        slug = next((one for one in self.classes if one in held), None)
        return "" if slug == STANDARD else slug

    def shipping_percents(self, inherited: str | None, country: str) -> tuple[Decimal, ...]:
        slug = inherited if self.shipping_class == "inherit" else self.shipping_class
        rates = [] if slug is None else self._rates(slug, country)
        return tuple(rate.percent for rate in rates if rate.is_for_shipping)


def read_taxes(api: Api, general: Mapping[str, str]) -> Taxes:
    """`general` are the settings of that group. A shop without taxes is asked no more of them."""
    charges = general.get("woocommerce_calc_taxes") == "yes"
    tax = read_settings(api, "tax") if charges else {}
    slugs = [row["slug"] for row in api.read_list("/taxes/classes")] if charges else []
    return Taxes(
        charges=charges,
        decimals=int(general.get("woocommerce_price_num_decimals") or 2),
        country=general.get("woocommerce_default_country", "").partition(":")[0],
        based_on=tax.get("woocommerce_tax_based_on", "base"),
        shipping_class=tax.get("woocommerce_shipping_tax_class", "inherit"),
        rounds_late=tax.get("woocommerce_tax_round_at_subtotal") == "yes",
        includes_tax=tax.get("woocommerce_prices_include_tax") == "yes",
        classes=(STANDARD, *(slug for slug in slugs if slug != STANDARD)),
        rates=tuple(read_rates(api)) if charges else (),
    )


def read_settings(api: Api, group: str) -> dict[str, str]:
    rows = api.read_list(f"/settings/{group}", _fields="id,value")
    return {row["id"]: str(row["value"]) for row in rows}


def read_rates(api: Api) -> list[Rate]:
    return [rate_of(row) for row in api.read_all("/taxes")]


def rate_of(row: Mapping[str, Any]) -> Rate:
    return Rate(
        id=int(row["id"]),
        percent=Decimal(row["rate"] or 0),
        tax_class=row["class"] or STANDARD,
        country=row.get("country", ""),
        priority=int(row.get("priority") or 1),
        is_for_shipping=bool(row.get("shipping", True)),
    )


def list_classes(api: Api, taxes: Taxes) -> list[TaxClass]:
    """With the rate of the shop's own country; a class that has none there charges nothing."""
    listed = []
    for row in api.read_list("/taxes/classes"):
        percent = sum(taxes.percents(row["slug"], taxes.country), _UNTAXED)
        shown = written(percent) if taxes.charges else ""
        listed.append(TaxClass(row["slug"], row["name"], shown))
    return listed


def percent_of(vat_rate: str) -> Decimal:
    """A rate without a number, such as "zw", is none."""
    try:
        return Decimal(vat_rate)
    except InvalidOperation:
        return _UNTAXED


def written(percent: Decimal) -> str:
    """23 for 23.0000, and 5.5 for 5.50."""
    return f"{percent.normalize():f}"
