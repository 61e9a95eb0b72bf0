"""The country an order goes to, as a field."""

from flask_babel import get_locale
from wtforms import SelectField

from models.order_delivery import HOME_COUNTRY

# The Union, and where else parcels of a Polish studio go.
CODES = (
    *("AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "GR", "ES", "NL", "IE", "LT"),
    *("LU", "LV", "MT", "DE", "PT", "RO", "SK", "SI", "SE", "HU", "IT"),
    *("CA", "CH", "GB", "IS", "LI", "NO", "UA", "US"),
)


class CountryField(SelectField):
    """Named in the reader's language, the home country first; `data` is two letters of ISO 3166.

    A country that an order has already can be kept, whichever it is.
    """

    def __init__(self, label=None, **options):
        super().__init__(label, choices=self._named, default=HOME_COUNTRY, **options)

    def process_data(self, value: str | None) -> None:
        self.data = value or HOME_COUNTRY

    def _named(self) -> list[tuple[str, str]]:
        names = get_locale().territories
        others = {*CODES, self.object_data or HOME_COUNTRY} - {HOME_COUNTRY}
        listed = sorted(((code, names.get(code, code)) for code in others), key=lambda one: one[1])
        return [(HOME_COUNTRY, names[HOME_COUNTRY]), *listed]
