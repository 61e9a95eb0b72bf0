"""Settings: what happens by itself after an order has come in, and after it is completed."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_login import current_user

from blueprints import access
from blueprints.studio import bp
from blueprints.studio.forms import feedback as forms
from extensions import db
from models.feedback_settings import ImportMode
from models.order_action import Action
from models.timed_work import TimedWork
from services import feedback, feedback_resets, feedback_settings, order_actions, shop_lists, shops
from services.refusals import Refused
from services.shop_lists import Listing

ACTIONS = {
    Action.IMPORT_STATUS: lazy_gettext("Status after import"),
    Action.IMPORT_MAIL: lazy_gettext("E-mail after import"),
    Action.COMPLETION_STATUS: lazy_gettext("Status after completion"),
    Action.COMPLETION_MAIL: lazy_gettext("E-mail after completion"),
    Action.SHOP_DOCUMENT: lazy_gettext("PDF document in the shop"),
    Action.PAYMENT_STATUS: lazy_gettext("Status of the payment"),
    Action.TRACKING_NUMBER: lazy_gettext("Tracking number"),
    Action.THANK_YOU_MAIL: lazy_gettext("Thank-you e-mail"),
}
OLDER = {
    **{action.value: word for action, word in ACTIONS.items()},
    feedback_settings.COMPLETED: lazy_gettext("Completion, with a document of the sale"),
}
MODES = {
    ImportMode.RO: lazy_gettext("RO – customer reservation"),
    ImportMode.PF: lazy_gettext("PF – pro forma"),
    ImportMode.DS: lazy_gettext("DS – sales document"),
}
MODE_HINTS = {
    ImportMode.RO: lazy_gettext("Each order gets a confirmation; the sale is documented later."),
    ImportMode.PF: lazy_gettext("Each order gets a pro forma; the sale is documented later."),
    ImportMode.DS: lazy_gettext("The sale is documented at once, when the order comes in."),
}


@bp.get("/settings/feedback")
def show_feedback():
    return _page()


@bp.post("/settings/feedback")
def change_feedback():
    """Older orders that the change would set going are asked about first: `older`."""
    studio = current_user.studio
    terms = forms.terms_of(request.form, studio)
    older = request.form.get("older")
    is_asked = older in ("reset", "send")
    if not is_asked and (counts := feedback_settings.would_send(studio, terms)):
        return render_template("studio/feedback_older.html", counts=counts, words=OLDER, **_place())
    is_changed = feedback_settings.change(studio, terms, spares_older=older == "reset")
    if is_changed and older == "reset":
        feedback_resets.reset(
            studio, studio.today(), order_actions.PERFORMED, current_user.name, spares_open=True
        )
        flash(_("Saved. Nothing is sent for older orders."))
    else:
        flash(_("Saved."))
    return redirect(url_for(".show_feedback"), 303)


@bp.post("/settings/feedback/advice")
def dismiss_advice():
    feedback_settings.dismiss_advice(current_user.studio)
    return redirect(url_for(".show_feedback"), 303)


@bp.post("/settings/feedback/shops/<int:shop_id>/statuses")
def refresh_shop_statuses(shop_id: int):
    shop = access.shop_of_studio(shop_id)
    try:
        shop_lists.refresh(shop, Listing.STATUSES)
        flash(_("The statuses of the shop have been read."))
    except shops.ShopUnreachable as refusal:
        flash(str(refusal), "yellow")
    return redirect(url_for(".show_feedback", _anchor=f"shop-{shop_id}"), 303)


@bp.get("/settings/feedback/reset")
def show_reset():
    """What would be marked as done; nothing happens yet."""
    return _reset_page()


@bp.post("/settings/feedback/reset")
def make_reset():
    studio = current_user.studio
    try:
        done = feedback_resets.reset(
            studio,
            forms.day_of(request.form, studio),
            forms.actions_of(request.form),
            current_user.name,
            spares_open="spares_open" in request.form,
        )
    except feedback_resets.NothingTicked as refusal:
        return _reset_page(str(refusal)), refusal.status
    flash(_("Marked as done. Nothing was sent."))
    return redirect(url_for(".show_feedback", _anchor=f"reset-{done.id}"), 303)


@bp.post("/settings/feedback/reset/<int:reset_id>/undo")
def undo_reset(reset_id: int):
    try:
        feedback_resets.undo(current_user.studio, reset_id)
        flash(_("Undone. These orders wait again."))
    except Refused as refusal:
        flash(str(refusal), "yellow")
    return redirect(url_for(".show_feedback", _anchor="reset"), 303)


@bp.post("/orders/feedback")
def run_feedback():
    report = feedback.run(current_user.studio)
    if report.unclear:
        flash(
            _("%(count)s orders cannot be completed: see why in them.", count=report.unclear),
            "yellow",
        )
    if report.count:
        told = _("Completed: %(completed)s, promised: %(promised)s.", **vars(report))
        flash(told)
    elif not report.unclear:
        flash(_("Nothing is left to do."))
    return redirect(url_for(".list_orders"), 303)


def _page() -> str:
    studio = current_user.studio
    return render_template(
        "studio/feedback.html",
        settings=studio.feedback,
        shops=feedback_settings.shops_of(studio),
        pushing=feedback_settings.pushing_shops(studio),
        modes=MODES,
        mode_hints=MODE_HINTS,
        words=ACTIONS,
        waiting=feedback_resets.waiting(studio, studio.today()),
        today=studio.today(),
        last_reset=feedback_resets.latest(studio),
        next_run_at=next_run_at(),
        **_place(),
    )


def _reset_page(error: str = "") -> str:
    studio = current_user.studio
    up_to_on = forms.day_of(request.values, studio)
    return render_template(
        "studio/feedback_reset.html",
        up_to_on=up_to_on,
        ticked=forms.actions_of(request.values),
        spares_open="spares_open" in request.values,
        words=ACTIONS,
        waiting=feedback_resets.waiting(studio, up_to_on),
        error=error,
        **_place(),
    )


def next_run_at():
    """When the schedule looks after all studios again; None before it ran at all."""
    row = db.session.get(TimedWork, "feedback")
    return row.next_run_at if row else None


def _place() -> dict[str, str]:
    return {"place": "settings", "part": "feedback"}
