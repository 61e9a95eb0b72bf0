"""The words of the catalogue: categories, producers, units, sizes and parameters."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_login import current_user
from flask_wtf import FlaskForm

from blueprints.studio import bp
from blueprints.studio.forms.fields import LineField, needed
from extensions import db
from models.catalogue_words import KINDS, used, word_of, words_of
from services import catalogue_words
from services.catalogue_refusals import CatalogueRefused

HEADINGS = {
    "category": lazy_gettext("Categories"),
    "producer": lazy_gettext("Producers"),
    "unit": lazy_gettext("Units"),
    "size": lazy_gettext("Sizes"),
    "parameter": lazy_gettext("Parameters"),
    "value": lazy_gettext("Values of parameters"),
}


class WordForm(FlaskForm):
    name = LineField(lazy_gettext("Name"), [needed])


@bp.get("/products/words")
def list_words():
    rows = {
        kind: list(used(db.session.execute(words_of(kind, current_user.studio_id)).all()))
        for kind in KINDS
    }
    return render_template("studio/words.html", rows=rows, headings=HEADINGS, place="price_lists")


@bp.route("/products/words/<kind>/<int:word_id>", methods=["GET", "POST"])
def change_word(kind: str, word_id: int):
    word = _word(kind, word_id)
    form = WordForm(obj=word)
    if not form.is_submitted():
        return _page(kind, word, form)
    if not form.validate():
        return _page(kind, word, form), 422
    try:
        catalogue_words.rename(word, form.name.data)
    except CatalogueRefused as refusal:
        form.name.errors = [str(refusal)]
        return _page(kind, word, form), refusal.status
    flash(_("Saved."))
    return redirect(url_for(".list_words", _anchor=kind), 303)


@bp.post("/products/words/<kind>/<int:word_id>/removal")
def remove_word(kind: str, word_id: int):
    word = _word(kind, word_id)
    name = word.name
    catalogue_words.remove(word)
    flash(_("%(name)s is removed from the catalogue.", name=name))
    return redirect(url_for(".list_words", _anchor=kind), 303)


def _word(kind: str, word_id: int):
    if kind not in KINDS:
        abort(404)
    return db.session.scalar(word_of(kind, current_user.studio_id, word_id)) or abort(404)


def _page(kind: str, word, form: WordForm) -> str:
    count = len(db.session.execute(catalogue_words.users_of(word)).all())
    return render_template(
        "studio/word.html",
        kind=kind,
        word=word,
        form=form,
        heading=HEADINGS[kind],
        count=count,
        place="price_lists",
    )
