"""Orders of partners among all the others: told apart, narrowed to, found."""

import pytest

from extensions import db
from models.order_filter import OrderFilter
from tests.blueprints.studio.looking import get
from tests.services.partners.stand import Stand


@pytest.fixture
def partner(make, studio_web):
    """Ramiarnia Dąb, with one order that is called RD-17 there."""
    stand = Stand(make, studio=studio_web.user.studio)
    stand.partner.client.name = "Ramiarnia Dąb"
    db.session.commit()
    stand.order(reference="RD-17")
    return stand.partner


def listed(web, query):
    return '<span class="num">RD-17</span>' in get(web, f"/studio/orders?{query}")


def test_the_list_says_whose_they_are_and_what_they_call_them(studio_web, partner):
    """I-12, N-26."""
    page = get(studio_web, "/studio/orders")
    told = '<span class="dot">·</span> Partner <span class="num">RD-17</span>'
    assert f"Ramiarnia Dąb {told}" in page


def test_the_list_is_narrowed_to_partners_and_to_one_of_them(make, studio_web, partner):
    other = make.make_partner(partner.studio)
    page = get(studio_web, "/studio/orders")
    assert f'<option value="partner-{partner.id}">Partner: Ramiarnia Dąb</option>' in page
    assert listed(studio_web, "source=partner")
    assert listed(studio_web, f"source=partner-{partner.id}")
    assert not listed(studio_web, f"source=partner-{other.id}")
    assert not listed(studio_web, "source=client")


def test_a_partner_of_another_studio_is_no_source(make, studio_web, partner):
    foreign = Stand(make)
    foreign.order(reference="X-1")
    page = get(studio_web, f"/studio/orders?source=partner-{foreign.partner.id}")
    assert "X-1" not in page
    assert foreign.partner.name not in page


@pytest.mark.parametrize("source", ["partner-", "partner-x", "partner-²", "partner-" + "9" * 30])
def test_a_source_that_is_none_finds_nothing(studio_web, partner, source):
    assert not listed(studio_web, f"source={source}")


@pytest.mark.parametrize("words", ["RD-17", "rd-1", "dab", "Ramiarnia Dąb"])
def test_they_are_found_by_the_partner_and_by_its_reference(studio_web, partner, words):
    """N-26: in the list and in the search of everything."""
    assert listed(studio_web, f"text={words}")
    page = get(studio_web, f"/studio/search?q={words}")
    assert "Ramiarnia Dąb, Partner RD-17" in page


@pytest.mark.parametrize("text", ["%", "_", "\\"])
def test_signs_of_the_database_are_letters_of_a_reference(studio_web, partner, text):
    found = db.session.scalars(OrderFilter(text=text).orders(partner.studio)).all()
    assert found == []


def test_the_start_page_and_the_order_say_so_too(studio_web, partner):
    assert "Ramiarnia Dąb, Partner RD-17." in get(studio_web, "/studio")
    order = db.session.scalars(OrderFilter().orders(partner.studio)).one()
    assert "Numer partnera: RD-17" in get(studio_web, f"/studio/orders/{order.id}")
