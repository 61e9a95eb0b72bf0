"""The settings of sales documents, and a sample of them."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from blueprints.files import send_stored
from blueprints.htmx import wants_partial
from blueprints.studio import bp
from blueprints.studio.forms.documents import BASES, DocumentsForm
from extensions import limiter
from services import delivery_reasons, document_settings

PDF = "application/pdf"
throttled = limiter.limit("20 per hour", key_func=lambda: f"studio:{current_user.studio_id}")


@bp.get("/settings/documents")
def show_document_settings():
    form = DocumentsForm(formdata=None, obj=current_user.studio.document_settings)
    form.is_vat_exempt.data = "1" if current_user.studio.document_settings.is_vat_exempt else "0"
    return _page(form)


@bp.post("/settings/documents")
def change_document_settings():
    form = DocumentsForm()
    if not form.validate():
        return _page(form), 422
    document_settings.change_settings(current_user.studio, form.terms())
    flash(_("Saved. Documents that were issued stay as they are."))
    return redirect(url_for(".show_document_settings"), 303)


@bp.post("/settings/documents/sample")
@throttled
def ask_for_sample():
    document_settings.ask_for_sample(current_user.studio)
    return redirect(url_for(".show_sample"), 303)


@bp.get("/settings/documents/sample")
def show_sample():
    """How far the sample is; asks again until a worker has made it."""
    if not wants_partial():
        return redirect(url_for(".show_document_settings", _anchor="document-sample"), 303)
    return render_template("studio/_document_sample.html", **_sample())


@bp.get("/settings/documents/sample.pdf")
def download_sample():
    key = document_settings.ready_sample(current_user.studio)
    if key is None:
        return redirect(url_for(".show_document_settings", _anchor="document-sample"), 303)
    return send_stored(key, PDF, download_name="Kadr_sample.pdf", cache="no-store")


def _page(form: DocumentsForm) -> str:
    studio = current_user.studio
    return render_template(
        "studio/document_settings.html",
        form=form,
        bases=BASES,
        next_numbers=document_settings.next_numbers(studio),
        place="settings",
        part="documents",
        **_sample(),
    )


def _sample() -> dict:
    entry = document_settings.newest_sample(current_user.studio)
    reason = delivery_reasons.sentence(entry) if entry else ""
    return {"sample": entry, "sample_reason": reason}
