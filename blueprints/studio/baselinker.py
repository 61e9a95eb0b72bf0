"""The address and password by which BaseLinker fetches orders and products (shops.md 3.3)."""

from flask import abort, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user

from blueprints.studio import bp
from blueprints.studio.forms.baselinker import PasswordForm
from extensions import db
from models.baselinker_access import BaseLinkerAccess
from services import baselinker_access, vault

# Sealed, and gone with the first page that shows it.
MADE = "baselinker_password"


@bp.get("/shops/baselinker")
def show_baselinker():
    sealed = session.pop(MADE, None)
    return _page(PasswordForm(formdata=None), vault.unseal(sealed) if sealed else "")


@bp.post("/shops/baselinker")
def change_baselinker():
    wish = request.form.get("wish", "")
    if wish == "on":
        _show_once(baselinker_access.switch_on(current_user.studio))
        return redirect(url_for(".show_baselinker"), 303)
    access = _access() or abort(404)
    if wish == "off":
        baselinker_access.switch_off(access)
        flash(_("BaseLinker is switched off: its address leads nowhere now."))
    elif wish == "address":
        baselinker_access.renew_address(access)
        flash(_("The address is a new one. Paste it in BaseLinker."))
    elif wish == "password":
        _show_once(baselinker_access.renew_password(access))
    else:
        abort(400)
    return redirect(url_for(".show_baselinker"), 303)


@bp.post("/shops/baselinker/password")
def take_baselinker_password():
    access = _access() or abort(404)
    form = PasswordForm()
    if not form.validate():
        return _page(form), 422
    try:
        baselinker_access.take_password(access, form.password.data)
    except baselinker_access.PasswordWrong as refusal:
        form.password.errors = [str(refusal)]
        return _page(form), refusal.status
    flash(_("Saved."))
    return redirect(url_for(".show_baselinker"), 303)


def _show_once(password: str) -> None:
    if password:
        session[MADE] = vault.seal(password)


def _access() -> BaseLinkerAccess | None:
    return db.session.get(BaseLinkerAccess, current_user.studio_id)


def _page(form: PasswordForm, password: str = "") -> str:
    access = _access()
    is_on = access is not None and access.is_on
    return render_template(
        "studio/baselinker.html",
        form=form,
        access=access,
        is_on=is_on,
        address=baselinker_access.url_of(access) if access and is_on else "",
        ends=baselinker_access.password_ends(access) if access and is_on else "",
        password=password,
        place="shops",
    )
