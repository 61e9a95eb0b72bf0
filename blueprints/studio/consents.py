"""What clients are asked to agree to when they order: written, put in order, removed."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from blueprints import access
from blueprints.studio import bp
from blueprints.studio.forms.consents import ConsentForm
from extensions import db
from models.consent import Consent
from services import consents


@bp.get("/consents")
def list_consents():
    return _page()


@bp.post("/consents")
def add_consent():
    form = ConsentForm(prefix=_prefix())
    if not form.validate():
        return _page(form), 422
    added = consents.add_consent(current_user.studio, form.terms())
    flash(_("Saved. Clients are asked from their next order on."))
    return _back(f"consent-{added.id}")


@bp.post("/consents/<int:consent_id>")
def change_consent(consent_id: int):
    consent = access.consent_of_studio(consent_id)
    form = ConsentForm(prefix=_prefix(consent_id))
    if not form.validate():
        return _page(form, consent_id), 422
    consents.change_consent(consent, form.terms())
    flash(_("Saved. Clients are asked from their next order on."))
    return _back(f"consent-{consent_id}")


@bp.post("/consents/<int:consent_id>/move")
def move_consent(consent_id: int):
    consents.move_up(access.consent_of_studio(consent_id))
    return _back(f"consent-{consent_id}")


@bp.post("/consents/<int:consent_id>/removal")
def remove_consent(consent_id: int):
    consents.remove_consent(access.consent_of_studio(consent_id))
    flash(_("Removed. Answers that clients have given stay in their orders."))
    return _back()


def _page(sent: ConsentForm | None = None, sent_id: int | None = None):
    """All forms; `sent` came back with something to put right, for a new one or for `sent_id`."""
    asked = db.session.scalars(Consent.of_studio(current_user.studio_id)).all()
    known = {one.text_pl for one in asked}
    offered = [one for one in consents.suggestions(current_user.studio) if one.text_pl not in known]
    return render_template(
        "studio/consents.html",
        forms=[(one, sent if sent and one.id == sent_id else _form_of(one)) for one in asked],
        new=sent if sent and sent_id is None else ConsentForm(formdata=None, prefix=_prefix()),
        offered=offered,
        place="settings",
        part="consents",
    )


def _form_of(consent: Consent) -> ConsentForm:
    return ConsentForm(formdata=None, obj=consent, prefix=_prefix(consent.id))


def _prefix(consent_id: int | None = None) -> str:
    """Of the names of one form: several stand on the page."""
    return "new" if consent_id is None else f"c{consent_id}"


def _back(anchor: str = ""):
    return redirect(url_for(".list_consents", _anchor=anchor or None), 303)
