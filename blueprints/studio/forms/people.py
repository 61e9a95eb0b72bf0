"""One more person for a session, and the PIN it asks for."""

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm

from blueprints.studio.forms.fields import LineField, needed


class InviteForm(FlaskForm):
    name = LineField(lazy_gettext("Name and surname"), [needed])
    email = LineField(lazy_gettext("E-mail"), [needed])


class PinForm(FlaskForm):
    pin = LineField(lazy_gettext("PIN"))
