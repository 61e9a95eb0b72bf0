"""The wizard that connects a shop, and the page on which a connection is changed."""

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from blueprints import access
from blueprints.htmx import wants_partial
from blueprints.studio import bp
from blueprints.studio import shop_words as words
from blueprints.studio.forms.shops import ConnectionForm
from blueprints.studio.shop_tabs import shop_page
from extensions import limiter
from services import shop_addresses, shop_connections, shop_lists, shops
from services.refusals import Refused
from services.shop_connections import Check, NotConnected

CHECKS = "20 per minute"
FIELD_OF = {
    shop_addresses.AddressWrong: "base_url",
    shop_addresses.CertificateWrong: "ca_pem",
    shop_connections.AlreadyConnected: "base_url",
    shop_connections.SecretsNeeded: "base_url",
}


def _of_user() -> str:
    return f"user:{current_user.id}"


@bp.get("/shops/new")
def new_shop():
    """First which kind of shop; with `?platform=` its address and keys."""
    platform = request.args.get("platform", "")
    if not platform:
        return render_template(
            "studio/shop_kinds.html", kinds=shops.kinds(), words=words, place="shops"
        )
    if platform not in shops.kinds():
        abort(404)
    return _page(ConnectionForm(platform, current_user.studio))


@bp.post("/shops")
@limiter.limit(CHECKS, key_func=_of_user)
def connect_shop():
    form = ConnectionForm(request.form.get("platform", ""), current_user.studio).read(request.form)
    if form.errors:
        return _answer(form), 422
    if "check" in request.form:
        return _checked(form)
    try:
        shop = shop_connections.connect(current_user.studio, form.terms())
    except Refused as refusal:
        return _refused(form, refusal)
    shop_id = shop.id
    if shop_lists.refresh_all(shop):
        flash(
            _("Connected. Not all lists of the shop could be read; try it on their pages."),
            "yellow",
        )
    else:
        flash(_("Connected. Choose now what is exchanged."))
    return _go(url_for(".show_shop_orders", shop_id=shop_id))


@bp.get("/shops/<int:shop_id>/connection")
def show_connection(shop_id: int):
    shop = access.shop_of_studio(shop_id)
    return _page(ConnectionForm(shop.platform, current_user.studio, shop))


@bp.post("/shops/<int:shop_id>/connection")
@limiter.limit(CHECKS, key_func=_of_user)
def change_connection(shop_id: int):
    shop = access.shop_of_studio(shop_id)
    form = ConnectionForm(shop.platform, current_user.studio, shop).read(request.form)
    if form.errors:
        return _answer(form), 422
    if "check" in request.form:
        return _checked(form)
    try:
        shop_connections.change(shop, form.terms())
    except Refused as refusal:
        return _refused(form, refusal)
    flash(_("Saved."))
    return _go(url_for(".show_connection", shop_id=shop_id))


@bp.post("/shops/<int:shop_id>/check")
@limiter.limit(CHECKS, key_func=_of_user)
def check_shop(shop_id: int):
    """The connection as it is kept; a good one goes on with what has waited."""
    shop = access.shop_of_studio(shop_id)
    found = shop_connections.check_kept(shop)
    if found.is_good:
        flash(_("The shop answers and takes the key."))
        return redirect(url_for(".show_shop", shop_id=shop_id), 303)
    form = ConnectionForm(shop.platform, current_user.studio, shop)
    return _page(form, found), 422


def _checked(form: ConnectionForm):
    try:
        found = shop_connections.check(form.terms(), form.shop)
    except Refused as refusal:
        return _refused(form, refusal)
    return _answer(form, found), 200 if found.is_good else 422


def _refused(form: ConnectionForm, refusal: Refused):
    if isinstance(refusal, NotConnected):
        return _answer(form, refusal.check), refusal.status
    if type(refusal) not in FIELD_OF:
        raise refusal
    form.errors[FIELD_OF[type(refusal)]] = str(refusal)
    return _answer(form), refusal.status


def _answer(form: ConnectionForm, check: Check | None = None):
    if wants_partial():
        return render_template("studio/_shop_check.html", **_values(form, check))
    return _page(form, check)


def _page(form: ConnectionForm, check: Check | None = None):
    values = _values(form, check)
    if form.shop:
        return shop_page(form.shop, "connection", **values)
    return render_template("studio/shop_new.html", place="shops", **values)


def _values(form: ConnectionForm, check: Check | None) -> dict:
    return {"form": form, "check": check, "words": words, "is_page": not wants_partial()}


def _go(address: str):
    """To the next page; htmx has to be told by a header, or it would swap that page in."""
    if not wants_partial():
        return redirect(address, 303)
    answer = make_response("")
    answer.headers["HX-Redirect"] = address
    return answer
