"""What is taken down by telephone is an order from the first moment."""

import pytest

from extensions import db
from models import Client, OutboxEntry
from models.order import Source
from services import order_links, orders_by_hand, outbox, payment_reminders
from services.accounts import EmailWrong
from services.orders_by_hand import NothingTyped
from tests.ordering import EMAIL, NAME, make_order_by_hand, typed


@pytest.fixture
def studio(make):
    return make.make_studio()


def entries_of(kind):
    found = db.select(OutboxEntry).filter_by(kind=kind).order_by(OutboxEntry.id)
    return db.session.scalars(found).all()


def promised():
    entries = db.session.scalars(db.select(OutboxEntry).order_by(OutboxEntry.id))
    return [entry.kind for entry in entries]


def test_it_has_a_number_a_status_a_document_and_is_found(studio):
    """B-10."""
    first, second = make_order_by_hand(studio), make_order_by_hand(studio)
    assert (first.number + 1, first.source) == (second.number, Source.MANUAL)
    assert first.status_id == studio.order_statuses[0].id
    assert first.total_cents == 56_997
    assert first.search_key == "bozena zak bozena@poczta.example"
    assert [document.kind for document in first.documents] == ["RO"]
    assert promised()[:2] == ["document.render", "mail.order_placed"]


def test_a_known_client_is_found_by_email_in_any_case(make, studio):
    """N-15."""
    known = make.save(Client(studio_id=studio.id, name="B. Żak", email=EMAIL))
    order = make_order_by_hand(studio, buyer={"client_email": EMAIL.upper()})
    assert order.client_id == known.id
    assert known.phone == "600 700 800"


def test_without_an_email_the_telephone_tells_who_it_is(make, studio):
    """N-15."""
    known = make.save(
        Client(studio_id=studio.id, name="B. Żak", email=EMAIL, phone="+48 600700800")
    )
    order = make_order_by_hand(studio, buyer={"client_email": ""})
    assert order.client_id == known.id
    assert "mail.order_placed" not in promised()


def test_somebody_unknown_without_an_email_becomes_a_client(studio):
    order = make_order_by_hand(studio, buyer={"client_email": "", "client_phone": ""})
    other = make_order_by_hand(studio, buyer={"client_email": "", "client_phone": ""})
    assert order.client.name == NAME
    assert order.client_id != other.client_id


def test_it_waits_until_somebody_says_where_it_goes(make, studio):
    """B-10."""
    gallery = make.make_gallery(studio)
    courier = make.make_method(gallery, kind="courier", name="Kurier", price_cents=1500)
    waiting = make_order_by_hand(studio)
    half = make_order_by_hand(studio, method=courier)
    address = {"street": "Długa 5", "postcode": "31-147", "city": "Kraków"}
    whole = make_order_by_hand(studio, method=courier, **address)
    nowhere = make_order_by_hand(studio, is_sent_nowhere=True)
    nobody = make_order_by_hand(studio, is_sent_nowhere=True, buyer={"client_email": ""})
    orders = (waiting, half, whole, nowhere, nobody)
    assert [one.waits_for_delivery_form for one in orders] == [True, True, False, False, True]
    assert whole.total_cents == 56_997 + 1500


def test_an_order_of_nothing_or_for_a_wrong_address_is_refused(studio):
    with pytest.raises(NothingTyped):
        orders_by_hand.place_order(studio, typed(studio, lines=()), "Hanna")
    with pytest.raises(EmailWrong):
        make_order_by_hand(studio, buyer={"client_email": "bozena"})


@pytest.mark.parametrize(
    ("locale", "subject", "button"),
    [
        ("pl", "Jak dostarczyć zamówienie", "Wybierz dostawę"),
        ("en", "How shall we deliver order", "Choose the delivery"),
    ],
)
def test_the_form_is_mailed_in_the_language_of_the_order(
    studio, mail_server, locale, subject, button
):
    """B-10: with its link, and only while it is not answered."""
    order = make_order_by_hand(studio, locale=locale)
    for _ in range(2):
        order_links.send_form(order, "Hanna")
    first, second = (one.id for one in entries_of("mail.order_form"))
    outbox.keep(first)
    (message,) = mail_server.messages
    assert message["Subject"].startswith(subject)
    assert button in message.get_body(["html"]).get_content()
    assert order_links.url_of(order) in message.get_body(["plain"]).get_content()
    order.delivery_known_at = order.placed_at
    db.session.commit()
    outbox.keep(second)
    assert len(mail_server.messages) == 1
    with pytest.raises(order_links.FormNotWanted):
        order_links.send_form(order, "Hanna")


def test_without_an_email_the_form_is_only_copied(studio):
    order = make_order_by_hand(studio, buyer={"client_email": ""})
    with pytest.raises(order_links.NobodyToWrite):
        order_links.send_form(order, "Hanna")
    assert order_links.url_of(order)


def test_who_chose_in_a_gallery_has_no_second_page(make):
    assert make.make_order().link is None


def test_mails_about_it_name_no_session(make, studio, mail_server):
    """The confirmation, the changed order and the reminder of the payment."""
    order = make_order_by_hand(studio)
    payment_reminders.remind(order)
    for entry_id in db.session.scalars(db.select(OutboxEntry.id).order_by(OutboxEntry.id)).all():
        if "mail." in db.session.get_one(OutboxEntry, entry_id).kind:
            outbox.keep(entry_id)
    subjects = [str(message["Subject"]) for message in mail_server.messages]
    assert len(subjects) == 2
    assert studio.name in subjects[0]
    assert [one for one in subjects if "None" in one or "„”" in one] == []
