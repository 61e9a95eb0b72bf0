"""What becomes of orders in PrestaShop, told there and read from there."""

from datetime import UTC, datetime, timedelta

import pytest

from connectors import ConnectorError
from connectors.values import Receipt, Tracking
from tests.connectors.drafts import ASKED_AT, Notes, paper, sent


@pytest.fixture
def shop(prestashop_shop):
    return prestashop_shop


@pytest.fixture
def placed(prestashop, shop):
    """An order that is there already, and not paid."""
    standing = prestashop.create_order(sent(), Notes())
    shop.forget_calls()
    return standing


def posts(shop) -> list[str]:
    return [one["name"] for one in shop.calls if not one["name"].startswith("GET")]


def receipt(cents: int) -> Receipt:
    return Receipt(datetime(2026, 11, 23, 9, 0, tzinfo=UTC), cents, "Przelew")


def test_a_status_is_entered_once_and_without_a_mail(prestashop, shop, placed):
    """shops.md 8.20."""
    for _ in range(2):
        prestashop.set_status(placed.id, "3")
    assert posts(shop) == ["POST order_histories"]
    assert "sendemail" not in shop.calls[-1]["params"]


def test_a_status_that_is_gone_is_named_so(prestashop, placed):
    """shops.md 8.20."""
    with pytest.raises(ConnectorError) as gone:
        prestashop.set_status(placed.id, "77")
    assert (gone.value.code, gone.value.permanent) == ("status_gone", False)


def test_an_order_that_is_gone_is_named_so(prestashop):
    """shops.md 8.15."""
    with pytest.raises(ConnectorError) as gone:
        prestashop.set_status("4711", "3")
    assert (gone.value.code, gone.value.permanent) == ("gone", True)


def test_a_paid_order_is_paid_once(prestashop, shop, placed):
    """shops.md 8.21: the state writes the payment itself."""
    for _ in range(2):
        prestashop.set_paid(placed.id, receipt(placed.total_cents))
    assert posts(shop) == ["POST order_histories"]
    assert [one["amount"] for one in shop.state["order_payments"]] == ["44.96"]
    assert prestashop.read_orders([placed.id])[placed.id].is_paid


def test_a_part_of_the_money_leaves_the_state(prestashop, shop, placed):
    """shops.md 8.21: and the rest comes on top of it."""
    prestashop.set_paid(placed.id, receipt(1000))
    prestashop.set_paid(placed.id, receipt(1000))
    prestashop.set_paid(placed.id, receipt(1500))
    assert [one["amount"] for one in shop.state["order_payments"]] == ["10.00", "5.00"]
    assert not prestashop.read_orders([placed.id])[placed.id].is_paid


def test_an_order_that_moved_on_stays_where_it_is_when_it_is_paid(prestashop, shop, placed):
    """shops.md 8.21."""
    prestashop.set_status(placed.id, "4")
    prestashop.set_paid(placed.id, receipt(placed.total_cents))
    assert prestashop.read_orders([placed.id])[placed.id].status == "4"


def test_the_state_for_paid_orders_can_be_chosen(to_prestashop, placed):
    prestashop = to_prestashop(paid_state="3")
    prestashop.set_paid(placed.id, receipt(placed.total_cents))
    assert prestashop.read_orders([placed.id])[placed.id].status == "3"


def test_numbers_of_parcels_are_joined_and_none_comes_twice(prestashop, shop, placed):
    """shops.md 8.22."""
    for number in ("AB 1<script>", "CD-2", "AB 1<script>"):
        prestashop.set_tracking(placed.id, Tracking(number, "InPost"))
    assert shop.state["order_carriers"][0]["tracking_number"] == "AB 1script, CD-2"
    assert posts(shop) == ["PUT order_carriers"] * 2


def test_the_newest_parcel_stands_alone_where_not_all_fit(prestashop, shop, placed):
    for number in ("1" * 40, "2" * 40):
        prestashop.set_tracking(placed.id, Tracking(number, "InPost"))
    assert shop.state["order_carriers"][0]["tracking_number"] == "2" * 40


def test_a_document_is_a_link_in_a_message_once(prestashop, shop, placed):
    """O-11."""
    for _ in range(2):
        prestashop.push_document(placed.id, paper())
    [message] = shop.state["customer_messages"]
    assert message["message"] == "FS/1/2026: https://kadr.example/d/abcdef"
    prestashop.push_document(placed.id, paper(number="KFS/1/2026"))
    assert len(shop.state["customer_threads"]) == 1
    assert len(shop.state["customer_messages"]) == 2


def test_a_message_that_broke_off_is_not_written_twice(prestashop, shop, placed):
    """shops.md 8.7."""
    shop.script("POST:customer_messages=store_then_reset")
    with pytest.raises(ConnectorError):
        prestashop.push_document(placed.id, paper())
    prestashop.push_document(placed.id, paper())
    assert len(shop.state["customer_messages"]) == 1


def test_orders_are_fetched_by_their_changes_and_each_once(to_prestashop, shop):
    """shops.md 8.18: 120 of them in three seconds of change, one of which moves meanwhile."""
    prestashop = to_prestashop()
    prestashop.create_order(sent(), Notes())
    shop.control("multiply", 120)
    seen, cursor = [], ""
    while True:
        page = prestashop.fetch_orders(ASKED_AT, cursor)
        seen += [one.standing.id for one in page.orders]
        if not cursor:
            shop.control("touch", seen[0])
        cursor = page.next_cursor
        if not cursor:
            break
    assert len(set(seen)) == 121
    assert len(seen) == 122
    assert page.read_at is not None


def test_a_fetched_order_has_all_that_it_holds(prestashop, placed):
    page = prestashop.fetch_orders(datetime.now(UTC) - timedelta(minutes=5))
    [fetched] = page.orders
    assert fetched.standing.total_cents == placed.total_cents
    [line] = fetched.lines
    assert (line.gross_cents, line.vat_rate, line.product_id) == (2997, "23", "41")
    assert fetched.delivery.name == "Żaneta Śliwińska"
    assert (fetched.delivery.country, fetched.delivery.email) == ("PL", "zaneta@example.com")
    assert (fetched.shipping.code, fetched.shipping.gross_cents) == ("2", 1499)
    assert fetched.standing.reference == sent().reference
    assert abs(datetime.now(UTC) - fetched.standing.changed_at) < timedelta(minutes=1)


def test_orders_that_are_gone_are_left_out(prestashop, placed):
    assert set(prestashop.read_orders([placed.id, "4711"])) == {placed.id}
    assert prestashop.read_orders([]) == {}


@pytest.mark.parametrize(
    ("moment", "local"),
    [
        ("2026-10-24T23:30", "2026-10-25 01:30:00"),
        ("2026-10-25T00:10", "2026-10-25 01:10:00"),
        ("2026-10-25T01:10", "2026-10-25 02:10:00"),
        ("2027-03-28T00:59", "2027-03-28 01:59:00"),
        ("2027-03-28T01:00", "2027-03-28 03:00:00"),
        ("2026-07-01T12:00", "2026-07-01 14:00:00"),
    ],
)
def test_the_shop_is_asked_by_its_own_clock(prestashop, moment, local):
    """shops.md 8.19: in the hour that comes twice, from the beginning of its first time."""
    since = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert prestashop._lists.local(since) == local


def test_lists_for_the_settings_are_read(prestashop, placed):
    """O-02."""
    assert ("10", "Oczekiwanie na przelew") in [
        (o.code, o.name) for o in prestashop.list_statuses()
    ]
    assert [one.code for one in prestashop.list_shipping()] == ["2", "5"]
    assert "ps_wirepayment" in [one.code for one in prestashop.list_payments()]
    assert [(one.code, one.percent) for one in prestashop.list_taxes()] == [
        ("1", "23"),
        ("2", "8"),
        ("3", "0"),
    ]
    facts = prestashop.read_facts()
    assert (facts.name, facts.currency, facts.time_zone) == ("Studio", "PLN", "Europe/Warsaw")


def test_products_are_found_and_read_by_number_and_reference(prestashop):
    """shops.md 8.8."""
    assert [one.id for one in prestashop.find_products("WOLNA")] == ["43", "44"]
    found = prestashop.read_products(ids=["42", "99"], skus=["ODB-15x23", "ODB-MAT", "missing"])
    assert {one.id: one.price_cents for one in found} == {"42": 20000, "41": 999, "41-61": 1122}
    assert {one.id: one.stock for one in found} == {"42": 7, "41": 7, "41-61": None}
