"""The people of the studio: the list of them, and a card for each."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from blueprints import access
from blueprints.htmx import render
from blueprints.offer_access import partner_of_client
from blueprints.studio import bp, history
from blueprints.studio.forms.clients import ClientForm
from blueprints.studio.forms.partners import CompanyForm
from blueprints.studio.paging import page_of
from blueprints.studio.partner_card import around, lone, partner_of, partners_among
from extensions import db
from models import client_card
from models.client import Client
from models.client_list import SORTS, ClientFilter, ClientRow, figures_of, twins_of
from models.order_list import rows_of
from services import clients, delivery_reasons, partners
from services.accounts import EmailWrong
from services.partner_rights import is_module_on

MAILS_SHOWN = 30


@bp.get("/clients")
def list_clients():
    sort = request.args.get("sort", "")
    wishes = ClientFilter(
        text=request.args.get("text", "").strip()[:200],
        sort=sort if sort in SORTS else SORTS[0],
        twins=request.args.get("show") == "twins",
        partners=request.args.get("show") == "partners",
    )
    found = page_of(wishes.clients(current_user.studio_id))
    return render(
        "studio/clients.html",
        "studio/_found_clients.html",
        rows=ClientRow.join(found.items, db.session.execute(figures_of(found.items))),
        found=found,
        wishes=wishes,
        partners=partners_among(found.items),
        is_module_on=is_module_on(current_user.studio_id),
        place="clients",
    )


@bp.get("/clients/<int:client_id>")
def show_client(client_id: int):
    client = access.client_of_studio(client_id)
    return _card(client, ClientForm(formdata=None, obj=client))


@bp.post("/clients/<int:client_id>")
def change_client(client_id: int):
    client = access.client_of_studio(client_id)
    form = ClientForm()
    if not form.validate():
        return _card(client, form), 422
    try:
        clients.change_client(client, form.terms())
    except EmailWrong as refusal:
        form.email.errors = [str(refusal)]
        return _card(client, form), refusal.status
    except clients.EmailOfAnother as refusal:
        form.email.errors = [str(refusal)]
        return _card(client, form, other_id=refusal.other_id), refusal.status
    flash(_("Saved."))
    return redirect(url_for(".show_client", client_id=client_id), 303)


@bp.post("/clients/<int:client_id>/company")
def change_partner_company(client_id: int):
    partner, company = partner_of_client(client_id), CompanyForm()
    if not company.validate():
        form = ClientForm(formdata=None, obj=partner.client)
        return _card(partner.client, form, company=company), 422
    partners.change_company(partner, company.company())
    flash(_("Saved."))
    return redirect(url_for(".show_client", client_id=client_id), 303)


def _card(
    client: Client,
    form: ClientForm,
    other_id: int | None = None,
    company: CompanyForm | None = None,
) -> str:
    """`other_id` is the client who has the address that was typed; `company` was typed of a
    partner, and is wrong."""
    orders = db.session.scalars(client_card.orders_of(client)).all()
    mails = db.session.scalars(client_card.mails_to(client).limit(MAILS_SHOWN)).all()
    partner = partner_of(client)
    return render_template(
        "studio/client.html",
        form=form,
        other_id=other_id,
        sessions=db.session.execute(client_card.sessions_of(client)).all(),
        rows=rows_of(orders),
        consents=db.session.scalars(client_card.consents_of(client)).all(),
        mails=mails,
        twins=db.session.scalars(twins_of(client)).all(),
        promise_name=history.promise_name,
        reason=delivery_reasons.sentence,
        company=company or CompanyForm(formdata=None, obj=partner),
        **(around(partner, "data") if partner else lone(client)),
    )
