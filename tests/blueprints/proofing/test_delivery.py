"""The finished photos: who may take which of them, and until when."""

import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import select

from extensions import db
from models import Download, Folder
from models.types import utc_now
from services.payments import mark_paid
from tests.blueprints.proofing.conftest import finish, hand_over, read

NAMES = ["DSC_0001.JPG", "DSC_0002-Edit.JPG", "Zażółć gęślą jaźń.JPG"]


@pytest.fixture
def finals(make, gallery):
    return finish(make, gallery, *NAMES)


def downloads():
    return [
        (row.folder, row.photo_id, row.file_count) for row in db.session.scalars(select(Download))
    ]


def paths(browser, finals):
    return [
        f"{browser.base}/delivery",
        f"{browser.base}/delivery/full.zip",
        f"{browser.base}/delivery/full/{finals[0].id}",
    ]


def test_before_the_hand_over_no_address_works(client_web, finals):
    """M-28: not even a guessed one."""
    for path in paths(client_web, finals):
        answer = client_web.get(f"{path}?lang=pl")
        assert answer.status_code == 404
        assert "Zdjęcia nie są jeszcze gotowe" in answer.text


def test_afterwards_both_folders_are_there(client_web, make, gallery, finals):
    finish(make, gallery, "DSC_0001.JPG", folder=Folder.WEB)
    hand_over(gallery)
    page = client_web.get(f"{client_web.base}/delivery?lang=pl").text
    assert "w pełnej rozdzielczości" in page
    assert "w wersji do Internetu" in page
    assert page.count("Pobierz wszystko (ZIP)") == 2
    assert page.count("button large main") == 1
    assert f'href="{client_web.base}/delivery/full/{finals[0].id}"' in page


def test_a_file_comes_under_its_camera_name(client_web, gallery, finals):
    hand_over(gallery)
    answer, body = read(client_web, f"{client_web.base}/delivery/full/{finals[2].id}")
    assert body == NAMES[2].encode()
    assert answer.mimetype == "image/jpeg"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "filename*=UTF-8''Za%C5%BC%C3%B3%C5%82%C4%87" in answer.headers["Content-Disposition"]
    assert downloads() == [("full", finals[2].id, 1)]


def test_the_zip_has_every_file_under_its_name_also_on_windows(client_web, gallery, finals):
    hand_over(gallery)
    answer, body = read(client_web, f"{client_web.base}/delivery/full.zip?lang=pl")
    assert answer.headers["Content-Length"] == str(len(body))
    assert "Lucja-i-Jan_pelna-rozdzielczosc.zip" in answer.headers["Content-Disposition"]
    with zipfile.ZipFile(BytesIO(body)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == sorted(NAMES)
        assert all(info.flag_bits & 0x800 for info in archive.infolist())
        assert archive.read(NAMES[2]) == NAMES[2].encode()
    assert downloads() == [("full", None, 3)]


@pytest.mark.parametrize(
    ("right", "ordered", "paid", "seen"),
    [
        ("all", False, False, 3),
        ("ordered", False, False, 0),
        ("ordered", True, False, 1),
        ("paid", True, False, 0),
        ("paid", True, True, 1),
    ],
)
def test_the_photographers_rule_is_kept(
    client_web, make, gallery, invitation, photos, finals, right, ordered, paid, seen
):
    """M-28: everything, only what was ordered, or only what was ordered and paid."""
    if ordered:
        method = make.make_method(gallery, price_cents=500)
        order = make.make_order(make.make_cart(invitation, photos[:1]), method)
        if paid:
            mark_paid(order, "Hanna")
    hand_over(gallery, right)
    answers = [
        read(client_web, f"{client_web.base}/delivery/full/{final.id}?lang=pl") for final in finals
    ]
    assert [answer.status_code for answer, _ in answers].count(200) == seen
    waits = "Zamówienie czeka na wpłatę" in answers[0][1].decode()
    assert waits == (right == "paid" and ordered and not paid)
    assert read(client_web, f"{client_web.base}/delivery/full.zip")[0].status_code == (
        200 if seen else 403
    )
    assert read(client_web, f"{client_web.base}/delivery")[0].status_code == (200 if seen else 403)


def test_after_the_last_day_the_page_says_so(client_web, gallery, finals):
    hand_over(gallery, at=utc_now() - timedelta(days=gallery.delivery.link_days + 1))
    for path in paths(client_web, finals):
        answer = client_web.get(f"{path}?lang=pl")
        assert answer.status_code == 410
        assert "Czas na pobranie zdjęć minął" in answer.text
        assert gallery.studio.contact_email in answer.text


def test_unknown_files_and_folders_are_nothing(client_web, make, gallery, finals, photos):
    hand_over(gallery)
    stranger = finish(make, make.make_gallery(), "x.jpg")[0]
    for path in (
        "full/999999",
        f"full/{stranger.id}",
        f"full/{photos[0].id}",
        f"proofs/{photos[0].id}",
        "proofs.zip",
        "web.zip",
        f"web/{finals[0].id}",
    ):
        assert client_web.get(f"{client_web.base}/delivery/{path}").status_code == 404


def test_a_delivery_without_files_is_a_page_that_says_so(client_web, gallery):
    hand_over(gallery)
    answer = client_web.get(f"{client_web.base}/delivery?lang=pl")
    assert answer.status_code == 200
    assert "nie ma nic do pobrania" in answer.text
