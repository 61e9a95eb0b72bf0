"""The studio's orders as BaseLinker fetches them, and what it says of them afterwards.

An order is known there by its number in the studio. What came from a shop, or was passed to
BaseLinker by its API, is not offered: it would be there twice.
"""

from collections.abc import Callable, Mapping
from math import ceil
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select, func, select

from extensions import db
from formats import baselinker_file
from formats.baselinker_call import BadArgument, ids, is_on, moment, whole
from formats.baselinker_file import OrderRow, Place
from formats.tracking import NAMES, OTHER, clean_number, is_link
from models.order import Order, Source
from models.order_status import OrderStatus
from models.order_sums import LineSum
from models.payment import PaymentOrigin
from models.shop import Shop
from models.shop_link import ShopLink
from models.studio import Studio
from services import document_lines, orders, parcels, payments

Sent = Mapping[str, str]
ACTOR = "BaseLinker"
PLATFORM = "baselinker"
PAGE = 100
NAME_LETTERS = 60


def fetched(studio: Studio, sent: Sent) -> dict[str, Any]:
    """Placed, or completed by their delivery form, since `time_from`; one page of them."""
    wanted = _offered(studio, sent)
    count = db.session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    place = min(max(0, whole(sent, "page", 1) - 1) * PAGE, 2**31)
    page = wanted.order_by(Order.number).limit(PAGE).offset(place)
    rows = db.session.scalars(page.options(Order.whole()))
    return baselinker_file.orders(map(_row, rows), max(1, ceil(count / PAGE)))


def updated(studio: Studio, sent: Sent) -> dict[str, Any]:
    """How many orders were touched, those that were so already among them."""
    act = UPDATES.get(sent.get("update_type", ""))
    if act is None:
        raise BadArgument("update_type")
    numbers = ids(sent, "orders_ids", "order_ids")
    own = (Order.studio_id == studio.id, Order.number.in_(numbers))
    found = db.session.scalars(select(Order).where(*own).order_by(Order.number)).all()
    for order in found:
        if order.is_standing:
            act(order, sent)
    return {"counter": len(found)}


def _offered(studio: Studio, sent: Sent) -> Select[Order]:
    at_baselinker = select(ShopLink.order_id).join(ShopLink.shop).where(Shop.platform == PLATFORM)
    is_complete = (Order.source != Source.MANUAL) | Order.delivery_known_at.is_not(None)
    wanted = select(Order).where(
        Order.studio_id == studio.id,
        Order.source != Source.SHOP,
        Order.cancelled_at.is_(None),
        Order.id.not_in(at_baselinker),
        is_complete,
    )
    if since := moment(sent, "time_from"):
        wanted = wanted.where((Order.placed_at >= since) | (Order.delivery_known_at >= since))
    if first := whole(sent, "id_from"):
        wanted = wanted.where(Order.number >= first)
    if number := whole(sent, "order_id"):
        wanted = wanted.where(Order.number == number)
    if is_on(sent, "only_paid"):
        wanted = wanted.where(Order.paid_at.is_not(None))
    return wanted


def _row(order: Order) -> OrderRow:
    delivery = Place(
        name=order.client_name,
        street=order.street,
        postcode=order.postcode,
        city=order.city,
        country=order.country,
    )
    return OrderRow(
        number=order.number,
        placed_at=order.placed_at,
        email=order.client_email,
        phone=order.client_phone,
        delivery=delivery,
        invoice=_invoice(order) if order.wants_invoice else delivery,
        tax_id=order.tax_id,
        wants_invoice=order.wants_invoice,
        point=order.delivery_point,
        delivery_code=order.delivery_kind or "",
        delivery_name=order.delivery_name,
        delivery_cents=order.delivery_cents,
        payment_code=order.payment_kind or "",
        payment_name=order.payment_name,
        is_cash_on_delivery=order.is_cash_on_delivery,
        is_paid=order.is_settled,
        currency=order.currency,
        status_id=order.status_id,
        note=order.note,
        products=_products(order),
    )


def _invoice(order: Order) -> Place:
    return Place(
        name=order.client_name,
        company=order.company,
        **order.billing_place._asdict(),
    )


def _products(order: Order) -> list[dict[str, Any]]:
    """Equal lines together, under the names and rates that documents have."""
    is_exempt = order.studio.document_settings.is_vat_exempt
    named = document_lines.lines_of(order, is_exempt=is_exempt, keeps_free=True)
    return [
        baselinker_file.product_of_order(
            _item_of(order, one),
            line["name"],
            line["unit_cents"],
            line["quantity"],
            line["rate"],
            _photos_of(order, one),
        )
        for one, line in zip(order.sums, named, strict=False)
    ]


def _item_of(order: Order, one: LineSum) -> int | None:
    """Only prints and products are on a price list."""
    return next((line.price_item_id for line in order.lines if one.holds(line)), None)


def _photos_of(order: Order, one: LineSum) -> list[tuple[str, str]]:
    lines = [line for line in order.lines if one.holds(line)]
    titles = [photo.title for line in lines for photo in line.photos]
    titles += [str(line.photo_number or line.filename) for line in lines if line.filename]
    return [(_("Photos"), ", ".join(dict.fromkeys(titles)))] if titles else []


def _set_status(order: Order, sent: Sent) -> None:
    wanted = OrderStatus.of_studio(order.studio_id).where(
        OrderStatus.id == whole(sent, "update_value")
    )
    status = db.session.scalar(wanted)
    if status is None:
        raise BadArgument("update_value")
    orders.set_status(order, status, ACTOR)


def _set_paid(order: Order, sent: Sent) -> None:
    """Paid there is paid here; that it is not paid there takes nothing back."""
    if not is_on(sent, "update_value") or order.is_settled:
        return
    receipt = payments.Receipt(
        order.due_cents, order.studio.today(), ACTOR, origin=PaymentOrigin.SHOP
    )
    try:
        payments.record(order, receipt, ACTOR, seen_cents=order.paid_cents)
    except payments.PaymentsChanged:
        return


def _set_tracking(order: Order, sent: Sent) -> None:
    """Another number is another parcel; one that is known is not entered, or mailed, again."""
    number, url = clean_number(sent.get("update_value", "")), sent.get("tracking_url", "").strip()
    if any(one.number == number for one in order.parcels):
        return
    terms = parcels.ParcelTerms(
        carrier=_carrier(sent.get("delivery_method_name", "")),
        number=number,
        carrier_name=sent.get("delivery_method_name", "").strip()[:NAME_LETTERS],
        url=url if is_link(url) else "",
    )
    try:
        parcels.add_parcel(order, terms, ACTOR)
    except parcels.NumberWrong:
        raise BadArgument("update_value") from None
    except parcels.TooManyParcels:
        return


def _carrier(name: str) -> str:
    """The carrier that is named in it, such as "Kurier DPD"."""
    named = name.casefold()
    return next((key for key, one in NAMES.items() if one.casefold() in named), OTHER)


UPDATES: dict[str, Callable[[Order, Sent], None]] = {
    "status": _set_status,
    "paid": _set_paid,
    "delivery_number": _set_tracking,
}
