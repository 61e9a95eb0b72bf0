"""The rows of a price list: each one thing that is sold, one way of delivery or of payment."""

from typing import Any

from flask_babel import lazy_gettext
from wtforms import Form, SelectField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice

from blueprints.studio.forms.fields import AccountField, CountField, LineField, MoneyField
from formats.bank_accounts import clean_account
from models.delivery_method import DeliveryKind
from models.payment_method import PaymentKind
from models.price_item import ItemKind
from models.vat import STANDARD_RATE
from services.price_lists import ItemTerms, MethodTerms, PaymentMethodTerms

RATES = [
    *(SelectChoice(rate, f"{rate}%") for rate in ("23", "8", "5", "0")),
    SelectChoice("zw", lazy_gettext("exempt")),
]
DELIVERY_KINDS = [
    SelectChoice(DeliveryKind.PICKUP.value, lazy_gettext("Personal pickup")),
    SelectChoice(DeliveryKind.COURIER.value, lazy_gettext("Courier")),
    SelectChoice(DeliveryKind.LOCKER.value, lazy_gettext("Parcel locker")),
    SelectChoice(DeliveryKind.ONLINE.value, lazy_gettext("Files only")),
]
PAYMENT_KINDS = [
    SelectChoice(PaymentKind.TRANSFER.value, lazy_gettext("Bank transfer")),
    SelectChoice(PaymentKind.CASH.value, lazy_gettext("Cash")),
]


def vat_field() -> SelectField:
    return SelectField(lazy_gettext("VAT"), choices=RATES, default=STANDARD_RATE)


class Row(Form):
    """A row in which nothing is typed does not count. `lines` says which fields stand where."""

    lines: tuple[tuple[str, ...], ...]

    name = LineField(lazy_gettext("Name"))

    @property
    def is_empty(self) -> bool:
        typed = (field for field in self if not isinstance(field, SelectField))
        return not any(field.data or field.process_errors for field in typed)

    @property
    def key(self) -> tuple[str, ...]:
        """Rows of a list differ in this: it is how a copy finds the same thing again."""
        parts = (self[name].data for name in ("kind", "name", "paper") if name in self)
        return tuple(part.casefold() for part in parts)

    def validate_name(self, field: StringField) -> None:
        if not field.data and not self.is_empty:
            raise ValidationError(lazy_gettext("Write a name, or clear this row."))

    def _values(self) -> dict[str, Any]:
        return {name: field.data for name, field in self._fields.items()}


class ItemRow(Row):
    kind: ItemKind

    price_cents = MoneyField(lazy_gettext("Price"))
    vat_rate = vat_field()

    def validate_price_cents(self, field: MoneyField) -> None:
        """A price that was forgotten must not become a present."""
        if not self.is_empty and not "".join(field.raw_data).strip():
            raise ValidationError(lazy_gettext("Write the price; 0 if it costs nothing."))

    def terms(self) -> ItemTerms:
        return ItemTerms(kind=self.kind.value, **self._values())


class PrintRow(ItemRow):
    lines = (("name", "paper", "price_cents", "vat_rate", "included_count"),)
    kind = ItemKind.PRINT

    name = LineField(lazy_gettext("Format"))
    paper = LineField(lazy_gettext("Paper"))
    included_count = CountField(lazy_gettext("In the package"))


class ProductRow(ItemRow):
    lines = (("name", "price_cents", "vat_rate", "photo_min", "photo_max"), ("hint",))
    kind = ItemKind.PRODUCT

    hint = LineField(lazy_gettext("Hint for the client"))
    photo_min = CountField(lazy_gettext("Photos from"))
    photo_max = CountField(lazy_gettext("Photos to"))

    def validate_photo_max(self, field: CountField) -> None:
        if (self.photo_min.data or 0) > (field.data or 0):
            raise ValidationError(
                lazy_gettext("The largest number of photos is below the smallest.")
            )


class FileRow(ItemRow):
    lines = (("name", "price_cents", "vat_rate"), ("hint",))
    kind = ItemKind.DIGITAL

    hint = LineField(lazy_gettext("Hint for the client"))


class MethodRow(Row):
    lines = (("kind", "name", "price_cents", "free_from_cents", "vat_rate"), ("hint",))

    kind = SelectField(lazy_gettext("Kind"), choices=DELIVERY_KINDS)
    price_cents = MoneyField(lazy_gettext("Price"))
    free_from_cents = MoneyField(lazy_gettext("Free from"))
    vat_rate = vat_field()
    hint = LineField(lazy_gettext("Hint for the client"))

    def terms(self) -> MethodTerms:
        """Free above a sum of nothing is no rule: people write 0 for "never"."""
        free_from = {"free_from_cents": self.free_from_cents.data or None}
        price = {"price_cents": self.price_cents.data or 0}
        return MethodTerms(**self._values() | price | free_from)


class PaymentRow(Row):
    lines = (("kind", "name"), ("account_holder", "account_number"), ("hint",))

    kind = SelectField(lazy_gettext("Kind"), choices=PAYMENT_KINDS)
    account_holder = LineField(lazy_gettext("Account holder"))
    account_number = AccountField(lazy_gettext("Account number"))
    hint = LineField(lazy_gettext("Hint for the client"))

    @property
    def is_transfer(self) -> bool:
        return self.kind.data == PaymentKind.TRANSFER

    def validate_account_holder(self, field: LineField) -> None:
        if self.is_transfer and not self.is_empty and not field.data:
            raise ValidationError(lazy_gettext("Write whose account it is."))

    def validate_account_number(self, field: AccountField) -> None:
        if not self.is_transfer or self.is_empty:
            return
        try:
            clean_account(field.data)
        except ValueError:
            raise ValidationError(
                lazy_gettext("This is not the number of an account. Check every digit.")
            ) from None

    def terms(self) -> PaymentMethodTerms:
        account = {"account_holder": "", "account_number": ""}
        if self.is_transfer:
            number = clean_account(self.account_number.data)
            account = {"account_holder": self.account_holder.data, "account_number": number}
        return PaymentMethodTerms(**self._values() | account)
