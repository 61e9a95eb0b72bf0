"""The page "Activity": mails and events of the studio."""

import re
from datetime import UTC, datetime
from html import unescape

import pytest

from extensions import db
from models import OutboxEntry
from models.types import utc_now
from services import payments
from tests.blueprints.studio.looking import queries
from tests.conftest import sign_in


@pytest.fixture
def order(make, studio_web):
    gallery = make.make_gallery(studio_web.user.studio, title="Łucja i Jan")
    return make.undocumented(make.make_order(make.make_cart(gallery.invitations[0])))


@pytest.fixture
def entry(order):
    """The mail to the client."""
    return db.session.query(OutboxEntry).order_by(OutboxEntry.id).first()


def show(web, query=""):
    answer = web.get(f"/studio/activity{query}")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", unescape(answer.text))


def test_mails_are_told_in_words_newest_first(studio_web, order, entry):
    """O-31."""
    entry.state, entry.sent_at, entry.attempts = "sent", utc_now(), 2
    db.session.commit()
    page = show(studio_web)
    assert page.index("Powiadomienie studia o zamówieniu") < page.index("Potwierdzenie dla klienta")
    assert order.client_email in page
    assert "2 próby" in page
    assert f'href="/studio/orders/{order.id}"' in page


def test_filters_tell_how_many_they_find(studio_web, order, entry):
    entry.state = "dead"
    db.session.commit()
    page = show(studio_web)
    for chip in ("Wszystkie", "Czeka", "Tylko błędy"):
        assert f'{chip} <span class="num">{2 if chip == "Wszystkie" else 1}</span>' in page
    assert "?state=sent" not in page
    page = show(studio_web, "?show=events")
    assert 'Zamówienia <span class="num">1</span>' in page
    assert "&kind=delivery" not in page


def test_a_mail_about_a_session_links_to_it(make, studio_web, order):
    person = order.gallery.invitations[0]
    values = {"kind": "mail.gallery_ready", "subject_id": person.id, "dedupe_key": "x"}
    make.save(OutboxEntry(studio_id=order.studio_id, recipient=person.email, **values))
    page = show(studio_web)
    assert "Link do sesji" in page
    assert f'href="/studio/galleries/{order.gallery_id}/orders">Łucja i Jan' in page


def test_a_postponed_mail_has_its_reason_next_try_and_a_button(studio_web, entry):
    """O-31."""
    entry.state, entry.next_at = "retry", datetime(2026, 3, 14, 9, 15, tzinfo=UTC)
    entry.last_code, entry.last_error = "unreachable", "[Errno 111] refused"
    db.session.commit()
    page = show(studio_web)
    assert "Ponowimy o 10:15" in page
    assert "Serwer poczty nie odpowiada ([Errno 111] refused)." in page
    assert f'action="/studio/outbox/{entry.id}/retry"' in page


@pytest.mark.parametrize(
    ("code", "error", "told"),
    [
        ("550", "550 no such user", "Serwer odbiorcy odmówił przyjęcia (550 no such user)."),
        ("552", "552 full", "Skrzynka odbiorcy jest pełna (552 full)."),
        ("451", "451 later", "Serwer poczty prosi o próbę później (451 later)."),
        ("auth", "535 no", "Logowanie odrzucone (535 no)."),
        ("535", "535 no", "Serwer odbiorcy odmówił przyjęcia (535 no)."),
        ("certificate", "expired", "Certyfikat serwera jest nieprawidłowy (expired)"),
        ("disconnected", "gone", "Serwer poczty zerwał połączenie."),
        (None, "crashed 3 times", "Wysyłanie kilka razy się urwało (crashed 3 times)."),
    ],
)
def test_an_error_is_told_in_plain_words(studio_web, entry, code, error, told):
    """O-31."""
    entry.state, entry.last_code, entry.last_error = "dead", code, error
    db.session.commit()
    page = show(studio_web, "?state=failed")
    assert "Nie dotarło" in page
    assert told in page


def test_mails_are_filtered_by_state(studio_web, entry):
    """O-31."""
    entry.state = "dead"
    db.session.commit()
    assert "Powiadomienie studia" not in show(studio_web, "?state=failed")
    assert "Potwierdzenie dla klienta" not in show(studio_web, "?state=waiting")
    assert "Nie ma nic takiego" in show(studio_web, "?state=sent")
    assert "Potwierdzenie dla klienta" in show(studio_web, "?state=nonsense")


def test_a_failed_mail_is_sent_again_at_once(studio_web, entry):
    """O-31."""
    entry.state = "dead"
    db.session.commit()
    answer = studio_web.post(f"/studio/outbox/{entry.id}/retry", data={"state": "failed"})
    assert answer.status_code == 303
    assert answer.location == "/studio/activity?state=failed"
    assert entry.state == "pending"


def test_a_sent_mail_is_not_sent_again(studio_web, entry):
    entry.state = "sent"
    db.session.commit()
    answer = studio_web.post(f"/studio/outbox/{entry.id}/retry")
    assert answer.status_code == 409
    assert "Ta wiadomość nie czeka na wysłanie." in answer.text


def test_events_tell_what_happened_when_and_by_whom(studio_web, order):
    """M-12."""
    payments.mark_paid(order, "Hanna Żurek")
    page = show(studio_web, "?show=events")
    assert page.index("Oznaczono jako opłacone") < page.index("Klient złożył zamówienie")
    assert "Hanna Żurek" in page
    assert f"Zamówienie zdjęć #{order.number}" in page
    assert "Nie ma nic takiego" in show(studio_web, "?show=events&kind=delivery")


def test_an_empty_page_says_so(studio_web):
    assert "Nic się jeszcze nie wydarzyło" in show(studio_web)


def test_fifty_on_a_page_and_as_many_queries_as_for_two(make, studio_web, order):
    counted = []
    for wanted in (2, 52):
        while order.studio.next_order_number < 1001 + wanted:
            make.make_order(make.make_cart(order.gallery.invitations[0]))
        counted.append([queries(lambda q=q: show(studio_web, q)) for q in ("", "?show=events")])
    # With more than a page the rows are counted by one more query.
    assert [few <= many <= few + 1 for few, many in zip(*counted, strict=True)] == [True, True]
    page = show(studio_web, "?state=waiting")
    assert page.count("<li>") == 50
    assert 'href="/studio/activity?state=waiting&page=2"' in page


def test_nobody_sees_or_retries_the_mails_of_another_studio(app, make, web, order, entry):
    """Every route of the page."""
    stranger = sign_in(app, make.make_user())
    assert order.client_email not in show(stranger)
    assert "Klient złożył" not in show(stranger, "?show=events")
    assert stranger.post(f"/studio/outbox/{entry.id}/retry").status_code == 404
    assert web.get("/studio/activity").location.startswith("/login")
    assert web.post(f"/studio/outbox/{entry.id}/retry").location.startswith("/login")
