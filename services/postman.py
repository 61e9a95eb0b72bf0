"""Handing one mail to one SMTP server, and what each way to fail means.

Flask-Mail itself verifies no certificate and sets no time limit (its Connection builds smtplib
objects without a context), hence the subclass.
"""

import re
import smtplib
import ssl
from contextlib import suppress
from datetime import datetime
from email import policy
from email.charset import QP, Charset
from email.mime.text import MIMEText

from flask import current_app
from flask_mail import BadHeaderError, Connection, Message

from services import crash_points
from services.delivery_errors import NotDelivered
from services.mail_servers import MailServer
from services.smtp_line import Limits, Line, Reached

_AS_ENCODED = policy.SMTP.clone(refold_source="none")
LINE_BYTES = 998
_FOLDING = Charset("utf-8")
_FOLDING.body_encoding = QP
TRY_AGAIN_CODES = {421, 450, 451, 452, 454}
# One mailbox, which also rules out lists and SMTP options; the rest is for the server to judge.
_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+\.?")
# Times the limit of one step: well within a lease, after which another worker sends the mail.
STEPS_IN_ALL = 4
GOODBYE_S = 2
SHOWN_LETTERS = 300


class Letter(Message):
    """A message whose headers leave as they were encoded.

    Flask-Mail lets Python fold long headers anew, which drops the quotes around a name such as
    "Foto, Film <3" and makes addresses of its parts.
    """

    def as_bytes(self) -> bytes:
        return self._message().as_bytes(policy=_AS_ENCODED)

    def _mimetext(self, text: str | None, subtype: str = "plain") -> MIMEText:
        """A text with a longer line than a server must take (RFC 5321, 4.5.3.1.6) is folded."""
        is_long = any(len(line) > LINE_BYTES for line in (text or "").encode().split(b"\n"))
        charset = _FOLDING if is_long else "utf-8"
        return MIMEText(text or "", _subtype=subtype, _charset=charset)  # type: ignore[arg-type]


def send(
    letter: Letter, server: MailServer, *, sender_name: str, marker: str, promised_at: datetime
) -> None:
    """Hand a letter to the mail server under a fixed Message-ID and Date.

    Raises NotDelivered: permanent when the server refuses the address or the message for good.
    """
    letter.date = promised_at.timestamp()
    step_s = current_app.config["MAIL_TIMEOUT_S"]
    hand_in(
        letter,
        server,
        sender_name=sender_name,
        marker=marker,
        limits=Limits(step_s, step_s * STEPS_IN_ALL),
        reached=Reached(),
    )


def hand_in(
    letter: Letter,
    server: MailServer,
    *,
    sender_name: str,
    marker: str,
    limits: Limits,
    reached: Reached,
) -> None:
    """The same within `limits`; `reached` tells how far it came, whether it succeeds or not."""
    _check_recipient(letter)
    address = server.sender_address
    # A pair is never taken apart again, so a name cannot become an address.
    letter.sender = (sender_name, address)
    letter.msgId = f"<{marker}@{address.rpartition('@')[2] or 'localhost'}>"
    connection = _Connection(server, limits, reached)
    try:
        crash_points.here("mail:before_connect")
        with connection:
            crash_points.here("mail:after_connect")
            connection.send(letter, envelope_from=address)
            crash_points.here("mail:after_data")
    except BadHeaderError as error:
        raise NotDelivered("a header with a line break", code="header", permanent=True) from error
    except (smtplib.SMTPException, OSError) as error:
        raise _not_delivered(error, reached) from error
    reached.step = "done"


def _check_recipient(letter: Letter) -> None:
    (recipient,) = letter.recipients
    mailbox, _, _domain = str(recipient).partition("@")
    if not (_ADDRESS.fullmatch(str(recipient)) and mailbox.isascii()):
        raise NotDelivered("not an e-mail address", code="address", permanent=True)


class _Connection(Connection):
    def __init__(self, server: MailServer, limits: Limits, reached: Reached):
        super().__init__(current_app.extensions["mail"])
        self.server, self.limits, self.reached = server, limits, reached

    def configure_host(self) -> smtplib.SMTP:
        """A connection that is encrypted and signed in as the settings ask."""
        line = Line(self.server, self.limits, self.reached)
        line.open()
        return line

    def __exit__(self, *_) -> None:
        """The verdict is known by now; a server that gives no goodbye does not change it."""
        if self.host is not None:
            with suppress(smtplib.SMTPException, OSError):
                if self.host.sock:
                    self.host.sock.settimeout(min(GOODBYE_S, self.limits.step_s))
                self.host.quit()
            self.host.close()


def _not_delivered(error: Exception, reached: Reached) -> NotDelivered:
    """Before the message itself is sent nothing is uncertain."""
    uncertain = reached.step == "message"
    why = _shown(str(error) or type(error).__name__)
    # What was cut off in the middle may look like an answer.
    if reached.is_overdue or _timed_out(error):
        return NotDelivered(why, code="timeout", uncertain=uncertain, of_server=True)
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return _answered(*next(iter(error.recipients.values())))
    if isinstance(error, smtplib.SMTPResponseException):
        return _refused_at(reached.step, error)
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return NotDelivered(str(error), code="unencrypted", of_server=True)
    if isinstance(error, ssl.SSLCertVerificationError):
        return NotDelivered(_shown(error.verify_message), code="certificate", of_server=True)
    if reached.step == "tls":
        return NotDelivered(why, code="tls", of_server=True)
    if reached.step == "connect":
        return NotDelivered(why, code="unreachable", of_server=True)
    return NotDelivered(why, code="disconnected", uncertain=uncertain)


def _refused_at(step: str, error: smtplib.SMTPResponseException) -> NotDelivered:
    """Whoever turns us or our sender away does so for every mail."""
    answer = _answered(error.smtp_code, error.smtp_error)
    codes = {"connect": "turned_away", "tls": "turned_away", "login": "auth", "sender": "sender"}
    if step not in codes or (not answer.permanent and step != "connect"):
        return answer
    return NotDelivered(str(answer), code=codes[step], of_server=True)


def _timed_out(error: Exception) -> bool:
    """smtplib wraps what went wrong with the socket."""
    return isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError)


def _answered(code: int, text: bytes | str) -> NotDelivered:
    final = 500 <= code < 600 and code not in TRY_AGAIN_CODES
    return NotDelivered(f"{code} {_text(text)}", code=str(code), permanent=final)


def _text(raw: bytes | str) -> str:
    return _shown(raw.decode("utf-8", "replace") if isinstance(raw, bytes) else raw)


def _shown(text: str) -> str:
    """What a stranger's server says, in one line that fits on a page."""
    return " ".join(text.split())[:SHOWN_LETTERS]
