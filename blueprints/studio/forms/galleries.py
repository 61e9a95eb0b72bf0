"""What the photographer types about a session."""

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import FieldList, Form, FormField, IntegerField, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import NumberRange, Optional

from blueprints.studio.forms.account import LANGUAGES
from blueprints.studio.forms.fields import DayField, LineField, MoneyField, needed
from models.delivery_method import DeliveryKind
from models.gallery import Gallery
from services.galleries import Terms
from services.price_lists import MethodTerms, PriceTerms

# Empty rows that are filled in without JavaScript.
SPARE_ROWS = 2
ROW_LIMIT = 20
KINDS = [
    SelectChoice(DeliveryKind.PICKUP.value, lazy_gettext("Personal pickup")),
    SelectChoice(DeliveryKind.COURIER.value, lazy_gettext("Courier")),
    SelectChoice(DeliveryKind.LOCKER.value, lazy_gettext("Parcel locker")),
    SelectChoice(DeliveryKind.ONLINE.value, lazy_gettext("Files only")),
]


class MethodForm(Form):
    """One way of delivery. A row without a name and a price does not count."""

    kind = SelectField(lazy_gettext("Kind"), choices=KINDS, validate_choice=True)
    name = LineField(lazy_gettext("Name shown to the client"))
    price_cents = MoneyField(lazy_gettext("Price"))

    @property
    def is_empty(self) -> bool:
        return not self.name.data and not self.price_cents.data and not self.price_cents.errors

    def validate_name(self, field: LineField) -> None:
        if self.price_cents.data and not field.data:
            raise ValidationError(lazy_gettext("Name this way of delivery, or clear its price."))


class GalleryForm(FlaskForm):
    title = LineField(lazy_gettext("Title"), [needed])
    subtitle = LineField(lazy_gettext("Subtitle"))
    taken_on = DayField(lazy_gettext("Day of the photos"))
    client_name = LineField(lazy_gettext("Client's name"), [needed])
    client_email = LineField(lazy_gettext("Client's e-mail"), [needed])
    locale = SelectField(lazy_gettext("Language of the client's pages"), choices=LANGUAGES)
    select_until_on = DayField(lazy_gettext("Choosing ends on"))
    package_photo_count = IntegerField(
        lazy_gettext("Photos in the package"),
        [Optional(), NumberRange(0, 10_000, lazy_gettext("Write a number from 0 to 10,000."))],
        default=0,
    )
    extra_photo_cents = MoneyField(lazy_gettext("Price of an extra photo"), default=0)
    methods = FieldList(FormField(MethodForm), max_entries=ROW_LIMIT)

    def add_spare_rows(self) -> None:
        """Have empty rows to fill in where scripts are off."""
        empty = sum(entry.form.is_empty for entry in self.methods)
        for _row in range(min(SPARE_ROWS - empty, ROW_LIMIT - len(self.methods))):
            self.methods.append_entry()

    def blank_method(self) -> MethodForm:
        """The row that JavaScript copies."""
        return MethodForm(prefix="methods-0-")

    def terms(self) -> Terms:
        """Everything as `services.galleries` takes it; call it after `validate()`."""
        plain = {name: self.data[name] for name in Terms.__dataclass_fields__ if name != "prices"}
        rows = [row.form for row in self.methods if not row.form.is_empty]
        methods = [MethodTerms(r.kind.data, r.name.data, r.price_cents.data or 0) for r in rows]
        prices = PriceTerms(
            package_photo_count=self.package_photo_count.data or 0,
            extra_photo_cents=self.extra_photo_cents.data or 0,
            methods=methods,
        )
        return Terms(**plain, prices=prices)

    def validate_select_until_on(self, field: DayField) -> None:
        before = self.taken_on.data and field.data and field.data < self.taken_on.data
        if before:
            raise ValidationError(lazy_gettext("Choosing cannot end before the photos are taken."))


def form_of(gallery: Gallery, keeps_sent: bool = True) -> GalleryForm:
    """The form with what the gallery has now; what was sent in this request goes first,
    unless it was sent by another form of the page.
    """
    methods = [
        {"kind": method.kind, "name": method.name, "price_cents": method.price_cents}
        for method in gallery.prices.delivery_methods
    ]
    sent = {} if keeps_sent else {"formdata": None}
    return GalleryForm(
        **sent,
        obj=gallery,
        client_name=gallery.client.name,
        client_email=gallery.client.email,
        package_photo_count=gallery.prices.package_photo_count,
        extra_photo_cents=gallery.prices.extra_photo_cents,
        methods=methods,
    )
