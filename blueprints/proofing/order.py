"""Sending the choice, and the page that says it has arrived."""

from flask import abort, make_response, redirect, render_template, request, url_for

from blueprints import access
from blueprints.files import send_stored
from blueprints.proofing import bp, cart, rights, sums
from blueprints.proofing.checkout_form import CheckoutForm
from blueprints.proofing.gallery import is_view_due
from blueprints.proofing.visiting import welcome
from formats.qr_code import qr_svg
from models.document import Document
from models.order import Order
from services import checkout, deliveries, documents, statuses, transfers
from services.refusals import Refused


@bp.post("/<code>/order")
def place_order(code: str):
    """One order for one cart, however often and from however many tabs its form is sent."""
    visitor = welcome(code)
    wanted = rights.cart_by_key(visitor, request.form.get("cart_key", ""))
    if not wanted.is_open:
        return _confirmation(code, rights.order_of_cart(wanted))
    form = CheckoutForm.read(visitor.invitation, request.form)
    if "recount" in request.form:
        return cart.again(visitor, form, 200)
    if not form.check():
        return cart.again(visitor, form, 422)
    try:
        order = checkout.place_order(wanted, form.checkout())
    except checkout.CartAlreadyOrdered:
        order = rights.order_of_cart(wanted)
    except checkout.DeliveryMissing as error:
        form.errors["method"] = str(error)
        return cart.again(visitor, form, error.status)
    except checkout.PaymentMissing as error:
        form.errors["payment"] = str(error)
        return cart.again(visitor, form, error.status)
    except Refused as error:
        return cart.again(visitor, form, error.status, warning=str(error))
    return _confirmation(code, order)


@bp.get("/<code>/orders/<int:number>")
def show_order(code: str, number: int):
    visitor = welcome(code)
    order = access.order_for_visitor(visitor, number, Order.whole())
    return render_template(
        "proofing/order.html",
        visitor=visitor,
        gallery=visitor.gallery,
        is_preview=visitor.is_preview,
        is_view_due=is_view_due(visitor),
        order=order,
        status_name=statuses.public_name(order.status),
        ready_count=deliveries.ready_count(order),
        sums=sums.of_order(order),
        transfer=transfers.transfer_of(order),
        waits_for_payment=deliveries.waits_for_payment(order),
        orders=rights.orders_of(visitor),
        transfer_code_url=url_for(".show_transfer_code", code=code, number=number),
        papers=_papers(order, code),
    )


@bp.get("/<code>/orders/<int:number>/transfer.svg")
def show_transfer_code(code: str, number: int):
    """The transfer for this order as the QR code of the Polish banks. 404 when none is awaited."""
    order = access.order_for_visitor(welcome(code), number)
    transfer = transfers.transfer_of(order) or abort(404)
    picture = make_response(qr_svg(transfer.code or abort(404)))
    picture.mimetype = "image/svg+xml"
    picture.headers["Cache-Control"] = "private, no-cache"
    return picture


@bp.get("/<code>/orders/<int:number>/document.pdf")
def download_document(code: str, number: int):
    """The document of the sale, for whoever placed the order. 404 while there is none."""
    order = access.order_for_visitor(welcome(code), number)
    if (document := documents.for_client(order)) is None or document.pdf_key is None:
        abort(404)
    return send_stored(document.pdf_key, "application/pdf", download_name=document.file_name)


def _papers(order: Order, code: str) -> list[tuple[Document, str]]:
    """The document of the sale and its address, once there is one."""
    document = documents.for_client(order)
    url = url_for(".download_document", code=code, number=order.number)
    return [(document, url)] if document else []


def _confirmation(code: str, order):
    return redirect(url_for(".show_order", code=code, number=order.number), code=303)
