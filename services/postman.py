"""Speaking SMTP: one connection, a time limit on every step, certificates checked.

Flask-Mail itself verifies no certificate and sets no time limit (its Connection builds smtplib
objects without a context), hence the subclass.
"""

import re
import smtplib
import ssl
from contextlib import suppress
from datetime import datetime
from email import policy
from email.utils import parseaddr

from flask import current_app
from flask_mail import Connection, Message

from services.delivery_errors import NotDelivered

_AS_ENCODED = policy.SMTP.clone(refold_source="none")
TRY_AGAIN_CODES = {421, 450, 451, 452, 454}
# One mailbox, which also rules out lists and SMTP options; the rest is for the server to judge.
_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+\.?")


class Letter(Message):
    """A message whose headers leave as they were encoded.

    Flask-Mail lets Python fold long headers anew, which drops the quotes around a name such as
    "Foto, Film <3" and makes addresses of its parts.
    """

    def as_bytes(self) -> bytes:
        return self._message().as_bytes(policy=_AS_ENCODED)


def send(message: Letter, *, sender_name: str, marker: str, promised_at: datetime) -> None:
    """Hand a message to the mail server under a fixed Message-ID and Date.

    Raises NotDelivered: permanent when the server refuses the address or the message for good.
    """
    _check_recipient(message)
    address = parseaddr(current_app.config["MAIL_DEFAULT_SENDER"])[1]
    # A pair is never taken apart again, so a name cannot become an address.
    message.sender = (sender_name, address)
    message.msgId = f"<{marker}@{address.rpartition('@')[2] or 'localhost'}>"
    message.date = promised_at.timestamp()
    connection = _Connection(current_app.extensions["mail"])
    try:
        with connection:
            connection.send(message, envelope_from=address)
    except (smtplib.SMTPException, OSError) as error:
        raise _not_delivered(error, connection.host is not None) from error


def _check_recipient(message: Letter) -> None:
    (recipient,) = message.recipients
    mailbox, _, _domain = str(recipient).partition("@")
    if not (_ADDRESS.fullmatch(str(recipient)) and mailbox.isascii()):
        raise NotDelivered("not an e-mail address", code="address", permanent=True)


class _Connection(Connection):
    def configure_host(self) -> smtplib.SMTP:
        """A connection that is encrypted and signed in as the settings ask."""
        host = self._connected()
        try:
            if self.mail.use_tls:
                host.starttls(context=ssl.create_default_context())
            if self.mail.username:
                host.login(self.mail.username, self.mail.password)
        except BaseException:
            host.close()
            raise
        return host

    def __exit__(self, *_) -> None:
        """The verdict is known by now; a server that gives no goodbye does not change it."""
        if self.host is not None:
            with suppress(smtplib.SMTPException, OSError):
                self.host.quit()
            self.host.close()

    def _connected(self) -> smtplib.SMTP:
        place = self.mail.server, self.mail.port
        timeout_s = current_app.config["MAIL_TIMEOUT_S"]
        if self.mail.use_ssl:
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(*place, timeout=timeout_s, context=context)
        return smtplib.SMTP(*place, timeout=timeout_s)


def _not_delivered(error: Exception, was_connected: bool) -> NotDelivered:
    """Without a connection nothing has been sent, so nothing is uncertain."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return _answered(*next(iter(error.recipients.values())))
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return NotDelivered(f"{error.smtp_code} {_text(error.smtp_error)}", code="auth")
    if isinstance(error, smtplib.SMTPResponseException):
        return _answered(error.smtp_code, error.smtp_error)
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return NotDelivered(str(error), code="unencrypted")
    if isinstance(error, smtplib.SMTPServerDisconnected):
        code = "disconnected" if was_connected else "unreachable"
        return NotDelivered(str(error), code=code, uncertain=was_connected)
    if isinstance(error, ssl.SSLCertVerificationError):
        return NotDelivered(error.verify_message, code="certificate")
    why = str(error) or type(error).__name__
    return NotDelivered(why, code="unreachable", uncertain=was_connected)


def _answered(code: int, text: bytes | str) -> NotDelivered:
    final = 500 <= code < 600 and code not in TRY_AGAIN_CODES
    return NotDelivered(f"{code} {_text(text)}", code=str(code), permanent=final)


def _text(raw: bytes | str) -> str:
    return raw.decode("utf-8", "replace") if isinstance(raw, bytes) else raw
