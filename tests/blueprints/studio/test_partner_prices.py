"""Prices, language and company of a partner, as the photographer types them."""

import pytest

from extensions import db
from tests.blueprints.studio.looking import get


@pytest.fixture
def studio(studio_web):
    return studio_web.user.studio


@pytest.fixture
def partner(make, studio):
    return make.make_partner(studio, make.make_shop_list(studio, "Odbitki B2B"))


def send(studio_web, address, status=303, **fields):
    answer = studio_web.post(address, data=fields)
    assert answer.status_code == status, answer.status
    return answer.text


@pytest.mark.parametrize(("typed", "kept"), [("12", 1200), ("12,5 %", 1250), ("0.75", 75)])
def test_prices_are_typed_the_way_people_write_them(studio_web, partner, make, typed, kept):
    """I-13, N-26."""
    make.make_product(partner.shops[0].price_list, "Odbitka", {"10×15": 1000})
    address = f"/studio/clients/{partner.client_id}/prices"
    wish = {"discount_bp": typed, "currency": "EUR", "rate_e4": "4,3215", "language": "en"}
    send(studio_web, address, **wish, unlimited_as="999")
    assert (partner.discount_bp, partner.rate_e4) == (kept, 43215)
    assert (partner.currency, partner.language, partner.unlimited_as) == ("EUR", "en", 999)


def test_the_example_tells_what_a_discount_comes_to(studio_web, partner, make):
    make.make_product(partner.shops[0].price_list, "Odbitka", {"10×15": 1000})
    partner.discount_bp = 1200
    db.session.commit()
    page = get(studio_web, f"/studio/clients/{partner.client_id}/prices")
    assert "Odbitka 10×15" in page
    assert "8,80 zł" in page


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("discount_bp", "sto"),
        ("discount_bp", "100"),
        ("rate_e4", "4,32155"),
        ("rate_e4", "0"),
        ("rate_e4", "1"),
        ("rate_e4", ""),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(studio_web, partner, field, typed):
    """A euro for a zloty is a rate that was forgotten."""
    address = f"/studio/clients/{partner.client_id}/prices"
    wish = {"discount_bp": "5", "currency": "EUR", "rate_e4": "4", "language": "pl", field: typed}
    page = send(studio_web, address, status=422, **wish)
    assert page.count("has-error") == 1
    assert f'id="{field}-about"' in page.partition("has-error")[2][:600]
    assert (partner.discount_bp, partner.currency) == (0, "PLN")


def test_the_company_is_kept_beside_the_client(studio_web, partner):
    send(
        studio_web,
        f"/studio/clients/{partner.client_id}/company",
        contact_name="Grzegorz Dąb",
        tax_id="945 217 68 30",
        country="PL",
    )
    assert (partner.contact_name, partner.tax_id) == ("Grzegorz Dąb", "945 217 68 30")
    page = get(studio_web, f"/studio/clients/{partner.client_id}")
    assert "NIP" in page


def test_a_company_that_is_refused_is_not_lost(studio_web, partner):
    """The name is too long; what else was typed stands where it was."""
    page = send(
        studio_web,
        f"/studio/clients/{partner.client_id}/company",
        status=422,
        contact_name="G" * 201,
        street="Dębowa 7",
        country="PL",
    )
    assert "has-error" in page
    assert 'value="Dębowa 7"' in page
    assert partner.street == ""
