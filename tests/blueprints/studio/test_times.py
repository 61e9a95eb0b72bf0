"""The photographer looks after the time of a session."""

from datetime import timedelta

import pytest

from extensions import db
from models import Gallery
from models.types import utc_now
from services import deadlines


@pytest.fixture
def ended(studio_web, make):
    """A sent session of the signed-in studio whose last day of choosing was yesterday."""
    studio = studio_web.user.studio
    yesterday = studio.today() - timedelta(days=1)
    return make.make_gallery(studio, sent_at=utc_now(), select_until_on=yesterday)


def settings(gallery):
    return f"/studio/galleries/{gallery.id}/settings/time"


def test_last_days_fee_and_reminders_are_kept(studio_web, ended):
    """N-04."""
    last, expiry = (ended.studio.today() + timedelta(days=n) for n in (5, 30))
    sent = {"select_until_on": last, "expires_on": expiry, "extension_cents": "50,00"}
    assert studio_web.post(settings(ended), data=sent).status_code == 303
    kept = db.session.get_one(Gallery, ended.id)
    assert (kept.select_until_on, kept.expires_on, kept.extension_cents) == (last, expiry, 5000)
    assert not kept.sends_reminders


def test_days_in_the_wrong_order_are_told_beside_the_field(studio_web, ended):
    day = ended.studio.today()
    sent = {"select_until_on": day, "expires_on": day - timedelta(days=1)}
    answer = studio_web.post(f"{settings(ended)}?lang=pl", data=sent)
    assert answer.status_code == 422
    assert "Sesja nie może się skończyć wcześniej niż wybieranie." in answer.text


def test_a_session_whose_time_has_passed_is_opened_again_on_its_page(studio_web, ended):
    """N-04: Otwórz ponownie."""
    assert "Otwórz ponownie" in studio_web.get(f"{settings(ended)}?lang=pl").text
    day = ended.studio.today() + timedelta(days=3)
    answer = studio_web.post(f"/studio/galleries/{ended.id}/reopening", data={"until_on": day})
    assert answer.status_code == 303
    assert db.session.get_one(Gallery, ended.id).select_until_on == day
    assert "Otwórz ponownie" not in studio_web.get(settings(ended)).text


@pytest.mark.parametrize(
    ("typed", "words"), [("", "Wypełnij to pole."), ("2020-01-01", "nie minął")]
)
def test_a_wrong_day_opens_nothing(studio_web, ended, typed, words):
    address = f"/studio/galleries/{ended.id}/reopening?lang=pl"
    answer = studio_web.post(address, data={"until_on": typed})
    assert answer.status_code == 422
    assert words in answer.text


def test_a_wish_for_more_time_is_shown_and_answered(studio_web, ended):
    """N-04."""
    person = ended.invitations[0]
    deadlines.ask_for_extension(person, "Wracamy <w piątek>")
    page = studio_web.get(f"{settings(ended)}?lang=pl").text
    assert "Wracamy &lt;w piątek&gt;" in page
    assert "Czeka na odpowiedź" in page
    address = f"/studio/extensions/{person.extensions[0].id}/answer"
    assert studio_web.post(address, data={"until_on": ""}).status_code == 422
    day = ended.studio.today() + timedelta(days=3)
    sent = {"until_on": day, "fee_cents": "25"}
    assert studio_web.post(address, data=sent).status_code == 303
    assert (person.select_until_on, person.fee_cents) == (day, 2500)
    assert studio_web.post(address, data={"refuse": "1"}).status_code == 409


def test_the_list_says_which_sessions_have_expired(studio_web, ended):
    """M-01: wygasła."""
    ended.expires_on = ended.select_until_on
    db.session.commit()
    page = studio_web.get("/studio/galleries?state=expired&lang=pl").text
    assert ended.title in page
    assert "Wygasła" in page


def test_reminders_can_be_sent_now(studio_web, ended):
    answer = studio_web.post(f"/studio/galleries/{ended.id}/reminders", follow_redirects=True)
    assert answer.status_code == 200
    assert "0 " in answer.text
