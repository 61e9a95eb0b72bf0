"""The people of the studio: the list of them, and the card of one."""

import pytest

from extensions import db
from models import Client, OrderConsent
from models.types import utc_now
from services import visitors
from tests.blueprints.studio.looking import get, queries


@pytest.fixture
def studio(studio_web):
    return studio_web.user.studio


@pytest.fixture
def lucja(make, sent_gallery):
    """Łucja Wójcik, invited to the session "Łucja i Jan"."""
    person = make.make_invitation(sent_gallery, name="Łucja Wójcik", email="lucja@poczta.example")
    person.client.phone = "+48 600 100 200"
    db.session.commit()
    return person.client


def invitation_of(client, gallery):
    return next(one for one in gallery.invitations if one.client_id == client.id)


def order_of(make, client, gallery, **values):
    photos = [make.make_photo(gallery) for _ in range(2)]
    return make.make_order(make.make_cart(invitation_of(client, gallery), photos), **values)


def test_everybody_invited_is_a_client_with_sessions_orders_and_their_value(
    make, studio_web, lucja, sent_gallery
):
    order_of(make, lucja, sent_gallery)
    page = get(studio_web, "/studio/clients?text=lucja")
    assert "Łucja Wójcik" in page
    assert "40,00" in page
    assert '1<span class="only-s"> zamówienie' in page


@pytest.mark.parametrize(
    "text", ["ŁUCJA", "lucja", "wojcik", "WÓJ", "100 200", "600100200", "@poczta"]
)
def test_a_person_is_found_by_any_spelling_and_part(studio_web, lucja, text):
    assert "Łucja Wójcik" in get(studio_web, f"/studio/clients?text={text}")


@pytest.mark.parametrize("text", ["%25", "_", "nikt", "\\"])
def test_signs_of_the_database_find_nothing(studio_web, lucja, text):
    assert "Żaden klient nie pasuje" in get(
        studio_web, "/studio/clients?text=" + text.replace("%", "%25")
    )


def test_a_long_list_takes_as_many_statements_as_a_short_one(make, studio_web, studio, lucja):
    few = queries(lambda: studio_web.get("/studio/clients"))
    for number in range(60):
        make.save(
            Client(studio_id=studio.id, name=f"Klient {number}", email=f"k{number}@x.example")
        )
    assert queries(lambda: studio_web.get("/studio/clients")) == few
    assert "1–50 z" in get(studio_web, "/studio/clients")


def test_people_of_another_studio_are_neither_listed_nor_opened(make, studio_web):
    foreign = make.make_gallery().invitations[0].client
    assert foreign.email not in get(studio_web, "/studio/clients")
    assert studio_web.get(f"/studio/clients/{foreign.id}").status_code == 404
    assert studio_web.post(f"/studio/clients/{foreign.id}", data={"name": "x"}).status_code == 404


def test_the_card_shows_sessions_orders_consents_and_mails(make, studio_web, lucja, sent_gallery):
    """N-20: each consent with its day and its very words."""
    order = order_of(make, lucja, sent_gallery)
    db.session.add(OrderConsent(order=order, text="Zgoda na publikację.", is_given=True))
    db.session.commit()
    page = get(studio_web, f"/studio/clients/{lucja.id}")
    for words in ("Łucja i Jan", "Zamówienie zdjęć #1001", "Zgoda na publikację.", "Udzielona"):
        assert words in page
    assert "Potwierdzenie dla klienta" in page
    assert "Wiadomość o zamówieniu dla studia" not in page


def test_a_card_takes_as_many_statements_for_one_order_as_for_many(
    make, studio_web, lucja, sent_gallery
):
    order_of(make, lucja, sent_gallery)
    address = f"/studio/clients/{lucja.id}"
    few = queries(lambda: studio_web.get(address))
    for _ in range(5):
        order_of(make, lucja, sent_gallery)
    assert queries(lambda: studio_web.get(address)) == few


def test_new_data_reach_the_links_but_not_what_was_ordered(make, studio_web, lucja, sent_gallery):
    order = order_of(make, lucja, sent_gallery)
    data = {"name": "Łucja Nowak", "email": "NOWA@poczta.example", "note": "Lubi las"}
    assert studio_web.post(f"/studio/clients/{lucja.id}", data=data).status_code == 303
    assert (lucja.name, lucja.email, lucja.note) == (
        "Łucja Nowak",
        "nowa@poczta.example",
        "Lubi las",
    )
    person = invitation_of(lucja, sent_gallery)
    assert (person.name, person.email) == ("Łucja Nowak", "nowa@poczta.example")
    assert order.client_email == "lucja@poczta.example"


def test_an_address_of_another_client_is_refused_and_names_that_client(make, studio_web, lucja):
    other = make.make_gallery(studio_web.user.studio).invitations[0].client
    answer = studio_web.post(
        f"/studio/clients/{lucja.id}", data={"name": "Łucja", "email": other.email.upper()}
    )
    assert answer.status_code == 409
    assert f"/studio/clients/{other.id}" in answer.text
    assert lucja.email == "lucja@poczta.example"


def test_two_of_one_name_or_telephone_are_shown_to_be_perhaps_one(make, studio_web, studio, lucja):
    """N-15."""
    twin = make.save(Client(studio_id=studio.id, name="WÓJCIK lucja", email="lw@inna.example"))
    by_phone = make.save(
        Client(studio_id=studio.id, name="Ł.W.", email="x@y.example", phone="600-100-200")
    )
    page = get(studio_web, f"/studio/clients/{lucja.id}")
    assert twin.email in page
    assert by_phone.email in page
    listed = get(studio_web, "/studio/clients?show=twins")
    assert all(one.email in listed for one in (lucja, twin, by_phone))


def test_only_the_first_of_many_twins_stand_on_the_card(make, studio_web, studio, lucja):
    for number in range(5):
        twin = Client(studio_id=studio.id, name="Łucja Wójcik", email=f"lw{number}@inna.example")
        make.save(twin)
    page = get(studio_web, f"/studio/clients/{lucja.id}")
    assert page.count("@inna.example") == 3
    assert f'href="/studio/clients/{lucja.id}/merge">i jeszcze 2<' in page


def test_a_named_visitor_of_a_public_session_is_a_client_too(make, app, studio, sent_gallery):
    visitor = make.make_visitor(sent_gallery)
    assert visitor.client is None
    visitors.introduce(visitor, "Ewa Lis", "Ewa@Poczta.example")
    assert visitor.client.email == "ewa@poczta.example"


def test_an_order_belongs_to_who_has_its_address_else_to_whose_link_it_was(
    make, lucja, sent_gallery
):
    jan = make.make_invitation(sent_gallery, name="Jan", email="jan@poczta.example").client
    by_jan = order_of(make, lucja, sent_gallery, email="JAN@poczta.example")
    by_work = order_of(make, lucja, sent_gallery, email="lucja@praca.example")
    assert (by_jan.client, by_work.client) == (jan, lucja)


def test_whoever_looked_last_stands_first(make, studio_web, lucja, sent_gallery):
    other = make.make_invitation(sent_gallery, name="Adam", email="adam@poczta.example")
    invitation_of(lucja, sent_gallery).last_viewed_at = utc_now()
    db.session.commit()
    page = get(studio_web, "/studio/clients")
    assert page.index("Łucja Wójcik") < page.index("Adam")
    by_name = get(studio_web, "/studio/clients?sort=name")
    assert by_name.index(other.email) < by_name.index(lucja.email)
