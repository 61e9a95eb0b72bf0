"""A studio whose shop is a scripted WooCommerce."""

import json
from datetime import timedelta

import pytest

from extensions import db
from models import Shop
from models.types import utc_now
from services import shop_exchanges, vault
from tests.fakes.woo_server import KEYS, woo, woo_process  # noqa: F401

TAXES = [
    {"code": "", "name": "Standard", "percent": "23"},
    {"code": "stawka-8", "name": "8", "percent": "8"},
    {"code": "stawka-5", "name": "5", "percent": "5"},
    {"code": "zwolnione", "name": "Zwolnione", "percent": "0"},
]


@pytest.fixture
def studio(make):
    return make.make_studio()


@pytest.fixture
def shop(app, studio, woo, monkeypatch):  # noqa: F811
    """It takes orders of others, and is told of payments."""
    monkeypatch.setitem(app.config, "SHOP_TIMEOUT_S", 1)
    return connect(studio, woo, pushes_orders=True, passes_payments=True)


def connect(studio, server, **values) -> Shop:
    shop = Shop(
        studio=studio,
        platform="woocommerce",
        name="Sklep",
        base_url=server.url,
        access_sealed=vault.seal(json.dumps(KEYS)),
        taxes=TAXES,
        **values,
    )
    db.session.add(shop)
    shop_exchanges.begin(shop, utc_now())
    db.session.commit()
    return shop


@pytest.fixture
def fetching(shop):
    """The shop, whose own orders are fetched, too: those of the last hour."""
    shop.fetches_orders = True
    shop.fetches_from_at = utc_now() - timedelta(hours=1)
    db.session.commit()
    return shop
