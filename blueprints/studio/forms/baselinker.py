"""The password that BaseLinker has made for its connection."""

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm

from blueprints.studio.forms.fields import LineField, needed


class PasswordForm(FlaskForm):
    password = LineField(lazy_gettext("Password from BaseLinker"), [needed])
