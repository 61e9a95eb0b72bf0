"""Settings of a session: its rules, and how the client's pages look."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from blueprints.access import gallery_of_studio
from blueprints.htmx import render
from blueprints.studio import bp
from blueprints.studio.forms.rules import LookForm, RulesForm, look_form
from blueprints.studio.tabs import tab_values
from formats import look_sheet
from models.gallery import Gallery, Scheme
from services import rules


@bp.get("/galleries/<int:gallery_id>/settings/rules")
def show_rules(gallery_id: int):
    gallery = gallery_of_studio(gallery_id)
    return _rules_page(gallery, RulesForm(formdata=None, obj=gallery))


@bp.post("/galleries/<int:gallery_id>/settings/rules")
def change_rules(gallery_id: int):
    gallery = gallery_of_studio(gallery_id)
    form = RulesForm()
    if not form.validate():
        return _rules_page(gallery, form), 422
    try:
        rules.change_rules(gallery, form.rules())
    except rules.LimitsCrossed as refusal:
        form.max_photo_count.errors = [str(refusal)]
        return _rules_page(gallery, form), 422
    flash(_("Saved."))
    return redirect(url_for(".show_rules", gallery_id=gallery_id), 303)


@bp.get("/galleries/<int:gallery_id>/settings/look")
def show_look(gallery_id: int):
    """The form; for htmx what an accent that is not saved yet would do."""
    gallery = gallery_of_studio(gallery_id)
    return _look_page(gallery, look_form(gallery, formdata=request.args or None))


@bp.post("/galleries/<int:gallery_id>/settings/look")
def change_look(gallery_id: int):
    gallery = gallery_of_studio(gallery_id)
    form = look_form(gallery)
    if not form.validate():
        return _look_page(gallery, form), 422
    rules.change_look(gallery, form.look())
    flash(_("Saved."))
    return redirect(url_for(".show_look", gallery_id=gallery_id), 303)


def _rules_page(gallery: Gallery, form: RulesForm):
    values = tab_values(gallery, "settings") | {"form": form, "traps": _traps(gallery)}
    return render("studio/gallery_rules.html", "studio/gallery_rules.html", **values)


def _look_page(gallery: Gallery, form: LookForm):
    values = tab_values(gallery, "settings")
    values |= {"form": form, "verdicts": _verdicts(form.chosen_accent, form.scheme.data)}
    return render("studio/gallery_look.html", "studio/_accent.html", **values)


def _traps(gallery: Gallery) -> list[str]:
    """Rules of the gallery that nobody could keep with what it sells."""
    prices = gallery.prices
    has_prints = any(item.is_print for item in prices.items)
    sells = prices.package_cents or prices.extra_photo_cents or prices.items
    traps = []
    if gallery.needs_print_of_each and not has_prints:
        traps.append(_("No print is on offer in this session, so nobody could order."))
    if gallery.forbids_free_orders and not sells:
        traps.append(_("Nothing in this session has a price, so nobody could order."))
    return traps


def _verdicts(accent: str, scheme: str) -> list[tuple[str, float, bool]]:
    """(light or dark, contrast, is it used) for each kind of page the client may see."""
    if not accent:
        return []
    seen = look_sheet.GROUNDS if scheme == Scheme.AUTO else [scheme]
    return [
        (one, look_sheet.ratio(accent, one), look_sheet.is_readable(accent, one))
        for one in seen
        if one in look_sheet.GROUNDS
    ]
