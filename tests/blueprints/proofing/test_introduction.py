"""The first press of a visitor asks for a name, and is done once it is given."""

import re

import pytest
from sqlalchemy import select

from extensions import db
from models import Invitation, OutboxEntry
from services import carts
from tests.blueprints.proofing.conftest import HTMX
from tests.visiting import come_in, introduce, newest, press, send, shown_fields


def picked(person):
    return [line.photo.filename for line in carts.open_cart(person).lines]


def test_the_first_press_asks_who_is_choosing(visitor_web, photos):
    """N-07."""
    answer = press(visitor_web, photos[0])
    address = f"{visitor_web.base}/introduction"
    assert (answer.status_code, answer.location.split("?")[0]) == (303, address)
    page = visitor_web.get(f"{answer.location}&lang=pl").text
    assert "Kto wybiera?" in page
    assert f"/photos/{photos[0].id}/thumb.jpg" in page


def test_htmx_is_sent_to_the_same_page(visitor_web, photos):
    here = f"http://localhost{visitor_web.base}/photos?show=unpicked"
    answer = press(visitor_web, photos[0], headers=HTMX | {"HX-Current-URL": here})
    wanted = re.escape(f"{visitor_web.base}/introduction?next={visitor_web.base}/photos?show")
    assert re.match(wanted, answer.headers["HX-Redirect"].replace("%3F", "?"))
    assert answer.text == ""


def test_a_script_that_wants_json_is_told_where_to_go(visitor_web, photos):
    answer = press(visitor_web, photos[0], headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json["reason"]) == (403, "IntroductionNeeded")
    assert answer.json["location"].startswith(f"{visitor_web.base}/introduction")


def test_saying_the_name_does_what_was_pressed_and_leads_back_to_the_photo(visitor_web, photos):
    """N-07: named, picked, mailed, back at the photo."""
    answer = introduce(visitor_web, press(visitor_web, photos[2]), "Anna", "anna@example.com")
    assert answer.request.path == f"{visitor_web.base}/photos"
    assert answer.request.args["until"] == str(photos[2].id)
    assert answer.status_code == 200
    visitor = newest()
    assert (visitor.name, visitor.email) == ("Anna", "anna@example.com")
    assert picked(visitor) == [photos[2].filename]
    mail = db.session.scalars(select(OutboxEntry)).one()
    assert (mail.kind, mail.recipient) == ("mail.visitor_link", "anna@example.com")


def test_later_presses_ask_nothing_any_more(visitor_web, photos):
    introduce(visitor_web, press(visitor_web, photos[0]), "Anna", "anna@example.com")
    press(visitor_web, photos[1])
    assert picked(newest()) == [photos[0].filename, photos[1].filename]


def test_the_own_link_leads_to_the_same_cart_elsewhere(app, visitor_web, photos, make):
    introduce(visitor_web, press(visitor_web, photos[0]), "Anna", "anna@example.com")
    elsewhere = come_in(app, newest().gallery, f"/g/{make.token_of(newest())}")
    assert photos[0].filename in elsewhere.get(f"{elsewhere.base}/cart").text
    assert len(newest().gallery.visitors) == 1


def test_the_public_link_knows_a_named_visitor_again(visitor_web, link, photos):
    introduce(visitor_web, press(visitor_web, photos[0]), "Anna", "anna@example.com")
    assert visitor_web.get(link).location == f"{visitor_web.base}/photos"


def test_a_cookie_from_before_the_name_is_dead(app, visitor_web, photos):
    """A6: whoever planted it does not see what the victim chooses."""
    planted = app.test_client()
    for cookie in visitor_web._cookies.values():
        planted.set_cookie(cookie.key, cookie.value, path=cookie.path)
    assert planted.get(f"{visitor_web.base}/photos").status_code == 200
    introduce(visitor_web, press(visitor_web, photos[0]), "Anna", "anna@example.com")
    assert planted.get(f"{visitor_web.base}/photos").status_code == 404
    assert planted.get(f"{visitor_web.base}/cart").status_code == 404
    assert visitor_web.get(f"{visitor_web.base}/cart").status_code == 200


def test_a_double_click_on_the_form_is_one_introduction(app, visitor_web, photos):
    """The second request still has the cookie from before; the first answer was never read."""
    asked = press(visitor_web, photos[0])
    form = shown_fields(visitor_web.get(asked.location).text)
    form |= {"visitor_name": "Anna", "visitor_email": "anna@example.com"}
    twin = app.test_client()
    for cookie in visitor_web._cookies.values():
        twin.set_cookie(cookie.key, cookie.value, path=cookie.path)
    address = f"{visitor_web.base}/introduction"
    assert visitor_web.post(address, data=form).status_code == 307
    twin.base = visitor_web.base
    assert send(twin, form).status_code == 200
    assert picked(newest()) == [photos[0].filename]
    assert len(db.session.scalars(select(OutboxEntry)).all()) == 1
    stranger = form | {"visitor_email": "ewa@example.com"}
    assert app.test_client().post(address, data=stranger).status_code == 404


@pytest.mark.parametrize(
    ("name", "email", "told"),
    [
        ("", "anna@example.com", "Podaj imię i\N{NO-BREAK SPACE}nazwisko."),
        ("Anna", "anna", "To nie wygląda na adres e-mail"),
        ("https://spam.example", "anna@example.com", "Podaj imię i\N{NO-BREAK SPACE}nazwisko."),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_is_lost(
    visitor_web, photos, name, email, told
):
    asked = press(visitor_web, photos[0])
    visitor_web.get("/login?lang=pl")
    answer = introduce(visitor_web, asked, name, email)
    assert answer.status_code == 422
    assert told in answer.text
    assert f'value="{email}"' in answer.text
    again = shown_fields(answer.text) | {"visitor_name": "Anna", "visitor_email": "a@example.com"}
    send(visitor_web, again)
    assert picked(newest()) == [photos[0].filename]


def test_a_known_address_gets_its_link_and_the_cart_stays_nobodys(visitor_web, photos, make):
    """N-07: nobody takes a cart over by typing an address."""
    gallery = photos[0].gallery_id
    anna = make.make_visitor(newest().gallery, "Anna", "anna@example.com")
    make.make_cart(anna, photos[:2])
    answer = introduce(visitor_web, press(visitor_web, photos[3]), "Ewa", "anna@example.com")
    assert answer.status_code == 409
    assert "anna@example.com" in answer.text
    assert photos[0].filename not in visitor_web.get(f"{visitor_web.base}/cart").text
    assert picked(anna) == [photos[0].filename, photos[1].filename]
    unnamed = db.session.scalars(
        select(Invitation).where(Invitation.gallery_id == gallery, Invitation.email == "")
    ).all()
    assert [picked(one) for one in unnamed] == [[]]


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example",
        "/studio/settings",
        "/g/{code}/../../studio",
        "/g/{code}//evil.example",
        "javascript:alert(1)",
        "/g/another/photos",
        "\\\\evil.example",
        "/g/{code}/photos\r\nX: 1",
    ],
)
def test_the_way_back_never_leads_out_of_the_gallery(visitor_web, target):
    """A9: next and the waiting press."""
    code = visitor_web.base.split("/")[-1]
    form = {"visitor_name": "A", "visitor_email": "a@example.com", "press": "", "next": ""}
    target = target.replace("{code}", code)
    for name in ("next", "press"):
        answer = visitor_web.post(f"{visitor_web.base}/introduction", data=form | {name: target})
        assert answer.location == f"{visitor_web.base}/photos"


def test_a_press_on_another_gallery_is_not_done(app, visitor_web, make):
    other = make.make_photo(make.make_gallery(newest().gallery.studio))
    path = f"/g/{other.gallery_id}/photos/{other.id}/pick"
    form = {"visitor_name": "A", "visitor_email": "a@example.com", "press": path, "next": ""}
    answer = visitor_web.post(f"{visitor_web.base}/introduction", data=form)
    assert (answer.status_code, answer.location) == (303, f"{visitor_web.base}/photos")


def test_whoever_is_named_already_is_not_asked_again(visitor_web, client_web):
    answer = client_web.get(f"{client_web.base}/introduction")
    assert (answer.status_code, answer.location) == (303, f"{client_web.base}/photos")
