"""What a shop is told about its order after it got it; each can be repeated and changes nothing.

Nothing but status, payment, parcels and the document is ever told (B-33).
"""

from datetime import UTC, date, datetime, time

from connectors.values import Receipt, Tracking
from extensions import db
from models.order_action import Action
from models.outbox import OutboxEntry
from models.parcel import Parcel
from models.shop_link import Finding, ShopLink
from models.shop_mapping import Subject
from models.types import utc_now
from services import document_links, sale_documents, shop_echoes, shops
from services.delivery_errors import NotDelivered, NotNeeded
from services.transaction import transaction

CANCELLED = "cancelled"
OF_MAPPING = "mapping"


def set_status(entry: OutboxEntry) -> None:
    """The status that the settings name now; raises NotNeeded when they name none."""
    link = _live_link(entry, cancelled_too=entry.payload.get("action") == OF_MAPPING)
    code = wanted_status(link, entry.payload.get("action", ""))
    shop, remote_id = link.shop, link.remote_id
    if shop.statuses and not shop.knows_status(code):
        raise NotDelivered(f"no status {code}", code="status_gone")
    is_again = entry.attempts > 1
    with shops.told(shop) as connector, shop_echoes.listening(link, connector, is_again=is_again):
        connector.set_status(remote_id, code)
    with transaction():
        link.status, link.status_told_at = code, utc_now()


def set_paid(entry: OutboxEntry) -> None:
    """That the order is paid; not while the totals differ, and never what the shop told us."""
    link = _live_link(entry)
    order = link.order
    if not order.is_paid or link.paid_told_at is not None:
        raise NotNeeded("nothing to tell about the payment")
    if link.finding == Finding.TOTAL:
        raise NotNeeded("the totals differ")
    last = order.payments[-1].received_on if order.payments else None
    paid_at = _noon(last) if last else order.paid_at or utc_now()
    receipt = Receipt(paid_at, order.total_cents, order.payment_name, link.reference)
    remote_id = link.remote_id
    with shops.told(link.shop) as connector:
        connector.set_paid(remote_id, receipt)
    with transaction():
        link.paid_told_at = utc_now()


def set_tracking(entry: OutboxEntry) -> None:
    """One parcel, as it is called now; a number that was taken back is not told."""
    link = _live_link(entry)
    parcel = db.session.get(Parcel, entry.payload["parcel_id"])
    if parcel is None or not parcel.number:
        raise NotNeeded("the parcel is gone")
    tracking = Tracking(
        number=parcel.number,
        carrier=parcel.carrier_name or parcel.carrier,
        url=parcel.url,
        carrier_code=parcel.carrier,
        sent_at=_noon(parcel.sent_on) if parcel.sent_on else parcel.made_at,
    )
    remote_id = link.remote_id
    with shops.told(link.shop) as connector:
        connector.set_tracking(remote_id, tracking)


def push_document(entry: OutboxEntry) -> None:
    """The PDF of the sale, as it was issued; waits until it is rendered."""
    link = _live_link(entry)
    paper = document_links.linked(sale_documents.paper_of(link.order), link.order)
    remote_id = link.remote_id
    with shops.told(link.shop) as connector:
        connector.push_document(remote_id, paper)


def wanted_status(link: ShopLink, action: str) -> str:
    """The shop's code for what has happened. Raises NotNeeded when there is none, or it has it."""
    match action:
        case Action.IMPORT_STATUS:
            code = link.shop.status_after_import
        case Action.COMPLETION_STATUS:
            code = link.shop.status_after_completion
        case _:
            code = mapped_status(link)
    if not code:
        raise NotNeeded("no status is chosen")
    return code


def mapped_status(link: ShopLink) -> str:
    """What our status is in the shop; empty when it is not linked, or the shop has it already."""
    order = link.order
    ours = CANCELLED if order.is_cancelled else str(order.status_id)
    code = link.shop.mapped(Subject.STATUS, ours)
    return "" if code == link.status else code


def _live_link(entry: OutboxEntry, *, cancelled_too: bool = False) -> ShopLink:
    """Raises NotNeeded for an order that has left the shop, or was cancelled."""
    link = db.session.get(ShopLink, entry.subject_id)
    if link is None or not link.is_live or not link.shop.is_active:
        raise NotNeeded("the order is in no shop")
    if link.order.is_cancelled and not cancelled_too:
        raise NotNeeded("the order is cancelled")
    return link


def _noon(day: date) -> datetime:
    """Of a day no hour is known; noon is the same day nearly everywhere."""
    return datetime.combine(day, time(12), UTC)


KEEPERS = {
    "shop.set_status": set_status,
    "shop.set_paid": set_paid,
    "shop.set_tracking": set_tracking,
    "shop.push_document": push_document,
}
