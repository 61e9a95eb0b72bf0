"""What the photographer types about a client."""

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm

from blueprints.studio.forms.fields import LineField, TextField, needed
from services.clients import ClientTerms


class ClientForm(FlaskForm):
    name = LineField(lazy_gettext("Name and surname"), [needed])
    email = LineField(lazy_gettext("E-mail"))
    phone = LineField(lazy_gettext("Phone"))
    note = TextField(lazy_gettext("Note"))

    def terms(self) -> ClientTerms:
        return ClientTerms(**{name: self.data[name] for name in ClientTerms.__dataclass_fields__})
