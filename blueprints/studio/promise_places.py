"""Which session or order each promise of a list is about."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from extensions import db
from models.document import Document
from models.extension import Extension
from models.gallery import Gallery
from models.invitation import Invitation
from models.order import Order
from models.outbox import TO_INVITED, OutboxEntry
from models.shop_link import ShopLink

ABOUT = {
    Invitation: TO_INVITED,
    Gallery: ("mail.pin_locked",),
    Extension: ("mail.extension_asked", "mail.extension_answered"),
    Document: ("document.",),
    Order: (
        "mail.order_",
        "mail.change_asked",
        "mail.payment_due",
    ),
    ShopLink: ("shop.",),
}


def galleries_of(entries: Iterable[OutboxEntry]) -> dict[int, Gallery]:
    """By the promise's id, the session of each that is about it, a person or a wish."""
    entries = list(entries)
    gallery = joinedload(Invitation.gallery)
    people = _subjects(select(Invitation).options(gallery), entries)
    asked = select(Extension).options(joinedload(Extension.invitation).options(gallery))
    wishes = _subjects(asked, entries)
    found = dict(_subjects(select(Gallery), entries))
    found |= {entry_id: person.gallery for entry_id, person in people}
    return found | {entry_id: extension.invitation.gallery for entry_id, extension in wishes}


def orders_of(entries: Iterable[OutboxEntry]) -> dict[int, Order]:
    """By the promise's id, the order of each that is about one, its document or shop."""
    entries = list(entries)
    issued = _subjects(select(Document).options(joinedload(Document.order)), entries)
    linked = _subjects(select(ShopLink).options(joinedload(ShopLink.order)), entries)
    found = {entry_id: document.order for entry_id, document in issued}
    found |= {entry_id: link.order for entry_id, link in linked}
    return dict(_subjects(select(Order), entries)) | found


def _subjects(rows: Select[Any], entries: Iterable[OutboxEntry]) -> Iterator[tuple[int, Any]]:
    """(promise's id, row) for each promise that is about one of `rows`."""
    model = rows.column_descriptions[0]["entity"]
    about = {e.id: e.subject_id for e in entries if e.kind.startswith(ABOUT[model])}
    known = {row.id: row for row in db.session.scalars(rows.where(model.id.in_(about.values())))}
    return ((entry_id, known[row_id]) for entry_id, row_id in about.items() if row_id in known)
