"""What the download page says: the photographer's words, what is new, taken, waiting or large."""

import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import select

from extensions import db
from models import Download
from models.types import utc_now
from services import downloads
from tests.blueprints.proofing.conftest import finish, hand_over, read


@pytest.fixture
def finals(make, gallery):
    finals = finish(make, gallery, "DSC_0001.JPG", "DSC_0002-Edit.JPG", "DSC_0003.JPG")
    hand_over(gallery)
    return finals


def page(browser):
    answer = browser.get(f"{browser.base}/delivery?lang=pl")
    assert answer.status_code == 200
    return answer.text.replace("\N{NO-BREAK SPACE}", " ")


def tell_of(gallery, *photos):
    """The photos came after the client had been told of the others."""
    told_at = utc_now() - timedelta(hours=1)
    gallery.delivery.news_since_at = told_at
    for photo in downloads.permitted(gallery.invitations[0], "full"):
        photo.received_at = told_at + timedelta(minutes=5 if photo in photos else -5)
    db.session.commit()


def names(body):
    with zipfile.ZipFile(BytesIO(body)) as archive:
        return archive.namelist()


@pytest.mark.usefixtures("finals")
def test_the_photographers_words_stand_above_the_photos(client_web, gallery):
    """M-27."""
    gallery.delivery.note = "Dziękuję, że mogłam Wam towarzyszyć! <b>Hanna</b>"
    db.session.commit()
    assert "towarzyszyć! &lt;b&gt;Hanna" in page(client_web)


def test_new_photos_are_marked_stand_first_and_come_alone(client_web, gallery, finals):
    """M-27."""
    tell_of(gallery, finals[2])
    text = page(client_web)
    assert text.count('class="new"') == 1
    assert text.index("DSC_0003.JPG") < text.index("DSC_0001.JPG")
    assert "Pobierz 1 nowe (ZIP)" in text
    answer, body = read(client_web, f"{client_web.base}/delivery/full.zip?only=new&lang=pl")
    assert names(body) == ["DSC_0003.JPG"]
    assert "_pelna-rozdzielczosc-nowe.zip" in answer.headers["Content-Disposition"]
    assert "Pobierz wszystko (ZIP)" in text


def test_nothing_is_new_in_the_first_round(client_web, finals):
    text = page(client_web)
    assert 'class="new"' not in text
    assert "only=new" not in text
    assert client_web.get(f"{client_web.base}/delivery/full.zip?only=new").status_code == 404


def test_what_was_taken_is_marked_with_its_day(client_web, finals):
    """M-28."""
    read(client_web, f"{client_web.base}/delivery/full/{finals[0].id}")
    text = page(client_web)
    assert text.count('class="was"') == 1
    assert 'class="small taken"' not in text
    read(client_web, f"{client_web.base}/delivery/full.zip")
    text = page(client_web)
    assert 'class="small taken"' in text
    assert "3 zdjęcia" in text[text.index('class="small taken"') :]


def test_what_others_took_is_not_marked(app, make, client_web, gallery, finals):
    other = make.make_invitation(gallery)
    downloads.record_download(other, "full", finals[0])
    assert 'class="was"' not in page(client_web)


def test_how_much_was_taken_is_written_down(client_web, finals):
    read(client_web, f"{client_web.base}/delivery/full.zip")
    read(client_web, f"{client_web.base}/delivery/full/{finals[0].id}")
    sizes = db.session.scalars(select(Download.size_bytes).order_by(Download.id)).all()
    assert sizes == [sum(photo.size_bytes for photo in finals), finals[0].size_bytes]


def test_some_gigabytes_come_in_parts_with_a_word_of_help(client_web, gallery, finals, monkeypatch):
    """M-28: no photo is cut, none is left out, none comes twice."""
    for photo in finals:
        photo.size_bytes = 900_000_000
    db.session.commit()
    text = page(client_web)
    assert "2,7 GB" in text
    assert "Wznów" in text
    assert "Część 2 z 2" in text
    for photo in finals:
        photo.size_bytes = len(photo.filename.encode())
    db.session.commit()
    monkeypatch.setattr(downloads, "PART_BYTES", 30)
    found = []
    for part in (1, 2):
        found += names(read(client_web, f"{client_web.base}/delivery/full.zip?part={part}")[1])
    assert found == [photo.filename for photo in finals]


@pytest.mark.parametrize("part", ["0", "2", "-1", "x", "99999999999"])
def test_a_part_that_is_none_is_not_there(client_web, finals, part):
    address = f"{client_web.base}/delivery/full.zip?part={part}"
    assert client_web.get(address).status_code == 404


def test_a_small_folder_needs_no_help(client_web, finals):
    text = page(client_web)
    assert "Wznów" not in text
    assert "part=" not in text


def test_unpaid_photos_lead_to_their_order(make, client_web, gallery, invitation, photos, finals):
    """M-28, N-03."""
    make.make_order(make.make_cart(invitation, photos[:2]))
    unpaid = make.make_order(make.make_cart(invitation, photos[2:3]))
    hand_over(gallery, "paid")
    text = page(client_web)
    assert "Jeszcze 1 zdjęcie będzie można pobrać po opłaceniu zamówienia." in text
    assert f'href="{client_web.base}/orders/{unpaid.number}"' in text


def test_a_visitor_does_not_learn_how_many_photos_others_have(
    visitor_web, make, gallery, photos, finals
):
    """N-07."""
    visitor = gallery.visitors[0]
    visitor.name, visitor.email = "Ewa", "ewa@example.com"
    db.session.commit()
    make.make_order(make.make_cart(visitor, photos[:1]))
    text = visitor_web.get(f"/g/{gallery.code}/delivery?lang=pl").text
    assert text.count('class="take"') == 1
    assert "notice grey" not in text


def test_who_comes_too_late_is_told_whom_to_ask(client_web, gallery, finals):
    """M-28."""
    gallery.delivery.notified_at = utc_now() - timedelta(days=100)
    db.session.commit()
    answer = client_web.get(f"{client_web.base}/delivery?lang=pl")
    assert answer.status_code == 410
    assert f"mailto:{gallery.studio.contact_email}?subject=" in answer.text
    gallery.invitations[0].download_until_at = utc_now() + timedelta(days=3)
    db.session.commit()
    assert page(client_web).count('class="take"') == 3
