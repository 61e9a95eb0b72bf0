"""What the photographer types about a session."""

from collections.abc import Sequence
from dataclasses import replace

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import SelectField, ValidationError
from wtforms.fields.choices import SelectChoice

from blueprints.studio.forms.account import LANGUAGES
from blueprints.studio.forms.fields import CountField, DayField, LineField, MoneyField, needed
from models.gallery import Gallery
from models.price_list import PriceList
from services.galleries import Terms
from services.price_lists import PriceTerms, terms_of


class GalleryForm(FlaskForm):
    title = LineField(lazy_gettext("Title"), [needed])
    subtitle = LineField(lazy_gettext("Subtitle"))
    taken_on = DayField(lazy_gettext("Day of the photos"))
    client_name = LineField(lazy_gettext("Client's name"), [needed])
    client_email = LineField(lazy_gettext("Client's e-mail"), [needed])
    locale = SelectField(lazy_gettext("Language of the client's pages"), choices=LANGUAGES)
    select_until_on = DayField(lazy_gettext("Choosing ends on"))

    def terms(self) -> Terms:
        """Everything as `services.galleries` takes it; call it after `validate()`."""
        return Terms(
            **{name: self.data[name] for name in Terms.__dataclass_fields__ if name != "prices"}
        )

    def validate_select_until_on(self, field: DayField) -> None:
        before = self.taken_on.data and field.data and field.data < self.taken_on.data
        if before:
            raise ValidationError(lazy_gettext("Choosing cannot end before the photos are taken."))


class NewGalleryForm(GalleryForm):
    """Asks which price list is copied, or for a package while the studio has no list."""

    price_list = SelectField(lazy_gettext("Price list"), validate_choice=False)
    package_photo_count = CountField(lazy_gettext("Photos in the package"))
    extra_photo_cents = MoneyField(lazy_gettext("Price of an extra photo"))

    def __init__(self, lists: Sequence[PriceList], **values):
        super().__init__(**values)
        self.lists = {str(prices.id): prices for prices in lists}
        if lists:
            del self.package_photo_count, self.extra_photo_cents
            self.price_list.choices = [
                *(SelectChoice(key, prices.name) for key, prices in self.lists.items()),
                SelectChoice("", lazy_gettext("None, I will write the prices later")),
            ]
        else:
            del self.price_list

    def terms(self) -> Terms:
        return replace(super().terms(), prices=self._prices())

    def validate_price_list(self, field: SelectField) -> None:
        """The list may have been removed, or the first one made, since the page was shown."""
        if field.data not in ("", *self.lists):
            raise ValidationError(lazy_gettext("Choose a price list."))

    def _prices(self) -> PriceTerms | None:
        if not self.lists:
            return PriceTerms(
                package_photo_count=self.package_photo_count.data,
                extra_photo_cents=self.extra_photo_cents.data or 0,
            )
        chosen = self.lists.get(self.price_list.data)
        return terms_of(chosen) if chosen else None


def form_of(gallery: Gallery) -> GalleryForm:
    """The form with what the gallery has now; what was sent in this request goes first."""
    return GalleryForm(
        obj=gallery, client_name=gallery.client.name, client_email=gallery.client.email
    )
