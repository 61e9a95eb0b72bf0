"""Orders that come from the shop: all of them, in its own time, and with all that they hold."""

from datetime import UTC, datetime, timedelta

import pytest

from connectors import ConnectorError
from connectors.woocommerce.fetching import read_changed
from tests.connectors.drafts import Notes
from tests.connectors.woo_orders import courier, draft, line, now

NIGHT = datetime(2026, 10, 24, 20, tzinfo=UTC)


def fetch(shop, since, between=lambda: None):
    """Every order of every page, oldest change first."""
    found, cursor = [], ""
    while True:
        page = shop.fetch_orders(since, cursor)
        found += page.orders
        if not (cursor := page.next_cursor):
            return found
        between()


def at(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S")


@pytest.mark.parametrize("count", [0, 1, 99, 100, 101, 250])
@pytest.mark.parametrize("is_bulk", [True, False])
def test_every_changed_order_is_read_once(woo, shop, count, is_bulk):
    """shops.md 8.18: whether they were changed one by one, or all in one second."""
    for n in range(1 if is_bulk else 5):
        share = count if is_bulk else len(range(n, count, 5))
        woo.buy(share, at=at(NIGHT + timedelta(seconds=n)))
    found = [one.standing.id for one in fetch(shop, NIGHT - timedelta(hours=1))]
    assert len(found) == len(set(found)) == count


def test_an_order_that_changes_while_pages_are_read_hides_no_other(woo, shop):
    """shops.md 8.18: it moves to the end, and all behind it move up."""
    for n in range(150):
        woo.buy(1, at=at(NIGHT + timedelta(seconds=n)))
    first = woo.orders[0]["id"]
    later = at(NIGHT + timedelta(hours=1))
    found = fetch(shop, NIGHT - timedelta(hours=1), lambda: woo.edit(first, at=later))
    assert {int(one.standing.id) for one in found} == {order["id"] for order in woo.orders}
    assert len(found) == 151


def test_a_link_to_another_host_is_not_followed(woo, shop):
    """shops.md 8.18, 8.24: pages are asked for by the connector itself."""
    woo.buy(101, at=at(NIGHT))
    fetch(shop, NIGHT - timedelta(hours=1))
    assert {call["path"] for call in woo.calls} == {"/orders", "/taxes"}


@pytest.mark.parametrize("zone", ["Europe/Warsaw", "America/New_York", "Pacific/Auckland"])
@pytest.mark.parametrize(
    "night", ["2026-10-25T00:30:00", "2026-10-25T01:30:00", "2027-03-28T01:30:00"]
)
def test_nights_with_an_hour_more_or_less_lose_no_order(woo, shop, zone, night):
    """shops.md 8.19: only what the shop writes in UTC is read."""
    woo.settle(zone=zone)
    woo.buy(1, at=night)
    changed_at = datetime.fromisoformat(night).replace(tzinfo=UTC)
    (order,) = fetch(shop, changed_at - timedelta(minutes=1))
    assert order.standing.changed_at == order.standing.placed_at == changed_at
    assert fetch(shop, changed_at + timedelta(minutes=1)) == []


@pytest.mark.parametrize("offset_s", [-600, 0, 600])
def test_the_time_of_reading_is_the_clock_of_the_shop(woo, shop, offset_s):
    """shops.md 8.19: ours may be ten minutes off."""
    woo.settle(clock_offset_s=offset_s)
    read_at = shop.fetch_orders(now()).read_at
    assert abs((read_at - now()).total_seconds() - offset_s) < 5


def test_an_order_has_all_that_it_holds(woo, shop):
    """B-26, shops.md 8.9: lines with tax, fees, what was taken off, shipping, and who buys."""
    key = woo.add_product("Odbitka 10×15", sku="ODB")
    goods = {"product_id": int(key), "quantity": 3, "total": "24.365854"}
    goods["meta_data"] = [{"key": "Papier", "value": "mat"}, {"key": "_hidden", "value": "1"}]
    billing = {"first_name": "Jan", "last_name": "Kos", "company": "Kos", "email": "jan@kos.pl"}
    billing |= {"address_1": "Leśna 1", "address_2": "m. 2", "city": "Łódź", "country": "PL"}
    woo.buy(
        1,
        billing=billing,
        line_items=[goods],
        fee_lines=[
            {"name": "Album", "total": "100.00", "tax_class": "stawka-8"},
            {"name": "Rabat", "total": "-5.00"},
        ],
        shipping_lines=[{"method_id": "flat_rate", "method_title": "Kurier", "total": "12.19"}],
        meta_data=[{"key": "_billing_nip", "value": "5260250274"}],
        customer_note="Na prezent",
        payment_method="bacs",
        payment_method_title="Przelew",
    )
    (order,) = fetch(shop, now() - timedelta(hours=1))
    first, album, discount = order.lines
    assert (first.gross_cents, first.vat_rate, first.quantity) == (2997, "23", 3)
    assert (first.sku, first.product_id, first.details) == ("ODB", key, (("Papier", "mat"),))
    assert (album.name, album.gross_cents, album.vat_rate) == ("Album", 10800, "8")
    assert discount.gross_cents < 0
    assert (order.shipping.name, order.shipping.gross_cents) == ("Kurier", 1499)
    goods_cents = sum(one.gross_cents for one in order.lines)
    assert order.standing.total_cents == goods_cents + order.shipping.gross_cents
    assert (order.billing.name, order.billing.street) == ("Jan Kos", "Leśna 1 m. 2")
    assert (order.billing.tax_id, order.wants_invoice) == ("5260250274", True)
    assert order.delivery == order.billing
    assert (order.note, order.payment_code, order.payment_name) == ("Na prezent", "bacs", "Przelew")
    assert order.standing.reference == ""


def test_an_order_of_ours_comes_back_as_it_went(woo, shop):
    """B-26: known by its reference."""
    one = draft(line(2997), line(1000, "8", name="Album"), shipping=courier(0))
    shop.create_order(one, Notes())
    (order,) = fetch(shop, now() - timedelta(hours=1))
    assert order.standing.reference == one.reference
    assert [each.gross_cents for each in order.lines] == [2997, 1000]
    assert order.billing == one.billing
    assert order.delivery.city == "Łódź"


def test_payments_and_refunds_are_read(woo, shop):
    """shops.md 8.21: a refund changes neither status nor total."""
    order_id = shop.create_order(draft(), Notes()).id
    assert not shop.read_orders([order_id])[order_id].is_paid
    woo.edit(order_id, status="processing")
    shop.api.write("POST", f"/orders/{order_id}/refunds", {"amount": "10.00"})
    standing = shop.read_orders([order_id])[order_id]
    assert (standing.is_paid, standing.refunded_cents) == (True, 1000)
    assert (standing.status, standing.total_cents) == ("processing", 2997)
    assert abs(standing.paid_at - now()) < timedelta(minutes=1)


def test_many_orders_are_read_a_hundred_at_a_time(woo, shop):
    """shops.md 1.5."""
    ids = [str(order["id"]) for order in woo.buy(150)]
    assert set(shop.read_orders(ids)) == set(ids)
    assert len(woo.called("GET")) == 2


def test_trashed_orders_are_read_by_their_ids_and_deleted_ones_are_left_out(woo, shop):
    """shops.md 8.15: lists have neither."""
    kept, trashed, deleted = (str(order["id"]) for order in woo.buy(3))
    woo.edit(trashed, status="trash")
    woo.delete(deleted)
    found = shop.read_orders([kept, trashed, deleted])
    assert {key: one.is_trashed for key, one in found.items()} == {kept: False, trashed: True}


def test_products_are_found_by_name_and_by_sku(woo, shop):
    """shops.md 8.8."""
    print_, album = woo.add_product("Odbitka 10×15", "ODB-10"), woo.add_product("Album", "ALB-odb")
    woo.add_product("Ramka", "RAM")
    assert {one.id for one in shop.find_products("odb")} == {print_, album}
    assert shop.find_products("nic takiego") == []


def test_products_are_read_by_ids_and_by_whole_skus(woo, shop):
    """shops.md 8.8: with price and stock; what is unknown is left out."""
    first = woo.add_product("Odbitka", "ODB", price="9.99", stock_quantity=7)
    second = woo.add_product("Album", "ALB", manage_stock=False)
    woo.add_product("Ramka", "ODB-RAM")
    found = {one.id: one for one in shop.read_products(ids=[second, "999"], skus=["ODB", "NIC"])}
    assert set(found) == {first, second}
    assert (found[first].price_cents, found[first].stock) == (999, 7)
    assert found[second].stock is None


def test_stock_follows_what_happens_to_orders_in_the_shop(woo, shop):
    """shops.md 1.3: it is the shop that counts it."""
    key = woo.add_product("Odbitka", "ODB", stock_quantity=100)
    order = shop.create_order(draft(line(2997, quantity=3, product_id=key)), Notes())
    assert shop.read_products([key])[0].stock == 100
    shop.set_status(order.id, "processing")
    assert shop.read_products([key])[0].stock == 97


def test_an_amount_that_is_finer_than_the_currency_is_not_rounded(woo, shop):
    """shops.md 8.11."""
    woo.settle(decimals=3)
    woo.buy(1, fee_lines=[{"name": "Odbitka", "total": "1.001", "tax_status": "none"}])
    with pytest.raises(ConnectorError, match="1.001 PLN") as refused:
        read_changed(shop.api, now() - timedelta(hours=1), "")
    assert refused.value.code == "decimals"
