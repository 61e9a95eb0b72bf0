"""Sessions: the list, a new one, its settings, sending it."""

import pytest
from sqlalchemy import select

from extensions import db
from models.gallery import Gallery
from models.outbox import OutboxEntry
from models.types import utc_now
from tests.blueprints.studio.looking import get, queries
from tests.conftest import sign_in

FORM = {
    "title": "Łucja i Jan",
    "subtitle": "plener ślubny",
    "taken_on": "2026-11-14",
    "client_name": "Łucja Wójcik",
    "client_email": "Lucja@Example.com",
    "locale": "pl",
    "select_until_on": "2026-12-05",
    "package_photo_count": "5",
    "extra_photo_cents": "40,00",
    "methods-0-kind": "pickup",
    "methods-0-name": "Odbiór osobisty",
    "methods-0-price_cents": "",
    "methods-1-kind": "courier",
    "methods-1-name": "Kurier",
    "methods-1-price_cents": "1 019.9",
    "methods-2-kind": "pickup",
    "methods-2-name": "",
    "methods-2-price_cents": "",
}


@pytest.fixture
def gallery(make, studio_web):
    return make.make_gallery(studio_web.user.studio, title="Chrzest Zosi")


def made():
    return db.session.scalars(select(Gallery)).one()


def test_a_session_is_made_of_what_was_typed(studio_web):
    """M-01."""
    answer = studio_web.post("/studio/galleries", data=FORM)
    gallery = made()
    assert answer.location == f"/studio/galleries/{gallery.id}/photos"
    assert (gallery.title, gallery.client.email) == ("Łucja i Jan", "lucja@example.com")
    assert (gallery.prices.package_photo_count, gallery.prices.extra_photo_cents) == (5, 4000)
    assert str(gallery.select_until_on) == "2026-12-05"
    methods = [(one.kind, one.name, one.price_cents) for one in gallery.prices.delivery_methods]
    assert methods == [("pickup", "Odbiór osobisty", 0), ("courier", "Kurier", 101990)]
    assert [person.name for person in gallery.invitations] == ["Łucja Wójcik"]


@pytest.mark.parametrize(
    ("typed", "cents"),
    [("40", 4000), ("40,5", 4050), ("40.05", 4005), ("1 234,50 zł", 123450), ("0", 0), ("", 0)],
)
def test_money_is_read_the_way_people_write_it(studio_web, typed, cents):
    studio_web.post("/studio/galleries", data=FORM | {"extra_photo_cents": typed})
    assert made().prices.extra_photo_cents == cents


@pytest.mark.parametrize("typed", ["-5", "40,005", "4o", "1e3", "１", "99999999999", "1,2,3", "£5"])
def test_an_amount_that_is_none_is_refused_and_kept(studio_web, typed):
    answer = studio_web.post("/studio/galleries", data=FORM | {"extra_photo_cents": typed})
    assert answer.status_code == 422
    assert f'value="{typed}"' in answer.text
    assert 'aria-invalid="true"' in answer.text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": " "}, "Wypełnij to pole."),
        ({"client_email": "lucja@"}, "nie wygląda"),
        ({"client_name": "Łucja\r\nBcc: x@y.pl"}, "w jednym wierszu"),
        ({"select_until_on": "2026-11-01"}, "Wybór nie może skończyć się"),
        ({"taken_on": "wczoraj"}, "Zapisz dzień tak"),
        ({"package_photo_count": "-1"}, "Wpisz liczbę od 0"),
        ({"methods-2-price_cents": "12"}, "Nazwij ten sposób dostawy"),
        ({"methods-1-price_cents": "dużo"}, "Zapisz kwotę"),
    ],
)
def test_what_is_wrong_is_said_and_everything_typed_is_kept(studio_web, wrong, sentence):
    answer = studio_web.post("/studio/galleries", data=FORM | wrong)
    page = answer.text.replace("\N{NO-BREAK SPACE}", " ")
    assert answer.status_code == 422
    assert sentence in page
    assert "plener ślubny" in page
    assert 'value="Kurier"' in page
    assert db.session.scalars(select(Gallery)).all() == []


def test_the_form_offers_empty_rows_where_scripts_are_off(studio_web):
    page = get(studio_web, "/studio/galleries/new")
    assert 'name="methods-0-name"' in page
    assert 'name="methods-1-name"' in page


def test_settings_show_and_change_the_terms(studio_web):
    studio_web.post("/studio/galleries", data=FORM)
    gallery = made()
    page = get(studio_web, f"/studio/galleries/{gallery.id}/settings")
    assert 'value="40,00"' in page
    assert 'value="1019,90"' in page
    answer = studio_web.post(
        f"/studio/galleries/{gallery.id}/settings", data=FORM | {"title": "Łucja & Jan"}
    )
    assert answer.location == f"/studio/galleries/{gallery.id}/settings"
    assert made().title == "Łucja & Jan"


def test_a_delivery_method_that_stays_keeps_its_row(studio_web):
    """A client with the order form open must still find it."""
    studio_web.post("/studio/galleries", data=FORM)
    before = [method.id for method in made().prices.delivery_methods]
    settings = f"/studio/galleries/{made().id}/settings"
    studio_web.post(settings, data=FORM | {"methods-1-price_cents": "25", "methods-0-name": ""})
    after = made().prices.delivery_methods
    assert [(method.id, method.price_cents) for method in after] == [(before[1], 2500)]


def test_wrong_settings_are_kept_and_said(studio_web, gallery):
    answer = studio_web.post(f"/studio/galleries/{gallery.id}/settings", data=FORM | {"title": ""})
    assert answer.status_code == 422
    assert 'value="plener ślubny"' in answer.text


def test_the_list_shows_sessions_newest_first_with_state_and_counts(make, studio_web, gallery):
    """M-01."""
    sent = make.make_gallery(studio_web.user.studio, title="Łucja i Jan", sent_at=utc_now())
    make.make_photo(sent)
    make.make_order(make.make_cart(sent.invitations[0]))
    foreign = make.make_gallery(title="Cudza sesja")
    page = get(studio_web, "/studio/galleries")
    assert page.index("Łucja i Jan") < page.index("Chrzest Zosi")
    assert "Zamówiona" in page
    assert "Robocza" in page
    assert foreign.title not in page


def test_the_list_and_the_session_show_the_same_cover(make, studio_web, gallery):
    """The first ready photo as the sheet is sorted, whatever came first; a chosen one before it."""
    chosen = make.make_photo(gallery, "IMG_10.JPG")
    first = make.make_photo(gallery, "IMG_2.JPG")
    make.make_photo(gallery, "IMG_1.JPG", rendered_at=None)
    pages = ("/studio/galleries", f"/studio/galleries/{gallery.id}/settings")
    for page in pages:
        assert f"/studio/photos/{first.id}/thumb.jpg" in get(studio_web, page)
    gallery.cover_photo = chosen
    db.session.commit()
    for page in pages:
        assert f"/studio/photos/{chosen.id}/thumb.jpg" in get(studio_web, page)


def test_the_list_is_filtered_by_the_address(make, studio_web, gallery):
    make.make_gallery(studio_web.user.studio, title="Plener 100%", sent_at=utc_now())
    assert "Plener" not in get(studio_web, "/studio/galleries?state=draft")
    assert "Chrzest" not in get(studio_web, "/studio/galleries?state=sent")
    assert "Chrzest" not in get(studio_web, "/studio/galleries?q=0%25")
    assert "Żadna sesja nie pasuje" in get(studio_web, "/studio/galleries?q=nie+ma+takiej")


def test_an_empty_studio_is_told_what_to_do_first(studio_web):
    assert "Nie ma jeszcze sesji" in get(studio_web, "/studio/galleries")


def test_a_long_list_has_pages_and_asks_no_more_questions_than_a_short_one(make, studio_web):
    for number in range(2):
        make.make_gallery(studio_web.user.studio, title=f"Sesja {number}")
    few = queries(lambda: get(studio_web, "/studio/galleries"))
    for number in range(2, 52):
        make.make_photo(make.make_gallery(studio_web.user.studio, title=f"Sesja {number}"))
    assert queries(lambda: get(studio_web, "/studio/galleries")) <= few
    assert "Sesja 0" not in get(studio_web, "/studio/galleries")
    assert "Sesja 0" in get(studio_web, "/studio/galleries?page=2")


def test_sending_asks_first_and_names_who_gets_the_link(make, studio_web, gallery):
    make.make_photo(gallery)
    page = get(studio_web, f"/studio/galleries/{gallery.id}/photos")
    assert 'popovertarget="send"' in page
    assert gallery.client.email in page
    answer = studio_web.post(f"/studio/galleries/{gallery.id}/send")
    assert answer.location == f"/studio/galleries/{gallery.id}/photos"
    assert db.session.scalars(select(OutboxEntry.recipient)).all() == [gallery.client.email]
    assert "Link jest w drodze do 1 osoby." in get(studio_web, answer.location)
    assert "Wysłana" in get(studio_web, answer.location)


def test_a_session_without_photos_is_not_sent(studio_web, gallery):
    answer = studio_web.post(f"/studio/galleries/{gallery.id}/send")
    assert answer.status_code == 409
    assert made().sent_at is None


@pytest.mark.parametrize("path", ["", "/photos", "/settings"])
def test_a_session_is_for_its_studio_alone(app, make, web, gallery, path):
    """M-01."""
    address = f"/studio/galleries/{gallery.id}{path}"
    assert web.get(address).location.startswith("/login")
    assert sign_in(app, make.make_user()).get(address).status_code == 404


@pytest.mark.parametrize("path", ["/send", "/settings", "/cover", "/invitations", "/photos"])
def test_another_studio_changes_nothing(app, make, gallery, path):
    stranger = sign_in(app, make.make_user())
    assert stranger.post(f"/studio/galleries/{gallery.id}{path}", data=FORM).status_code == 404


def test_every_tab_has_its_own_address(studio_web, gallery):
    """M-01."""
    page = get(studio_web, f"/studio/galleries/{gallery.id}/photos")
    assert f'href="/studio/galleries/{gallery.id}/orders"' in page
    assert f'href="/studio/galleries/{gallery.id}/settings"' in page
    assert studio_web.get(f"/studio/galleries/{gallery.id}").location.endswith("/photos")
