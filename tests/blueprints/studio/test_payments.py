"""The book of money of an order, and the studio's terms of payment."""

import pytest

from extensions import db
from models import OutboxEntry


@pytest.fixture
def order(make, studio_web):
    gallery = make.make_gallery(studio_web.user.studio, extra_photo_cents=4000)
    return make.make_order(make.make_cart(gallery.invitations[0]), email="ewa@example.com")


def record(web, order, **values):
    form = {"amount": "15,00", "received_on": order.studio.today().isoformat(), "seen_cents": "0"}
    return web.post(f"/studio/orders/{order.id}/payments", data=form | values)


def test_a_part_is_recorded_and_shown_with_what_is_left(studio_web, order):
    """N-17."""
    assert record(studio_web, order, note="gotówka na sesji").status_code == 303
    page = studio_web.get(f"/studio/orders/{order.id}/payments").text.replace("\xa0", " ")
    assert "gotówka na sesji" in page
    assert "25,00 zł" in page
    aside = studio_web.get(f"/studio/orders/{order.id}").text
    assert "Częściowo opłacone" in aside


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"amount": ""}, "Wpisz kwotę."),
        ({"amount": "piętnaście"}, "Zapisz kwotę jako 40 albo 40,00"),
        ({"received_on": "2030-01-01"}, "Wybierz dziś albo dzień, który minął."),
        ({"received_on": "wczoraj"}, "Zapisz dzień tak: 2026-11-22."),
        ({"kind": "refund"}, "To więcej, niż wpłynęło."),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(
    studio_web, order, values, said
):
    """M-12."""
    answer = record(studio_web, order, note="przelew 17", **values)
    assert answer.status_code == 422
    assert said in answer.text
    assert "przelew 17" in answer.text
    db.session.refresh(order)
    assert order.paid_cents == 0


def test_a_second_press_is_answered_with_what_was_recorded(studio_web, order):
    """F21."""
    record(studio_web, order)
    again = record(studio_web, order)
    assert again.status_code == 409
    db.session.refresh(order)
    assert order.paid_cents == 1500


def test_a_reminder_by_hand_goes_to_the_client(studio_web, order):
    studio_web.post(f"/studio/orders/{order.id}/payment-reminder")
    entry = db.session.scalar(OutboxEntry.about("mail.payment_due", order.id))
    assert entry.recipient == "ewa@example.com"


def test_terms_are_kept_and_hold_for_new_orders(studio_web, order):
    form = {"due_days": "21", "sends_reminders": "y", "remind_after_days": "5"}
    assert studio_web.post("/studio/settings/payments", data=form).status_code == 303
    terms = studio_web.user.studio.payment_terms
    assert (terms.due_days, terms.sends_reminders, terms.remind_after_days) == (21, True, 5)


@pytest.mark.parametrize("days", ["-1", "366", "siedem"])
def test_days_that_are_none_are_refused(studio_web, days):
    form = {"due_days": days, "remind_after_days": "5"}
    answer = studio_web.post("/studio/settings/payments", data=form)
    assert answer.status_code == 422
    assert "liczbę" in answer.text


def test_overdue_orders_can_be_listed(studio_web, order):
    assert f"#{order.number}" not in studio_web.get("/studio/orders?payment=overdue").text
    order.due_on = order.placed_at.date().replace(year=2025)
    db.session.commit()
    assert f"#{order.number}" in studio_web.get("/studio/orders?payment=overdue").text
