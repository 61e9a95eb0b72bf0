"""What the photographer types to change an order: pieces, additions, delivery, buyer."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice

from blueprints.numbers import number
from blueprints.studio.forms.fields import LineField, MoneyField, needed
from blueprints.studio.forms.person_fields import PLACE, PersonFields
from models.line_kind import LineKind
from models.order import Order
from models.photo import Photo
from services.order_edits import is_erased
from services.order_offer import price_lists_for
from services.order_terms import (
    Addition,
    Adjustment,
    BuyerTerms,
    DeliveryTerms,
    OrderTerms,
)

ADDED_AT_ONCE = 3
KEEP, NONE, PHOTO = "keep", "none", "photo"
RATES = [
    *(SelectChoice(rate, f"{rate} %") for rate in ("23", "8", "5", "0")),
    SelectChoice("zw", lazy_gettext("exempt from VAT")),
]


class OrderForm(PersonFields, FlaskForm):
    """The parts that are the same for every order; lines and additions are read from the form."""

    delivery = SelectField(lazy_gettext("Delivery"), validate_choice=False, default=KEEP)
    delivery_cents = MoneyField(lazy_gettext("Price of the delivery"))
    adjustment_kind = SelectField(
        lazy_gettext("Kind"),
        choices=[
            SelectChoice(LineKind.DISCOUNT.value, lazy_gettext("Discount")),
            SelectChoice(LineKind.SURCHARGE.value, lazy_gettext("Surcharge")),
        ],
    )
    adjustment_name = LineField(lazy_gettext("What for"))
    adjustment_cents = MoneyField(lazy_gettext("Amount, gross"))
    adjustment_rate = SelectField(lazy_gettext("VAT"), choices=RATES, default="23")
    is_mailed = BooleanField(lazy_gettext("Mail the changed order to the client"))

    def __init__(self, order: Order, **values):
        super().__init__(obj=order, **values)
        self.order = order
        self.lists = price_lists_for(order)
        methods = (method for one in self.lists for method in one.delivery_methods)
        self.methods = {str(one.id): one for one in methods}
        none = lazy_gettext("No delivery")
        offered = [(key, one.name) for key, one in self.methods.items()]
        rows = [(KEEP, order.delivery_name or none), *offered]
        rows += [(NONE, none)] if order.delivery_name else []
        self.delivery.choices = [SelectChoice(*row) for row in rows]

    @property
    def is_of_nobody(self) -> bool:
        """The buyer has been erased: there is no address, and no mail can go there."""
        return is_erased(self.order)

    def validate_client_email(self, field: LineField) -> None:
        if not field.data and not self.is_of_nobody:
            raise ValidationError(needed.message)

    def validate_delivery(self, field: SelectField) -> None:
        if field.data not in (KEEP, NONE, *self.methods):
            raise ValidationError(lazy_gettext("Choose how the order is delivered."))

    def validate_adjustment_name(self, field: LineField) -> None:
        if self.adjustment_cents.data and not field.data:
            raise ValidationError(lazy_gettext("Write what this sum is for."))

    def terms(self, sent, photos: Sequence[Photo]) -> OrderTerms:
        """`sent` is the form of the request; `photos` are those of the session.

        Raises ValueError with a sentence for what cannot be read. Call it after `validate()`.
        """
        return OrderTerms(
            quantities=dict(_quantities(self.order, sent)),
            additions=list(self._additions(sent, photos)),
            adjustments=list(self._adjustments()),
            delivery=self._delivery(),
            buyer=BuyerTerms(**{one.name: self.data[one.name] or "" for one in fields(BuyerTerms)}),
        )

    def _adjustments(self) -> Iterator[Adjustment]:
        if cents := self.adjustment_cents.data:
            kind = LineKind(self.adjustment_kind.data)
            yield Adjustment(kind, self.adjustment_name.data, cents, self.adjustment_rate.data)

    def _delivery(self) -> DeliveryTerms:
        """A method that was chosen brings its own price, unless another one was typed."""
        order, cents = self.order, self.delivery_cents.data or 0
        where = [self.data[name] or "" for name in PLACE]
        if self.delivery.data == NONE:
            return DeliveryTerms(None, "", 0, order.delivery_vat_rate)
        if method := self.methods.get(self.delivery.data):
            if cents == order.delivery_cents:
                cents = method.price_for(order.lines_cents)
            return DeliveryTerms(method.kind, method.name, cents, method.vat_rate, *where)
        kind, name, rate = order.delivery_kind, order.delivery_name, order.delivery_vat_rate
        return DeliveryTerms(kind, name, cents, rate, *where)

    def _additions(self, sent, photos: Sequence[Photo]) -> Iterator[Addition]:
        items = {str(item.id): item for one in self.lists for item in one.items}
        for place in range(ADDED_AT_ONCE):
            thing = sent.get(f"add-{place}-thing", "")
            if thing in items or (thing == PHOTO and self.order.gallery):
                item = items.get(thing)
                is_of_photo = self.order.gallery and (item is None or item.is_per_photo)
                typed = sent.get(f"add-{place}-photo", "").strip()
                photo = photo_named(photos, typed) if is_of_photo else None
                yield Addition(item, photo, _pieces(sent.get(f"add-{place}-quantity") or "1"))


def photo_named(photos: Sequence[Photo], typed: str) -> Photo:
    """The photo with this number or name, with or without its ending. Raises ValueError."""
    wanted = typed.casefold()
    for photo in photos:
        name = photo.filename.casefold()
        if wanted and wanted in (name, name.rpartition(".")[0], str(photo.number or "")):
            return photo
    raise ValueError(
        lazy_gettext("The session has no photo “%(name)s”. Write its number or name.", name=typed)
    )


def _quantities(order: Order, sent) -> Iterator[tuple[int, int]]:
    for line in order.lines:
        if (typed := sent.get(f"quantity-{line.id}")) is not None:
            yield line.id, _pieces(typed or "0")


def _pieces(typed: str) -> int:
    if not re.fullmatch(r"[0-9]{1,3}", typed.strip()):
        raise ValueError(lazy_gettext("Write a number from 0 to %(max)s.", max=999))
    return number(typed)
