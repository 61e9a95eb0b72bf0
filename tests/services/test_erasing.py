"""A person is erased: afterwards nothing of them is found anywhere."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import JSON, String

from extensions import db
from models import Client, Event, Extension, Invitation, Order, OutboxEntry, PinTry
from models.outbox import OutboxAttempt
from models.types import utc_now
from services import erasing, galleries, invitations, orders, visitors
from services.galleries import Terms
from tests import factories

NAME, EMAIL, PHONE = "Łucja Wójcik-Kanarek", "lucja.kanarek@poczta.example", "600 100 200"
OTHER_EMAIL = "lucja@praca-kanarek.example"
COMPANY, TAX_ID, STREET = "Kanarek Projekty", "6762451134", "ul. Kanarkowa 21/4"
WORDS = ("Proszę wygładzić kanarka", "Kanarek lubi las", "kanarek pyta o czas")
EVERYTHING = (NAME, EMAIL, PHONE, OTHER_EMAIL, COMPANY, TAX_ID, STREET, *WORDS)


@pytest.fixture
def client(make):
    """Somebody with a link, an open cart, three orders, mails, wishes and facts about them."""
    gallery = make.make_gallery(title=f"Plener: {NAME}", extra_photo_cents=4000, sent_at=utc_now())
    gallery.welcome_text = f"Kochana {NAME}!"
    gallery.delivery.note = f"Dla {NAME.upper()}"
    one = make.make_invitation(gallery, name=NAME, email=EMAIL)
    one.client.phone, one.client.note = PHONE, WORDS[1]
    invitations.send_link(one, "Hanna")
    invitations.record_view(one)
    address = {"street": STREET, "postcode": "31-060", "city": "Kraków", "phone": PHONE}
    place(make, one, note=WORDS[0], **address)
    place(make, one, email=OTHER_EMAIL, note=WORDS[1])
    invoice = {"company": COMPANY, "tax_id": TAX_ID, "invoice_street": STREET}
    place(make, one, **invoice)
    make.make_cart(one, [make.make_photo(gallery)], notes=[WORDS[0]])
    db.session.add(Extension(invitation=one, note=WORDS[2]))
    db.session.add(PinTry(gallery_id=gallery.id, link_hash=one.token_hash, address_hash="x"))
    told = {"name": NAME, "list": [f"do {EMAIL}"]}
    fact = Event(studio_id=gallery.studio_id, gallery_id=gallery.id, kind="x", detail=told)
    seen = {"about": NAME, "device": "Firefox"}
    log = Event(studio_id=gallery.studio_id, kind="access.client.exported", detail=seen)
    db.session.add_all([fact, log])
    entry = db.session.scalars(db.select(OutboxEntry).where(OutboxEntry.recipient == EMAIL)).first()
    entry.last_error = f"550 <{EMAIL}> unknown"
    db.session.add(OutboxAttempt(outbox_id=entry.id, number=1, detail=f"<{EMAIL}>"))
    db.session.commit()
    return one.client


def place(make, person, **values):
    photos = [make.make_photo(person.gallery) for _ in range(2)]
    cart = make.make_cart(person, photos, notes=[WORDS[0]])
    cart.lines[0].pin_x, cart.lines[0].pin_y = 1, 2
    return make.make_order(cart, **values)


def erase(client):
    erasing.erase_person(client, client.name, "Hanna")
    db.session.expire_all()


def found(needles):
    """(table, column, text) of every text of the database in which one of them stands."""
    hits = []
    for table in db.metadata.sorted_tables:
        columns = [one for one in table.columns if isinstance(one.type, String | JSON)]
        for row in db.session.execute(db.select(*columns)) if columns else ():
            for column, value in zip(columns, row, strict=True):
                text = str(value).casefold()
                if any(needle.casefold() in text for needle in needles):
                    hits.append((table.name, column.name, str(value)))
    return hits


def test_the_person_is_everywhere_before(client):
    tables = {table for table, _column, _text in found(EVERYTHING)}
    assert {"clients", "invitations", "orders", "order_lines", "cart_lines", "outbox"} <= tables
    assert {"events", "galleries", "deliveries", "extensions", "outbox_attempts"} <= tables


def test_nothing_of_the_person_is_found_but_the_buyer_of_an_invoice(client):
    """Every text column of every table is looked through."""
    erase(client)
    kept = {(table, column) for table, column, _text in found(EVERYTHING)}
    # The search finds the invoice by its company as long as the company is there.
    legal = {"company", "tax_id", "invoice_street", "search_key"}
    assert kept == {("orders", column) for column in legal}
    assert {column for _table, column, _text in found(["lucja", "kanarek"])} <= legal


def test_orders_stay_readable_with_their_amounts(client):
    studio_id, number = client.studio_id, client.id
    before = [order.total_cents for order in db.session.scalars(Order.of_studio(studio_id))]
    erase(client)
    kept = db.session.scalars(Order.of_studio(studio_id)).all()
    assert [order.total_cents for order in kept] == before
    assert {order.client_name for order in kept} == {f"Usunięta osoba #{number}"}
    assert all(order.photo_count == 2 for order in kept)


def test_links_carts_and_waiting_mails_are_gone(client):
    erase(client)
    gone = db.select(Invitation).where(Invitation.client_id == client.id)
    assert db.session.scalars(gone).all() == []
    states = db.select(OutboxEntry.state).where(OutboxEntry.recipient == "")
    assert set(db.session.scalars(states)) == {"cancelled"}


def test_a_mail_that_failed_for_good_is_not_tried_again(client):
    entry = db.session.scalars(db.select(OutboxEntry).where(OutboxEntry.recipient == EMAIL)).first()
    entry.state = "dead"
    db.session.commit()
    erase(client)
    assert (entry.state, entry.recipient) == ("cancelled", "")


def test_a_new_client_of_the_session_is_not_made_of_its_nameless_visitors(make, client):
    gallery = client_gallery(client)
    gallery.client = client
    visitor = make.make_visitor(gallery)
    db.session.commit()
    erase(client)
    galleries.change_gallery(gallery, Terms("Plener", "Ewa", "ewa@poczta.example"))
    assert (visitor.name, visitor.email) == ("", "")
    assert gallery.client.name == "Ewa"


def client_gallery(client):
    return (
        db.session.scalars(db.select(Invitation).where(Invitation.client_id == client.id))
        .one()
        .gallery
    )


def test_nobody_else_loses_anything(make, client):
    """Not even somebody with the same name and address at another studio."""
    foreign = make.make_gallery(title=f"Plener: {NAME}")
    twin = make.make_invitation(foreign, name=NAME, email=EMAIL)
    other = next(one for one in foreign.invitations if one is not twin)
    order = place(make, twin, name=NAME)
    erase(client)
    assert (twin.name, twin.client.email, order.client_name) == (NAME, EMAIL, NAME)
    assert foreign.title == f"Plener: {NAME}"
    assert other.name


def test_a_visitor_who_ordered_keeps_a_package_of_their_own(make, client):
    """The orders of an erased visitor do not become those of the invited."""
    gallery = make.make_gallery(package_photo_count=2, extra_photo_cents=4000, sent_at=utc_now())
    make.open_to_all(gallery)
    visitor = make.make_visitor(gallery)
    visitors.introduce(visitor, "Ewa Kos", "ewa.kos@poczta.example")
    place(make, visitor)
    erase(visitor.client)
    invited = gallery.invitations[0]
    assert make.make_cart(invited, [make.make_photo(gallery)]).quote().in_package_count == 1
    assert not visitor.is_named
    assert visitor.is_revoked


@pytest.mark.parametrize("typed", ["", "Łucja", "łucja wójcik kanarek", EMAIL])
def test_another_name_erases_nothing(client, typed):
    with pytest.raises(erasing.NameWrong):
        erasing.erase_person(client, typed, "Hanna")
    db.session.expire_all()
    assert client.email == EMAIL


def test_a_second_press_is_told_so(client):
    erasing.erase_person(client, f"  {NAME.lower()} ", "Hanna")
    with pytest.raises(erasing.ErasedBefore):
        erasing.erase_person(client, client.name, "Hanna")


def test_the_buyer_of_an_invoice_goes_when_the_law_no_longer_asks(client):
    """Five years from the end of the year in which the tax was due, the year after the sale."""
    invoiced = next(order for order in erasing.erasure_of(client).orders if order.tax_id)
    invoiced.placed_at = datetime(2026, 11, 22, 12, tzinfo=UTC)
    db.session.commit()
    assert erasing.kept_until(invoiced) == date(2032, 12, 31)
    erase(client)
    assert erasing.sweep(datetime(2032, 12, 31, 12, tzinfo=UTC)) == 0
    assert erasing.sweep(datetime(2033, 1, 1, 12, tzinfo=UTC)) == 1
    db.session.expire_all()
    assert found(EVERYTHING) == []


def test_an_invoice_that_was_cancelled_keeps_nobody(client):
    invoiced = next(order for order in erasing.erasure_of(client).orders if order.tax_id)
    orders.cancel(invoiced, "Hanna")
    erase(client)
    assert found(EVERYTHING) == []


def test_what_goes_is_counted_before(client):
    loss = erasing.erasure_of(client)
    assert (loss.links, loss.carts, loss.picked, loss.views) == (1, 1, 1, 1)
    assert (loss.notes, len(loss.orders), len(loss.invoiced)) == (4, 3, 1)


def test_somebody_without_anything_is_erased_too(make):
    studio = make.make_studio()
    client = make.save(Client(studio_id=studio.id, name="Jan", email="jan@x.example"))
    erase(client)
    assert client.is_erased
    assert factories.make_gallery(studio).client.name
