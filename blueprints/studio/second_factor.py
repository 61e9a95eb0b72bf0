"""Switching the second factor on and off; secret and recovery codes are shown once."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup

from blueprints import signing
from blueprints.passwords import throttled_by_user
from blueprints.studio import bp, security
from blueprints.studio.forms.account import (
    CodeAndPasswordForm,
    CodeForm,
    CurrentPasswordForm,
    RenewalForm,
)
from formats.qr_code import qr_inline
from services import accounts, one_time_codes, second_factors, vault
from services.accounts import PasswordWrong
from services.second_factors import CodeWrong


@bp.post("/second-factor")
@throttled_by_user
def begin_second_factor():
    form = CurrentPasswordForm()
    if form.validate():
        try:
            accounts.check_password(current_user, form.old_password.data)
            second_factors.begin(current_user)
            return redirect(url_for(".show_second_factor"), 303)
        except PasswordWrong as refusal:
            form.old_password.errors = [str(refusal)]
    return security.page(begin_form=form), 422


@bp.get("/second-factor")
def show_second_factor():
    """Of one that is being switched on; of another nobody sees the secret."""
    factor = current_user.second_factor
    if factor is None or factor.is_on:
        return redirect(url_for(".show_security"), 303)
    return _show_secret(CodeForm(formdata=None))


@bp.post("/second-factor/code")
@throttled_by_user
def turn_second_factor_on():
    form = CodeForm()
    if form.validate():
        try:
            codes = second_factors.turn_on(signing.sign_in_here(), form.code.data)
            return _show_codes(codes, is_first=True)
        except CodeWrong as refusal:
            form.code.errors = [str(refusal)]
    return _show_secret(form), 422


@bp.post("/second-factor/recovery-codes")
@throttled_by_user
def renew_recovery_codes():
    form = RenewalForm()
    if form.validate():
        try:
            return _show_codes(second_factors.renew_codes(current_user, form.code.data))
        except CodeWrong as refusal:
            form.code.errors = [str(refusal)]
    return security.page(renew_form=form), 422


@bp.post("/second-factor/removal")
@throttled_by_user
def turn_second_factor_off():
    form = CodeAndPasswordForm()
    if form.validate():
        try:
            accounts.check_password(current_user, form.old_password.data)
            second_factors.turn_off(current_user, form.code.data)
            flash(_("The second factor is switched off."))
            return redirect(url_for(".show_security"), 303)
        except PasswordWrong as refusal:
            form.old_password.errors = [str(refusal)]
        except CodeWrong as refusal:
            form.code.errors = [str(refusal)]
    return security.page(end_form=form), 422


def _show_secret(form: CodeForm):
    secret = vault.unseal(current_user.second_factor.secret_sealed)
    address = one_time_codes.address_of(secret, current_user.email)
    return render_template(
        "studio/second_factor.html",
        form=form,
        code=Markup(qr_inline(address)),  # noqa: S704 - made here, from squares alone
        address=address,
        secret=" ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        place="settings",
        part="security",
    )


def _show_codes(codes: list[str], *, is_first: bool = False):
    """An answer, not a redirect: nothing keeps the codes until another page is asked for."""
    return render_template(
        "studio/recovery_codes.html",
        codes=codes,
        is_first=is_first,
        place="settings",
        part="security",
    )
