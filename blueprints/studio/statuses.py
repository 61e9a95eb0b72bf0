"""Settings: the statuses of orders, their names, their order, and how one is removed."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from blueprints import access
from blueprints.numbers import number
from blueprints.studio import bp
from blueprints.studio.forms.statuses import StatusForm
from extensions import db
from models.order_status import OrderStatus
from services import statuses

MOVES = {"up": -1, "down": 1}


@bp.get("/settings/statuses")
def list_statuses():
    return _page()


@bp.post("/settings/statuses")
def add_status():
    form = StatusForm(prefix=_prefix())
    if not form.validate():
        return _page(form), 422
    added = statuses.add_status(current_user.studio, form.names())
    flash(_("Saved."))
    return _back(added.id)


@bp.post("/settings/statuses/<int:status_id>")
def change_status(status_id: int):
    status = access.status_of_studio(status_id)
    form = StatusForm(prefix=_prefix(status_id))
    if not form.validate():
        return _page(form, status_id), 422
    statuses.change_status(status, form.names())
    flash(_("Saved."))
    return _back(status_id)


@bp.post("/settings/statuses/<int:status_id>/move")
def move_status(status_id: int):
    status = access.status_of_studio(status_id)
    by = MOVES.get(request.form.get("to", "")) or abort(400)
    statuses.move(status, by)
    return _back(status_id)


@bp.get("/settings/statuses/<int:status_id>/removal")
def show_status_removal(status_id: int):
    """How many orders have it, and where they could go."""
    return _removal(access.status_of_studio(status_id))


@bp.post("/settings/statuses/<int:status_id>/removal")
def remove_status(status_id: int):
    status = access.status_of_studio(status_id)
    into_id = request.form.get("into", type=number)
    into = access.status_of_studio(into_id) if into_id else None
    try:
        moved = statuses.remove_status(status, current_user.name, into)
    except statuses.StatusInUse as refusal:
        return _removal(status, str(refusal)), 422
    told = ngettext("%(num)s order was moved.", "%(num)s orders were moved.", moved)
    flash(f"{_('Removed.')} {told}" if moved else _("Removed."))
    return _back()


def _page(sent: StatusForm | None = None, sent_id: int | None = None) -> str:
    """All forms; `sent` came back with something to put right, for a new one or for `sent_id`."""
    known = db.session.scalars(OrderStatus.of_studio(current_user.studio_id)).all()
    return render_template(
        "studio/statuses.html",
        forms=[(one, sent if sent and one.id == sent_id else _form_of(one)) for one in known],
        wrong_id=sent_id,
        new=sent if sent and sent_id is None else StatusForm(formdata=None, prefix=_prefix()),
        place="settings",
        part="statuses",
    )


def _removal(status: OrderStatus, error: str = "") -> str:
    known = db.session.scalars(OrderStatus.of_studio(current_user.studio_id)).all()
    return render_template(
        "studio/status_removal.html",
        status=status,
        order_count=statuses.order_count(status),
        others=[one for one in known if one.id != status.id],
        error=error,
        place="settings",
        part="statuses",
    )


def _form_of(status: OrderStatus) -> StatusForm:
    return StatusForm(formdata=None, obj=status, prefix=_prefix(status.id))


def _prefix(status_id: int | None = None) -> str:
    """Of the names of one form: several stand on the page."""
    return "new" if status_id is None else f"s{status_id}"


def _back(status_id: int | None = None):
    anchor = f"status-{status_id}" if status_id else None
    return redirect(url_for(".list_statuses", _anchor=anchor), 303)
