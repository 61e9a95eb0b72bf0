"""What the photographer types about a product for partners."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, FieldList, FormField, SelectField
from wtforms.fields.choices import SelectChoice

from blueprints.studio.forms.fields import LineField, TextField, needed
from blueprints.studio.forms.price_rows import Row, vat_field
from blueprints.studio.forms.product_rows import (
    PartRow,
    PriceField,
    SizeRow,
    ValueRow,
    size_values,
)
from models.price_list import PriceList
from models.product import Product, ProductKind
from services import set_parts
from services.catalogue_refusals import CatalogueRefused
from services.catalogue_terms import PartTerms, ProductTerms, TextTerms

SPARE_ROWS, ROW_LIMIT = 2, 200
LANGUAGES = ("pl", "en")
KINDS = [
    SelectChoice(ProductKind.REGULAR.value, lazy_gettext("Product")),
    SelectChoice(ProductKind.VIRTUAL.value, lazy_gettext("Digital file")),
    SelectChoice(ProductKind.SERVICE.value, lazy_gettext("Service")),
    SelectChoice(ProductKind.BUNDLE.value, lazy_gettext("Set: sold as one")),
    SelectChoice(ProductKind.COLLECTION.value, lazy_gettext("Collection: shown together")),
]
PLAIN = (
    *("name", "kind", "code", "takes_picture", "vat_rate", "summary", "description"),
    *("category", "producer", "unit", "supplier", "note", "is_hidden"),
)
GROUPS = {
    "sizes": lazy_gettext("Sizes and prices"),
    "parts": lazy_gettext("What the set consists of"),
    "values": lazy_gettext("Parameters"),
    "texts": lazy_gettext("Words in another language"),
}
SHORT = 80
# Where a sentence about a row belongs, unless it is about its first field.
FIELD_OF_ROW = {"SizeCodeTaken": "code", "QuantityWrong": "quantity"}


class ProductForm(FlaskForm):
    """Made by `form_for`, which gives its sizes a price in every shop."""

    row_limit = ROW_LIMIT
    groups: dict[str, type[Row]]

    name = LineField(lazy_gettext("Name"), [needed])
    summary = TextField(lazy_gettext("In one sentence"))
    description = TextField(lazy_gettext("Description"))
    other_name = LineField(lazy_gettext("Name"))
    other_summary = TextField(lazy_gettext("In one sentence"))
    other_description = TextField(lazy_gettext("Description"))
    kind = SelectField(lazy_gettext("Kind"), choices=KINDS, default=ProductKind.REGULAR.value)
    code = LineField(lazy_gettext("Code"))
    vat_rate = vat_field()
    takes_picture = BooleanField(lazy_gettext("It is made of a photo"))
    is_hidden = BooleanField(lazy_gettext("Hidden from partners"))
    category = LineField(lazy_gettext("Category"), render_kw={"list": "known-categories"})
    producer = LineField(lazy_gettext("Producer"), render_kw={"list": "known-producers"})
    unit = LineField(lazy_gettext("Unit"), render_kw={"list": "known-units"})
    supplier = LineField(lazy_gettext("Supplier"))
    note = TextField(lazy_gettext("Note"))

    def add_spare_rows(self) -> None:
        """Have empty rows to fill in where scripts are off."""
        for name in self.groups:
            empty = sum(entry.form.is_empty for entry in self[name])
            for _row in range(min(SPARE_ROWS - empty, ROW_LIMIT - len(self[name]))):
                self[name].append_entry()

    def blank_row(self, name: str) -> Row:
        """The row that JavaScript copies."""
        return self.groups[name](prefix=f"{name}-0-")

    def filled(self, name: str) -> list[Any]:
        return [entry.form for entry in self[name] if not entry.form.is_empty]

    def terms(self, studio) -> ProductTerms:
        """As `services.catalogue` takes it; call it after `validate()`. Raises PartUnknown."""
        other = (self.other_name.data, self.other_summary.data, self.other_description.data)
        return ProductTerms(
            **{name: self[name].data for name in PLAIN},
            texts={other_language(studio.locale): TextTerms(*other)},
            sizes=[row.terms() for row in self.filled("sizes")],
            values=[(row["name"].data, row.value.data) for row in self.filled("values")],
            parts=self._parts(studio.id),
        )

    def _parts(self, studio_id: int) -> list[PartTerms]:
        return [
            set_parts.part_of(studio_id, row["name"].data, quantity(row), place)
            for place, row in enumerate(self.filled("parts"))
        ]

    def told(self, names: Sequence[str], product: Product) -> list[tuple[str, str]]:
        """What these terms are called on the page, with short words as they are now."""
        now = _values(product)
        return [
            (str(GROUPS[name] if name in GROUPS else self[name].label.text), _short(now, name))
            for name in names
        ]

    def refuse(self, refusal: CatalogueRefused) -> None:
        """Put the sentence beside the field it is about."""
        if refusal.field in self.groups:
            rows = self.filled(refusal.field)
            if refusal.place is not None and refusal.place < len(rows):
                row = rows[refusal.place]
                field = FIELD_OF_ROW.get(type(refusal).__name__, row.lines[0][0])
                row[field].errors = [str(refusal)]
            self[refusal.field].errors = [str(refusal)]
        else:
            self[refusal.field or "name"].errors = [str(refusal)]


def _short(now: dict[str, Any], name: str) -> str:
    value = "" if name in GROUPS or name == "kind" else now.get(name)
    return value if isinstance(value, str) and len(value) <= SHORT else ""


def quantity(row: PartRow) -> int:
    """One, where nothing is typed."""
    return 1 if row.quantity.data is None else row.quantity.data


def other_language(locale: str) -> str:
    return next(one for one in LANGUAGES if one != locale)


def form_for(shops: Sequence[PriceList], product: Product | None = None) -> ProductForm:
    """What was sent, or with `product` what it is now."""
    prices = {f"price_{one.id}": _price(one.name) for one in shops}
    lines = (*SizeRow.lines, *([tuple(prices)] if prices else []))
    row = type("ShopSizeRow", (SizeRow,), prices | {"lines": lines})
    groups = {"sizes": row, "values": ValueRow, "parts": PartRow}
    lists = {name: FieldList(FormField(one), max_entries=ROW_LIMIT) for name, one in groups.items()}
    form = type("ProductFormOfShops", (ProductForm,), lists | {"groups": groups})
    return form(formdata=None, data=_values(product)) if product else form()


def _price(name: str) -> PriceField:
    return PriceField(name, render_kw={"inputmode": "decimal", "placeholder": "–"})


def _values(product: Product) -> dict[str, Any]:
    text = next((one for one in product.texts if one.language != product.studio.locale), None)
    words = ("category", "producer", "unit")
    shown = {name: getattr(product, name) for name in PLAIN if name not in words}
    return shown | {
        "category": product.category.path if product.category else "",
        "producer": product.producer.name if product.producer else "",
        "unit": product.unit.name if product.unit else "",
        **{f"other_{name}": getattr(text, name) for name in vars(TextTerms()) if text},
        "sizes": [size_values(size) for size in product.sizes],
        "values": [{"name": one.parameter.name, "value": one.name} for one in product.values],
        "parts": [
            {"name": (one.size or one.part).code, "quantity": one.quantity} for one in product.parts
        ],
    }
