"""What becomes of orders in BaseLinker, told there and read from there."""

from datetime import UTC, datetime, timedelta

import pytest

from connectors import ConnectorError
from connectors.values import Receipt, Tracking
from tests.connectors.drafts import ASKED_AT, Notes, draft, paper

SINCE = ASKED_AT - timedelta(minutes=1)


@pytest.fixture
def shop(baselinker_shop):
    return baselinker_shop


@pytest.fixture
def placed(baselinker, shop):
    """An order that is there already."""
    standing = baselinker.create_order(draft(), Notes())
    shop.forget_calls()
    return standing


def methods(shop) -> list[str]:
    return [call["method"] for call in shop.calls]


def order(shop) -> dict:
    return shop.state["orders"][-1]


def test_a_status_is_set_only_on_change(baselinker, shop, placed):
    """shops.md 8.20."""
    baselinker.set_status(placed.id, "2")
    baselinker.set_status(placed.id, "2")
    assert methods(shop).count("setOrderStatus") == 1


@pytest.mark.parametrize("code", ["77", "wysłane"])
def test_a_status_that_is_gone_is_named_so(baselinker, placed, code):
    """shops.md 8.20."""
    with pytest.raises(ConnectorError) as gone:
        baselinker.set_status(placed.id, code)
    assert gone.value.code == "status_gone"
    assert not gone.value.permanent


def test_an_order_that_is_gone_is_named_so(baselinker):
    """shops.md 8.15."""
    with pytest.raises(ConnectorError) as gone:
        baselinker.set_status("4711", "2")
    assert gone.value.code == "gone"
    assert gone.value.permanent


def test_money_is_set_and_not_added(baselinker, shop, placed):
    """shops.md 8.21."""
    receipt = Receipt(datetime.now(UTC), placed.total_cents, "Przelew na konto firmowe studia")
    for _ in range(2):
        baselinker.set_paid(placed.id, receipt)
    assert methods(shop).count("setOrderPayment") == 1
    assert order(shop)["payment_done"] == 44.96
    assert baselinker.read_orders([placed.id])[placed.id].is_paid


def test_two_parcels_are_two_and_a_repetition_is_none(baselinker, shop, placed):
    """shops.md 8.22."""
    for number in ("111", "222", "111"):
        baselinker.set_tracking(placed.id, Tracking(number, "InPost", carrier_code="inpost"))
    assert [one["courier_package_nr"] for one in shop.state["packages"]] == ["111", "222"]


def test_a_document_is_a_link_in_the_comments_once(baselinker, shop, placed):
    """O-11, shops.md 8.7."""
    for _ in range(2):
        baselinker.push_document(placed.id, paper())
    comments = order(shop)["admin_comments"]
    assert comments.endswith("\nFS/1/2026: https://kadr.example/d/abcdef")
    assert methods(shop).count("setOrderFields") == 1


def test_half_a_link_is_never_written(baselinker, placed):
    with pytest.raises(ConnectorError) as refused:
        baselinker.push_document(placed.id, paper(link="https://kadr.example/" + "a" * 200))
    assert refused.value.code == "too_long"
    assert refused.value.permanent


def test_an_invoice_of_theirs_is_issued_only_when_asked_for_and_once(to_baselinker, shop, placed):
    """O-11: opt-in, because it is a second document in BaseLinker's books."""
    opted = to_baselinker(invoice_series="3")
    for _ in range(2):
        opted.push_document(placed.id, paper())
    invoices = shop.state["invoices"]
    assert [one["external_invoice_number"] for one in invoices] == ["FS/1/2026"]
    assert invoices[0]["file"].startswith("data:JVBERi0")


def test_orders_are_fetched_page_by_page_and_each_once(baselinker, shop):
    """shops.md 8.18: 205 of them, three pages."""
    for number in range(205):
        baselinker._wire.call(
            "addOrder",
            **{"date_add": 1, "currency": "PLN", "order_status_id": 1, "products": []},
            date_confirmed=2000 + number,
        )
    seen, cursor = [], ""
    while True:
        page = baselinker.fetch_orders(datetime.fromtimestamp(1000, UTC), cursor)
        seen += [one.standing.id for one in page.orders]
        cursor = page.next_cursor
        if not cursor:
            break
    assert len(seen) == len(set(seen)) == 205
    assert page.read_at is not None


def test_a_fetched_order_has_all_that_it_holds(baselinker, placed):
    """B-17 to B-19."""
    page = baselinker.fetch_orders(SINCE)
    [fetched] = page.orders
    assert fetched.standing.total_cents == placed.total_cents
    assert fetched.lines[0].gross_cents == 2997
    assert fetched.lines[0].vat_rate == "23"
    assert fetched.delivery.city == "Łódź"
    assert fetched.shipping.name == "Kurier"
    assert fetched.standing.reference == draft().reference


def test_orders_that_are_gone_are_left_out(baselinker, placed):
    assert set(baselinker.read_orders([placed.id, "4711"])) == {placed.id}


def test_products_are_found_by_name_and_by_exact_sku(to_baselinker, shop):
    """shops.md 8.8: in the default catalogue unless another one is named."""
    assert to_baselinker().find_products("Odbitka")
    assert shop.calls[-1]["parameters"]["inventory_id"] == 5
    stocked = to_baselinker(inventory_id="1")
    assert len(stocked.find_products("Odbitka")) == 2
    [one] = stocked.read_products(skus=["ODB-15x23", "missing"])
    assert (one.id, one.price_cents, one.stock) == ("7", 999, 7)
