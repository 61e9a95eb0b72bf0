"""An order of ours in the shop, and all that it carries."""

from dataclasses import replace

import pytest

from connectors import ConnectorError
from connectors.values import Address
from tests.connectors.drafts import Notes
from tests.connectors.woo_orders import BUYER, courier, draft, line


def push(shop, one=None):
    return shop.create_order(one or draft(), Notes())


def meta(order) -> dict[str, str]:
    return {one["key"]: one["value"] for one in order["meta_data"]}


def test_an_order_carries_who_buys_and_where_it_goes(woo, shop):
    """B-18, B-19, shops.md 8.13."""
    delivery = Address(
        "Jan Kos", "", "Leśna 1", "00-950", "Warszawa", phone="+48 600", point="KRA1"
    )
    push(shop, draft(delivery=delivery, shipping=courier(), wants_invoice=True))
    (order,) = woo.orders
    assert order["billing"]["first_name"] == "Żaneta"
    assert order["billing"]["last_name"] == "Śliwińska-Łoś"
    assert order["billing"]["company"] == "Foto „Gęś” sp. z o.o."
    assert order["billing"]["email"] == "klient@example.com"
    assert order["shipping"] == {
        "first_name": "Jan",
        "last_name": "Kos",
        "company": "",
        "address_1": "Leśna 1",
        "city": "Warszawa",
        "state": "",
        "postcode": "00-950",
        "country": "PL",
        "phone": "+48 600",
    }
    assert meta(order)["_billing_nip"] == "5260250274"
    assert meta(order)["_billing_wants_invoice"] == "yes"
    assert meta(order)["_parcel_machine_id"] == "KRA1"
    assert order["shipping_lines"][0]["meta_data"][0]["value"] == "KRA1"


def test_an_order_is_made_unpaid_and_mails_nobody(woo, shop):
    """shops.md 0.6, 8.23."""
    standing = push(shop, draft(payment_code="bacs", payment_name="Przelew"))
    (order,) = woo.orders
    assert (order["status"], order["date_paid"]) == ("pending", None)
    assert (order["payment_method"], order["payment_method_title"]) == ("bacs", "Przelew")
    assert "set_paid" not in woo.called("POST", "/orders")[0]["sent"]
    assert woo.state["mails"] == []
    assert (standing.id, standing.reference) == (str(order["id"]), "KADR-7f3a")


@pytest.mark.parametrize(
    ("name", "key", "text"),
    [
        ("login", "kadr_login", "eva@example.com"),
        ("session_title", "kadr_session", "Ślub Ani i Jana"),
        ("note", "", "Proszę zapakować\nna prezent 🎁"),
    ],
)
def test_login_session_and_remarks_go_with_it_only_when_given(woo, shop, name, key, text):
    """B-16, B-20, B-21, B-22."""
    push(shop, draft(**{name: text}))
    push(shop, draft(reference="KADR-2"))
    first, second = woo.orders
    told = [meta(one).get(key, "") if key else one["customer_note"] for one in (first, second)]
    assert told == [text, ""]


def test_a_product_is_named_by_its_id_and_a_free_line_is_a_fee(woo, shop):
    """shops.md 8.8, B-17."""
    key = woo.add_product("Odbitka", sku="ODB")
    details = (("Pliki", "DSC_0012.NEF"),)
    lines = [line(2997, quantity=3, product_id=key, details=details), line(1000, quantity=4)]
    push(shop, draft(*lines))
    (order,) = woo.orders
    (goods,) = order["line_items"]
    assert (goods["product_id"], goods["quantity"]) == (int(key), 3)
    assert [(one["key"], one["value"]) for one in goods["meta_data"]] == [details[0]]
    assert [fee["name"] for fee in order["fee_lines"]] == ["Odbitka 10×15 × 4"]


def test_a_product_that_is_gone_is_refused_by_name_before_anything_is_made(woo, shop):
    """shops.md 8.8: never a nameless line of 0.00."""
    gone = woo.add_product("Odbitka", sku="ODB-10x15")
    woo.drop_product(gone)
    with pytest.raises(ConnectorError, match="ODB-10x15") as refused:
        push(shop, draft(line(product_id=gone, sku="ODB-10x15"), line()))
    assert (refused.value.code, refused.value.permanent) == ("product", True)
    assert woo.changes == []


def test_a_variant_of_a_product_is_known_though_no_list_has_it(woo, shop):
    """shops.md 8.8."""
    key = woo.add_product("Odbitka, mat", parent_id=7)
    assert push(shop, draft(line(2997, product_id=key))).total_cents == 2997


def test_a_linked_way_of_shipping_is_named_and_an_unlinked_one_is_only_called(woo, shop):
    """B-24, B-30."""
    push(shop, draft(shipping=courier(code="flat_rate:3")))
    push(shop, draft(shipping=courier(), reference="KADR-2"))
    linked, plain = (order["shipping_lines"][0] for order in woo.orders)
    assert (linked["method_id"], linked["instance_id"]) == ("flat_rate", "3")
    assert plain["method_title"] == "Kurier InPost"


@pytest.mark.parametrize(
    "text",
    [
        "„Gęś” zażółć",
        "👩‍👩‍👧‍👦 e\u0301",
        "\u202bשלום\u202c",
        "ą" * 300,
        "<script>alert(1)</script> & b",
    ],
)
def test_any_text_survives(woo, shop, text):
    """shops.md 8.12."""
    push(shop, draft(line(name=text), note=text, billing=replace(BUYER, company=text)))
    (order,) = woo.orders
    assert order["customer_note"] == order["billing"]["company"] == text
    assert order["fee_lines"][0]["name"] == text


def test_what_no_database_holds_is_left_out(woo, shop):
    """shops.md 8.12."""
    push(shop, draft(note="raz\x00dwa\ud83d\ntrzy\x1b"))
    assert woo.orders[0]["customer_note"] == "razdwa\ntrzy"


def test_an_address_that_the_shop_refuses_is_named(woo, shop):
    """shops.md 8.13."""
    with pytest.raises(ConnectorError) as refused:
        push(shop, draft(billing=replace(BUYER, email="nie-mail")))
    assert (refused.value.code, refused.value.permanent) == ("address", True)
    assert push(shop, draft(billing=replace(BUYER, email=""))).total_cents == 2997


def test_an_order_that_failed_half_way_is_cleared_away(woo, shop):
    """shops.md 8.7: the shop keeps it as a draft and says which."""
    woo.settle(fails_half_way=True)
    with pytest.raises(ConnectorError, match="broke") as failed:
        push(shop)
    assert (failed.value.permanent, failed.value.uncertain) == (True, False)
    assert woo.orders == []


def test_a_push_asks_no_more_than_it_has_to(woo, to_woo):
    """N-13: what was read of products and settings is not read again for the same order."""
    key = woo.add_product("Odbitka")
    one = draft(line(2997, product_id=key))
    shop = to_woo(woo)
    shop.read_products(ids=[key])
    push(shop, one)
    asked = [call["path"] for call in woo.calls]
    assert len(asked) == len(set(asked)) == 6
    push(shop, draft(line(2997, product_id=key), reference="KADR-2"))
    assert len(woo.calls) == 7
