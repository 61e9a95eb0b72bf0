"""Signing in and out, and setting a password by a mailed link."""

import re

from flask import (
    Blueprint,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_babel import gettext as _
from flask_login import current_user, login_required

from blueprints import errors, passwords, signing
from blueprints.htmx import wants_partial
from blueprints.passwords import throttled, throttled_by_account
from blueprints.studio.forms.account import CodeForm, SignInForm
from extensions import db, login_manager
from models.password_reset import PasswordReset
from services import accounts, second_factors, sign_ins

bp = Blueprint("account", __name__)

_LOCAL_PAGE = re.compile(r"/studio(/[A-Za-z0-9_\-./?=&%+~,]*)?")


@bp.get("/")
def home():
    return redirect(_start() if current_user.is_authenticated else url_for(".sign_in"), 303)


@bp.route("/login", methods=["GET", "POST"])
@throttled
@throttled_by_account
def sign_in():
    if request.method == "GET" and current_user.is_authenticated:
        return redirect(_start(), 303)
    form = SignInForm()
    status = 200
    if form.validate_on_submit():
        asker = signing.caller()
        if entry := sign_ins.sign_in(form.email.data, form.password.data, asker):
            signing.enter(entry)
            page = local_page(request.args.get("next"))
            asks = entry.needs_code and url_for(".enter_code", next=page)
            return signing.remember_device(redirect(asks or page or _start(), 303), asker)
        form.password.errors = [_("The e-mail address or the password is wrong.")]
    if form.is_submitted():
        status = 422
    return render_template("account/sign_in.html", form=form), status


@bp.route("/login/code", methods=["GET", "POST"])
@throttled
def enter_code():
    """The second step; without the first one, a few minutes ago, it leads back there."""
    half = signing.half_way()
    if half is None:
        return redirect(url_for(".sign_in"), 303)
    form, status = CodeForm(), 200
    if form.validate_on_submit():
        try:
            signing.enter(sign_ins.prove(half, form.code.data))
            return redirect(local_page(request.args.get("next")) or _start(), 303)
        except (second_factors.CodeWrong, sign_ins.CodeMustWait) as refusal:
            form.code.errors, status = [str(refusal)], refusal.status
    elif form.is_submitted():
        status = 422
    return render_template("account/enter_code.html", form=form), status


@bp.post("/logout")
@login_required
def sign_out():
    sign_ins.sign_out(signing.sign_in_here())
    session.clear()
    return redirect(url_for(".sign_in"), 303)


@bp.route("/password", methods=["GET", "POST"])
@throttled
@throttled_by_account
def request_reset():
    return passwords.answer_request(accounts.request_password_reset, "account")


@bp.route("/password/<token>", methods=["GET", "POST"])
@throttled
def set_password(token: str):
    if db.session.scalar(PasswordReset.live_by_token(token)) is None:
        return render_template("account/reset_ended.html"), 404
    return passwords.answer_setting(token, accounts.set_password, url_for(".sign_in"))


def local_page(target: str | None) -> str | None:
    """`target` when it is the address of a studio page on this very site."""
    if target and _LOCAL_PAGE.fullmatch(target) and "//" not in target and ".." not in target:
        return target
    return None


@login_manager.unauthorized_handler
def _turned_away():
    if wants_partial():
        return "", 401, {"HX-Redirect": url_for("account.sign_in")}
    if errors.wants_json():
        message = _("You have been signed out. Sign in and add the files again.")
        return errors.answer(401, _("Signed out"), message, reason="SignedOut")
    page = local_page(request.full_path.rstrip("?")) if request.method == "GET" else None
    return redirect(url_for("account.sign_in", next=page), 303)


def _start() -> str:
    return url_for("studio.show_start")
