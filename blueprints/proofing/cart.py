"""The cart and the order form: one page, from the choice to the button that sends it."""

from flask import make_response, render_template, request

from blueprints.access import Visitor
from blueprints.htmx import render
from blueprints.proofing import bp, rights
from blueprints.proofing.checkout_form import CheckoutForm
from blueprints.proofing.choice import Choice
from blueprints.proofing.gallery import is_closed, is_view_due
from blueprints.proofing.visiting import welcome
from extensions import db
from models.cart import Cart
from models.delivery_method import DeliveryMethod
from models.quote import Quote


@bp.get("/<code>/cart")
def show_cart(code: str):
    """`?method=<id>` is the way of delivery that the summary reckons with."""
    visitor = welcome(code)
    form = CheckoutForm.read(visitor.invitation, request.args)
    return render("proofing/cart.html", "proofing/_summary.html", **values(visitor, form))


def again(visitor: Visitor, form: CheckoutForm, status: int, warning: str = ""):
    """The same page once more with everything typed, because the order was not taken."""
    page = render_template("proofing/cart.html", **values(visitor, form), warning=warning)
    return make_response(page, status)


def changed(visitor: Visitor):
    """After a photo was taken out: the lines and, beside them, the summary."""
    form = CheckoutForm.read(visitor.invitation, request.form)
    return make_response(
        render_template("proofing/_cart_lines.html", **values(visitor, form), swap=True)
    )


def values(visitor: Visitor, form: CheckoutForm) -> dict:
    cart = db.session.scalar(Cart.open_of(visitor.invitation.id).options(*Cart.whole()))
    return {
        "visitor": visitor,
        "gallery": visitor.gallery,
        "is_preview": visitor.is_preview,
        "is_view_due": is_view_due(visitor),
        "cart": cart,
        "lines": cart.lines if cart else [],
        "form": form,
        "quote": _quote(visitor, cart, form.method),
        "orders": rights.orders_of(visitor),
        "is_closed": is_closed(visitor.invitation),
    }


def _quote(visitor: Visitor, cart: Cart | None, method: DeliveryMethod | None) -> Quote:
    return cart.quote(method) if cart else Choice(visitor.invitation, None).quote
