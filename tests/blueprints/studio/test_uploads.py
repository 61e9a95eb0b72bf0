"""Photos sent as raw bytes: continued after a cut, known by content, refused with a reason."""

import errno
import os

import pytest
from sqlalchemy import select

from extensions import db
from media import incoming
from models.photo import Photo
from services.files import storage
from tests.blueprints.studio.uploading import cut, head, jpeg, patch, put, sha256, url
from tests.conftest import sign_in


@pytest.fixture
def gallery(make, studio_web):
    return make.make_gallery(studio_web.user.studio)


@pytest.fixture
def small_limit(app):
    before = app.config["UPLOAD_LIMIT_MB"]
    app.config["UPLOAD_LIMIT_MB"] = 1
    yield 1_000_000
    app.config["UPLOAD_LIMIT_MB"] = before


def photos():
    return db.session.scalars(select(Photo).order_by(Photo.id)).all()


def test_a_photo_arrives_byte_for_byte_under_its_own_name(studio_web, gallery):
    """M-26."""
    data = jpeg(3_500_000)
    answer = put(studio_web, gallery, data, name="Łucja & Jan (1).JPG")
    photo = photos()[0]
    assert answer.json == {"photo": photo.id, "state": "waiting", "already": False}
    assert photo.filename == "Łucja & Jan (1).JPG"
    assert photo.sha256 == sha256(data)
    with storage().open(photo.storage_key) as file:
        assert file.read() == data


@pytest.mark.parametrize("after", [1, 1_999, 1_048_576, 2_499_999])
def test_an_upload_cut_anywhere_is_continued_from_where_it_broke_off(studio_web, gallery, after):
    """M-26."""
    data = jpeg(2_500_000, seed=after)
    assert cut(studio_web, gallery, data, after).status_code == 400
    asked = head(studio_web, gallery, data)
    assert (asked.headers["Upload-Offset"], asked.headers["Upload-Complete"]) == (str(after), "0")
    assert patch(studio_web, gallery, data, after).status_code == 200
    assert photos()[0].sha256 == sha256(data)


def test_a_photo_may_come_in_pieces(studio_web, gallery):
    data = jpeg(9_000)
    place = url(gallery, data)
    for offset in (0, 3_000, 6_000):
        piece = data[offset : offset + 3_000]
        answer = studio_web.patch(place, data=piece, headers={"Upload-Offset": str(offset)})
    assert answer.status_code == 200
    assert photos()[0].sha256 == sha256(data)


def test_a_piece_that_is_not_the_last_says_how_much_is_here(studio_web, gallery):
    data = jpeg(9_000)
    answer = studio_web.patch(url(gallery, data), data=data[:4_000], headers={"Upload-Offset": "0"})
    assert answer.status_code == 202
    assert answer.headers["Upload-Offset"] == "4000"
    assert answer.json["state"] == "incomplete"


def test_a_wrong_offset_is_answered_with_the_right_one(studio_web, gallery):
    """M-26."""
    data = jpeg(5_000)
    cut(studio_web, gallery, data, 1_234)
    answer = patch(studio_web, gallery, data, 2_000)
    assert answer.status_code == 409
    assert answer.json["reason"] == "OffsetWrong"
    assert answer.headers["Upload-Offset"] == "1234"


def test_the_same_content_twice_is_one_photo(studio_web, gallery):
    """M-26."""
    data = jpeg()
    first = put(studio_web, gallery, data).json
    assert head(studio_web, gallery, data).headers["Upload-Complete"] == "1"
    again = put(studio_web, gallery, data, name="copy.jpg").json
    assert again == {**first, "already": True}
    assert len(photos()) == 1


def test_without_a_hash_the_same_content_is_still_one_photo(studio_web, gallery):
    data = jpeg()
    for upload_id in ("file-0001-2000", "file-0002-2000"):
        assert put(studio_web, gallery, data, upload_id=upload_id).status_code == 200
    assert len(photos()) == 1


def test_each_folder_keeps_its_own(studio_web, gallery):
    """M-25."""
    for folder in ("proofs", "full", "web"):
        put(studio_web, gallery, jpeg(), folder=folder)
    assert sorted(photo.folder for photo in photos()) == ["full", "proofs", "web"]


def test_an_upload_that_another_request_is_writing_is_refused(studio_web, gallery):
    data = jpeg()
    part = storage().scratch / f"{gallery.id}-proofs-{sha256(data)}.part"
    with incoming._locked(part):
        answer = put(studio_web, gallery, data)
    assert (answer.status_code, answer.json["reason"]) == (409, "UploadRunning")


def test_a_name_that_is_taken_is_asked_about(studio_web, gallery):
    """M-26."""
    put(studio_web, gallery, jpeg(seed=1))
    other = jpeg(seed=2)
    assert put(studio_web, gallery, other).json["reason"] == "NameTaken"
    told = head(studio_web, gallery, other)
    assert (told.status_code, told.headers["Refusal-Reason"]) == (409, "NameTaken")
    assert put(studio_web, gallery, other, same_name="keep").status_code == 200
    assert [photo.filename for photo in photos()] == ["IMG_1.JPG", "IMG_1.JPG"]


def test_replacing_keeps_the_row_and_its_number(make, studio_web, gallery):
    """M-26."""
    put(studio_web, gallery, jpeg(seed=1))
    photo = photos()[0]
    photo.number = 12
    db.session.commit()
    new = jpeg(seed=2)
    put(studio_web, gallery, new, same_name="replace")
    assert [(one.id, one.number, one.sha256) for one in photos()] == [(photo.id, 12, sha256(new))]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("evil.php", jpeg(), "name"),
        ("evil.jpg", b"<?php echo 'hello'; ?>" + b" " * 100, "not_a_photo"),
        ("empty.jpg", b"", "empty"),
        ("raw.jpg", b"II*\0\x10\0\0\0CR" + b"\0" * 100, "raw"),
        ("a\nb.jpg", jpeg(), "name"),
        ("", jpeg(), "name"),
    ],
)
def test_what_is_no_photo_is_refused_and_leaves_nothing(studio_web, gallery, name, data, reason):
    """M-26."""
    answer = put(studio_web, gallery, data, name=name)
    assert (answer.status_code, answer.json["reason"]) == (422, reason)
    assert answer.mimetype == "application/problem+json"
    assert answer.json["detail"]
    assert photos() == []
    assert list(storage().scratch.glob(f"*{sha256(data)}*")) == []


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("a\nb.jpg", "niewidoczne znaki"),
        ("ż" * 600 + ".jpg", "za długa"),
        ("", "pusta"),
        ("a.exe", "nie kończy się"),
    ],
)
def test_a_name_is_refused_with_what_is_wrong_with_it(studio_web, gallery, name, why):
    """M-26."""
    assert why in put(studio_web, gallery, jpeg(), name=name).json["detail"]


def test_a_file_past_the_limit_is_refused_before_it_is_sent(studio_web, gallery, small_limit):
    """M-26."""
    data = jpeg(small_limit + 1)
    told = head(studio_web, gallery, data)
    assert (told.status_code, told.headers["Refusal-Reason"]) == (413, "FileTooLarge")
    assert put(studio_web, gallery, data).status_code == 413
    assert put(studio_web, gallery, jpeg(small_limit)).status_code == 200


def test_bytes_that_changed_on_their_way_are_refused(studio_web, gallery):
    data = jpeg()
    answer = put(studio_web, gallery, data, upload_id=sha256(b"something else"))
    assert (answer.status_code, answer.json["reason"]) == (422, "transit")


def test_a_full_disk_is_told_and_what_came_stays(studio_web, gallery, monkeypatch):
    def no_room(*_values):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(incoming, "_write_all", no_room)
    answer = put(studio_web, gallery, jpeg())
    assert (answer.status_code, answer.json["reason"]) == (507, "DiskFull")
    monkeypatch.undo()
    assert put(studio_web, gallery, jpeg()).status_code == 200


def test_a_body_without_a_length_is_refused(studio_web, gallery):
    answer = studio_web.put(url(gallery, jpeg()), headers={"Transfer-Encoding": "chunked"})
    assert answer.status_code == 411


@pytest.mark.parametrize("facts", [{"size": 1}, {"size": "x"}, {"size": -5}, {"same_name": "both"}])
def test_figures_that_do_not_fit_are_refused(studio_web, gallery, facts):
    assert put(studio_web, gallery, jpeg(), **facts).status_code == 400


@pytest.mark.parametrize("place", [{"folder": "other"}, {"upload_id": "short"}])
def test_an_unknown_place_is_not_there(studio_web, gallery, place):
    assert put(studio_web, gallery, jpeg(), **place).status_code == 404


def test_another_studio_is_not_let_in(app, make, gallery):
    stranger = sign_in(app, make.make_user())
    for ask in (put, head):
        assert ask(stranger, gallery, jpeg()).status_code == 404


def test_a_script_that_is_signed_out_is_told_so(web, gallery):
    answer = put(web, gallery, jpeg())
    assert (answer.status_code, answer.json["reason"]) == (401, "SignedOut")


@pytest.mark.csrf
def test_the_upload_needs_the_token_of_the_page(studio_web, gallery):
    data = jpeg()
    assert put(studio_web, gallery, data).json["reason"] == "csrf"
    page = studio_web.get(f"/studio/galleries/{gallery.id}/photos").text
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    answer = studio_web.put(url(gallery, data), data=data, headers={"X-CSRFToken": token})
    assert answer.status_code == 200
