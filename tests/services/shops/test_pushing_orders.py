"""An order reaches the shop once, whatever breaks; paid only when both agree on the total."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from extensions import db
from models import OutboxEntry, Shop
from models.order_filter import OrderFilter
from models.types import utc_now
from services import orders, outbox, payments, shop_findings, shop_passing, shop_pauses
from tests.blueprints.proofing.conftest import counted_statements
from tests.services.shops.conftest import connect
from tests.services.shops.orders import keep_shops, link_of, order_in, pushes, told


def posted(woo):
    return [one for one in woo.changes if one == "POST /orders"]


def rest_is_over(shop):
    db.session.execute(update(Shop).where(Shop.id == shop.id).values(rests_until=None))
    db.session.commit()


def test_an_order_is_in_the_shop_as_soon_as_its_delivery_is_known(studio, shop, woo):
    """B-03, B-10, B-17: lines, shipping and total to the cent, under our reference."""
    order = order_in(
        studio,
        ("Odbitka 10×15", 3, 333, "23"),
        ("Album", 1, 19900, "5"),
        delivery_kind="courier",
        delivery_name="Kurier InPost",
        delivery_cents=1499,
    )
    keep_shops()
    link = link_of(order)
    (made,) = woo.orders
    assert (link.remote_id, link.number) == (str(made["id"]), str(made["number"]))
    assert made["created_via"] == link.reference
    assert (made["total"], link.total_cents) == ("223.98", 22398)
    assert (made["status"], link.finding) == ("pending", "")
    assert [event.kind for event in order.events][:1] == ["order.passed"]


def test_a_second_press_makes_no_second_order(studio, shop, woo):
    """shops.md 8.1: button, worker and schedule."""
    order = order_in(studio)
    keep_shops()
    shop_passing.push_now(link_of(order))
    keep_shops()
    assert len(woo.orders) == 1
    assert [one.state for one in pushes(order)] == ["sent", "cancelled"]


@pytest.mark.parametrize("mode", ["store_then_reset", "store_then_hang", "store_then_500"])
def test_an_order_whose_answer_was_lost_is_found_and_not_made_again(studio, shop, woo, mode):
    """D22, F12, shops.md 8.2."""
    order = order_in(studio)
    woo.script(mode, "POST", "/orders")
    keep_shops(1)
    (entry,) = pushes(order)
    assert (entry.state, entry.uncertain, link_of(order).is_linked) == ("retry", True, False)
    rest_is_over(shop)
    keep_shops(1)
    assert (len(posted(woo)), len(woo.orders)) == (1, 1)
    assert link_of(order).remote_id == str(woo.orders[0]["id"])


def test_an_order_that_never_arrived_is_looked_for_twice_and_made_once(studio, shop, woo):
    """F13, shops.md 8.3."""
    order = order_in(studio)
    woo.script("500", "POST", "/orders")
    keep_shops(1)
    rest_is_over(shop)
    keep_shops(1)
    assert (pushes(order)[0].last_code, posted(woo)) == ("looking", ["POST /orders"])
    keep_shops(1)
    assert (len(posted(woo)), len(woo.orders), link_of(order).look_ups) == (2, 1, 0)


@pytest.mark.parametrize("mode", ["502", "login", "truncated", "redirect https://evil.example/"])
def test_an_answer_that_is_none_is_no_success(studio, shop, woo, mode):
    """F14, shops.md 8.6."""
    order = order_in(studio)
    woo.script(mode, "POST", "/orders")
    keep_shops(1)
    assert not link_of(order).is_linked
    assert pushes(order)[0].state == "retry"


def test_a_refused_order_is_given_up_with_what_the_shop_said(studio, shop, woo):
    """shops.md 8.13: nothing was made, so nothing has to be looked for."""
    order = order_in(studio, client_email="nie adres")
    keep_shops(1)
    (entry,) = pushes(order)
    assert (entry.state, link_of(order).begun_at) == ("dead", None)
    db.session.refresh(order)
    assert order.to_clarify.startswith("Sklep: ")
    listed = OrderFilter(to_clarify="1").orders(studio)
    assert db.session.scalars(listed).all() == [order]
    assert "zaneta" not in entry.last_error


def test_a_key_that_is_refused_pauses_the_shop_with_one_message(studio, shop, woo, make):
    """shops.md 8.14: no storm of tries; what waits is kept."""
    user = make.make_user(studio)
    first, second = order_in(studio), order_in(studio)
    woo.script("401", times=50)
    keep_shops(3)
    db.session.refresh(shop)
    assert (shop.paused_code, len(woo.calls)) == ("auth", 1)
    assert [pushes(one)[0].state for one in (first, second)] == ["retry", "retry"]
    mails = db.session.scalars(
        db.select(OutboxEntry).where(OutboxEntry.kind == "mail.shop_refused")
    ).all()
    assert [mail.recipient for mail in mails] == [user.email]


def test_a_shop_that_asks_for_rest_gets_it(studio, shop, woo):
    """shops.md 8.16: Retry-After holds the whole shop, an hour at most."""
    order_in(studio), order_in(studio)
    woo.script("429 120", "POST", "/orders")
    keep_shops(2)
    db.session.refresh(shop)
    left = shop.rests_until - utc_now()
    assert timedelta(seconds=100) < left <= timedelta(seconds=120)
    assert len(posted(woo)) == 1


def test_one_silent_shop_holds_up_no_other(app, studio, shop, woo, make):
    """RateLimit per shop."""
    other = make.make_studio()
    connect(other, woo, pushes_orders=True)
    mine, theirs = order_in(studio), order_in(other)
    db.session.execute(
        update(Shop).where(Shop.id == shop.id).values(rests_until=utc_now() + timedelta(hours=1))
    )
    db.session.commit()
    keep_shops(1)
    assert (link_of(mine).is_linked, link_of(theirs).is_linked) == (False, True)


def test_a_total_that_differs_is_never_marked_as_paid(studio, shop, woo):
    """shops.md 8.9: both numbers are kept, the photographer decides."""
    order = order_in(studio)
    payments.mark_paid(order, "Hanna")
    woo.settle(added_by_plugin="1.50")
    keep_shops()
    link = link_of(order)
    assert (link.finding, told(order, "shop.set_paid")) == ("total", [])
    assert (link.finding_facts["ours"], link.finding_facts["theirs"]) == (9000, 9150)
    shop_findings.accept(link, "Hanna")
    keep_shops()
    assert (link_of(order).finding, woo.orders[0]["date_paid"] is None) == ("", False)


def test_a_paid_order_is_made_unpaid_and_paid_afterwards(studio, shop, woo):
    """B-23, shops.md 0.6."""
    order = order_in(studio)
    payments.mark_paid(order, "Hanna")
    keep_shops()
    (made,) = woo.orders
    assert made["date_paid"] is not None
    assert woo.called("POST", "/orders")[0]["sent"].get("set_paid") is None
    assert link_of(order).paid_told_at is not None


def test_only_orders_that_stand_are_passed(studio, shop, woo):
    """B-48: except what was cancelled before."""
    order = order_in(studio)
    orders.cancel(order, "Hanna")
    keep_shops()
    assert (woo.orders, pushes(order)[0].state) == ([], "cancelled")


def test_a_shop_that_takes_no_orders_gets_none(studio, shop, woo):
    """B-01, B-14: turning it on passes nothing that was there; the button does."""
    shop.pushes_orders = False
    db.session.commit()
    for _ in range(4):
        order_in(studio)
    shop.pushes_orders = True
    db.session.commit()
    keep_shops()
    assert woo.orders == []
    assert shop_passing.outstanding_count(shop) == 4
    assert shop_passing.push_outstanding(shop) == 4
    assert shop_passing.outstanding_count(shop) == 0
    keep_shops()
    assert len(woo.orders) == 4


def test_a_backlog_is_promised_in_a_fixed_number_of_statements(studio, shop, woo):
    """B-14: five thousand orders are one press of a button."""
    shop.pushes_orders = False
    db.session.commit()
    order_in(studio)
    with counted_statements() as few:
        shop_passing.push_outstanding(shop)
    for _ in range(8):
        order_in(studio)
    with counted_statements() as many:
        assert shop_passing.push_outstanding(shop) == 8
    assert len(many) == len(few)


def test_what_was_given_up_is_outstanding_again(studio, shop, woo):
    """B-14: a cancelled order that stands again, too."""
    order = order_in(studio)
    orders.cancel(order, "Hanna")
    keep_shops()
    orders.restore(order, "Hanna")
    assert shop_passing.push_outstanding(shop) == 1
    keep_shops()
    assert link_of(order).is_linked


def test_what_is_new_goes_before_the_backlog(studio, shop, woo):
    """A backlog of five thousand holds up no order of today."""
    shop.pushes_orders = False
    db.session.commit()
    old = [order_in(studio) for _ in range(3)]
    shop_passing.push_outstanding(shop)
    shop.pushes_orders = True
    db.session.commit()
    new = order_in(studio)
    (first,) = shop_pauses.next_for(shop.id, utc_now() + timedelta(seconds=1))
    assert first.id == pushes(new)[0].id
    outbox.keep(first.id)
    (second,) = shop_pauses.next_for(shop.id, utc_now() + timedelta(seconds=1))
    assert second.id == pushes(old[0])[0].id
