"""Who gets into a session: invited people, the public link, the PIN, and the visitors who came."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from blueprints.access import gallery_of_studio
from blueprints.studio import bp
from blueprints.studio.forms.people import InviteForm, PinForm
from blueprints.studio.people import people_of, visitors_of
from blueprints.studio.tabs import tab_values
from models.gallery import Gallery
from services import mails, pins, visitors


@bp.get("/galleries/<int:gallery_id>/settings/access")
def show_access(gallery_id: int):
    return access_page(gallery_of_studio(gallery_id))


@bp.post("/galleries/<int:gallery_id>/public-link")
def change_public_link(gallery_id: int):
    """`wish` is open, close or renew."""
    gallery = gallery_of_studio(gallery_id)
    match request.form.get("wish"):
        case "open":
            visitors.open_session(gallery)
            flash(_("The session is public: whoever has the link can look and choose."))
        case "close":
            visitors.close_session(gallery)
            flash(_("The public link lets nobody new in any more."))
        case "renew":
            visitors.renew_link(gallery)
            flash(_("The public link is new. The old one no longer works."))
    return _back(gallery, "public-link")


@bp.post("/galleries/<int:gallery_id>/pin")
def change_pin(gallery_id: int):
    """`wish` is made-up or remove; otherwise the PIN that was typed."""
    gallery = gallery_of_studio(gallery_id)
    form = PinForm()
    match request.form.get("wish"):
        case "remove":
            pins.remove_pin(gallery)
            flash(_("No PIN is asked for any more."))
            return _back(gallery, "pin")
        case "made-up":
            pins.set_pin(gallery, pins.new_pin())
        case _:
            try:
                pins.set_pin(gallery, form.pin.data or "")
            except pins.PinUnfit as refusal:
                form.pin.errors = [str(refusal)]
                return access_page(gallery, pin_form=form), refusal.status
    flash(_("The PIN is set. Everybody is asked for it, also those who were inside."))
    return _back(gallery, "pin")


def access_page(gallery: Gallery, **forms: FlaskForm) -> str:
    """The page with the forms as they were sent, or fresh ones."""
    values = {
        "people": people_of(gallery),
        "came": visitors_of(gallery, is_whole="all" in request.args),
        "link": mails.public_link(gallery),
        "pin": pins.pin_of(gallery),
        "invite_form": InviteForm(formdata=None),
        "pin_form": PinForm(formdata=None),
    }
    values |= tab_values(gallery, "settings") | forms
    return render_template("studio/gallery_access.html", **values)


def _back(gallery: Gallery, part: str):
    return redirect(url_for(".show_access", gallery_id=gallery.id, _anchor=part), 303)
