"""The studio's mail server, and test mode."""

import re
from typing import Any

from flask import current_app
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, PasswordField, ValidationError
from wtforms.widgets import TextInput

from blueprints.studio.forms.account import PASSWORD_LIMIT
from blueprints.studio.forms.fields import LineField
from services import accounts
from services.mail_accounts import Settings

_HOST = re.compile(r"\w[\w-]*(\.[\w-]+)*\.?|[0-9a-fA-F:]+")


class PortField(Field):
    """A port from 1 to 65535, of those the operator allows."""

    widget = TextInput()

    def _value(self) -> str:
        return self.raw_data[0] if self.raw_data else str(self.data or "")

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = valuelist[0].strip() if valuelist else ""
        if not re.fullmatch(r"[0-9]{1,5}", typed) or not 0 < int(typed) < 65536:
            raise ValueError(lazy_gettext("Write a port from 1 to 65535, mostly 465 or 587."))
        self.data = int(typed)

    def pre_validate(self, form: Any) -> None:
        allowed = current_app.config["MAIL_PORTS"]
        if allowed and self.data not in allowed:
            ports = ", ".join(map(str, sorted(allowed)))
            raise ValidationError(
                lazy_gettext("This installation sends mail to these ports: %(ports)s.", ports=ports)
            )


class MailAccountForm(FlaskForm):
    """Fields are called as in `services.mail_accounts.Settings`."""

    sender_address = LineField(lazy_gettext("Sender e-mail address"))
    host = LineField(lazy_gettext("SMTP server"))
    port = PortField(lazy_gettext("SMTP port"))
    uses_tls = BooleanField("SSL/TLS")
    ignores_certificate = BooleanField(lazy_gettext("Ignore certificate errors"))
    login = LineField(lazy_gettext("SMTP login"))
    password = PasswordField(lazy_gettext("SMTP password"), [PASSWORD_LIMIT])
    is_test_mode = BooleanField(lazy_gettext("All messages go to the recipient address"))
    test_recipient = LineField(lazy_gettext("Recipient address"))
    attaches_document = BooleanField(lazy_gettext("Attach sales document as PDF"))
    trial_recipient = LineField(lazy_gettext("Address of the test message"))
    is_trial = False

    def settings(self, *, forgets_password: bool = False) -> Settings:
        """What was typed; call it after `validate()`."""
        names = [name for name in Settings.__dataclass_fields__ if name in self.data]
        typed = {name: self.data[name] for name in names}
        typed["ignores_certificate"] = typed["uses_tls"] and typed["ignores_certificate"]
        return Settings(**typed, forgets_password=forgets_password)

    def validate_sender_address(self, field: LineField) -> None:
        if self.host.data and not field.data:
            raise ValidationError(lazy_gettext("Your server needs a sender: write your address."))
        _check_address(field)

    def validate_test_recipient(self, field: LineField) -> None:
        if self.is_test_mode.data and not field.data:
            raise ValidationError(
                lazy_gettext("Write where messages go in test mode, mostly your own address.")
            )
        _check_address(field)

    def validate_host(self, field: LineField) -> None:
        if field.data and not _HOST.fullmatch(field.data):
            raise ValidationError(
                lazy_gettext("Write the name of the server alone, e.g. smtp.example.com.")
            )

    def validate_trial_recipient(self, field: LineField) -> None:
        if self.is_trial and not field.data:
            raise ValidationError(lazy_gettext("Write where the test message goes."))
        if self.is_trial:
            _check_address(field)


class TrialForm(MailAccountForm):
    """Sent by the button of the test message, whose address has to be good, too."""

    is_trial = True


def _check_address(field: LineField) -> None:
    """In lower case, and one that any mail server takes."""
    if not field.data:
        return
    try:
        field.data = accounts.clean_email(field.data)
    except accounts.EmailWrong as refusal:
        raise ValidationError(str(refusal)) from None
    if not field.data.isascii():
        raise ValidationError(lazy_gettext("Mail servers take addresses without accents only."))
