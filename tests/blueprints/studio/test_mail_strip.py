"""While clients get no mails, every page of the studio says so."""

import pytest
from sqlalchemy import event, select

from extensions import db
from models import OutboxEntry
from models.types import utc_now
from services import galleries, outbox
from tests.blueprints.studio.looking import get
from tests.services.conftest import mail_server, scripted_server  # noqa: F401

PAGES = ["", "/galleries", "/orders", "/clients", "/price-lists", "/activity", "/settings"]
STRIP = "Tryb testowy poczty jest włączony – klienci nie dostają wiadomości"


@pytest.fixture
def account(studio_web):
    return studio_web.user.studio.mail_account


@pytest.fixture
def in_test_mode(account):
    account.is_test_mode, account.test_recipient = True, "ja@example.com"
    db.session.commit()
    return account


@pytest.mark.parametrize("page", PAGES)
def test_the_strip_is_on_every_page_until_test_mode_is_turned_off(studio_web, in_test_mode, page):
    """O-21: fresh account → bar visible; turn off → gone."""
    seen = get(studio_web, f"/studio{page}")
    assert STRIP in seen
    assert "Wyłącz</a>" in seen
    assert studio_web.post("/studio/settings/mail/test-mode").status_code == 303
    assert STRIP not in get(studio_web, f"/studio{page}")


def test_turning_it_off_says_what_will_happen(studio_web, in_test_mode, make):
    """O-21, D9: nothing is sent again by itself."""
    order = make.make_order(make.make_cart(make.make_gallery(in_test_mode.studio).invitations[0]))
    page = get(studio_web, "/studio/settings/mail/test-mode")
    assert "Od tej chwili wiadomości pójdą do klientów, a nie na ja@example.com." in page
    assert "1 wiadomość jeszcze czeka na wysłanie. Pójdzie do klienta." in page
    assert "W trybie testowym nie wysłano żadnej wiadomości" in page
    assert order.client_email not in page


def test_looking_at_the_question_turns_nothing_off(studio_web, in_test_mode):
    """O-21."""
    get(studio_web, "/studio/settings/mail/test-mode")
    db.session.refresh(in_test_mode)
    assert in_test_mode.is_test_mode


def test_the_strip_costs_no_statement_of_its_own(studio_web, in_test_mode):
    """O-21: the account is read together with whoever is signed in."""
    said = []

    def note(_connection, _cursor, statement, *_):
        said.append(statement)

    db.session.remove()
    event.listen(db.engine, "before_cursor_execute", note)
    try:
        get(studio_web, "/studio/galleries")
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    asking = [one for one in said if "mail_accounts" in one]
    assert len(asking) == 1
    assert "FROM sign_ins" in asking[0]


@pytest.mark.parametrize("page", PAGES)
def test_a_server_that_refuses_the_login_is_told_on_every_page(studio_web, account, page):
    """F8: one notice to the photographer, in words, with the way to mend it."""
    account.host, account.paused_until = "smtp.example.com", utc_now()
    account.paused_code, account.paused_error, account.pause_count = "auth", "535 Nope", 1
    db.session.commit()
    seen = get(studio_web, f"/studio{page}")
    assert "Wiadomości do klientów czekają. Logowanie odrzucone (535 Nope)" in seen
    assert 'href="/studio/settings/mail"' in seen
    account.paused_code, account.paused_error = "timeout", "timed out"
    db.session.commit()
    assert "Wiadomości do klientów czekają." not in get(studio_web, f"/studio{page}")


def test_what_went_to_the_studio_as_a_test_is_not_called_sent_to_the_client(
    studio_web,
    in_test_mode,
    make,
    mail_server,  # noqa: F811
):
    """D9: sent(test) is seen on the order, beside the session and in the activity."""
    gallery = make.make_gallery(in_test_mode.studio)
    photo = make.make_photo(gallery)
    galleries.send_gallery(gallery, "Hanna")
    order = make.make_order(make.make_cart(gallery.invitations[0], [photo]))
    for entry_id in db.session.scalars(select(OutboxEntry.id).order_by(OutboxEntry.id)).all():
        outbox.keep(entry_id)
    assert "wysłana w trybie testowym, nie do klienta" in get(
        studio_web, f"/studio/orders/{order.id}"
    )
    banner = get(studio_web, f"/studio/galleries/{gallery.id}/orders")
    assert f"Tryb testowy: wiadomość dla {gallery.invitations[0].email} trafiła do studia" in banner
    assert "Wysłano testowo" in get(studio_web, "/studio/activity")
