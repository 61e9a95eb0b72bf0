"""The time of a session: its last days, wishes for more, reminders, opening again."""

from datetime import timedelta

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from blueprints import access
from blueprints.studio import bp
from blueprints.studio.forms.deadlines import AnswerForm, ReopenForm, TimesForm
from blueprints.studio.tabs import tab_values
from models.extension import Extension
from models.gallery import Gallery
from models.types import utc_now
from services import deadlines, reminders, schedule

USUAL_EXTENSION = timedelta(days=7)


@bp.get("/galleries/<int:gallery_id>/settings/time")
def show_times(gallery_id: int):
    return _page(access.gallery_of_studio(gallery_id))


@bp.post("/galleries/<int:gallery_id>/settings/time")
def change_times(gallery_id: int):
    gallery = access.gallery_of_studio(gallery_id)
    form = TimesForm()
    if not form.validate():
        return _page(gallery, form=form), 422
    deadlines.change_times(gallery, form.times())
    flash(_("Saved."))
    return _back(gallery)


@bp.post("/galleries/<int:gallery_id>/reopening")
def reopen(gallery_id: int):
    gallery = access.gallery_of_studio(gallery_id)
    form = ReopenForm()
    if not form.validate():
        return _page(gallery, reopen_form=form), 422
    try:
        deadlines.reopen(gallery, form.day, form.tells.data, current_user.name)
    except deadlines.DayWrong as refusal:
        form.until_on.errors = [str(refusal)]
        return _page(gallery, reopen_form=form), refusal.status
    flash(_("The session is open again."))
    return _back(gallery)


@bp.post("/extensions/<int:extension_id>/answer")
def answer_extension(extension_id: int):
    """The button `refuse` says no; otherwise the day that was typed."""
    extension = access.extension_of_studio(extension_id)
    gallery = extension.invitation.gallery
    if "refuse" in request.form:
        deadlines.refuse_extension(extension, current_user.name)
        return _back(gallery)
    form = AnswerForm()
    try:
        if form.validate():
            deadlines.grant_extension(
                extension, form.day, form.fee_cents.data or 0, current_user.name
            )
            return _back(gallery)
    except deadlines.DayWrong as refusal:
        form.until_on.errors = [str(refusal)]
    return _page(gallery, answers={extension.id: form}), 422


@bp.post("/galleries/<int:gallery_id>/reminders")
def send_reminders(gallery_id: int):
    """Now instead of at the next run of the schedule."""
    gallery = access.gallery_of_studio(gallery_id)
    count = reminders.send_reminders(utc_now(), gallery)
    flash(ngettext("%(num)s reminder is on its way.", "%(num)s reminders are on their way.", count))
    return _back(gallery)


def _page(
    gallery: Gallery,
    form: TimesForm | None = None,
    reopen_form: ReopenForm | None = None,
    answers: dict[int, AnswerForm] | None = None,
):
    asked = [one for person in gallery.invitations for one in person.extensions]
    return render_template(
        "studio/gallery_times.html",
        **tab_values(gallery, "settings"),
        form=form or TimesForm(formdata=None, obj=gallery),
        reopen_form=reopen_form or _reopen_form(gallery),
        answers={one.id: _answer_form(one) for one in asked if one.is_open} | (answers or {}),
        asked=sorted(asked, key=lambda one: one.asked_at, reverse=True),
        is_over=_is_over(gallery),
        reminder_days=current_app.config["REMINDER_DAYS"],
        reminder_hour=current_app.config["REMINDER_HOUR"],
        run=schedule.facts().get("reminders"),
    )


def _answer_form(extension: Extension) -> AnswerForm:
    gallery = extension.invitation.gallery
    today = gallery.studio.today()
    usual = max(gallery.select_until_on or today, today) + USUAL_EXTENSION
    return AnswerForm(formdata=None, until_on=usual, fee_cents=extension.fee_cents)


def _reopen_form(gallery: Gallery) -> ReopenForm:
    return ReopenForm(formdata=None, until_on=gallery.studio.today() + USUAL_EXTENSION)


def _is_over(gallery: Gallery) -> bool:
    today = gallery.studio.today()
    last = gallery.select_until_on
    return gallery.is_sent and (gallery.is_expired_on(today) or bool(last and today > last))


def _back(gallery: Gallery):
    return redirect(url_for(".show_times", gallery_id=gallery.id), 303)
