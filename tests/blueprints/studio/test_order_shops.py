"""The card of an order that says how it stands in the shops, and what is decided there."""

import pytest

from extensions import db
from models import ShopLink
from models.types import utc_now
from tests.blueprints.studio.looking import get


@pytest.fixture
def order(make, studio_web):
    return make.make_order(make.make_cart(make.make_gallery(studio_web.user.studio).invitations[0]))


@pytest.fixture
def link(make, order):
    shop = make.make_shop(order.studio, platform="woocommerce", name="Sklep z albumami")
    return make.link_order(order, shop, number="4711", total_cents=9150)


def found(link, finding, **facts):
    link.finding, link.finding_facts, link.found_at = finding, facts, utc_now()
    db.session.commit()


def page_of(web, order):
    return get(web, f"/studio/orders/{order.id}")


def decide(web, link, wish):
    return web.post(f"/studio/shop-links/{link.id}/decision", data={"wish": wish})


def test_both_numbers_are_shown_and_found(studio_web, order, link):
    """B-02."""
    page = page_of(studio_web, order)
    assert "Sklep z albumami" in page
    assert "#4711" in page
    assert str(order.number) in get(studio_web, "/studio/orders?text=4711")


def test_a_total_that_differs_is_told_with_both_sums(studio_web, order, link):
    """shops.md 8.9."""
    found(link, "total", ours=9000, theirs=9150, currency="PLN", their_currency="PLN")
    page = page_of(studio_web, order)
    assert "91,50" in page
    assert "90,00" in page
    assert "Tak jest dobrze" in page


@pytest.mark.parametrize("finding", ["deleted", "trashed"])
def test_an_order_that_is_gone_can_be_passed_again(studio_web, order, link, finding):
    """shops.md 8.15: a deliberate act."""
    found(link, finding)
    assert "Przekaż ponownie" in page_of(studio_web, order)
    assert decide(studio_web, link, "again").status_code == 303
    db.session.refresh(link)
    assert (link.finding, link.remote_id) == ("", "")


def test_a_decision_is_taken_once(studio_web, order, link):
    found(link, "deleted")
    assert decide(studio_web, link, "accept").status_code == 303
    assert decide(studio_web, link, "accept").status_code == 409
    assert decide(studio_web, link, "again").status_code == 409


@pytest.mark.parametrize("wish", ["", "nonsense", "-1"])
def test_a_decision_that_is_none_changes_nothing(studio_web, link, wish):
    """A24."""
    found(link, "deleted")
    assert decide(studio_web, link, wish).status_code == 400
    assert db.session.get(ShopLink, link.id).finding == "deleted"


def test_an_order_that_was_changed_since_says_so(studio_web, order, link):
    """B-34."""
    link.order_version = order.version
    order.version += 1
    db.session.commit()
    page = page_of(studio_web, order)
    assert "zmienione po przekazaniu" in page
    assert "Zmiany nie zostaną przekazane do sklepu" in page
    assert "Zmiany nie zostaną przekazane do sklepu" in get(
        studio_web, f"/studio/orders/{order.id}/edit"
    )
