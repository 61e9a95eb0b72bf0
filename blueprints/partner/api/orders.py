"""Orders of partners: placed once, read, taken back."""

import re

from flask import abort, request, url_for
from flask_babel import lazy_gettext as _

from blueprints.partner.api.asked import OrderAsked, OrdersAsked
from blueprints.partner.api.problems import NotUnderstood
from blueprints.partner.api.registry import operation
from blueprints.partner.api.told import OrdersTold, OrderTold
from extensions import db
from models.order import Order
from models.partner import Partner
from services import partner_lists, partner_orders
from services.partner_terms import Fault

KEY = re.compile(r"[!-~]{1,200}")


@operation(
    "POST",
    "/orders",
    summary=_("Place an order"),
    description=_(
        "The goods go to the recipient, you are the one who pays. Prices are those of this moment; "
        "send expected_net to be told instead of charged when one has changed. An "
        "Idempotency-Key, or partner_order_no alone, makes sure that a repeated request places "
        "no second order: the same again is answered 200 with the order that is there."
    ),
    body=OrderAsked,
    answer=OrderTold,
    statuses=(201, 200),
    problems=(409, 413, 415, 422),
    headers={"Idempotency-Key": _("Any text of yours without blanks, new for each order.")},
)
def place_order(partner: Partner, body: OrderAsked):
    accepted = partner_orders.accept_order(partner, body.terms(), _key())
    address = url_for(".show_order", number=accepted.order.number)
    status = 201 if accepted.is_new else 200
    return _told(accepted.order), status, {"Location": address}


@operation(
    "GET",
    "/orders",
    summary=_("Your orders, the newest first"),
    description=_("Ask for what was changed since you last asked, or have a webhook tell you."),
    query=OrdersAsked,
    answer=OrdersTold,
    problems=(422,),
)
def list_orders(partner: Partner, query: OrdersAsked):
    wanted = partner_lists.orders_of(partner)
    if query.changed_since:
        wanted = partner_lists.changed_since(wanted, query.changed_since)
    if query.partner_order_no:
        wanted = wanted.where(Order.partner_reference == query.partner_order_no)
    if query.cursor:
        wanted = wanted.where(Order.number < query.cursor)
    found = db.session.scalars(wanted.limit(query.limit + 1)).all()
    page = found[: query.limit]
    changed = partner_lists.changed_at(page)
    told = [OrderTold.of(order, changed.get(order.id)) for order in page]
    return OrdersTold(orders=told, next_cursor=page[-1].number if found[query.limit :] else None)


@operation(
    "GET",
    "/orders/<int:number>",
    summary=_("One order"),
    description=_("Its status, its lines, and its parcels with the links to follow them."),
    answer=OrderTold,
    problems=(404,),
)
def show_order(partner: Partner, number: int):
    return _told(_order(partner, number))


@operation(
    "DELETE",
    "/orders/<int:number>",
    summary=_("Take an order back"),
    description=_("Possible until the studio begins with it; later 409 too_late."),
    answer=OrderTold,
    problems=(404, 409),
)
def cancel_order(partner: Partner, number: int):
    order = _order(partner, number)
    partner_orders.cancel_order(order)
    return _told(order)


def _order(partner: Partner, number: int) -> Order:
    """One of the partner's own. Aborts 404 for every other."""
    wanted = partner_lists.orders_of(partner).where(Order.number == number)
    return db.session.scalar(wanted) or abort(404)


def _told(order: Order) -> OrderTold:
    return OrderTold.of(order, partner_lists.changed_at([order]).get(order.id))


def _key() -> str:
    """Raises NotUnderstood for a key that is none."""
    key = request.headers.get("Idempotency-Key", "")
    if key and not KEY.fullmatch(key):
        message = _("At most 200 letters, digits and signs, no blanks.")
        raise NotUnderstood(422, Fault("bad_key_text", "Idempotency-Key", message))
    return key
