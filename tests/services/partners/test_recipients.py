"""The end customers of partners: only as long as they are needed."""

from datetime import timedelta

from extensions import db
from models.types import utc_now
from services import orders, recipients


def test_a_recipient_is_forgotten_on_schedule_and_the_amounts_stay(app, stand):
    order, standing = stand.order(note="gift"), stand.order(reference="PL-2")
    total = order.total_cents
    orders.cancel(order, "Hanna")
    assert recipients.sweep(utc_now() + timedelta(days=364)) == 0
    assert recipients.sweep(utc_now() + timedelta(days=366)) == 1
    db.session.expire_all()
    assert (order.recipient_name, order.street, order.note) == ("", "", "")
    assert (order.total_cents, order.client_name) == (total, stand.partner.name)
    assert standing.recipient_name == "Anna Kowal"
