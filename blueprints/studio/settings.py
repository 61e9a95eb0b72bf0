"""The studio's own settings, and the password."""

from flask import flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_babel import refresh
from flask_login import current_user

from blueprints import signing
from blueprints.passwords import tries
from blueprints.studio import bp
from blueprints.studio.forms.account import ChangePasswordForm, StudioForm
from extensions import limiter
from services import accounts, passwords, sign_ins

throttled = limiter.shared_limit(
    tries,
    "password",
    key_func=lambda: f"user:{current_user.id}",
    exempt_when=lambda: request.form.get("part") != "password",
)


@bp.get("/settings")
def show_settings():
    return _page()


@bp.post("/settings")
@throttled
def change_settings():
    if request.form.get("part") == "password":
        return _change_password()
    return _change_studio()


def _change_studio():
    form = StudioForm()
    if not form.validate():
        return _page(studio_form=form), 422
    try:
        accounts.change_studio(
            current_user.studio,
            name=form.name.data,
            contact_email=form.contact_email.data,
            locale=form.locale.data,
            timezone=form.timezone.data,
        )
    except accounts.EmailWrong as refusal:
        form.contact_email.errors = [str(refusal)]
        return _page(studio_form=form), 422
    # The language chosen here goes before one that was chosen for this browser.
    session.pop("locale", None)
    refresh()
    flash(_("Saved."))
    return redirect(url_for(".show_settings"), 303)


def _change_password():
    form = ChangePasswordForm()
    if not form.validate():
        return _page(password_form=form), 422
    user = current_user._get_current_object()
    try:
        accounts.change_password(user, form.old_password.data, form.password.data)
    except accounts.PasswordWrong as refusal:
        form.old_password.errors = [str(refusal)]
        return _page(password_form=form), 422
    except passwords.PasswordUnfit as refusal:
        form.password.errors = [str(refusal)]
        return _page(password_form=form), 422
    signing.enter(sign_ins.renew(signing.sign_in_here()))
    flash(_("The password is changed. All other devices are signed out."))
    return redirect(url_for(".show_settings"), 303)


def _page(studio_form: StudioForm | None = None, password_form: ChangePasswordForm | None = None):
    return render_template(
        "studio/settings.html",
        studio_form=studio_form or StudioForm(formdata=None, obj=current_user.studio),
        password_form=password_form or ChangePasswordForm(formdata=None),
        place="settings",
        part="studio",
    )
