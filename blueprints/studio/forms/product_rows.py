"""The rows of a product: sizes with their prices, parameters, parts of a set."""

import re
from typing import Any

from flask_babel import lazy_gettext
from wtforms import HiddenField, StringField, ValidationError

from blueprints.studio.forms.fields import CountField, LineField, MoneyField, cents
from blueprints.studio.forms.price_rows import Row
from models.product_size import ProductSize
from services.catalogue_terms import SizeTerms

PIECES_LIMIT = 1_000_000
_DIGITS = re.compile(r"[0-9]{0,7}")
_EANS = re.compile(r"(?:[0-9]{8}|[0-9]{12,14})?")


class PriceField(MoneyField):
    """Gross; `data` is None where nothing is typed: not sold there."""

    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist:
            self.data = cents(valuelist[0]) if valuelist[0].strip() else None


class PiecesField(CountField):
    """A whole number from 0 to 1,000,000; `data` is None where nothing is typed."""

    data: Any

    def __init__(self, label: Any = None, **options):
        super().__init__(label, **options)
        self.default = None

    def _value(self) -> str:
        if self.raw_data:
            return self.raw_data[0]
        return "" if self.data is None else str(self.data)

    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist:
            self.data = pieces(valuelist[0])


class SizeRow(Row):
    """`stock_was` is what stood there when the page was opened."""

    lines: tuple[tuple[str, ...], ...] = (
        ("name", "code", "ean", "weight_g", "stock_count", "purchase_cents"),
    )

    id = HiddenField()
    stock_was = HiddenField()
    external_code = HiddenField()
    name = LineField(lazy_gettext("Size"), render_kw={"list": "known-sizes"})
    code = LineField(lazy_gettext("Code"))
    ean = LineField("EAN")
    weight_g = PiecesField(lazy_gettext("Weight, g"), render_kw={"inputmode": "numeric"})
    stock_count = PiecesField(
        lazy_gettext("In stock"),
        render_kw={"inputmode": "numeric", "placeholder": lazy_gettext("no limit")},
    )
    purchase_cents = PriceField(lazy_gettext("Purchase"), render_kw={"inputmode": "decimal"})

    def validate_name(self, field: StringField) -> None:
        """The only size needs none."""

    def validate_ean(self, field: LineField) -> None:
        if not _EANS.fullmatch(field.data or ""):
            raise ValidationError(lazy_gettext("An EAN has 8, 12, 13 or 14 digits."))

    def terms(self) -> SizeTerms:
        said = self._values()
        known = said.pop("id") or ""
        was = said.pop("stock_was")
        prices = {
            int(name.removeprefix("price_")): said.pop(name)
            for name in list(said)
            if name.startswith("price_")
        }
        plain = {"weight_g": said["weight_g"] or 0, "external_code": said["external_code"] or ""}
        return SizeTerms(
            **said | plain,
            prices=prices,
            keeps_stock=bool(known) and was == stock_word(said["stock_count"]),
            id=int(known) if known.isascii() and known.isdigit() and len(known) < 10 else None,
        )


class ValueRow(Row):
    lines = (("name", "value"),)

    name = LineField(lazy_gettext("Parameter"), render_kw={"list": "known-parameters"})
    value = LineField(lazy_gettext("Value"), render_kw={"list": "known-values"})

    def validate_value(self, field: LineField) -> None:
        if self.name.data and not field.data:
            raise ValidationError(lazy_gettext("Write the value, or clear this row."))


class PartRow(Row):
    lines = (("name", "quantity"),)

    name = LineField(lazy_gettext("Code of a product or of its size"))
    quantity = PiecesField(lazy_gettext("Pieces"), render_kw={"inputmode": "numeric"})

    def validate_name(self, field: StringField) -> None:
        if not field.data and not self.is_empty:
            raise ValidationError(lazy_gettext("Write the code, or clear this row."))


def pieces(text: str) -> int | None:
    """Raises ValueError, with a sentence, for anything but a number or nothing."""
    text = text.strip()
    if not _DIGITS.fullmatch(text) or int(text or 0) > PIECES_LIMIT:
        raise ValueError(lazy_gettext("Write a number from 0 to 1,000,000."))
    return int(text) if text else None


def stock_word(count: int | None) -> str:
    return "" if count is None else str(count)


def size_values(size: ProductSize) -> dict[str, Any]:
    """What a SizeRow shows of a size."""
    own = {name: getattr(size, name) for name in ("id", "name", "code", "ean", "external_code")}
    prices = {f"price_{price.price_list_id}": price.cents for price in size.prices}
    return (
        own
        | prices
        | {
            "weight_g": size.weight_g or None,
            "stock_count": size.stock_count,
            "stock_was": stock_word(size.stock_count),
            "purchase_cents": size.purchase_cents,
        }
    )
