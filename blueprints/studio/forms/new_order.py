"""What the photographer types to enter an order that somebody placed in another way."""

from collections.abc import Iterator, Sequence
from typing import Any

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, FieldList, Form, FormField, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice

from blueprints.formatting import money
from blueprints.studio.forms.fields import CountField, LineField, MoneyField, TextField
from blueprints.studio.forms.galleries import LANGUAGES
from blueprints.studio.forms.person_fields import PLACE, PersonFields
from blueprints.studio.forms.price_rows import RATES
from models.gallery import Gallery
from models.price_item import PriceItem
from models.price_list import PriceList
from models.studio import Studio
from models.vat import STANDARD_RATE
from services.order_terms import BuyerTerms
from services.orders_by_hand import LineByHand, OrderByHand
from services.wishes import QUANTITY_LIMIT

SPARE_ROWS, ROW_LIMIT = 3, 40
CURRENCIES = ("PLN", "EUR", "USD", "GBP", "CZK", "CHF")
ASK, NOWHERE = "ask", "nowhere"
BUYER = (
    *("client_name", "client_email", "client_phone", "company", "tax_id"),
    *("invoice_street", "invoice_postcode", "invoice_city", "invoice_country", "invoice_email"),
)


class LineRow(Form):
    """Something of a price list, something else, or nothing at all."""

    item = SelectField(lazy_gettext("From the price list"), validate_choice=False)
    name = LineField(lazy_gettext("Name"))
    quantity = CountField(lazy_gettext("Pieces"))
    price_cents = MoneyField(lazy_gettext("Gross price"))
    vat_rate = SelectField(
        lazy_gettext("VAT"), choices=[SelectChoice("", lazy_gettext("usual")), *RATES], default=""
    )

    @property
    def has_price(self) -> bool:
        return bool("".join(self.price_cents.raw_data or []).strip())

    @property
    def is_empty(self) -> bool:
        return not (self.item.data or self.name.data or self.has_price)

    def validate_name(self, field: LineField) -> None:
        if not self.is_empty and not (field.data or self.item.data):
            raise ValidationError(lazy_gettext("Write a name, or clear this row."))

    def validate_price_cents(self, _field: MoneyField) -> None:
        """A price that was forgotten must not become a present."""
        if not self.is_empty and not (self.has_price or self.item.data):
            raise ValidationError(lazy_gettext("Write the price; 0 if it costs nothing."))

    def validate_quantity(self, field: CountField) -> None:
        if (field.data or 0) > QUANTITY_LIMIT:
            raise ValidationError(
                lazy_gettext("Write a number from 0 to %(max)s.", max=QUANTITY_LIMIT)
            )

    def line(self, items: dict[str, PriceItem]) -> LineByHand:
        item = items.get(self.item.data or "")
        return LineByHand(
            name=self.name.data or (item.full_name if item else ""),
            quantity=self.quantity.data or 1,
            unit_cents=self.price_cents.data if self.has_price or not item else item.price_cents,
            vat_rate=self.vat_rate.data or (item.vat_rate if item else STANDARD_RATE),
            item=item,
        )


class NewOrderForm(PersonFields, FlaskForm):
    row_limit = ROW_LIMIT

    gallery = SelectField(lazy_gettext("Session"), validate_choice=False)
    locale = SelectField(lazy_gettext("Language of the client's pages"), choices=LANGUAGES)
    currency = SelectField(lazy_gettext("Currency"), choices=CURRENCIES)
    lines = FieldList(FormField(LineRow), max_entries=ROW_LIMIT)
    delivery = SelectField(lazy_gettext("Delivery"), validate_choice=False, default=ASK)
    payment = SelectField(lazy_gettext("Payment"), validate_choice=False)
    note = TextField(lazy_gettext("Note to the order"))
    is_confirmed = BooleanField(lazy_gettext("Mail the client a confirmation"), default=True)

    def __init__(
        self, studio: Studio, lists: Sequence[PriceList], sessions: Sequence[Gallery], **values
    ):
        super().__init__(**values)
        self.studio = studio
        self.sessions = {str(one.id): one for one in sessions}
        self.items = {str(item.id): item for one in lists for item in one.items}
        self.methods = {str(way.id): way for one in lists for way in one.delivery_methods}
        self.payments = {str(way.id): way for one in lists for way in one.payment_methods}
        self.item_choices = list(_item_choices(lists, studio.currency))
        self.gallery.choices = [("", lazy_gettext("Without a session")), *_titles(sessions)]
        self.delivery.choices = [
            SelectChoice(ASK, lazy_gettext("The client chooses in the form")),
            SelectChoice(NOWHERE, lazy_gettext("Nothing is sent")),
            *_method_choices(lists, studio.currency),
        ]
        self.payment.choices = [("", lazy_gettext("To be agreed")), *_names(self.payments)]
        if not self.is_submitted() and self.payments:
            self.payment.data = next(iter(self.payments))
        self._furnish_rows()

    def _furnish_rows(self) -> None:
        """Empty rows to fill in where scripts are off."""
        empty = sum(row.form.is_empty for row in self.lines)
        for _row in range(min(SPARE_ROWS - empty, ROW_LIMIT - len(self.lines))):
            self.lines.append_entry()
        for row in self.lines:
            row.form.item.choices = self.item_choices

    def blank_row(self) -> LineRow:
        """The row that JavaScript copies."""
        row = LineRow(prefix="lines-0-")
        row.item.choices = self.item_choices
        return row

    def validate_lines(self, field: FieldList) -> None:
        for row in (entry.form for entry in field):
            if row.item.data and row.item.data not in self.items:
                row.item.errors = [lazy_gettext("This is not on the list any more.")]
                raise ValidationError(row.item.errors[0])

    def validate_delivery(self, field: SelectField) -> None:
        if field.data not in (ASK, NOWHERE, *self.methods):
            raise ValidationError(lazy_gettext("Choose how the order is delivered."))

    def validate_currency(self, field: SelectField) -> None:
        """Prices of the studio's lists are in its own currency."""
        taken = [row for row in self.lines if row.form.item.data and not row.form.has_price]
        if field.data != self.studio.currency and (taken or self.delivery.data in self.methods):
            raise ValidationError(
                lazy_gettext(
                    "Your price lists are in %(currency)s. Type the prices in, and let the "
                    "delivery be chosen later.",
                    currency=self.studio.currency,
                )
            )

    def order(self) -> OrderByHand:
        """What was typed; call it after `validate()`."""
        text = {name: self[name].data or "" for name in (*BUYER, *PLACE)}
        rows = (row.form for row in self.lines if not row.form.is_empty)
        return OrderByHand(
            buyer=BuyerTerms(**{name: text[name] for name in BUYER}),
            lines=[row.line(self.items) for row in rows],
            locale=self.locale.data,
            currency=self.currency.data,
            gallery=self.sessions.get(self.gallery.data or ""),
            method=self.methods.get(self.delivery.data),
            is_sent_nowhere=self.delivery.data == NOWHERE,
            payment=self.payments.get(self.payment.data or ""),
            note=self.note.data or "",
            is_confirmed=bool(self.is_confirmed.data),
            **{name: text[name] for name in PLACE},
        )


def _item_choices(lists: Sequence[PriceList], currency: str) -> Iterator[SelectChoice]:
    yield SelectChoice("", "–")
    for prices in lists:
        for item in prices.items:
            told = f"{item.full_name}, {money(item.price_cents, currency)}"
            yield SelectChoice(str(item.id), told, optgroup=prices.name)


def _method_choices(lists: Sequence[PriceList], currency: str) -> Iterator[SelectChoice]:
    for prices in lists:
        for way in prices.delivery_methods:
            told = f"{way.name}, {money(way.price_cents, currency)}"
            yield SelectChoice(str(way.id), told, optgroup=prices.name)


def _titles(sessions: Sequence[Gallery]) -> Iterator[tuple[str, str]]:
    for one in sessions:
        yield str(one.id), one.title


def _names(payments: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Equal ways of several price lists are one."""
    seen = set()
    for key, way in payments.items():
        if (same := (way.kind, way.name, way.account_number)) not in seen:
            seen.add(same)
            yield key, way.name
