"""What the law gives to a person: a copy of their data, and being erased."""

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from blueprints import access
from blueprints.studio import bp
from formats.download_names import archive_name
from formats.person_archive import person_archive
from models.client import Client
from models.person import facts_of
from models.types import utc_now
from services import erasing


@bp.get("/clients/<int:client_id>/data.zip")
def download_client_data(client_id: int):
    client = access.client_of_studio(client_id)
    facts = facts_of(client)
    page = render_template(
        "studio/person.html", client=client, facts=facts, now=utc_now(), studio=client.studio
    )
    archive = person_archive(page, facts, (_("data") + ".html", _("data") + ".json"))
    answer = current_app.response_class(archive, mimetype="application/zip")
    name = archive_name(client.name, _("data"))
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.get("/clients/<int:client_id>/erasure")
def show_erasure(client_id: int):
    return _page(access.client_of_studio(client_id))


@bp.post("/clients/<int:client_id>/erasure")
def erase_client(client_id: int):
    client = access.client_of_studio(client_id)
    try:
        erasing.erase_person(client, request.form.get("name", ""), current_user.name)
    except erasing.NameWrong as refusal:
        return _page(client, refusal), refusal.status
    flash(_("The person is erased. Their orders stay without a name."))
    return redirect(url_for(".list_clients"), 303)


def _page(client: Client, refusal: object = None) -> str:
    return render_template(
        "studio/client_erasure.html",
        client=client,
        loss=erasing.erasure_of(client),
        kept_until=erasing.kept_until,
        refusal=refusal,
        typed=request.form.get("name", ""),
        place="clients",
    )
