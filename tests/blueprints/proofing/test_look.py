"""The client's pages look as the studio chose, and proofs are files only where it permits."""

import io

import pytest
from PIL import Image, ImageChops

from extensions import db
from models import Rendition
from models.photo import Folder
from services import watermarks
from services.files import storage
from services.watermarks import WatermarkTerms
from tests.blueprints.proofing.conftest import give_renditions, hand_over, read
from tests.conftest import enter, sign_in
from tests.factories import make_user
from tests.services.test_web_versions import add, picture, render

PAGES = ("/photos", "/photos/{photo}", "/cart", "/delivery", "/photos/999999")


@pytest.fixture
def dressed(gallery):
    gallery.scheme, gallery.accent_color = "dark", "#e0a030"
    db.session.commit()
    return gallery


@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_a_gallery_has_its_look(client_web, dressed, photos, page):
    """Also the page that says that something is not there."""
    hand_over(dressed)
    answer = client_web.get(client_web.base + page.format(photo=photos[0].id))
    assert '<link rel="stylesheet" href="/look/dark-e0a030.css">' in answer.text


def test_the_cover_the_order_and_the_dead_link_have_it_too(make, web, client_web, dressed):
    link = f"/g/{make.token_of(dressed.invitations[0])}"
    assert "/look/dark-e0a030.css" in web.get(link).text
    order = make.make_order(make.make_cart(dressed.invitations[0]))
    assert "/look/dark" in client_web.get(f"{client_web.base}/orders/{order.number}").text
    dressed.invitations[0].revoked_at = order.placed_at
    db.session.commit()
    assert "/look/dark-e0a030.css" in web.get(link).text


def test_a_gallery_that_looks_like_kadr_asks_for_no_sheet(client_web):
    assert "/look/" not in client_web.get(f"{client_web.base}/photos").text


def test_the_studio_keeps_its_own_look(dressed, app):
    owner = sign_in(app, make_user(dressed.studio))
    assert "/look/" not in owner.get(f"/studio/galleries/{dressed.id}/photos").text
    preview = f"/g/{dressed.code}/photos?preview={dressed.invitations[0].id}"
    assert "/look/dark-e0a030.css" in owner.get(preview).text


def test_the_sheet_is_kept_for_ever_and_needs_nothing_inline(web):
    answer = web.get("/look/dark-e0a030.css")
    assert answer.mimetype == "text/css"
    assert "immutable" in answer.headers["Cache-Control"]
    assert "color-scheme: dark" in answer.text
    assert "#e0a030" in answer.text
    assert "style-src 'self'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["dark-E0A030", "dark-e0a03", "pink-green", "dark-};*{", "auto-"])
def test_only_looks_have_sheets(web, name):
    assert web.get(f"/look/{name}.css").status_code == 404


def test_a_cover_shows_its_own_picture_once_it_is_made(make, web, gallery, photos):
    """N-05: never the original, never cut words."""
    give_renditions(photos[0], ("thumb", "grid", "proof", "cover"))
    link = f"/g/{make.token_of(gallery.invitations[0])}"
    assert read(web, f"{link}/cover.jpg")[1] == f"{photos[0].id} cover".encode()


def test_proofs_are_no_files_unless_the_studio_permits_it(client_web, gallery, photos):
    """N-03."""
    give_renditions(photos[0])
    address = f"{client_web.base}/photos/{photos[0].id}"
    assert client_web.get(f"{address}/proof/file").status_code == 404
    assert "proof/file" not in client_web.get(address).text
    gallery.lets_download_proofs = True
    db.session.commit()
    assert f'href="{address}/proof/file"' in client_web.get(address).text
    answer, body = read(client_web, f"{address}/proof/file")
    assert body == f"{photos[0].id} proof".encode()
    assert 'filename="DSC_0001.JPG"' in answer.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("camera", "file"),
    [("IMG_1.jpeg", "IMG_1.jpeg"), ("IMG_1.HEIC", "IMG_1.jpg"), ("ślub 1.TIF", "_lub 1.jpg")],
)
def test_a_proof_has_the_cameras_name_and_says_that_it_is_a_jpeg(
    make, client_web, gallery, camera, file
):
    photo = make.make_photo(gallery, camera)
    give_renditions(photo)
    gallery.lets_download_proofs = True
    db.session.commit()
    answer, _ = read(client_web, f"{client_web.base}/photos/{photo.id}/proof/file")
    assert f'filename="{file}"' in answer.headers["Content-Disposition"]


def test_a_downloaded_proof_always_carries_the_watermark(app, make):
    """Pain 19: "watermark on but download allowed" must not leak a clean file, not even while
    the previews are being made again."""
    gallery = make.make_gallery(watermark_text="Studio", lets_download_proofs=True)
    photo = add(gallery, "IMG_1.JPG", picture(1200, 800), Folder.PROOFS)
    browser = enter(app, gallery.invitations[0])
    address = f"/g/{gallery.code}/photos/{photo.id}/proof/file"
    assert browser.get(address).status_code == 404
    render()
    original = storage().local_path(photo.storage_key).read_bytes()
    body = read(browser, address)[1]
    assert body not in (original, b"")
    assert is_marked(body, original)
    watermarks.change_watermark(gallery, WatermarkTerms("text", "Ewa", "corner", 90))
    assert browser.get(address).status_code == 404
    render()
    assert is_marked(read(browser, address)[1], original)


def test_no_address_of_a_gallery_answers_with_the_original_of_a_proof(client_web, photos):
    """Attack A18: guessed kinds, folders and names lead nowhere."""
    give_renditions(photos[0])
    storage().put(photos[0].storage_key, b"original")
    for tail in ("original.jpg", "full.jpg", "proof.jpg?size=orig", "proof/file?clean=1", "file"):
        assert read(client_web, f"{client_web.base}/photos/{photos[0].id}/{tail}")[1] != b"original"
    for folder in ("proofs", "full"):
        address = f"{client_web.base}/delivery/{folder}/{photos[0].id}"
        assert read(client_web, address)[1] != b"original"
    assert db.session.query(Rendition).count() == 3


def is_marked(data, original):
    one, other = (Image.open(io.BytesIO(each)).convert("L") for each in (data, original))
    return ImageChops.difference(one, other.resize(one.size)).getextrema()[1] > 40
