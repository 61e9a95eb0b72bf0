"""What the photographer types about a partner: who pays, and on which terms."""

import re

from flask_babel import format_decimal, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import TextInput

from blueprints.studio.forms.countries import CountryField
from blueprints.studio.forms.fields import CountField, LineField
from models.offer_price import RATE_UNIT
from models.partner import DataFormat, FileSet
from services.partners import Company, Sharing, Terms

CURRENCIES = ("PLN", "EUR", "CZK", "GBP", "USD", "SEK", "NOK", "DKK", "CHF", "HUF", "RON")
LANGUAGES = [
    SelectChoice("pl", lazy_gettext("Polish")),
    SelectChoice("en", lazy_gettext("English")),
]
_DECIMAL = re.compile(r"([0-9]{1,6})(?:[.,]([0-9]{1,4}))?")


class ScaledField(Field):
    """A number with decimals, kept whole: 12.5 with two `places` is 1250; nothing is `empty`."""

    widget = TextInput()

    def __init__(self, label, *, places: int, empty: int, wrong, **options):
        super().__init__(label, **options)
        self.places, self.empty, self.wrong = places, empty, wrong

    def _value(self) -> str:
        if self.raw_data:
            return self.raw_data[0]
        if self.data is None:
            return ""
        return format_decimal(self.data / 10**self.places, format="0." + "#" * self.places)

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist:
            return
        typed = valuelist[0].replace("%", "").strip()
        found = _DECIMAL.fullmatch(typed)
        if typed and (not found or len(found[2] or "") > self.places):
            raise ValueError(self.wrong)
        whole, part = (found[1], found[2] or "") if found else ("0", "")
        self.data = int(whole + part.ljust(self.places, "0")) if typed else self.empty


class CompanyForm(FlaskForm):
    contact_name = LineField(lazy_gettext("Contact person"))
    tax_id = LineField(lazy_gettext("Tax ID"))
    street = LineField(lazy_gettext("Street and number"))
    postcode = LineField(lazy_gettext("Postcode"))
    city = LineField(lazy_gettext("Town"))
    country = CountryField(lazy_gettext("Country"))

    def company(self) -> Company:
        return Company(**{name: self.data[name] for name in Company.__dataclass_fields__})


class TermsForm(FlaskForm):
    discount_bp = ScaledField(
        lazy_gettext("Discount"),
        places=2,
        empty=0,
        wrong=lazy_gettext("Write the discount as 12 or 12.5."),
    )
    currency = SelectField(
        lazy_gettext("Currency"), choices=[SelectChoice(code, code) for code in CURRENCIES]
    )
    rate_e4 = ScaledField(
        lazy_gettext("Rate"),
        places=4,
        empty=RATE_UNIT,
        wrong=lazy_gettext("Write the rate, e.g. 4.3215."),
    )
    language = SelectField(lazy_gettext("Language"), choices=LANGUAGES)
    only_in_stock = BooleanField(lazy_gettext("Only what is in stock"))
    unlimited_as = CountField(lazy_gettext("Send unlimited stock as"))

    def terms(self) -> Terms:
        values = {name: self.data[name] for name in Terms.__dataclass_fields__}
        return Terms(**{**values, "unlimited_as": self.unlimited_as.data or None})


def sharing_of(sent) -> Sharing:
    """What the switches say; orders are left alone where theirs could not be pressed."""
    return Sharing(
        is_sharing="is_sharing" in sent,
        data_format=_one_of(DataFormat, sent.get("data_format", "")),
        file_set=_one_of(FileSet, sent.get("file_set", "")),
        may_order="may_order" in sent if "can_order" in sent else None,
    )


def _one_of(words: type[DataFormat] | type[FileSet], sent: str) -> str:
    """Raises ValueError for a word that is none."""
    return words(sent).value
