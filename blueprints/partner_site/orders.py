"""A partner's own orders: where they stand, their parcels and papers."""

from flask import abort, render_template, request, url_for

from blueprints.files import send_stored
from blueprints.numbers import number
from blueprints.partner_site import bp, door
from blueprints.proofing import sums
from extensions import db
from models.document import Document
from models.order import Order
from models.order_list import STATUS, rows_of
from services import partner_rights, statuses

PAGE_SIZE = 50


@bp.get("")
def list_orders():
    partner = door.partner_here()
    page = max(1, min(request.args.get("page", 1, type=number), 1_000_000))
    own = Order.of_studio(partner.studio_id).where(Order.partner_id == partner.id)
    found = db.paginate(own.options(STATUS), page=page, per_page=PAGE_SIZE, error_out=False)
    return render_template(
        "partner/orders.html",
        partner=partner,
        studio=partner.studio,
        rows=rows_of(found.items),
        found=found,
        is_open=partner_rights.may_fetch(partner),
        status_name=statuses.public_name,
        place="orders",
    )


@bp.get("/orders/<int:number>")
def show_order(number: int):
    partner = door.partner_here()
    order = door.order_of(partner, number)
    return render_template(
        "partner/order.html",
        partner=partner,
        studio=partner.studio,
        order=order,
        status_name=statuses.public_name(order.status),
        sums=sums.of_order(order),
        papers=[(one, _paper_url(order, one)) for one in _papers(order)],
        gallery=None,
        place="orders",
    )


@bp.get("/orders/<int:number>/documents/<int:document_id>.pdf")
def download_document(number: int, document_id: int):
    order = door.order_of(door.partner_here(), number)
    papers = {one.id: one for one in _papers(order)}
    document = papers.get(document_id) or abort(404)
    name = document.file_name
    return send_stored(document.pdf_key or abort(404), "application/pdf", download_name=name)


def _papers(order: Order) -> list[Document]:
    """What was issued, stands, and has its PDF; the newest first."""
    return [one for one in reversed(order.documents) if one.is_rendered and not one.is_cancelled]


def _paper_url(order: Order, document: Document) -> str:
    return url_for(".download_document", number=order.number, document_id=document.id)
