"""What every tab of a partner's card shows above its own."""

from collections.abc import Iterable
from typing import Any

from flask_login import current_user
from sqlalchemy import func, or_, select

from extensions import db
from models.client import Client
from models.order import Order
from models.partner import Partner
from services import partner_rights


def partner_of(client: Client) -> Partner | None:
    return db.session.scalar(select(Partner).where(Partner.client_id == client.id))


def partners_among(clients: Iterable[Client]) -> dict[int, Partner]:
    """Those of them who are partners, by the client's id; one query."""
    ids = [client.id for client in clients]
    found = db.session.scalars(select(Partner).where(Partner.client_id.in_(ids)))
    return {partner.client_id: partner for partner in found}


def lone(client: Client) -> dict[str, Any]:
    """The same for a client who is no partner."""
    is_on = partner_rights.is_module_on(current_user.studio_id)
    return {"partner": None, "client": client, "place": "clients", "is_module_on": is_on}


def around(partner: Partner, tab: str) -> dict[str, Any]:
    """Values for `studio/partner_page.html`."""
    return {
        "partner": partner,
        "client": partner.client,
        "tab": tab,
        "place": "clients",
        "order_count": order_count(partner),
        "is_module_on": partner_rights.is_module_on(current_user.studio_id),
    }


def order_count(partner: Partner) -> int:
    return db.session.scalar(select(func.count()).select_from(Order).where(orders_of(partner))) or 0


def orders_of(partner: Partner):
    """What the partner has sent, and what the studio typed in for them."""
    return or_(Order.partner_id == partner.id, Order.client_id == partner.client_id)
