"""What the photographer types about prices, for a list of the studio and for one session."""

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import FieldList, FormField, ValidationError

from blueprints.studio.forms.fields import CountField, LineField, MoneyField, needed
from blueprints.studio.forms.price_rows import (
    FileRow,
    MethodRow,
    PaymentRow,
    PrintRow,
    ProductRow,
    Row,
    vat_field,
)
from models.price_list import PriceList
from services.price_lists import PriceTerms

# Empty rows that are filled in without JavaScript.
SPARE_ROWS = 2
ROW_LIMIT = 40
ROWS: dict[str, type[Row]] = {
    "prints": PrintRow,
    "products": ProductRow,
    "files": FileRow,
    "methods": MethodRow,
    "payments": PaymentRow,
}


def _rows(name: str) -> FieldList:
    return FieldList(FormField(ROWS[name]), max_entries=ROW_LIMIT)


class PriceForm(FlaskForm):
    row_limit = ROW_LIMIT

    package_photo_count = CountField(lazy_gettext("Photos in the package"))
    package_cents = MoneyField(lazy_gettext("Price of the package"))
    extra_photo_cents = MoneyField(lazy_gettext("Price of an extra photo"))
    vat_rate = vat_field()
    prints = _rows("prints")
    products = _rows("products")
    files = _rows("files")
    methods = _rows("methods")
    payments = _rows("payments")

    def add_spare_rows(self) -> None:
        """Have empty rows to fill in where scripts are off."""
        for rows in (self[name] for name in ROWS):
            empty = sum(entry.form.is_empty for entry in rows)
            for _row in range(min(SPARE_ROWS - empty, ROW_LIMIT - len(rows))):
                rows.append_entry()

    def blank_row(self, name: str) -> Row:
        """The row that JavaScript copies."""
        return ROWS[name](prefix=f"{name}-0-")

    def terms(self) -> PriceTerms:
        """Everything as `services.price_lists` takes it; call it after `validate()`."""
        rows = {
            name: [row.form.terms() for row in self[name] if not row.form.is_empty] for name in ROWS
        }
        return PriceTerms(
            package_photo_count=self.package_photo_count.data or 0,
            package_cents=self.package_cents.data or 0,
            extra_photo_cents=self.extra_photo_cents.data or 0,
            vat_rate=self.vat_rate.data,
            items=[*rows["prints"], *rows["products"], *rows["files"]],
            methods=rows["methods"],
            payments=rows["payments"],
        )

    def _check_twice(self, rows: FieldList) -> None:
        """Two rows of one name: a client could not tell them apart, nor could a copy."""
        seen, twice = set(), False
        for row in (entry.form for entry in rows if not entry.form.is_empty):
            if row["name"].data and row.key in seen:
                row["name"].errors = [lazy_gettext("This is on the list already.")]
                twice = True
            seen.add(row.key)
        if twice:
            raise ValidationError(lazy_gettext("This is on the list already."))

    def validate_prints(self, field: FieldList) -> None:
        self._check_twice(field)

    validate_products = validate_files = validate_prints
    validate_methods = validate_payments = validate_prints


class PriceListForm(PriceForm):
    name = LineField(lazy_gettext("Name of the price list"), [needed])


class SaveAsListForm(FlaskForm):
    name = LineField(lazy_gettext("Name of the price list"), [needed])


def values_of(prices: PriceList) -> dict:
    """What a PriceForm shows of a list: keyword arguments for it."""
    return {
        "obj": prices,
        "methods": prices.delivery_methods,
        "payments": prices.payment_methods,
    }
