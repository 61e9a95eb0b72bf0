"""The public session: one link for everybody, a name at the first press, a cart for each."""

from extensions import db
from models import Folder, Photo
from models.types import utc_now
from services import invitations, visitors
from tests import factories
from tests.blueprints.proofing.conftest import finish, hand_over
from tests.conftest import sign_in
from tests.visiting import come_in, newest


def test_the_link_shows_the_cover_to_everybody_and_makes_nobody(web, link, gallery):
    """N-07, 4.4: scanners and previewers leave no visitors behind."""
    for _ in range(3):
        page = web.get(f"{link}?lang=pl")
    assert page.status_code == 200
    assert "Zobacz zdjęcia" in page.text
    assert "2 z\N{NO-BREAK SPACE}nich są w\N{NO-BREAK SPACE}pakiecie" in page.text
    assert gallery.visitors == []


def test_whoever_presses_the_button_looks_without_a_name(app, link, gallery):
    """N-07."""
    browser = come_in(app, gallery, link)
    assert browser.get(f"{browser.base}/photos").status_code == 200
    assert [one.needs_introduction for one in gallery.visitors] == [True]


def test_everybody_is_somebody_else(app, link, gallery):
    come_in(app, gallery, link)
    come_in(app, gallery, link)
    assert len(gallery.visitors) == 2


def test_the_same_browser_goes_straight_in_and_stays_the_same_visitor(visitor_web, link, gallery):
    answer = visitor_web.get(link)
    assert (answer.status_code, answer.location) == (303, f"{visitor_web.base}/photos")
    visitor_web.post(link)
    assert len(gallery.visitors) == 1


def test_looking_is_counted_without_a_name(visitor_web):
    """M-03."""
    assert visitor_web.post(f"{visitor_web.base}/views").status_code == 204
    assert newest().view_count == 1


def test_a_closed_public_link_lets_nobody_new_in_and_nobody_out(app, visitor_web, link, gallery):
    visitors.close_session(gallery)
    web = app.test_client()
    assert web.get(link).status_code == 410
    assert web.post(link).status_code == 410
    assert web.get(f"{link}/cover.jpg").status_code == 404
    assert visitor_web.get(link).status_code == 303
    assert visitor_web.get(f"{visitor_web.base}/photos").status_code == 200


def test_an_old_public_link_is_unknown(app, link, gallery):
    visitors.renew_link(gallery)
    assert app.test_client().get(link).status_code == 404


def test_a_session_that_was_not_sent_is_not_ready_for_visitors_either(app, link, gallery):
    gallery.sent_at = None
    db.session.commit()
    assert app.test_client().get(link).status_code == 404
    assert app.test_client().post(link).status_code == 404
    assert gallery.visitors == []


def test_a_revoked_visitor_is_out_but_may_come_again_as_somebody_new(app, visitor_web, link):
    invitations.revoke_link(newest())
    assert visitor_web.get(f"{visitor_web.base}/photos").status_code == 404
    assert visitor_web.get(link).status_code == 200


def test_the_photographers_own_look_by_the_public_link_is_no_view(app, make, link, gallery):
    owner = sign_in(app, make.make_user(gallery.studio))
    owner.post(link)
    assert newest().view_count == 0


def test_too_many_new_visitors_from_one_address_have_to_wait(app, link, gallery, monkeypatch):
    monkeypatch.setitem(app.config, "VISITOR_LIMIT", "2 per hour")
    answers = [app.test_client().post(link).status_code for _ in range(4)]
    assert answers == [303, 303, 429, 429]
    assert app.test_client().get(link).status_code == 200
    invited = factories.token_of(gallery.people[0])
    monkeypatch.setitem(app.config, "VISITOR_LIMIT", "200 per hour")
    assert app.test_client().post(f"/g/{invited}").status_code == 303


def test_a_visitor_gets_the_finished_photos_they_ordered_and_no_others(app, make, link, gallery):
    """N-07, matrix: own order only, also where everybody invited gets everything."""
    photos = finish(make, gallery, "DSC_0001.JPG", "DSC_0002.JPG", "DSC_0003.JPG")
    proofs = {one.filename: one for one in db.session.scalars(proofs_of(gallery))}
    anna = make.make_visitor(gallery, "Anna", "anna@example.com")
    ewa = make.make_visitor(gallery, "Ewa", "ewa@example.com")
    make.make_order(make.make_cart(anna, [proofs["DSC_0001.JPG"]]))
    make.make_order(make.make_cart(ewa, [proofs["DSC_0002.JPG"]]))
    hand_over(gallery, "all", utc_now())
    browser = come_in(app, gallery, f"/g/{make.token_of(anna)}")
    got = {p.filename: browser.get(f"{browser.base}/delivery/full/{p.id}") for p in photos}
    assert {name: answer.status_code for name, answer in got.items()} == {
        "DSC_0001.JPG": 200,
        "DSC_0002.JPG": 403,
        "DSC_0003.JPG": 403,
    }
    for answer in got.values():
        answer.close()
    page = browser.get(f"{browser.base}/delivery").text
    assert "DSC_0002" not in page


def test_after_the_hand_over_a_new_visitor_still_comes_to_the_photos(app, make, link, gallery):
    finish(make, gallery, "DSC_0001.JPG")
    hand_over(gallery, "all", utc_now())
    answer = app.test_client().post(link)
    assert answer.location == f"/g/{gallery.code}/photos"


def proofs_of(gallery):
    return Photo.in_folder(gallery.id, Folder.PROOFS)
