"""One status of the studio's orders."""

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from blueprints.studio.forms.fields import LineField, needed
from models.order_status import Tone
from services.statuses import StatusNames

INTERNAL_LIMIT, SHORT_LIMIT, PUBLIC_LIMIT = 30, 17, 250
TONES = {
    Tone.PLAIN: lazy_gettext("No colour"),
    Tone.GREY: lazy_gettext("Grey"),
    Tone.YELLOW: lazy_gettext("Yellow"),
    Tone.GREEN: lazy_gettext("Green"),
    Tone.RED: lazy_gettext("Red"),
}


def _at_most(limit: int) -> Length:
    return Length(max=limit, message=lazy_gettext("Use at most %(max)d characters."))


class StatusForm(FlaskForm):
    internal_name = LineField(lazy_gettext("Internal name"), [needed, _at_most(INTERNAL_LIMIT)])
    short_name = LineField(lazy_gettext("Short name"), [_at_most(SHORT_LIMIT)])
    public_name = TextAreaField(
        lazy_gettext("Public name"),
        [_at_most(PUBLIC_LIMIT)],
        filters=[lambda text: " ".join((text or "").replace("\0", "").split())],
    )
    color = SelectField(
        lazy_gettext("Colour"), choices=[SelectChoice(t.value, w) for t, w in TONES.items()]
    )

    def names(self) -> StatusNames:
        return StatusNames(
            self.internal_name.data or "",
            self.short_name.data or "",
            self.public_name.data or "",
            self.color.data,
        )
