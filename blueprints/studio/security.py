"""How one signs in, and the devices on which one is signed in."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from flask_wtf import FlaskForm

from blueprints import access, signing
from blueprints.studio import bp
from blueprints.studio.forms.account import CodeAndPasswordForm, CurrentPasswordForm, RenewalForm
from extensions import db
from models.sign_in import SignIn
from services import second_factors, sign_ins

# What is open to somebody who still has to switch a second factor on.
PAGES = frozenset(
    f"studio.{name}"
    for name in (
        "show_security",
        "begin_second_factor",
        "show_second_factor",
        "turn_second_factor_on",
    )
)


@bp.get("/settings/security")
def show_security():
    return page()


@bp.post("/sign-ins/<int:sign_in_id>")
def end_sign_in(sign_in_id: int):
    sign_ins.end(access.sign_in_of_user(sign_in_id))
    flash(_("The device is signed out."))
    return redirect(url_for(".show_security"), 303)


@bp.post("/sign-ins")
def end_other_sign_ins():
    sign_ins.end_others(signing.sign_in_here())
    flash(_("All other devices are signed out."))
    return redirect(url_for(".show_security"), 303)


def page(**values):
    """The page with what a step on it has to say."""
    return render_template(
        "studio/security.html",
        signed_in=db.session.scalars(SignIn.of_user(current_user.id)).all(),
        here=signing.sign_in_here(),
        place="settings",
        part="security",
        is_needed=second_factors.is_needed_by(current_user),
        **(_forms() | values),
    )


def _forms() -> dict[str, FlaskForm]:
    return {
        "begin_form": CurrentPasswordForm(formdata=None),
        "renew_form": RenewalForm(formdata=None),
        "end_form": CodeAndPasswordForm(formdata=None),
    }
