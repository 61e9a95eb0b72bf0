"""The form in which a buyer says how and where an order goes, and whom it is invoiced to."""

from dataclasses import dataclass

from flask_babel import force_locale, gettext, lazy_gettext
from sqlalchemy import update

from extensions import db
from models.client import Client
from models.delivery_method import DeliveryKind, DeliveryMethod
from models.order import Order
from services import events
from services.order_offer import price_lists_for
from services.order_steps import delivery_known, settle
from services.order_terms import BuyerTerms, delivery_columns
from services.refusals import Refused
from services.transaction import changed_rows, transaction

WHERE = ("delivery_point", "street", "postcode", "city")


class FormAnswered(Refused):
    """The same form was sent before, or the studio has typed the delivery in meanwhile."""


class FormClosed(Refused):
    """The order does not stand any more."""


class DeliveryPriceChanged(Refused):
    """Sending costs something else than the page said."""


@dataclass(frozen=True)
class DeliveryAnswer:
    """`seen_cents` is what the page said that `method` costs."""

    buyer: BuyerTerms
    method: DeliveryMethod | None = None
    seen_cents: int | None = None
    delivery_point: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""


def offered(order: Order) -> list[DeliveryMethod]:
    """What the buyer can choose; the one way that the studio has chosen, at the order's price.

    Equal ways of several price lists are one; a studio without any sends to an address.
    """
    if order.delivery_kind:
        return [_chosen(order)]
    ways: dict[tuple, DeliveryMethod] = {}
    for prices in price_lists_for(order):
        for one in prices.delivery_methods:
            ways.setdefault((one.kind, one.name, one.price_cents, one.free_from_cents), one)
    return list(ways.values()) or [_plain(order)]


def fill_in(order: Order, answer: DeliveryAnswer) -> None:
    """Take over what the buyer has said; its price joins the order. Whatever has waited begins.

    Raises FormAnswered, FormClosed, DeliveryPriceChanged.
    """
    with transaction():
        _claim(order)
        _choose(order, answer)
        for name in WHERE:
            setattr(order, name, getattr(answer, name))
        _tell_who(order, answer.buyer)
        settle(order)
        events.note_of_order(order, "order.form_answered", order.client_name)
        delivery_known(order)


def waive(order: Order, actor: str) -> None:
    """Nothing is sent, so nothing is asked for; whatever has waited begins.

    Raises FormAnswered, FormClosed.
    """
    with transaction():
        _claim(order)
        events.note_of_order(order, "order.form_waived", actor)
        delivery_known(order)


def _claim(order: Order) -> None:
    """Of two who say where it goes, one goes on."""
    first = update(Order).where(
        Order.id == order.id, Order.delivery_known_at.is_(None), Order.cancelled_at.is_(None)
    )
    if changed_rows(first.values(version=Order.version + 1)) != 1:
        raise _closed(order)
    db.session.refresh(order)


def _chosen(order: Order) -> DeliveryMethod:
    """Of no price list: nobody writes it down."""
    return DeliveryMethod(
        id=0,
        kind=order.delivery_kind,
        name=order.delivery_name,
        hint="",
        price_cents=order.delivery_cents,
        vat_rate=order.delivery_vat_rate,
    )


def _plain(order: Order) -> DeliveryMethod:
    with force_locale(order.locale):
        name = gettext("Parcel to an address")
    kind, rate = DeliveryKind.COURIER, order.delivery_vat_rate
    return DeliveryMethod(id=0, kind=kind, name=name, hint="", price_cents=0, vat_rate=rate)


def _closed(order: Order) -> Refused:
    db.session.refresh(order)
    if order.is_cancelled:
        return FormClosed(lazy_gettext("This order was cancelled meanwhile. Write to the studio."))
    return FormAnswered(lazy_gettext("This form has been sent already."))


def _choose(order: Order, answer: DeliveryAnswer) -> None:
    if answer.method is None or order.delivery_kind:
        return
    was_free = order.total_cents == 0
    order.delivery_cents = answer.method.price_for(order.lines_cents)
    if answer.seen_cents not in (None, order.delivery_cents):
        raise DeliveryPriceChanged(
            lazy_gettext("The price has changed. Check the new total below.")
        )
    for name, value in delivery_columns(answer.method).items():
        setattr(order, name, value)
    if was_free and order.total_cents:
        order.due_on = order.studio.today() + order.studio.payment_terms.due_after


def _tell_who(order: Order, buyer: BuyerTerms) -> None:
    """A client who was entered without an e-mail gets this one, unless it is somebody's."""
    for name, value in vars(buyer).items():
        setattr(order, name, value)
    client = order.client
    if client is None or client.is_erased or client.email:
        return
    known = db.session.scalar(Client.by_email(order.studio_id, buyer.client_email))
    if known:
        order.client = known
    else:
        client.email, client.phone = buyer.client_email, client.phone or buyer.client_phone
