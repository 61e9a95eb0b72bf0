"""The pages of somebody who signs in for a partner."""

import pytest

from extensions import db, limiter
from models import DocumentKind, OutboxEntry, Parcel
from services import offer_sharing, partner_keys, partner_logins, partner_mails, vault
from tests import factories
from tests.blueprints.studio.looking import get
from tests.offering import sign_in_partner
from tests.ordering import make_order_by_hand

PASSWORD = "dębowa rama 2026"


@pytest.fixture(autouse=True)
def _no_limits_used_up():
    limiter._fallback_storage.reset()


@pytest.fixture
def studio(make):
    return make.make_user().studio


@pytest.fixture
def partner(make, studio):
    return make.make_partner(studio, make.make_shop_list(studio, "Odbitki B2B"))


@pytest.fixture
def order(studio, partner):
    factories.sells(studio)
    order = make_order_by_hand(studio, is_sent_nowhere=True)
    order.partner_id, order.partner_reference = partner.id, "RD-17"
    order.recipient_name = "Zofia Lis"
    order.parcels = [Parcel(carrier="dpd", number="0000123", url="https://dpd.example/0000123")]
    db.session.commit()
    return order


def link_of(login):
    return f"/partner/password/{vault.unseal(login.invite_sealed)}"


def with_password(partner, web, email="dab@ramiarnia.example", password=PASSWORD):
    login = partner_logins.invite(partner, email, "Hanna")
    answer = web.post(link_of(login), data={"password": password})
    assert answer.status_code == 303, answer.status
    return login


def sign_in(web, email="dab@ramiarnia.example", password=PASSWORD):
    return web.post("/partner/login", data={"email": email, "password": password})


def test_an_invited_partner_sets_a_password_and_signs_in(web, partner):
    with_password(partner, web)
    assert sign_in(web).location == "/partner"
    assert partner.name in get(web, "/partner")
    assert partner.login.last_signed_in_at


def test_the_mailed_link_works_once(web, partner):
    login = partner_logins.invite(partner, "dab@ramiarnia.example", "Hanna")
    link = link_of(login)
    web.post(link, data={"password": PASSWORD})
    assert web.get(link).status_code == 404
    assert web.post(link, data={"password": "something else"}).status_code == 404


def test_a_short_password_is_refused_and_the_link_stays(web, partner):
    login = partner_logins.invite(partner, "dab@ramiarnia.example", "Hanna")
    assert web.post(link_of(login), data={"password": "kot"}).status_code == 422
    assert web.get(link_of(login)).status_code == 200


@pytest.mark.parametrize(
    ("email", "password"),
    [("dab@ramiarnia.example", "wrong password"), ("nobody@example.com", PASSWORD)],
)
def test_a_wrong_address_and_a_wrong_password_look_the_same(web, partner, email, password):
    with_password(partner, web)
    answer = sign_in(web, email, password)
    assert answer.status_code == 422
    assert "Adres e-mail lub hasło są nieprawidłowe" in answer.text or "nieprawid" in answer.text


def test_one_address_of_two_studios_is_asked_which(web, make, partner):
    other = make.make_partner(make.make_user().studio)
    with_password(partner, web)
    with_password(other, web)
    assert sign_in(web).location == "/partner/choice"
    page = get(web, "/partner/choice")
    assert partner.studio.name in page
    answer = web.post("/partner/choice", data={"partner": other.id})
    assert answer.location == "/partner"
    assert other.name in get(web, "/partner")


def test_a_choice_that_was_not_proved_opens_nothing(web, make, partner):
    with_password(partner, web)
    stranger = make.make_partner(make.make_user().studio)
    with_password(stranger, web, password="another password")
    assert sign_in(web).location == "/partner"
    web.post("/partner/logout")
    answer = web.post("/partner/choice", data={"partner": stranger.id})
    assert answer.location == "/partner/login"


def test_a_forgotten_password_is_set_by_mail_and_ends_every_sign_in(app, web, partner):
    login = with_password(partner, web)
    sign_in(web)
    elsewhere = app.test_client()
    elsewhere.post("/partner/password", data={"email": "dab@ramiarnia.example"})
    kinds = db.session.scalars(db.select(OutboxEntry.kind).order_by(OutboxEntry.id)).all()
    assert kinds == ["mail.partner_invitation", "mail.partner_password"]
    elsewhere.post(link_of(login), data={"password": "a brand new one"})
    assert web.get("/partner").location == "/partner/login"


def test_the_mail_has_the_link(app, partner, monkeypatch):
    login = partner_logins.invite(partner, "dab@ramiarnia.example", "Hanna")
    sent = {}
    monkeypatch.setattr(partner_mails, "send", lambda *told, **values: sent.update(values))
    partner_mails.invitation(db.session.scalars(db.select(OutboxEntry)).one())
    assert sent["link"].endswith(link_of(login))


def test_signing_out_ends_it(web, partner):
    with_password(partner, web)
    sign_in(web)
    web.post("/partner/logout")
    assert web.get("/partner").location == "/partner/login"


def test_ending_the_sign_in_works_at_once(web, partner):
    with_password(partner, web)
    sign_in(web)
    partner_logins.end_login(partner)
    assert web.get("/partner").location == "/partner/login"


def test_orders_stand_there_with_reference_recipient_and_parcel(app, partner, order):
    """I-09: own orders, tracking."""
    web = sign_in_partner(app, partner)
    assert "RD-17" in get(web, "/partner")
    page = get(web, f"/partner/orders/{order.number}")
    assert "Zofia Lis" in page
    assert 'href="https://dpd.example/0000123"' in page


def test_documents_are_downloaded(app, partner, order):
    document = factories.sold(order, DocumentKind.PA)
    web = sign_in_partner(app, partner)
    assert document.full_number in get(web, f"/partner/orders/{order.number}")
    answer = web.get(f"/partner/orders/{order.number}/documents/{document.id}.pdf", buffered=True)
    assert answer.status_code == 200


def test_an_order_of_somebody_else_is_not_there(app, make, studio, partner, order):
    stranger = sign_in_partner(app, make.make_partner(studio))
    assert stranger.get(f"/partner/orders/{order.number}").status_code == 404
    assert "RD-17" not in get(stranger, "/partner")


def test_addresses_are_shown_to_be_copied(app, partner):
    partner_keys.renew_addresses(partner, "Hanna")
    page = get(sign_in_partner(app, partner), "/partner/offer")
    assert "/full.xml" in page
    assert "/gateway.xml" in page


def test_a_blocked_partner_signs_in_and_sees_orders_but_no_address(app, partner, order):
    """I-03, I-09."""
    partner.is_sharing = False
    db.session.commit()
    web = sign_in_partner(app, partner)
    assert "RD-17" in get(web, "/partner")
    page = get(web, "/partner/offer")
    assert "Dostęp do oferty został wyłączony" in page
    assert "/full.xml" not in page


def test_without_the_module_the_sign_in_works_too(app, studio, partner, order):
    """I-05."""
    offer_sharing.switch(studio, False)
    web = sign_in_partner(app, partner)
    assert "RD-17" in get(web, "/partner")
    assert "Dostęp do oferty został wyłączony" in get(web, "/partner/offer")


def test_the_photographers_sign_in_is_another(app, make, partner):
    web = sign_in_partner(app, partner)
    assert web.get("/studio").status_code in (303, 308)
    assert web.get("/studio/clients").location.startswith("/login")
