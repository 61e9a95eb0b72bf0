"""How a studio's mails leave: its settings, a trial of them, and the end of test mode."""

import time
from dataclasses import dataclass
from functools import partial

from flask_babel import force_locale, gettext
from sqlalchemy import ColumnExpressionArgument, func, select

from extensions import db
from models.mail_account import MailAccount
from models.mail_template import MailEvent
from models.outbox import OPEN, TO_STUDIO, OutboxEntry, new_marker
from models.studio import Studio
from models.types import utc_now
from services import letters, mail_pauses, mail_servers, mail_templates, postman, vault
from services.delivery_errors import NotDelivered
from services.mail_servers import MailServer
from services.smtp_line import Limits, Reached
from services.transaction import transaction

TRIAL_LIMITS = Limits(step_s=8, total_s=13)


@dataclass(frozen=True)
class Settings:
    """What the photographer has typed. Without a `host` the installation's server is used.

    An empty `password` keeps the stored one, unless `forgets_password`.
    """

    sender_address: str = ""
    host: str = ""
    port: int = 587
    login: str = ""
    password: str = ""
    uses_tls: bool = True
    ignores_certificate: bool = False
    is_test_mode: bool = False
    test_recipient: str = ""
    forgets_password: bool = False


@dataclass(frozen=True)
class Trial:
    """How far a test message came; `error` is None when the server has taken it."""

    recipient: str
    server: MailServer
    reached: Reached
    took_s: float
    error: NotDelivered | None


@dataclass(frozen=True)
class Leaving:
    """What ending test mode means: mails clients have not got, and those that still wait."""

    tested: int
    waiting: int


def change_account(studio: Studio, settings: Settings, *, attaches_document: bool) -> None:
    """Sending that had stopped goes on at once, with what has waited."""
    account = studio.mail_account
    with transaction():
        for name in MailAccount.TYPED:
            setattr(account, name, getattr(settings, name))
        account.password_sealed = _sealed(account, settings)
        studio.feedback.attaches_document = attaches_document
        db.session.info["woken"].extend(mail_pauses.lift(account, utc_now()))


def try_out(studio: Studio, settings: Settings, recipient: str) -> Trial:
    """Send the mail about a completed order by these settings, saved or not; within 15 seconds.

    The order is made up. It goes to `recipient` in test mode, too.
    """
    server = _server(studio.mail_account, settings)
    letter = _sample_letter(studio, server, recipient)
    hand_in = partial(postman.hand_in, letter, server, sender_name=letters.one_line(studio.name))
    reached, error = Reached(), None
    db.session.rollback()
    started = time.monotonic()
    try:
        hand_in(marker=new_marker(), limits=TRIAL_LIMITS, reached=reached)
    except NotDelivered as failure:
        error = failure
    return Trial(recipient, server, reached, time.monotonic() - started, error)


def end_test_mode(studio: Studio) -> None:
    """From now on clients get their mails; what went to the test address is not sent again."""
    with transaction():
        studio.mail_account.is_test_mode = False


def leaving_test_mode(studio: Studio) -> Leaving:
    return Leaving(
        tested=_count(studio, OutboxEntry.was_test, OutboxEntry.state == "sent"),
        waiting=_count(studio, OutboxEntry.state.in_((*OPEN, "leased"))),
    )


def _sample_letter(studio: Studio, server: MailServer, recipient: str) -> postman.Letter:
    words = mail_templates.sample(studio, MailEvent.COMPLETED, studio.locale)
    with force_locale(studio.locale):
        note = gettext(
            "Test message through %(host)s, port %(port)s. The order is made up.",
            host=server.host,
            port=server.port,
        )
    return letters.compose(
        "own_words",
        studio.locale,
        recipient,
        note=note,
        studio=studio,
        words=words,
        own_body=letters.kept_breaks(words.body),
    )


def _sealed(account: MailAccount, settings: Settings) -> str | None:
    if settings.password:
        return vault.seal(settings.password)
    return None if settings.forgets_password else account.password_sealed


def _server(account: MailAccount, settings: Settings) -> MailServer:
    if not settings.host:
        return mail_servers.of_installation()
    typed = {name: getattr(settings, name) for name in MailAccount.TYPED}
    return mail_servers.of_studio(MailAccount(**typed, password_sealed=_sealed(account, settings)))


def _count(studio: Studio, *which: ColumnExpressionArgument[bool]) -> int:
    """Mails for clients."""
    mails = select(func.count()).where(
        OutboxEntry.studio_id == studio.id,
        OutboxEntry.kind.startswith("mail."),
        OutboxEntry.kind.not_in(TO_STUDIO),
        *which,
    )
    return db.session.scalar(mails) or 0
