"""The tab "Client orders" of a session, all orders of the studio, and one order."""

from collections.abc import Sequence

from flask import abort, redirect, render_template, request, url_for
from flask_login import current_user

from blueprints import access
from blueprints.htmx import render
from blueprints.numbers import number
from blueprints.studio import bp, changes, documents, exports, history, order_shops
from blueprints.studio.forms.parcels import ParcelForm
from blueprints.studio.tabs import tab_values
from extensions import db
from models.banner import MAIL_KIND, Banner
from models.cart import Cart
from models.gallery import Gallery
from models.order import Order
from models.order_list import STATUS, OrderRow, rows_of
from models.outbox import TO_BUYERS, OutboxEntry
from services import delivery_reasons, erasing, order_links, order_merges, orders

FIRST_PHOTOS = 24
MAIL_KINDS = (
    *TO_BUYERS,
    "mail.order_arrived",
    "mail.change_asked",
)


@bp.get("/galleries/<int:gallery_id>/orders")
def show_gallery_orders(gallery_id: int):
    gallery = access.gallery_of_studio(gallery_id)
    exports.remember_choice()
    return render_template(
        "studio/gallery_orders.html",
        **tab_values(gallery, "orders"),
        **_client_activity(gallery),
        export=exports.panel_of_gallery(gallery),
    )


@bp.get("/galleries/<int:gallery_id>/banner")
def show_banner(gallery_id: int):
    """The banner, the carts and the orders, as they are now."""
    gallery = access.gallery_of_studio(gallery_id)
    values = _client_activity(gallery)
    return render_template("studio/_gallery_news.html", gallery=gallery, **values)


@bp.get("/orders/<int:order_id>")
def show_order(order_id: int):
    exports.remember_choice()
    order = access.order_of_studio(order_id, Order.whole())
    photos = order.photos
    with_notes = [photo for photo in photos if photo.note]
    return render(
        "studio/order.html",
        "studio/_order_changes.html",
        order=order,
        row=OrderRow.of(order),
        photos=with_notes if request.args.get("show") == "notes" else photos,
        note_count=len(with_notes),
        first_photos=FIRST_PHOTOS,
        statuses=order.studio.order_statuses,
        steps=history.of_order(order.events, _mails(order)),
        export=exports.panel_of_order(order),
        **changes.values_of(order),
        **documents.values_of(order),
        **order_shops.values_of(order),
        kept_until=erasing.kept_until,
        order_url=order_links.url_of(order),
        parcel_form=ParcelForm(formdata=None),
        can_merge=order_merges.can_merge(order),
        place="orders",
    )


@bp.post("/orders/<int:order_id>/status")
def set_status(order_id: int):
    order = access.order_of_studio(order_id)
    status_id = request.form.get("status", type=number)
    if status_id is None:
        abort(400)
    orders.set_status(order, access.status_of_studio(status_id), current_user.name)
    return _back_to(order)


@bp.post("/orders/<int:order_id>/cancellation")
def cancel_order(order_id: int):
    order = access.order_of_studio(order_id)
    change = orders.cancel if request.form.get("cancelled") == "1" else orders.restore
    change(order, current_user.name)
    return _back_to(order)


def _back_to(order: Order):
    """The order as it is now: the page for a browser, what may have changed for htmx."""
    return redirect(url_for("studio.show_order", order_id=order.id), code=303)


def _client_activity(gallery: Gallery) -> dict:
    people = [invitation.id for invitation in gallery.invitations]
    mails = db.session.scalars(OutboxEntry.about_any([MAIL_KIND], people))
    placed = db.session.scalars(Order.of_gallery(gallery.id).options(STATUS)).all()
    return {
        "banner": Banner.of(gallery, mails),
        "carts": {row[0]: row[1] for row in db.session.execute(Cart.counts_in(gallery.id))},
        "rows": rows_of(placed),
        "delivery_reason": delivery_reasons.sentence,
    }


def _mails(order: Order) -> Sequence[OutboxEntry]:
    mails = db.session.scalars(OutboxEntry.about_any(MAIL_KINDS, [order.id])).all()
    return [*mails, *order_shops.promises_of(order)]
