"""Who sells, and how documents are made out; and a sample of it."""

from dataclasses import asdict, dataclass
from datetime import date

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select

from extensions import db
from formats.polish_transfer import transfer_text
from models.document import Document, DocumentKind, DocumentSeries
from models.document_settings import DocumentSettings, SaleKind
from models.order import Order
from models.outbox import OutboxEntry
from models.studio import Studio
from models.types import utc_now
from services.document_content import money_part, seller_part
from services.document_lines import EXEMPT, priced
from services.document_rendering import pages_of, pdf_of
from services.files import storage
from services.transaction import promise, transaction

SAMPLE = "document.sample"
SAMPLE_ACCOUNT = "61109010140000071219812874"


@dataclass(frozen=True)
class DocumentTerms:
    """The columns of `DocumentSettings` of the same names."""

    seller_name: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    tax_id: str = ""
    bank_name: str = ""
    account_number: str = ""
    is_vat_exempt: bool = False
    exemption_basis: str = ""
    sale_kind: str = SaleKind.AUTO
    issues_company_invoices: bool = False
    shows_logo: bool = False
    has_amount_in_words: bool = False
    remark: str = ""


def change_settings(studio: Studio, terms: DocumentTerms) -> None:
    """Documents are made out like this from the next one on."""
    with transaction():
        for name, value in asdict(terms).items():
            setattr(studio.document_settings, name, value)


def next_numbers(studio: Studio) -> dict[str, str]:
    """What the next document of each kind will be called this year."""
    year = studio.today().year
    series = select(DocumentSeries.kind, DocumentSeries.next_number).where(
        DocumentSeries.studio_id == studio.id, DocumentSeries.year == year
    )
    known = {kind: number for kind, number in db.session.execute(series)}
    return {kind: f"{kind}/{known.get(kind, 1)}/{year}" for kind in DocumentKind}


def ask_for_sample(studio: Studio) -> OutboxEntry:
    """Have a worker make a sample of these settings; it replaces the one before."""
    with transaction():
        return promise(SAMPLE, studio.id, studio.id, dedupe=utc_now().isoformat())


def newest_sample(studio: Studio) -> OutboxEntry | None:
    """How far the sample asked for last is."""
    return db.session.scalars(OutboxEntry.about(SAMPLE, studio.id).limit(1)).first()


def sample_key(studio: Studio) -> str:
    return f"studios/{studio.id}/document-sample.pdf"


def ready_sample(studio: Studio) -> str | None:
    """The key of the sample, once there is one."""
    key = sample_key(studio)
    return key if storage().exists(key) else None


def make_sample(entry: OutboxEntry) -> None:
    """An invoice of nobody, marked as a sample, with no number."""
    studio = db.session.get_one(Studio, entry.subject_id)
    key = sample_key(studio)
    storage().put(key, pdf_of(pages_of(_sample(studio), is_sample=True)))


def _sample(studio: Studio) -> Document:
    settings, today = studio.document_settings, studio.today()
    with db.session.no_autoflush, force_locale(studio.locale):
        order = Order(locale=studio.locale, currency=studio.currency, studio=None)
        content = _sample_content(settings, order, today)
    return Document(
        studio_id=studio.id,
        kind=DocumentKind.FS,
        year=today.year,
        number=0,
        own_number="",
        locale=studio.locale,
        issued_on=today,
        total_cents=content["total"]["gross_cents"],
        currency=studio.currency,
        content=content,
        made_at=utc_now(),
    )


def _sample_content(settings: DocumentSettings, order: Order, today: date) -> dict:
    rate, book_rate = (EXEMPT, EXEMPT) if settings.is_vat_exempt else ("23", "5")
    lines = [
        priced(_("Photo package"), "service", 1, 65_000, rate),
        priced(_("Extra photos"), "piece", 3, 4_000, rate),
        priced(_("Prints %(format)s", format="15×23"), "piece", 12, 300, rate),
        priced("Album 20×20", "piece", 1, 42_000, book_rate),
    ]
    money = money_part(lines, settings, order)
    account = settings.account_number or SAMPLE_ACCOUNT
    due, holder = money["total"]["gross_cents"], settings.seller_name or settings.studio.name
    title = _("Order %(number)s", number=1024)
    address = {"street": "ul. Świętej Łucji 17", "postcode": "00-950", "city": "Warszawa"}
    return {
        **seller_part(settings),
        "buyer": {"name": "Anna Gżegżółka", "tax_id": "", **address},
        "recipient": None,
        "order": {"number": 1024, "placed_on": today.isoformat()},
        "sold_on": today.isoformat(),
        **money,
        "payment": {
            "name": "",
            "due_cents": due,
            "paid_cents": 0,
            "paid_on": None,
            "due_on": today.isoformat(),
            "account": account,
            "bank": settings.bank_name,
            "holder": holder,
            "title": title,
            "code": transfer_text(account, due, holder, title) if order.currency == "PLN" else None,
        },
        "remark": settings.remark,
    }


KEEPERS = {SAMPLE: make_sample}
