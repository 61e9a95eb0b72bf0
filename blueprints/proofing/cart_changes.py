"""Changes in the cart page itself: prints, retouching and note of a photo, products."""

from collections.abc import Sequence

from flask import redirect, render_template, request, url_for
from flask_babel import ngettext

from blueprints.access import Visitor
from blueprints.htmx import wants_partial
from blueprints.numbers import number
from blueprints.proofing import bp, cart, rights
from blueprints.proofing.cart_lines import Saying
from blueprints.proofing.checkout_form import CheckoutForm
from blueprints.proofing.visiting import welcome
from models.cart import Cart
from models.price_item import PriceItem
from services import carts, wishes
from services.refusals import Refused


@bp.get("/<code>/cart/photos/<int:photo_id>")
def show_line(code: str, photo_id: int):
    """One row, with its fields unless `?close=1`."""
    visitor = welcome(code)
    rights.gallery_photo(visitor, photo_id)
    return _row(visitor, str(photo_id), "_cart_line.html")


@bp.post("/<code>/cart/photos/<int:photo_id>")
def change_line(code: str, photo_id: int):
    """Everything that is wanted of a photo; `out` takes it out of the cart."""
    visitor = welcome(code)
    photo = rights.gallery_photo(visitor, photo_id)
    chosen = carts.open_cart(visitor.invitation)
    key = str(photo_id)
    try:
        if "out" in request.form:
            carts.unpick(chosen, photo, request.form.get("out", type=number))
            return _changed(visitor, key, closes=True)
        wish = _wish(visitor)
        wishes.change_photo(chosen, photo, wish, request.form.get("version", type=number))
    except Refused as error:
        return _refused(visitor, key, error, request.form.get("wish-note", ""))
    return _changed(visitor, key)


@bp.post("/<code>/cart/format")
def order_format(code: str):
    """The same format for all photos of the cart."""
    visitor = welcome(code)
    item = rights.sold_item(visitor, request.form.get("item", 0, type=number), is_per_photo=True)
    chosen = carts.open_cart(visitor.invitation)
    try:
        wishes.order_of_all(chosen, item, _number("quantity"))
    except Refused as error:
        return _refused(visitor, "format", error)
    told = ngettext(
        "%(name)s: set for %(num)s photo.",
        "%(name)s: set for %(num)s photos.",
        len(chosen.lines),
        name=f"{item.full_name} × {_number('quantity')}",
    )
    if not wants_partial():
        return redirect(url_for(".show_cart", code=code, _anchor="cart-lines"), code=303)
    return cart.changed(visitor, saying=Saying("format", told, is_error=False))


@bp.get("/<code>/cart/products/<int:item_id>")
def show_product(code: str, item_id: int):
    """One product, with the photos to choose from unless `?close=1`."""
    visitor = welcome(code)
    item = rights.sold_item(visitor, item_id, is_per_photo=False)
    return _row(visitor, f"i{item.id}", "_product.html")


@bp.post("/<code>/cart/products/<int:item_id>")
def order_product(code: str, item_id: int):
    """Pieces of a product and, where its fields were open, the photos that go in."""
    visitor = welcome(code)
    item = rights.sold_item(visitor, item_id, is_per_photo=False)
    chosen = carts.open_cart(visitor.invitation)
    seen = request.form.get("seen_quantity", type=number)
    try:
        wishes.order_product(chosen, item, _number("quantity"), _photos(chosen, item), seen)
    except Refused as error:
        return _refused(visitor, f"i{item.id}", error)
    return _changed(visitor, f"i{item.id}")


def _row(visitor: Visitor, key: str, part: str):
    """The row alone for htmx, the whole page with that row open otherwise."""
    opened = cart.opened_rows().without(key)
    if "close" not in request.args:
        opened = cart.Opened(opened.keys | {key})
    form = CheckoutForm.read(visitor.invitation, request.args)
    told = cart.values(visitor, form, opened)
    if not wants_partial():
        return render_template("proofing/cart.html", **told)
    rows = {row.key: row for row in [*told["lines"].rows, *told["lines"].products]}
    if key not in rows:
        return ""
    return render_template(f"proofing/{part}", **told, row=rows[key], is_moved=True)


def _changed(visitor: Visitor, key: str, closes: bool = False):
    closes = closes or "done" in request.form
    opened = cart.opened_rows().without(key) if closes else cart.opened_rows()
    if not wants_partial():
        where = url_for(
            ".show_cart",
            code=visitor.gallery.code,
            open=sorted(opened.keys),
            _anchor="cart-lines" if closes else f"l{key}",
        )
        return redirect(where, code=303)
    return cart.changed(visitor, opened=opened, kept="" if closes else key)


def _refused(visitor: Visitor, key: str, error: Refused, typed: str = ""):
    """The cart as it is now, with the sentence; fields that only have to be mended stay."""
    is_mended_here = error.status == 422
    saying = Saying(key, str(error), "" if is_mended_here else typed)
    opened = cart.Opened(cart.opened_rows().keys | {key})
    return cart.changed(visitor, error.status, saying, opened, kept=key if is_mended_here else "")


def _wish(visitor: Visitor) -> wishes.PhotoWish:
    items = [
        item for item in visitor.gallery.prices.photo_items if f"quantity-{item.id}" in request.form
    ]
    asks_retouch = "asks_retouch" in request.form
    return wishes.PhotoWish(
        is_retouched="retouched" in request.form or not asks_retouch,
        note=request.form.get("wish-note", ""),
        quantities={item: _number(f"quantity-{item.id}") for item in items},
    )


def _photos(chosen: Cart, item: PriceItem) -> Sequence[int]:
    """The ticked photos in the order of choosing: those of before first, new ones after them."""
    before = [
        one.photo_id
        for row in chosen.products
        if row.price_item_id == item.id
        for one in row.photos
    ]
    if "chooses" not in request.form:
        return before
    ticked = request.form.getlist("photo", type=number)
    return [*(one for one in before if one in ticked), *(x for x in ticked if x not in before)]


def _number(name: str) -> int:
    """What was typed; nothing is 0, and what is no number is refused like too many pieces."""
    return request.form.get(name, -1, type=number) if request.form.get(name, "").strip() else 0
