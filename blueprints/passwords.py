"""Guarding a sign-in, and setting a password by a mailed link: alike for whoever signs in."""

import time
from collections.abc import Callable

from flask import current_app, flash, redirect, render_template, request
from flask_babel import gettext as _
from flask_login import current_user

from blueprints.studio.forms.account import NewPasswordForm, ResetForm
from extensions import limiter
from services.passwords import PasswordUnfit

# Mailing a link takes longer than mailing none; both answers wait for this.
RESET_ANSWER_AFTER_S = 0.3


def tries() -> str:
    """The limit of guesses at a password, as Flask-Limiter reads it."""
    return current_app.config["LOGIN_LIMIT"]


def _account() -> str:
    return f"account:{request.form.get('email', '').strip().lower()[:200]}"


def _user() -> str:
    return f"user:{current_user.id}"


throttled = limiter.shared_limit(tries, "sign-in", methods=["POST"])
throttled_by_account = limiter.shared_limit(tries, "account", key_func=_account, methods=["POST"])
throttled_by_user = limiter.shared_limit(tries, "password", key_func=_user, methods=["POST"])


def answer_request(ask: Callable[[str], None], pages: str):
    """`ask` mails a link where there is somebody to mail it to; `pages` is a folder of
    templates."""
    started = time.monotonic()
    form = ResetForm()
    if form.validate_on_submit():
        ask(form.email.data)
        time.sleep(max(0.0, started + RESET_ANSWER_AFTER_S - time.monotonic()))
        return render_template(f"{pages}/reset_requested.html", email=form.email.data)
    status = 422 if form.is_submitted() else 200
    return render_template(f"{pages}/request_reset.html", form=form), status


def answer_setting(token: str, set_password: Callable[[str, str], object], sign_in_url: str):
    """The link is good; what is wrong with the password is said beside it."""
    form = NewPasswordForm()
    if form.validate_on_submit():
        try:
            set_password(token, form.password.data)
        except PasswordUnfit as refusal:
            form.password.errors = [str(refusal)]
        else:
            flash(_("The password is set. Sign in with it."))
            return redirect(sign_in_url, 303)
    status = 422 if form.is_submitted() else 200
    return render_template("account/set_password.html", form=form), status
