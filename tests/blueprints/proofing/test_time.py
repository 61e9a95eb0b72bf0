"""A client whose time to choose is over, or whose session has ended."""

from datetime import timedelta

import pytest

from extensions import db
from models import Extension
from models.types import utc_now
from tests.factories import token_of


@pytest.fixture
def closed(gallery):
    gallery.select_until_on = gallery.studio.today() - timedelta(days=1)
    gallery.extension_cents = 5000
    db.session.commit()
    return gallery


@pytest.fixture
def ended(closed):
    closed.expires_on = closed.select_until_on
    db.session.commit()
    return closed


def test_after_the_last_day_the_wall_leads_to_asking_for_more_time(client_web, closed, photos):
    """N-04: poproś o przedłużenie, with the fee told before."""
    assert f"{client_web.base}/extension" in client_web.get(f"{client_web.base}/photos").text
    page = client_web.get(f"{client_web.base}/extension?lang=pl").text
    assert "Poproś o przedłużenie" in page
    assert "50,00\xa0zł" in page


def test_a_choice_made_too_late_is_kept_and_only_ordering_waits(client_web, closed, photos):
    """N-03: a telephone that was without network on the last day loses nothing."""
    address = f"{client_web.base}/photos/{photos[0].id}/pick"
    pressed = client_web.post(address, data={"picked": "1", "version": "0"})
    assert pressed.status_code == 303
    page = client_web.get(f"{client_web.base}/cart?lang=en").text
    assert photos[0].filename in page
    assert "Your choice is kept" in page
    assert "Order with obligation to pay" not in page
    assert "Send the choice" not in page


def test_who_has_asked_reads_that_the_studio_will_answer(client_web, closed):
    sent = {"note": "Proszę o tydzień"}
    answer = client_web.post(f"{client_web.base}/extension?lang=pl", data=sent)
    assert answer.status_code == 303
    page = client_web.get(f"{client_web.base}/extension?lang=pl").text
    assert "Studio odpowie e-mailem" in page
    assert db.session.scalars(db.select(Extension.note)).all() == ["Proszę o tydzień"]


def test_a_note_that_is_too_long_is_kept_and_told(client_web, closed):
    answer = client_web.post(f"{client_web.base}/extension", data={"note": "ą" * 1001})
    assert answer.status_code == 422
    assert "ą" * 1001 in answer.text


@pytest.mark.parametrize("page", ["photos", "cart"])
def test_an_ended_session_says_so_and_whom_to_ask(client_web, ended, photos, page):
    """M-01, ui.md: never a bare 404."""
    answer = client_web.get(f"{client_web.base}/{page}?lang=pl")
    assert answer.status_code == 410
    assert "Ta sesja się skończyła" in answer.text
    assert ended.studio.contact_email in answer.text
    assert "Poproś o przedłużenie" in answer.text


def test_the_link_of_an_ended_session_opens_no_photos(app, client_web, ended):
    answer = app.test_client().get(f"/g/{token_of(ended.invitations[0])}?lang=pl")
    assert answer.status_code == 410
    assert "Ta sesja się skończyła" in answer.text


def test_pictures_of_an_ended_session_are_gone_a_day_later(client_web, ended, photos):
    picture = f"{client_web.base}/photos/{photos[0].id}/thumb.jpg"
    ended.expires_on = utc_now().date() - timedelta(days=2)
    db.session.commit()
    assert client_web.get(picture).status_code == 404


def test_finished_photos_outlive_the_session(client_web, ended):
    """N-04 ends choosing, M-28 has a life of its own."""
    ended.delivery.handed_over_at = ended.delivery.notified_at = utc_now()
    db.session.commit()
    assert client_web.get(f"{client_web.base}/delivery").status_code == 200
