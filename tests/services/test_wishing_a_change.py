"""A client asks to change a choice that was sent."""

import pytest

from extensions import db
from models import OutboxEntry
from services import carts, orders
from tests.services.test_mails import send_all, texts


@pytest.fixture
def order(make):
    return make.make_mixed_order()


def kinds(order):
    facts = [event.kind for event in reversed(order.events)]
    return [kind for kind in facts if kind.startswith("order.")]


def test_a_wish_to_change_is_told_to_the_studio_once(order):
    """N-22."""
    orders.ask_to_change(order, " Zamiast 2 wolimy 4. ")
    with pytest.raises(orders.ChangeNotPossible):
        orders.ask_to_change(order, "Jeszcze raz")
    assert (order.wants_change, order.change_note) == (True, "Zamiast 2 wolimy 4.")
    assert kinds(order) == ["order.placed", "order.change_asked"]
    asked = db.session.scalars(OutboxEntry.about("mail.change_asked", order.id)).all()
    assert [entry.recipient for entry in asked] == [order.studio.contact_email]


def test_a_wish_may_be_told_again_after_the_studio_left_it_as_it_is(order):
    """N-22."""
    orders.ask_to_change(order, "Inaczej")
    orders.keep_selection(order, "Hanna")
    assert not order.wants_change
    orders.ask_to_change(order, "Proszę jednak")
    assert kinds(order)[1:] == [
        "order.change_asked",
        "order.change_declined",
        "order.change_asked",
    ]


def test_a_cancelled_order_is_not_asked_about(order):
    """N-22."""
    orders.cancel(order, "Hanna")
    with pytest.raises(orders.ChangeNotPossible):
        orders.ask_to_change(order, "Inaczej")


def test_a_wish_of_a_thousand_letters_is_the_longest(order):
    """N-22."""
    with pytest.raises(carts.NoteTooLong):
        orders.ask_to_change(order, "x" * 1001)
    orders.ask_to_change(order, "x" * 1000)


@pytest.mark.parametrize(
    ("locale", "subject"),
    [
        ("pl", "Ewa chce zmienić zamówienie nr 1001: Łucja i Jan"),
        ("en", "Ewa wants to change order #1001: Łucja i Jan"),
    ],
)
def test_the_studio_is_told_in_its_own_language(make, mail_server, locale, subject):
    """N-22."""
    order = make.make_mixed_order(make.make_studio(locale=locale), name="Ewa")
    orders.ask_to_change(order, "Zamiast 2\nwolimy 4.")
    message = send_all(mail_server)[-1]
    assert (message["Subject"], message["Reply-To"]) == (subject, order.client_email)
    for part in texts(message):
        assert "Zamiast 2\nwolimy 4." in part
        assert f"/studio/orders/{order.id}" in part
