"""Orders that people placed in the shop, and what came of them here."""

from sqlalchemy import select

from extensions import db
from models import Order
from services import shop_exchanges

BUYER = {
    "billing": {
        "first_name": "Ewa",
        "last_name": "Żak",
        "company": "Żak sp. z o.o.",
        "address_1": "Długa 1",
        "city": "Gdańsk",
        "postcode": "80-001",
        "country": "PL",
        "email": "ewa@example.com",
        "phone": "600100200",
    },
    "fee_lines": [{"name": "Fotoobraz 60×40", "total": "100.00"}],
}


def fetched():
    """Orders that came from shops, oldest first."""
    return db.session.scalars(select(Order).where(Order.source == "shop").order_by(Order.id)).all()


def exchange(shop, name):
    """Have it run now."""
    row = next(one for one in shop.exchanges if one.name == name)
    shop_exchanges.ask(shop, name)
    shop_exchanges.run(row.id)
