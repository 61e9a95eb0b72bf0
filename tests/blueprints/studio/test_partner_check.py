import zipfile
from io import BytesIO

import pytest

from blueprints.offer_check_words import SENTENCES, TITLES
from formats.iof.checks import CHECKS, CODES
from tests import feeding
from tests.blueprints.studio.looking import get


@pytest.fixture
def shop(make, studio_web):
    studio = studio_web.user.studio
    prices = make.make_shop_list(studio, "Odbitki B2B")
    make.make_product(prices, "Odbitka <matowa>", {"10×15": 1000})
    return make.make_partner(studio, prices).shops[0]


def address(shop):
    return f"/studio/clients/{shop.partner.client_id}/offer/shops/{shop.id}/check"


def test_a_good_feed_is_told_so_with_its_first_products(studio_web, shop):
    """iof.md 10, idea 4"""
    feeding.write(shop.partner)
    page = get(studio_web, address(shop))
    assert "Sprawdź mój feed" in page
    assert "notice green" in page
    assert "Odbitka <matowa>" in page
    assert page.count('<li class="ok">') >= 20


def test_without_files_the_page_says_that_they_are_being_made(studio_web, shop):
    assert "Nie ma jeszcze plików" in get(studio_web, address(shop))


def test_the_card_leads_to_the_check(studio_web, shop):
    feeding.write(shop.partner)
    card = get(studio_web, f"/studio/clients/{shop.partner.client_id}/offer")
    assert address(shop) in card


def test_everything_that_can_be_found_has_a_sentence():
    assert set(SENTENCES) == set(CODES)
    assert set(TITLES) == set(CHECKS) - {26}


def test_schemas_can_be_taken_by_anybody(web):
    answer = web.get("/help/offer-schemas.zip")
    assert answer.status_code == 200
    assert answer.mimetype == "application/zip"
    assert "iof-3.0/full.xsd" in zipfile.ZipFile(BytesIO(answer.data)).namelist()
