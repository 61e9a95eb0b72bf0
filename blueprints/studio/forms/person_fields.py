"""Who has ordered and where it goes, as forms of the studio ask for it."""

from flask_babel import lazy_gettext

from blueprints.studio.forms.countries import CountryField
from blueprints.studio.forms.fields import LineField, needed

PLACE = ("delivery_point", "street", "postcode", "city", "country")


class PersonFields:
    """For a form to inherit: the place of the delivery, the buyer, and who is invoiced."""

    delivery_point = LineField(lazy_gettext("Parcel locker"))
    street = LineField(lazy_gettext("Street and number"))
    postcode = LineField(lazy_gettext("Postcode"))
    city = LineField(lazy_gettext("Town"))
    country = CountryField(lazy_gettext("Country"))
    client_name = LineField(lazy_gettext("Name"), [needed])
    client_email = LineField(lazy_gettext("E-mail"))
    client_phone = LineField(lazy_gettext("Phone"))
    company = LineField(lazy_gettext("Company"))
    tax_id = LineField(lazy_gettext("Tax ID"))
    invoice_street = LineField(lazy_gettext("Street and number"))
    invoice_postcode = LineField(lazy_gettext("Postcode"))
    invoice_city = LineField(lazy_gettext("Town"))
    invoice_country = CountryField(lazy_gettext("Country"))
    invoice_email = LineField(lazy_gettext("E-mail for the invoice"))
