"""BaseLinker asks Kadr as if it were a shop (shops.md 3.3)."""

from datetime import timedelta

import pytest

from extensions import db
from models.order import Order
from models.payment import PaymentOrigin
from models.types import utc_now
from services import orders
from services.order_terms import BuyerTerms
from tests.blueprints.partner.consumer import BaseLinker
from tests.ordering import make_order_by_hand


@pytest.fixture
def order(studio):
    return make_order_by_hand(studio, is_sent_nowhere=True)


def test_a_day_of_baselinker(baselinker, studio, order):
    """It fetches, reports status, payment and parcel, and is never given the same order twice."""
    [number] = baselinker.fetch()
    assert number == str(order.number)
    fetched = baselinker.orders[number]
    total = fetched["delivery_price"] + sum(p["price"] * p["quantity"] for p in fetched["products"])
    assert round(total * 100) == order.total_cents
    assert (fetched["paid"], fetched["email"]) == (0, order.client_email)
    sent = list(baselinker.call("StatusesList"))[-1]
    assert baselinker.report("status", sent, number) == 1
    assert baselinker.report("paid", 1, number) == 1
    url = "https://tracking.example/1"
    carrier = {"delivery_method_name": "Kurier DPD", "tracking_url": url}
    assert baselinker.report("delivery_number", "6201", number, **carrier) == 1
    db.session.refresh(order)
    assert (order.status_id, order.is_paid) == (int(sent), True)
    [parcel] = order.parcels
    assert (parcel.carrier, parcel.number) == ("dpd", "6201")
    assert parcel.url.startswith("https://tracktrace.dpd.com.pl/")
    assert [one.origin for one in order.payments] == [PaymentOrigin.SHOP]
    assert baselinker.fetch() == []
    assert baselinker.orders[number]["paid"] == 1


def test_what_is_reported_again_changes_nothing_and_counts(baselinker, order):
    """shops.md 8.20 to 8.22."""
    number = str(order.number)
    for _ in range(2):
        assert baselinker.report("paid", 1, number) == 1
        assert baselinker.report("delivery_number", "6201", number) == 1
        assert baselinker.report("status", order.status_id, number) == 1
    db.session.refresh(order)
    assert len(order.payments) == 1
    kinds = [event.kind for event in order.events]
    assert kinds.count("order.parcel") == 1
    assert "order.status" not in kinds


@pytest.mark.parametrize("url", ["javascript:alert(1)", "http://plain.example/1", "x" * 2000, ""])
def test_a_link_that_may_not_be_shown_is_left_out(baselinker, order, url):
    """shops.md 8.22: the number is kept."""
    number = str(order.number)
    baselinker.report("delivery_number", "A 1", number, tracking_url=url)
    baselinker.report("delivery_number", "A2", number, tracking_url="https://t.example/A2")
    db.session.refresh(order)
    assert [(one.number, one.url) for one in order.parcels] == [
        ("A1", ""),
        ("A2", "https://t.example/A2"),
    ]


def test_a_payment_is_never_taken_back(baselinker, order):
    """shops.md 8.21."""
    number = str(order.number)
    baselinker.report("paid", 1, number)
    baselinker.report("paid", 0, number)
    db.session.refresh(order)
    assert order.is_paid


def test_nothing_of_another_studio_is_seen_or_changed(baselinker, make, order):
    """shops.md 8.25."""
    other = make.make_studio()
    foreign = make_order_by_hand(other, is_sent_nowhere=True)
    foreign.number = order.number + 7
    db.session.commit()
    assert baselinker.fetch() == [str(order.number)]
    assert baselinker.fetch(order_id=str(foreign.number)) == []
    assert baselinker.report("paid", 1, str(foreign.number)) == 0
    own = str(other.order_statuses[0].id)
    refused = baselinker.ask(
        "OrderUpdate", orders_ids=f"[{order.number}]", update_type="status", update_value=own
    )
    assert refused.json["error_code"] == "invalid_argument"
    db.session.refresh(foreign)
    assert not foreign.is_paid


@pytest.mark.parametrize("form", ["[%d]", "%d", '{"0": %d}', '["%d"]'])
@pytest.mark.parametrize("name", ["orders_ids", "order_ids"])
def test_numbers_of_orders_come_in_many_forms(baselinker, order, name, form):
    found = baselinker.call(
        "OrderUpdate", **{name: form % order.number}, update_type="paid", update_value="1"
    )
    assert found == {"counter": 1}


@pytest.mark.parametrize("name", ["orders_ids[0]", "order_ids[]"])
def test_numbers_of_orders_come_as_phps_arrays(baselinker, order, name):
    found = baselinker.call(
        "OrderUpdate", **{name: str(order.number)}, update_type="paid", update_value="1"
    )
    assert found == {"counter": 1}


def test_orders_are_fetched_from_a_time_a_number_and_by_payment(baselinker, studio, order):
    """A delivery form that came in later brings its order back into view."""
    order.placed_at = utc_now() - timedelta(days=3)
    order.delivery_known_at = utc_now() - timedelta(days=3)
    db.session.commit()
    later = make_order_by_hand(studio, is_sent_nowhere=True)
    yesterday = str(int((utc_now() - timedelta(days=1)).timestamp()))
    assert baselinker.fetch(time_from=yesterday) == [str(later.number)]
    baselinker.orders.clear()
    assert baselinker.fetch(id_from=str(later.number)) == [str(later.number)]
    baselinker.orders.clear()
    assert baselinker.fetch(only_paid="1") == []
    order.delivery_known_at = utc_now()
    db.session.commit()
    assert str(order.number) in baselinker.fetch(time_from=yesterday)


def test_an_order_waits_until_its_delivery_is_known(baselinker, studio):
    """B-10."""
    waiting = make_order_by_hand(studio)
    assert baselinker.fetch() == []
    waiting.delivery_known_at = utc_now()
    db.session.commit()
    assert baselinker.fetch() == [str(waiting.number)]


def test_what_is_at_baselinker_already_or_came_from_a_shop_is_left_out(
    baselinker, make, studio, order
):
    """Two ways to one place would make two orders there."""
    make.link_order(order, make.make_shop(studio, platform="baselinker"), remote_id="9001")
    fetched = make_order_by_hand(studio, is_sent_nowhere=True)
    fetched.source = "shop"
    cancelled = make_order_by_hand(studio, is_sent_nowhere=True)
    db.session.commit()
    orders.cancel(cancelled, "Hanna")
    assert baselinker.fetch() == []


def test_a_cancelled_order_is_not_changed(baselinker, order):
    """shops.md 8.22."""
    orders.cancel(order, "Hanna")
    assert baselinker.report("delivery_number", "6201", str(order.number)) == 1
    db.session.refresh(order)
    assert order.parcels == []


def test_invoice_locker_and_rates_arrive(baselinker, make):
    """B-18, B-19: a session's order with photos, prints and a product."""
    gallery_order = make.make_mixed_order()
    gallery_order.company, gallery_order.tax_id = "Gęś sp. z o.o.", "5260250274"
    gallery_order.delivery_point, gallery_order.delivery_kind = "KRA01M", "locker"
    gallery_order.note = "Proszę\n<b>karton</b>"
    db.session.commit()
    own = BaseLinker(baselinker.browser, gallery_order.studio)
    [number] = own.fetch()
    fetched = own.orders[number]
    assert (fetched["invoice_company"], fetched["invoice_nip"]) == ("Gęś sp. z o.o.", "5260250274")
    assert (fetched["delivery_point_id"], fetched["want_invoice"]) == ("KRA01M", 1)
    assert fetched["user_comments"] == "Proszę\n<b>karton</b>"
    total = sum(round(one["price"] * 100) * one["quantity"] for one in fetched["products"])
    assert total + round(fetched["delivery_price"] * 100) == gallery_order.total_cents
    assert all(one["name"] for one in fetched["products"])


def test_an_exempt_seller_has_no_rate_of_23(baselinker, studio, order):
    """shops.md 8.10."""
    studio.document_settings.is_vat_exempt = True
    db.session.commit()
    baselinker.fetch()
    fetched = baselinker.orders[str(order.number)]
    assert {one["tax"] for one in fetched["products"]} == {-1}


def test_pages_hold_a_hundred_orders_and_each_is_seen_once(baselinker, studio, order):
    """shops.md 8.18."""
    columns = {c.key: getattr(order, c.key) for c in Order.__table__.columns if c.key != "id"}
    rows = [columns | {"number": 5000 + one} for one in range(120)]
    db.session.execute(Order.__table__.insert(), rows)
    db.session.commit()
    assert len(baselinker.fetch()) == 121
    assert len(baselinker.call("OrdersGet", page="2")) == 22
    assert baselinker.call("OrdersGet", page="9") == {"pages": 2}


def test_a_buyers_name_is_told_as_it_was_typed(baselinker, studio):
    """shops.md 8.12."""
    name = "Gęś 👩‍👩‍👧 <script>\u0301"
    buyer = BuyerTerms(client_name=name, client_email="a@b.pl", client_phone="1")
    order = make_order_by_hand(studio, is_sent_nowhere=True, buyer=vars(buyer))
    baselinker.fetch()
    assert baselinker.orders[str(order.number)]["delivery_fullname"] == order.client_name
