"""One promise to the outside world: how its tries went, and what a person decides about it."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from blueprints import access
from blueprints.studio import bp, history, promise_places
from blueprints.studio.account import local_page
from models.outbox import OutboxEntry
from services import delivery_reasons, outbox, promises


@bp.get("/outbox/<int:entry_id>")
def show_entry(entry_id: int):
    return _page(access.outbox_entry_of_studio(entry_id))


@bp.post("/outbox/<int:entry_id>/retry")
def retry_entry(entry_id: int):
    outbox.retry_now(access.outbox_entry_of_studio(entry_id))
    actions = url_for("studio.show_activity", state=request.form.get("state"))
    return redirect(local_page(request.form.get("next")) or actions, code=303)


@bp.post("/outbox/<int:entry_id>/cancellation")
def cancel_entry(entry_id: int):
    entry = access.outbox_entry_of_studio(entry_id)
    promises.cancel(entry, current_user.name)
    flash(_("Cancelled. It will not be sent."))
    return redirect(url_for(".show_entry", entry_id=entry.id), code=303)


@bp.post("/outbox/<int:entry_id>/settlement")
def settle_entry(entry_id: int):
    """It was done in another way, which has to be said."""
    entry = access.outbox_entry_of_studio(entry_id)
    reason = request.form.get("reason", "")[:200]
    try:
        promises.mark_done(entry, current_user.name, reason)
    except promises.ReasonMissing as refusal:
        return _page(entry, reason_error=str(refusal)), refusal.status
    flash(_("Marked as done."))
    return redirect(url_for(".show_entry", entry_id=entry.id), code=303)


def _page(entry: OutboxEntry, reason_error: str = ""):
    return render_template(
        "studio/promise.html",
        entry=entry,
        gallery=promise_places.galleries_of([entry]).get(entry.id),
        order=promise_places.orders_of([entry]).get(entry.id),
        promise_name=history.promise_name,
        reason=delivery_reasons.sentence,
        explain=delivery_reasons.explain,
        reason_error=reason_error,
        can_decide=entry.state in promises.UNDECIDED,
        place="activity",
    )
