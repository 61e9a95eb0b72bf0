"""Several photos at once: hidden, moved, put in chapters, removed."""

import pytest
from sqlalchemy import select

from extensions import db
from models.chapter import Chapter
from models.photo import Photo
from models.roll import Roll
from models.types import utc_now
from services import galleries
from tests.blueprints.studio.looking import get
from tests.blueprints.studio.shelf import kinds
from tests.conftest import enter, sign_in


@pytest.fixture
def gallery(make, studio_web):
    """Five photos, named against the order in which they were taken."""
    gallery = make.make_gallery(studio_web.user.studio, title="Łucja i Jan")
    second = utc_now().replace(tzinfo=None)
    for n in range(1, 6):
        make.make_photo(gallery, f"IMG_{n}.JPG", captured_at=second.replace(microsecond=9 - n))
    return gallery


@pytest.fixture
def sent(gallery):
    galleries.send_gallery(gallery, "Hanna", is_mailed=False)
    return gallery


def names(gallery):
    found = db.session.scalars(Photo.in_folder(gallery.id, "proofs"))
    return "".join(photo.filename[4] for photo in found)


def ids(gallery, digits):
    found = {one.filename[4]: one.id for one in db.session.scalars(select(Photo))}
    return [found[digit] for digit in digits]


def change(web, gallery, digits, wish, **form):
    address = f"/studio/galleries/{gallery.id}/selection"
    return web.post(address, data={"photo": ids(gallery, digits), "wish": wish, **form})


def numbers(gallery):
    found = db.session.scalars(Photo.in_folder(gallery.id, "proofs"))
    return {photo.filename[4]: photo.number for photo in found}


@pytest.mark.parametrize(
    ("digits", "target", "side", "order"),
    [
        ("5", "1", "before", "51234"),
        ("5", "IMG_1.JPG", "after", "15234"),
        ("12", "img", "after", None),
        ("12", "IMG_4", "after", "34125"),
        ("345", "4", "before", "12354"),
        ("24", "2", "after", "12435"),
    ],
)
def test_photos_are_put_before_or_after_another(sent, studio_web, digits, target, side, order):
    answer = change(studio_web, sent, digits, "place", target=target, side=side)
    assert answer.status_code == (303 if order else 422)
    assert names(sent) == (order or "12345")


def test_a_place_that_is_not_there_is_said_beside_the_form(sent, studio_web):
    """What was ticked and typed stays on the page."""
    form = {"photo": ids(sent, "1"), "wish": "place", "target": "99"}
    address, headers = f"/studio/galleries/{sent.id}/selection", {"HX-Request": "true"}
    told = studio_web.post(address, data=form, headers=headers)
    assert (told.status_code, told.headers["HX-Retarget"]) == (422, "#notice")
    done = studio_web.post(address, data=form | {"target": "3"}, headers=headers)
    assert done.headers["HX-Redirect"] == f"/studio/galleries/{sent.id}/photos"
    assert names(sent) == "21345"


def test_numbers_stay_with_their_photos(sent, studio_web):
    """What a client says on the telephone is the same photo as yesterday."""
    before = numbers(sent)
    change(studio_web, sent, "5", "place", target="1", side="before")
    studio_web.post(f"/studio/galleries/{sent.id}/order-of-photos", data={"by": "time"})
    assert names(sent) == "54321"
    assert numbers(sent) == before == {"1": 1, "2": 2, "3": 3, "4": 4, "5": 5}
    assert Roll.of(sent.id).is_arranged
    assert [frame.number for frame in Roll.of(sent.id).frames] == [5, 4, 3, 2, 1]
    studio_web.post(f"/studio/galleries/{sent.id}/order-of-photos", data={"by": "number"})
    assert names(sent) == "12345"
    assert not Roll.of(sent.id).is_arranged


def test_before_it_is_sent_numbers_follow_the_order_that_was_made(gallery, studio_web):
    change(studio_web, gallery, "5", "place", target="IMG_1", side="before")
    galleries.send_gallery(gallery, "Hanna", is_mailed=False)
    assert numbers(gallery) == {"5": 1, "1": 2, "2": 3, "3": 4, "4": 5}


def test_clients_see_the_new_order(app, sent, studio_web):
    client = enter(app, sent.invitations[0])
    before = client.get(f"/g/{sent.code}/photos").text
    assert before.index("IMG_1") < before.index("IMG_5")
    studio_web.post(f"/studio/galleries/{sent.id}/order-of-photos", data={"by": "time"})
    after = client.get(f"/g/{sent.code}/photos").text
    assert after.index("IMG_5") < after.index("IMG_1")
    assert "Układ fotografa" in after


def test_photos_go_into_a_chapter_and_out_again(make, sent, studio_web):
    chapter = make.save(Chapter(gallery_id=sent.id, name="Kościół"))
    change(studio_web, sent, "23", "chapter", chapter=str(chapter.id))
    inside = select(Photo.filename).where(Photo.chapter_id == chapter.id)
    assert set(db.session.scalars(inside)) == {"IMG_2.JPG", "IMG_3.JPG"}
    change(studio_web, sent, "2", "chapter", chapter="0")
    assert list(db.session.scalars(inside)) == ["IMG_3.JPG"]
    other = make.save(Chapter(gallery_id=make.make_gallery().id, name="Kościół"))
    assert change(studio_web, sent, "2", "chapter", chapter=str(other.id)).status_code == 404


def test_photos_are_hidden_and_shown_at_once(sent, studio_web):
    change(studio_web, sent, "24", "hide")
    page = get(studio_web, f"/studio/galleries/{sent.id}/photos")
    assert "2 zdjęcia są ukryte" in page
    assert page.count("is-hidden") == 2
    assert [frame.filename for frame in Roll.of(sent.id).frames] == [
        "IMG_1.JPG",
        "IMG_3.JPG",
        "IMG_5.JPG",
    ]
    change(studio_web, sent, "2", "show")
    one = ids(sent, "4")[0]
    studio_web.post(f"/studio/photos/{one}/visibility", data={"hidden": "0"})
    assert len(Roll.of(sent.id).frames) == 5
    told = ["gallery.photos_hidden", "gallery.photos_shown", "gallery.photos_shown"]
    assert kinds(sent.id) == told


def test_removing_asks_first_and_says_who_loses_what(make, sent, studio_web):
    first = db.session.get(Photo, ids(sent, "1")[0])
    make.make_cart(sent.invitations[0], [first])
    page = change(studio_web, sent, "12", "remove").text
    assert "Usunąć 2 zdjęcia?" in page.replace("\N{NO-BREAK SPACE}", " ")
    assert sent.invitations[0].name in page
    assert names(sent) == "12345"
    change(studio_web, sent, "12", "remove-now")
    assert names(sent) == "345"
    assert kinds(sent.id) == ["gallery.photos_removed"]


@pytest.mark.parametrize("wish", ["hide", "place", "remove-now", "chapter"])
def test_nothing_chosen_changes_nothing(sent, studio_web, wish):
    assert change(studio_web, sent, "", wish, target="1").status_code == 422
    assert names(sent) == "12345"


def test_an_unknown_wish_or_order_is_refused(sent, studio_web):
    assert change(studio_web, sent, "1", "burn").status_code == 400
    answer = studio_web.post(f"/studio/galleries/{sent.id}/order-of-photos", data={"by": "luck"})
    assert answer.status_code == 400


def test_photos_of_another_session_or_studio_are_not_touched(app, make, sent, studio_web):
    foreign = make.make_photo(make.make_gallery(), "IMG_9.JPG")
    mine = make.make_photo(make.make_gallery(sent.studio), "IMG_8.JPG")
    for wrong in "98":
        assert change(studio_web, sent, f"1{wrong}", "hide").status_code == 404
    stranger = sign_in(app, make.make_user())
    assert change(stranger, sent, "1", "hide").status_code == 404
    address = f"/studio/photos/{mine.id}/visibility"
    assert stranger.post(address, data={"hidden": "1"}).status_code == 404
    db.session.expire_all()
    assert not any(one.is_hidden for one in db.session.scalars(select(Photo)))
    assert foreign.position is None


def test_new_photos_come_after_those_that_were_put_in_order(make, sent, studio_web):
    studio_web.post(f"/studio/galleries/{sent.id}/order-of-photos", data={"by": "time"})
    make.make_photo(sent, "IMG_0.JPG")
    assert names(sent) == "543210"
