"""What holds after every fault, whichever it was: I1–I7 of the reliability requirements.

I5, that no expected fault is answered by 500, is held by whoever hears the answers: `assert_told`.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from email.message import EmailMessage
from io import BytesIO
from itertools import groupby
from typing import Any, Protocol

from PIL import Image
from sqlalchemy import select, text

from extensions import db
from media.storage import Storage
from models import Document, Order, OutboxEntry, Photo, ShopLink
from models.document import DocumentSeries

CONFIRMATIONS = ("mail.order_placed", "mail.order_imported")
VISIBLE = {"pending", "leased", "retry", "sent", "dead", "cancelled", "done"}
COPIES = 2
SORRY = {429, 502, 503, 507}


class MailServer(Protocol):
    @property
    def messages(self) -> list[EmailMessage]: ...


class Shop(Protocol):
    @property
    def orders(self) -> list[dict[str, Any]]: ...


def assert_invariants(
    server: MailServer | None = None, shop: Shop | None = None, files: Storage | None = None
) -> None:
    """Hold everything in the database against what mail server, shop and storage really have."""
    assert list(broken(server, shop, files)) == []


def assert_told(status: int) -> None:
    """I5: what was expected to go wrong is told as such, and is nobody's mistake."""
    assert status < 500 or status in SORRY, f"answered {status}"


def broken(
    server: MailServer | None, shop: Shop | None = None, files: Storage | None = None
) -> Iterator[str]:
    """A sentence for each invariant that does not hold. Others than those given are not asked."""
    db.session.expire_all()
    entries = db.session.scalars(select(OutboxEntry).order_by(OutboxEntry.id)).all()
    yield from _orders(entries)
    yield from _leases(entries)
    if server is not None:
        yield from _mails(entries, server.messages)
    if shop is not None:
        yield from _pushes(entries, shop.orders)
    if files is not None:
        yield from _files(files)
    yield from _documents()
    yield from _database()
    db.session.rollback()


def _orders(entries: list[OutboxEntry]) -> Iterator[str]:
    """I1: an order is whole, its money adds up. I2: its confirmation was promised, visibly."""
    told = {one.subject_id for one in entries if one.kind in CONFIRMATIONS and one.state in VISIBLE}
    for order in db.session.scalars(select(Order).order_by(Order.id)):
        if not order.lines:
            yield f"order {order.id} has no lines"
        if order.total_cents < 0:
            yield f"order {order.id} comes to {order.total_cents}"
        if order.paid_cents != sum(one.amount_cents for one in order.payments):
            yield f"order {order.id} was not paid what its payments say"
        if order.id not in told:
            yield f"nobody was promised the confirmation of order {order.id}"


def _leases(entries: list[OutboxEntry]) -> Iterator[str]:
    """I4: what somebody holds has an end, after which the relay offers it again."""
    for entry in entries:
        if entry.state == "leased" and not (entry.lease_until and entry.lease_token):
            yield f"{entry.kind} {entry.id} is held by nobody for ever"


def _mails(entries: list[OutboxEntry], messages: list[EmailMessage]) -> Iterator[str]:
    """I3: at most two copies, the same message, and the row admits it. I6: each to its own."""
    found = defaultdict(list)
    for message in messages:
        found[message["X-Kadr-Reference"]].append(message)
    for entry in entries:
        if entry.kind.startswith("mail."):
            yield from _copies(entry, found.pop(entry.marker, []))
    yield from (f"nobody has promised a mail to {mails[0]['To']}" for mails in found.values())


def _copies(entry: OutboxEntry, copies: list[EmailMessage]) -> Iterator[str]:
    name = f"{entry.kind} {entry.id}"
    if entry.state == "sent" and not copies:
        yield f"{name} is called sent, and no server has it"
    if len(copies) > COPIES:
        yield f"{name} went {len(copies)} times"
    if len(copies) == COPIES and not entry.uncertain:
        yield f"{name} went twice and does not say so"
    if len({(copy["Message-ID"], copy["Date"]) for copy in copies}) > 1:
        yield f"{name} went as two different messages"
    if any(entry.recipient not in copy["To"] for copy in copies):
        yield f"{name} went to somebody else"


def _pushes(entries: list[OutboxEntry], orders: list[dict[str, Any]]) -> Iterator[str]:
    """I2, I3: each order is in its shop once, or promised, or twice and flagged."""
    counts = Counter(one["created_via"] for one in orders)
    promised = {one.subject_id for one in entries if one.kind == "shop.push_order"}
    for link in db.session.scalars(select(ShopLink).where(~ShopLink.is_fetched)):
        there = counts[link.reference]
        if link.is_linked and not there:
            yield f"order {link.order_id} is called passed, and the shop has none"
        if not link.is_linked and link.id not in promised:
            yield f"nobody has promised to pass order {link.order_id}"
        if there > COPIES or (there == COPIES and link.finding != "duplicate"):
            yield f"order {link.order_id} is in the shop {there} times and does not say so"


def _files(files: Storage) -> Iterator[str]:
    """I4: every photo has its original, byte for byte, and all its pictures can be looked at."""
    for photo in db.session.scalars(select(Photo).order_by(Photo.id)):
        if not files.exists(photo.storage_key):
            yield f"photo {photo.id} has no file"
        elif _sha256(files, photo.storage_key) != photo.sha256:
            yield f"photo {photo.id} is not the one that was sent"
        if photo.is_ready and {one.kind for one in photo.renditions} != set(photo.rendition_kinds):
            yield f"photo {photo.id} is called ready and lacks a picture"
        for rendition in photo.renditions:
            if not _can_be_seen(files, rendition.key):
                yield f"{rendition.kind} of photo {photo.id} cannot be looked at"
    for paper in db.session.scalars(select(Document).where(Document.pdf_key.is_not(None))):
        if not files.exists(paper.pdf_key) or _sha256(files, paper.pdf_key) != paper.pdf_sha256:
            yield f"{paper.full_number} is not what was printed"


def _sha256(files: Storage, key: str) -> str:
    with files.open(key) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _can_be_seen(files: Storage, key: str) -> bool:
    try:
        with files.open(key) as file:
            Image.open(BytesIO(file.read())).load()
        return True
    except (OSError, SyntaxError):
        return False


def _documents() -> Iterator[str]:
    """Numbers of documents follow one another without a gap, up to the one that is given next."""
    numbered = select(Document).where(Document.number.is_not(None))
    order = (Document.studio_id, Document.kind, Document.year, Document.number)
    papers = db.session.scalars(numbered.order_by(*order)).all()
    for series, some in groupby(papers, lambda one: (one.studio_id, one.kind, one.year)):
        given = [one.number for one in some]
        after = db.session.get_one(DocumentSeries, series).next_number
        if given != list(range(after - len(given), after)):
            yield f"documents {series} are numbered {given}, then {after}"


def _database() -> Iterator[str]:
    """I7: its pages are sound, and no row points to one that is gone. PostgreSQL sees to that."""
    if db.engine.dialect.name == "sqlite":
        pages = db.session.scalar(text("PRAGMA integrity_check"))
        if pages != "ok":
            yield f"the database is damaged: {pages}"
        if orphans := db.session.execute(text("PRAGMA foreign_key_check")).all():
            yield f"{len(orphans)} rows point to what is gone"
