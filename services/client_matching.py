"""Whose order it is that came from elsewhere: a client the studio knows, or somebody new."""

from sqlalchemy import Select, select

from extensions import db
from models.client import Client
from models.folding import digits
from models.order import Order
from services.clients import client_of


def client_for(
    studio_id: int, name: str, email: str, phone: str = "", tax_id: str = ""
) -> Client | None:
    """By the tax number, else by e-mail, else by telephone; of several the oldest (N-15). A step.

    None when nothing is known of the person but a name.
    """
    if tax_id and (known := db.session.scalar(_ordered_as(studio_id, tax_id))):
        return known
    if email:
        client = client_of(studio_id, name, email)
        client.phone = client.phone or phone
        return client
    if not digits(phone):
        return None
    same = Client.of_studio(studio_id).where(Client.phone_digits == digits(phone))
    known = db.session.scalar(same.order_by(Client.id).limit(1))
    return known or Client(studio_id=studio_id, name=name, email="", phone=phone)


def _ordered_as(studio_id: int, tax_id: str) -> Select[Client]:
    """Whoever has ordered under this tax number before."""
    ids = select(Order.client_id).where(Order.studio_id == studio_id, Order.tax_id == tax_id)
    return Client.of_studio(studio_id).where(Client.id.in_(ids)).order_by(Client.id).limit(1)
