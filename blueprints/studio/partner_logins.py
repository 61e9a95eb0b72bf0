"""Inviting somebody of a partner to sign in, and ending that."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from blueprints.offer_access import partner_of_client
from blueprints.studio import bp
from services import partner_logins
from services.accounts import EmailWrong


@bp.post("/clients/<int:client_id>/login")
def invite_partner(client_id: int):
    partner = partner_of_client(client_id)
    try:
        login = partner_logins.invite(partner, request.form.get("email", ""), current_user.name)
        flash(_("The invitation is on its way to %(email)s.", email=login.email))
    except EmailWrong as refusal:
        flash(str(refusal), "red")
    return redirect(url_for(".show_client", client_id=client_id, _anchor="sign-in"), 303)


@bp.post("/clients/<int:client_id>/login/end")
def end_partner_login(client_id: int):
    partner_logins.end_login(partner_of_client(client_id))
    flash(_("Nobody signs in for this partner any more. Addresses and key work on."))
    return redirect(url_for(".show_client", client_id=client_id, _anchor="sign-in"), 303)
