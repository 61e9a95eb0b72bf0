"""The order information page: where an order stands, what it costs, its papers (N-18)."""

from flask import abort, make_response, render_template, url_for

from blueprints.buyer import bp
from blueprints.buyer.form import form_page
from blueprints.buyer.links import welcome
from blueprints.files import send_stored
from blueprints.proofing import sums
from formats.qr_code import qr_svg
from models.document import Document
from models.order import Order
from services import statuses, transfers

PDF = "application/pdf"


@bp.get("/<token>")
def show_order(token: str):
    """The delivery form while the delivery is not known; then the order as it is now."""
    order = welcome(token)
    if order.waits_for_delivery_form:
        return form_page(token, order)
    return render_template(
        "buyer/order.html",
        order=order,
        studio=order.studio,
        status_name=statuses.public_name(order.status),
        sums=sums.of_order(order),
        transfer=transfers.transfer_of(order),
        transfer_code_url=url_for(".show_transfer_code", token=token),
        papers=[(one, _paper_url(token, one)) for one in _papers(order)],
        gallery=None,
    )


@bp.get("/<token>/transfer.svg")
def show_transfer_code(token: str):
    """The transfer for this order as the QR code of the Polish banks. 404 when none is awaited."""
    transfer = transfers.transfer_of(welcome(token)) or abort(404)
    picture = make_response(qr_svg(transfer.code or abort(404)))
    picture.mimetype = "image/svg+xml"
    picture.headers["Cache-Control"] = "private, no-cache"
    return picture


@bp.get("/<token>/documents/<int:document_id>.pdf")
def download_document(token: str, document_id: int):
    papers = {one.id: one for one in _papers(welcome(token))}
    document = papers.get(document_id) or abort(404)
    return send_stored(document.pdf_key or abort(404), PDF, download_name=document.file_name)


def _papers(order: Order) -> list[Document]:
    """What was issued, stands, and has its PDF; the newest first."""
    return [one for one in reversed(order.documents) if one.is_rendered and not one.is_cancelled]


def _paper_url(token: str, document: Document) -> str:
    return url_for(".download_document", token=token, document_id=document.id)
