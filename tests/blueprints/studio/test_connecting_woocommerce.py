"""The wizard and a scripted WooCommerce, over HTTPS with an authority of its own."""

import re

from sqlalchemy import select

from extensions import db
from models import Shop
from models.shop_mapping import Subject
from tests.blueprints.studio.looking import get
from tests.fakes.woo_server import KEYS, woo_tls, woo_tls_process  # noqa: F401

LIST = "/studio/shops"
HTMX = {"HX-Request": "true"}


def typed(server, **values):
    return {"platform": "woocommerce", "name": "Odbitki", "base_url": server.url} | KEYS | values


def failed_step(web, server, **values) -> tuple[str, str]:
    """The step that the check names, and the whole answer."""
    answer = web.post(LIST, data=typed(server, check="1", **values), headers=HTMX)
    assert answer.status_code == 422
    found = re.search(r'<li class="failed">.*?<div>(.*?)\s*<span', answer.text, re.S)
    return found[1].strip(), answer.text


def test_each_thing_that_can_be_wrong_is_named(studio_web, woo_tls):  # noqa: F811
    """8.14, 8.24: certificate, key, right to write."""
    pinned = {"ca_pem": woo_tls.ca_pem}
    step, page = failed_step(studio_web, woo_tls)
    assert (step, "Certyfikat" in page) == ("Sklep odpowiada pod tym adresem", True)
    step, page = failed_step(studio_web, woo_tls, secret="cs_wrong", **pinned)  # noqa: S106
    assert (step, "Sklep odrzuca klucz" in page) == ("Klucz jest przyjęty", True)
    assert "cs_wrong" not in page


def test_it_is_connected_and_its_lists_can_be_linked(studio_web, woo_tls):  # noqa: F811
    """Issue: connect a WooCommerce, map."""
    answer = studio_web.post(LIST, data=typed(woo_tls, ca_pem=woo_tls.ca_pem))
    assert answer.status_code == 303
    shop = db.session.scalar(select(Shop))
    assert shop.facts["currency"] == "PLN"
    assert shop.knows_status("processing")
    ours = str(shop.studio.order_statuses[1].id)
    address = f"{LIST}/{shop.id}"
    studio_web.post(f"{address}/statuses", data={f"map:{ours}": "processing"})
    assert shop.mapped(Subject.STATUS, ours) == "processing"
    assert "Przy tym statusie sklep sam pisze do klienta" in get(studio_web, f"{address}/statuses")
    assert not any(change.startswith(("PUT", "DELETE")) for change in woo_tls.changes)


def test_it_is_asked_to_call_when_orders_change(studio_web, woo_tls):  # noqa: F811
    """shops 1.10."""
    studio_web.post(LIST, data=typed(woo_tls, ca_pem=woo_tls.ca_pem))
    shop = db.session.scalar(select(Shop))
    studio_web.post(f"{LIST}/{shop.id}/news", data={"on": "1"})
    assert shop.news_hash
    assert len(woo_tls.state["webhooks"]) == 2
