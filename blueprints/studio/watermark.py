"""Settings of a session: its watermark, shown on the cover before anything is made again."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from blueprints.access import gallery_of_studio
from blueprints.files import send_stored
from blueprints.htmx import wants_partial
from blueprints.studio import bp
from blueprints.studio.forms.rules import WatermarkForm
from blueprints.studio.tabs import tab_values
from extensions import db
from models.contact_sheet import progress_of
from models.gallery import Gallery
from models.photo import Folder
from models.watermark_example import WatermarkExample
from services import reasons, watermarks

CACHE = "private, max-age=3600"


@bp.get("/galleries/<int:gallery_id>/settings/watermark")
def show_watermark(gallery_id: int):
    """With `?example` the form says what the newest example shows and nobody has saved."""
    gallery = gallery_of_studio(gallery_id)
    example = _example(gallery) if "example" in request.args else None
    return _page(gallery, WatermarkForm(formdata=None, obj=example or gallery), example)


@bp.post("/galleries/<int:gallery_id>/settings/watermark")
def change_watermark(gallery_id: int):
    gallery = gallery_of_studio(gallery_id)
    form = WatermarkForm()
    if not _accepted(form, watermarks.change_watermark, gallery):
        return _page(gallery, form), 422
    flash(_("Saved."))
    return redirect(url_for(".show_watermark", gallery_id=gallery_id), 303)


@bp.post("/galleries/<int:gallery_id>/settings/watermark/example")
def ask_for_example(gallery_id: int):
    gallery = gallery_of_studio(gallery_id)
    form = WatermarkForm()
    cover = tab_values(gallery, "settings")["cover"]
    is_asked = cover is None or _accepted(form, watermarks.show_example, gallery, cover)
    if wants_partial():
        return _fragment(gallery, _example(gallery) if is_asked else None, form)
    if not is_asked:
        return _page(gallery, form), 422
    return redirect(url_for(".show_watermark", gallery_id=gallery_id, example="new"), 303)


@bp.get("/galleries/<int:gallery_id>/settings/watermark/example")
def show_example(gallery_id: int):
    """The example once it is made; asks again until then."""
    gallery = gallery_of_studio(gallery_id)
    if not wants_partial():
        return redirect(url_for(".show_watermark", gallery_id=gallery_id, example="new"), 303)
    return _fragment(gallery, _example(gallery))


@bp.get("/galleries/<int:gallery_id>/settings/watermark/example.jpg")
def show_example_picture(gallery_id: int):
    example = _example(gallery_of_studio(gallery_id))
    if example is None or not example.is_made:
        abort(404)
    return send_stored(example.key, "image/jpeg", cache=CACHE)


def _accepted(form: WatermarkForm, verb, gallery: Gallery, *others) -> bool:
    """Whether the verb took what the form says; the reason why not is beside its field."""
    if not form.validate():
        return False
    try:
        verb(gallery, *others, form.terms())
    except watermarks.WatermarkEmpty as refusal:
        form.watermark_text.errors = [str(refusal)]
        return False
    return True


def _example(gallery: Gallery) -> WatermarkExample | None:
    return db.session.get(WatermarkExample, gallery.id)


def _fragment(gallery: Gallery, example: WatermarkExample | None, form=None):
    values = tab_values(gallery, "settings") | {"example": example, "form": form}
    return render_template("studio/_watermark_example.html", **values)


def _page(gallery: Gallery, form: WatermarkForm, example: WatermarkExample | None = None):
    return render_template(
        "studio/gallery_watermark.html",
        **tab_values(gallery, "settings"),
        form=form,
        example=example,
        folder=Folder.PROOFS,
        progress=progress_of(gallery.id, Folder.PROOFS),
        why=reasons.sentence,
    )
