"""Mails that lead a buyer to the page of their order. All leave through the outbox."""

from collections.abc import Callable

from extensions import db
from models.order import Order
from models.outbox import OutboxEntry
from models.parcel import Parcel
from services import letters, order_links
from services.delivery_errors import NotNeeded
from services.mails import link_of_orderer


def order_form(entry: OutboxEntry) -> None:
    """The delivery form of an order, for the client. Raises NotNeeded once it is answered."""
    order = db.session.get_one(Order, entry.subject_id)
    if not order.waits_for_delivery_form:
        raise NotNeeded("the delivery is known")
    _send(entry, "order_form", order, link=order_links.url_of(order))


def order_parcel(entry: OutboxEntry) -> None:
    """One parcel that is on its way, for the client. Raises NotNeeded when it is none any more."""
    order = db.session.get_one(Order, entry.subject_id)
    parcel = db.session.get(Parcel, entry.payload.get("parcel_id", 0))
    if parcel is None or order.is_cancelled:
        raise NotNeeded("the parcel was taken off, or the order cancelled")
    _send(entry, "order_parcel", order, parcel=parcel, link=parcel.url or link_of_orderer(order))


KEEPERS: dict[str, Callable[[OutboxEntry], str | None]] = {
    "mail.order_form": order_form,
    "mail.order_parcel": order_parcel,
}


def _send(entry: OutboxEntry, name: str, order: Order, **values) -> None:
    letters.send(entry, name, order.locale, order=order, studio=order.studio, **values)
