"""Parcels of an order: the client learns of each once, mails know them all."""

import pytest

from extensions import db
from models import Event, Order, OutboxEntry, Parcel
from services import erasing, order_merges, orders, outbox, parcels
from services.order_words import words_about
from services.parcels import LinkWrong, NumberWrong, ParcelTerms, TooManyParcels
from tests.ordering import EMAIL, NAME, make_order_by_hand

INPOST = "https://inpost.pl/sledzenie-przesylek?number="


@pytest.fixture
def order(make):
    return make_order_by_hand(make.make_studio(), is_sent_nowhere=True)


def add(order, number="6200 0001", carrier="inpost", is_mailed=True, **more):
    terms = ParcelTerms(carrier, number, **more)
    return parcels.add_parcel(order, terms, "Hanna", is_mailed=is_mailed)


def mails():
    told = db.select(OutboxEntry).filter_by(kind="mail.order_parcel").order_by(OutboxEntry.id)
    return list(db.session.scalars(told))


def told(order):
    facts = db.session.scalars(db.select(Event).filter_by(order_id=order.id).order_by(Event.id))
    return [(one.kind, one.detail.get("parcel")) for one in facts if "parcel" in one.kind]


def test_a_known_carrier_brings_name_and_link(order):
    """B-39."""
    parcel = add(order, url="https://elsewhere.example/")
    assert (parcel.carrier_name, parcel.number, parcel.url) == (
        "InPost",
        "62000001",
        f"{INPOST}62000001",
    )
    assert told(order) == [("order.parcel", "InPost 62000001")]


def test_another_carrier_has_its_own_name_and_link(order):
    own = {"carrier_name": "Kurier Kraków", "url": "https://kurier.example/7"}
    parcel = add(order, "7", "other", **own)
    assert (parcel.title, parcel.url) == ("Kurier Kraków 7", "https://kurier.example/7")


@pytest.mark.parametrize("number", ["", "   ", "1" * 61])
def test_without_a_number_there_is_no_parcel(order, number):
    with pytest.raises(NumberWrong):
        add(order, number)
    assert (mails(), told(order)) == ([], [])


def test_a_link_that_is_none_is_refused(order):
    with pytest.raises(LinkWrong):
        add(order, "7", "other", url="javascript:alert(1)")


def test_one_parcel_is_entered_once_and_there_are_fifty_at_most(order):
    add(order)
    with pytest.raises(NumberWrong):
        add(order, "62000001")
    for number in range(49):
        add(order, str(number), is_mailed=False)
    with pytest.raises(TooManyParcels):
        add(order, "one too many")


def test_each_parcel_is_mailed_once(order, mail_server):
    """B-47."""
    add(order)
    add(order, "JJD01", "dhl")
    for entry in mails():
        outbox.keep(entry.id)
        outbox.keep(entry.id)
    sent = mail_server.messages
    assert [message["To"] for message in sent] == [EMAIL, EMAIL]
    assert "InPost 62000001" in sent[0]["Subject"]
    body = sent[0].get_body(["plain"]).get_content()
    assert f"{INPOST}62000001" in body
    assert "JJD01" in sent[1].get_body(["html"]).get_content()


def test_a_mail_that_is_not_wished_or_has_nobody_is_not_promised(make, order):
    add(order, is_mailed=False)
    nobody = make_order_by_hand(order.studio, buyer={"client_email": ""})
    add(nobody)
    assert mails() == []


def test_of_a_cancelled_order_nobody_is_told(order, mail_server):
    add(order)
    orders.cancel(order, "Hanna")
    add(order, "2")
    assert len(mails()) == 1
    outbox.keep(mails()[0].id)
    assert mail_server.messages == []


def test_a_parcel_that_was_taken_off_is_not_mailed(order, mail_server):
    parcels.remove_parcel(add(order), "Hanna")
    outbox.keep(mails()[0].id)
    assert mail_server.messages == []
    assert told(order)[-1] == ("order.parcel_removed", "InPost 62000001")


def test_a_correction_changes_the_link_and_mails_nobody_again(order):
    parcel = add(order)
    parcels.change_parcel(parcel, ParcelTerms("inpost", "62000002"), "Hanna")
    assert parcel.url == f"{INPOST}62000002"
    assert told(order)[-1] == ("order.parcel_changed", "InPost 62000002")
    parcels.change_parcel(parcel, ParcelTerms("inpost", "62000002"), "Hanna")
    assert len(told(order)) == 2
    assert len(mails()) == 1


def test_own_words_of_mails_name_all_parcels(app, order):
    """O-28: {tracking_number} and {tracking_url}."""
    add(order)
    add(order, "7", "other")
    add(order, "JJD01", "dhl")
    db.session.expire_all()
    with app.test_request_context():
        words = words_about(order)
    assert words["tracking_number"] == "62000001, 7, JJD01"
    assert words["tracking_url"].startswith(f"{INPOST}62000001, https://www.dhl.com/")


def test_merged_orders_keep_their_parcels(order):
    other = make_order_by_hand(order.studio)
    add(other)
    versions = order.version, other.version
    order_merges.merge_orders(order, other, versions, "Hanna")
    assert [parcel.number for parcel in order.parcels] == ["62000001"]


def test_of_an_erased_person_no_parcel_is_left(order):
    add(order)
    erasing.erase_person(order.client, NAME, "Hanna")
    assert db.session.scalar(db.select(db.func.count(Parcel.id))) == 0
    assert "62000001" not in str([one.detail for one in db.session.get_one(Order, order.id).events])


def test_a_parcel_can_follow_one_that_was_taken_off(order):
    """B-39: even where its row gets the number of the one that is gone."""
    parcels.remove_parcel(add(order), "Hanna")
    add(order, "6200 0002")
    assert len(mails()) == 2
