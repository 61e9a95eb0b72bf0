"""The page "What can the client download now?"."""

from datetime import timedelta

import pytest

from extensions import db
from models.photo import Folder
from models.types import utc_now
from tests.conftest import enter, sign_in


@pytest.fixture
def gallery(make, studio_web):
    """IMG_1 is ordered and unpaid, IMG_2 is nobody's; all is handed over."""
    gallery = make.make_gallery(studio_web.user.studio, extra_photo_cents=4000)
    proofs = [make.make_photo(gallery, name) for name in ("IMG_1.JPG", "IMG_2.JPG")]
    for name in ("IMG_1.jpg", "IMG_2.jpg"):
        make.make_photo(gallery, name, folder=Folder.FULL)
    make.make_order(make.make_cart(gallery.invitations[0], proofs[:1]))
    make.hand_over(gallery)
    return gallery


def page(web, gallery):
    answer = web.get(f"/studio/galleries/{gallery.id}/delivery/now")
    assert answer.status_code == 200
    return answer.text.replace("\N{NO-BREAK SPACE}", " ")


def change(web, gallery, **form):
    return web.post(f"/studio/galleries/{gallery.id}/delivery/right", data=form)


def test_each_person_stands_there_with_what_the_link_gives(make, studio_web, gallery):
    make.make_invitation(gallery, name="Odwołana", revoked_at=utc_now())
    text = page(studio_web, gallery)
    first, second = text.split("<article")[1:]
    assert "2 pliki" in first
    assert "2 z 2" in first
    assert f"/delivery?preview={gallery.invitations[0].id}" in first
    assert "Link został cofnięty." in second
    assert "0 z 2" in second


def test_what_is_not_given_says_why(studio_web, gallery):
    assert change(studio_web, gallery, download_right="paid").status_code == 303
    text = page(studio_web, gallery)
    assert "Zamówienie nie jest opłacone." in text
    assert f"#{gallery.orders[0].number}</a>" in text
    assert "Nie zamówione przez tę osobę." in text


def test_the_page_and_the_clients_own_page_never_differ(app, make, studio_web, gallery):
    person = gallery.invitations[0]
    client = enter(app, person)
    for right, given in (("all", 2), ("ordered", 1), ("paid", 0)):
        change(studio_web, gallery, download_right=right)
        assert f"{given} z 2" in page(studio_web, gallery)
        seen = client.get(f"/g/{gallery.code}/delivery").text
        assert seen.count('class="take"') == given


def test_one_person_gets_a_right_and_days_of_their_own(make, studio_web, gallery):
    guest = make.make_invitation(gallery)
    change(studio_web, gallery, download_right="paid")
    address = f"/studio/invitations/{guest.id}/download-right"
    answer = studio_web.post(address, data={"download_right": "all", "at": "now"})
    assert answer.location.endswith(f"/delivery/now#person-{guest.id}")
    assert guest.download_right == "all"
    assert studio_web.post(address, data={"days": "365"}).status_code == 303
    assert guest.download_until_at > utc_now() + timedelta(days=364)
    assert "tylko dla tej osoby" in page(studio_web, gallery)
    assert studio_web.post(address, data={"download_right": "x"}).status_code == 400
    assert studio_web.post(address, data={"download_right": ""}).status_code == 303
    assert guest.download_right is None


def test_everybody_gets_more_days_after_the_end(studio_web, gallery):
    gallery.delivery.notified_at = utc_now() - timedelta(days=100)
    db.session.commit()
    assert "nikt już nie może pobierać" in studio_web.get(
        f"/studio/galleries/{gallery.id}/delivery"
    ).text.replace("\N{NO-BREAK SPACE}", " ")
    assert change(studio_web, gallery, days="30").status_code == 303
    assert "2 z 2" in page(studio_web, gallery)
    assert change(studio_web, gallery, days="12").status_code == 400


def test_the_timeline_tells_who_may_take_what(studio_web, gallery):
    change(studio_web, gallery, download_right="paid")
    text = studio_web.get("/studio/activity?show=events").text.replace("\N{NO-BREAK SPACE}", " ")
    assert "Prawo pobierania: Tylko zdjęcia zamówione i opłacone, wcześniej: Wszystko" in text
    assert f"{gallery.invitations[0].name}: 2 → 0" in text


def test_other_studios_change_and_see_nothing(app, make, gallery):
    """A-02."""
    other = sign_in(app, make.make_user())
    person = gallery.invitations[0]
    assert other.get(f"/studio/galleries/{gallery.id}/delivery/now").status_code == 404
    assert change(other, gallery, download_right="paid").status_code == 404
    address = f"/studio/invitations/{person.id}/download-right"
    assert other.post(address, data={"download_right": "all"}).status_code == 404
    assert gallery.delivery.download_right == "all"
