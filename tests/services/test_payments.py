"""Money for an order comes in parts, goes back, and is told once."""

from datetime import timedelta

import pytest

from extensions import db
from services import payments
from services.payments import Receipt

TODAY_CENTS = 4000


@pytest.fixture
def order(make):
    """120,00 zł to pay, in three photos."""
    gallery = make.make_gallery(extra_photo_cents=TODAY_CENTS)
    photos = [make.make_photo(gallery) for _ in range(3)]
    return make.make_order(make.make_cart(gallery.invitations[0], photos))


def receive(order, cents, **values):
    receipt = Receipt(cents, values.pop("on", order.studio.today()), values.pop("note", ""))
    payments.record(order, receipt, "Hanna", **values)


def book(order):
    return [payment.amount_cents for payment in order.payments]


def test_a_part_of_the_total_does_not_make_an_order_paid(order):
    """N-17."""
    receive(order, 5000)
    assert (order.is_paid, order.due_cents) == (False, 7000)
    receive(order, 7000)
    assert (order.is_paid, order.due_cents, book(order)) == (True, 0, [5000, 7000])


def test_marking_as_paid_records_only_the_rest(order):
    """M-12."""
    receive(order, 5000, note="gotówka")
    payments.mark_paid(order, "Hanna")
    assert book(order) == [5000, 7000]
    payments.mark_unpaid(order, "Hanna")
    assert (book(order), order.paid_cents, order.is_paid) == ([5000, 7000, -12000], 0, False)


def test_money_that_is_given_back_is_due_again(order):
    payments.mark_paid(order, "Hanna")
    receive(order, -2000)
    assert (order.is_paid, order.due_cents) == (False, 2000)
    kinds = [event.kind for event in order.events]
    assert kinds[:2] == ["order.refund", "order.paid"]


def test_a_form_that_is_sent_twice_records_one_payment(order):
    """F21."""
    receive(order, 5000, seen_cents=0)
    with pytest.raises(payments.PaymentsChanged):
        receive(order, 5000, seen_cents=0)
    db.session.expire_all()
    assert (order.paid_cents, book(order)) == (5000, [5000])


@pytest.mark.parametrize("cents", [0, -1])
def test_nothing_and_more_than_came_in_are_refused(order, cents):
    with pytest.raises(payments.AmountWrong):
        receive(order, cents)
    db.session.expire_all()
    assert (order.paid_cents, book(order)) == (0, [])


def test_money_cannot_have_come_in_tomorrow(order):
    with pytest.raises(payments.DayAhead):
        receive(order, 5000, on=order.studio.today() + timedelta(days=1))


def test_the_day_by_which_to_pay_comes_from_the_studios_terms(make):
    gallery = make.make_gallery(extra_photo_cents=TODAY_CENTS)
    gallery.studio.payment_terms.due_days = 14
    free = make.make_order(make.make_cart(make.make_gallery(gallery.studio).invitations[0]))
    due = make.make_order(make.make_cart(gallery.invitations[0]))
    today = gallery.studio.today()
    assert (due.due_on, free.due_on) == (today + timedelta(days=14), None)
    assert not due.is_overdue_on(today + timedelta(days=14))
    assert due.is_overdue_on(today + timedelta(days=15))
