"""One promise to the outside world: its tries, and what the photographer decides about it."""

from html import unescape

import pytest

from extensions import db
from models import OutboxAttempt, OutboxEntry
from services import outbox, promises
from tests.conftest import sign_in


@pytest.fixture
def entry(make, studio_web):
    """The mail to the client; it was refused once and is not tried again."""
    gallery = make.make_gallery(studio_web.user.studio)
    make.make_order(make.make_cart(gallery.invitations[0]), email="ewa@example.com")
    entry = db.session.query(OutboxEntry).filter_by(kind="mail.order_placed").one()
    entry.state, entry.attempts = "dead", 1
    entry.last_code, entry.last_error = "550", "550 no such user"
    tried = {"number": 1, "outcome": "refused", "code": "550", "detail": "550 no such user"}
    entry.history.append(OutboxAttempt(**tried))
    db.session.commit()
    return entry


def show(web, entry):
    return unescape(web.get(f"/studio/outbox/{entry.id}").text)


def test_every_try_is_told_with_its_reason(studio_web, entry):
    """O-31."""
    page = show(studio_web, entry)
    assert "odmowa" in page
    assert "Serwer odbiorcy odmówił przyjęcia (550 no such user)." in page
    assert "ewa@example.com" in page


def test_what_may_have_arrived_and_what_was_a_test_is_said(studio_web, entry):
    """D9, F10."""
    entry.uncertain, entry.was_test = True, True
    db.session.commit()
    page = show(studio_web, entry)
    assert "mogła mimo to dotrzeć" in page
    assert "klient jej nie dostał" in page


def test_a_promise_can_be_given_up(studio_web, entry):
    """O-31."""
    studio_web.post(f"/studio/outbox/{entry.id}/cancellation")
    assert entry.state == "cancelled"
    assert entry.history[-1].detail == studio_web.user.name
    assert studio_web.post(f"/studio/outbox/{entry.id}/retry").status_code == 409


def test_or_marked_as_done_with_a_word_about_how(studio_web, entry):
    """O-31."""
    answer = studio_web.post(f"/studio/outbox/{entry.id}/settlement", data={"reason": " "})
    assert answer.status_code == 422
    assert "Napisz, jak to zrobiono." in answer.text
    studio_web.post(f"/studio/outbox/{entry.id}/settlement", data={"reason": "telefonicznie"})
    assert entry.state == "done"
    assert entry.sent_at
    page = show(studio_web, entry)
    assert "telefonicznie" in page
    assert "/retry" not in page
    assert "Oznaczone jako zrobione" in studio_web.get("/studio/activity?state=sent").text


def test_what_is_being_sent_right_now_is_decided_by_the_worker(entry):
    """Of a person and a worker who come at once one wins."""
    entry.state = "pending"
    db.session.commit()
    assert outbox._claim(entry.id, "t1")
    with pytest.raises(promises.TooLate):
        promises.cancel(entry, "Hanna")
    with pytest.raises(promises.TooLate):
        promises.mark_done(entry, "Hanna", "listem")


def test_a_mail_says_what_it_waits_for(make, studio_web, entry):
    """O-10."""
    values = {"studio_id": entry.studio_id, "kind": "document.render", "subject_id": 1}
    entry.after = OutboxEntry(**values, dedupe_key="d", state="dead")
    entry.state = "pending"
    db.session.commit()
    page = show(studio_web, entry)
    assert f'Czeka na: <a href="/studio/outbox/{entry.after_id}">Dokument w PDF</a>' in page


def test_kinds_can_be_told_apart(studio_web, entry, make):
    """O-31."""
    document = {"kind": "document.render", "subject_id": 1, "dedupe_key": "d"}
    make.save(OutboxEntry(studio_id=entry.studio_id, **document))
    page = studio_web.get("/studio/activity?kind=documents").text
    assert "Dokument w PDF" in page
    assert "Potwierdzenie dla klienta" not in page


def test_the_list_asks_for_itself_again(studio_web, entry):
    """O-31: live."""
    assert 'hx-trigger="every 20s"' in studio_web.get("/studio/activity").text
    fragment = studio_web.get("/studio/activity", headers={"HX-Request": "true"}).text
    assert fragment.lstrip().startswith('<div id="actions"')


def test_another_studio_decides_nothing(app, make, entry):
    stranger = sign_in(app, make.make_user())
    assert stranger.get(f"/studio/outbox/{entry.id}").status_code == 404
    for verb in ("cancellation", "settlement"):
        assert stranger.post(f"/studio/outbox/{entry.id}/{verb}").status_code == 404
    assert entry.state == "dead"
