"""The studio's own words of the mails about an order: kept, checked, filled in."""

from dataclasses import dataclass

from flask_babel import force_locale, gettext, lazy_gettext
from sqlalchemy import delete

from extensions import db
from formats import mail_words
from models.mail_template import MailEvent, MailTemplate
from models.order import Order
from models.studio import Studio
from services.order_words import words_about
from services.refusals import Refused
from services.transaction import transaction

# A mail stays readable, whatever its variables bring along.
FILLED_LIMIT = 20_000


class UnknownVariable(Refused):
    """A name in braces is none of the variables; `names` says which."""

    status = 422

    def __init__(self, names: list[str]):
        self.names = names
        braced = ", ".join(f"{{{name}}}" for name in names)
        super().__init__(lazy_gettext("There is no variable %(names)s.", names=braced))


@dataclass(frozen=True)
class Words:
    """`subject` is one line; `body` is plain text whose line breaks count."""

    subject: str
    body: str

    @property
    def lines(self) -> list[list[mail_words.Piece]]:
        return mail_words.lines_of(self.body)


def words_of(studio: Studio, event: MailEvent, locale: str) -> Words:
    """The studio's own words, or those of Kadr."""
    own = db.session.scalar(MailTemplate.of(studio.id, event, locale))
    return Words(own.subject, own.body) if own else default_words(event, locale)


def is_own(studio: Studio, event: MailEvent, locale: str) -> bool:
    return db.session.scalar(MailTemplate.of(studio.id, event, locale)) is not None


def change_words(studio: Studio, event: MailEvent, locale: str, words: Words) -> None:
    """Used from the next mail on. Raises UnknownVariable."""
    check(words)
    with transaction():
        own = db.session.scalar(MailTemplate.of(studio.id, event, locale))
        if own is None:
            own = MailTemplate(studio_id=studio.id, event=event, locale=locale)
            db.session.add(own)
        own.subject, own.body = words.subject, words.body


def restore_default(studio: Studio, event: MailEvent, locale: str) -> None:
    """The words of Kadr again; the studio's own are forgotten."""
    mine = (MailTemplate.studio_id == studio.id) & (MailTemplate.event == event)
    with transaction():
        db.session.execute(delete(MailTemplate).where(mine, MailTemplate.locale == locale))


def check(words: Words) -> None:
    """Raises UnknownVariable."""
    if unknown := mail_words.unknown_variables(f"{words.subject}\n{words.body}"):
        raise UnknownVariable(unknown)


def filled(words: Words, order: Order, locale: str) -> Words:
    """The words as they leave for this order."""
    with force_locale(locale):
        return _fill(words, words_about(order))


def example(studio: Studio, words: Words, locale: str) -> Words:
    """The words for the newest order of the studio, or for one made up when there is none."""
    newest = db.session.scalar(Order.of_studio(studio.id).limit(1))
    return filled(words, newest, locale) if newest else _fill(words, sample_values(studio, locale))


def sample(studio: Studio, event: MailEvent, locale: str) -> Words:
    """The words for an order made up."""
    return _fill(words_of(studio, event, locale), sample_values(studio, locale))


def sample_values(studio: Studio, locale: str) -> dict[str, str]:
    """What every variable could say."""
    with force_locale(locale):
        known = {
            "client_name": "Łucja Wójcik",
            "session_name": gettext("Łucja and Jan"),
            "studio_name": studio.name,
            "order_no": "1001",
            "id": "1001",
            "total": "120,00" if locale == "pl" else "120.00",
            "total_currency": "120,00 zł" if locale == "pl" else "120.00 PLN",
            "currency": studio.currency,
            "to_pay": "120,00 zł" if locale == "pl" else "120.00 PLN",
            "due_date": str(studio.today()),
            "photos_count": "12",
            "prints_count": "3",
            "status": studio.order_statuses[0].public_name,
            "document": "FS/12/2026",
            "payment_method": gettext("Bank transfer"),
            "payment_email": "lucja@example.com",
            "date": str(studio.today()),
        }
    links = ("gallery_url", "download_url", "order_url")
    samples = known | dict.fromkeys(links, "https://kadr.example/g/…")
    return {name: samples.get(name, "") for name in mail_words.VARIABLES}


def default_words(event: MailEvent, locale: str) -> Words:
    with force_locale(locale):
        return _DEFAULTS[event]()


def _fill(words: Words, values: dict[str, str]) -> Words:
    """The subject is made one line: what a variable brings along cannot end it."""
    subject = " ".join(mail_words.fill(words.subject, values).split())
    return Words(subject, mail_words.fill(words.body, values)[:FILLED_LIMIT])


def _imported() -> Words:
    return Words(
        gettext("Order #{order_no} has arrived: {session_name}"),
        gettext(
            "Hello {client_name},\n\n"
            "thank you. The choice from the session “{session_name}” has arrived as order "
            "#{order_no}.\n\n"
            "Photos: {photos_count}\nTotal: {total_currency}\n\n"
            "You can see the order here: {order_url}\n\n"
            "{studio_name}"
        ),
    )


def _completed() -> Words:
    return Words(
        gettext("Order #{order_no} is completed"),
        gettext(
            "Hello {client_name},\n\n"
            "order #{order_no} from the session “{session_name}” is completed.\n"
            "Document: {document}\n\n"
            "Your photos: {download_url}\n\n"
            "{studio_name}"
        ),
    )


def _payment_due() -> Words:
    return Words(
        gettext("Payment for order #{order_no}"),
        gettext(
            "Hello {client_name},\n\n"
            "the payment for order #{order_no} from the session “{session_name}” has not reached "
            "us.\n"
            "Left to pay: {to_pay}\nDue date: {due_date}\n\n"
            "If you have paid meanwhile, thank you: nothing needs to be done.\n\n"
            "{studio_name}"
        ),
    )


_DEFAULTS = {
    MailEvent.IMPORTED: _imported,
    MailEvent.COMPLETED: _completed,
    MailEvent.PAYMENT_DUE: _payment_due,
}
