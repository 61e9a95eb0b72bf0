"""Names of ordered photos for another program: the panel, and the list as a file."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from flask import Response, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import pgettext, to_user_timezone
from flask_login import current_user
from sqlalchemy import ColumnElement

from blueprints import access
from blueprints.files import disposition
from blueprints.htmx import wants_partial
from blueprints.studio import bp
from extensions import db
from formats.collisions import Audit
from formats.download_names import download_name
from formats.filename_lists import (
    ORDERS,
    PROGRAMS,
    PROGRAMS_BY_SLUG,
    CsvWords,
    ExportedList,
    ListOptions,
    PickedPhoto,
    Program,
    build,
)
from models.gallery import Gallery
from models.order import Order
from models.order_list import Ordered, ordered_in
from models.types import utc_now
from services import exports


@dataclass(frozen=True)
class Addresses:
    """Where the panel lives: `page` without JavaScript, `panel` as a fragment.

    The lists as files are below `panel`, one for each program.
    """

    page: str
    panel: str


@dataclass(frozen=True)
class Panel:
    """`program` is None while the panel is closed, and then so are `exported` and `audit`."""

    addresses: Addresses
    ordered: Ordered
    order: Order | None
    options: ListOptions
    last_program: str
    program: Program | None = None
    exported: ExportedList | None = None
    audit: Audit | None = None

    programs = PROGRAMS


@bp.get("/galleries/<int:gallery_id>/export")
def show_gallery_export(gallery_id: int):
    """The panel for htmx; a browser without it is sent to the page that contains the panel."""
    gallery = access.gallery_of_studio(gallery_id)
    return _answer(_gallery_addresses(gallery), lambda: panel_of_gallery(gallery))


@bp.get("/galleries/<int:gallery_id>/export/<program>")
def download_gallery_export(gallery_id: int, program: str):
    gallery = access.gallery_of_studio(gallery_id)
    return _download(gallery, gallery.title, Order.gallery_id == gallery.id, program)


@bp.get("/orders/<int:order_id>/export")
def show_order_export(order_id: int):
    order = access.order_of_studio(order_id)
    return _answer(_order_addresses(order), lambda: panel_of_order(order))


@bp.get("/orders/<int:order_id>/export/<program>")
def download_order_export(order_id: int, program: str):
    order = access.order_of_studio(order_id)
    title = f"{order.gallery.title} {order.number}"
    return _download(order.gallery, title, Order.id == order.id, program)


def remember_choice(slug: str) -> None:
    """Open the panel with this program next time. Call it first: a commit expires what is read."""
    if slug in PROGRAMS_BY_SLUG and current_user.studio.last_export_program != slug:
        exports.remember_program(current_user.studio, slug)


def panel_of_gallery(gallery: Gallery) -> Panel:
    return _panel(gallery, Order.gallery_id == gallery.id, _gallery_addresses(gallery))


def panel_of_order(order: Order) -> Panel:
    addresses = _order_addresses(order)
    return _panel(order.gallery, Order.id == order.id, addresses, order)


def _panel(
    gallery: Gallery,
    orders: ColumnElement[bool],
    addresses: Addresses,
    order: Order | None = None,
) -> Panel:
    ordered = Ordered(*db.session.execute(ordered_in(orders)).one())
    last = current_user.studio.last_export_program or PROGRAMS[0].slug
    closed = Panel(addresses, ordered, order, _options(), last)
    program = PROGRAMS_BY_SLUG.get(request.args.get("program", ""))
    if program is None or not ordered.photo_count:
        return closed
    picked = _picked(orders)
    return replace(
        closed,
        program=program,
        exported=build(program, picked, closed.options),
        audit=exports.warnings(gallery, picked),
    )


def _answer(addresses: Addresses, panel: Callable[[], Panel]):
    if wants_partial():
        remember_choice(request.args.get("program", ""))
        return render_template("studio/_export.html", export=panel())
    return redirect(f"{addresses.page}?{request.query_string.decode()}#export", code=303)


def _download(gallery: Gallery, title: str, orders: ColumnElement[bool], slug: str) -> Response:
    program = PROGRAMS_BY_SLUG.get(slug) or abort(404)
    remember_choice(slug)
    picked = _picked(orders)
    if not picked:
        raise exports.NothingOrdered(_("No photo has been ordered yet."))
    exported = build(program, picked, _options())
    response = Response(exported.data, content_type=exported.content_type)
    today = to_user_timezone(utc_now()).date()
    response.headers["Content-Disposition"] = disposition(download_name(title, slug, today))
    return response


def _picked(orders: ColumnElement[bool]) -> list[PickedPhoto]:
    return exports.picked_photos(db.session.scalars(Order.with_photos(orders)))


def _options() -> ListOptions:
    order = request.args.get("order", "")
    return ListOptions(
        with_extension=request.args.get("with_extension") == "1",
        order=order if order in ORDERS else "gallery",
        csv_words=CsvWords(
            position=pgettext("csv", "no"),
            filename=pgettext("csv", "file_name"),
            stem=pgettext("csv", "name_without_extension"),
            order_numbers=pgettext("csv", "order_no"),
            kind=pgettext("csv", "kind"),
            note=pgettext("csv", "note"),
            package=pgettext("csv", "in package"),
            extra=pgettext("csv", "extra"),
            digital=pgettext("csv", "file only"),
            print=pgettext("csv", "prints only"),
            product=pgettext("csv", "in a product only"),
        ),
    )


def _gallery_addresses(gallery: Gallery) -> Addresses:
    return Addresses(
        page=url_for("studio.show_gallery_orders", gallery_id=gallery.id),
        panel=url_for("studio.show_gallery_export", gallery_id=gallery.id),
    )


def _order_addresses(order: Order) -> Addresses:
    return Addresses(
        page=url_for("studio.show_order", order_id=order.id),
        panel=url_for("studio.show_order_export", order_id=order.id),
    )
