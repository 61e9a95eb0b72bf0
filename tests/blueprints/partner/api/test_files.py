"""Files and photos that a partner has printed."""

from io import BytesIO

import pytest

from extensions import db
from models import GalleryShare, Order, PartnerFile
from models.partner_token import TokenKind
from models.types import utc_now
from services import orders, partner_files, partner_tokens
from services.files import storage
from tests.blueprints.partner.api.caller import faults
from tests.conftest import sign_in
from tests.media.pictures import quarters, saved

JPEG = b"\xff\xd8\xff\xe0" + b"photo" * 100


def send(caller, name="Ślub 1.JPG", data=JPEG, **values):
    query = {"name": name} if name else {}
    said = {"content_type": "image/jpeg", "query_string": query} | values
    return caller.call("POST", "/files", data=data, **said)


@pytest.fixture
def prints(make, caller):
    return make.make_product(caller.prices, "Odbitka", takes_picture=True).sizes[0]


def test_a_file_is_kept_letter_for_letter_and_once(caller):
    """D25."""
    first = send(caller)
    assert (first.status_code, first.json["name"]) == (201, "Ślub 1.JPG")
    assert (first.json["media_type"], first.json["size_bytes"]) == ("image/jpeg", len(JPEG))
    again = send(caller, name="copy.jpg")
    assert (again.status_code, again.json) == (200, first.json)
    [file] = db.session.scalars(db.select(PartnerFile)).all()
    assert storage().local_path(file.storage_key).read_bytes() == JPEG


def test_a_form_may_bring_the_file(caller):
    form = {"file": (BytesIO(JPEG), "IMG_1.JPG")}
    answer = send(caller, name="", data=form, content_type="multipart/form-data")
    assert (answer.status_code, answer.json["name"]) == (201, "IMG_1.JPG")


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("x.jpg", b"", "empty"),
        ("x.jpg", b"GIF89a" + b"x" * 100, "unsupported"),
        ("x.jpg", b"MZ" + b"x" * 100, "not_a_photo"),
        ("x.jpg.exe", JPEG, "name"),
        ("", JPEG, "name"),
    ],
)
def test_what_is_no_photo_is_refused_with_the_reason(caller, name, data, code):
    answer = send(caller, name, data)
    assert (answer.status_code, faults(answer)[0][0]) == (422, code)
    assert db.session.scalar(db.select(PartnerFile)) is None
    assert not any(storage().scratch.iterdir())


def test_a_file_that_is_too_large_is_refused(app, caller, monkeypatch):
    monkeypatch.setitem(app.config, "UPLOAD_LIMIT_MB", 0.0001)
    assert send(caller).status_code == 413
    assert not any(storage().scratch.iterdir())


def test_a_print_is_ordered_of_a_file(caller, prints):
    """D25."""
    file = send(caller).json["id"]
    placed = caller.post("/orders", caller.body(line={"code": prints.code, "file": file}))
    assert placed.status_code == 201, placed.json
    assert placed.json["lines"][0]["file"] == file


def test_how_finely_a_file_is_printed_is_told_to_both(app, make, caller):
    """D25: 600 × 400 px are too few for 20×30, and the studio reads so before it prints."""
    sizes = {"20×30": 4000}
    product = make.make_product(caller.prices, "Odbitka", sizes, takes_picture=True)
    sent = send(caller, data=saved(quarters())).json
    assert (sent["width"], sent["height"]) == (600, 400)
    line = {"code": product.sizes[0].code, "file": sent["id"]}
    placed = caller.post("/orders", caller.body(line=line))
    assert placed.json["lines"][0]["print_dpi"] == 50
    order = db.session.scalars(db.select(Order)).one()
    page = sign_in(app, make.make_user(caller.studio)).get(f"/studio/orders/{order.id}").text
    assert "600 × 400 px" in page
    assert "tylko 50 dpi" in page


def test_a_file_whose_header_does_not_tell_is_taken(caller):
    sent = send(caller)
    assert (sent.status_code, sent.json["width"], sent.json["height"]) == (201, None, None)


def test_the_studio_downloads_what_is_printed(app, make, caller, prints):
    """D25: under the partner's own name, from the page of the order."""
    file = send(caller).json["id"]
    caller.post("/orders", caller.body(line={"code": prints.code, "file": file}))
    [order] = db.session.scalars(db.select(Order))
    studio_web = sign_in(app, make.make_user(caller.studio))
    address = f"/studio/orders/{order.id}/partner-files/{file}"
    assert address in studio_web.get(f"/studio/orders/{order.id}").text
    answer = studio_web.get(address, buffered=True)
    assert (answer.status_code, answer.data) == (200, JPEG)
    assert "%C5%9Alub%201.JPG" in answer.headers["Content-Disposition"]
    stranger = sign_in(app, make.make_user())
    assert stranger.get(address).status_code == 404


def test_a_print_without_a_picture_is_refused(caller, prints):
    answer = caller.post("/orders", caller.body(line={"code": prints.code}))
    assert (answer.status_code, faults(answer)) == (422, [("picture_missing", "lines[0].file")])


def test_a_file_of_somebody_else_is_no_file(make, caller, prints):
    other = make.make_partner(caller.studio, caller.prices)
    key = partner_tokens.issue(other, TokenKind.API)
    file = send(caller, key=key).json["id"]
    answer = caller.post("/orders", caller.body(line={"code": prints.code, "file": file}))
    assert faults(answer) == [("file_unknown", "lines[0].file")]


def test_a_print_is_ordered_of_a_photo_of_a_shared_session(make, caller, prints):
    """D25."""
    gallery = make.make_gallery(caller.studio, sent_at=utc_now())
    make.make_photo(gallery, number=12)
    photo = {"session": gallery.code, "number": 12}
    asked = caller.body(line={"code": prints.code, "photo": photo})
    assert faults(caller.post("/orders", asked)) == [("photo_unknown", "lines[0].photo")]
    assert caller.get("/photos").json["sessions"] == []
    db.session.add(GalleryShare(gallery=gallery, partner=caller.partner))
    db.session.commit()
    told = caller.get("/photos", query_string={"session": gallery.code}).json
    assert told["photos"] == [{"number": 12, "width": 6000, "height": 4000}]
    placed = caller.post("/orders", asked)
    assert placed.json["lines"][0]["photo"] == 12


def test_a_session_that_is_not_shared_is_none(make, caller):
    gallery = make.make_gallery(caller.studio)
    assert caller.get("/photos", query_string={"session": gallery.code}).status_code == 404


def test_a_file_that_nobody_orders_is_forgotten_after_a_while(app, caller, prints):
    file = send(caller).json["id"]
    caller.post("/orders", caller.body(line={"code": prints.code, "file": file}))
    send(caller, data=JPEG + b"2")
    later = utc_now().replace(year=utc_now().year + 1)
    assert partner_files.sweep(later) == 1
    [left] = db.session.scalars(db.select(PartnerFile)).all()
    assert left.public_id == file


def test_a_webhook_is_set_read_and_removed(caller):
    """I-12."""
    url = "https://me.example/in"
    made = caller.call("PUT", "/webhook", json={"url": url}).json
    assert made["secret"].startswith("whsec_")
    assert caller.get("/webhook").json == {"url": url, "secret": None}
    assert made["secret"] not in caller.partner.webhook_secret_sealed
    caller.call("DELETE", "/webhook")
    assert caller.get("/webhook").json["url"] == ""
    orders.cancel(caller.order(), "Hanna")
