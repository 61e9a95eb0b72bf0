"""Money that was paid here or in the shop is neither doubled, invented nor told back (D14)."""

import pytest

from extensions import db
from models import ShopMapping
from services import order_edits, orders, payments, shop_checks, shop_findings, shop_rounds
from services.order_terms import OrderTerms
from tests.services.shops.orders import keep_shops, link_of, order_in, told


@pytest.fixture
def order(studio, shop):
    order = order_in(studio, ("Album", 2, 4500, "23"))
    keep_shops()
    return order


def check(shop, order):
    shop_checks.check(shop)
    db.session.refresh(order)


def told_as_paid(shop, order):
    payments.mark_paid(order, "Hanna")
    shop_rounds.payments(shop)
    keep_shops()


def grow(order, pieces):
    terms = OrderTerms(quantities={order.lines[0].id: pieces})
    order_edits.edit_order(order, order.version, terms, "Hanna")


def test_what_was_told_to_the_shop_does_not_come_back_as_its_payment(shop, woo, order):
    """D14: a payment that was taken back here stays taken back."""
    told_as_paid(shop, order)
    payments.mark_unpaid(order, "Hanna")
    check(shop, order)
    assert not order.is_paid


def test_an_order_that_grew_after_it_was_paid_waits_for_the_rest(shop, woo, order):
    """B-34: the shop knows nothing of what was added, so it cannot have been paid there."""
    woo.edit(link_of(order).remote_id, status="processing")
    check(shop, order)
    grow(order, 3)
    check(shop, order)
    assert (order.paid_cents, order.is_paid) == (9000, False)


def test_the_shop_takes_in_what_its_own_order_costs(shop, woo, order):
    """B-28, B-34: ours was made larger before it was paid there."""
    grow(order, 3)
    woo.edit(link_of(order).remote_id, status="processing")
    check(shop, order)
    assert [one.amount_cents for one in order.payments] == [9000]
    assert not order.is_paid


def test_a_status_that_counts_as_paid_there_is_no_payment(studio, shop, woo, order):
    """D14: the shop calls it paid because of what it was told."""
    ours = studio.order_statuses[1]
    shop.mappings.append(ShopMapping(subject="status", ours=str(ours.id), code="processing"))
    db.session.commit()
    orders.set_status(order, ours, "Hanna")
    shop_rounds.statuses(shop)
    keep_shops()
    check(shop, order)
    assert woo.orders[0]["date_paid"] is not None
    assert (order.is_paid, list(order.payments)) == (False, [])


def test_a_payment_there_that_came_before_such_a_status_is_one(studio, shop, woo, order):
    """B-28."""
    ours = studio.order_statuses[1]
    shop.mappings.append(ShopMapping(subject="status", ours=str(ours.id), code="completed"))
    db.session.commit()
    woo.edit(link_of(order).remote_id, status="processing")
    orders.set_status(order, ours, "Hanna")
    shop_rounds.statuses(shop)
    keep_shops()
    db.session.refresh(order)
    assert order.is_paid


def test_a_payment_that_was_promised_while_it_was_taken_back_is_told_later(shop, woo, order):
    """B-38: what was not needed once may be needed again."""
    payments.mark_paid(order, "Hanna")
    shop_rounds.payments(shop)
    payments.mark_unpaid(order, "Hanna")
    keep_shops()
    told_as_paid(shop, order)
    assert woo.orders[0]["date_paid"] is not None
    assert [one.state for one in told(order, "shop.set_paid")] == ["cancelled", "sent"]


def test_a_restored_order_gets_its_status_back_in_the_shop(studio, shop, woo, order):
    """B-26: it was told that the order is cancelled."""
    ours = studio.order_statuses[1]
    links = {str(ours.id): "on-hold", "cancelled": "cancelled"}
    for key, code in links.items():
        shop.mappings.append(ShopMapping(subject="status", ours=key, code=code))
    db.session.commit()
    orders.set_status(order, ours, "Hanna")
    for change in (orders.cancel, orders.restore):
        change(order, "Hanna")
        shop_rounds.statuses(shop)
        keep_shops()
    assert woo.orders[0]["status"] == "on-hold"


def test_what_was_promised_about_an_order_is_dropped_when_it_is_left_out(studio, shop, woo, order):
    """issue 6: nothing waits for a shop that has nothing to do with it."""
    payments.mark_paid(order, "Hanna")
    shop_rounds.payments(shop)
    shop_findings.leave(link_of(order), "Hanna")
    assert [one.state for one in told(order, "shop.set_paid")] == ["cancelled"]
