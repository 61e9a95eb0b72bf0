"""A shop of a partner whose offer has been written: one print in two sizes, 10 % off."""

import pytest

from tests.feeding import write
from tests.offering import make_partner, make_product, make_shop_list, token_of


@pytest.fixture
def prices(make):
    return make_shop_list(make.make_studio())


@pytest.fixture
def product(prices):
    return make_product(prices, "Odbitka matowa", {"10×15": 1000, "A4": 9000}, stock=5)


@pytest.fixture
def shop(prices, product):
    partner = make_partner(prices.studio, prices, discount_bp=1000)
    token_of(partner)
    write(partner)
    return partner.shops[0]
