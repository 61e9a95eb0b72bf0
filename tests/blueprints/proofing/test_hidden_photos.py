"""A hidden photo is on no page, in no list, in no archive and at no address of a client."""

import io
import re
import zipfile

import pytest

from blueprints.proofing import tag
from extensions import db
from models.photo import Photo, Rendition
from models.types import utc_now
from services import invitations, visibility, withdrawals
from services.files import storage
from services.wishes import QUANTITY_LIMIT
from tests.conftest import enter, sign_in

CANARY = "Kanarek_7f3a.JPG"


@pytest.fixture
def gallery(make):
    """Three shots of one moment; everything a gallery can give away is open."""
    gallery = make.make_gallery(sent_at=utc_now(), extra_photo_cents=1000)
    gallery.lets_download_proofs = True
    for number, name in enumerate(("IMG_1.JPG", CANARY, "IMG_3.JPG"), start=1):
        _with_bytes(make.make_photo(gallery, name, number=number, burst_id=1))
    gallery.delivery.handed_over_at = gallery.delivery.notified_at = utc_now()
    for name in ("IMG_1.JPG", CANARY):
        _with_bytes(make.make_photo(gallery, name, folder="full"))
    db.session.commit()
    return gallery


@pytest.fixture
def client(app, gallery):
    return enter(app, gallery.invitations[0])


def _with_bytes(photo):
    storage().put(photo.storage_key, photo.filename.encode())
    for kind in photo.rendition_kinds:
        key = photo.rendition_key(kind)
        storage().put(key, b"jpeg")
        photo.renditions.append(
            Rendition(kind=kind, key=key, width_px=4, height_px=3, size_bytes=4)
        )
    db.session.commit()


def photos(gallery, folder="proofs"):
    return {one.filename: one for one in db.session.scalars(Photo.in_folder(gallery.id, folder))}


def hide(gallery, *folders):
    for folder in folders:
        visibility.hide_photos(gallery, [photos(gallery, folder)[CANARY]], "Hanna")


def test_no_page_tells_of_a_hidden_photo(client, gallery):
    photo = photos(gallery)[CANARY]
    shown = photos(gallery)["IMG_1.JPG"]
    pages = ("photos", "photos?sort=time", "compare", f"compare?photo={shown.id}", "cart")
    pages += (f"photos/{shown.id}", "delivery")
    before = "".join(_get(client, gallery, page).text for page in pages)
    assert CANARY in before
    hide(gallery, "proofs", "full")
    for page in pages:
        answer = _get(client, gallery, page)
        assert CANARY not in answer.text, page
        assert not re.search(rf"photos/{photo.id}\b", answer.text), page


def test_no_address_gives_a_hidden_photo(client, gallery):
    proof, file = photos(gallery)[CANARY], photos(gallery, "full")[CANARY]
    addresses = [f"photos/{proof.id}/{kind}.jpg" for kind in ("thumb", "grid", "proof")]
    addresses += [f"photos/{proof.id}", f"photos/{proof.id}/proof/file", f"photos/{proof.id}/pin"]
    addresses += [f"delivery/full/{file.id}", f"delivery/full/{file.id}/grid.jpg"]
    addresses += [f"cart/photos/{proof.id}", f"compare?photo={proof.id}"]
    hide(gallery, "proofs", "full")
    for address in addresses:
        answer = client.get(f"/g/{gallery.code}/{address}", buffered=True)
        assert answer.status_code in (403, 404), address


@pytest.mark.parametrize("press", ["pick", "note", "retouch", "pin"])
def test_a_hidden_photo_cannot_be_pressed(client, gallery, press):
    proof = photos(gallery)[CANARY]
    hide(gallery, "proofs")
    form = {"picked": "1", "note": "x", "retouched": "1", "x": "1", "y": "1"}
    assert client.post(f"/g/{gallery.code}/photos/{proof.id}/{press}", data=form).status_code == 404


def test_the_archive_has_no_hidden_file(client, gallery):
    assert CANARY in _names(client, gallery)
    hide(gallery, "full")
    assert _names(client, gallery) == ["IMG_1.JPG"]


def test_the_photographer_who_looks_as_a_client_sees_what_the_client_sees(app, make, gallery):
    owner = sign_in(app, make.make_user(gallery.studio))
    preview = f"?preview={gallery.invitations[0].id}"
    hide(gallery, "proofs")
    assert CANARY not in owner.get(f"/g/{gallery.code}/photos{preview}").text
    proof = photos(gallery)[CANARY]
    address = f"/g/{gallery.code}/photos/{proof.id}/thumb.jpg{preview}"
    assert owner.get(address, buffered=True).status_code == 404
    mine = owner.get(f"/studio/photos/{proof.id}/thumb.jpg", buffered=True)
    assert mine.status_code == 200


def test_a_hidden_cover_is_no_cover(make, web, gallery):
    proof = photos(gallery)[CANARY]
    gallery.cover_photo_id = proof.id
    db.session.commit()
    hide(gallery, "proofs")
    token = make.token_of(gallery.invitations[0])
    page = web.get(f"/g/{token}")
    assert "2 zdjęcia" in page.text.replace("\N{NO-BREAK SPACE}", " ")
    assert "cover.jpg" in page.text
    assert web.get(f"/g/{token}/cover.jpg", buffered=True).status_code == 200


def test_the_wall_of_somebody_who_has_it_open_is_another_one(client, gallery, monkeypatch):
    monkeypatch.setattr(tag, "ROUND_S", 10**9)
    invitations.record_view(gallery.invitations[0])
    _get(client, gallery, "photos")
    seen = {"If-None-Match": _get(client, gallery, "photos").headers["ETag"]}
    assert client.get(f"/g/{gallery.code}/photos", headers=seen).status_code == 304
    hide(gallery, "proofs")
    again = client.get(f"/g/{gallery.code}/photos", headers=seen)
    assert again.status_code == 200
    assert CANARY not in again.text


def test_a_hidden_photo_leaves_the_cart_politely_and_comes_back_as_it_was(make, client, gallery):
    """M-13: nobody orders what they cannot see."""
    cart = make.make_cart(gallery.invitations[0], list(photos(gallery).values()), notes=["a", "b"])
    paper = make.make_item(gallery)
    album = make.make_item(gallery, kind="product", name="Album", photo_min=1, photo_max=3)
    proof = photos(gallery)[CANARY]
    make.want(cart, paper, 2, proof)
    make.want(cart, album, 1, photos=[proof])
    before = cart.quote().total_cents
    hide(gallery, "proofs")
    page = _get(client, gallery, "cart").text
    assert "Studio wycofało z sesji: 2." in page
    assert CANARY not in page
    assert cart.quote().total_cents < before
    assert {line.photo.filename for line in cart.lines} == {"IMG_1.JPG", "IMG_3.JPG"}
    visibility.show_photos(gallery, [proof], "Hanna")
    assert cart.quote().total_cents == before
    assert {line.photo.filename: line.note for line in cart.lines}[CANARY] == "b"
    assert [one.photo_id for one in cart.products[0].photos] == [proof.id]
    assert cart.withdrawn == []
    assert "wycofało" not in _get(client, gallery, "cart").text


def test_what_is_sold_no_longer_does_not_come_back(make, gallery):
    proof = photos(gallery)[CANARY]
    cart = make.make_cart(gallery.invitations[0], [proof])
    paper = make.make_item(gallery)
    make.want(cart, paper, QUANTITY_LIMIT, proof)
    hide(gallery, "proofs")
    gallery.prices.items.remove(paper)
    db.session.commit()
    visibility.show_photos(gallery, [proof], "Hanna")
    assert [line.photo_id for line in cart.lines] == [proof.id]
    assert cart.items == []


def test_an_order_keeps_a_hidden_photo_as_it_was_ordered(make, client, gallery):
    order = make.make_order(make.make_cart(gallery.invitations[0], [photos(gallery)[CANARY]]))
    hide(gallery, "proofs")
    assert [line.filename for line in order.lines] == [CANARY]
    page = _get(client, gallery, f"orders/{order.number}").text
    assert f"/photos/{photos(gallery)[CANARY].id}/" not in page


def test_a_sent_cart_is_left_alone(make, gallery):
    cart = make.make_cart(gallery.invitations[0], [photos(gallery)[CANARY]])
    make.make_order(cart)
    hide(gallery, "proofs")
    assert [line.photo.filename for line in cart.lines] == [CANARY]


def test_a_removed_photo_never_comes_back_under_the_id_of_another(make, gallery):
    proof = photos(gallery)[CANARY]
    cart = make.make_cart(gallery.invitations[0], [proof])
    withdrawals.withdraw(gallery.id, [proof], for_good=True)
    withdrawals.bring_back(gallery.id, {proof.id})
    db.session.commit()
    assert cart.lines == []
    assert [one["filename"] for one in cart.withdrawn] == [CANARY]


def _get(client, gallery, page):
    answer = client.get(f"/g/{gallery.code}/{page}")
    assert answer.status_code == 200, page
    return answer


def _names(client, gallery):
    answer = client.get(f"/g/{gallery.code}/delivery/full.zip", buffered=True)
    return zipfile.ZipFile(io.BytesIO(answer.data)).namelist()
