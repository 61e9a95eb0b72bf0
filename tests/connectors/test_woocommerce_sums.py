"""Any order costs the same in both; the other side are the sums of the scripted shop alone."""

from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.values import Line
from connectors.woocommerce.drafts import order_of
from connectors.woocommerce.taxes import Taxes, rate_of
from tests.connectors.woo_orders import courier, draft, line
from tests.fakes.woocommerce import orders
from tests.fakes.woocommerce.state import State

RATES = ("23", "8", "5", "zw")
sold = st.tuples(st.integers(0, 50_000), st.sampled_from(RATES), st.integers(1, 40), st.booleans())


@settings(max_examples=150, deadline=None)
@given(
    lines=st.lists(sold, min_size=1, max_size=12),
    shipping=st.none() | st.tuples(st.integers(0, 5000), st.sampled_from(RATES)),
    percent_off=st.sampled_from([0, 0, 7, 33, 100]),
    shipping_class=st.sampled_from(["inherit", "inherit", "", "stawka-8"]),
    late=st.sampled_from(["no", "no", "yes"]),
    includes=st.sampled_from(["yes", "no"]),
)
def test_any_mix_of_lines_rates_shipping_and_discounts_costs_the_same_to_the_grosz(
    lines, shipping, percent_off, shipping_class, late, includes
):
    """shops.md 8.9, B-17."""
    state = State()
    state.settings |= {"shipping_tax_class": shipping_class, "round_at_subtotal": late}
    state.settings["prices_include_tax"] = includes
    state.products = {n: product(n) for n in range(1, 13)}
    made = [as_line(n, *one) for n, one in enumerate(lines, 1)]
    way = courier(*shipping) if shipping else None
    total = sum(one.gross_cents for one in made) + (way.gross_cents if way else 0)
    if off := total * percent_off // 100:
        made.append(line(-off, name="Rabat"))
    body = order_of(draft(*made, shipping=way), taxes_of(state.settings))
    assert orders.create(state, body)["sums"]["total"] * 100 == total - off
    assert not [fee for fee in body["fee_lines"] if fee["name"] == "Zaokrąglenie" and not off]


def as_line(n: int, gross_cents: int, rate: str, quantity: int, is_free: bool) -> Line:
    return line(gross_cents, rate, quantity, product_id="" if is_free else str(n))


def product(n: int) -> dict:
    known = {"id": n, "name": "Odbitka", "sku": "", "price": "9.99", "manage_stock": False}
    return known | {"tax_class": "", "tax_status": "taxable"}


def taxes_of(told: dict) -> Taxes:
    return Taxes(
        charges=True,
        decimals=2,
        country="PL",
        based_on="base",
        shipping_class=told["shipping_tax_class"],
        rounds_late=told["round_at_subtotal"] == "yes",
        includes_tax=told["prices_include_tax"] == "yes",
        classes=("standard", *told["tax_classes"]),
        rates=tuple(map(rate_of, told["taxes"])),
    )
