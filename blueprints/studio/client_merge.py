"""Two cards of one person, side by side, and put together."""

from collections.abc import Sequence

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from blueprints import access
from blueprints.numbers import number
from blueprints.studio import bp
from extensions import db
from models.client import Client
from models.client_list import ClientFilter, ClientRow, figures_of, twins_of
from services import client_merges

FOUND = 20


@bp.get("/clients/<int:client_id>/merge")
def show_client_merge(client_id: int):
    """Who may be the same person, or whom `?text=` finds; with `?other=` both side by side."""
    client = access.client_of_studio(client_id)
    other_id = request.args.get("other", type=number)
    other = access.client_of_studio(other_id) if other_id else None
    if other is client:
        abort(404)
    text = request.args.get("text", "").strip()[:200]
    shown = [client, other] if other else _found(client, text)
    return render_template(
        "studio/client_merge.html",
        client=client,
        other=other,
        text=text,
        rows=ClientRow.join(shown, db.session.execute(figures_of(shown))),
        place="clients",
    )


@bp.post("/clients/<int:client_id>/merge")
def merge_client(client_id: int):
    client = access.client_of_studio(client_id)
    other = access.client_of_studio(request.form.get("other", 0, type=number))
    client_merges.merge_clients(client, other, request.form, current_user.name)
    flash(_("Both are one client now. All links keep working."))
    return redirect(url_for(".show_client", client_id=client_id), 303)


def _found(client: Client, text: str) -> Sequence[Client]:
    if not text:
        return db.session.scalars(twins_of(client)).all()
    wanted = ClientFilter(text=text, sort="name").clients(client.studio_id)
    return db.session.scalars(wanted.where(Client.id != client.id).limit(FOUND)).all()
