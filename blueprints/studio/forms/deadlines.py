"""What the photographer sets about the time of a session."""

from datetime import date
from typing import cast

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, ValidationError

from blueprints.studio.forms.fields import DayField, MoneyField
from services.deadlines import Times


class TimesForm(FlaskForm):
    select_until_on = DayField(lazy_gettext("Choosing ends on"))
    expires_on = DayField(lazy_gettext("The session ends on"))
    extension_cents = MoneyField(lazy_gettext("Fee for more time"), default=0)
    sends_reminders = BooleanField(lazy_gettext("Remind those who have not ordered"))

    def times(self) -> Times:
        return Times(
            self.select_until_on.data,
            self.expires_on.data,
            self.extension_cents.data or 0,
            self.sends_reminders.data,
        )

    def validate_expires_on(self, field: DayField) -> None:
        last = self.select_until_on.data
        if field.data and last and field.data < last:
            raise ValidationError(lazy_gettext("The session cannot end before choosing does."))


class UntilForm(FlaskForm):
    """A day is needed; call `day` after `validate()`."""

    until_on = DayField(lazy_gettext("Choosing ends on"))

    @property
    def day(self) -> date:
        return cast(date, self.until_on.data)

    def validate_until_on(self, field: DayField) -> None:
        if field.data is None and not field.errors:
            raise ValidationError(lazy_gettext("Fill this in."))


class ReopenForm(UntilForm):
    tells = BooleanField(lazy_gettext("Mail everybody their link"), default=True)


class AnswerForm(UntilForm):
    until_on = DayField(lazy_gettext("More time until"))
    fee_cents = MoneyField(lazy_gettext("Fee for more time"), default=0)
