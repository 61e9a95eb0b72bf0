"""What the photographer types about a parcel."""

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectField
from wtforms.fields.choices import SelectChoice

from blueprints.studio.forms.fields import DayField, LineField
from formats.tracking import NAMES, OTHER
from services.parcels import ParcelTerms


class ParcelForm(FlaskForm):
    carrier = SelectField(
        lazy_gettext("Carrier"),
        choices=[
            *(SelectChoice(key, name) for key, name in NAMES.items()),
            SelectChoice(OTHER, lazy_gettext("Another carrier")),
        ],
    )
    number = LineField(lazy_gettext("Tracking number"))
    carrier_name = LineField(lazy_gettext("Name of the carrier"))
    url = LineField(lazy_gettext("Own link"))
    sent_on = DayField(lazy_gettext("Sent on"))
    is_mailed = BooleanField(lazy_gettext("Mail the number to the client"), default=True)

    def terms(self) -> ParcelTerms:
        return ParcelTerms(
            carrier=self.carrier.data,
            number=self.number.data or "",
            carrier_name=self.carrier_name.data or "",
            url=self.url.data or "",
            sent_on=self.sent_on.data,
        )
