"""The chapters of a session: their names and their order."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from blueprints.access import gallery_of_studio
from blueprints.numbers import number
from blueprints.studio import bp
from models.gallery import Gallery
from models.roll import chapters_of
from services import chapters
from services.chapters import Named


@bp.post("/galleries/<int:gallery_id>/chapters")
def change_chapters(gallery_id: int):
    """`name-<id>` and `position-<id>` of every chapter; without a name it is dissolved."""
    gallery = gallery_of_studio(gallery_id)
    chapters.change_chapters(gallery, _typed(gallery))
    flash(_("The chapters are saved."))
    return redirect(url_for(".show_photos", gallery_id=gallery_id), 303)


def _typed(gallery: Gallery) -> list[Named]:
    form = request.form
    return [
        Named(
            chapter_id,
            form.get(f"name-{chapter_id}", name),
            form.get(f"position-{chapter_id}", place, type=number),
        )
        for place, (chapter_id, name) in enumerate(chapters_of(gallery.id), start=1)
    ]
