"""Pictures: one query, the right of the cookie in it, and caching that never lies."""

import pytest

from extensions import db
from models import Folder
from services import invitations
from tests.blueprints.proofing.conftest import (
    counted_statements,
    finish,
    give_renditions,
    hand_over,
    read,
)
from tests.conftest import enter, sign_in


@pytest.fixture
def picture(client_web, photos):
    give_renditions(photos[0])
    return f"{client_web.base}/photos/{photos[0].id}/thumb.jpg"


@pytest.mark.parametrize("kind", ["thumb", "grid", "proof"])
def test_every_rendition_is_served(client_web, photos, picture, kind):
    answer, body = read(client_web, picture.replace("thumb", kind))
    assert answer.status_code == 200
    assert body == f"{photos[0].id} {kind}".encode()
    assert answer.mimetype == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_picture_costs_one_query(client_web, picture):
    with counted_statements() as statements:
        read(client_web, picture)
    assert len(statements) == 1


def test_only_an_address_with_the_revision_is_kept_for_ever(client_web, photos, picture):
    answer, _ = read(client_web, f"{picture}?v={photos[0].revision}")
    assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    for address in (picture, f"{picture}?v=older"):
        assert read(client_web, address)[0].headers["Cache-Control"] == "private, no-cache"


def test_a_known_picture_is_not_sent_again(client_web, picture):
    etag = read(client_web, picture)[0].headers["ETag"]
    assert read(client_web, picture, headers={"If-None-Match": etag})[0].status_code == 304


def test_other_people_see_no_picture(app, make, web, picture):
    assert web.get(picture).status_code == 404
    stranger = enter(app, make.make_gallery().invitations[0])
    assert stranger.get(picture).status_code == 404
    other_studio = sign_in(app, make.make_user())
    assert other_studio.get(f"{picture}?preview=1").status_code == 404
    assert web.get(f"{picture}?preview=1").status_code == 404


def test_the_owner_sees_it_in_the_preview(app, make, gallery, picture):
    owner = sign_in(app, make.make_user(gallery.studio))
    answer, _ = read(owner, f"{picture}?preview={gallery.invitations[0].id}")
    assert answer.status_code == 200


@pytest.mark.parametrize("end", [invitations.revoke_link, invitations.renew_link])
def test_a_dead_link_kills_its_cookies(client_web, invitation, picture, end):
    end(invitation)
    assert client_web.get(picture).status_code == 404


def test_a_photo_that_is_made_anew_is_not_shown_in_its_old_form(client_web, photos, picture):
    """Else a proof without the new watermark could still be fetched."""
    photos[0].rendered_at = None
    db.session.commit()
    assert client_web.get(picture).status_code == 404


def test_a_finished_photo_is_not_among_the_proofs(client_web, make, gallery):
    (final,) = finish(make, gallery, "a.jpg")
    give_renditions(final)
    hand_over(gallery)
    assert client_web.get(f"{client_web.base}/photos/{final.id}/thumb.jpg").status_code == 404


def test_previews_of_finished_photos_follow_the_right_to_download(
    client_web, make, gallery, invitation, photos
):
    """M-28: nothing before the hand-over, not even guessed."""
    finals = finish(make, gallery, "DSC_0001.JPG", "DSC_0002.JPG")
    for final in finals:
        give_renditions(final, ("thumb", "grid"))
    paths = [f"{client_web.base}/delivery/full/{final.id}/thumb.jpg" for final in finals]
    assert [client_web.get(path).status_code for path in paths] == [404, 404]
    hand_over(gallery, "ordered")
    make.make_order(make.make_cart(invitation, photos[:1]))
    assert [read(client_web, path)[0].status_code for path in paths] == [200, 404]
    assert client_web.get(paths[0].replace("full", Folder.WEB)).status_code == 404
    assert client_web.get(paths[0].replace("full", "proofs")).status_code == 404
