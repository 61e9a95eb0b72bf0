"""What one session sells: typed by hand, copied from a price list, or saved as one."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from blueprints import LARGEST_ID
from blueprints.access import gallery_of_studio, price_list_of_studio
from blueprints.numbers import number
from blueprints.studio import bp
from blueprints.studio.forms.prices import PriceForm, SaveAsListForm, values_of
from blueprints.studio.tabs import tab_values
from extensions import db
from models.gallery import Gallery
from models.price_list import PriceList
from services import price_lists


@bp.get("/galleries/<int:gallery_id>/settings/prices")
def show_prices(gallery_id: int):
    return _page(gallery_of_studio(gallery_id))


@bp.post("/galleries/<int:gallery_id>/settings/prices")
def change_prices(gallery_id: int):
    gallery = gallery_of_studio(gallery_id)
    form = PriceForm()
    if not form.validate():
        return _page(gallery, form), 422
    price_lists.change_prices(gallery, form.terms())
    flash(_("Saved."))
    return redirect(url_for(".show_prices", gallery_id=gallery_id), 303)


@bp.post("/galleries/<int:gallery_id>/settings/prices/copy")
def copy_prices(gallery_id: int):
    gallery = gallery_of_studio(gallery_id)
    chosen = request.form.get("price_list", 0, type=number)
    prices = price_list_of_studio(min(chosen, LARGEST_ID))
    price_lists.copy_to_gallery(prices, gallery)
    flash(_("This session now sells what the list “%(name)s” says.", name=prices.name))
    return redirect(url_for(".show_prices", gallery_id=gallery_id), 303)


@bp.post("/galleries/<int:gallery_id>/settings/prices/list")
def save_as_price_list(gallery_id: int):
    gallery = gallery_of_studio(gallery_id)
    form = SaveAsListForm()
    if not form.validate():
        return _page(gallery, list_form=form), 422
    try:
        prices = price_lists.save_as_list(gallery, form.name.data)
    except price_lists.NameTaken as refusal:
        form.name.errors = [str(refusal)]
        return _page(gallery, list_form=form), 422
    flash(_("These prices are now the list “%(name)s” of the studio.", name=prices.name))
    return redirect(url_for(".show_prices", gallery_id=gallery_id), 303)


def _page(gallery: Gallery, form: PriceForm | None = None, list_form: SaveAsListForm | None = None):
    form = form or PriceForm(formdata=None, **values_of(gallery.prices))
    form.add_spare_rows()
    values = tab_values(gallery, "settings") | {
        "form": form,
        "list_form": list_form or SaveAsListForm(formdata=None),
        "lists": db.session.scalars(PriceList.of_studio(current_user.studio_id)).all(),
    }
    return render_template("studio/gallery_prices.html", **values)
