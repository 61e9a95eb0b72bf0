"""Who has signed in for a partner. Nothing of it has to do with the photographer's sign-in."""

from flask import abort, redirect, session, url_for
from sqlalchemy.orm import joinedload

from blueprints import locale
from blueprints.partner_site import bp
from extensions import db
from models.order import Order
from models.partner import Partner
from models.partner_login import PartnerLogin

# "<partner id>:<stamp>": a new stamp ends every sign-in.
SIGNED_IN = "partner"


def open_for(login: PartnerLogin) -> None:
    session[SIGNED_IN] = f"{login.partner_id}:{login.session_stamp}"
    session.permanent = True


def close() -> None:
    session.pop(SIGNED_IN, None)


def partner_known() -> Partner | None:
    """The partner somebody is signed in for; their language and zone are spoken from here on."""
    partner_id, _, stamp = str(session.get(SIGNED_IN, "")).partition(":")
    if not partner_id.isdecimal() or not stamp:
        return None
    known = PartnerLogin.partner_id == int(partner_id), PartnerLogin.session_stamp == stamp
    wanted = db.select(PartnerLogin).where(*known, PartnerLogin.password_hash.is_not(None))
    login = db.session.scalar(wanted.options(joinedload(PartnerLogin.partner)))
    if login is None:
        return None
    locale.speak(login.partner.language)
    locale.show_times_in(login.partner.studio.timezone)
    return login.partner


def partner_here() -> Partner:
    """Whoever is not signed in is sent to the door."""
    return partner_known() or abort(redirect(url_for("partner_site.sign_in"), 303))


def order_of(partner: Partner, number: int) -> Order:
    """One of the partner's own. Aborts 404."""
    wanted = db.select(Order).where(Order.partner_id == partner.id, Order.number == number)
    return db.session.scalar(wanted.options(Order.whole())) or abort(404)


@bp.after_request
def _keep_private(response):
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return response
