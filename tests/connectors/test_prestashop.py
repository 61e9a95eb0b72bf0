"""Orders as PrestaShop gets them."""

from dataclasses import replace

import pytest

from connectors import ConnectorError, platform
from connectors.values import Line
from tests.connectors.drafts import ALBUM, ASKED_AT, COMPANY, LINKED, Notes, draft, sent

LINKED_ALBUM = replace(ALBUM, product_id="42", tax_code="2")
FREE = {"free_product_id": "43, 44"}


@pytest.fixture
def shop(prestashop_shop):
    return prestashop_shop


def names(shop, method: str) -> list[str]:
    return [one["name"] for one in shop.calls if one["name"].startswith(method)]


def test_the_check_names_its_steps(prestashop, shop):
    """shops.md 8.14."""
    assert tuple(prestashop.check()) == platform("prestashop").steps
    assert shop.state["carts"] == []


@pytest.mark.parametrize(
    ("mode", "passed", "code"),
    [
        ("off", ["address"], "503"),
        ("200-html", ["address"], "nonsense"),
        ("redirect", [], "redirect"),
        ("reset", [], "unreachable"),
        ("403", ["address", "api"], "auth"),
        ("POST:carts=no-delete", ["address", "api", "key", "rights"], "rights"),
        ("POST:carts=403", ["address", "api", "key", "rights"], "auth"),
    ],
)
def test_the_step_that_fails_is_the_next_one(prestashop, shop, mode, passed, code):
    """shops.md 8.14."""
    shop.script(mode)
    found = []
    with pytest.raises(ConnectorError) as refused:
        found.extend(prestashop.check())
    assert (found, refused.value.code) == (passed, code)


def test_a_wrong_key_is_named_and_not_shown(to_prestashop):
    """shops.md 8.14, 8.25."""
    with pytest.raises(ConnectorError) as refused:
        to_prestashop(key="WRONGKEYWRONGKEY").list_statuses()
    assert refused.value.code == "auth"
    assert "WRONGKEY" not in str(refused.value)


def test_an_order_arrives_unpaid_with_its_total(prestashop, shop):
    """B-17: the webservice makes every order a paid one; that is taken back."""
    standing = prestashop.create_order(sent(), Notes())
    assert standing.total_cents == sent().total_cents
    assert standing.status == "10"
    assert not standing.is_paid
    assert standing.reference == sent().reference
    assert shop.state["order_payments"] == []
    assert shop.state["specific_prices"] == []


@pytest.mark.parametrize(("module", "state"), [("", "10"), ("ps_checkpayment", "1"), ("payu", "1")])
def test_without_a_status_for_new_orders_it_waits_for_its_way_of_paying(prestashop, module, state):
    standing = prestashop.create_order(sent(status_code="", payment_code=module), Notes())
    assert (standing.status, standing.is_paid) == (state, False)


def test_people_and_addresses_follow_the_rules_of_the_shop(prestashop, shop):
    """B-18, B-19, shops.md 8.13."""
    client = replace(
        draft().delivery, name="Ola2 <b>Nowak</b> 3", postcode="90001", phone="601 234 567 (dom)"
    )
    prestashop.create_order(sent(delivery=client, billing=COMPANY), Notes())
    invoice, delivery = shop.state["addresses"]
    assert (delivery["firstname"], delivery["lastname"]) == ("Ola b Nowak b", "-")
    assert delivery["postcode"] == "90-001"
    assert invoice["vat_number"] == "5260250274"
    assert invoice["company"] == "Gęś i Spółka"
    [customer] = shop.state["customers"]
    assert customer["is_guest"] == "1"


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ({"postcode": "9000"}, "address"),
        ({"postcode": ""}, "address"),
        ({"country": "GB"}, "address"),
        ({"email": ""}, "address"),
    ],
)
def test_an_address_that_the_shop_would_refuse_is_refused_before(prestashop, shop, place, code):
    """shops.md 8.13: nothing has been made by then."""
    client = replace(draft().delivery, **place)
    with pytest.raises(ConnectorError) as refused:
        prestashop.create_order(sent(delivery=client, billing=client), Notes())
    assert (refused.value.code, refused.value.permanent) == (code, True)
    assert names(shop, "POST") == []


def test_a_known_client_gets_no_second_customer(prestashop, shop):
    prestashop.create_order(sent(), Notes())
    prestashop.create_order(sent(reference="KADR-8-other"), Notes())
    assert len(shop.state["customers"]) == 1


def test_lines_without_a_product_are_named(prestashop, shop):
    """shops.md 8.8: refused before anything is made."""
    lines = (LINKED, Line("Fotoobraz", 1, 100, "23"), replace(LINKED, product_id="999", sku="XX"))
    with pytest.raises(ConnectorError) as refused:
        prestashop.create_order(sent(lines=lines), Notes())
    assert (refused.value.code, refused.value.permanent) == ("product", True)
    assert str(refused.value) == "Fotoobraz, XX"
    assert names(shop, "POST") == []


def test_a_rate_that_the_product_does_not_have_is_refused(prestashop):
    """shops.md 8.10: never silently another tax."""
    with pytest.raises(ConnectorError) as refused:
        prestashop.create_order(sent(lines=(replace(LINKED, tax_code="2"),)), Notes())
    assert refused.value.code == "tax"


@pytest.mark.parametrize("currency", ["USD", "XXX"])
def test_a_currency_that_the_shop_does_not_have_is_refused(prestashop, currency):
    """shops.md 8.11."""
    with pytest.raises(ConnectorError) as refused:
        prestashop.create_order(sent(currency=currency), Notes())
    assert (refused.value.code, refused.value.permanent) == ("currency", True)


@pytest.mark.parametrize(
    "lines",
    [
        (LINKED,),
        (replace(LINKED, quantity=7, gross_cents=231),),
        (LINKED, LINKED_ALBUM),
        (LINKED, Line("Fotoobraz", 1, 12345, "23", "1"), Line("Ramka", 2, 5000, "23", "1")),
        (LINKED, Line("Książka", 3, 9999, "8", "2")),
        (LINKED_ALBUM, Line("Rabat", 1, -20000, "8", "2")),
        (LINKED_ALBUM, Line("Rabat", 1, -2500, "8", "2")),
        (replace(LINKED, quantity=1, gross_cents=0),),
        (LINKED, Line("Rabat", 1, -500, "23", "1")),
        (LINKED, replace(LINKED, quantity=2, gross_cents=1001), Line("Rabat", 1, -1, "23", "1")),
    ],
)
def test_totals_agree_to_the_grosz(to_prestashop, lines):
    """shops.md 8.9: catalogue prices of the shop differ from all of these."""
    order = sent(lines=lines)
    standing = to_prestashop(**FREE).create_order(order, Notes())
    assert standing.total_cents == order.total_cents


def test_a_difference_is_seen_and_nothing_is_paid(prestashop, shop):
    """shops.md 8.9: the carrier costs 14.99 there."""
    cheaper = replace(draft().shipping, gross_cents=999)
    order = sent(shipping=cheaper, status_code="")
    standing = prestashop.create_order(order, Notes())
    assert standing.total_cents == order.total_cents + 500
    assert not standing.is_paid


@pytest.mark.parametrize(("code", "cents"), [("5", 1234), ("", 1234), ("2", 1499)])
def test_a_price_of_shipping_of_our_own_travels_as_a_product(to_prestashop, code, cents):
    """B-17: without a carrier or with a free one; what the shop charges itself is not added."""
    shipping = replace(draft().shipping, gross_cents=cents, code=code)
    order = sent(shipping=shipping)
    standing = to_prestashop(shipping_product_id="43").create_order(order, Notes())
    assert standing.total_cents == order.total_cents


def test_our_total_stands_abroad_where_the_shop_charges_another_rate(to_prestashop, shop):
    """shops.md 8.9, 8.10: prices are ours, gross; 19 % of one product there, nothing of another."""
    there = replace(draft().delivery, country="DE", postcode="10115", city="Berlin")
    order = sent(delivery=there, billing=there, lines=(LINKED, LINKED_ALBUM))
    standing = to_prestashop().create_order(order, Notes())
    assert standing.total_cents == order.total_cents
    prices = [one["unit_price_tax_excl"] for one in rows_of(shop)]
    assert prices == ["8.394958", "200.000000"]


def rows_of(shop) -> list[dict]:
    return shop.state["orders"][0]["associations"]["order_rows"]


def test_a_combination_is_ordered_by_both_its_numbers(prestashop, shop):
    prestashop.create_order(sent(lines=(replace(LINKED, product_id="41-61"),)), Notes())
    [row] = shop.state["carts"][0]["associations"]["cart_rows"]
    assert (row["id_product"], row["id_product_attribute"]) == ("41", "61")


def test_a_note_travels_with_the_cart(to_prestashop, shop):
    """B-22, B-21: and names what the free product does not."""
    lines = (LINKED, Line("Fotoobraz <60×40>", 1, 100, "23", "1"))
    order = sent(lines=lines, note="Proszę\no karton", session_title="Chrzciny Zosi")
    to_prestashop(**FREE).create_order(order, Notes())
    [message] = shop.state["messages"]
    assert message["message"].startswith("Proszę\no karton\nChrzciny Zosi\n")
    assert "3 × Odbitka 15×23; Pliki: 1, 4" in message["message"]
    assert "<" not in message["message"]


def test_a_carrier_that_is_gone_is_refused(prestashop):
    with pytest.raises(ConnectorError) as refused:
        prestashop.create_order(sent(shipping=replace(draft().shipping, code="77")), Notes())
    assert refused.value.code == "shipping"


def test_our_order_is_found_by_its_cart_alone(prestashop):
    """shops.md 8.5."""
    placed = prestashop.create_order(sent(), Notes())
    prestashop.create_order(sent(reference="KADR-8-other"), Notes())
    assert [one.id for one in prestashop.find_orders(sent(), ASKED_AT)] == [placed.id]
    assert prestashop.find_orders(sent(reference="KADR-9-none"), ASKED_AT) == []
