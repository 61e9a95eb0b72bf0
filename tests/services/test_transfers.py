"""How an order that was placed is paid (N-06)."""

from extensions import db
from services import transfers
from services.orders import cancel
from services.payments import mark_paid
from tests.services.test_mails import order_of, send_all, texts


def test_the_title_is_in_the_language_of_the_order(make):
    gallery = make.make_gallery(extra_photo_cents=4000, locale="en")
    order = order_of(make, gallery, payment=make.make_payment(gallery))
    transfer = transfers.transfer_of(order)
    assert transfer.title == f"Order {order.number}"
    assert transfer.code.endswith(f"|004000|Hanna Żurek|Order {order.number}|||")


def test_nothing_is_awaited_of_a_paid_or_cancelled_order(make):
    gallery = make.make_gallery(extra_photo_cents=4000)
    payment = make.make_payment(gallery)
    paid, cancelled = (order_of(make, gallery, payment=payment) for _ in range(2))
    mark_paid(paid, "Hanna")
    cancel(cancelled, "Hanna")
    db.session.expire_all()
    assert transfers.transfer_of(paid) is transfers.transfer_of(cancelled) is None


def test_the_confirmation_has_the_data_of_the_transfer(make, mail_server):
    """N-06."""
    gallery = make.make_gallery(extra_photo_cents=4000)
    order = order_of(make, gallery, payment=make.make_payment(gallery))
    plain, html = texts(send_all(mail_server)[0])
    for part in (plain, html):
        assert "61 1090 1014 0000 0712 1981 2874" in part
        assert f"Zamówienie {order.number}" in part
    assert "Kwota: 40,00\xa0zł" in plain
    assert ": Hanna Żurek" in plain
