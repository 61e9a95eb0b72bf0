"""Calls of a shop that it has news: signed, once, and nothing of them believed."""

import base64
import hashlib
import hmac
import json

import pytest
from sqlalchemy import select

from extensions import db
from models import Shop
from models.shop_exchange import Exchange
from models.token import token_hash
from services import shop_news, vault
from services.shop_news import Line
from tests.blueprints.studio.shopping import make_shop
from tests.fakes.shop_connector import FULL, MUTE
from tests.services.conftest import scripted_shop, shop_server  # noqa: F401

TOKEN, SECRET = "a-token-that-nobody-guesses", "tajne-hasło-żółw"
BODY = json.dumps({"id": 81, "status": "completed", "total": "0.00"}).encode()


@pytest.fixture
def shop(make):
    sealed = vault.seal(json.dumps(Line(TOKEN, SECRET)))
    return make_shop(
        make.make_studio(),
        platform="woocommerce",
        news_hash=token_hash(TOKEN),
        news_sealed=sealed,
        fetches_orders=True,
    )


def call(web, body=BODY, *, signed=BODY, token=TOKEN, delivery="d-1", secret=SECRET):
    digest = hmac.new(secret.encode(), signed, hashlib.sha256).digest()
    headers = {"X-WC-Webhook-Signature": base64.b64encode(digest).decode()}
    headers["X-WC-Webhook-Delivery-ID"] = delivery
    return web.post(
        f"/hooks/shops/{token}", data=body, headers=headers, content_type="application/json"
    )


def is_asked(shop) -> bool:
    return next(one for one in shop.exchanges if one.name == Exchange.ORDERS).asked_at is not None


def forget(shop) -> None:
    for one in shop.exchanges:
        one.asked_at = None
    db.session.commit()


@pytest.mark.csrf
def test_a_signed_call_has_the_orders_fetched(web, shop):
    """B-42, shops 1.10: a webhook means "poll now"."""
    assert call(web).status_code == 200
    assert is_asked(shop)


def test_the_unsigned_greeting_is_answered_and_does_nothing(web, shop):
    """8.25."""
    answer = web.post(
        f"/hooks/shops/{TOKEN}",
        data=b"webhook_id=1",
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.status_code == 200
    assert not is_asked(shop)


@pytest.mark.parametrize(
    "wrong",
    [{"signed": b"another body"}, {"secret": "another secret"}, {"body": BODY + b" "}],
)
def test_what_the_shop_has_not_signed_is_refused(web, shop, wrong):
    """8.25: the signature of these very bytes."""
    assert call(web, **wrong).status_code == 401
    assert not is_asked(shop)


def test_a_call_without_a_signature_is_refused(web, shop):
    assert web.post(f"/hooks/shops/{TOKEN}", data=BODY).status_code == 401
    assert web.post(f"/hooks/shops/{TOKEN}", data=b"webhook_id=1&x=2").status_code == 401
    assert not is_asked(shop)


def test_a_call_that_came_before_does_nothing(web, shop):
    """8.25: a replay."""
    call(web)
    forget(shop)
    assert call(web).status_code == 200
    assert not is_asked(shop)
    assert call(web, delivery="d-2").status_code == 200
    assert is_asked(shop)


def test_only_the_latest_calls_are_remembered(web, shop, monkeypatch):
    monkeypatch.setattr(shop_news, "KEPT", 3)
    for number in range(6):
        call(web, delivery=f"d-{number}")
    kept = db.session.scalars(select(shop_news.ShopNews.delivery_id)).all()
    assert len(kept) <= 4
    assert "d-5" in kept


def test_an_unknown_address_leads_nowhere(web, shop):
    assert call(web, token="another").status_code == 404
    shop_news.turn_off(shop)
    assert call(web).status_code == 404


def test_a_call_is_at_most_a_megabyte(web, shop):
    """8.24: limits on what comes in."""
    large = b"x" * (shop_news.BODY_BYTES + 1)
    assert call(web, large, signed=large).status_code == 413
    assert not is_asked(shop)


def test_nothing_of_a_call_is_believed(web, shop):
    """shops 1.10: re-fetch rather than trust the body."""
    before = (shop.statuses, shop.fetched_until_at, shop.facts)
    call(web)
    assert (shop.statuses, shop.fetched_until_at, shop.facts) == before


def test_the_shop_is_asked_to_call_with_a_secret_that_is_sealed(studio_web, shop_server):  # noqa: F811
    """The switch on the overview."""
    shop = make_shop(studio_web.user.studio, shop_server.url, platform=FULL)
    address = f"/studio/shops/{shop.id}/news"
    assert studio_web.post(address, data={"on": "1"}).status_code == 303
    asked = shop_server.told[-1]
    token = asked["address"].rpartition("/")[2]
    assert shop.news_hash == token_hash(token)
    page = studio_web.get(f"/studio/shops/{shop.id}").text
    assert token not in page
    assert asked["secret"] not in page
    assert asked["secret"] not in shop.news_sealed
    studio_web.post(address, data={})
    assert shop.news_hash is None


def test_a_shop_that_does_not_answer_is_not_waited_for(studio_web, shop_server):  # noqa: F811
    shop = make_shop(studio_web.user.studio, shop_server.url, platform=FULL)
    shop_server.script("500")
    studio_web.post(f"/studio/shops/{shop.id}/news", data={"on": "1"})
    assert shop.news_hash is None


def test_a_shop_that_cannot_call_is_not_forced(studio_web):
    """O-12."""
    shop = make_shop(studio_web.user.studio, platform=MUTE)
    answer = studio_web.post(f"/studio/shops/{shop.id}/news", data={"on": "1"})
    assert answer.status_code == 400
    assert db.session.scalar(select(Shop.news_hash)) is None
