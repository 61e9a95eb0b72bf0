"""One sentence to agree to, in both languages."""

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import BooleanField

from blueprints.studio.forms.fields import TextField
from services.consents import ConsentTerms


class ConsentForm(FlaskForm):
    text_pl = TextField(lazy_gettext("In Polish"))
    text_en = TextField(lazy_gettext("In English"))
    is_required = BooleanField(lazy_gettext("Required: without it nobody can order"))

    def validate(self, extra_validators=None) -> bool:
        """At least one language is needed."""
        if not super().validate(extra_validators):
            return False
        if not self.text_pl.data and not self.text_en.data:
            self.text_pl.errors = [lazy_gettext("Write the sentence in at least one language.")]
            return False
        return True

    def terms(self) -> ConsentTerms:
        return ConsentTerms(
            self.text_pl.data or "", self.text_en.data or "", bool(self.is_required.data)
        )
