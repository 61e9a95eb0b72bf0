"""All orders of the studio: found, sorted, and changed many at once."""

from collections.abc import Sequence
from datetime import date

from flask import abort, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_login import current_user
from sqlalchemy.orm import joinedload

from blueprints import access
from blueprints.htmx import render
from blueprints.numbers import number
from blueprints.studio import bp, feedback
from blueprints.studio.paging import page_of
from extensions import db
from models.delivery_method import DeliveryKind
from models.order import Order, Source
from models.order_filter import PARTNER, SORTS, OrderFilter
from models.order_list import rows_of
from models.order_status import OrderStatus
from models.partner import Partner
from services import order_bulk
from services.order_bulk import Outcome

TICKED_LIMIT = 200
PAYMENTS = {
    "": lazy_gettext("All"),
    "due": lazy_gettext("Waiting for payment"),
    "overdue": lazy_gettext("Overdue"),
    "part": lazy_gettext("Partly paid"),
    "paid": lazy_gettext("Paid"),
}
SOURCES = {
    "": lazy_gettext("All"),
    Source.CLIENT: lazy_gettext("From clients"),
    Source.PARTNER: lazy_gettext("From partners"),
    Source.SHOP: lazy_gettext("From shops"),
    Source.MANUAL: lazy_gettext("Typed in by hand"),
}
DELIVERIES = {
    "": lazy_gettext("All"),
    DeliveryKind.PICKUP: lazy_gettext("Personal pickup"),
    DeliveryKind.COURIER: lazy_gettext("Courier"),
    DeliveryKind.LOCKER: lazy_gettext("Parcel locker"),
    DeliveryKind.ONLINE: lazy_gettext("Files only"),
    "none": lazy_gettext("No delivery"),
    "form": lazy_gettext("Waiting for the delivery form"),
}


@bp.get("/orders")
def list_orders():
    wishes = _wishes()
    found = page_of(wishes.orders(current_user.studio))
    return render(
        "studio/orders.html",
        "studio/_found_orders.html",
        rows=rows_of(found.items),
        found=found,
        wishes=wishes,
        statuses=current_user.studio.order_statuses,
        payments=PAYMENTS,
        sources=SOURCES | _partners(),
        deliveries=DELIVERIES,
        feedback=current_user.studio.feedback,
        next_run_at=feedback.next_run_at(),
        place="orders",
    )


@bp.get("/orders/bulk")
def ask_bulk():
    """How many of the ticked orders would be changed, and why the others would not."""
    ticked = _ticked(request.args.getlist("order"))
    return _bulk_page(ticked, order_bulk.preview(ticked, _wish()), is_done=False)


@bp.post("/orders/bulk")
def change_bulk():
    ticked = _ticked(request.form.getlist("order"))
    outcomes = order_bulk.change(ticked, _wish(), current_user.name)
    return _bulk_page(_ticked(request.form.getlist("order")), outcomes, is_done=True)


def _bulk_page(ticked: Sequence[Order], outcomes: dict[int, Outcome], *, is_done: bool) -> str:
    wish = _wish()
    return render_template(
        "studio/bulk.html",
        rows=rows_of(ticked),
        outcomes=outcomes,
        wish=request.values.get("wish", "paid"),
        status=wish if isinstance(wish, OrderStatus) else None,
        is_done=is_done,
        back=request.values.get("back", ""),
        place="orders",
    )


def _partners() -> dict[str, str]:
    """Each partner of the studio as a source of its own."""
    own = Partner.of_studio(current_user.studio_id).options(joinedload(Partner.client))
    named = [one for one in db.session.scalars(own) if not one.client.is_erased]
    return {f"{PARTNER}{one.id}": _("Partner: %(name)s", name=one.name) for one in named}


def _wishes() -> OrderFilter:
    sort = request.args.get("sort", "")
    return OrderFilter(
        payment=request.args.get("payment", ""),
        status_id=request.args.get("status", type=number),
        cancelled=request.args.get("cancelled", ""),
        source=request.args.get("source", ""),
        delivery=request.args.get("delivery", ""),
        from_on=request.args.get("from", type=date.fromisoformat),
        to_on=request.args.get("to", type=date.fromisoformat),
        to_clarify=request.args.get("to_clarify", ""),
        text=request.args.get("text", "").strip()[:200],
        sort=sort if sort in SORTS else SORTS[0],
    )


def _ticked(sent: Sequence[str]) -> Sequence[Order]:
    """The orders that were ticked; 404 when one of them is not the studio's."""
    try:
        ids = sorted({number(one) for one in sent[:TICKED_LIMIT]})
    except ValueError:
        abort(404)
    return access.orders_of_studio(ids)


def _wish() -> order_bulk.Wish:
    """The status that `wish=status-7` asks for; None for `wish=paid`."""
    wish = request.values.get("wish", "paid")
    if wish == "paid":
        return None
    if wish == order_bulk.COMPLETE:
        return order_bulk.COMPLETE
    try:
        return access.status_of_studio(number(wish.removeprefix("status-")))
    except ValueError:
        abort(400)
