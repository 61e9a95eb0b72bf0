"""Settings: whether the studio shares its offer at all, and how all its partners stand (I-05)."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from sqlalchemy.orm import joinedload, selectinload

from blueprints.studio import bp
from extensions import db
from models.client import Client
from models.partner import Partner
from services import offer_sharing, partner_rights, schedule


@bp.get("/settings/offer")
def show_offer_settings():
    partners = (
        Partner.of_studio(current_user.studio_id)
        .join(Partner.client)
        .where(Client.erased_at.is_(None))
        .options(joinedload(Partner.client), selectinload(Partner.shops))
    )
    return render_template(
        "studio/offer_settings.html",
        is_module_on=partner_rights.is_module_on(current_user.studio_id),
        partners=db.session.scalars(partners).all(),
        work=schedule.facts().get("feeds"),
        place="settings",
        part="offer",
    )


@bp.post("/settings/offer")
def change_offer_settings():
    is_on = "is_on" in request.form
    offer_sharing.switch(current_user.studio, is_on)
    flash(_("The module is on.") if is_on else _("The module is off. Every setting is kept."))
    return redirect(url_for(".show_offer_settings"), 303)


@bp.post("/settings/offer/files")
def write_offer_files():
    """The files of every partner now, instead of when the clock comes to them."""
    count = offer_sharing.write_all(current_user.studio)
    flash(
        ngettext(
            "The files of %(num)s partner are being made.",
            "The files of %(num)s partners are being made.",
            count,
        )
    )
    return redirect(url_for(".show_offer_settings"), 303)
