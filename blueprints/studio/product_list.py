"""The list of products for partners, and their stock in it."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from blueprints import LARGEST_ID
from blueprints.htmx import render
from blueprints.numbers import number
from blueprints.studio import bp
from blueprints.studio.forms.product_rows import pieces, stock_word
from blueprints.studio.paging import page_of
from extensions import db
from models.category import Category
from models.price_list import PriceList
from models.product_list import SHOWS, ProductFilter, page_with
from services import stock
from services.catalogue_refusals import StockMoved
from services.stock import StockChange

FIELD, SEEN = "stock-", "seen-"
FILTERS = ("text", "category", "shop", "show", "page")


@bp.get("/products")
def list_products():
    return _list()


@bp.get("/products/stock")
def show_stock():
    """The same list with a field for each size's stock."""
    return _list(is_stock=True)


@bp.post("/products/stock")
def change_stock():
    """`stock-<id>` is what was typed for a size, `seen-<id>` what stood there before."""
    typed = {name: value for name, value in request.form.items() if name.startswith(FIELD)}
    changes, wrong = _changes(typed)
    if wrong:
        return _list(is_stock=True, typed=typed, wrong=wrong), 422
    try:
        count = stock.change_stock(current_user.studio_id, changes)
    except StockMoved as refusal:
        moved = {f"{FIELD}{size_id}": str(refusal) for size_id in refusal.now}
        page = _list(is_stock=True, typed=typed, wrong=moved, sentence=str(refusal))
        return page, refusal.status
    if count:
        flash(_("Saved."))
    return redirect(url_for(".show_stock", **_kept()), 303)


def _changes(typed: dict[str, str]) -> tuple[list[StockChange], dict[str, str]]:
    """What is to be written down, and sentences by the name of a field."""
    changes, wrong = [], {}
    for name, value in typed.items():
        try:
            size_id = number(name.removeprefix(FIELD))
            seen = pieces(request.form.get(f"{SEEN}{size_id}", ""))
            changes.append(StockChange(size_id, seen, pieces(value)))
        except ValueError as error:
            wrong[name] = str(error)
    return changes, wrong


def _list(*, is_stock: bool = False, typed=None, wrong=None, sentence: str = ""):
    wishes = _wishes()
    found = page_of(wishes.ids(current_user.studio_id))
    found.items = list(db.session.scalars(page_with(found.items)))
    return render(
        "studio/products.html",
        "studio/_found_products.html",
        found=found,
        wishes=wishes,
        shops=db.session.scalars(PriceList.of_studio(current_user.studio_id)).all(),
        categories=db.session.scalars(Category.of_studio(current_user.studio_id)).all(),
        is_stock=is_stock,
        typed=typed or {},
        wrong=wrong or {},
        sentence=sentence,
        stock_word=stock_word,
        kept=_kept(),
        place="price_lists",
    )


def _kept() -> dict[str, Any]:
    """The filters of the list, for another look at it."""
    return {name: request.args[name] for name in FILTERS if request.args.get(name)}


def _wishes() -> ProductFilter:
    show = request.args.get("show", "")
    return ProductFilter(
        text=request.args.get("text", "").strip()[:200],
        category=request.args.get("category", "")[:2000],
        shop_id=min(request.args.get("shop", 0, type=number), LARGEST_ID),
        show=show if show in SHOWS else "",
    )
