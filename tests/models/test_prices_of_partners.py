"""What a partner pays: the shop's price in the partner's currency, after the discount."""

import pytest

from models.offer_price import Price, partner_cents


@pytest.mark.pure
@pytest.mark.parametrize(
    ("cents", "rate_e4", "discount_bp", "paid"),
    [
        (10_000, 10_000, 1000, 9000),
        (10_000, 10_000, 0, 10_000),
        (999, 10_000, 1250, 874),
        (10_000, 42_500, 0, 2353),
        (10_000, 42_500, 1000, 2118),
        (0, 42_500, 1000, 0),
        (5, 10_000, 1000, 5),
    ],
)
def test_a_price_is_rounded_half_up_once(cents, rate_e4, discount_bp, paid):
    """I-13: 10 % off 100 is 90; 4.25 zl are one euro."""
    assert partner_cents(cents, rate_e4=rate_e4, discount_bp=discount_bp) == paid


@pytest.mark.pure
def test_net_is_derived_from_gross_once():
    assert Price(1000, "23").net_cents == 813
    assert Price(1000, "zw").net_cents == 1000


def test_a_size_costs_nothing_where_it_is_not_sold(make):
    studio = make.make_studio()
    shop, other = make.make_shop_list(studio), make.make_shop_list(studio)
    product = make.make_product(shop, sizes={"10×15": 1000})
    partner = make.make_partner(studio, shop, discount_bp=1000)
    assert partner.price_of(product.sizes[0], shop.id) == Price(900, "23")
    assert partner.price_of(product.sizes[0], other.id) is None
