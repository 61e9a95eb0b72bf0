"""Two cards of one person become one."""

import pytest

from extensions import db
from models import Client, Event
from services import client_merges
from tests.conftest import enter


@pytest.fixture
def two(make):
    """Łucja by her own address, and by that of her work; each with a session and an order."""
    studio = make.make_studio()
    people = []
    for name, email in (("Łucja Wójcik", "lucja@x.example"), ("Lucja W.", "lw@praca.example")):
        person = make.make_invitation(make.make_gallery(studio), name=name, email=email)
        make.make_order(make.make_cart(person))
        people.append(person)
    people[1].client.phone, people[1].client.note = "600 100 200", "Lubi las"
    db.session.commit()
    return people


def merge(two, **choices):
    kept, gone = two[0].client, two[1].client
    client_merges.merge_clients(kept, gone, choices, "Hanna")
    db.session.expire_all()
    return kept


def test_nothing_is_lost_and_every_link_keeps_working(app, two):
    kept = merge(two)
    assert [one.client for one in two] == [kept, kept]
    orders = [order for one in two for order in one.gallery.orders]
    assert {order.client_id for order in orders} == {kept.id}
    assert len(orders) == 2
    assert all(
        enter(app, one).get(f"/g/{one.gallery.code}/photos").status_code == 200 for one in two
    )


def test_what_the_other_card_alone_has_is_kept(two):
    kept = merge(two)
    assert (kept.name, kept.email) == ("Łucja Wójcik", "lucja@x.example")
    assert (kept.phone, kept.note) == ("600 100 200", "Lubi las")
    assert "600100200" in kept.search_key


def test_the_address_of_the_card_that_goes_may_stay(two):
    kept = merge(two, email="gone", name="kept")
    assert (kept.name, kept.email) == ("Łucja Wójcik", "lw@praca.example")
    assert [one.email for one in two] == ["lucja@x.example", "lw@praca.example"]


def test_a_session_of_the_other_card_gets_the_client_who_stays(two):
    two[1].gallery.client = two[1].client
    db.session.commit()
    kept = merge(two)
    assert two[1].gallery.client == kept


def test_the_fact_names_no_person(two):
    merge(two)
    told = db.session.scalars(db.select(Event).where(Event.kind == "client.merged")).one()
    assert set(told.detail) == {"number", "kept"}


def test_a_second_press_changes_nothing(two):
    kept, gone = two[0].client, two[1].client
    known = Client(id=gone.id, studio_id=gone.studio_id, name="", email="")
    merge(two)
    with pytest.raises(client_merges.NotToBeMerged):
        client_merges.merge_clients(kept, known, {}, "Hanna")


@pytest.mark.parametrize("whose", ["own", "foreign"])
def test_one_card_or_two_studios_are_refused(make, two, whose):
    kept = two[0].client
    other = kept if whose == "own" else make.make_gallery().client
    with pytest.raises(client_merges.NotToBeMerged):
        client_merges.merge_clients(kept, other, {}, "Hanna")
