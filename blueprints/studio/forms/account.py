"""Signing in, passwords and the studio's own settings."""

from zoneinfo import available_timezones

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import PasswordField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from blueprints.studio.forms.fields import LineField, needed

LANGUAGES = [SelectChoice("pl", "Polski"), SelectChoice("en", "English")]
# Argon2 takes any length; nobody types more.
PASSWORD_LIMIT = Length(max=1024, message=lazy_gettext("Use at most %(max)d characters."))


def zones() -> list[SelectChoice]:
    """Time zones by name of place, those of Europe first."""
    places = (zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc"))
    in_order = sorted(places, key=lambda zone: (not zone.startswith("Europe/"), zone))
    return [SelectChoice(zone) for zone in in_order]


class SignInForm(FlaskForm):
    email = LineField(lazy_gettext("E-mail"), [needed])
    password = PasswordField(lazy_gettext("Password"), [needed, PASSWORD_LIMIT])


class ResetForm(FlaskForm):
    email = LineField(lazy_gettext("E-mail"), [needed])


class CodeForm(FlaskForm):
    code = LineField(lazy_gettext("Code"), [needed])


class RenewalForm(FlaskForm):
    """Stands on one page with another that asks for a code."""

    code = LineField(lazy_gettext("Code"), [needed], id="code-for-renewal")


class CurrentPasswordForm(FlaskForm):
    old_password = PasswordField(lazy_gettext("Current password"), [needed, PASSWORD_LIMIT])


class CodeAndPasswordForm(CurrentPasswordForm, CodeForm):
    pass


class NewPasswordForm(FlaskForm):
    password = PasswordField(lazy_gettext("New password"), [needed, PASSWORD_LIMIT])


class ChangePasswordForm(CurrentPasswordForm):
    password = PasswordField(lazy_gettext("New password"), [needed, PASSWORD_LIMIT])


class StudioForm(FlaskForm):
    name = LineField(lazy_gettext("Studio name"), [needed])
    contact_email = LineField(lazy_gettext("Contact e-mail"), [needed])
    locale = SelectField(lazy_gettext("Language"), choices=LANGUAGES)
    timezone = SelectField(lazy_gettext("Time zone"), choices=zones)
