"""The tab "Photo delivery"."""

from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import func, select

from extensions import db
from models import OutboxEntry
from models.delivery import Download, DownloadRight
from models.photo import Folder, Photo
from models.types import utc_now
from services import deliveries, downloads
from tests.blueprints.studio.uploading import jpeg
from tests.conftest import sign_in

POSTS = ("delivery", "delivery/files", "delivery/right", "hand-over", "notice")


@pytest.fixture
def gallery(make, studio_web):
    return make.make_gallery(studio_web.user.studio, title="Łucja i Jan")


@pytest.fixture
def finished(make, gallery):
    make.make_photo(gallery, "IMG_1.jpg", folder=Folder.FULL)
    return gallery


def address(gallery, part="delivery"):
    return f"/studio/galleries/{gallery.id}/{part}"


def page(web, gallery, **query):
    answer = web.get(address(gallery), query_string=query)
    assert answer.status_code == 200
    return answer.text.replace("\N{NO-BREAK SPACE}", " ")


def part(web, gallery):
    return web.get(address(gallery), headers={"HX-Request": "true"}).text


def promised():
    return db.session.scalar(select(func.count()).select_from(OutboxEntry))


def test_an_empty_tab_offers_both_folders_and_no_hand_over(studio_web, gallery):
    """M-23, M-24, M-25, M-27."""
    text = page(studio_web, gallery)
    assert "w pełnej rozdzielczości" in text
    assert "w wersji do Internetu" in text
    assert 'href="#add-finished"' in text
    assert text.count("Dodaj zdjęcia") == 1
    assert 'disabled title="Najpierw dodaj gotowe zdjęcia."' in text
    assert 'name="folder" value="full"' in text
    assert 'name="folder" value="web"' in text


def test_a_folder_tells_its_count_size_and_state(make, studio_web, gallery):
    """M-23."""
    for number in range(14):
        make.make_photo(gallery, f"IMG_{number}.jpg", folder=Folder.FULL)
    make.make_photo(gallery, "IMG_1.jpg", folder=Folder.WEB, rendered_at=None)
    text = page(studio_web, gallery)
    assert "14 zdjęć" in text
    assert "Podglądy 0 z 1" in text
    assert text.count("<figure") == 13
    assert page(studio_web, gallery, all="full").count("<figure") == 15


def test_a_form_without_scripts_adds_to_one_folder_only(studio_web, gallery):
    """M-25, M-26."""
    files = [(BytesIO(jpeg(seed=1)), "Zażółć.JPG"), (BytesIO(b"<?php "), "x.jpg")]
    answer = studio_web.post(
        address(gallery, "delivery/files"), data={"folder": "web", "photos": files}
    )
    assert answer.status_code == 200
    assert "Wgrano 1 zdjęcie" in answer.text
    rows = db.session.execute(select(Photo.folder, Photo.filename)).all()
    assert rows == [("web", "Zażółć.JPG")]


@pytest.mark.parametrize("folder", ["proofs", "", "../web"])
def test_only_the_two_folders_take_finished_photos(studio_web, gallery, folder):
    """M-25."""
    data = {"folder": folder, "photos": (BytesIO(jpeg()), "IMG_1.JPG")}
    assert studio_web.post(address(gallery, "delivery/files"), data=data).status_code == 400


def test_the_tab_asks_before_it_hands_over(make, studio_web, finished):
    """M-27."""
    make.make_photo(finished, "IMG_1.jpg", folder=Folder.WEB)
    text = page(studio_web, finished)
    sheet = text[text.index('id="hand-over"') :]
    assert finished.invitations[0].email in sheet
    assert "„Wasze zdjęcia są gotowe”" in sheet
    assert sheet.count('<b class="num">1 zdjęcie</b>') == 2
    assert f'action="{address(finished, "hand-over")}"' in sheet


def test_a_double_click_hands_over_once_and_shows_no_error(studio_web, finished):
    """M-27."""
    for _ in range(2):
        answer = studio_web.post(address(finished, "hand-over"))
        assert answer.status_code == 303
        assert answer.location == address(finished)
    assert promised() == 1
    text = page(studio_web, finished)
    assert text.count("Powiadom ponownie") >= 1
    assert "Przekaż klientowi" not in text


def test_without_files_the_hand_over_is_refused(studio_web, gallery):
    """M-27."""
    answer = studio_web.post(address(gallery, "hand-over"))
    assert answer.status_code == 409
    assert "Najpierw dodaj gotowe zdjęcia." in answer.text


def test_new_files_are_told_by_a_second_notice_that_goes_once(make, studio_web, finished):
    """M-27."""
    deliveries.hand_over(finished, "Hanna")
    later = utc_now() + timedelta(seconds=5)
    for number in range(3):
        make.make_photo(finished, f"NEW_{number}.jpg", folder=Folder.FULL, received_at=later)
    assert "3 nowe pliki – klient jeszcze nie wie" in page(studio_web, finished)
    for _ in range(2):
        answer = studio_web.post(address(finished, "notice"), data={"round": "1"})
        assert answer.status_code == 303
    assert promised() == 2


def test_what_is_missing_stands_above_the_folders(make, studio_web, finished):
    """D27."""
    photos = [make.make_photo(finished, name) for name in ("IMG_1.JPG", "IMG_1042.JPG")]
    make.make_order(make.make_cart(finished.invitations[0], photos))
    text = page(studio_web, finished)
    assert "Zamówiono 2, wgrano 1, brakuje IMG_1042" in text
    assert "Brakuje 1 z 2" in text
    make.make_photo(finished, "IMG_1042-Edit.jpg", folder=Folder.FULL)
    assert "Wszystkie 2 zamówione zdjęcia są wgrane." in page(studio_web, finished)


def test_the_right_and_the_web_versions_are_changed_apart(studio_web, finished):
    """M-25, M-28."""
    right = address(finished, "delivery/right")
    studio_web.post(address(finished), data={"makes_web_version": "1"})
    assert finished.delivery.makes_web_version
    studio_web.post(right, data={"download_right": "paid"})
    assert finished.delivery.makes_web_version
    assert finished.delivery.download_right == DownloadRight.PAID
    studio_web.post(address(finished))
    assert not finished.delivery.makes_web_version
    assert studio_web.post(right, data={"download_right": "x"}).status_code == 400


def test_the_tab_says_what_the_client_could_take_today(make, studio_web, finished):
    """M-28."""
    finished.prices.extra_photo_cents = 4000
    finished.delivery.download_right = DownloadRight.PAID
    photo = make.make_photo(finished, "IMG_1.JPG")
    order = make.make_order(make.make_cart(finished.invitations[0], [photo]))
    text = page(studio_web, finished)
    assert "Dziś klient pobrałby 0 z 1." in text
    assert f"#{order.number}</a>" in text


def test_a_mail_that_failed_can_be_sent_again_from_the_tab(studio_web, finished):
    """M-27."""
    deliveries.hand_over(finished, "Hanna")
    entry = db.session.scalars(select(OutboxEntry)).one()
    entry.state, entry.last_code, entry.last_error = "dead", "550", "550 5.1.1 No such user"
    db.session.commit()
    text = page(studio_web, finished)
    assert "No such user" in text
    assert f'action="/studio/outbox/{entry.id}/retry"' in text
    answer = studio_web.post(f"/studio/outbox/{entry.id}/retry", data={"next": address(finished)})
    assert answer.location == address(finished)
    assert entry.state == "pending"


def test_who_took_what_and_when_is_listed(make, studio_web, finished):
    """M-28."""
    deliveries.hand_over(finished, "Hanna")
    person = finished.invitations[0]
    photo = db.session.scalars(select(Photo)).one()
    downloads.record_download(person, Folder.FULL, photo)
    downloads.record_download(person, Folder.WEB, None, file_count=24)
    text = page(studio_web, finished)
    shown = text[text.index("Pobrania") :]
    assert shown.count(person.name) >= 2
    assert "wszystko jako ZIP, 24 zdjęcia" in shown
    assert "IMG_1.jpg" in shown
    assert db.session.scalar(select(func.count()).select_from(Download)) == 2


def test_the_part_for_htmx_brings_the_buttons_and_asks_again_while_busy(make, studio_web, gallery):
    """M-23."""
    make.make_photo(gallery, "IMG_1.jpg", folder=Folder.FULL, rendered_at=None)
    text = part(studio_web, gallery)
    assert "<html" not in text
    assert "load delay:2s" in text
    for name in ("delivery-actions", "delivery-mails", "hand-over-facts"):
        assert f'id="{name}" hx-swap-oob="true"' in text
    make.make_photo(gallery)
    db.session.execute(db.update(Photo).values(rendered_at=utc_now()))
    db.session.commit()
    assert "load delay" not in part(studio_web, gallery)


def test_a_damaged_file_is_named_with_its_reason(make, studio_web, gallery):
    """M-26."""
    make.make_photo(
        gallery,
        "IMG_9.jpg",
        folder=Folder.FULL,
        rendered_at=None,
        failed_at=utc_now(),
        failure="truncated",
    )
    text = page(studio_web, gallery)
    assert "1 uszkodzone" in text
    assert "Plik urywa się" in text


@pytest.mark.parametrize("name", ["<script>x</script>.jpg", 'a" onload="x.jpg', "{{ 7*7 }}.jpg"])
def test_names_are_shown_as_they_are(make, studio_web, gallery, name):
    """A15."""
    make.make_photo(gallery, name, folder=Folder.FULL)
    text = page(studio_web, gallery)
    assert "<script>x" not in text
    assert '" onload="x' not in text
    assert "<bdi>49" not in text


@pytest.mark.parametrize("part_name", POSTS)
def test_strangers_and_other_studios_are_turned_away(app, make, web, finished, part_name):
    """A-02."""
    other = sign_in(app, make.make_user())
    assert other.post(address(finished, part_name)).status_code == 404
    assert other.get(address(finished)).status_code == 404
    assert "/login" in web.post(address(finished, part_name)).location
    assert "/login" in web.get(address(finished)).location
    assert promised() == 0
