"""Sessions: the list, a new one, its settings, sending it."""

import pytest
from sqlalchemy import select

from extensions import db
from models.gallery import Gallery
from models.outbox import OutboxEntry
from models.types import utc_now
from services import price_lists
from services.price_lists import ItemTerms, PriceTerms
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
}

LIST = PriceTerms(extra_photo_cents=6000, items=[ItemTerms("print", "10×15", 200)])


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
        ({"extra_photo_cents": "dużo"}, "Zapisz kwotę"),
    ],
)
def test_what_is_wrong_is_said_and_everything_typed_is_kept(studio_web, wrong, sentence):
    answer = studio_web.post("/studio/galleries", data=FORM | wrong)
    page = answer.text.replace("\N{NO-BREAK SPACE}", " ")
    assert answer.status_code == 422
    assert sentence in page
    assert "plener ślubny" in page
    assert 'value="Łucja Wójcik"' in page or "client_name" in wrong
    assert db.session.scalars(select(Gallery)).all() == []


def test_a_new_session_sells_what_the_chosen_price_list_says(studio_web):
    """N-02: the first list is chosen already."""
    prices = [price_lists.create_list(studio_web.user.studio, n, LIST) for n in ("B", "A")]
    page = get(studio_web, "/studio/galleries/new")
    assert page.index(">A</option>") < page.index(">B</option>") < page.index("Żaden, ceny wpiszę")
    assert "package_photo_count" not in page
    studio_web.post("/studio/galleries", data=FORM | {"price_list": str(prices[0].id)})
    sold = made().prices
    assert (sold.extra_photo_cents, [item.name for item in sold.items]) == (6000, ["10×15"])


def test_a_new_session_may_have_no_prices_yet(studio_web):
    price_lists.create_list(studio_web.user.studio, "Plener", LIST)
    studio_web.post("/studio/galleries", data=FORM | {"price_list": ""})
    assert (made().prices.extra_photo_cents, made().prices.items) == (0, [])


@pytest.mark.parametrize("typed", [{}, {"price_list": "12345"}, {"price_list": "abc"}])
def test_a_price_list_that_is_not_there_is_asked_for_again(make, studio_web, typed):
    """It was removed, or the first one was made, since the page was shown."""
    price_lists.create_list(studio_web.user.studio, "Plener", LIST)
    answer = studio_web.post("/studio/galleries", data=FORM | typed)
    assert answer.status_code == 422
    assert "Wybierz cennik." in answer.text
    assert "plener ślubny" in answer.text
    assert db.session.scalars(select(Gallery)).all() == []


def test_a_list_of_another_studio_is_not_copied(make, studio_web):
    price_lists.create_list(studio_web.user.studio, "Plener", LIST)
    foreign = price_lists.create_list(make.make_studio(), "Cudzy", LIST)
    answer = studio_web.post("/studio/galleries", data=FORM | {"price_list": str(foreign.id)})
    assert answer.status_code == 422


def test_settings_show_and_change_the_terms(studio_web):
    studio_web.post("/studio/galleries", data=FORM)
    gallery = made()
    page = get(studio_web, f"/studio/galleries/{gallery.id}/settings")
    assert 'value="2026-11-14"' in page
    assert "extra_photo_cents" not in page
    answer = studio_web.post(
        f"/studio/galleries/{gallery.id}/settings", data=FORM | {"title": "Łucja & Jan"}
    )
    assert answer.location == f"/studio/galleries/{gallery.id}/settings"
    assert made().title == "Łucja & Jan"
    assert made().prices.extra_photo_cents == 4000


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
