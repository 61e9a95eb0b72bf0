"""The cover page: what a link shows, who gets in, and what counts as a look."""

import re
import time

import pytest

from blueprints.access import GRANT_COOKIE
from blueprints.proofing import cover
from extensions import db
from services import invitations
from tests.blueprints.proofing.conftest import give_renditions, read
from tests.conftest import sign_in


@pytest.fixture
def link(make, invitation):
    return f"/g/{make.token_of(invitation)}"


def shown_in(page: str) -> str:
    return re.search(r'name="shown" value="([^"]+)"', page)[1]


def person_presses(web, link, monkeypatch, after_s, **said):
    """Open the cover and press its button `after_s` seconds later."""
    form = {"shown": shown_in(web.get(link).text), **said}
    later = time.time() + after_s
    monkeypatch.setattr(cover.time, "time", lambda: later)
    return web.post(link, data=form)


def test_the_cover_shows_title_date_studio_and_one_green_button(web, link, gallery):
    """M-05"""
    page = web.get(f"{link}?lang=pl").text
    assert "Łucja i\N{NO-BREAK SPACE}Jan" in page
    assert gallery.studio.name in page
    assert page.count("button main") == 1
    assert "Zobacz zdjęcia" in page
    assert "5 zdjęć do obejrzenia." in page


def test_the_cover_promises_only_what_is_left_of_the_package(web, link, make, invitation, photos):
    assert (
        "2 z\N{NO-BREAK SPACE}nich są w\N{NO-BREAK SPACE}pakiecie"
        in web.get(f"{link}?lang=pl").text
    )
    make.make_order(make.make_cart(invitation, photos[:2]))
    assert "pakiecie" not in web.get(f"{link}?lang=pl").text


def test_looking_at_the_cover_is_no_view_however_often(web, link, invitation):
    """M-05, D7: curl five times, HEAD, and a previewer that fetches the picture."""
    for _ in range(5):
        assert web.get(link).status_code == 200
    assert web.head(link).status_code == 200
    db.session.refresh(invitation)
    assert invitation.view_count == 0
    assert invitation.first_viewed_at is None


def test_a_get_is_noted_as_use_and_a_head_is_not(web, link, invitation):
    web.head(link)
    assert invitation.last_used_at is None
    web.get(link)
    db.session.refresh(invitation)
    assert invitation.last_used_at is not None


def test_a_person_who_presses_after_a_second_has_viewed(web, link, invitation, monkeypatch):
    """M-05: works without JavaScript."""
    answer = person_presses(web, link, monkeypatch, after_s=1.2)
    assert answer.status_code == 303
    assert answer.location == f"/g/{invitation.gallery.code}/photos"
    db.session.refresh(invitation)
    assert invitation.view_count == 1


def test_a_press_within_a_second_opens_but_counts_nothing(web, link, invitation, monkeypatch):
    """D7: a scanner that presses everything at once."""
    answer = person_presses(web, link, monkeypatch, after_s=0.4)
    assert answer.status_code == 303
    db.session.refresh(invitation)
    assert invitation.first_viewed_at is None


@pytest.mark.parametrize(("person", "views"), [("yes", 1), ("no", 0), ("", 1)])
def test_a_press_by_a_script_counts_nothing_however_late(
    web, link, invitation, monkeypatch, person, views
):
    """D7: on a slow line even a hasty scanner's press arrives late."""
    person_presses(web, link, monkeypatch, after_s=5, person=person)
    db.session.refresh(invitation)
    assert invitation.view_count == views


@pytest.mark.parametrize("shown", ["", "made-up", "WzEsMV0.forged"])
def test_a_press_without_a_true_time_counts_nothing(web, link, invitation, shown):
    web.post(link, data={"shown": shown})
    db.session.refresh(invitation)
    assert invitation.view_count == 0


def test_the_time_of_another_link_counts_nothing(web, link, make, invitation, monkeypatch):
    other = make.make_gallery(sent_at=invitation.gallery.sent_at).invitations[0]
    form = {"shown": shown_in(web.get(f"/g/{make.token_of(other)}").text)}
    later = time.time() + 5
    monkeypatch.setattr(cover.time, "time", lambda: later)
    web.post(link, data=form)
    db.session.refresh(invitation)
    assert invitation.view_count == 0


def test_a_sign_of_a_person_on_a_later_visit_counts(client_web, invitation):
    """M-05: the page reports the first pointer, key, wheel or touch after a second."""
    page = client_web.get(f"{client_web.base}/photos").text
    assert "presence.js" in page
    assert client_web.post(f"{client_web.base}/views").status_code == 204
    db.session.refresh(invitation)
    assert invitation.view_count == 1


def test_a_visit_is_reported_once(client_web):
    client_web.post(f"{client_web.base}/views")
    assert "presence.js" not in client_web.get(f"{client_web.base}/photos").text


def test_a_browser_with_a_good_cookie_goes_straight_in(web, link, gallery):
    web.post(link)
    again = web.get(link)
    assert again.status_code == 303
    assert again.location == f"/g/{gallery.code}/photos"
    assert web.get(f"/g/{gallery.code}").location == f"/g/{gallery.code}/photos"


def test_the_cookie_is_for_this_gallery_alone(web, link, gallery):
    cookies = [
        line for line in web.post(link).headers.getlist("Set-Cookie") if GRANT_COOKIE in line
    ]
    assert len(cookies) == 2
    paths = {re.search("Path=([^;]+)", line)[1] for line in cookies}
    assert paths == {f"/g/{gallery.code}", link}
    assert all("HttpOnly" in line and "SameSite=Lax" in line for line in cookies)


def test_after_the_hand_over_the_button_leads_to_the_finished_photos(web, link, gallery):
    gallery.delivery.handed_over_at = gallery.sent_at
    db.session.commit()
    assert web.post(link).location == f"/g/{gallery.code}/delivery"


def test_a_revoked_link_says_whom_to_write_to(web, link, invitation):
    invitations.revoke_link(invitation)
    for answer in (web.get(link), web.post(link)):
        assert answer.status_code == 410
        assert invitation.gallery.studio.contact_email in answer.text
    assert web.get(f"{link}/cover.jpg").status_code == 404


def test_an_unknown_link_is_nothing(web, gallery):
    """The public code is no link, either."""
    assert web.get("/g/made-up-token").status_code == 404
    assert web.post("/g/made-up-token").status_code == 404
    assert web.get(f"/g/{gallery.code}").status_code == 404


def test_a_gallery_that_was_not_sent_is_not_ready(web, link, invitation):
    invitation.gallery.sent_at = None
    db.session.commit()
    answer = web.get(link)
    assert answer.status_code == 404
    assert invitation.gallery.studio.contact_email in answer.text
    assert web.post(link).status_code == 404


def test_the_photographer_who_tries_the_link_leaves_no_trace(
    app, make, link, invitation, monkeypatch
):
    """M-05: P's own look is not a view, not even of a draft."""
    invitation.gallery.sent_at = None
    db.session.commit()
    owner = sign_in(app, make.make_user(invitation.gallery.studio))
    assert person_presses(owner, link, monkeypatch, after_s=3).status_code == 303
    db.session.refresh(invitation)
    assert invitation.last_used_at is None
    assert invitation.view_count == 0


def test_the_address_with_the_secret_tells_no_other_site(web, link):
    for answer in (web.get(link), web.post(link)):
        assert answer.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.csrf
def test_the_button_works_over_https_without_a_referrer(web, link):
    """The page asks browsers to send none, so the form's token alone must do."""
    page = web.get(link, base_url="https://localhost").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
    answer = web.post(link, data={"csrf_token": token}, base_url="https://localhost")
    assert answer.status_code == 303
    assert web.post(link, base_url="https://localhost").status_code == 400


def test_a_link_permits_one_picture(web, link, gallery, photos):
    for photo in photos[:2]:
        give_renditions(photo)
    assert read(web, f"{link}/cover.jpg")[1] == f"{photos[0].id} grid".encode()
    gallery.cover_photo = photos[1]
    db.session.commit()
    picture, body = read(web, f"{link}/cover.jpg")
    assert body == f"{photos[1].id} grid".encode()
    assert picture.headers["Referrer-Policy"] == "no-referrer"


def test_a_gallery_without_a_ready_photo_has_a_cover_without_picture(web, make, gallery, link):
    empty = make.make_gallery(sent_at=gallery.sent_at)
    address = f"/g/{make.token_of(empty.invitations[0])}"
    assert "<img" not in web.get(address).text
    assert web.get(f"{address}/cover.jpg").status_code == 404
