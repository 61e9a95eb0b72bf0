"""What only the operator of an installation sees: the queues of all studios."""

from flask import Blueprint, abort, redirect, render_template, url_for
from flask_login import current_user
from sqlalchemy import select

from blueprints import access, signing
from blueprints.studio import history
from blueprints.studio.paging import page_of, page_url
from extensions import db
from models.outbox import OutboxEntry
from models.outbox_load import OutboxLoad
from services import audit, delivery_reasons, outbox

bp = Blueprint("operator", __name__, url_prefix="/operator")


@bp.before_request
def _is_operator():
    """Nobody else learns that there is something."""
    if not (current_user.is_authenticated and current_user.is_operator):
        abort(404)
    return signing.ask_for_second_factor()


@bp.get("/queues")
def show_queues():
    """Every studio's load, and what has failed; whom a message was for stays with its studio."""
    dead = select(OutboxEntry).where(OutboxEntry.state == "dead").order_by(OutboxEntry.id.desc())
    loads = [OutboxLoad(*row) for row in db.session.execute(OutboxLoad.by_studio())]
    return render_template(
        "operator/queues.html",
        loads=loads,
        names={load.studio.id: load.studio.name for load in loads},
        found=page_of(dead),
        page_url=page_url,
        promise_name=history.promise_name,
        reason=delivery_reasons.sentence,
    )


@bp.post("/outbox/<int:entry_id>/retry")
def retry_entry(entry_id: int):
    entry = access.outbox_entry_of_operator(entry_id)
    outbox.retry_now(entry)
    what = history.promise_name(entry.kind)
    audit.record(entry.studio_id, "operator.retried", current_user.name, signing.caller(), what)
    return redirect(url_for(".show_queues"), code=303)
