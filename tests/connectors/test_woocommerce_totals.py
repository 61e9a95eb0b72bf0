"""What the shop computes from our net lines is what we computed."""

import pytest

from connectors import ConnectorError
from connectors.values import Line
from tests.connectors.drafts import Notes
from tests.connectors.woo_orders import courier, draft, line


def pushed(shop, one) -> int:
    standing = shop.create_order(one, Notes())
    assert not standing.is_paid
    assert standing.status == "pending"
    return standing.total_cents


def product(woo, gross_cents: int, vat_rate: str = "23", quantity: int = 1) -> Line:
    key = woo.add_product("Odbitka 10×15 błysk", sku="ODB")
    return line(gross_cents, vat_rate, quantity, product_id=key)


@pytest.mark.parametrize("kind", ["product", "free"])
@pytest.mark.parametrize(
    ("gross_cents", "quantity", "rate"),
    [(2997, 3, "23"), (231, 7, "23"), (999, 1, "8"), (2997, 3, "5"), (1000, 3, "zw"), (0, 1, "23")],
)
def test_a_line_costs_in_the_shop_what_it_costs_here(woo, shop, kind, gross_cents, quantity, rate):
    """shops.md 8.9, B-17: 3 × 9.99, 7 × 0.33."""
    one = product(woo, gross_cents, rate, quantity)
    if kind == "free":
        one = line(gross_cents, rate, quantity)
    assert pushed(shop, draft(one)) == gross_cents


def test_three_lines_and_shipping_make_our_total(woo, shop):
    """B-17: a rounding case of 3 × 3.33, and shipping of 14.99."""
    lines = [product(woo, 333, "23"), line(333, "8"), line(333, "5")]
    assert pushed(shop, draft(*lines, shipping=courier())) == 999 + 1499
    (order,) = woo.orders
    assert order["shipping_total"] == "12.19"
    assert order["shipping_tax"] == "2.80"


def test_many_free_lines_do_not_add_up_their_fractions(woo, shop):
    """shops.md 8.9: the shop rounds fees only together, so that each takes over a fraction."""
    lines = [line(7) for _ in range(9)]
    assert pushed(shop, draft(*lines)) == 63
    assert [fee["name"] for fee in woo.orders[0]["fee_lines"]] == ["Odbitka 10×15"] * 9


def test_shipping_next_to_free_lines_keeps_its_tax(woo, shop):
    """shops.md 8.9, 8.10: a shop that lets shipping inherit its tax taxes it only next to goods."""
    assert pushed(shop, draft(line(), shipping=courier())) == 2997 + 1499
    (order,) = woo.orders
    assert [fee["name"] for fee in order["fee_lines"]] == ["Kurier InPost", "Odbitka 10×15"]
    assert order["shipping_lines"][0]["method_title"] == "Kurier InPost"
    assert order["total_tax"] == "8.40"


def test_a_shop_with_a_class_for_shipping_taxes_it_on_its_own_line(woo, shop):
    """shops.md 8.9."""
    woo.settle(shipping_tax_class="")
    assert pushed(shop, draft(line(), shipping=courier())) == 4496
    assert woo.orders[0]["shipping_tax"] == "2.80"


@pytest.mark.parametrize("discount", [-500, -1, -2997, -4496])
def test_a_discount_is_taken_off_to_the_grosz(woo, shop, discount):
    """shops.md 8.9: of all that is bought, too."""
    one = draft(product(woo, 2997), line(discount, name="Rabat"), shipping=courier())
    assert pushed(shop, one) == 4496 + discount


@pytest.mark.parametrize("rates", [("23", "8"), ("8", "23", "5"), ("zw", "23")])
def test_a_discount_on_several_rates_is_shared_among_them(woo, shop, rates):
    """shops.md 8.9."""
    lines = [product(woo, 1999, rate) for rate in rates]
    one = draft(*lines, line(-777, name="Rabat"), shipping=courier())
    assert pushed(shop, one) == one.total_cents


def test_an_order_of_nothing_is_an_order(shop):
    """shops.md 8.9: 0.00."""
    assert pushed(shop, draft(line(0))) == 0


def test_a_shop_that_charges_no_tax_is_told_gross_amounts(woo, shop):
    """shops.md 8.10."""
    woo.settle(calc_taxes="no")
    assert pushed(shop, draft(product(woo, 2997), line(999, "8"), shipping=courier())) == 5495
    assert woo.orders[0]["total_tax"] == "0.00"


@pytest.mark.parametrize("includes", ["yes", "no"])
@pytest.mark.parametrize("late", ["yes", "no"])
def test_prices_with_or_without_tax_in_the_shop_make_no_difference(woo, shop, includes, late):
    """shops.md 8.10."""
    woo.settle(prices_include_tax=includes, round_at_subtotal=late)
    lines = [product(woo, 2997), product(woo, 333, "8"), line(101, "5"), line(7)]
    one = draft(*lines, shipping=courier())
    assert pushed(shop, one) == one.total_cents


@pytest.mark.parametrize("has_product", [True, False])
def test_a_rate_that_the_shop_has_no_class_for_is_refused(woo, shop, has_product):
    """shops.md 8.10: never silently 23 %."""
    one = product(woo, 1000, "7") if has_product else line(1000, "7")
    with pytest.raises(ConnectorError, match="7 %") as refused:
        pushed(shop, draft(one))
    assert (refused.value.code, refused.value.permanent) == ("tax", True)
    assert woo.orders == []


def test_a_linked_class_that_has_another_rate_is_refused(woo, shop):
    """shops.md 8.10."""
    with pytest.raises(ConnectorError, match="stawka-8") as refused:
        pushed(shop, draft(line(1000, "23", tax_code="stawka-8")))
    assert refused.value.code == "tax"


def test_a_product_without_tax_is_not_sold_with_tax(woo, shop):
    """shops.md 8.10."""
    key = woo.add_product("Bon", tax_status="none")
    assert pushed(shop, draft(line(1000, "zw", product_id=key))) == 1000
    with pytest.raises(ConnectorError) as refused:
        pushed(shop, draft(line(1000, "23", product_id=key)))
    assert refused.value.code == "tax"


def test_abroad_the_rates_of_the_shop_do_not_apply(woo, shop):
    """shops.md 8.10: a shop that taxes by the buyer's country has no rate for Germany."""
    woo.settle(tax_based_on="billing")
    one = draft(line())
    abroad = draft(line(), billing=one.billing.__class__(name="Eva", country="DE"))
    assert pushed(shop, one) == 2997
    with pytest.raises(ConnectorError) as refused:
        pushed(shop, abroad)
    assert refused.value.code == "tax"


def test_euros_in_a_shop_of_zlotys_stay_euros(woo, shop):
    """shops.md 8.11: nothing is converted."""
    assert pushed(shop, draft(product(woo, 2997), currency="EUR")) == 2997
    assert (woo.orders[0]["currency"], woo.orders[0]["total"]) == ("EUR", "29.97")


def test_yen_have_no_decimals(woo, shop):
    """shops.md 8.11."""
    woo.settle(currency="JPY", decimals=0)
    assert pushed(shop, draft(product(woo, 2997), line(15), currency="JPY")) == 3012
    assert woo.orders[0]["total"] == "3012"


def test_a_shop_without_decimals_gets_whole_zlotys_or_nothing(woo, shop):
    """shops.md 8.11."""
    woo.settle(decimals=0)
    assert pushed(shop, draft(line(3000))) == 3000
    with pytest.raises(ConnectorError, match="29.97 PLN") as refused:
        pushed(shop, draft(line(2997)))
    assert (refused.value.code, refused.value.permanent) == ("decimals", True)


def test_a_currency_that_the_shop_does_not_know_is_refused(shop):
    """shops.md 8.11."""
    with pytest.raises(ConnectorError) as refused:
        pushed(shop, draft(currency="XTS"))
    assert refused.value.code == "currency"
