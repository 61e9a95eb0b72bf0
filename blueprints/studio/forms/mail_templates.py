"""The studio's own words of one mail."""

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm

from blueprints.studio.forms.fields import LineField, TextField, needed
from services.mail_templates import Words


class WordsForm(FlaskForm):
    subject = LineField(lazy_gettext("Message subject"), [needed])
    body = TextField(lazy_gettext("Message body"), [needed])

    def words(self) -> Words:
        body = (self.body.data or "").replace("\r\n", "\n").replace("\r", "\n")
        return Words(self.subject.data or "", body)

    def refuse(self, sentence: str, in_subject: bool) -> None:
        """Beside the field that has what is wrong."""
        (self.subject if in_subject else self.body).errors = [sentence]
