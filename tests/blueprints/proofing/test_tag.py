"""Coming back to a wall: it is sent again only when something on it has changed."""

from datetime import timedelta

import pytest

from blueprints.proofing import tag
from extensions import db
from models import Chapter, Photo
from models.types import utc_now
from services import carts, galleries, invitations
from tests.blueprints.proofing.conftest import HTMX, counted_statements, hand_over
from tests.conftest import enter


@pytest.fixture(autouse=True)
def _one_round(monkeypatch):
    """No test is cut in two by the end of a round."""
    monkeypatch.setattr(tag, "ROUND_S", 10**9)


@pytest.fixture
def seen(client_web, invitation):
    """A browser that has the wall and its tag; `.tag` is what it would send."""
    invitations.record_view(invitation)
    client_web.get(f"{client_web.base}/photos")
    client_web.tag = client_web.get(f"{client_web.base}/photos").headers["ETag"]
    return client_web


def again(browser, query=""):
    headers = {"If-None-Match": browser.tag}
    return browser.get(f"{browser.base}/photos{query}", headers=headers)


def test_a_wall_that_is_as_it_was_is_not_sent_again(seen):
    """performance 5: 304 by one statement."""
    with counted_statements() as statements:
        answer = again(seen)
    assert (answer.status_code, answer.data) == (304, b"")
    assert len(statements) == 1
    assert answer.headers["ETag"] == seen.tag
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert "Cookie" in answer.headers["Vary"]
    assert "Content-Security-Policy" in answer.headers


def press_elsewhere(_gallery, invitation, photos):
    carts.pick(carts.open_cart(invitation), photos[0])


def take_out(_gallery, invitation, photos):
    carts.unpick(carts.open_cart(invitation), photos[4])


def write(_gallery, invitation, photos):
    carts.write_note(carts.open_cart(invitation), photos[4], "jaśniej")


def order_in_the_family(gallery, _invitation, photos):
    from tests import factories

    somebody = factories.make_invitation(gallery)
    factories.make_order(factories.make_cart(somebody, photos[:1]))


def retitle(gallery, *_more):
    gallery.title = "Ktoś inny"


def price(gallery, *_more):
    gallery.prices.extra_photo_cents = 4100


def render_again(_gallery, _invitation, photos):
    photos[1].rendered_at = utc_now()


def remove(_gallery, _invitation, photos):
    db.session.delete(photos[1])


def part(gallery, _invitation, photos):
    chapter = Chapter(gallery_id=gallery.id, name="Wesele")
    db.session.add(chapter)
    db.session.flush()
    photos[1].chapter_id = chapter.id


def finish(gallery, *_more):
    hand_over(gallery)


def rename_the_studio(gallery, *_more):
    gallery.studio.name = "Inna"


CHANGES = (
    *(press_elsewhere, take_out, write, order_in_the_family, retitle, price, render_again),
    *(remove, part, finish, rename_the_studio),
)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_whatever_the_wall_shows_changes_its_tag(
    client_web, make, gallery, invitation, photos, change
):
    """Never a stale heart, whoever pressed it and wherever."""
    make.make_cart(invitation, [photos[4]])
    invitations.record_view(invitation)
    client_web.get(f"{client_web.base}/photos")
    client_web.tag = client_web.get(f"{client_web.base}/photos").headers["ETag"]
    assert again(client_web).status_code == 304
    change(gallery, invitation, photos)
    db.session.commit()
    answer = again(client_web)
    assert answer.status_code == 200
    assert answer.headers["ETag"] != client_web.tag


def test_a_renamed_chapter_changes_the_tag(seen, gallery, photos):
    part(gallery, None, photos)
    db.session.commit()
    seen.tag = again(seen).headers["ETag"]
    db.session.query(Chapter).one().name = "Zabawa"
    db.session.commit()
    assert again(seen).status_code == 200


def test_a_dead_link_is_not_told_that_nothing_changed(seen, invitation):
    """M-30: a revoked link is dead at once."""
    invitations.revoke_link(invitation)
    assert again(seen).status_code == 404


def test_a_session_that_has_ended_is_not_shown_from_memory(seen, gallery):
    gallery.expires_on = utc_now().date() - timedelta(days=2)
    db.session.commit()
    assert again(seen).status_code != 304


def test_the_sign_that_a_person_looks_is_asked_for_again_after_a_visit(seen, invitation):
    invitation.last_viewed_at = utc_now() - timedelta(hours=2)
    db.session.commit()
    assert "js/presence.js" in again(seen).text


def test_another_person_has_another_tag(app, seen, gallery, make):
    stranger = enter(app, make.make_invitation(gallery))
    stranger.base, stranger.tag = seen.base, seen.tag
    assert again(stranger).status_code == 200


def test_a_choice_of_language_is_answered_and_gives_another_tag(seen):
    assert again(seen, "?lang=en").status_code == 200
    assert again(seen).status_code == 200


@pytest.mark.parametrize("headers", [HTMX, {}])
def test_only_a_whole_page_of_a_browser_with_a_session_has_a_tag(client_web, headers):
    answer = client_web.get(f"{client_web.base}/photos", headers=headers)
    assert "ETag" not in answer.headers
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_portion_for_htmx_is_never_answered_from_memory(seen):
    headers = HTMX | {"If-None-Match": seen.tag}
    answer = seen.get(f"{seen.base}/photos?after=0", headers=headers)
    assert answer.status_code == 200


def test_new_numbers_change_the_tag(client_web, make, gallery, invitation, photos):
    make.make_photo(gallery, "A_LATE_ONE.JPG")
    client_web.get(f"{client_web.base}/photos")
    client_web.tag = client_web.get(f"{client_web.base}/photos").headers["ETag"]
    galleries.number_photos(gallery)
    db.session.commit()
    assert db.session.query(Photo).filter_by(number=6).one()
    assert again(client_web).status_code == 200


def test_every_press_makes_the_browser_ask_again_when_it_goes_back(client_web, photos):
    """A browser that goes back does not ask, unless what the answer varies with has changed."""
    address = f"{client_web.base}/photos/{photos[0].id}/pick"
    marks = set()
    for picked in ("1", "0"):
        client_web.post(address, data={"picked": picked})
        marks.add(client_web.get_cookie("kadr_turn", path=client_web.base).value)
    assert len(marks) == 2
