"""Completing an order, clearing up what held it up, and sending its mails once more."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_login import current_user

from blueprints import access
from blueprints.studio import bp
from models.order import Order
from models.order_action import Action
from services import completion, delivery_reasons, resending
from services.document_refusals import DocumentRefused
from services.refusals import Refused

MAILS = {
    "order_imported": (Action.IMPORT_MAIL, lazy_gettext("Message after the order has come in")),
    "order_completed": (Action.COMPLETION_MAIL, lazy_gettext("Message after completion")),
}


@bp.post("/orders/<int:order_id>/completion")
def complete_order(order_id: int):
    order = access.order_of_studio(order_id)
    try:
        completion.complete(order, current_user.name)
    except DocumentRefused as refusal:
        return _not_completed(order, refusal), refusal.status
    flash(_("Order #%(number)s is completed.", number=order.number))
    return _back_to(order)


@bp.post("/orders/<int:order_id>/clarification")
def clarify_order(order_id: int):
    order = access.order_of_studio(order_id)
    resending.settle_question(order, current_user.name)
    return _back_to(order)


@bp.get("/orders/<int:order_id>/mails/<event>")
def show_resending(order_id: int, event: str):
    """What is known of the mail, before it is sent once more."""
    return _resending(access.order_of_studio(order_id), event)


@bp.post("/orders/<int:order_id>/mails/<event>")
def resend_mail(order_id: int, event: str):
    order = access.order_of_studio(order_id)
    action, _name = MAILS.get(event) or abort(404)
    try:
        entry = resending.send_again(order, action, current_user.name)
    except Refused as refusal:
        return _resending(order, event, str(refusal)), refusal.status
    flash(_("The message is on its way to %(email)s.", email=entry.recipient))
    return _back_to(order)


def _resending(order: Order, event: str, error: str = "") -> str:
    action, name = MAILS.get(event) or abort(404)
    return render_template(
        "studio/resend.html",
        order=order,
        event=event,
        name=name,
        entry=resending.known(order, action),
        flag=resending.flag_of(order, action),
        reason=delivery_reasons.sentence,
        error=error,
        place="orders",
    )


def _not_completed(order: Order, refusal: DocumentRefused) -> str:
    return render_template(
        "studio/not_completed.html",
        order=order,
        reason=str(refusal),
        mend_at=getattr(refusal, "mend_at", ""),
        place="orders",
    )


def _back_to(order: Order):
    return redirect(url_for("studio.show_order", order_id=order.id), code=303)
