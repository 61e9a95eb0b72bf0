"""What only the operator of an installation sees: its state, its studios, their queues."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_login import current_user
from sqlalchemy import func, select

from blueprints import operator_access, operator_words, signing
from blueprints.studio import history
from blueprints.studio.paging import page_of, page_url
from extensions import db
from models.alarm import Alarm
from models.outbox import OutboxEntry
from models.outbox_load import OutboxLoad
from models.studio_census import StudioCensus
from models.studio_usage import Kind, StudioUsage
from models.types import utc_now
from services import (
    alarm_words,
    audit,
    condition,
    crew,
    delivery_reasons,
    outbox,
    quotas,
    rereading,
    schedule,
    signs,
)

PAST_ALARMS = 10

bp = Blueprint("operator", __name__, url_prefix="/operator")


@bp.before_request
def _is_operator():
    """Nobody else learns that there is something."""
    if not (current_user.is_authenticated and current_user.is_operator):
        abort(404)
    return signing.ask_for_second_factor()


@bp.get("")
def show_state():
    """Alarms, figures, and the work of the clock."""
    found = condition.look(utc_now())
    return render_template(
        "operator/state.html",
        found=found,
        seen=signs.seen(found),
        past=db.session.scalars(Alarm.over().limit(PAST_ALARMS)).all(),
        alarm_words=alarm_words,
        read=rereading.progress(),
        tasks=operator_words.TASKS,
        facts=schedule.facts(),
    )


@bp.post("/tasks/<name>/run")
def run_task(name: str):
    if name not in schedule.TASKS:
        abort(404)
    schedule.run_soon(name)
    return redirect(url_for(".show_state", _anchor="tasks"), code=303)


@bp.get("/studios")
def list_studios():
    found = [StudioCensus(*row) for row in db.session.execute(StudioCensus.everybody())]
    return render_template(
        "operator/studios.html",
        found=found,
        limit_of=quotas.limit_bytes,
        gigabyte=quotas.GIGABYTE,
        counted_at=db.session.scalar(select(func.min(StudioUsage.counted_at))),
    )


@bp.post("/studios/<int:studio_id>/quota")
def change_quota(studio_id: int):
    studio = operator_access.studio(studio_id)
    quotas.set_quota(studio, request.form.get("gigabytes", ""))
    audit.record(studio.id, "operator.quota", current_user.name, signing.caller())
    return redirect(url_for(".list_studios"), code=303)


@bp.get("/storage")
def show_storage():
    sums = db.session.execute(StudioUsage.sums())
    counted = {kind: (files, int(size)) for kind, files, size in sums}
    return render_template(
        "operator/storage.html",
        found=condition.look(utc_now()),
        kinds=operator_words.KINDS,
        counted=counted,
        order=list(Kind),
        read=rereading.progress(),
        wrong=rereading.wrong_ones(),
    )


@bp.get("/workers")
def show_workers():
    return render_template("operator/workers.html", crew=crew.look())


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
    entry = operator_access.outbox_entry(entry_id)
    outbox.retry_now(entry)
    what = history.promise_name(entry.kind)
    audit.record(entry.studio_id, "operator.retried", current_user.name, signing.caller(), what)
    return redirect(url_for(".show_queues"), code=303)
