"""What a document charges for: lines of an order that are equal, with their tax."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import gettext as _

from models.line_kind import FEE_KINDS, LineKind
from models.order import Order
from models.order_sums import LineSum
from models.vat import vat_in

EXEMPT = "zw"


def lines_of(order: Order, *, is_exempt: bool, keeps_free: bool) -> list[dict[str, Any]]:
    """Equal lines of the order together, as in its own totals; the price is gross.

    Of an exempt seller every rate is "zw". What costs nothing stays with `keeps_free`.
    """
    found = [_line(one, EXEMPT if is_exempt else one.vat_rate) for one in order.sums]
    if order.delivery_cents or (keeps_free and order.delivery_name):
        found.append(_delivery(order, is_exempt))
    return [line for line in found if keeps_free or line["gross_cents"]]


def priced(name: str, unit: str, quantity: int, unit_cents: int, rate: str) -> dict[str, Any]:
    """One line whose tax is rounded once."""
    gross = quantity * unit_cents
    vat = vat_in(gross, rate)
    return {
        "name": name,
        "unit": unit,
        "quantity": quantity,
        "unit_cents": unit_cents,
        "rate": rate,
        "net_cents": gross - vat,
        "vat_cents": vat,
        "gross_cents": gross,
    }


def rates_of(lines: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Net, tax and gross of each rate, the largest first."""
    sums: dict[str, dict[str, Any]] = {}
    for line in lines:
        rate = sums.setdefault(line["rate"], {"rate": line["rate"], **_nothing()})
        for name in _nothing():
            rate[name] += line[name]
    return sorted(sums.values(), key=lambda one: -one["gross_cents"])


def total_of(lines: Sequence[dict[str, Any]]) -> dict[str, int]:
    return {name: sum(line[name] for line in lines) for name in _nothing()}


def _nothing() -> dict[str, int]:
    return {"net_cents": 0, "vat_cents": 0, "gross_cents": 0}


def _line(one: LineSum, rate: str) -> dict[str, Any]:
    unit = "service" if one.kind in FEE_KINDS else "piece"
    return priced(name_of(one), unit, one.quantity, one.unit_cents, rate)


def _delivery(order: Order, is_exempt: bool) -> dict[str, Any]:
    rate = EXEMPT if is_exempt else order.delivery_vat_rate
    name = (
        _("Delivery: %(name)s", name=order.delivery_name) if order.delivery_name else _("Delivery")
    )
    return priced(name, "service", 1, order.delivery_cents, rate)


def name_of(one: LineSum) -> str:
    """What such lines are called in the current language."""
    if one.is_format:
        return _("Prints %(format)s", format=one.name)
    words = {
        LineKind.PACKAGE: _("Photo package"),
        LineKind.PACKAGE_PHOTO: _("Photos of the package"),
        LineKind.EXTRA_PHOTO: _("Extra photos"),
        LineKind.EXTENSION: _("More time to choose"),
        LineKind.SURCHARGE: _("Surcharge"),
        LineKind.DISCOUNT: _("Discount"),
    }
    return one.name or words.get(LineKind(one.kind), "")
