"""What the variables of a mail say about an order, in the language that is spoken around."""

from datetime import datetime
from decimal import Decimal

from flask import current_app
from flask_babel import format_decimal

from extensions import db
from models.document import Slot
from models.invitation import Invitation
from models.order import Order
from services import mails, order_links, statuses


def words_about(order: Order, now: datetime | None = None) -> dict[str, str]:
    """A text for every variable of formats.mail_words; "" for what the order does not have."""
    link = _link(order)
    day = order.studio.today(now)
    return {
        **_money(order),
        **_shipping(order),
        "id": str(order.number),
        "order_no": str(order.number),
        "sub_Id": _shop_number(order),
        "client_name": order.client_name,
        "session_name": order.gallery_title,
        "studio_name": order.studio.name,
        "status": statuses.public_name(order.status),
        "gallery_url": link,
        "download_url": link,
        "order_url": order_links.url_of(order) or link,
        "document": _document(order),
        "date": _shown("day", day),
        "photos_count": str(order.photo_count),
        "prints_count": str(order.print_count),
        "notes": order.note,
        "shop_notes": "",
    }


def _shop_number(order: Order) -> str:
    """What the order is called in the first shop that has it; empty when none has."""
    linked = (link.number or link.remote_id for link in order.shop_links if link.is_linked)
    return next(linked, "")


def _money(order: Order) -> dict[str, str]:
    return {
        "total": format_decimal(Decimal(order.total_cents) / 100, format="#,##0.00"),
        "total_currency": _shown("money", order.total_cents, order.currency),
        "currency": order.currency,
        "to_pay": _shown("money", order.due_cents, order.currency),
        "due_date": _shown("day", order.due_on) if order.due_on else "",
        "payment_method": order.payment_name,
        "payment_symbol": order.payment_kind or "",
        "payment_id": str(order.payments[-1].id) if order.payments else "",
        "payment_email": order.payer_email,
    }


def _shipping(order: Order) -> dict[str, str]:
    """`shipping_addr` in one line; `shipping_addr2` as it is written on a parcel."""
    town = f"{order.postcode} {order.city}".strip()
    place = [part for part in (order.delivery_point, order.street, town) if part]
    return {
        "shipping_method": order.delivery_name,
        "shipping_addr": ", ".join(place),
        "shipping_addr2": "\n".join([order.client_name, *place]) if place else "",
        "tracking_number": ", ".join(one.number for one in order.parcels),
        "tracking_url": ", ".join(one.url for one in order.parcels if one.url),
    }


def _document(order: Order) -> str:
    """The number of the sale's document; before there is one, of the confirmation."""
    named = {one.slot: one.full_number for one in order.documents if one.cancelled_at is None}
    return named.get(Slot.SALE) or named.get(Slot.ORDER) or ""


def _link(order: Order) -> str:
    """The orderer's way to the photos; "" once it has been revoked."""
    person = db.session.get(Invitation, order.invitation_id) if order.invitation_id else None
    return mails.gallery_link(person) if person and not person.is_revoked else ""


def _shown(name: str, *value) -> str:
    """As the filter of the templates shows it."""
    return str(current_app.jinja_env.filters[name](*value))
