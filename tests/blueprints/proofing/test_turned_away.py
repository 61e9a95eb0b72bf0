"""Below a gallery's public code everything needs a cookie that is still good."""

import pytest

from services import invitations
from tests.blueprints.proofing.conftest import finish, hand_over
from tests.conftest import enter, sign_in

GETS = [
    "photos",
    "photos/{photo}",
    "photos/{photo}/thumb.jpg",
    "cart",
    "orders/{order}",
    "delivery",
    "delivery/full.zip",
    "delivery/full/{final}",
    "delivery/full/{final}/thumb.jpg",
]
POSTS = ["photos/{photo}/pick", "photos/{photo}/note", "views", "order"]
ROUTES = [("get", path) for path in GETS] + [("post", path) for path in POSTS]


def anonymous(app, make, invitation):
    return app.test_client()


def client_of_another_gallery(app, make, invitation):
    return enter(app, make.make_gallery(invitation.gallery.studio).invitations[0])


def owner_without_preview(app, make, invitation):
    return sign_in(app, make.make_user(invitation.gallery.studio))


def other_studio(app, make, invitation):
    return sign_in(app, make.make_user())


def revoked(app, make, invitation):
    browser = enter(app, invitation)
    invitations.revoke_link(invitation)
    return browser


def old_link(app, make, invitation):
    browser = enter(app, invitation)
    invitations.renew_link(invitation)
    return browser


def forged_cookie(app, make, invitation):
    browser = app.test_client()
    browser.set_cookie("kadr_grant", "WzEsMV0.forged.forged", path="/g")
    return browser


def enter_and_stay(app, make, invitation):
    return enter(app, invitation)


@pytest.mark.parametrize(
    "who",
    [
        anonymous,
        client_of_another_gallery,
        owner_without_preview,
        other_studio,
        revoked,
        old_link,
        forged_cookie,
    ],
)
def test_whoever_has_no_grant_finds_nothing(app, make, gallery, invitation, photos, who):
    order = make.make_order(make.make_cart(invitation, photos[:1]))
    (final,) = finish(make, gallery, "DSC_0001.JPG")
    hand_over(gallery)
    names = {"photo": photos[0].id, "order": order.number, "final": final.id}
    browser = who(app, make, invitation)
    for method, path in ROUTES:
        address = f"/g/{gallery.code}/{path.format(**names)}"
        answer = getattr(browser, method)(address, data={"picked": "1"})
        assert answer.status_code == 404, (method, path)


def test_two_people_of_one_gallery_have_two_carts(app, make, gallery, invitation, photos):
    first, second = enter(app, invitation), enter(app, make.make_invitation(gallery))
    first.post(f"/g/{gallery.code}/photos/{photos[0].id}/pick", data={"picked": "1"})
    assert "DSC_0001.JPG" in first.get(f"/g/{gallery.code}/cart").text
    assert "DSC_0001.JPG" not in second.get(f"/g/{gallery.code}/cart").text


@pytest.mark.parametrize("who", [anonymous, client_of_another_gallery, other_studio, forged_cookie])
def test_a_stranger_does_not_learn_whose_gallery_it_is(app, make, gallery, invitation, who):
    browser = who(app, make, invitation)
    known = browser.get(f"/g/{gallery.code}/photos?lang=pl").text
    unknown = browser.get("/g/no-such-code/photos?lang=pl").text
    assert gallery.studio.contact_email not in known
    assert known == unknown


@pytest.mark.parametrize("who", [enter_and_stay, revoked, old_link])
def test_whoever_was_inside_is_told_whom_to_write_to(app, make, gallery, invitation, who):
    """ui: never a bare 404."""
    page = who(app, make, invitation).get(f"/g/{gallery.code}/photos/999999?lang=pl")
    assert page.status_code == 404
    assert gallery.studio.name in page.text
    assert f'href="mailto:{gallery.studio.contact_email}"' in page.text


def test_a_dead_end_can_be_read_in_both_languages(web):
    page = web.get("/g/no-such-code/photos").text
    assert 'href="?lang=pl"' in page
    assert 'href="?lang=en"' in page


def test_a_dead_end_says_what_helps(web, gallery):
    page = web.get(f"/g/{gallery.code}/photos?lang=pl").text
    assert "Otwórz jeszcze raz link" in page


def test_an_address_no_database_takes_is_a_dead_end_as_any_other(app, gallery, invitation):
    """Reliability: no 500 for an expected fault."""
    grant = enter(app, invitation).get_cookie("kadr_grant", path=f"/g/{gallery.code}")
    answer = app.test_client(use_cookies=False).get(
        f"/g/{gallery.code}%00/photos", headers={"Cookie": f"kadr_grant={grant.value}"}
    )
    assert answer.status_code == 404
