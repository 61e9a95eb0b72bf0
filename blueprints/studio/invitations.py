"""Who may open a session: links to copy, to mail again, to renew and to revoke."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from blueprints.access import gallery_of_studio, invitation_of_studio
from blueprints.htmx import render
from blueprints.studio import bp
from blueprints.studio.account import local_page
from blueprints.studio.forms.people import InviteForm
from blueprints.studio.gallery_access import access_page
from blueprints.studio.tabs import tab_values
from services import invitations, mails
from services.accounts import EmailWrong


@bp.post("/galleries/<int:gallery_id>/invitations")
def invite(gallery_id: int):
    gallery = gallery_of_studio(gallery_id)
    form = InviteForm()
    if not form.validate():
        return access_page(gallery, invite_form=form), 422
    try:
        invitations.invite(gallery, form.name.data, form.email.data)
    except (EmailWrong, invitations.AlreadyInvited) as refusal:
        form.email.errors = [str(refusal)]
        return access_page(gallery, invite_form=form), 422
    flash(_("%(name)s has a link now. Copy it or mail it.", name=form.name.data))
    return _back(gallery_id)


@bp.post("/invitations/<int:invitation_id>/mail")
def mail_invitation(invitation_id: int):
    invitation = invitation_of_studio(invitation_id)
    invitations.send_link(invitation, current_user.name)
    flash(_("The link is on its way to %(email)s.", email=invitation.email))
    return _back(invitation.gallery_id)


@bp.get("/invitations/<int:invitation_id>/link")
def show_link(invitation_id: int):
    invitation = invitation_of_studio(invitation_id)
    values = tab_values(invitation.gallery, "settings")
    values |= {"invitation": invitation, "link": mails.gallery_link(invitation)}
    values["head_actions"] = "studio/_preview_step.html"
    return render("studio/link.html", "studio/_link.html", **values)


@bp.post("/invitations/<int:invitation_id>/link")
def renew_link(invitation_id: int):
    invitation = invitation_of_studio(invitation_id)
    invitations.renew_link(invitation)
    flash(_("%(name)s has a new link. The old one no longer works.", name=invitation.name))
    return _back(invitation.gallery_id)


@bp.post("/invitations/<int:invitation_id>/revocation")
def revoke_link(invitation_id: int):
    invitation = invitation_of_studio(invitation_id)
    invitations.revoke_link(invitation)
    flash(_("The link of %(name)s no longer works.", name=invitation.name))
    return _back(invitation.gallery_id)


def _back(gallery_id: int):
    """To the page that the form names, or to the people of the session."""
    people = url_for(".show_access", gallery_id=gallery_id, _anchor="people")
    return redirect(local_page(request.form.get("next")) or people, 303)
