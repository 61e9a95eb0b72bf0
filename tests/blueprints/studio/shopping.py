"""A shop of the signed-in studio, with everything that it lists."""

import json

from extensions import db
from models.shop import Shop
from models.types import utc_now
from services import shop_exchanges, vault
from tests.fakes.shop_connector import FULL

SECRET = "sk-live-0123456789abcd7f2c"
STATUSES = [{"code": "new", "name": "New"}, {"code": "done", "name": "Completed"}]
SHIPPING = [{"code": "flat", "name": "Kurier sklepu"}, {"code": "pickup", "name": "Odbiór"}]
PAYMENTS = [{"code": "bacs", "name": "Przelew"}]
TAXES = [{"code": "std", "name": "Stawka 23", "percent": "23"}]


def make_shop(studio, base_url="https://shop.example", platform=FULL, **values) -> Shop:
    shop = Shop(studio_id=studio.id, platform=platform, name="Odbitki", base_url=base_url)
    shop.access_sealed = vault.seal(json.dumps({"key": SECRET}))
    shop.statuses, shop.shipping, shop.payments, shop.taxes = STATUSES, SHIPPING, PAYMENTS, TAXES
    for name, value in values.items():
        setattr(shop, name, value)
    db.session.add(shop)
    shop_exchanges.begin(shop, utc_now())
    db.session.commit()
    return shop
