"""The pictures of a product: adding, sorting, removing, and how far they are."""

from collections.abc import Iterable
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from blueprints.files import send_stored
from blueprints.htmx import render, wants_partial
from blueprints.offer_access import product_of_studio, product_picture_of_studio
from blueprints.studio import bp
from models.product import Product
from models.product_picture import ProductPicture
from services import product_pictures, reasons

CACHE = "private, max-age=31536000, immutable"
MOVES = {"earlier": -1, "later": 1}


@bp.get("/products/<int:product_id>/pictures")
def show_product_pictures(product_id: int):
    return _page(product_of_studio(product_id))


@bp.post("/products/<int:product_id>/pictures")
def add_product_pictures(product_id: int):
    product = product_of_studio(product_id)
    files = [one for one in request.files.getlist("pictures") if one.filename]
    refused = _add(product, files)
    if not files:
        refused = {"": _("Choose at least one file.")}
    if refused:
        return _page(product, refused=refused), 200 if len(refused) < len(files) else 422
    return _back(product_id)


@bp.get("/products/<int:product_id>/pictures/list")
def list_product_pictures(product_id: int):
    """The list alone; it asks again until all of them are prepared."""
    values = values_of(product_id)
    if not wants_partial():
        return _back(product_id)
    return render_template("studio/_product_picture_list.html", **values)


@bp.post("/product-pictures/<int:picture_id>/move")
def move_product_picture(picture_id: int):
    picture = product_picture_of_studio(picture_id)
    by = MOVES.get(request.form.get("to", "")) or abort(400)
    product_pictures.move(picture, by)
    return _back(picture.product_id)


@bp.post("/product-pictures/<int:picture_id>/retry")
def retry_product_picture(picture_id: int):
    picture = product_picture_of_studio(picture_id)
    product_pictures.retry(picture)
    return _back(picture.product_id)


@bp.post("/product-pictures/<int:picture_id>/removal")
def remove_product_picture(picture_id: int):
    picture = product_picture_of_studio(picture_id)
    filename, product_id = picture.filename, picture.product_id
    product_pictures.remove(picture)
    if not wants_partial():
        flash(_("%(filename)s has been removed.", filename=filename))
    return _back(product_id)


@bp.get("/product-pictures/<int:picture_id>/<any(large, icon):size>.jpg")
def show_product_picture(picture_id: int, size: str):
    """For the studio, of hidden products, too."""
    picture = product_picture_of_studio(picture_id)
    key = picture.icon_key if size == "icon" else picture.key
    return send_stored(key or abort(404), "image/jpeg", cache=CACHE)


def values_of(product_id: int, refused: dict[str, str] | None = None) -> dict[str, Any]:
    """What the fragment `_product_pictures.html` shows; `refused` sentences by file name."""
    product = product_of_studio(product_id)
    pictures = product.pictures
    return {
        "product": product,
        "pictures": pictures,
        "refused": refused or {},
        "is_waiting": any(one.state == "waiting" for one in pictures),
        "why": _why,
        "limit_mb": product_pictures.LIMIT_MB,
    }


def _why(picture: ProductPicture) -> str:
    return reasons.sentence(picture.failure or "quarantined")


def _add(product: Product, files: Iterable[FileStorage]) -> dict[str, str]:
    """Take each file; one that is refused never stops the others."""
    refused = {}
    for file in files:
        filename = file.filename or ""
        try:
            product_pictures.receive(product, filename, file.stream)
        except product_pictures.PictureRefused as refusal:
            refused[filename] = str(refusal)
    return refused


def _page(product: Product, refused: dict[str, str] | None = None) -> str:
    values = values_of(product.id, refused)
    return render(
        "studio/product_pictures.html",
        "studio/_product_pictures.html",
        place="price_lists",
        **values,
    )


def _back(product_id: int):
    return redirect(url_for(".show_product_pictures", product_id=product_id), 303)
