"""Speaking SMTP: one connection, a time limit on every step, certificates checked.

Flask-Mail itself verifies no certificate and sets no time limit (its Connection builds smtplib
objects without a context), hence the subclass.
"""

import smtplib
import ssl
from datetime import datetime

from flask import current_app
from flask_mail import Connection, Message

from extensions import mail
from services.delivery_errors import NotDelivered

TRY_AGAIN_CODES = {421, 450, 451, 452, 454}


def send(message: Message, *, marker: str, promised_at: datetime) -> None:
    """Hand a message to the mail server under a fixed Message-ID and Date.

    Raises NotDelivered: permanent when the server refuses the address or the message for good.
    """
    sender = current_app.config["MAIL_DEFAULT_SENDER"]
    message.msgId = f"<{marker}@{_domain(sender)}>"
    message.date = promised_at.timestamp()
    try:
        with _Connection(mail) as connection:
            connection.send(message)
    except (smtplib.SMTPException, OSError) as error:
        raise _not_delivered(error) from error


class _Connection(Connection):
    def configure_host(self) -> smtplib.SMTP:
        config = current_app.config
        timeout_s = config["MAIL_TIMEOUT_S"]
        context = ssl.create_default_context()
        if self.mail.use_ssl:
            host: smtplib.SMTP = smtplib.SMTP_SSL(
                self.mail.server, self.mail.port, timeout=timeout_s, context=context
            )
        else:
            host = smtplib.SMTP(self.mail.server, self.mail.port, timeout=timeout_s)
        if self.mail.use_tls:
            host.starttls(context=context)
        if self.mail.username:
            host.login(self.mail.username, self.mail.password)
        return host


def _not_delivered(error: Exception) -> NotDelivered:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, text = next(iter(error.recipients.values()))
        return _answered(code, text)
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return NotDelivered(f"{error.smtp_code} {_text(error.smtp_error)}", code="auth")
    if isinstance(error, smtplib.SMTPResponseException):
        return _answered(error.smtp_code, error.smtp_error)
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return NotDelivered(str(error), code="disconnected", uncertain=True)
    if isinstance(error, ssl.SSLCertVerificationError):
        return NotDelivered(error.verify_message, code="certificate")
    return NotDelivered(str(error) or type(error).__name__, code="unreachable")


def _answered(code: int, text: bytes | str) -> NotDelivered:
    final = 500 <= code < 600 and code not in TRY_AGAIN_CODES
    return NotDelivered(f"{code} {_text(text)}", code=str(code), permanent=final)


def _text(raw: bytes | str) -> str:
    return raw.decode("utf-8", "replace") if isinstance(raw, bytes) else raw


def _domain(address: str) -> str:
    return address.rpartition("@")[2].rstrip(">") or "localhost"
