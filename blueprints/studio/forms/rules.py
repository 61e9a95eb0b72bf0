"""What a session asks of a choice, how it looks, and what lies on its photos."""

import re
from dataclasses import fields

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField, RadioField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional

from blueprints.studio.forms.fields import LineField, TextField
from models.gallery import Gallery, Scheme, Watermark, WatermarkPlace
from services.rules import Look, Rules
from services.watermarks import WatermarkTerms

PHOTO_LIMIT = 10_000
OPACITY_MIN, OPACITY_MAX, OPACITY_STEP = 10, 100, 5
FIRST_ACCENT = "#1b6a46"
LONGEST_MARK = 60
_HEX = re.compile(r"#[0-9a-f]{6}")

in_range = NumberRange(0, PHOTO_LIMIT, lazy_gettext("Write a number from 0 to 10,000."))
SCHEMES = [
    SelectChoice(Scheme.AUTO.value, lazy_gettext("As on the client's device")),
    SelectChoice(Scheme.LIGHT.value, lazy_gettext("Always light")),
    SelectChoice(Scheme.DARK.value, lazy_gettext("Always dark")),
]
ACCENTS = [
    SelectChoice("green", lazy_gettext("Kadr's green")),
    SelectChoice("own", lazy_gettext("A colour of your own")),
]
KINDS = [
    SelectChoice(Watermark.TEXT.value, lazy_gettext("A text")),
    SelectChoice(Watermark.LOGO.value, lazy_gettext("The studio's logo")),
    SelectChoice(Watermark.NONE.value, lazy_gettext("None")),
]
PLACES = [
    SelectChoice(WatermarkPlace.DIAGONAL.value, lazy_gettext("Three times across the photo")),
    SelectChoice(WatermarkPlace.MIDDLE.value, lazy_gettext("Large, in the middle")),
    SelectChoice(WatermarkPlace.CORNER.value, lazy_gettext("Small, in the lower right corner")),
]


class RulesForm(FlaskForm):
    min_photo_count = IntegerField(lazy_gettext("At least"), [Optional(), in_range])
    max_photo_count = IntegerField(lazy_gettext("At most"), [Optional(), in_range])
    forbids_free_orders = BooleanField(
        lazy_gettext("An order has to cost something: no orders for 0.00")
    )
    needs_print_of_each = BooleanField(lazy_gettext("Every chosen photo needs a print"))
    lets_download_proofs = BooleanField(
        lazy_gettext("The client may download the photos to choose from")
    )

    def rules(self) -> Rules:
        return Rules(
            self.min_photo_count.data or 0,
            self.max_photo_count.data or 0,
            self.forbids_free_orders.data,
            self.needs_print_of_each.data,
            self.lets_download_proofs.data,
        )


class LookForm(FlaskForm):
    welcome_text = TextField(lazy_gettext("Welcome text"))
    scheme = RadioField(lazy_gettext("Light or dark"), choices=SCHEMES)
    accent = RadioField(lazy_gettext("Colour of buttons and marks"), choices=ACCENTS)
    accent_color = LineField(lazy_gettext("Your colour"))

    @property
    def chosen_accent(self) -> str:
        """ "#rrggbb", or empty for green and for what is no colour."""
        typed = (self.accent_color.data or "").lower()
        return typed if self.accent.data == "own" and _HEX.fullmatch(typed) else ""

    def look(self) -> Look:
        return Look(self.welcome_text.data, self.scheme.data, self.chosen_accent)

    def validate_accent_color(self, field: LineField) -> None:
        if self.accent.data == "own" and not self.chosen_accent:
            raise ValidationError(lazy_gettext("Write the colour as #1b6a46."))


class WatermarkForm(FlaskForm):
    watermark_kind = RadioField(lazy_gettext("Watermark"), choices=KINDS)
    watermark_text = LineField(lazy_gettext("Text of the watermark"))
    watermark_place = RadioField(lazy_gettext("Where"), choices=PLACES)
    watermark_opacity_percent = IntegerField(
        lazy_gettext("Strength"),
        [
            InputRequired(lazy_gettext("Fill this in.")),
            NumberRange(OPACITY_MIN, OPACITY_MAX, lazy_gettext("Write a number from 10 to 100.")),
        ],
    )

    def terms(self) -> WatermarkTerms:
        return WatermarkTerms(**{one.name: self.data[one.name] for one in fields(WatermarkTerms)})

    def validate_watermark_text(self, field: LineField) -> None:
        if len(field.data) > LONGEST_MARK:
            raise ValidationError(lazy_gettext("Use at most 60 characters."))


def look_form(gallery: Gallery, **sent) -> LookForm:
    """The look the gallery has; what `sent` or this request says goes first."""
    return LookForm(
        **sent,
        obj=gallery,
        accent="own" if gallery.accent_color else "green",
        accent_color=gallery.accent_color or FIRST_ACCENT,
    )
