"""Completing orders from their pages: one, many, by the feedback update; and mails once more."""

import pytest

from extensions import db
from models import OutboxEntry
from models.types import utc_now
from services import completion, orders, outbox
from tests.blueprints.studio.looking import get
from tests.services.living import come_in, kinds_of, promised


@pytest.fixture
def studio(studio_web, make):
    return make.sells(studio_web.user.studio)


@pytest.fixture
def order(make, studio):
    return make.make_mixed_order(studio)


def address(order, rest=""):
    return f"/studio/orders/{order.id}{rest}"


def test_the_button_completes_and_is_gone_afterwards(studio_web, order):
    """O-05."""
    assert 'id="complete-order"' in get(studio_web, address(order))
    answer = studio_web.post(address(order, "/completion"))
    assert answer.status_code == 303
    page = get(studio_web, address(order))
    assert 'id="complete-order"' not in page
    assert "Zamówienie zrealizowane" in page
    assert studio_web.post(address(order, "/completion")).status_code == 409
    assert len(order.documents) == 2


def test_a_cancelled_order_has_no_button_and_is_refused(studio_web, order):
    """O-05."""
    orders.cancel(order, "Hanna")
    assert 'id="complete-order"' not in get(studio_web, address(order))
    assert studio_web.post(address(order, "/completion")).status_code == 409
    assert not order.is_completed


def test_a_refused_document_says_why_and_where_to_mend_it(studio_web, studio, order):
    """O-05, D3."""
    order.company, order.tax_id = "Wrona sp. z o.o.", "5260250274"
    db.session.commit()
    answer = studio_web.post(address(order, "/completion"))
    assert answer.status_code == 409
    assert "KSeF" in answer.text
    assert 'href="/studio/settings/documents#companies"' in answer.text
    assert not order.is_completed


def test_many_are_completed_at_once_and_a_refused_one_says_why(studio_web, studio, make, order):
    """O-05, N-11."""
    company = make.make_mixed_order(studio, company="Wrona", tax_id="5260250274")
    cancelled = make.make_mixed_order(studio)
    orders.cancel(cancelled, "Hanna")
    ticked = {"order": [order.id, company.id, cancelled.id], "wish": "complete"}
    asked = studio_web.get("/studio/orders/bulk", query_string=ticked)
    assert "Zrealizuj zamówienia" in asked.text
    assert not order.is_completed
    done = studio_web.post("/studio/orders/bulk", data=ticked)
    assert (order.is_completed, company.is_completed, cancelled.is_completed) == (
        True,
        False,
        False,
    )
    assert "Do wyjaśnienia" in done.text
    assert "KSeF" in done.text


def test_orders_to_be_clarified_are_marked_found_and_cleared(studio_web, studio, make, order):
    """N-11."""
    order.to_clarify = "Płatnik nie ma adresu e-mail."
    make.make_mixed_order(studio)
    db.session.commit()
    page = get(studio_web, "/studio/orders?to_clarify=only")
    assert "Do wyjaśnienia" in page
    assert "#1001" in page
    assert "#1002" not in page
    assert "Płatnik nie ma adresu e-mail." in get(studio_web, address(order))
    studio_web.post(address(order, "/clarification"))
    assert order.to_clarify == ""
    assert kinds_of(order)[-1] == "order.clarified"


def test_the_list_has_the_feedback_update_and_a_second_press_finds_nothing(
    studio_web, studio, make
):
    """O-07, O-31."""
    (order,) = [come_in(make.make_gallery(studio))]
    completion.complete(order, "Hanna")
    studio.feedback.mails_after_completion = True
    db.session.commit()
    assert "Aktualizacja zwrotna" in get(studio_web, "/studio/orders")
    studio_web.post("/studio/orders/feedback")
    assert len(promised(order, "mail.order_completed")) == 1
    answer = studio_web.post("/studio/orders/feedback", follow_redirects=True)
    assert "Nie zostało nic do zrobienia" in answer.text
    assert "Aktualizacja zwrotna: dziś" in answer.text
    assert len(promised(order, "mail.order_completed")) == 1


def test_a_mail_goes_again_only_after_a_confirmation_that_says_what_is_known(
    studio_web, studio, order
):
    """O-09, D9: sent as a test, the client has not got it."""
    studio.feedback.mails_after_completion = True
    completion.complete(order, "Hanna")
    (first,) = promised(order, "mail.order_completed")
    first.state, first.sent_at, first.was_test = "sent", utc_now(), True
    db.session.commit()
    page = get(studio_web, address(order, "/mails/order_completed"))
    assert "Wysłano w trybie testowym: klient jej nie dostał." in page
    assert len(promised(order, "mail.order_completed")) == 1
    assert studio_web.post(address(order, "/mails/order_completed")).status_code == 303
    first, again = promised(order, "mail.order_completed")
    assert again.dedupe_key != first.dedupe_key
    assert again.recipient == order.payer_email


def test_what_is_uncertain_is_said_before_it_goes_again(studio_web, order):
    """O-09."""
    entry = OutboxEntry(
        studio_id=order.studio_id,
        kind="mail.order_completed",
        subject_id=order.id,
        dedupe_key="x",
        recipient="a@example.com",
        uncertain=True,
    )
    db.session.add(entry)
    db.session.commit()
    page = get(studio_web, address(order, "/mails/order_completed"))
    assert "To niepewne: klient mógł ją dostać." in page


def test_without_an_address_nothing_goes_again(studio_web, order):
    """O-03."""
    order.client_email = order.gallery.client.email = ""
    db.session.commit()
    answer = studio_web.post(address(order, "/mails/order_completed"))
    assert answer.status_code == 409
    assert "Płatnik nie ma adresu e-mail" in answer.text


def test_there_is_no_other_mail_to_send_again(studio_web, order):
    """O-09."""
    assert studio_web.get(address(order, "/mails/password")).status_code == 404


def test_each_thing_of_a_run_has_its_row_in_the_activity(studio_web, studio, order):
    """O-31."""
    studio.feedback.mails_after_completion = True
    completion.complete(order, "Hanna")
    (entry,) = promised(order, "mail.order_completed")
    entry.state, entry.last_code, entry.last_error = "dead", "550", "550 no"
    db.session.commit()
    page = get(studio_web, "/studio/activity?state=failed")
    assert "Wiadomość po zrealizowaniu" in page
    outbox.retry_now(entry)
    assert entry.state == "pending"
