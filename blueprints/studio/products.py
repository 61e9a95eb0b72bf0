"""One product for partners: a new one, changing, hiding and removing it."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from blueprints.htmx import render
from blueprints.offer_access import product_of_studio
from blueprints.studio import bp
from blueprints.studio.forms.products import ProductForm, form_for, other_language
from blueprints.studio.product_pictures import values_of
from extensions import db
from models.category import Category
from models.parameter import Parameter
from models.price_list import PriceList
from models.producer import Producer
from models.product import Product
from models.product_list import found_by
from models.size_name import SizeName
from models.unit import Unit
from services import catalogue, catalogue_takeover
from services.catalogue_refusals import CatalogueRefused
from services.meanwhile import ChangedMeanwhile

SUGGESTED, FOUND = 200, 12
SUGGESTIONS: dict[str, Any] = {
    "categories": Category,
    "producers": Producer,
    "units": Unit,
    "sizes": SizeName,
}


@bp.get("/products/new")
def new_product():
    return _page(form_for(_shops()))


@bp.post("/products")
def create_product():
    form = form_for(_shops())
    if not form.validate():
        return _page(form), 422
    try:
        product = catalogue.create_product(current_user.studio, form.terms(current_user.studio))
    except CatalogueRefused as refusal:
        form.refuse(refusal)
        return _page(form), refusal.status
    flash(_("Saved."))
    return redirect(url_for(".show_product", product_id=product.id), 303)


@bp.get("/products/<int:product_id>")
def show_product(product_id: int):
    product = product_of_studio(product_id)
    return _page(form_for(_shops(), product), product)


@bp.post("/products/<int:product_id>")
def change_product(product_id: int):
    product = product_of_studio(product_id)
    form = form_for(_shops())
    if not form.validate():
        return _page(form, product, request.form.get("seen", "")), 422
    try:
        terms = form.terms(current_user.studio)
        catalogue.change_product(product, terms, request.form.get("seen", ""))
    except CatalogueRefused as refusal:
        form.refuse(refusal)
        return _page(form, product, request.form.get("seen", "")), refusal.status
    except ChangedMeanwhile as refusal:
        return _page(form, product, changed=form.told(refusal.names, product)), refusal.status
    flash(_("Saved."))
    return redirect(url_for(".show_product", product_id=product_id), 303)


@bp.post("/products/<int:product_id>/visibility")
def turn_product(product_id: int):
    """Hidden products are shown to partners again, the others hidden."""
    product = product_of_studio(product_id)
    if product.is_hidden:
        catalogue.show_product(product)
        flash(_("Partners see %(name)s again.", name=product.name))
    else:
        catalogue.hide_product(product)
        flash(_("%(name)s is hidden from partners.", name=product.name))
    return redirect(url_for(".show_product", product_id=product_id), 303)


@bp.route("/products/<int:product_id>/removal", methods=["GET", "POST"])
def remove_product(product_id: int):
    product = product_of_studio(product_id)
    if request.method != "POST":
        return render_template("studio/remove_product.html", product=product, place="price_lists")
    catalogue.remove_product(product)
    flash(_("%(name)s is removed. Partners are told with their next files.", name=product.name))
    return redirect(url_for(".list_products"), 303)


@bp.post("/products/taking-over")
def take_over():
    """Products of what the studio's price lists say."""
    taken = catalogue_takeover.take_over(current_user.studio)
    made = ngettext("%(num)s product made.", "%(num)s products made.", taken.made_count)
    if taken.priced_count:
        added = ngettext("%(num)s price added.", "%(num)s prices added.", taken.priced_count)
        made = f"{made} {added}"
    flash(made if taken else _("Everything on your price lists is here already."))
    if taken.left_out:
        flash(_("Left out: %(what)s", what=" ".join(taken.left_out)), "yellow")
    return redirect(url_for(".list_products"), 303)


@bp.get("/products/parts")
def find_parts():
    """`?text=` is looked for among what can be put into a set."""
    text = request.args.get("text", "").strip()[:200]
    wanted = found_by(current_user.studio_id, text).limit(FOUND)
    found = db.session.scalars(wanted).all() if text else []
    return render(
        "studio/find_parts.html",
        "studio/_found_parts.html",
        text=text,
        found=found,
        place="price_lists",
    )


def _shops() -> list[PriceList]:
    return list(db.session.scalars(PriceList.of_studio(current_user.studio_id)))


def _page(form: ProductForm, product: Product | None = None, seen: str = "", changed: Any = ()):
    """With what was typed. Once somebody was told what is `changed`, the page has seen it, so that
    saving again is a decision."""
    form.add_spare_rows()
    return render_template(
        "studio/product.html",
        form=form,
        **(values_of(product.id) if product else {"product": None}),
        seen=seen or (product and catalogue.seen_of(product)),
        changed=changed,
        other=other_language(current_user.studio.locale),
        known=_known(current_user.studio_id),
        place="price_lists",
    )


def _known(studio_id: int) -> dict[str, list[str]]:
    """Words that were typed before, by the name of the field they are suggested in."""
    parameters = db.session.scalars(Parameter.of_studio(studio_id).limit(SUGGESTED)).all()
    values = {value.name: None for one in parameters for value in one.values}
    words = {
        name: [
            getattr(row, "path", None) or row.name
            for row in db.session.scalars(model.of_studio(studio_id).limit(SUGGESTED))
        ]
        for name, model in SUGGESTIONS.items()
    }
    return words | {
        "parameters": [one.name for one in parameters],
        "values": list(values)[:SUGGESTED],
    }
