"""Clients whose payment is late are reminded, once, and never after they have paid."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from extensions import db
from models import OutboxEntry
from services import outbox, payment_reminders, payments
from tests.services.test_mails import texts

WARSAW = ZoneInfo("Europe/Warsaw")


@pytest.fixture
def order(make):
    """40,00 zł by transfer, due on 10 December; the studio reminds three days after that."""
    gallery = make.make_gallery(extra_photo_cents=4000, title="Łucja i Jan")
    gallery.studio.payment_terms.sends_reminders = True
    cart = make.make_cart(gallery.invitations[0])
    order = make.make_order(cart, payment=make.make_payment(gallery), name="Ewa", email="e@x.pl")
    order.due_on = datetime(2026, 12, 10).date()
    db.session.commit()
    return order


def at(day, hour=10):
    return datetime(2026, 12, day, hour, tzinfo=WARSAW)


def reminders():
    kind = OutboxEntry.kind == payment_reminders.KIND
    return db.session.scalars(select(OutboxEntry).where(kind).order_by(OutboxEntry.id)).all()


def test_a_reminder_leaves_so_many_days_after_the_due_date_and_only_once(order):
    """N-17."""
    assert payment_reminders.send_due(at(12)) == 0
    assert payment_reminders.send_due(at(13)) == 1
    assert payment_reminders.send_due(at(14)) == 0
    assert [entry.recipient for entry in reminders()] == ["e@x.pl"]


def test_it_waits_for_the_hour_of_reminders_where_the_studio_is(order):
    assert payment_reminders.send_due(at(13, hour=8)) == 0


@pytest.mark.parametrize("change", ["off", "paid", "cancelled", "long ago", "free", "no address"])
def test_nobody_else_is_reminded(order, change):
    match change:
        case "off":
            order.studio.payment_terms.sends_reminders = False
        case "paid":
            payments.mark_paid(order, "Hanna")
        case "cancelled":
            order.cancelled_at = at(11)
        case "long ago":
            order.due_on -= timedelta(days=31)
        case "free":
            order.lines[0].unit_price_cents = 0
        case "no address":
            order.client_email = order.gallery.client.email = ""
    db.session.commit()
    assert payment_reminders.send_due(at(13)) == 0


def test_the_mail_names_the_rest_the_day_and_the_account(order, mail_server):
    payments.record(order, payments.Receipt(1000, order.studio.today()), "Hanna")
    payment_reminders.send_due(at(13))
    (entry,) = reminders()
    outbox.keep(entry.id)
    (message,) = mail_server.messages
    for part in texts(message):
        told = part.replace("\xa0", " ").replace("&nbsp;", " ")
        assert "30,00 zł" in told
        assert "10.12.2026" in told
        assert "61 1090 1014 0000 0712 1981 2874" in told
        assert "Łucja i Jan" in told


def test_it_goes_to_whoever_pays(order):
    """O-03: the address for the invoice goes before the orderer's."""
    order.invoice_email = "ksiegowosc@example.com"
    db.session.commit()
    payment_reminders.send_due(at(13))
    assert [entry.recipient for entry in reminders()] == ["ksiegowosc@example.com"]


def test_whoever_pays_before_the_mail_leaves_gets_none(order, mail_server):
    payment_reminders.send_due(at(13))
    payments.mark_paid(order, "Hanna")
    (entry,) = reminders()
    outbox.keep(entry.id)
    db.session.expire_all()
    assert (entry.state, mail_server.messages) == ("cancelled", [])


def test_by_hand_a_client_can_be_reminded_again(order):
    payment_reminders.send_due(at(13))
    payment_reminders.remind(order)
    assert len(reminders()) == 2
    payments.mark_paid(order, "Hanna")
    with pytest.raises(payment_reminders.NothingDue):
        payment_reminders.remind(order)
