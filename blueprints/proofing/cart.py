"""The cart and the order form: one page, from the choice to the button that sends it."""

from flask import make_response, render_template, request, url_for
from markupsafe import Markup

from blueprints.access import Visitor
from blueprints.htmx import render, wants_partial
from blueprints.proofing import bp, rights, sums
from blueprints.proofing.cart_lines import CartLines, Opened, Saying
from blueprints.proofing.checkout_form import CheckoutForm
from blueprints.proofing.choice import Choice
from blueprints.proofing.gallery import is_closed, is_view_due
from blueprints.proofing.visiting import welcome
from extensions import db
from models.cart import Cart
from models.delivery_method import DeliveryMethod
from models.price_item import PriceItem
from models.quote import Quote
from services import seen
from services.selection_rules import broken_rules

LIMIT_OF_DIFFERENCES = 12


@bp.app_template_filter("photo_range")
def photo_range(item: PriceItem) -> str:
    """How many photos a product takes: "10–30", or "3" when it is always so many."""
    least, most = item.photo_min, item.photo_max
    return str(most) if least == most else f"{least}–{most}"


@bp.get("/<code>/cart")
def show_cart(code: str):
    """`?method=<id>` is the way of delivery that the summary reckons with, `?open=` a row that
    shows its fields.
    """
    visitor = welcome(code)
    form = CheckoutForm.read(visitor.invitation, request.args)
    return render("proofing/cart.html", "proofing/_summary.html", **values(visitor, form))


def again(visitor: Visitor, form: CheckoutForm, status: int, warning: str = ""):
    """The same page once more with everything typed, because the order was not taken."""
    told = values(visitor, form)
    cart = told["cart"]
    differences: list = []
    if status == 409 and cart is not None and "seen" in form.typed:
        differences = seen.differences(cart, form.value("seen"))
    page = render_template(
        "proofing/cart.html",
        **told,
        warning=warning,
        differences=differences[:LIMIT_OF_DIFFERENCES],
        more_differences=max(0, len(differences) - LIMIT_OF_DIFFERENCES),
        seen_cents=form.seen_total_cents if status == 409 else -1,
    )
    return make_response(page, status)


def changed(
    visitor: Visitor,
    status: int = 200,
    saying: Saying | None = None,
    opened: Opened | None = None,
    kept: str = "",
):
    """After a change in the cart: the lines and, beside them, the summary.

    The fields of the row `kept` stay as they are on the page, whoever is typing in them. Without
    htmx it is the whole page.
    """
    form = CheckoutForm.read(visitor.invitation, request.form)
    told = values(visitor, form, opened, saying)
    if wants_partial():
        page = render_template("proofing/_cart_lines.html", **told, kept=kept, swap=True)
    else:
        page = render_template("proofing/cart.html", **told)
    return make_response(page, status)


def values(
    visitor: Visitor,
    form: CheckoutForm,
    opened: Opened | None = None,
    saying: Saying | None = None,
) -> dict:
    cart = db.session.scalar(Cart.open_of(visitor.invitation.id).options(*Cart.whole()))
    quote = _quote(visitor, cart, form.method)
    prices = visitor.gallery.prices
    lines = CartLines.of(cart, prices, quote)
    return {
        **_addresses(visitor.gallery.code),
        "visitor": visitor,
        "gallery": visitor.gallery,
        "is_preview": visitor.is_preview,
        "is_view_due": is_view_due(visitor),
        "cart": cart,
        "lines": lines,
        "every": lines.repeated(visitor.gallery.studio.currency),
        "has_photo_items": bool(prices.photo_items),
        "opened": opened if opened is not None else opened_rows(),
        "saying": saying or Saying(),
        "form": form,
        "quote": quote,
        "sums": sums.of_quote(quote),
        "seen": seen.text_of(cart) if cart else "",
        "broken_rules": broken_rules(cart, quote) if cart else [],
        "orders": rights.orders_of(visitor),
        "is_closed": is_closed(visitor.invitation),
        "can_change": not visitor.is_preview,
    }


def opened_rows() -> Opened:
    return Opened(frozenset(request.values.getlist("open")))


def _addresses(code: str) -> dict:
    """Beginnings of what every row repeats: url_for would cost more than the rest of a row."""
    cart_url, _, query = url_for(".show_cart", code=code).partition("?")
    photos_url = url_for(".show_gallery", code=code).partition("?")[0]
    more = Markup("&amp;") + query if query else ""
    return {"cart_url": cart_url, "photos_url": photos_url, "more_query": more}


def _quote(visitor: Visitor, cart: Cart | None, method: DeliveryMethod | None) -> Quote:
    return cart.quote(method) if cart else Choice(visitor.invitation, None).quote
