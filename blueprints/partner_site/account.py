"""Signing in and out for a partner, and setting a password by a mailed link."""

from flask import redirect, render_template, request, session, url_for
from flask_babel import gettext as _

from blueprints import passwords
from blueprints.numbers import number
from blueprints.partner_site import bp, door
from blueprints.passwords import throttled, throttled_by_account
from blueprints.studio.forms.account import SignInForm
from extensions import db
from models.partner_login import PartnerLogin
from services import partner_logins

# One address, the same password, partners of several studios: which of them is asked.
CHOICE = "partner_choice"


@bp.route("/login", methods=["GET", "POST"])
@throttled
@throttled_by_account
def sign_in():
    if request.method == "GET" and door.partner_known():
        return _in()
    form = SignInForm()
    if form.validate_on_submit():
        found = partner_logins.sign_in(form.email.data, form.password.data)
        if len(found) == 1:
            return _enter(found[0])
        if found:
            session[CHOICE] = {str(one.partner_id): one.session_stamp for one in found}
            return redirect(url_for(".show_choice"), 303)
        form.password.errors = [_("The e-mail address or the password is wrong.")]
    status = 422 if form.is_submitted() else 200
    return render_template("partner/sign_in.html", form=form), status


@bp.get("/choice")
def show_choice():
    found = _choices()
    if not found:
        return redirect(url_for(".sign_in"), 303)
    return render_template("partner/choice.html", logins=found)


@bp.post("/choice")
def choose():
    wanted = request.form.get("partner", 0, type=number)
    for login in _choices():
        if login.partner_id == wanted:
            return _enter(login)
    return redirect(url_for(".sign_in"), 303)


@bp.post("/logout")
def sign_out():
    door.close()
    return redirect(url_for(".sign_in"), 303)


@bp.route("/password", methods=["GET", "POST"])
@throttled
@throttled_by_account
def request_reset():
    return passwords.answer_request(partner_logins.request_reset, "partner")


@bp.route("/password/<token>", methods=["GET", "POST"])
@throttled
def set_password(token: str):
    if db.session.scalar(partner_logins.by_link(token)) is None:
        return render_template("partner/reset_ended.html"), 404
    return passwords.answer_setting(token, partner_logins.set_password, url_for(".sign_in"))


def _enter(login: PartnerLogin):
    session.pop(CHOICE, None)
    partner_logins.note_sign_in(login)
    door.open_for(login)
    return _in()


def _in():
    return redirect(url_for(".list_orders"), 303)


def _choices() -> list[PartnerLogin]:
    """Those whose password was right a moment ago; a stamp that has changed since is not."""
    stamps = session.get(CHOICE) or {}
    wanted = db.select(PartnerLogin).where(PartnerLogin.partner_id.in_([int(i) for i in stamps]))
    found = db.session.scalars(wanted.order_by(PartnerLogin.partner_id))
    return [one for one in found if stamps[str(one.partner_id)] == one.session_stamp]
