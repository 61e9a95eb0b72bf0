"""Money that came in or went back, and when the studio expects it."""

from datetime import date
from typing import cast

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, ValidationError
from wtforms.validators import NumberRange

from blueprints.studio.forms.fields import CountField, DayField, LineField, MoneyField
from services.payments import Receipt

_days = NumberRange(0, 365, lazy_gettext("Write a number of days from 0 to 365."))


class ReceiptForm(FlaskForm):
    amount = MoneyField(lazy_gettext("Amount"))
    received_on = DayField(lazy_gettext("Day"))
    note = LineField(lazy_gettext("Note"))

    def validate_received_on(self, field: DayField) -> None:
        if field.data is None and not field.errors:
            raise ValidationError(lazy_gettext("Fill this in."))

    def receipt(self, *, is_refund: bool) -> Receipt:
        """Call after `validate()`."""
        cents = self.amount.data or 0
        received_on = cast(date, self.received_on.data)
        return Receipt(-cents if is_refund else cents, received_on, self.note.data)


class TermsForm(FlaskForm):
    due_days = CountField(lazy_gettext("Days to pay"), validators=[_days])
    sends_reminders = BooleanField(lazy_gettext("Remind clients whose payment is late"))
    remind_after_days = CountField(lazy_gettext("Days after that"), validators=[_days])
