"""The operator of an installation sees the queues of all studios, and nobody else does."""

from datetime import UTC, datetime
from html import unescape

import pytest

from extensions import db
from models import OutboxEntry
from services import accounts
from tests.conftest import sign_in


@pytest.fixture
def operator(app, make):
    return sign_in(app, make.make_user(is_operator=True))


@pytest.fixture
def entries(make):
    """One mail of each of two studios; the second has failed."""
    for name in ("Pracownia A", "Pracownia B"):
        gallery = make.make_gallery(make.make_studio(name=name))
        make.make_order(make.make_cart(gallery.invitations[0]), email="ewa@example.com")
    placed = db.select(OutboxEntry).filter_by(kind="mail.order_placed").order_by(OutboxEntry.id)
    found = db.session.scalars(placed).all()
    found[1].state, found[1].last_code, found[1].last_error = "dead", "550", "550 no such user"
    db.session.commit()
    return found


def test_every_studio_is_told_with_what_waits_and_what_failed(operator, entries):
    """O-31: the administrator sees all studios' queues."""
    page = unescape(operator.get("/operator/queues").text)
    assert page.index("Pracownia B") < page.index("Pracownia A")
    assert "Serwer odbiorcy odmówił przyjęcia (550 no such user)." in page
    assert "ewa@example.com" not in page


def test_a_paused_mail_server_is_told(operator):
    """F8."""
    studio = operator.user.studio
    studio.mail_account.host = "smtp.example.com"
    studio.mail_account.paused_until = datetime(2026, 3, 14, 9, 15, tzinfo=UTC)
    db.session.commit()
    assert "14.03.2026" in operator.get("/operator/queues").text


def test_what_failed_can_be_tried_again(operator, entries):
    """O-31."""
    assert operator.post(f"/operator/outbox/{entries[1].id}/retry").status_code == 303
    assert entries[1].state == "pending"


def test_a_photographer_does_not_learn_that_there_is_such_a_page(studio_web, entries):
    assert studio_web.get("/operator/queues").status_code == 404
    assert studio_web.post(f"/operator/outbox/{entries[1].id}/retry").status_code == 404
    assert "/operator" not in studio_web.get("/studio/activity").text


def test_a_user_is_made_operator_by_a_command(app, make):
    user = make.make_user()
    runner = app.test_cli_runner()
    told = runner.invoke(args=["studio", "operator", "--email", user.email])
    assert told.exit_code == 0, told.output
    db.session.refresh(user)
    assert user.is_operator
    runner.invoke(args=["studio", "operator", "--email", user.email, "--revoke"])
    db.session.refresh(user)
    assert not user.is_operator
    with pytest.raises(accounts.UserUnknown):
        accounts.set_operator("nobody@example.com", True)
