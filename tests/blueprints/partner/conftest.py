"""A studio, and a BaseLinker that is connected to it."""

import pytest

from tests.blueprints.partner.consumer import BaseLinker
from tests.feeding import write
from tests.offering import make_partner, make_product, make_shop_list, token_of


@pytest.fixture
def studio(make):
    return make.make_studio()


@pytest.fixture
def baselinker(web, studio):
    return BaseLinker(web, studio)


@pytest.fixture
def partner(make):
    """With an offer that has been written: one print in two sizes, 10 % off."""
    studio = make.make_studio()
    prices = make_shop_list(studio)
    make_product(prices, "Odbitka matowa", {"10×15": 150, "A4": 900}, stock=5)
    partner = make_partner(studio, prices, discount_bp=1000)
    token_of(partner)
    write(partner)
    return partner


@pytest.fixture
def shop(partner):
    return partner.shops[0]
