"""Orders that somebody takes down: by telephone, at a fair, across the counter."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from flask_babel import lazy_gettext

from extensions import db
from models.client import Client
from models.delivery_method import DeliveryMethod
from models.gallery import Gallery
from models.line_kind import LineKind
from models.order import Order, Source
from models.order_delivery import HOME_COUNTRY
from models.order_line import OrderLine
from models.payment_method import PaymentMethod
from models.price_item import PriceItem
from models.studio import Studio
from services import events, imports
from services.accounts import clean_email
from services.client_matching import client_for
from services.order_steps import delivery_known, next_number
from services.order_terms import BuyerTerms, delivery_columns, payment_columns
from services.refusals import Refused
from services.transaction import transaction

TYPED = ("delivery_point", "street", "postcode", "city", "country", "note")


class NothingTyped(Refused):
    """An order without a line."""

    status = 422


@dataclass(frozen=True)
class LineByHand:
    """`unit_cents` is gross for one piece; `item` is where name and price came from."""

    name: str
    quantity: int
    unit_cents: int
    vat_rate: str
    item: PriceItem | None = None


@dataclass(frozen=True)
class OrderByHand:
    """Without a method the client chooses one in the delivery form, unless nothing is sent."""

    buyer: BuyerTerms
    lines: Sequence[LineByHand]
    locale: str
    currency: str
    gallery: Gallery | None = None
    method: DeliveryMethod | None = None
    is_sent_nowhere: bool = False
    payment: PaymentMethod | None = None
    delivery_point: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = HOME_COUNTRY
    note: str = ""
    is_confirmed: bool = True


def place_order(studio: Studio, typed: OrderByHand, actor: str) -> Order:
    """Enter the order as if the client had placed it: with its number, document and mails.

    A known client is found by e-mail, else by telephone. Without an e-mail nothing is confirmed.
    Raises NothingTyped, EmailWrong.
    """
    email = clean_email(typed.buyer.client_email) if typed.buyer.client_email else ""
    payer = clean_email(typed.buyer.invoice_email) if typed.buyer.invoice_email else ""
    if not typed.lines:
        raise NothingTyped(lazy_gettext("Write at least one line."))
    with transaction():
        order = _order(studio, typed)
        order.client_email, order.invoice_email = email, payer
        order.client = _client(studio, typed.buyer, email)
        db.session.add(order)
        db.session.flush()
        events.note_of_order(order, "order.typed", actor)
        imports.imported(order, is_confirmed=typed.is_confirmed and bool(email))
        if _is_complete(order, typed):
            delivery_known(order)
    return order


def _order(studio: Studio, typed: OrderByHand) -> Order:
    lines = [_line(one, place) for place, one in enumerate(typed.lines)]
    goods_cents = sum(line.total_cents for line in lines)
    delivery_cents = typed.method.price_for(goods_cents) if typed.method else 0
    is_free = goods_cents + delivery_cents == 0
    return Order(
        studio_id=studio.id,
        gallery_id=typed.gallery.id if typed.gallery else None,
        status_id=studio.order_statuses[0].id,
        number=next_number(studio),
        source=Source.MANUAL,
        locale=typed.locale,
        currency=typed.currency,
        due_on=None if is_free else studio.today() + studio.payment_terms.due_after,
        lines=lines,
        delivery_cents=delivery_cents,
        **{name: getattr(typed, name) for name in TYPED},
        **asdict(typed.buyer),
        **delivery_columns(typed.method),
        **payment_columns(None if is_free else typed.payment),
    )


def _line(one: LineByHand, place: int) -> OrderLine:
    """Whatever it is called, it is of no photo of ours: a product."""
    return OrderLine(
        kind=LineKind.PRODUCT,
        position=place,
        item_name=one.name,
        price_item_id=one.item.id if one.item else None,
        quantity=one.quantity,
        unit_price_cents=one.unit_cents,
        vat_rate=one.vat_rate,
    )


def _client(studio: Studio, buyer: BuyerTerms, email: str) -> Client:
    known = client_for(studio.id, buyer.client_name, email, buyer.client_phone)
    return known or Client(studio_id=studio.id, name=buyer.client_name, email="")


def _is_complete(order: Order, typed: OrderByHand) -> bool:
    is_chosen = typed.method is not None or typed.is_sent_nowhere
    return is_chosen and order.has_destination and bool(order.client_name and order.payer_email)
