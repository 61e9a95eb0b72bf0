"""After an order is in the shop: status, payment, parcels and papers, and nothing else ever."""

from datetime import timedelta

import pytest

from extensions import db
from models import ShopMapping
from models.types import utc_now
from services import completion, orders, parcels, payments, shop_checks, shop_findings, shop_rounds
from services.parcels import ParcelTerms
from tests.services.living import keep_all
from tests.services.shops.orders import keep_shops, link_of, order_in, told

INPOST = ParcelTerms("inpost", "620000000000000000000001")


@pytest.fixture
def linked(shop, studio):
    """Our second status is "processing" in the shop, the third "completed"."""
    for status, code in zip(studio.order_statuses[1:3], ("processing", "completed"), strict=True):
        shop.mappings.append(ShopMapping(subject="status", ours=str(status.id), code=code))
    shop.mappings.append(ShopMapping(subject="status", ours="cancelled", code="cancelled"))
    db.session.commit()
    return studio.order_statuses


@pytest.fixture
def order(studio, shop):
    order = order_in(studio)
    keep_shops()
    return order


def puts(woo):
    return [one["sent"] for one in woo.called("PUT")]


def test_only_the_last_status_of_the_hour_is_told(studio, shop, woo, linked, order):
    """B-26, B-37: A, then B, then C is one call with C."""
    for status in linked[1:3]:
        orders.set_status(order, status, "Hanna")
    assert puts(woo) == []
    assert shop_rounds.statuses(shop) == 1
    keep_shops()
    assert puts(woo) == [{"status": "completed"}]
    assert shop_rounds.statuses(shop) == 0


def test_a_status_that_is_linked_with_nothing_is_not_told(studio, shop, woo, linked, order):
    """B-29."""
    orders.set_status(order, linked[3], "Hanna")
    assert shop_rounds.statuses(shop) == 0
    assert puts(woo) == []


def test_the_status_after_completion_wins_over_the_linked_one(studio, shop, woo, linked, order):
    """D13: one outgoing value; the round tells only what changed after it."""
    shop.status_after_completion = "completed"
    db.session.commit()
    orders.set_status(order, linked[1], "Hanna")
    completion.complete(order, "Hanna")
    keep_shops()
    assert shop_rounds.statuses(shop) == 0
    assert [one["status"] for one in puts(woo)] == ["completed"]


def test_a_cancelled_order_is_cancelled_there_if_linked(studio, shop, woo, linked, order):
    """B-26: the status of an order that no longer counts."""
    orders.cancel(order, "Hanna")
    assert shop_rounds.statuses(shop) == 1
    keep_shops()
    assert woo.orders[0]["status"] == "cancelled"


def test_a_payment_is_told_by_its_own_round_once(studio, shop, woo, linked, order):
    """B-38: not by the round of statuses."""
    payments.mark_paid(order, "Hanna")
    shop_rounds.statuses(shop)
    keep_shops()
    assert woo.orders[0]["date_paid"] is None
    assert [shop_rounds.payments(shop), shop_rounds.payments(shop)] == [1, 0]
    keep_shops()
    assert woo.orders[0]["date_paid"] is not None
    assert shop_rounds.payments(shop) == 0


def test_payments_are_not_told_where_that_is_off(studio, shop, woo, order):
    """B-23."""
    shop.passes_payments = False
    db.session.commit()
    payments.mark_paid(order, "Hanna")
    assert shop_rounds.payments(shop) == 0


def test_a_parcel_is_told_at_once_and_each_number_once(studio, shop, woo, order):
    """B-39, B-46, shops.md 8.22: two parcels, one corrected."""
    shop.passes_tracking_since_at = utc_now() - timedelta(minutes=1)
    db.session.commit()
    first = parcels.add_parcel(order, INPOST, "Hanna")
    parcels.add_parcel(order, ParcelTerms("dpd", "0000123456789"), "Hanna")
    keep_shops()
    parcels.change_parcel(first, ParcelTerms("inpost", "620000000000000000000002"), "Hanna")
    keep_shops()
    assert [one.state for one in told(order, "shop.set_tracking")] == ["sent"] * 3
    said = str(woo.orders[0]["meta_data"]) + str(woo.state["notes"])
    assert "620000000000000000000002" in said
    assert "0000123456789" in said


def test_numbers_from_before_are_not_told(studio, shop, woo, order):
    """B-32: not retroactive."""
    parcels.add_parcel(order, INPOST, "Hanna")
    shop.passes_tracking_since_at = utc_now()
    db.session.commit()
    parcels.add_parcel(order, ParcelTerms("dpd", "0000123456789"), "Hanna")
    assert len(told(order, "shop.set_tracking")) == 1


def test_the_document_is_a_private_address_that_opens(app, web, studio, shop, woo, order, make):
    """O-11: once, and it leads to the PDF of this order."""
    make.sells(studio)
    studio.feedback.pushes_document = True
    db.session.commit()
    completion.complete(order, "Hanna")
    keep_all()
    keep_shops()
    (made,) = woo.orders
    meta = {one["key"]: one["value"] for one in made["meta_data"]}
    path = meta["_invoice_pdf_url"].removeprefix(app.config["PUBLIC_BASE_URL"])
    with web.get(path) as answer:
        assert (answer.status_code, answer.data[:5]) == (200, b"%PDF-")
    assert web.get(path[:-3] + "abc").status_code == 404
    assert len(told(order, "shop.push_document")) == 1


def test_an_order_that_is_deleted_there_is_a_finding_and_no_loop(studio, shop, woo, linked, order):
    """shops.md 8.15: nothing more is told; to make it again is a deliberate act."""
    woo.delete(link_of(order).remote_id)
    assert shop_checks.check(shop) == 1
    assert link_of(order).finding == "deleted"
    orders.set_status(order, linked[1], "Hanna")
    assert (shop_rounds.statuses(shop), shop_checks.check(shop)) == (0, 0)
    shop_findings.push_again(link_of(order), "Hanna")
    keep_shops()
    assert link_of(order).is_linked
    assert len(woo.orders) == 1


def test_an_order_in_the_bin_and_a_changed_one_are_findings(studio, shop, woo, order):
    """issue 6: deliberate choices, never an error loop."""
    other = order_in(studio)
    keep_shops()
    woo.edit(link_of(order).remote_id, status="trash")
    woo.settle(added_by_plugin="5.00")
    woo.edit(link_of(other).remote_id, customer_note="zmienione")
    shop_checks.check(shop)
    assert link_of(order).finding == "trashed"
    shop_findings.leave(link_of(order), "Hanna")
    assert (link_of(order).is_live, shop_checks.check(shop)) == (False, 0)


def test_a_withdrawn_order_loses_its_pro_forma_and_nothing_else(studio, shop, woo, order, make):
    """N-10, D12: only for statuses that were listed."""
    make.sells(studio)
    woo.edit(link_of(order).remote_id, status="cancelled")
    shop_checks.check(shop)
    assert link_of(order).finding == ""
    shop.withdrawn_statuses = ["cancelled"]
    db.session.commit()
    shop_checks.check(shop)
    db.session.refresh(order)
    assert (link_of(order).finding, order.is_cancelled) == ("withdrawn", False)
    assert all(one.is_cancelled for one in order.documents)


def test_an_order_that_is_there_twice_is_flagged_with_both_numbers(studio, shop, woo, order):
    """F13: found by the checks of the hour."""
    link = link_of(order)
    (twin,) = woo.buy(1)
    woo.edit(str(twin["id"]), created_via=link.reference)
    link.look_ups, link.begun_at = 1, utc_now()
    db.session.commit()
    assert shop_checks.check(shop) == 1
    assert link_of(order).finding == "duplicate"
    assert str(twin["id"]) in link_of(order).finding_facts["ids"]
